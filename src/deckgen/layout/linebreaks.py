"""Text to lines, as PowerPoint was measured to break it. Widths in em, where it is not said otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf
from typing import NamedTuple

from deckgen.languages.language import Breaking
from deckgen.languages.scripts import is_east_asian, is_hangul
from deckgen.reading.fonts import LINE as LINE
from deckgen.reading.fonts import Fonts
from deckgen.reading.letters import clusters
from deckgen.scene import Paragraph, Run

#: Widths are held against this share of the box: PowerPoint snaps each advance to 1/8 pt, and 1 % covers that.
FIT = 0.99
#: How much wider a line may become in the theme's own font where other spaces stand in it, kerned otherwise.
_SLACK = 1.05
_GLUE = frozenset("\u00a0\u2011\u2060")
#: What spoils a smooth edge: a line that ends with a dash, as bad as one that is short by a quarter; a last line that
#: is shorter than a quarter, counted four times; lines that step by this share of the measure to the same side twice,
#: as stairs do, as bad as a line that is short by a fourteenth.
_DASHED, _LEAST_LAST, _LAST = 0.25**2, 0.25, 4.0
_LEAST_STEP, _STAIRS = 0.02, 0.07**2
#: A line ends at most so many stretches before its end where it is full.
_WINDOW = 12
_DASHES = frozenset("-\u2013\u2014")


@lru_cache(maxsize=100_000)
def opportunities(text: str, breaking: Breaking) -> tuple[int, ...]:
    """Indices at which a line may start: after spaces, after dashes, between East Asian characters that are not
    Hangul."""
    out = []
    for i in range(1, len(text)):
        a, b = text[i - 1], text[i]
        if b == " " or a in _GLUE or b in _GLUE:
            continue
        if a == " ":
            out.append(i)
        elif a in _DASHES:
            if b != a and i >= 2 and text[i - 2] != " ":
                out.append(i)
        elif _ideographic(a, b) and a not in breaking.no_end and b not in breaking.no_start:
            out.append(i)
    return tuple(out)


def unbroken(text: str, breaking: Breaking) -> Iterator[str]:
    """The stretches of a text that a narrow box should keep whole: its words, and where words are written without
    spaces, what stays on one line. A word with dashes is one word."""
    for word in text.split():
        inside = (i for i in opportunities(word, breaking) if word[i - 1] not in _DASHES)
        yield from (word[a:b] for a, b in pairwise((0, *inside, len(word))))


def _ideographic(a: str, b: str) -> bool:
    """Whether a line may end between two neighbours though there is no space: one is East Asian, neither is Hangul."""
    return (is_east_asian(a) or is_east_asian(b)) and not (is_hangul(a) or is_hangul(b))


def line_starts(p: Paragraph, fonts: Fonts, width: float, fallback: bool = False) -> tuple[int, ...]:
    """Where the lines after the first start, counted from the paragraph's first letter, in a box `width` points wide
    without its insets; in the theme's font or the fallback font."""
    text = "".join(r.text for r in p.runs)
    out, at = [], 0
    for line in _broken(p.runs, p.size, 0, fonts, width - p.indent, fallback)[:-1]:
        at += sum(len(t) for _, t, _ in line.parts)
        at += text.startswith("\n", at)
        out.append(at)
    return tuple(out)


def surely_one_line(p: Paragraph, fonts: Fonts, width: float) -> bool:
    """Whether a paragraph takes one line in a box `width` points wide without its insets, in either font and whichever
    of its spaces are no-break ones; told from how wide it was set, without measuring again."""
    units, *more = _units(p.runs, fonts, False)
    wider = max(fonts.language.fallback.wider, _SLACK)
    return not more and sum([unit.width for unit in units]) * p.size * wider <= width - p.indent


class BrokenLine:
    """A line as broken, before it is placed: parts of runs with their widths."""

    __slots__ = ("first", "paragraph", "parts", "width")

    def __init__(self, paragraph: int, parts: list[Part], width: float) -> None:
        self.paragraph = paragraph
        self.parts = parts
        self.width = width
        self.first = False

    @property
    def runs(self) -> tuple[Run, ...]:
        """What it says, the parts of a run as one."""
        out: list[tuple[Run, str]] = []
        for run, t, _ in self.parts:
            if out and out[-1][0] is run:
                out[-1] = run, out[-1][1] + t
            else:
                out.append((run, t))
        # without its glue, which is counted from its beginning
        return tuple(run if run.text == t else Run(t, *run[1:-1]) for run, t in out)


#: A part of a run and its width in em.
Part = tuple[Run, str, float]
#: The width in em of a text in the face of a role and weight.
_Measure = Callable[[str, str, bool], float]


class _Unit:
    """A stretch that no line may break: parts of runs with their widths, and the width of all in em."""

    __slots__ = ("_measure", "_space", "parts", "width")

    def __init__(self, parts: tuple[Part, ...], width: float, measure: _Measure) -> None:
        self.parts = parts
        self.width = width
        self._measure = measure
        self._space = None if parts and parts[-1][1][-1] == " " else 0.0

    @property
    def space(self) -> float:
        """The width in em of the spaces at its end. It is asked for at the ends of lines only: to measure each word
        without them too would be half of all measuring."""
        if self._space is None:
            run, t, w = self.parts[-1]
            self._space = w - _measured(run, t.rstrip(" "), self._measure)
        return self._space


