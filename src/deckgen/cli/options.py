"""What options may be. What is allowed is asked for when a value is read, not before: most commands have use for little
of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from deckgen.diagnostics import UsageError, did_you_mean, listing

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
        wanted = listing(words).replace(" and ", " or ")
        message = f"{_called(param, ctx)} must be {wanted}, found `{value}`"
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
        what = "nothing" if wrong is None else f"`{wrong}`"
        near = wrong and did_you_mean(wrong, words)
        hint = near or f"part them with commas: `{called.strip('`')} {words[0]},{words[-1]}`"
        raise UsageError(f"{called} must be a list of {listing(words, len(words))}, found {what}", hint)


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
        bounds = f"from {self.least:g} to {self.most:g}"
        raise UsageError(f"{_called(param, ctx)} must be a number {bounds}, found `{value}`", help_of(ctx))


class Folder(click.ParamType[Path]):
    """The folder of a project."""

    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        try:
            if stat.S_ISDIR(os.stat(path).st_mode):
                return path
            problem = "is a file, not a folder"
        except (FileNotFoundError, NotADirectoryError):
            problem = "does not exist"
        except OSError as e:
            problem = f"cannot be read: {(e.strerror or str(e)).lower()}"
        hint = "name the folder that holds `content/` and `themes/`"
        raise UsageError(f"the project's folder `{path}` {problem}", hint)


def _called(param: click.Parameter | None, ctx: click.Context | None) -> str:
    """A parameter as it is named on the command line."""
    return f"`{param.opts[-1]}`" if isinstance(param, click.Option) else f"`{ctx.command_path}`" if ctx else "this"


def help_of(ctx: click.Context | None) -> str:
    """The hint where nothing better is known."""
    return f"`{ctx.command_path if ctx else 'deckgen'} --help` shows how it is used"
