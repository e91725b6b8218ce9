"""What the handout's templates see: the deck in the words of a printed page. Plain frozen values, nothing to call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from deckgen.deck import Deck, Placed, PlacedPart
from deckgen.fonts import Fonts
from deckgen.prose import Prose
from deckgen.scene import Box, Rect, Run, Scene, Table, walk
from deckgen.scene import Link as SceneLink
from deckgen.theme import Theme
from deckgen.typeset import Setting, block
from deckgen.writers.paper.columns import FEW, MANY, Block, Paragraph, blocks, parted
from deckgen.writers.paper.lines import Line, broken, inked, plain, shown
from deckgen.writers.paper.press import SLIDE
from deckgen.writers.paper.sheet import POINTS, Sheet, Type, types

#: The name of the form that is the cover's art.
COVER = "Cover"
#: Sizes of the title on the front page in points: the first at which it stands on three lines.
TITLE_SIZES = (36.0, 32.0, 28.0, 24.0)
#: Placeholders that say nothing about this slide in particular.
_FURNITURE = {"date", "footer", "number"}
#: A point of a list stands this far behind its mark, in millimetres.
HANG = 3.5


class Title(NamedTuple):
    """A title: its words, and its lines where it is printed."""

    text: str
    lines: tuple[Line, ...]


class Source(NamedTuple):
    """Where something was read; `heading` is the title's lines in the list of sources."""

    title: str
    heading: tuple[Line, ...]
    publisher: str
    year: int
    url: str
    shown: str


class Answered(NamedTuple):
    """A question, numbered, and its answer with the reason for it."""

    question: tuple[Line, ...]
    answer: tuple[Line, ...]


class Key(NamedTuple):
    """The answers to what one slide asks, under its title."""

    heading: tuple[Line, ...]
    answers: tuple[Answered, ...]


class Picture(NamedTuple):
    """A slide's picture: its address for `img`, its alt text."""

    url: str
    alt: str


class Slide(NamedTuple):
    """A slide on paper: `columns` of prose (none, one or two), `flows` if the prose may run over pages, and below it in
    small type the addresses that its links lead to and its sources. `entry` is its line in the contents."""

    anchor: str
    number: int
    title: Title
    entry: tuple[Line, ...]
    picture: Picture
    columns: tuple[tuple[Block, ...], ...]
    flows: bool
    addresses: tuple[Line, ...]
    sources: tuple[Line, ...]


class Part(NamedTuple):
    """A part of the programme: `number` is None where it is not counted; `opening` is its section slide, if any."""

    anchor: str
    number: int | None
    title: Title
    entry: tuple[Line, ...]
    opening: Picture | None
    slides: tuple[Slide, ...]


class Handout(NamedTuple):
    """The whole handout; `parts` holds every slide once, either as an opening or in `slides`.

    `title_size` is the title's size on the front page in points; `cover` is the brand's cover without words.
    """

    title: Title
    title_size: float
    subtitle: tuple[Line, ...]
    details: tuple[tuple[str, tuple[Line, ...]], ...]
    client: str
    date: str
    language: str
    cover: Picture
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    answers: tuple[Key, ...]


def view(deck: Deck, scenes: Sequence[Scene], theme: Theme, fonts: Fonts, sheet: Sheet) -> Handout:
    """The deck as its handout shows it on a sheet."""
    viewer = _Viewer(deck, theme, fonts, sheet)
    title = block(
        (Setting((Run(deck.title.plain, "heading", True, "ink"),), TITLE_SIZES),),
        fonts,
        Rect(0, 0, sheet.text * POINTS, 132.0),
        even=True,
    )
    size = title.lines[0].size
    details = {
        "client": deck.client,
        "date": deck.date,
        "venue": deck.venue,
        "speaker": deck.speaker,
        "audience": one_line(deck.audience.plain) if deck.audience else "",
    }
    parts = viewer.parts(scenes)
    return Handout(
        title=Title(
            one_line(deck.title.plain),
            plain(deck.title.plain, Type(size, 0, "heading", True), sheet.text, fonts, even=True),
        ),
        title_size=size,
        subtitle=viewer.lines(one_line(deck.subtitle.plain), "subtitle", sheet.text * 0.8, even=True)
        if deck.subtitle
        else (),
        details=tuple((key, viewer.lines(said, "entry", sheet.text - 24.0)) for key, said in details.items() if said),
        client=deck.client,
        date=deck.date,
        language=deck.language,
        cover=Picture(f"{SLIDE}{COVER}", theme.logo.alt),
        parts=parts,
        sources=tuple(viewer.sources.values()),
        answers=tuple(viewer.keys()),
    )


