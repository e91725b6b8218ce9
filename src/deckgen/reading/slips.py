"""Slips of the pen in YAML that one line shows: characters that look like YAML's, and spaces that are missing.

A line is judged by itself, and only where something is wrong: in a text all of these characters may stand. Each slip
comes with the edit that makes the line what its author meant, so that what is wrong further down is told in one run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from deckgen.diagnostics import Fix, Slip, Span, Splice, shortened
from deckgen.messages import Message, say
from deckgen.reading import lookalikes
from deckgen.reading.lookalikes import BLANK, COLONS, COMMAS, MARKS, ODD, PAIRS, called, plain, several

_BLANKS = re.compile(f"[{BLANK}]*")
_ODD = re.compile(f"[{ODD}]")
_NAME = r"[A-Za-z_][A-Za-z0-9_.-]*"
_FIELD = re.compile(f"({_NAME})([{BLANK}]*)([:{COLONS}])([{BLANK}]*)")
#: A hyphen that what follows touches, where that is a field, a text in quotes or brackets.
_CRAMPED = re.compile(f"-(?={_NAME}[{BLANK}]*[:{COLONS}](?!/)|[{{\\[\"'“｛])")
#: Numbers and letters of a list.
_NUMBER = re.compile(r"(?:\d{1,2}[.)]|\(\d{1,2}\)|[①-⑳]|[가나다라마바사아자차카타파하][.)])[" + BLANK + r"]*(?=\S)")
_OPENS_LIST = re.compile(f"[:{COLONS}][{BLANK}]*$")
_LISTED = re.compile(f"[{BLANK}]*(?:- |[{re.escape(''.join(MARKS))}]|[*+] |-[^ -]|\\d{{1,2}}[.)] )")
#: The first line of a text after `|` or `>`.
HEADER = re.compile(f"(?:^|[{BLANK}:{COLONS}])[|>][+-]?[1-9]?[+-]?[{BLANK}]*(?:#.*)?$")
_KEY = re.compile(f"[{BLANK}]*(?:[-{re.escape(''.join(MARKS))}][{BLANK}]*)*")
#: What parts values inside brackets, what may stand between quotation marks there.
_PARTS = re.compile(r"[,:\[\]{}]")
#: A value that no sentence is: a name, a number, a path.
_WORD = re.compile(r"[A-Za-z0-9_./-]+")
_STRAIGHT = re.compile(r"""(?<=[\[{,: ])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
_FLOW_COLON = re.compile(f"(?<=[{{\\[,{COMMAS}])[{BLANK}]*({_NAME})[{BLANK}]*([{COLONS}])[{BLANK}]*")
_FLOW_CRAMPED = re.compile(rf"(?<=[{{,{COMMAS}])[{BLANK}]*({_NAME}):(?=[^\s/,\[\]{{}}{ODD}])")
_FLOW_COMMA = re.compile(
    f'([{COMMAS}])[{BLANK}]*(?={_NAME}[{BLANK}]*[:{COLONS}])|(?<=[\\w"”])([{COMMAS}])[{BLANK}]*(?={_NAME}[,\\]{COMMAS}］])'
)
_FLOW_ODD = re.compile(f"(?<=[{{\\[,:]) *([{ODD}]+)[{BLANK}]*")
_FLOW_CLOSE = re.compile(r"[｝］]")
_FLOW_QUOTE = re.compile(f"(?<=[:,\\[{{])[{BLANK}]*([{''.join(PAIRS)}])")
_ITEMS = say("yaml:begin-each-item-of-a")


class Edit(NamedTuple):
    """What stands on a line from `start` to before `end` becomes `put`."""

    start: int
    end: int
    put: str


class Mend(NamedTuple):
    """A slip, and what makes its line (`row`, from 0) what was meant; the same is done to `more` lines, silently."""

    slip: Slip
    row: int
    edits: tuple[Edit, ...]
    more: tuple[int, ...] = ()

    @property
    def told(self) -> Slip:
        """The slip with its lines made what was meant as a way to mend it."""
        path = self.slip.span.path if self.slip.span else ""
        splices = [
            Splice(path, row + 1, edit.start + 1, edit.end + 1, edit.put)
            for row in (self.row, *self.more)
            for edit in self.edits
        ]
        return Slip(*self.slip[:4], (Fix(say("fix:mend"), tuple(splices)),))


def slips(path: str, lines: Sequence[str]) -> list[Mend]:
    """All slips of a text that cannot be read, but in texts after `|` and `>`."""
    inside = _in_blocks(lines)
    return [mend for row in range(len(lines)) if row not in inside for mend in on_line(path, lines, row)]


def on_line(path: str, lines: Sequence[str], row: int, refused: bool = False) -> list[Mend]:
    """The slips on a line. `refused` says that what stands there can be read but is not what is wanted."""
    above = next((lines[n] for n in range(row - 1, max(-1, row - 6), -1) if lines[n].strip()), "")
    return list(_Line(path, row, lines[row], above, refused).slips())


def _in_blocks(lines: Sequence[str]) -> set[int]:
    """The rows of texts after `|` and `>`, also of those that are not indented as they should be."""
    inside: set[int] = set()
    row = 0
    while row < len(lines):
        row += 1
        if HEADER.search(lines[row - 1]):
            margin = _width(_KEY.match(lines[row - 1]))
            while row < len(lines) and _goes_on(lines[row], margin):
                inside.add(row)
                row += 1
    return inside


def _goes_on(line: str, margin: int) -> bool:
    """Whether a line belongs to a text whose name stands at this margin."""
    own = _width(_BLANKS.match(line))
    return own == len(line) or own > margin or not (_FIELD.match(line, own) or line[own] in "-–－")


def _width(match: re.Match[str] | None) -> int:
    return match.end() if match else 0


class _Line:
    """A line that is looked at from its beginning to its end."""

    def __init__(self, path: str, row: int, line: str, above: str, refused: bool) -> None:
        self.path, self.row, self.line, self.refused = path, row, line, refused
        #: Whether the line above begins a list, or is an item of one.
        self.opens = bool(_OPENS_LIST.search(above) or _NUMBER.match(above.lstrip(BLANK)))
        self.in_list = bool(_OPENS_LIST.search(above) or _LISTED.match(above))
        self.at = 0

    def _mend(self, start: int, end: int, message: Message, hint: Message, *edits: Edit) -> Mend:
        span = Span(self.path, self.row + 1, start + 1, max(start, end) + 1)
        return Mend(Slip("error", message, span, hint), self.row, edits)

    def _lookalike(
        self, at: int, hint: Message, put: str | None = None, end: int | None = None, what: Message | str = ""
    ) -> Mend:
        character = self.line[at]
        edit = Edit(at, end or at + 1, plain(character) if put is None else put)
        return self._mend(
            at, at + 1, say("yaml.lookalike", mark=character, called=called(character), what=what), hint, edit
        )

    def slips(self) -> Iterator[Mend]:
        yield from self._indent()
        if self.line[self.at : self.at + 1] == "＃":
            yield self._lookalike(self.at, say("yaml:a-comment-begins-with"))
            return
        yield from self._marks()
        yield from self._field()
        yield from self._value()

    def _indent(self) -> Iterator[Mend]:
        """White space at the beginning that is not plain."""
        self.at = end = _width(_BLANKS.match(self.line))
        odd = _ODD.search(self.line, 0, end)
        if odd is None or (end == len(self.line) and not odd[0].strip("\t")):
            return
        edit = Edit(0, end, "".join(c if c == " " else plain(c) for c in self.line[:end]))
        if end == len(self.line):
            message = say("yaml.looks-empty", called=called(odd[0]))
            yield self._mend(odd.start(), end, message, say("yaml:delete-the-line-or-what"), edit)
        elif odd[0] == "\t":
            hint = say("yaml:indent-with-spaces-two-for")
            yield self._mend(odd.start(), odd.end(), say("yaml.tab-indent"), hint, edit)
        else:
            count = self.line[odd.start() : end].count(odd[0])
            noun = several(odd[0]) if count > 1 else called(odd[0])
            hint = say("yaml:replace-that-by-plain-spaces")
            if not plain(odd[0]):
                hint = say("yaml:delete-it-put-the-cursor")
            yield self._mend(odd.start(), odd.start() + count, say("yaml.odd-indent", characters=noun), hint, edit)

    def _marks(self) -> Iterator[Mend]:
        """Hyphens of lists, and what is taken for them."""
        while self.at < len(self.line):
            mark, after = self.line[self.at], self.line[self.at + 1 : self.at + 2]
            end = _width(_BLANKS.match(self.line, self.at + 1))
            if mark == "-" and after and after in BLANK:
                yield from self._odd(self.at + 1, end, say("yaml:after-the-hyphen"))
            elif mark == "-" and (_CRAMPED.match(self.line, self.at) or (self.in_list and after not in ("", "-"))):
                if self.at == 0 and self.line.startswith("---"):
                    return
                example = shortened(self.line[self.at + 1 :].strip(), 40)
                hint = say("yaml:write-a-text-that-begins", text=example)
                yield self._mend(self.at, self.at + 1, say("yaml.no-space-after-hyphen"), hint, Edit(end, end, " "))
            elif mark in MARKS or (mark in "*+" and after == " "):
                if not self.in_list and not _FIELD.match(self.line, end):
                    return
                yield self._mark(mark, end)
            elif self.opens and (number := _NUMBER.match(self.line, self.at)):
                message = say("yaml.no-item", mark=number[0].strip())
                edit = Edit(self.at, number.end(), "- ")
                yield self._mend(self.at, number.end(), message, _ITEMS, edit)
                end = number.end()
            else:
                return
            self.at = end

    def _mark(self, mark: str, end: int) -> Mend:
        edit = Edit(self.at, end, "- ")
        if mark in MARKS:
            message = say("yaml.hyphen", mark=mark, called=called(mark))
        else:
            message = say("yaml.no-item", mark=mark)
        return self._mend(self.at, self.at + 1, message, _ITEMS, edit)

    def _odd(self, start: int, end: int, where: Message) -> Iterator[Mend]:
        """White space between two things that is not plain."""
        if odd := _ODD.search(self.line, start, end):
            if odd[0] == "\t" and not self.line[start:end].strip(" \t"):
                return  # YAML takes it there
            put = "" if not plain(odd[0]) and self.line[start:end].replace(odd[0], "") else " "
            message = say("yaml.odd-space", where=where, called=called(odd[0]))
            hint = say("yaml:delete-it-and-press-the") if put else say("yaml:delete-it")
            if not plain(odd[0]):
                hint = say("yaml:delete-it-it-cannot-be")
            yield self._mend(odd.start(), odd.end(), message, hint, Edit(odd.start(), odd.end(), put))

    def _field(self) -> Iterator[Mend]:
        """A name with its colon."""
        field = _FIELD.match(self.line, self.at)
        if field is None:
            return
        key, gap, colon, after = field.groups()
        value = self.line[field.end() :]
        if colon != ":":
            yield self._lookalike(field.start(3), say("yaml:write-with-and-a-space", name=key), ": ", field.end())
        elif not after and value and not value.startswith("/"):
            hint = say("yaml:write-pair", name=key, text=shortened(value.strip(), 40))
            at = field.start(3)
            yield self._mend(at, at + 1, say("yaml.no-space-after-colon"), hint, Edit(at + 1, at + 1, " "))
        elif value and not value.startswith("#"):
            yield from self._odd(field.start(2), field.end(2), say("yaml:before-the-colon")) if gap else ()
            yield from self._odd(field.start(4), field.end(4), say("yaml:after-the-colon"))
        self.at = field.end()

    # values

    def _value(self) -> Iterator[Mend]:
        value = self.line[self.at :].rstrip(BLANK)
        if not value:
            return
        if value[0] in "｛［":
            yield self._lookalike(self.at, say("yaml:write-mark", text=plain(value[0])))
        if value[0] in "{[｛［":
            yield from self._flow(self.at, self.at + len(value))
        elif value[0] in PAIRS:
            yield from self._quoted(self.at, self.at + len(value))
        elif value[0] in "\"'" and value.count(value[0]) == 1 and value[-1] in "".join(PAIRS.values()):
            what = say("yaml:and-does-not-close-the", quote=value[0])
            yield self._lookalike(
                self.at + len(value) - 1, say("yaml:write-at-the-end-too", quote=value[0]), value[0], what=what
            )
        if self.refused:
            yield from self._in_word()

    def _quoted(self, start: int, end: int, parted: bool = False) -> Iterator[Mend]:
        """A text in quotation marks that are none to YAML. `parted` says that it stands inside brackets."""
        opening = self.line[start]
        closing = self.line.rfind(PAIRS[opening], start + 1, end)
        closing = end - 1 if closing < 0 and self.line[end - 1] in "\"'" and not parted else closing
        inner = self.line[start + 1 : closing if closing > 0 else end]
        needed = _PARTS.search(inner) if parted else re.search(r":(?:\s|$)|\s#", inner)
        if closing < 0 or not (needed or opening in "＂＇" or (self.refused and _WORD.fullmatch(inner))):
            return
        quote = '"' if '"' not in inner else "'"
        if _WORD.fullmatch(inner):
            hint = say("yaml:leave-both-out", text=inner)
        else:
            hint = say("yaml:write-straight-ones", quote=quote, text=shortened(inner, 40))
        message = say("yaml.quotes", mark=opening, called=called(opening))
        yield self._mend(
            start, start + 1, message, hint, Edit(start, start + 1, quote), Edit(closing, closing + 1, quote)
        )

    def _flow(self, start: int, end: int) -> Iterator[Mend]:
        """What stands in braces or brackets."""
        text = _STRAIGHT.sub(lambda m: m[0][0] + "x" * (len(m[0]) - 2) + m[0][-1], self.line[:end])
        for quote in _FLOW_QUOTE.finditer(text, start):
            at = quote.start(1)
            close = text.find(PAIRS[quote[1]], at + 1)
            if close > 0 and (found := list(self._quoted(at, close + 1, parted=True))):
                yield from found
                text = text[: at + 1] + "x" * (close - at - 1) + text[close:]
        for colon in _FLOW_COLON.finditer(text, start):
            hint = say("yaml:write-with-and-a-space", name=colon[1])
            yield self._lookalike(colon.start(2), hint, ": ", colon.end())
        for colon in _FLOW_CRAMPED.finditer(text, start):
            at = colon.end(1)
            value = shortened(re.split(r"[,\]}｝]", self.line[at + 1 : end])[0], 40)
            hint = say("yaml:write-pair", name=colon[1], text=value)
            yield self._mend(at, at + 1, say("yaml.no-space-after-colon"), hint, Edit(at + 1, at + 1, " "))
        for comma in _FLOW_COMMA.finditer(text, start):
            yield self._lookalike(comma.start(), say("yaml:write-and-a-space"), ", ", comma.end())
        for odd in _FLOW_ODD.finditer(text, start):
            before = {":": "colon", ",": "comma"}.get(text[: odd.start()][-1:], "bracket")
            yield from self._odd(odd.start(1), odd.end(), say(f"yaml:after-the-{before}"))
        for end_mark in _FLOW_CLOSE.finditer(text, start):
            after = text[end_mark.end() :].lstrip(BLANK)[:1]
            if end_mark.end() == end or after in (",", *COMMAS, "}", "]", "｝", "］"):
                yield self._lookalike(end_mark.start(), say("yaml:write-mark", text=plain(end_mark[0])))

    def _in_word(self) -> Iterator[Mend]:
        """A character that cannot be seen in or behind a word that is refused."""
        value = self.line[self.at :]
        if (odd := _ODD.search(value)) and _WORD.fullmatch(_ODD.sub("", value).strip()):
            at = self.at + odd.start()
            message = say("yaml.odd-in-word", called=called(odd[0]))
            yield self._mend(at, at + 1, message, say("yaml:delete-the-word-and-type"), Edit(at, at + 1, ""))


def refused_on(path: str, lines: Sequence[str], row: int) -> list[Slip]:
    """The slips of a line, counted from zero, of which something is refused."""
    if not 0 <= row < len(lines) or not (lookalikes.ANY.search(lines[row]) or _SUSPECT.search(lines[row])):
        return []
    return [mend.told for mend in on_line(path, lines, row, refused=True)]


def told_by(span: Span, slips: Iterable[Slip]) -> Slip | None:
    """Of the slips of its line the one because of which what stands at a place is refused, if one shows there."""
    return next((s for s in slips if s.span and span.column <= s.span.column < span.end), None)


#: Where a space may be missing, or another mark of a list stand.
_SUSPECT = re.compile(r"^\s*(?:-[^ ]|[*+] )|:[^\s/]|\t")
