"""What every edition sets in the same way: lines, prose, pictures, sources. One setter for one deck on one sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from deckgen.composing.deck import Deck, Placed, PlacedPart
from deckgen.layout.citations import by_role
from deckgen.layout.folding import COLUMNS, MOST
from deckgen.layout.monospace import TAB
from deckgen.layout.words import alt_text, one_line
from deckgen.reading.addresses import spelt_out
from deckgen.reading.fonts import Fonts
from deckgen.reading.sources import Source
from deckgen.reading.theme import Theme
from deckgen.richtext import NO_MARKS, Block, Prose, unmarked
from deckgen.scene import Box, Run, Scene
from deckgen.writers.handout.blocks import PrintBlock, PrintParagraph, blocks
from deckgen.writers.handout.lines import (
    ELSEWHERE,
    INDENT,
    Called,
    PrintLine,
    PrintRun,
    address_lines,
    break_lines,
    scene_runs,
    set_text,
    told,
)
from deckgen.writers.handout.press import SLIDE
from deckgen.writers.handout.sheet import POINTS, Order, Sheet, Type, types
from deckgen.writers.templates import offered

#: What parts one publisher's titles from another's; it does not begin a line.
SEPARATED = "\u00a0\u00a0·  "


#: Millimetres between a number and its point.
AFTER_NUMBER = 1.2
#: The size of code on lines of its own, in parts of that of prose: 61 letters of it stand beside each other.
VERBATIM = 0.8


class Title(NamedTuple):
    """A title with its marks, and its lines where it is printed."""

    prose: Prose
    lines: tuple[PrintLine, ...]

    @property
    def text(self) -> str:
        """Its words alone, for what has no marks: running heads, bookmarks."""
        return one_line(self.prose.plain)


#: The title of what has none.
NO_TITLE = Title(unmarked(""), ())


class PrintPicture(NamedTuple):
    """A slide's picture: its address for `img`, its alt text."""

    url: str
    alt: str


class Names(set[str]):
    """Addresses of sources that an edition has named."""


