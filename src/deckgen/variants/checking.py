"""Looks at all rows before anything is made of the first.

Each row's words are laid out in their boxes, as on the slides and pages that they stand on; only slides that read the
event are laid out for each row, and rows that say the same once. What is wrong with the seminar whatever a row says is
told once, at its author's line; what is wrong with a row, at its cell, without saying what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from deckgen.checks.deck import check_scene, check_scenes, check_talk
from deckgen.composing.again import Composition
from deckgen.composing.deck import Deck
from deckgen.composing.words import event_words
from deckgen.diagnostics import ContentError, Diagnostic, Hint, Severity, Span, error, suggest
from deckgen.memory import Memory
from deckgen.messages import Message, listing, say
from deckgen.outputs.formats import FORMATS
from deckgen.outputs.plan import Plan
from deckgen.pipeline.stages import planned
from deckgen.reading.model import shown
from deckgen.reading.seminar import Seminar
from deckgen.variants.filling import blank, fill
from deckgen.variants.gathering import plan_of_all
from deckgen.variants.making import Base, Common, Recipe, base_of
from deckgen.variants.places import parted
from deckgen.variants.privacy import masked, masked_hint, unguarded, words_of
from deckgen.variants.rows import Row
from deckgen.variants.sharing.handout import asked_by, is_own
from deckgen.variants.studying import Variants
from deckgen.variants.tables import Cell

#: What stands in each place while the seminar is looked at by itself.
_SAMPLES = {"event.date": "2026-11-11", "event.start": "11:11", "event.logo": ""}
#: Words that have no room in the fonts of the theme.
_LOST = ("fit.text", "fit.table")
_NAMED = re.compile(r"event(?:\.[^\W\d][\w-]*)+")


class _Fault(NamedTuple):
    """What is wrong with a row's words, in which place (None: not with one alone)."""

    place: str | None
    severity: Severity
    says: Message
    hint: Hint | None


class _Looked(NamedTuple):
    """What is known of the seminar in a look: the ids of its slides that read the event, what is wrong with it whatever
    a row says, by codes and places, and how it is composed and the names that its texts look up."""

    slides: frozenset[str]
    own: frozenset[tuple[str, Span | None]]
    memory: Memory
    composition: Composition
    asked: frozenset[str]

    def composed(self, row: Row, seminar: Seminar) -> tuple[Deck, list[Diagnostic]] | None:
        """The deck of a row that no text names, which is that of others but for what it is about; what is wrong with
        the words of the row. None where more follows from it."""
        again = self.composition.of(seminar) if all(is_own(place, self.asked) for place in row.places) else None
        if again is None:
            return None
        told: list[Diagnostic] = []
        event_words(seminar, again.deck.language, told)
        return again.deck, told


def check(recipe: Recipe, variants: Variants, rows: Sequence[Row] | None = None) -> list[Diagnostic]:
    """All that is wrong with rows of a seminar (all of them, where none is given), and with the seminar where it is
    filled. Raises ContentError or UsageError where that cannot be read, Crash for what nobody foresaw."""
    return list(dict.fromkeys(_Rows(base_of(recipe), variants).told(variants.rows if rows is None else rows)))


