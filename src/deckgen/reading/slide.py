"""A slide as an author wrote it: what every kind has, before its own fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as AnyMapping
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from deckgen.diagnostics import Diagnostic, Span
from deckgen.languages import LANGUAGES
from deckgen.messages import count, say
from deckgen.reading.grounds import GroundName
from deckgen.reading.model import Many, Model, Within, Wrong
from deckgen.reading.nodes import Mapping
from deckgen.reading.speaking import SPOKEN, Unspoken
from deckgen.reading.values import LongText, Minutes, Slug, Text, Url, Verbatim
from deckgen.scene import Transition


class Exercise(Model):
    """What the workbook asks about a slide: to `fill` in its names, to `label` the boxes of its drawing, to put its
    points in `order`, or to `write` so many `lines`. `task` says it in other words than the usual ones; `blanks` are
    the names that are left out, where not all are; `clues` what is said of each box to label, in the order of
    `blanks`."""

    alone: ClassVar[str] = "ask"
    ask: Literal["fill", "label", "order", "write"]
    task: Text | None = None
    blanks: Annotated[tuple[Text, ...], Many(0, 12)] = ()
    clues: Annotated[tuple[Text, ...], Many(0, 12)] = ()
    lines: Annotated[int, Within(1, 24)] = 4

    @classmethod
    def _prepared(cls, value: object) -> object:
        return value if isinstance(value, dict) else {"ask": value}

    def _checked(self) -> Iterable[Wrong]:
        if self.ask == "write" and self.blanks:
            yield Wrong(say("slide.blanks-for-writing"), None, say("slide:leave-blanks-out"), "blanks")
        if self.clues and self.ask != "label":
            yield Wrong(say("slide.clues-without-labels"), None, say("slide:leave-clues-out-or-write"), "clues")
        elif self.clues and len(self.clues) != len(self.blanks):
            diagnostics = say(
                "slide.clues", clues=count(len(self.clues), "clue"), blanks=count(len(self.blanks), "blank")
            )
            yield Wrong(diagnostics, None, say("slide:write-one-clue-for-each"), "clues")


class Point(NamedTuple):
    """A thing that a slide names, and what it says of it."""

    name: Text
    clue: Text | None


class Answer(NamedTuple):
    """The answer to one question of a slide: `choice` is the letter of the right one of its `choices`, if any; `number`
    is that of the question where it is one of several slides' (0: its place on the slide)."""

    question: Text
    choice: str
    answer: Text
    why: Text | None
    choices: tuple[Text, ...] = ()
    number: int = 0


class Reply(NamedTuple):
    """A question that somebody asked, its answer in plain words, and more about it."""

    question: Text
    answer: Text
    detail: Text | None


class Claim(NamedTuple):
    """A sentence that stands for itself, and the condition under which it is true."""

    sentence: Text
    condition: Text | None


class Correction(NamedTuple):
    """What many believe, and the fact: each in the texts that say it, the shortest first."""

    myth: tuple[Text, ...]
    fact: tuple[Text, ...]


class Questionnaire(NamedTuple):
    """What the audience is asked about the seminar, and the address where it can be answered."""

    questions: tuple[Text, ...]
    address: Address


#: What a slide is for: the seminar's `subject`; the `talk` itself, which an article about the subject leaves out; an
#: `exercise`, which explains nothing; a `list` to look things up in, which handouts have at their end.
Purpose = Literal["subject", "talk", "exercise", "list"]


