"""Pace: whether what the notes say fills the minutes that are planned for it, and no more.

The pace is the seminar's (`pace`); how a text is counted is its language's matter. A slide of half a minute is said in
two sentences, of which nobody counts the words; without a script a slide is spoken to freely, and not judged. Nor is a
talk of which less than half has a script: notes are reminders there.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from deckgen.checks.ending import DeckCheck
from deckgen.composing.deck import Deck
from deckgen.composing.speaking import Speaking, speaking
from deckgen.diagnostics import Diagnostic, warning
from deckgen.messages import Message, count, say

#: Shares of the minutes to speak in that a script takes: of a slide, where breath and a laugh cost a quarter, and of a
#: talk, where slides even out and nothing may be over.
SLIDE, TALK = (0.75, 1.05), (0.85, 1.0)
#: Minutes of a slide up to which nobody counts.
BRIEF = 0.5
#: Share of a talk's minutes from which on notes are a script.
SCRIPTED = 0.5
#: Where minutes go in which nobody speaks.
_ELSEWHERE = say("time:state-what-is-not-spoken")


def too_much_unspoken(deck: Deck) -> Iterator[Diagnostic]:
    """More unspoken minutes than a slide has."""
    stated = any(p.slide.unspoken.total for p in deck.slides)
    for slide in speaking(deck) if stated else ():  # which most decks do not: their scripts need not be counted
        if slide.unspoken > slide.minutes + 1e-9:
            yield warning(
                say("time.too-much-unspoken", minutes=_minutes(slide.minutes), unspoken=_figure(slide.unspoken)),
                slide.place,
                say("time:minutes-are-all-of-its"),
            )


def off_pace(deck: Deck) -> Iterator[Diagnostic]:
    """Scripts that take less or more than the minutes of their slide."""
    for slide in _scripted(deck):
        fewest, fullest = bounds(slide)
        if slide.units is not None and judged(slide) and not fewest <= slide.units <= fullest:
            expected = (
                say("time:to", fewest=fewest, fullest=fullest) if fewest else say("time:at-most", fullest=fullest)
            )
            yield warning(
                say(
                    "time.slide",
                    spoken=_minutes(slide.spoken),
                    room=_room("slide", slide.minutes, slide.unspoken),
                    found=count(slide.units, slide.unit[:-1]),
                    expected=expected,
                ),
                slide.span,
                _remedy(slide.units, fewest, fullest, slide.unit, slide.spoken + slide.unspoken),
            )


def _scripted(deck: Deck) -> tuple[Speaking, ...]:
    """The slides of a deck, if it has scripts for at least half of its minutes."""
    slides = speaking(deck)
    scripted = sum(s.minutes for s in slides if s.units is not None)
    return slides if scripted and scripted >= SCRIPTED * sum(s.minutes for s in slides) else ()


def judged(slide: Speaking) -> bool:
    """Whether it matters how long the script of a slide is."""
    return slide.units is not None and slide.minutes > BRIEF


def bounds(slide: Speaking) -> tuple[int, int]:
    """How many units the script of a slide has at least and at most."""
    least = slide.room * SLIDE[0] if slide.room > BRIEF else 0.0
    most = max(slide.room * SLIDE[1], BRIEF)
    return ceil(least * slide.rate - 1e-9), floor(most * slide.rate + 1e-9)


def _room(what: str, planned: float, unspoken: float) -> Message:
    """The minutes of a slide or a talk."""
    silent = say("time:of-them-unspoken", unspoken=_figure(unspoken)) if unspoken else ""
    return say(f"time:the-{what}-has", planned=_figure(planned), silent=silent)


def _remedy(units: int, fewest: int, fullest: int, unit: str, needed: float) -> Message:
    """What to do about a script that has too few or too many units; as it is it would need so many minutes."""
    plan = say("time:plan-minutes", minutes=ceil(needed * 10 - 1e-09) / 10)
    if units > fullest:
        return say("time:leave-out-or", units=count(units - fullest, unit[:-1]), plan=plan)
    return say("time:say-more-or", units=count(fewest - units, unit[:-1]), plan=plan, elsewhere=_ELSEWHERE)


def talk_off_pace(deck: Deck) -> Iterator[Diagnostic]:
    """A talk whose scripts take less or more than its minutes."""
    slides = _scripted(deck)
    planned, unspoken = sum(s.minutes for s in slides), sum(s.unspoken for s in slides)
    room, spoken = sum(s.room for s in slides), sum(s.spoken for s in slides)
    if not room:
        return
    least, most = (share * room for share in TALK)
    if least - 1e-9 <= spoken <= most + 1e-9:
        return
    unit = slides[0].unit
    off = ceil(max(least - spoken, spoken - most) * slides[0].rate - 1e-9)
    short = say("time:say-more-plan-less-or", units=count(off, unit[:-1]), elsewhere=_ELSEWHERE)
    remedy = short if spoken < least else say("time:leave-out-or-plan-more", units=count(off, unit[:-1]))
    yield warning(
        say(
            "time.talk",
            spoken=_minutes(spoken),
            room=_room("talk", planned, unspoken),
            share=spoken / room,
            least=TALK[0],
            most=TALK[1],
        ),
        deck.title.span,
        say("time:deckgen-measure-shows-each-slide", remedy=remedy, seminar=deck.id),
    )


def _minutes(time: float) -> Message:
    """A length in words: 0.62 minutes, 1 minute."""
    return count(_figure(time), "minute")


def _figure(time: float) -> str:
    """Minutes for people: 0.62, 1.5, 44.5."""
    return f"{round(time, 1 if time >= 10 else 2):g}"


#: What is wrong whatever the seminar says of its pace, and what only at that pace.
CHECKS: tuple[DeckCheck, ...] = (too_much_unspoken,)
PACE_CHECKS: tuple[DeckCheck, ...] = (off_pace, talk_off_pace)


def check_pace(deck: Deck) -> Iterator[Diagnostic]:
    """Every finding about a deck's time: of its pace only where the seminar wants that."""
    for each in (*CHECKS, *(PACE_CHECKS if deck.pace != "off" else ())):
        yield from each(deck)
