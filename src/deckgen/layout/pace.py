"""How long slides take: in words, and by the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deckgen.composing.deck import Deck
from deckgen.reading.slide import Slide
from deckgen.reading.theme import Theme


def length(minutes: float, theme: Theme, language: str) -> str:
    """A length in words, to the second: 1분 30초. Nothing for none."""
    full, seconds = divmod(round(minutes * 60), 60)
    parts = [theme.word("minutes", language, n=full)] if full else []
    return " ".join([*parts, theme.word("seconds", language, n=seconds)] if seconds else parts)


def about(minutes: float) -> str:
    """A length for a hall, in whole minutes, halves rounded up: 3 for 2.75. What takes time is never shown as none."""
    return str(max(1, int(minutes + 0.5)))


def unspoken(slides: Iterable[Slide], theme: Theme, language: str) -> str:
    """What of slides is not spoken, each sort with its length: 시연 1분 30초, 질문 30초. Nothing where all is."""
    totals: dict[str, float] = {}
    for slide in slides:
        for name, minutes in slide.unspoken.named:
            totals[name] = totals.get(name, 0.0) + minutes
    lengths = ((name, length(minutes, theme, language)) for name, minutes in totals.items())
    return ", ".join(f"{theme.word(f'time-{name}', language)} {taken}" for name, taken in lengths if taken)


def paces(deck: Deck, theme: Theme) -> Iterator[str]:
    """Of each slide how long it takes and what of that is not spoken, how long all take up to its end, and where the
    start of the talk is known, the time of day at its beginning and end; "" for one that takes no time."""
    begin = 0.0
    for placed in deck.slides:
        end = begin + placed.slide.minutes
        taken = length(placed.slide.minutes, theme, deck.language)
        silent = unspoken((placed.slide,), theme, deck.language)
        times = dict.fromkeys((deck.clock(begin), deck.clock(end)))
        clock = "" if deck.start is None else f" · {'–'.join(times)}"
        total = length(end, theme, deck.language)
        yield (
            theme.word("pace", deck.language, length=f"{taken} ({silent})" if silent else taken, total=total) + clock
            if taken
            else ""
        )
        begin = end
