"""What every edition has around its pages: cover or masthead, contents, running heads; and the lists at its end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from deckgen.composing.deck import Deck, Placed
from deckgen.reading.slide import Address, Listing
from deckgen.richtext import unmarked
from deckgen.scene import Box, Scene, Table, walk
from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.front import Front, front
from deckgen.writers.handout.lines import PrintLine, address_lines, one_line
from deckgen.writers.handout.press import SLIDE
from deckgen.writers.handout.setter import PrintPicture, Setter, Title, depth
from deckgen.writers.handout.terms import APART, Printed, Term, terms

#: The name of the form that is the cover's art.
COVER = "Cover"
#: The least distance of lines that contents are set with, as a part of the usual one for their size.
TIGHT = 0.78
#: The usual space around each term, and the hairline above it, in millimetres.
LOOSE, RULE = 3.4, 0.2
#: Writing lines under each question of the feedback page, where there is room.
REPLY = 3
#: In millimetres the height of a code to scan and what it takes of the width, and in parts of the type the least room for words
#: beside it.
SCAN, CODE, NARROW = 31.0, 34.0, 2.6


class Mark(NamedTuple):
    """From the page with this anchor on, `label` is the running head; `ruled` pages have writing lines where nothing is."""

    anchor: str
    label: str
    ruled: bool = False


class Entry(NamedTuple):
    """A line of the contents: `number` of a part that is counted, `part` or below one, the `language` of its title."""

    anchor: str
    title: str
    lines: tuple[PrintLine, ...]
    number: int | None
    part: bool
    language: str


class Frame(NamedTuple):
    """What stands around an edition. `label` is the edition's name; `cover` the brand's cover without words; `version` names what was printed: it changes when a word does; `leading`, where it
    is not 0: the contents are set smaller, with this distance of lines in millimetres."""

    title: Title
    front: Front
    label: str
    client: str
    date: str
    version: str
    language: str
    cover: PrintPicture
    entries: tuple[Entry, ...]
    marks: tuple[Mark, ...]
    leading: float = 0.0


class Source(NamedTuple):
    """Where something was read: the title's lines, who published it when, and the address in lines."""

    heading: tuple[PrintLine, ...]
    publisher: str
    year: int
    url: str
    address: tuple[PrintLine, ...]


class Answered(NamedTuple):
    """A question, numbered, and its answer with the reason for it."""

    question: tuple[PrintLine, ...]
    answer: tuple[PrintLine, ...]


class Key(NamedTuple):
    """The answers to what one slide asks, under its title."""

    heading: tuple[PrintLine, ...]
    answers: tuple[Answered, ...]


class Scan(NamedTuple):
    """An address worth scanning: the picture of its code, what is there, the address to type."""

    picture: PrintPicture
    label: tuple[PrintLine, ...]
    url: str
    address: tuple[PrintLine, ...]


class Feedback(NamedTuple):
    """The last page: questions to answer in writing, each on so many `lines`, and codes to scan: in a column `beside` mm wide, or
    below."""

    lead: tuple[PrintLine, ...]
    questions: tuple[tuple[PrintLine, ...], ...]
    lines: int
    beside: float
    scans: tuple[Scan, ...]


class Back(NamedTuple):
    """The lists at the end: the terms that the seminar used, its sources, the answers to quizzes, what to tell us."""

    about_terms: tuple[PrintBlock, ...] = ()
    terms: tuple[Term, ...] = ()
    #: Space around each term, in millimetres.
    apart: float = LOOSE
    about_sources: tuple[PrintBlock, ...] = ()
    sources: tuple[Source, ...] = ()
    answers: tuple[Key, ...] = ()
    feedback: Feedback | None = None


def frame(setter: Setter, label: str, entries: Iterable[Entry], marks: Iterable[Mark]) -> Frame:
    """The frame of an edition called `label`."""
    deck, entries, page = setter.deck, tuple(entries), front(setter)
    return Frame(
        title=Title(deck.title, page.title),
        front=page,
        label=label,
        client=deck.client,
        date=deck.date,
        version=version(deck, setter.scenes),
        language=deck.language,
        cover=PrintPicture(f"{SLIDE}{COVER}", setter.theme.logo.alt),
        entries=entries,
        marks=tuple(marks),
        leading=_leading(setter, entries),
    )


