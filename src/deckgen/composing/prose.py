"""Inline markup in a text to runs, with the event's words filled in.

`**bold**`, `*emphasis*`, `` `code` ``, `[label](address)`; a backslash takes the meaning from the character after it.
Blank lines part paragraphs, and a line that begins with `- ` is a point of a list. A mark opens before a letter and
closes after one, whatever comes next, because Korean particles follow a closing mark directly (`**격리**입니다`).

`{{ event.client }}` is a plain look-up of names in nested mappings, and there is nothing else: no expressions, no
filters, no attributes of objects. What is filled in is text; marks and braces in it mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, Hint, Later, Span, did_you_mean, error, listing, warning
from deckgen.reading.addresses import NotAnAddress, ascii_form
from deckgen.richtext import Block, Inline, Prose

#: Nothing of this in a text: it is one run as it stands.
_PLAIN = re.compile(r"[^\\*`\[{\n]*")
_BULLET = re.compile(r"- +")
#: What means something within a paragraph. An address may hold brackets in pairs, as those of Wikipedia do. For the end
#: of what looks like logic it is not looked for further than a few lines, or to look for each would take forever.
_TOKEN = re.compile(
    r"\\(?P<escaped>[\\*`\[\]{}()\-])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\{\{(?P<name>[^{}]*)\}\}"
    r"|(?P<logic>\{%.{0,300}?%\}|\{\#.{0,300}?\#\}|\{\{.{0,300}?\}\}+|\{\{|\{%|\{\#)"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<address>(?:[^()\n]|\([^()\n]*\))*)\)"
    r"|(?P<mark>\*\*?)"
    r"|(?P<half>`|\]\()",
    re.DOTALL,
)
_NAME = re.compile(r"\s*([^\W\d][\w-]*(?:\.[^\W\d][\w-]*)*)\s*")

Place = Callable[[int, int], Span | None]


class _Piece(NamedTuple):
    """A stretch of a paragraph: its text, its offset in the raw text, whether it is code, the address that it links to
    in its ASCII form; or a mark, which is no text."""

    text: str
    at: int
    code: bool = False
    url: str | None = None
    mark: str = ""


def prose(
    raw: str, variables: Mapping[str, object], span: Span | None, language: str, diagnostics: list[Diagnostic]
) -> Prose:
    """A raw text as prose: variables filled in, markup read. Problems are added to `diagnostics`."""
    if _PLAIN.fullmatch(raw) and not raw.startswith((" ", "- ")):
        return Prose((Block((Inline(raw.rstrip()),)),), span, language)
    place = getattr(raw, "place", None) or (lambda offset, length: span)
    blocks = tuple(
        Block(_Paragraph(raw, lines, bullet, variables, place, diagnostics).runs(), bullet)
        for lines, bullet in _blocks(raw)
    )
    return Prose(blocks or (Block((Inline(""),)),), span, language)


def _blocks(raw: str) -> list[tuple[list[tuple[int, int]], bool]]:
    """The paragraphs of a text: for each, where its lines begin and end, and whether it is a point of a list."""
    out: list[tuple[list[tuple[int, int]], bool]] = []
    fresh, at = True, 0
    for line in raw.split("\n"):
        stripped = line.strip()
        start = at + len(line) - len(line.lstrip())
        end = start + len(stripped)
        at += len(line) + 1
        if not stripped:
            fresh = True
        elif bullet := _BULLET.match(stripped):
            out.append(([(start + bullet.end(), end)], True))
            fresh = False
        elif fresh:
            out.append(([(start, end)], False))
            fresh = False
        else:
            out[-1][0].append((start, end))
    return out


class _Paragraph(NamedTuple):
    """A paragraph in reading: its lines by their offsets in the raw text, so that a bad mark is shown at its place."""

    raw: str
    lines: list[tuple[int, int]]
    bullet: bool
    variables: Mapping[str, object]
    place: Place
    diagnostics: list[Diagnostic]

    def runs(self) -> tuple[Inline, ...]:
        """The paragraph's runs, neighbours of one look joined."""
        pieces = list(self._pieces())
        looks = self._looks(pieces)
        out: list[Inline] = []
        for piece, (bold, emphasis) in zip(pieces, looks, strict=True):
            if piece.mark or not piece.text:
                continue
            inline = Inline(piece.text, bold, emphasis, piece.code, piece.url)
            if out and not inline.code and out[-1][1:] == inline[1:]:
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
            yield from self._token(token, url)

    def _token(self, token: re.Match[str], url: str | None) -> Iterator[_Piece]:
        at = token.start()
        match token.lastgroup:
            case "escaped":
                yield _Piece(token["escaped"], at, url=url)
            case "code":
                yield _Piece(self._filled(token["code"], token.start("code")), at, True, url)
            case "name":
                yield _Piece(self._value(token["name"], at, token[0]), at, url=url)
            case "logic":
                self._no_logic(token[0], at)
            case "address":
                yield from self._link(token)
            case "half":
                self._half(token["half"], at)
                yield _Piece(token["half"], at, url=url)
            case _:
                yield _Piece(token["mark"], at, url=url, mark=token["mark"])

    def _link(self, token: re.Match[str]) -> Iterator[_Piece]:
        """The label of a link; nothing of one that may not be followed."""
        address = self._filled(token["address"].strip(), token.start("address"))
        try:
            written = ascii_form(address)
        except NotAnAddress as e:
            place = self.place(token.start("address"), len(token["address"]))
            message = f"`{_short(address)}` is not an address that a link may lead to"
            self.diagnostics.append(error(message, place, str(e)))
            return
        yield from self._line(token.start("label"), token.end("label"), written)

    def _half(self, half: str, at: int) -> None:
        """Tells of a backtick or the middle of a link that stands alone."""
        what, hint = "`](`", "write `[words](https://…)`, on one line"
        if half == "`":
            what, hint = "a backtick", "write another one behind the words, or `\\` before this one"
        message = f"{what} has no partner here, so it is shown as it stands"
        self.diagnostics.append(warning(message, self.place(at, len(half)), hint))

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
            if start is not None and start < i - 1 and not before.isspace():
                pairs[start], opening[mark] = i, None
            elif start is None and not after.isspace():
                opening[mark] = i
            else:
                strays.append(i)
        return pairs, sorted([*strays, *(i for i in opening.values() if i is not None)])

    def _show(self, pieces: list[_Piece], strays: list[int]) -> None:
        """Makes text of marks without a partner. Each mark is told once, but for stars that are plainly meant: `3 * 4`,
        `3*4`."""
        reported: set[str] = set()
        for i in strays:
            mark, at = pieces[i].mark, pieces[i].at
            pieces[i] = pieces[i]._replace(mark="")
            around = self.raw[max(0, at - 1) : at] + self.raw[at + len(mark) : at + len(mark) + 1]
            if mark in reported or (mark == "*" and (around.isdigit() or around.isspace()) and len(around) == 2):
                continue
            reported.add(mark)
            escaped = "".join(f"\\{c}" for c in mark)
            self.diagnostics.append(
                warning(
                    f"`{mark}` has no partner in this paragraph, so it is shown as it stands",
                    self.place(at, len(mark)),
                    f"write `{mark}…{mark}` around the words, or `{escaped}` to show it",
                )
            )

    # variables

    def _filled(self, text: str, at: int) -> str:
        """A text within code, a label or an address, with its variables filled in."""
        if "{{" not in text:
            return text
        return re.sub(r"\{\{([^{}]*)\}\}", lambda m: self._value(m[1], at + m.start(), m[0]), text)

    def _value(self, inside: str, at: int, braces: str) -> str:
        """What a name stands for; "" with an error where it stands for nothing."""
        name = _NAME.fullmatch(inside)
        if name is None:
            self._no_logic(braces, at)
            return ""
        span = self.place(at, len(braces))
        here: object = self.variables
        path: list[str] = []
        for step in name[1].split("."):
            if not isinstance(here, Mapping) or step not in here:
                self._unknown(name[1], path, here, span)
                return ""
            path.append(step)
            here = here[step]
        if isinstance(here, Mapping):
            self.diagnostics.append(error(f"`{name[1]}` holds several values", span, _one_of(name[1], here)))
            return ""
        return str(here)

    def _unknown(self, name: str, path: list[str], here: object, span: Span | None) -> None:
        """Says that a name stands for nothing, and what does."""
        home = getattr(here, "home", "")  # the seminar's file, where the event is written
        hint: Hint
        if isinstance(here, Mapping) and here:
            hint = _near(name, path, here)
        elif not path:
            hint = "the words of an event cannot name each other"
        elif isinstance(here, Mapping):
            hint = f"write it under `{'.'.join(path)}:` of the seminar"
        else:
            hint = f"`{'.'.join(path)}` is a text and holds nothing further"
        self.diagnostics.append(error(f"nothing is called `{name}`{f' in `{home}`' if home else ''}", span, hint))

    def _no_logic(self, braces: str, at: int) -> None:
        message = (
            f"`{braces}` is opened here and not closed"
            if braces in ("{{", "{%", "{#")
            else f"`{_short(braces)}` is not a name, and there is no logic in content"
        )
        hint = "only a name may stand in double braces, such as `{{ event.client }}`; write `\\{` to show a brace"
        self.diagnostics.append(error(message, self.place(at, len(braces)), hint))


def _one_of(name: str, values: Mapping[str, object]) -> Hint:
    return Later(name, lambda: f"name one of them: {listing([f'{name}.{k}' for k in values])}")


def _near(name: str, path: list[str], values: Mapping[str, object]) -> Hint:
    """The name that is meant, of those that values under `path` have."""

    def hint() -> str:
        known = [".".join([*path, str(k)]) for k in values]
        return did_you_mean(name, known) or f"known here: {listing(known)}"

    return Later(name, hint)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
