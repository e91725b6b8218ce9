"""What is said to people, as data: a message is a code and what is filled in; its words stand in a catalogue for each
language (`en.json`, `ko.json`), which is read when the first message of that language is shown.

A finding's code has a dot (`yaml.tab`); that of a part of a message, or of a hint, a colon (`yaml:write-a-space`).
In a catalogue, `{name}` is filled in (with a format of Python's, `{name:,}`), `{{` is a brace; what is counted has two
forms, parted with `|`. Never translated, and so never in a catalogue's hands, is what stands between backticks:
commands, names of fields, values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from errno import errorcode
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

#: Languages in which deckgen speaks to those who use it; the first one where nothing else is asked for.
Language = Literal["en", "ko"]
SPOKEN: tuple[Language, ...] = get_args(Language)
ENGLISH, KOREAN = SPOKEN

#: What may be filled in: names are quoted by those who list them.
Datum: TypeAlias = "str | int | float | Message | tuple[str, ...]"


class Message:
    """A code and what is filled into its words. Its `str` is English."""

    __slots__ = ("code", "data")
    code: str
    data: tuple[tuple[str, Datum], ...]

    def __init__(self, code: str, data: tuple[tuple[str, Datum], ...] = ()) -> None:
        self.code, self.data = code, data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self.code == other.code and self.data == other.data

    def __hash__(self) -> int:
        return hash((self.code, self.data))

    def __repr__(self) -> str:
        return f"<{self.code}: {self}>"

    def __str__(self) -> str:
        return text(self)

    def filled(self, **data: object) -> Message:
        """The same with more filled in, such as the name of the field that it is about, where it says none itself."""
        more = ((name, _datum(value)) for name, value in data.items() if name not in self.values)
        return Message(self.code, (*self.data, *more))

    @property
    def values(self) -> dict[str, Datum]:
        """What is filled in, by name."""
        return dict(self.data)


class Told(Exception):
    """What goes wrong with a reason that people are told."""

    def __init__(self, says: Message) -> None:
        super().__init__(says)
        self.says = says


#: Codes of lists, whose names are put together.
_LISTS = ("list:and", "list:or")


def say(code: str, /, **data: object) -> Message:
    """A message of a code. What is filled in is kept as data: a number, a text, another message (an exception that has
    one in `says`), names."""
    return Message(code, tuple([(name, _datum(value)) for name, value in data.items()]))


def _datum(value: object) -> Datum:
    if type(value) in (str, int, float, Message, tuple):
        return value  # type: ignore[return-value]
    if isinstance(value, BaseException):
        return getattr(value, "says", None) or str(value)
    return str(value)


def count(n: int | str, noun: str) -> Message:
    """1 line, 2 lines, 2 boxes."""
    return Message(f"count:{noun}", (("n", n),))


def listing(names: Iterable[str], limit: int = 12, *, either: bool = False) -> Message:
    """`a`, `b` and `c` (or `c`, where it is `either` of them): for hints that name what exists."""
    known = names if isinstance(names, Collection) else list(names)
    first = tuple([str(name) for name in islice(known, limit)])
    return Message("list:or" if either else "list:and", (("names", first), ("more", max(0, len(known) - limit))))


def as_data(message: Message) -> dict[str, Any]:
    """A message as values for JSON."""
    return {"code": message.code, "data": {name: _plain(value) for name, value in message.data}}


def _plain(value: Datum) -> Any:
    return as_data(value) if isinstance(value, Message) else list(value) if isinstance(value, tuple) else value


def of_data(raw: Any) -> Message:
    """The message that these values of JSON are. Raises LookupError, TypeError, ValueError or AttributeError where they
    are none that the catalogue has words for."""
    message = Message(str(raw["code"]), tuple((str(name), _read(value)) for name, value in raw["data"].items()))
    text(message)
    return message


def _read(value: Any) -> Datum:
    if isinstance(value, dict):
        return of_data(value)
    if isinstance(value, list):
        return tuple(map(str, value))
    if type(value) not in (str, int, float):
        raise TypeError("nothing that is filled in")
    return value  # type: ignore[no-any-return]


def system(e: OSError) -> Message | str:
    """Why the system refuses something: what is known in all languages, or in the system's own words."""
    known = _SYSTEM.get(errorcode.get(e.errno or 0, ""))
    return say(f"system:{known}") if known else (e.strerror or str(e)).lower()


#: Names of the system's errors that people meet, and what the catalogues call them.
_SYSTEM = {
    "ENOSPC": "no-space",
    "EDQUOT": "quota",
    "EACCES": "denied",
    "EPERM": "not-permitted",
    "EROFS": "read-only",
    "EIO": "input-output",
    "ENAMETOOLONG": "long-name",
    "EPIPE": "pipe",
}


def text(message: Message | str, language: str = ENGLISH) -> str:
    """The words of a message in a language."""
    if isinstance(message, str):
        return message
    words = catalogue(language)
    if message.code in _LISTS:
        return _listed(message, words)
    template = words[message.code]
    data = message.values
    if message.code.startswith("count:"):
        one, _, many = template.partition("|")
        template = one if str(data["n"]) == "1" else many or one
    return _filled(template, data, language)


def _listed(message: Message, words: Mapping[str, str]) -> str:
    data: Mapping[str, Any] = message.values
    quoted = [f"`{name}`" for name in data["names"]]
    if data["more"]:
        return _filled(words["list:more"], {"names": ", ".join(quoted), "n": data["more"]}, ENGLISH)
    if len(quoted) < 2:
        return "".join(quoted)
    return ", ".join(quoted[:-1]) + words[message.code] + quoted[-1]


def _filled(template: str, data: Mapping[str, Datum], language: str) -> str:
    """A template with its values; particles behind them go with how they end."""
    out = ""
    particles = _particles(language)
    for literal, name, form, _ in parts(template):
        out = particles(out, literal)
        if name is not None:
            value = data[name]
            out += text(value, language) if isinstance(value, Message) else format(value, form or "")
    return out


def parts(template: str) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    """The literals of a template, each with what is filled in behind it and how that is written."""
    from string import Formatter  # late: only what is shown needs it

    return iter(Formatter().parse(template))


@cache
def _particles(language: str) -> Callable[[str, str], str]:
    if language != KOREAN:
        return lambda before, literal: before + literal
    from deckgen.messages.particles import joined  # late: English has none

    return joined


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """The words of a language by codes."""
    import json  # late: only what is shown needs it

    words: dict[str, str] = json.loads((Path(__file__).parent / f"{language}.json").read_bytes())
    return words


def spoken(environment: Mapping[str, str]) -> Language:
    """The language that the system speaks: of the variables that say so, the first that is set counts."""
    said = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return KOREAN if said.lower().replace("-", "_").split("_")[0].split(".")[0] in ("ko", "korean") else ENGLISH
