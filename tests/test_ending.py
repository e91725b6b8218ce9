"""The end of a talk: what is behind it is hidden or printed, and one address leads to all there is."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path

import oracles
import pytest
import yaml
from conftest import brand, deck_of, examples, images, material
from lxml import etree

from deckgen.checks.ending import CHECKS
from deckgen.composing.deck import Deck, compose
from deckgen.layout.kinds import KINDS
from deckgen.layout.pace import paces
from deckgen.outputs.formats import FORMATS, File
from deckgen.outputs.keys import Keys
from deckgen.outputs.plan import Plan
from deckgen.pipeline import lay_out
from deckgen.reading.seminar import read_module, read_seminar
from deckgen.scene import Box, Picture, walk
from deckgen.writers import pptx
from deckgen.writers.pptx.lint import lint

P = {
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
}
ADDRESS = {"url": "https://example.com/seminar", "label": {"ko": "자료", "en": "Materials"}}
PARTS = {
    "이야기": ["said", "words", "next"],
    "끝": ["more-before", "thanks", "more"],
    "뒤": ["table", "refs"],
}


def slide(name: str, kind: str, **fields: object) -> dict:
    return {"id": name, "kind": kind} | deepcopy(examples(kind)["typical"]) | fields


SLIDES = [
    slide("said", "statement", sources=["docs-docker"], hero=False),
    slide("words", "glossary", minutes=3),
    slide("next", "statement"),
    slide("more-before", "statement"),
    slide("thanks", "closing"),
    slide("more", "downloads"),
    slide("table", "table"),
    slide("refs", "references"),
]


def composed(parts: dict[str, list[str]] = PARTS, slides: list[dict] = SLIDES, **fields: object):
    """The deck of a seminar with these parts, and what is found in composing it."""
    slides = [s | ({"sources": [next(iter(material("sources")))]} if "sources" in s else {}) for s in slides]
    module, found = read_module(
        yaml.safe_dump({"title": "모음", "slides": slides}, allow_unicode=True), "m.yaml", KINDS
    )
    assert not found, found
    programme = [
        {"part": {"ko": n, "en": n}, "section": n == "이야기", "lead": {"ko": n, "en": n}, "slides": ids}
        for n, ids in parts.items()
    ]
    seminar = {"title": "세미나", "minutes": 90, "theme": "openmaru", **fields, "programme": programme}
    read, found = read_seminar(yaml.safe_dump(seminar, allow_unicode=True, sort_keys=False), "content/seminars/s.yaml")
    assert read is not None and not found, found
    return compose(read, {"m": module}, material("sources"), KINDS, "ko", material("glossary"))


def deck(**fields: object) -> Deck:
    made, found = composed(**fields)
    assert made is not None and not found, found
    return made


@cache
def parts(appendix: str) -> dict[str, bytes]:
    """The parts of the deck's file."""
    written = FORMATS["pptx"].write(plan(appendix), File("pptx", "presenter"), ())
    assert written.data and not written.findings
    return pptx.unpack(written.data)


def plan(appendix: object) -> Plan:
    made, of = deck(appendix=appendix), brand("openmaru")
    scenes, found = lay_out(made, of, images())
    assert [d for d in found if "QR" not in d.message and "closing" not in d.message] == []
    return Plan(made, of, "openmaru", scenes, Keys("", "", "", ""))


def hidden(appendix: str) -> dict[str, bool]:
    """Each slide of the file by its id, and whether a show passes it by."""
    names = sorted((n for n in parts(appendix) if n.startswith("ppt/slides/slide")), key=lambda n: int(n[16:-4]))
    roots = [etree.fromstring(parts(appendix)[n]) for n in names]
    return {r.find("p:cSld", P).get("name"): r.get("show") == "0" for r in roots}


# the appendix


def test_what_is_behind_the_talk_is_hidden_in_a_section_of_its_own() -> None:
    assert hidden("hidden") == {
        "section-1": False, "said": False, "next": False, "more-before": False, "thanks": False, "more": False,
        "words": True, "table": True, "refs": True,
    }  # fmt: skip
    root = etree.fromstring(parts("hidden")["ppt/presentation.xml"])
    sections = {s.get("name"): len(s.findall(".//p14:sldId", P)) for s in root.iter(f"{{{P['p14']}}}section")}
    assert [*sections.items()] == [("이야기", 3), ("끝", 3), ("뒤", 3)]
    assert b"<HiddenSlides>3</HiddenSlides>" in parts("hidden")["docProps/app.xml"]


def test_hidden_slides_have_no_number_and_take_no_time() -> None:
    there = plan("hidden")
    numbers = {s.id: [i for i in s.items if isinstance(i, Box) and i.placeholder == "number"] for s in there.scenes}
    assert all(numbers[name] for name in ("said", "more"))
    assert not any(numbers[name] for name in ("words", "table", "refs"))
    assert [s.number for s in there.scenes] == [*range(1, 10)]
    pace = dict(zip((p.slide.id for p in there.deck.slides), paces(there.deck, there.brand.theme), strict=True))
    assert pace["said"] and not pace["words"] and not pace["table"]
    assert there.deck.talk == deck(appendix="shown").talk - 3 - 1 - 1


