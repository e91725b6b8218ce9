"""What a seminar says of the certificates that its attendees get."""

from __future__ import annotations

from typing import NamedTuple

from deckgen.diagnostics import Span
from deckgen.messages import say
from deckgen.reading.addresses import NotAnAddress, ascii_form
from deckgen.reading.model import Model, Wrong, shown
from deckgen.reading.nodes import span_of
from deckgen.reading.values import ImagePath, Text

#: What the serial number of a certificate takes the place of in an address.
SERIAL = "{serial}"


class CheckAddress(NamedTuple):
    """The address at which a certificate can be checked, with `{serial}` where its serial number stands."""

    template: str
    span: Span | None

    def of(self, serial: str) -> str:
        """The address of one certificate, in its ASCII form."""
        return ascii_form(self.template.replace(SERIAL, serial))

    @classmethod
    def parse(cls, value: object) -> CheckAddress:
        template = value if isinstance(value, str) else ""
        try:
            ascii_form(template.replace(SERIAL, "X"))
        except NotAnAddress as e:
            raise Wrong(say("value.address", found=shown(value)), span_of(value), e.says) from e
        if SERIAL not in template:
            hint = say("value:write-serial-in-braces")
            raise Wrong(say("value.address-without-serial", found=shown(value)), span_of(value), hint)
        return cls(template, span_of(value))


class CertificatePlan(Model):
    """Who signs certificates, and how they are checked: the `signatory` (who is not written here is the speaker) and
    their `title`; a `seal`, the picture of a seal or of a signature; `verify`, the address at which a certificate is
    looked up, with `{serial}` where its number stands."""

    signatory: Text | None = None
    title: Text | None = None
    seal: ImagePath | None = None
    verify: CheckAddress | None = None


#: Of a seminar that says nothing of its certificates.
UNSIGNED = CertificatePlan(signatory=None, title=None, seal=None, verify=None)
