"""What WeasyPrint declares of Pango and HarfBuzz, made ready: it hands five hundred lines of C to a parser in Python
whenever it is loaded, and later the name of each type.

`tools/declarations.py` writes what comes of them, for the one version of the module that declares them.
"""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

#: What comes of the declarations, and of which bytes of the module that has them.
FILE = Path(__file__).with_name("declarations.json")


def source() -> Path | None:
    """The module that declares; None where WeasyPrint is not installed."""
    found = find_spec("weasyprint")
    places = found.submodule_search_locations if found else None
    return Path(places[0], "text", "ffi.py") if places else None


def ready() -> ModuleType | None:
    """What stands in for `cffi` while WeasyPrint is loaded; None where it declares something else."""
    known = json.loads(FILE.read_text(encoding="utf-8"))
    code = source()
    if code is None or sha256(code.read_bytes()).hexdigest() != known["of"]:
        return None
    parts = {name: _plain(value) for name, value in known["parts"].items()}
    import _cffi_backend  # the part of `cffi` in C

    class Declared(_cffi_backend.FFI):  # type: ignore[misc]  # the library has no annotations
        """Knows all types and functions."""

        def __init__(self) -> None:
            super().__init__("declared", **parts)

        def cdef(self, declarations: str) -> None:
            """Does nothing: these are what it was made of."""

    module: Any = ModuleType("cffi")
    module.FFI = Declared
    return module  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    """A value of the file as the library takes it: text is bytes there, and a list a tuple."""
    if isinstance(value, str):
        return value.encode("latin-1")
    return tuple(map(_plain, value)) if isinstance(value, list) else value
