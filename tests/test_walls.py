"""The wall between meaning and form: slides and scenes say what they mean, and no output guesses it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import brand, deck_of, examples, gallery, images

from deckgen.layout.kinds import KINDS
from deckgen.layout.words import alt_text, statements, visible
from deckgen.pipeline import lay_out
from deckgen.reading.model import fields
from deckgen.reading.slide import Address, Listing
from deckgen.scene import Box, Connector, Scene, walk
from deckgen.writers.handout.figures import drawing
from deckgen.writers.handout.forms import part

SOURCE = Path(__file__).parent.parent / "src" / "deckgen"
#: Modules that read packages, whose parts have kinds and names of their own.
READERS = {p.relative_to(SOURCE).as_posix() for p in (SOURCE / "writers/pptx/lint").rglob("*.py")}
#: What hands values to templates: it asks what Jinja's objects and those values are, and sees neither slides nor items.
SANDBOX = {f"writers/templates/{name}.py" for name in ("__init__", "sandbox", "values")}
#: Names of kinds that are also words of something else: fonts, sizes of type, placeholders, parts of files, editions.
HOMONYMS = {"chart", "code", "glossary", "picture", "quiz", "section", "speaker", "steps", "title"}
#: What reads WeasyPrint's boxes and styles, which have no fields to rely on.
BOXES = "writers/handout/shortcuts/"
#: What of a slide or an item says nothing of what it is.
IDENTITIES = {"kind", "span", "name"}


def modules() -> list[str]:
    """What makes outputs of scenes."""
    paths = (
        p.relative_to(SOURCE).as_posix() for folder in ("writers", "checks") for p in (SOURCE / folder).rglob("*.py")
    )
    return sorted(p for p in set(paths) - READERS - SANDBOX if not p.startswith(BOXES))


def guesses(source: str) -> Iterator[str]:
    """Where a module would find out what a slide or an item is, and nobody told it."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Compare():
                for side in (node.left, *node.comparators):
                    if isinstance(side, ast.Attribute) and side.attr in IDENTITIES:
                        yield f"{node.lineno}: compares .{side.attr}"
            case ast.Match(subject=ast.Attribute(attr="kind")) | ast.Subscript(slice=ast.Attribute(attr="kind")):
                yield f"{node.lineno}: decides by .kind"
            case ast.Call(func=ast.Name(id="getattr" | "hasattr" | "vars"), args=[ast.Attribute(attr="slide"), *_]):
                yield f"{node.lineno}: looks for a field of a slide"
            case ast.Call(func=ast.Name(id="getattr"), args=[_, _, _]):
                yield f"{node.lineno}: looks whether there is a field"
            case ast.Attribute(attr="__name__"):
                yield f"{node.lineno}: asks for the name of a class"
            case ast.Constant(value=str() as text) if text in KINDS and text not in HOMONYMS:
                yield f"{node.lineno}: knows the kind {text}"


@pytest.mark.parametrize(
    "source",
    [
        "slide.kind == 'qna'",
        "placed.slide.kind in SPOKEN",
        "match slide.kind:\n    case 'x': pass",
        "DRAWN[placed.slide.kind]",
        "item.name == word('note')",
        "box.span == slide.takeaway.span",
        "getattr(placed.slide, 'takeaway')",
        "getattr(view, 'crops', ())",
        "vars(placed.slide).values()",
        "type(slide).__name__",
        "wanted = {'qna', 'statement'}",
    ],
)
def test_a_guess_is_found(source):
    """The rule below knows each way of going round the wall that there has been."""
    assert list(guesses(source))


def test_no_output_guesses():
    """No writer and no check asks for a slide's kind or for a field that it may have, or matches by name or place."""
    assert len(modules()) > 50
    found = {name: list(guesses((SOURCE / name).read_text(encoding="utf-8"))) for name in modules()}
    assert {} == {name: lines for name, lines in found.items() if lines}


def scenes(size: str) -> list[tuple[str, Scene]]:
    """Every kind's example of a size, by the kind's name."""
    there, _ = lay_out(gallery(size), brand("openmaru"), images())
    out = [(s.id.removeprefix("kind-"), s) for s in there if s.id.removeprefix("kind-") in KINDS]
    assert len(out) == len(KINDS)
    return out


def roles(scene: Scene, role: str) -> list[Box]:
    return [i for i in walk(scene.items) if i.role == role]


