"""Patterns are compiled when they are first asked, and each of them can be."""

from __future__ import annotations

import copy
import gc
import re
from importlib import import_module

import pytest
from test_imports import MODULES

from deckgen import patterns
from deckgen.patterns import regex


def test_every_pattern_can_be_compiled():
    gc.unfreeze()  # the command freezes what is there when it begins
    for module in MODULES:
        import_module(module)
    late = [found for found in gc.get_objects() if isinstance(found, patterns._Pattern)]
    assert len(late) > 100
    for pattern in late:
        assert re.compile(pattern.pattern, pattern._flags) == pattern.search.__self__


def test_a_pattern_does_what_a_compiled_one_does():
    late, known = regex(r"(\w)(?P<n>\d)", re.ASCII), re.compile(r"(\w)(?P<n>\d)", re.ASCII)
    assert late.pattern == known.pattern
    assert copy.deepcopy(late).findall("a1 b2") == known.findall("a1 b2") == late.findall("a1 b2")
    assert [m.span("n") for m in late.finditer("a1 b2")] == [m.span("n") for m in known.finditer("a1 b2")]
    assert (late.flags, late.groupindex) == (known.flags, known.groupindex)
    assert late.sub(r"\2\1", "a1") == "1a" and regex(rb"\d").sub(b"", b"a1") == b"a"


def test_what_is_not_asked_is_not_compiled():
    broken = regex("(")
    with pytest.raises(re.error, match="missing \\)"):
        broken.match("")
