"""Prose for the handout: what can be said of it before it is set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deckgen.checks.glyphs import missing_glyph
from deckgen.checks.subject import Places
from deckgen.diagnostics import Diagnostic
from deckgen.reading.fonts import Fonts
from deckgen.richtext import Prose


def lacking(proses: Iterable[Prose], fonts: Fonts) -> set[str]:
    """The characters of texts that no font has, on paper."""
    letters: dict[tuple[str, bool], set[str]] = {}
    for prose in proses:
        for block in prose.blocks:
            for run in (r for called in block.runs for r in (called, *called.note)):
                letters.setdefault(("code" if run.code else "text", run.bold), set()).update(run.text)
    return {c for (font, bold), used in letters.items() for c in fonts.missing("".join(used), font, bold)}


def check_prose(prose: Prose | None, fonts: Fonts, places: Places = lambda character: ()) -> Iterator[Diagnostic]:
    """Characters of a text that no font has, each once at every place where the author wrote it."""
    if prose is None:
        return
    missing = lacking((prose,), fonts)
    runs = (r for block in prose.blocks for called in block.runs for r in (called, *called.note))
    written = (c for run in runs for c in run.text)
    for character in dict.fromkeys(c for c in written if c in missing):
        for place in tuple(places(character)) or (prose.span,):
            yield missing_glyph(character, place)
