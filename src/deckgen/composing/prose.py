"""Inline markup in a text to runs, with the event's words filled in.

`**bold**`, `*emphasis*`, `` `code` ``, `[label](address)`, a bare address, a footnote `^[…]`; a backslash takes the
meaning from the character after it. `blocks` has paragraphs and lists. A mark opens before a letter and closes after
one, whatever comes next, because Korean particles follow a closing mark directly (`**격리**입니다`). What other
languages have for marks is told (`foreign`).

`{{ event.client }}` is a plain look-up of names in nested mappings, and there is nothing else: no expressions, no
filters, no attributes of objects. What is filled in is text; marks and braces in it mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from typing import NamedTuple

from deckgen.composing import foreign
from deckgen.composing.blocks import RawBlock, folded, raw_blocks
from deckgen.composing.links import BARE, HINTS, bare, is_particle
from deckgen.composing.variables import Variables, short
from deckgen.diagnostics import Diagnostic, Span, error, warning
from deckgen.messages import Message, say
from deckgen.patterns import regex
from deckgen.reading.addresses import NotAnAddress, ascii_form
from deckgen.reading.nodes import Scalar
from deckgen.richtext import Block, Inline, Prose

#: Any of this in a text: it is not one run as it stands.
_MARKED = regex(rf"[\\*`\[{{\n]|{foreign.SIGNS.pattern}|{HINTS}|^(?: |[-*+•‣◦·ㆍ▪●–]\s|\d{{1,3}}[.)]\s)")
#: What means something within a paragraph. An address may hold brackets in pairs, as those of Wikipedia do. For the end
#: of what looks like logic it is not looked for further than a few lines, or to look for each would take forever.
_TOKEN = regex(
    r"\\(?P<escaped>[\\*`\[\]{}()\-_~^<>$#!=+&|:•]|(?<=\d\\)[.)])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\{\{(?P<name>[^{}]*)\}\}"
    r"|(?P<logic>\{%.{0,300}?%\}|\{\#.{0,300}?\#\}|\{\{.{0,300}?\}\}+|\{\{|\{%|\{\#)"
    r"|(?P<picture>!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\))"
    r"|\^\[(?P<note>(?:[^\[\]\n]|\[[^\[\]\n]*\])+)\](?![+$]|\{\d)"  # no regular expression: `^[0-9]+$`
    r"|\[\^(?P<call>[^\[\]\s^]{1,40})\]"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<address>(?:[^()\n]|\([^()\n]*\))*)\)"
    r"|<(?P<angled>https?://[^\s<>]+|[^\s<>@:/]+@[^\s<>@:/]+)>"
    rf"|(?P<bare>{BARE})"
    r"|(?P<mark>\*\*?)"
    r"|(?P<half>`{3,}|`|\]\(|\^\[(?=[^\]\n]{0,300}$))",
    re.DOTALL,
)
#: A sign between words, as in `2*3*4` or `가격*은 5만 원, 배송*은`: no mark opens within a word, but around words
#: that end with it or before a particle (`새*기능*은`). A power, `2**10`. A star of names of files and hosts.
_WORD = regex(r"\*[^\s*]+\*(?!\*)(\w*)")
_POWER = regex(r"(?<=[0-9])\*\*(?=[A-Za-z0-9])|(?<=[A-Za-z)])\*\*(?=[0-9])")
_WILDCARD = regex(r"(?<![\w*])\*{1,2}(?=\.[a-z0-9*]|[/,\]])|(?<=[/\[])\*{1,2}(?![\w*])")


class _Piece(NamedTuple):
    """A stretch of a paragraph: its text, its offset in the raw text, whether it is code, the address that it links to
    in its ASCII form; or a mark, which is no text, or what a footnote says that is called here."""

    text: str
    at: int
    code: bool = False
    url: str | None = None
    mark: str = ""
    note: tuple[Inline, ...] = ()


def prose(
    raw: str,
    variables: Mapping[str, object],
    span: Span | None,
    language: str,
    diagnostics: list[Diagnostic],
    long: bool = False,
    asked: set[str] | None = None,
) -> Prose:
    """A raw text as prose: variables filled in, markup read. Problems are added to `diagnostics`, the names that were
    looked up to `asked`. `long`: the text is notes or prose of several lines, in which numbers may begin points."""
    if not _MARKED.search(raw):
        return Prose((Block((Inline(raw.rstrip()),)),), span, language)
    place = getattr(raw, "place", None) or (lambda offset, length: span)
    reader = _Reader(raw, Variables(variables, place, diagnostics, asked))
    return Prose(tuple(reader.blocks(long)) or (Block((Inline(""),)),), span, language)


class _Reader:
    """A text in reading: what all of its paragraphs share. `called` are the footnotes that were called by name."""

    def __init__(self, raw: str, variables: Variables) -> None:
        self.raw, self.place, self.diagnostics = raw, variables.place, variables.diagnostics
        self.variables = variables
        self.defined: dict[str, RawBlock] = {}
        self.called: set[str] = set()

    def blocks(self, long: bool) -> Iterator[Block]:
        """The paragraphs and points of the text; what is wrong with it is told."""
        raw_ones = raw_blocks(self.raw, long)
        self.defined = {b.name: b for b in raw_ones if b.name}
        self._tell_foreign_lines()
        if long and "\n" not in self.raw.strip():
            self._tell_folded()
        for b in raw_ones:
            if not b.name:
                yield Block(_Paragraph(self, b).runs(), b.bullet, b.level, b.number)
        for name in self.defined.keys() - self.called:
            at = self.defined[name].lines[0][0]
            message, hint = (
                say("text.footnote-unused", name=name),
                say("text:write-behind-the-words-that", name=name),
            )
            self.tell(message, at, 1, hint)

    def tell(self, message: Message, at: int, length: int, hint: Message) -> None:
        """Warns of something at an offset of the text."""
        self.diagnostics.append(warning(message, self.place(at, length), hint))

    def _tell_foreign_lines(self) -> None:
        at = 0
        alone = "\n" not in self.raw.strip()
        for line in self.raw.split("\n"):
            text = line.strip()
            if text and (found := foreign.of_line(text, alone)):
                self.tell(found.message, at + len(line) - len(line.lstrip()), found.length, found.hint)
            at += len(line) + 1

    def _tell_folded(self) -> None:
        """Tells of points that began lines of the file, but that YAML joined to one line."""
        if not isinstance(self.raw, Scalar):
            return
        for at in folded(self.raw):
            span = self.raw.place(at)
            if span.line != self.raw.span.line and not self.raw.lines[span.line - 1][: span.column - 1].strip():
                hint = say("text:write-behind-the-name-and")
                self.tell(say("text.joined-list"), at, 1, hint)
                return


class _Paragraph:
    """A paragraph in reading: its lines by their offsets in the raw text, so that a bad mark is shown at its place."""

    def __init__(self, reader: _Reader, block: RawBlock, inside_note: bool = False) -> None:
        self.raw, self.variables, self.place = reader.raw, reader.variables, reader.place
        self.diagnostics = reader.diagnostics
        self.lines, self.bullet = block.lines, block.bullet
        self._starts = {start for start, _ in block.lines}
        self._reader, self._inside_note = reader, inside_note
        #: Stretches in which no mark of another language is looked for.
        self._own: list[tuple[int, int]] = []

    def runs(self) -> tuple[Inline, ...]:
        """The paragraph's runs, neighbours of one look joined."""
        pieces = list(self._pieces())
        self._tell_foreign()
        looks = self._looks(pieces)
        out: list[Inline] = []
        for piece, (bold, emphasis) in zip(pieces, looks, strict=True):
            if piece.mark or not (piece.text or piece.note):
                continue
            inline = Inline(piece.text, bold, emphasis, piece.code, piece.url, piece.note)
            if out and not inline.code and not inline.note and out[-1][1:] == inline[1:]:
                inline = inline._replace(text=out.pop().text + inline.text)
            out.append(inline)
        return tuple(out) or (Inline(""),)

    def _pieces(self) -> Iterator[_Piece]:
        for n, (start, end) in enumerate(self.lines):
            if n:
                yield _Piece(" " if self.bullet else "\n", start)
            yield from self._line(start, end, None)

    def _line(self, at: int, end: int, url: str | None) -> Iterator[_Piece]:
        """The pieces of a line, or of the label of a link to `url`."""
        raw = self.raw
        while at < end:
            token = _TOKEN.search(raw, at, end)
            if token is None:
                yield _Piece(raw[at:end], at, url=url)
                return
            if token.start() > at:
                yield _Piece(raw[at : token.start()], at, url=url)
            at = token.end()
            if token.lastgroup == "bare" and url is None:
                at = yield from self._bare(token)
                continue
            if token.lastgroup not in ("mark", "half", "address", "picture"):
                self._own.append(token.span())
            yield from self._token(token, url)

    def _token(self, token: re.Match[str], url: str | None) -> Iterator[_Piece]:
        at = token.start()
        match token.lastgroup:
            case "escaped":
                yield _Piece(token["escaped"], at, url=url)
            case "code":
                yield _Piece(self.variables.filled(token["code"], token.start("code")), at, True, url)
            case "name":
                yield _Piece(self.variables.value(token["name"], at, token[0]), at, url=url)
            case "logic":
                self.variables.tell_logic(token[0], at)
            case "address":
                yield from self._link(token)
            case "note" | "call":
                yield from self._note(token)
            case "angled":
                yield from self._angled(token, url)
            case "bare" | "picture":
                yield _Piece(token[0], at, url=url)
            case "half":
                if not (at in self._starts and token["half"].startswith("```")):  # else told with its line
                    self._half(token["half"], at)
                yield _Piece(token["half"], at, url=url)
            case _:
                yield _Piece(token["mark"], at, url=url, mark=token["mark"])

    def _link(self, token: re.Match[str]) -> Iterator[_Piece]:
        """The label of a link; nothing of one that may not be followed."""
        address = self.variables.filled(token["address"].strip(), token.start("address"))
        self._own.append(token.span("address"))
        try:
            written = ascii_form(address)
        except NotAnAddress as e:
            place = self.place(token.start("address"), len(token["address"]))
            message = say("text.not-an-address", address=short(address))
            words = "" if re.search(r"[/.:@#{]", address) else say("text:where-no-link-is-meant")
            self.diagnostics.append(error(message, place, say("hint:both", first=e, second=words)))
            return
        yield from self._line(token.start("label"), token.end("label"), written)

    def _bare(self, token: re.Match[str]) -> Generator[_Piece, None, int]:
        """A bare address as a link, and where the text goes on behind it."""
        address = bare(token[0])
        shown = address[0] if address else token[0]
        end = token.start() + len(shown)
        self._own.append((token.start(), end))
        yield _Piece(shown, token.start(), url=address[1] if address else None)
        return end

    def _angled(self, token: re.Match[str], url: str | None) -> Iterator[_Piece]:
        """An address in angle brackets."""
        shown = token["angled"]
        try:
            written = None if url else ascii_form(shown if "://" in shown else f"mailto:{shown}")
        except NotAnAddress:
            written = None
        yield _Piece(shown if written else token[0], token.start(), url=written or url)

    def _note(self, token: re.Match[str]) -> Iterator[_Piece]:
        """The call of a footnote, written here or elsewhere in the text."""
        at, name = token.start(), token["call"]
        lines = [token.span("note")]
        if name is not None:
            self._reader.called.add(name)
            if name not in self._reader.defined:
                hint = say("text:write-the-note-itself-here", name=name)
                self._reader.tell(say("text.footnote-unknown", name=name), at, len(token[0]), hint)
                yield _Piece(token[0], at)
                return
            lines = self._reader.defined[name].lines
        if self._inside_note:
            self._reader.tell(say("text.footnote-in-footnote"), at, len(token[0]), say("text:write-it-into-the-text"))
            return
        note = _Paragraph(self._reader, RawBlock(lines, bullet=True), inside_note=True).runs()
        yield _Piece("", at, note=note)

    def _half(self, half: str, at: int) -> None:
        """Tells of a backtick or the middle of a link that stands alone."""
        what, hint = say("text:the-mark", mark="]("), say("text:write-words-https-on-one")
        if half == "^[":
            what, hint = say("text:the-mark", mark="^["), say("text:write-behind-what-the-footnote")
        elif half != "](":
            what, hint = say("hint:a-backtick"), say("text:write-another-one-behind-the")
        message = say("text.no-partner", what=what)
        self.diagnostics.append(warning(message, self.place(at, len(half)), hint))

    def _tell_foreign(self) -> None:
        """Tells of marks of other languages, each at its place; what has a meaning of its own is blanked out first."""
        for start, end in self.lines:
            line = self.raw[start:end]
            if not foreign.SIGNS.search(line):
                continue
            for a, b in self._own:
                if start <= a and b <= end:
                    line = line[: a - start] + "\0" * (b - a) + line[b - start :]
            for found in foreign.within(line):
                self._reader.tell(found.message, start + found.at, found.length, found.hint)

    def _looks(self, pieces: list[_Piece]) -> list[tuple[bool, bool]]:
        """Bold and emphasis of each piece. A mark that opens or closes nothing becomes text again."""
        pairs, strays = self._pairs(pieces)
        self._show(pieces, strays)
        looks, bold, emphasis = [], False, False
        for i, piece in enumerate(pieces):
            if piece.mark == "**":
                bold = i in pairs
            elif piece.mark:
                emphasis = i in pairs
            looks.append((bold, emphasis))
        return looks

    def _pairs(self, pieces: list[_Piece]) -> tuple[dict[int, int], list[int]]:
        """Which marks open and which close them, and which have no partner.

        A mark can open where no white space follows, and close where none stands before it.
        """
        raw, first, last = self.raw, self.lines[0][0], self.lines[-1][1]
        opening: dict[str, int | None] = {"*": None, "**": None}
        pairs: dict[int, int] = {}
        strays: list[int] = []
        for i, piece in enumerate(pieces):
            mark, at = piece.mark, piece.at
            if not mark:
                continue
            before = raw[at - 1] if at > first else " "
            after = raw[at + len(mark)] if at + len(mark) < last else " "
            start = opening[mark]
            if start is not None and start < i - 1 and not before.isspace() and not _WILDCARD.match(raw, at):
                pairs[start], opening[mark] = i, None
            elif start is None and not after.isspace() and self._opens(mark, at, before):
                opening[mark] = i
            else:
                strays.append(i)
        return pairs, sorted([*strays, *(i for i in opening.values() if i is not None)])

    def _opens(self, mark: str, at: int, before: str) -> bool:
        """Whether a mark that stands before a letter may open, and is no sign of a sum or of a name with wildcards."""
        raw = self.raw
        if _POWER.match(raw, at) or _WILDCARD.match(raw, at):
            return False
        if mark == "**" or not (before.isalnum() or before in "%)]"):
            return True
        word = _WORD.match(raw, at)
        return word is not None and (not word[1] or is_particle(word[1]))

    def _meant(self, mark: str, at: int) -> bool:
        """Whether a mark without a partner is plainly a sign: `3 * 4`, `가로*세로`, `2**10`, `*.example.com`."""
        if _POWER.match(self.raw, at) or _WILDCARD.match(self.raw, at):
            return True
        if any(start <= at < end and not self.raw[start:end].strip("* ") for start, end in self.lines):
            return len(self.raw.strip()) > 3  # a rule, told as such; but alone it is none
        around = self.raw[max(0, at - 1) : at] + self.raw[at + len(mark) : at + len(mark) + 1]
        return mark == "*" and len(around) == 2 and (around.isalnum() or around.isspace())

    def _show(self, pieces: list[_Piece], strays: list[int]) -> None:
        """Makes text of marks without a partner. Each mark is told once, but for those that are plainly meant."""
        reported: set[str] = set()
        for i in strays:
            mark, at = pieces[i].mark, pieces[i].at
            pieces[i] = pieces[i]._replace(mark="")
            if mark in reported or self._meant(mark, at):
                continue
            reported.add(mark)
            escaped = "".join(f"\\{c}" for c in mark)
            self.diagnostics.append(
                warning(
                    say("text.mark-without-partner", mark=mark),
                    self.place(at, len(mark)),
                    say("text:write-around-the-words-or-to-show", mark=mark, escaped=escaped),
                )
            )
