"""Cheat sheet: the commands of a deck on one page, to be pinned to a wall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from deckgen.composing.deck import Deck
from deckgen.diagnostics import ContentError, Diagnostic, error
from deckgen.layout.words import one_line
from deckgen.messages import say
from deckgen.scene import Run, Scene, Table, TextBlock, walk
from deckgen.writers.handout.back import Back
from deckgen.writers.handout.depictions import needed
from deckgen.writers.handout.editions.view import Extras
from deckgen.writers.handout.figures import Figure, crop, drawing, figure
from deckgen.writers.handout.forms import Crop
from deckgen.writers.handout.frame import Frame, Mark, frame
from deckgen.writers.handout.imprint import terse
from deckgen.writers.handout.lines import PrintLine, break_lines
from deckgen.writers.handout.setter import Setter, Title, anchor
from deckgen.writers.handout.sheet import POINTS, Type

#: Sizes of the commands in points, the first at which all stand on one page; the distance of baselines in millimetres
#: for each point.
SIZES = (17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
LINE_HEIGHT = 0.55
#: Space between columns, above a group, and beside what a command does, in millimetres.
GAP, ABOVE, BESIDE = 10.0, 5.0, 5.0
#: Space around a command, with the hairline above it, in millimetres.
ROW = 2.6
#: A monospaced font looks larger than others of its size.
CODE = 0.92
#: Height of the masthead, and of each further line of its title, so much higher in large print; space below a group's
#: title, and the tallest manifest, in millimetres.
HEAD, TITLED, LARGE, TITLE, MANIFEST = 24.0, 11.0, 1.25, 1.1, 90.0


class Command(NamedTuple):
    """What one does, and the command that does it."""

    name: tuple[PrintLine, ...]
    command: tuple[PrintLine, ...]


class Group(NamedTuple):
    """Commands that stand beneath each other, or a figure; `height` in millimetres."""

    anchor: str
    title: Title
    commands: tuple[Command, ...]
    figure: Figure | None
    height: float


class CheatSheet(NamedTuple):
    """The edition: groups in columns of `width` mm, set in `size` points with baselines `line_height` mm apart. What a
    command does stands `names` mm wide beside it, and above it where that is 0; the masthead is `head` mm high."""

    frame: Frame
    title: Title
    columns: tuple[tuple[Group, ...], ...]
    width: float
    names: float
    head: float
    size: float
    line_height: float
    extras: Extras
    back: Back = Back()


class _Look(NamedTuple):
    """A way to set the commands: their size in points, the width of a column, and that of what they do beside them (0:
    above them), in millimetres; `unbroken`: only if each stands on one line."""

    size: float
    width: float
    names: float
    unbroken: bool

    @property
    def line_height(self) -> float:
        return self.size * LINE_HEIGHT


def view(setter: Setter) -> CheatSheet:
    """The commands of a deck: its tables with code in them, and its manifests as far as there is room.

    Raises ContentError where there are none, or more than a page takes.
    """
    tables = [scene for scene in setter.scenes if any(_commands(scene))]
    if not tables:
        raise ContentError([_no_commands(setter.deck)])
    sheet, label = setter.sheet, setter.word("cheatsheet-edition")
    title = setter.title(tables[0].title if len(tables) == 1 else label, "heading", sheet.text)
    head = (HEAD + TITLED * (len(title.lines) - 1)) * (LARGE if sheet.large else 1.0)
    around = frame(setter, label, (), [Mark("masthead", label)])
    room = sheet.inner - head
    found = _fitting(setter, tables, room)
    if found is None:
        raise ContentError([_too_many(setter, tables[-1])])
    # rather a terse imprint than smaller commands, and rather smaller ones than none
    for signed in (around.imprint, terse(setter)):
        smaller = _fitting(setter, tables, room - signed.height) if signed else found
        if smaller and (smaller[0] == found[0] or signed != around.imprint):
            around, found = around._replace(imprint=signed), smaller
            room -= signed.height if signed else 0.0
            break
    else:
        around = around._replace(imprint=None)
    look, columns = found
    crops = _add_manifests(setter, columns, look.width, room)
    return CheatSheet(
        frame=around,
        title=title,
        columns=tuple(map(tuple, columns)),
        width=look.width,
        names=look.names,
        head=head,
        size=look.size,
        line_height=look.line_height,
        extras=Extras(crops=tuple(crops)),
    )


def _fitting(setter: Setter, tables: Sequence[Scene], room: float) -> tuple[_Look, list[list[Group]]] | None:
    """The first look in which the commands fit into `room` mm, and its columns."""
    for look in _looks(setter, tables):
        groups = [g for scene in tables for g in _groups(setter, scene, look)]
        if look.unbroken and any(len(c.command) > 1 for g in groups for c in g.commands):
            continue
        columns = _in_columns(groups, room)
        if columns is not None:
            return look, columns
    return None


def _no_commands(deck: Deck) -> Diagnostic:
    return error(
        say("handout.no-commands", seminar=deck.id),
        None,
        say("handout:write-commands-between-backticks-in"),
    )


def _too_many(setter: Setter, last: Scene) -> Diagnostic:
    return error(
        say("handout.long-cheatsheet", seminar=setter.deck.id),
        last.span,
        say("handout:show-fewer-of-them-a"),
    )


def _looks(setter: Setter, tables: Sequence[Scene]) -> Iterator[_Look]:
    """The looks to try, the best first: rather smaller than with a command on two lines; in large print the width is
    for the commands, where the height allows it."""
    names = [name for scene in tables for name, _ in _commands(scene)]
    widest = max(setter.fonts.width(name, "text", True) for name in names) / POINTS
    beside = (False, True) if setter.sheet.large else (True,)
    for unbroken, has_names, size in product((True, False), beside, SIZES):
        width = widest * size + BESIDE if has_names else 0.0
        yield _Look(size, (setter.sheet.text - GAP) / 2, width, unbroken)


def _commands(scene: Scene) -> Iterator[tuple[str, str]]:
    """The pairs of a slide's tables: what is done, and the command to its right."""
    for table in (i for i in walk(scene.items) if isinstance(i, Table)):
        for j in range(1, len(table.columns)):
            yield from _column(table, j)


