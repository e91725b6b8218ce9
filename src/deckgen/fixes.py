"""Ways to mend what was found, as changes of the author's text: a few characters in the place of others, never a file
written anew.

What the reader mends to go on (`reading/mending`) brings its changes along. The others follow from what a finding says
and from its hint: where that names what is to be written, it is put in the place of what stands there. A way is only
offered where the text at the place is what the finding speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Fix, Later, Span, Splice
from deckgen.messages import Datum, Message, say

LineOf = Callable[[str, int], str | None]


class _Asked(NamedTuple):
    """A finding with its place, the line that it is on, and what its hint says."""

    finding: Diagnostic
    span: Span
    line: str
    advice: Message
    about: str

    @property
    def there(self) -> str:
        """What stands at the place."""
        return self.line[self.span.column - 1 : self.span.end - 1]

    def said(self, name: str) -> str:
        """What the hint is filled with."""
        return str(self.advice.values[name])


def fixes(finding: Diagnostic, line_of: LineOf) -> tuple[Fix, ...]:
    """The ways to mend a finding. `line_of` gives a line of a file as it is, None where there is none."""
    if finding.fixes or finding.span is None:
        return finding.fixes
    line = line_of(finding.span.path, finding.span.line)
    if line is None:
        return ()
    told = finding.advice.told() if isinstance(finding.advice, Later) else finding.advice
    about = finding.advice.about if isinstance(finding.advice, Later) else ""
    asked = _Asked(finding, finding.span, line, told or say("hint:both", first="", second=""), about)
    rule = _BY_HINT.get(asked.advice.code) or _BY_CODE.get(finding.code)
    return tuple(_made(asked, change) for change in rule(asked)) if rule else ()


def applied(fix: Fix, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of files, by their paths, that a way changes, as they are with it."""
    out: dict[str, str] = {}
    for splice in sorted(fix.splices, reverse=True):
        lines = out.get(splice.path, texts[splice.path]).split("\n")
        line = lines[splice.line - 1]
        lines[splice.line - 1] = line[: splice.column - 1] + splice.text + line[splice.end - 1 :]
        out[splice.path] = "\n".join(lines)
    return out


class _Change(NamedTuple):
    """Columns of the line, from 0, and what is put between them."""

    start: int
    end: int
    put: str


def _made(asked: _Asked, change: _Change) -> Fix:
    old = asked.line[change.start : change.end]
    code = "replace" if old and change.put else "insert" if change.put else "delete"
    place = Splice(asked.span.path, asked.span.line, change.start + 1, change.end + 1, change.put)
    return Fix(say(f"fix:{code}", old=old, new=change.put), (place,))


Rule = Callable[[_Asked], Iterator[_Change]]

#: A value in quotes, so that what is put in its place stands between the same.
_QUOTED = re.compile(r"\"[^\"\\]*\"|'[^']*'")


def _whole(asked: _Asked) -> tuple[int, int]:
    """Where the value at the place is, within its quotes: its columns from 0."""
    start, end = asked.span.column - 1, asked.span.end - 1
    return (start + 1, end - 1) if _QUOTED.fullmatch(asked.there) else (start, end)


def _value(name: str) -> Rule:
    """What the hint says in the place of the value."""

    def change(asked: _Asked) -> Iterator[_Change]:
        start, end = _whole(asked)
        if start < end <= len(asked.line):
            yield _Change(start, end, asked.said(name))

    return change


def _nearest(asked: _Asked) -> Iterator[_Change]:
    """The word that is near in the place of the one that is meant by the finding."""
    words: list[Datum] = [asked.about, *asked.finding.data.values()]
    for word in words:
        plain = str(word).strip("`")
        if isinstance(word, str) and plain and asked.there.count(plain) == 1:
            at = asked.span.column - 1 + asked.there.index(plain)
            yield _Change(at, at + len(plain), asked.said("near"))
            return


