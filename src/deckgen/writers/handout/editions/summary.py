"""Summary: the answers to the talk's questions, or what stays of its parts; commands, checks and terms on two pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from deckgen.composing.deck import Deck, Placed
from deckgen.diagnostics import ContentError, Diagnostic, error
from deckgen.layout.words import one_line
from deckgen.messages import say
from deckgen.reading.seminar import Term
from deckgen.reading.slide import Reply
from deckgen.writers.handout.back import Back, back
from deckgen.writers.handout.editions.view import Extras
from deckgen.writers.handout.frame import Frame, Mark, frame
from deckgen.writers.handout.lines import PrintLine
from deckgen.writers.handout.setter import Setter, Title, anchor
from deckgen.writers.handout.takeaways import stays

#: How many terms two pages take.
TERMS, TERMS_BY_PART = 12, 9
#: A talk of which at least so much is answers to questions, counted in parts, is told by them.
ANSWERED = 0.5
#: How many commands and lists to check there is room for; what a box to tick takes, in millimetres.
COMMANDS, CHECKS, TICK = 12, 3, 5.0


class Asked(NamedTuple):
    """A question, its answer in plain words, and what is added to it; or a part of the talk (by its `number`), what
    stays of it, and what else does."""

    anchor: str
    question: Title
    answer: tuple[PrintLine, ...]
    detail: tuple[PrintLine, ...]
    number: int


class Checks(NamedTuple):
    """A list to check, with its points."""

    title: tuple[PrintLine, ...]
    points: tuple[tuple[PrintLine, ...], ...]


class Summary(NamedTuple):
    """The edition; `by_part` where it tells the parts of the talk, not questions."""

    frame: Frame
    asked: tuple[Asked, ...]
    back: Back
    message: tuple[PrintLine, ...]
    #: Under which the message is true.
    condition: tuple[PrintLine, ...]
    by_part: bool
    commands: tuple[tuple[PrintLine, ...], ...] = ()
    checks: tuple[Checks, ...] = ()
    extras: Extras = Extras()


def view(setter: Setter) -> Summary:
    """What a deck answers, or, where that is not what its talk is about, a line for each part, its commands and its
    lists to check. Raises ContentError for a deck that neither answers questions nor has parts."""
    deck, label = setter.deck, setter.word("summary-edition")
    replies = [(placed, reply) for placed in deck.slides if (reply := placed.slide.reply())]
    parts = [part for part in deck.parts if part.number is not None]
    by_part = len(replies) < ANSWERED * len(parts)
    asked = tuple(_parts(setter)) if by_part else tuple(_asked(setter, n, *r) for n, r in enumerate(replies, 1))
    if not asked or not (replies or stays(deck.slides)):
        raise ContentError([_nothing(deck)])
    end = back(setter, answers=False)
    wanted = _terms(deck, [reply for _, reply in replies], TERMS_BY_PART if by_part else TERMS)
    message, condition = _message(setter)
    marks = [Mark("masthead", label), Mark("glossary", setter.word("glossary"), ruled=True)]
    return Summary(
        frame=frame(setter, label, (), marks),
        asked=asked,
        back=end._replace(terms=tuple(t for t in end.terms if t.term in wanted), about_terms=()),
        message=message,
        condition=condition,
        by_part=by_part,
        commands=tuple(_commands(setter)) if by_part else (),
        checks=tuple(_checks(setter)) if by_part else (),
    )


def _nothing(deck: Deck) -> Diagnostic:
    return error(
        say("handout.nothing-to-sum-up", seminar=deck.id),
        None,
        say("handout:add-such-slides-to-the"),
    )


def _parts(setter: Setter) -> Iterator[Asked]:
    """The parts of a talk, each with the two sentences that stay of it, or with what it brings."""
    sheet = setter.sheet
    for n, (part, members) in enumerate(setter.by_part()):
        if part is None or part.number is None:
            continue
        words = [setter.deck.words.prose(t) for t in stays([p for p, _ in members])]
        if not words:  # titles are sentences
            words = [p.title for p, _ in members if p.slide.purpose == "subject"] or [part.title]
        yield Asked(
            f"part-{n}",
            setter.title(part.title, "title", sheet.aside),
            setter.lines(words[-1].uncalled, "part-entry", sheet.measure),
            () if len(words) < 2 else setter.lines(words[0].uncalled, "text", sheet.measure),
            part.number,
        )


def _commands(setter: Setter) -> Iterator[tuple[PrintLine, ...]]:
    """The commands that a talk shows, each on a line."""
    width = setter.sheet.listed
    slides = (p.slide for p in setter.deck.slides)
    shown = dict.fromkeys(one_line(c) for s in slides for c in s.commands())
    fit = (lines for c in shown if len(lines := setter.lines(c, "code", width)) == 1)
    yield from islice(fit, COMMANDS)


def _checks(setter: Setter) -> Iterator[Checks]:
    """The lists to check that a talk shows."""
    words, width = setter.deck.words, setter.sheet.listed
    listed = [p for p in setter.deck.slides if p.slide.purpose == "subject" and not p.slide.exhibit]
    for placed in [p for p in listed if p.slide.exercise_points()][:CHECKS]:
        points = (setter.lines(words.plain(p.name), "source", width - TICK) for p in placed.slide.exercise_points())
        yield Checks(
            setter.set(placed.title.uncalled, setter.types["source"]._replace(bold=True), width), tuple(points)
        )


def _asked(setter: Setter, number: int, placed: Placed, reply: Reply) -> Asked:
    words, width = setter.deck.words, setter.sheet.measure
    return Asked(
        anchor(placed.slide.id),
        setter.title(words.prose(reply.question), "title", setter.sheet.aside),
        setter.lines(words.plain(reply.answer), "part-entry", width),
        setter.lines(words.plain(reply.detail), "text", width),
        number,
    )


def _terms(deck: Deck, replies: Sequence[Reply], most: int) -> list[Term]:
    """The terms that two pages take: those of their own words first, then those that are used most
    often."""
    words = "\n".join(deck.words.plain(text) for reply in replies for text in reply if text)
    terms = sorted(deck.terms, key=lambda m: (not m.term.count(words, deck.language), -len(m.slides)))
    return [m.term for m in terms[:most]]


def _message(setter: Setter) -> tuple[tuple[PrintLine, ...], tuple[PrintLine, ...]]:
    """The last claim of a deck, and its condition, in lines."""
    claim = next((claim for p in reversed(setter.deck.slides) if (claim := p.slide.claim())), None)
    if claim is None:
        return (), ()
    words, type, width = setter.deck.words, setter.types["subtitle"]._replace(bold=True), setter.sheet.text
    sentence = setter.set(words.prose(claim.sentence), type, width, even=True)
    return sentence, setter.lines(words.plain(claim.condition), "text", width)
