"""What stays the same from one composing of a deck to the next, so that nobody has to look at it again."""

from __future__ import annotations

from typing import Any

from deckgen.composing.words import Words, texts
from deckgen.memory import NO_MEMORY, Memory, Same
from deckgen.reading.model import Model
from deckgen.reading.slide import Slide
from deckgen.reading.values import Text, Wording


class Kept:
    """What is kept of a deck, by the `place` of that: its seminar and its language."""

    def __init__(self, memory: Memory, place: tuple[str, str]) -> None:
        self.memory, self.place = memory, place

    def words(self) -> Words:
        """Words that know what was made of the same texts."""
        words = Words(self.place[1], before=self.memory.last("words", self.place))
        self.memory.keep("words", self.place, words)
        return words

    def slide(self, made: Slide) -> Slide:
        """A slide as it stands in the deck; the very same one as last time, where it is."""
        place = (*self.place, str(made.id))
        slide = same_slide(made, self.memory.last("slide", place))
        self.memory.keep("slide", place, slide)
        return slide

    def texts(self, slide: Slide) -> list[Text]:
        """Every text of a slide."""
        return self.memory.made("texts of slides", Same(slide), None, lambda: texts(slide))


#: What is kept where everything is made once.
NOTHING = Kept(NO_MEMORY, ("", ""))


def same_slide(made: Slide, last: Slide | None) -> Slide:
    """A slide, or the one of last time where that has the very same in all of its fields: what was made of it then
    holds."""
    if last is None or type(made) is not type(last) or made.__dict__.keys() != last.__dict__.keys():
        return made
    same = all(_is_same(value, last.__dict__[name]) for name, value in made.__dict__.items())
    return last if same else made


def _is_same(one: Any, other: Any) -> bool:
    """Whether two values of a field are one: the very same as they were read, or equal where we have made them."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, Wording):
        return _is_same_wording(one, other)
    if isinstance(one, str):
        return bool(one == other) and getattr(one, "span", None) == getattr(other, "span", None)
    if isinstance(one, (bool, int, float)):
        return bool(one == other)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_is_same, one, other))
    if isinstance(one, Model):
        return one.__dict__.keys() == other.__dict__.keys() and all(
            _is_same(value, other.__dict__[name]) for name, value in one.__dict__.items()
        )
    return False


def _is_same_wording(one: Wording, other: Wording) -> bool:
    if one.span != other.span or one.by_language.keys() != other.by_language.keys():
        return False
    for language, (raw, span) in one.by_language.items():
        there, at = other.by_language[language]
        # what was read knows its lines, so it has to be the very same
        if span != at or not (raw is there or (type(raw) is type(there) is str and raw == there)):
            return False
    return True