class Setter:
    """Sets a deck on a sheet."""

    def __init__(
        self,
        deck: Deck,
        scenes: Sequence[Scene],
        theme: Theme,
        fonts: Fonts,
        sheet: Sheet,
        order: Order = "row",
        steps: Sequence[Scene] = (),
        lean: bool = False,
        brief: bool = False,
        own: Mapping[str, int] | None = None,
    ) -> None:
        self.deck = deck
        self.scenes = scenes
        self.theme = theme
        self.fonts = fonts
        self.sheet = sheet
        self.order = order
        #: The steps of slides, where they are printed.
        self.steps = steps
        #: Drawings are no larger than their words need.
        self.lean = lean
        #: There are no lists of terms and sources.
        self.brief = brief
        #: Where each variant has words of its own, the number of their lines by what they are (`own`).
        self.own = own
        self.types = types(deck.language, sheet.large)
        self._source_numbers: Mapping[str, int] | None = None

    @offered
    def word(self, key: str, **values: object) -> str:
        """A word of the frame in the deck's language."""
        return self.theme.word(key, self.deck.language, **values)

    def lines(self, text: Prose | str, use: str, width: float, even: bool = False) -> tuple[PrintLine, ...]:
        """A text that is one paragraph, in a column of `width` mm."""
        return self.set(text, self.types[use], width, even)

    def set(self, text: Prose | str, type: Type, width: float, even: bool = False) -> tuple[PrintLine, ...]:
        """A text that is one paragraph in a size of type of its own, in a column of `width` mm; `even` for headings."""
        if isinstance(text, str):
            text = unmarked(text, self.deck.language)
        return set_text(text, type, width, self.fonts, self.deck.language, even) if text.plain else ()

    def title(self, text: Prose | str, use: str, width: float) -> Title:
        """A heading, its lines about as long as each other; no lines where there are no words."""
        prose = unmarked(text, self.deck.language) if isinstance(text, str) else text
        return Title(prose, self.lines(prose, use, width, even=True))

    def prose(
        self, prose: Prose | None, width: float, use: str = "text", called: Sequence[Called] = ()
    ) -> tuple[PrintBlock, ...]:
        """Prose in a column of `width` mm; numbers follow what is `called`."""
        if prose is None:
            return ()
        out: list[tuple[PrintParagraph, int]] = []
        type, hangs = self.types[use], list[float]()
        for b in prose.blocks:
            runs = scene_runs(b.runs, type, prose.language, self.deck.language, called)
            if out and not b.bullet and not out[-1][0].point and runs:
                runs = (runs[0]._replace(text=INDENT, font=type.font, bold=type.bold, link=None, marks=NO_MARKS), *runs)
            hangs[b.level if b.bullet else 0 :] = [self._hang(prose, b, type)] if b.bullet else []
            lines = break_lines(runs, type, width, self.fonts, hang=sum(hangs))
            out.append((PrintParagraph(lines, b.bullet, b.label, hangs[-1] if hangs else 0.0), b.level))
        return blocks(out)

    def verbatim(self, placed: Placed, width: float) -> tuple[PrintBlock, ...]:
        """The lines of which the slide shows a part, whole, in a column of `width` mm; nothing where it shows all."""
        text = placed.slide.verbatim()
        lines = self.deck.words.pick(text)[0].rstrip().split("\n") if text else []
        if len(lines) <= MOST and all(len(line) <= COLUMNS for line in lines):
            return ()
        size = self.types["text"].size * VERBATIM
        columns = int(width * POINTS / (self.fonts.width("0", "code", False) * size))
        parts = [part for line in lines for part in _wrapped(line.expandtabs(TAB), columns)]
        printed = tuple((PrintRun(part or "\u00a0", code=True),) for part in parts)
        return (PrintBlock(False, (PrintParagraph(printed),), verbatim=True),)

    def _hang(self, prose: Prose, point: Block, type: Type) -> float:
        """How far a point stands behind its mark, in mm: as far as the other ones on its level of a text."""
        alike = (b.label for b in prose.blocks if b.level == point.level and b.label) if point.label else ()
        widest = max((self.fonts.width(label, type.font, type.bold) for label in alike), default=0.0)
        return max(self.sheet.hang, widest * type.size / POINTS + AFTER_NUMBER) if point.label else self.sheet.hang

    def called(self, prose: Prose | None) -> list[Called]:
        """What the numbers in a text lead to, each once: footnotes, and the addresses of links that do not say them
        themselves."""
        runs = [r for b in (prose.blocks if prose else ()) for r in b.runs]
        return list(
            dict.fromkeys(r.note or r.url or "" for r in runs if r.note or (r.url and not spelt_out(r.text, r.url)))
        )

    def notes(self, called: Sequence[Called], width: float) -> tuple[tuple[PrintLine, ...], ...]:
        """Addresses and footnotes in small type, each numbered on lines of its own."""
        out: list[tuple[PrintLine, ...]] = []
        type, language = self.types["small"], self.deck.language
        for i, what in enumerate(called, 1):
            if what == ELSEWHERE:
                continue
            if isinstance(what, str):
                first, *rest = address_lines(what, type, width - 4.0, self.fonts)
            else:
                runs = scene_runs(tuple(told(what)), type, language, language)
                first, *rest = break_lines(runs, type, width - 4.0, self.fonts)
            out.append(((PrintRun(f"{i} "), *first), *rest))
        return tuple(out)

    def beneath(self, scene: Scene, width: float) -> tuple[PrintLine, ...]:
        """Whose the slide's picture is, and what its footnotes say, in small type."""
        type, out = self.types["small"], list[PrintLine]()
        for box in (i for i in scene.items if isinstance(i, Box) and i.role in ("credit", "footnote")):
            runs = [
                r._replace(font=type.font, bold=False, colour="text")
                for p in (box.text.paragraphs if box.text else ())
                for r in p.runs
            ]
            out += break_lines(runs, type, width, self.fonts)
        return tuple(out)

    def cited(
        self, placed: Placed, width: float, label: bool = True, named: Names | None = None
    ) -> tuple[PrintLine, ...]:
        """The slide's sources in small type, by publisher, each with its number in the list at the end, which says the
        rest. Those that are `named` already are there by their numbers alone; the others are added to them."""
        if not placed.sources:
            return ()
        type, words = self.types["small"], self.deck.words
        runs: list[Run] = []
        named = Names() if named is None else named
        again: list[int] = []
        for word, sources in by_role(placed.sources).items():
            by_publisher: dict[str, list[str]] = {}
            for s in sources:
                number = self.source_numbers[str(s.url)]
                if str(s.url) in named:
                    again.append(number)
                    continue
                title = f"{one_line(words.plain(s.title))}\u00a0[{number}]"
                by_publisher.setdefault(one_line(words.plain(s.publisher)), []).append(title)
            if not by_publisher:
                continue
            if label or word != "sources":
                runs.append(Run(f"{SEPARATED if runs else ''}{self.word(word)}  ", type.font, True, "text"))
            elif runs:
                runs.append(Run(SEPARATED, type.font, False, "text"))
            listed = SEPARATED.join(f"{name}: {', '.join(titles)}" for name, titles in by_publisher.items())
            runs.append(Run(listed, type.font, False, "text"))
        if again:
            runs.append(
                Run((SEPARATED if runs else "") + ", ".join(f"[{n}]" for n in sorted(again)), type.font, False, "text")
            )
        named.update(str(s.url) for s in placed.sources)
        return break_lines(runs, type, width, self.fonts)

    @property
    def source_numbers(self) -> Mapping[str, int]:
        """The number of each source in the list at the end, by its address."""
        if self._source_numbers is None:
            self._source_numbers = {str(s.url): n for n, s in enumerate(self.sources(), 1)}
        return self._source_numbers

    def sources(self, only: Collection[str] | None = None) -> tuple[Source, ...]:
        """The sources of the deck (`only` of the slides with these ids), each once, in the order of the list at the
        end."""
        found: dict[str, Source] = {}
        for placed in (p for p in self.deck.slides if only is None or p.slide.id in only):
            for source in placed.sources:
                found.setdefault(str(source.url), source)
        return tuple(s for sources in by_role(found.values()).values() for s in sources)

    def picture(self, scene: Scene) -> PrintPicture:
        """A slide's picture."""
        return PrintPicture(f"{SLIDE}{form_name(scene)}", alt_text(scene))

    def by_part(self) -> list[tuple[PlacedPart | None, list[tuple[Placed, Scene]]]]:
        """The slides as they stand one after another in the parts of the programme."""
        out: list[tuple[PlacedPart | None, list[tuple[Placed, Scene]]]] = []
        for placed, scene in zip(self.deck.slides, self.scenes, strict=True):
            if not out or out[-1][0] is not placed.part:
                out.append((placed.part, []))
            out[-1][1].append((placed, scene))
        return out


