"""What options may be. What is allowed is asked for when a value is read, not before: most commands have use for little
of it."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from deckgen.diagnostics import UsageError, did_you_mean
from deckgen.messages import Message, listing, say, system

#: Bytes that file systems allow for a name.
LONGEST_NAME = 255

Words = Callable[[], Sequence[str]]


class OneOf(click.ParamType[str]):
    """One of a few words. What is `accepted` beyond these is not offered."""

    name = "word"

    def __init__(self, words: Words, accepted: Words = tuple) -> None:
        self.words = words
        self.accepted = accepted

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        words = "|".join(self.words())
        return f"{{{words}}}" if isinstance(param, click.Argument) else f"[{words}]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        words = self.words()
        if value in words or value in self.accepted():
            return value
        wanted = listing(words, either=True)
        message = say("command.choice", name=_called(param, ctx), wanted=wanted, found=value)
        raise UsageError(message, did_you_mean(value, words) or help_of(ctx))


class ListOf(click.ParamType[tuple[str, ...]]):
    """A list of words, parted with commas, each once."""

    name = "list"

    def __init__(self, words: Words) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):  # read already
            return value
        words, called = self.words(), _called(param, ctx)
        wanted = [v.strip() for v in value.split(",") if v.strip()]
        wrong = next((v for v in wanted if v not in words), None)
        if wrong is None and wanted:
            return tuple(dict.fromkeys(wanted))
        what = say("value:nothing") if wrong is None else f"`{wrong}`"
        near = wrong and did_you_mean(wrong, words)
        hint = near or say("command:part-them-with-commas", option=called.strip("`"), first=words[0], last=words[-1])
        raise UsageError(say("command.list", name=called, wanted=listing(words, len(words)), found=what), hint)


class Number(click.ParamType[float]):
    """A number within bounds."""

    name = "number"

    def __init__(self, least: float, most: float) -> None:
        self.least = least
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if self.least <= number <= self.most:
            return number
        bounds = say("command:from-to", least=self.least, most=self.most)
        raise UsageError(say("command.number", name=_called(param, ctx), bounds=bounds, found=value), help_of(ctx))


def _in_any_form(path: str) -> str:
    """A path as the file system has it, where that takes letters apart and the terminal does not, or the other way."""
    if path.isascii() or os.path.lexists(path):
        return path
    from deckgen.reading.names import actual  # late: most paths need none of it

    return str(actual(Path(), path))


class ProjectFolder(click.ParamType[Path]):
    """The folder of a project."""

    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        problem = say("command:is-a-file-not-a")
        try:
            # `pathlib` raises OSError for a name that is too long, or below a folder that may not be opened
            path = _in_any_form(value) if value else ""
            if path and stat.S_ISDIR(os.stat(path).st_mode):
                return Path(path)
        except (FileNotFoundError, NotADirectoryError, ValueError):
            problem = say("command:does-not-exist")
        except OSError as e:
            problem = say("command:cannot-be-read", reason=system(e))
        if not value:
            problem = say("command:does-not-exist")
        hint = say("command:name-the-folder-that-holds")
        raise UsageError(say("command.project-folder", path=value, problem=problem), hint)


class OutputFolder(click.ParamType[Path]):
    """A folder to write to. It need not be there yet, but nothing else may stand in its place."""

    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        called, hint = (
            _called(param, ctx),
            say("command:name-another-folder-with", option=_called(param, ctx).strip("`")),
        )
        if not value:
            raise UsageError(say("command.no-folder", name=called), hint)
        path = Path(value)
        if long := next((part for part in path.parts if len(os.fsencode(part)) > LONGEST_NAME), None):
            raise UsageError(say("command.long-name", name=long), hint)
        there = next((p for p in (path, *path.parents) if os.path.lexists(p)), None)
        if there is None or os.path.isdir(there):
            return path
        problem = say("command:it-is-a-file-not") if there == path else say("command:a-part-of-its-path")
        raise UsageError(say("command.output-folder", path=path, problem=problem), hint)


class OutputPlace(OutputFolder):
    """A folder to write to, or the address of a store (`s3://bucket/folder`)."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and "://" in value:
            return value
        return str(super().convert(value, param, ctx))


def seminar_name(argument: str, project: Path) -> str:
    """The seminar that an argument names: by its name, its file's, or its path, as a shell completes it. What leads
    elsewhere stays as it is: it names none."""
    name = argument.removesuffix(".yaml")
    folder, _, last = name.rpartition("/" if os.sep == "/" else os.sep)
    home = project / "content" / "seminars"
    if last and folder and any(os.path.realpath(p) == os.path.realpath(home) for p in (folder, project / folder)):
        name = last
    return unicodedata.normalize("NFC", name)  # a Mac hands over its own form of Korean letters


def _called(param: click.Parameter | None, ctx: click.Context | None) -> str:
    """A parameter as it is named on the command line."""
    name = param.opts[-1] if isinstance(param, click.Option) else ctx.command_path if ctx else "deckgen"
    return f"`{name}`"


def help_of(ctx: click.Context | None) -> Message:
    """The hint where nothing better is known."""
    return say("command:help-shows-how-it-is", command=ctx.command_path if ctx else "deckgen")
