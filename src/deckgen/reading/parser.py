"""YAML text to located values.

Every scalar, key and list knows where the author wrote it. What YAML can do and authors never need is refused: object tags,
anchors and aliases, several documents. All problems of a file are found in one run.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from deckgen.diagnostics import Diagnostic, Span, error, warning

#: Deeper than any content; what is deeper is a mistake or an attack.
DEEPEST = 20
#: More values than the largest library would have.
MOST_VALUES = 200_000
#: Bytes of a file; what is larger is a mistake or an attack.
LARGEST = 2_000_000
#: The C parser where PyYAML has it: it is ten times as fast.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Controls, line ends that no editor shows, and bidirectional overrides: nothing that an author types, and able to hide
#: text from a reader or to break the XML of a slide.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
#: Where a text goes on after what YAML takes for a comment: ` #3`, but not ` # so`.
_CUT = re.compile(r"\s#[^\s#]")


class Scalar(str):
    """A scalar's text as it was written, not as YAML would understand it, with its place (that of its first line)."""

    __slots__ = ("_at", "_lines", "span")
    span: Span
    #: The lines of the file, and the line and column (from 0) where the text begins in them.
    _lines: list[str]
    _at: tuple[int, int]

    def place(self, offset: int, length: int = 1) -> Span:
        """The place of `length` characters of this text from `offset`; the whole text's where that cannot be told, as behind
        an escape in double quotes.

        Folding and indentation change only the white space of a text. So the other characters are counted off in the file.
        """
        if offset >= len(self) or self[offset].isspace():
            return self.span
        before = "".join(self[:offset].split())
        row, column = self._at
        seen = 0
        for number in range(row, len(self._lines)):
            line = self._lines[number]
            for i in range(column, len(line)):
                if line[i].isspace():
                    continue
                if seen == len(before):
                    if line[i] != self[offset]:
                        return self.span
                    end = min(i + length, len(line.rstrip()))
                    return Span(self.span.path, number + 1, i + 1, max(end, i + 1) + 1)
                if line[i] != before[seen]:
                    return self.span
                seen += 1
            column = 0
        return self.span


class Mapping(dict):
    """A mapping with the places of its keys and values."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.key_spans: dict[str, Span] = {}
        self.value_spans: dict[str, Span] = {}

    def renamed(self, old: str, new: str) -> Mapping:
        """The same with one key called otherwise; its place is kept."""
        out = Mapping(self.span)
        for key, value in self.items():
            name = new if key == old else key
            out[name], out.key_spans[name], out.value_spans[name] = value, self.key_spans[key], self.value_spans[key]
        return out


class Sequence(list):
    """A list with the places of its items."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.item_spans: list[Span] = []


Value = Scalar | Mapping | Sequence | None


def load(path: Path, name: str, home: Path) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file that is called `name` in reports, or what is wrong with it: it must be a file of a sane size in the
    folder `home`, also where it is a link, and saved as UTF-8."""
    try:
        if not path.resolve().is_relative_to(home.resolve()):
            return None, [
                error(
                    f"`{name}` is a link that leads out of its folder",
                    Span(name),
                    "put a copy of the file in its place",
                )
            ]
        if path.is_dir():
            return None, [
                error(f"`{name}` is a folder, not a file", Span(name), "rename it: what ends in `.yaml` is read")
            ]
        if not path.is_file():
            return None, [
                error(f"`{name}` is not a file that can be read", Span(name), "delete it, or put a file in its place")
            ]
        if path.stat().st_size > LARGEST:
            return None, [
                error(f"`{name}` is larger than {LARGEST // 1_000_000} MB", Span(name), "split it into several files")
            ]
        data = path.read_bytes()
    except (OSError, RuntimeError) as e:  # RuntimeError: a link that leads to itself, before Python 3.13
        said = (getattr(e, "strerror", None) or "it is a link that leads to itself").lower()
        return None, [error(f"`{name}` cannot be read: {said}", Span(name), "see that you may open it, or delete it")]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as e:
        before = data[: e.start].decode("utf-8", "replace").removeprefix("\ufeff")
        place = Span(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return None, [
            error(
                f"`{name}` is not saved as UTF-8",
                place,
                f"{_encoding(data)}save it in the editor with the encoding UTF-8",
            )
        ]


def _encoding(data: bytes) -> str:
    """What a file's encoding seems to be, for a hint."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "it looks like UTF-16; "
    try:
        data.decode("cp949")
    except UnicodeDecodeError:
        return ""
    return "it looks like CP949, the older Korean encoding; "


