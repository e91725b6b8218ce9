"""The help of commands in Korean. In English it stands where the commands do; this is loaded when somebody asks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

#: What Click itself says.
_WORDS = {"Usage:": "사용법:", "Options:": "옵션:", "Commands:": "명령:"}
#: Letters on a line: Korean ones are as wide as two Latin ones.
_WIDTH = 58
#: What of an English text stands in the Korean one, too: names of formats and of folders.
_NAMES = re.compile(r"(?:What to make: (?P<made>.*?)\. Default|The folder with (?P<there>.*?)\. Default)")


def texts() -> Mapping[str, str]:
    """The help of commands by their names, and of options: those of one command, `lsp --project`, before those of
    all."""
    read: dict[str, str] = json.loads((Path(__file__).parent / "help.ko.json").read_bytes())
    return read


def korean(command: click.Command, context: click.Context, write: Callable[[click.Context], str]) -> str:
    """What `write` says of a command, in Korean."""
    context.terminal_width = _WIDTH
    with _translated(command, context, texts()):
        said = write(context)
    return re.sub(r"^(?:Usage|Options|Commands):", lambda m: _WORDS[m[0]], said, flags=re.MULTILINE)


@contextmanager
def _translated(command: click.Command, context: click.Context, words: Mapping[str, str]) -> Iterator[None]:
    """Has a command, its options and the commands beneath it speak Korean for a while."""
    group = command.commands if isinstance(command, click.Group) else {}
    path = context.command_path.partition(" ")[2]
    told = {path: command} | {f"{path} {name}".strip(): one for name, one in group.items()}
    options = [p for p in command.get_params(context) if isinstance(p, click.Option)]
    before = [(c, c.help, c.epilog) for c in told.values()]
    helps = [(o, o.help) for o in options]
    try:
        for name, one in told.items():
            one.help = words[name]
            one.epilog = one.epilog and nearest(words, path, "epilog")
        for option in options:
            option.help = _option(option, path, words)
        yield
    finally:
        for one, text, epilog in before:
            one.help, one.epilog = text, epilog
        for option, help_text in helps:
            option.help = help_text


def nearest(words: Mapping[str, str], path: str, name: str) -> str:
    """What is said of an option of a command: `new project --lang`, or of all beneath `new`, or of all. Raises KeyError
    where nothing is."""
    while path and f"{path} {name}" not in words:
        path = path.rpartition(" ")[0]
    return words[f"{path} {name}".strip()]


def _option(option: click.Option, path: str, words: Mapping[str, str]) -> str:
    text = nearest(words, path, next(o for o in option.opts if o.startswith("--")))
    names = _NAMES.search(option.help or "")
    made = re.sub(r" \([^()]*\)", "", names["made"] or names["there"].replace(" and ", ", ")) if names else ""
    return text.replace("{names}", made)


def summary(path: str) -> str:
    """What a command does, in a line: that of `new seminar`."""
    return texts()[path].partition("\n")[0]