def _leading(setter: Setter, entries: Sequence[Entry]) -> float:
    """The distance of the contents' lines in millimetres where they are too many for a page in their usual size, else 0: what
    brings them onto one page, if that can still be read, or else saves pages."""
    sheet, line = setter.sheet, setter.sheet.line
    heading = sheet.lines(setter.types["heading"].leading + 2) if sheet.stacked else 0.0
    inner = sheet.inner - heading
    lines, parts = sum(len(e.lines) for e in entries), sum(e.part for e in entries)
    if sheet.large or lines * setter.types["entry"].leading + parts * line <= inner:
        return 0.0
    small = setter.types["source"].leading
    fits = (inner - parts * line / 2 - line) / lines
    return min(fits, small) if fits >= small * TIGHT else small * 0.92


def version(deck: Deck, scenes: Iterable[Scene]) -> str:
    """Six letters and figures that change with any word or number of the slides, the notes or the prose: two print-outs with the
    same ones say the same."""
    digest = sha256(f"{deck.id} {deck.language} {deck.date_iso}".encode())
    for placed, scene in zip(deck.slides, scenes, strict=True):
        digest.update(
            "\0".join(
                (scene.id, scene.title.plain, *_said(scene), *(p.plain for p in (placed.notes, placed.handout) if p))
            ).encode()
        )
    return digest.hexdigest()[:6]


def _said(scene: Scene) -> Iterator[str]:
    for item in walk(scene.items):
        if isinstance(item, Box) and item.text:
            yield item.text.plain
        elif isinstance(item, Table):
            yield from (c.text.plain for row in item.rows for c in row)
        elif getattr(item, "alt", ""):
            yield item.alt


def entry(setter: Setter, anchor: str, title: Title | str, number: int | None = None, part: bool = False) -> Entry:
    """A line of the contents."""
    room = setter.sheet.measure - (32.0 if setter.sheet.large else 24.0)
    prose = title.prose if isinstance(title, Title) else unmarked(title, setter.deck.language)
    lines = setter.lines(prose, "part-entry" if part else "entry", room)
    return Entry(anchor, one_line(prose.plain), lines, number, part, prose.language)


def back_entries(setter: Setter, back: Back) -> list[Entry]:
    """The lists at the end, for the contents."""
    there = {"glossary": back.terms, "sources": back.sources, "answers": back.answers, "feedback": back.feedback}
    return [entry(setter, key, setter.word(_NAMES[key]), part=True) for key, value in there.items() if value]


def back_marks(setter: Setter) -> list[Mark]:
    """The running heads of the lists at the end."""
    return [Mark(key, setter.word(name)) for key, name in _NAMES.items()]


_NAMES = {"glossary": "glossary", "sources": "sources", "answers": "answer-key", "feedback": "feedback"}


def back(
    setter: Setter,
    answers: bool = True,
    printed: Mapping[str, Printed] | None = None,
    distance: int = APART,
    only: Collection[str] | None = None,
) -> Back:
    """The lists at the end of an edition; `printed` is what it prints of its slides, by their anchors: without, no page is named
    beside a term. Slides at a `distance` do not share a page. `only`: the sources of these slides, by their ids."""
    listings = {p.slide.kind: p for p in reversed(setter.deck.slides) if isinstance(p.slide, Listing)}
    measure = setter.sheet.measure
    solved = tuple(keys(setter, measure)) if answers else ()
    if printed is not None and solved:
        printed = {**printed, "answers": Printed("", " ".join(map(said, solved)))}
    listed = tuple(terms(setter, printed, distance))
    about = {kind: setter.prose(placed.handout, measure) for kind, placed in listings.items()}
    return Back(
        about_terms=about.get("glossary", ()),
        terms=listed,
        apart=_apart(setter, listed, about.get("glossary", ())),
        about_sources=about.get("references", ()),
        sources=tuple(_sources(setter, only)),
        answers=solved,
        feedback=_feedback(setter),
    )


def _apart(setter: Setter, found: Sequence[Term], about: Sequence[PrintBlock]) -> float:
    """The space around terms, in millimetres, with which they take the fewest pages: none is there for a last one or two."""
    sheet, leading = setter.sheet, setter.types["source"].leading
    across = 1 if sheet.stacked else 2
    rows = [found[i : i + across] for i in range(0, len(found), across)]
    tall = [max(1 + len(t.definition) + bool(t.places) for t in row) * leading for row in rows]

    def pages(apart: float) -> int:
        count, left = 1, sheet.inner - (depth(about) + 1 if about else 3) * sheet.line
        for height in tall:
            if left < height + apart + RULE:
                count, left = count + 1, sheet.inner
            left -= height + apart + RULE
        return count

    return min((LOOSE - n * 0.2 for n in range(10)), key=lambda apart: (pages(apart), -apart))


