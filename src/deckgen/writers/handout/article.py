"""An article from the prose of slides: its parts and sections, set in lines, with what they show and where it was
read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from deckgen.composing.deck import Placed, PlacedPart
from deckgen.diagnostics import Span
from deckgen.reading.values import Text
from deckgen.scene import Scene
from deckgen.writers.handout.blocks import PrintBlock, PrintParagraph
from deckgen.writers.handout.exhibits import Counter, Exhibit, referring
from deckgen.writers.handout.lines import ELSEWHERE, Called, PrintLine, PrintRun, address_lines, line_text
from deckgen.writers.handout.setter import NO_TITLE, Names, Setter, Title, anchor, depth
from deckgen.writers.handout.takeaways import Box, Opener, chosen, opener, pause, points

#: Space to the left and right of the words in a box, in millimetres.
BOX = 4.0
#: What a footnote's number takes of its line, in millimetres.
NUMBER = 6.0


class Note(NamedTuple):
    """A footnote: its number, and its lines."""

    number: int
    lines: tuple[PrintLine, ...]


class Section(NamedTuple):
    """What the article says of one slide, with its footnotes, and what it shows beside."""

    anchor: str
    title: Title
    prose: tuple[PrintBlock, ...]
    notes: tuple[Note, ...]
    exhibits: tuple[Exhibit, ...]
    pause: Box | None
    #: Index of the last line of the paragraph that refers to what is shown.
    mention: int = 0


class Chapter(NamedTuple):
    """A part of the programme; `span` is where its title was written, `points` are what stays of it."""

    anchor: str
    number: int | None
    title: Title
    span: Span | None
    opener: Opener
    sections: tuple[Section, ...]
    points: Box | None


class Article:
    """Sets the article of a deck; its exhibits and footnotes are counted as they come."""

    def __init__(self, setter: Setter) -> None:
        self.counter = Counter(setter)
        self._setter = setter
        self._calls = 0
        self._named = Names()
        self._set: dict[str, Callable[[bool], tuple[PrintBlock, ...]]] = {}

    def chapters(self) -> Iterator[Chapter]:
        """The parts that have something to read."""
        setter = self._setter
        measure = setter.sheet.measure
        for n, (part, members) in enumerate(setter.by_part()):
            placed = [p for p, _ in members]
            listed = chosen(placed) if part and part.number is not None else []
            sections = tuple(
                self._section(p, s, listed)
                for p, s in members
                if p.handout and p.slide.purpose in ("subject", "exercise")
            )
            if sections:
                yield Chapter(
                    f"part-{n}",
                    part.number if part else None,
                    setter.title(part.title, "part", measure) if part else NO_TITLE,
                    part.title.span if part else None,
                    opener(setter, part, placed, measure),
                    sections,
                    self._points(part, placed),
                )

    def _points(self, part: PlacedPart | None, placed: Sequence[Placed]) -> Box | None:
        if part is None or part.number is None:
            return None
        return points(self._setter, placed, self._setter.sheet.measure - 2 * BOX)

    def _section(self, placed: Placed, scene: Scene, listed: Collection[Text]) -> Section:
        setter, sheet = self._setter, self._setter.sheet
        name = anchor(scene.id)
        exhibits = self.counter.of(placed, scene, name)
        called = setter.called(placed.handout)
        own = any(not isinstance(c, str) for c in called)
        numbered: tuple[Called, ...] = (*[ELSEWHERE] * self._calls, *called) if own else ()
        notes = list(self._own_notes(called)) if own else []
        cited = (
            *setter.beneath(scene, sheet.measure - NUMBER),
            *setter.cited(placed, sheet.measure - NUMBER, label=False, named=self._named),
            *([] if own else self._addresses(called)),
        )
        if cited:
            self._calls += 1
            notes.append(Note(self._calls, cited))
        said, call = self.counter.cited(exhibits), self._calls if cited else 0
        stays = placed.slide.conclusion()
        alone = stays if stays and stays not in listed else None
        self._set[name] = lambda late: self._prose(placed, said, numbered, call, late, alone)
        blocks = self._set[name](False)
        return Section(
            name,
            setter.title(scene.title, "title", sheet.aside),
            blocks,
            tuple(notes),
            exhibits,
            pause(setter, placed, sheet.measure - 2 * BOX),
            _mention(blocks, said),
        )

    def referring_late(self, chapters: Sequence[Chapter], sections: Collection[str]) -> Iterator[Chapter]:
        """The chapters with the last paragraphs of some sections saying where to look, not the first."""
        for c in chapters:
            yield c._replace(sections=tuple(self._late(s) if s.anchor in sections else s for s in c.sections))

    def _late(self, section: Section) -> Section:
        said = self.counter.cited(section.exhibits)
        blocks = self._set[section.anchor](True)
        return section._replace(prose=blocks, mention=_mention(blocks, said))

    def _prose(
        self, placed: Placed, said: str, numbered: Sequence[Called], call: int, late: bool, alone: Text | None
    ) -> tuple[PrintBlock, ...]:
        """The prose of a section that says where to look, with the number of its last footnote, if any, and the
        sentence to take home that is not in the list of its part."""
        setter, measure = self._setter, self._setter.sheet.measure
        prose = placed.handout and referring(placed.handout, said, late)
        blocks = (*setter.prose(prose, measure, called=numbered), *setter.verbatim(placed, measure))
        blocks = called_at_end(blocks, call) if call else blocks
        if alone is None:
            return blocks
        lines = setter.set(setter.deck.words.prose(alone).uncalled, setter.types["text"]._replace(bold=True), measure)
        return (*blocks, PrintBlock(False, (PrintParagraph(lines),)))

    def _own_notes(self, called: Sequence[Called]) -> Iterator[Note]:
        """The author's footnotes, and the addresses beside them."""
        for what in called:
            self._calls += 1
            before = [ELSEWHERE] * (self._calls - 1)
            ((first, *rest),) = self._setter.notes([*before, what], self._setter.sheet.measure - NUMBER)
            yield Note(self._calls, (first[1:], *rest))

    def _addresses(self, called: Sequence[Called]) -> Iterator[PrintLine]:
        setter = self._setter
        for what in called:
            if isinstance(what, str):
                yield from address_lines(what, setter.types["small"], setter.sheet.measure - NUMBER, setter.fonts)


