"""Code, for a hall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal, NamedTuple, Self

from deckgen.diagnostics import did_you_mean, error
from deckgen.layout.highlight import COMMON, highlighted
from deckgen.layout.kinds.code import callouts as said
from deckgen.layout.monospace import LARGE, Lines, fits, fitted, lowered
from deckgen.layout.page import Page, group
from deckgen.layout.typeset import LINE, Setting
from deckgen.messages import count, listing, say
from deckgen.reading.model import Many, Model, Within
from deckgen.reading.slide import Built
from deckgen.reading.values import Slug, Text, Verbatim
from deckgen.scene import Align, Box, Insets, Item, Rect, Run, TextBlock

#: Height of the file's name with the space beneath, and the width of the rule at the head of a marked line.
NAME, RULE = 36.0, 6.0
#: Width of a digit of line numbers, in em, and of the space behind them in points.
DIGIT, GUTTER = 0.61, 22.0
#: The least size in points at which callouts stand at the ends of lines: below it they go beneath the code.
SMALL = 18
#: The size in points at which lines are left out rather than set smaller, where callouts stand beneath.
FOLDED = 20


class Callout(Model):
    """What is to be said about one line."""

    line: Annotated[int, Within(1, 200)]
    text: Text


class Plan(NamedTuple):
    """Where everything stands: the code with its insets, and the callouts with their places and rung."""

    rect: Rect
    block: TextBlock
    inset: Insets
    rung: int
    places: Sequence[Rect]
    beneath: bool
    align: Align = "left"
    style: str = "code"


class Code(Built):
    """A piece of code on a dark stage, with line numbers, marked lines and what is to be said about them.

    The code stands as it is written: no markup, no `{{ }}`, no line is broken; with `fill: true` names of facts, of the
    event and of the seminar are filled in, and other braces stay. Write it after `code: |`, the whole file if you like:
    of more than ten lines the slide shows those around the marked ones and says how many it leaves out; the handout
    prints all of them. `file` names it, `mark` lists lines by number; a line with a callout is marked too. What is not
    marked steps back. Each click marks a line and says its callout, unless `build: false`.
    """

    layout: ClassVar[str] = "code"
    drawn: ClassVar[bool] = True
    exhibit: ClassVar[Literal["figure", "listing", ""]] = "listing"
    looked_up: ClassVar[bool] = True
    told: ClassVar[bool] = True
    title: Text
    language: Slug
    code: Verbatim
    fill: bool = False
    file: str | None = None
    numbers: bool = False
    mark: Annotated[tuple[Annotated[int, Within(1, 200)], ...], Many(0, 40)] = ()
    callouts: Annotated[tuple[Callout, ...], Many(0, 5)] = ()
    takeaway: Text | None = None

    def verbatim(self) -> Verbatim | None:
        return self.code

    def fillable(self) -> str:
        return "code" if self.fill else ""

    def in_motion(self, motion: bool) -> Self:
        """In steps where there is something to say of its lines, one after the other."""
        return super().in_motion(motion and bool(self.callouts))

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        lines = Lines(page, self.code)
        coloured = self._coloured(page, lines)
        if coloured is None or not self._known(page, lines):
            return
        lines.fold(n - 1 for n in self._marked)
        plan = self._at_ends(page, area, lines, coloured) or self._beneath(page, area, lines, coloured)
        bands = {n: self._band(page, plan, row, n) for n, row in lines.places(self._marked).items()}
        page.add(*(item for pair in bands.values() for item in pair))
        page.add(group(page.placed.title.plain, self._listing(page, plan, lines)))
        self._say(page, plan, bands)
        page.takeaway(self.takeaway, self.build)

    @property
    def _marked(self) -> list[int]:
        """The marked lines by number, from 1."""
        return sorted({*self.mark, *(c.line for c in self.callouts)})

    def _coloured(self, page: Page, lines: Lines) -> list[list[Run]] | None:
        """The lines' runs. Colour is kept for what is marked: words of the language are bold, remarks quiet."""
        try:
            stretches = highlighted("\n".join(lines.texts), self.language)
        except KeyError:
            hint = did_you_mean(self.language, COMMON) or say("slide:known-are-and-all-that", names=listing(COMMON, 20))
            page.findings.append(error(say("slide.unknown-language", language=self.language), self.language.span, hint))
            return None
        marked = set(self._marked)

        def look(n: int, kind: str) -> tuple[bool, str]:
            quiet = kind == "comment" or (bool(marked) and n not in marked)
            return kind == "keyword" or n in marked, "dim" if quiet else "light"

        return [[Run(text, "code", *look(n, kind)) for text, kind in line] for n, line in enumerate(stretches, 1)]

    def _known(self, page: Page, lines: Lines) -> bool:
        """Whether every line that is marked is there."""
        asked = [(n, self.span) for n in self.mark] + [(c.line, c.text.span) for c in self.callouts]
        missing = [(n, span) for n, span in asked if not 1 <= n <= len(lines.texts)]
        for n, span in missing:
            page.findings.append(
                error(
                    say("slide.unknown-line", line=n, lines=count(len(lines.texts), "line")),
                    span,
                    say("slide:count-lines-from-1-empty"),
                )
            )
        return not missing

    def _at_ends(self, page: Page, area: Rect, lines: Lines, coloured: list[list[Run]]) -> Plan | None:
        """The largest code at the ends of whose lines all callouts have room; None where there is none."""
        callouts = self._callouts(lines)
        for style in (LARGE, "code"):
            copy = lines.settings(page, coloured, "dim", style)
            for rung, size in enumerate(copy[0].sizes):
                inset = self._inset(lines, size)
                block = page.set(copy, area, inset=inset, wrap=False, rung=rung)
                if style == LARGE and not (block.rung == rung and fits(block, area)):
                    continue
                ends = said.at_ends(page, callouts, area, block)
                if ends and size >= SMALL:
                    inset = self._inset(lines, copy[0].sizes[block.rung])
                    block = fitted(page, lines, copy, area, inset, rung)
                    rect = _trimmed(area, block)
                    lower = lowered(area, rect.h)
                    places = [at._replace(y=at.y + lower) for at in ends.places]
                    rect = rect._replace(y=rect.y + lower)
                    return Plan(rect, block, inset, ends.rung, places, False, ends.align, style)
        return None

    def _beneath(self, page: Page, area: Rect, lines: Lines, coloured: list[list[Run]]) -> Plan:
        """Callouts beneath the code, which is folded until it can be read above them."""
        spoken, places = said.beneath(page, self._callouts(lines), area)
        foot = places[0].y
        if area.bottom - foot > area.h / 2:
            self._too_many(page, places, area.h / 2)
            foot = area.y + area.h / 2
        rect = area._replace(h=foot - area.y - said.ABOVE)
        row = LINE * FOLDED * page.theme.styles["code"].leading
        lines.fold([n - 1 for n in self._marked], max(int((rect.h - self._inset(lines, FOLDED)[1]) / row), 1))
        copy = lines.settings(page, coloured, "dim", "code")
        rung = next(
            (
                n
                for n, size in enumerate(copy[0].sizes)
                if page.set(copy, rect, inset=self._inset(lines, size), wrap=False, rung=n).rung == n
            ),
            len(copy[0].sizes) - 1,
        )
        inset = self._inset(lines, copy[0].sizes[rung])
        block = fitted(page, lines, copy, rect, inset, rung)
        return Plan(_trimmed(rect, block), block, inset, spoken, places, beneath=True)

    def _callouts(self, lines: Lines) -> list[said.Callout]:
        """The callouts in the order of their lines."""
        rows = lines.places(c.line for c in self.callouts)
        ordered = sorted(self.callouts, key=lambda c: c.line)
        return [said.Callout(rows[c.line], c.line, c.text) for c in ordered]

    def _inset(self, lines: Lines, size: float) -> Insets:
        """Room for the file's name and for line numbers of this size, which stand where lines are left out, too."""
        numbers = self.numbers or len(lines.rows) < len(lines.texts)
        gutter = len(str(len(lines.texts))) * DIGIT * size + GUTTER if numbers else 0.0
        return gutter, NAME if self.file else 0.0, 0.0, 0.0

    def _band(self, page: Page, plan: Plan, row: int, n: int) -> tuple[Box, Box]:
        """The band behind a marked line, from edge to edge of the page, and the rule at its head."""
        y, height = said.band(plan.rect, plan.block, row)
        name, width = page.word("marked-line", n=n), page.theme.page[0]
        rule = Rect(0, y, RULE, height)
        return (
            Box(name, Rect(0, y, width, height), fill="band", decorative=True, key=f"band-{n}"),
            Box(name, rule, fill="glow", decorative=True, key=f"rule-{n}"),
        )

    def _listing(self, page: Page, plan: Plan, lines: Lines) -> Iterator[Item]:
        """The code with its name and its numbers."""
        span = self.code.span
        if self.file:
            at = Rect(plan.rect.x, plan.rect.y - 2, plan.rect.w, 24)
            yield page.box(self.file, at, page.settings(self.file, "code-name"), span=span)
        if plan.inset[0]:
            yield self._numbers(page, plan, lines)
        yield Box(page.word("code"), plan.rect, plan.block, span=span)

    def _numbers(self, page: Page, plan: Plan, lines: Lines) -> Box:
        style = page.theme.styles[f"{plan.style}-number"]
        marked = set(self._marked)

        def number(n: int, folds: bool) -> Run:
            return Run("" if folds else str(n), "code", n in marked, "glow" if n in marked else "dim")

        copy = tuple(
            Setting((number(row.first + 1, row.folds),), style.sizes, style.leading, align="right")
            for row in lines.rows
        )
        at = plan.rect._replace(w=plan.inset[0] - GUTTER)
        text = page.set(copy, at, inset=(0, plan.inset[1], 0, 0), rung=plan.block.rung, wrap=False)
        return Box(page.word("line-numbers"), at, text._replace(overflow=0), span=self.code.span)

    def _say(self, page: Page, plan: Plan, bands: dict[int, tuple[Box, Box]]) -> None:
        """The callouts, each with the click that marks its line."""
        callouts = sorted(self.callouts, key=lambda c: c.line)
        for n, (c, at) in enumerate(zip(callouts, plan.places, strict=True), 1):
            where = at._replace(x=at.x + said.NUMBER, w=at.w - said.NUMBER) if plan.beneath else at
            ground = "dark" if plan.beneath else "band"
            words = page.box(
                page.word("callout", n=c.line),
                where,
                page.settings(c.text, "callout", colour="light", background=ground, align=plan.align),
                anchor="middle",
                rung=plan.rung,
                span=c.text.span,
                slot=f"callout-{n}",
                levels=(page.level("callout", colour="light", background=ground, align=plan.align),),
            )
            items = [words]
            if plan.beneath:
                number = page.settings(str(c.line), "callout", colour="glow")
                at = at._replace(w=said.NUMBER)
                items.insert(0, page.box(str(c.line), at, number, anchor="middle", rung=plan.rung, key=f"number-{n}"))
            page.add(*items)
            if self.build:
                page.reveal_placed(*bands[c.line], *items)

    def _too_many(self, page: Page, places: Sequence[Rect], most: float) -> None:
        room = sum(at.bottom - places[0].y <= most for at in places)
        page.findings.append(
            error(
                say("slide.callouts", callouts=count(len(places), "callout"), room=room),
                sorted(self.callouts, key=lambda c: c.line)[room].text.span,
                say("slide:shorten-them-or-say-some"),
            )
        )


def _trimmed(rect: Rect, block: TextBlock) -> Rect:
    """A rectangle as high as its text needs."""
    return rect._replace(h=min(rect.h, block.height + block.inset[1] + block.inset[3]))