class _Viewer:
    """Turns slides into what is printed; collects their sources on the way, each once."""

    def __init__(self, deck: Deck, theme: Theme, fonts: Fonts, sheet: Sheet) -> None:
        self.sources: dict[str, Source] = {}
        self._deck = deck
        self._theme = theme
        self._fonts = fonts
        self._sheet = sheet
        self._types = types(deck.language)

    def lines(self, text: str, use: str, width: float, even: bool = False) -> tuple[Line, ...]:
        return plain(text, self._types[use], width, self._fonts, even)

    def parts(self, scenes: Sequence[Scene]) -> tuple[Part, ...]:
        out = []
        for part, members in _by_part(self._deck.slides, scenes):
            opening, slides = None, []
            for placed, scene in members:
                if (
                    part is not None
                    and not slides
                    and opening is None
                    and scene.layout == "section"
                    and not placed.handout
                ):
                    opening = self._picture(scene)
                else:
                    slides.append(self._slide(placed, scene))
            named = one_line(part.title.plain) if part is not None else ""
            number = part.number if part is not None else None
            room = self._sheet.text - self._sheet.opening - self._sheet.gutter - 12.0
            title = Title(named, self.lines(named, "part", room, even=True) if named else ())
            out.append(
                Part(f"part-{len(out)}", number, title, self._entry(named, "part-entry"), opening, tuple(slides))
            )
        return tuple(out)

    def _entry(self, title: str, use: str) -> tuple[Line, ...]:
        return self.lines(title, use, self._sheet.text - self._sheet.margin - 24.0) if title else ()

    def _slide(self, placed: Placed, scene: Scene) -> Slide:
        sheet, title = self._sheet, one_line(scene.title)
        links = [
            r.url
            for b in (placed.handout.blocks if placed.handout else ())
            for r in b.runs
            if r.url and shown(r.url) != r.text.strip()
        ]
        urls = list(dict.fromkeys(links))
        columns, flows = self._columns(placed.handout, urls)
        return Slide(
            anchor=f"slide-{scene.id}",
            number=scene.number,
            title=Title(title, self.lines(title, "title", sheet.aside, even=True)),
            entry=self._entry(title, "entry"),
            picture=self._picture(scene),
            columns=columns,
            flows=flows,
            addresses=self._addresses(urls),
            sources=self._cited(placed),
        )

    def _columns(self, prose: Prose | None, urls: list[str]) -> tuple[tuple[tuple[Block, ...], ...], bool]:
        """The prose in one column under the picture where it is short or very long, else in two."""
        if prose is None:
            return (), False
        narrow = self._paragraphs(prose, urls, self._sheet.column)
        count = sum(len(p.lines) for p in narrow)
        if FEW < count <= MANY:
            left, right = parted(narrow)
            return (blocks(left), blocks(right)) if right else (blocks(left),), False
        return (blocks(self._paragraphs(prose, urls, self._sheet.picture)),), count > MANY

    def _paragraphs(self, prose: Prose, urls: list[str], width: float) -> list[Paragraph]:
        type = self._types["text"]
        return [
            Paragraph(
                broken(inked(b.runs, type, urls), type, width, self._fonts, hang=HANG if b.bullet else 0.0), b.bullet
            )
            for b in prose.blocks
        ]

    def _addresses(self, urls: list[str]) -> tuple[Line, ...]:
        type = self._types["small"]
        runs = []
        for i, url in enumerate(urls, 1):
            runs += [
                Run(f"{i} ", type.font, False, "ink"),
                Run(shown(url), type.font, False, "ink", SceneLink(url=url)),
                Run("   ", type.font, False, "ink"),
            ]
        return broken(runs[:-1], type, self._sheet.text, self._fonts) if runs else ()

    def _cited(self, placed: Placed) -> tuple[Line, ...]:
        """The slide's sources in small type, by publisher; the list at the end says the rest of each."""
        if not placed.sources:
            return ()
        type, words = self._types["small"], self._deck.words
        runs = [Run(f"{self._theme.word('sources', self._deck.language)}  ", type.font, True, "ink")]
        by_publisher: dict[str, list[tuple[str, str]]] = {}
        for s in placed.sources:
            title, publisher, url = one_line(words.plain(s.title)), one_line(words.plain(s.publisher)), str(s.url)
            by_publisher.setdefault(publisher, []).append((title, url))
            heading = self.lines(title, "source", self._sheet.text - self._sheet.margin)
            self.sources.setdefault(url, Source(title, heading, publisher, s.year, url, shown(url)))
        for n, (publisher, titles) in enumerate(by_publisher.items()):
            runs.append(Run(f"{'  ·  ' if n else ''}{publisher}: ", type.font, False, "ink"))
            for i, (title, url) in enumerate(titles):
                runs.append(Run((", " if i else "") + title, type.font, False, "ink", SceneLink(url=url)))
        return broken(runs, type, self._sheet.text, self._fonts)

    def keys(self) -> Iterator[Key]:
        """The answers to the quizzes of the deck."""
        width, words = self._sheet.text - self._sheet.margin, self._deck.words
        for placed in self._deck.slides:
            answered = []
            for n, a in enumerate(placed.slide.answers(), 1):
                said = " ".join(w for w in (a.choice, one_line(words.plain(a.answer))) if w)
                why = f"  –  {one_line(words.plain(a.why))}" if a.why else ""
                answered.append(Answered(self.lines(f"{n}. {one_line(words.plain(a.question))}", "part-entry", width), self.lines(said + why, "entry", width)))
            if answered:
                yield Key(self.lines(one_line(placed.title), "title", width), tuple(answered))

    def _picture(self, scene: Scene) -> Picture:
        """The alt text is the slide's title and its words, in reading order."""
        said = [one_line(scene.title)]
        places = self._theme.layouts[scene.layout].placeholders
        for item in walk(scene.items):
            place = places.get(getattr(item, "placeholder", None) or "")
            if place is not None and place.type in _FURNITURE:
                continue
            if isinstance(item, Box) and item.text:
                said.append(one_line(item.text.plain))
            elif isinstance(item, Table):
                said.extend(", ".join(one_line(c.text.plain) for c in row) for row in item.rows)
            elif getattr(item, "alt", "") and not getattr(item, "decorative", False):
                said.append(one_line(item.alt))
        return Picture(f"{SLIDE}{form_name(scene)}", " / ".join(dict.fromkeys(s for s in said if s)))


def form_name(scene: Scene) -> str:
    """The name under which a slide's form stands in the resources of every page."""
    return f"Slide{scene.number}" if scene.number else scene.id


def one_line(text: str) -> str:
    """A text with every stretch of white space as one space."""
    return " ".join(text.split())


def _by_part(
    slides: Iterable[Placed], scenes: Sequence[Scene]
) -> list[tuple[PlacedPart | None, list[tuple[Placed, Scene]]]]:
    """The slides as they stand one after another in the parts of the programme."""
    out: list[tuple[PlacedPart | None, list[tuple[Placed, Scene]]]] = []
    for placed, scene in zip(slides, scenes, strict=True):
        if not out or out[-1][0] is not placed.part:
            out.append((placed.part, []))
        out[-1][1].append((placed, scene))
    return out
