"""Code, coloured by what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

from deckgen.diagnostics import count, did_you_mean, error, listing
from deckgen.layout.highlight import COMMON, highlighted
from deckgen.layout.monospace import Lines, fitted, settings
from deckgen.layout.page import Page, group
from deckgen.layout.typeset import LINE, Setting
from deckgen.reading.model import Many, Model, Within
from deckgen.reading.slide import Slide
from deckgen.reading.values import Slug, Text, Verbatim
from deckgen.scene import Box, Freeform, Insets, Item, Line, Rect, Run, Stroke, TextBlock

#: The palette role of each class of code, on the panel's surface.
COLOURS = {"plain": "text", "keyword": "deep", "name": "deep", "string": "calm", "comment": "muted"}
PAD, SIDE = 18.0, 24.0
#: Width of the column of callouts, and how far it stands from the panel.
COLUMN, AWAY = 236.0, 40.0
NAME = 30.0
RULE = 3.0
#: Space between two callouts.
APART = 14.0


class Callout(Model):
    """What is to be said about one line."""

    line: Annotated[int, Within(1, 200)]
    text: Text


class Code(Slide):
    """A piece of code, coloured by its language, with line numbers, marked lines and callouts where they help.

    The code stands as it is written: no markup, no `{{ }}`, no line is broken. Write it after `code: |`. Up to
    fourteen lines read well from the last row. `file` names it, `mark` lists lines by number; a line with a callout
    is marked too.
    """

    layout: ClassVar[str] = "title-only"
    drawn: ClassVar[bool] = True
    looked_up: ClassVar[bool] = True
    title: Text
    language: Slug
    code: Verbatim
    file: str | None = None
    numbers: bool = False
    mark: Annotated[tuple[Annotated[int, Within(1, 200)], ...], Many(0, 40)] = ()
    callouts: Annotated[tuple[Callout, ...], Many(0, 5)] = ()
    takeaway: Text | None = None

    def draw(self, page: Page) -> None:
        page.title()
        area = page.body_above(self.takeaway)
        lines = Lines(page, self.code)
        coloured = self._coloured(page, lines)
        if coloured is None or not self._known(page, lines):
            return
        top = PAD + (NAME - 6 if self.file else 0)
        gutter = len(str(len(lines.texts))) * 12 + 18 if self.numbers else 0
        inset = (SIDE + gutter, top, SIDE, PAD)
        width = area.w - (COLUMN + AWAY if self.callouts else 0)
        copy = settings(page, coloured, "code")
        block = fitted(page, lines, copy, Rect(area.x, area.y, width, area.h), inset)
        rect = Rect(area.x, area.y, width, area.h if self.takeaway else min(area.h, block.height + inset[1] + inset[3]))
        callouts = self._callouts(page, rect, block, area)
        page.add(group(page.placed.title.plain, (*self._panel(page, rect, block, inset), *callouts)))
        page.takeaway(self.takeaway)

    def _coloured(self, page: Page, lines: Lines) -> list[list[Run]] | None:
        try:
            stretches = highlighted("\n".join(lines.texts), self.language)
        except KeyError:
            hint = (
                did_you_mean(self.language, COMMON) or f"known are {listing(COMMON, 20)}, and all that Pygments knows"
            )
            page.findings.append(error(f"there is no language `{self.language}`", self.language.span, hint))
            return None
        return [[Run(text, "code", kind == "keyword", COLOURS[kind]) for text, kind in line] for line in stretches]

    def _known(self, page: Page, lines: Lines) -> bool:
        """Whether every line that is marked is there."""
        asked = [(n, self.span) for n in self.mark] + [(c.line, c.text.span) for c in self.callouts]
        missing = [(n, span) for n, span in asked if not 1 <= n <= len(lines.texts)]
        for n, span in missing:
            page.findings.append(
                error(
                    f"there is no line {n}: the code has {count(len(lines.texts), 'line')}",
                    span,
                    "count lines from 1, empty ones too",
                )
            )
        return not missing

    def _panel(self, page: Page, rect: Rect, block: TextBlock, inset: Insets) -> list[Item]:
        """The code in one shape; where lines are marked, their bands lie between it and the panel."""
        span = self.code.span
        marked = sorted({*self.mark, *(c.line for c in self.callouts)})
        text = Box(page.word("code"), rect, block, "rounded", page.theme.radius, "surface", span=span)
        items: list[Item] = []
        if marked:
            panel = page.box(page.word("code-panel"), rect, fill="surface", outline="rounded", decorative=True)
            bands = [band for n in marked for band in self._band(page, rect, block, n)]
            items += [panel, *bands]
            text = text._replace(outline="rectangle", radius=0.0, fill=None)
        if self.file:
            at = Rect(rect.x + SIDE, rect.y + 12, rect.w - 2 * SIDE, 18)
            items.append(page.box(self.file, at, page.settings(self.file, "code-name"), span=span))
        if self.numbers:
            items.append(self._numbers(page, rect, block, inset, set(marked)))
        # a filled panel lies beneath what stands on it
        return [*items, text] if marked else [text, *items]

    def _band(self, page: Page, rect: Rect, block: TextBlock, n: int) -> tuple[Box, Box]:
        y, height = _row(rect, block.lines, block, n)
        name = page.word("marked-line", n=n)
        return (
            Box(name, Rect(rect.x, y, rect.w, height), fill="soft", decorative=True),
            Box(name, Rect(rect.x, y, RULE, height), fill="accent", decorative=True),
        )

    def _numbers(self, page: Page, rect: Rect, block: TextBlock, inset: Insets, marked: set[int]) -> Box:
        style = page.theme.styles["code-number"]
        copy = tuple(
            Setting(
                (Run(str(n), "code", n in marked, "deep" if n in marked else "muted"),),
                style.sizes,
                style.leading,
                align="right",
            )
            for n in range(1, len(block.paragraphs) + 1)
        )
        at = Rect(rect.x + 8, rect.y, inset[0] - 8 - 14, rect.h)
        text = page.set(copy, at, inset=(0, inset[1], 0, 0), rung=block.rung, wrap=False)
        return Box(page.word("line-numbers"), at, text._replace(overflow=0), span=self.code.span)

    def _callouts(self, page: Page, rect: Rect, block: TextBlock, area: Rect) -> list[Item]:
        """Callouts beside the panel, each as near to its line as its neighbours let it be."""
        if not self.callouts:
            return []
        callouts = sorted(self.callouts, key=lambda c: c.line)
        copies = [page.settings(c.text, "callout") for c in callouts]
        inset = (14.0, 0.0, 0.0, 0.0)
        for rung in range(len(page.theme.styles["callout"].sizes)):
            heights = [page.safe_height(copy, COLUMN, inset, rung) for copy in copies]
            if sum(heights) + APART * (len(heights) - 1) <= area.h:
                break
        else:
            self._too_many(page, callouts, heights, area)
        x = rect.right + AWAY
        tops, below = [], area.y
        for c, height in zip(callouts, heights, strict=True):
            y, row = _row(rect, block.lines, block, c.line)
            tops.append(max(below, y + row / 2 - height / 2))
            below = tops[-1] + height + APART
        limit = area.bottom
        for i in reversed(range(len(tops))):
            tops[i] = max(min(tops[i], limit - heights[i]), area.y)
            limit = tops[i] - APART
        out: list[Item] = []
        for c, copy, top, height in zip(callouts, copies, tops, heights, strict=True):
            y, row = _row(rect, block.lines, block, c.line)
            name = page.word("callout", n=c.line)
            y += row / 2
            # a rule that ends just short of its line is drawn up to it: a straight leader reads better than a small
            # rung
            near = top - APART / 2 < y < top + height + APART / 2
            head, foot = (min(top, y - 1), max(top + height, y + 1)) if near else (top, top + height)
            key, at, rule = f"callout-{len(out)}", Rect(x, top, COLUMN, height), Rect(x, head, RULE, foot - head)
            out += [
                _leader(name, rect.right, y, x, min(max(y, head + 1), foot - 1))._replace(owner=key),
                Box(page.word("rule"), rule, fill="accent", decorative=True, owner=key),
                page.box(name, at, copy, inset=inset, anchor="middle", rung=rung, span=c.text.span, key=key),
            ]
        return out

    def _too_many(self, page: Page, callouts: Sequence[Callout], heights: list[float], area: Rect) -> None:
        used, room = 0.0, 0
        for height in heights:
            used += height + APART
            room += used - APART <= area.h
        hint = "shorten them, or say some of it in the notes"
        page.findings.append(
            error(
                f"{count(len(heights), 'callout')} do not fit beside the code; {room} would",
                callouts[room].text.span,
                hint,
            )
        )


def _row(rect: Rect, lines: tuple[Line, ...], block: TextBlock, n: int) -> tuple[float, float]:
    """Top and height of a line's row in the panel, in points."""
    p = block.paragraphs[n - 1]
    height = LINE * p.size * p.leading
    return rect.y + block.inset[1] + (n - 1) * height, height


def _leader(name: str, x: float, y: float, to_x: float, to_y: float) -> Freeform:
    """From the marked line to its callout: straight, or with two bends."""
    top, low = min(y, to_y), max(y, to_y)
    w, h = to_x - x, max(low - top, 0.01)
    middle = w / 2
    contour = (("M", (0, y - top)), ("L", (middle, y - top)), ("L", (middle, to_y - top)), ("L", (w, to_y - top)))
    return Freeform(
        name, Rect(x, top, w, h), (w, h), (contour,), None, Stroke("accent", 1.5).rounded(), decorative=True
    )
