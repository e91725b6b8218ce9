"""Reader: an article with chapters, figures, tables and footnotes, for who was not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from deckgen.writers.handout.article import Article, Chapter
from deckgen.writers.handout.back import Back, back, back_entries, back_marks, distinct
from deckgen.writers.handout.columns import Column, Columns, numbers
from deckgen.writers.handout.contents import Entry, contents_pages, entry, small_line_height
from deckgen.writers.handout.editions.view import Extras
from deckgen.writers.handout.frame import Frame, Mark, frame, masthead
from deckgen.writers.handout.preflight import Heading
from deckgen.writers.handout.setter import Setter
from deckgen.writers.handout.terms import pinned, places, printed


class Reader(NamedTuple):
    """The edition: its pages where a cover and contents stand before them, and where a masthead is above the first."""

    frame: Frame
    chapters: tuple[Chapter, ...]
    columns: tuple[Column, ...]
    brief: tuple[Column, ...]
    back: Back
    extras: Extras


#: An article of more pages than this has a cover, whatever follows it.
BRIEF = 9
#: How often figures that stand far from their mention make the text refer to them later, and how often in vain.
ROUNDS, PATIENCE = 6, 2
#: So many places are named beside a term, which makes the list of terms an index.
PLACES = 8
#: Places to which terms lead and that do not stand in the article.
ELSEWHERE = ("answers",)


def _left(setter: Setter, columns: tuple[Column, ...]) -> float | None:
    """The room behind the last column, in millimetres; None where there is no prose."""
    return setter.sheet.inner - columns[-1].height if columns else None


def view(setter: Setter) -> Reader:
    """The deck's prose as an article."""
    article = Article(setter)
    chapters = tuple(article.chapters())
    before = 1 + _contents(setter, chapters)
    chapters, filled = _filled(setter, article, chapters, before + 1)
    sections = [s for c in chapters for s in c.sections]
    shows = {s.anchor for s in sections if s.exhibits}
    end = back(setter, printed=printed(setter, {s.anchor: s.prose for s in sections}, shows), distance=1, most=PLACES)
    wanted = places(end.terms)
    prose = {s.anchor: pinned(s.anchor, s.prose, wanted) for s in sections}
    entries, marks = _entries(setter, chapters, end)
    headings = tuple(Heading(c.anchor, c.title.text, c.span, c.sections[0].anchor) for c in chapters if c.title.text)
    around = frame(setter, setter.word("reader-edition"), entries, [*marks, *back_marks(setter, end)])
    columns, brief = filled.pages(prose), tuple[Column, ...]()
    if len(columns) < BRIEF:
        brief = Columns(setter, chapters, 1, setter.sheet.inner - masthead(setter, around)).pages(prose)
    pages = numbers(brief, 1), numbers(columns, before + 1)
    left = _left(setter, brief), _left(setter, columns)
    extras = Extras(crops=tuple(article.counter.crops), headings=headings, numbers=pages, left=left)
    return Reader(around, chapters, columns, brief, _distinct(end, pages[1]), extras)


def _filled(
    setter: Setter, article: Article, chapters: tuple[Chapter, ...], number: int
) -> tuple[tuple[Chapter, ...], Columns]:
    """The article on pages, of which the first has this number: where a figure would stand far from where the text
    refers to it, the text refers to it later, or earlier again."""
    best, late, tried = None, set[str](), 0
    for _ in range(ROUNDS):
        now = tuple(article.referring_late(chapters, late))
        filled = Columns(setter, now, number, setter.sheet.inner, thorough=False)
        far = filled.far()
        better = best is None or len(far) < best[0]
        if better:
            best = len(far), now, filled
        tried = 0 if better else tried + 1
        if not far or tried == PATIENCE:
            break
        late ^= far
    assert best is not None
    thorough = best[2].thorough()
    return best[1], thorough if len(thorough.far()) <= best[0] else best[2]


def _contents(setter: Setter, chapters: tuple[Chapter, ...]) -> int:
    """The pages of the contents, before it is known which lists stand at the end: all of them, as a rule."""
    entries, _ = _entries(setter, chapters, Back())
    entries += [
        entry(setter, key, setter.word(key), part=True) for key in ("glossary", "sources", "answer-key", "feedback")
    ]
    return contents_pages(setter, entries, small_line_height(setter, entries))


def _distinct(end: Back, pages: Mapping[str, int]) -> Back:
    """The lists at the end, with no page of the article named twice beside an entry."""
    return distinct(end, {**pages, **{name: -n for n, name in enumerate(ELSEWHERE, 1)}})


def _entries(setter: Setter, chapters: tuple[Chapter, ...], end: Back) -> tuple[list[Entry], list[Mark]]:
    """What the contents list, and the running heads."""
    entries: list[Entry] = []
    marks = []
    for c in chapters:
        named = f"{c.number}  {c.title.text}" if c.number else c.title.text
        if c.title.text:
            entries.append(entry(setter, c.anchor, c.title, c.number, part=True))
        entries += (entry(setter, s.anchor, s.title) for s in c.sections)
        marks.append(Mark(c.anchor if c.title.text else c.sections[0].anchor, named))
    return [*entries, *back_entries(setter, end)], marks
