"""Questions that the command asks, in the language in which it speaks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping

import click

from deckgen.cli.terminal import shown
from deckgen.diagnostics import UsageError, did_you_mean, harmless
from deckgen.messages import Message, listing, say


def can_ask() -> bool:
    """Whether somebody sits before the command."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(
    question: Message,
    proposed: str | None,
    choices: Collection[str] | Mapping[str, str] = (),
    missing: UsageError | None = None,
    check: Callable[[str], object] = str,
) -> str:
    """The answer to a question; what is proposed, where nobody can be asked. Raises the error for what is `missing`
    where nothing is proposed. An answer for which `check` raises UsageError is asked for again."""
    if not can_ask():
        if proposed is None and missing:
            raise missing
        return proposed or ""
    for line in _offered(choices):
        click.echo(harmless(line), err=True)
    while True:
        answer: str = click.prompt(shown(question), default=proposed, err=True, show_default=bool(proposed))
        try:
            if choices and answer not in choices:
                raise UsageError(say("new.unknown-answer", name=answer), near(answer, tuple(choices), "words"))
            check(answer)
            return answer
        except UsageError as e:
            click.echo(harmless("; ".join(shown(m) for m in (e.says, e.hint) if m)), err=True)


def near(word: str, known: Collection[str], what: str) -> Message:
    """The known word that is nearest to one that is none of them, or all of them: they are called `what`."""
    return did_you_mean(word, known) or say(f"hint:{what}-are", names=listing(sorted(known), 60))


def _offered(choices: Collection[str] | Mapping[str, str]) -> list[str]:
    """What there is to choose from, each with what it is."""
    if isinstance(choices, Mapping):
        width = max(map(len, choices))
        return [f"  {name:{width}}  {said}" for name, said in choices.items()]
    return [f"  {name}" for name in choices]
