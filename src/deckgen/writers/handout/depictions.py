"""Depictions: what paper shows of a slide in place of its picture, in type that can be read there.

A drawing is cut out of the slide and is as wide as its smallest words need; a table is set anew; of a question there is
the answer, of a statement its sentence; other words are set as text. The slide's title is not part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from deckgen.composing.deck import Placed
from deckgen.layout.words import one_line, statements
from deckgen.reading.slide import Answer, Claim, Reply
from deckgen.richtext import unmarked
from deckgen.scene import Box, Chart, Paragraph, Rect, Run, Scene, Table, TextBlock, walk
from deckgen.writers.handout.blocks import PrintBlock, PrintParagraph, blocks
from deckgen.writers.handout.figures import AROUND_ROW, Grid, crop, drawing, table
from deckgen.writers.handout.forms import Crop, part
from deckgen.writers.handout.lines import PrintLine, break_lines
from deckgen.writers.handout.press import SLIDE
from deckgen.writers.handout.setter import AFTER_NUMBER, SEPARATED, PrintPicture, Setter
from deckgen.writers.handout.sheet import POINTS, Sheet, Type

#: The smallest words of a drawing on paper and the smallest code, in points; in large print.
LEAST, LEAST_CODE, LARGE = 7.1, 7.5, 14.0
#: How tall a drawing is where its words need no more, in millimetres; in parts of the page, whatever they need.
TALL, TALLEST = 46.0, 0.62
#: The width of a drawing without words where there is no more paper, in millimetres.
SMALL = 58.0
#: What of the width is left for the title beside a drawing that is wider than the measure, in millimetres.
TITLE = 42.0
#: How far a drawing goes beyond the text on a sheet without a margin column, left and right, in millimetres.
BEYOND = 8.6
#: A drawing up to this part of the slide stands in the margin column.
NARROW = 0.5
#: Below what is shown, between its parts, and around the words of a column, in millimetres.
BELOW, BETWEEN, ABOVE = 2.0, 2.0, 1.4
#: Words of at least so many points on the slide are its message.
LOUD = 40.0
#: What stands before the choices of a question.
LETTERS = "ABCD"
#: So many texts with a head stand beside each other.
COLUMNS = 3
#: What a slide has that stands elsewhere on paper.
_ELSEWHERE = ("furniture", "takeaway", "credit", "footnote")
#: A table is set across the page where that makes it so much lower.
LOWER = 0.62


class Drawing(NamedTuple):
    """A drawing: its picture, `width` and `height` in millimetres, the size of its smallest words in points (0: it has
    none); `beside`: it stands in the margin column."""

    picture: PrintPicture
    width: float
    height: float
    smallest: float
    beside: bool = False


class Column(NamedTuple):
    """Words beside others: a head, and what stands below it."""

    head: tuple[PrintLine, ...]
    lines: tuple[PrintLine, ...]


class Heights(NamedTuple):
    """The heights of the parts of an depiction in millimetres, whole lines each, 0 where there is none."""

    message: float = 0.0
    detail: float = 0.0
    table: float = 0.0
    drawing: float = 0.0
    columns: float = 0.0
    points: float = 0.0
    conclusion: float = 0.0


class Depiction(NamedTuple):
    """What is shown of a slide, from above: its message, what is added to it, a table, a drawing, words in columns or
    points, and what is concluded. `width` is how far it goes beyond the measure, in millimetres; `across`: it is as
    wide as the text and stands below the title."""

    message: tuple[PrintLine, ...] = ()
    detail: tuple[PrintLine, ...] = ()
    table: Grid | None = None
    drawing: Drawing | None = None
    columns: tuple[Column, ...] = ()
    points: tuple[PrintBlock, ...] = ()
    conclusion: tuple[PrintLine, ...] = ()
    heights: Heights = Heights()
    width: float = 0.0
    across: bool = False

    @property
    def height(self) -> float:
        """What it takes in the column of prose, in millimetres."""
        return sum(self.heights)


def depiction(setter: Setter, placed: Placed, scene: Scene, crops: list[Crop]) -> Depiction:
    """What paper shows of a slide; the part of its picture that is shown is added to the crops."""
    slide = placed.slide
    if slide.purpose == "talk" and placed.handout:
        return Depiction()  # the prose says it
    reply, claim, out = slide.reply(), slide.claim(), Depiction()
    rect = drawing(scene)
    if slide.purpose == "exercise" and len(asked := slide.answers()) == 1:
        return _measured(setter, _asked(setter, asked[0]))
    if slide.purpose == "exercise":
        return _measured(setter, _worded(setter, out, list(_words(scene, None, drawn=True)), LETTERS))
    if rect is not None:
        out = _drawn(setter, scene, rect, crops)
    if rect is not None and out.drawing and setter.sheet.large and 0.0 < out.drawing.smallest < LARGE - 0.05:
        out = out._replace(points=tuple(_listed(setter, part(scene, rect))))
    if reply or claim:
        out = _told(setter, out, reply, claim)
    elif (grid := _table(setter, placed, scene)) is not None:
        out = out._replace(table=grid, across=grid.width > setter.sheet.measure)
    elif not out.points:
        out = _worded(setter, out, list(_words(scene, rect)))
    conclusion = slide.conclusion()
    if conclusion:
        out = out._replace(
            conclusion=setter.lines(setter.deck.words.prose(conclusion), "conclusion", setter.sheet.measure)
        )
    return _measured(setter, out)


def smallest(scene: Scene, rect: Rect) -> tuple[float, float]:
    """The sizes in points, on the slide, of the smallest words and the smallest code in a part of it; 0: none."""
    words, code = [0.0], [0.0]
    for text in _texts(part(scene, rect)):
        for line in text.lines:
            if any(p.run.text.strip() for p in line.pieces):
                (code if all(p.run.font == "code" for p in line.pieces) else words).append(line.size)
    return min(words[1:], default=0.0), min(code[1:], default=0.0)


def needed(scene: Scene, rect: Rect, large: bool = False) -> float:
    """The width in millimetres at which a part of a slide can be read."""
    words, code = smallest(scene, rect)
    wanted = [least / size for size, least in ((words, LEAST), (code, LEAST_CODE)) if size]
    wanted += [LARGE / size for size in (words, code) if size and large]
    return max(wanted, default=0.0) * rect.w / POINTS


def _texts(scene: Scene) -> Iterator[TextBlock]:
    for item in walk(scene.items):
        if isinstance(item, Chart):
            yield from (i.text for i in walk(item.drawing) if isinstance(i, Box) and i.text)
    yield from (text for s in statements(i for i in scene.items if i.role != "credit") for text in s.texts)


def _drawn(setter: Setter, scene: Scene, rect: Rect, crops: list[Crop]) -> Depiction:
    sheet, least = setter.sheet, needed(scene, rect, setter.sheet.large)
    ratio = rect.h / rect.w
    crops.append(crop(scene, rect))
    picture = PrintPicture(f"{SLIDE}{crops[-1].name}", _shown(setter, scene, rect))
    beside = not sheet.stacked and rect.w <= setter.theme.page[0] * NARROW and least <= sheet.aside
    if beside:
        width = min(sheet.aside, max(least, TALL / ratio))
        return Depiction(drawing=Drawing(picture, width, width * ratio, _size(scene, rect, width), True))
    tall = 0.0 if setter.lean else TALL * (1.6 if sheet.large else 1.0)
    width = min(max(least or SMALL, min(sheet.measure, tall / ratio)), _widest(sheet), sheet.inner * TALLEST / ratio)
    lower = ((width * ratio + BELOW) // sheet.line * sheet.line - BELOW) / ratio
    width = lower if lower >= max(least, SMALL) else width  # rather a little smaller than a line that is not full
    across = not sheet.stacked and width > sheet.text - TITLE
    return Depiction(
        drawing=Drawing(picture, width, width * ratio, _size(scene, rect, width)),
        width=max(0.0, width - sheet.measure),
        across=across,
    )


def _size(scene: Scene, rect: Rect, width: float) -> float:
    """The size in points of the smallest words of a part of a slide that is `width` mm wide."""
    return min((s for s in smallest(scene, rect) if s), default=0.0) * width * POINTS / rect.w


def _widest(sheet: Sheet) -> float:
    return sheet.text + (2 * BEYOND if sheet.stacked else 0.0)


def _shown(setter: Setter, scene: Scene, rect: Rect) -> str:
    """What the part of a slide says and shows, in words."""
    return setter.picture(part(scene, rect)).alt


def _told(setter: Setter, out: Depiction, reply: Reply | None, claim: Claim | None) -> Depiction:
    """In large type an answer, or what is said to a sentence that is the title itself; and what is added to it."""
    words, width = setter.deck.words, setter.sheet.measure
    loud = reply.answer if reply else claim.condition if claim else None
    return out._replace(
        message=setter.set(words.prose(loud), setter.types["message"], width, even=True) if loud else (),
        detail=setter.lines(words.prose(reply.detail), "text", width) if reply and reply.detail else (),
    )


def _asked(setter: Setter, asked: Answer) -> Depiction:
    """A question, and what there is to choose from."""
    words, type, width = setter.deck.words, setter.types["text"], setter.sheet.measure
    hang = setter.sheet.hang * 1.5
    points = [
        (PrintParagraph(setter.set(words.prose(choice), type, width - hang), True, letter, hang), 0)
        for letter, choice in zip(LETTERS, asked.choices, strict=False)
    ]
    message = setter.set(words.prose(asked.question), setter.types["message"], width, even=True)
    return Depiction(message=message, points=blocks(points))


def _table(setter: Setter, placed: Placed, scene: Scene) -> Grid | None:
    """The slide's table in the measure, or across the page where that is much lower."""
    narrow = table(setter, placed, scene, 0, setter.sheet.measure)
    if narrow is None or setter.sheet.stacked:
        return narrow
    wide = table(setter, placed, scene, 0, setter.sheet.text)
    return wide if wide and (narrow.parted or wide.height < narrow.height * LOWER) else narrow


