"""Slides that were laid out before, and what they were laid out from: who is asked to lay one out again takes it, if
all that it looked at is the same.

What a slide looks at is written down while it is drawn, so a kind need not say it. Where an author moved lines, places
in the file are others, and nothing else is: then those of the scene are moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar, cast

from deckgen.composing.deck import Deck, Placed, PlacedPart
from deckgen.composing.words import Made, Words
from deckgen.diagnostics import Diagnostic, Span
from deckgen.layout.page import Page
from deckgen.reading.model import Model
from deckgen.reading.slide import Slide
from deckgen.reading.values import Text, Wording
from deckgen.richtext import Prose
from deckgen.scene import Chart, Group, Item, Scene

_Value = TypeVar("_Value")


class Drawn(NamedTuple):
    """A slide that was laid out, with what was found; `look` is another object where it may look otherwise. The rest is
    what it was laid out from; `named` is what names in its texts stood for (None where it has none)."""

    scene: Scene
    findings: tuple[Diagnostic, ...]
    look: object
    slide: Slide
    around: object
    seen: Seen
    named: object = None


class Kind(NamedTuple):
    """A slide as its kind drew it, before its layout's furniture and what the speaker says come to it; the rest is what
    it was drawn from, as of one that was laid out."""

    page: Page
    slide: Slide
    around: object
    seen: Seen
    named: object = None


class Seen:
    """What a slide looked at while it was drawn: of the deck and of its place, which prose of which texts but its own,
    what words of which lines, and which of the files that slides show."""

    def __init__(self, own: Iterable[Text] = ()) -> None:
        self._own = frozenset(map(id, own))
        self.fields: dict[tuple[str, ...], object] = {}
        self.prose: dict[int, tuple[Text, Prose]] = {}
        self.picked: dict[int, tuple[Wording, object]] = {}
        self.files: dict[tuple[str, str], object] = {}

    def and_then(self) -> Seen:
        """The same, to see more with."""
        seen = Seen()
        seen._own = self._own
        seen.fields, seen.prose = dict(self.fields), dict(self.prose)
        seen.picked, seen.files = dict(self.picked), dict(self.files)
        return seen

    def asked(self, text: Text, made: Prose) -> None:
        """Takes down what a text is as prose. Of the slide's own that follows from what is written and named."""
        if id(text) not in self._own:
            self.prose[id(text)] = (text, made)

    def deck(self, deck: Deck) -> Deck:
        """A deck that writes down what is asked of it."""
        return cast(Deck, _Watched(deck, self, ("deck",)))

    def placed(self, placed: Placed) -> Placed:
        """A slide in its place that does."""
        return cast(Placed, _Watched(placed, self, ("placed",)))

    def among(self, sort: str, files: Mapping[str, _Value]) -> Mapping[str, _Value]:
        """Files by their names that do."""
        return _Files(sort, files, self)


class Unseen(Seen):
    """Takes nothing down: nobody asks for it."""

    def deck(self, deck: Deck) -> Deck:
        return deck

    def placed(self, placed: Placed) -> Placed:
        return placed

    def among(self, sort: str, files: Mapping[str, _Value]) -> Mapping[str, _Value]:
        return files


class _Watched:
    """A value that writes down what is asked of it."""

    __slots__ = ("_of", "_path", "_seen")

    def __init__(self, of: Any, seen: Seen, path: tuple[str, ...]) -> None:
        self._of, self._seen, self._path = of, seen, path

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._of, name)
        if name == "slide":  # it is compared as a whole
            return value
        if name == "words":
            return _Words(value, self._seen)
        path = (*self._path, name)
        if isinstance(value, PlacedPart) and self._path == ("placed",):
            self._seen.fields[path] = PlacedPart
            return _Watched(value, self._seen, path)
        self._seen.fields[path] = value
        return value


class _Words(Words):
    """Words that write down of what texts they were asked."""

    def __init__(self, of: Words, seen: Seen) -> None:
        self.__dict__.update(of.__dict__)
        self._of, self._seen = of, seen

    def made(self, text: Text) -> Made:
        made: Made = self._of.made(text)
        self._seen.asked(text, made.prose)
        return made

    def pick(self, text: Wording) -> tuple[str, Span | None, str]:
        made = self._of.pick(text)
        self._seen.picked[id(text)] = (text, made)
        return made


class _Files(Mapping[str, _Value]):
    """Files that write down which of them were asked for."""

    def __init__(self, sort: str, of: Mapping[str, _Value], seen: Seen) -> None:
        self._sort, self._of, self._seen = sort, of, seen

    def __getitem__(self, name: str) -> _Value:
        self._seen.files[self._sort, name] = self._of.get(name)
        return self._of[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)


class Now(NamedTuple):
    """What a slide would be laid out from now."""

    deck: Deck
    placed: Placed
    around: object
    files: Mapping[str, Mapping[str, object]]


