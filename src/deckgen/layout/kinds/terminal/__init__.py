"""A session at the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from deckgen.layout.monospace import Lines, fitted, settings
from deckgen.layout.page import Page, group
from deckgen.reading.slide import Slide
from deckgen.reading.values import Text, Verbatim
from deckgen.scene import Box, Item, Rect, Run

PAD, SIDE = 18.0, 24.0
#: Height of the window's head, and the size of the three marks in it.
HEAD, DOT = 30.0, 9.0


class Terminal(Slide):
    """A session at the command line: what is typed and what comes back, told apart.

    Write the session after `session: |` as it stands on the screen. A line that begins with the `prompt` is a
    command, and goes on after a `\\` at its end; all other lines are output. Nothing in it is markup, and no line is
    broken. `name` stands in the window's head.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    session: Verbatim
    prompt: str = "$"
    name: str | None = None
    takeaway: Text | None = None

    def commands(self) -> tuple[str, ...]:
        lines = next(iter(self.session.by_language.values()))[0].splitlines()
        return tuple(x.removeprefix(self.prompt).strip() for x in lines if x.startswith(f"{self.prompt} "))

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        lines = Lines(page, self.session)
        inset = (SIDE, HEAD + 12, SIDE, PAD)
        block = fitted(page, lines, settings(page, list(self._told_apart(lines.texts)), "code"), area, inset)
        rect = Rect(
            area.x, area.y, area.w, area.h if self.takeaway else min(area.h, block.height + inset[1] + inset[3])
        )
        screen = Box(page.word("terminal"), rect, block, "rounded", page.theme.radius, "strong", span=self.session.span)
        page.add(group(page.placed.title.plain, (screen, *self._head(page, rect))))
        page.takeaway(self.takeaway)

    def _told_apart(self, lines: tuple[str, ...]) -> Iterator[list[Run]]:
        goes_on = False
        for line in lines:
            typed = line == self.prompt or line.startswith(f"{self.prompt} ")
            if typed:
                yield [Run(self.prompt, "code", True, "bright"), Run(line[len(self.prompt) :], "code", True, "paper")]
            else:
                yield [Run(line, "code", goes_on, "paper" if goes_on else "line")] if line else []
            goes_on = (typed or goes_on) and line.endswith("\\")

    def _head(self, page: Page, rect: Rect) -> Iterator[Item]:
        """The window's three marks, which say at a glance that this is a screen, and its name."""
        for n in range(3):
            at = Rect(rect.x + SIDE + n * (DOT + 7), rect.y + 16, DOT, DOT)
            yield Box(
                page.word("decoration"), at, outline="ellipse", fill="bright" if n == 0 else "muted", decorative=True
            )
        if self.name:
            copy = page.settings(self.name, "code-name", colour="line", background="strong", align="right")
            yield page.box(
                self.name, Rect(rect.x + 120, rect.y + 12, rect.w - 120 - SIDE, 18), copy, span=self.session.span
            )