def _words(scene: Scene, rect: Rect | None, drawn: bool = False) -> Iterator[TextBlock]:
    """The words of a slide that stand in no drawing, or in none that is `drawn`, without its title."""
    shown = {id(i) for i in part(scene, rect).items} if rect else set()
    title = one_line(scene.title.plain)
    for item in scene.items:
        if id(item) in shown or item.role in _ELSEWHERE or (item.role == "figure" and not drawn):
            continue
        for statement in statements((item,)):
            shape = statement.item
            if isinstance(shape, (Table, Chart)) or (isinstance(shape, Box) and shape.placeholder == "title"):
                continue
            yield from (t for t in statement.texts if one_line(t.plain) != title)


def _is_mark(text: TextBlock) -> bool:
    """Whether a text is but a number or a letter before another."""
    words = text.plain.strip()
    return words.isdigit() or (len(words) == 1 and words.isascii())


def _worded(setter: Setter, out: Depiction, texts: Sequence[TextBlock], letters: str = "") -> Depiction:
    """Words as text: the loudest as the message, others abreast or as points, with `letters` before them."""
    labels = {} if letters else _labels(texts)
    texts = [t for t in texts if not _is_mark(t)]
    loud = [t for t in texts if len(t.paragraphs) == 1 and all(line.size >= LOUD for line in t.lines)]
    loud = [] if len(loud) > 1 and labels else loud[:1]  # of steps, none is the message
    rest = [t for t in texts if t not in loud]
    width = setter.sheet.measure
    message = " ".join(one_line(t.plain) for t in loud)
    out = out._replace(message=setter.set(message, setter.types["message"], width, even=True))
    headed = [t for t in rest if len(t.paragraphs) > 1 and not t.paragraphs[0].bullet]
    if 1 < len(headed) <= COLUMNS:
        room = (width - (len(headed) - 1) * setter.sheet.gutter) / len(headed)
        out = out._replace(columns=tuple(_column(setter, t, room) for t in headed))
        rest = [t for t in rest if t not in headed]
    offered = {id(t): letter for t, letter in zip(rest, letters, strict=False)} or labels
    return out._replace(points=tuple(_points(setter, rest, width, offered)))


