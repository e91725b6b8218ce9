"""Inline markup in a text to runs, with the event's words filled in.

`**bold**`, `*emphasis*`, `` `code` ``, `[label](address)`; a backslash takes the meaning from the character after it. Blank
lines part paragraphs, and a line that begins with `- ` is a point of a list. A mark opens before a letter and closes after
one, whatever comes next, because Korean particles follow a closing mark directly (`**격리**입니다`).

`{{ event.client }}` is a plain look-up of names in nested mappings, and there is nothing else: no expressions, no filters, no
attributes of objects. What is filled in is text; marks and braces in it mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from deckgen.content import ADDRESSES, safe_address
from deckgen.diagnostics import Diagnostic, Span, did_you_mean, error, listing, warning


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look; a newline in it is a line break that the author wrote."""

    text: str
    bold: bool = False
    emphasis: bool = False
    code: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a point of a list."""

    runs: tuple[Run, ...]
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A text in one language, ready to be set; `span` is where the author wrote it."""

    blocks: tuple[Block, ...]
    span: Span | None = None
    language: str = "ko"

    @property
    def plain(self) -> str:
        """The text without looks, a paragraph a line."""
        return "\n".join("".join(r.text for r in b.runs) for b in self.blocks)


#: Nothing of this in a text: it is one run as it stands.
_PLAIN = re.compile(r"[^\\*`\[{\n]*")
_BULLET = re.compile(r"- +")
#: What means something within a paragraph. An address may hold brackets in pairs, as those of Wikipedia do.
_TOKEN = re.compile(
    r"\\(?P<escaped>[\\*`\[\]{}()\-])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\{\{(?P<name>[^{}]*)\}\}"
    r"|(?P<logic>\{%.*?%\}|\{\{.*?\}\}+|\{\{|\{%|\{\#)"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<address>(?:[^()\n]|\([^()\n]*\))*)\)"
    r"|(?P<mark>\*\*?)",
    re.DOTALL,
)
_NAME = re.compile(r"\s*([^\W\d][\w-]*(?:\.[^\W\d][\w-]*)*)\s*")

Place = Callable[[int, int], Span | None]


def prose(raw: str, variables: Mapping[str, object], span: Span | None, language: str, found: list[Diagnostic]) -> Prose:
    """A raw text as prose: variables filled in, markup read. Problems are added to `found`."""
    if _PLAIN.fullmatch(raw) and not raw.startswith((" ", "- ")):
        return Prose((Block((Run(raw.rstrip()),)),), span, language)
    place = getattr(raw, "place", None) or (lambda offset, length: span)
    blocks = tuple(Block(_Paragraph(raw, stretches, variables, place, found).runs(), bullet) for stretches, bullet in _blocks(raw))
    return Prose(blocks or (Block((Run(""),)),), span, language)


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


