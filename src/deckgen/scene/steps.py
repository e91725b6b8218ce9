"""A slide in time: as it is shown step by step, each step alone, and as it is when all has been shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from deckgen.scene.items import Box, Connector, Freeform, Group, Item, State, walk
from deckgen.scene.slide import Scene
from deckgen.scene.text import TextBlock


def staged(scene: Scene) -> Scene:
    """A slide as a show has it: what is there only at the end is not, where there are steps."""
    return _in_state(scene, "end") if scene.clicks else scene


def settled(scene: Scene) -> Scene:
    """A slide with all that it has to show, as on paper, where no click shows anything."""
    return _in_state(scene, "steps")._replace(clicks=()) if scene.clicks else scene


def steps(scene: Scene) -> list[Scene]:
    """A slide as it is before the first click and after each of them; one that is not shown step by step as it is."""
    there = staged(scene)
    return [_after(there, n) for n in range(len(scene.clicks) + 1)] if scene.clicks else [scene]


def views(scene: Scene) -> list[Scene]:
    """What somebody may see of a slide, so that all of it can be looked at: its end, and its steps too where these
    have something else."""
    differs = any(_state(i) for i in walk(scene.items)) or any(r.out for click in scene.clicks for r in click)
    return [settled(scene), *(steps(scene) if differs and scene.clicks else ())]


def _state(item: Item) -> State:
    return item.state if isinstance(item, (Box, Freeform, Group)) else ""


def _in_state(scene: Scene, away: State) -> Scene:
    if not any(_state(i) for i in walk(scene.items)):
        return scene
    return scene._replace(items=tuple(_kept(scene.items, lambda i: _state(i) != away)))


def _kept(items: Iterable[Item], wanted: Callable[[Item], bool]) -> Iterator[Item]:
    for item in items:
        if not wanted(item):
            continue
        if isinstance(item, Group):
            item = item._replace(items=tuple(_kept(item.items, wanted)))
        yield item


class Away(NamedTuple):
    """What of a slide is not there at a step: items by their keys, paragraphs of items by theirs."""

    keys: frozenset[str]
    paragraphs: dict[str, set[int]]

    def has(self, item: Item) -> bool:
        """Whether an item is away, or what it moves with."""
        return _key(item) in self.keys or _owner(item) in self.keys


class Timeline(NamedTuple):
    """When the items of a slide are there: at steps from 1, and at 0, the slide with all that it has to show."""

    steps: tuple[Away, ...]

    def of(self, item: Item) -> tuple[int, ...]:
        """The steps at which an item is there."""
        state = _state(item)
        seen = [n for n, away in enumerate(self.steps, 1) if state != "end" and not away.has(item)]
        return tuple(seen if state == "steps" else (0, *seen))

    def of_paragraph(self, item: Item, paragraph: int) -> tuple[int, ...]:
        """The steps at which a paragraph of an item that is there is there."""
        key = _key(item)
        said = (n for n, away in enumerate(self.steps, 1) if paragraph not in away.paragraphs.get(key, ()))
        return (0, *said)

    @property
    def always(self) -> tuple[int, ...]:
        """All steps."""
        return tuple(range(len(self.steps) + 1))


def timeline(scene: Scene) -> Timeline | None:
    """When the items of a slide are there, to draw it once for all its steps; None for one that has no steps."""
    return Timeline(tuple(_away(scene, n) for n in range(len(scene.clicks) + 1))) if scene.clicks else None


def _away(scene: Scene, clicks: int) -> Away:
    """What is not there after so many clicks."""
    hidden: dict[str, bool] = {}
    unsaid: dict[str, set[int]] = {}
    for n, click in enumerate(scene.clicks):
        for reveal in click:
            if reveal.paragraphs:
                if n >= clicks:
                    first, last = reveal.paragraphs
                    unsaid.setdefault(reveal.key, set()).update(range(first, last + 1))
            elif n < clicks:
                hidden[reveal.key] = reveal.out
            else:
                hidden.setdefault(reveal.key, not reveal.out)
    return Away(frozenset(key for key, gone in hidden.items() if gone), unsaid)


def _after(scene: Scene, clicks: int) -> Scene:
    """A slide after so many clicks."""
    away = _away(scene, clicks)
    there = (_said(i, away.paragraphs) for i in _kept(scene.items, lambda i: not away.has(i)))
    return scene._replace(items=tuple(there), clicks=(), step=clicks + 1)


def _key(item: Item) -> str:
    return item.key if isinstance(item, (Box, Connector, Freeform, Group)) else ""


def _owner(item: Item) -> str:
    return item.owner if isinstance(item, (Box, Freeform, Group)) else ""


def _said(item: Item, unsaid: dict[str, set[int]]) -> Item:
    if not isinstance(item, Box) or item.text is None or item.key not in unsaid:
        return item
    return item._replace(text=_without(item.text, unsaid[item.key]))


def _without(text: TextBlock, unsaid: set[int]) -> TextBlock:
    """A text without some of its paragraphs, the others where they were."""
    kept = [n for n in range(len(text.paragraphs)) if n not in unsaid]
    lines = (line._replace(paragraph=kept.index(line.paragraph)) for line in text.lines if line.paragraph in kept)
    return text._replace(paragraphs=tuple(text.paragraphs[n] for n in kept), lines=tuple(lines))