def _labels(texts: Iterable[TextBlock]) -> dict[int, str]:
    """The number that stands on a slide before a text, by the text's identity, as the point of a list has it."""
    out: dict[int, str] = {}
    mark = ""
    for text in texts:
        if _is_mark(text):
            mark = text.plain.strip()
        elif mark:
            if mark.isdigit():  # some authors number their steps themselves
                out[id(text)] = "" if text.plain.startswith(f"{mark}.") else f"{mark}."
            mark = ""
    return out


def _listed(setter: Setter, scene: Scene) -> Iterator[PrintBlock]:
    """The words of a drawing in large print, one after another."""
    type = setter.types["text"]
    said = dict.fromkeys(one_line(t.plain) for t in _texts(scene) if not _is_mark(t))
    words = SEPARATED.join(w for w in said if w)
    if words:
        runs = [Run(words, type.font, False, "text")]
        yield PrintBlock(False, (PrintParagraph(break_lines(runs, type, setter.sheet.measure, setter.fonts)),))


def _column(setter: Setter, text: TextBlock, width: float) -> Column:
    head, *lines = (one_line("".join(r.text for r in p.runs)) for p in text.paragraphs)
    small, cell = setter.types["cell"], setter.types["cell"]._replace(bold=True)
    return Column(
        setter.set(unmarked(head, text.language), cell, width),
        tuple(line for said in lines for line in setter.set(unmarked(said, text.language), small, width)),
    )