def _sources(setter: Setter, only: Collection[str] | None) -> Iterator[Source]:
    words, seen, sheet = setter.deck.words, set(), setter.sheet
    width = sheet.measure if sheet.stacked else (sheet.text - sheet.gutter) / 2
    for s in (s for placed in setter.deck.slides if only is None or placed.slide.id in only for s in placed.sources):
        if s.url not in seen:
            seen.add(s.url)
            publisher = one_line(words.plain(s.publisher))
            heading = setter.set(words.prose(s.title), setter.types["source"]._replace(bold=True), width)
            yield Source(
                heading,
                publisher,
                s.year,
                str(s.url),
                address_lines(str(s.url), setter.types["source"], width, setter.fonts),
            )


def said(key: Key) -> str:
    """The words of a key's answers."""
    return " ".join(r.text for a in key.answers for line in (*a.question, *a.answer) for r in line)


def keys(setter: Setter, width: float) -> Iterator[Key]:
    """The answers to the quizzes of the deck."""
    for placed in setter.deck.slides:
        if answers := answered(setter, placed, width):
            yield Key(setter.lines(placed.title, "title", width), answers)


def answered(setter: Setter, placed: Placed, width: float) -> tuple[Answered, ...]:
    """The answers to what a slide asks."""
    words, out = setter.deck.words, []
    for n, a in enumerate(placed.slide.answers(), 1):
        said = " ".join(w for w in (a.choice, one_line(words.plain(a.answer))) if w)
        why = f"  –  {one_line(words.plain(a.why))}" if a.why else ""
        out.append(
            Answered(
                setter.lines(f"{n}. {words.plain(a.question)}", "part-entry", width),
                setter.lines(said + why, "entry", width),
            )
        )
    return tuple(out)


def addresses(deck: Deck) -> Mapping[str, Address]:
    """What the deck's slides offer to scan, by its address."""
    found: dict[str, Address] = {}
    for placed in deck.slides:
        for value in vars(placed.slide).values():
            if isinstance(value, Address):
                found.setdefault(str(value.url), value)
    return found


def _feedback(setter: Setter) -> Feedback | None:
    """Questions are those of the deck's survey; a deck that asks nothing and offers nothing to scan has no such page."""
    deck, sheet = setter.deck, setter.sheet
    found = addresses(deck)
    survey = next((p.slide for p in deck.slides if p.slide.kind == "survey"), None)
    if not found and survey is None:
        return None
    words = deck.words
    asked = survey.asks if survey else ()
    beside = sheet.margin - sheet.gutter if sheet.lying else 0.0
    beside = beside if beside - CODE > NARROW * setter.types["entry"].size else 0.0
    room = (beside or sheet.measure) - CODE
    lead = setter.lines(setter.word("feedback-lead" if asked else "feedback-scan"), "entry", sheet.measure)
    questions = tuple(
        setter.lines(f"{n}. {words.plain(a)}", "part-entry", sheet.measure) for n, a in enumerate(asked, 1)
    )
    return Feedback(
        lead=lead,
        questions=questions,
        lines=_replies(setter, len(lead), [len(q) for q in questions], 0 if beside else len(found)),
        beside=beside,
        scans=tuple(
            Scan(
                PrintPicture(f"deck:file/qr-{n}", setter.word("qr", label=one_line(words.plain(a.label)))),
                setter.lines(words.plain(a.label), "part-entry", room),
                url,
                address_lines(url, setter.types["source"], room, setter.fonts),
            )
            # where to answer comes before what else there is
            for n, (url, a) in sorted(
                enumerate(found.items()), key=lambda scan: scan[1][1] not in vars(survey).values() if survey else False
            )
        ),
    )


def _replies(setter: Setter, lead: int, questions: Sequence[int], below: int) -> int:
    """How many writing lines each question of the feedback page gets, so that all stands on one page: `lead` and `questions` in
    lines of type, and so many codes `below`."""
    sheet, types = setter.sheet, setter.types
    if not questions:
        return 0
    head = types["heading"].leading + sheet.line if sheet.stacked else 0.0
    said = lead * types["entry"].leading + sum(questions) * types["part-entry"].leading + sheet.line * len(questions)
    codes = below * SCAN + 2 * sheet.line if below else 0.0
    return max(1, min(REPLY, int((sheet.inner - head - said - codes) / (len(questions) * sheet.ruled))))
