"""Whose an output is: what the audience may have stands apart from what only the presenter may.

output/presenter/        decks with their notes, scripts, answers, a page of all seminars
output/audience/<name>/  of one seminar, what its audience may have, and a page to download that from
"""

from __future__ import annotations

from typing import Literal

Door = Literal["presenter", "audience"]

PRESENTER: Door = "presenter"
AUDIENCE: Door = "audience"


def folder(door: Door, seminar: str) -> str:
    """Where in the output folder the files of a seminar stand; posix, without a slash at its end."""
    return f"{AUDIENCE}/{seminar}" if door == AUDIENCE else PRESENTER


def path(door: Door, seminar: str, language: str, ending: str) -> str:
    """The name of an output, from the output folder: the same whatever the seminar's title, for whoever links to it."""
    return f"{folder(door, seminar)}/{seminar}.{language}.{ending}"


def archive(door: Door, seminar: str) -> str:
    """The name of the archive of all that is behind a door of a seminar, or ("") of the fonts of the decks."""
    return f"{folder(door, seminar)}/{seminar}.{door}.zip" if seminar else f"{PRESENTER}/fonts.zip"


def index(seminar: str) -> str:
    """The name of the page from which a seminar's audience downloads, or ("") the presenter all that there is."""
    return f"{folder(AUDIENCE, seminar) if seminar else PRESENTER}/index.html"