class Slide(Model):
    """What every kind of slide has.

    `id` is the name by which programmes call it; `kind` says what it shows, and what else it has; `title` is its
    message. `notes` are the speaker's and never printed for the audience; `handout` is prose for the reader; `minutes`
    of talk, and what of them is `unspoken`; `sources` are ids in `content/sources.yaml`; `exercise` is what the
    workbook asks; `transition` is how the slide comes in, where it differs from the seminar's.

    Whoever wants to know something of a slide asks it here; a kind says what differs. Nobody asks for the kind itself.
    """

    layout: ClassVar[str] = "content"
    purpose: ClassVar[Purpose] = "subject"
    #: Whether it is a picture of something, which an article shows as a figure.
    drawn: ClassVar[bool] = False
    #: What its drawing is counted as where an article shows it: "" is not counted, as what the reader is to fill in.
    exhibit: ClassVar[Literal["figure", "listing", ""]] = "figure"
    #: Whether it takes the seminar's `address` as its `link` where it has none: it `needs` one, or has `room` for one
    #: that no other slide shows.
    scan: ClassVar[Literal["", "needs", "room"]] = ""
    #: Whether the talk ends with it.
    closes: ClassVar[bool] = False
    #: Whether it does nothing but open its part of the programme.
    opens_part: ClassVar[bool] = False
    #: Whether people look it up while they work: a cheat sheet shows it where there is room.
    looked_up: ClassVar[bool] = False
    #: What `variant` may be, of kinds that have forms that look different: the rhythm of a talk offers them.
    variants: ClassVar[tuple[str, ...]] = ()

    id: Slug
    kind: str
    notes: LongText | None = None
    handout: LongText | None = None
    minutes: Minutes = 1.0
    unspoken: Unspoken = SPOKEN
    sources: Annotated[tuple[Slug, ...], Many(0, 20)] = ()
    exercise: Exercise | None = None
    transition: Transition | None = None

    @property
    def span(self) -> Span | None:
        """Where the slide was written."""
        return self.__dict__.get("_span")

    def at(self, span: Span | None) -> Slide:
        """The same slide, knowing its place."""
        return self.with_fields(_span=span)

    def continues(self, before: Slide) -> bool:
        """Whether the slide goes on with the one before: their author wrote both as one."""
        return self.span is not None and self.span == before.span

    def look(self) -> str:
        """Which of its `variants` the slide is; "" where there are none."""
        chosen = getattr(self, "variant", "")
        return chosen if chosen in self.variants else ""

    def other_variants(self) -> tuple[str, ...]:
        """Those of its `variants` that would show it otherwise and that suit what it says."""
        return tuple(name for name in self.variants if name != self.look())

    def layout_name(self) -> str:
        """The layout that the slide stands on, by its name in the theme."""
        return self.layout

    def heading(self) -> Text | None:
        """The text that names the slide: its title."""
        return getattr(self, "title", None)

    def shown(self) -> tuple[object, ...]:
        """The values of its fields that stand on the slide itself."""
        return tuple(value for name, value in vars(self).items() if name not in ("notes", "handout", "exercise"))

    def conclusion(self) -> Text | None:
        """The sentence to take home from the slide, which captions its figure."""
        return getattr(self, "takeaway", None)

    def promise(self) -> Text | None:
        """The sentence in which a slide that opens a part says what the part brings."""
        return None

    def whole_title(self) -> Text | None:
        """The title of all the slides that it was spread over, without its number among them; None where it is one."""
        return None

    def answers(self) -> tuple[Answer, ...]:
        """The answers to what the slide asks: they stand in the speaker's notes and on the handout's last page."""
        return ()

    def answer_key(self) -> tuple[Answer, ...]:
        """The answers that handouts print with the slide: of slides that one was spread over, the first has all."""
        return self.answers()

    def spread(self, used: Used, diagnostics: list[Diagnostic]) -> Sequence[Slide]:
        """The slides that it becomes in a deck."""
        return [self]

    def exercise_points(self) -> tuple[Point, ...]:
        """What the slide names, in its order: exercises ask for it."""
        return ()

    def reply(self) -> Reply | None:
        """The plain answer that the slide gives to a question: a summary prints it."""
        return None

    def claim(self) -> Claim | None:
        """What the slide claims in one sentence: a summary ends with the last one."""
        return None

    def correction(self) -> Correction | None:
        """What is wrongly believed, and what is so: an article has both in a box."""
        return None

    def verbatim(self) -> Verbatim | None:
        """The lines of which the slide may show a part: handouts print all of them then."""
        return None

    def fillable(self) -> str:
        """The field of its lines in which names in double braces are filled in; "" where they stand as written."""
        return ""

    def questionnaire(self) -> Questionnaire | None:
        """What the slide asks the audience about the seminar: handouts have room to answer it."""
        return None

    def addresses(self) -> tuple[Address, ...]:
        """What the slide offers to scan."""
        return tuple(value for value in vars(self).values() if isinstance(value, Address))

    def with_fields(self, **fields: Any) -> Self:
        """The same slide with other values in some of its fields."""
        return type(self)(**{**self.__dict__, **fields})

    def in_motion(self, motion: bool) -> Self:
        """The slide knowing whether it is shown step by step, in a seminar with or without motion."""
        return self

    def commands(self) -> tuple[str, ...]:
        """The commands that the slide shows, as they are typed."""
        return ()

    def draw(self, page: Any) -> None:
        """Draws the slide on a page (`deckgen.layout.page.Page`)."""
        raise NotImplementedError


