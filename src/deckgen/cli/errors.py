"""What is said where a command cannot do its work: it was used wrongly, its output cannot be written, deckgen itself
failed."""

from __future__ import annotations

import re
from errno import ENOSPC

import click

from deckgen.cli.options import OneOf, help_of
from deckgen.cli.terminal import language, shown
from deckgen.crash import OURS, Crash
from deckgen.diagnostics import UsageError, did_you_mean, error, explain
from deckgen.messages import Message, count, listing, say, system

#: What Click says of arguments that are too many, and of numbers that are too large.
_EXTRA = re.compile(r"Got unexpected extra argument(s?) \((.*)\)", re.DOTALL)
_OUTSIDE = re.compile(r"Invalid value for '([^']*)': (\S+) is not in the range (\S+)\.")


def misuse(e: click.ClickException | UsageError) -> str:
    """A mistake on the command line, told in the same form as those of the content: what Click says differs by its
    version."""
    if isinstance(e, UsageError):
        return _explained(e.says, e.hint or help_of(None))
    context = e.ctx if isinstance(e, click.UsageError) else None
    message, hint = _in_our_words(e, context)
    return _explained(message, hint or help_of(context))


def _in_our_words(e: click.ClickException, context: click.Context | None) -> tuple[Message, Message | None]:
    match e:
        case click.NoSuchOption():
            parameters = context.command.get_params(context) if context else []
            known = [o for p in parameters for o in p.opts if o.startswith("--")]
            return say("command.unknown-option", option=e.option_name), did_you_mean(e.option_name, known)
        case click.BadOptionUsage() if "requires" in e.message:
            return say("command.no-value", option=e.option_name), None
        case click.MissingParameter(param=click.Argument(type=OneOf() as word)) if context:
            hint = say("command:it-is-one-of", names=listing(word.words()))
            return say("command.one-more-word", command=context.command_path), hint
        case click.UsageError() if extra := _EXTRA.fullmatch(e.message):
            return say("command.extra-arguments" if extra[1] else "command.extra-argument", words=extra[2]), None
        case click.BadParameter() if outside := _OUTSIDE.fullmatch(e.format_message()):
            return say("command.outside", option=outside[1], found=outside[2], bounds=outside[3]), None
        case _:
            message = e.message.rstrip(".").replace("'", "`")
            return say("command.misused", what=message[:1].lower() + message[1:]), None


def unwritable(e: OSError) -> str:
    """Why an output cannot be written, and what to do."""
    elsewhere = say("command:name-another-folder")
    reason: Message | str
    match e:
        case FileExistsError():
            reason, hint = say("command:it-is-a-file-not"), elsewhere
        case NotADirectoryError():
            reason, hint = say("command:a-part-of-its-path"), elsewhere
        case IsADirectoryError():
            reason, hint = say("command:there-is-a-folder"), say("command:move-it-away")
        case PermissionError():
            reason, hint = say("command:permission-denied"), say("command:close-it")
        case _:
            reason = system(e)
            hint = say("command:make-room") if e.errno == ENOSPC else elsewhere
    path = e.filename2 or e.filename
    what = say("command.unwritable", path=path, reason=reason) if path else say("command.no-output", reason=reason)
    return f"{_explained(what, hint)}\n\n{_nothing_written()}"


def crash(e: Crash, debug: bool) -> str:
    """A mistake of ours, with what somebody needs to find it: with `debug`, the traceback."""
    hint = say("command:report-with-all" if debug else "command:report-with-debug", ours=OURS)
    told = _explained(e.told().says, hint)
    text = f"{told}\n\n{_nothing_written()}"
    return f"{e.traceback.rstrip()}\n\n{text}" if debug else text


def _nothing_written() -> str:
    return shown(say("report:nothing-written", counts=count(1, "error")))


def _explained(message: Message, hint: Message) -> str:
    return explain(error(message, None, hint), lambda path, line: None, language())
