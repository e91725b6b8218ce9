"""The download page, and a page for every deck with its slides.

Jinja2 templates in `themes/*/web/` say how they look.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from html import escape, unescape
from typing import Any, Literal, NamedTuple

import uharfbuzz as hb

from deckgen.composing.deck import Deck
from deckgen.languages import LANGUAGES
from deckgen.layout.words import alt_text, visible
from deckgen.reading.brand import Brand
from deckgen.richtext import Inline, Mark, Prose, one_paragraph
from deckgen.scene import Scene
from deckgen.writers.colours import on_white
from deckgen.writers.templates import fill, offered
from deckgen.writers.web.pictures import Pictures

#: The elements of marks, the innermost first.
_TAGS: dict[Mark, str] = {"code": "code", "strong": "strong", "emphasis": "em"}
_CODE = re.compile("<code>(.*?)</code>")


class Download(NamedTuple):
    """A file to download: its name, what it is called (a word of the theme, and the number in it), how many `slides` or
    `pages` it has, its size in bytes."""

    name: str
    label: str
    n: int | None
    length: int
    unit: str
    size: int


class About(NamedTuple):
    """What the download page says of a deck. `cover` is its first slide as SVG, `heading` its title as HTML."""

    id: str
    language: str
    title: str
    subtitle: str
    client: str
    date: str
    venue: str
    audience: str
    minutes: float
    slides: int
    page: str
    cover: str
    downloads: tuple[Download, ...]
    heading: str = ""


class Families(NamedTuple):
    """The families that browsers are asked for where the theme's font has no letter."""

    families: tuple[str, ...]


class Record(NamedTuple):
    """What the page's style sheet knows of its language: its fallback fonts, whether spaces part its words."""

    fallback: Families
    spaced: bool


class Slide(NamedTuple):
    """A slide on its deck's page; `heading` is its title as HTML, `words` are what a search finds it by."""

    id: str
    number: int
    heading: str
    part: str
    picture: str
    notes: tuple[str, ...]
    words: str


def about(deck: Deck, scenes: Sequence[Scene], brand: Brand) -> About:
    """What is known of a deck before its files are made."""
    pictures = Pictures(brand.theme, brand.fonts, f"{deck.id}-{deck.language}-")
    return About(
        deck.id,
        deck.language,
        _line(deck.title.plain),
        _line(deck.subtitle.plain) if deck.subtitle else "",
        deck.client,
        deck.date,
        deck.venue,
        _line(deck.audience.plain) if deck.audience else "",
        deck.minutes,
        len(scenes),
        f"{deck.id}.{deck.language}.html",
        pictures.alone(scenes[0], alt_text(scenes[0])),
        (),
        _html(deck.title, deck.language),
    )


def deck_page(deck: Deck, scenes: Sequence[Scene], brand: Brand) -> bytes:
    """A deck's page: every slide as a picture, searchable, the notes on request."""
    pictures = Pictures(brand.theme, brand.fonts)
    slides = [
        Slide(
            s.id,
            s.number,
            _html(s.title, deck.language),
            _line(p.part.title.plain) if p.part else "",
            pictures.picture(s, alt_text(s)),
            tuple(_paragraphs(p.notes.plain)) if p.notes else (),
            visible(s).casefold(),
        )
        for p, s in zip(deck.slides, scenes, strict=True)
    ]
    heading = _html(deck.title, deck.language)
    values = {
        "title": _line(deck.title.plain),
        "heading": heading,
        "subtitle": _line(deck.subtitle.plain) if deck.subtitle else "",
        "event": "  ·  ".join(w for w in (deck.client, deck.date, deck.venue, deck.speaker) if w),
        "slides": slides,
        "definitions": pictures.definitions,
    }
    return _filled("deck.html.j2", values, brand, deck.language, [heading, *(s.heading for s in slides)])


def index_page(decks: Iterable[About], brand: Brand, language: str, fonts: Sequence[str]) -> bytes:
    """The page to download everything from. `fonts` are the paths of the font files to install."""
    by_seminar: dict[str, list[About]] = {}
    for d in decks:
        by_seminar.setdefault(d.id, []).append(d)
    # a seminar is shown in the page's language where it is there, and tells which others there are
    seminars = [sorted(ds, key=lambda d: (d.language != language, d.language)) for ds in by_seminar.values()]
    headings = [ds[0].heading for ds in seminars]
    return _filled("index.html.j2", {"seminars": seminars, "fonts": list(fonts)}, brand, language, headings)


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
    return page.replace("@@FACES@@", faces).encode("utf-8")


def _face(brand: Brand, font: Literal["text", "code"], bold: bool, letters: str) -> str:
    """A face of the theme, subset to what a page says in it, inside the page: `deck`, or `deck-code`."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(ord(c) for c in set(letters) if c.isprintable())
    data = b64encode(hb.subset(hb.Face(brand.fonts.face(font, bold).data), wanted).blob.data).decode("ascii")
    family, weight = "deck-code" if font == "code" else "deck", 700 if bold else 400
    source = f'url(data:font/ttf;base64,{data}) format("truetype")'
    return f'@font-face{{font-family:"{family}";font-weight:{weight};src:{source}}}'


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


def _paragraphs(text: str) -> list[str]:
    return [_line(p) for p in text.split("\n") if p.strip()]


def _line(text: str) -> str:
    return " ".join(text.split())


def _size(n: int) -> str:
    """A size as people say it."""
    return f"{n / 1000:,.0f} kB" if n < 1_000_000 else f"{n / 1_000_000:,.1f} MB"