class Built(Slide):
    """A slide that can be shown step by step: with `build: true` each click shows its next part, in reading order.
    Where nobody says, kinds that are `told` in steps are, if the seminar has motion."""

    #: Whether the kind means little when all of it is shown at once.
    told: ClassVar[bool] = False

    build: bool | None = None

    def in_motion(self, motion: bool) -> Self:
        return self if self.build is not None else self.with_fields(build=motion and self.told)


class Hero(Slide):
    """A slide that can fill the stage with few words. Whether it does follows from what it says, unless `hero` says
    it; `ground` is the field of colour beneath, where it is not the theme's choice for such a slide."""

    hero: bool | None = None
    ground: GroundName | None = None


class Used(NamedTuple):
    """What the slides of a seminar used: their sources (`deckgen.reading.seminar.Source`) in order, the terms
    (`deckgen.reading.seminar.Term`) that they name by their spelling in the deck's language, and all terms of the
    glossary by their ids (None where it could not be read)."""

    sources: tuple[Any, ...]
    terms: tuple[Any, ...]
    glossary: AnyMapping[str, Any] | None


class Listing(Slide):
    """A slide that lists what the others used. It goes over to as many slides as that needs."""

    purpose: ClassVar[Purpose] = "list"
    lists: ClassVar[Literal["terms", "sources"]]
    #: How many entries one slide takes.
    per_slide: ClassVar[int]
    title: Text

    def entries(self, used: Used, diagnostics: list[Diagnostic]) -> tuple[Any, ...]:
        """What it lists."""
        raise NotImplementedError

    @property
    def entries_here(self) -> tuple[Any, ...]:
        """What this slide of them lists."""
        here: tuple[Any, ...] = self.__dict__.get("_entries_here", ())
        return here

    @property
    def all_entries(self) -> tuple[Any, ...]:
        """What it lists on all of its slides: they share one size of text."""
        everything: tuple[Any, ...] = self.__dict__.get("_all_entries", ())
        return everything

    def spread(self, used: Used, diagnostics: list[Diagnostic]) -> list[Slide]:
        """The slides that it becomes, each with an even share of the entries; those after the first are numbered and
        have no notes, no prose and no minutes of their own."""
        entries = self.entries(used, diagnostics)
        count = max(1, -(-len(entries) // self.per_slide))
        share, more = divmod(len(entries), count)
        out: list[Slide] = []
        begin = 0
        for n in range(count):
            end = begin + share + (n < more)
            own: dict[str, Any] = {"_entries_here": entries[begin:end], "_all_entries": entries}
            begin = end
            if count > 1:
                own["title"] = self.title.also(f" ({n + 1}/{count})")
            if n:
                own |= {"id": Slug(f"{self.id}-{n + 1}"), "notes": None, "handout": None}
                own |= {"minutes": 0.0, "unspoken": SPOKEN}
            out.append(type(self)(**{**self.__dict__, **own}))
        return out


class Named(Model):
    """Something with a name. Where it has nothing else, its name alone may be written."""

    alone: ClassVar[str] = "name"
    name: Text

    @classmethod
    def _prepared(cls, value: object) -> object:
        whole = isinstance(value, dict) and not set(value) <= set(LANGUAGES)
        return value if whole or not isinstance(value, (str, dict)) else {"name": value}


class Address(Model):
    """An address worth scanning, and what is there; without `url` it is the seminar's."""

    url: Url | None = None
    label: Text


class Way(Model):
    """From one thing to another, by their names. `from`, which Python keeps for itself, is `source` here."""

    source: Text
    to: Text

    @classmethod
    def _prepared(cls, value: object) -> object:
        return value.renamed("from", "source") if isinstance(value, Mapping) else value