def _nearest_name(asked: _Asked) -> Iterator[_Change]:
    """The same of a name between braces, of which only a part may be wrong."""
    name = str(asked.finding.data.get("name", ""))
    if name and asked.there.count(name) == 1:
        at = asked.span.column - 1 + asked.there.index(name)
        yield _Change(at, at + len(name), asked.said("near") + asked.said("rest"))


def _length(asked: _Asked) -> Iterator[_Change]:
    start, end = _whole(asked)
    yield _Change(start, end, f"{asked.said('number')}m")


def _clock(asked: _Asked) -> Iterator[_Change]:
    start, end = _whole(asked)
    yield _Change(start, end, f"{asked.said('hour')}:{asked.said('minutes')}")


def _brackets(asked: _Asked) -> Iterator[_Change]:
    """A list between brackets, where it was written without."""
    if asked.there == asked.said("items"):
        yield _Change(asked.span.column - 1, asked.span.end - 1, f"[{asked.there}]")


def _colon(asked: _Asked) -> Iterator[_Change]:
    """A space behind the colon of a language."""
    at = asked.there.find(":")
    if at > 0:
        yield _Change(asked.span.column + at, asked.span.column + at, " ")


def _prefixed(asked: _Asked) -> Iterator[_Change]:
    """An address with what it begins with."""
    start, end = _whole(asked)
    yield _Change(start, end, asked.said("begin") + asked.said("plain"))


def _marked(before: str, after: str, name: str = "words") -> Rule:
    """The words between marks of ours, where they stood between others; not in quotes, where a backslash means
    something else."""

    def change(asked: _Asked) -> Iterator[_Change]:
        mark = str(asked.finding.data.get("mark", ""))
        if asked.there == mark and '"' not in asked.line:
            yield _Change(asked.span.column - 1, asked.span.end - 1, before + asked.said(name) + after)

    return change


def _invisible(asked: _Asked) -> Iterator[_Change]:
    """Nothing in the place of a character that is not seen."""
    at = asked.span.column - 1
    if asked.line[at : at + 1] and ord(asked.line[at]) == asked.finding.data["code"]:
        yield _Change(at, at + 1, "")


def _to_the_end(asked: _Asked) -> Iterator[_Change]:
    """The rest of the line in quotes."""
    at = asked.span.column - 1
    text = asked.line[at:].rstrip()
    if not text or re.search(r"\s#", text) or "[" in asked.line[:at] or "{" in asked.line[:at]:
        return
    quote = '"' if '"' not in text and "\\" not in text else "'"
    yield _Change(at, at + len(text), quote + text.replace("'", "''" if quote == "'" else "'") + quote)


def _kind(asked: _Asked) -> Iterator[_Change]:
    """`kind` in the place of a name like it."""
    if asked.there:
        yield _Change(asked.span.column - 1, asked.span.end - 1, "kind")


#: What a hint says is done, by the hint's code.
_BY_HINT: Mapping[str, Rule] = {
    "hint:did-you-mean": _nearest,
    "text:did-you-mean": _nearest_name,
    "slide:did-you-mean-kind": _kind,
    "value:write-date": _value("date"),
    "value:write-time": _clock,
    "value:write-the-number-alone": _value("unit"),
    "value:write-its-unit-for-example": _length,
    "value:write-for-example": _value("id"),
    "value:write-it-between-brackets": _brackets,
    "value:put-a-space-after-the": _colon,
    "value:write-with": _value("path"),
    "value:the-file-is-called-write": _value("found"),
    "value:it-lies-at-content-write": _value("found"),
    "programme:a-slide-is-named-by": _value("slide"),
    "address:write-whole": _prefixed,
    "address:if-what-follows-belongs-to": _value("address"),
    "text:write-to-stress-it-or": _marked("**", "**"),
    "text:write-to-stress-it-or-to-show": _marked("*", "*"),
    "text:write-which-gets-a-colour": _marked("*", "*"),
    "text:write-which-is-a-character": _marked("", "", "character"),
}
#: And by the finding's, where its hint says it of all such texts.
_BY_CODE: Mapping[str, Rule] = {
    "yaml.invisible": _invisible,
    "yaml.variable": _to_the_end,
    "yaml.bad-beginning": _to_the_end,
}
