"""Names in PowerPoint's panes are in the language of their deck; what the author wrote stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from posixpath import dirname
from typing import Any

import pytest
from conftest import brand, deck_of, examples, images
from lxml import etree

from deckgen.gallery import HOME
from deckgen.layout.artwork import artworks
from deckgen.layout.kinds import KINDS
from deckgen.layout.native import native
from deckgen.pipeline import lay_out
from deckgen.writers import Info
from deckgen.writers.pptx import write_parts

HANGUL = re.compile("[가-힣]")
#: An English word of ours: `A` and `Q` stand for answers and questions in any language.
ENGLISH = re.compile("[A-Za-z]{2,}")
#: The elements whose name or text people see, where no author's words stand.
NAMED = {"cNvPr", "cSld", "theme", "tblStyle", "custClr", "t"}
FRAME = ("ppt/slideLayouts", "ppt/slideMasters", "ppt/notesMasters", "ppt/handoutMasters", "ppt/theme", "ppt")
#: Names of the brand, and the title of the deck, which stands in its footer.
OURS = re.compile("openmaru|OPENMARU|Openmaru|Containers in five questions|다섯 가지 질문으로 끝내는 컨테이너|Q&A")


@cache
def parts(language: str) -> dict[str, etree._Element]:
    """The gallery's deck in a language; its slides' words are Korean in both."""
    of = brand("openmaru")
    deck = deck_of([{"id": f"kind-{k}", "kind": k} | examples(k)["typical"] for k in KINDS], language=language)
    scenes, _ = lay_out(deck, of, images())
    info = Info(id="d", title=deck.title.plain, language=language, date="2026-12-10")
    slides = [native(scene, of.fonts) for scene in scenes]
    written = write_parts(slides, of.theme, artworks(of, language), info)
    return {name: etree.fromstring(data) for name, data in written.items() if name.endswith(".xml")}


def frame_names(language: str) -> Iterator[str]:
    """What the theme, its layouts and masters are called, and what stands in their placeholders."""
    for name, root in parts(language).items():
        if dirname(name) in FRAME:
            for e in root.iter(*(f"{{*}}{tag}" for tag in NAMED)):
                yield OURS.sub("", e.get("name") or e.get("styleName") or e.text or "")


@pytest.mark.parametrize(("language", "foreign"), [("ko", ENGLISH), ("en", HANGUL)])
def test_the_frame_is_named_in_the_language_of_the_deck(language, foreign):
    names = list(frame_names(language))
    assert len(names) > 200
    assert [] == [name for name in names if foreign.search(name)]


def strings(value: Any) -> Iterator[str]:
    """All texts in a value of YAML."""
    if isinstance(value, str | int | float):
        yield str(value)
    else:
        for item in value.values() if isinstance(value, dict) else value or ():
            yield from strings(item)


def test_shapes_are_named_in_the_language_of_the_deck():
    """A shape that has the same name in both decks is called by the author's words."""
    written = [(HOME / "sources.yaml").read_text(encoding="utf-8")]
    written += [text for kind in KINDS for text in strings(examples(kind)["typical"])]
    authors = {word for text in written for word in re.findall(r"[^\W\d]+", text)}
    named = {
        language: [
            e.get("name") for n, root in parts(language).items() if "/slides/" in n for e in root.iter("{*}cNvPr")
        ]
        for language in ("ko", "en")
    }
    assert len(named["ko"]) == len(named["en"]) > 500
    same = {ko for ko, en in zip(named["ko"], named["en"], strict=True) if ko == en}
    assert 20 < len(same)
    assert set() == {name for name in same if not set(re.findall(r"[^\W\d]+", name)) <= authors}
