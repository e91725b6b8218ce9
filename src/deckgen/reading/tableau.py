"""A scene as an author writes it: what stands where, and what leads to what, without any coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from deckgen.diagnostics import Span, suggest
from deckgen.messages import Message, listing, say
from deckgen.reading.model import Many, Model, Within, Wrong, fields
from deckgen.reading.props import PropName
from deckgen.reading.values import Slug, Text

#: Things within things: an apple in a crate in a fridge.
DEEPEST = 3


class Contents(Model):
    """Things that stand beside each other: one, or a list of them."""

    alone: ClassVar[str] = "things"
    things: Annotated[tuple[Thing, ...], Many(1, 9)]

    @classmethod
    def _prepared(cls, value: object) -> object:
        return {"things": value if isinstance(value, list) else [value]}


class Standing(Model):
    """What can be said of anything that stands in a scene: `holds` says what is in it, `base` what it stands on,
    `times` how many of it there are, `word` what is written on it. `mark` gives it the accent, `crossed` crosses it
    out, as what fails. `means` is what it stands for, an id of the glossary: in all seminars of a project a prop means
    one thing."""

    holds: Contents | None = None
    base: Thing | None = None
    times: Annotated[int, Within(1, 12)] = 1
    word: Text | None = None
    mark: bool = False
    crossed: bool = False
    means: Slug | None = None


class Thing(Standing):
    """A prop where it stands. `holds` says what is in it, `base` what it stands on, `times` how many of it there are,
    `word` what is written on it; `mark` gives it the accent, `crossed` crosses it out, as what fails; `means` is what
    it stands for."""

    alone: ClassVar[str] = "prop"
    prop: PropName

    @classmethod
    def _prepared(cls, value: object) -> object:
        return {"prop": value} if isinstance(value, str) else value

    @property
    def things(self) -> tuple[Thing, ...]:
        """What is in it."""
        return self.holds.things if self.holds else ()

    def everything(self) -> Iterator[Thing]:
        """The thing itself, what is in it and what it stands on, however deep."""
        yield self
        for thing in (*self.things, *((self.base,) if self.base else ())):
            yield from thing.everything()

    def depth(self) -> int:
        """How deep things stand within each other, 1 where nothing is in it."""
        return 1 + max((thing.depth() for thing in self.things), default=0)


class Lead(Model):
    """An arrow from a part of a scene: to the next one, or to the part whose `id` or prop `to` names. `label` is
    written on it; `both` gives it two heads, `crossed` says that this way fails."""

    alone: ClassVar[str] = "label"
    label: Text | None = None
    to: Slug | None = None
    both: bool = False
    crossed: bool = False

    @classmethod
    def _prepared(cls, value: object) -> object:
        if value is True or value in ("true", "yes"):
            return {}
        named = isinstance(value, dict) and any(name in value for name in ("label", "to", "both", "crossed"))
        return value if named else {"label": value}


class Leads(Model):
    """The arrows from a part of a scene: one, or a list of them."""

    alone: ClassVar[str] = "arrows"
    arrows: Annotated[tuple[Lead, ...], Many(1, 3)]

    @classmethod
    def _prepared(cls, value: object) -> object:
        return {"arrows": value if isinstance(value, list) else [value]}


class Part(Standing):
    """One part of a scene: a prop, or several `things` close together, with the words beneath them. `label` names it,
    `text` says a few words more. `base` is what all of its things stand on. `leads` draws an arrow to the next part:
    `true`, or the words on it, or what it leads to. `id` is the name by which others lead to it."""

    alone: ClassVar[str] = "prop"
    prop: PropName | None = None
    things: Contents | None = None
    id: Slug | None = None
    label: Text | None = None
    text: Text | None = None
    leads: Leads | None = None

    @classmethod
    def _prepared(cls, value: object) -> object:
        if isinstance(value, list):
            return {"things": value}
        return {"prop": value} if isinstance(value, str) else value

    def _checked(self) -> Iterator[Wrong]:
        if (self.prop is None) == (self.things is None):
            yield Wrong(say("scene.prop-or-things"), None, say("hint:write-one-of-the-two"))
        elif self.things:
            for name in ("holds", "times", "word", "means"):
                if getattr(self, name) != getattr(Part, name, getattr(Standing, name)):
                    yield Wrong(
                        say("scene.field-of-thing", name=name), None, say("scene:write-it-beside-its-prop"), name
                    )
        for thing in self.members:
            if thing.depth() > DEEPEST:
                hint = say("scene:leave-the-innermost-ones-out")
                yield Wrong(say("scene.too-deep", most=DEEPEST), thing.prop.span, hint)

    @property
    def members(self) -> tuple[Thing, ...]:
        """Its things, side by side."""
        if self.things:
            return self.things.things
        if self.prop is None:
            return ()
        own = {"prop": self.prop, "holds": self.holds, "times": self.times, "word": self.word, "means": self.means}
        # what else is said of the part is said of it as a whole
        return (Thing(**own, base=None, mark=False, crossed=False),)

    @property
    def span(self) -> Span | None:
        """Where it was written."""
        return self.members[0].prop.span

    @property
    def arrows(self) -> tuple[Lead, ...]:
        """The arrows that leave it."""
        return self.leads.arrows if self.leads else ()

    def everything(self) -> Iterator[Thing]:
        """All that stands in it, however deep."""
        for thing in (*self.members, *((self.base,) if self.base else ())):
            yield from thing.everything()


def part_of(thing: Thing, label: Text | None, text: Text | None, mark: bool = False) -> Part:
    """A thing as a part of a scene, with words beneath it."""
    defaults = {name: field.default for name, field in fields(Part).items()}
    return Part(**defaults | vars(thing) | {"label": label, "text": text, "mark": mark or thing.mark})


class Tableau(Model):
    """A scene: its parts from left to right on one ground, and what leads from one to another. `alt` says what it
    shows to those who do not see it, where that is more than what stands there."""

    alone: ClassVar[str] = "parts"
    parts: Annotated[tuple[Part, ...], Many(1, 8)]
    alt: Text | None = None

    @classmethod
    def _prepared(cls, value: object) -> object:
        if isinstance(value, dict) and "parts" in value:
            return value
        return {"parts": value if isinstance(value, list) else [value]}

    def _checked(self) -> Iterator[Wrong]:
        ids = [part.id for part in self.parts if part.id]
        for n, name in enumerate(ids):
            if name in ids[:n]:
                yield Wrong(say("scene.two-parts", name=name), name.span, say("scene:give-each-a-name-of"))
        for n, part in enumerate(self.parts):
            for lead in part.arrows:
                yield from self._lost(n, lead)

    def _lost(self, n: int, lead: Lead) -> Iterator[Wrong]:
        """An arrow that leads nowhere."""
        at = self.target(n, lead)
        if lead.to and at is None:
            names = sorted(self._names())
            yield Wrong(say("scene.unknown-part", name=lead.to), lead.to.span, suggest(lead.to, names, _parts(names)))
        elif at is None:
            hint = say("scene:say-in-to-where-it")
            yield Wrong(say("scene.nothing-behind"), self.parts[n].span, hint)
        elif at == n:
            yield Wrong(say("scene.leads-to-itself"), lead.to.span if lead.to else None, say("hint:name-another-one"))

    def _names(self) -> dict[str, int]:
        """The places of the parts by the names that arrows may give."""
        props = [part.prop.name if part.prop else "" for part in self.parts]
        alone = {prop: n for n, prop in enumerate(props) if prop and props.count(prop) == 1}
        return alone | {str(part.id): n for n, part in enumerate(self.parts) if part.id}

    def target(self, n: int, lead: Lead) -> int | None:
        """The place of the part to which an arrow of the `n`-th part leads; None where there is none."""
        if lead.to:
            return self._names().get(lead.to)
        return n + 1 if n + 1 < len(self.parts) else None

    def everything(self) -> Iterator[Thing]:
        """All that stands in it, however deep."""
        for part in self.parts:
            yield from part.everything()


def _parts(names: list[str]) -> Message:
    return say("hint:there-is", names=listing(names)) if names else say("scene:give-the-part-that-is")
