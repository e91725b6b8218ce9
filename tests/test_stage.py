"""The talks of the repository on a stage: in every theme and language they can be read, are seen and keep awake."""

from __future__ import annotations

from functools import cache

import pytest
from conftest import ROOT, THEMES

from deckgen.checks.deck import check_talk
from deckgen.checks.measures import LEAST, LEAST_CODE, PICTURE, Measure, measures, totals
from deckgen.composing.deck import Deck, compose
from deckgen.layout.kinds import KINDS
from deckgen.layout.scenes import draw
from deckgen.reading.brand import Brand
from deckgen.reading.hall import RHYTHM
from deckgen.reading.project import Content, Project
from deckgen.scene import Scene

pytestmark = pytest.mark.slow

SEMINARS = ("five-questions", "city-office", "media-commerce", "platform-summit")
TALKS = [(seminar, language, theme) for seminar in SEMINARS for language in ("ko", "en") for theme in THEMES]
each_talk = pytest.mark.parametrize(("seminar", "language", "theme"), TALKS)


@cache
def project() -> tuple[Project, Content]:
    files = Project(ROOT, KINDS)
    return files, files.read(SEMINARS)


@cache
def composed(seminar: str, language: str) -> Deck:
    """A seminar in a language."""
    files, content = project()
    (plan,) = (s for s in content.seminars if s.id == seminar)
    modules, sources, terms, facts = content.library
    deck, _ = compose(plan, modules, sources, KINDS, language, terms, facts)
    assert deck is not None and files.attachments.load([p.slide for p in deck.slides])
    return deck


@cache
def drawn(seminar: str, language: str, theme: str) -> tuple[Deck, Brand, tuple[Scene, ...]]:
    """A seminar in a language and a theme."""
    files, deck = project()[0], composed(seminar, language)
    brand = files.brand(theme, None, language)
    assert brand is not None
    there = files.attachments
    scenes, _ = draw(deck, brand, there.images, there.tables, there.props)
    return deck, brand, scenes


def measured(seminar: str, language: str, theme: str) -> tuple[Measure, ...]:
    deck, brand, scenes = drawn(seminar, language, theme)
    found = measures(deck, scenes, brand.theme)
    assert len(found) > 20
    return found


@each_talk
def test_the_last_row_can_read_all_of_it(seminar, language, theme):
    """No text that is spoken to is under 18 pt, no code under 16."""
    small = {m.id: dict(m.small) for m in measured(seminar, language, theme) if m.small}
    assert small == {}, f"under {LEAST:g} pt, code under {LEAST_CODE:g}"


@each_talk
def test_it_is_made_for_a_stage(seminar, language, theme):
    """Half of the slides have type of 40 pt and more; three of ten have a picture over a fifth of the slide."""
    found = totals(measured(seminar, language, theme))
    assert found.largest >= 40
    assert found.pictures >= 0.3 * found.slides, f"pictures over {PICTURE:.0%} of the slide"


@each_talk
def test_each_part_has_a_picture(seminar, language, theme):
    """Over a fifth of a slide, in each part that has a section."""
    carried = {m.id for m in measured(seminar, language, theme) if m.pictures > PICTURE}
    parts = [p for p in drawn(seminar, language, theme)[0].parts if p.number is not None]
    assert len(parts) > 4
    assert [p.title.plain for p in parts if not carried & set(p.slides)] == []


@each_talk
def test_its_rhythm_has_no_finding(seminar, language, theme):
    """With the limits that hold for everybody."""
    deck, brand, scenes = drawn(seminar, language, theme)
    assert len(scenes) > 20
    found = check_talk(deck._replace(rhythm=RHYTHM, room=None), brand, scenes)
    assert [f"{d.span}: {d.message}" for d in found] == []
