"""A deck that was composed, for another event: only what names the event, or is made of it, is made anew.

While a deck is composed it is written down which names each text looked up (`Made.asked`). Of another event those names
are looked at that stand for something else; what asked for none of them is what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from deckgen.composing.around import around
from deckgen.composing.deck import Deck, Placed, PlacedPart, shows
from deckgen.composing.filling import Filled
from deckgen.composing.words import EventWords, Made, Words, event_words, texts
from deckgen.reading.seminar import Seminar, Term
from deckgen.reading.slide import Listing, Slide
from deckgen.reading.values import Text
from deckgen.richtext import Prose

#: Names that texts look up: of fields of the event, of the seminar.
_EVENT, _TITLE = "event.", "seminar.title"
#: Sets of names and words of slides of which something is remembered.
_KEPT = 256


class Recomposed(NamedTuple):
    """A deck for another event; the fields of the deck that are others, the identities of the texts that say something
    else, and the numbers of the slides, from 0, that have such themselves."""

    deck: Deck
    fields: frozenset[str]
    texts: frozenset[int]
    slides: frozenset[int]


class Composition:
    """A deck as it was composed of a seminar, with what each of its texts asked for."""

    def __init__(self, seminar: Seminar, deck: Deck, terms: Iterable[Term | None]) -> None:
        self.deck = deck
        self._made = deck.words.made_of()
        self._terms = tuple(term for term in terms if term)
        self._event = event_words(seminar, deck.language, [])
        self._parts = {id(self._made[id(plan.part)].prose): plan.part for plan in seminar.file.programme}
        #: Texts by the names that they ask for, and slides by the identities of the texts that they have.
        self._asking: dict[str, list[int]] = {}
        for key, made in self._made.items():
            for name in made.asked:
                self._asking.setdefault(name, []).append(key)
        self._slides: dict[int, list[int]] = {}
        for n, placed in enumerate(deck.slides):
            for text in self._texts_of(seminar, placed):
                self._slides.setdefault(id(text), []).append(n)
        #: The terms in words of slides, by those words.
        self._found: dict[str, frozenset[int]] = {}
        #: What is the same for every event, by the names that stand for something else.
        self._same: dict[frozenset[str], dict[int, Made]] = {}
        self._lines = [name for placed in deck.slides for name in _named_in_lines(placed.slide)]

    def _texts_of(self, seminar: Seminar, placed: Placed) -> Iterator[Text]:
        """The texts that make a slide in its place: its own, the seminar's title where it has none, its part's."""
        yield from texts(placed.slide)
        if placed.slide.heading() is None:
            yield seminar.file.title
        if placed.part is not None and (part := self._parts.get(id(placed.part.title))):
            yield part

    def of(self, seminar: Seminar) -> Recomposed | None:
        """The deck of the same seminar with another event; None where more follows from that than words."""
        event = event_words(seminar, self.deck.language, [])
        names = set(_others(self._event, event))
        variables = self.deck.words.variables | {"event": event}
        if {_TITLE} & self._asking.keys() and names & self._made[id(seminar.file.title)].asked:
            names.add(_TITLE)
        if any(name in names for name in self._lines):
            return None
        asking = {key for name in names for key in self._asking.get(name, ())}
        words = self.deck.words.again(variables, self._unasked(frozenset(names), asking))
        words.variables["seminar"] = {"title": words.prose(seminar.file.title).plain}
        changed = frozenset(n for key in asking for n in self._slides.get(key, ()))
        deck = self._deck(seminar, words, changed, asking)._replace(event=event.written)
        if not self._same_terms(deck, changed):
            return None
        fields = frozenset(name for name in Deck._fields if getattr(deck, name) is not getattr(self.deck, name))
        return Recomposed(deck, _unequal(self.deck, deck, fields), frozenset(asking), changed)

    def _unasked(self, names: frozenset[str], asking: set[int]) -> dict[int, Made]:
        """What was made of texts that ask for none of these names."""
        if names not in self._same:
            if len(self._same) > _KEPT:
                self._same.clear()
            self._same[names] = {key: made for key, made in self._made.items() if key not in asking}
        return self._same[names]

    def _deck(self, seminar: Seminar, words: Words, changed: frozenset[int], asking: set[int]) -> Deck:
        about: dict[str, Any] = {
            name: same if (same := getattr(self.deck, name)) == value else value
            for name, value in around(seminar, words).items()
        }
        parts = self._parts_of(words, asking)
        slides = self.deck.slides
        if changed:
            anew = list(slides)
            for n in changed:
                anew[n] = _placed(slides[n], about["title"], parts, words)
            slides = tuple(anew)
        deck = self.deck._replace(**about, words=words, slides=slides)
        if not parts:
            return deck
        new = tuple(parts.get(id(part), part) for part in deck.parts)
        return deck._replace(parts=new, shows=tuple(shows(seminar, new, words)))

    def _parts_of(self, words: Words, asking: set[int]) -> dict[int, PlacedPart]:
        """The parts whose titles say something else, by the identities of those that they were."""
        return {
            id(part): part._replace(title=words.prose(text))
            for part in self.deck.parts
            if (text := self._parts.get(id(part.title))) is not None and id(text) in asking
        }

    def _same_terms(self, deck: Deck, changed: frozenset[int]) -> bool:
        """Whether the slides that changed name the terms of the glossary that they named: lists follow from those."""
        for n in changed:
            before, now = self.deck.slides[n].slide, deck.slides[n].slide
            if isinstance(before, Listing):
                continue
            if self._terms_in(deck.words.printed(now)) != self._terms_in(self.deck.words.printed(before)):
                return False
        return True

    def _terms_in(self, words: str) -> frozenset[int]:
        if words not in self._found:
            if len(self._found) > _KEPT:
                self._found.clear()
            language = self.deck.language
            found = (n for n, term in enumerate(self._terms) if term.occurs(words, language=language))
            self._found[words] = frozenset(found)
        return self._found[words]


def _placed(placed: Placed, seminar: Prose, parts: Mapping[int, PlacedPart], words: Words) -> Placed:
    """A slide in its place with its words made anew."""
    slide, part = placed.slide, placed.part
    heading = slide.heading()
    for text in texts(slide):
        words.prose(text)
    return placed._replace(
        part=parts.get(id(part), part),
        title=words.prose(heading) if heading else seminar,
        notes=words.prose(slide.notes),
        handout=words.prose(slide.handout),
    )


def _others(before: EventWords, now: EventWords) -> Iterator[str]:
    """Names that texts may look up and that stand for something else in another event, or for nothing in one of
    both."""
    one, other = dict(_flat(before, _EVENT)), dict(_flat(now, _EVENT))
    for name in one.keys() | other.keys():
        if one.get(name) != other.get(name):
            yield name


def _flat(values: Mapping[str, object], above: str) -> Iterator[tuple[str, object]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _unequal(one: Deck, other: Deck, fields: Iterable[str]) -> frozenset[str]:
    return frozenset(
        name for name in fields if name in ("words", "event") or getattr(one, name) != getattr(other, name)
    )


def _named_in_lines(slide: Slide) -> Iterator[str]:
    """Names that lines of code look up: these are filled in before anything is laid out."""
    text = slide.verbatim()
    for raw, _ in text.by_language.values() if text else ():
        if isinstance(raw, Filled):
            yield from raw.names
