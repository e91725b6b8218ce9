"""YAML text to located values.

Every scalar, key and list knows where the author wrote it. What YAML can do and authors never need is refused: object
tags, anchors and aliases, several documents. All problems of a file are found in one run.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from deckgen.diagnostics import Diagnostic, Span, error, warning
from deckgen.reading.letters import cleaned, composed
from deckgen.reading.nodes import Mapping, Scalar, Sequence, Value
from deckgen.reading.scanner import BRACKETS, Scanner
from deckgen.reading.syntax import colon_without_space, diagnose, variable_without_quotes

#: Deeper than any content; what is deeper is a mistake or an attack.
DEEPEST = 20
#: More values than the largest library would have.
MOST_VALUES = 200_000
#: The C parser where PyYAML has it: it is ten times as fast.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Controls, line ends that no editor shows, and what turns the reading order around: nothing that an author types, and
#: able to hide text from a reader or to break the XML of a slide. (What is merely not seen is left out: `letters`.)
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202e\ud800-\udfff\ufffe\uffff]")
#: Where a text goes on after what YAML takes for a comment: ` #3`, but not ` # so`.
_CUT = re.compile(r"\s#[^\s#]")
#: A colon that PyYAML's parsers read differently inside brackets.
_CRAMPED = re.compile(r":[,?\[\]{}]")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


def parse(text: str, path: str) -> tuple[Value, list[Diagnostic]]:
    """The located value of a YAML text, and what is wrong with it.

    The value is None where the text cannot be read at all; other problems leave the rest readable.
    """
    text = composed(text.replace("\ufeff", ""))  # where files are joined, one begins in the middle
    if hidden := _HIDDEN.search(text):
        at = hidden.start()
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        return None, [_invisible(hidden[0], Span(path, line, column, column + 1))]
    lines = text.splitlines()
    if deep := _deepest_bracket(lines):
        return None, [_too_deep(Span(path, deep[0] + 1, deep[1] + 1, deep[1] + 2))]
    builder = _Builder(path, text, lines)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except _Refusal as refusal:
        return None, [*builder.diagnostics, refusal.diagnostic]
    except yaml.YAMLError as e:
        mark: Any = getattr(e, "problem_mark", None) or getattr(e, "context_mark", None)
        row, column = (mark.line, mark.column) if mark else (len(lines), 0)
        return None, [*builder.diagnostics, diagnose(path, lines, row, column)]
    return builder.root, builder.diagnostics


def _deepest_bracket(lines: list[str]) -> tuple[int, int] | None:
    """The row and column of a bracket that is nested too deep.

    A parser looks ahead to the end of a line before it says that a bracket opens, so it may have overflowed by then.
    Only lines with many brackets can lead to that; what is nested over several lines is counted as it is built.
    """
    if not any(line.count("[") + line.count("{") > DEEPEST for line in lines):
        return None
    scanner = Scanner(lines)
    while token := scanner.next():
        if scanner.depth > DEEPEST and token.kind in BRACKETS:
            return token.row, token.column
    return None


def _too_deep(span: Span) -> Diagnostic:
    return error(f"this is nested more than {DEEPEST} deep", span, "check the indentation and the brackets above it")


def _invisible(character: str, span: Span) -> Diagnostic:
    return error(
        f"there is an invisible character here (U+{ord(character):04X}) that no text needs",
        span,
        "delete it; retype the words around it if need be",
    )


class _Refusal(Exception):
    """Something because of which the rest of a file is not read."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Builder:
    """Builds the value from the parser's events, without recursion."""

    def __init__(self, path: str, text: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.diagnostics: list[Diagnostic] = []
        self.root: Value = None
        self._cut = {n for n, line in enumerate(lines) if "#" in line and _CUT.search(line)}
        # rare, so the whole text is looked at first
        self._cramped = {n for n, line in enumerate(lines) if _CRAMPED.search(line)} if _CRAMPED.search(text) else set()
        self._stack: list[Mapping | Sequence] = []
        self._keys: list[Scalar | None] = []
        self._values = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Takes one event. Raises _Refusal for what is not read."""
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor or event.tag:
                self._refuse(event)
            self._put(*self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            if event.anchor or event.tag:
                self._refuse(event)
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
            self._keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._count_document(event)
        self._values += 1
        if self._values > MOST_VALUES:
            message = f"this file has more than {MOST_VALUES:,} values"
            raise _Refusal(error(message, self._span(event), "split it into several files"))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        """A list or a mapping begins."""
        span = self._span(event)
        value = Mapping(span) if isinstance(event, yaml.MappingStartEvent) else Sequence(span)
        self._put(value, span)
        self._stack.append(value)
        self._keys.append(None)
        if len(self._stack) > DEEPEST:
            raise _Refusal(_too_deep(span))

    def _count_document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "a second document begins here, after `---`"
            hint = "one file holds one document; delete the line, or move the rest to another file"
            raise _Refusal(error(message, self._span(event), hint))

    def _refuse(self, event: yaml.NodeEvent) -> None:
        """What YAML can do and authors never need."""
        span = self._span(event)
        anchor, tag = event.anchor, getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            message = f"`*{anchor}` is read as a YAML alias, which deckgen does not take"
            hint = 'write the value out; a text that begins with `*` needs quotes: "*…"'
        elif anchor:
            span = _short_span(span, len(anchor) + 1)
            message = f"`&{anchor}` is read as a YAML anchor, which deckgen does not take"
            hint = 'write the value out where it is needed; a text that begins with `&` needs quotes: "&…"'
        else:
            tag = str(tag).replace("tag:yaml.org,2002:", "!!")
            span = _short_span(span, len(tag))
            message = f"`{tag}` is read as a YAML tag, which deckgen does not take"
            hint = 'write the plain value; a text that begins with `!` needs quotes: "!…"'
        raise _Refusal(error(message, span, hint))

    def _span(self, event: yaml.Event) -> Span:
        start: Any = event.start_mark
        end: Any = event.end_mark
        row, column = start.line, start.column
        stop = end.column if end.line == row else len(self.lines[row].rstrip()) if row < len(self.lines) else 0
        return Span(self.path, row + 1, column + 1, max(stop, column + 1) + 1)

    def _scalar(self, event: yaml.ScalarEvent) -> tuple[Scalar | None, Span]:
        """The value and its place: that of its first line with text. Null, in any spelling, is None."""
        span, style, raw = self._span(event), event.style, event.value
        start: Any = event.start_mark
        end: Any = event.end_mark
        row, column = start.line, start.column
        if not style:
            if end.line in self._cut:
                self._warn_of_cut(end.line, end.column)
            if end.line in self._cramped:
                self._refuse_cramped_colon(end.line, end.column)
            if raw in _NULLS:
                return None, span
        elif style in "|>":
            row, column = row + 1, 0
            span = (self._first_line(row, end.line) if raw else None) or span
        else:
            column += 1
            if style == '"' and (hidden := _HIDDEN.search(raw)):
                self.diagnostics.append(_invisible(hidden[0], span))
                raw = _HIDDEN.sub("", raw)
        value = Scalar(cleaned(raw))
        value.span, value.lines, value.start = span, self.lines, (row, column)
        return value, span

    def _first_line(self, row: int, last: int) -> Span | None:
        """The place of the first line with text of a block."""
        for n in range(row, min(last + 1, len(self.lines))):
            line = self.lines[n]
            if text := line.strip():
                column = len(line) - len(line.lstrip()) + 1
                return Span(self.path, n + 1, column, column + len(text))
        return None

    def _warn_of_cut(self, row: int, column: int) -> None:
        line = self.lines[row]
        if _CUT.match(line, column):
            span = Span(self.path, row + 1, column + 2, len(line.rstrip()) + 1)
            hint = 'put the text in quotes if this belongs to it: "… #…"; write a space after `#` if it is a comment'
            self.diagnostics.append(warning("the text ends here: what follows ` #` is a comment", span, hint))

    def _refuse_cramped_colon(self, row: int, column: int) -> None:
        """Inside brackets, one parser takes the colon of `name:{` for the end of a name, the other for a mistake."""
        if _CRAMPED.match(self.lines[row], column):
            raise _Refusal(colon_without_space(Span(self.path, row + 1, column + 1, column + 2)))

    def _put(self, value: Value, span: Span) -> None:
        """Puts a value where the one that is open goes on."""
        if not self._stack:
            self.root = value
            return
        top = self._stack[-1]
        if isinstance(top, Sequence):
            top.append(value)
            top.item_spans.append(span)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = self._key(value, span)
            return
        self._keys[-1] = None
        if key in top:
            hint = f"it is already on line {top.key_spans[key].line}; keep one of the two"
            self.diagnostics.append(error(f"`{key}` stands here a second time", key.span, hint))
            return
        name = str(key)
        top[name] = value
        top.key_spans[name] = key.span
        top.value_spans[name] = span

    def _key(self, value: Value, span: Span) -> Scalar:
        if isinstance(value, Scalar):
            return value
        if self.lines[span.line - 1].startswith("{{", span.column - 2):
            raise _Refusal(variable_without_quotes(span))
        message = "a name followed by a colon is expected here"
        raise _Refusal(error(message, span, "a text that begins with a brace or a bracket needs quotes"))


def _short_span(span: Span, length: int) -> Span:
    return Span(span.path, span.line, span.column, min(span.end, span.column + length))
