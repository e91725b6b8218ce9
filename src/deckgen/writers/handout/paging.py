"""Pages of an article: where its lines break, and where its figures stand.

What stands in the flow is a whole number of lines high. A figure stands where it is mentioned, or else at the top of
that page, of the facing one or of the next; text goes on below what did not fit. Of all ways to fill a page a few are
followed to the end, and the one with the fewest pages, holes and far figures is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

#: How many ways to fill the pages so far are followed; how many where these leave a hole or a figure overleaf.
WAYS, MORE_WAYS = 8, 16
#: Lines of text that a page has besides the figures at its top.
LEAST_TEXT = 4
#: A hole of more than this part of a page is to be avoided at nearly any price; so is a larger one that gaps can fill.
EVEN, HOLE = 0.105, 0.16
#: Lines by which a gap can grow.
SPREAD = 2
#: Lines of text that stay together at most.
MOST_NEED = 3
#: What things cost, in pages: a hole as large as a page, and one that is too large; a figure before its mention, on the
#: facing page, overleaf; each step by which a figure is smaller.
EMPTY, TOO_EMPTY, BEFORE, FACING, OVERLEAF, SMALLER = 3.0, 4.0, 0.1, 0.3, 3.0, 0.12


class Item(NamedTuple):
    """What stands in the flow, in lines: its height, the `gap` above it where it does not begin a page, how many lines
    from its top must stay together (`need`) and the footnotes that these call (`need_notes`); `notes` that it calls
    itself. `floats` are mentioned in it, and may stand below it if it is an `end` of a paragraph. Those before a
    `settled` one stand before it; where a `part` begins, the page before may be left empty. What `shows` is the
    beginning of what has floats: it may rather begin the next page."""

    lines: int
    need: int
    gap: int = 0
    notes: float = 0.0
    need_notes: float = 0.0
    floats: tuple[int, ...] = ()
    end: bool = False
    settled: bool = False
    part: bool = False
    shows: bool = False


class Put(NamedTuple):
    """An item (`float` is None) or a float in one of its sizes, so many lines below the top of its page; `lines` items
    of one line each, the first of them `item`."""

    top: int
    item: int | None = None
    float: int | None = None
    size: int = 0
    lines: int = 1


Page = tuple[Put, ...]


class _Due(NamedTuple):
    """A float that has been mentioned, and on which page."""

    float: int
    page: int


class _State(NamedTuple):
    """Where a way to fill the pages is: the next item, floats that are due, one that stood before its mention."""

    item: int = 0
    due: tuple[_Due, ...] = ()
    early: int | None = None
    cost: float = 0.0
    pages: tuple[Page, ...] = ()
    flaws: int = 0

    def on(self, way: _Way) -> _State:
        """This one with a page more."""
        cost = self.cost + way.cost + 1.0 + way.empty
        return _State(way.item, way.due, way.early, cost, (*self.pages, way.page), self.flaws + way.flaws)


class _Way(NamedTuple):
    """A way to fill a page: what comes after it, what it costs, beside that how empty it is, and its flaws."""

    item: int
    due: tuple[_Due, ...]
    early: int | None
    cost: float
    empty: float
    page: Page
    flaws: int


class Pager:
    """Fills pages of so many `lines` (the first has only `first`), of which the first is the page `number`; floats have
    heights in lines, the largest first. `above_notes` is the space above footnotes, in lines."""

    def __init__(
        self,
        items: Sequence[Item],
        floats: Sequence[tuple[int, ...]],
        lines: int,
        number: int = 1,
        first: int | None = None,
        above_notes: float = 0.5,
    ) -> None:
        self._loose = _loose(items)
        self._items = items
        self._floats = floats
        self._lines = lines
        self._first = lines if first is None else first
        self._number = number
        self._above_notes = above_notes
        #: Ways to fill a page, by its index and by what comes before it: item, floats that are due, an early one.
        self._known: dict[tuple[int, int, tuple[_Due, ...], int | None], tuple[_Way, ...]] = {}

    def pages(self, thorough: bool = True) -> tuple[Page, ...]:
        """The pages that cost least, each item of them by itself; `thorough`: better ones are looked for where one has
        a flaw."""
        best = self._quick
        if best.flaws and thorough:
            best = min(best, self._best(MORE_WAYS), key=lambda s: s.cost)
        return tuple(tuple(_single(page)) for page in best.pages)

    @cached_property
    def _quick(self) -> _State:
        return self._best(WAYS)

    def _best(self, most: int) -> _State:
        """The best way to fill the pages, of so many that are followed."""
        ways, done, page = [_State()], list[_State](), 0
        while ways:
            following: dict[tuple[object, ...], _State] = {}
            for state in ways:
                for way in self._ways(state, page):
                    if way.item == len(self._items) and not way.due:
                        done.append(way)
                        continue
                    key = way.item, tuple(d.float for d in way.due), way.early
                    if key not in following or way.cost < following[key].cost:
                        following[key] = way
            # who has come further has spent less, page for page
            ways = sorted(following.values(), key=lambda s: (s.cost - s.item / self._lines, -s.item))[:most]
            if done and min(d.cost for d in done) <= min((w.cost for w in ways), default=0.0):
                break
            page += 1
        return min(done, key=lambda s: s.cost, default=_State())

    def _ways(self, state: _State, page: int) -> Iterator[_State]:
        """The ways to fill a page."""
        if state.item == len(self._items) and not state.due:
            return
        key = page, state.item, state.due, state.early
        if key not in self._known:
            self._known[key] = tuple(self._pages(state, page))
        yield from map(state.on, self._known[key])

    def _pages(self, state: _State, page: int) -> Iterator[_Way]:
        """The ways to fill a page, each once."""
        seen = set()
        for tops in self._tops(state):
            hows = ["full"]
            for how in hows:  # which grows: what else there is to try is known from the full page
                way = self._filled(state, page, tops, how, hows)
                if way is not None and way.page not in seen:
                    seen.add(way.page)
                    yield way

    def _tops(self, state: _State) -> Iterator[tuple[tuple[int, int], ...]]:
        """The floats at the top of a page, with their sizes: all that are due, or those and the next one to come."""
        due = [d.float for d in state.due]
        last = max(map(len, self._floats), default=1) - 1
        for size in (0, last) if due and last else (0,):
            yield tuple((f, min(size, len(self._floats[f]) - 1)) for f in due)
        upcoming = self._upcoming(state)
        if upcoming is None or len(due) > 1:
            return
        for size in dict.fromkeys((0, len(self._floats[upcoming]) // 2, len(self._floats[upcoming]) - 1)):
            yield (*((f, min(size, len(self._floats[f]) - 1)) for f in due), (upcoming, size))

    def _upcoming(self, state: _State) -> int | None:
        """The next float that will be mentioned in the same part; None where it stands already."""
        for item in self._items[state.item : state.item + self._lines]:
            if item.part:
                return None
            for f in item.floats:
                return f if f != state.early else None
        return None

    def _filled(
        self, state: _State, page: int, tops: Sequence[tuple[int, int]], how: str, hows: list[str]
    ) -> _Way | None:
        """A page with floats at its top, filled; None where an early one is not mentioned on it. `held`: the
        last figure that would stand below its mention waits for the next page; `short`: so does the last of what shows
        something; what else there is to try is added to `hows`."""
        due_pages = {d.float: d.page for d in state.due}
        room = self._lines if page else self._first
        fill = _Fill(self._items, self._loose, self._floats, room, self._above_notes, state.item, page)
        waiting = list(state.due)
        early = state.early
        for f, size in tops:
            height = self._floats[f][size]
            if fill.y and fill.y + height > room - (LEAST_TEXT if state.item < len(self._items) else 0):
                break
            fill.put_float(f, size)
            if f in due_pages:
                waiting = [d for d in waiting if d.float != f]
                fill.cost += self._distance(due_pages[f], page)
            elif waiting:
                return None
            else:
                early = f
                fill.cost += BEFORE
        fill.run(waiting, early, how)
        if how == "full":
            hows += fill.others
        if early is not None and early != state.early and early not in fill.met:
            return None
        if early in fill.met:
            early = None
        if not fill.puts:
            return None
        empty = self._emptiness(fill, room)
        flaws = (empty > TOO_EMPTY) + (fill.cost > OVERLEAF)
        return _Way(fill.item, tuple(fill.due), early, fill.cost, empty, tuple(fill.puts), flaws)

    def _distance(self, mentioned: int, page: int) -> float:
        """What it costs that a figure stands pages after its mention: even pages lie to the left of odd ones."""
        if page == mentioned:
            return 0.0
        return (
            FACING
            if page == mentioned + 1 and (self._number + mentioned) % 2 == 0
            else OVERLEAF * (page - mentioned) + 0.01
        )

    def _emptiness(self, fill: _Fill, room: int) -> float:
        hole = max(0.0, room - fill.used) / room
        if fill.item == len(self._items):
            return hole * 0.1
        if self._items[fill.item].part and not fill.due:
            return hole * EMPTY / 3
        gaps = sum(put.float is not None or self._items[put.item or 0].gap > 0 for put in fill.puts)
        left = hole - min(SPREAD * gaps / room, HOLE - EVEN)  # what gaps cannot take up
        return hole * EMPTY + (TOO_EMPTY * (1 + hole) if left > EVEN else 0.0)


def _single(page: Page) -> Iterator[Put]:
    """What is put on a page, each item by itself."""
    for put in page:
        if put.lines == 1:
            yield put
        else:
            assert put.item is not None
            yield from (Put(put.top + i, item=put.item + i) for i in range(put.lines))


def _loose(items: Sequence[Item]) -> list[int]:
    """How many lines from each item on call no footnote, show nothing and begin nothing."""
    out = [0] * (len(items) + 1)
    for i in reversed(range(len(items))):
        x = items[i]
        bound = x.lines != 1 or x.need > MOST_NEED or x.gap or x.need_notes or x.floats or x.settled or x.shows
        out[i] = 0 if bound else out[i + 1] + 1
    return out


class _Fill:
    """A page while it is filled: `y` lines of it, and footnotes."""

    def __init__(
        self,
        items: Sequence[Item],
        loose: Sequence[int],
        floats: Sequence[tuple[int, ...]],
        room: int,
        above_notes: float,
        item: int,
        page: int,
    ) -> None:
        self._loose = loose
        self._items, self._floats, self._room, self._above = items, floats, room, above_notes
        self._page = page
        self._notes = 0.0
        self.y = 0
        self.item = item
        self.puts: list[Put] = []
        self.due: list[_Due] = []
        self.met: set[int] = set()
        self.held: int | None = None
        self.others: list[str] = []
        self._holding = False
        self.cost = 0.0

    @property
    def used(self) -> float:
        """Lines that are not empty."""
        return self.y + (self._notes + self._above if self._notes else 0.0)

    def put_float(self, f: int, size: int) -> None:
        """A float below what is there."""
        self.puts.append(Put(self.y, float=f, size=size))
        self.y += self._floats[f][size]
        self.cost += size * SMALLER

    def run(self, due: Sequence[_Due], early: int | None, how: str) -> None:
        """What follows, as far as there is room. `held`: the first figure that is mentioned from the second half on
        waits, if it would fit; `short`: what shows something does not begin at the foot of the page."""
        self.due = list(due)
        self._holding = how == "held"
        least = self._room * (1 - HOLE)
        while self.item < len(self._items):
            self._take_loose()
            item = self._items[self.item]
            if item.settled and self.due and not self._settle():
                return
            gap = item.gap if self.y else 0
            if self.y + gap + item.need > self._left(item.need_notes) and self.y:
                return
            if item.shows and self.used >= least:
                if how == "short":
                    return
                if how == "full" and "short" not in self.others:
                    self.others.append("short")
            self.puts.append(Put(self.y + gap, item=self.item))
            self.y += gap + item.lines
            self._notes += item.notes
            self.met.update(item.floats)
            self.due += (_Due(f, self._page) for f in item.floats if f != early)
            self.item += 1
            if item.end:
                self._settle()
        self._settle()

    def _take_loose(self) -> None:
        """Takes at once the lines that are sure to fit, where nothing is to be decided."""
        count = self._loose[self.item]
        if count < 2:
            return
        left = self._left(0.0) - self.y
        if self.due and self._floats[self.due[0].float][-1] <= left and self.due[0].float != self.held:
            return
        count = min(count, int(left) - MOST_NEED, len(self._items) - self.item - 1)
        if count > 1:
            self.puts.append(Put(self.y, item=self.item, lines=count))
            self.y += count
            self.item += count

    def _settle(self) -> bool:
        """Puts here what is due, as large as there is room; whether all of it stands now."""
        while self.due:
            f, page = self.due[0]
            if f == self.held:
                return False
            fits = (n for n, height in enumerate(self._floats[f]) if self.y + height <= self._left(0.0))
            size = next(fits, None)
            if size is None:
                return False
            if page == self._page and 2 * self.y > self._room:
                if self._holding:
                    self.held, self._holding = f, False
                    return False
                if "held" not in self.others:
                    self.others.append("held")
            self.put_float(f, size)
            if page != self._page:
                self.cost += OVERLEAF + 0.01
            del self.due[0]
        return True

    def _left(self, more: float) -> float:
        notes = self._notes + more
        return self._room - (notes + self._above if notes else 0.0)
