"""What a deck says of itself and of its event."""

from __future__ import annotations

from typing import Any

from deckgen.composing.people import people
from deckgen.composing.words import Words
from deckgen.reading.seminar import Seminar

#: The day that a deck without a date says of itself: a fixed one, so that the same input gives the same bytes.
NO_DATE = "2000-01-01"


def around(seminar: Seminar, words: Words) -> dict[str, Any]:
    """What a deck says of itself and of its event: those of its fields."""
    file, event = seminar.file, seminar.file.event
    speaker = (event.speaker.name, event.speaker.role) if event.speaker else ()
    return {
        "title": words.prose(file.title),
        "subtitle": words.prose(file.subtitle),
        "audience": words.prose(file.audience),
        "client": words.plain(event.client),
        "venue": words.plain(event.venue),
        "date": event.date.shown(words.language) if event.date else "",
        "date_iso": event.date.iso if event.date else NO_DATE,
        "speaker": ", ".join(filter(None, map(words.plain, speaker))),
        "start": event.start.minutes if event.start else None,
        "people": people(seminar, words),
        "variant": seminar.variant,
        "called": seminar.called,
    }
