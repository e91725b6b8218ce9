"""Text to printed lines, by the same rules and with the same metrics as on the slides.

WeasyPrint flows pages but cannot keep Korean words whole (it has no `word-break: keep-all`), and sets balanced columns
five times over; so it is given lines that are already broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from deckgen.composing.prose import Inline
from deckgen.layout.typeset import Setting, block
from deckgen.reading.fonts import Fonts
from deckgen.scene import Line, Link, Rect, Run
from deckgen.writers.handout.sheet import POINTS, Type

#: A last word of at most so many characters (with its full stop) is not left alone on the last line: Korean ones, and those in
#: narrower letters.
SHORT_WORD, NARROW_WORD = 6, 10
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
#: How marks of a run travel through the typesetter: as colours.
_PLAIN, _EMPHASIS, _NOTE = "text", "accent", "muted"
_GLUE = "\u00a0"
#: Stands after a hyphen that does not end a line.
_JOINER = "\u2060"
#: Where a heading is parted by preference: the shorter line is at least this part of the longer one.
_PAUSE, _EVEN = re.compile(r"(?<=[,:;.?!]) "), 0.25
#: What the first line of a further paragraph begins with: an em, in place of a gap that would leave the baseline grid.
INDENT = "\u2003"


class PrintRun(NamedTuple):
    """A stretch of a line in one look; `note` is a number that leads to an address below the text; `language`: of a passage in
    another one than the handout's; `anchor`: the name of this place."""

    text: str
    bold: bool = False
    emphasis: bool = False
    code: bool = False
    note: bool = False
    url: str = ""
    language: str = ""
    anchor: str = ""


#: A printed line.
PrintLine = tuple[PrintRun, ...]


def scene_runs(runs: Sequence[Inline], type: Type, fonts: Fonts, notes: Sequence[str] = ()) -> tuple[Run, ...]:
    """Runs of prose as the typesetter takes them; `notes` are addresses whose number follows their link."""
    out: list[Run] = []
    for r in runs:
        text = (
            r.text.replace("\n", " ").replace("-", f"-{_JOINER}")
            if r.code
            else fonts.language.bound(r.text.replace("\n", " "))
        )
        colour = _EMPHASIS if r.emphasis else _PLAIN
        link = Link(url=r.url) if r.url else None
        out.append(Run(text, "code" if r.code else type.font, r.bold or type.bold, colour, link))
        if r.url in notes and display_address(r.url) != text.strip():
            out.append(Run(str(notes.index(r.url) + 1), type.font, type.bold, _NOTE))
    return tuple(out)


def break_lines(
    runs: Sequence[Run], type: Type, width: float, fonts: Fonts, even: bool = False, hang: float = 0.0
) -> tuple[PrintLine, ...]:
    """The lines of a paragraph in a column of `width` mm. `even`: a heading's, about as long as each other; `hang`: how far a
    point stands behind its mark."""
    found = _set(runs, type, width - hang, fonts, even)
    last = "".join(p.run.text for p in found[-1].pieces).strip() if found else ""
    if not even and len(found) > 1 and len(last) <= (NARROW_WORD if last.isascii() else SHORT_WORD):
        tied = _set(_tied(runs), type, width - hang, fonts, even)
        # what is tied may be too long for a line
        if keeps_words("".join(r.text for r in runs), ("".join(p.run.text for p in line.pieces) for line in tied)):
            found = tied
    return tuple(_line(line) for line in found)


def keeps_words(text: str, lines: Iterable[str]) -> bool:
    """Whether every line of a text ends where a word does."""
    rest = _loose(text)
    for line in map(_loose, lines):
        rest = rest.lstrip(" ").removeprefix(line.strip(" "))
        if rest and rest[0] != " " and not line.endswith(("-", "/")):
            return False
    return True


def line_text(line: PrintLine) -> str:
    """What a line says."""
    return "".join(run.text for run in line)


def _loose(text: str) -> str:
    """A text without what ties its words."""
    return text.replace("\u00a0", " ").replace("\u2060", "")


def plain(text: str, type: Type, width: float, fonts: Fonts, even: bool = False) -> tuple[PrintLine, ...]:
    """The lines of a text of one look; a newline in it breaks the line. A heading on two lines is parted where it pauses."""
    lines = break_lines((Run(fonts.language.bound(text), type.font, type.bold, _PLAIN),), type, width, fonts, even)
    if not even or len(lines) != 2:
        return lines
    halves = ((text[: m.start()], text[m.end() :]) for m in _PAUSE.finditer(text))
    wide = (
        (min(w) / max(w), h)
        for h in halves
        for w in [[fonts.width(half, type.font, type.bold) for half in h]]
        if max(w) * type.size <= width * POINTS
    )
    share, (first, second) = max(wide, default=(0.0, ("", "")))
    return (
        tuple((PrintRun(half, type.bold, code=type.font == "code"),) for half in (first, second))
        if share >= _EVEN
        else lines
    )


def one_line(text: str) -> str:
    """A text with every stretch of white space as one space; no-break spaces stay."""
    return _SPACE.sub(" ", text).strip(" ")


def address_lines(url: str, type: Type, width: float, fonts: Fonts) -> tuple[PrintLine, ...]:
    """An address in as many lines as it needs, parted after a slash, a dot or a hyphen, else where the line is full."""
    out, rest = [], display_address(url)
    while rest:
        fits = len(rest)
        while fits > 1 and fonts.width(rest[:fits], type.font, type.bold) * type.size > width * POINTS:
            fits -= 1
        if fits < len(rest):
            fits = max((rest.rfind(c, 0, fits) + 1 for c in "/.-_?&="), default=0) or fits
        out.append((PrintRun(rest[:fits], url=url),))
        rest = rest[fits:]
    return tuple(out)


def display_address(url: str) -> str:
    """An address as it is printed."""
    for scheme in ("https://", "http://", "mailto:", "tel:"):
        url = url.removeprefix(scheme)
    return url.removesuffix("/")


def _set(runs: Sequence[Run], type: Type, width: float, fonts: Fonts, even: bool) -> tuple[Line, ...]:
    room = Rect(0, 0, width * POINTS, 100_000.0)
    return block((Setting(tuple(runs), (type.size,)),), fonts, room, even=even).lines


def _tied(runs: Sequence[Run]) -> list[Run]:
    """The runs with the last word tied to the one before it."""
    out = list(runs)
    for i in range(len(out) - 1, -1, -1):
        head, space, last = out[i].text.rstrip().rpartition(" ")
        if space and head.strip():
            out[i] = out[i]._replace(text=f"{head}{_GLUE}{last}")
            return out
    return out


def _line(line: Line) -> PrintLine:
    out = []
    for p in line.pieces:
        r = p.run
        out.append(
            PrintRun(
                r.text.replace(_GLUE, " ").replace(_JOINER, ""),
                r.bold,
                r.colour == _EMPHASIS,
                r.font == "code",
                r.colour == _NOTE,
                r.link.url or "" if r.link else "",
            )
        )
    return tuple(out)
