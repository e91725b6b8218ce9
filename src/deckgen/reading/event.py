"""Where, when and for whom a seminar is given, as authors wrote it."""

from __future__ import annotations

from typing import ClassVar, Literal

from deckgen.reading.model import Model
from deckgen.reading.values import Date, ImagePath, Text, Time


class Person(Model):
    """Who speaks."""

    name: Text
    role: Text | None = None


class Attendee(Model):
    """Who attends: `name`, the `company` that they are from, and their `seat`."""

    name: Text
    company: Text | None = None
    seat: Text | None = None


class Event(Model):
    """Where and when; `start` is the time of day at which the talk begins; `attendee` whom a certificate is for;
    `logo` a picture of the client's, `greeting` what is said to them. Further fields are free, for `{{ event.… }}` in
    texts."""

    extra: ClassVar[Literal["allow", "forbid"]] = "allow"
    client: Text | None = None
    date: Date | None = None
    start: Time | None = None
    venue: Text | None = None
    speaker: Person | None = None
    attendee: Attendee | None = None
    logo: ImagePath | None = None
    greeting: Text | None = None


#: That of a seminar that says nothing of it.
ANYWHERE = Event(client=None, date=None, start=None, venue=None, speaker=None, attendee=None, logo=None, greeting=None)
