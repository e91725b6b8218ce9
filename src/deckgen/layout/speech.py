"""What the speaker says, as paragraphs of the notes page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from deckgen.layout.page import Page
from deckgen.layout.runs import counted, list_mark
from deckgen.richtext import Block, Inline, Prose
from deckgen.scene import Bullet, Link, Paragraph, Run


def speech(prose: Prose | None) -> Iterable[Paragraph]:
    """What the speaker says, as paragraphs of the notes page; footnotes stand behind it."""
    if prose is None:
        return ()
    number = {note: n for n, note in enumerate(prose.notes, 1)}
    marks = counted((b.level, list_mark(0, "text", "text", b.number) if b.bullet else None) for b in prose.blocks)
    said = [_spoken(b, mark, number) for b, mark in zip(prose.blocks, marks, strict=True)]
    return (*said, *(_spoken(Block((Inline(f"({n}) "), *note)), None, {}) for note, n in number.items()))


def _spoken(b: Block, mark: Bullet | None, number: Mapping[tuple[Inline, ...], int]) -> Paragraph:
    runs = tuple(
        Run(f"({number[r.note]})" if r.note else r.text, "text", r.bold, "text", Link(url=r.url) if r.url else None)
        for r in b.runs
    )
    hang = (18.0 if b.number else 12.0) if mark else 0.0
    colour = mark and mark._replace(colour="text")
    return Paragraph(runs, 12.0, level=b.level, indent=hang + 12.0 * b.level, hang=hang, bullet=colour, tier=b.level)


def answers(page: Page) -> Iterable[Paragraph]:
    """The answers to what the slide asks, as paragraphs of the speaker's notes."""
    there = page.placed.slide.answers()
    if there:
        yield _plain_note(page.word("answers"), bold=True)
    for n, a in enumerate(there, 1):
        words = " ".join(w for w in (a.choice, page.prose(a.answer).plain) if w)
        yield _plain_note(f"{a.number or n}. {words}" + (f" – {page.prose(a.why).plain}" if a.why else ""))


def origin(line: str) -> Iterable[Paragraph]:
    """Where a slide's words come from, as the last paragraph of its notes, where the slide itself does not say it."""
    return (_plain_note(line),) if line else ()


def _plain_note(text: str, bold: bool = False) -> Paragraph:
    return Paragraph((Run(text, "text", bold, "text"),), 12.0)
