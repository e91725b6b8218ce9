"""A set text as a reader hears it: headings, paragraphs, lists in lists, links; the drawing is the caller's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from itertools import groupby

from pikepdf import Dictionary, Name

from deckgen.reading.addresses import readable
from deckgen.scene import Line, Link, Paragraph, Piece, Rect, TextBlock
from deckgen.writers.pdf.structure import Tags

Draw = Callable[[Line, Piece], None]
_Placed = tuple[Line, Piece]


def tell(text: TextBlock, rect: Rect, draw: Draw, tags: Tags, title: bool = False, link: Link | None = None) -> None:
    """Draw every piece of a text inside the structure that it has. `title`: its first paragraph is the slide's heading;
    `link`: the whole of `rect` is clickable."""
    teller = _Teller(text, rect, draw, tags, link)
    i = 0
    while i < len(text.paragraphs):
        if text.paragraphs[i].bullet:
            i = teller.items(i, text.paragraphs[i].level)
            continue
        if title and i == 0 and text.plain.strip():
            tag, tags.heading = tags.heading, "H2"
        else:
            tag = "P"
        with tags.element(tag, Lang=teller.passage(i) or teller.language):
            teller.words(i)
        i += 1


class _Teller:
    def __init__(self, text: TextBlock, rect: Rect, draw: Draw, tags: Tags, link: Link | None) -> None:
        self.language = text.language if text.language != tags.language else None
        self._text, self._rect, self._draw, self._tags, self._link = text, rect, draw, tags, link
        self._lines: dict[int, list[Line]] = {}
        for line in text.lines:
            self._lines.setdefault(line.paragraph, []).append(line)

    def items(self, i: int, level: int) -> int:
        """A list from paragraph `i` on; deeper levels are lists in its items. Returns the paragraph after it."""
        paragraphs, tags = self._text.paragraphs, self._tags
        bullet = paragraphs[i].bullet
        numbering = Name.Decimal if bullet and bullet.number else Name.Disc
        with tags.element("L", A=Dictionary(O=Name.List, ListNumbering=numbering), Lang=self.language):
            while i < len(paragraphs) and paragraphs[i].bullet and paragraphs[i].level >= level:
                with tags.element("LI"):
                    with tags.element("Lbl"), tags.content():
                        first = self._lines[i][0]
                        self._draw(first, first.pieces[0])
                    with tags.element("LBody", Lang=self.passage(i)):
                        self.words(i)
                        i += 1
                        if i < len(paragraphs) and paragraphs[i].bullet and paragraphs[i].level > level:
                            i = self.items(i, paragraphs[i].level)
        return i

    def passage(self, i: int) -> str:
        """The language that all of a paragraph is in, where it is another one than the text's; else ""."""
        languages = {r.language for r in self._text.paragraphs[i].runs if r.text.strip()}
        return languages.pop() if len(languages) == 1 else ""

    def words(self, i: int) -> None:
        """The pieces of a paragraph, without its list mark; linked ones inside a link that knows its places, passages
        in another language inside a span."""
        around = self.passage(i)
        placed = _with_spaces(self._text.paragraphs[i], self._lines.get(i, []))

        def link_and_language(place: _Placed) -> tuple[Link | None, str]:
            run = place[1].run
            return self._link or run.link, run.language if run.language != around else ""

        for (link, language), group in groupby(placed, key=link_and_language):
            pieces = list(group)
            if link is None:
                passage = self._tags.element("Span", Lang=language) if language else nullcontext()
                with passage, self._tags.content():
                    self._draw_all(pieces)
                continue
            with self._tags.element("Link", Lang=language):
                with self._tags.content():
                    self._draw_all(pieces)
                words = "".join(p.run.text for _, p in pieces).strip()
                rects = (self._rect,) if self._link else tuple(self._place(line, p) for line, p in pieces if p.width)
                address = readable(link.url or "")
                label = f"{words} ({address})" if address not in ("", words) else words
                if not (self._link and i):
                    self._tags.annotate(rects, link, label)

    def _draw_all(self, pieces: list[_Placed]) -> None:
        for line, piece in pieces:
            self._draw(line, piece)

    def _place(self, line: Line, piece: Piece) -> Rect:
        """Where a piece can be clicked: a line of 1.2 em around it."""
        top = self._rect.y + line.baseline - 0.95 * line.size
        return Rect(self._rect.x + piece.x, top, piece.width, 1.2 * line.size)


def _with_spaces(paragraph: Paragraph, lines: list[Line]) -> list[_Placed]:
    """The pieces in order; where the author broke a line a space is added, so that words do not run together."""
    source = "".join(r.text for r in paragraph.runs)
    out: list[_Placed] = []
    at = 0
    for n, line in enumerate(lines):
        pieces = line.pieces[1:] if n == 0 and paragraph.bullet else line.pieces
        out.extend((line, p) for p in pieces)
        at += sum(len(p.run.text) for p in pieces)
        if source[at : at + 1] == "\n":
            at += 1
            if pieces and not pieces[-1].run.text.endswith(" "):
                last = pieces[-1]
                space = last.run._replace(text=" ", link=None)
                out.append((line, Piece(last.x + last.width, 0.0, space)))
    return out
