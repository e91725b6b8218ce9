"""What stands on a slide: a small closed vocabulary, which writers match over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from deckgen.diagnostics import Span
from deckgen.scene.geometry import Point, Rect, Side, around
from deckgen.scene.paint import Gradient, Stroke
from deckgen.scene.text import Link, TextBlock

Outline = Literal["rectangle", "rounded", "ellipse", "pill"]
#: What an item is to its slide: the `takeaway`; a `figure` (all of a slide's together are its drawing); the `note`
#: beneath a table; the `credit` of a picture; a `footnote`; or `furniture`, which says nothing of this slide in
#: particular. Many items are none of these.
Role = Literal["", "takeaway", "figure", "note", "credit", "footnote", "furniture"]
#: When an item is there: always; only while its slide is shown in `steps`; or only at the `end`, where all of a slide
#: is shown at once, as on paper. What is not always there is in no placeholder.
State = Literal["", "steps", "end"]


class Box(NamedTuple):
    """A shape with its own text inside, or a text alone (no fill, no stroke).

    `placeholder` names a placeholder of the slide's layout when this box fills it. `decorative` boxes carry no
    meaning and no text. `radius` in points for `rounded`. Connectors and steps call the box by its `key`, which is
    its own on the slide. What stands `on_paper` only is drawn by PowerPoint itself in its place: the legend of a chart.
    `owner` is the key of the box or group that it moves with, where that is not the group it stands in.
    """

    name: str
    rect: Rect
    text: TextBlock | None = None
    outline: Outline = "rectangle"
    radius: float = 0.0
    fill: str | None = None
    stroke: Stroke | None = None
    placeholder: str | None = None
    alt: str = ""
    decorative: bool = False
    link: Link | None = None
    span: Span | None = None
    key: str = ""
    role: Role = ""
    on_paper: bool = False
    owner: str = ""
    state: State = ""

    def middle(self, side: Side) -> Point:
        """The middle of a side: where connectors are glued."""
        r = self.rect
        match side:
            case "top":
                return (r.x + r.w / 2, r.y)
            case "bottom":
                return (r.x + r.w / 2, r.bottom)
            case "left":
                return (r.x, r.y + r.h / 2)
            case "right":
                return (r.right, r.y + r.h / 2)


class End(NamedTuple):
    """An end of a connector: the key of the box it is glued to, and the side in whose middle."""

    key: str
    side: Side


#: An arrowhead is as long and as wide as this many line widths (PowerPoint's `lg`).
HEAD = 5.0


class Connector(NamedTuple):
    """A line between two boxes, glued to both: moving a box in PowerPoint moves it too.

    `points` lead from start to end: two (straight, at any angle) or, along the axes, three or four. `curved` draws
    three points, of which the middle is the corner, as a quarter of a circle. `heads` says which ends have an arrow.
    It is decoration to those who listen: the group's alt text says what is connected. Steps call it by its `key`.
    """

    name: str
    points: tuple[Point, ...]
    start: End
    end: End
    stroke: Stroke
    heads: Literal["none", "end", "both"] = "end"
    curved: bool = False
    span: Span | None = None
    role: Role = ""
    key: str = ""

    @property
    def rect(self) -> Rect:
        """The box around all points."""
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


#: A command of a contour: "M" x y, "L" x y, "C" x1 y1 x2 y2 x y, "Z"; in the freeform's own units.
Command = tuple[str, tuple[float, ...]]


class Freeform(NamedTuple):
    """A vector drawing: contours in a coordinate system of `view` (width, height) units, scaled to `rect`. Contours
    inside others are holes; `opacity` is that of the fill, as a share. Steps call it by its `key`."""

    name: str
    rect: Rect
    view: tuple[float, float]
    contours: tuple[tuple[Command, ...], ...]
    fill: str | Gradient | None = None
    stroke: Stroke | None = None
    alt: str = ""
    decorative: bool = False
    link: Link | None = None
    span: Span | None = None
    role: Role = ""
    opacity: float = 1.0
    key: str = ""
    owner: str = ""
    state: State = ""

    def covers(self, point: Point) -> bool:
        """Whether a point of the page lies in its contours."""
        if not (self.rect.w and self.rect.h):
            return False
        x, y = (point[0] - self.rect.x) / self.rect.w, (point[1] - self.rect.y) / self.rect.h
        return 0 <= x <= 1 and 0 <= y <= 1 and encloses(self.contours, (x * self.view[0], y * self.view[1]))


def encloses(contours: Iterable[tuple[Command, ...]], point: Point) -> bool:
    """Whether a point lies in contours, those inside others being holes; curves are taken for the lines between their
    ends."""
    px, py = point
    inside = False
    for contour in contours:
        corners = [numbers[-2:] for _, numbers in contour if numbers]
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
            if (ay > py) != (by > py) and px < ax + (py - ay) * (bx - ax) / (by - ay):
                inside = not inside
    return inside


class Picture(NamedTuple):
    """A raster picture. `crop` is the share cut off at left, top, right and bottom; `path` is relative to the
    project. `duotone` names the roles that its black and its white become, where it is not to keep its colours."""

    name: str
    rect: Rect
    path: str
    data: bytes
    pixels: tuple[int, int]
    alt: str
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    outline: Outline = "rectangle"
    radius: float = 0.0
    decorative: bool = False
    link: Link | None = None
    span: Span | None = None
    role: Role = ""
    placeholder: str | None = None
    duotone: tuple[str, str] | None = None


class Cell(NamedTuple):
    """One cell of a table: its text (insets are the cell's margins), its fill."""

    text: TextBlock
    fill: str | None = None


class Table(NamedTuple):
    """A table: column widths and row heights in points; the first row is the header, the first column the row heads."""

    name: str
    rect: Rect
    columns: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heights: tuple[float, ...]
    rule: Stroke
    head_rule: Stroke
    alt: str = ""
    placeholder: str | None = None
    span: Span | None = None
    role: Role = ""


ChartType = Literal["column", "bar", "line", "stacked", "doughnut"]


class Series(NamedTuple):
    """A row of numbers of a chart, None where there is none: its palette role, and that of its labels.

    `points` are those of another role; `labelled` the points whose value is shown, `ending` says that the last one's
    label stands behind it with the series' name, `below` that labels stand under the line; `marked` are the points of
    a line that have a mark (None: all); `shift` is how far down the last label is moved out of the way of another
    one, as a share of the chart's height.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    label_colour: str = "text"
    points: tuple[tuple[int, str], ...] = ()
    labelled: tuple[int, ...] = ()
    ending: bool = False
    below: bool = False
    marked: tuple[int, ...] | None = None
    shift: float = 0.0


class Legend(NamedTuple):
    """Where PowerPoint draws a chart's legend, in points, and the size of its names; `beside` the plot they stand one
    beneath the other, else in a row above it."""

    rect: Rect
    size: float
    beside: bool = False


class Chart(NamedTuple):
    """Numbers as a picture. PowerPoint draws it from the numbers, in `plot` (the rectangle between the axes); paper
    takes `drawing`, which layout measured and which shows the same.

    `categories` may hold "", a gap; `format` is a number format as spreadsheets write it; `top` the value at the end
    of the axis, `unit` the step of its grid lines (None: no axis, no grid); `gap` the space between bars as a share
    of a bar; `sizes` those of values and categories in points. `bottom` is the value at the beginning of the axis, zero
    or less; of `every` so many categories one has its name at the axis; `axis_format` is the number format there,
    for any steps: in PowerPoint the axis follows the numbers, which presenters change. `legend` is that of PowerPoint,
    outside `rect`; paper has boxes of its own in its place.
    """

    name: str
    rect: Rect
    type: ChartType
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    format: str
    plot: Rect
    top: float
    unit: float | None
    gap: float
    sizes: tuple[float, float]
    drawing: tuple[Item, ...]
    alt: str
    span: Span | None = None
    role: Role = ""
    bottom: float = 0.0
    every: int = 1
    axis_format: str = ""
    legend: Legend | None = None

    @property
    def frame(self) -> Rect:
        """The rectangle of the chart in PowerPoint, with its legend."""
        return around((self.rect, self.legend.rect)) if self.legend else self.rect


class Group(NamedTuple):
    """Things that belong together and move together; `alt` describes the whole. Steps call it by its `key`.

    `owner` is the key of the box or group that it moves with, where that is not the group it stands in.
    """

    name: str
    items: tuple[Item, ...]
    alt: str = ""
    key: str = ""
    role: Role = ""
    owner: str = ""
    state: State = ""

    @property
    def rect(self) -> Rect:
        """The box around all items."""
        return around(i.rect for i in self.items)


Item = Box | Connector | Freeform | Picture | Table | Chart | Group


def walk(items: Iterable[Item]) -> Iterator[Item]:
    """Every item, groups before their children."""
    for item in items:
        yield item
        if isinstance(item, Group):
            yield from walk(item.items)
