"""What props mean: one thing each, in all seminars of a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from deckgen.diagnostics import Diagnostic, Span, error, suggest, warning
from deckgen.memory import NO_MEMORY, Memory, Same
from deckgen.messages import say
from deckgen.reading.model import Model
from deckgen.reading.props import PropName
from deckgen.reading.seminar import Term
from deckgen.reading.slide import Slide
from deckgen.reading.tableau import Standing
from deckgen.reading.values import Slug


class Meaning(NamedTuple):
    """What a prop means at a place: the id of a term."""

    prop: str
    term: str
    span: Span | None


def contradictions(
    slides: Iterable[Slide], terms: Mapping[str, Term | None] | None, memory: Memory = NO_MEMORY
) -> Iterator[Diagnostic]:
    """Tells of props that mean one thing here and another there, and of meanings that the glossary does not have.

    A term of the glossary says in `prop` how it is drawn, a thing in a scene says in `means` what it is.
    """
    known = terms or {}
    found: dict[str, Meaning] = {}
    told: set[Meaning] = set()
    for meaning in (*_of_terms(known), *_of_slides(slides, memory)):
        if meaning in told:
            continue
        told.add(meaning)
        if terms is not None and meaning.term not in known:
            hint = suggest(meaning.term, known, say("term:write-it-into-content-glossary"))
            yield error(say("term.unknown-meaning", term=meaning.term), meaning.span, hint)
            continue
        first = found.setdefault(meaning.prop, meaning)
        if first.term != meaning.term:
            message = say("term.two-meanings", prop=meaning.prop, term=meaning.term, other=first.term, place=first.span)
            yield warning(message, meaning.span, say("term:let-a-prop-mean-one"))


def _of_terms(terms: Mapping[str, Term | None]) -> Iterator[Meaning]:
    for name, term in terms.items():
        if term and term.prop:
            yield Meaning(term.prop.name, name, term.prop.span)


def _of_slides(slides: Iterable[Slide], memory: Memory) -> Iterator[Meaning]:
    for slide in slides:
        yield from memory.made("meanings", Same(slide), None, partial(_of_slide, slide))


def _of_slide(slide: Slide) -> tuple[Meaning, ...]:
    out = []
    for thing in _standing(tuple(vars(slide).values())):
        prop: PropName | None = getattr(thing, "prop", None)
        means: Slug | None = thing.means
        if prop and means:
            out.append(Meaning(prop.name, str(means), means.span))
    return tuple(out)


def _standing(value: Any) -> Iterator[Standing]:
    """All that stands in the scenes of a slide, however deep."""
    if isinstance(value, tuple):
        for each in value:
            yield from _standing(each)
    elif isinstance(value, Model):
        if isinstance(value, Standing):
            yield value
        yield from _standing(tuple(v for v in vars(value).values() if isinstance(v, (tuple, Model))))
