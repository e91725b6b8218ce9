"""Where something is from: the entries of `content/sources.yaml`."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from deckgen.diagnostics import suggest
from deckgen.messages import say
from deckgen.reading.model import Model, Within, Wrong, shown
from deckgen.reading.nodes import span_of
from deckgen.reading.values import FIRST_YEAR, LAST_YEAR, Date, Text, Url

#: What a source may be to the slides that name it.
ROLES = ("fact", "question", "analogy")
_WANTED = say("value:fact-question-or-analogy")
_PAGES = re.compile(r"(\d{1,4})(?:[-–](\d{1,4}))?", re.ASCII)


class Roles(frozenset[str]):
    """What a source is to the slides that name it, written as one word of `ROLES` or a list of them."""

    @classmethod
    def parse(cls, value: object) -> Roles:
        words = value if isinstance(value, list) else [value]
        for word in words:
            if word not in ROLES:
                hint = suggest(str(word), ROLES, say("value:write-one-of-these-words"))
                raise Wrong(say("value.backs", wanted=_WANTED, found=shown(word)), span_of(word), hint)
        if not words:
            raise Wrong(say("value.empty-list"), span_of(value), say("hint:delete-the-line"))
        return cls(map(str, words))


class Pages(str):
    """A page or some in a row: `12` or `12-14`."""

    @classmethod
    def parse(cls, value: object) -> Pages:
        match = _PAGES.fullmatch(str(value))
        if match is None:
            hint = say("value:write-the-number-of-a")
            raise Wrong(say("value.pages", found=shown(value)), span_of(value), hint)
        if match[2] and int(match[1]) >= int(match[2]):
            raise Wrong(
                say("value.pages-backwards", found=shown(value)),
                span_of(value),
                say("value:write-the-first-page-first"),
            )
        return cls(f"{match[1]}–{match[2]}" if match[2] else match[1])


class Source(Model):
    """Where something is from. `year` is that of the version, `number` what its publisher gave it (of a notice, a
    report), `pages` where it stands in it, `read` the day on which somebody last read it. `role` says what it is to the
    slides that name it: evidence of a `fact`, or where a `question` or an `analogy` was taken from."""

    title: Text
    publisher: Text
    url: Url
    year: Annotated[int, Within(FIRST_YEAR, LAST_YEAR)]
    number: Text | None = None
    pages: Pages | None = None
    read: Date | None = None
    role: Roles = Roles(("fact",))
    grade: Literal["primary", "secondary"] = "primary"

    @property
    def is_evidence(self) -> bool:
        """Whether something rests on it."""
        return "fact" in self.role
