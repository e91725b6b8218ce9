"""Speaker: the presenter's script. Large notes, the time of day of every part, and the slide that comes next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from deckgen.deck import Placed
from deckgen.scene import Scene
from deckgen.writers.paper.blocks import Block
from deckgen.writers.paper.frame import Answered, Frame, Mark, answered, frame
from deckgen.writers.paper.lines import Line, one_line
from deckgen.writers.paper.setter import Picture, Setter, Title, anchor


class Cue(NamedTuple):
    """A slide of the script: when it begins (time of day, or minutes from the start), how long it takes ("" for those shown in
    passing), what to say, and which slide follows. `brief`: nothing is to be said, a line is enough."""

    anchor: str
    number: int
    title: Title
    picture: Picture
    time: str
    minutes: str
    script: tuple[Block, ...]
    answers: tuple[Answered, ...]
    following: Picture | None

    @property
    def brief(self) -> bool:
        return not (self.script or self.answers)


class Part(NamedTuple):
    """A part of the programme, when it begins and how long it takes."""

    anchor: str
    number: int | None
    title: Title
    time: str
    minutes: str
    cues: tuple[Cue, ...]


class Script(NamedTuple):
    """The edition: `plan` has a line for every part, with its time; widths in millimetres of the picture and of the next one."""

    frame: Frame
    parts: tuple[Part, ...]
    plan: tuple[tuple[str, tuple[Line, ...], str], ...]
    thumb: float
    next: float


def view(setter: Setter) -> Script:
    """The deck as the presenter's script; times are counted from the event's `start`."""
    sheet = setter.sheet
    thumb, following = (46.0, 30.0) if not sheet.stacked else (40.0, 26.0)
    parts = tuple(_parts(setter, sheet.text - thumb - sheet.gutter))
    marks, plan = [], []
    for part in parts:
        named = f"{part.number}  {part.title.text}" if part.number else part.title.text
        if part.title.text:
            if part.minutes:
                plan.append((part.time, setter.lines(named, "entry", sheet.text - 60.0), part.minutes))
        marks.append(Mark(part.anchor, f"{named}  ·  {part.time}"))
    start = setter.deck.talk
    if setter.deck.questions:
        ends = setter.deck.clock(start)
        plan.append((ends, setter.lines(setter.word("questions"), "entry", sheet.text - 60.0), _long(setter, setter.deck.questions)))
    plan.append((setter.deck.clock(start + setter.deck.questions), setter.lines(setter.word("end"), "entry", sheet.text - 60.0), ""))
    return Script(frame(setter, setter.word("speaker-edition"), (), marks), parts, tuple(plan), thumb, following)


def _parts(setter: Setter, width: float) -> Iterator[Part]:
    clock, minutes = 0.0, setter.deck.clock
    following = {s.id: after for s, after in zip(setter.scenes, [*setter.scenes[1:], None], strict=True)}
    for n, (part, members) in enumerate(setter.by_part()):
        begins, cues = clock, []
        for placed, scene in members:
            cues.append(_cue(setter, placed, scene, following[scene.id], minutes(clock), width))
            clock += placed.slide.minutes
        named = one_line(part.title.plain) if part is not None else ""
        title = setter.title(named, "part", setter.sheet.text - 60.0) if named else Title("", ())
        yield Part(f"part-{n}", part.number if part else None, title, minutes(begins), _long(setter, clock - begins), tuple(cues))


def _cue(setter: Setter, placed: Placed, scene: Scene, after: Scene | None, time: str, width: float) -> Cue:
    return Cue(
        anchor(scene.id),
        scene.number,
        setter.title(scene.title, "title", width),
        setter.picture(scene),
        time,
        _long(setter, placed.slide.minutes),
        setter.prose(placed.notes, width, "script"),
        answered(setter, placed, width),
        setter.picture(after) if after else None,
    )


def _long(setter: Setter, minutes: float) -> str:
    """A length in words: 1분 30초. Nothing for none."""
    whole, seconds = divmod(round(minutes * 60), 60)
    said = [setter.word("minutes", n=whole)] if whole else []
    return " ".join([*said, setter.word("seconds", n=seconds)] if seconds else said)
