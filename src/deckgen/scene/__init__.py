"""The middle of deckgen: a slide as things at fixed places, before any file format.

A small closed vocabulary, in points on a page (960 x 540 for 16:9), colours as palette roles. Layout
decides everything that is here; writers obey. Every value is frozen.
"""

from deckgen.scene.geometry import Insets, Matrix, Point, Rect, Side, around
from deckgen.scene.items import (
    HEAD,
    Box,
    Cell,
    Chart,
    ChartType,
    Command,
    Connector,
    End,
    Freeform,
    Group,
    Item,
    Legend,
    Outline,
    Picture,
    Role,
    Series,
    Table,
    walk,
)
from deckgen.scene.paint import DASHED, Cap, Gradient, Join, Stop, Stroke
from deckgen.scene.slide import Presence, Reveal, Scene, Slot, SlotType, Transition
from deckgen.scene.text import Align, Anchor, Bullet, Level, Line, Link, Paragraph, Piece, Run, TextBlock

__all__ = [
    "DASHED",
    "HEAD",
    "Align",
    "Anchor",
    "Box",
    "Bullet",
    "Cap",
    "Cell",
    "Chart",
    "ChartType",
    "Command",
    "Connector",
    "End",
    "Freeform",
    "Gradient",
    "Group",
    "Insets",
    "Item",
    "Join",
    "Legend",
    "Level",
    "Line",
    "Link",
    "Matrix",
    "Outline",
    "Paragraph",
    "Picture",
    "Piece",
    "Point",
    "Presence",
    "Rect",
    "Reveal",
    "Role",
    "Run",
    "Scene",
    "Series",
    "Side",
    "Slot",
    "SlotType",
    "Stop",
    "Stroke",
    "Table",
    "TextBlock",
    "Transition",
    "around",
    "walk",
]
