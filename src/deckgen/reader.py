"""YAML text to located values, and located values to models.

Every scalar, key and list knows where the author wrote it. What YAML can do and authors never need is refused: object tags,
anchors and aliases, several documents. All problems of a file are found in one run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from deckgen.diagnostics import Diagnostic, Span, count, did_you_mean, error, listing

#: Deeper than any content; what is deeper is a mistake or an attack.
DEEPEST = 20
#: More values than the largest library would have.
MOST_VALUES = 200_000
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Controls and bidirectional overrides: nothing that an author types, and able to hide text from a reader.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
M = TypeVar("M", bound=BaseModel)


class Scalar(str):
    """A scalar's raw text, with the place of its first character; `block` if it was written with `|` or `>`."""

    __slots__ = ("span", "block")
    span: Span
    block: bool


class Mapping(dict):
    """A mapping with the places of its keys and values."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.key_spans: dict[str, Span] = {}
        self.value_spans: dict[str, Span] = {}


class Sequence(list):
    """A list with the places of its items."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.item_spans: list[Span] = []


Value = Scalar | Mapping | Sequence | None


def span_of(value: object) -> Span | None:
    """Where a value was written, if it knows."""
    return getattr(value, "span", None)


def parse(text: str, path: str) -> tuple[Value, list[Diagnostic]]:
    """The located value of a YAML text, and what is wrong with it.

    The value is None where the text cannot be read at all; other problems leave the rest readable.
    """
    hidden = _HIDDEN.search(text)
    if hidden:
        at = hidden.start()
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        said = f"this line has an invisible character (U+{ord(hidden[0]):04X}) that no text needs"
        return None, [error(said, Span(path, line, column, column + 1), "delete it; retype the words around it if need be")]
    builder = _Builder(path)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as e:
        builder.found.append(_syntax(e, path, text))
        return None, builder.found
    except yaml.YAMLError as e:
        return None, [error("this file is not text that can be read", Span(path), f"the reader said: {str(e).splitlines()[0].lower()}")]
    return builder.root, builder.found


