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
    """The help of commands by their names, and of options: those of one command, `build --to`, before those of all."""
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
    told: list[click.Command] = [command, *group.values()]
    options = [p for p in command.get_params(context) if isinstance(p, click.Option)]
    before = [(c, c.help, c.epilog) for c in told]
    helps = [(o, o.help) for o in options]
    try:
        for one in told:
            one.help = words["" if one is command and group else one.name or ""]
            one.epilog = one.epilog and words["epilog"]
        for option in options:
            option.help = _option(option, command.name or "", words)
        yield
    finally:
        for one, text, epilog in before:
            one.help, one.epilog = text, epilog
        for option, help_text in helps:
            option.help = help_text


def _option(option: click.Option, command: str, words: Mapping[str, str]) -> str:
    name = next(o for o in option.opts if o.startswith("--"))
    text = words.get(f"{command} {name}") or words[name]
    names = _NAMES.search(option.help or "")
    made = re.sub(r" \([^()]*\)", "", names["made"] or names["there"].replace(" and ", ", ")) if names else ""
    return text.format(names=made) if names else text
