"""How slides come in: what two neighbours both show moves from one to the other, all else fades.

PowerPoint's morph pairs objects of one type whose names are equal and begin with `!!`. So what is on both slides is
named alike on both; a group is paired with a group, and with it the drawings that hold what they share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from deckgen.memory import NO_MEMORY, Memory, Same
from deckgen.scene import Box, Freeform, Group, Item, Picture, Scene, Table, TextBlock, Transition, walk

#: What PowerPoint pairs whatever it looks like begins with this.
FORCED = "!!"
#: Boxes with the same words that make two drawings one: a single one may be chance.
BOXES = 2
#: Letters that words need to be told from marks, and lines that code needs to be known again.
LETTERS, LINES = 2, 3
#: The share of its lines that a piece of code has in common with itself on another slide.
SAME = 0.5


class Thing(NamedTuple):
    """An item that people would know again on the next slide, or all drawings of one name: what it is, and the group
    that holds it. Boxes are `weak`: it takes several of them."""

    item: Item
    what: object
    weak: bool
    holder: Group | None


def joined(
    scenes: Sequence[Scene], drawing: str, signs: Collection[str], memory: Memory = NO_MEMORY
) -> tuple[Scene, ...]:
    """The slides with their transitions: the one that an author wrote, else a morph where a slide shares things with
    the one before, else a fade. `drawing` is what groups that share things are called, `signs` are the names of
    drawings that show nothing of their own: icons, arrows."""
    there = [memory.made("things", Same(scene), None, partial(_things, scene, signs)) for scene in scenes]
    entrances = [_entrance(n, scenes, there, drawing) for n in range(len(scenes))]
    return tuple(_entering(n, scene, entrances) for n, scene in enumerate(scenes))


class Joining:
    """Slides that were joined, of which some may become others."""

    def __init__(self, scenes: Sequence[Scene], drawing: str, signs: Collection[str]) -> None:
        self._scenes, self._drawing, self._signs = list(scenes), drawing, signs
        self._things = [_things(scene, signs) for scene in scenes]
        self._entrances = [_entrance(n, scenes, self._things, drawing) for n in range(len(scenes))]
        self.scenes = [_entering(n, scene, self._entrances) for n, scene in enumerate(scenes)]

    def with_others(self, others: Mapping[int, Scene]) -> dict[int, Scene]:
        """With others in the place of some slides, by their numbers from 0, these and their neighbours as they are
        joined then."""
        scenes, things, entrances = list(self._scenes), list(self._things), list(self._entrances)
        for n, scene in others.items():
            scenes[n], things[n] = scene, _things(scene, self._signs)
        entering = {m for n in others for m in (n, n + 1) if m < len(scenes)}
        for n in entering:
            entrances[n] = _entrance(n, scenes, things, self._drawing)
        touched = entering | {n - 1 for n in others if n}
        return {n: _entering(n, scenes[n], entrances) for n in sorted(touched)}


class _Entrance(NamedTuple):
    """How a slide comes in: its transition, and the names of what it shares with the one before, by those that it has
    there and here."""

    transition: Transition | None
    before: Mapping[str, str]
    after: Mapping[str, str]


def _entrance(n: int, scenes: Sequence[Scene], there: Sequence[Mapping[str, Thing]], drawing: str) -> _Entrance:
    wanted = scenes[n].transition
    if n == 0 or wanted not in (None, "morph"):
        return _Entrance(wanted, {}, {})
    before, after = _shared(there[n - 1], there[n], _late(scenes[n]), drawing, wanted == "morph")
    return _Entrance(wanted or ("morph" if after else "fade"), before, after)


def _entering(n: int, scene: Scene, entrances: Sequence[_Entrance]) -> Scene:
    """A slide with its transition, and with the names of what it shares with the slides before and behind it."""
    named = {**entrances[n].after, **(entrances[n + 1].before if n + 1 < len(entrances) else {})}
    return scene._replace(transition=entrances[n].transition, shared=tuple(named.items()))


def _late(scene: Scene) -> set[str]:
    """What a slide does not show before a click."""
    return {reveal.key for click in scene.clicks for reveal in click if not reveal.out}


def _shared(
    before: Mapping[str, Thing], after: Mapping[str, Thing], late: set[str], drawing: str, asked: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """The names of what two slides share, by the names that it has on each."""
    pairs = [
        (a, b)
        for name, b in after.items()
        if (a := before.get(name)) and type(a.item) is type(b.item) and _same(a.what, b.what)
        if not {_key(b.item), b.holder.key if b.holder else ""} & late
    ]
    strong = any(not b.weak for _, b in pairs)
    if not strong and len(pairs) < (1 if asked else BOXES):
        return {}, {}
    first, second = ({t.item.name: f"{FORCED}{t.item.name}" for t in side} for side in zip(*pairs, strict=True))
    holders = Counter((a.holder.name, b.holder.name) for a, b in pairs if a.holder and b.holder)
    if holders:
        one, other = holders.most_common(1)[0][0]
        first[one] = second[other] = f"{FORCED}{drawing}"
    return first, second


def _same(a: object, b: object) -> bool:
    """Whether two things are one: words are equal, of code half of the lines are, of drawings so many of the parts."""
    if isinstance(a, frozenset) and isinstance(b, frozenset):
        return len(a & b) >= SAME * min(len(a), len(b))
    return a == b


def _key(item: Item) -> str:
    return item.key if isinstance(item, (Box, Freeform, Group)) else ""


def _things(scene: Scene, signs: Collection[str]) -> dict[str, Thing]:
    """What can be known again, by its name; what has its name in common with something else is not among them. Drawings
    of one thing may stand there several times: PowerPoint's names of them are numbered alike on each slide."""
    named = Counter(item.name for item in walk(scene.items))
    found: dict[str, list[Thing]] = {}
    for thing in _candidates(scene.items, None):
        if thing.item.name not in signs:
            found.setdefault(thing.item.name, []).append(thing)
    alone = {name: things for name, things in found.items() if named[name] == len(things)}
    out = {name: things[0] for name, things in alone.items() if len(things) == 1}
    for name, things in alone.items():
        if len(things) > 1 and all(isinstance(t.item, Group) for t in things):
            out[name] = things[0]._replace(what=frozenset().union(*(_parts(t.what) for t in things)))
    return out


