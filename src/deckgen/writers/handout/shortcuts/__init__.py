"""Shortcuts through WeasyPrint: the same pages with less work.

What WeasyPrint works out for every element and every box, and which is the same for many of them, is worked out once
here. The functions that are replaced are those of the versions named below; with another one WeasyPrint goes its own
way, which takes two to three times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deckgen.reading.fonts import Face

#: The versions whose functions these are.
KNOWN = ("70.0",)
#: The attribute of a font configuration that keeps the faces of its document.
FACES = "deck_faces"


def take(version: str) -> None:
    """Replaces functions of WeasyPrint, which is loaded, by ours, where its version is a known one."""
    if version not in KNOWN:
        return
    from deckgen.writers.handout.shortcuts import lettering, lines, measures, numbers, plain, styles

    styles.take()
    measures.take()
    lines.take()
    lettering.take()
    plain.take()
    numbers.take()


def bring(configuration: Any, faces: Mapping[tuple[str, int], Face]) -> None:
    """Gives the font configuration of a document its faces by family and weight."""
    setattr(configuration, FACES, faces)
