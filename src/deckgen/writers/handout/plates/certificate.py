"""Certificate: who attended what, signed, numbered, with a code to check it by; or a page with lines to write on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from deckgen.composing.around import NO_DATE
from deckgen.composing.deck import Deck
from deckgen.composing.serials import serial
from deckgen.layout.words import one_line
from deckgen.reading.addresses import displayed
from deckgen.reading.drawing import Drawing
from deckgen.reading.images import Image
from deckgen.reading.plates import PartName
from deckgen.scene import Item, Rect, TextBlock
from deckgen.writers.handout.imprint import imprinted
from deckgen.writers.handout.plates.page import Page, Words
from deckgen.writers.handout.plates.places import HAIR, Places


class Holder(NamedTuple):
    """What of a certificate is its holder's."""

    name: str
    company: str
    serial: str
    address: str


def holder(deck: Deck) -> Holder | None:
    """Whose the certificate of a deck is; None where nobody is named."""
    guest = deck.people.guest
    if guest is None:
        return None
    number = serial(deck.id, deck.date_iso, guest.key)
    verify = deck.people.plan.verify
    return Holder(guest.name, guest.company, number, verify.of(number) if verify else "")


def pages(deck: Deck, places: Places, seal: Image | Drawing | None) -> tuple[Page, ...]:
    """The certificate. What is the holder's stands in places of its own, and moves nothing else."""
    whose, grid = holder(deck), places.grid
    art = list(places.art())
    parts: list[Words | Item] = [*places.logo(), *places.words("title", places.word("certificate-title"), title=True)]
    if whose:
        parts += places.words("serial", places.word("certificate-serial", serial=whose.serial), wrap=False)
    parts += places.words("opening", places.word("certificate-opening"))
    parts += _named(places, whose, art)
    parts += places.words("wording", places.word("certificate-statement"))
    parts += places.words("seminar", one_line(deck.title.plain))
    parts += places.labelled("facts", facts(deck, places))
    parts += places.words("organiser", organiser(deck, places))
    parts += _signed(deck, places, seal, art)
    if whose:
        parts += _checked(deck, places, whose)
    return (Page(grid.width, grid.height, tuple(art), tuple(parts)),)


def _named(places: Places, whose: Holder | None, art: list[Item]) -> Iterator[Words]:
    """Name and company, or lines for them."""
    if whose:
        yield from places.words("name", whose.name, wrap=False)
        yield from places.words("company", whose.company)
        return
    fields: tuple[tuple[PartName, str], ...] = (("name", "your-name"), ("company", "attendee-company"))
    for name, word in fields:
        line, label = places.line(name, places.word(word))
        art.append(line)
        yield label


def facts(deck: Deck, places: Places) -> list[tuple[str, str]]:
    """When, where and for how long the seminar is, each with what it is called."""
    day = deck.date if deck.date_iso != NO_DATE else ""
    return [
        (places.word("certificate-date"), day),
        (places.word("certificate-duration"), length(deck, places)),
        (places.word("venue"), deck.venue),
    ]


def length(deck: Deck, places: Places) -> str:
    """How long the seminar is: 1시간 30분."""
    hours, minutes = divmod(round(deck.minutes), 60)
    parts = ((places.word("hours", n=hours), hours), (places.word("minutes", n=minutes), minutes))
    return " ".join(text for text, number in parts if number)


def organiser(deck: Deck, places: Places) -> str:
    """Who gives the seminar: as its imprint says, else as the theme is called."""
    said = imprinted(deck, places.brand.theme)
    company = one_line(deck.words.plain(said.company)) if said and said.company else ""
    return company or places.brand.theme.called(places.language)


def _signed(deck: Deck, places: Places, seal: Image | Drawing | None, art: list[Item]) -> Iterator[Words | Item]:
    """A line to sign on, who signs beneath it, and the seal."""
    at, people, k = places.rect("signature"), deck.people, places.scale
    part = places.part("signature")
    art.append(places.rule(Rect(at.x, at.y, at.w, HAIR), "text"))
    name = people.signatory or places.word("certificate-signature")
    room = at._replace(y=at.y + 5.0 * k, h=at.h - 5.0 * k)
    for words in places.words("signature", name):
        yield words._replace(rect=room)
    if people.title:
        text: TextBlock = places.small(part, people.title, room._replace(y=room.y + part.sizes[0] * 1.3 * k))
        yield Words(room._replace(y=room.y + part.sizes[0] * 1.3 * k), text)
    if seal:
        yield places.drawn(seal, places.word("certificate-seal"), places.rect("seal"))


def _checked(deck: Deck, places: Places, whose: Holder) -> Iterator[Words | Item]:
    """A code to check the certificate by, and what it is; it holds nothing of who has it but the number."""
    content = whose.address or f"{places.word('certificate-title')} {whose.serial}"
    alt = places.word("certificate-code", address=content)
    yield places.code("code", content, alt)
    shown = displayed(whose.address).partition("/")[0] if whose.address else ""
    yield from places.words("check", "  ·  ".join(filter(None, (places.word("certificate-check"), shown))), wrap=False)
