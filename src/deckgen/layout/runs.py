"""Prose as runs, and what marks and lists look like: the same on slides, in PowerPoint's placeholders and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from deckgen.composing.blocks import split_number
from deckgen.languages import LANGUAGES
from deckgen.layout.typeset import Setting
from deckgen.reading.fonts import Fonts
from deckgen.richtext import Block, Inline, Mark
from deckgen.scene import Bullet, Link, Run

#: List marks by level; how far text stands behind them, and deeper levels behind others, as shares of the type size.
LIST_MARKS = ("•", "–")
HANG, STEP = 0.95, 1.1
#: From this size on, in points, text stands closer behind its mark, which is small beside heavy letters.
LARGE, CLOSE = 48.0, 0.6
#: Em between a number and its point, at least.
APART = 0.3
#: Digits above the line: characters of their own, which look the same in every output.
_ABOVE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE: frozenset[Mark] = frozenset({"note"})
#: The role that stands out on a background, where it is not the accent.
_STANDS_OUT = {"strong": "bright", "accent": "paper", "calm": "paper", "dark": "glow", "band": "glow"}


def accent_on(background: str) -> str:
    """The role that stands out on a background."""
    return _STANDS_OUT.get(background, "accent")


def list_mark(level: int, background: str, colour: str, number: int = 0) -> Bullet:
    """The mark of a point in a list: it stands out on the first level, and has the text's `colour` on deeper ones."""
    mark = f"{number}." if number else LIST_MARKS[min(level, 1)]
    return Bullet(mark, colour if level else accent_on(background), number, number)


def point(b: Block) -> Block:
    """A paragraph as a point of a list; a number that it begins with is its number."""
    head, *others = b.runs
    number, rest = split_number(head.text, bool(others)) if not (b.bullet or head.code) else (0, "")
    if not number:
        return b._replace(bullet=True)
    return Block((head._replace(text=rest), *others), True, b.level, number)


def counted(points: Iterable[tuple[int, Bullet | None]]) -> Iterator[Bullet | None]:
    """The marks of paragraphs, each with its level, with numbers as PowerPoint counts them: from where their list
    starts. `1.` over and over counts on."""
    lists: dict[int, tuple[int, int, int]] = {}  # by level: where it starts, its last number, how that was written
    for level, bullet in points:
        for deeper in [n for n in lists if n > level or bullet is None]:
            del lists[deeper]
        if bullet is None or not bullet.number:
            lists.pop(level, None)
            yield bullet
            continue
        start, last, written = lists.get(level, (0, 0, 0))
        number = last + 1 if bullet.number == written else bullet.number
        start = start if start and number == last + 1 else number
        lists[level] = start, number, bullet.number
        yield bullet._replace(mark=f"{number}.", number=number, start=start)


def ready(settings: Sequence[Setting], fonts: Fonts) -> tuple[Setting, ...]:
    """Paragraphs as they can be set: emoji in their face, numbers counted."""
    return _numbered([_lettered(s, fonts) for s in settings], fonts)


def _numbered(settings: Sequence[Setting], fonts: Fonts) -> tuple[Setting, ...]:
    """Paragraphs with their numbers counted, and with room for these before their points."""
    if not any(s.bullet and s.bullet.number for s in settings):
        return tuple(settings)
    marks = tuple(counted((s.level, s.bullet) for s in settings))
    more: dict[int, float] = {}  # by level: how much wider than a sign its numbers are, in em
    for s, mark in zip(settings, marks, strict=True):
        if mark and mark.number:
            wide = fonts.width(mark.mark, "text", False) + APART - _hang(s.sizes[0])
            more[s.level] = max(more.get(s.level, 0.0), wide)
    return tuple(_roomier(s, mark, more) for s, mark in zip(settings, marks, strict=True))


def _lettered(s: Setting, fonts: Fonts) -> Setting:
    """A paragraph whose emoji are runs of their own, in the face that has them."""
    if all(r.text.isascii() for r in s.runs):
        return s
    return s._replace(runs=tuple(part for r in s.runs for part in _faced(r, fonts)))


def _faced(r: Run, fonts: Fonts) -> Iterator[Run]:
    start = 0
    for role, text in fonts.pictorial(r.text, r.font, r.bold):
        end = start + len(text)
        part = r._replace(text=text, glue=tuple(n - start for n in r.glue if start <= n < end))
        yield part if role == r.font else part._replace(font=role, bold=False)
        start = end


def _roomier(s: Setting, mark: Bullet | None, more: dict[int, float]) -> Setting:
    if mark is None:
        return s
    size = s.sizes[0]
    indent = s.indent + size * sum(em for level, em in more.items() if level <= s.level)
    return s._replace(bullet=mark, indent=indent, hang=s.hang + size * more.get(s.level, 0.0))


def call(number: int, font: str, bold: bool, colour: str, fonts: Fonts) -> Run:
    """The call of a footnote: its number above the line, or with a bracket where the font has no such digits."""
    text = str(number).translate(_ABOVE)
    return Run(f"{number})" if fonts.missing(text, font, bold) else text, font, bold, colour, None, _NOTE)


def _hang(size: float) -> float:
    """How far text stands behind its mark, as a share of the largest size of its style."""
    return CLOSE if size >= LARGE else HANG


def list_indents(size: float, level: int, listed: bool) -> tuple[float, float]:
    """A paragraph's left margin, and how far its mark stands before it, in points for type of `size` points."""
    hang = size * _hang(size) if listed else 0.0
    return hang + level * size * STEP, hang


def run(inline: Inline, font: str, bold: bool, colour: str, language: str, around: str, struck: bool = False) -> Run:
    """An inline as a run: code in the code face as it stands, other text with what belongs together bound.

    `language` is the text's own, `around` that of the slide or page; where they differ, the run is a passage in
    `language`.
    """
    text = inline.text if inline.code else LANGUAGES[language].bound(inline.text)
    return Run(
        text,
        "code" if inline.code else font,
        bold or inline.bold,
        colour,
        Link(url=inline.url) if inline.url else None,
        inline.marks,
        language if language != around else "",
        struck=struck,
        glue=_changed(inline.text, text) if text != inline.text else (),
    )


def _changed(before: str, after: str) -> tuple[int, ...]:
    """The indices at which two texts of the same length differ."""
    return tuple(n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b)
