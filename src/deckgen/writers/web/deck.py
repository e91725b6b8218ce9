"""A deck's page: every slide to look at, to search in and to present from; for the presenter with the notes.

A slide is drawn once, for all of its steps. Its picture waits in the page as text and is put where it is seen by the
page's script (`themes/*/web/*.js.j2`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import quote

from deckgen.composing.deck import Deck, Placed
from deckgen.layout.words import alt_text, visible
from deckgen.reading.brand import Brand
from deckgen.richtext import Block, Inline, Prose
from deckgen.scene import Presence, Scene, settled, steps
from deckgen.writers.web.filling import filled, html, one_line
from deckgen.writers.web.pictures import RASTERS, Pictures


class Slide(NamedTuple):
    """A slide on its deck's page: `heading` (its title) and the paragraphs of its `notes` as HTML, `title` and `alt` as
    plain text, `part` by its place among the deck's, its number of `steps`, the `transition` to it, the `minutes` that
    it takes; `said` and `printed` are the words that a search finds it by."""

    id: str
    number: int
    heading: str
    title: str
    alt: str
    part: int
    picture: str
    steps: int
    transition: str
    presence: Presence
    minutes: float
    notes: tuple[str, ...]
    said: str
    printed: str


class Part(NamedTuple):
    """A part of the programme with its slides: its title as HTML, its number among those that have one."""

    heading: str
    number: int | None
    slides: tuple[Slide, ...]


class Drawn(NamedTuple):
    """The slides of a deck as they stand on its pages, and the definitions that their pictures share; `rasters` are put
    into those when the page is filled."""

    slides: tuple[Slide, ...]
    definitions: str
    rasters: str


def drawn(deck: Deck, scenes: Sequence[Scene], brand: Brand) -> Drawn:
    """Every slide as a picture, for all pages of a deck."""
    pictures = Pictures(brand.theme, brand.fonts, "_")  # as no slide's id begins
    each = "web" in deck.steps
    slides = tuple(
        _slide(deck, placed, step, pictures)
        for placed, scene in zip(deck.slides, scenes, strict=True)
        for step in (steps(scene) if each else [scene])
    )
    return Drawn(slides, pictures.definitions, pictures.rasters)


def _slide(deck: Deck, placed: Placed, scene: Scene, pictures: Pictures) -> Slide:
    """A slide, or a step of it that has a place of its own."""
    end, first = settled(scene), scene.step < 2
    return Slide(
        id=scene.id if first else f"{scene.id}-step-{scene.step}",
        number=scene.number,
        heading=html(scene.title, deck.language),
        title=one_line(scene.title.plain),
        alt=alt_text(end),
        part=deck.parts.index(placed.part) if placed.part else 0,
        picture=pictures.timed(scene),
        steps=len(scene.clicks) + 1,
        transition=(scene.transition or "none") if first else "none",
        presence=placed.presence,
        minutes=placed.slide.minutes if first else 0.0,
        notes=tuple(_paragraphs(placed.notes)) if placed.notes and first else (),
        said=visible(end),
        printed=one_line(placed.handout.plain) if placed.handout and first else "",
    )


def deck_page(deck: Deck, drawn: Drawn, brand: Brand, with_notes: bool) -> bytes:
    """A deck's page; for the presenter with the notes, and with the minutes of the slides."""
    slides = drawn.slides if with_notes else tuple(s._replace(notes=(), minutes=0.0) for s in drawn.slides)
    heading = html(deck.title, deck.language)
    parts = tuple(_parts(deck, slides))
    data = _data(deck, slides, with_notes)
    about = (deck.subtitle.plain if deck.subtitle else "", deck.client, deck.date, deck.venue)
    values = {
        "title": one_line(deck.title.plain),
        "heading": heading,
        "subtitle": one_line(deck.subtitle.plain) if deck.subtitle else "",
        "event": "  ·  ".join(w for w in (deck.client, deck.date, deck.venue, deck.speaker) if w),
        "description": " · ".join(one_line(words) for words in about if words),
        "cover": "" if with_notes else published(deck, f"{deck.called or deck.id}.{deck.language}.jpg"),
        "variant": deck.variant,
        "parts": parts,
        "first": slides[0].id if slides else "",
        "count": sum(s.presence == "shown" for s in slides),
        "with_notes": with_notes,
        "definitions": drawn.definitions,
        "page_width": brand.theme.page[0],
        "page_height": brand.theme.page[1],
        "data": data,
    }
    headings = [heading, *(p.heading for p in parts), *(s.heading for s in slides)]
    page = filled("deck.html.j2", values, brand, deck.language, headings, data)
    return page.replace(RASTERS.encode(), drawn.rasters.encode(), 1)


