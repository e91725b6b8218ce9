"""Reset and change of layout: what slides have in placeholders is their layouts'."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
import shared
from conftest import brand
from lxml import etree
from pptx.shapes.placeholder import PlaceholderPicture
from quick_pptx import Presentation

from deckgen.languages import in_language
from deckgen.layout.kinds import KINDS

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
THEMES = ("openmaru", "night", "paper")
#: What stands at a run though its layout has it: its language, the step of the ladder, and what its author marked.
OWN = {"lang", "altLang", "sz", "b", "noProof", "spc"}
MARKED = {f"{A}{tag}" for tag in ("solidFill", "latin", "ea", "cs", "sym", "hlinkClick")}
FURNITURE = ("DATE", "FOOTER", "SLIDE_NUMBER")


@cache
def galleries(theme: str) -> tuple[Path, ...]:
    found = tuple(sorted(shared.gallery(theme).rglob("*.pptx")))
    assert found
    return found


@cache
def talks(language: str) -> tuple[Path, ...]:
    found = tuple(sorted(shared.seminars(language).rglob("*.pptx")))
    assert len(found) >= 3
    return found


def slides(deck: Path):
    """The slides of a deck: the name of each, and its tree."""
    with zipfile.ZipFile(deck) as file:
        names = [n for n in file.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", n)]
        assert names
        for name in names:
            root = etree.fromstring(file.read(name))
            yield root.find(f"{P}cSld").get("name"), root


def placeholders(root):
    """What a slide has in placeholders: texts and pictures."""
    for tag in ("sp", "pic"):
        yield from (s for s in root.iter(f"{P}{tag}") if s.find(f".//{P}ph") is not None)


def reset(shape) -> None:
    """Does to a placeholder what Reset does: all goes but its words, their levels and what is marked in them."""
    for child in list(shape.find(f"{P}spPr")):
        shape.find(f"{P}spPr").remove(child)
    body = shape.find(f"{P}txBody")
    if body is None:
        return
    about = body.find(f"{A}bodyPr")
    about.attrib.clear()
    for child in (*about, *body.find(f"{A}lstStyle")):
        child.getparent().remove(child)
    for properties in list(body.iter(f"{A}pPr")):
        for key in set(properties.attrib) - {"lvl"}:
            del properties.attrib[key]
        for child in list(properties):
            if child.get("startAt") is None:  # which number a list begins with is its author's
                properties.remove(child)
        if not properties.attrib and not len(properties):
            properties.getparent().remove(properties)
    for tag in ("rPr", "endParaRPr"):
        for properties in body.iter(f"{A}{tag}"):
            _plain(properties)


def _plain(properties) -> None:
    """Takes from a run what nobody marked in it."""
    for key in set(properties.attrib) - OWN:
        del properties.attrib[key]
    for child in list(properties):
        if child.tag not in MARKED or not _is_marked(properties):
            properties.remove(child)


def _is_marked(properties) -> bool:
    """Whether a run is set apart in its paragraph: bold, a link, in another face, or not in the colour of all runs."""
    if properties.tag == f"{A}endParaRPr" or properties.get("b") or properties.find(f"{A}hlinkClick") is not None:
        return True
    runs = [r.find(f"{A}rPr") for r in properties.getparent().getparent().iter(f"{A}r")]
    return any(r.find(f"{A}{tag}") is None for r in runs for tag in ("solidFill", "latin"))


@pytest.mark.parametrize("theme", THEMES)
def test_reset_changes_nothing_of_any_kind(theme):
    """Every kind's examples of every size."""
    seen = set()
    for deck in galleries(theme):
        for name, root in slides(deck):
            _held(deck, name, root)
            seen.add(name)
    assert {kind for kind in KINDS if any(kind in name for name in seen)} == set(KINDS)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_reset_changes_nothing_of_the_seminars(language):
    for deck in talks(language):
        for name, root in slides(deck):
            _held(deck, name, root)


def _held(deck: Path, name: str, root) -> None:
    before = etree.tostring(root, method="c14n")
    shapes = list(placeholders(root))
    assert shapes, (deck.name, name)
    for shape in shapes:
        reset(shape)
    assert etree.tostring(root, method="c14n") == before, (deck.name, name)


def test_a_reader_finds_the_place_of_each_text_in_the_layout():
    """A slide's placeholder has no place of its own; python-pptx tells that of the layout, which is what is drawn."""
    found = 0
    for deck in talks("ko"):
        for slide in Presentation(str(deck)).slides:
            offered = {p.placeholder_format.idx: p for p in slide.slide_layout.placeholders}
            for shape in slide.placeholders:
                at = offered[shape.placeholder_format.idx]
                if not shape.has_table:
                    assert (shape.left, shape.top, shape.width, shape.height) == (at.left, at.top, at.width, at.height)
                    found += 1
    assert found > 500


