"""Proof that every file is its row's: what it says is read from its bytes and held against the table.

Which of a row's words a file shows is found out, not assumed: a sample whose words stand nowhere else is made once for
each look, and what of it can be read in a file of a kind must be there of every row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Span, error, warning
from deckgen.messages import Message, say
from deckgen.outputs.formats import FORMATS
from deckgen.reading.seminar import Seminar
from deckgen.variants.contents import Contents, NoContents, contents, folded, has_words
from deckgen.variants.filling import fill
from deckgen.variants.making import Base, Recipe, base_of, make
from deckgen.variants.manifest import OF_ALL_ROWS, Entry, Kept, noted
from deckgen.variants.places import parted
from deckgen.variants.rows import Row
from deckgen.variants.stores import Store
from deckgen.variants.studying import Variants
from deckgen.variants.tables import Cell

#: Places whose words stand otherwise in files than in the table, or are a picture.
_UNREAD = {"event.start", "event.logo"}


class Verdict(NamedTuple):
    """How many files of how many rows were read, and what is wrong with them."""

    rows: int
    files: int
    findings: tuple[Diagnostic, ...]


class _Shown(NamedTuple):
    """What files of a kind show: places of rows, and the words that they have whatever a row says."""

    places: frozenset[str]
    always: str


def formats_in(store: Store) -> tuple[str, ...]:
    """The formats of the files that were made."""
    names = [file.name for entry in noted(store).values() for file in entry.files]
    return tuple(name for name in FORMATS if any(_format(file) == name for file in names))


def _format(name: str) -> str:
    endings = {".pptx": "pptx", ".slides.pdf": "slides", ".strip.pdf": "strip", ".pdf": "handout"}
    return next((format for ending, format in endings.items() if name.endswith(ending)), "web")


def verify(recipe: Recipe, variants: Variants, store: Store) -> Verdict:
    """Holds each file in a store against its row."""
    return _Proof(base_of(recipe), variants, store).verdict()


class _Proof:
    def __init__(self, base: Base, variants: Variants, store: Store) -> None:
        self._base, self._variants, self._store = base, variants, store
        self._shown: dict[tuple[object, ...], dict[str, _Shown]] = {}
        self._row_of = {row.key: row for row in variants.rows}
        self._says: dict[tuple[str, str], Mapping[str, str]] = {}
        #: Of each place, which rows say a word in it.
        self._rows_saying: dict[tuple[str, str], int] = {}
        self._joined: dict[str, str] = {}

    def verdict(self) -> Verdict:
        entries = noted(self._store)
        found: list[Diagnostic] = []
        files = rows = 0
        for row in self._variants.rows:
            for place, words in self._words(row).items():
                self._rows_saying.setdefault((place, words), row.number)
        for row in self._variants.rows:
            entry = entries.get(row.key)
            if entry is None:
                found.append(warning(say("variants.not-made", row=row.number), row.span, say("variants:run-again")))
                continue
            rows, files = rows + 1, files + len(entry.files)
            found += self._wrong(row, entry)
        if together := entries.get(OF_ALL_ROWS):
            files += len(together.files)
            found += self._wrong_together(together)
        return Verdict(rows, files, tuple(found))

    def _wrong(self, row: Row, entry: Entry) -> Iterator[Diagnostic]:
        for file in entry.files:
            data = self._store.read(file.name)
            ending = _ending(row, file.name)
            if data is None:
                yield _about(row, say("variants.file-missing", row=row.number, file=ending))
            elif sha256(data).hexdigest() != file.sha256:
                yield from self._another(row, file, ending, data)
            elif has_words(file.name):
                yield from self._misread(row, file, ending, data)

    def _wrong_together(self, entry: Entry) -> Iterator[Diagnostic]:
        """What is wrong with what was made of all rows: each has to be named there."""
        for file in entry.files:
            data = self._store.read(file.name)
            ending = "…" + file.name.rpartition("/")[2].removeprefix(self._variants.seminar.id)
            try:
                said = contents(file.name, data or b"").words
            except NoContents:
                said = ""
            for row in self._variants.rows:
                cell = row.places.get("event.attendee.name")
                if cell and cell.text and folded(cell.text) not in said:
                    yield _lacks(row, ending, cell)

    def _another(self, row: Row, file: Kept, ending: str, data: bytes) -> Iterator[Diagnostic]:
        """What is wrong with a file of other bytes than were made: above all, whether it is another row's."""
        found = list(self._misread(row, file, ending, data)) if has_words(file.name) else []
        yield from found or [_about(row, say("variants.file-changed", row=row.number, file=ending))]

    def _misread(self, row: Row, file: Kept, ending: str, data: bytes) -> Iterator[Diagnostic]:
        """What a file says that is not its row's."""
        try:
            said = contents(file.name, data)
        except NoContents:
            yield _about(row, say("variants.file-unsound", row=row.number, file=ending))
            return
        if said.key != row.key:
            other = self._row_of.get(said.key)
            if other:
                yield _about(row, say("variants.file-of-row", row=row.number, file=ending, other=other.number))
            else:
                yield _about(row, say("variants.file-without-key", row=row.number, file=ending))
            return
        yield from self._unsaid(row, ending, said)

    def _unsaid(self, row: Row, ending: str, said: Contents) -> Iterator[Diagnostic]:
        """The words of a row that its file does not say, and longer ones of another row in their place."""
        shown = self._shown_in(row).get(ending, _Shown(frozenset(), ""))
        own = self._words(row)
        for place in sorted(shown.places & own.keys()):
            words = own[place]
            if words not in said.words:
                other = self._saying(place, said, shown)
                yield (
                    _says_other(row, ending, row.places[place], other)
                    if other
                    else _lacks(row, ending, row.places[place])
                )
            elif longer := self._longer(place, words, own, said, shown):
                yield _says_other(row, ending, row.places[place], longer)

    def _saying(self, place: str, said: Contents, shown: _Shown) -> int:
        """The row whose words stand in a file in a place; 0 for none."""
        rows = ((words, row) for (of, words), row in self._rows_saying.items() if of == place)
        return next((row for words, row in rows if words in said.words and words not in shown.always), 0)

    def _longer(self, place: str, words: str, own: Mapping[str, str], said: Contents, shown: _Shown) -> int:
        """The row whose words hold those of another one, wherever that one's are to stand."""
        if self._all_saying(place).count(words) < 2:  # as nearly always: those of no other row hold them
            return 0
        for (of, more), row in self._rows_saying.items():
            if of == place and len(more) > len(words) and words in more and more in said.words:
                rest = more.replace(words, "", 1)
                alone = said.words.count(words) > said.words.count(more)
                if not alone and more not in shown.always and not any(rest in other for other in own.values()):
                    return row
        return 0

    def _all_saying(self, place: str) -> str:
        """All that rows say in a place, each once."""
        if place not in self._joined:
            self._joined[place] = "\n".join(words for of, words in self._rows_saying if of == place)
        return self._joined[place]

    def _words(self, row: Row) -> Mapping[str, str]:
        """The words of a row as its files have them, by places."""
        known = self._says.get((row.key, row.name))
        if known is None:
            seminar, _ = fill(self._base.seminar, row)
            known = _words(row, seminar) if seminar else {}
            self._says[row.key, row.name] = known
        return known

    def _shown_in(self, row: Row) -> dict[str, _Shown]:
        """What files of each kind show, of a sample that chooses what a row does."""
        choices = tuple((name, cell.text) for name, cell in row.choices.items())
        if choices not in self._shown:
            self._shown[choices] = dict(self._sampled(row))
        return self._shown[choices]

    def _sampled(self, row: Row) -> Iterator[tuple[str, _Shown]]:
        places = self._base.recipe.places
        cells = {place: Cell(_sample(n, place), Span(""), "") for n, place in enumerate(places)}
        sample = Row(0, "sample", "sample", cells, row.choices)
        seminar, _ = fill(self._base.seminar, sample)
        for output in self._base.outputs(sample) if seminar else ():
            if has_words(output.name):
                said = contents(output.name, make(self._base, sample, output)).words
                words = _words(sample, seminar) if seminar else {}
                shown = frozenset(place for place, text in words.items() if text in said)
                yield _ending(sample, output.name), _Shown(shown, said)


