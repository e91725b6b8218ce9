"""Words of a theme with parameters to fill in: `{n} minutes`.

A parameter is a plain name between braces, and `{{` and `}}` are braces. Nothing else is understood: no attributes, no
indices, no conversions and no widths, with which Python's own formatting would reach whatever a value hangs on.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from deckgen.diagnostics import ContentError, Span, error
from deckgen.messages import Message, listing, say
from deckgen.patterns import regex
from deckgen.reading.model import TEXT, Wrong, shown
from deckgen.reading.nodes import Scalar, span_of

#: Characters of a phrase, and of what becomes of it.
LONGEST, LONGEST_FILLED = 500, 20_000
_PIECE = regex(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NAME = regex(r"[a-z][a-z_]*")
_PLAIN_BRACES = say("theme:a-brace-that-is-shown")

#: What deckgen's own words are filled with, by the words that have parameters.
GIVEN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "analogy-layout": ("n",),
        "arrow-between": ("a", "b"),
        "big-number-layout": ("n",),
        "booklet-side": ("left", "right"),
        "callout": ("n",),
        "cards-of": ("n",),
        "certificate-code": ("address",),
        "certificate-serial": ("serial",),
        "chain-of": ("n",),
        "chat-layout": ("n",),
        "checklist-layout": ("n",),
        "choices-layout": ("n",),
        "copy-link-of": ("n",),
        "copy-picture-of": ("n",),
        "downloads-layout": ("n",),
        "figure": ("n",),
        "explained-on": ("n",),
        "folded": ("n",),
        "found-slides": ("n",),
        "frame": ("n", "a", "old", "b", "new"),
        "frame-key": ("a", "b"),
        "grid": ("n",),
        "group": ("name",),
        "hours": ("n",),
        "label-of": ("n",),
        "listing": ("n",),
        "mark-of": ("name",),
        "marked-line": ("n",),
        "minutes": ("n",),
        "n-pages": ("n",),
        "n-sheets": ("n",),
        "n-sheets-folded": ("n",),
        "n-sheets-of-two": ("n", "both"),
        "n-slides": ("n",),
        "next-part": ("title",),
        "next-steps-layout": ("n",),
        "pace": ("length", "total"),
        "pace-ahead": ("time",),
        "pace-behind": ("time",),
        "page-of": ("n",),
        "pages-of": ("n",),
        "part-of": ("n",),
        "photo-of": ("name",),
        "pictures-of": ("n",),
        "place-of": ("name",),
        "prop-crossed": ("a",),
        "prop-holds": ("a", "b"),
        "prop-on": ("a", "b"),
        "prop-times": ("a", "n"),
        "qr": ("label",),
        "question-explained": ("question", "n"),
        "questions-layout": ("n",),
        "read-on": ("date",),
        "rows-of": ("n",),
        "scene-layout": ("n",),
        "seconds": ("n",),
        "see-exhibit": ("name",),
        "see-slides": ("title",),
        "slide-place": ("n", "count", "title"),
        "slides-edition": ("n",),
        "span": ("name", "start", "length", "unit"),
        "step": ("n",),
        "steps-layout": ("n",),
        "version": ("version",),
    }
)


class Parameter(NamedTuple):
    """A name to fill in, and where it stands in the words that were written."""

    name: str
    words: str
    offset: int
    length: int

    @property
    def span(self) -> Span | None:
        """Where it was written: looked for only when it is told, since that counts characters off in the file."""
        return _place(self.words, self.offset, self.length)


class Phrase(str):
    """Words with parameters, in one language; `pieces` are its texts and its parameters in turn."""

    pieces: tuple[str | Parameter, ...]
    span: Span | None

    @classmethod
    def parse(cls, value: object) -> Phrase:
        """The phrase that was written. Raises Wrong for braces that hold no plain name."""
        if not isinstance(value, str):
            raise Wrong(say("value.text", found=shown(value)), span_of(value), TEXT)
        if len(value) > LONGEST:
            message = say("value.words-long", characters=len(value), most=LONGEST)
            raise Wrong(message, span_of(value), say("theme:words-around-slides-and-pages"))
        phrase = cls(value)
        phrase.span = span_of(value)
        phrase.pieces = tuple(_pieces(value)) if "{" in value or "}" in value else (str(value),)
        return phrase

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its parameters, in order."""
        return tuple(p for p in self.pieces if isinstance(p, Parameter))

    def filled(self, values: Mapping[str, object]) -> str:
        """The words with these texts and numbers in the parameters of their names.

        Raises ContentError where one is not given, or is neither a text nor a number.
        """
        out = "".join([self._filled(p, values) if isinstance(p, Parameter) else p for p in self.pieces])
        if len(out) > LONGEST_FILLED:
            message = say("theme.words-filled", characters=len(out), most=LONGEST_FILLED)
            raise ContentError([error(message, self.span, say("theme:name-each-value-once-and"))])
        return out

    def _filled(self, parameter: Parameter, values: Mapping[str, object]) -> str:
        value = values.get(parameter.name)
        if isinstance(value, (str, int, float)):
            return str(value)
        said = "theme.words-not-filled" if value is None else "theme.words-not-text"
        hint = may_stand(values)
        raise ContentError([error(say(said, name=parameter.name), parameter.span, hint)])


def may_stand(names: Mapping[str, object] | tuple[str, ...]) -> Message:
    """What may stand in the braces of a word that is given these names, as a hint."""
    if not names:
        return say("theme:nothing-is-filled-in-here", braces=_PLAIN_BRACES)
    return say("theme:what-may-stand-here", names=listing(f"{{{name}}}" for name in names), braces=_PLAIN_BRACES)


def _pieces(value: str) -> list[str | Parameter]:
    """A text cut at its parameters. Raises Wrong."""
    pieces: list[str | Parameter] = []
    text, end = "", 0
    for found in _PIECE.finditer(value):
        text += value[end : found.start()]
        end = found.end()
        whole, name = found[0], found[1]
        if whole in ("{{", "}}"):
            text += whole[0]
            continue
        place = found.start(), end - found.start()
        if name is None:
            raise Wrong(say("theme.lone-brace", brace=whole), _place(value, *place), _PLAIN_BRACES)
        if not _NAME.fullmatch(name):
            hint = say("theme:write-a-name-alone-such", braces=_PLAIN_BRACES)
            raise Wrong(say("theme.no-name", found=shown(whole)), _place(value, *place), hint)
        pieces += [text, Parameter(str(name), value, *place)]
        text = ""
    return [*pieces, text + value[end:]]


def _place(value: str, offset: int, length: int) -> Span | None:
    return value.place(offset, length) if isinstance(value, Scalar) else span_of(value)
