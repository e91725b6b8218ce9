"""The program as a whole: its commands, and how their mistakes are told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

from deckgen.cli import errors
from deckgen.cli.options import OneOf
from deckgen.cli.terminal import OPTION, language, speak, tell
from deckgen.crash import Crash
from deckgen.diagnostics import UsageError, did_you_mean
from deckgen.messages import KOREAN, SPOKEN, listing, say

#: What is said beneath the help of the program and of `build`.
EXAMPLES = """\b
Examples:
  deckgen build                          every seminar of content/seminars/, into output/
  deckgen build five-questions           one seminar
  deckgen build five-questions --lang en the English deck and handout
  deckgen build --to pptx                only the PowerPoint decks
  deckgen build --to handout --handout notes,slides-3 --paper letter
  deckgen build --strict                 warnings count as errors
  deckgen check                          what is wrong, without building (--format json, sarif for programs)
  deckgen new slide flow --module hello  a slide to change, at the end of a module
  deckgen gallery night                  every kind of slide in the theme night
  deckgen measure five-questions         its slides in numbers: type, pictures, heroes, builds
  deckgen measure five-questions --pace  how long the notes of each slide take to say

\b
Exit status:
  0 built · 1 the content is wrong, or something cannot be written
  2 the command was used wrongly · 130 stopped with Ctrl-C · 143 ended
"""


def fail(message: str) -> NoReturn:
    """Says why the command cannot go on, and ends it."""
    tell(message, err=True)
    sys.exit(1)


def _messages() -> click.Option:
    return click.Option(
        [OPTION],
        type=OneOf(lambda: SPOKEN[::-1]),
        expose_value=False,
        help="The language of messages. Default: Korean where the system speaks Korean (LC_ALL, LC_MESSAGES, LANG).",
    )


def _helped(command: click.Command, context: click.Context, write: Callable[[click.Context], str]) -> str:
    """The help of a command in the language in which it speaks."""
    if language() != KOREAN:
        return write(context)
    from deckgen.cli.manual import korean  # late: only who asks for help in Korean needs it

    return korean(command, context, write)


def summary(path: str, command: click.Command) -> str:
    """What a command does, in a line, in the language in which the program speaks: of `new seminar`."""
    if language() != KOREAN:
        return command.get_short_help_str(80)
    from deckgen.cli.manual import summary as korean  # late, likewise

    return korean(path)


class Command(click.Command):
    """A command that is known where it was used wrongly: Click's parser does not always say which one it was. Each may
    be told in which language to speak."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.append(_messages())

    def get_help(self, ctx: click.Context) -> str:
        return _helped(self, ctx, super().get_help)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as e:
            e.ctx = e.ctx or ctx
            raise


class Program(click.Group):
    """Commands whose mistakes are told in the same form as those of the content."""

    command_class = Command

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.append(_messages())

    def get_help(self, ctx: click.Context) -> str:
        return _helped(self, ctx, super().get_help)

    def main(self, *args: Any, **extra: Any) -> Any:
        extra["standalone_mode"] = False
        speak(extra.get("args") or sys.argv[1:], os.environ)
        try:
            sys.exit(super().main(*args, **extra) or 0)
        except (click.ClickException, UsageError) as e:
            tell(errors.misuse(e), err=True)
            sys.exit(2)
        except click.Abort:
            sys.exit(130)  # as a shell reports a program that was stopped with Ctrl-C
        except Exception as e:  # the rim: nobody who writes content is shown a traceback
            fail(errors.crash(Crash.of(e, ""), "--debug" in (extra.get("args") or sys.argv)))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            hint = did_you_mean(args[0], self.commands) or say("command:there-are", names=listing(self.commands))
            raise UsageError(say("command.unknown", name=args[0]), hint)
        return super().resolve_command(ctx, args)