class _Rows:
    """The rows of a table as they are looked at one after another."""

    def __init__(self, base: Base, variants: Variants) -> None:
        self._base, self._variants = base, variants
        self._looked: dict[int, _Looked] = {}
        self._known: dict[tuple[object, ...], tuple[_Fault, ...]] = {}
        self._themes = set(base.project.theme_names())

    def told(self, rows: Sequence[Row]) -> Iterator[Diagnostic]:
        """What is wrong with rows; of those that are made together only where all are looked at."""
        yield from unguarded(Path(self._base.recipe.root), self._variants)
        for row in rows:
            seminar, wrong = fill(self._base.seminar, row)
            yield from (self._at(row, d) for d in wrong)
            if seminar is None:
                continue
            unknown = [self._at(row, d) for d in (*self._unknown_theme(seminar), *self._no_logo(seminar))]
            yield from unknown
            if not any(d.severity == "error" for d in unknown):
                yield from self._measured(row, seminar)
        if len(rows) == len(self._variants.rows):
            yield from self._gathered()

    def _gathered(self) -> Iterator[Diagnostic]:
        """What is wrong with what is made of all rows together, at the cells that it comes of."""
        plan = plan_of_all(self._base, self._variants.rows)
        rows = {cell.span: row for row in self._variants.rows for cell in row.places.values()}
        for finding in _of_formats(self._base, plan) if plan else ():
            row = rows.get(finding.span) if finding.span else None
            yield self._at(row, finding) if row else finding

    def _at(self, row: Row, finding: Diagnostic) -> Diagnostic:
        """A finding about a cell, which says the row and the heading, and not what stands there."""
        place = next((p for p, cell in _cells(row).items() if cell.span == finding.span), None)
        words = [cell.text for cell in _cells(row).values() if cell.text]
        fault = _Fault(place, finding.severity, masked(finding.says, words), masked_hint(finding.advice, words))
        return _told(row, fault)

    def _unknown_theme(self, seminar: Seminar) -> Iterator[Diagnostic]:
        if seminar.theme not in self._themes:
            near = suggest(seminar.theme, self._themes, say("hint:there-is", names=listing(sorted(self._themes))))
            yield error(say("theme.unknown", found=shown(seminar.theme)), seminar.theme_span, near)

    def _no_logo(self, seminar: Seminar) -> list[Diagnostic]:
        with self._base.collected() as found:
            self._base.project.attachments.load([seminar.file.event])
        return found

    def _measured(self, row: Row, seminar: Seminar) -> Iterator[Diagnostic]:
        """What is wrong where a row's words stand."""
        try:
            common = self._base.common(seminar)
        except ContentError as e:
            yield from e.diagnostics
            return
        if id(common) not in self._looked:
            looked, own = self._look(seminar, common)
            self._looked[id(common)] = looked
            yield from own
        key = (id(common), row.values)
        if key not in self._known:
            self._known[key] = tuple(self._faults(row, seminar, common, self._looked[id(common)]))
        yield from (_told(row, fault) for fault in self._known[key])

    def _look(self, seminar: Seminar, common: Common) -> tuple[_Looked, list[Diagnostic]]:
        """Which slides read the event, and what is wrong with the seminar whatever a row says."""
        base, brand = self._base, common.brand
        places = base.recipe.places
        span = Span(seminar.path)
        cells = {place: Cell(_SAMPLES.get(parted(place)[0], "x"), span, place) for place in places}
        sample, _ = fill(seminar, Row(0, "", "", cells, {}))
        own: list[Diagnostic] = []
        scenes = []
        for one in (blank(seminar, places), sample or seminar):
            with base.collected() as found:
                deck, told = base.composed(one, Memory())
                drawn, more = base.drawn(deck, brand, Memory())
                plan = planned(one, deck, brand, one.theme, drawn, base.request)
                checked = [*check_scenes(deck, brand, drawn), *check_talk(deck, brand, drawn), *_of_formats(base, plan)]
            own = [*told, *found, *more, *checked]
            scenes.append(drawn)
        reading = {a.id for a, b in zip(*scenes, strict=True) if a != b}
        told_at = frozenset((d.code, d.span) for d in own)
        terms = (base.library.terms or {}).values()
        asked = asked_by(deck)
        return _Looked(frozenset(reading), told_at, Memory(), Composition(one, deck, terms), asked), own

    def _faults(self, row: Row, seminar: Seminar, common: Common, looked: _Looked) -> Iterator[_Fault]:
        base, brand, memory = self._base, common.brand, looked.memory
        memory.next_round()
        with base.collected() as found:
            deck, told = looked.composed(row, seminar) or base.composed(seminar, memory)
            few = deck._replace(slides=tuple(p for p in deck.slides if p.slide.id in looked.slides))
            scenes, more = base.drawn(few, brand, memory)
            plan = planned(seminar, few, brand, seminar.theme, scenes, base.request)
            checked = [
                d for p, s in zip(few.slides, scenes, strict=True) for d in check_scene(few, p, brand, s, memory)
            ]
            checked += _of_formats(base, plan, memory)
        words = words_of(row)
        for d in dict.fromkeys((*told, *found, *more, *checked)):
            if (d.code, d.span) not in looked.own:
                yield self._fault(row, deck, d, words)

    def _fault(self, row: Row, deck: Deck, d: Diagnostic, words: list[str]) -> _Fault:
        if d.code == "text.unknown-variable":
            name = str(d.data["name"])
            place = next(
                (p for p in row.places if name == p or name.startswith(f"{p}.") or p.startswith(f"{name}.")), None
            )
            if place is not None:
                where = str(d.span) if d.span else name
                return _Fault(place, "error", say("variants.empty", place=name, where=where), say("variants:fill-it"))
        place = next((p for p, cell in row.places.items() if cell.span == d.span), None)
        does_not_fit = d.code.startswith("fit.")
        place = place or _longest(row, _named_at(deck, d.span)) or (_longest(row, row.places) if does_not_fit else None)
        # nobody looks at each of hundreds of decks: what does not fit is not made
        severity: Severity = "error" if d.code in _LOST else d.severity
        return _Fault(place, severity, masked(d.says, words), masked_hint(d.advice, words))


def _cells(row: Row) -> Mapping[str, Cell]:
    return {**row.places, **row.choices}


def _told(row: Row, fault: _Fault) -> Diagnostic:
    """What is wrong with a row, at its cell."""
    cell = _cells(row).get(fault.place or "")
    if cell is None:
        return Diagnostic(fault.severity, say("variants.row", row=row.number, says=fault.says), row.span, fault.hint)
    says = say("variants.cell", row=row.number, heading=cell.heading, says=fault.says)
    return Diagnostic(fault.severity, says, cell.span, fault.hint)


def _named_at(deck: Deck, span: Span | None) -> set[str]:
    """The words of the event that are named in the text that stands at a place."""
    if span is None:
        return set()
    named: set[str] = set()
    for text in deck.words.texts():
        for raw, at in text.by_language.values():
            if at and (at.path, at.line) == (span.path, span.line):
                named |= set(_NAMED.findall(raw))
    return named


def _longest(row: Row, names: Iterable[str]) -> str | None:
    """Of the places that are named, that with the longest words."""
    known = [place for place in row.places if parted(place)[0] in names and row.places[place].text]
    return max(known, key=lambda place: len(row.places[place].text), default=None)


def _of_formats(base: Base, plan: Plan, memory: Memory | None = None) -> list[Diagnostic]:
    """What is wrong with what only some formats show."""
    chosen = (format for name, format in FORMATS.items() if name in base.recipe.formats)
    return [finding for format in chosen for finding in format.check(plan, memory or Memory())]