@pytest.mark.parametrize("language", ["ko", "en"])
def test_layouts_are_few_and_have_names_of_their_own(language):
    """Some slides of a talk share a layout: few in a short talk, which says all that it has on different ones. Layouts
    that differ in the places of texts alone, and are told apart by a number, are the lesser part."""
    decks = [Presentation(str(deck)) for deck in talks(language)]
    assert len(decks) >= 3
    for deck in decks:
        names = [layout.name for layout in deck.slide_layouts]
        assert len(set(names)) == len(names)
        used, slides = {slide.slide_layout.name for slide in deck.slides}, len(deck.slides)
        numbered = {n for n in used if n.rpartition(" ")[2].isdecimal() and n.rpartition(" ")[0] in names}
        assert len(numbered) <= 0.3 * slides
        assert len(used - numbered) <= 0.75 * slides
        assert len(used) <= 0.75 * slides or slides < 50


@pytest.mark.parametrize("theme", THEMES)
def test_variants_number_their_placeholders_as_the_themes_layout_does(theme):
    """Where the layout is changed from one to the other, no text comes into the place of a picture."""
    names = {in_language(layout.label, "ko") for layout in brand(theme).theme.layouts.values()}
    layouts = Presentation(str(next(d for d in galleries(theme) if ".ko." in d.name))).slide_layouts
    types = {x.name: {p.placeholder_format.idx: p.placeholder_format.type for p in x.placeholders} for x in layouts}
    variants = [(name, base) for name in types for base in names if name.startswith(f"{base} ·")]
    assert len(variants) > 20
    for name, base in variants:
        for idx, kind in types[name].items():
            assert types[base].get(idx, kind) == kind, (name, idx)


@pytest.mark.parametrize("theme", THEMES)
def test_a_new_slide_may_be_a_picture_two_contents_or_blank(theme):
    """The layouts that a presenter expects, in the language of the deck, with the placeholders that belong to them."""
    theme_layouts = brand(theme).theme.layouts
    presentation = Presentation(str(next(d for d in galleries(theme) if ".ko." in d.name)))
    offered = {layout.name: layout for layout in presentation.slide_layouts}
    wanted = {
        "picture": ["PICTURE", "TITLE"],
        "picture-text": ["BODY", "PICTURE", "TITLE"],
        "speaker": ["BODY", "OBJECT", "PICTURE", "TITLE"],
        "two-content": ["OBJECT", "OBJECT", "TITLE"],
        "blank": [],
    }
    assert set(wanted) <= set(theme_layouts)
    for key, types in wanted.items():
        layout = offered[theme_layouts[key].label["ko"]]
        there = [p for p in layout.placeholders if not any(f in str(p.placeholder_format.type) for f in FURNITURE)]
        own = sorted(
            str(p.placeholder_format.type).split(" ")[0] for p in there if p.placeholder_format.idx not in (13, 14)
        )
        assert own == types, key


def test_a_picture_can_be_changed():
    """Pictures stand in their placeholder as pictures, and say no place of their own."""
    (deck,) = (d for d in galleries("openmaru") if ".ko." in d.name)
    pictures = [
        s for slide in Presentation(str(deck)).slides for s in slide.placeholders if isinstance(s, PlaceholderPicture)
    ]
    assert pictures
    for picture in pictures:
        assert picture.image.blob
        assert len(picture._element.spPr) == 0


def _words(text: str) -> int:
    return len(text.split())


def _texts(shapes):
    """Every text of a slide: how many words, and whether it is in the outline or an object's placeholder."""
    for shape in shapes:
        if shape.shape_type == 6:
            yield from _texts(shape.shapes)
            continue
        held = shape.is_placeholder and not any(f in str(shape.placeholder_format.type) for f in FURNITURE)
        if getattr(shape, "has_table", False) and shape.has_table:
            yield sum(_words(c.text_frame.text) for row in shape.table.rows for c in row.cells), held
        elif shape.has_text_frame:
            yield _words(shape.text_frame.text), held


@pytest.mark.parametrize("language", ["ko", "en"])
def test_most_words_stand_in_placeholders(language):
    """At least 60 % of all words on slides, those of date, footer and number among them."""
    assert len(talks(language)) >= 3
    for deck in talks(language):
        counted = [t for slide in Presentation(str(deck)).slides for t in _texts(slide.shapes)]
        held, all_words = sum(n for n, placed in counted if placed), sum(n for n, _ in counted)
        assert held >= 0.6 * all_words, (deck.name, held / all_words)
