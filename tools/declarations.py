"""What WeasyPrint declares of Pango and HarfBuzz, as `cffi` would make it of C every time that it is loaded.

    .venv/bin/python tools/declarations.py

Writes `declarations.json` of `deckgen.writers.handout.shortcuts`, for the WeasyPrint that is installed.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import cffi

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from deckgen.writers.handout.shortcuts.declarations import FILE, source

_DECLARED = re.compile(r"ffi\.cdef\('''(.*?)'''\)", re.DOTALL)


def declared(code: str) -> str:
    """What `declarations.json` is to say of the module that declares."""
    match = _DECLARED.search(code)
    if match is None:
        raise SystemExit("WeasyPrint declares nothing where it did")
    ffi = cffi.FFI()
    ffi.cdef(match[1])
    ffi.set_source("declared", None)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "declared.py")
        ffi.emit_python_code(str(made))
        call = ast.parse(made.read_text(encoding="utf-8")).body[-1]
    assert isinstance(call, ast.Assign) and isinstance(call.value, ast.Call)
    parts = {k.arg: ast.literal_eval(k.value) for k in call.value.keywords}
    digest = sha256(code.encode()).hexdigest()
    return json.dumps({"of": digest, "parts": _text(parts)}, indent=1) + "\n"


def _text(value: object) -> object:
    """A value with its bytes as letters, one for each."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, tuple):
        return [_text(v) for v in value]
    return {k: _text(v) for k, v in value.items()} if isinstance(value, dict) else value


if __name__ == "__main__":
    found = source()
    if found is None:
        raise SystemExit("WeasyPrint is not installed")
    FILE.write_text(declared(found.read_text(encoding="utf-8")), encoding="utf-8")
