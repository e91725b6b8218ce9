"""Connectors: lines glued to two shapes, in PowerPoint's own routes.

A preset's route runs from its top left corner to its bottom right one, first along x. Flips, and a quarter turn where
the line leaves along y, bring it to every other direction (presetShapeDefinitions.xml, which comes with ECMA-376).
"""

from __future__ import annotations

from typing import NamedTuple

from deckgen.scene import Connector, Outline, Point, Rect, Side

#: The number of the connection site in the middle of a side; an ellipse has four more, between them.
_SITES = {"top": 0, "left": 1, "bottom": 2, "right": 3}
_ELLIPSE = {"top": 0, "left": 2, "bottom": 4, "right": 6}
#: A route without extent cannot say where its bend lies: it is drawn this wide, in points.
_LEAST = 1.0
#: A quarter turn in 1/60,000 degrees.
_TURN = 5_400_000


class Route(NamedTuple):
    """How a connector is said: its preset, its adjustments, its box before it is turned, turn and flips."""

    preset: str
    adjust: tuple[int, ...]
    rect: Rect
    turn: int = 0
    flip_h: bool = False
    flip_v: bool = False


def site(outline: Outline, side: Side) -> int:
    """The connection site of a shape in the middle of a side."""
    return (_ELLIPSE if outline == "ellipse" else _SITES)[side]


def route(c: Connector) -> Route:
    """The route of a connector's points."""
    (x0, y0), (x1, y1) = c.points[0], c.points[-1]
    rect = Rect(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
    if len(c.points) == 2:
        return Route("straightConnector1", (), rect, 0, x1 < x0, y1 < y0)
    along_x = abs(c.points[1][1] - y0) < 0.01
    adjust: tuple[int, ...] = ()
    if len(c.points) == 3:
        preset = "curvedConnector2" if c.curved else "bentConnector2"
    else:
        preset, adjust = "bentConnector3", (_bend(c.points, along_x),)
    if along_x:
        rect = Rect(rect.x, rect.y, max(rect.w, _LEAST), rect.h) if adjust else rect
        return Route(preset, adjust, rect, 0, x1 < x0, y1 < y0)
    # turned by a quarter: the box before the turn has the same middle and its sides exchanged
    w, h = max(rect.h, _LEAST) if adjust else rect.h, rect.w
    turned = Rect(rect.x + rect.w / 2 - w / 2, rect.y + rect.h / 2 - h / 2, w, h)
    down, right = y1 >= y0, x1 >= x0
    # clockwise, a line from top left to bottom right becomes one from top right to bottom left
    return Route(preset, adjust, turned, _TURN if down else 3 * _TURN, False, right == down)


def _bend(points: tuple[Point, ...], along_x: bool) -> int:
    """Where the middle part of a route of three stands, in 1/100,000 of the way from start to end."""
    axis = 0 if along_x else 1
    start, bend, end = points[0][axis], points[1][axis], points[-1][axis]
    span = abs(end - start)
    forward = 1 if end >= start else -1
    return round((bend - start) * forward / max(span, _LEAST) * 100_000)
