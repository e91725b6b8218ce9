"""The writers: each turns values (scenes, a theme, what is known about the deck) into one kind of file.

A writer obeys. It reads no file, knows no kind of slide, and asks nobody what day it is.
"""

from __future__ import annotations

from typing import NamedTuple


class Info(NamedTuple):
    """What a file says about itself.

    `date` is ISO (`2026-03-14`), or "" where there is none; `day` is the same in words, as slides have
    it; `id` names the deck and makes the ids in it stable; `variant` is the key of the row that it is filled with.
    """

    id: str
    title: str
    language: str
    date: str
    subject: str = ""
    author: str = ""
    company: str = ""
    keywords: tuple[str, ...] = ()
    day: str = ""
    variant: str = ""
    #: Short versions: their names, and the ids of their slides.
    shows: tuple[tuple[str, tuple[str, ...]], ...] = ()
