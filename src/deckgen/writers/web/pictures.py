"""Slides as SVG, from the same scenes as everything else. Letters are outlines: the picture is the same wherever it is
seen, and no font has to be there. What it says stands in its label."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from itertools import groupby
from typing import assert_never

from deckgen.reading.fonts import Face, Fonts
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
    Picture,
    Piece,
    Rect,
    Scene,
    Stroke,
    Table,
    TextBlock,
    Timeline,
    timeline,
)
from deckgen.writers.outlines import arrow, moved, outline, ruled
from deckgen.writers.photos import shown

#: Pixels of pictures on slides: in a window of a large screen; on a card of the download page, at most 46 rem wide.
LARGE, CARD = Bound(2560, 1440, slack=1.25), Bound(960, 540, slack=1.0)
#: What stands for raster pictures in a page's definitions while its template is filled, which counts letters. No text
#: of an author has it: there `<` is escaped.
RASTERS = "<g>rasters</g>"
_CAPS = {"flat": "butt", "round": "round", "square": "square"}


class Pictures:
    """The pictures of one page. Letters, backgrounds, gradients and raster pictures are defined once, where every
    picture that is there or comes later finds them; raster pictures have no more pixels than `bound` says."""

    def __init__(self, theme: Theme, fonts: Fonts, prefix: str = "", bound: Bound = LARGE) -> None:
        self._theme = theme
        self._fonts = fonts
        self._prefix = prefix
        self._bound = bound
        self._rasters: dict[str, str] = {}
        self._glyphs: dict[tuple[int, int], str] = {}
        self._artworks: dict[tuple[int, str], tuple[tuple[Item, ...], str]] = {}
        self._defs: list[str] = []
        self._clips = 0
        self._timeline: Timeline | None = None

    @property
    def definitions(self) -> str:
        """What the pictures use: an invisible SVG, to be put into the page before them."""
        hidden = 'class="defs" width="0" height="0" aria-hidden="true" focusable="false"'
        rasters = RASTERS if self._rasters else ""
        return f"<svg {hidden}>{rasters}<defs>{''.join(self._defs)}</defs></svg>"

    @property
    def rasters(self) -> str:
        """Raster pictures that the definitions need, to be put into the page in the place of `RASTERS`."""
        return f"<defs>{''.join(self._rasters.values())}</defs>"

    def picture(self, scene: Scene, alt: str) -> str:
        """A slide as an `svg` element, to be shown in any size."""
        w, h = self._theme.page
        drawn = "".join(self._item(i) for i in scene.items)
        artwork = f'<use href="#{self._artwork(scene)}"/>'
        label = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
        return f'<svg class="slide" viewBox="0 0 {w:g} {h:g}" {label} focusable="false">{artwork}{drawn}</svg>'

    def timed(self, scene: Scene) -> str:
        """A slide as an `svg` element with all that one of its steps shows. What is not there always stands in a `g`
        whose `data-at` names the steps that have it, 0 being the slide with all that it has to show; what that lacks is
        `off`."""
        self._timeline = timeline(scene)
        drawn = self.picture(scene, "")
        self._timeline = None
        return drawn

    def alone(self, scene: Scene, alt: str) -> str:
        """A slide as an `svg` element that has its own definitions."""
        picture = self.picture(scene, alt)
        return picture.replace(">", f"><defs>{''.join((*self._rasters.values(), *self._defs))}</defs>", 1)

    def _artwork(self, scene: Scene) -> str:
        key = (id(scene.artwork), scene.background)
        if key not in self._artworks:
            name = f"{self._prefix}b{len(self._artworks)}"
            self._artworks[key] = scene.artwork, name
            w, h = self._theme.page
            drawn = "".join(self._item(i) for i in scene.artwork)
            self._defs.append(
                f'<g id="{name}"><path d="M0 0H{w:g}V{h:g}H0Z" fill="{self._hex(scene.background)}"/>{drawn}</g>'
            )
        return self._artworks[key][1]

    def _item(self, item: Item) -> str:
        return self._at(self._timeline.of(item), self._drawn(item)) if self._timeline else self._drawn(item)

    def _at(self, steps: tuple[int, ...], drawn: str) -> str:
        """What is there at some steps only."""
        if not drawn or not self._timeline or steps == self._timeline.always:
            return drawn
        off = "" if 0 in steps else ' class="off"'
        return f'<g{off} data-at="{" ".join(map(str, steps))}">{drawn}</g>'

    def _drawn(self, item: Item) -> str:
        match item:
            case Box():
                shape = self._shape((outline(item.outline, item.rect, item.radius),), item.fill, item.stroke)
                return shape + (self._words(item, item.text) if item.text else "")
            case Connector():
                line, heads = arrow(item)
                head = self._shape(heads, item.stroke.colour, None) if heads else ""
                return self._shape((line,), None, item.stroke) + head
            case Freeform():
                r, (w, h) = item.rect, item.view
                contours = tuple(_scaled(c, r.x, r.y, r.w / w, r.h / h) for c in item.contours)
                gradient = moved(item.fill, r, item.view) if isinstance(item.fill, Gradient) else None
                return self._shape(contours, gradient or item.fill, item.stroke, item.opacity)
            case Picture():
                return self._picture(item)
            case Table():
                return self._table(item)
            case Chart():
                return "".join(self._item(i) for i in item.drawing)
            case Group():
                return "".join(self._item(i) for i in item.items)
            case _:
                assert_never(item)

    def _shape(
        self,
        contours: Iterable[Iterable[Command]],
        fill: str | Gradient | None,
        stroke: Stroke | None,
        opacity: float = 1.0,
    ) -> str:
        if not fill and not stroke:
            return ""
        look = ' fill="none"'
        if isinstance(fill, Gradient):
            look = f' fill="url(#{self._gradient(fill)})" fill-rule="evenodd"'
        elif fill:
            look = f' fill="{self._hex(fill)}" fill-rule="evenodd"'
        look += f' fill-opacity="{opacity:.4g}"' if opacity < 1 else ""
        look += self._line(stroke) if stroke else ""
        return f'<path d="{"".join(_step(c) for contour in contours for c in contour)}"{look}/>'

    def _line(self, stroke: Stroke) -> str:
        look = f' stroke="{self._hex(stroke.colour)}" stroke-width="{stroke.width:g}"'
        look += f' stroke-opacity="{stroke.opacity:.4g}"' if stroke.opacity < 1 else ""
        look += f' stroke-linecap="{_CAPS[stroke.cap]}"' if stroke.cap != "flat" else ""
        look += f' stroke-linejoin="{stroke.join}"' if stroke.join != "miter" else ""
        look += f' stroke-miterlimit="{stroke.limit:g}"' if stroke.limit is not None else ""
        dashes = " ".join(f"{n * stroke.width:g}" for n in stroke.pattern)
        return look + (f' stroke-dasharray="{dashes}"' if dashes else "")

    def _gradient(self, gradient: Gradient) -> str:
        """The name of a gradient."""
        self._clips += 1
        name = f"{self._prefix}c{self._clips}"
        stops = "".join(
            f'<stop offset="{s.offset:.5g}" stop-color="{self._hex(s.colour)}"'
            + (f' stop-opacity="{s.opacity:.4g}"' if s.opacity < 1 else "")
            + "/>"
            for s in gradient.stops
        )
        matrix = " ".join(f"{n:.6g}" for n in gradient.matrix)
        place = f'id="{name}" gradientUnits="userSpaceOnUse" gradientTransform="matrix({matrix})"'
        if gradient.radial:
            self._defs.append(f'<radialGradient {place} cx="0" cy="0" r="1">{stops}</radialGradient>')
        else:
            self._defs.append(f'<linearGradient {place} x1="0" y1="0" x2="1" y2="0">{stops}</linearGradient>')
        return name

    def _picture(self, p: Picture) -> str:
        left, top, right, bottom = p.crop
        w, h = p.rect.w / (1 - left - right), p.rect.h / (1 - top - bottom)
        self._clips += 1
        name = f"{self._prefix}c{self._clips}"
        clip = "".join(_step(c) for c in outline(p.outline, p.rect, p.radius))
        place = f"translate({p.rect.x - left * w:.2f} {p.rect.y - top * h:.2f})scale({w:.6g} {h:.6g})"
        self._defs.append(f'<clipPath id="{name}"><path d="{clip}"/></clipPath>')
        raster = self._raster(shown(p, self._theme))
        return f'<g clip-path="url(#{name})"><use href="#{raster}" transform="{place}"/></g>'

    def _raster(self, data: bytes) -> str:
        """The name of a raster picture, which is one unit wide and high."""
        name = f"{self._prefix}p{sha256(data).hexdigest()[:16]}"
        if name not in self._rasters:
            data = smaller(data, self._bound)
            media = "image/png" if data[:4] == b"\x89PNG" else "image/jpeg"
            href = f"data:{media};base64,{b64encode(data).decode('ascii')}"
            size = 'width="1" height="1" preserveAspectRatio="none"'
            self._rasters[name] = f'<image id="{name}" {size} href="{href}"/>'
        return name

    def _table(self, table: Table) -> str:
        out, y = [], table.rect.y
        lines = []
        for i, (row, height) in enumerate(zip(table.rows, table.heights, strict=True)):
            x = table.rect.x
            for cell, width in zip(row, table.columns, strict=True):
                at = Rect(x, y, width, height)
                out.append(self._shape((outline("rectangle", at),), cell.fill, None) + self._text(cell.text, at))
                x += width
            y += height
            rule = table.head_rule if i == 0 else table.rule
            if rule.width:
                lines.append(self._shape(((("M", (table.rect.x, y)), ("L", (x, y))),), None, rule))
        return "".join([*out, *lines])

    def _words(self, box: Box, text: TextBlock) -> str:
        """The text of a box, whose paragraphs may come one after the other."""
        if not self._timeline:
            return self._text(text, box.rect)
        drawn = []
        for paragraph, lines in groupby(text.lines, lambda line: line.paragraph):
            said = self._text(text._replace(lines=tuple(lines)), box.rect)
            drawn.append(self._at(self._timeline.of_paragraph(box, paragraph), said))
        return "".join(drawn)

    def _text(self, text: TextBlock, rect: Rect) -> str:
        return "".join(self._piece(line, piece, rect) for line in text.lines for piece in line.pieces)

    def _piece(self, line: Line, piece: Piece, rect: Rect) -> str:
        run, start, baseline = piece.run, rect.x + piece.x, rect.y + line.baseline
        colour, x, out = self._hex(run.colour), start, []
        letters = clusters(run.text) if run.spacing else [run.text]
        for face, part in (split for t in letters for split in self._fonts.split(t, run.font, run.bold)):
            glyphs, advance = self._glyphs_of(face, part)
            if glyphs:
                k = line.size / face.upem
                place = f'transform="translate({x:.2f} {baseline:.2f})scale({k:.6g} {-k:.6g})"'
                out.append(f'<g {place} fill="{colour}">{glyphs}</g>')
            x += (advance + run.spacing) * line.size
        for under in ruled(line, piece, rect, self._fonts):
            d = f"M{under.x:.2f} {under.y:.2f}h{under.w:.2f}v{under.h:.2f}h{-under.w:.2f}z"
            out.append(f'<path d="{d}" fill="{colour}"/>')
        return "".join(out)

    def _glyphs_of(self, face: Face, text: str) -> tuple[str, float]:
        """The letters of a text in a face's own units, and its width in em."""
        uses, pen = [], 0.0
        for g in face.shape(text):
            name = self._glyph(face, g.id)
            if name:
                raised = f' y="{round(-g.dy * face.upem)}"' if g.dy else ""
                uses.append(f'<use href="#{name}" x="{round((pen + g.dx) * face.upem)}"{raised}/>')
            pen += g.advance
        return "".join(uses), pen

    def _glyph(self, face: Face, glyph: int) -> str:
        """The name of a letter's outline; "" for one that draws nothing."""
        key = (id(face), glyph)
        if key not in self._glyphs:
            path = face.path(glyph)
            name = f"{self._prefix}g{len(self._glyphs)}" if path else ""
            self._glyphs[key] = name
            if path:
                self._defs.append(f'<path id="{name}" d="{path}"/>')
        return self._glyphs[key]

    def _hex(self, role: str) -> str:
        return f"#{self._theme.hex(role)}"


def _scaled(contour: Iterable[Command], x: float, y: float, kx: float, ky: float) -> list[Command]:
    return [(op, tuple(x + v * kx if i % 2 == 0 else y + v * ky for i, v in enumerate(args))) for op, args in contour]


def _step(command: Command) -> str:
    op, args = command
    return op + " ".join(f"{v:.2f}".rstrip("0").rstrip(".") for v in args)
