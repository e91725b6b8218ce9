"""Text to printed lines, by the same rules and with the same metrics as on the slides.

WeasyPrint flows pages but cannot keep Korean words whole (it has no `word-break: keep-all`), and sets balanced columns
five times over; so it is given lines that are already broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from deckgen.layout.linebreaks import smooth_lines
from deckgen.layout.runs import run
from deckgen.layout.typeset import Setting, block
from deckgen.reading.addresses import displayed, shortened, spelt_out
from deckgen.reading.fonts import EMOJI, Fonts
from deckgen.richtext import NO_MARKS, Inline, Mark, Prose, one_paragraph
from deckgen.scene import Paragraph, Rect, Run
from deckgen.writers.handout.sheet import POINTS, Type

#: A last word of at most so many characters (with its full stop) is not left alone on the last line: Korean ones, and
#: those in narrower letters.
SHORT_WORD, NARROW_WORD = 6, 10
#: Lines of an address beyond which nobody types it: of a longer one the beginning is printed, and the link is whole.
LONGEST_ADDRESS = 3
_NOTE: frozenset[Mark] = frozenset({"note"})
_GLUE = "\u00a0"
#: Stands after a hyphen that does not end a line.
JOINER = "\u2060"
#: Where a heading is parted by preference: the shorter line is at least this part of the longer one.
_PAUSE, _EVEN = re.compile(r"(?<=[,:;.?!]) "), 0.25
#: What the first line of a further paragraph begins with: an em, in place of a gap that would leave the baseline grid.
INDENT = "\u2003"


class PrintRun(NamedTuple):
    """A stretch of a line in one look: `bold`, and in the `code` face. `marks` say what it is, whatever it looks like;
    `language`: of a passage in another one than the handout's; `anchor`: the name of this place; `emoji`: set in the
    face of emoji."""

    text: str
    bold: bool = False
    code: bool = False
    marks: frozenset[Mark] = NO_MARKS
    url: str = ""
    language: str = ""
    anchor: str = ""
    emoji: bool = False


#: A printed line.
PrintLine = tuple[PrintRun, ...]
#: What a number in prose leads to: an address, or what a footnote says.
Called = str | tuple[Inline, ...]
#: In place of what has a number elsewhere on paper, so that what follows is numbered after it.
ELSEWHERE: Called = "\0"


def scene_runs(
    inlines: Sequence[Inline], type: Type, language: str, around: str, called: Sequence[Called] = ()
) -> tuple[Run, ...]:
    """Inlines of a text in `language` as the typesetter takes them, on a page in the language `around` them; numbers
    follow what is `called`. Another footnote stands in brackets where it is called."""
    out: list[Run] = []
    for r in inlines:
        text = r.text.replace("\n", " ")
        number = called.index(r.note or r.url or "") + 1 if (r.note or r.url or "") in called else 0
        if r.note and not number:
            out += scene_runs((Inline(" ("), *told(r.note), Inline(")")), type, language, around)
        elif not r.note:
            r = r._replace(text=text.replace("-", f"-{JOINER}") if r.code else text)
            out.append(run(r, type.font, type.bold, "text", language, around))
        if number and (r.note or not spelt_out(text, r.url or "")):
            digits = Inline(str(number))
            out.append(run(digits, type.font, type.bold, "text", language, around)._replace(marks=_NOTE))
    return tuple(out)


def told(note: Iterable[Inline]) -> Iterator[Inline]:
    """What a footnote says on paper: an address stands behind the words that lead to it."""
    for r in note:
        yield r
        if r.url and not spelt_out(r.text, r.url):
            yield Inline(f" ({displayed(r.url)})")


def break_lines(
    runs: Sequence[Run], type: Type, width: float, fonts: Fonts, even: bool = False, hang: float = 0.0
) -> tuple[PrintLine, ...]:
    """The lines of a paragraph in a column of `width` mm. `even`: a heading's, about as long as each other; `hang`: how
    far a point stands behind its mark."""
    lines = (_evened if even else _smooth)(tuple(runs), type.size, (width - hang) * POINTS, fonts)
    last = "".join(r.text for r in lines[-1]).strip() if lines else ""
    if not even and len(lines) > 1 and len(last) <= (NARROW_WORD if last.isascii() else SHORT_WORD):
        tied = _smooth(tuple(_tied(runs)), type.size, (width - hang) * POINTS, fonts)
        # what is tied may be too long for a line
        if keeps_words("".join(r.text for r in runs), ("".join(r.text for r in line) for line in tied)):
            lines = tied
    return tuple(tuple(printed for r in line for printed in _print_runs(r, fonts)) for line in lines)


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


def set_text(
    prose: Prose, type: Type, width: float, fonts: Fonts, around: str, even: bool = False
) -> tuple[PrintLine, ...]:
    """The lines of a text that is one paragraph, in a column of `width` mm on a page in the language `around` it.

    `even`: a heading's lines are about as long as each other; where there are two, they are parted where it pauses.
    """
    inlines = one_paragraph(prose)
    if even:  # a heading's footnote stands at the foot of its slide
        inlines = tuple(r for r in inlines if not r.note)
    lines = break_lines(scene_runs(inlines, type, prose.language, around), type, width, fonts, even)
    if not even or len(lines) != 2:
        return lines
    language = prose.language if prose.language != around else ""
    return tuple(_halves(inlines, type, width, fonts, language)) or lines


def _halves(inlines: Sequence[Inline], type: Type, width: float, fonts: Fonts, language: str) -> Iterator[PrintLine]:
    """A heading's two lines, parted at the pause that leaves them most alike; none where no pause does."""
    text = "".join(r.text for r in inlines)
    pauses = [(_cut(inlines, 0, m.start()), _cut(inlines, m.end(), len(text))) for m in _PAUSE.finditer(text)]
    wide = [([_width(half, type, fonts) for half in halves], halves) for halves in pauses]
    fits = [(min(w) / max(w), halves) for w, halves in wide if max(w) * type.size <= width * POINTS]
    share, best = max(fits, default=(0.0, ()), key=itemgetter(0))
    for half in best if share >= _EVEN else ():
        yield tuple(
            PrintRun(r.text, r.bold or type.bold, r.code or type.font == "code", r.marks, r.url or "", language)
            for r in half
        )