def published(deck: Deck, file: str) -> str:
    """The address of a file beside a deck's page: a chat that shows the page fetches no picture without the whole of
    it. Where the seminar does not say its address, from the page on."""
    home = str(deck.address.url).rstrip("/") + "/" if deck.address else ""
    return home + quote(file)


def _parts(deck: Deck, slides: Sequence[Slide]) -> Iterator[Part]:
    """The slides by the parts of the programme; one that is not named has the deck's name."""
    for n, of_part in groupby(slides, lambda s: s.part):
        part = deck.parts[n] if deck.parts else None
        title = part.title if part and part.title.plain.strip() else deck.title
        yield Part(html(title, deck.language), part.number if part else None, tuple(of_part))


def _data(deck: Deck, slides: Sequence[Slide], with_notes: bool) -> str:
    """What the page's script knows of a deck, as JSON that can stand in a `script` element. Words of the notes and
    minutes are on the presenter's page alone."""
    own = {"questions": deck.questions} if with_notes else {}
    data = {
        "id": f"{deck.id}.{deck.language}",
        "slides": [_about(s, with_notes) for s in slides],
        "terms": _terms(deck, slides),
        **own,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _about(slide: Slide, with_notes: bool) -> dict[str, Any]:
    about = {
        "id": slide.id,
        "number": slide.number,
        "title": slide.title,
        "steps": slide.steps,
        "transition": slide.transition,
        "shown": slide.presence == "shown",
        "said": slide.said,
        "printed": slide.printed,
    }
    return about | {"minutes": slide.minutes} if with_notes else about


def _terms(deck: Deck, slides: Sequence[Slide]) -> list[dict[str, Any]]:
    """The glossary's terms with all their spellings in any language, what they mean, and the slides that name them."""
    place = {s.id: n for n, s in enumerate(slides)}
    terms = []
    for mention in deck.terms:
        term = mention.term
        also = (name for _, names in sorted(term.also.items()) for name in names)
        names = dict.fromkeys(str(name) for name in (*term.names(deck.language), *also))
        means = one_line(deck.words.plain(term.definition))
        terms.append({"names": [*names], "means": means, "slides": [place[s] for s in mention.slides if s in place]})
    return terms


def _paragraphs(notes: Prose) -> Iterator[str]:
    """The paragraphs of notes as HTML, with the numbers of lists and with links; footnotes stand behind them."""
    number = {note: n for n, note in enumerate(notes.notes, 1)}
    footnotes = (Block((Inline(f"({n}) "), *note)) for note, n in number.items())
    for b in (*notes.blocks, *footnotes):
        lines = "".join(_linked(r, number) for r in (Inline(f"{b.label} " if b.label else ""), *b.runs)).split("\n")
        yield from (line for line in map(one_line, lines) if line)


def _linked(inline: Inline, number: Mapping[tuple[Inline, ...], int]) -> str:
    if inline.note:
        return f"({number[inline.note]})" if inline.note in number else ""
    words = _escaped(inline.text)
    return f'<a href="{_escaped(inline.url)}">{words}</a>' if inline.url else words


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace('"', "&#34;").replace("'", "&#39;")  # as templates do