def _points(
    setter: Setter, texts: Sequence[TextBlock], width: float, labels: Mapping[int, str]
) -> Iterator[PrintBlock]:
    """Texts as the points of a list, with their labels or the numbers that they have; what heads others in bold before
    them."""
    type = setter.types["text"]
    numbers = [*labels.values(), *(f"{p.bullet.number}." for t in texts for p in t.paragraphs if p.bullet)]
    widest = max((setter.fonts.width(n, type.font, type.bold) for n in numbers), default=0.0)
    hang = max(setter.sheet.hang * (1.5 if labels else 1.0), widest * type.size / POINTS + AFTER_NUMBER)
    points: list[tuple[PrintParagraph, int]] = []
    for text in texts:
        said = [p for p in text.paragraphs if one_line("".join(r.text for r in p.runs))]
        listed = any(p.bullet for p in text.paragraphs)
        for first, *rest in [[p] for p in said] if listed or not said else [said]:
            runs = [*_runs(first, type, bool(rest))]
            for n, p in enumerate(rest):
                runs += [Run("  ·  " if n else "  ", type.font, False, "text"), *_runs(p, type)]
            number = first.bullet.number if first.bullet else 0
            label = labels.get(id(text), f"{number}." if number else "")
            lines = break_lines(runs, type, width, setter.fonts, hang=hang * (first.level + 1))
            points.append((PrintParagraph(lines, True, label, hang), first.level))
    if len(points) == 1 and not labels:  # no list
        yield PrintBlock(False, (points[0][0]._replace(point=False, label="", hang=0.0),))
    else:
        yield from blocks(points)


def _runs(paragraph: Paragraph, type: Type, bold: bool = False) -> Iterator[Run]:
    """What a paragraph of a slide says, as it is set on paper: with its marks, its code and its links."""
    for r in paragraph.runs:
        text = "".join(" " if n in r.glue or c == "\n" else c for n, c in enumerate(r.text))
        font = r.font if r.font == "code" else type.font
        yield Run(text, font, bold, "text", r.link, r.marks, r.language)


def _measured(setter: Setter, out: Depiction) -> Depiction:
    """What is shown with the heights of its parts, in whole lines."""
    sheet, types = setter.sheet, setter.types

    def lines(use: str, count: int, more: float = 0.0) -> float:
        type: Type = types[use]
        return sheet.lines(type.line_height * count + more) if count else 0.0

    deepest = max((len(c.head) + len(c.lines) for c in out.columns), default=0)
    heights = Heights(
        message=lines("message", len(out.message)),
        detail=lines("text", len(out.detail)),
        table=sheet.lines(out.table.height + AROUND_ROW) if out.table else 0.0,
        drawing=sheet.lines(out.drawing.height + BELOW) if out.drawing and not out.drawing.beside else 0.0,
        columns=lines("cell", deepest, 2 * ABOVE),
        points=sum(b.line_count for b in out.points) * sheet.line,
        conclusion=lines("conclusion", len(out.conclusion)),
    )
    return out._replace(heights=heights)
