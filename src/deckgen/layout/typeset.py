"""Break, measure, and take the first size of the ladder that fits.

Breaking follows what PowerPoint was measured to do, with Korean words kept whole: that never needs fewer lines than
breaking inside them, so a text that fits here fits there. Heights follow its rule of 1.2 em a line whatever the font.
All lengths in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from deckgen.languages import DEFAULT
from deckgen.layout.linebreaks import FIT, BrokenLine, Part, breaks_a_word, lines_of
from deckgen.reading.fonts import EMOJI, Fonts
from deckgen.reading.fonts import LINE as LINE
from deckgen.scene import Align, Anchor, Bullet, Insets, Line, Paragraph, Piece, Rect, Run, TextBlock

#: A centred or short heading is evened out only where the widest line leaves this share of the box free.
EVEN_OUT = 0.12
#: What evens lines out is in steps of so many points: a fifth of the page's width, and halves of it.
EVEN_STEPS = (192.0, 96.0, 48.0, 24.0)
#: A last line is short below this share of the longest of its paragraph; several paragraphs are narrowed in steps of so
#: many points, by this share of their width at most.
ORPHAN, NARROWER, LEAST = 0.35, 24.0, 0.36
#: By how much a box may be wider than ours without a word that moves up to another line.
SURELY = 1.006


class Look(NamedTuple):
    """Face and colour of a style, without what an author marks in it."""

    font: str
    bold: bool
    colour: str
    struck: bool = False


class Setting(NamedTuple):
    """A paragraph still to be set: its runs and the ladder of its style. `before` is the space above it in points.

    `look` is that of its style (None: of its first run), `tier` the level of its placeholder that says how it looks.
    """

    runs: tuple[Run, ...]
    sizes: tuple[float, ...]
    leading: float = 1.0
    before: float = 0.0
    align: Align = "left"
    level: int = 0
    indent: float = 0.0
    hang: float = 0.0
    bullet: Bullet | None = None
    look: Look | None = None
    tier: int = 0

    def at(self, rung: int) -> Paragraph:
        """The paragraph at a rung of its ladder. Spaces and indents stay, as they do where a presenter changes the
        size: PowerPoint takes them from the layout."""
        return Paragraph(
            self.runs,
            self.sizes[min(rung, len(self.sizes) - 1)],
            self.leading,
            self.before,
            self.align,
            self.level,
            self.indent,
            self.hang,
            self.bullet,
            self.tier,
        )


@lru_cache(maxsize=4096)
def block(
    settings: tuple[Setting, ...],
    fonts: Fonts,
    rect: Rect,
    *,
    inset: Insets = (0.0, 0.0, 0.0, 0.0),
    anchor: Anchor = "top",
    rung: int = 0,
    even: bool = False,
    orphans: bool = False,
    fixed: bool = False,
    wrap: bool = True,
    language: str = DEFAULT,
) -> TextBlock:
    """The text set in the first size, from `rung` down the ladder, that fits the rectangle.

    A size that fits in the fallback font too is preferred: many presenters have not installed the theme's. Where no
    size fits both, the first that fits the theme's font is taken; where none fits, the smallest is, and `overflow`
    says how many lines are too many. A size at which a word is wider than its line, and is broken between characters,
    is taken only where the word is in every size. `even` balances the lines of a heading (by a wider right inset)
    where that costs no line, and keeps short last lines from several paragraphs in the same way; `orphans` does so
    only where a paragraph would end in a short line; `fixed` keeps to
    `rung`, as a table's cells must. Without `wrap` no line is broken: a size fits only if its widest does.
    """
    width = rect.w - inset[0] - inset[2]
    height = rect.h - inset[1] - inset[3]
    last = rung if fixed else max((len(s.sizes) for s in settings), default=1) - 1
    first_fit: _Fit | None = None
    cut_fit: _Fit | None = None
    roomy = False
    for taken in range(min(rung, last), last + 1):
        paragraphs = tuple(s.at(taken) for s in settings)
        lines, needed = lines_of(paragraphs, fonts, width, wrap=wrap)
        if needed > height + 0.05 or (not wrap and _widest(lines, paragraphs) > width * FIT):
            continue
        if wrap and breaks_a_word(paragraphs, fonts, width):
            cut_fit = cut_fit or (taken, paragraphs, lines, needed)
            continue
        first_fit = first_fit or (taken, paragraphs, lines, needed)
        if _roomy(lines, paragraphs, fonts, width, needed, height) or _fits_fallback(
            paragraphs, fonts, width, height, wrap
        ):
            first_fit = (taken, paragraphs, lines, needed)
            roomy = True
            break
    if fit := first_fit or cut_fit:
        taken, paragraphs, lines, needed = fit
    overflow = 0 if needed <= height + 0.05 else _surplus(lines, paragraphs, height)
    if (even or (orphans and _orphans(lines))) and wrap and len(lines) > len(paragraphs) and not overflow:
        way = _evened if len(paragraphs) == 1 else _narrowed
        inset, lines = way(paragraphs, fonts, width, inset, lines)
        width = rect.w - inset[0] - inset[2]
    return TextBlock(
        paragraphs,
        _placed(lines, paragraphs, fonts, rect, inset, anchor, needed),
        inset,
        anchor,
        taken,
        needed,
        overflow,
        language,
        roomy,
        wrap,
    )


def _widest(lines: Sequence[BrokenLine], paragraphs: Sequence[Paragraph]) -> float:
    return max((line.width + paragraphs[line.paragraph].indent for line in lines), default=0.0)


def _fits_fallback(paragraphs: Sequence[Paragraph], fonts: Fonts, width: float, height: float, wrap: bool) -> bool:
    lines, needed = lines_of(paragraphs, fonts, width, fallback=True, wrap=wrap)
    return needed <= height + 0.05 and (wrap or _widest(lines, paragraphs) <= width)


def _roomy(
    lines: list[BrokenLine], paragraphs: Sequence[Paragraph], fonts: Fonts, width: float, needed: float, height: float
) -> bool:
    """Whether the fallback font surely fits as well, told without measuring: each paragraph keeps to its one line."""
    wider = fonts.language.fallback.wider
    return (
        len(lines) == len(paragraphs)
        and needed <= height
        and all(line.width * wider <= width - paragraphs[line.paragraph].indent for line in lines)
    )


def common_rung(candidates: Iterable[TextBlock]) -> int:
    """The rung that siblings share: the smallest type that any of them needs."""
    return max((b.rung for b in candidates), default=0)


def fallback_height(text: TextBlock, width: float, fonts: Fonts) -> float:
    """Height in points (without insets) of a set text in a box `width` points wide where PowerPoint lacks its font."""
    free = width - text.inset[0] - text.inset[2]
    return lines_of(text.paragraphs, fonts, free, fallback=True, wrap=text.wrap)[1]


#: A rung at which a text fits: its paragraphs, lines, and the height that they need in points.
_Fit = tuple[int, tuple[Paragraph, ...], list[BrokenLine], float]


def _surplus(lines: list[BrokenLine], paragraphs: Sequence[Paragraph], height: float) -> int:
    used, fit = 0.0, 0
    for i, line in enumerate(lines):
        p = paragraphs[line.paragraph]
        if line.first and i:
            used += p.before
        used += LINE * p.size * p.leading
        if used <= height + 0.05:
            fit = i + 1
    return len(lines) - fit


def _evened(
    paragraphs: tuple[Paragraph, ...], fonts: Fonts, width: float, inset: Insets, lines: list[BrokenLine]
) -> tuple[Insets, list[BrokenLine]]:
    """Insets that make the lines of one paragraph about equally long, if the widest line leaves room for it."""
    shortest = min(line.width for line in lines)
    if shortest > (1 - EVEN_OUT) * max(line.width for line in lines):
        return inset, lines
    # the narrowest box that takes no more lines, also where the fallback font does not need more already
    wanted = len(lines)
    allowed = max(wanted, len(lines_of(paragraphs, fonts, width, fallback=True)[0]))
    low, high = width / wanted * 0.8, width
    cut = breaks_a_word(paragraphs, fonts, width)
    for _ in range(9):
        middle = (low + high) / 2
        if (
            (not cut and breaks_a_word(paragraphs, fonts, middle))
            or len(lines_of(paragraphs, fonts, middle)[0]) > wanted
            or len(lines_of(paragraphs, fonts, middle, fallback=True)[0]) > allowed
        ):
            low = middle
        else:
            high = middle
    narrow = min(width, high * SURELY)
    even_lines, _ = lines_of(paragraphs, fonts, narrow)
    spare = _in_steps(paragraphs, fonts, width, round(width - narrow, 1), even_lines)
    if paragraphs[0].align == "center":
        return (inset[0] + spare / 2, inset[1], inset[2] + spare / 2, inset[3]), even_lines
    return (inset[0], inset[1], inset[2] + spare, inset[3]), even_lines


def _narrowed(
    paragraphs: tuple[Paragraph, ...], fonts: Fonts, width: float, inset: Insets, lines: list[BrokenLine]
) -> tuple[Insets, list[BrokenLine]]:
    """Insets at which fewer of several paragraphs end in a short line, in no more lines than before."""
    best, least = (inset, lines), _orphans(lines)
    if not least or any(p.align != "left" for p in paragraphs):
        return best
    allowed = max(len(lines), len(lines_of(paragraphs, fonts, width, fallback=True)[0]))
    cut = breaks_a_word(paragraphs, fonts, width)
    for n in range(1, int(width * LEAST // NARROWER) + 1):
        narrow = width - n * NARROWER
        found, _ = lines_of(paragraphs, fonts, narrow)
        if len(found) > len(lines) or (not cut and breaks_a_word(paragraphs, fonts, narrow)):
            break
        if len(lines_of(paragraphs, fonts, narrow, fallback=True)[0]) > allowed:
            break
        if _orphans(found) < least:
            best, least = ((inset[0], inset[1], inset[2] + n * NARROWER, inset[3]), found), _orphans(found)
    return best


def _orphans(lines: Sequence[BrokenLine]) -> int:
    """How many paragraphs of several lines end in a short one."""
    own: dict[int, list[float]] = {}
    for line in lines:
        own.setdefault(line.paragraph, []).append(line.width)
    return sum(len(widths) > 1 and widths[-1] < ORPHAN * max(widths) for widths in own.values())


def _in_steps(
    paragraphs: tuple[Paragraph, ...], fonts: Fonts, width: float, spare: float, lines: list[BrokenLine]
) -> float:
    """The room beside even lines, in the largest steps in which they are broken as they are: slides whose texts are
    alike then share a layout, and New Slide offers fewer."""
    for step in EVEN_STEPS:
        snapped = spare // step * step
        wider, _ = lines_of(paragraphs, fonts, (width - snapped) * SURELY)
        if [line.width for line in wider] == [line.width for line in lines]:
            return snapped
    return spare


def _placed(
    broken: list[BrokenLine],
    paragraphs: Sequence[Paragraph],
    fonts: Fonts,
    rect: Rect,
    inset: Insets,
    anchor: Anchor,
    needed: float,
) -> tuple[Line, ...]:
    left, top, right, bottom = inset
    width = rect.w - left - right
    free = rect.h - top - bottom - needed
    y = top + (0.0 if anchor == "top" else free / 2 if anchor == "middle" else free)
    out: list[Line] = []
    for i, line in enumerate(broken):
        p = paragraphs[line.paragraph]
        if line.first and i:
            y += p.before
        advance = LINE * p.size * p.leading
        seat = fonts.face(next((r.font for r in p.runs if r.font != EMOJI), "text"), False).seat
        above = 0.9 * p.leading if p.leading > 1 else LINE * p.leading - LINE + seat
        x = left + p.indent
        spare = width - p.indent - line.width
        if p.align == "center":
            x += spare / 2
        elif p.align == "right":
            x += spare
        pieces: list[Piece] = []
        if p.bullet and line.first:
            mark = Run(p.bullet.mark, "text", False, p.bullet.colour)
            pieces.append(Piece(left + p.indent - p.hang, fonts.width(mark.text, "text", False) * p.size, mark))
        for run, t, w in _merged(line.parts):
            pieces.append(Piece(x, w * p.size, run if run.text == t else _cut(run, t)))
            x += w * p.size
        out.append(Line(y + above * p.size, p.size, tuple(pieces), line.paragraph))
        y += advance
    return tuple(out)


def _cut(run: Run, text: str) -> Run:
    return Run(text, *run[1:-1])  # without its glue, which is counted from its beginning


def _merged(parts: list[Part]) -> list[tuple[Run, str, float]]:
    out: list[tuple[Run, str, float]] = []
    for run, t, w in parts:
        if out and out[-1][0] is run:
            out[-1] = (run, out[-1][1] + t, out[-1][2] + w)
        else:
            out.append((run, t, w))
    return out
