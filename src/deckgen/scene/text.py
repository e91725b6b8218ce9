"""Text in both forms: paragraphs, which PowerPoint wraps, and measured lines, which paper and checks use."""

from __future__ import annotations

from typing import Literal, NamedTuple

from deckgen.languages import DEFAULT
from deckgen.richtext import NO_MARKS, Mark
from deckgen.scene.geometry import Insets

Align = Literal["left", "center", "right"]
Anchor = Literal["top", "middle", "bottom"]


class Link(NamedTuple):
    """Where a click goes: an address outside (`https:`, `mailto:`, `tel:`) in its ASCII form
    (`deckgen.reading.addresses`), or the id of a slide in this deck."""

    url: str | None = None
    slide: str | None = None


class Run(NamedTuple):
    """A stretch of text of one look. `font` is a font role of the theme (`heading`, `text`, `code`).

    Font, weight and colour say how it looks; `marks` say what it is. `language` is that of a passage in another one
    than the slide's, else ""; `spacing` is added to the width of each letter, in em: in code, Hangul takes two cells.
    `glue` are the indices of the no-break spaces that layout put in place of spaces; others are the author's. What is
    `struck` has a line through it.
    """

    text: str
    font: str
    bold: bool
    colour: str
    link: Link | None = None
    marks: frozenset[Mark] = NO_MARKS
    language: str = ""
    spacing: float = 0.0
    struck: bool = False
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
    run's text may hold "\\n", a line break that the author wrote. `tier` is the level of its placeholder that it
    has its look from; `level` is how deep it stands in its list.
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
    struck: bool = False


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