@lru_cache(maxsize=20_000)
def _units(runs: tuple[Run, ...], fonts: Fonts, fallback: bool) -> tuple[tuple[_Unit, ...], ...]:
    """The unbreakable stretches of a paragraph, a tuple for each line that the author broke."""
    measure = fonts.fallback_width if fallback else fonts.width
    out: list[tuple[_Unit, ...]] = []
    for hard in _hard_lines(runs):
        text = "".join(t for _, t in hard)
        cuts = (0, *opportunities(text, fonts.language.breaking), len(text)) if text else (0,)
        if len(hard) == 1 and not hard[0][0].spacing:  # as most are
            run = hard[0][0]
            words = [text[a:b] for a, b in pairwise(cuts)]
            widths = [measure(word, run.font, run.bold) for word in words]
            out.append(tuple([_Unit(((run, t, w),), w, measure) for t, w in zip(words, widths, strict=True)]))
            continue
        line: list[_Unit] = []
        for a, b in pairwise(cuts):
            parts = tuple((run, t, _measured(run, t, measure)) for run, t in _unit(hard, a, b))
            line.append(_Unit(parts, sum(w for *_, w in parts), measure))
        out.append(tuple(line))
    return tuple(out)


def _measured(run: Run, text: str, measure: _Measure) -> float:
    """The width in em of a part of a run."""
    width = measure(text, run.font, run.bold)
    return width + run.spacing * len(clusters(text)) if run.spacing else width


def lines_of(
    paragraphs: Sequence[Paragraph], fonts: Fonts, width: float, fallback: bool = False, wrap: bool = True
) -> tuple[list[BrokenLine], float]:
    """Paragraphs broken into lines, and the height of these in points; without `wrap` only as the author broke them."""
    out: list[BrokenLine] = []
    height = 0.0
    for n, p in enumerate(paragraphs):
        broken = _broken(p.runs, p.size, n, fonts, width - p.indent if wrap else inf, fallback)
        if n:
            height += p.before
        height += len(broken) * LINE * p.size * p.leading
        out.extend(broken)
    return out, height


@lru_cache(maxsize=4096)  # a text is set anew in boxes that differ in their height alone
def _broken(
    runs: tuple[Run, ...], size: float, n: int, fonts: Fonts, width: float, fallback: bool
) -> tuple[BrokenLine, ...]:
    """The lines of paragraph `n`, `width` points wide."""
    available = (width if fallback else width * FIT) / size
    out: list[BrokenLine] = []
    for units in _units(runs, fonts, fallback):
        line: list[Part] = []
        used, last = 0.0, None
        for unit in units:
            parts, full = unit.parts, unit.width
            if used + full > available:
                space = unit.space
                if last and used + full - space > available:
                    out.append(BrokenLine(n, line, (used - last.space) * size))
                    line, used = [], 0.0
                if full - space > available:
                    parts = tuple(_emergency(parts, available, fonts, fallback, out, n, size))
                    full = sum(w for *_, w in parts)
            line.extend(parts)
            used += full
            last = unit
        out.append(BrokenLine(n, line, (used - (last.space if last else 0.0)) * size))
    out[0].first = True
    return tuple(out)


def smooth_lines(p: Paragraph, fonts: Fonts, width: float) -> list[BrokenLine]:
    """A paragraph in as few lines as it takes, `width` points wide, with the smoothest edge at the right: words go down
    to the next line where that makes the shortest lines longer. For paper, where nobody breaks lines again."""
    full = list(_broken(p.runs, p.size, 0, fonts, width - p.indent, False))
    hard = _units(p.runs, fonts, False)
    if len(full) < 3 or len(hard) > 1:
        return full
    available = (width - p.indent) * FIT / p.size
    ends = _smooth_ends(_Measured(hard[0], fonts), available, len(full))
    if ends is None:
        return full
    out = []
    for a, b in pairwise((0, *ends)):
        parts = [part for unit in hard[0][a:b] for part in unit.parts]
        used = sum(unit.width for unit in hard[0][a:b]) - hard[0][b - 1].space
        out.append(BrokenLine(0, parts, used * p.size))
    out[0].first = True
    return out


class _Measured:
    """Stretches of a paragraph with the sums of their widths, and what stands at the end of each, in em."""

    __slots__ = ("dashed", "sums", "trailing")

    def __init__(self, units: Sequence[_Unit], fonts: Fonts) -> None:
        self.sums = [0.0]
        self.trailing: list[float] = []
        self.dashed: list[bool] = []
        for unit in units:
            run, t, _ = unit.parts[-1]
            self.sums.append(self.sums[-1] + unit.width)
            spaces = len(t) - len(t.rstrip(" "))
            self.trailing.append(spaces * fonts.width(" ", run.font, run.bold) if spaces else 0.0)
            self.dashed.append(t[-1] in _DASHES)

    def width(self, a: int, b: int) -> float:
        """The width of a line of stretches, without the spaces at its end."""
        return self.sums[b] - self.sums[a] - self.trailing[b - 1]