@pytest.mark.parametrize("size", ["little", "typical", "much"])
def test_what_is_drawn_has_a_drawing(size):
    """Slides that are a picture of something have figures, no others do; what fills a placeholder of the theme is
    none."""
    laid_out = scenes(size)
    figures = {kind: roles(scene, "figure") for kind, scene in laid_out}
    assert {name for name in KINDS if KINDS[name].drawn} == {kind for kind, items in figures.items() if items}
    themed = {kind: brand("openmaru").theme.layouts[scene.layout].placeholders for kind, scene in laid_out}
    boxes = [(kind, i) for kind, items in figures.items() for i in items if isinstance(i, Box)]
    assert [] == [box for kind, box in boxes if box.placeholder in themed[kind]]


def test_a_figure_shows_its_whole_drawing():
    """On paper too, straight lines and marks beside words included, which no group holds."""
    shown = {kind: (scene, rect) for kind, scene in scenes("typical") if (rect := drawing(scene))}
    loose = {kind: [i for i in scene.items if i.role == "figure"] for kind, (scene, _) in shown.items()}
    assert any(isinstance(i, Connector) for i in loose["analogy"])
    assert any(isinstance(i, Box) and i.decorative for i in loose["checklist"])
    for kind, (scene, rect) in shown.items():
        assert [] == [i for i in loose[kind] if i not in part(scene, rect).items]


@pytest.mark.parametrize("build", [False, True])
def test_a_takeaway_is_no_part_of_the_drawing(build):
    """Neither as a box, nor as what a click shows."""
    steps = {"title": "순서도", "steps": ["만들기", "올리기", "받기"], "takeaway": "같은 이미지를 어디서나 씁니다."}
    there, _ = lay_out(deck_of([{"id": "drawn", "kind": "flow", **steps, "build": build}]), brand("openmaru"), images())
    (scene,) = [s for s in there if s.id == "drawn"]
    (box,) = [i for i in roles(scene, "takeaway") if isinstance(i, Box)]
    assert 0 < max(i.rect.bottom for i in roles(scene, "figure")) <= box.rect.y


def test_furniture_is_in_no_alt_text():
    """What every slide has says nothing of this one: its number. Who searches finds it."""
    layouts = brand("openmaru").theme.layouts
    (scene,) = [s for kind, s in scenes("typical") if kind == "flow"]
    assert layouts[scene.layout].furniture
    furniture = [s.texts[0].plain for s in statements(scene.items) if s.item.role == "furniture"]
    assert 1 == len(furniture)
    assert not set(furniture) & set(alt_text(scene).split(" / "))
    assert set(furniture[0].split()) <= set(visible(scene).split())
    bare = [s for _, s in scenes("typical") if not layouts[s.layout].furniture]
    assert bare and [] == [s.id for s in bare if roles(s, "furniture")]


def test_slides_say_what_they_offer_to_scan():
    """Every kind with an address offers it."""
    deck = gallery("typical")
    addressed = {name for name in KINDS if any("Address" in str(kind) for kind in fields(KINDS[name]).values())}
    assert {"closing", "survey"} <= addressed
    offered = {p.slide.kind: p.slide.addresses() for p in deck.slides if p.slide.addresses()}
    assert addressed == set(offered)
    assert all(isinstance(a, Address) for there in offered.values() for a in there)


def test_slides_say_what_they_are_for():
    """Each purpose has its kinds, and each facet those that have something to say."""
    slides = {p.slide.kind: p.slide for p in gallery("typical").slides}
    purposes = {name: KINDS[name].purpose for name in KINDS}
    talk = {"agenda", "closing", "downloads", "poll", "section", "speaker", "survey", "title"}
    assert talk == {name for name, purpose in purposes.items() if purpose == "talk"}
    assert {"quiz"} == {name for name, purpose in purposes.items() if purpose == "exercise"}
    lists = {name for name in KINDS if issubclass(KINDS[name], Listing)}
    assert lists == {name for name, purpose in purposes.items() if purpose == "list"}
    assert {"sources", "terms"} == {KINDS[name].lists for name in lists}
    assert {"qna"} == {name for name, s in slides.items() if s.reply()}
    assert {"statement"} == {name for name, s in slides.items() if s.claim()}
    assert {"survey"} == {name for name, s in slides.items() if s.questionnaire()}
    assert {"quiz"} == {name for name, s in slides.items() if s.answers()}
    concluding = {name for name in KINDS if examples(name)["typical"].get("takeaway")}
    assert concluding and concluding == {name for name, s in slides.items() if s.conclusion()}
