"""Prose for the handout: what can be said of it before it is set."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.glyphs import missing_glyph
from deckgen.checks.subject import Places
from deckgen.diagnostics import Diagnostic
from deckgen.reading.fonts import Fonts
from deckgen.richtext import Prose


def check_prose(prose: Prose | None, fonts: Fonts, places: Places = lambda character: ()) -> Iterator[Diagnostic]:
    """Characters of the handout's prose that no font has, each once at every place where the author wrote it."""
    if prose is None:
        return
    runs = [run for block in prose.blocks for run in block.runs]
    missing = (c for run in runs for c in fonts.missing(run.text, "code" if run.code else "text", run.bold))
    for character in dict.fromkeys(missing):
        for place in tuple(places(character)) or (prose.span,):
            yield missing_glyph(character, place)
