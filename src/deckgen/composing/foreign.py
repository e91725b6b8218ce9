"""Marks of other languages that a text holds: what Markdown, HTML and TeX users write, and what to write here.

Each is shown as it stands, with a warning at its place. A backslash before its first character says that it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from deckgen.patterns import regex


class Found(NamedTuple):
    """A foreign mark: its offset and length in the text, what is wrong, what to do."""

    at: int
    length: int
    message: str
    hint: str


class _Mark(NamedTuple):
    """A sort of mark: how it looks, what it is called, what to write instead (of the words between the marks); every
    line that has one has the `sign`."""

    pattern: re.Pattern[str]
    noun: str
    hint: Callable[[re.Match[str]], str]
    sign: str = ""


#: Elements of HTML that people write into texts. `<name>` alone may be meant.
_ELEMENTS = (
    "a|abbr|b|blockquote|br|center|code|del|details|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|script|small"
    "|span|strike|strong|style|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul|video|iframe"
)
_PICTURE = "show it on a slide of the kind `picture`"
_TABLE = "show it on a slide of the kind `table`"
_ABOVE = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_BELOW = "₀₁₂₃₄₅₆₇₈₉"


def _shifted(digits: str, signs: str) -> str:
    """Digits as characters of their own, above or below the line; other words as they are."""
    return "".join(signs[int(c)] if c.isdecimal() and c.isascii() else c for c in digits)


def _element_hint(m: re.Match[str]) -> str:
    match m[1].lower():
        case "br":
            return "end the line there: write the text after `|`, each line on one of its own"
        case "b" | "strong" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "mark":
            return "write `**…**` around the words"
        case "i" | "em" | "u" | "ins":
            return "write `*…*` around the words: they get a colour"
        case "code" | "kbd" | "pre" | "tt":
            return "write backticks around the words"
        case "a":
            return "write `[words](https://…)`"
        case "img":
            return _PICTURE
        case "ul" | "ol" | "li":
            return "write `- ` or `1. ` before each point, each on a line of its own"
        case "table" | "tr" | "td" | "th" | "thead" | "tbody":
            return _TABLE
    return "leave it out; write `\\<` before it if it is to be seen"


def _entity_hint(m: re.Match[str]) -> str:
    from html import unescape  # late: hardly any text has one

    character = unescape(m[0])
    meant = f"the character itself, `{character}`" if character.isprintable() and character != m[0] else "a plain space"
    return f"write {meant}; write `\\&` if it is to be seen as it stands"


def _fixed(hint: str) -> Callable[[re.Match[str]], str]:
    return lambda m: hint


#: Marks within a line. Words follow a Korean mark directly, so only what stands before it must be no letter.
_INLINE = (
    _Mark(
        regex(
            r"(?<![\w_])__(?!(?:init|main|name|file|all|dict|call|str|repr|proto|version)__)(?=[^\s_])([^\n]{0,200}?[^\s_])__(?![A-Za-z0-9_])"
        ),
        "underscores mean nothing here",
        lambda m: f"write `**{m[1]}**` to stress it, or backticks around it if it is a name",
        "__",
    ),
    _Mark(
        regex(r"(?<![\w^>-])_(?=[^\W_]|[\"'“‘(*`<\[{\0])([^\n_]{0,200}?[^\s_])_(?![A-Za-z0-9_])"),
        "underscores mean nothing here",
        lambda m: f"write `*{m[1]}*` to stress it, or `\\_` to show the underscore",
        "_",
    ),
    _Mark(
        regex(r"~~(?=[^\s~])([^\n~]{1,200}?)~~"),
        "nothing is struck through here",
        _fixed("leave the words out, or say that they no longer hold"),
        "~~",
    ),
    _Mark(
        regex(r"(?<=[A-Za-z)\]])~(\d{1,3}[+-]?)~"),
        "nothing is set below the line here",
        lambda m: f"write `{_shifted(m[1], _BELOW)}`, which is a character of its own",
        "~",
    ),
    _Mark(
        regex(r"(?<=[\w)\]])\^([^\s^\[\]]{1,8})\^"),
        "nothing is set above the line here",
        lambda m: (
            f"write `{_shifted(m[1], _ABOVE)}`, which is a character of its own"
            if m[1].isdecimal()
            else "write it on the line"
        ),
        "^",
    ),
    _Mark(
        regex(rf"</?({_ELEMENTS})(?:\s[^<>\n]{{0,300}})?/?>", re.IGNORECASE),
        "there is no HTML here",
        _element_hint,
        "<",
    ),
    _Mark(
        regex(r"<!--.{0,300}?-->"),
        "there are no comments in texts",
        _fixed("write it after ` #`, outside the text"),
        "<!--",
    ),
    _Mark(
        regex(
            r"\$\$[^$\n]{1,300}\$\$|\$(?![\s$])(?=[^$\n]*[\\^_={}]|[A-Za-z]{1,2}\$)[^$\n]{0,300}?(?<![\s$\\])\$(?![A-Za-z0-9_{])"
        ),
        "no formula is set here",
        _fixed("write it in plain characters (`E = mc²`), or show it as a picture; write `\\$` to show the sign"),
        "$",
    ),
    _Mark(
        regex(r"(?<![\w=])==(?=[^\s=])([^=\n]{0,200}?[^\s=])==(?![A-Za-z0-9=])"),
        "nothing is highlighted here",
        lambda m: f"write `*{m[1]}*`, which gets a colour, or `**{m[1]}**`",
        "==",
    ),
    _Mark(
        regex(r"(?<![\w+])\+\+(?=[^\s+])([^+\n]{0,200}?[^\s+])\+\+(?![A-Za-z0-9+])"),
        "nothing is underlined here",
        lambda m: f"write `*{m[1]}*`, which gets a colour, or `**{m[1]}**`",
        "++",
    ),
    _Mark(
        regex(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,20});"),
        "there is no HTML here",
        _entity_hint,
        "&",
    ),
    _Mark(
        regex(r"(?<![\w:]):[a-z][a-z0-9_+-]{1,30}:(?![\w:])"),
        "names of emoji mean nothing here",
        _fixed("write the emoji itself, or backticks around it"),
        ":",
    ),
    _Mark(
        regex(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)"),
        "a text holds no picture",
        _fixed(f"{_PICTURE}; write `\\!` before a link that follows an exclamation mark"),
        "![",
    ),
    _Mark(
        regex(r"(?<!!)\[[^\[\]\n]{1,200}\]\[[^\[\]\n]{0,200}\]"),
        "a link needs its address here",
        _fixed("write `[words](https://…)`"),
        "][",
    ),
    _Mark(
        regex(r"^\[[ xX]\](?=\s)"),
        "there are no boxes to tick in texts",
        _fixed("leave it out: a slide of the kind `checklist` draws them"),
        "[",
    ),
)
#: Marks at the beginning of a line.
_LINE = (
    _Mark(
        regex(r"#{1,6}[ \t]+\S.*"),
        "there are no headings in texts",
        _fixed("write `**…**` around the words, or `\\#`"),
    ),
    _Mark(
        # no comparison (`> 10`, `>= 5%`), no face (`>_<`)
        regex(r">[ \t>]*(?![=_.<~-]|[\d$₩][^\n]{0,15}$)[^\s>].*"),
        "there are no quotations in texts",
        _fixed("write quotation marks around the words, or `\\>`"),
    ),
    _Mark(regex(r"\|.*\|$|:?-{2,}:?(?:[ \t]*\|[ \t]*:?-{2,}:?)+$"), "there are no tables in texts", _fixed(_TABLE)),
    _Mark(
        regex(r"(?:```|~~~).*"),
        "there is no block of code in texts",
        _fixed("show it on a slide of the kind `code`"),
    ),
    _Mark(regex(r":::.*"), "there are no boxes in texts", _fixed("leave it out")),
    _Mark(
        regex(r"\[[^\]^\n][^\]\n]{0,100}\]:\s*\S+$"),
        "a link needs its address here",
        _fixed("write `[words](https://…)` where the words stand"),
    ),
    _Mark(
        regex(r".*[^\\]\\$"),
        "a backslash ends no line here",
        _fixed("leave it out: an empty line begins a new paragraph"),
    ),
)
#: A rule between paragraphs. A text of nothing else is a gap to fill in, or a cell without a value.
_RULE = _Mark(
    regex(r"(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$|={3,}$"),
    "there are no rules in texts",
    _fixed("leave it out: an empty line begins a new paragraph"),
)
#: Any character that begins a line that is one; a backslash ends others.
_LINE_SIGNS = "#>|:-`~[*_="
#: Any character that begins one, for a quick look.
SIGNS = regex(r"[_~^<$&|]|==|\+\+|:[a-z:]|!\[|\]\[|\[[ xX]\]|\]:|\\$|(?m:^\s*(?:[#>=]|---|- -|\*[ *]|```))")


def within(line: str) -> Iterator[Found]:
    """The foreign marks in a line, each once."""
    taken: list[tuple[int, int]] = []
    for mark in (mark for mark in _INLINE if mark.sign in line):
        for m in mark.pattern.finditer(line):
            if all(m.end() <= start or end <= m.start() for start, end in taken):
                taken.append(m.span())
                yield Found(m.start(), len(m[0]), f"`{m[0]}` is shown as it stands: {mark.noun}", mark.hint(m))


def of_line(line: str, alone: bool) -> Found | None:
    """The foreign mark that a whole line is, if it is one. `alone`: there is no other line in the text."""
    if line[:1] not in _LINE_SIGNS and not line.endswith("\\"):
        return None
    for mark in _LINE if alone else (*_LINE, _RULE):
        if m := mark.pattern.match(line):
            return Found(0, len(line.rstrip()), f"this line is shown as it stands: {mark.noun}", mark.hint(m))
    return None
