"""The download page, and a page for every deck with its slides.

Jinja2 templates in `themes/*/web/` say how they look.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape, unescape
from typing import Any, Literal, NamedTuple

import uharfbuzz as hb

from deckgen.composing.deck import Deck
from deckgen.languages import LANGUAGES
from deckgen.layout.words import alt_text, visible
from deckgen.reading.brand import Brand
from deckgen.reading.fonts import EMOJI
from deckgen.richtext import Block, Inline, Mark, Prose, one_paragraph
from deckgen.scene import Scene, settled, steps
from deckgen.writers.colours import on_white
from deckgen.writers.templates import fill, offered
from deckgen.writers.web.pictures import CARD, RASTERS, Pictures

#: The elements of marks, the innermost first.
_TAGS: dict[Mark, str] = {"code": "code", "strong": "strong", "emphasis": "em"}
_CODE = re.compile("<code>(.*?)</code>")
#: What cannot stand in a file's name on one of the systems, and bytes that fit on all of them, with a browser's
#: « (1)» behind.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_LONGEST_NAME = 200


class Download(NamedTuple):
    """A file to download: the address of it from the page, the name under which it is saved, what it is called (a word
    of the theme, and the number in it), how many `slides` or `pages` it has, its size in bytes."""

    href: str
    save_as: str
    label: str
    n: int | None
    length: int
    unit: str
    size: int


class About(NamedTuple):
    """What the download pages say of a deck. `cover` is its first slide as SVG, `heading` its title as HTML, `iso` its
    date as 2026-12-10, or "" where that is not known."""

    seminar: str
    language: str
    title: str
    heading: str
    subtitle: str
    client: str
    date: str
    iso: str
    venue: str
    audience: str
    minutes: float
    slides: int
    cover: str


class Zip(NamedTuple):
    """An archive to download: the address of it from the page, the name under which it is saved, its size in bytes."""

    href: str
    save_as: str
    size: int


class Offer(NamedTuple):
    """A deck on a download page: the addresses of the pages with its slides, for whoever looks at this one and (on the
    presenter's page) for the audience, "" where there is none; files `kept` by the presenter, files `shared` with the
    audience; and archives of all of those in every language, None where there is none."""

    about: About
    page: str
    audience_page: str
    kept: tuple[Download, ...]
    shared: tuple[Download, ...]
    all_kept: Zip | None = None
    all_shared: Zip | None = None


class Families(NamedTuple):
    """The families that browsers are asked for where the theme's font has no letter."""

    families: tuple[str, ...]


class Record(NamedTuple):
    """What the page's style sheet knows of its language: its fallback fonts, whether spaces part its words."""

    fallback: Families
    spaced: bool


class Slide(NamedTuple):
    """A slide on its deck's page: `heading` (its title) and the paragraphs of its `notes` as HTML, in `words` what a
    search finds it by."""

    id: str
    number: int
    heading: str
    part: str
    picture: str
    notes: tuple[str, ...]
    words: str


def about(deck: Deck, cover: Scene, brand: Brand) -> About:
    """What is known of a deck before its files are made; `cover` is its first slide."""
    # ids on a page that has several decks; a seminar's name may have letters that no id can have
    cover = settled(cover)
    name = sha256(f"{deck.id}.{deck.language}".encode()).hexdigest()[:8]
    pictures = Pictures(brand.theme, brand.fonts, f"_{name}-", CARD)
    return About(
        seminar=deck.id,
        language=deck.language,
        title=_line(deck.title.plain),
        heading=_html(deck.title, deck.language),
        subtitle=_line(deck.subtitle.plain) if deck.subtitle else "",
        client=deck.client,
        date=deck.date,
        iso=deck.date_iso if deck.date else "",
        venue=deck.venue,
        audience=_line(deck.audience.plain) if deck.audience else "",
        minutes=deck.minutes,
        slides=sum(p.presence == "shown" for p in deck.slides),
        cover=pictures.alone(cover, alt_text(cover)),
    )


def save_as(about: About, kind: str, ending: str) -> str:
    """The name under which a person saves a file: title, client, date, what it is. It can be a file's name on every
    system."""
    parts = (about.title, about.client, about.iso, kind)
    words = " - ".join(" ".join(_NOT_IN_NAMES.sub(" ", part).split()) for part in parts if part)
    kept = words.encode()[: _LONGEST_NAME - len(ending) - 1].decode(errors="ignore").strip(" .-")
    return f"{kept or 'deckgen'}.{ending}"


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
        Slide(
            s.id if s.step < 2 else f"{s.id}-step-{s.step}",
            s.number,
            _html(s.title, deck.language),
            _line(p.part.title.plain) if p.part else "",
            pictures.picture(s, alt_text(s)),
            tuple(_spoken(p.notes)) if p.notes and s.step < 2 else (),
            visible(s).casefold(),
        )
        for p, scene in zip(deck.slides, scenes, strict=True)
        for s in (steps(scene) if each else [settled(scene)])
    )
    return Drawn(slides, pictures.definitions, pictures.rasters)


def deck_page(deck: Deck, drawn: Drawn, brand: Brand, with_notes: bool) -> bytes:
    """A deck's page: every slide, searchable; for the presenter with the notes on request."""
    slides = drawn.slides if with_notes else [s._replace(notes=()) for s in drawn.slides]
    heading = _html(deck.title, deck.language)
    values = {
        "title": _line(deck.title.plain),
        "heading": heading,
        "subtitle": _line(deck.subtitle.plain) if deck.subtitle else "",
        "event": "  ·  ".join(w for w in (deck.client, deck.date, deck.venue, deck.speaker) if w),
        "slides": slides,
        "with_notes": with_notes,
        "definitions": drawn.definitions,
    }
    page = _filled("deck.html.j2", values, brand, deck.language, [heading, *(s.heading for s in slides)])
    return page.replace(RASTERS.encode(), drawn.rasters.encode(), 1)


