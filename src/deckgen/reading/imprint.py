"""What a seminar, or a theme for all that are given in it, says of who publishes its handouts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from deckgen.diagnostics import Span
from deckgen.messages import say
from deckgen.reading.addresses import NotAnAddress, ascii_form
from deckgen.reading.model import Model, Wrong, shown
from deckgen.reading.nodes import span_of
from deckgen.reading.values import Text, Url


class Mailbox(NamedTuple):
    """An e-mail address as people write it, `seminar@example.com`; `str` gives it as a link."""

    address: str
    span: Span | None

    def __str__(self) -> str:
        return self.address

    @classmethod
    def parse(cls, value: object) -> Mailbox:
        written = value.removeprefix("mailto:") if isinstance(value, str) else ""
        try:
            return cls(ascii_form(f"mailto:{written}"), span_of(value))
        except NotAnAddress as e:
            message, hint = say("value.e-mail", found=shown(value)), say("value:write-it-as-kim-example")
            raise Wrong(message, span_of(value), hint) from e


class Imprint(Model):
    """Who publishes a handout, and how they are reached: `company`, `department`, postal `address`, `telephone`,
    `email`; where its `newest` version is, what its `licence` allows, and which `version` this one is. What a seminar
    leaves out its theme says; without `newest` it is the seminar's address."""

    company: Text | None = None
    department: Text | None = None
    address: Text | None = None
    telephone: Text | None = None
    email: Mailbox | None = None
    newest: Url | None = None
    licence: Text | None = None
    version: Text | None = None

    def over(self, other: Imprint | None) -> Imprint:
        """This one, and of another one what this leaves out."""
        own = {name: value for name, value in vars(self).items() if value is not None}
        return type(self)(**{**(vars(other) if other else vars(self)), **own})

    def _checked(self) -> Iterator[Wrong]:
        if not any(vars(self).values()):
            yield Wrong(say("value.empty-imprint"), None, say("value:write-company-and-email-beneath"))


#: Of a seminar and a theme that say nothing.
EMPTY = Imprint(
    company=None,
    department=None,
    address=None,
    telephone=None,
    email=None,
    newest=None,
    licence=None,
    version=None,
)
