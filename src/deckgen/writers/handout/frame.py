"""What every edition has around its pages: cover or masthead, contents, running heads."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from deckgen.composing.deck import Deck
from deckgen.layout.words import strings
from deckgen.scene import Scene
from deckgen.writers.handout.contents import OWN, Entry, ShortContents, short_contents, small_line_height, wide_contents
from deckgen.writers.handout.front import Front, front
from deckgen.writers.handout.imprint import PrintImprint, imprint
from deckgen.writers.handout.press import SLIDE
from deckgen.writers.handout.setter import PrintPicture, Setter, Title

#: The name of the form that is the cover's art.
COVER = "Cover"
#: Space above and below the contents on the front page with their hairline, in millimetres.
AROUND_CONTENTS = 20.0
#: The anchor of the page that is the outside of a booklet at its back.
BACK_COVER = "back-cover"


class Mark(NamedTuple):
    """From the page with this anchor on, `label` is the running head; `ruled` pages have writing lines where nothing
    is."""

    anchor: str
    label: str
    ruled: bool = False


class Frame(NamedTuple):
    """What stands around an edition. `label` is the edition's name; `cover` the brand's cover without words; `version`
    names what was printed: it changes when a word does; `contents_line_height`, where it is not 0: the contents are set
    smaller, with this distance of baselines in millimetres; `short`: in their place the parts stand on the front;
    `wide`: they stand in two columns."""

    title: Title
    front: Front
    label: str
    client: str
    date: str
    version: str
    language: str
    cover: PrintPicture
    entries: tuple[Entry, ...]
    marks: tuple[Mark, ...]
    contents_line_height: float = 0.0
    short: ShortContents | None = None
    wide: ShortContents | None = None
    imprint: PrintImprint | None = None


def frame(setter: Setter, label: str, entries: Iterable[Entry], marks: Iterable[Mark]) -> Frame:
    """The frame of an edition called `label`."""
    deck, entries = setter.deck, tuple(entries)
    short = short_contents(setter, entries) if 0 < len(entries) <= OWN else None
    page = front(setter, short.height + AROUND_CONTENTS if short else 0.0)
    printed = version(deck, setter.scenes)
    return Frame(
        title=Title(deck.title, page.title),
        front=page,
        label=label,
        client=deck.client,
        date=deck.date,
        version=printed,
        language=deck.language,
        cover=PrintPicture(f"{SLIDE}{COVER}", setter.theme.logo.alt),
        entries=entries,
        marks=tuple(marks),
        contents_line_height=small_line_height(setter, entries),
        short=short,
        wide=None if short else wide_contents(setter, entries),
        imprint=imprint(setter, printed),
    )


def version(deck: Deck, scenes: Iterable[Scene]) -> str:
    """Six letters and figures that change with any word or number of the slides, the notes or the prose: two print-outs
    with the same ones say the same."""
    digest = sha256(f"{deck.id} {deck.language} {deck.date_iso}".encode())
    for placed, scene in zip(deck.slides, scenes, strict=True):
        prose = (p.plain for p in (placed.notes, placed.handout) if p)
        digest.update("\0".join((scene.id, scene.title.plain, *strings(scene), *prose)).encode())
    return digest.hexdigest()[:6]


def masthead(setter: Setter, frame: Frame) -> float:
    """The height in millimetres of what stands above the first page of an edition without a cover."""
    k = 1.7 if setter.sheet.large else 1.0
    return setter.sheet.lines((30 + 14 * (len(frame.title.lines) - 1)) * k)
