"""Connectors: lines that run through words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from deckgen.checks.subject import Subject, text_bounds
from deckgen.diagnostics import Diagnostic, warning
from deckgen.messages import say
from deckgen.scene import Box, Connector, Point, Rect


def crossing(subject: Subject) -> Iterator[Diagnostic]:
    """Connectors that run through the words of a box."""
    connectors = [item for item in subject.items if isinstance(item, Connector)]
    if not connectors:
        return
    boxes = [item for item in subject.items if isinstance(item, Box) and item.text]
    bounded = [(box, bounds) for box in boxes if (bounds := text_bounds(box)) is not None]
    for connector in connectors:
        for box, bounds in bounded:
            if any(_crosses(a, b, bounds) for a, b in pairwise(connector.points)):
                yield warning(
                    say("fit.arrow-through-words", name=connector.name, box=box.name),
                    subject.span(connector),
                    say("fit:shorten-the-text-or-leave"),
                )


def _crosses(a: Point, b: Point, rect: Rect) -> bool:
    """Whether the segment from a to b crosses a rectangle (clipping after Liang and Barsky, 1984)."""
    enters, leaves = 0.0, 1.0
    for start, delta, low, high in (
        (a[0], b[0] - a[0], rect.x, rect.right),
        (a[1], b[1] - a[1], rect.y, rect.bottom),
    ):
        if abs(delta) < 1e-9:
            if not low < start < high:
                return False
            continue
        near, far = sorted(((low - start) / delta, (high - start) / delta))
        enters, leaves = max(enters, near), min(leaves, far)
    return enters < leaves
