"""The sheet: its measures in millimetres, its sizes of type; for the templates and for what breaks the lines.

Everything that carries text stands on a baseline grid: line n of every page is level with line n of the facing one.
"""

from __future__ import annotations

from math import ceil
from typing import Literal, NamedTuple

from deckgen.languages import LANGUAGES
from deckgen.reading.printing import Paper
from deckgen.writers.templates import offered

#: Points in a millimetre.
POINTS = 72 / 25.4
#: In which order slides stand beside and below each other.
Order = Literal["row", "column"]
#: The height of a slide in parts of its width, where the theme does not say otherwise: 16 to 9.
RATIO = 9 / 16
#: Width and height of a paper, the margin above the text, the least below it, the width of the text and of its measure:
#: 110 mm hold 36 Korean letters, 43 with their spaces, and 65 Latin ones.
_PAPERS = {
    "a4": (210.0, 297.0, 20.0, 20.0, 174.0, 110.0),
    "letter": (215.9, 279.4, 17.0, 17.0, 174.0, 110.0),
    "a5": (148.0, 210.0, 17.0, 16.0, 114.0, 114.0),
}
#: The least width of a column of the lists at the end, and so many times as much in large print.
LISTED, LISTED_LARGE = 54.0, 1.7
#: The measure where there is to be less paper, in millimetres: 45 Korean letters with their spaces, 68 Latin ones.
WIDER = 115.0
#: How much the inner margin gives way to the binding where both sides of the paper are printed.
BINDING = 6.0


class Type(NamedTuple):
    """A size of type: points, the distance of baselines in millimetres, the theme's font role, bold or not."""

    size: float
    line_height: float
    font: str = "text"
    bold: bool = False


class Sheet(NamedTuple):
    """A sheet of paper. `text` is the width between the margins; `measure` that of prose and of the pictures above it,
    at the right; what is left of it is the margin column, where titles and headings stand. On a `stacked` sheet there
    is no margin column: titles stand above. `line` is the distance of the baselines, `inner` a whole number of
    them."""

    name: str
    width: float
    height: float
    top: float
    inner: float
    text: float
    measure: float
    line: float
    stacked: bool = False
    #: Both sides are printed: inner margins are wider.
    duplex: bool = False
    #: Large print: everything is set for readers who need 18 points.
    large: bool = False
    #: Its pages are folded into a booklet: they face each other, and the last is its outside.
    folded: bool = False
    #: How far the colour of a page goes beyond its edge, for a print shop that cuts it.
    bleed: float = 0.0
    gutter: float = 6.0
    #: The height of a slide in parts of its width.
    ratio: float = RATIO

    @property
    def hang(self) -> float:
        """How far a point of a list stands behind its mark."""
        return 6.0 if self.large else 3.5

    @property
    def bottom(self) -> float:
        """The margin below the text."""
        return self.height - self.top - self.inner

    @property
    def side(self) -> float:
        """The margin left and right, where both are the same."""
        return (self.width - self.text) / 2

    @property
    def inside(self) -> float:
        """The margin at the binding."""
        return self.side + (BINDING / 2 if self.duplex else 0.0)

    @property
    def outside(self) -> float:
        """The margin at the open edge."""
        return self.side - (BINDING / 2 if self.duplex else 0.0)

    @property
    def facing(self) -> bool:
        """Whether pages face each other."""
        return self.duplex or self.folded

    def left(self, page: int) -> float:
        """The left margin of a page, counted from 1: odd ones lie at the right of their binding."""
        return self.inside if page % 2 else self.outside

    @property
    def margin(self) -> float:
        """Where the measure begins, from the left of the text."""
        return self.text - self.measure

    @property
    def aside(self) -> float:
        """The width of the margin column; of a stacked sheet's titles."""
        return self.text if self.stacked else self.margin - self.gutter

    @property
    def picture(self) -> float:
        """The height of a slide as wide as the measure."""
        return self.measure * self.ratio

    @property
    def lying(self) -> bool:
        """Whether the sheet lies on its side."""
        return self.width > self.height

    @property
    def front(self) -> float:
        """The width of the title on the front page: where the sheet lies on its side, the art stands beside it."""
        return self.text * 0.4 if self.lying else self.text

    @property
    def art(self) -> float:
        """The width of the front page's art, and of what is said below it."""
        return self.text - self.front - 2 * self.gutter if self.lying else self.text

    @property
    def list_columns(self) -> int:
        """How many columns the lists at the end have beside each other."""
        least = LISTED * (LISTED_LARGE if self.large else 1.0)
        return max(1, int((self.text + self.gutter + 1e-6) / (least + self.gutter)))

    @property
    def listed(self) -> float:
        """The width of a column of the lists at the end."""
        return (self.text - (self.list_columns - 1) * self.gutter) / self.list_columns - 0.05

    @property
    def ruled(self) -> float:
        """The distance of writing lines: as ruled paper has them, and on the grid."""
        return self.line * 1.5

    @offered
    def lines(self, height: float) -> float:
        """A height as the whole lines that it takes up."""
        return ceil(height / self.line - 1e-6) * self.line

    def widened(self) -> Sheet:
        """The sheet with a wider measure, if it has a margin column."""
        return self if self.stacked else self._replace(measure=max(self.measure, WIDER))

    def turned(self) -> Sheet:
        """The sheet on its side, its text as wide as the margins let it be."""
        text = self.height - 2 * self.side
        inner = (self.width - self.top - 17.0) // self.line * self.line
        return self._replace(width=self.height, height=self.width, text=text, inner=inner)


