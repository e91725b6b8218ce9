"""What is said of a talk's time: how fast its speaker speaks, and what of a slide's minutes is not spoken."""

from __future__ import annotations

from typing import Annotated, Literal

from deckgen.reading.model import Model, Within
from deckgen.reading.values import Minutes


class PacePlan(Model):
    """How fast the speaker speaks: in Korean so many `syllables` a minute, in English so many `words`.

    300 syllables are a little slower than the 320 that listeners like best of people who sell and explain by voice
    (study of telemarketers and show hosts, earticle A147185): on a stage, sentences have pauses between them. 150 words
    are the average of US conversation by the National Center for Voice and Speech; radio is advised 160 to 180 (E.
    Rodero in Text & Talk 32, 2012).
    """

    syllables: Annotated[int, Within(100, 600)] = 300
    words: Annotated[int, Within(50, 300)] = 150


#: The pace of a seminar that says nothing of it.
PACE = PacePlan(syllables=300, words=150)
#: What a seminar says of its pace: its own, or that nobody is to look at it.
Pace = Literal["off"] | PacePlan


class Unspoken(Model):
    """Minutes of a slide in which the script is silent: something is shown (`demonstration`), the audience answers
    (`question`), or rests (`pause`)."""

    demonstration: Minutes = 0.0
    question: Minutes = 0.0
    pause: Minutes = 0.0

    @property
    def total(self) -> float:
        """All of them together."""
        return self.demonstration + self.question + self.pause

    def shared(self, count: int) -> Unspoken:
        """An even share of them for each of so many slides."""
        return Unspoken(**{name: minutes / count for name, minutes in self.named})

    @property
    def named(self) -> tuple[tuple[str, float], ...]:
        """Each by its name."""
        return ("demonstration", self.demonstration), ("question", self.question), ("pause", self.pause)


#: What a slide is that is spoken to all the time.
SPOKEN = Unspoken(demonstration=0.0, question=0.0, pause=0.0)
