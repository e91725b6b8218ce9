"""The middle of deckgen: a slide as things at fixed places, before any file format.

A small closed vocabulary, in points on a page (960 x 540 for 16:9), colours as palette roles. Layout
decides everything that is here; writers obey. Every value is frozen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from deckgen.diagnostics import Span
from deckgen.languages import DEFAULT
from deckgen.richtext import NO_MARKS, Mark, Prose

Align = Literal["left", "center", "right"]
Anchor = Literal["top", "middle", "bottom"]
Outline = Literal["rectangle", "rounded", "ellipse", "pill"]
Side = Literal["top", "left", "bottom", "right"]
Transition = Literal["none", "fade", "push", "wipe", "morph"]
Cap = Literal["flat", "round", "square"]
Join = Literal["miter", "round", "bevel"]


#: Margins of a text inside its box, in points: left, top, right, bottom.
Insets = tuple[float, float, float, float]

ChartType = Literal["column", "bar", "line", "stacked", "doughnut"]

#: What an item is to its slide: the `takeaway`; a `figure` (all of a slide's together are its drawing); the `note`
#: beneath a table; or `furniture`, which says nothing of this slide in particular. Many items are none of these.
Role = Literal["", "takeaway", "figure", "note", "furniture"]


class Rect(NamedTuple):
    """A rectangle in points: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def inset(
        self, left: float, top: float | None = None, right: float | None = None, bottom: float | None = None
    ) -> Rect:
        """The rectangle inside these margins; as in CSS, a missing one takes its opposite's or the first value."""
        top = left if top is None else top
        right = left if right is None else right
        bottom = top if bottom is None else bottom
        return Rect(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def fitted(self, width: float, height: float) -> Rect:
        """Where something of these proportions stands in the rectangle: as large as it can, left, vertically
        centred."""
        k = min(self.w / width, self.h / height)
        return Rect(self.x, self.y + (self.h - height * k) / 2, width * k, height * k)

    def columns(self, n: int, gap: float) -> tuple[Rect, ...]:
        """`n` equal columns with `gap` points between them."""
        w = (self.w - gap * (n - 1)) / n
        return tuple(Rect(self.x + i * (w + gap), self.y, w, self.h) for i in range(n))

    def rows(self, n: int, gap: float) -> tuple[Rect, ...]:
        """`n` equal rows with `gap` points between them."""
        h = (self.h - gap * (n - 1)) / n
        return tuple(Rect(self.x, self.y + i * (h + gap), self.w, h) for i in range(n))


def around(rects: Iterable[Rect]) -> Rect:
    """The least rectangle that holds all of these."""
    rects = list(rects)
    x, y = min(r.x for r in rects), min(r.y for r in rects)
    return Rect(x, y, max(r.right for r in rects) - x, max(r.bottom for r in rects) - y)


#: PowerPoint's `dash`: lengths of dashes and of the gaps between them, in widths of the line.
DASHED = (4.0, 3.0)


class Stroke(NamedTuple):
    """A line: its palette role, its width in points, whether it is dashed as PowerPoint's lines are.

    `opacity` is a share; `cap` and `join` say how ends and corners look, `limit` how far a mitre may reach, in widths
    of the line (None: as far as each program's own). `dashes` are lengths of dashes and gaps in turn, in widths of the
    line, where they are others than `dashed` says.
    """

    colour: str
    width: float
    dashed: bool = False
    opacity: float = 1.0
    cap: Cap = "flat"
    join: Join = "miter"
    limit: float | None = None
    dashes: tuple[float, ...] = ()

    @property
    def pattern(self) -> tuple[float, ...]:
        """Dashes and gaps in turn, in widths of the line; nothing for a solid one."""
        return self.dashes or (DASHED if self.dashed else ())

    def rounded(self) -> Stroke:
        """The same line with round ends and corners."""
        return self._replace(cap="round", join="round")


class Stop(NamedTuple):
    """A colour of a gradient: where it stands (0 to 1), its palette role, its opacity as a share."""

    offset: float
    colour: str
    opacity: float = 1.0


#: Where a point goes: x' = a x + c y + e, y' = b x + d y + f (the order of SVG and PDF).
Matrix = tuple[float, float, float, float, float, float]


class Gradient(NamedTuple):
    """Colours that pass into each other. The stops stand in rising order, and the first and last colours go on without
    end.

    `matrix` leads from the gradient's own space to the units of what is filled. There a linear gradient runs along
    the x axis from 0 to 1, a radial one from the origin to the circle of radius 1.
    """

    stops: tuple[Stop, ...]
    matrix: Matrix
    radial: bool = False


class Link(NamedTuple):
    """Where a click goes: an address outside (`https:`, `mailto:`, `tel:`) in its ASCII form
    (`deckgen.reading.addresses`), or the id of a slide in this deck."""

    url: str | None = None
    slide: str | None = None


class Run(NamedTuple):
    """A stretch of text of one look. `font` is a font role of the theme (`heading`, `text`, `code`).

    Font, weight and colour say how it looks; `marks` say what it is. `language` is that of a passage in another one
    than the slide's, else ""; `spacing` is added to the width of each letter, in em: in code, Hangul takes two cells.
    `glue` are the indices of the no-break spaces that layout put in place of spaces; others are the author's.
    """

    text: str
    font: str
    bold: bool
    colour: str
    link: Link | None = None
    marks: frozenset[Mark] = NO_MARKS
    language: str = ""
    spacing: float = 0.0
    glue: tuple[int, ...] = ()


class Bullet(NamedTuple):
    """A list mark before a paragraph: the character, its colour role; or a `number`, of a list that starts at `start`,
    with how it is written."""

    mark: str
    colour: str
    number: int = 0
    start: int = 0


class Paragraph(NamedTuple):
    """A paragraph as PowerPoint gets it: it wraps by itself there.

    `size` in points; `leading` as a share of a single line (1.0 = 1.2 em, see `typeset`); `before` in points (ignored
    on the first paragraph); `indent` is the left margin in points, and a bullet stands `hang` points before it; a
    run's text may hold "\\n", a line break that the author wrote. `tier` is the level of its placeholder that it has
    its look from; `level` is how deep it stands in its list.
    """

    runs: tuple[Run, ...]
    size: float
    leading: float = 1.0
    before: float = 0.0
    align: Align = "left"
    level: int = 0
    indent: float = 0.0
    hang: float = 0.0
    bullet: Bullet | None = None
    tier: int = 0


class Level(NamedTuple):
    """How paragraphs look in one of the levels of a placeholder, in points as in `Paragraph`; `size` is that at the
    head of the style's ladder. What a slide's paragraph has in common with it, PowerPoint takes from the layout."""

    size: float
    font: str = "text"
    bold: bool = False
    colour: str = "text"
    leading: float = 1.0
    before: float = 0.0
    align: Align = "left"
    indent: float = 0.0
    hang: float = 0.0
    bullet: Bullet | None = None


SlotType = Literal["title", "subtitle", "body", "content", "picture", "date", "footer", "number"]


class Slot(NamedTuple):
    """A placeholder of the layout that a slide stands on: where it is, how it and its text look, in the levels that
    paragraphs name by their `tier`. `content` takes a list, table, chart or picture; `prompt` is what it asks for
    while it is empty, "" for PowerPoint's own words; `wrap` is false where lines are the author's alone."""

    name: str
    type: SlotType
    rect: Rect
    levels: tuple[Level, ...]
    outline: Outline = "rectangle"
    radius: float = 0.0
    fill: str | None = None
    inset: Insets = (0.0, 0.0, 0.0, 0.0)
    anchor: Anchor = "top"
    prompt: str = ""
    wrap: bool = True


class Piece(NamedTuple):
    """A stretch of one line in one look: `x` from the left edge of the box, `width`, in points."""

    x: float
    width: float
    run: Run


class Line(NamedTuple):
    """One line as it was broken: `baseline` from the top edge of the box, in points; `paragraph` is an index."""

    baseline: float
    size: float
    pieces: tuple[Piece, ...]
    paragraph: int


class TextBlock(NamedTuple):
    """Text in both forms: paragraphs (which PowerPoint wraps) and measured lines (which paper and checks use).

    `inset` is left, top, right, bottom in points; `rung` is the place on the style's ladder of sizes that was
    taken (0 = the first); `height` what the lines need without insets; `overflow` how many lines are too many
    at the smallest size (0 when all fit); `roomy` says that it is known to fit in the fallback font too; `wrap` is
    false where lines are the author's alone, as in code.
    """

    paragraphs: tuple[Paragraph, ...]
    lines: tuple[Line, ...]
    inset: Insets = (0.0, 0.0, 0.0, 0.0)
    anchor: Anchor = "top"
    rung: int = 0
    height: float = 0.0
    overflow: int = 0
    language: str = DEFAULT
    roomy: bool = False
    wrap: bool = True

    @property
    def plain(self) -> str:
        """The text without looks, a paragraph a line; points of a numbered list with their numbers."""
        numbers = (f"{p.bullet.mark} " if p.bullet and p.bullet.number else "" for p in self.paragraphs)
        return "\n".join(n + "".join(r.text for r in p.runs) for n, p in zip(numbers, self.paragraphs, strict=True))


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


Point = tuple[float, float]


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


class Picture(NamedTuple):
    """A raster picture. `crop` is the share cut off at left, top, right and bottom; `path` is relative to the
    project."""

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

    @property
    def rect(self) -> Rect:
        """The box around all items."""
        return around(i.rect for i in self.items)


Item = Box | Connector | Freeform | Picture | Table | Chart | Group


class Reveal(NamedTuple):
    """What a click shows: an item by its key, or some of its paragraphs (first and last, counted from 0)."""

    key: str
    paragraphs: tuple[int, int] | None = None


class Scene(NamedTuple):
    """One slide, laid out.

    `items` stand in reading order, which is also the order of drawing. `artwork` is what the layout draws beneath
    them: in PowerPoint it belongs to the layout, on paper it is painted first. `background` is a palette role.
    `notes` are the speaker's paragraphs; `pace` says how long the slide takes and what the time is then, "" where it
    takes none. `title` is the slide's name with the author's marks. `part` is the title of
    the part of the programme (a PowerPoint section), "" before the first. Each of `clicks` is what one click shows;
    everything else is there from the start. `slots` are the placeholders of its layout, all that PowerPoint offers
    there: those of the theme as this slide has them, and the slide's own; `variant` tells people in a few words what
    sets them apart from the theme's.
    """

    id: str
    number: int
    layout: str
    title: Prose
    language: str
    background: str
    items: tuple[Item, ...]
    artwork: tuple[Item, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    part: str = ""
    span: Span | None = None
    clicks: tuple[tuple[Reveal, ...], ...] = ()
    transition: Transition | None = None
    slots: tuple[Slot, ...] = ()
    variant: str = ""
    pace: str = ""


def walk(items: Iterable[Item]) -> Iterator[Item]:
    """Every item, groups before their children."""
    for item in items:
        yield item
        if isinstance(item, Group):
            yield from walk(item.items)


def dump(scene: Scene) -> str:
    """The scene as readable text: what goldens hold and what a person debugs with."""
    out = [f"slide {scene.number} {scene.id} on {scene.layout}, background {scene.background}, {scene.language}"]
    _dump(scene.items, 1, out)
    for n, click in enumerate(scene.clicks, 1):
        shown = (f"{r.key!r}" + (f" paragraphs {r.paragraphs}" if r.paragraphs else "") for r in click)
        out.append(f"  click {n}: {', '.join(shown)}")
    return "\n".join(out) + "\n"


def _dump(items: tuple[Item, ...], depth: int, out: list[str]) -> None:
    pad = "  " * depth
    for i in items:
        r = i.rect
        what = f"{pad}{type(i).__name__.lower()} {i.name!r} at {r.x:g} {r.y:g} size {r.w:g} x {r.h:g}"
        if isinstance(i, Box):
            what += (
                f" {i.outline}"
                + (f" fill {i.fill}" if i.fill else "")
                + (f" in {i.placeholder}" if i.placeholder else "")
            )
        if isinstance(i, Connector):
            what += f" {i.start.key}.{i.start.side} -> {i.end.key}.{i.end.side}" + (" curved" if i.curved else "")
        if isinstance(i, Chart):
            what += f" {i.type} up to {i.top:g} {i.format!r}"
        if not isinstance(i, Connector) and i.alt:
            what += f" alt {i.alt!r}"
        out.append(what)
        if isinstance(i, (Group, Chart)):
            _dump(i.items if isinstance(i, Group) else i.drawing, depth + 1, out)
        blocks = [i.text] if isinstance(i, Box) and i.text else []
        if isinstance(i, Table):
            blocks = [c.text for row in i.rows for c in row]
        for block in blocks:
            for line in block.lines:
                text = "".join(p.run.text for p in line.pieces)
                out.append(f"{pad}  {line.size:g}pt @{line.baseline:.1f} {text!r}")
            if block.overflow:
                out.append(f"{pad}  ! {block.overflow} too many")