def sheet(
    paper: Paper,
    language: str,
    large: bool = False,
    duplex: bool = False,
    bleed: float = 0.0,
    folded: bool = False,
    slide: tuple[float, float] | None = None,
) -> Sheet:
    """The sheet for a paper, and for a language: letters that fill their squares want more room between lines.
    `slide` is the width and height of the theme's page."""
    width, height, top, bottom, text, measure = _PAPERS[paper]
    line = types(language, large)["text"].line_height
    inner = (height - top - bottom) // line * line
    stacked = large or measure == text
    return Sheet(
        name=paper,
        width=width,
        height=height,
        top=top,
        inner=inner,
        text=text,
        measure=text if stacked else measure,
        line=line,
        stacked=stacked,
        duplex=duplex,
        large=large,
        folded=folded,
        bleed=bleed,
        ratio=slide[1] / slide[0] if slide else RATIO,
    )


def types(language: str, large: bool = False) -> dict[str, Type]:
    """The sizes of type by use. Large print is set anew, not scaled: 18 points for prose, nothing below 14."""
    square = LANGUAGES[language].square
    text = 5.4 if square else 5.0
    if large:
        line = 9.6 if square else 8.8
        return {
            "text": Type(18.0, line),
            "title": Type(21.0, 9.6, "heading", True),
            "part": Type(26.0, 12.0, "heading", True),
            "heading": Type(30.0, 14.0, "heading", True),
            "subtitle": Type(20.0, 10.0),
            "entry": Type(18.0, line),
            "part-entry": Type(18.0, line, "text", True),
            "source": Type(15.0, 7.6),
            "small": Type(14.0, 6.8),
            "caption": Type(15.0, 7.0, "text", True),
            "script": Type(20.0, 10.4),
            "cell": Type(15.0, 7.4),
            "code": Type(14.0, 7.4, "code"),
            "message": Type(22.0, 9.6, "heading", True),
            "conclusion": Type(18.0, line, "text", True),
        }
    return {
        "text": Type(10.0, text),
        "title": Type(12.0, 5.8, "heading", True),
        "part": Type(16.0, 7.4, "heading", True),
        "heading": Type(22.0, 11.0, "heading", True),
        "subtitle": Type(14.0, 7.0),
        "entry": Type(10.0, text),
        "part-entry": Type(10.0, text, "text", True),
        "source": Type(7.8, 4.0),
        "small": Type(7.2, 3.6),
        "caption": Type(7.8, 3.7, "text", True),
        "script": Type(14.0, 7.4 if square else 6.8),
        "cell": Type(9.0, 4.7),
        "code": Type(8.4, 4.7, "code"),
        "message": Type(12.0, text, "heading", True),
        "conclusion": Type(9.0, 4.7, "text", True),
    }
