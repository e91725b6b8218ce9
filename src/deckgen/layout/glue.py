"""No-break spaces in decks: only where PowerPoint would else leave a lone syllable.

Layout binds words that lean on each other wherever they stand, and paper keeps its lines. PowerPoint's search does not
find `다섯 가지` where a no-break space stands between the two, so in a deck a bound space is a plain one, unless a line
would be broken there beside a word of one syllable, in the theme's font or in the fallback font.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from deckgen.layout.linebreaks import line_starts, surely_one_line
from deckgen.reading.fonts import Fonts
from deckgen.scene import Paragraph, Run, TextBlock


def loosened(text: TextBlock, width: float, fonts: Fonts) -> TextBlock:
    """A text in a box `width` points wide, with only the no-break spaces that PowerPoint needs and those of its author;
    the same one where layout bound nothing in it."""
    if not any(r.glue for p in text.paragraphs for r in p.runs):
        return text
    free = width - text.inset[0] - text.inset[2]
    paragraphs = (
        _paragraph(p, free if text.wrap else 0.0, fonts) if any(r.glue for r in p.runs) else p for p in text.paragraphs
    )
    return text._replace(paragraphs=tuple(paragraphs))


@lru_cache(maxsize=4096)
def _paragraph(p: Paragraph, width: float, fonts: Fonts) -> Paragraph:
    """A paragraph in lines of `width` points; 0: in one line."""
    needed: set[int] = set()
    loose = _bound(p, needed)
    if not width or surely_one_line(p, fonts, width):
        return loose
    glue = _places(p)
    while True:
        broken = {n - 1 for fallback in (False, True) for n in line_starts(loose, fonts, width, fallback)}
        words = "".join(r.text for r in loose.runs)
        lone = {n for n in broken & (glue - needed) if _beside_syllable(words, n)}
        if not lone:
            break
        needed |= lone
        loose = _bound(p, needed)
    return loose


def _places(p: Paragraph) -> set[int]:
    """Where layout bound words, counted from the paragraph's first letter."""
    return {start + n for start, r in zip(_starts(p), p.runs, strict=True) for n in r.glue}


def _starts(p: Paragraph) -> Iterator[int]:
    """Where each run starts."""
    yield from accumulate((len(r.text) for r in p.runs[:-1]), initial=0)


def _bound(p: Paragraph, needed: set[int]) -> Paragraph:
    """The paragraph with plain spaces where layout bound words, but for those that are needed."""
    runs = (
        _run(r, {n for n in r.glue if start + n not in needed}) for start, r in zip(_starts(p), p.runs, strict=True)
    )
    return p._replace(runs=tuple(runs))


def _run(run: Run, loose: set[int]) -> Run:
    if not loose:
        return run
    text = "".join(" " if n in loose else c for n, c in enumerate(run.text))
    return run._replace(text=text, glue=tuple(n for n in run.glue if n not in loose))


def _beside_syllable(text: str, space: int) -> bool:
    """Whether the word before a space, or the one behind it, is one letter, whatever marks stand around it."""
    before, after = text[:space].replace("\n", " "), text[space + 1 :].replace("\n", " ")
    return any(sum(map(str.isalnum, word)) <= 1 for word in (before.rpartition(" ")[2], after.partition(" ")[0]))
