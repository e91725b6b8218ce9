"""The sheet: its measures in millimetres, its sizes of type; for the templates and for what breaks the lines."""

from __future__ import annotations

from typing import NamedTuple

#: Points in a millimetre.
POINTS = 72 / 25.4


class Type(NamedTuple):
    """A size of type: points, the distance of lines in millimetres, the theme's font role, bold or not."""

    size: float
    leading: float
    font: str = "text"
    bold: bool = False


class Sheet(NamedTuple):
    """A sheet of paper. The text is as wide on every sheet; slides' pictures are smaller where the sheet is shorter."""

    name: str
    width: float
    height: float
    top: float
    bottom: float
    text: float
    picture: float
    gutter: float = 6.0
    #: Writing lines are this far apart, as ruled paper has them.
    ruled: float = 8.0
    #: The narrow column at the left of contents and sources, where their headings stand.
    margin: float = 60.0
    #: A section slide's picture beside its part's heading.
    opening: float = 24.0

    @property
    def side(self) -> float:
        """The margin left and right."""
        return (self.width - self.text) / 2

    @property
    def inner(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom

    @property
    def picture_height(self) -> float:
        """Slides are 16 to 9."""
        return self.picture * 9 / 16

    @property
    def aside(self) -> float:
        """The width of what stands beside the picture."""
        return self.text - self.picture - self.gutter

    @property
    def column(self) -> float:
        """The width of one of two columns of prose: 30 Korean letters, 50 Latin ones."""
        return (self.text - self.gutter) / 2

    def notes(self, title_lines: int) -> float:
        """The height of the room for notes beside the picture: whole lines, under a title of two lines or more."""
        title = 5.5 + 5.8 * max(2, title_lines)
        return max(0.0, (self.picture_height - title - 2.0) // self.ruled * self.ruled)


#: Letter is 18 mm shorter than A4: with a smaller picture two slides and their prose still stand on one page.
SHEETS = {
    "a4": Sheet("a4", 210.0, 297.0, 22.0, 18.0, 174.0, 102.0),
    "letter": Sheet("letter", 215.9, 279.4, 20.0, 17.0, 174.0, 94.0),
}


def types(language: str) -> dict[str, Type]:
    """The sizes of type by use. Korean is set with more room between its lines: its letters fill their squares."""
    return {
        "text": Type(10.0, 5.7 if language == "ko" else 5.2),
        "title": Type(12.0, 5.8, "heading", True),
        "part": Type(16.0, 7.4, "heading", True),
        "heading": Type(22.0, 11.0, "heading", True),
        "subtitle": Type(14.0, 7.0),
        "entry": Type(10.0, 5.7),
        "part-entry": Type(10.0, 5.7, "text", True),
        "source": Type(8.2, 4.6),
        "small": Type(7.2, 3.7),
    }