def _wrapped(line: str, columns: int) -> Iterator[str]:
    """A line of code in lines of so many columns; what goes over is indented."""
    yield line[:columns]
    rest = line[columns:]
    while rest:
        yield " " * TAB + rest[: columns - TAB]
        rest = rest[columns - TAB :]


def form_name(scene: Scene) -> str:
    """The name under which a slide's form stands in the resources of every page."""
    step = f"Step{scene.step}" if scene.step else ""
    return f"Slide{scene.number}{step}" if scene.number else scene.id


def anchor(id: str) -> str:
    """The name of the place where a slide stands."""
    return f"slide-{id}"


def depth(blocks: Iterable[PrintBlock]) -> int:
    """How many lines blocks take up."""
    return sum(b.line_count for b in blocks)


def said_apart(placed: Placed) -> bool:
    """Whether an edition says at its end what a slide says, and what is written about it: as a list, or as
    questions."""
    return placed.slide.purpose == "list" or placed.slide.questionnaire() is not None


def said_elsewhere(placed: Placed) -> bool:
    """Whether an edition says elsewhere what stands on a slide: at its end, on its front, or in the name of a part."""
    slide, part = placed.slide, placed.part
    heads = slide.opens_part and part is not None and part.title.plain == placed.title.plain
    return said_apart(placed) or heads or (slide.layout == "cover" and placed.number == 1)


def all_lines(blocks: Iterable[PrintBlock]) -> Iterator[PrintLine]:
    """All lines of blocks."""
    for b in blocks:
        for p in b.paragraphs:
            yield from p.lines
            yield from all_lines(p.inner)