class _Builder:
    """Builds the value from the parser's events, without recursion."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Diagnostic] = []
        self.root: Value = None
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
            self._put(self._scalar(event), self._span(event))
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
                return self._stop(f"this file is nested more than {DEEPEST} deep here", span, "check the indentation above this line")
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._stack.pop()
            self._keys.pop()
        elif kind is yaml.AliasEvent:
            return self._refuse(event)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                return self._stop("this file has a second document after `---`", self._span(event), "one file holds one module, seminar or theme; move the rest to another file")
        self._values += 1
        if self._values > MOST_VALUES:
            return self._stop(f"this file has more than {MOST_VALUES:,} values", self._span(event), "split it into several files")
        return True

    def _stop(self, message: str, span: Span, hint: str) -> bool:
        self.found.append(error(message, span, hint))
        self.root = None
        return False

    def _refuse(self, event: yaml.Event) -> bool:
        span = self._span(event)
        if isinstance(event, yaml.AliasEvent):
            return self._stop(
                f"`*{event.anchor}` is read as a YAML alias, which deckgen does not take", span, 'write the value out; a text that begins with `*` needs quotes: "*…"'
            )
        if event.anchor:
            return self._stop(f"`&{event.anchor}` is read as a YAML anchor, which deckgen does not take", span, 'write the value out where it is needed; a text that begins with `&` needs quotes: "&…"')
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        return self._stop(f"`{tag}` is a YAML tag, which deckgen does not take", span, 'write the plain value; a text that begins with `!` needs quotes: "!…"')

    def _span(self, event: yaml.Event) -> Span:
        a, b = event.start_mark, event.end_mark
        end = b.column + 1 if b.line == a.line else a.column + 2
        return Span(self.path, a.line + 1, a.column + 1, max(end, a.column + 2))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar | None:
        if event.style is None or event.style == "":
            if event.value in ("", "~", "null", "Null", "NULL"):
                return None
        value = Scalar(event.value)
        span = self._span(event)
        value.block = event.style in ("|", ">")
        value.span = span
        return value

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
                return self._stop("a name followed by a colon is expected here", span, "a text with braces or brackets needs quotes")
            self._keys[-1] = value
            return True
        self._keys[-1] = None
        if key in top:
            first = top.key_spans[key]
            self.found.append(error(f"`{key}` stands here a second time", key.span, f"it is already on line {first.line}; keep one of the two"))
            return True
        top[str(key)] = value
        top.key_spans[key] = key.span
        top.value_spans[key] = span
        return True


#: The parser's words (a part of them) and ours: what is wrong, what to do.
_SYNTAX = (
    ("found character '\\t'", "this line is indented with a tab", "indent with spaces"),
    ("mapping values are not allowed", "there is a second `: ` on this line", 'put the text in quotes: "…: …", or begin it on a new line after `>-`'),
    ("found unexpected end of stream", "a quotation mark is opened here and never closed", "close it, or leave both out"),
    ("while scanning a quoted scalar", "a quotation mark is opened here and never closed", "close it, or leave both out"),
    ("did not find expected ',' or ']'", "a list in `[ ]` is not closed, or lacks a comma", "close it with `]`, or write one item a line after `- `"),
    ("did not find expected ',' or '}'", "a mapping in `{ }` is not closed, or lacks a comma", "close it with `}`; a text with a comma or a brace in it needs quotes"),
    ("did not find expected '-' indicator", "this line is not indented like the list above it", "begin it with `- ` under the other items, or indent it further"),
    ("did not find expected key", "this line is not indented like its neighbours", "align it with the names above; a text with quotes inside needs quotes around it"),
    ("could not find expected ':'", "a name followed by a colon is expected here", "write `name: text`; a longer text goes on indented lines after `>-`"),
    ("cannot start any token", "a text cannot begin with this character", "put the text in quotes"),
    ("found undefined tag handle", "a text cannot begin with `!`", "put the text in quotes"),
    ("did not find expected alphabetic or numeric character", "a text cannot begin with `*` or `&`", 'put the text in quotes: "**…**"'),
    ("unknown escape character", "this backslash means nothing between double quotes", "use single quotes, or double the backslash"),
    ("did not find expected comment or line break", "there is more text after `|` or `>`", "begin the text on the next line, indented"),
    ("did not find expected whitespace or line break", "a text cannot begin with `!`", "put the text in quotes"),
)


def _syntax(e: yaml.MarkedYAMLError, path: str, text: str) -> Diagnostic:
    said = f"{e.context or ''} {e.problem or ''}"
    mark = e.problem_mark or e.context_mark
    for part, message, hint in _SYNTAX:
        if part in said:
            if "quotation mark" in message or "not closed" in message:
                mark = e.context_mark or mark
            break
    else:
        message, hint = "this cannot be read as YAML", f"the reader said: {(e.problem or 'no more').lower()}"
    line = mark.line + 1 if mark else 1
    column = mark.column + 1 if mark else 1
    lines = text.split("\n")
    if line > len(lines) or (line == len(lines) and not lines[-1]):
        line, column = max(1, len(lines) - 1), len(lines[max(0, len(lines) - 2)]) + 1
    return error(message, Span(path, line, column, column + 1), hint)


# models


def validate(model: type[M], value: object, found: list[Diagnostic], where: Span) -> M | None:
    """The value as a model, or None; every problem is added to `found` at its place (or at `where`)."""
    try:
        return model.model_validate(value)
    except ValidationError as e:
        for problem in e.errors(include_url=False, include_input=True):
            found.append(_worded(problem, model, value, where))
        return None


def locate(value: object, loc: Iterable[object], where: Span) -> tuple[Span, Span | None, object]:
    """The place of a value by its path: its own span, its key's span if it has one, and its parent."""
    span, key_span, parent = span_of(value) or where, None, value
    for step in loc:
        parent = value
        if isinstance(value, Mapping) and isinstance(step, str) and step in value:
            span, key_span = value.value_spans[step], value.key_spans[step]
            value = value[step]
        elif isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
            span, key_span = value.item_spans[step], None
            value = value[step]
        else:
            # a step that pydantic added (a union's branch, a missing field): stay at the parent
            continue
    return span, key_span, parent


def _first_key(value: object) -> Span | None:
    return next(iter(value.key_spans.values()), None) if isinstance(value, Mapping) else None


