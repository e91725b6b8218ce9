"""The print check: what a reader of the printed page could not make out, told at the author's line where one is to
blame.

Pictures with too few pixels for the width that most editions give a slide are told when slides are checked
(`deckgen.checks.slides`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from deckgen.composing.deck import Placed
from deckgen.diagnostics import Diagnostic, Span, warning
from deckgen.layout.words import statements, visible
from deckgen.messages import count, say
from deckgen.reading.addresses import displayed, said
from deckgen.reading.drawing import qr_code, scannable
from deckgen.reading.palette import GREYS, contrast
from deckgen.reading.theme import Theme
from deckgen.reading.values import Url
from deckgen.scene import Box, Chart, Picture, Scene, Table, TextBlock, walk
from deckgen.writers.handout.feedback import CODE_SIDE
from deckgen.writers.handout.sheet import POINTS

#: The smallest type that an office printer keeps open, in points, for the few words of a label; prose is 7.2 and more.
LEAST = 3.8
#: The smallest type in drawings that are set for paper.
LEAST_DRAWN = 6.5
#: Pixels an inch below which print looks coarse, and the width of a slide in millimetres for which
#: `deckgen.checks.slides` asks for them.
SHARP, ASKED = 200, 178.0
#: The least width of a module of a code in millimetres: at 20 cm, where phones focus, they are 3 to 4 pixels of their
#: picture, and an office printer keeps them apart.
MODULE = 0.4


class Drawn(NamedTuple):
    """The drawing of a slide on paper: the slide's id, where it was written, the size in points of its smallest
    words."""

    id: str
    span: Span | None
    size: float


class Heading(NamedTuple):
    """A heading on paper: its anchor, its words, where they were written, and the anchor of what it heads."""

    anchor: str
    words: str
    span: Span | None
    following: str


def coarse(scenes: Iterable[Scene], theme: Theme, width: float, edition: str) -> Iterator[Diagnostic]:
    """Pictures that are sharp elsewhere but not on slides printed `width` mm wide."""
    if width <= ASKED:
        return
    for scene in scenes:
        for item in (i for i in walk(scene.items) if isinstance(i, Picture) and not i.decorative):
            left, _, right, _ = item.crop
            pixels = item.pixels[0] * (1 - left - right)
            inches = item.rect.w / theme.page[0] * width / 25.4
            if pixels / inches < SHARP - 0.5 <= pixels / (inches * ASKED / width):
                enough = item.pixels[0] * SHARP * inches / pixels
                yield warning(
                    say("paper.picture-coarse", edition=edition, path=item.path, pixels=pixels / inches, least=SHARP),
                    item.span or scene.span,
                    say("paper:use-one-that-is-at", pixels=enough),
                )


def too_small(scenes: Iterable[Scene], theme: Theme, width: float, edition: str) -> Iterator[Diagnostic]:
    """Words that are too small on slides printed `width` mm wide: one warning for all, at the smallest."""
    scale = width * POINTS / theme.page[0]
    small: list[tuple[float, Span | None, str]] = []
    for scene in scenes:
        sizes = [(line.size * scale, span or scene.span) for text, span in _texts(scene) for line in text.lines]
        size, span = min(sizes, key=lambda s: s[0], default=(LEAST, None))
        if size < LEAST:
            small.append((size, span, scene.id))
    if small:
        size, span, id = min(small, key=lambda s: s[0])
        yield warning(
            say("paper.words-small", edition=edition, slides=count(len(small), "slide"), least=LEAST, id=id, size=size),
            span,
            say("paper:print-fewer-slides-to-a"),
        )


def too_small_drawn(drawn: Iterable[Drawn], edition: str) -> Iterator[Diagnostic]:
    """Drawings that the paper is too narrow for: one warning for all, at the one with the smallest words."""
    small = sorted((d for d in drawn if 0.0 < d.size < LEAST_DRAWN), key=lambda d: d.size)
    if small:
        yield warning(
            say(
                "paper.drawing-small",
                edition=edition,
                drawings=count(len(small), "drawing"),
                least=LEAST_DRAWN,
                id=small[0].id,
                size=small[0].size,
            ),
            small[0].span,
            say("paper:say-less-in-the-drawing"),
        )


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
                    say("paper.grey-alike", first=a, second=b),
                    chart.span or scene.span,
                    say("paper:show-fewer-series-or-print"),
                )


def unprinted(slides: Sequence[Placed], scenes: Sequence[Scene], prose: bool) -> Iterator[Diagnostic]:
    """Links whose address is not on the page. `prose`: the edition prints the addresses of the prose below a slide."""
    for placed, scene in zip(slides, scenes, strict=True):
        words = visible(scene)
        known = {r.url for b in placed.handout.blocks for r in b.runs if r.url} if prose and placed.handout else set()
        for url, span in _links(scene):
            if url not in known and not said(url, words):
                known.add(url)
                yield warning(
                    say("paper.link", url=displayed(url)),
                    span or scene.span,
                    say("paper:write-the-address-out-or"),
                )


def _links(scene: Scene) -> Iterator[tuple[str, Span | None]]:
    """The addresses of the web to which a slide's boxes lead, and where they were written."""
    for box in (i for i in walk(scene.items) if isinstance(i, Box)):
        links = [box.link, *(r.link for p in (box.text.paragraphs if box.text else ()) for r in p.runs)]
        yield from ((link.url, box.span) for link in links if link and link.url and link.url.startswith("http"))


def dense(codes: Iterable[Url], side: float = CODE_SIDE) -> Iterator[Diagnostic]:
    """Codes, `side` mm wide, that a phone held over the paper does not read."""
    for url in codes:
        length = len(str(url))
        if side / qr_code(str(url)).view[0] < MODULE:
            yield warning(
                say("paper.code", characters=length),
                url.span,
                say("hint:link-to-a-shorter-address", most=scannable(side, MODULE)),
            )


def orphans(anchors: Sequence[Mapping[str, object]], headings: Iterable[Heading]) -> Iterator[Diagnostic]:
    """Headings that stand at the foot of a page while what they head begins on the next."""
    page: dict[str, int] = {}
    for n, names in enumerate(anchors):
        for name in names:
            page.setdefault(name, n)  # what runs over pages is an anchor of each
    for heading in headings:
        here, following = page.get(heading.anchor), page.get(heading.following)
        if here is not None and following is not None and following > here:
            yield warning(
                say("paper.lone-heading", words=heading.words, page=here + 1),
                heading.span,
                say("paper:shorten-the-text-before-it"),
            )


def _texts(scene: Scene) -> Iterator[tuple[TextBlock, Span | None]]:
    """The words of a slide but those that say nothing of it in particular."""
    for statement in statements(scene.items):
        item = statement.item
        if isinstance(item, (Box, Table)) and item.role != "furniture":
            yield from ((text, item.span) for text in statement.texts)
