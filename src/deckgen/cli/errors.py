"""What is said where a command cannot do its work: it was used wrongly, its output cannot be written, deckgen itself
failed."""

from __future__ import annotations

from errno import ENOSPC

import click

from deckgen.cli.options import OneOf, help_of
from deckgen.crash import OURS, Crash
from deckgen.diagnostics import UsageError, did_you_mean, error, explain, listing

NOTHING_WRITTEN = "1 error: nothing was written"


def misuse(e: click.ClickException | UsageError) -> str:
    """A mistake on the command line, told in the same form as those of the content: what Click says differs by its
    version."""
    if isinstance(e, UsageError):
        return _explained(str(e), e.hint or help_of(None))
    context = e.ctx if isinstance(e, click.UsageError) else None
    message, hint = _in_our_words(e, context)
    return _explained(message, hint or help_of(context))


def _in_our_words(e: click.ClickException, context: click.Context | None) -> tuple[str, str | None]:
    match e:
        case click.NoSuchOption():
            parameters = context.command.get_params(context) if context else []
            known = [o for p in parameters for o in p.opts if o.startswith("--")]
            return f"there is no option `{e.option_name}`", did_you_mean(e.option_name, known)
        case click.BadOptionUsage() if "requires" in e.message:
            return f"`{e.option_name}` needs a value", None
        case click.MissingParameter(param=click.Argument(type=OneOf() as word)) if context:
            return f"`{context.command_path}` needs one more word", f"it is one of {listing(word.words())}"
        case _:
            message = e.message.rstrip(".").replace("'", "`")
            return message[:1].lower() + message[1:], None


def unwritable(e: OSError) -> str:
    """Why an output cannot be written, and what to do."""
    path = f"`{e.filename2 or e.filename}` " if e.filename else ""
    match e:
        case FileExistsError():
            reason, hint = "it is a file, not a folder", "name another folder with --output"
        case NotADirectoryError():
            reason, hint = "a part of its path is a file, not a folder", "name another folder with --output"
        case IsADirectoryError():
            reason, hint = "there is a folder with that name", "move it away, or name another folder with --output"
        case PermissionError():
            reason, hint = "permission denied", "close it where it is open, or name another folder with --output"
        case _:
            reason = (e.strerror or str(e)).lower()
            hint = ("make room, or " if e.errno == ENOSPC else "") + "name another folder with --output"
    return f"{_explained(f'{path}cannot be written: {reason}', hint)}\n\n{NOTHING_WRITTEN}"


def crash(e: Crash, debug: bool) -> str:
    """A mistake of ours, with what somebody needs to find it: with `debug`, the traceback."""
    doing = f" while {e.doing}" if e.doing else ""
    place = f" at {e.place}" if e.place else ""
    hint = f"{OURS}, with {'all that stands above' if debug else 'what the same command says with `--debug`'}"
    text = f"{_explained(f'deckgen stopped{doing}{place}: {e.reason}', hint)}\n\n{NOTHING_WRITTEN}"
    return f"{e.traceback.rstrip()}\n\n{text}" if debug else text


def _explained(message: str, hint: str) -> str:
    return explain(error(message, None, hint), lambda path, line: None)
