"""Events in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from deckgen.layout.diagram import connect
from deckgen.layout.page import Page, belonging
from deckgen.layout.typeset import LINE, Setting, common_rung
from deckgen.messages import say
from deckgen.reading.model import Many, Model, Wrong
from deckgen.reading.slide import Built, Named
from deckgen.reading.values import IconName, Text
from deckgen.scene import Box, Item, Rect, Stroke

#: The space between columns, and the icon above the axis: of many events and of a few.
GAP, ICON, LARGE = 24.0, 56.0, 88.0
#: The space between the columns of tracks, where they have room: an em of a name in its largest size; and at least.
WIDE, CLOSE = 28.0, 14.0
#: The width of the axis.
AXIS = 2.5
#: A mark on the axis, from there to the words beneath and to what stands above, and the rung of times: of one course,
#: and of two tracks, which share the height.
ONE, TWO = (24.0, 14.0, 10.0, 0), (18.0, 10.0, 6.0, 1)
#: The column that names a track, the space beside it, the space between two tracks, and what each keeps free inside,
#: where some size of the words has room for that, and else.
NAMES, ASIDE, BETWEEN, FREE, TIGHT = 112.0, 24.0, 4.0, 10.0, 2.0
#: The bands that two tracks stand on, and the colours of their names and of what is marked on them.
LANES = (("surface", "muted", "accent"), ("soft", "deep", "deep"))
#: Least width of a column in which words can be read.
NARROW = 104.0


class Event(Named):
    """What happened: its name, when, a few words, an icon. `mark` gives it the accent."""

    when: Text | None = None
    text: Text | None = None
    icon: IconName | None = None
    mark: bool = False


class Track(Model):
    """One of two courses of events."""

    name: Text
    events: Annotated[tuple[Event, ...], Many(2, 7)]


class Timeline(Built):
    """Two to seven events along a line, or two courses of events above each other (`tracks`) that are compared.

    The events of two tracks share their columns: the third of one stands above the third of the other. Each track has
    a band of its own, from edge to edge of the page.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    events: Annotated[tuple[Event, ...], Many(0, 7)] = ()
    tracks: Annotated[tuple[Track, ...], Many(0, 2)] = ()
    takeaway: Text | None = None

    def _checked(self) -> Iterator[Wrong]:
        if bool(self.events) == bool(self.tracks):
            yield Wrong(say("slide.events-or-tracks"), None, say("slide:one-of-the-two"))
        elif len(self.events) == 1:
            yield Wrong(say("slide.two-events"), self.events[0].name.span, say("slide:say-a-single-thing-with"))
        elif len(self.tracks) == 1:
            yield Wrong(
                say("slide.one-track"),
                self.tracks[0].name.span,
                say("slide:write-events-or-add-the"),
            )

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        tracks = self.tracks or (None,)
        left = area.x + (NAMES + ASIDE if self.tracks else 0)
        courses = [t.events if t else self.events for t in tracks]
        gap = _gap(area.right - left, max(map(len, courses))) if self.tracks else GAP
        columns = Rect(left, 0, area.right - left, 0).columns(max(map(len, courses)), gap)
        if columns[0].w < NARROW:
            least = CLOSE if self.tracks else GAP
            room = int((area.right - left + least) // (NARROW + least))
            longest = max(courses, key=len)
            page.too_many("event", len(longest), room, longest[room].name.span, say("slide:join-some-or-leave-them"))
            return
        bands = area.rows(len(tracks), BETWEEN)
        mark_size, beneath, _, _ = self._measures
        heads = [self._head(page, events) for events in courses]
        # a few events on one line are read from the last row
        name, text = ("prop-label", "prop-text") if self._few else ("node", "node-text")
        copies = [
            [
                (
                    *page.settings(e.name, name, background=self._ground(n)),
                    *page.settings(e.text, text, colour="muted", background=self._ground(n)),
                )
                for e in events
            ]
            for n, events in enumerate(courses)
        ]
        for free in (FREE, TIGHT) if self.tracks else (0.0,):
            rows = [band.inset(0, free, 0, free) for band in bands]
            blocks = [
                page.set(c, Rect(0, 0, columns[0].w, row.h - head - mark_size - beneath))
                for cs, row, head in zip(copies, rows, heads, strict=True)
                for c in cs
            ]
            if all(block.roomy and not block.overflow for block in blocks):
                break
        rung = common_rung(blocks)
        small = self._times_rung(page, courses, columns[0].w)
        tallest = max(page.safe_height(c, columns[0].w, (0, 0, 0, 0), rung) for cs in copies for c in cs)
        parts: list[list[Item | None]] = [[] for _ in columns]
        if self.tracks:
            page.add(*(self._band(page, band, n) for n, band in enumerate(bands)))
        for n, (track, events, row, head, words) in enumerate(zip(tracks, courses, rows, heads, copies, strict=True)):
            if track:
                parts[0].append(self._name(page, track, Rect(area.x, bands[n].y, NAMES, bands[n].h), n))
            # a course stands a little above the middle of its room, one of two in the middle of its band
            needed = head + mark_size + beneath + tallest
            above = 0.5 if track else 0.42
            row = Rect(row.x, row.y + max(0.0, (row.h - needed) * above), row.w, min(row.h, needed + 2))
            before: Box | None = None
            for i, (event, copy, column) in enumerate(zip(events, words, columns, strict=False)):
                key = f"event-{n}-{i}"
                mark = self._mark(page, event, Rect(column.x, row.y + head, mark_size, mark_size), f"mark-{n}-{i}", key)
                items = self._event(
                    page, event, copy, Rect(column.x, row.y, column.w, row.h), mark.rect, (rung, small), key, n
                )
                if before:
                    parts[i].append(
                        connect(
                            page.word("rule"), before, "right", mark, "left", colour="muted", width=AXIS, heads="none"
                        )
                    )
                parts[i] += [mark, *items]
                before = mark
            if before:
                right = page.theme.page[0] if track else area.right
                parts[len(events) - 1].append(self._onward(page, before, right))
        page.diagram(page.placed.title.plain, self._alt(page), parts, self.build)
        page.takeaway(self.takeaway, self.build)

    @property
    def _measures(self) -> tuple[float, float, float, int]:
        return TWO if self.tracks else ONE

    @property
    def _few(self) -> bool:
        """Whether one course of a few events has all of the page."""
        return not self.tracks and len(self.events) < 5

    @property
    def _icon(self) -> float:
        """The size of an icon above the axis."""
        return LARGE if self._few else ICON

    def _onward(self, page: Page, last: Box, right: float) -> Box:
        """The axis after the last event, on to the right edge: time goes on."""
        at = Rect(last.rect.right, last.rect.y + (last.rect.h - AXIS) / 2, right - last.rect.right, AXIS)
        return Box(page.word("rule"), at, fill="muted", decorative=True, owner=last.owner)

    def _when(self, page: Page) -> float:
        """The height of a time."""
        return page.theme.styles["when"].sizes[self._measures[3]] * LINE + 2

    def _times_rung(self, page: Page, courses: Sequence[Sequence[Event]], width: float) -> int:
        """The rung at which all times have room: they stand in one row."""
        at, small = Rect(0, 0, width, self._when(page)), self._measures[3]
        times = [page.settings(e.when, "when") for events in courses for e in events if e.when]
        return max(small, common_rung(page.set(words, at, rung=small) for words in times))

    def _head(self, page: Page, events: Sequence[Event]) -> float:
        """What stands above the axis: times, and icons above them."""
        above = self._measures[2]
        icons = self._icon + above if any(e.icon for e in events) else 0.0
        return icons + (self._when(page) + above if any(e.when for e in events) else 0.0)

    def _ground(self, n: int) -> str | None:
        """What the course `n` (from 0) stands on."""
        return LANES[n][0] if self.tracks else None

    def _band(self, page: Page, row: Rect, n: int) -> Box:
        at = Rect(0, row.y, page.theme.page[0], row.h)
        return Box(page.word("decoration"), at, None, "rectangle", 0, LANES[n][0], decorative=True)

    def _name(self, page: Page, track: Track, at: Rect, n: int) -> Box:
        ground, colour, _ = LANES[n]
        words = page.settings(track.name, "node", colour=colour, background=ground)
        return page.box(page.prose(track.name).plain, at, words, anchor="middle", even=True, span=track.name.span)

    def _mark(self, page: Page, e: Event, at: Rect, key: str, owner: str) -> Box:
        """The point on the line, which moves with its owner."""
        name = page.word("mark-of", name=page.prose(e.name).plain)
        fill, stroke = ("accent", "accent") if e.mark else ("paper", "muted")
        return Box(name, at, None, "ellipse", 0, fill, Stroke(stroke, 3), key=key, decorative=True, owner=owner)

    def _event(
        self,
        page: Page,
        e: Event,
        copy: tuple[Setting, ...],
        column: Rect,
        at: Rect,
        rungs: tuple[int, int],
        key: str,
        n: int,
    ) -> Iterator[Item | None]:
        """What stands over and under the point at `at` of the course `n`: the words beneath it have the key, and all
        moves with them. `rungs` are those of these words and of the time."""
        name = page.prose(e.name).plain
        top = column.y
        _, below, above, _ = self._measures
        if e.when:
            height = self._when(page)
            marked = LANES[n][2] if self.tracks else "accent"
            when = page.settings(e.when, "when", colour=marked if e.mark else None, background=self._ground(n))
            yield page.box(
                page.prose(e.when).plain,
                Rect(column.x, at.y - height - above, column.w, height),
                when,
                anchor="bottom",
                rung=rungs[1],
                span=e.when.span,
            )._replace(owner=key)
        if e.icon:
            at_top, colour = Rect(column.x, top, self._icon, self._icon), "accent" if e.mark else "muted"
            yield from belonging([page.icon(e.icon, at_top, colour, e.name.span)], key)
        y = at.bottom + below
        beneath = Rect(column.x, y, column.w, column.bottom - y)
        yield page.box(name, beneath, copy, rung=rungs[0], span=e.name.span, key=key)

    def _alt(self, page: Page) -> str:
        def told(events: Sequence[Event]) -> str:
            return "; ".join(" ".join(page.prose(t).plain for t in (e.when, e.name) if t) for e in events)

        return (
            told(self.events)
            if self.events
            else ". ".join(f"{page.prose(t.name).plain}: {told(t.events)}" for t in self.tracks)
        )


def _gap(width: float, count: int) -> float:
    """The space between the columns of tracks: as wide as leaves so many of them room for words."""
    return max(CLOSE, min(WIDE, (width - count * NARROW) / (count - 1)))
