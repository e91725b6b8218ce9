"""What to do after the talk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from deckgen.layout.codes import large_code
from deckgen.layout.page import Page, group
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.model import Many
from deckgen.reading.slide import Address, Built, Named
from deckgen.reading.values import IconName, Text
from deckgen.scene import Box, Group, Insets, Rect

#: The mark before an action, and the highest row.
MARK, TALLEST = 52.0, 160.0
#: Styles of actions and of what is said of them: over the whole width, and beside a code.
STYLES = (("choice", "choice-text"), ("card-title", "node-text"))


class Action(Named):
    """One thing to do: its name, a few words, by when, an icon by its Lucide name."""

    text: Text | None = None
    when: Text | None = None
    icon: IconName | None = None


class NextSteps(Built):
    """Two to four things to do next, with when, and a QR code for where they begin."""

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    title: Text
    steps: Annotated[tuple[Action, ...], Many(2, 4)]
    link: Address | None = None

    def layout_name(self) -> str:
        return "scan" if self.link else self.layout

    def draw(self, page: Page) -> None:
        page.title()
        body = page.place("body").at if self.link else page.body
        if self.link:
            page.without("body")
        height = min(TALLEST, body.h / len(self.steps))
        rows = [Rect(body.x, body.y + i * height, body.w, height) for i in range(len(self.steps))]
        inset = (MARK + 20, 0.0, 0.0, 0.0)
        name, text = STYLES[self.link is not None]
        copies = [
            (
                *page.settings(s.when, "label", colour="accent"),
                *page.settings(s.name, name),
                *page.settings(s.text, text),
            )
            for s in self.steps
        ]
        rung = common_rung(page.set(c, r, inset=inset, anchor="middle") for c, r in zip(copies, rows, strict=True))
        for n, (s, copy, row) in enumerate(zip(self.steps, copies, rows, strict=True), 1):
            page.add_step(self.build, *self._row(page, n, s, copy, row, inset, rung))
        page.trait(page.word("next-steps-layout", n=len(self.steps)))
        if self.link:
            at = page.theme.regions["code"]
            large_code(page, self.link, at.x, at.y, at.h)

    def _row(
        self, page: Page, n: int, s: Action, copy: tuple[Setting, ...], row: Rect, inset: Insets, rung: int
    ) -> Iterator[Box | Group]:
        at = Rect(row.x, row.y + (row.h - MARK) / 2, MARK, MARK)
        if s.icon:
            disc = Box(page.word("decoration"), at, None, "ellipse", 0, "soft", decorative=True)
            icon = page.icon(s.icon, at.inset(13), "accent", s.name.span)
            yield group(page.word("icon"), (disc, icon), "", f"mark-{n}")
        else:
            number = page.settings(str(n), "node", colour="accent", background="soft", align="center")
            yield page.box(
                page.word("step", n=n), at, number, fill="soft", outline="ellipse", anchor="middle", rung=1,
                key=f"mark-{n}",
            )  # fmt: skip
        yield page.box(
            page.prose(s.name).plain,
            row,
            copy,
            inset=inset,
            anchor="middle",
            rung=rung,
            span=s.name.span,
            slot=f"step-{n}",
            levels=(page.level("label", colour="accent"), *map(page.level, STYLES[self.link is not None])),
        )
        if n < len(self.steps):
            below = Rect(row.x, row.bottom - 0.5, row.w, 1)
            yield Box(page.word("rule"), below, fill="line", decorative=True, key=f"rule-{n}")
