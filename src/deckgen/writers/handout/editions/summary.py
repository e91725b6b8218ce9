"""Summary: the questions and their answers, the terms that matter and where to go on, on two pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from deckgen.composing.deck import Deck, Placed
from deckgen.diagnostics import ContentError, error
from deckgen.reading.slide import Reply
from deckgen.writers.handout.back import Back, back
from deckgen.writers.handout.editions.view import Extras
from deckgen.writers.handout.frame import Frame, Mark, frame
from deckgen.writers.handout.lines import PrintLine
from deckgen.writers.handout.setter import Setter, Title, anchor

#: How many terms two pages take.
TERMS = 12


class Asked(NamedTuple):
    """A question, its answer in plain words, and what is added to it."""

    anchor: str
    question: Title
    answer: tuple[PrintLine, ...]
    detail: tuple[PrintLine, ...]


class Summary(NamedTuple):
    """The edition."""

    frame: Frame
    asked: tuple[Asked, ...]
    back: Back
    message: tuple[PrintLine, ...]
    #: Under which the message is true.
    condition: tuple[PrintLine, ...]
    extras: Extras = Extras()


def view(setter: Setter) -> Summary:
    """What a deck answers. Raises ContentError for a deck that answers no question."""
    deck, label = setter.deck, setter.word("summary-edition")
    replies = [(placed, reply) for placed in deck.slides if (reply := placed.slide.reply())]
    if not replies:
        raise ContentError(
            [
                error(
                    f"the seminar `{deck.id}` has no slide of kind `qna`, "
                    "and a summary tells its questions and answers",
                    None,
                    "add such slides to the programme, or print another edition",
                )
            ]
        )
    end = back(setter, answers=False)
    wanted = _terms(deck, [reply for _, reply in replies])
    message, condition = _message(setter)
    marks = [Mark("masthead", label), Mark("glossary", setter.word("glossary"), ruled=True)]
    return Summary(
        frame=frame(setter, label, (), marks),
        asked=tuple(_asked(setter, placed, reply) for placed, reply in replies),
        back=end._replace(terms=tuple(t for t in end.terms if t.name in wanted), about_terms=()),
        message=message,
        condition=condition,
    )


def _asked(setter: Setter, placed: Placed, reply: Reply) -> Asked:
    words, width = setter.deck.words, setter.sheet.measure
    return Asked(
        anchor(placed.slide.id),
        setter.title(words.prose(reply.question), "title", setter.sheet.aside),
        setter.lines(words.plain(reply.answer), "part-entry", width),
        setter.lines(words.plain(reply.detail), "text", width),
    )


def _terms(deck: Deck, replies: Sequence[Reply]) -> set[str]:
    """The names of the terms that two pages take: those of their own words first, then those that are used most
    often."""
    words = "\n".join(deck.words.plain(text) for reply in replies for text in reply if text)
    terms = sorted(deck.terms, key=lambda m: (not m.term.count(words, deck.language), -len(m.slides)))
    return {m.term.name(deck.language) for m in terms[:TERMS]}


def _message(setter: Setter) -> tuple[tuple[PrintLine, ...], tuple[PrintLine, ...]]:
    """The last claim of a deck, and its condition, in lines."""
    claim = next((claim for p in reversed(setter.deck.slides) if (claim := p.slide.claim())), None)
    if claim is None:
        return (), ()
    words, type, width = setter.deck.words, setter.types["subtitle"]._replace(bold=True), setter.sheet.text
    sentence = setter.set(words.prose(claim.sentence), type, width, even=True)
    return sentence, setter.lines(words.plain(claim.condition), "text", width)
