"""Overflow: text and tables that need more room than they have, in the theme's fonts or where PowerPoint falls back."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.subject import TOLERANCE, Subject, is_lost, overflows_page, set_texts
from deckgen.diagnostics import Diagnostic, Span, finding, warning
from deckgen.layout.typeset import fallback_height
from deckgen.messages import Message, count, say
from deckgen.reading.fonts import Fonts
from deckgen.scene import Paragraph, Table


def text_overflow(subject: Subject) -> Iterator[Diagnostic]:
    """Text that does not fit even in the smallest size of its style."""
    for text in set_texts(subject.items):
        if text.block.overflow:
            size = text.block.paragraphs[0].size
            too_many = count(text.block.overflow, "line")
            yield finding(is_lost(text, subject.theme))(
                say("fit.text", more=too_many, size=size),
                text.span or subject.scene.span,
                say("fit:shorten-it-or-say-part"),
            )


def text_overflow_in_fallback(subject: Subject) -> Iterator[Diagnostic]:
    """Text that fits, but not where the presenter has not installed the theme's fonts."""
    for text in set_texts(subject.items):
        block = text.block
        if block.overflow or block.roomy or not text.own_height:
            continue
        free = text.rect.h - block.inset[1] - block.inset[3]
        needed = fallback_height(block, text.rect.w, subject.fonts)
        if needed > max(free, block.height) + TOLERANCE:
            more = count(_lines(needed - free, block.paragraphs[0]), "line")
            what = say("fit:this-text-needs-more-than", more=more)
            yield _in_fallback(what, subject, text.span or subject.scene.span)


def table_overflow(subject: Subject) -> Iterator[Diagnostic]:
    """Tables that reach below the body region even in the smallest size."""
    foot = subject.theme.regions["body"].bottom
    for table in subject.tables:
        if overflows_page(table, subject.theme):
            last = table.rows[-1][-1].text.paragraphs[0]
            too_many = count(_lines(table.rect.bottom - foot, last), "line")
            yield finding(table.rect.bottom > subject.theme.page[1])(
                say("fit.table", more=too_many, size=last.size),
                subject.span(table),
                say("fit:use-fewer-rows-or-shorter"),
            )


def table_overflow_in_fallback(subject: Subject) -> Iterator[Diagnostic]:
    """Tables that fit, but whose rows grow over the foot of the body region in the fallback font."""
    foot = subject.theme.regions["body"].bottom
    for table in subject.tables:
        grown = table.rect.y + _fallback_height(table, subject.fonts)
        if not overflows_page(table, subject.theme) and grown > foot + TOLERANCE:
            yield _in_fallback(say("fit:this-table-grows-over-the"), subject, subject.span(table))


def _fallback_height(table: Table, fonts: Fonts) -> float:
    """Height of a table in points where its rows grow with their highest cell in the fallback font."""
    return sum(
        max(
            height,
            *(
                fallback_height(cell.text, width, fonts) + cell.text.inset[1] + cell.text.inset[3]
                for cell, width in zip(row, table.columns, strict=True)
            ),
        )
        for row, height in zip(table.rows, table.heights, strict=True)
    )


def _lines(height: float, paragraph: Paragraph) -> int:
    """How many lines of a paragraph are about as high: one at least."""
    return max(1, round(height / (1.2 * paragraph.size * paragraph.leading)))


def _in_fallback(what: Message, subject: Subject, span: Span | None) -> Diagnostic:
    family, fallback = subject.theme.fonts["text"].family, subject.fonts.language.fallback.name
    return warning(
        say("fit.fallback", what=what, family=family, fallback=fallback),
        span,
        say("fit:shorten-it-a-little-or"),
    )