def _column(table: Table, j: int) -> Iterator[tuple[str, str]]:
    """The pairs of a column of code and the column before it."""
    for row in table.rows[1:]:
        name, command = row[j - 1].text, row[j].text
        if _is_code(command) and not _is_code(name):
            yield one_line(name.plain), one_line(command.plain)


def _is_code(text: TextBlock) -> bool:
    runs = [r for p in text.paragraphs for r in p.runs if r.text.strip()]
    return bool(runs) and all(r.font == "code" for r in runs)


def _groups(setter: Setter, scene: Scene, look: _Look) -> Iterator[Group]:
    """The commands of a slide's first table: a group for each column of code, under what heads the column before it."""
    table = next(i for i in walk(scene.items) if isinstance(i, Table))
    heads = [one_line(c.text.plain) for c in table.rows[0]]
    for j in range(1, len(heads)):
        rows = [_set(setter, name, _completed(command, heads[j]), look) for name, command in _column(table, j)]
        if rows:
            title = setter.title(heads[j - 1], "part", look.width)
            stacked = max if look.names else sum
            lines = [stacked((len(r.name), len(r.command))) for r in rows]
            height = sum(n * look.line_height + ROW for n in lines) + _title_height(setter, title) + ABOVE
            yield Group(f"{anchor(scene.id)}-{j}", title, tuple(rows), None, height)


def _completed(command: str, head: str) -> str:
    """A command with the program that its column's head says all begin with: `kubectl …`."""
    prefix = head.removesuffix("…").strip()
    return f"{prefix} {command}" if prefix and prefix.isascii() and not command.startswith(prefix) else command


def _set(setter: Setter, name: str, command: str, look: _Look) -> Command:
    code = Type(look.size * CODE, look.line_height, "code")
    text = Type(look.size, look.line_height, "text", True)
    lines = break_lines((Run(command, "code", False, "text"),), code, look.width - look.names, setter.fonts)
    return Command(setter.set(name, text, look.names or look.width), lines)


def _in_columns(groups: list[Group], room: float) -> list[list[Group]] | None:
    """The groups in two columns of about the same height; None where they do not fit."""
    cuts = []
    for n in range(1, len(groups) + 1):
        left, right = sum(g.height for g in groups[:n]), sum(g.height for g in groups[n:])
        if max(left, right) <= room:
            cuts.append((abs(left - right), n))
    if not cuts:
        return None
    n = min(cuts)[1]
    return [groups[:n], groups[n:]]


def _add_manifests(setter: Setter, columns: list[list[Group]], width: float, room: float) -> list[Crop]:
    """Adds to columns what people look up, the last of the deck first, as long as there is room. What of slides it
    shows."""
    crops = []
    for placed, scene in reversed(list(zip(setter.deck.slides, setter.scenes, strict=True))):
        rect = drawing(scene) if placed.slide.looked_up else None
        if rect is None:
            continue
        part, least = crop(scene, rect), needed(scene, rect, setter.sheet.large)
        if least > width + 0.1:
            continue  # nobody could read it from a wall
        tallest = max(MANIFEST, least * rect.h / rect.w)
        picture = figure(setter, placed, scene, part, placed.number, width, tallest)
        title = setter.title(scene.title, "part", width)
        height = _title_height(setter, title) + picture.height + ABOVE
        shortest = min(columns, key=lambda c: sum(g.height for g in c))
        if sum(g.height for g in shortest) + height <= room:
            crops.append(part)
            shortest.append(Group(anchor(scene.id), title, (), picture._replace(caption=()), height))
    return crops


def _title_height(setter: Setter, title: Title) -> float:
    """The height of a group's title with the space below it, in millimetres."""
    return setter.types["part"].line_height * len(title.lines) + TITLE
