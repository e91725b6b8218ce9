"""Shortcuts through WeasyPrint: the same pages with less work.

What WeasyPrint works out for every element and every box, and which is the same for many of them, is worked out once
here. The functions that are replaced are those of the versions named below; with another one WeasyPrint goes its own
way, which takes two to three times as long.
"""

from __future__ import annotations

#: The versions whose functions these are.
KNOWN = ("70.0",)


def take(version: str) -> None:
    """Replaces functions of WeasyPrint, which is loaded, by ours, where its version is a known one."""
    if version not in KNOWN:
        return
    from deckgen.writers.handout.shortcuts import (
        lettering,
        lines,
        markup,
        measures,
        numbers,
        painting,
        pictures,
        plain,
        release,
        sides,
        styles,
        writing,
    )

    markup.take()
    styles.take()
    measures.take()
    lines.take()
    lettering.take()
    plain.take()
    numbers.take()
    painting.take()
    pictures.take()
    writing.take()
    release.take()
    sides.take()
