"""Every check of a laid out slide, in the order of the report.

Layout stays silent; this is where its values are held against the page. `tests/test_checks.py` walks the list: each
check has a scene that it complains of, and one that it passes.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.bounds import off_page, overlap
from deckgen.checks.connectors import crossing
from deckgen.checks.glyphs import missing_glyphs
from deckgen.checks.legibility import low_contrast, small_type
from deckgen.checks.overflow import (
    table_overflow,
    table_overflow_in_fallback,
    text_overflow,
    text_overflow_in_fallback,
)
from deckgen.checks.pictures import low_resolution, missing_alt_text
from deckgen.checks.subject import Check, Places, Subject
from deckgen.diagnostics import Diagnostic
from deckgen.reading.fonts import Fonts
from deckgen.reading.theme import Theme
from deckgen.scene import Scene, views, walk

CHECKS: tuple[Check, ...] = (
    text_overflow,
    text_overflow_in_fallback,
    missing_glyphs,
    table_overflow,
    table_overflow_in_fallback,
    off_page,
    overlap,
    crossing,
    small_type,
    low_contrast,
    missing_alt_text,
    low_resolution,
)


def check(scene: Scene, theme: Theme, fonts: Fonts, places: Places = lambda character: ()) -> Iterator[Diagnostic]:
    """Every finding about one slide. `places` tells where the author wrote a character."""
    told: set[Diagnostic] = set()
    for view in views(scene):
        subject = Subject(view, theme, fonts, places, tuple(walk(view.items)))
        for finding in (finding for each in CHECKS for finding in each(subject)):
            if finding not in told:
                told.add(finding)
                yield finding