def _mention(blocks: Sequence[PrintBlock], said: str) -> int:
    """The last line of the paragraph in which something is said; else that of the first."""
    at, first, said = -1, 0, _letters(said)
    for paragraph in (p for b in blocks for p in b.paragraphs):
        at += len(paragraph.lines) + depth(paragraph.inner)
        first = first or at
        if said and said in _letters("".join(line_text(line) for line in paragraph.lines)):
            return at
    return max(first, 0)


def _letters(text: str) -> str:
    return "".join(text.split())


def called_at_end(blocks: Sequence[PrintBlock], number: int) -> tuple[PrintBlock, ...]:
    """Blocks with the number of a footnote after their last words: code has none."""
    n = max((i for i, b in enumerate(blocks) if not b.verbatim), default=None)
    if n is None:
        return tuple(blocks)
    block = blocks[n]
    last = block.paragraphs[-1]
    if last.inner:
        last = last._replace(inner=called_at_end(last.inner, number))
    else:
        call = PrintRun(str(number), marks=frozenset({"note"}))
        last = last._replace(lines=(*last.lines[:-1], (*last.lines[-1], call)))
    return (*blocks[:n], block._replace(paragraphs=(*block.paragraphs[:-1], last)), *blocks[n + 1 :])


class Line(NamedTuple):
    """A line of prose as pages break it: its `place` among the lines of its paragraph, how many these are, and the
    footnotes that it calls."""

    place: int
    of: int
    calls: frozenset[int]

    @property
    def last(self) -> bool:
        """Whether its paragraph ends with it."""
        return self.place == self.of - 1


def lines_of(blocks: Sequence[PrintBlock]) -> Iterator[Line]:
    """The lines of blocks in order."""
    for b in blocks:
        for p in b.paragraphs:
            for i, line in enumerate(p.lines):
                calls = frozenset(int(r.text) for r in line if "note" in r.marks and r.text.isdigit())
                yield Line(i, len(p.lines), calls)
            yield from lines_of(p.inner)


def cut(blocks: Sequence[PrintBlock], start: int, end: int) -> tuple[PrintBlock, ...]:
    """Those of the lines of blocks that stand between two indices. A point that goes on has no mark."""
    return _cut(blocks, start, end)[0]


def _cut(blocks: Sequence[PrintBlock], start: int, end: int, at: int = 0) -> tuple[tuple[PrintBlock, ...], int]:
    out = []
    for b in blocks:
        paragraphs: list[PrintParagraph] = []
        for p in b.paragraphs:
            lines = p.lines[max(start - at, 0) : max(end - at, 0)]
            going_on = bool(start > at)
            at += len(p.lines)
            inner, at = _cut(p.inner, start, end, at)
            if lines or inner:
                paragraphs.append(p._replace(lines=lines, inner=inner, going_on=going_on))
        if paragraphs:
            out.append(b._replace(paragraphs=tuple(paragraphs)))
    return tuple(out), at
