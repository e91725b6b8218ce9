"""What to do after the talk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal

from deckgen.layout.codes import large_code
from deckgen.layout.page import Page, group
from deckgen.layout.typeset import Setting, common_rung
from deckgen.reading.model import Many
from deckgen.reading.slide import Address, Built, Named
from deckgen.reading.values import IconName, Text
from deckgen.scene import Box, Group, Insets, Rect

#: The mark before an action and the width that it takes: over the whole width, and beside a code. The highest row.
MARK, SMALL, COLUMN, TALLEST = 72.0, 48.0, 28.0, 160.0
#: What the words of a row keep free of its rules: over the whole width, and in high rows beside a code.
FREE, TIGHT = 12.0, 6.0
#: How wide the names of actions may be beside what is said of them, as shares, and the gap between the two.
NAMES, GUTTER = (0.28, 0.34, 0.4, 0.46, 0.52), 32.0
#: The place of a title of one line above actions beside a code, and the gap beneath a title.
ONE_LINE, BENEATH = 64.0, 16.0
#: Names and words over the whole width stay on one line down to these sizes.
LEAST, WORDS = 32.0, 24.0
#: Styles of names and of what is said of them beside a code: in rows of at least so many points, and in lower ones.
HIGH, STYLES, LOWER = 84.0, ("card-head", "card-words"), ("action", "node-text")


class Action(Named):
    """One thing to do: its name, a few words, by when, an icon by its Lucide name."""

    text: Text | None = None
    when: Text | None = None
    icon: IconName | None = None


class NextSteps(Built):
    """Two to four things to do next, with when, and a QR code for where they begin."""

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    exhibit: ClassVar[Literal["figure", "listing", ""]] = ""
    title: Text
    steps: Annotated[tuple[Action, ...], Many(2, 4)]
    link: Address | None = None

    def layout_name(self) -> str:
        return "scan" if self.link else self.layout

    def draw(self, page: Page) -> None:
        if self.link:
            body = _titled(page)
            page.without("body")
        else:
            page.title()
            body = page.body
        height = min(TALLEST, body.h / len(self.steps))
        top = body.y + (body.h - height * len(self.steps)) * 0.25
        rows = [Rect(body.x, top + i * height, body.w, height) for i in range(len(self.steps))]
        boxes = self._joined(page, rows) if self.link else self._apart(page, rows)
        for n, (step, row, words) in enumerate(zip(self.steps, rows, boxes, strict=True), 1):
            rule = Box(page.word("rule"), Rect(row.x, row.bottom - 0.75, row.w, 1.5), fill="line", decorative=True)
            below = rule._replace(key=f"rule-{n}") if n < len(rows) else None
            page.add_step(self.build, self._mark(page, n, step, row), *words, below)
        page.trait(page.word("next-steps-layout", n=len(self.steps)))
        if self.link:
            at = page.theme.regions["code"]
            large_code(page, self.link, at.x, at.y, at.h)

    def _mark(self, page: Page, n: int, step: Action, row: Rect) -> Box | Group:
        side = SMALL if self.link else MARK
        at = Rect(row.x, row.y + (row.h - side) / 2, side, side)
        if step.icon:
            disc = Box(page.word("decoration"), at, None, "ellipse", 0, "soft", decorative=True)
            icon = page.icon(step.icon, at.inset(side / 4), "accent", step.name.span)
            return group(page.word("icon"), (disc, icon), "", f"mark-{n}")
        number = page.settings(str(n), "node", colour="accent", background="soft", align="center")
        return page.box(
            page.word("step", n=n), at, number, fill="soft", outline="ellipse", anchor="middle", rung=1,
            key=f"mark-{n}",
        )  # fmt: skip

    def _apart(self, page: Page, rows: Sequence[Rect]) -> Iterator[tuple[Box, ...]]:
        """Over the whole width: names, each with its time above it, and what is said of them beside them."""
        inset: Insets = (0.0, FREE, 0.0, FREE)
        left = MARK + COLUMN
        places = [Rect(row.x + left, row.y, row.w - left, row.h) for row in rows]
        names = [(*page.settings(s.when, "kicker"), *page.settings(s.name, "row-name")) for s in self.steps]
        said = [page.settings(s.text, "choice-text") for s in self.steps]
        width = _names(page, names, places, inset) if any(said) else places[0].w
        across = [at._replace(w=width) for at in places]
        beside = [Rect(at.x + width + GUTTER, at.y, at.w - width - GUTTER, at.h) for at in places]
        rung = _common(page, names, across, inset, LEAST)
        smaller = _common(page, [s for s in said if s], beside, inset, WORDS) if any(said) else 0
        for n, s in enumerate(self.steps):
            name = page.prose(s.name).plain
            first = page.box(
                name, across[n], names[n], inset=inset, anchor="middle", rung=rung, even=True, span=s.name.span,
                slot=f"step-{n + 1}", levels=(page.level("kicker"), page.level("row-name")),
            )  # fmt: skip
            if not s.text:
                yield (first,)
                continue
            second = page.box(
                name, beside[n], said[n], inset=inset, anchor="middle", rung=smaller, even=True, span=s.text.span,
                slot=f"words-{n + 1}", levels=(page.level("choice-text"),),
            )  # fmt: skip
            yield first, second

    def _joined(self, page: Page, rows: Sequence[Rect]) -> Iterator[tuple[Box, ...]]:
        """Beside a code: names, and beneath each when, and what is said of it."""
        head, words = STYLES if rows[0].h >= HIGH else LOWER
        free = TIGHT if rows[0].h >= HIGH else 0.0
        inset: Insets = (SMALL + 16, free, 0.0, free)
        copies = [(*page.settings(s.name, head), *_said(page, s, words)) for s in self.steps]
        rung = _common(page, copies, rows, inset)
        for n, (s, copy, row) in enumerate(zip(self.steps, copies, rows, strict=True), 1):
            levels = (page.level(head), page.level(words, colour="muted"))
            yield (
                page.box(
                    page.prose(s.name).plain, row, copy, inset=inset, anchor="middle", rung=rung, span=s.name.span,
                    slot=f"step-{n}", levels=levels,
                ),
            )  # fmt: skip


def _titled(page: Page) -> Rect:
    """Sets the title beside a code, at the top where it is one line; gives back what is left beneath it."""
    place, body = page.place("title"), page.place("body").at
    settings = page.settings(page.placed.slide.heading(), place.style)
    top = place.at._replace(h=ONE_LINE)
    if place.anchor == "bottom" and not page.set(settings, top).overflow:
        page.title(at=top)
        page.trait(page.word("title-of-one-line"))
        start = top.bottom + BENEATH
        return Rect(body.x, start, body.w, body.bottom - start)
    page.title()
    return body


def _said(page: Page, step: Action, style: str) -> tuple[Setting, ...]:
    """What is said of an action, after its time."""
    when = page.settings(step.when, style, colour="accent")
    text = page.settings(step.text, style, colour="muted")
    if not (when and text):
        return when or text
    bold = tuple(r._replace(bold=True) for r in when[0].runs)
    gap = text[0].runs[0]._replace(text=" · ", link=None)
    return (text[0]._replace(runs=(*bold, gap, *text[0].runs)), *text[1:])


def _names(page: Page, names: Sequence[tuple[Setting, ...]], places: Sequence[Rect], inset: Insets) -> float:
    """The width of the names' column: the least of the shares in which they are as large, and on as few lines, as in
    the widest."""
    widths = [round(places[0].w * share) for share in NAMES]
    best = _common(page, names, [at._replace(w=widths[-1]) for at in places], inset, LEAST)

    def cost(width: float) -> int:
        set_in = [
            page.set(c, at._replace(w=width), inset=inset, rung=best) for c, at in zip(names, places, strict=True)
        ]
        return sum(len(text.lines) + 100 * (text.rung - best) for text in set_in)

    return next(width for width in widths if cost(width) <= cost(widths[-1]))


def _common(
    page: Page, copies: Sequence[tuple[Setting, ...]], places: Sequence[Rect], inset: Insets, least: float = 0.0
) -> int:
    """The size that all copies share: the largest in which each paragraph is one line, where its last is at least
    `least` points large then; else the largest that fits."""
    pairs = list(zip(copies, places, strict=False))
    alone = common_rung(page.set(c, at, inset=inset, wrap=False) for c, at in pairs)
    set_alone = [page.set(c, at, inset=inset, rung=alone) for c, at in pairs]
    if all(
        text.rung == alone and text.roomy and len(text.lines) == len(c) and c[-1].at(alone).size >= least
        for text, (c, _) in zip(set_alone, pairs, strict=True)
    ):
        return alone
    return common_rung(page.set(c, at, inset=inset, anchor="middle", even=True) for c, at in pairs)
