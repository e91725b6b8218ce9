"""Who attends, and who signs for it, in the words of one language."""

from __future__ import annotations

from typing import NamedTuple

from deckgen.composing.words import Words
from deckgen.diagnostics import Span
from deckgen.reading.certificate import UNSIGNED, CertificatePlan
from deckgen.reading.event import Attendee
from deckgen.reading.seminar import Seminar


class Guest(NamedTuple):
    """Somebody who attends: the name, the company and the seat, "" where that is not known; `key` tells them from all
    others."""

    name: str
    company: str = ""
    seat: str = ""
    key: str = ""
    span: Span | None = None


class People(NamedTuple):
    """For whom a certificate is (None: it has a line to write on), all who attend, who signs and as what, and what else
    the seminar says of its certificates."""

    guest: Guest | None = None
    guests: tuple[Guest, ...] = ()
    signatory: str = ""
    title: str = ""
    plan: CertificatePlan = UNSIGNED


NOBODY = People()


def people(seminar: Seminar, words: Words) -> People:
    """The people of a seminar."""
    file, event = seminar.file, seminar.file.event
    plan = file.certificate
    speaker = event.speaker
    signatory = words.plain(plan.signatory)
    title = words.plain(plan.title)
    if speaker and not signatory:
        signatory, title = words.plain(speaker.name), title or words.plain(speaker.role)
    return People(
        guest=_guest(event.attendee, words, seminar.variant) if event.attendee else None,
        guests=tuple(_guest(attendee, words) for attendee in file.attendees),
        signatory=signatory,
        title=title,
        plan=plan,
    )


def _guest(attendee: Attendee, words: Words, key: str = "") -> Guest:
    name, company = words.plain(attendee.name), words.plain(attendee.company)
    return Guest(name, company, words.plain(attendee.seat), key or f"{name}\n{company}", attendee.name.span)
