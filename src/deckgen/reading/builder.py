"""The events of a YAML parser to located values, and what is wrong with them."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import yaml

from deckgen.diagnostics import Diagnostic, Slip, Span, error, shortened, warning
from deckgen.messages import Message, count, say
from deckgen.reading.letters import cleaned
from deckgen.reading.limits import DEEPEST, HIDDEN, invisible, too_deep
from deckgen.reading.lookalikes import COLONS, MARKS, ODD, called
from deckgen.reading.model import quoted
from deckgen.reading.nodes import Failure, Mapping, Scalar, Sequence, Value, outside

if TYPE_CHECKING:
    from deckgen.reading.mending import Text

#: More values than the largest library would have.
MOST_VALUES = 200_000
#: The C parser where PyYAML has it: it is ten times as fast.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Where a text goes on after what YAML takes for a comment: ` #3`, but not ` # so`.
_CUT = re.compile(r"\s#[^\s#]")
#: A colon that PyYAML's parsers read differently inside brackets.
_CRAMPED = re.compile(r":[,?\[\]{}]")
#: What no name has that its author means: marks of a list, colons and spaces that are others than YAML's.
_ODD_IN_NAMES = frozenset(COLONS + ODD) | MARKS
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class _Refusal(Exception):
    """Something because of which the rest of a file is not read, but behind a slip."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Builder:
    """Builds the value from the parser's events, without recursion."""

    def __init__(self, path: str, text: str, lines: list[str], mended: Text | None = None) -> None:
        self.path = path
        self.lines = lines
        self._mended = mended
        self.diagnostics: list[Diagnostic] = []
        self.root: Value = None
        self._cut = {n for n, line in enumerate(lines) if "#" in line and _CUT.search(line)}
        # rare, so the whole text is looked at first
        self._cramped = {n for n, line in enumerate(lines) if _CRAMPED.search(line)} if _CRAMPED.search(text) else set()
        self._stack: list[Mapping | Sequence] = []
        self._keys: list[Scalar | None] = []
        #: Whether each of them is written in brackets, and where the last plain text ended.
        self._bracketed: list[bool] = []
        self._end = (0, 0)
        #: The last text in braces that a comma parted.
        self._continued: Scalar | None = None
        self._values = 0
        self._documents = 0

    def build(self, text: str) -> Failure | None:
        """Takes the events of a text; where they end before it does."""
        try:
            for event in yaml.parse(text, Loader=_Loader):
                self.take(event)
        except _Refusal as refusal:
            span = refusal.diagnostic.span
            return Failure(span.line - 1 if span else 0, span.column - 1 if span else 0, refusal.diagnostic)
        except yaml.YAMLError as e:
            mark: Any = getattr(e, "problem_mark", None) or getattr(e, "context_mark", None)
            return Failure(mark.line, mark.column) if mark else Failure(len(self.lines), 0)
        return None

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
            self._bracketed.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._count_document(event)
        self._values += 1
        if self._values > MOST_VALUES:
            message = say("yaml.many-values", most=MOST_VALUES)
            raise _Refusal(error(message, self._span(event), say("hint:split-it-into-several-files")))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        """A list or a mapping begins."""
        span = self._span(event)
        value = Mapping(span) if isinstance(event, yaml.MappingStartEvent) else Sequence(span)
        self._put(value, span)
        self._stack.append(value)
        self._keys.append(None)
        self._bracketed.append(bool(event.flow_style))
        if len(self._stack) > DEEPEST:
            raise _Refusal(too_deep(span))

    def _count_document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            message = say("yaml.second-document")
            hint = say("yaml:one-file-holds-one-document")
            raise _Refusal(error(message, self._span(event), hint))

    def _refuse(self, event: yaml.NodeEvent) -> None:
        """What YAML can do and authors never need."""
        span = self._span(event)
        anchor, tag = event.anchor, getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            message = say("yaml.alias", anchor=anchor)
            hint = say("yaml:write-the-value-out-a")
        elif anchor:
            span = _short_span(span, len(anchor) + 1)
            message = say("yaml.anchor", anchor=anchor)
            hint = say("yaml:write-the-value-out-where")
        else:
            tag = str(tag).replace("tag:yaml.org,2002:", "!!")
            span = _short_span(span, len(tag))
            message = say("yaml.tag", tag=tag)
            hint = say("yaml:write-the-plain-value-a")
        raise _Refusal(Slip("error", message, span, hint))

    def _span(self, event: yaml.Event) -> Span:
        start: Any = event.start_mark
        end: Any = event.end_mark
        row, column = start.line, start.column
        stop = end.column if end.line == row else len(self.lines[row].rstrip()) if row < len(self.lines) else 0
        if self._mended:
            column, stop = self._mended.column(row, column), self._mended.column(row, stop)
        return Span(self.path, row + 1, column + 1, max(stop, column + 1) + 1)

    def _scalar(self, event: yaml.ScalarEvent) -> tuple[Scalar | None, Span]:
        """The value and its place: that of its first line with text. Null, in any spelling, is None."""
        span, style, raw = self._span(event), event.style, event.value
        start: Any = event.start_mark
        end: Any = event.end_mark
        row, column = start.line, start.column
        if not style:
            if end.line in self._cut:
                self._warn_of_cut(end.line, end.column, not raw)
            if end.line in self._cramped:
                self._refuse_cramped_colon(end.line, end.column)
            if raw in _NULLS:
                return None, span
            if not raw.isascii() and raw[0] in MARKS and self._refuse_bullets(raw, span):
                raw = self.lines[row][column:].strip()  # of what follows, nothing is to be told as well
            self._end = end.line, end.column
        elif style in "|>":
            row, column = row + 1, 0
            span = (self._first_line(row, end.line) if raw else None) or span
        else:
            column += 1
            self._end = end.line, end.column
            if style == '"' and (hidden := HIDDEN.search(raw)):
                self.diagnostics.append(invisible(hidden[0], span))
                raw = HIDDEN.sub("", raw)
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

    def _refuse_bullets(self, raw: str, span: Span) -> bool:
        """Whether these are lines with other marks than hyphens beneath a name: YAML takes them for one text."""
        row = span.line - 1
        if self._bracketed[-1:] == [True] or self.lines[row][: span.column - 1].strip() or not row:
            return False
        message = say("yaml.hyphen", mark=raw[0], called=called(raw[0]))
        hint = say("yaml:begin-each-item-with-a")
        self._slip(message, span._replace(end=span.column + 1), hint)
        return True

    def _warn_of_cut(self, row: int, column: int, empty: bool) -> None:
        line = self.lines[row]
        if _CUT.match(line, column):
            span = Span(self.path, row + 1, column + 2, len(line.rstrip()) + 1)
            if empty:
                text = shortened(line[column:].strip(), 40)
                message = say("yaml.comment-only")
                self._slip(message, span, say("hint:put-the-text-in-quotes", text=quoted(text)))
                return
            hint = say("yaml:put-the-text-in-quotes")
            self.diagnostics.append(warning(say("yaml.comment"), span, hint))

    def _refuse_cramped_colon(self, row: int, column: int) -> None:
        """Inside brackets, one parser takes the colon of `name:{` for the end of a name, the other for a mistake."""
        if _CRAMPED.match(self.lines[row], column):
            from deckgen.reading.syntax import colon_without_space  # late: only what is wrong needs it

            raise _Refusal(Slip(*colon_without_space(Span(self.path, row + 1, column + 1, column + 2))))

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
        if value is None and self._bracketed[-1] and self._lacks_colon(key, top):
            return
        if (key in top or self._opens_an_item(key, top)) and (item := self._next_item(key, top)) is not None:
            self._stack[-1] = top = item
        elif key in top:
            if self._taken_back(key, value, span, top):
                return
            hint = say("yaml:it-is-already-on-line", line=top.key_spans[key].line)
            self.diagnostics.append(error(say("yaml.key-twice", key=key), key.span, hint))
            return
        name = str(key)
        top[name] = value
        top.key_spans[name] = key.span
        top.value_spans[name] = span

    def _taken_back(self, key: Scalar, value: Value, span: Span, top: Mapping) -> bool:
        """Whether a second name is one of the item above it that stands too far to the left; then it is put there."""
        items = next(reversed(top.values()), None)
        item = items[-1] if isinstance(items, Sequence) and items else None
        if not isinstance(item, Mapping) or key in item or (slip := outside(item, key.span)) is None:
            return False
        self.diagnostics.append(slip)
        item[str(key)], item.key_spans[str(key)], item.value_spans[str(key)] = value, key.span, span
        return True

    def _opens_an_item(self, key: Scalar, top: Mapping) -> bool:
        """Whether a name at the margin, below a list, goes on as the items of that do. Elsewhere, a name that stands as
        far to the left as the hyphens above it is as sound as any."""
        items = next(reversed(top.values()), None)
        if len(self._stack) > 1 or not isinstance(items, Sequence) or not items or not isinstance(items[-1], Mapping):
            return False
        below = (line for line in self.lines[key.span.line :] if line.strip() and line[0] not in " #")
        names = {name[1] for name in takewhile(bool, (re.match(r"([A-Za-z_][\w-]*):", line) for line in below)) if name}
        return bool(names & items[-1].keys() - top.keys())

    def _next_item(self, key: Scalar, top: Mapping) -> Mapping | None:
        """The new item of a list that begins with a name, because items of that list do, though its hyphen is missing;
        None where that is not so."""
        items = self._stack[-2] if key in top and len(self._stack) > 1 else next(reversed(top.values()), None)
        if not isinstance(items, Sequence) or not items or self._bracketed[-1]:
            return None
        last = items[-1]
        if not isinstance(last, Mapping) or next(iter(last), None) != key or (key in top and last is not top):
            return None
        hyphen = last.span.column - 3
        if self.lines[last.span.line - 1][: hyphen + 2].strip() != "-":
            return None
        where = say("yaml:before-the-hyphen-and-before", spaces=count(hyphen, "space"), inner=hyphen + 2)
        hint = say("yaml:write-item-of-name", text=key, where=where if hyphen else say("yaml:the-hyphen-at-the-margin"))
        message = say("yaml.hyphen-missing", key=key)
        self._slip(message, key.span, hint)
        item = Mapping(key.span)
        items.append(item)
        items.item_spans.append(key.span)
        return item

    def _lacks_colon(self, key: Scalar, top: Mapping) -> bool:
        """Whether a name in braces is none, but what stands behind a comma of the text before it, or lacks its
        colon."""
        from deckgen.reading.slips import on_line  # late: only what is wrong needs it

        row, end = self._end
        line = self.lines[row]
        if row != key.start[0] or line[end:].lstrip()[:1] == ":" or re.match(f"[A-Za-z_][\\w-]*[:{COLONS}]", key):
            return False
        if found := [m.slip for m in on_line(self.path, self.lines, row) if m.slip.span]:
            self.diagnostics.extend(found)  # it follows from that
            return True
        before = next(reversed(top.values()), None)
        if not top and (name := re.fullmatch(r"([A-Za-z_][\w-]*)\s+(.*)", key)):
            self._slip(
                say("yaml.no-colon", name=name[1]),
                key.span,
                say("yaml:write-pair", name=name[1], text=shortened(name[2], 40)),
            )
        elif isinstance(before, Scalar) and before.start[0] == row:
            if before is not self._continued:
                self._comma(before, key, line, end)
            self._continued = before
        else:
            hint = say("yaml:write-name-a-text-in", text=shortened(key, 40))
            self._slip(say("yaml.name-expected"), key.span, hint)
        return True

    def _slip(self, message: Message, span: Span, hint: Message) -> None:
        self.diagnostics.append(Slip("error", message, span, hint))

    def _comma(self, before: Scalar, key: Scalar, line: str, end: int) -> None:
        """A comma in a text in braces that has no quotes."""
        first, comma = before.start[1], line.rindex(",", 0, key.start[1])
        rest = re.match(r"[^{}\[\]\"']*?(?=,\s*[A-Za-z_][\w-]*\s*:\s|[}\]]|$)", line[end:])
        whole = line[first : end + (rest.end() if rest else 0)].strip()
        column = self._mended.column(key.start[0], comma) if self._mended else comma
        span = Span(self.path, key.span.line, column + 1, column + 2)
        hint = say("yaml:put-the-whole-text-in", text=quoted(shortened(whole, 60)))
        self._slip(say("yaml.comma-in-braces", text=shortened(before, 40)), span, hint)

    def _look_at_name(self, name: Scalar) -> None:
        """Refuses a name with something in it that only looks like YAML's signs."""
        if name[:1] != "-" and not _ODD_IN_NAMES.intersection(name):
            return
        from deckgen.reading.slips import on_line  # late: only what is wrong needs it

        if found := on_line(self.path, self.lines, name.start[0], refused=True):
            raise _Refusal(found[0].slip)

    def _key(self, value: Value, span: Span) -> Scalar:
        if isinstance(value, Scalar):
            if self._mended is None and (value[:1] == "-" or not value.isascii()):
                self._look_at_name(value)
            return value
        if self.lines[span.line - 1].startswith("{{", span.column - 2):
            from deckgen.reading.syntax import variable_without_quotes  # late: only what is wrong needs it

            raise _Refusal(Slip(*variable_without_quotes(span)))
        message = say("yaml.name-expected")
        raise _Refusal(Slip("error", message, span, say("yaml:a-text-that-begins-with")))


def _short_span(span: Span, length: int) -> Span:
    return Span(span.path, span.line, span.column, min(span.end, span.column + length))
