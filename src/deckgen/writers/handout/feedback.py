"""The last page of a handout: room to answer the seminar's questions, and codes to scan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from deckgen.composing.blocks import without_number
from deckgen.composing.deck import Deck
from deckgen.layout.words import one_line
from deckgen.reading.slide import Address
from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.imprint import imprint, imprinted
from deckgen.writers.handout.lines import PrintLine, address_lines
from deckgen.writers.handout.press import FILE
from deckgen.writers.handout.setter import PrintPicture, Setter

#: Writing lines under each question, where there is room.
REPLY = 2
#: In millimetres the height of a code to scan and what it takes of the width, and in parts of the type the least room
#: for words beside it.
SCAN, CODE, NARROW = 31.0, 31.0, 2.1
#: The side of a code with its quiet zone, as the styles have it (`.scan img`).
CODE_SIDE = 24.0
#: Lines above codes in a column: the heading stands there.
BELOW = 3


class Scan(NamedTuple):
    """An address worth scanning: the picture of its code, what is there, the address to type."""

    picture: PrintPicture
    label: tuple[PrintLine, ...]
    url: str
    address: tuple[PrintLine, ...]


class Feedback(NamedTuple):
    """Questions to answer in writing, each on so many `lines`, and codes to scan: in a column `beside` mm wide, or
    below; what the prose says `about` them."""

    lead: tuple[PrintLine, ...]
    questions: tuple[tuple[PrintLine, ...], ...]
    lines: int
    beside: float
    scans: tuple[Scan, ...]
    about: tuple[PrintBlock, ...] = ()
    #: The title of the slide that asks.
    title: tuple[PrintLine, ...] = ()
    #: What codes in a column beside the questions take at least, heading included, in millimetres.
    height: float = 0.0


def addresses(deck: Deck) -> Mapping[str, Address]:
    """What the deck's slides offer to scan, by its address."""
    out: dict[str, Address] = {}
    for placed in deck.slides:
        for address in placed.slide.addresses():
            out.setdefault(str(address.url), address)
    return out


def code_name(number: int) -> str:
    """The name of the picture that is the code of an address, by its place among all."""
    return f"qr-{number}"


def feedback(setter: Setter, about: bool = False) -> Feedback | None:
    """The last page, with the prose `about` what is asked; None for a deck that asks nothing and offers nothing to
    scan."""
    deck, sheet = setter.deck, setter.sheet
    asked = next((p for p in deck.slides if p.slide.questionnaire()), None)
    asking = asked.slide.questionnaire() if asked else None
    said = imprinted(deck, setter.theme)
    newest = str(said.newest) if said and not (asking and str(asking.address.url) == str(said.newest)) else ""
    offered = [scan for scan in enumerate(addresses(deck).values()) if str(scan[1].url) != newest]  # the imprint has it
    if not offered and asking is None:
        return None
    texts = [without_number(deck.words.plain(q)) for q in asking.questions] if asking else []
    beside = 0.0 if sheet.stacked else sheet.aside
    beside = beside if beside - CODE > NARROW * setter.types["entry"].size else 0.0
    lead = setter.lines(setter.word("feedback-lead" if texts else "feedback-scan"), "entry", sheet.measure)
    questions = tuple(setter.lines(f"{n}. {text}", "part-entry", sheet.measure) for n, text in enumerate(texts, 1))
    if asking:  # where to answer comes before what else there is
        offered.sort(key=lambda scan: str(scan[1].url) != str(asking.address.url))
    said_of = setter.prose(asked.handout, sheet.measure) if asked and about else ()
    title = setter.lines(asked.title.uncalled, "part-entry", sheet.measure) if asked else ()
    lead = () if said_of else lead
    return Feedback(
        lead=lead,
        questions=questions,
        lines=_replies(setter, len(title) + len(lead), [len(q) for q in questions], 0 if beside else len(offered)),
        beside=beside,
        scans=_scans(setter, offered, (beside or sheet.measure) - CODE),
        about=said_of,
        title=title,
        height=sheet.lines(BELOW * sheet.line + len(offered) * (SCAN + 1.0)) if beside else 0.0,
    )


def _scans(setter: Setter, offered: Iterable[tuple[int, Address]], width: float) -> tuple[Scan, ...]:
    """Codes by their numbers, with their words in columns of `width` mm."""
    out = []
    for n, address in offered:
        label, url = setter.deck.words.plain(address.label), str(address.url)
        picture = PrintPicture(f"{FILE}{code_name(n)}", setter.word("qr", label=one_line(label)))
        typed = address_lines(url, setter.types["source"], width, setter.fonts)
        out.append(Scan(picture, setter.lines(label, "part-entry", width), url, typed))
    return tuple(out)


def _replies(setter: Setter, lead: int, questions: Sequence[int], below: int) -> int:
    """How many writing lines each question gets, so that all stands on one page: `lead` and `questions` in lines of
    type, and so many codes `below`, and the imprint."""
    sheet, types = setter.sheet, setter.types
    if not questions:
        return 0
    heading = types["heading"].line_height + sheet.line if sheet.stacked else 0.0
    words = lead * types["entry"].line_height + sum(questions) * types["part-entry"].line_height
    words += sheet.line * len(questions)
    codes = below * SCAN + 2 * sheet.line if below else 0.0
    signed = None if sheet.folded else imprint(setter, "")  # of a booklet it is the outside
    codes += signed.height + sheet.line if signed else 0.0
    return max(1, min(REPLY, int((sheet.inner - heading - words - codes) / (len(questions) * sheet.ruled))))
