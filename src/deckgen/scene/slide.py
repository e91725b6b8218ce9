"""One slide, laid out: its items, the placeholders of its layout, and what each click shows."""

from __future__ import annotations

from typing import Literal, NamedTuple

from deckgen.diagnostics import Span
from deckgen.richtext import Prose
from deckgen.scene.geometry import Insets, Rect
from deckgen.scene.items import Item, Outline
from deckgen.scene.text import Anchor, Level, Paragraph

Transition = Literal["none", "fade", "push", "wipe", "morph"]
#: Where a slide is to be seen: `shown` in the talk; `hidden`, kept in decks, where a slide show passes it by; `printed`
#: alone, in handouts and web pages, and in no deck.
Presence = Literal["shown", "hidden", "printed"]
SlotType = Literal["title", "subtitle", "body", "content", "picture", "date", "footer", "number"]


class Slot(NamedTuple):
    """A placeholder of the layout that a slide stands on: where it is, how it and its text look, in the levels that
    paragraphs name by their `tier`. `content` takes a list, table, chart or picture; `prompt` is what it asks for
    while it is empty, "" for PowerPoint's own words; `wrap` is false where lines are the author's alone."""

    name: str
    type: SlotType
    rect: Rect
    levels: tuple[Level, ...]
    outline: Outline = "rectangle"
    radius: float = 0.0
    fill: str | None = None
    inset: Insets = (0.0, 0.0, 0.0, 0.0)
    anchor: Anchor = "top"
    prompt: str = ""
    wrap: bool = True


class Reveal(NamedTuple):
    """What a click shows: an item by its key, or some of its paragraphs (first and last, counted from 0). With `out`
    the click takes the item away again."""

    key: str
    paragraphs: tuple[int, int] | None = None
    out: bool = False


class Scene(NamedTuple):
    """One slide, laid out.

    `items` stand in reading order, which is also the order of drawing. `artwork` is what the layout draws beneath
    them: in PowerPoint it belongs to the layout, on paper it is painted first. `background` is a palette role.
    `notes` are the speaker's paragraphs; `pace` says how long the slide takes and what the time is then, "" where it
    takes none. `title` is the slide's name with the author's marks. `part` is the title of
    the part of the programme (a PowerPoint section), "" before the first. Each of `clicks` is what one click shows;
    everything else is there from the start. `slots` are the placeholders of its layout, all that PowerPoint offers
    there: those of the theme as this slide has them, and the slide's own; `variant` tells people in a few words what
    sets them apart from the theme's. `presence` says where it is to be seen. `shared` are
    the names of items that a slide beside it shows, too, each with the one that they both have in PowerPoint. `step`
    says which of its steps this is, from 1; 0 for all of it.
    """

    id: str
    number: int
    layout: str
    title: Prose
    language: str
    background: str
    items: tuple[Item, ...]
    artwork: tuple[Item, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    part: str = ""
    span: Span | None = None
    clicks: tuple[tuple[Reveal, ...], ...] = ()
    transition: Transition | None = None
    slots: tuple[Slot, ...] = ()
    variant: str = ""
    pace: str = ""
    presence: Presence = "shown"
    shared: tuple[tuple[str, str], ...] = ()
    step: int = 0