def _parts(what: object) -> frozenset[object]:
    return what if isinstance(what, frozenset) else frozenset((what,))


def _candidates(items: Sequence[Item], holder: Group | None) -> Iterator[Thing]:
    for item in items:
        match item:
            case Group(state=""):
                shapes = [i for i in item.items if isinstance(i, Freeform)]
                if len(shapes) == len(item.items) > 1:
                    yield Thing(item, frozenset(i.contours for i in shapes), False, holder)
                else:
                    yield from _candidates(item.items, holder or item)
            case Picture(decorative=False):
                yield Thing(item, item.path, False, holder)
            case Freeform(decorative=False, alt=str(alt), state="") if alt:
                yield Thing(item, item.contours, False, holder)
            case Table():
                yield Thing(item, tuple(cell.text.plain for cell in item.rows[0]), False, holder)
            case Box(text=TextBlock() as text, state=""):
                if _is_code(item):
                    yield Thing(item, frozenset(text.plain.split("\n")), False, holder)
                elif item.role in ("", "figure") and (item.fill or item.stroke) and _is_named(item):
                    yield Thing(item, text.plain, True, holder)


def _is_code(box: Box) -> bool:
    return bool(
        box.text
        and len(box.text.paragraphs) >= LINES
        and all(run.font == "code" for p in box.text.paragraphs for run in p.runs)
    )


def _is_named(box: Box) -> bool:
    """Whether a box has the name that its words begin with, as boxes of drawings have."""
    words = box.text.plain if box.text else ""
    return len(box.name.strip()) >= LETTERS and words.startswith(box.name)
