"""What the handout's templates see: the deck in the words of a printed page. Plain frozen values, nothing to call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deckgen.fonts import Fonts
from deckgen.prose import Block as ProseBlock
from deckgen.prose import Run as ProseRun
from deckgen.scene import Box, Rect, Scene, Table, walk
from deckgen.scene import Run as SceneRun
from deckgen.seminar import Deck, Placed
from deckgen.theme import Theme
from deckgen.typeset import Setting, block
from deckgen.writers.paper.press import SLIDE
from deckgen.writers.paper.words import tied, unbroken

#: The name of the form that is the cover's art.
COVER = "Cover"
#: Prose of at most this many characters stands in one column: two columns of two lines read worse.
SHORT_PROSE = 130
#: Sizes of the title on the front page in points: the first at which it stands on three lines.
TITLE_SIZES = (36.0, 32.0, 28.0, 24.0)
#: Placeholders that say nothing about this slide in particular.
_FURNITURE = {"date", "footer", "number"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look, ready to print; `note` is the number of its address below the text, 0 for none."""

    text: str
    bold: bool
    emphasis: bool
    code: bool
    url: str
    note: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one row of runs) or a list (a row an item)."""

    listed: bool
    rows: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Address:
    """An address that a text links to, as it is printed: without `https://`."""

    note: int
    url: str
    shown: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read."""

    title: str
    publisher: str
    year: str
    checked: str
    url: str
    shown: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A slide's picture: its address for `img`, its alt text."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide on paper. `short` prose stands in one column, other prose in two."""

    anchor: str
    number: int
    title: str
    picture: Picture
    prose: tuple[Block, ...]
    short: bool
    addresses: tuple[Address, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the programme: `number` is None where it is not counted; `opening` is its section slide, if it has one."""

    anchor: str
    number: int | None
    title: str
    opening: Picture | None
    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """The whole handout; `parts` holds every slide once, either as an opening or in `slides`.

    `title_lines` are the title's lines on the front page, evened out, in `title_size` points; `cover` is the picture of
    the brand's cover without words.
    """

    title: str
    title_lines: tuple[str, ...]
    title_size: float
    cover: Picture
    subtitle: str
    client: str
    date: str
    venue: str
    speaker: str
    audience: str
    language: str
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]


def view(deck: Deck, scenes: Sequence[Scene], theme: Theme, fonts: Fonts, width: float) -> Handout:
    """The deck as its handout shows it, on paper whose text is `width` points wide."""
    parts: list[Part] = []
    sources: dict[str, Source] = {}
    for part, members in _by_part(deck.slides, scenes):
        slides, opening = [], None
        for placed, scene in members:
            if part is not None and scene.layout == "section" and opening is None and not slides and not placed.handout:
                opening = _picture(scene, theme)
                continue
            slide = _slide(placed, scene, theme, deck)
            slides.append(slide)
            sources.update((s.url or s.title, s) for s in slide.sources)
        named = _one_line(part.title.plain) if part is not None else ""
        number = part.number if part is not None else None
        parts.append(Part(f"part-{len(parts)}", number, named, opening, tuple(slides)))
    title = block((Setting((SceneRun(deck.title.plain, "heading", True, "ink"),), TITLE_SIZES),), fonts, Rect(0, 0, width, 132.0), even=True)
    return Handout(
        title=_one_line(deck.title.plain),
        title_lines=tuple("".join(p.run.text for p in line.pieces).strip() for line in title.lines),
        title_size=title.lines[0].size,
        cover=Picture(f"{SLIDE}{COVER}", theme.logo.alt),
        subtitle=_one_line(deck.subtitle.plain) if deck.subtitle else "",
        client=deck.client,
        date=deck.date,
        venue=deck.venue,
        speaker=deck.speaker,
        audience=_one_line(deck.audience.plain) if deck.audience else "",
        language=deck.language,
        parts=tuple(parts),
        sources=tuple(sources.values()),
    )


def _by_part(slides: Iterable[Placed], scenes: Sequence[Scene]):
    """Runs of slides that stand in one part of the programme."""
    out: list[tuple[object, list[tuple[Placed, Scene]]]] = []
    for placed, scene in zip(slides, scenes, strict=True):
        if not out or out[-1][0] is not placed.part:
            out.append((placed.part, []))
        out[-1][1].append((placed, scene))
    return out


def _slide(placed: Placed, scene: Scene, theme: Theme, deck: Deck) -> Slide:
    blocks = placed.handout.blocks if placed.handout else ()
    urls = list(dict.fromkeys(r.url for b in blocks for r in b.runs if r.url and _shown(r.url) != r.text.strip()))
    return Slide(
        anchor=f"slide-{scene.id}",
        number=scene.number,
        title=_one_line(scene.title),
        picture=_picture(scene, theme),
        prose=_blocks(blocks, urls),
        short=sum(len(r.text) for b in blocks for r in b.runs) <= SHORT_PROSE,
        addresses=tuple(Address(i, url, _shown(url)) for i, url in enumerate(urls, 1)),
        sources=tuple(
            Source(
                deck.words.plain(s.title),
                deck.words.plain(s.publisher),
                str(s.year),
                s.checked.shown(deck.language) if s.checked else "",
                str(s.url),
                _shown(str(s.url)),
            )
            for s in placed.sources
        ),
    )


def _blocks(blocks: Sequence[ProseBlock], urls: list[str]) -> tuple[Block, ...]:
    """The blocks of a text; points that follow each other are one list."""
    out: list[Block] = []
    for b in blocks:
        row = _row(b.runs, urls)
        if b.bullet and out and out[-1].listed:
            out[-1] = Block(True, (*out[-1].rows, row))
        else:
            out.append(Block(b.bullet, (row,)))
    return tuple(out)


def _row(runs: Sequence[ProseRun], urls: list[str]) -> tuple[Run, ...]:
    out = []
    for i, r in enumerate(runs):
        last = i == len(runs) - 1
        text = r.text if r.code or r.url and _shown(r.url) == r.text else unbroken(tied(r.text) if last else r.text)
        note = urls.index(r.url) + 1 if r.url in urls else 0
        out.append(Run(text, r.bold, r.emphasis, r.code, r.url or "", note))
    return tuple(out)


def _picture(scene: Scene, theme: Theme) -> Picture:
    """The alt text is the slide's title and its words, in reading order."""
    words = [_one_line(scene.title)]
    places = theme.layouts[scene.layout].placeholders
    for item in walk(scene.items):
        place = places.get(getattr(item, "placeholder", None) or "")
        if place is not None and place.type in _FURNITURE:
            continue
        if isinstance(item, Box) and item.text:
            words.append(_one_line(item.text.plain))
        elif isinstance(item, Table):
            words.extend(", ".join(_one_line(c.text.plain) for c in row) for row in item.rows)
        elif getattr(item, "alt", "") and not getattr(item, "decorative", False):
            words.append(_one_line(item.alt))
    return Picture(f"{SLIDE}{form_name(scene)}", " / ".join(dict.fromkeys(w for w in words if w)))


def form_name(scene: Scene) -> str:
    """The name under which a slide's form stands in the resources of every page."""
    return f"Slide{scene.number}" if scene.number else scene.id


def _shown(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").removeprefix("mailto:").removeprefix("tel:").removesuffix("/")


def _one_line(text: str) -> str:
    return " ".join(text.split())