def _cut(inlines: Iterable[Inline], start: int, end: int) -> tuple[Inline, ...]:
    """What stands between two indices of the text."""
    out, at = [], 0
    for r in inlines:
        text = r.text[max(start - at, 0) : max(end - at, 0)]
        at += len(r.text)
        if text:
            out.append(r._replace(text=text))
    return tuple(out)


def _width(inlines: Iterable[Inline], type: Type, fonts: Fonts) -> float:
    """The width of a text on one line, in em."""
    return sum(fonts.width(r.text, "code" if r.code else type.font, r.bold or type.bold) for r in inlines)


def address_lines(url: str, type: Type, width: float, fonts: Fonts) -> tuple[PrintLine, ...]:
    """An address in the lines that it needs; of one that needs more than `LONGEST_ADDRESS` its beginning."""

    def broken(text: str) -> list[str]:
        return list(_address_parts(text, type, width, fonts))

    shown = displayed(url, lambda c: not fonts.missing(c, type.font, type.bold))
    short = shortened(shown, lambda text: len(broken(text)) <= LONGEST_ADDRESS)
    return tuple((PrintRun(part, url=url),) for part in broken(short))


def _address_parts(rest: str, type: Type, width: float, fonts: Fonts) -> Iterator[str]:
    """An address parted after a slash or a dot, else where the line is full; never after a hyphen, which would be taken
    for the line's."""
    while rest:
        fits = len(rest)
        while fits > 1 and fonts.width(rest[:fits], type.font, type.bold) * type.size > width * POINTS:
            fits -= 1
        if fits < len(rest):
            fits = max(rest.rfind(c, 0, fits) + 1 for c in "/._?&=") or max(len(rest[:fits].rstrip("-")), 1)
        yield rest[:fits]
        rest = rest[fits:]


def _evened(runs: tuple[Run, ...], size: float, width: float, fonts: Fonts) -> tuple[tuple[Run, ...], ...]:
    """A heading in lines of at most so many points, about as long as each other."""
    set_lines = block((Setting(runs, (size,)),), fonts, Rect(0, 0, width, 100_000.0), even=True).lines
    return tuple(tuple(p.run for p in line.pieces) for line in set_lines)


@lru_cache(maxsize=4096)
def _smooth(runs: tuple[Run, ...], size: float, width: float, fonts: Fonts) -> tuple[tuple[Run, ...], ...]:
    """A paragraph in lines of at most so many points, their right edge as smooth as can be."""
    return tuple(tuple(line.runs) for line in smooth_lines(Paragraph(runs, size), fonts, width))


def _tied(runs: Sequence[Run]) -> list[Run]:
    """The runs with the last word tied to the one before it."""
    out = list(runs)
    for i in range(len(out) - 1, -1, -1):
        head, space, last = out[i].text.rstrip().rpartition(" ")
        if space and head.strip():
            out[i] = out[i]._replace(text=f"{head}{_GLUE}{last}")
            return out
    return out


def _print_runs(r: Run, fonts: Fonts) -> Iterator[PrintRun]:
    """A run as it is printed; emoji are named, since WeasyPrint would draw some of them in parts."""
    url = r.link.url or "" if r.link else ""
    for role, part in fonts.pictorial(r.text.replace(_GLUE, " ").replace(JOINER, ""), r.font, r.bold):
        yield PrintRun(part, r.bold, r.font == "code", r.marks, url, r.language, emoji=role == EMOJI)
