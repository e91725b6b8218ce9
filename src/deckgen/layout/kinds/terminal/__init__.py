"""A session at the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from deckgen.layout.folding import COLUMNS, MOST, folded
from deckgen.layout.monospace import LARGE, Lines, fits, fitted, lowered
from deckgen.layout.page import Page, group
from deckgen.reading.slide import Slide
from deckgen.reading.values import Text, Verbatim
from deckgen.scene import Box, Item, Rect, Run

#: Height of the window's head with what lies beneath, and the size of the three marks in it.
HEAD, DOT = 32.0, 10.0


class Terminal(Slide):
    """A session at the command line: what is typed and what comes back, told apart.

    Write the session after `session: |` as it stands on the screen. A line that begins with the `prompt` is a
    command, and goes on after a `\\` at its end; all other lines are output. Nothing in it is markup, and no line is
    broken; with `fill: true` names of facts, of the event and of the seminar are filled in, and other braces stay. Of
    output that is longer than a hall can follow the slide shows the last lines, says how many it leaves out, and cuts
    off long ones; the handout has all of it. `name` stands in the window's head.
    """

    layout: ClassVar[str] = "code"
    drawn: ClassVar[bool] = True
    exhibit: ClassVar[Literal["figure", "listing", ""]] = "listing"
    title: Text
    session: Verbatim
    fill: bool = False
    prompt: str = "$"
    name: str | None = None
    takeaway: Text | None = None

    def commands(self) -> tuple[str, ...]:
        text = next(iter(self.session.by_language.values()))[0]
        lines = re.sub(r"\s*\\\n\s*", " ", text).splitlines()
        return tuple(x.removeprefix(self.prompt).strip() for x in lines if x.startswith(f"{self.prompt} "))

    def verbatim(self) -> Verbatim | None:
        return self.session

    def fillable(self) -> str:
        return "session" if self.fill else ""

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        lines = Lines(page, self.session)
        typed = list(self._typed(lines.texts))
        commands = [n for n, one in enumerate(typed) if one]
        lines.shorten(COLUMNS, commands)
        lines.fold(self._kept(typed))
        inset, coloured = (0.0, HEAD, 0.0, 0.0), list(self._coloured(lines.texts, typed))
        block = page.set(lines.settings(page, coloured, "dim", LARGE), area, inset=inset, wrap=False)
        if not fits(block, area):
            block = fitted(page, lines, lines.settings(page, coloured, "dim", "code"), area, inset)
        height = min(area.h, block.height + HEAD)
        rect = Rect(area.x, area.y + lowered(area, height), area.w, height)
        screen = Box(page.word("terminal"), rect, block, span=self.session.span)
        page.add(group(page.placed.title.plain, (screen, *self._head(page, rect))))
        page.takeaway(self.takeaway)

    def _kept(self, typed: list[bool]) -> list[int]:
        """The lines that matter most: what is typed, where each output ends, and all of the last output that leaves
        room for those."""
        ends = [n for n, (one, then) in enumerate(zip(typed, [*typed[1:], True], strict=True)) if then and not one]
        kept = sorted({*(n for n, one in enumerate(typed) if one), *ends})
        for n in reversed(range(len(typed))):
            if typed[n] or len(folded(len(typed), {*kept, n}, 0)) > MOST:
                break
            kept.append(n)
        return kept

    def _typed(self, lines: tuple[str, ...]) -> Iterator[bool]:
        """Whether each line is a command, or goes on with one."""
        goes_on = False
        for line in lines:
            typed = goes_on or line == self.prompt or line.startswith(f"{self.prompt} ")
            yield typed
            goes_on = typed and line.endswith("\\")

    def _coloured(self, lines: tuple[str, ...], typed: list[bool]) -> Iterator[list[Run]]:
        for line, is_typed in zip(lines, typed, strict=True):
            if is_typed and (line == self.prompt or line.startswith(f"{self.prompt} ")):
                rest = line[len(self.prompt) :]
                yield [Run(self.prompt, "code", True, "glow"), Run(rest, "code", True, "light")]
            else:
                yield [Run(line, "code", is_typed, "light" if is_typed else "dim")] if line else []

    def _head(self, page: Page, rect: Rect) -> Iterator[Item]:
        """The window's three marks, which say at a glance that this is a screen, and its name."""
        for n in range(3):
            at = Rect(rect.x + n * (DOT + 8), rect.y + 4, DOT, DOT)
            yield Box(page.word("decoration"), at, outline="ellipse", fill="glow" if n == 0 else "dim", decorative=True)
        if self.name:
            left = rect.x + 3 * (DOT + 8) + 12
            at = Rect(left, rect.y - 3, rect.right - left, 24)
            yield page.box(self.name, at, page.settings(self.name, "code-name"), span=self.session.span)
