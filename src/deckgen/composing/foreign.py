"""Marks of other languages that a text holds: what Markdown, HTML and TeX users write, and what to write here.

Each is shown as it stands, with a warning at its place. A backslash before its first character says that it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from deckgen.messages import Message, say
from deckgen.patterns import regex


class Found(NamedTuple):
    """A foreign mark: its offset and length in the text, what is wrong, what to do."""

    at: int
    length: int
    message: Message
    hint: Message


class _Mark(NamedTuple):
    """A sort of mark: how it looks, what it is called, what to write instead (of the words between the marks); every
    line that has one has the `sign`."""

    pattern: re.Pattern[str]
    noun: Message
    hint: Callable[[re.Match[str]], Message]
    sign: str = ""


#: Elements of HTML that people write into texts. `<name>` alone may be meant.
_ELEMENTS = (
    "a|abbr|b|blockquote|br|center|code|del|details|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|script|"
    "small"
    "|span|strike|strong|style|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul|video|iframe"
)
_PICTURE = say("text:show-it-on-a-slide")
_TABLE = say("text:show-it-on-a-slide-of-the")
_ABOVE = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_BELOW = "₀₁₂₃₄₅₆₇₈₉"


def _shifted(digits: str, signs: str) -> str:
    """Digits as characters of their own, above or below the line; other words as they are."""
    return "".join(signs[int(c)] if c.isdecimal() and c.isascii() else c for c in digits)


def _element_hint(m: re.Match[str]) -> Message:
    match m[1].lower():
        case "br":
            return say("text:end-the-line-there-write")
        case "b" | "strong" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "mark":
            return say("text:write-around-the-words")
        case "i" | "em" | "u" | "ins":
            return say("text:write-around-the-words-they")
        case "code" | "kbd" | "pre" | "tt":
            return say("text:write-backticks-around-the-words")
        case "a":
            return say("text:write-words-https")
        case "img":
            return _PICTURE
        case "ul" | "ol" | "li":
            return say("text:write-or-1-before-each")
        case "table" | "tr" | "td" | "th" | "thead" | "tbody":
            return _TABLE
    return say("text:leave-it-out-write-before")


def _entity_hint(m: re.Match[str]) -> Message:
    from html import unescape  # late: hardly any text has one

    character = unescape(m[0])
    meant = (
        say("text:the-character-itself", character=character)
        if character.isprintable() and character != m[0]
        else say("text:a-plain-space")
    )
    return say("text:write-write-if-it-is", meant=meant)


def _fixed(hint: Message) -> Callable[[re.Match[str]], Message]:
    return lambda m: hint


#: Marks within a line. Words follow a Korean mark directly, so only what stands before it must be no letter.
_INLINE = (
    _Mark(
        regex(
            r"(?<![\w_])__(?!(?:init|main|name|file|all|dict|call|str|repr|proto|version)__)"
            r"(?=[^\s_])([^\n]{0,200}?[^\s_])__(?![A-Za-z0-9_])"
        ),
        say("text:underscores-mean-nothing-here"),
        lambda m: say("text:write-to-stress-it-or", words=m[1]),
        "__",
    ),
    _Mark(
        regex(r"(?<![\w^>-])_(?=[^\W_]|[\"'“‘(*`<\[{\0])([^\n_]{0,200}?[^\s_])_(?![A-Za-z0-9_])"),
        say("text:underscores-mean-nothing-here"),
        lambda m: say("text:write-to-stress-it-or-to-show", words=m[1]),
        "_",
    ),
    _Mark(
        regex(r"~~(?=[^\s~])([^\n~]{1,200}?)~~"),
        say("text:nothing-is-struck-through-here"),
        _fixed(say("text:leave-the-words-out-or")),
        "~~",
    ),
    _Mark(
        regex(r"(?<=[A-Za-z)\]])~(\d{1,3}[+-]?)~"),
        say("text:nothing-is-set-below-the"),
        lambda m: say("text:write-which-is-a-character", character=_shifted(m[1], _BELOW)),
        "~",
    ),
    _Mark(
        regex(r"(?<=[\w)\]])\^([^\s^\[\]]{1,8})\^"),
        say("text:nothing-is-set-above-the"),
        lambda m: (
            say("text:write-which-is-a-character", character=_shifted(m[1], _ABOVE))
            if m[1].isdecimal()
            else say("text:write-it-on-the-line")
        ),
        "^",
    ),
    _Mark(
        regex(rf"</?({_ELEMENTS})(?:\s[^<>\n]{{0,300}})?/?>", re.IGNORECASE),
        say("text:there-is-no-html-here"),
        _element_hint,
        "<",
    ),
    _Mark(
        regex(r"<!--.{0,300}?-->"),
        say("text:there-are-no-comments-in"),
        _fixed(say("text:write-it-after-outside-the")),
        "<!--",
    ),
    _Mark(
        regex(
            r"\$\$[^$\n]{1,300}\$\$|"
            r"\$(?![\s$])(?=[^$\n]*[\\^_={}]|[A-Za-z]{1,2}\$)[^$\n]{0,300}?(?<![\s$\\])\$(?![A-Za-z0-9_{])"
        ),
        say("text:no-formula-is-set-here"),
        _fixed(say("text:write-it-in-plain-characters")),
        "$",
    ),
    _Mark(
        regex(r"(?<![\w=])==(?=[^\s=])([^=\n]{0,200}?[^\s=])==(?![A-Za-z0-9=])"),
        say("text:nothing-is-highlighted-here"),
        lambda m: say("text:write-which-gets-a-colour", words=m[1]),
        "==",
    ),
    _Mark(
        regex(r"(?<![\w+])\+\+(?=[^\s+])([^+\n]{0,200}?[^\s+])\+\+(?![A-Za-z0-9+])"),
        say("text:nothing-is-underlined-here"),
        lambda m: say("text:write-which-gets-a-colour", words=m[1]),
        "++",
    ),
    _Mark(
        regex(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,20});"),
        say("text:there-is-no-html-here"),
        _entity_hint,
        "&",
    ),
    _Mark(
        regex(r"(?<![\w:]):[a-z][a-z0-9_+-]{1,30}:(?![\w:])"),
        say("text:names-of-emoji-mean-nothing"),
        _fixed(say("text:write-the-emoji-itself-or")),
        ":",
    ),
    _Mark(
        regex(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)"),
        say("text:a-text-holds-no-picture"),
        _fixed(say("text:write-before-a-link-that", picture=_PICTURE)),
        "![",
    ),
    _Mark(
        regex(r"(?<!!)\[[^\[\]\n]{1,200}\]\[[^\[\]\n]{0,200}\]"),
        say("text:a-link-needs-its-address"),
        _fixed(say("text:write-words-https")),
        "][",
    ),
    _Mark(
        regex(r"^\[[ xX]\](?=\s)"),
        say("text:there-are-no-boxes-to"),
        _fixed(say("text:leave-it-out-a-slide")),
        "[",
    ),
)
#: Marks at the beginning of a line.
_LINE = (
    _Mark(
        regex(r"#{1,6}[ \t]+\S.*"),
        say("text:there-are-no-headings-in"),
        _fixed(say("text:write-around-the-words-or")),
    ),
    _Mark(
        # no comparison (`> 10`, `>= 5%`), no face (`>_<`)
        regex(r">[ \t>]*(?![=_.<~-]|[\d$₩][^\n]{0,15}$)[^\s>].*"),
        say("text:there-are-no-quotations-in"),
        _fixed(say("text:write-quotation-marks-around-the")),
    ),
    _Mark(regex(r"\|.*\|$|:?-{2,}:?(?:[ \t]*\|[ \t]*:?-{2,}:?)+$"), say("text:there-are-no-tables-in"), _fixed(_TABLE)),
    _Mark(
        regex(r"(?:```|~~~).*"),
        say("text:there-is-no-block-of"),
        _fixed(say("text:show-it-on-a-slide-of-the-kind-code")),
    ),
    _Mark(regex(r":::.*"), say("text:there-are-no-boxes-in"), _fixed(say("text:leave-it-out"))),
    _Mark(
        regex(r"\[[^\]^\n][^\]\n]{0,100}\]:\s*\S+$"),
        say("text:a-link-needs-its-address"),
        _fixed(say("text:write-words-https-where-the")),
    ),
    _Mark(
        regex(r".*[^\\]\\$"),
        say("text:a-backslash-ends-no-line"),
        _fixed(say("text:leave-it-out-an-empty")),
    ),
)
#: A rule between paragraphs. A text of nothing else is a gap to fill in, or a cell without a value.
_RULE = _Mark(
    regex(r"(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$|={3,}$"),
    say("text:there-are-no-rules-in"),
    _fixed(say("text:leave-it-out-an-empty")),
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
                yield Found(m.start(), len(m[0]), say("text.foreign-mark", mark=m[0], noun=mark.noun), mark.hint(m))


def of_line(line: str, alone: bool) -> Found | None:
    """The foreign mark that a whole line is, if it is one. `alone`: there is no other line in the text."""
    if line[:1] not in _LINE_SIGNS and not line.endswith("\\"):
        return None
    for mark in _LINE if alone else (*_LINE, _RULE):
        if m := mark.pattern.match(line):
            return Found(0, len(line.rstrip()), say("text.foreign-line", noun=mark.noun), mark.hint(m))
    return None
