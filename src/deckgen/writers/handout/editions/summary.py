"""Summary: the questions and their answers, the terms that matter and where to go on, on two pages."""

from __future__ import annotations

from typing import NamedTuple

from deckgen.diagnostics import ContentError, error
from deckgen.writers.handout.frame import Back, Frame, Mark, back, frame
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


def view(setter: Setter) -> Summary:
    """What a deck answers. Raises ContentError for a deck that answers no question."""
    deck, words, width = setter.deck, setter.deck.words, setter.sheet.measure
    asked = []
    for placed in (p for p in deck.slides if p.slide.kind == "qna"):
        slide = placed.slide
        asked.append(
            Asked(
                anchor(slide.id),
                setter.title(words.prose(slide.title), "title", setter.sheet.aside),
                setter.lines(words.plain(slide.answer), "part-entry", width),
                setter.lines(words.plain(slide.detail), "text", width) if slide.detail else (),
            )
        )
    if not asked:
        raise ContentError(
            [
                error(
                    f"the seminar `{deck.id}` has no slide of kind `qna`, and a summary tells its questions and answers",
                    None,
                    "add such slides to the programme, or print another edition",
                )
            ]
        )
    end = back(setter, answers=False)
    # the words of these two pages come first, then those said most often
    here = "\n".join(
        words.plain(t)
        for p in deck.slides
        if p.slide.kind == "qna"
        for t in (p.slide.title, p.slide.answer, p.slide.detail)
        if t
    )
    terms = sorted(deck.terms, key=lambda m: (not m.term.count(here, deck.language), -len(m.slides)))
    wanted = {m.term.name(deck.language) for m in terms[:TERMS]}
    last = next((p for p in reversed(deck.slides) if p.slide.kind == "statement"), None)
    condition = words.plain(last.slide.support) if last and last.slide.support else ""
    return Summary(
        frame(
            setter,
            setter.word("summary-edition"),
            (),
            [Mark("masthead", setter.word("summary-edition")), Mark("glossary", setter.word("glossary"), ruled=True)],
        ),
        tuple(asked),
        end._replace(terms=tuple(t for t in end.terms if t.name in wanted), about_terms=()),
        setter.set(last.title, setter.types["subtitle"]._replace(bold=True), setter.sheet.text, even=True)
        if last
        else (),
        setter.lines(condition, "text", setter.sheet.text),
    )
