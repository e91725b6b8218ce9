"""Slides that are shown step by step: as PowerPoint's own animation, in reading order, valid, and finished on paper."""

from __future__ import annotations

import io
from functools import cache

import oracles
import pytest
from conftest import brand, deck_of, examples, images
from lxml import etree
from pptx.slide import Slide
from quick_pptx import Presentation

from deckgen.layout.artwork import artwork
from deckgen.layout.kinds import KINDS
from deckgen.pipeline import lay_out
from deckgen.reading.slide import Built
from deckgen.scene import Box, settled, walk
from deckgen.writers import Info, pptx
from deckgen.writers.pptx.lint import lint

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
BUILT = [name for name, kind in KINDS.items() if issubclass(kind, Built)]
#: Kinds in which one click shows all that there is to show.
ANSWERS = {"qna"}


def deck(slides: list[dict]) -> tuple[list, dict[str, bytes]]:
    of = brand("openmaru")
    made = deck_of(slides)
    scenes, found = lay_out(made, of, images())
    assert [] == [d.message for d in found]
    artworks = {name: artwork(of.theme, layout, of.art, of.fonts, "ko") for name, layout in of.theme.layouts.items()}
    return scenes, pptx.write_parts(
        scenes, of.theme, artworks, Info(id="b", title="b", language="ko", date="2026-12-10")
    )


def clicks(slide) -> list[list[tuple[str, tuple[int, int] | None]]]:
    """What each click shows: names of shapes, with their paragraphs."""
    names = {s.shape_id: s.name for s in slide.shapes}
    main = next(e for e in slide._element.iter(f"{P}cTn") if e.get("nodeType") == "mainSeq")
    out = []
    for click in main.find(f"{P}childTnLst"):
        shown = []
        for target in (
            e.find(f".//{P}set//{P}spTgt") for e in click.iter(f"{P}par") if e.find(f"{P}cTn").get("presetClass")
        ):
            part = target.find(f".//{P}pRg")
            shown.append(
                (
                    names[int(target.get("spid"))],
                    (int(part.get("st")), int(part.get("end"))) if part is not None else None,
                )
            )
        out.append(shown)
    return out


@cache
def built_deck(size: str) -> dict[str, bytes]:
    """The parts of a deck with every kind that can be shown step by step."""
    _, parts = deck([{"id": f"s-{kind}", "kind": kind} | examples(kind)[size] | {"build": True} for kind in BUILT])
    return parts


@cache
def built_slides(size: str) -> dict[str, Slide]:
    """The slides of that deck, by their names."""
    slides = Presentation(io.BytesIO(pptx.pack(built_deck(size)))).slides
    return {s._element.find(f"{P}cSld").get("name"): s for s in slides}


@pytest.mark.slow
@pytest.mark.parametrize("size", ["typical", "much"])
def test_builds_are_valid(size, tmp_path):
    """Both validators and our lint agree."""
    path = tmp_path / "deck.pptx"
    path.write_bytes(pptx.pack(built_deck(size)))
    assert [] == lint(built_deck(size))
    assert [] == oracles.openxml_audit(path)
    assert [] == oracles.ooxml_sdk(path)


@pytest.mark.parametrize("kind", BUILT)
@pytest.mark.parametrize("size", ["typical", "much"])
def test_a_build_shows_its_parts_in_reading_order(kind, size):
    """Each click shows something; everything that is animated is named once. What stands beneath words may come with
    them."""
    slide = built_slides(size)[f"s-{kind}"]
    steps = clicks(slide)
    assert len(steps) >= (1 if kind in ANSWERS else 2)
    flat = [target for step in steps for target in step]
    assert all(steps)
    assert len(flat) == len(set(flat))
    order = [s.name for s in slide.shapes]
    places = [max((order.index(name), part or (0, 0)) for name, part in step) for step in steps]
    assert places == sorted(places)


def test_each_paragraph_has_an_effect_of_its_own():
    """A point comes with its sub-points; who takes one of them away in the animation pane keeps the others."""
    items = [{"text": "하나", "items": ["가", "나"]}, {"text": "둘"}]
    _, parts = deck([{"id": "s", "kind": "bullets", "title": "제목", "items": items, "build": True}])
    made = Presentation(io.BytesIO(pptx.pack(parts)))
    slide = next(s for s in made.slides if s._element.find(f"{P}cSld").get("name") == "s")
    effects = [[part for _, part in step] for step in clicks(slide)]
    assert [[(0, 0), (1, 1), (2, 2)], [(3, 3)]] == effects
    nodes = [e for e in slide._element.iter(f"{P}cTn") if e.get("presetClass")]
    assert ["clickEffect", "withEffect", "withEffect", "clickEffect"] == [e.get("nodeType") for e in nodes]
    away = nodes[1].getparent()
    away.getparent().remove(away)
    out = io.BytesIO()
    made.save(out)
    assert [] == lint(pptx.unpack(out.getvalue()))
    slide = next(s for s in Presentation(out).slides if s._element.find(f"{P}cSld").get("name") == "s")
    assert [[(0, 0), (2, 2)], [(3, 3)]] == [[part for _, part in step] for step in clicks(slide)]


def test_only_whole_things_are_shown():
    """PowerPoint shows a group as a whole: no click names what is in one."""
    slides = built_slides("typical").values()
    targets = [(s, t.get("spid")) for s in slides for t in s._element.iter(f"{P}spTgt")]
    assert len(targets) > 100
    for slide, target in targets:
        assert target in {str(shape.shape_id) for shape in slide.shapes}


@pytest.mark.parametrize("kind", BUILT)
def test_without_a_build_nothing_moves(kind):
    """A slide that does not ask for it has no animation, and lies where the built one lies."""
    plain, _ = deck([{"id": "s", "kind": kind} | examples(kind)["typical"] | {"build": False}])
    built, _ = deck([{"id": "s", "kind": kind} | examples(kind)["typical"] | {"build": True}])
    plain, built = (next(s for s in scenes if s.id == "s") for scenes in (plain, built))
    assert () == plain.clicks

    def texts(scene):
        there = (i for i in walk(settled(scene).items) if isinstance(i, Box) and i.text)
        return sorted(((i.rect, i.text.lines) for i in there), key=lambda text: text[0])

    assert texts(plain) == texts(built)


TRANSITIONS = ("fade", "push", "wipe", "morph", "none")


@cache
def transitions() -> dict[str, bytes]:
    """The parts of a deck with a slide for each transition."""
    return deck([{"id": f"s-{n}", "kind": "statement", "title": "한 문장", "transition": n} for n in TRANSITIONS])[1]


@pytest.mark.slow
def test_transitions_are_valid(tmp_path):
    """Both validators pass them."""
    path = tmp_path / "deck.pptx"
    path.write_bytes(pptx.pack(transitions()))
    assert [] == oracles.openxml_audit(path) == oracles.ooxml_sdk(path)


@pytest.mark.parametrize("name", TRANSITIONS)
def test_a_slide_names_its_transition(name):
    """The transition stands where PowerPoint looks for it, with a fade for what older ones do not know."""
    slides = Presentation(io.BytesIO(pptx.pack(transitions()))).slides
    slide = next(s for s in slides if s._element.find(f"{P}cSld").get("name") == f"s-{name}")
    said = etree.tostring(slide._element).decode()
    assert (f":{name} " in said or f":{name}/" in said) == (name != "none")
