"""Speaker: the presenter's script. Large notes, the time of day of every part, and the slide that comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deckgen.composing.deck import Placed
from deckgen.diagnostics import Span
from deckgen.layout.pace import length, unspoken
from deckgen.scene import Scene
from deckgen.writers.handout.answers import PrintAnswer, key_words, slide_answers
from deckgen.writers.handout.back import Back, back, back_marks
from deckgen.writers.handout.blocks import PrintBlock
from deckgen.writers.handout.editions.view import Extras
from deckgen.writers.handout.frame import Frame, Mark, frame
from deckgen.writers.handout.lines import PrintLine
from deckgen.writers.handout.preflight import Heading
from deckgen.writers.handout.setter import NO_TITLE, PrintPicture, Setter, Title, anchor, depth
from deckgen.writers.handout.sheet import POINTS
from deckgen.writers.handout.terms import Printed, pinned, places, printed

#: Widths of the slide's picture and of the next one's, in millimetres.
THUMB, NEXT = 46.0, 30.0
#: Space beside a title's number, in millimetres.
BESIDE = 3.0
#: What stands beside a line of the plan, in millimetres, and in large print.
TIMES, LARGE = 88.0, 124.0
#: What stands above and between a cue's two pictures, in millimetres; a cue taller than so much of a page may run over
#: pages.
BETWEEN, FLOWING = 18.0, 0.7
#: Space below the line that says what is elapsed.
AFTER = 1.0
#: Lines that say what of a slide is not spoken, at most.
SILENT = 2


class Cue(NamedTuple):
    """A slide of the script: when it begins (time of day, or minutes from the start), how much of the talk is `elapsed`
    then ("" where the time says that), how long it takes ("" for those shown in passing) and what of that is `unspoken`
    ("" for nothing), what to say, and which slide follows. `brief`: nothing is to be said, a line is enough."""

    anchor: str
    number: int
    title: Title
    picture: PrintPicture
    time: str
    elapsed: str
    minutes: str
    unspoken: str
    script: tuple[PrintBlock, ...]
    answers: tuple[PrintAnswer, ...]
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
    elapsed: str
    minutes: str
    unspoken: str
    room: float
    cues: tuple[Cue, ...]
    #: Where its title was written.
    span: Span | None


class Planned(NamedTuple):
    """A line of the plan: the time, how much of the talk is `elapsed` by then, what begins then and how long it takes,
    what of that is `unspoken`, and where in the script it is ("" where it is not)."""

    time: str
    elapsed: str
    words: tuple[PrintLine, ...]
    minutes: str
    anchor: str = ""
    unspoken: str = ""


class Script(NamedTuple):
    """The edition: `plan` has a line for every part, with its time, and `total` says what they come to; widths in
    millimetres of the picture and of the next one."""

    frame: Frame
    parts: tuple[Part, ...]
    plan: tuple[Planned, ...]
    total: str
    thumb: float
    next: float
    back: Back
    extras: Extras


def view(setter: Setter) -> Script:
    """The deck as the presenter's script; times are counted from the event's `start`."""
    parts = tuple(_parts(setter, setter.sheet.text - THUMB - setter.sheet.gutter))
    marks = [Mark(p.anchor, f"{_numbered(p)}  ·  {p.time}") for p in parts]
    # what a question may need: what a word means, and where a fact is from
    cues = [c for p in parts for c in p.cues]
    words = printed(setter, {c.anchor: c.script for c in cues}, below=())
    words |= {c.anchor: Printed(c.title.text, key_words(c.answers), c.script) for c in cues if c.answers}
    end = back(setter, answers=False, printed=words)._replace(feedback=None)
    wanted = places(end.terms)
    parts = tuple(
        p._replace(cues=tuple(c._replace(script=pinned(c.anchor, c.script, wanted)) for c in p.cues)) for p in parts
    )
    return Script(
        frame(setter, setter.word("speaker-edition"), (), [*marks, *back_marks(setter)]),
        parts,
        tuple(_plan(setter, parts)),
        _total(setter),
        THUMB,
        NEXT,
        end,
        Extras(
            headings=tuple(Heading(p.anchor, p.title.text, p.span, p.cues[0].anchor) for p in parts if p.title.text),
            outlined=True,
        ),
    )


def _numbered(part: Part) -> str:
    return f"{part.number}  {part.title.text}" if part.number else part.title.text


def _plan(setter: Setter, parts: Sequence[Part]) -> Iterator[Planned]:
    """A line for every part that takes time, one for questions and one for the end."""
    deck, width = setter.deck, setter.sheet.text - (LARGE if setter.sheet.large else TIMES)
    for part in parts:
        if part.title.text and part.minutes:
            words = setter.lines(_numbered(part), "entry", width)
            yield Planned(part.time, part.elapsed, words, part.minutes, part.anchor, part.unspoken)
    if deck.questions:
        questions = setter.lines(setter.word("questions"), "entry", width)
        taken = length(deck.questions, setter.theme, deck.language)
        yield Planned(deck.second(deck.talk), _elapsed(setter, deck.talk), questions, taken)
    whole = deck.talk + deck.questions
    end = setter.lines(setter.word("end"), "entry", width)
    yield Planned(deck.second(whole), _elapsed(setter, whole), end, "")


def _elapsed(setter: Setter, minutes: float) -> str:
    """How much of the talk is over, as a stopwatch says it: `12:30`. Nothing where the time is counted from there."""
    whole, seconds = divmod(round(minutes * 60), 60)
    return f"{whole}:{seconds:02d}" if setter.deck.start is not None else ""


def _total(setter: Setter) -> str:
    """What the whole talk takes: how much of it is spoken, and what is not."""
    slides = [p.slide for p in setter.deck.slides]
    theme, language = setter.theme, setter.deck.language
    talk = length(setter.deck.talk, theme, language)
    silent = unspoken(slides, theme, language)
    spoken = length(sum(max(0.0, s.minutes - s.unspoken.total) for s in slides), theme, language)
    whole = f"{setter.word('time-all')} {talk}" if talk else ""
    parts = [f"{setter.word('time-spoken')} {spoken}" if spoken else "", silent]
    return f"{whole} ({', '.join(filter(None, parts))})" if silent else whole


def _parts(setter: Setter, width: float) -> Iterator[Part]:
    clock, minutes = 0.0, setter.deck.second
    following = {
        s.id: after if after and after.presence == "shown" else None
        for s, after in zip(setter.scenes, [*setter.scenes[1:], None], strict=True)
    }
    for n, (part, members) in enumerate(setter.by_part()):
        begins, cues = clock, []
        # lists to look things up in are at the end
        for placed, scene in ((p, s) for p, s in members if p.slide.purpose != "list"):
            cues.append(_cue(setter, placed, scene, following[scene.id], clock, width))
            clock += placed.slide.minutes
        if not cues:
            continue
        title = setter.title(part.title, "part", setter.sheet.text - 60.0) if part else NO_TITLE
        yield Part(
            f"part-{n}",
            part.number if part else None,
            title,
            minutes(begins),
            _elapsed(setter, begins),
            length(clock - begins, setter.theme, setter.deck.language),
            unspoken((p.slide for p, _ in members), setter.theme, setter.deck.language),
            _room(cues, _least(setter)),
            tuple(cues),
            part.title.span if part else None,
        )


def _least(setter: Setter) -> float:
    """The least height of a cue with its two pictures and its times, in millimetres."""
    return (THUMB + NEXT) * setter.sheet.ratio + BETWEEN + setter.types["small"].line_height + AFTER


def _room(cues: list[Cue], least: float) -> float:
    """The height of the first cue that has something to say, or of its beginning, and of those before it."""
    room = 0.0
    for cue in cues:
        room += least if cue.flows else cue.height
        if not cue.brief:
            break
    return room


def _cue(setter: Setter, placed: Placed, scene: Scene, after: Scene | None, begins: float, width: float) -> Cue:
    types = setter.types
    beside = setter.fonts.width(str(scene.number), "heading", True) * types["title"].size / POINTS + BESIDE
    title, script, answers = (
        setter.title(scene.title, "title", width - beside),
        setter.prose(placed.notes, width, "script"),
        slide_answers(setter, placed, width),
    )
    head = types["title"].line_height * len(title.lines) + 6.0
    words = types["script"].line_height * depth(script) + types["entry"].line_height * 3 * len(answers)
    silent = unspoken((placed.slide,), setter.theme, setter.deck.language)
    below = SILENT * types["small"].line_height if silent else 0.0
    height = max(head + words + 6.0, _least(setter) + below) if script or answers else head + below
    return Cue(
        anchor(scene.id),
        scene.number,
        title,
        setter.picture(scene),
        setter.deck.second(begins),
        _elapsed(setter, begins),
        length(placed.slide.minutes, setter.theme, setter.deck.language),
        silent,
        script,
        answers,
        setter.picture(after) if after else None,
        height,
        height > setter.sheet.inner * FLOWING,
    )
