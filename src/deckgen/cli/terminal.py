"""The one way to the terminal: whatever the command prints goes through here."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from deckgen.diagnostics import harmless


def tell(text: str, *, err: bool = False, look: Callable[[str], str] | None = None) -> None:
    """Prints lines on standard output or standard error, without anything that a terminal would obey; then `look` may
    colour them, where it is a terminal that shows them."""
    text = harmless(text)
    stream = sys.stderr if err else sys.stdout
    click.echo(look(text) if look and stream.isatty() else text, err=err)
