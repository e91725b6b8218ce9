"""Where a deck uses the glossary's terms, and where it uses words that the glossary avoids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple

from deckgen.composing.words import Words, texts
from deckgen.diagnostics import Diagnostic, warning
from deckgen.messages import say
from deckgen.reading.seminar import Term
from deckgen.reading.slide import Listing, Slide, Used
from deckgen.reading.sources import Source

#: How many times as many texts are known as there are.
_KEPT = 4


class Mention(NamedTuple):
    """A term of the glossary, and the ids of the slides that show it or have it printed, in order."""

    term: Term
    slides: tuple[str, ...]


def used_by(
    slides: list[Slide],
    words: Words,
    sources: Mapping[str, Source | None] | None,
    terms: Mapping[str, Term | None] | None,
) -> Used:
    """The sources and terms of a deck: what its slides name, evidence first, and the terms in what they show or have
    printed."""
    named = [(sources or {}).get(name) for slide in slides for name in slide.sources]
    cited = sorted(dict.fromkeys(source for source in named if source), key=lambda source: not source.is_evidence)
    glossary = None if terms is None else {name: term for name, term in terms.items() if term}
    return Used(
        tuple(cited),
        tuple(occurring((glossary or {}).values(), slides, words)),
        glossary,
    )


def occurring(terms: Iterable[Term], slides: Iterable[Slide], words: Words) -> list[Term]:
    """The terms in what slides show and have printed, by their names."""
    every = tuple(terms)
    named = _looked("named", every, [text for _, text in _printed(slides, words)], words)
    found = frozenset[int]().union(*named)
    return _by_name((t for t in every if id(t) in found), words.language)


def mentions(terms: Iterable[Term], slides: Iterable[Slide], words: Words) -> Iterator[Mention]:
    """Terms by their names, each once, with the slides that use them."""
    every = _by_name(dict.fromkeys(terms), words.language)
    printed = list(_printed(slides, words))
    named = _looked("named", tuple(every), [text for _, text in printed], words)
    for term in every:
        used = (slide for (slide, _), found in zip(printed, named, strict=True) if id(term) in found)
        yield Mention(term, tuple(used))


def shown(slide: Slide, words: Words) -> str:
    """The words that a slide shows."""
    return "\n".join(words.plain(text) for text in texts(slide.shown()))


def avoided(terms: Iterable[Term | None], words: Words) -> Iterator[Diagnostic]:
    """Words of the deck for which the glossary has another one: one thing has one name."""
    avoiding = tuple(term for term in terms if term and term.avoid)
    written = words.texts()
    plain = [words.plain(text) for text in written]
    found = _looked("avoided", avoiding, plain, words)
    wrong = frozenset[int]().union(*found)
    for term in (term for term in avoiding if id(term) in wrong):
        name = term.name(words.language)
        for text, said, of in zip(written, plain, found, strict=True):
            if id(term) not in of:
                continue
            word = term.avoided(said, words.language)
            span = next(words.places([text], word), text.span) if word else None
            hint = say("term:write-or-take-out-of", name=name, word=word)
            yield warning(say("term.avoid", name=name, word=word), span, hint)


def _looked(
    what: Literal["named", "avoided"], terms: tuple[Term, ...], texts: Sequence[str], words: Words
) -> list[frozenset[int]]:
    """For each text the terms (by their identity) that it names, or of which it has a word that they avoid. What other
    terms are found in it does not matter; a text is looked through once for all of them."""
    known = words.looked(what, terms)
    new = list(dict.fromkeys(text for text in texts if text not in known.found))
    hits: list[set[int]] = [set() for _ in new]
    pile = _Pile(new)
    for term in known.terms:
        has = partial(term.occurs if what == "named" else term.avoided, language=words.language)
        for n in pile.having(has):
            hits[n].add(id(term))
    if len(known.found) > _KEPT * len(texts):  # those of texts that are no more
        known.found.clear()
        return _looked(what, terms, texts, words)
    known.found.update(zip(new, map(frozenset, hits), strict=True))
    return [known.found[text] for text in texts]


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
            yield str(slide.id), words.printed(slide)
