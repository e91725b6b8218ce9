"""What a slide shows, as numbers: of what size its texts are, whether it is a hero, what it looks like from afar.

Everything is read from the scene; of the slide as it was written only what it is for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from deckgen.checks.silhouettes import Silhouette, ground, lightness_of, silhouette
from deckgen.composing.deck import Deck, Placed, PlacedPart
from deckgen.diagnostics import Span
from deckgen.memory import NO_MEMORY, Memory, Same
from deckgen.reading.slide import Slide
from deckgen.reading.theme import Theme
from deckgen.scene import Box, Chart, Group, Item, Scene, Table, TextBlock, settled

#: Type of a hero, in points: three times that of a text.
HERO_SIZE = 60
#: Grounds that are no event: white and what hardly differs from it.
QUIET = frozenset(("paper", "surface", "soft"))
#: Placeholders and slots of the small print at the edges of a slide.
FURNITURE = frozenset(("eyebrow", "sources", "date", "footer", "footnotes", "credit"))
#: Roles of texts that the audience need not read from the last row: those, and the note beneath a table.
SMALL_PRINT = frozenset(("furniture", "note"))


class Sized(NamedTuple):
    """A text: what it is to its slide, its smallest and its largest size in points, where it was written."""

    role: str
    least: float
    most: float
    span: Span | None


class Facts(NamedTuple):
    """A slide of a deck.

    `spoken` are all that are shown, but lists to look things up in. A `frame` stands around the talk and has no
    furniture: cover, sections, closing. A `hero` fills the page (dark, accent, picture, or a layout without
    furniture), speaks in 60 points and more, and has no furniture. `ground` is as in `silhouettes.ground`. `scene` is
    the slide at its end, after so many `clicks`.
    """

    slide: Slide
    number: int
    part: PlacedPart | None
    scene: Scene
    spoken: bool
    frame: bool
    hero: bool
    ground: str
    takeaway: bool
    texts: tuple[Sized, ...]
    silhouette: Silhouette
    clicks: int

    @property
    def event(self) -> bool:
        """Whether the eye rests or wakes here: a hero, or what frames the talk."""
        return self.hero or self.frame

    @property
    def largest(self) -> float:
        """The largest type in points; 0 where there is no text."""
        return max((t.most for t in self.texts), default=0.0)

    @property
    def smallest(self) -> Mapping[str, Sized]:
        """The smallest text of each role."""
        out: dict[str, Sized] = {}
        for text in self.texts:
            if text.role not in out or text.least < out[text.role].least:
                out[text.role] = text
        return out

    @property
    def form(self) -> tuple[object, ...]:
        """What slides have in common that are made alike: the kind, which of its variants, and whether it is a hero."""
        return self.slide.kind, self.slide.look(), self.hero


class _Looks(NamedTuple):
    """What the facts of a slide say of its scene alone."""

    end: Scene
    silhouette: Silhouette
    ground: str
    texts: tuple[Sized, ...]


def facts(deck: Deck, scenes: Sequence[Scene], theme: Theme, memory: Memory = NO_MEMORY) -> tuple[Facts, ...]:
    """The facts of each slide of a deck."""
    lightness = cache(partial(lightness_of, theme))
    looks = (memory.made("looks", Same(s), Same(theme), partial(_looks, s, theme, lightness)) for s in scenes)
    return tuple(
        _facts(placed, there, theme, len(scene.clicks))
        for placed, scene, there in zip(deck.slides, scenes, looks, strict=True)
    )


def _looks(scene: Scene, theme: Theme, lightness: Callable[[str], float]) -> _Looks:
    end = settled(scene)
    return _Looks(end, silhouette(end, theme, lightness), ground(end, theme), tuple(sized(end.items)))


def _facts(placed: Placed, looks: _Looks, theme: Theme, clicks: int) -> Facts:
    scene, shape, under, texts = looks
    furnished = any(t.role == "furniture" for t in texts)
    largest = max((t.most for t in texts), default=0.0)
    # in a theme of white or black the grounds of heroes are quiet, too, but their layouts have no furniture to show
    bare = scene.layout in theme.layouts and not theme.layouts[scene.layout].furniture
    return Facts(
        slide=placed.slide,
        number=placed.number,
        part=placed.part,
        scene=scene,
        spoken=placed.presence == "shown" and placed.slide.purpose != "list",
        frame=placed.slide.purpose == "talk" and not furnished,
        hero=not furnished and (under not in QUIET or bare) and largest >= HERO_SIZE,
        ground=under,
        takeaway=any(item.role == "takeaway" for item in scene.items),
        texts=texts,
        silhouette=shape,
        clicks=clicks,
    )


def sized(items: Sequence[Item], within: str = "") -> Iterator[Sized]:
    """The sizes of all texts that show a letter."""
    for item in items:
        match item:
            case Box(text=TextBlock() as text):
                yield from _text(text, within or _role(item), item.span)
            case Table():
                for n, row in enumerate(item.rows):
                    for cell in row:
                        yield from _text(cell.text, "cell" if n else "table-head", item.span)
            case Chart():
                yield from sized(item.drawing, "chart")
            case Group():
                yield from sized(item.items, within)
            case _:
                pass


def _text(text: TextBlock, role: str, span: Span | None) -> Iterator[Sized]:
    lines = [line for line in text.lines if any(p.run.text.strip() for p in line.pieces)]
    if lines:
        code = all(p.run.font == "code" for line in lines for p in line.pieces if p.run.text.strip())
        sizes = [line.size for line in lines]
        yield Sized("code" if code and role == "text" else role, min(sizes), max(sizes), span)


def _role(box: Box) -> str:
    if box.role in ("furniture", "credit") or box.placeholder in FURNITURE or box.key in FURNITURE:
        return "furniture"
    if box.role:
        return "text" if box.role == "figure" else box.role
    return "title" if box.placeholder == "title" else "text"