class _Way(NamedTuple):
    """A way to break a paragraph so far: what it costs, where its last line ends, by what share of the measure that is
    short, whether it is a step longer (1) or shorter (-1) than the one before, and the way up to that."""

    cost: float
    end: int
    short: float
    step: int
    before: _Way | None


def _smooth_ends(units: _Measured, available: float, count: int) -> list[int] | None:
    """The stretches before which so many lines end, with the least sum of squares of what these are short by; None
    where they cannot be others than full ones. Each line ends between where it would if all before it were full, and
    where it would if all after it were."""
    total = len(units.trailing)
    latest, earliest = _filled_ends(units, available, count), _filled_ends_back(units, available, count)
    if latest is None or earliest is None or latest == earliest:
        return None
    best: dict[tuple[int, int], _Way] = {(0, 0): _Way(0.0, 0, 0.0, 0, None)}
    for n in range(count):
        last = n == count - 1
        following: dict[tuple[int, int], _Way] = {}
        for end in (total,) if last else range(max(earliest[n], latest[n] - _WINDOW), latest[n] + 1):
            for (start, _), way in best.items():
                short = 1 - units.width(start, end) / available
                if start < end and short >= 0:
                    step = _step(way.short - short) if n and not last else 0
                    stairs = _STAIRS if step and step == way.step else 0.0
                    cost = way.cost + stairs + _roughness(short, units.dashed[end - 1], last)
                    if (end, start) not in following or cost < following[end, start].cost:
                        following[end, start] = _Way(cost, end, short, step, way)
        best = following
    found: _Way | None = min(best.values(), key=lambda w: w.cost, default=None)
    ends: list[int] = []
    while found and found.before:
        ends.append(found.end)
        found = found.before
    return ends[::-1] or None


def _step(longer: float) -> int:
    """Whether a line that is longer by this share of the measure makes a step."""
    return 0 if abs(longer) < _LEAST_STEP else 1 if longer > 0 else -1


def _roughness(short: float, dashed: bool, last: bool) -> float:
    """What it costs that a line is short by this share of the measure, or ends with a dash."""
    if last:
        return _LAST * max(0.0, short - 1 + _LEAST_LAST) ** 2
    return short * short + (_DASHED if dashed else 0.0)


def _filled_ends(units: _Measured, available: float, count: int) -> list[int] | None:
    """Where full lines end; None where they are not so many."""
    out: list[int] = []
    start, total = 0, len(units.trailing)
    while start < total and len(out) < count:
        end = start + 1
        while end < total and units.width(start, end + 1) <= available:
            end += 1
        out.append(end)
        start = end
    return out if start == total and len(out) == count else None


def _filled_ends_back(units: _Measured, available: float, count: int) -> list[int] | None:
    """Where lines end at the earliest, so that those after them are full; None where they are not so many."""
    out: list[int] = []
    end = len(units.trailing)
    while end > 0 and len(out) < count:
        out.append(end)
        start = end - 1
        while start > 0 and units.width(start - 1, end) <= available:
            start -= 1
        end = start
    return out[::-1] if end == 0 and len(out) == count else None


def _hard_lines(runs: tuple[Run, ...]) -> list[list[tuple[Run, str]]]:
    lines: list[list[tuple[Run, str]]] = [[]]
    for run in runs:
        for i, t in enumerate(run.text.split("\n")):
            if i:
                lines.append([])
            if t:
                lines[-1].append((run, t))
    return lines


def _unit(line: list[tuple[Run, str]], a: int, b: int) -> list[tuple[Run, str]]:
    """The parts of runs between two indices of a line's text."""
    out, at = [], 0
    for run, t in line:
        lo, hi = max(a - at, 0), min(b - at, len(t))
        if lo < hi:
            out.append((run, t[lo:hi]))
        at += len(t)
        if at >= b:
            break
    return out


def _emergency(
    parts: Iterable[Part], available: float, fonts: Fonts, fallback: bool, out: list[BrokenLine], n: int, size: float
) -> list[Part]:
    """A word wider than its line is broken between characters; what is left starts the next line. Widths in em."""
    measure = fonts.fallback_width if fallback else fonts.width
    line: list[Part] = []
    used = 0.0
    for run, t, _ in parts:
        for c in clusters(t):
            w = _measured(run, c, measure)
            if line and used + w > available:
                out.append(BrokenLine(n, line, used * size))
                line, used = [], 0.0
            if line and line[-1][0] is run:
                line[-1] = (run, line[-1][1] + c, line[-1][2] + w)
            else:
                line.append((run, c, w))
            used += w
    return line


def breaks_a_word(paragraphs: Sequence[Paragraph], fonts: Fonts, width: float) -> bool:
    """Whether some word is wider than its line."""
    for p in paragraphs:
        available = (width - p.indent) * FIT / p.size
        for line in _units(p.runs, fonts, False):
            if any(unit.width > available and unit.width - unit.space > available for unit in line):
                return True
    return False
