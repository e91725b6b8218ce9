"""A scene to PDF content. Layout has placed every line, so lines are drawn where they stand; nothing is laid out again.

A scene becomes a page with tags (slides.pdf), or a form without them (a slide's picture inside a handout's figure).
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from functools import cache
from hashlib import sha256
from typing import assert_never

from pikepdf import Array, Dictionary, Name, Object, Pdf

from deckgen.layout.slots import slots_of
from deckgen.reading.addresses import readable
from deckgen.reading.fonts import Fonts
from deckgen.reading.letters import clusters
from deckgen.reading.pixels import Bound, smaller
from deckgen.reading.theme import Theme
from deckgen.scene import (
    Box,
    Chart,
    Command,
    Connector,
    Freeform,
    Gradient,
    Group,
    Item,
    Line,
    Link,
    Picture,
    Piece,
    Rect,
    Run,
    Scene,
    Slot,
    Stroke,
    Table,
    TextBlock,
    walk,
)
from deckgen.writers.outlines import arrow, moved, outline, ruled
from deckgen.writers.pdf import paragraphs
from deckgen.writers.pdf.canvas import Canvas
from deckgen.writers.pdf.faces import EmbeddedFaces
from deckgen.writers.pdf.glyphs import GlyphForms
from deckgen.writers.pdf.pictures import image
from deckgen.writers.pdf.shades import Shades
from deckgen.writers.pdf.structure import Element, NoTags, Tags
from deckgen.writers.photos import shown

#: Placeholders that stand on every slide: no content, as a page's header and footer.
_FURNITURE = {"date": "Footer", "footer": "Footer", "number": "Footer"}


class Painter:
    """Draws scenes into one document; faces and pictures are shared by all its pages and forms. Pictures have no more
    pixels than `bound` says. `outlined` text is drawn, not written: it can be seen, but nobody finds or copies it."""

    def __init__(
        self, pdf: Pdf, theme: Theme, fonts: Fonts, bound: Bound | None = None, outlined: bool = False
    ) -> None:
        self._pdf = pdf
        self._theme = theme
        self._hex = cache(theme.hex)
        self._fonts = fonts
        self._faces = EmbeddedFaces(pdf)
        self._glyphs = GlyphForms(pdf) if outlined else None
        self._bound = bound
        self._pictures: dict[bytes, tuple[str, Object]] = {}
        self._artworks: dict[tuple[int, str], tuple[tuple[Item, ...], str, Object]] = {}
        self._slots: dict[str, Slot] = {}
        self._shades = Shades(pdf, self._hex)

    def page(self, scene: Scene, index: int, section: Element, language: str, heading: str) -> bool:
        """Paint a scene on the page at `index` and put its structure below `section`; True if it had a heading."""
        canvas = Canvas(self._theme.page[1])
        tags = Tags(canvas, index, section, language, heading)
        self._scene(scene, canvas, tags)
        self.put(canvas, self._pdf.pages[index].obj)
        return tags.heading != heading

    def put(self, canvas: Canvas, page: Object) -> None:
        """Has a page show what was drawn on a canvas."""
        page.Contents = self._pdf.make_stream(canvas.content)
        page.Resources = _resources(canvas)

    def form(self, scene: Scene) -> Object:
        """The scene as a form XObject as large as the page, without marked content."""
        canvas = Canvas(self._theme.page[1])
        self._scene(scene, canvas, NoTags())
        return self._form(canvas)

    def words(
        self, canvas: Canvas, text: str, size: float, x: float, baseline: float, colour: str, ends: bool = False
    ) -> None:
        """One line of the theme's text face on any canvas, from `x` on or (`ends`) up to it."""
        if ends:
            x -= self._fonts.width(text, "text", False) * size
        self._stretch(text, "text", False, size, x, baseline, self._hex(colour), canvas)

    def item(self, item: Item, canvas: Canvas, tags: Tags) -> None:
        """One item on any canvas."""
        self._item(item, canvas, tags)

    def text(self, text: TextBlock, rect: Rect, canvas: Canvas, tags: Tags, title: bool = False) -> None:
        """A set text on any canvas; `title`: its first paragraph is a heading."""
        self._text(text, rect, canvas, tags, title)

    def finish(self) -> None:
        """Embed the faces; call once, after the last scene."""
        self._faces.write()

    def _scene(self, scene: Scene, canvas: Canvas, tags: Tags) -> None:
        self._slots = {slot.name: slot for slot in slots_of(scene, self._theme)}
        with tags.artifact():
            canvas.form(*self._artwork(scene))
        for item in scene.items:
            self._item(item, canvas, tags)

    def _artwork(self, scene: Scene) -> tuple[str, Object]:
        """Background and layout of a scene as a form; scenes of one layout share it."""
        key = (id(scene.artwork), scene.background)
        if key not in self._artworks:
            canvas = Canvas(self._theme.page[1])
            canvas.fill((outline("rectangle", Rect(0, 0, *self._theme.page)),), self._hex(scene.background))
            for item in scene.artwork:
                self._item(item, canvas, NoTags())
            # the artwork is kept so that its id stays its own
            self._artworks[key] = scene.artwork, f"Ground{len(self._artworks)}", self._form(canvas)
        return self._artworks[key][1:]

    def _form(self, canvas: Canvas) -> Object:
        stream = self._pdf.make_stream(
            canvas.content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, *self._theme.page]),
            Resources=_resources(canvas),
        )
        return self._pdf.make_indirect(stream)

    def _item(self, item: Item, canvas: Canvas, tags: Tags) -> None:
        match item:
            case Box():
                self._box(item, canvas, tags)
            case Connector():
                self._connector(item, canvas, tags)
            case Freeform():
                self._freeform(item, canvas, tags)
            case Picture():
                self._picture(item, canvas, tags)
            case Table():
                self._table(item, canvas, tags)
            case Chart():
                self._chart(item, canvas, tags)
            case Group():
                self._group(item, canvas, tags)
            case _:
                assert_never(item)

    def _box(self, box: Box, canvas: Canvas, tags: Tags) -> None:
        place = self._slots.get(box.placeholder or "")
        contour = outline(box.outline, box.rect, box.radius)
        if box.fill or box.stroke:
            words = box.text and box.text.plain.strip()
            with tags.artifact() if words else tags.figure(_said(box), box.rect, box.link):
                if box.fill:
                    canvas.fill((contour,), self._hex(box.fill), even_odd=True)
                self._stroke((contour,), box.stroke, canvas)
        if not box.text:
            return
        if place and place.type in _FURNITURE:
            with tags.artifact(_FURNITURE[place.type]):
                self._text(box.text, box.rect, canvas, NoTags())
        elif box.decorative:
            with tags.artifact():
                self._text(box.text, box.rect, canvas, NoTags())
        else:
            title = bool(place and place.type == "title")
            self._text(box.text, box.rect, canvas, tags, title, box.link)

    def _freeform(self, item: Freeform, canvas: Canvas, tags: Tags) -> None:
        r, (w, h) = item.rect, item.view
        contours = tuple(_scaled(c, r.x, r.y, r.w / w, r.h / h) for c in item.contours)
        with tags.figure(_said(item), r, item.link):
            if isinstance(item.fill, Gradient):
                self._shades.fill(canvas, contours, moved(item.fill, r, item.view), item.opacity)
            elif item.fill and item.opacity < 1:
                canvas.tint(contours, self._hex(item.fill), self._shades.opacity(canvas, item.opacity))
            elif item.fill:
                canvas.fill(contours, self._hex(item.fill), even_odd=True)
            self._stroke(contours, item.stroke, canvas)

    def _stroke(self, contours: Iterable[Iterable[Command]], stroke: Stroke | None, canvas: Canvas) -> None:
        if stroke:
            state = self._shades.opacity(canvas, stroke.opacity) if stroke.opacity < 1 else ""
            canvas.stroke(contours, self._hex(stroke.colour), stroke, state)

    def _connector(self, c: Connector, canvas: Canvas, tags: Tags) -> None:
        line, heads = arrow(c)
        colour = self._hex(c.stroke.colour)
        with tags.artifact():
            canvas.stroke((line,), colour, c.stroke)
            if heads:
                canvas.fill(heads, colour)

    def _picture(self, p: Picture, canvas: Canvas, tags: Tags) -> None:
        data = shown(p, self._theme)
        key = sha256(data).digest()
        if key not in self._pictures:
            data = smaller(data, self._bound) if self._bound else data
            self._pictures[key] = f"I{len(self._pictures)}", image(self._pdf, data)
        name, raster = self._pictures[key]
        left, top, right, bottom = p.crop
        w, h = p.rect.w / (1 - left - right), p.rect.h / (1 - top - bottom)
        with tags.figure(_said(p), p.rect, p.link):
            canvas.picture(
                name, raster, p.rect.x - left * w, p.rect.y - top * h, w, h, outline(p.outline, p.rect, p.radius)
            )

    def _group(self, group: Group, canvas: Canvas, tags: Tags) -> None:
        """A group that holds words is read by them; one without is a single figure with the group's own description."""
        if any(isinstance(i, (Table, Chart)) or (isinstance(i, Box) and i.text) for i in walk(group.items)):
            with tags.element("Div"):
                for item in group.items:
                    self._item(item, canvas, tags)
        elif group.alt:
            with tags.figure(group.alt, group.rect):
                for item in walk(group.items):
                    self._item(item, canvas, NoTags())
        else:
            for item in group.items:
                self._item(item, canvas, tags)

    def _chart(self, chart: Chart, canvas: Canvas, tags: Tags) -> None:
        """A single figure: its alt text says every number."""
        with tags.figure(chart.alt, chart.rect):
            for item in chart.drawing:
                self._item(item, canvas, NoTags())

    def _table(self, table: Table, canvas: Canvas, tags: Tags) -> None:
        tops, lefts = _running(table.rect.y, table.heights), _running(table.rect.x, table.columns)
        with tags.artifact():
            self._ruling(table, tops, lefts, canvas)
        summary = Dictionary(O=Name.Table, Summary=table.alt) if table.alt else None
        with tags.element("Table", A=summary):
            for i, row in enumerate(table.rows):
                with tags.element("TR"):
                    for j, cell in enumerate(row):
                        rect = Rect(lefts[j], tops[i], table.columns[j], table.heights[i])
                        scope = "Column" if i == 0 else "Row" if j == 0 else None
                        owner = Dictionary(O=Name.Table, Scope=Name(f"/{scope}")) if scope else None
                        with tags.element("TH" if scope else "TD", A=owner):
                            self._text(cell.text, rect, canvas, tags)

    def _ruling(self, table: Table, tops: list[float], lefts: list[float], canvas: Canvas) -> None:
        """Fills, then a rule below every row: the head's own below the first."""
        for i, row in enumerate(table.rows):
            for j, cell in enumerate(row):
                if cell.fill:
                    rect = Rect(lefts[j], tops[i], table.columns[j], table.heights[i])
                    canvas.fill((outline("rectangle", rect),), self._hex(cell.fill))
        for i, y in enumerate(tops[1:]):
            rule = table.rule if i else table.head_rule
            if rule.width:
                line = (("M", (lefts[0], y)), ("L", (lefts[-1], y)))
                canvas.stroke((line,), self._hex(rule.colour), rule)

    def _text(
        self, text: TextBlock, rect: Rect, canvas: Canvas, tags: Tags, title: bool = False, link: Link | None = None
    ) -> None:
        def draw(line: Line, piece: Piece) -> None:
            self._piece(line, piece, rect, canvas)

        paragraphs.tell(text, rect, draw, tags, title, link)

    def _piece(self, line: Line, piece: Piece, rect: Rect, canvas: Canvas) -> None:
        run, x, y = piece.run, rect.x + piece.x, rect.y + line.baseline
        colour = self._hex(run.colour)
        if run.spacing:
            self._spaced(run, line.size, x, y, colour, canvas)
        else:
            self._stretch(run.text, run.font, run.bold, line.size, x, y, colour, canvas)
        for rule in ruled(line, piece, rect, self._fonts):
            canvas.fill((outline("rectangle", rule),), colour)

    def _spaced(self, run: Run, size: float, x: float, y: float, hex6: str, canvas: Canvas) -> None:
        """Draws letters with space behind each, which is no space between words."""
        with nullcontext() if self._glyphs else canvas.meaning(run.text):
            for letter in clusters(run.text):
                x = self._stretch(letter, run.font, run.bold, size, x, y, hex6, canvas) + run.spacing * size

    def _stretch(
        self, text: str, font: str, bold: bool, size: float, x: float, y: float, hex6: str, canvas: Canvas
    ) -> float:
        """Draws a text in one look; gives where it ends."""
        for face, part in self._fonts.split(text, font, bold):
            if self._glyphs:
                for glyph in face.shape(part):
                    at = (x + glyph.dx * size, y - glyph.dy * size)
                    canvas.glyph(*self._glyphs.form(face, glyph.id), size / face.upem, at, hex6)
                    x += glyph.advance * size
                continue
            embedded = self._faces[face]
            shown, width = embedded.show(part)
            canvas.text(embedded.name, embedded.object, size, x, y, shown, hex6)
            x += width * size
        return x


def _said(item: Box | Freeform | Picture) -> str:
    """What a drawing says by itself: its description; for a bare link the address; nothing if it decorates."""
    if item.decorative:
        return ""
    return item.alt or (readable(item.link.url or "") or item.link.slide or "" if item.link else "")


def _scaled(contour: Iterable[Command], x: float, y: float, kx: float, ky: float) -> tuple[Command, ...]:
    return tuple(
        (op, tuple(x + v * kx if i % 2 == 0 else y + v * ky for i, v in enumerate(args))) for op, args in contour
    )


def _running(start: float, sizes: tuple[float, ...]) -> list[float]:
    out = [start]
    for size in sizes:
        out.append(out[-1] + size)
    return out


def _resources(canvas: Canvas) -> Dictionary:
    out = Dictionary()
    for key, used in canvas.resources.items():
        out[key] = Dictionary({f"/{name}": thing for name, thing in used.items()})
    return out
