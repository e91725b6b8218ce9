"""WeasyPrint, imported late and here only, without what it has no use for here.

It costs half a second, most of which is spent on what it never uses: it asks a compiler and a linker, if there are any,
by what names libraries might go; it has a parser in Python read what these declare in C; and it loads those parts of
fontTools that make instances of variable fonts, of which a theme has none, and subsets where HarfBuzz does not.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from deckgen.writers.handout.shortcuts import declarations

#: The libraries that WeasyPrint loads, by the names that a loader on Linux knows.
_LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
#: Parts of fontTools that are loaded when they are asked for, with what is taken from them.
_RARE = {"fontTools.subset": ("Options", "Subsetter"), "fontTools.varLib.instancer": ("instantiateVariableFont",)}


@cache
def weasyprint() -> Any:
    """The library, with our shortcuts.

    fontconfig reads the variable set here. The file that it names lists no folder of fonts, so that a machine's own can
    never stand in for a missing one.
    """
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
    with warnings.catch_warnings(), _no_search(), _rare(), _declared():
        warnings.filterwarnings("ignore", "No fonts configured")  # as meant: a page brings its own
        import weasyprint
        import weasyprint.text.fonts
        import weasyprint.urls

        module: Any = weasyprint
    from deckgen.writers.handout import shortcuts

    shortcuts.take(module.__version__)
    return module


@contextmanager
def _no_search() -> Iterator[None]:
    """Has libraries found by their names alone, where all of them are."""
    found = ctypes.util.find_library
    if all(map(_loads, _LIBRARIES)):
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = found


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


@contextmanager
def _rare() -> Iterator[None]:
    """Has modules that are hardly ever used stand in name only."""
    absent = [name for name in _RARE if name not in sys.modules]
    for name in absent:
        sys.modules[name] = _named_only(name)
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


@contextmanager
def _declared() -> Iterator[None]:
    """Has what the libraries declare ready, where it is known and nobody has loaded what reads it."""
    module = declarations.ready() if "cffi" not in sys.modules else None
    if module:
        sys.modules["cffi"] = module
    try:
        yield
    finally:
        if module:
            del sys.modules["cffi"]


def _named_only(name: str) -> ModuleType:
    """A module whose functions load the module itself."""
    module = ModuleType(name)
    for function in _RARE[name]:
        setattr(module, function, _loading(name, function))
    return module


def _loading(module: str, function: str) -> Callable[..., Any]:
    return lambda *arguments, **options: getattr(import_module(module), function)(*arguments, **options)