@dataclass(slots=True)
class _Paragraph:
    """One paragraph being read: its lines by their offsets in the raw text, so that a bad mark is shown at its place."""

    raw: str
    lines: list[tuple[int, int]]
    variables: Mapping[str, object]
    place: Place
    found: list[Diagnostic]

    def runs(self) -> tuple[Run, ...]:
        """The paragraph's runs, neighbours of one look joined."""
        pieces = list(self._pieces())
        looks = self._looks(pieces)
        out: list[Run] = []
        for (text, code, url, mark, _), (bold, emphasis) in zip(pieces, looks, strict=True):
            if mark or not text:
                continue
            last = out[-1] if out else None
            if last and (last.bold, last.emphasis, last.code, last.url) == (bold, emphasis, code, url) and not code and not url:
                out[-1] = Run(last.text + text, bold, emphasis)
            else:
                out.append(Run(text, bold, emphasis, code, url))
        return tuple(out) or (Run(""),)

    def _pieces(self) -> Iterator[tuple[str, bool, str | None, str, int]]:
        """Text, whether it is code, its address, the mark that it is instead of text, and its offset."""
        raw = self.raw
        for n, (at, end) in enumerate(self.lines):
            if n:
                yield "\n", False, None, "", at
            while at < end:
                token = _TOKEN.search(raw, at, end)
                if token is None:
                    yield raw[at:end], False, None, "", at
                    break
                if token.start() > at:
                    yield raw[at : token.start()], False, None, "", at
                at = token.end()
                yield from self._piece(token)

    def _piece(self, token: re.Match[str]) -> Iterator[tuple[str, bool, str | None, str, int]]:
        kind, at = token.lastgroup, token.start()
        if kind == "escaped":
            yield token["escaped"], False, None, "", at
        elif kind == "code":
            yield self._filled(token["code"], token.start("code")), True, None, "", at
        elif kind == "name":
            yield self._value(token["name"], at, token[0]), False, None, "", at
        elif kind == "logic":
            self._no_logic(token[0], at)
        elif kind == "address":
            address = self._filled(token["address"].strip(), token.start("address"))
            label = self._filled(re.sub(r"\\([\\*`\[\]{}()\-])", r"\1", token["label"]), token.start("label"))
            if not safe_address(address):
                self.found.append(error(f"`{_short(address)}` is not an address that a link may lead to", self.place(token.start("address"), len(token["address"])), ADDRESSES))
                yield label, False, None, "", at
            else:
                yield label, False, address, "", at
        else:
            yield token["mark"], False, None, token["mark"], at

    def _looks(self, pieces: list[tuple[str, bool, str | None, str, int]]) -> list[tuple[bool, bool]]:
        """Bold and emphasis of each piece. A mark that opens or closes nothing becomes text again.

        A mark can open where no white space follows, and close where none stands before it.
        """
        raw, first, last = self.raw, self.lines[0][0], self.lines[-1][1]
        opened: dict[str, int | None] = {"*": None, "**": None}
        pairs: dict[int, int] = {}
        for i, (_, _, _, mark, at) in enumerate(pieces):
            if not mark:
                continue
            before = raw[at - 1] if at > first else " "
            after = raw[at + len(mark)] if at + len(mark) < last else " "
            start = opened[mark]
            if start is not None and not before.isspace():
                pairs[start], opened[mark] = i, None
            elif start is None and not after.isspace():
                opened[mark] = i
            else:
                self._stray(pieces, i, lone=after.isspace() and before.isspace())
        for start in opened.values():
            if start is not None:
                self._stray(pieces, start, lone=False)
        looks, bold, emphasis = [], False, False
        ends = set(pairs.values())
        for i, (_, _, _, mark, _) in enumerate(pieces):
            if mark and (i in pairs or i in ends):
                bold, emphasis = (i in pairs, emphasis) if mark == "**" else (bold, i in pairs)
            looks.append((bold, emphasis))
        return looks

    def _stray(self, pieces: list[tuple[str, bool, str | None, str, int]], i: int, *, lone: bool) -> None:
        """A mark without its partner is text; said so, unless it is a lone star as in `3 * 4`."""
        mark, at = pieces[i][3], pieces[i][4]
        pieces[i] = (mark, False, None, "", at)
        if mark == "**" or not lone and not self._between_digits(at):
            what = "opens or closes nothing" if lone else "has no partner in this paragraph"
            escaped = "".join(f"\\{c}" for c in mark)
            self.found.append(warning(f"`{mark}` {what}, so it is shown as it stands", self.place(at, len(mark)), f"write `{mark}…{mark}` around the words, or `{escaped}` to show it"))

    def _between_digits(self, at: int) -> bool:
        """3*4."""
        return self.raw[at - 1 : at].isdigit() and self.raw[at + 1 : at + 2].isdigit()

    # variables

    def _filled(self, text: str, at: int) -> str:
        """A text within code, a label or an address, with its variables filled in."""
        if "{{" not in text:
            return text
        return re.sub(r"\{\{([^{}]*)\}\}", lambda m: self._value(m[1], at + m.start(), m[0]), text)

    def _value(self, inside: str, at: int, whole: str) -> str:
        """What a name stands for; "" with an error where it stands for nothing."""
        name = _NAME.fullmatch(inside)
        if name is None:
            self._no_logic(whole, at)
            return ""
        span = self.place(at, len(whole))
        here: object = self.variables
        path: list[str] = []
        for step in name[1].split("."):
            if not isinstance(here, Mapping) or step not in here:
                known = [".".join([*path, str(k)]) for k in here] if isinstance(here, Mapping) else []
                near = did_you_mean(name[1], known)
                hint = near or (f"known here: {listing(known)}" if known else "add it to the seminar's `event`" if path else None)
                self.found.append(error(f"nothing is called `{name[1]}`", span, hint))
                return ""
            path.append(step)
            here = here[step]
        if isinstance(here, Mapping):
            self.found.append(error(f"`{name[1]}` holds several values", span, f"name one of them: {listing(f'{name[1]}.{k}' for k in here)}"))
            return ""
        return str(here)

    def _no_logic(self, whole: str, at: int) -> None:
        self.found.append(
            error(f"`{_short(whole)}` is not a name, and there is no logic in content", self.place(at, len(whole)), "only a name may stand in double braces, such as `{{ event.client }}`; write `\\{` to show a brace")
        )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
