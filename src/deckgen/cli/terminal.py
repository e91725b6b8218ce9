"""The one way to the terminal: whatever the command prints goes through here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

import click

from deckgen.diagnostics import harmless
from deckgen.messages import ENGLISH, SPOKEN, Language, Message, spoken, text

#: The option of every command that says in which language deckgen speaks.
OPTION = "--messages"
_said: list[Language] = [ENGLISH]


def language() -> Language:
    """The language in which the command speaks."""
    return _said[-1]


def speak(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Takes the language from the command line, where it is given, or else from the system. This is looked for before
    anything is read, so that what is wrong there is told in that language, too."""
    asked = ""
    for n, word in enumerate(arguments):
        if word.startswith(f"{OPTION}="):
            asked = word.partition("=")[2]
        elif word == OPTION:
            asked = arguments[n + 1] if n + 1 < len(arguments) else ""
    _said[:] = [next((known for known in SPOKEN if known == asked), spoken(environment))]


def shown(message: Message | str) -> str:
    """A message in the language in which the command speaks."""
    return text(message, language())


def tell(words: str, *, err: bool = False, look: Callable[[str], str] | None = None) -> None:
    """Prints lines on standard output or standard error, without anything that a terminal would obey; then `look` may
    colour them, where it is a terminal that shows them."""
    words = harmless(words)
    stream = sys.stderr if err else sys.stdout
    click.echo(look(words) if look and stream.isatty() else words, err=err)
