"""Where a deck uses the glossary's terms, and where it uses words that the glossary avoids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from deckgen.composing.words import Words, texts
from deckgen.diagnostics import Diagnostic, warning
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
    for term in _by_name(dict.fromkeys(terms), words.language):
        yield Mention(term, tuple(id for id, text in printed if term.occurs(text, words.language)))


def shown(slide: Slide, words: Words) -> str:
    """The words that a slide shows."""
    return _read(slide, words, {"notes", "handout", "exercise"})


def avoided(terms: Iterable[Term | None], words: Words) -> Iterator[Diagnostic]:
    """Words of the deck for which the glossary has another one: one thing has one name."""
    written = [(text, words.plain(text)) for text in words.texts()]
    # what is not in all texts together is in none of them; that is what most terms come to
    everything = "\n".join(plain for _, plain in written)
    for term in terms:
        if not term or not term.avoided(everything, words.language):
            continue
        name = term.name(words.language)
        for text, plain in written:
            if word := term.avoided(plain, words.language):
                span = next(words.places([text], word), text.span)
                hint = f"write `{name}`, or take `{word}` out of the term's `avoid`"
                yield warning(f"the glossary says `{name}` for `{word}`", span, hint)


def _by_name(terms: Iterable[Term], language: str) -> list[Term]:
    return sorted(terms, key=lambda t: t.name(language).casefold())


def _printed(slides: Iterable[Slide], words: Words) -> Iterator[tuple[str, str]]:
    """The ids of slides, with what they show and have printed; those that list what others use are none of them."""
    for slide in slides:
        if not isinstance(slide, Listing):
            yield str(slide.id), _read(slide, words, {"notes"})


def _read(slide: Slide, words: Words, without: set[str]) -> str:
    return "\n".join(
        words.plain(text) for field, value in vars(slide).items() if field not in without for text in texts(value)
    )