def index_page(offers: Iterable[Offer], brand: Brand, language: str, fonts: Zip | None) -> bytes:
    """The presenter's page, to download everything from. `fonts` are those to install."""
    return _index(offers, brand, language, {"presenter": True, "fonts": fonts})


def seminar_page(offers: Iterable[Offer], brand: Brand, language: str) -> bytes:
    """The audience's page of a seminar, in all its languages."""
    return _index(offers, brand, language, {"presenter": False, "fonts": None})


def _index(offers: Iterable[Offer], brand: Brand, language: str, values: Mapping[str, Any]) -> bytes:
    by_seminar: dict[str, list[Offer]] = {}
    for offer in offers:
        by_seminar.setdefault(offer.about.seminar, []).append(offer)
    # a seminar is shown in the page's language where it is there, and tells which others there are
    seminars = [
        sorted(versions, key=lambda o: (o.about.language != language, o.about.language))
        for versions in by_seminar.values()
    ]
    headings = [versions[0].about.heading for versions in seminars]
    return _filled("index.html.j2", {"seminars": seminars, **values}, brand, language, headings)


def _filled(name: str, values: Mapping[str, Any], brand: Brand, language: str, headings: Sequence[str]) -> bytes:
    """A page; its styles and faces are for the elements and letters that it has. `headings` are titles as HTML."""
    theme = brand.theme
    code = "".join(c for heading in headings for c in _CODE.findall(heading))
    record = LANGUAGES[language]
    common = {
        "language": language,
        "family": theme.fonts["text"].family,
        "record": Record(Families(record.fallback.families), record.spaced),
        "theme": theme.name,
        "colour": on_white(theme.printed()),
        "accent": f"#{theme.printed().hex('accent')}",
        "word": offered(lambda key, **v: theme.word(key, language, **v)),
        "size": offered(_size),
        "coded": bool(code),
        "stressed": any("<em>" in heading for heading in headings),
    }
    page = fill(brand.web, name, {**common, **values, "faces": "@@FACES@@"}, "web page")
    # the letters of the page, in the theme's own faces
    plain = re.sub(r"<svg.*?</svg>|<style.*?</style>|<script.*?</script>", "", page, flags=re.S)
    faces = _face(brand, "text", False, plain) + _face(brand, "text", True, plain)
    faces += _face(brand, "code", True, unescape(code)) if code else ""  # headings are bold
    if emoji := brand.fonts.emoji_in(plain):
        faces += _emoji(brand.fonts.face(EMOJI, False).data, emoji)
    return page.replace("@@FACES@@", faces).encode("utf-8")


def _face(brand: Brand, font: Literal["text", "code"], bold: bool, letters: str) -> str:
    """A face of the theme, subset to what a page says in it, inside the page: `deck`, or `deck-code`."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(ord(c) for c in set(letters) if c.isprintable())
    data = b64encode(hb.subset(hb.Face(brand.fonts.face(font, bold).data), wanted).blob.data).decode("ascii")
    family, weight = "deck-code" if font == "code" else "deck", 700 if bold else 400
    source = f'url(data:font/ttf;base64,{data}) format("truetype")'
    return f'@font-face{{font-family:"{family}";font-weight:{weight};src:{source}}}'


def _emoji(font: bytes, letters: str) -> str:
    """The face of emoji, subset to some letters, for these alone."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    data = b64encode(hb.subset(hb.Face(font), wanted).blob.data).decode("ascii")
    source = f'url(data:font/ttf;base64,{data}) format("truetype")'
    used = ",".join(f"U+{ord(c):X}" for c in letters)
    return f'@font-face{{font-family:"deck";font-weight:400 700;unicode-range:{used};src:{source}}}'


def _html(title: Prose, language: str) -> str:
    """A title as HTML on a page in `language`: its marks as elements, its own language where it is another one."""
    html = "".join(map(_element, one_paragraph(title)))
    return html if title.language == language else f'<span lang="{title.language}">{html}</span>'


def _element(inline: Inline) -> str:
    html = escape(inline.text.replace("\u00a0", " "), quote=False)
    for mark, tag in _TAGS.items():
        if mark in inline.marks:
            html = f"<{tag}>{html}</{tag}>"
    return html


def _spoken(notes: Prose) -> Iterator[str]:
    """The paragraphs of notes as HTML, with the numbers of lists and with links; footnotes stand behind them."""
    number = {note: n for n, note in enumerate(notes.notes, 1)}
    footnotes = (Block((Inline(f"({n}) "), *note)) for note, n in number.items())
    for b in (*notes.blocks, *footnotes):
        lines = "".join(_linked(r, number) for r in (Inline(f"{b.label} " if b.label else ""), *b.runs)).split("\n")
        yield from (line for line in map(_line, lines) if line)


def _linked(inline: Inline, number: Mapping[tuple[Inline, ...], int]) -> str:
    if inline.note:
        return f"({number[inline.note]})" if inline.note in number else ""
    words = _escaped(inline.text)
    return f'<a href="{_escaped(inline.url)}">{words}</a>' if inline.url else words


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace('"', "&#34;").replace("'", "&#39;")  # as templates do


def _line(text: str) -> str:
    return " ".join(text.split())


def _size(n: int) -> str:
    """A size as people say it."""
    return f"{n / 1000:,.0f} kB" if n < 1_000_000 else f"{n / 1_000_000:,.1f} MB"
