"""Names in double braces, and what stands for them: a plain look-up in nested mappings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Hint, Later, Span, error, nearest, warning
from deckgen.messages import Message, listing, say

_NAME = re.compile(r"\s*([^\W\d][\w-]*(?:\.[^\W\d][\w-]*)*)\s*")

#: Where a stretch of a text stands in its file, by its offset and length.
Place = Callable[[int, int], Span | None]


class Caution(NamedTuple):
    """What is to be said wherever a value is named, and what to do."""

    message: Message
    hint: Message


class Value(str):
    """A value in words: `verbatim` is how it stands in code, `caution` what is to be said of it."""

    __slots__ = ("caution", "verbatim")
    verbatim: str
    caution: Caution | None

    def __new__(cls, words: str, verbatim: str, caution: Caution | None) -> Value:
        value = super().__new__(cls, words)
        value.verbatim, value.caution = verbatim, caution
        return value


class Known(dict[str, object]):
    """Values by their names; `home` is the file where they are written, `advice` what to do about one that is not
    there, where there is none that is near."""

    def __init__(self, home: str = "", advice: Message | None = None) -> None:
        super().__init__()
        self.home, self.advice = home, advice


class Variables:
    """The words of an event, which a text may name, as they are filled in; problems are added to `diagnostics`, names
    that were looked up to `asked`."""

    def __init__(
        self, values: Mapping[str, object], place: Place, diagnostics: list[Diagnostic], asked: set[str] | None = None
    ) -> None:
        self.values, self.place, self.diagnostics = values, place, diagnostics
        self.asked = set() if asked is None else asked

    def filled(self, text: str, at: int) -> str:
        """A text within code, a label or an address, with its variables filled in."""
        if "{{" not in text:
            return text
        return re.sub(r"\{\{([^{}]*)\}\}", lambda m: self.value(m[1], at + m.start(), m[0]), text)

    def verbatim(self, text: str, at: int) -> str:
        """The same for code, in which only braces around a name of ours mean something: `{{ .Values.image }}` stands
        as it is, and so does `${{ github.sha }}`."""
        name = _NAME.fullmatch(text[2:-2])
        first, *further = name[1].split(".") if name else ("",)
        if not further:
            return text
        if first not in self.values:
            near = nearest(first, map(str, self.values))
            if near:
                self._unknown(name[1], [], self.values, self.place(at, len(text)))  # type: ignore[index]
            return text
        value = self.found(text[2:-2], at, text)
        return value.verbatim if isinstance(value, Value) else " ".join(str(value).split())

    def value(self, inside: str, at: int, braces: str) -> str:
        """What a name stands for; "" with an error where it stands for nothing."""
        return str(self.found(inside, at, braces))

    def found(self, inside: str, at: int, braces: str) -> object:
        """The same as it was given, with what is to be said of it told."""
        name = _NAME.fullmatch(inside)
        if name is None:
            self.tell_logic(braces, at)
            return ""
        self.asked.add(name[1])
        span = self.place(at, len(braces))
        here: object = self.values
        path: list[str] = []
        for step in name[1].split("."):
            if not isinstance(here, Mapping) or step not in here:
                self._unknown(name[1], path, here, span)
                return ""
            path.append(step)
            here = here[step]
            if here is None:  # its file cannot be read, which is told
                return ""
        if isinstance(here, Mapping):
            self.diagnostics.append(error(say("text.several-values", name=name[1]), span, _one_of(name[1], here)))
            return ""
        if isinstance(here, Value) and here.caution:
            self.diagnostics.append(warning(here.caution.message, span, here.caution.hint))
        return here

    def _unknown(self, name: str, path: list[str], here: object, span: Span | None) -> None:
        """Says that a name stands for nothing, and what does."""
        home = getattr(here, "home", "")  # the seminar's file, where the event is written
        advice = getattr(here, "advice", None)
        hint: Hint
        if isinstance(here, Mapping) and here:
            hint = _near(name, path, here)
        elif advice:
            hint = advice
        elif not path:
            hint = say("text:the-words-of-an-event")
        elif isinstance(here, Mapping):
            hint = say("text:write-it-under-of-the", name=".".join(path))
        else:
            hint = say("text:is-a-text-and-holds", name=".".join(path))
        self.diagnostics.append(
            error(say("text.unknown-variable", name=name, where=say("text:in", path=home) if home else ""), span, hint)
        )

    def tell_logic(self, braces: str, at: int) -> None:
        """Tells of braces with something else in them than a name."""
        message = (
            say("text.open-braces", braces=braces)
            if braces in ("{{", "{%", "{#")
            else say("text.no-name", braces=short(braces))
        )
        hint = say("text:only-a-name-may-stand")
        self.diagnostics.append(error(message, self.place(at, len(braces)), hint))


def _one_of(name: str, values: Mapping[str, object]) -> Hint:
    return Later(name, lambda: say("text:name-one-of-them", names=listing([f"{name}.{k}" for k in values])))


def _near(name: str, path: list[str], values: Mapping[str, object]) -> Hint:
    """The name that is meant, of those that values under `path` have."""

    def hint() -> Message:
        known = [".".join([*path, str(k)]) for k in values]
        steps = name.split(".")
        rest = "".join(f".{step}" for step in steps[len(path) + 1 :])
        near = nearest(name, known) or (rest and nearest(name.removesuffix(rest), known))
        return say("text:did-you-mean", near=near, rest=rest) if near else say("hint:known-here", names=listing(known))

    return Later(name, hint)


def short(text: str) -> str:
    """A text as messages show it."""
    return text if len(text) <= 40 else text[:40] + "…"


def signature(value: object) -> object:
    """What tells values that texts may name from others: their words, and what is to be said of them."""
    if isinstance(value, Value):
        return str(value), value.verbatim, value.caution
    if isinstance(value, Mapping):
        home = getattr(value, "home", ""), getattr(value, "advice", "")
        return home, tuple((key, signature(v)) for key, v in value.items())
    return value
