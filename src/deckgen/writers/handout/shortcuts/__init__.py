"""Shortcuts through WeasyPrint: the same pages with less work.

What WeasyPrint works out for every element and every box, and which is the same for many of them, is worked out once
here. The functions that are replaced are those of the versions named below; with another one WeasyPrint goes its own
way, which takes two to three times as long.
"""

from __future__ import annotations

import weasyprint

#: The versions whose functions these are.
KNOWN = ("70.0",)


def take() -> None:
    """Replaces WeasyPrint's functions by ours, once, where its version is a known one."""
    if weasyprint.__version__ not in KNOWN:
        return
    from deckgen.writers.handout.shortcuts import measures, styles

    styles.take()
    measures.take()