def _sample(n: int, place: str) -> str:
    """Words that stand nowhere else, in a place of its number."""
    samples = {"event.date": f"2031-03-{n + 1:02d}", "event.start": "", "event.logo": ""}
    return samples.get(parted(place)[0], f"Qx{n}jz")


def _words(row: Row, seminar: Seminar) -> dict[str, str]:
    """What a row says in its places, as it stands in files of a language."""
    words: dict[str, str] = {}
    for place, cell in row.places.items():
        base, language = parted(place)
        if not cell.text or base in _UNREAD or language not in ("", seminar.language):
            continue
        date = seminar.file.event.date
        text = date.shown(seminar.language) if base == "event.date" and date else cell.text
        words[place] = folded(text)
    return words


def _ending(row: Row, name: str) -> str:
    """What tells a file from the others of its row: the name without that of the row."""
    return "…" + name.rpartition("/")[2].removeprefix(row.name)


def _about(row: Row, says: Message, span: Span | None = None) -> Diagnostic:
    """A finding about a file of a row."""
    return error(says, span or row.span, say("variants:make-it-again"))


def _lacks(row: Row, ending: str, cell: Cell) -> Diagnostic:
    says = say("variants.file-lacks", row=row.number, file=ending, heading=cell.heading)
    return _about(row, says, cell.span)


def _says_other(row: Row, ending: str, cell: Cell, other: int) -> Diagnostic:
    says = say("variants.file-says-other", row=row.number, file=ending, heading=cell.heading, other=other)
    return _about(row, says, cell.span)
