"""Words of a theme are filled with plain names, and with nothing else."""

from __future__ import annotations

import ast
import re

import pytest
from conftest import ROOT, THEMES, brand

from deckgen.diagnostics import ContentError
from deckgen.reading.model import Wrong
from deckgen.reading.phrases import GIVEN, LONGEST, Phrase

SOURCE = ROOT / "src" / "deckgen"


class Reach:
    """What a template might hand over: a thing with attributes."""

    secret = "hunter2"

    def __str__(self) -> str:
        return self.secret

    def __format__(self, spec: str) -> str:
        return self.secret


@pytest.mark.parametrize(
    ("raw", "filled"),
    [
        ("{n}분", "3분"),
        ("{{n}} {n}", "{n} 3"),
        ("no braces", "no braces"),
        ("{n}{n}", "33"),
        ("{{{n}}}", "{3}"),
        ("", ""),
    ],
)
def test_names_are_filled(raw, filled):
    """`{name}` takes a value, double braces are braces."""
    assert filled == Phrase.parse(raw).filled({"n": 3, "other": "x"})


REFUSED = "{ } {} {0} {n.real} {n[0]} {n!r} {n:>9} {n:{n}} {N} {_n} {n n} {{{ {n}} {{n} {이름}"


@pytest.mark.parametrize("raw", [*REFUSED.split(), "{ n }", "{}" * 10, "x" * (LONGEST + 1)])
def test_nothing_else_is_understood(raw):
    """What Python's own formatting would take is refused where it is read."""
    with pytest.raises(Wrong):
        Phrase.parse(raw)


@pytest.mark.parametrize("value", [None, Reach(), b"x", ("a",), len])
def test_only_texts_and_numbers_fill(value):
    """A thing with attributes is not turned into words."""
    with pytest.raises(ContentError) as e:
        Phrase.parse("{n}").filled({"n": value})
    assert "hunter2" not in str(e.value)


def test_what_is_filled_has_an_end():
    """A long value cannot be multiplied."""
    with pytest.raises(ContentError, match="20,000"):
        Phrase.parse("{n}" * 100).filled({"n": "x" * 1_000})


def calls() -> dict[str, set[str]]:
    """The words that code and shared templates fill, and with which names."""
    out: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="word"), args=[ast.Constant(value=str() as word), *_]) if (
                    node.keywords
                ):
                    out.setdefault(word, set()).update(k.arg or "" for k in node.keywords)
    for path in (ROOT / "themes" / "shared").rglob("*.j2"):
        for word, names in re.findall(r'word\("([a-z-]+)"((?:, \w+=)[^}]*)\)', path.read_text(encoding="utf-8")):
            out.setdefault(word, set()).update(re.findall(r"(\w+)=", names))
    return out


def test_what_words_are_given_is_what_is_told():
    """The table that words are held against has what code and templates hand over."""
    made = calls()
    # filled where the word is chosen by a name, `word(what, n=…)`, or is handed over, `partial(word, "folded")`
    chosen = {"figure": {"n"}, "grid": {"n"}, "listing": {"n"}, "n-slides": {"n"}, "n-pages": {"n"}, "folded": {"n"}}
    assert len(made) > 10
    assert {word: set(names) for word, names in GIVEN.items()} == chosen | made


@pytest.mark.parametrize("name", THEMES)
def test_shipped_words_ask_for_what_they_are_given(name):
    """Every parameter of every word, in every language."""
    words = brand(name).theme.words
    parameters = {
        word: {p.name for phrase in texts.values() for p in phrase.parameters} for word, texts in words.items()
    }
    assert set(GIVEN) <= set(parameters)
    assert {} == {word: names for word, names in parameters.items() if not names <= set(GIVEN.get(word, ()))}


def test_no_text_of_a_file_is_formatted():
    """`str.format` reaches attributes: it is called on texts of our own only."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=text, attr="format" | "format_map" | "vformat")):
                    if not isinstance(text, ast.Constant):
                        found.add((path.relative_to(SOURCE).as_posix(), ast.unparse(text)))
    ours = {
        ("gallery/__init__.py", "SEMINAR"),
        ("writers/pdf/document.py", "_XMP"),
        ("writers/pptx/shapes.py", "_ARROW"),
    }
    assert ours == found