def span_of(value: object) -> Span | None:
    """Where a value was written, if it knows."""
    return getattr(value, "span", None)


def parse(text: str, path: str) -> tuple[Value, list[Diagnostic]]:
    """The located value of a YAML text, and what is wrong with it.

    The value is None where the text cannot be read at all; other problems leave the rest readable.
    """
    text = text.removeprefix("\ufeff")
    hidden = _HIDDEN.search(text)
    if hidden:
        at = hidden.start()
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        return None, [_invisible(hidden[0], Span(path, line, column, column + 1))]
    lines = text.splitlines()
    builder = _Builder(path, lines)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as e:
        builder.found.append(_syntax(e, path, lines))
        return None, builder.found
    except yaml.YAMLError as e:
        return None, [
            error(
                "this file is not text that can be read",
                Span(path),
                f"the reader said: {str(e).splitlines()[0].lower()}",
            )
        ]
    return builder.root, builder.found


def _invisible(character: str, span: Span) -> Diagnostic:
    return error(
        f"there is an invisible character here (U+{ord(character):04X}) that no text needs",
        span,
        "delete it; retype the words around it if need be",
    )


class _Builder:
    """Builds the value from the parser's events, without recursion."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.found: list[Diagnostic] = []
        self.root: Value = None
        self._cut = {n for n, line in enumerate(lines) if "#" in line and _CUT.search(line)}
        self._stack: list[Mapping | Sequence] = []
        self._keys: list[Scalar | None] = []
        self._values = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Takes one event; False to stop reading."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.anchor or event.tag:
                return self._refuse(event)
            value, span = self._scalar(event)
            if not self._put(value, span):
                return False
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.anchor or event.tag:
                return self._refuse(event)
            span = self._span(event)
            value = Mapping(span) if kind is yaml.MappingStartEvent else Sequence(span)
            if not self._put(value, span):
                return False
            self._stack.append(value)
            self._keys.append(None)
            if len(self._stack) > DEEPEST:
                return self._stop(
                    f"this is nested more than {DEEPEST} deep", span, "check the indentation and the brackets above it"
                )
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._stack.pop()
            self._keys.pop()
        elif kind is yaml.AliasEvent:
            return self._refuse(event)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                return self._stop(
                    "a second document begins here, after `---`",
                    self._span(event),
                    "one file holds one document; delete the line, or move the rest to another file",
                )
        self._values += 1
        if self._values > MOST_VALUES:
            return self._stop(
                f"this file has more than {MOST_VALUES:,} values", self._span(event), "split it into several files"
            )
        return True

    def _stop(self, message: str, span: Span, hint: str) -> bool:
        self.found.append(error(message, span, hint))
        self.root = None
        return False

    def _refuse(self, event: yaml.Event) -> bool:
        span = self._span(event)
        if isinstance(event, yaml.AliasEvent):
            return self._stop(
                f"`*{event.anchor}` is read as a YAML alias, which deckgen does not take",
                span,
                'write the value out; a text that begins with `*` needs quotes: "*…"',
            )
        if event.anchor:
            said = f"`&{event.anchor}` is read as a YAML anchor, which deckgen does not take"
            return self._stop(
                said,
                _short_span(span, len(event.anchor) + 1),
                'write the value out where it is needed; a text that begins with `&` needs quotes: "&…"',
            )
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        return self._stop(
            f"`{tag}` is read as a YAML tag, which deckgen does not take",
            _short_span(span, len(tag)),
            'write the plain value; a text that begins with `!` needs quotes: "!…"',
        )

    def _span(self, event: yaml.Event) -> Span:
        a, b = event.start_mark, event.end_mark
        end = b.column if b.line == a.line else len(self.lines[a.line].rstrip()) if a.line < len(self.lines) else 0
        return Span(self.path, a.line + 1, a.column + 1, max(end, a.column + 1) + 1)

    def _scalar(self, event: yaml.ScalarEvent) -> tuple[Scalar | None, Span]:
        """The value and its place: that of its first line with text. Null, in any spelling, is None."""
        span, style, raw = self._span(event), event.style, event.value
        line, column = event.start_mark.line, event.start_mark.column
        if not style:
            if event.end_mark.line in self._cut:
                self._warn_of_cut(event.end_mark)
            if raw in ("", "~", "null", "Null", "NULL"):
                return None, span
        elif style in "|>":
            line, column = line + 1, 0
            first = (
                next(
                    (n for n in range(line, min(event.end_mark.line + 1, len(self.lines))) if self.lines[n].strip()),
                    None,
                )
                if raw
                else None
            )
            if first is not None:
                shown = self.lines[first]
                span = Span(self.path, first + 1, len(shown) - len(shown.lstrip()) + 1, len(shown.rstrip()) + 1)
        else:
            column += 1
            if style == '"' and (hidden := _HIDDEN.search(raw)):
                self.found.append(_invisible(hidden[0], span))
                raw = _HIDDEN.sub("", raw)
        value = Scalar(raw)
        value.span, value._lines, value._at = span, self.lines, (line, column)
        return value, span

    def _warn_of_cut(self, end: yaml.Mark) -> None:
        rest = self.lines[end.line][end.column :]
        if _CUT.match(rest):
            column = end.column + 2
            self.found.append(
                warning(
                    "the text ends here: what follows ` #` is a comment",
                    Span(self.path, end.line + 1, column, len(self.lines[end.line].rstrip()) + 1),
                    'put the text in quotes if this belongs to it: "… #…"; write a space after `#` if it is a comment',
                )
            )

    def _put(self, value: Value, span: Span) -> bool:
        if not self._stack:
            self.root = value
            return True
        top = self._stack[-1]
        if isinstance(top, Sequence):
            top.append(value)
            top.item_spans.append(span)
            return True
        key = self._keys[-1]
        if key is None:
            if not isinstance(value, Scalar):
                if self.lines[span.line - 1].startswith("{{", span.column - 2):
                    return self._stop(
                        "a text that begins with `{{` needs quotes", span, 'put the whole text in quotes: "{{ … }} …"'
                    )
                return self._stop(
                    "a name followed by a colon is expected here",
                    span,
                    "a text that begins with a brace or a bracket needs quotes",
                )
            self._keys[-1] = value
            return True
        self._keys[-1] = None
        if key in top:
            first = top.key_spans[key]
            self.found.append(
                error(
                    f"`{key}` stands here a second time",
                    key.span,
                    f"it is already on line {first.line}; keep one of the two",
                )
            )
            return True
        name = str(key)
        top[name] = value
        top.key_spans[name] = key.span
        top.value_spans[name] = span
        return True


def _short_span(span: Span, length: int) -> Span:
    return Span(span.path, span.line, span.column, min(span.end, span.column + length))


# what the parser says, in our words


def _syntax(e: yaml.MarkedYAMLError, path: str, lines: list[str]) -> Diagnostic:
    """A syntax error told by what the author sees at its place, rather than in the words of the parser (which differ between
    PyYAML's two)."""
    context, problem = e.context or "", e.problem or ""
    opened = e.context_mark
    mark = e.problem_mark or opened
    row, column = (mark.line, mark.column) if mark else (0, 0)
    line = lines[row] if row < len(lines) else ""
    here = line[column : column + 1]
    if here == "\t" and not line[:column].strip():
        message, hint = "this line is indented with a tab", "indent with spaces; two for each level is usual"
    elif "cannot start any token" in problem:
        message, hint = (
            f"a text cannot begin with {'a backtick' if here == '`' else f'`{here}`'}",
            'put the text in quotes: "…"',
        )
    elif "found unexpected ':'" in problem:
        message, hint = "there is no space after the colon", "write `name: text`; a text with a colon needs quotes"
    elif "mapping values are not allowed" in problem:
        above = lines[row - 1] if row else ""
        if open_brace := re.match(r"\s*(?:- +)?([\w-]+) *(?=[{\[])", line[:column]):
            column = open_brace.end(1)
            message, hint = f"there is no colon after `{open_brace[1]}`", f"write `{open_brace[1]}: …`"
        elif re.search(r":\s", line[:column]):
            message, hint = "there is a second `: ` on this line", 'put the text in quotes: "…: …"'
        elif close := re.match(r"\s*(?:- +)?([\w-]+:)[^\s/]", above):
            row, column = row - 1, close.end(1) - 1
            message, hint = "there is no space after the colon", "write `name: text`"
        else:
            column = len(line) - len(line.lstrip())
            message, hint = (
                "this line is indented further than the one above it",
                "align the two, or put a text that goes over several lines in quotes",
            )
    elif ("quoted scalar" in context and "unexpected end" in problem) or "unexpected document" in problem:
        row, column = opened.line, opened.column
        message, hint = "a quotation mark is opened here and never closed", "close it, or leave both out"
    elif "escape" in problem:
        message, hint = (
            "this backslash means nothing between double quotes",
            "use single quotes, or double the backslash",
        )
    elif "flow sequence" in context or "flow mapping" in context:
        return _in_brackets(path, lines, (opened.line, opened.column), (row, column))
    elif "flow node" in context and not here:
        message, hint = (
            "`[` or `{` is opened here and not closed",
            "close it; a text that begins with a bracket needs quotes",
        )
    elif "alias" in context or "anchor" in context:
        row, column = opened.line, opened.column
        here = lines[row][column : column + 1]
        message, hint = (
            f"a text cannot begin with `{here}`",
            f'put the text in quotes: "{"**…**" if here == "*" else here + "…"}"',
        )
    elif "tag" in context or "tag handle" in problem:
        if opened:
            row, column = opened.line, opened.column
        message, hint = "a text cannot begin with `!`", 'put the text in quotes: "!…"'
    elif "block scalar" in context:
        row, column = opened.line, opened.column
        message, hint = (
            "there is more text on the line of `|` or `>`",
            "begin the text on the next line, indented; a text that begins with `|` or `>` needs quotes",
        )
    elif "sequence entries are not allowed" in problem:
        message, hint = (
            "a list cannot begin on the line of its name",
            "begin it on the next line; a text that begins with `- ` needs quotes",
        )
    elif "simple key" in context:
        row, column = opened.line, opened.column
        if close := re.match(r"[\w-]+:(?=[^\s/])", lines[row][column:]):
            column += close.end() - 1
            message, hint = "there is no space after the colon", "write `name: text`"
        elif re.match(r"-[^\s-]", lines[row][column:]):
            message, hint = (
                "there is no space after the hyphen",
                "write `- text`; a text that begins with a hyphen needs quotes",
            )
        else:
            message, hint = (
                "a name followed by a colon is expected here",
                "write `name: text`; indent a text that goes on from the line above",
            )
    elif here == "," and line[:column].rstrip().endswith((",", "[", "{")):
        message, hint = "there is nothing before this comma", "delete it; a text that begins with a comma needs quotes"
    elif "mapping keys are not allowed" in problem:
        message, hint = "a text cannot begin with `? `", 'put the text in quotes: "? …"'
    elif "node content" in problem:
        message, hint = (
            f"a text cannot begin with `{here}`" if here else "the text ends in the middle of something",
            'put the text in quotes: "…"',
        )
    elif "irective" in context + problem or "incompatible" in problem or "<document start>" in problem:
        message, hint = "this is not part of the document", "delete the line; a text that begins with `%` needs quotes"
    elif "expected key" in problem or "<block end>" in problem or "'-' indicator" in problem:
        return _out_of_line(path, lines, row, column, here)
    else:
        message, hint = "this cannot be read as YAML", f"the reader said: {problem.lower() or 'no more'}"
    return error(message, _at(path, lines, row, column), hint)


def _in_brackets(path: str, lines: list[str], opened: tuple[int, int], stop: tuple[int, int]) -> Diagnostic:
    """Something within `[ ]` or `{ }` that is neither a comma nor the end: a text that needs quotes, or an end that is missing."""
    mark = lines[opened[0]][opened[1]]
    close = "]" if mark == "[" else "}"
    row, column = stop
    here = lines[row][column : column + 1] if row < len(lines) else ""
    if row != opened[0] or not here or here == "#":
        span = _at(path, lines, *opened)
        return error(
            f"`{mark}` is opened here and not closed",
            span,
            f"close it with `{close}` on the same line, or put a comma at the end of each line but the last",
        )
    before = lines[row][opened[1] + 1 : column].rstrip()
    span = _at(path, lines, row, column)
    inside = f"inside `{mark} {close}`"
    if here in "]}":
        return error(
            f"`{here}` does not close the `{mark}` at column {opened[1] + 1}",
            span,
            f"close that with `{close}` first; a text with a bracket in it needs quotes {inside}",
        )
    if before.endswith(('"', "'")):
        other = "single" if before[-1] == '"' else "double"
        return error(
            "there is text after the closing quotation mark",
            span,
            f"put {other} quotes around the whole text, or write a comma if another text begins here",
        )
    if here in ":[{":
        return error(
            f"`{here}` ends the text here",
            span,
            f"put the text in quotes: a comma, a colon or a bracket in it needs them {inside}",
        )
    return error(
        "a comma is missing here",
        span,
        f"write one between two texts; a text with a comma, a colon or a bracket in it needs quotes {inside}",
    )


def _out_of_line(path: str, lines: list[str], row: int, column: int, here: str) -> Diagnostic:
    """The parser expected the next name or item: the line stands too far out or in, or there is text after a closing mark."""
    line = lines[row] if row < len(lines) else ""
    before = line[:column].rstrip()
    span = _at(path, lines, row, column)
    if before.endswith(('"', "'")):
        quote = before[-1]
        start = (
            next((n for n in range(row - 1, -1, -1) if lines[n].count(quote) % 2), None)
            if before.count(quote) % 2
            else None
        )
        if start is not None:
            column = lines[start].rindex(quote)
            return error(
                "a quotation mark is opened here and not closed on this line",
                _at(path, lines, start, column),
                f"it ends at the next one, on line {row + 1}; close it where the text ends",
            )
        other = "single" if quote == '"' else "double"
        return error(
            "there is text after the closing quotation mark",
            span,
            f"put {other} quotes around the whole text, or leave the quotes out",
        )
    if before.endswith(("]", "}")):
        return error(
            f"there is text after the closing `{before[-1]}`",
            span,
            "a text that begins with a bracket or a brace needs quotes around it",
        )
    if here == "-":
        return error(
            "this item of a list is not indented like its neighbours", span, "align it with the other items of its list"
        )
    return error("this line is not indented like its neighbours", span, "align it with the lines that it belongs to")


def _at(path: str, lines: list[str], row: int, column: int) -> Span:
    """A place of one character; the end of the last line for what the parser puts behind the end."""
    if row >= len(lines):
        row = max(0, len(lines) - 1)
        column = len(lines[row]) if lines else 0
    return Span(path, row + 1, column + 1, column + 2)