def again(drawn: Drawn, now: Now) -> Drawn | None:
    """A slide as it was laid out before, with its places as they are now; None where it has to be laid out again."""
    found = _found_again(drawn, now, bool(drawn.findings))
    if found is None:
        return None
    seen, places = found
    slide = now.placed.slide
    scene = _with_places(drawn.scene, places) if places else drawn.scene
    return drawn if slide is drawn.slide and not places else drawn._replace(scene=scene, slide=slide, seen=seen)


def kind_again(kind: Kind, now: Now) -> tuple[Page, Seen] | None:
    """The page of a slide as its kind drew it before, maybe in another deck, with what it saw; None where it has to be
    drawn again."""
    found = _found_again(kind, now, bool(kind.page.findings))
    if found is None:
        return None
    seen, places = found
    seen = seen.and_then()
    files = tuple(seen.among(sort, of) for sort, of in now.files.items())
    items = (_item(item, places) for item in kind.page.drawn) if places else kind.page.drawn
    return kind.page.again(seen.deck(now.deck), seen.placed(now.placed), files, items), seen  # type: ignore[arg-type]


def _found_again(before: Drawn | Kind, now: Now, has_findings: bool) -> tuple[Seen, Mapping[Span, Span]] | None:
    """What a slide would see now, and the places that are others, where it would see the same but for those."""
    if before.around != now.around or any(
        now.files[sort].get(name) is not found for (sort, name), found in before.seen.files.items()
    ):
        return None
    if before.named is not None and before.named != now.deck.words.named:
        return None
    moves = Moves()
    if not moves.alike(before.slide, now.placed.slide):
        return None
    seen, places = _seen_again(before.seen, now, moves), moves.places()
    if seen is None or places is None or (places and has_findings):  # what findings point at is looked for again
        return None
    return seen, places


def _seen_again(before: Seen, now: Now, moves: Moves) -> Seen | None:
    """What a slide would see now, if that is what it saw but for places; else None."""
    seen, words = before.and_then(), now.deck.words
    seen.fields, seen.prose, seen.picked = {}, {}, {}
    for path, value in before.fields.items():
        seen.fields[path] = _field(path, now)
        if not moves.alike(value, seen.fields[path]):
            return None
    for text, made in before.prose.values():
        own = cast(Text, moves.texts.get(id(text), text))
        prose = words.prose(own)
        seen.prose[id(own)] = (own, prose)
        if not moves.alike(made, prose):
            return None
    for lines, picked in before.picked.values():
        other = moves.texts.get(id(lines), lines)
        there = words.pick(other)
        seen.picked[id(other)] = (other, there)
        if not moves.alike(picked, there):
            return None
    return seen


def _field(path: tuple[str, ...], now: Now) -> object:
    """What is now where a slide looked; of its part first whether there is one."""
    value: Any = now.deck if path[0] == "deck" else now.placed
    for name in path[1:]:
        value = getattr(value, name, None)
    return PlacedPart if path == ("placed", "part") and value is not None else value


# places that moved


class Moves:
    """Where what was written is written now: places by those of before, and texts by those that stood in their stead
    (by the identity of these)."""

    def __init__(self) -> None:
        self.texts: dict[int, Wording] = {}
        self._places: dict[Span, Span] = {}
        self._clash = False

    def places(self) -> Mapping[Span, Span] | None:
        """The places that are others now; None where one has become two."""
        return None if self._clash else {old: new for old, new in self._places.items() if old != new}

    def alike(self, old: Any, new: Any) -> bool:
        """Whether values are the same but for places; where they are, those are taken down."""
        if old is new:
            return True
        if isinstance(old, Span) and isinstance(new, Span):
            self._clash |= self._places.setdefault(old, new) != new
            return True
        if type(old) is not type(new):
            return False
        if isinstance(old, Wording):
            self.texts[id(old)] = new
            return self.alike(old.by_language, new.by_language) and self.alike(old.span, new.span)
        if isinstance(old, str):
            return str(old) == str(new) and self.alike(getattr(old, "span", None), getattr(new, "span", None))
        if isinstance(old, tuple):
            return len(old) == len(new) and all(map(self.alike, old, new))
        if isinstance(old, dict):
            return old.keys() == new.keys() and all(self.alike(value, new[key]) for key, value in old.items())
        if isinstance(old, Model):
            return self.alike(old.__dict__, new.__dict__)
        return bool(old == new)


def _with_places(scene: Scene, places: Mapping[Span, Span]) -> Scene:
    """A slide with other places."""
    title = scene.title._replace(span=_moved(scene.title.span, places))
    items = tuple(_item(item, places) for item in scene.items)
    return scene._replace(items=items, title=title, span=_moved(scene.span, places))


def _item(item: Item, places: Mapping[Span, Span]) -> Item:
    if isinstance(item, Group):
        return item._replace(items=tuple(_item(i, places) for i in item.items))
    if isinstance(item, Chart):
        item = item._replace(drawing=tuple(_item(i, places) for i in item.drawing))
    return item if item.span is None else item._replace(span=_moved(item.span, places))


def _moved(span: Span | None, places: Mapping[Span, Span]) -> Span | None:
    return places.get(span, span) if span else None
