"""Words in the places of a plate, each as large as its place lets it be. No place moves for what stands in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from deckgen.languages import LANGUAGES
from deckgen.layout.artwork import centred
from deckgen.layout.linebreaks import breaks_a_word
from deckgen.layout.runs import ready
from deckgen.layout.typeset import Setting, block
from deckgen.reading.brand import Brand
from deckgen.reading.drawing import QUIET, Drawing, qr_code
from deckgen.reading.fonts import Face
from deckgen.reading.images import Image
from deckgen.reading.plates import Part, PartName
from deckgen.reading.theme import LOGO_REACH
from deckgen.scene import Box, Item, Picture, Rect, Run, Stroke, TextBlock
from deckgen.writers.handout.plates.grid import Grid
from deckgen.writers.handout.plates.page import Words

#: Points of a line to write on: how thick and how long it is at most, and the height that writing needs above it.
HAIR, LONG, TALL = 0.5, 250.0, 30.0

_NUMBERS = re.compile(r"-?[\d.]+(?:e-?\d+)?")


class Places:
    """Fills the places of a plate in a brand and a language."""

    def __init__(self, grid: Grid, brand: Brand, language: str, draws: bool = True) -> None:
        """Fills them; where it `draws` nothing, a code is only a field: it always fits."""
        self.grid = grid
        self.draws = draws
        self.brand = brand
        self.language = language
        self.scale = grid.scale
        #: Places that are too small for their words, with those.
        self.overflowing: list[tuple[PartName, str]] = []

    def word(self, key: str, **values: object) -> str:
        """A word of the frame."""
        return self.brand.theme.word(key, self.language, **values)

    def part(self, name: PartName) -> Part:
        return self.grid.plate.parts[name]

    def rect(self, name: PartName) -> Rect:
        """A place on the page."""
        return self.grid.place(self.part(name).at)

    def words(self, name: PartName, text: str, *, title: bool = False, wrap: bool = True) -> Iterator[Words]:
        """A text in its place, if there is one; without `wrap` on one line."""
        if text:
            text_set = self._fitted(name, (self._setting(name, text),), self.rect(name), wrap)
            yield Words(self._optical(name, text_set), text_set, title)

    def _optical(self, name: PartName, text: TextBlock) -> Rect:
        """Where a place has to be for the ink of its large letters to begin where that of small ones does, and not
        only the room around them."""
        at, part = self.rect(name), self.part(name)
        first = text.lines[0] if text.lines else None
        if part.align != "left" or part.font != "heading" or first is None:
            return at
        face, start = self.brand.fonts.split(first.pieces[0].run.text, part.font, part.bold)[0]
        return at._replace(x=at.x - bearing(face, start[:1]) * (first.size - part.label * self.scale))

    def labelled(self, name: PartName, rows: Sequence[tuple[str, str]]) -> Iterator[Words]:
        """Texts beside or beneath each other, each with what it is called above it; those that are "" leave no gap."""
        part = self.part(name)
        rows = [row for row in rows if row[1]]
        at, across = self.rect(name), part.across
        gap = 18.0 * self.scale
        down = -(-len(rows) // across)
        cells = [cell for row in at.rows(max(1, down), 8.0 * self.scale) for cell in row.columns(across, gap)]
        if down < 1:
            return
        each = at.h if across > 1 and down == 1 else (at.h + 8.0 * self.scale) / max(down, 1) - 8.0 * self.scale
        for cell, (label, text) in zip(cells, rows, strict=False):
            settings = (self.label(part, label), self._setting(name, text)._replace(before=2.0 * self.scale))
            yield Words(cell, self._fitted(name, settings, cell._replace(h=each)))

    def cell(self, name: PartName, text: str, at: Rect, *, head: bool = False, bold: bool = False) -> Words:
        """A cell of a table that has the place `name`: its words in the middle of its height."""
        part = self.part(name)
        setting = self.label(part, text) if head else self._setting(name, text or " ")
        if bold:
            setting = setting._replace(runs=tuple(run._replace(bold=True) for run in setting.runs))
        return Words(at, self._fitted(name, (setting,), at, even=False))

    def label(self, part: Part, text: str, colour: str = "muted") -> Setting:
        """The small words that say what a text is."""
        run = Run(LANGUAGES[self.language].bound(text), "text", False, colour)
        return Setting((run,), (part.label * self.scale,), 1.0, align=part.align)

    def small(self, part: Part, text: str, at: Rect) -> TextBlock:
        """The small words beneath a text."""
        settings = ready((self.label(part, text),), self.brand.fonts)
        return block(settings, self.brand.fonts, at, language=self.language)

    def line(self, name: PartName, label: str) -> tuple[Item, Words]:
        """A line to write on at the foot of a place, and on its left what is to be written there."""
        at, part = self.rect(name), self.part(name)
        top, width = at.y + min(at.h, TALL * self.scale), min(at.w, LONG * self.scale)
        foot = {"top": top, "middle": at.y + at.h * 0.75, "bottom": at.bottom}[part.anchor]
        x = at.x + {"left": 0.0, "center": (at.w - width) / 2, "right": at.w - width}[part.align]
        small = self.label(part, label)._replace(align="left")
        room = Rect(x, foot - small.sizes[0] * 1.6, width, small.sizes[0] * 1.4)
        text = block(ready((small,), self.brand.fonts), self.brand.fonts, room, anchor="bottom", language=self.language)
        return self.rule(Rect(x, foot, width, HAIR)), Words(room, text)

    def rule(self, at: Rect, colour: str = "muted") -> Item:
        """A line, as a thin field: viewers draw a thin stroke darker."""
        return Box("line", at, fill=colour, decorative=True)

    def art(self) -> tuple[Item, ...]:
        """What the plate draws by itself."""
        items: list[Item] = []
        for n, o in enumerate(self.grid.plate.ornaments, 1):
            if o.image:
                items.append(self.drawn(self.brand.art[o.image], "", self.grid.place(o.at), colour=o.colour))
                continue
            stroke = Stroke(o.stroke, o.width * self.scale) if o.stroke else None
            at, radius = self.grid.place(o.at), o.radius * self.scale
            items.append(Box(f"{n}", at, None, o.outline, radius, o.fill, stroke, decorative=True))
        return tuple(items)

    def logo(self) -> Iterator[Item]:
        """The logo, if the plate shows it."""
        if self.grid.plate.logo is None:
            return
        x, y, height = self.grid.plate.logo
        at = self.grid.place(Rect(x, y, height * LOGO_REACH, height))._replace(w=height * LOGO_REACH * self.scale)
        yield self.drawn(self.brand.art["light"], self.brand.theme.logo.alt, at, start=True)

    def code(self, name: PartName, content: str, alt: str) -> Item:
        """A QR code whose dark modules fill a place: what is white around them lies outside, so that they align with
        what stands above and beside them."""
        at = self.rect(name)
        if not self.draws:
            return Box(alt, at, alt=alt)
        drawing = qr_code(content)
        side = min(at.w, at.h)
        quiet = side * QUIET / (drawing.view[0] - 2 * QUIET)
        corner = Rect(at.right - side - quiet, at.bottom - side - quiet, side + 2 * quiet, side + 2 * quiet)
        return self.drawn(drawing, alt, corner)

    def drawn(self, art: Drawing | Image, alt: str, at: Rect, start: bool = False, colour: str = "text") -> Item:
        """A drawing or a picture as large as it can be in a rectangle, in its middle or (`start`) at its left."""
        size = art.view if isinstance(art, Drawing) else art.pixels
        inside = at.fitted(*size) if start else centred(size, at)
        if isinstance(art, Drawing):
            return art.placed(alt, inside, alt=alt, colour=colour, decorative=not alt)
        return Picture(alt, inside, art.path, art.data, art.pixels, alt)

    def _setting(self, name: PartName, text: str) -> Setting:
        part = self.part(name)
        run = Run(LANGUAGES[self.language].bound(" ".join(text.split())), part.font, part.bold, part.colour)
        return Setting((run,), self.grid.sizes(part), part.leading, align=part.align)

    def _fitted(
        self, name: PartName, settings: tuple[Setting, ...], rect: Rect, wrap: bool = True, even: bool = True
    ) -> TextBlock:
        """Paragraphs in the first of their sizes that fits; a font that stands in for ours is not asked for: the
        file brings its own."""
        fonts, part = self.brand.fonts, self.part(name)
        settings = ready(settings, fonts)
        cut: TextBlock | None = None
        for rung in range(max(len(s.sizes) for s in settings)):
            text = block(
                settings,
                fonts,
                rect,
                anchor=part.anchor,
                rung=rung,
                fixed=True,
                wrap=wrap,
                even=wrap and even,
                language=self.language,
            )
            if text.overflow or not _is_within(text, rect):
                continue
            if not wrap or not breaks_a_word(text.paragraphs, fonts, rect.w):
                return text
            cut = cut or text
        if cut is None:
            self.overflowing.append((name, settings[-1].runs[0].text.replace("\u00a0", " ")))
        return cut or text


@lru_cache(maxsize=4096)
def bearing(face: Face, letter: str) -> float:
    """The room on the left of a letter, in ems."""
    numbers = [float(n) for n in _NUMBERS.findall(face.path(face.shape(letter)[0].id))] if letter.strip() else []
    return min(numbers[::2], default=0.0) / face.upem


def _is_within(text: TextBlock, rect: Rect) -> bool:
    """Whether no line is wider than its place."""
    ends = (line.pieces[-1].x + line.pieces[-1].width for line in text.lines if line.pieces)
    starts = (line.pieces[0].x for line in text.lines if line.pieces)
    return max(ends, default=0.0) <= rect.w + 0.05 and min(starts, default=0.0) >= -0.05
