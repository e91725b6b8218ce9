"""Glyphs: characters that no font of the theme can draw."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.subject import Subject, set_texts
from deckgen.diagnostics import Diagnostic, Span, error


def missing_glyphs(subject: Subject) -> Iterator[Diagnostic]:
    """Each missing character of a slide once, at every place where the author wrote it."""
    missing: dict[str, Span | None] = {}
    for text in set_texts(subject.items):
        for paragraph in text.block.paragraphs:
            for run in paragraph.runs:
                for character in subject.fonts.missing(run.text, run.font, run.bold):
                    missing.setdefault(character, text.span or subject.scene.span)
    for character, span in missing.items():
        for place in tuple(subject.places(character)) or (span,):
            yield missing_glyph(character, place)


def missing_glyph(character: str, span: Span | None) -> Diagnostic:
    """A character that no font of the theme has."""
    return error(
        f"no font of the theme has the character `{character}` (U+{ord(character):04X})",
        span,
        "write it another way, or take a theme whose fonts have it",
    )