def _worded(problem: dict, model: type[BaseModel], value: object, where: Span) -> Diagnostic:
    loc, kind, ctx = problem["loc"], problem["type"], problem.get("ctx", {})
    span, key_span, parent = locate(value, loc, where)
    name = next((str(s) for s in reversed(loc) if isinstance(s, str)), None)
    shown = f"`{name}`" if name else "this"
    found = _short(problem.get("input"))
    if isinstance(ctx.get("span"), Span):
        span = ctx["span"]
    if kind == "missing":
        owner = value
        for step in loc[:-1]:
            owner = owner[step] if isinstance(owner, (Mapping, Sequence)) and (step in owner if isinstance(owner, Mapping) else isinstance(step, int) and step < len(owner)) else owner
        return error(f"`{loc[-1]}` is missing", _first_key(owner) or span, f"add a line `{loc[-1]}: …`")
    if kind == "extra_forbidden":
        known = _fields_at(model, loc[:-1])
        hint = did_you_mean(str(loc[-1]), known) or (f"known here: {listing(known, 20)}" if known else None)
        return error(f"there is no field `{loc[-1]}` here", key_span or span, hint)
    words = {
        "float_parsing": f"{shown} must be a number, found {found}",
        "float_type": f"{shown} must be a number, found {found}",
        "int_parsing": f"{shown} must be a whole number, found {found}",
        "int_type": f"{shown} must be a whole number, found {found}",
        "int_from_float": f"{shown} must be a whole number, found {found}",
        "finite_number": f"{shown} must be a number, found {found}",
        "bool_parsing": f"{shown} must be `true` or `false`, found {found}",
        "bool_type": f"{shown} must be `true` or `false`, found {found}",
        "tuple_type": f"{shown} must be a list, found {found}",
        "list_type": f"{shown} must be a list, found {found}",
        "dict_type": f"{shown} must be a mapping, found {found}",
        "model_type": f"{shown} must be a mapping of names and values, found {found}",
        "model_attributes_type": f"{shown} must be a mapping of names and values, found {found}",
        "string_type": f"{shown} must be text, found {found}",
    }
    hints = {"tuple_type": "write one item a line, each after `- `", "list_type": "write one item a line, each after `- `"}
    if kind in words:
        return error(words[kind], span, hints.get(kind))
    if kind == "literal_error":
        wanted = re.findall(r"'([^']*)'", str(ctx.get("expected", "")))
        near = did_you_mean(str(problem.get("input")), wanted)
        return error(f"{shown} must be {listing(wanted).replace(' and ', ' or ')}, found {found}", span, near)
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        side = {"gt": "more than", "ge": "at least", "lt": "less than", "le": "at most"}
        key = next(k for k in side if k in ctx)
        return error(f"{shown} must be {side[key]} {ctx[key]:g}, found {found}", span)
    if kind in ("too_short", "too_long"):
        least = kind == "too_short"
        wanted = ctx["min_length"] if least else ctx["max_length"]
        return error(f"{shown} must have at {'least' if least else 'most'} {count(wanted, 'item')}, found {ctx['actual_length']}", span)
    if kind == "string_pattern_mismatch":
        return error(f"{shown} has a form that is not known, found {found}", span)
    message = str(ctx["error"]) if "error" in ctx else problem["msg"]
    return error(message.replace("{name}", shown), span, ctx.get("hint"))


def _fields_at(model: type[BaseModel], loc: Iterable[object]) -> list[str]:
    """Names of the fields where a path leads, to suggest from."""
    here: object = model
    for step in loc:
        if isinstance(step, str) and isinstance(here, type) and issubclass(here, BaseModel) and step in here.model_fields:
            here = _inner(here.model_fields[step].annotation)
    if isinstance(here, type) and issubclass(here, BaseModel):
        return [f.alias or n for n, f in here.model_fields.items()]
    return []


def _inner(annotation: object) -> object:
    """The model inside an annotation such as `tuple[Card, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _inner(inner)
        if isinstance(found, type) and issubclass(found, BaseModel):
            return found
    return annotation


def _short(value: object) -> str:
    """What was found, in a few words."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = str(value)
    return f"`{text[:40]}…`" if len(text) > 40 else f"`{text}`"
