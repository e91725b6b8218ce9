"""Where a deck uses the glossary's terms, and where it uses words that the glossary avoids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from deckgen.composing.words import Words, texts
from deckgen.diagnostics import Diagnostic, warning
from deckgen.messages import say
from deckgen.reading.seminar import Term
from deckgen.reading.slide import Listing, Slide


class Mention(NamedTuple):
    """A term of the glossary, and the ids of the slides that show it or have it printed, in order."""

    term: Term
    slides: tuple[str, ...]


def occurring(terms: Iterable[Term], slides: Iterable[Slide], words: Words) -> list[Term]:
    """The terms in what slides show and have printed, by their names."""
    everything = "\n".join(text for _, text in _printed(slides, words))
    return _by_name((t for t in terms if t.occurs(everything, words.language)), words.language)


def mentions(terms: Iterable[Term], slides: Iterable[Slide], words: Words) -> Iterator[Mention]:
    """Terms by their names, each once, with the slides that use them."""
    printed = list(_printed(slides, words))
    pile = _Pile([text for _, text in printed])
    for term in _by_name(dict.fromkeys(terms), words.language):
        yield Mention(term, tuple(printed[n][0] for n in pile.having(partial(term.occurs, language=words.language))))


def shown(slide: Slide, words: Words) -> str:
    """The words that a slide shows."""
    return _read(slide.shown(), words)


def avoided(terms: Iterable[Term | None], words: Words) -> Iterator[Diagnostic]:
    """Words of the deck for which the glossary has another one: one thing has one name."""
    written = words.texts()
    plain = [words.plain(text) for text in written]
    pile = _Pile(plain)
    for term in terms:
        if not term or not term.avoid:
            continue
        name = term.name(words.language)
        for n in pile.having(partial(term.avoided, language=words.language)):
            text, word = written[n], term.avoided(plain[n], words.language)
            span = next(words.places([text], word), text.span) if word else None
            hint = say("term:write-or-take-out-of", name=name, word=word)
            yield warning(say("term.avoid", name=name, word=word), span, hint)


class _Pile:
    """Texts in which words are looked for. What is not in several together is in none of them, so most words are looked
    for but once, and the others in as few texts as tell them apart."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._joined: dict[tuple[int, int], str] = {}

    def having(self, has: Callable[[str], object]) -> Iterator[int]:
        """The numbers of the texts that have something, in order."""
        left = [(0, len(self._texts))] if self._texts else []
        while left:
            first, end = left.pop()
            if not has(self._together(first, end)):
                continue
            if end - first == 1:
                yield first
            else:
                middle = (first + end) // 2
                left += [(middle, end), (first, middle)]

    def _together(self, first: int, end: int) -> str:
        if end - first == 1:
            return self._texts[first]
        if (first, end) not in self._joined:
            self._joined[first, end] = "\n".join(self._texts[first:end])
        return self._joined[first, end]


def _by_name(terms: Iterable[Term], language: str) -> list[Term]:
    return sorted(terms, key=lambda t: t.name(language).casefold())


def _printed(slides: Iterable[Slide], words: Words) -> Iterator[tuple[str, str]]:
    """The ids of slides, with what they show and have printed; those that list what others use are none of them."""
    for slide in slides:
        if not isinstance(slide, Listing):
            yield str(slide.id), _read((*slide.shown(), slide.handout, slide.exercise), words)


def _read(values: tuple[object, ...], words: Words) -> str:
    return "\n".join(words.plain(text) for text in texts(values))
