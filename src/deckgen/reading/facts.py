"""Facts that change, such as versions and dates: each in one place, with the day on which somebody last checked it."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from typing import Any, ClassVar, Literal, NamedTuple

from deckgen.diagnostics import Diagnostic, Span, error
from deckgen.messages import Message, count, say
from deckgen.reading.model import Model, Wrong, fields, shown
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.nodes import span_of
from deckgen.reading.values import Date, Slug

_AGE = re.compile(r"(\d{1,3}) (day|week|month|year)s?", re.ASCII)
#: What may stand in a name in double braces, between its full stops.
_NAME = re.compile(r"[^\W\d][\w-]*")


class Age(NamedTuple):
    """How long a check holds, written as `6 months`: months and days; both 0 for `never`, where it always holds."""

    months: int
    days: int
    written: str
    span: Span | None

    @classmethod
    def parse(cls, value: object) -> Age:
        written = " ".join(str(value).split())
        if written == "never":
            return cls(0, 0, written, span_of(value))
        match = _AGE.fullmatch(written)
        if match is None or not int(match[1]):
            hint = say("fact:write-a-number-and-days")
            raise Wrong(say("value.age", found=shown(value)), span_of(value), hint)
        each = {"day": (0, 1), "week": (0, 7), "month": (1, 0), "year": (12, 0)}[match[2]]
        return cls(int(match[1]) * each[0], int(match[1]) * each[1], written, span_of(value))

    @property
    def said(self) -> Message | str:
        """As people read it: `6 months`."""
        match = _AGE.fullmatch(self.written)
        return count(match[1], match[2]) if match else self.written

    def before(self, day: datetime.date) -> datetime.date:
        """The day that lies so long before another; of a month that is too short the last one."""
        if not self.months and not self.days:
            return datetime.date.min
        month = day.year * 12 + day.month - 1 - self.months
        year, month = max(month // 12, datetime.MINYEAR), month % 12 + 1
        earlier = day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
        return earlier - min(datetime.timedelta(days=self.days), earlier - datetime.date.min)


class FactsPlan(Model):
    """What a seminar asks of its facts: on its day the check of each is no older than `stale`."""

    stale: Age


#: As it is where nobody says otherwise: Kubernetes has three releases in a year, so one in between may be missed.
HALF_A_YEAR = FactsPlan(stale=Age(6, 0, "6 months", None))


class Fact(Model):
    """Something that changes: `content/facts.yaml`. `checked` is the day on which somebody last read `source` for it,
    an id in `content/sources.yaml`; `ends` its last day, after which no slide should recommend it; `stale` how long the
    check holds, where that is not as the seminar says. Its further fields are free: texts and days, for `{{ facts.… }}`
    in texts."""

    extra: ClassVar[Literal["allow", "forbid"]] = "allow"
    checked: Date
    source: Slug
    ends: Date | None = None
    stale: Age | None = None

    def _checked(self) -> Iterator[Wrong]:
        for name in vars(self):
            if _NAME.fullmatch(name) is None:
                yield Wrong(say("fact.name", name=name), None, _NAMES, name)
        if not vars(self).keys() - fields(type(self)).keys():
            yield Wrong(say("fact.empty"), None, say("fact:write-for-example-version-beside"))


class Entry(NamedTuple):
    """A fact as it was written and, if it is sound, as a value; `span` is that of its id."""

    raw: Located
    fact: Fact | None
    span: Span


_NAMES = say("fact:begin-a-name-with-a")


def entries(value: Any, facts: dict[str, Any], diagnostics: list[Diagnostic]) -> dict[str, Entry]:
    """The facts of a file by their ids, with what was written; ids that no text can name are told."""
    out = {}
    for name, fact in facts.items():
        span = value.key_spans[name]
        if _NAME.fullmatch(name) is None:
            diagnostics.append(error(say("fact.name", name=name), span, _NAMES))
        raw = value[name]
        out[name] = Entry(raw if isinstance(raw, Located) else Located(span), fact, span)
    return out
