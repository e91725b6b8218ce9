"""A slide's texts: in the deck's language, in a style of the theme, set with real metrics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from deckgen.composing.deck import Deck, Placed
from deckgen.layout.linebreaks import unbroken
from deckgen.layout.runs import accent_on, call, list_indents, list_mark, point, ready, run
from deckgen.layout.typeset import ORPHAN, Look, Setting, block, fallback_height
from deckgen.reading.addresses import displayed, shortened
from deckgen.reading.fonts import Fonts
from deckgen.reading.grounds import Ground
from deckgen.reading.theme import Layout, TextStyle, Theme
from deckgen.reading.values import Text
from deckgen.richtext import Inline, Prose, unmarked
from deckgen.scene import Align, Anchor, Insets, Rect, Run, TextBlock


class Texts:
    """The texts of a slide, in the styles and fonts of its theme. Lengths in points."""

    def __init__(self, deck: Deck, placed: Placed, theme: Theme, fonts: Fonts) -> None:
        self.deck = deck
        self.placed = placed
        self.theme = theme
        self.fonts = fonts
        self.layout: Layout = theme.layouts[placed.slide.layout_name()]
        self.language = deck.language
        #: The ground that the slide stands on.
        self.ground: Ground = theme.ground_of(self.layout.background) or theme.grounds["paper"]
        #: What footnotes say, with their numbers.
        self.footnotes: dict[tuple[Inline, ...], int] = {}

    @overload
    def prose(self, text: Text) -> Prose: ...

    @overload
    def prose(self, text: None) -> None: ...

    def prose(self, text: Text | None) -> Prose | None:
        """A text in the deck's language, variables filled in; None where there is none."""
        return self.deck.words.prose(text)

    def word(self, key: str, **values: object) -> str:
        """A word of the frame in the deck's language."""
        return self.theme.word(key, self.language, **values)

    def settings(
        self,
        text: Text | Prose | str | None,
        style: str,
        *,
        colour: str | None = None,
        background: str | None = None,
        align: Align = "left",
        level: int = 0,
        bullet: bool = False,
    ) -> tuple[Setting, ...]:
        """The paragraphs of a text in a style. `background` is the role beneath it, which decides the colour of
        emphasis and links."""
        prose = self.prose(text) if isinstance(text, Text) else text
        if prose is None:
            return ()
        if isinstance(prose, str):
            prose = unmarked(prose, self.language)
        s = self.theme.styles[style]
        base = colour or s.colour
        background = background or self.layout.background
        out = []
        for b in prose.blocks:
            if bullet:
                b = point(b)
            deep = level + b.level
            indent, hang = list_indents(s.sizes[0], deep, b.bullet)
            runs = tuple(
                self._call(r.note, s, self._colour(r, s, base, background))
                if r.note
                else run(
                    r, s.font, s.bold, self._colour(r, s, base, background), prose.language, self.language, s.struck
                )
                for r in b.runs
            )
            mark = list_mark(deep, background, base, b.number) if b.bullet else None
            look = Look(s.font, s.bold, base, s.struck)
            out.append(Setting(runs, s.sizes, s.leading, s.before, align, deep, indent, hang, mark, look))
        return tuple(out)

    def _call(self, note: tuple[Inline, ...], style: TextStyle, colour: str) -> Run:
        """The call of a footnote, which stands at the foot of the slide."""
        number = self.footnotes.setdefault(note, len(self.footnotes) + 1)
        return call(number, style.font, style.bold, colour, self.fonts)

    def set(
        self,
        settings: Sequence[Setting],
        rect: Rect,
        *,
        inset: Insets = (0.0, 0.0, 0.0, 0.0),
        anchor: Anchor = "top",
        rung: int = 0,
        even: bool = False,
        orphans: bool = False,
        wrap: bool = True,
    ) -> TextBlock:
        """Settings set into a rectangle, in the first size of their ladder that fits."""
        copy = ready(settings, self.fonts)
        return self._block(copy, rect, inset=inset, anchor=anchor, rung=rung, even=even, orphans=orphans, wrap=wrap)

    def _block(
        self,
        settings: tuple[Setting, ...],
        rect: Rect,
        *,
        inset: Insets,
        anchor: Anchor,
        rung: int,
        even: bool,
        orphans: bool = False,
        wrap: bool = True,
    ) -> TextBlock:
        return block(
            settings,
            self.fonts,
            rect,
            inset=inset,
            anchor=anchor,
            rung=rung,
            even=even,
            orphans=orphans,
            wrap=wrap,
            language=self.language,
        )

    def ends_short(self, text: Text | None, style: str, rect: Rect) -> bool:
        """Whether a text would end in a short line: only then is it worth a layout of its own to even it out."""
        lines = self.set(self.settings(text, style), rect).lines if text else ()
        widths = [sum(piece.width for piece in line.pieces) for line in lines]
        return len(widths) > 1 and widths[-1] < ORPHAN * max(widths)

    def address(
        self,
        address: str,
        settings: Callable[[str], tuple[Setting, ...]],
        rect: Rect,
        inset: Insets = (0.0, 0.0, 0.0, 0.0),
    ) -> str:
        """An address as it is shown, at the end of `settings` of it: as much as fits on two lines with them."""

        def fits(shown: str) -> bool:
            text = settings(shown)
            block = self.set(text, rect, inset=inset)
            return not block.overflow and sum(line.paragraph == len(text) - 1 for line in block.lines) <= 2

        shown = shortened(displayed(address, lambda c: not self.fonts.missing(c, "text", False)), fits)
        return self._at_slash(shown, settings, rect, inset)

    def _at_slash(self, shown: str, settings: Callable[[str], tuple[Setting, ...]], rect: Rect, inset: Insets) -> str:
        """An address, its second line begun behind a slash where that fits: a narrow box would break within a word."""

        def lines(one: str) -> int:
            text = settings(one)
            block = self.set(text, rect, inset=inset)
            return 0 if block.overflow else sum(line.paragraph == len(text) - 1 for line in block.lines)

        if lines(shown) < 2:
            return shown
        behind = [n for n, c in enumerate(shown[:-1], 1) if c == "/"]
        broken = (f"{shown[:n]}\n{shown[n:]}" for n in reversed(behind))
        return next((b for b in broken if lines(b) == 2), shown)

    def width(self, settings: Sequence[Setting]) -> float:
        """The width in points of the longest paragraph of a text on one line, at its first size."""
        return max(sum(self.fonts.width(r.text, r.font, r.bold) for r in s.runs) * s.sizes[0] for s in settings)

    def safe_width(self, settings: Sequence[Setting], rung: int) -> float:
        """The width in points that keeps each paragraph of a text on one line at a rung, also in a font that stands
        in."""
        wider = self.fonts.language.fallback.wider
        return max(
            sum(self.fonts.width(r.text, r.font, r.bold) for r in s.runs) * s.at(rung).size * wider for s in settings
        )

    def narrowest(self, settings: Sequence[Setting]) -> float:
        """The least width in points that breaks no word of a text, at its last size, also in a font that stands in."""
        return (
            max(
                self.fonts.width(w, r.font, r.bold) * s.sizes[-1]
                for s in settings
                for r in s.runs
                for w in unbroken(r.text, self.fonts.language.breaking)
            )
            * 1.08
        )

    def safe_height(self, settings: Sequence[Setting], width: float, inset: Insets, rung: int) -> float:
        """The height that a text needs in a box of this width, also where PowerPoint falls back to another font."""
        text = self.set(settings, Rect(0, 0, width, 10_000), inset=inset, rung=rung)
        return max(text.height, fallback_height(text, width, self.fonts)) + inset[1] + inset[3]

    def stands_out(self, background: str) -> str:
        """The role that stands out on a background: as the theme's ground of that colour says, where it has one."""
        ground = self.theme.ground_of(background)
        return ground.bright if ground else accent_on(background)

    def _colour(self, r: Inline, style: TextStyle, base: str, background: str) -> str:
        """The role of a stretch of text: links have a colour of their own where it can be seen."""
        if r.url and background in ("paper", "surface", "soft"):
            return "link"
        marked = r.emphasis or (r.bold and style.strong == "colour")
        return self.stands_out(background) if marked else base
