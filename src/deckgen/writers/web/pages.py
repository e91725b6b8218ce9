"""The pages to download from: the presenter's, of all seminars, and those of audiences.

Jinja2 templates in `themes/*/web/` say how they look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from deckgen.composing.deck import Deck
from deckgen.layout.words import alt_text
from deckgen.reading.brand import Brand
from deckgen.scene import Scene, settled
from deckgen.writers.web.deck import published
from deckgen.writers.web.filling import filled, html, one_line
from deckgen.writers.web.pictures import CARD, Pictures

#: What cannot stand in a file's name on one of the systems, and bytes that fit on all of them, with a browser's
#: « (1)» behind.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_LONGEST_NAME = 200


class Download(NamedTuple):
    """A file to download: the address of it from the page, the name under which it is saved, what it is called (a word
    of the theme, that of what it is made `of`, and the number in them), how many `slides` or `pages` it has, its size
    in bytes."""

    href: str
    save_as: str
    label: str
    n: int | None
    length: int
    unit: str
    size: int
    of: str = ""


class About(NamedTuple):
    """What the download pages say of a deck. `cover` is its first slide as SVG, `heading` its title as HTML, `iso` its
    date as 2026-12-10, or "" where that is not known; `shown` is the address of a picture of that slide."""

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
    shown: str = ""


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


def about(deck: Deck, cover: Scene, brand: Brand) -> About:
    """What is known of a deck before its files are made; `cover` is its first slide."""
    # ids on a page that has several decks; a seminar's name may have letters that no id can have
    cover = settled(cover)
    name = sha256(f"{deck.id}.{deck.language}".encode()).hexdigest()[:8]
    pictures = Pictures(brand.theme, brand.fonts, f"_{name}-", CARD)
    return About(
        seminar=deck.id,
        language=deck.language,
        title=one_line(deck.title.plain),
        heading=html(deck.title, deck.language),
        subtitle=one_line(deck.subtitle.plain) if deck.subtitle else "",
        client=deck.client,
        date=deck.date,
        iso=deck.date_iso if deck.date else "",
        venue=deck.venue,
        audience=one_line(deck.audience.plain) if deck.audience else "",
        minutes=deck.minutes,
        slides=sum(p.presence == "shown" for p in deck.slides),
        cover=pictures.alone(cover, alt_text(cover)),
        shown=published(deck, f"{deck.id}.{deck.language}.jpg"),
    )


def save_as(about: About, kind: str, ending: str) -> str:
    """The name under which a person saves a file: title, client, date, what it is. It can be a file's name on every
    system."""
    parts = (about.title, about.client, about.iso, kind)
    words = " - ".join(" ".join(_NOT_IN_NAMES.sub(" ", part).split()) for part in parts if part)
    kept = words.encode()[: _LONGEST_NAME - len(ending) - 1].decode(errors="ignore").strip(" .-")
    return f"{kept or 'deckgen'}.{ending}"


def index_page(offers: Iterable[Offer], brand: Brand, language: str, fonts: Zip | None) -> bytes:
    """The presenter's page, to download everything from. `fonts` are those to install."""
    return _index(offers, brand, language, {"presenter": True, "fonts": fonts, "cover": ""})


def seminar_page(offers: Iterable[Offer], brand: Brand, language: str) -> bytes:
    """The audience's page of a seminar, in all its languages."""
    offers = tuple(offers)
    # beside each page with slides there is a picture of the first
    pictures = [o.about.shown for o in offers if o.page and o.about.language == language]
    return _index(offers, brand, language, {"presenter": False, "fonts": None, "cover": next(iter(pictures), "")})


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
    return filled("index.html.j2", {"seminars": seminars, "variant": "", **values}, brand, language, headings)
