"""What every edition gives to those who set its pages and print them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from deckgen.scene import Scene
from deckgen.writers.handout.back import Back
from deckgen.writers.handout.fields import Field
from deckgen.writers.handout.forms import Crop
from deckgen.writers.handout.frame import Frame
from deckgen.writers.handout.preflight import Drawn, Heading


class Extras(NamedTuple):
    """What an edition has beside its words: the parts of slides that it shows (`crops`), slides with emptied boxes
    (`blanks`), the fields to fill in on a screen; for the print check the headings that must not stand alone, the width
    in millimetres at which it shows slides to be read (None: it shows none), whether it prints the addresses that its
    prose links to, the pages of anchors where they are known before it is set (without a cover, and with one), and
    whether the text of its slides is `outlined`, because nobody is to read or copy it there; how high all drawings are
    together, in millimetres, where they can be lower (`drawings`); the room that is `left` on the page where the lists
    at the end begin, in millimetres, where that is known before (without a cover, and with one)."""

    crops: tuple[Crop, ...] = ()
    blanks: tuple[Scene, ...] = ()
    fields: tuple[Field, ...] = ()
    headings: tuple[Heading, ...] = ()
    slide_width: float | None = None
    drawn: tuple[Drawn, ...] = ()
    prose_addresses: bool = False
    numbers: tuple[Mapping[str, int], Mapping[str, int]] = ({}, {})
    outlined: bool = False
    drawings: float | None = None
    left: tuple[float | None, float | None] = (None, None)


class View(Protocol):
    """An edition's content: the frame around its pages, the lists at its end, its extras; and whatever its own template
    asks for."""

    @property
    def frame(self) -> Frame: ...

    @property
    def back(self) -> Back: ...

    @property
    def extras(self) -> Extras: ...
