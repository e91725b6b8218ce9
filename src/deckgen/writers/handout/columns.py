"""The pages of an article: what of it stands where, from its sections and from how pages are filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from itertools import pairwise
from typing import Literal, NamedTuple

from deckgen.writers.handout.article import Chapter, Note, Section, cut, lines_of
from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.exhibits import Exhibit
from deckgen.writers.handout.figures import Figure
from deckgen.writers.handout.paging import Item, Pager, Put
from deckgen.writers.handout.setter import Setter, all_lines
from deckgen.writers.handout.takeaways import Box

#: Lines of a paragraph that stay together at the foot and at the top of a page.
KEPT = 2
#: The gap above a part, and what stands around the words of its opener and of a box, in lines.
PART_GAP, OPENER, BOX = 2, 1, 1
#: Lines that a gap may grow by, where a page would end above its foot.
MOST_SPREAD = 2
#: Space between text and the first footnote, in millimetres: the rule, and what is around it.
ABOVE_NOTES = 4.0

What = Literal["opener", "passage", "exhibit", "box"]


class Placing(NamedTuple):
    """Something on a page, in millimetres from the top of its text: an opener, prose (with the section's title where
    it begins), an exhibit, or a box of points."""

    what: What
    top: float
    height: float
    chapter: Chapter | None = None
    section: Section | None = None
    begins: bool = False
    prose: tuple[PrintBlock, ...] = ()
    exhibit: Exhibit | None = None
    figure: Figure | None = None
    box: Box | None = None


class Column(NamedTuple):
    """A page: what stands on it, and its footnotes."""

    placings: tuple[Placing, ...]
    notes: tuple[Note, ...]
    #: How high it is: the first of a short edition stands below a masthead.
    height: float


class _Entry(NamedTuple):
    """What an item of the flow stands for."""

    what: Literal["opener", "title", "line", "rest", "pause", "points"]
    chapter: Chapter
    section: Section | None = None
    line: int = 0


class Columns:
    """Makes the pages of an article. `number` is that of its first page, `first` the height of that in millimetres;
    `thorough`: it looks for better pages where one has a flaw."""

    def __init__(
        self, setter: Setter, chapters: Sequence[Chapter], number: int, first: float, thorough: bool = True
    ) -> None:
        self._setter = setter
        self._sheet = setter.sheet
        self._first = first
        self._entries: list[_Entry] = []
        self._items: list[Item] = []
        self._exhibits: list[Exhibit] = []
        self._calls: dict[str, list[frozenset[int]]] = {}
        for chapter in chapters:
            self._add_chapter(chapter)
        self._keep_titles()
        line = self._sheet.line
        heights = [tuple(int(self._sheet.lines(h) / line + 0.5) for h in e.heights) for e in self._exhibits]
        self._pager = Pager(
            self._items,
            heights,
            int(self._sheet.inner / line + 0.5),
            number,
            int(first / line + 0.5),
            ABOVE_NOTES / line,
        )
        self._pages = self._pager.pages(thorough)
        self._number = number
        self._prose: Mapping[str, tuple[PrintBlock, ...]] = {}

    def pages(self, prose: Mapping[str, tuple[PrintBlock, ...]]) -> tuple[Column, ...]:
        """The pages, with this prose of sections in the same lines."""
        self._prose = prose
        return tuple(self._column(page, n) for n, page in enumerate(self._pages))

    def thorough(self) -> Columns:
        """The same, with better pages where one has a flaw."""
        out = copy(self)
        out._pages = self._pager.pages()
        return out

    def far(self) -> set[str]:
        """The sections that say where to look neither on the page of what they show nor on the facing one."""
        item_page = {put.item: n for n, page in enumerate(self._pages, self._number) for put in page}
        float_page = {put.float: n for n, page in enumerate(self._pages, self._number) for put in page}
        mentions = ((f, item_page[i], self._entries[i].section) for i, x in enumerate(self._items) for f in x.floats)
        return {s.anchor for f, page, s in mentions if s and s.exhibits and float_page[f] // 2 != page // 2}

    def _add(self, entry: _Entry, item: Item) -> None:
        self._entries.append(entry)
        self._items.append(item)

    def _add_chapter(self, chapter: Chapter) -> None:
        lines = opener_lines(self._setter, chapter)
        if lines:
            self._add(_Entry("opener", chapter), Item(lines, lines, PART_GAP, settled=True, part=True))
        for n, section in enumerate(chapter.sections):
            self._add_section(chapter, section, 0 if n == 0 else 1)
        if chapter.points:
            height = box_lines(chapter.points)
            self._add(_Entry("points", chapter), Item(height, height, 1))

    def _add_section(self, chapter: Chapter, section: Section, gap: int) -> None:
        sheet, types = self._sheet, self._setter.types
        head = int(sheet.lines(types["title"].line_height * len(section.title.lines)) / sheet.line + 0.5)
        if sheet.stacked and head:
            self._add(_Entry("title", chapter, section), Item(head, head, gap, shows=bool(section.exhibits)))
            gap = 0
        floats = tuple(range(len(self._exhibits), len(self._exhibits) + len(section.exhibits)))
        self._exhibits += section.exhibits
        lines = list(lines_of(section.prose))
        self._calls[section.anchor] = [line.calls for line in lines]
        notes = {n.number: len(n.lines) * types["small"].line_height / sheet.line for n in section.notes}
        heights = [sum(notes.get(c, 0.0) for c in line.calls) for line in lines]
        for i, line in enumerate(lines):
            left = line.of - line.place
            together = left if left <= KEPT + (line.place == 0) else KEPT if line.place == 0 else 1
            item = Item(
                lines=1,
                need=together,
                gap=gap if i == 0 else 0,
                notes=heights[i],
                need_notes=sum(heights[i : i + together]),
                floats=floats if i == section.mention else (),
                end=line.last,
                shows=i == 0 and bool(floats) and not (sheet.stacked and head),
            )
            if line.place and left == KEPT:
                item = item._replace(need=KEPT, need_notes=sum(heights[i : i + KEPT]))
            if i == 0 and not sheet.stacked:
                item = item._replace(need=max(item.need, head))
            self._add(_Entry("line", chapter, section, i), item)
        if not sheet.stacked and len(lines) < head:
            rest = head - len(lines)
            self._add(_Entry("rest", chapter, section), Item(rest, rest))
        if section.pause:
            height = box_lines(section.pause)
            self._add(_Entry("pause", chapter, section), Item(height, height, 1))

    def _keep_titles(self) -> None:
        """A heading stays with what follows it."""
        for i in reversed(range(len(self._items) - 1)):
            if self._entries[i].what in ("opener", "title"):
                item, after = self._items[i], self._items[i + 1]
                self._items[i] = item._replace(
                    need=item.lines + after.gap + after.need,
                    need_notes=after.need_notes,
                    shows=item.shows or after.shows,
                )
                self._items[i + 1] = after._replace(shows=False)

    def _column(self, page: Sequence[Put], n: int) -> Column:
        placings = list(self._placings(page))
        numbers = {
            call
            for put in page
            if put.item is not None and self._entries[put.item].what == "line"
            for call in self._called(self._entries[put.item])
        }
        sections = dict.fromkeys(p.section for p in placings if p.section)
        notes = tuple(note for s in sections for note in s.notes if note.number in numbers)
        height = self._first if n == 0 else self._sheet.inner
        foot = (
            sum(len(x.lines) for x in notes) * self._setter.types["small"].line_height + ABOVE_NOTES if notes else 0.0
        )
        if n + 1 == len(self._pages):  # what follows runs on
            end = max(map(self._end, placings))
            return Column(tuple(placings), notes, min(height, self._sheet.lines(end + foot)))
        if not self._opens(n + 1):
            placings = self._spread(placings, height - foot)
        return Column(tuple(placings), notes, height)

    def _end(self, placing: Placing) -> float:
        """Where what is placed ends: a title in the margin may go on below its text."""
        end = placing.top + placing.height
        if not placing.begins or not placing.section or self._sheet.stacked:
            return end
        title = self._setter.types["title"].line_height * len(placing.section.title.lines)
        return max(end, placing.top + self._sheet.lines(title))

    def _opens(self, page: int) -> bool:
        """Whether a part begins with a page."""
        first = self._pages[page][0].item
        return first is not None and self._items[first].part

    def _spread(self, placings: Sequence[Placing], foot: float) -> list[Placing]:
        """What stands on a page, with the lines that are left of it between what can be parted."""
        line = self._sheet.line
        spare = int((foot - max(map(self._end, placings))) / line + 1e-6)
        gaps = [
            n for n, (a, b) in enumerate(pairwise(placings), 1) if a.what != "passage" or b.what != a.what or b.begins
        ]
        most = min(spare, MOST_SPREAD * len(gaps)) if gaps else 0
        share = {n: most // len(gaps) + (i < most % len(gaps)) for i, n in enumerate(reversed(gaps))}
        down, out = 0, []
        for n, p in enumerate(placings):
            down += share.get(n, 0)
            out.append(p._replace(top=p.top + down * line))
        return out

    def _called(self, entry: _Entry) -> frozenset[int]:
        """The footnotes that a line calls."""
        return self._calls[entry.section.anchor][entry.line] if entry.section else frozenset()

    def _placings(self, page: Sequence[Put]) -> Iterator[Placing]:
        """What stands on a page; lines that follow each other as one stretch of prose."""
        line = self._sheet.line
        stretch: list[tuple[int, _Entry]] = []
        for put in page:
            entry = self._entries[put.item] if put.item is not None else None
            if stretch and (
                entry is None or entry.section != stretch[0][1].section or entry.what not in ("line", "rest")
            ):
                yield self._passage(stretch)
                stretch = []
            if entry is None:
                assert put.float is not None
                exhibit = self._exhibits[put.float]
                shown = exhibit.figures[put.size] if exhibit.figures else None
                height = self._sheet.lines(exhibit.heights[put.size])
                yield Placing("exhibit", put.top * line, height, exhibit=exhibit, figure=shown)
                continue
            assert put.item is not None
            height = self._items[put.item].lines * line
            if entry.what == "opener":
                yield Placing("opener", put.top * line, height, chapter=entry.chapter)
            elif entry.what == "pause" and entry.section:
                yield Placing("box", put.top * line, height, box=entry.section.pause)
            elif entry.what == "points":
                yield Placing("box", put.top * line, height, box=entry.chapter.points)
            else:
                stretch.append((put.top, entry))
        if stretch:
            yield self._passage(stretch)

    def _passage(self, stretch: Sequence[tuple[int, _Entry]]) -> Placing:
        top, first = stretch[0]
        assert first.section is not None
        lines = [entry.line for _, entry in stretch if entry.what == "line"]
        begins = first.what == "title" or (first.what == "line" and first.line == 0 and not self._sheet.stacked)
        prose = cut(self._prose[first.section.anchor], lines[0], lines[-1] + 1) if lines else ()
        height = (stretch[-1][0] + 1 - top) * self._sheet.line
        return Placing("passage", top * self._sheet.line, height, section=first.section, begins=begins, prose=prose)


def opener_lines(setter: Setter, chapter: Chapter) -> int:
    """The lines that the opener of a part takes."""
    if not chapter.title.text:
        return 0
    return OPENER + title_lines(setter) * len(chapter.title.lines) + chapter.opener.line_count + OPENER


def title_lines(setter: Setter) -> int:
    """The lines that a line of a part's title takes."""
    line = setter.sheet.line
    return int(setter.sheet.lines(setter.types["part"].line_height) / line + 0.5)


def box_lines(box: Box) -> int:
    """The lines that a box takes."""
    return box.line_count + BOX


def numbers(columns: Sequence[Column], first: int) -> dict[str, int]:
    """The page of each anchor in an article whose first page has this number."""
    out: dict[str, int] = {}
    for n, column in enumerate(columns, first):
        for name in (name for p in column.placings for name in _anchors(p)):
            out.setdefault(name, n)
    return out


def _anchors(placing: Placing) -> Iterator[str]:
    """The anchors of what stands on a page."""
    if placing.chapter:
        yield placing.chapter.anchor
    if placing.exhibit:
        yield placing.exhibit.anchor
    if placing.section and placing.begins:
        yield placing.section.anchor
    yield from (r.anchor for line in all_lines(placing.prose) for r in line if r.anchor)
