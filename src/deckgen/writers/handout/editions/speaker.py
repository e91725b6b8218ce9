"""Speaker: the presenter's script. Large notes, the time of day of every part, and the slide that comes next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from deckgen.composing.deck import Placed
from deckgen.reading.slide import Listing
from deckgen.scene import Scene
from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.frame import Answered, Back, Frame, Key, Mark, answered, back, back_marks, frame, said
from deckgen.writers.handout.lines import PrintLine
from deckgen.writers.handout.setter import NO_TITLE, PrintPicture, Setter, Title, anchor, depth
from deckgen.writers.handout.sheet import POINTS
from deckgen.writers.handout.terms import Printed, pinned, places, printed

#: Widths of the slide's picture and of the next one's, in millimetres.
THUMB, NEXT = 46.0, 30.0
#: Space beside a title's number, in millimetres.
BESIDE = 3.0
#: The least height of a cue with its two pictures in millimetres; one taller than so much of a page may run over pages.
LEAST, TALL = (THUMB + NEXT) * 9 / 16 + 18.0, 0.7


class Cue(NamedTuple):
    """A slide of the script: when it begins (time of day, or minutes from the start), how long it takes ("" for those shown in
    passing), what to say, and which slide follows. `brief`: nothing is to be said, a line is enough."""

    anchor: str
    number: int
    title: Title
    picture: PrintPicture
    time: str
    minutes: str
    script: tuple[PrintBlock, ...]
    answers: tuple[Answered, ...]
    following: PrintPicture | None
    #: In millimetres, about.
    height: float
    #: It is too tall to be kept on one page.
    flows: bool

    @property
    def brief(self) -> bool:
        return not (self.script or self.answers)


class Part(NamedTuple):
    """A part of the programme, when it begins and how long it takes; `room` is what its heading needs below itself, in
    millimetres, so that it does not stand alone."""

    anchor: str
    number: int | None
    title: Title
    time: str
    minutes: str
    room: float
    cues: tuple[Cue, ...]


class Planned(NamedTuple):
    """A line of the plan: the time, what begins then and how long it takes, and where in the script it is ("" where it is not)."""

    time: str
    said: tuple[PrintLine, ...]
    minutes: str
    anchor: str = ""


class Script(NamedTuple):
    """The edition: `plan` has a line for every part, with its time; widths in millimetres of the picture and of the next one."""

    frame: Frame
    parts: tuple[Part, ...]
    plan: tuple[Planned, ...]
    thumb: float
    next: float
    back: Back


def view(setter: Setter) -> Script:
    """The deck as the presenter's script; times are counted from the event's `start`."""
    sheet = setter.sheet
    parts = tuple(_parts(setter, sheet.text - THUMB - sheet.gutter))
    marks, plan = [], []
    for part in parts:
        named = f"{part.number}  {part.title.text}" if part.number else part.title.text
        if part.title.text:
            if part.minutes:
                plan.append(
                    Planned(part.time, setter.lines(named, "entry", sheet.text - 70.0), part.minutes, part.anchor)
                )
        marks.append(Mark(part.anchor, f"{named}  ·  {part.time}"))
    start = setter.deck.talk
    if setter.deck.questions:
        ends = setter.deck.clock(start)
        plan.append(
            Planned(
                ends,
                setter.lines(setter.word("questions"), "entry", sheet.text - 70.0),
                _long(setter, setter.deck.questions),
            )
        )
    plan.append(
        Planned(
            setter.deck.clock(start + setter.deck.questions),
            setter.lines(setter.word("end"), "entry", sheet.text - 70.0),
            "",
        )
    )
    # what a question may need: what a word means, and where a fact is from
    cues = [c for p in parts for c in p.cues]
    shown = printed(setter, {c.anchor: c.script for c in cues})
    shown |= {c.anchor: Printed(c.title.text, said(Key((), c.answers)), c.script) for c in cues if c.answers}
    end = back(setter, answers=False, printed=shown)._replace(feedback=None)
    wanted = places(end.terms)
    parts = tuple(
        p._replace(cues=tuple(c._replace(script=pinned(c.anchor, c.script, wanted)) for c in p.cues)) for p in parts
    )
    return Script(
        frame(setter, setter.word("speaker-edition"), (), [*marks, *back_marks(setter)]),
        parts,
        tuple(plan),
        THUMB,
        NEXT,
        end,
    )


def _parts(setter: Setter, width: float) -> Iterator[Part]:
    clock, minutes = 0.0, setter.deck.clock
    following = {s.id: after for s, after in zip(setter.scenes, [*setter.scenes[1:], None], strict=True)}
    for n, (part, members) in enumerate(setter.by_part()):
        begins, cues = clock, []
        # lists to look things up in are at the end
        for placed, scene in ((p, s) for p, s in members if not isinstance(p.slide, Listing)):
            cues.append(_cue(setter, placed, scene, following[scene.id], minutes(clock), width))
            clock += placed.slide.minutes
        if not cues:
            continue
        title = setter.title(part.title, "part", setter.sheet.text - 60.0) if part else NO_TITLE
        yield Part(
            f"part-{n}",
            part.number if part else None,
            title,
            minutes(begins),
            _long(setter, clock - begins),
            _room(cues),
            tuple(cues),
        )


def _room(cues: list[Cue]) -> float:
    """The height of the first cue that has something to say, or of its beginning, and of those before it."""
    room = 0.0
    for cue in cues:
        room += LEAST if cue.flows else cue.height
        if not cue.brief:
            break
    return room


def _cue(setter: Setter, placed: Placed, scene: Scene, after: Scene | None, time: str, width: float) -> Cue:
    types = setter.types
    beside = setter.fonts.width(str(scene.number), "heading", True) * types["title"].size / POINTS + BESIDE
    title, script, answers = (
        setter.title(scene.title, "title", width - beside),
        setter.prose(placed.notes, width, "script"),
        answered(setter, placed, width),
    )
    head = types["title"].leading * len(title.lines) + 6.0
    said = types["script"].leading * depth(script) + types["entry"].leading * 3 * len(answers)
    height = max(head + said + 6.0, LEAST) if script or answers else head
    return Cue(
        anchor(scene.id),
        scene.number,
        title,
        setter.picture(scene),
        time,
        _long(setter, placed.slide.minutes),
        script,
        answers,
        setter.picture(after) if after else None,
        height,
        height > setter.sheet.inner * TALL,
    )


def _long(setter: Setter, minutes: float) -> str:
    """A length in words: 1분 30초. Nothing for none."""
    whole, seconds = divmod(round(minutes * 60), 60)
    said = [setter.word("minutes", n=whole)] if whole else []
    return " ".join([*said, setter.word("seconds", n=seconds)] if seconds else said)
