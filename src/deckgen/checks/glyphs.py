"""Glyphs: characters that no font of the theme can draw."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.subject import Subject, set_texts
from deckgen.diagnostics import Diagnostic, Span, error
from deckgen.messages import Message, say
from deckgen.reading.letters import named


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
    """A character that neither a font of the theme nor that of emoji has."""
    return error(say("glyph.missing", character=named(character)), span, _advice(character))


def _advice(character: str) -> Message:
    if "\U0001f000" <= character <= "\U0001faff":
        return say("glyph:say-it-in-words-or")
    return say("glyph:write-it-another-way-or")
