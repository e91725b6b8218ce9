"""Prose as runs, and what marks and lists look like: the same on slides, in PowerPoint's placeholders and on paper."""

from __future__ import annotations

from deckgen.languages import LANGUAGES
from deckgen.richtext import Inline
from deckgen.scene import Bullet, Link, Run

#: List marks by level; how far text stands behind them, and deeper levels behind others, as shares of the type size.
LIST_MARKS = ("•", "–")
HANG, STEP = 0.95, 1.1
#: The role that stands out on a background, where it is not the accent.
_STANDS_OUT = {"strong": "bright", "accent": "paper", "calm": "paper"}


def accent_on(background: str) -> str:
    """The role that stands out on a background."""
    return _STANDS_OUT.get(background, "accent")


def list_mark(level: int, background: str, colour: str) -> Bullet:
    """The mark of a point in a list: it stands out on the first level, and has the text's `colour` on deeper ones."""
    return Bullet(LIST_MARKS[min(level, 1)], colour if level else accent_on(background))


def list_indents(size: float, level: int, listed: bool) -> tuple[float, float]:
    """A paragraph's left margin, and how far its mark stands before it, in points for type of `size` points."""
    hang = size * HANG if listed else 0.0
    return hang + level * size * STEP, hang


def run(inline: Inline, font: str, bold: bool, colour: str, language: str, around: str) -> Run:
    """An inline as a run: code in the code face as it stands, other text with what belongs together bound.

    `language` is the text's own, `around` that of the slide or page; where they differ, the run is a passage in
    `language`.
    """
    return Run(
        inline.text if inline.code else LANGUAGES[language].bound(inline.text),
        "code" if inline.code else font,
        bold or inline.bold,
        colour,
        Link(url=inline.url) if inline.url else None,
        inline.marks,
        language if language != around else "",
    )