def test_a_seminar_prints_them_alone_or_shows_them() -> None:
    assert [*hidden("handout")] == ["section-1", "said", "next", "more-before", "thanks", "more"]
    shown = hidden("shown")
    assert not any(shown.values())
    assert [*shown] == ["section-1", "said", "words", "next", "more-before", "thanks", "more", "table", "refs"]


@pytest.mark.parametrize(
    ("appendix", "pages"), [("hidden", 6), ("handout", 6), ("shown", 9), ({"slides": "hidden", "pdf": True}, 9)]
)
def test_the_pdf_has_what_is_shown(appendix: object, pages: int) -> None:
    assert FORMATS["slides"].write(plan(appendix), File("slides.pdf", "audience"), None).length == pages


@pytest.mark.parametrize("appendix", ["hidden", "handout"])
def test_the_web_has_all(appendix: str) -> None:
    there = plan(appendix)
    shared = FORMATS["web"].share(there, [])
    page = FORMATS["web"].write(there, File("html", "audience"), shared)
    assert page.data and all(f'id="{name}"'.encode() in page.data for name in ("said", "words", "table", "refs"))


@pytest.mark.slow
@pytest.mark.parametrize("appendix", ["hidden", "handout"])
def test_such_decks_are_valid(appendix: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(pptx.pack(parts(appendix)))
    assert [] == lint(parts(appendix))
    assert [] == oracles.openxml_audit(path) == oracles.ooxml_sdk(path)


def test_a_part_without_a_name_for_it_gets_one() -> None:
    made = deck(parts={"끝": ["said", "words", "thanks"]})
    assert [p.title.plain for p in made.parts] == ["끝", "부록"]


def test_a_section_does_not_open_what_is_hidden() -> None:
    made = deck(parts={"끝": ["said", "thanks"], "이야기": ["words"]})
    assert [str(p.slide.id) for p in made.slides] == ["said", "thanks", "words"]
    assert [p.number for p in made.parts] == [None, None]


# addresses


def test_the_seminar_names_one_address() -> None:
    bare = [slide("more", "downloads"), slide("asks", "survey"), slide("thanks", "closing"), slide("said", "statement")]
    for s in bare:
        s.pop("link", None)
    made, found = composed({"끝": ["more", "said", "thanks", "asks"]}, bare, address=ADDRESS)
    assert found == []
    links = {str(p.slide.id): [str(a.url) for a in p.slide.addresses()] for p in made.slides}
    assert links == {"more": [ADDRESS["url"]], "said": [], "thanks": [], "asks": [ADDRESS["url"]]}
    alone, _ = composed({"끝": ["said", "thanks"]}, bare, address=ADDRESS)
    assert [str(a.url) for a in alone.slides[1].slide.addresses()] == [ADDRESS["url"]]
    _, found = composed({"끝": ["said", "asks"]}, bare)
    assert [d.message for d in found] == ["this slide's QR code leads nowhere"]


def test_codes_are_as_large_as_a_hall_needs() -> None:
    """Where the code is the point of its slide it is 280 points wide, however long the title is."""
    seen = 0
    for kind in ("downloads", "survey", "closing"):
        for size in ("little", "typical", "much"):
            scenes, _ = lay_out(deck_of([{"id": "s", "kind": kind} | examples(kind)[size]]), brand("openmaru"), {})
            scene = next(s for s in scenes if s.id == "s")
            codes = [
                i for i in walk(scene.items) if not isinstance(i, (Box, Picture)) and getattr(i, "owner", "") == "code"
            ]
            seen += len(codes)
            assert all(min(c.rect.w, c.rect.h) >= 280 for c in codes)
    assert seen >= 8


# checks

FINDINGS = {
    "late_slides": (
        {"끝": ["thanks", "more", "said"]},
        "the slide `said` is shown after the closing, and not as the only one",
    ),
    "neighbouring_codes": (
        {"끝": ["thanks", "more"]},
        "`thanks` and `more` stand side by side, and both have a QR code",
    ),
    "other_addresses": (
        {"끝": ["more", "said", "asks"]},
        "this QR code leads to https://example.com/survey, the seminar's address is https://example.com/seminar",
    ),
}


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.__name__)
def test_a_check_finds_it_and_names_both_places(check) -> None:
    assert set(FINDINGS) == {c.__name__ for c in CHECKS}
    order, message = FINDINGS[check.__name__]
    made, _ = composed(order, [*SLIDES, slide("asks", "survey")], address=ADDRESS)
    (finding,) = check(made)
    assert finding.message == message
    assert finding.span and ".yaml:" in finding.hint


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.__name__)
def test_a_check_passes_what_is_sound(check) -> None:
    made, _ = composed({"이야기": ["said"], "끝": ["next", "thanks", "said-too", "more-before"]}, [
        *(s for s in SLIDES if s["id"] not in ("thanks", "more-before")),
        {"id": "thanks", "kind": "closing", "title": "끝"},
        slide("said-too", "downloads"),
        slide("more-before", "glossary"),
    ], address=ADDRESS)  # fmt: skip
    assert [] == [*check(made)]
