"""What an article shows besides its prose: figures, tables and listings, each counted apart and cited by its number;
and what asks the reader something, which has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from deckgen.composing.deck import Placed
from deckgen.layout.words import one_line, statements
from deckgen.richtext import Inline, Prose
from deckgen.scene import Box, Rect, Run, Scene, Table, walk
from deckgen.writers.handout.depictions import needed
from deckgen.writers.handout.figures import ROW, Figure, Grid, crop, drawing, figure, table
from deckgen.writers.handout.forms import Crop
from deckgen.writers.handout.lines import PrintLine, break_lines
from deckgen.writers.handout.setter import Setter
from deckgen.writers.handout.sheet import POINTS

Sort = Literal["figure", "grid", "listing", ""]
#: The tallest exhibit, and the tallest figure that need not be wider than the measure, in parts of the page.
TALLEST, MODEST = 0.42, 0.3
#: The size of words in a figure that is aimed at, in points; the least width of a figure without words, in millimetres.
GOOD_SIZE, SMALLEST = 8.0, 40.0
#: By how much words in figures of large print may be smaller than is aimed at: 14 for 16 points, as small type is.
LARGE_SMALLER = 0.875
#: Widths of figures that may be smaller, in parts of the largest.
SMALLER = (1.0, 0.87, 0.75, 0.64)
#: Space above and below an exhibit, and between its picture and its caption, in millimetres.
AROUND, BESIDE = 5.0, 1.2
#: The rule below a row, in millimetres.
RULE = 0.15
#: Letters of a caption's list of what is shown; a few words that fit on two lines.
LONGEST = 90
#: What an alt text says besides the names of things: in brackets, or after a colon.
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")
_DETAIL = re.compile(r"[:：]\s[^;]*")
_NUMBERED = re.compile(r"(?<!\S)\d+\.\s+")
#: The name of a file, before its code.
_FILE = re.compile(r"[\w.-]+\.[a-z]{2,4}(?=,|$)")
#: Code, and what reads on as a text: no names beside each other.
_PROSE = re.compile(r"^\$ |…|\w: ?\S+/\S|^FROM | / |[.?] |^\S+: ")
_ARROW = re.compile(r" [→↔←] ")
#: Where a sentence ends, before which it is said where to look.
_STOPS = ".!?。:"


class Exhibit(NamedTuple):
    """A figure in several sizes, the largest first, or (a part of) a table; heights in millimetres, caption
    included."""

    anchor: str
    sort: Sort
    number: int
    caption: tuple[PrintLine, ...]
    figures: tuple[Figure, ...] = ()
    grid: Grid | None = None
    heights: tuple[float, ...] = ()
    continued: bool = False


class Counter:
    """Makes the exhibits of an article, and counts each sort of them."""

    def __init__(self, setter: Setter) -> None:
        self.crops: list[Crop] = []
        self._setter = setter
        self._numbers: dict[str, int] = {}

    def of(self, placed: Placed, scene: Scene, anchor: str) -> tuple[Exhibit, ...]:
        """What a slide shows, its table first."""
        return (*self._tables(placed, scene, anchor), *self._figures(placed, scene, anchor))

    def cited(self, exhibits: Sequence[Exhibit]) -> str:
        """How the text refers to them: `(Figure 3)`."""
        names = dict.fromkeys(self._setter.word(e.sort, n=e.number) for e in exhibits if e.sort)
        if not names:
            return ""
        return self._setter.word("see-exhibit", name=", ".join(n.replace(" ", "\u00a0") for n in names))

    def _next(self, sort: Sort) -> int:
        if sort:
            self._numbers[sort] = self._numbers.get(sort, 0) + 1
        return self._numbers.get(sort, 0)

    def _figures(self, placed: Placed, scene: Scene, anchor: str) -> Iterator[Exhibit]:
        rect = drawing(scene)
        if rect is None:
            return
        setter, part, sort = self._setter, crop(scene, rect), placed.slide.exhibit
        self.crops.append(part)
        number = self._next(sort)
        sheet = setter.sheet
        tallest = sheet.inner * TALLEST
        largest = min(_width(setter, scene, rect), tallest * rect.w / rect.h)
        least = min(largest, needed(scene, rect, sheet.large) * (LARGE_SMALLER if sheet.large else 1.0) or SMALLEST)
        sizes = tuple(
            figure(setter, placed, scene, part, number, width, tallest)
            for width in dict.fromkeys(max(least, largest * s) for s in SMALLER)
        )
        caption = self._caption(sort, number, captioned(scene) if sort else "")
        small = setter.types["small"].line_height * len(caption)
        heights = tuple(f.height + AROUND + (BESIDE + small if caption else 0.0) for f in sizes)
        yield Exhibit(f"{anchor}-picture", sort, number, caption, sizes, heights=heights)

    def _tables(self, placed: Placed, scene: Scene, anchor: str) -> Iterator[Exhibit]:
        setter = self._setter
        grid = table(setter, placed, scene, 0, setter.sheet.text)
        if grid is None:
            return
        number = self._next("grid")
        caption = self._caption("grid", number, _heads(scene))
        small = setter.types["small"].line_height
        room = setter.sheet.inner * TALLEST * 1.6
        parts = list(_parts(setter, grid, room - small * (len(caption) + len(grid.note)) - AROUND))
        for n, part in enumerate(parts):
            last = n == len(parts) - 1
            height = _height(setter, (part.head, *part.rows)) + small * (len(caption) + (len(part.note) if last else 0))
            yield Exhibit(
                f"{anchor}-{'grid' if drawing(scene) else 'picture'}" + (f"-{n}" if n else ""),
                "grid",
                number,
                caption,
                grid=part if last else part._replace(note=()),
                heights=(height + AROUND + BESIDE + 1.0,),
                continued=n > 0,
            )

    def _caption(self, sort: Sort, number: int, said: str) -> tuple[PrintLine, ...]:
        if not sort:
            return ()
        setter = self._setter
        type = setter.types["small"]
        runs = [Run(setter.word(sort, n=number), type.font, True, "text")]
        if said:
            runs.append(Run(f"  {said}", type.font, False, "text"))
        return break_lines(runs, type, setter.sheet.measure, setter.fonts)


def referring(prose: Prose, said: str, late: bool = False) -> Prose:
    """Prose whose first paragraph says where to look, before the stop at its end; or, if that is too `late`, its
    last."""
    words = [i for i, b in enumerate(prose.blocks) if not b.bullet and any(r.text.strip() for r in b.runs)]
    if not words or not said:
        return prose
    n = words[-1 if late else 0]
    runs = list(prose.blocks[n].runs)
    i = max(j for j, r in enumerate(runs) if r.text.strip())
    text = runs[i].text.rstrip()
    stop = text[-1] if text[-1] in _STOPS and not runs[i].url and not runs[i].code else ""
    runs[i : i + 1] = [runs[i]._replace(text=text.removesuffix(stop)), Inline(f"{said}{stop}")]
    blocks = (*prose.blocks[:n], prose.blocks[n]._replace(runs=tuple(runs)), *prose.blocks[n + 1 :])
    return prose._replace(blocks=blocks)


def captioned(scene: Scene) -> str:
    """What a drawing shows, where its caption says more by it than the drawing itself; else what the slide says about
    it, and the name of a file before that."""
    said, title = shown(scene), one_line(scene.title.plain)
    file = _FILE.match(said)
    if file:
        return f"{file[0]}: {title}"
    arrows = [len(_ARROW.findall(name)) for name in said.split(", ")]
    alone, tangled = arrows == [0], arrows.count(1) > 1
    return title if alone or tangled or _PROSE.search(said) else said


def shown(scene: Scene) -> str:
    """What a drawing shows, in a few words: how its things are joined, or else their names."""
    title = one_line(scene.title.plain)
    said = list(statements(i for i in scene.items if i.role == "figure"))
    boxes = [s.item for s in said if isinstance(s.item, Box) and s.item.text and any(map(str.isalpha, _first(s.item)))]
    names = [b for b in boxes if b.text and any(r.bold for r in b.text.paragraphs[0].runs)]
    labels = list(dict.fromkeys(map(_first, names or boxes)))
    alts = [one_line(s.alt) for s in said if s.alt and one_line(s.alt) != title]
    alt = max(alts, key=len, default="").removeprefix(title).lstrip(": ")
    # of props the alt text says what is drawn, and the labels say what is meant
    if alt and (not labels or any(label in alt for label in labels)):
        return _brief(alt)
    return _listed(labels)


def _first(item: object) -> str:
    """The first words of a box."""
    text = item.text if isinstance(item, Box) else None
    return one_line("".join(r.text for r in text.paragraphs[0].runs)) if text and text.paragraphs else ""


def _brief(said: str) -> str:
    """As much of a description as a caption takes, without the details of what it names."""
    while _BRACKETS.search(said):
        said = _BRACKETS.sub("", said)
    joined = [p for p in re.split(r";\s", _NUMBERED.sub("", said)) if p.strip()]
    if len(joined) > 1:
        joined = [_DETAIL.sub("", p).strip() for p in joined]
        chain = _chained(joined)
        return chain if chain and len(chain) <= LONGEST else _listed(joined)
    return _listed(re.split(r",\s|\.\s", joined[0])) if joined and len(joined[0]) > LONGEST else "".join(joined).strip()


def _chained(pairs: Sequence[str]) -> str:
    """`A → B` and `B → C` as one chain; "" where they are none."""
    ends = [p.split(" → ") for p in pairs]
    if any(len(e) != 2 for e in ends) or any(a[1] != b[0] for a, b in pairwise(ends)):
        return ""
    return " → ".join([ends[0][0], *(e[1] for e in ends)])


def _listed(parts: Sequence[str]) -> str:
    """Names beside each other, each once, as many as a caption takes."""
    out = ""
    names = (p.strip(" .") for part in parts for p in part.split("■"))
    for part in dict.fromkeys(filter(None, names)):
        longer = f"{out}, {part}" if out else part
        if len(longer) > LONGEST:
            break
        out = longer
    return out


def _heads(scene: Scene) -> str:
    """What a table has in its columns."""
    grid = next(i for i in walk(scene.items) if isinstance(i, Table))
    return ", ".join(dict.fromkeys(t for t in (one_line(c.text.plain) for c in grid.rows[0]) if t))


def _width(setter: Setter, scene: Scene, rect: Rect) -> float:
    """How wide a figure is to be: as the measure, or across the page where its words would be too small."""
    sheet = setter.sheet
    good = _least(scene, rect, GOOD_SIZE * (setter.types["small"].size / 7.2))
    if good > sheet.measure:
        return min(good, sheet.text)
    return min(sheet.measure, max(good, sheet.inner * MODEST * rect.w / rect.h))


def _least(scene: Scene, rect: Rect, size: float) -> float:
    """The width at which the smallest words of a part of a slide are so many points large."""
    boxes = (i for i in walk(scene.items) if isinstance(i, Box) and i.text and i.role != "credit")
    inside = (i for i in boxes if _holds(rect, i.rect))
    sizes = [line.size for i in inside if i.text for line in i.text.lines]
    return size * rect.w / (min(sizes) * POINTS) if sizes else SMALLEST


def _holds(outer: Rect, inner: Rect) -> bool:
    return outer.x <= inner.x and outer.y <= inner.y and inner.right <= outer.right and inner.bottom <= outer.bottom


def _height(setter: Setter, rows: Sequence[Sequence[Sequence[PrintLine]]]) -> float:
    """The height of rows, in millimetres."""
    line = setter.types["cell"].line_height
    return sum(max(map(len, row)) * line + ROW + RULE for row in rows)


def _parts(setter: Setter, grid: Grid, room: float) -> Iterator[Grid]:
    """A table in parts of at most so many millimetres."""
    rows: list[tuple[tuple[PrintLine, ...], ...]] = []
    for row in grid.rows:
        if rows and _height(setter, (grid.head, *rows, row)) > room:
            yield grid._replace(rows=tuple(rows))
            rows = []
        rows.append(row)
    yield grid._replace(rows=tuple(rows))
