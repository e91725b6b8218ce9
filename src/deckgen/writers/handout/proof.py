"""The print check: what a reader of the printed page could not make out, told at the author's line where one is to blame.

Pictures with too few pixels for the width that most editions give a slide are told when slides are checked (`deckgen.checks.slides`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from deckgen.composing.deck import Placed
from deckgen.diagnostics import Diagnostic, Span, count, warning
from deckgen.reading.palette import GREYS, contrast
from deckgen.reading.theme import Theme
from deckgen.scene import Box, Chart, Picture, Scene, Table, TextBlock, walk
from deckgen.writers.handout.lines import display_address
from deckgen.writers.handout.setter import FURNITURE
from deckgen.writers.handout.sheet import POINTS

#: The smallest type that an office printer keeps open, in points, for the few words of a label; prose is 7.2 and more.
LEAST = 3.8
#: Pixels an inch below which print looks coarse, and the width of a slide in millimetres for which `deckgen.checks.slides` asks them.
SHARP, ASKED = 200, 178.0


def coarse(scenes: Iterable[Scene], theme: Theme, width: float, edition: str) -> Iterator[Diagnostic]:
    """Pictures that are sharp elsewhere but not on slides printed `width` mm wide."""
    if width <= ASKED:
        return
    for scene in scenes:
        for item in (i for i in walk(scene.items) if isinstance(i, Picture) and not i.decorative):
            left, _, right, _ = item.crop
            there = item.pixels[0] * (1 - left - right)
            inches = item.rect.w / theme.page[0] * width / 25.4
            if there / inches < SHARP - 0.5 <= there / (inches * ASKED / width):
                said = f"`{edition}` prints the picture `{item.path}` with {there / inches:.0f} pixels an inch; below {SHARP} it looks coarse"
                yield warning(
                    said,
                    item.span or scene.span,
                    f"use one that is at least {item.pixels[0] * SHARP * inches / there:,.0f} pixels wide, or show it smaller",
                )


def too_small(scenes: Iterable[Scene], theme: Theme, width: float, edition: str) -> Iterator[Diagnostic]:
    """Words that are too small on slides printed `width` mm wide: one warning for all, at the smallest."""
    scale = width * POINTS / theme.page[0]
    small: list[tuple[float, Span | None, str]] = []
    for scene in scenes:
        sizes = [
            (line.size * scale, span or scene.span)
            for text, span in _texts(scene, theme)
            for line in text.lines
            if line.size * scale < LEAST
        ]
        if sizes:
            size, span = min(sizes, key=lambda s: s[0])
            small.append((size, span, scene.id))
    if small:
        size, span, id = min(small, key=lambda s: s[0])
        said = f"`{edition}` prints the smallest words of {count(len(small), 'slide')} in less than {LEAST:g} points; on `{id}` they have {size:.1f}"
        yield warning(said, span, "print fewer slides to a page, or the edition `notes`")


def alike(scenes: Iterable[Scene], theme: Theme) -> Iterator[Diagnostic]:
    """Charts whose colours look the same in grey."""
    for scene in scenes:
        for chart in (i for i in walk(scene.items) if isinstance(i, Chart)):
            fills = dict.fromkeys(
                i.fill
                for i in walk(chart.drawing)
                if isinstance(i, Box) and i.fill and not i.text and i.fill != "paper"
            )
            near = [(a, b) for a, b in combinations(fills, 2) if contrast(theme.hex(a), theme.hex(b)) < GREYS]
            if near:
                a, b = near[0]
                yield warning(
                    f"in grey, `{a}` and `{b}` look the same in this chart",
                    chart.span or scene.span,
                    "show fewer series, or print in colour",
                )


def unprinted(slides: Sequence[Placed], scenes: Sequence[Scene], said_below: bool) -> Iterator[Diagnostic]:
    """Links whose address is not on the page. `said_below`: the edition prints those of the prose."""
    for placed, scene in zip(slides, scenes, strict=True):
        words = " ".join(i.text.plain for i in walk(scene.items) if isinstance(i, Box) and i.text)
        below = (
            {r.url for b in placed.handout.blocks for r in b.runs if r.url} if said_below and placed.handout else set()
        )
        told = set()
        for box in (i for i in walk(scene.items) if isinstance(i, Box)):
            links = [box.link, *(r.link for p in (box.text.paragraphs if box.text else ()) for r in p.runs)]
            for url in (link.url for link in links if link and link.url):
                if (
                    display_address(url).removeprefix("www.") not in words
                    and url not in below
                    and url not in told
                    and url.startswith("http")
                ):
                    told.add(url)
                    yield warning(
                        f"on paper nobody can follow the link to `{display_address(url)}`: the address is not printed",
                        box.span or scene.span,
                        "write the address out, or link to it in the slide's `handout`",
                    )


def orphans(
    anchors: Sequence[Mapping[str, object]], headings: Iterable[tuple[str, str, Span | None, str]]
) -> Iterator[Diagnostic]:
    """Headings that stand at the foot of a page while what they head begins on the next. A heading is its anchor, its words, where
    they were written, and the anchor of what follows."""
    page: dict[str, int] = {}
    for n, here in enumerate(anchors):
        for anchor in here:
            page.setdefault(anchor, n)  # what runs over pages is an anchor of each
    for name, words, span, following in headings:
        if name in page and following in page and page[following] > page[name]:
            yield warning(
                f"the heading `{words}` stands alone at the foot of page {page[name] + 1}",
                span,
                "shorten the text before it, or take another paper",
            )


def _texts(scene: Scene, theme: Theme) -> Iterator[tuple[TextBlock, Span | None]]:
    """The words of a slide but those that say nothing of it in particular."""
    places = theme.layouts[scene.layout].placeholders
    for item in walk(scene.items):
        if isinstance(item, Box) and item.text and not item.decorative:
            place = places.get(item.placeholder or "")
            if place is None or place.type not in FURNITURE:
                yield item.text, item.span
        elif isinstance(item, Table):
            yield from ((cell.text, item.span) for row in item.rows for cell in row)
