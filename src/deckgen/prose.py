"""Inline markup in a text to runs, and the seminar's words filled in.

`**bold**`, `*emphasis*`, `` `code` ``, `[label](address)`; a backslash takes the meaning from the character after it. Blank
lines part paragraphs, and a line that begins with `- ` is a point of a list. Korean particles may follow a closing mark
directly (`**격리**입니다`), so a mark opens before a letter and closes after one, whatever comes next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from deckgen.content import safe_address
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


_MARKUP = re.compile(r"[\\*`\[]|\n\s*\n|^\s*- |\n\s*- ", re.MULTILINE)
_VARIABLE = re.compile(r"\{\{(.*?)\}\}|\{%.*?%\}|\{\{|\{%|\{#", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
#: Filled-in values are wrapped in these while markup is read, so that nothing in them is taken for markup.
_OPEN, _SHUT = "\ue000", "\ue001"


def prose(raw: str, variables: Mapping[str, object], span: Span | None, language: str, found: list[Diagnostic]) -> Prose:
    """A raw text as prose: variables filled in, markup read. Problems are added to `found`."""
    values: list[str] = []
    if "{{" in raw or "{%" in raw or "{#" in raw:
        raw = _filled(raw, variables, span, found, values)
    raw = raw.strip()
    if not _MARKUP.search(raw) and not values:
        return Prose((Block((Run(raw),)),), span, language)
    blocks = []
    for text, bullet in _blocks(raw):
        runs = _inline(text, span, found)
        if values:
            runs = _with_values(runs, values)
        blocks.append(Block(runs, bullet))
    return Prose(tuple(blocks), span, language)


def _filled(raw: str, variables: Mapping[str, object], span: Span | None, found: list[Diagnostic], values: list[str]) -> str:
    def value(match: re.Match[str]) -> str:
        inside = (match[1] or "").strip()
        if match[1] is None or not _NAME.fullmatch(inside):
            found.append(error(f"`{match[0][:40]}` is not a name, and there is no logic in content", span, "only a name may stand between the braces, such as `{{ event.client }}`"))
            return ""
        here: object = variables
        path = []
        for step in inside.split("."):
            if not isinstance(here, Mapping) or step not in here:
                known = [".".join([*path, k]) for k in here] if isinstance(here, Mapping) else []
                hint = did_you_mean(inside, known) or (f"known here: {listing(known)}" if known else None)
                found.append(error(f"nothing is called `{inside}`", span, hint))
                return ""
            path.append(step)
            here = here[step]
        if isinstance(here, Mapping):
            found.append(error(f"`{inside}` holds several values", span, f"name one of them: {listing(f'{inside}.{k}' for k in here)}"))
            return ""
        values.append(str(here))
        return f"{_OPEN}{len(values) - 1}{_SHUT}"

    return _VARIABLE.sub(value, raw)


def _with_values(runs: tuple[Run, ...], values: list[str]) -> tuple[Run, ...]:
    def put(text: str) -> str:
        return re.sub(f"{_OPEN}(\\d+){_SHUT}", lambda m: values[int(m[1])], text)

    return tuple(replace(r, text=put(r.text), url=put(r.url) if r.url else None) for r in runs)


def _blocks(raw: str) -> list[tuple[str, bool]]:
    out: list[tuple[list[str], bool]] = []
    fresh = True
    for line in raw.split("\n"):
        stripped = line.strip()
        if not stripped:
            fresh = True
        elif stripped.startswith("- "):
            out.append(([stripped[2:].strip()], True))
            fresh = False
        elif fresh:
            out.append(([stripped], False))
            fresh = False
        else:
            out[-1][0].append(stripped)
    return [(" ".join(lines) if bullet else "\n".join(lines), bullet) for lines, bullet in out]


def _inline(text: str, span: Span | None, found: list[Diagnostic]) -> tuple[Run, ...]:
    out: list[Run] = []
    buffer: list[str] = []
    bold = emphasis = False
    i = 0

    def flush(**look) -> None:
        if buffer:
            out.append(Run("".join(buffer), bold, emphasis, **look))
            buffer.clear()

    while i < len(text):
        c = text[i]
        if c == "\\" and i + 1 < len(text) and text[i + 1] in "\\*`[]{}-":
            buffer.append(text[i + 1])
            i += 2
        elif c == "`" and (end := text.find("`", i + 1)) > i + 1:
            flush()
            out.append(Run(text[i + 1 : end], bold, emphasis, True))
            i = end + 1
        elif c == "*":
            mark = "**" if text.startswith("**", i) else "*"
            is_open = bold if mark == "**" else emphasis
            before = text[i - 1] if i else " "
            after = text[i + len(mark)] if i + len(mark) < len(text) else " "
            if is_open and not before.isspace() or not is_open and not after.isspace() and text.find(mark, i + len(mark) + 1) > 0:
                flush()
                bold, emphasis = (not bold, emphasis) if mark == "**" else (bold, not emphasis)
            else:
                if mark == "**":
                    found.append(warning("`**` is opened here and never closed, so it is shown as it stands", span, "close it with `**`, or write `\\*\\*`"))
                buffer.append(mark)
            i += len(mark)
        elif c == "[" and (link := re.compile(r"\[([^\[\]\n]+)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)").match(text, i)):
            flush()
            address = link[2]
            if safe_address(address) or _OPEN in address:
                out.append(Run(link[1], bold, emphasis, False, address))
            else:
                found.append(error(f"`{address[:60]}` is not an address that a link may lead to", span, "links begin with `https://`, `http://`, `mailto:` or `tel:`"))
                out.append(Run(link[1], bold, emphasis))
            i = link.end()
        else:
            buffer.append(c)
            i += 1
    flush()
    if bold or emphasis:
        mark = "**" if bold else "*"
        found.append(warning(f"`{mark}` is opened here and never closed", span, f"close it with `{mark}`, or write `\\{mark}`"))
    return tuple(out) or (Run(""),)
