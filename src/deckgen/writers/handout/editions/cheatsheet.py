"""Cheat sheet: the commands of a deck on one page, to be pinned to a wall."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from deckgen.composing.deck import Placed
from deckgen.diagnostics import ContentError, error
from deckgen.scene import Run, Scene, Table, TextBlock, walk
from deckgen.writers.handout.figures import Figure, crop, drawn, figure
from deckgen.writers.handout.forms import Crop
from deckgen.writers.handout.frame import Frame, Mark, frame
from deckgen.writers.handout.lines import PrintLine, break_lines, one_line
from deckgen.writers.handout.setter import Setter, Title, anchor
from deckgen.writers.handout.sheet import POINTS, Type

#: Sizes of the commands in points, the first at which all stand on one page; the distance of lines in parts of the size.
SIZES = (17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
LEADING = 0.55
#: Space between columns, above a group, and beside what a command does, in millimetres.
GAP, ABOVE, BESIDE = 10.0, 5.0, 5.0
#: Space around a command, with the hairline above it, in millimetres.
ROW = 2.6
#: A monospaced font looks larger than others of its size.
CODE = 0.92
#: Height of the masthead, and of each further line of its title, so much higher in large print; space below a group's title, in
#: millimetres.
HEAD, TITLED, LARGE, TITLE = 24.0, 11.0, 1.25, 1.1


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
    """The edition: groups in columns of `width` mm, set in `size` points with lines `leading` mm apart. What a command does stands
    `names` mm wide beside it, and above it where that is 0; the masthead is `head` mm high."""

    frame: Frame
    title: Title
    columns: tuple[tuple[Group, ...], ...]
    width: float
    names: float
    head: float
    size: float
    leading: float
    crops: tuple[Crop, ...]


def view(setter: Setter) -> CheatSheet:
    """The commands of a deck: its tables with code in them, and its manifests as far as there is room.

    Raises ContentError where there are none, or more than a page takes.
    """
    deck, sheet = setter.deck, setter.sheet
    tables = [
        (p, s) for p, s in zip(deck.slides, setter.scenes, strict=True) if p.slide.kind == "table" and any(_commands(s))
    ]
    if not tables:
        raise ContentError(
            [
                error(
                    f"the seminar `{deck.id}` has no table with commands, and a cheat sheet is made of those",
                    None,
                    "write commands between backticks in a slide of kind `table`, or print another edition",
                )
            ]
        )
    label = setter.word("cheatsheet-edition")
    width = (sheet.text - GAP) / 2
    title = setter.title(tables[0][1].title if len(tables) == 1 else label, "heading", sheet.text)
    head = (HEAD + TITLED * (len(title.lines) - 1)) * (LARGE if sheet.large else 1.0)
    room = sheet.inner - head
    done = [(one_line(name), command) for _, s in tables for name, command in _commands(s)]
    around = frame(setter, label, (), [Mark("masthead", label)])
    # rather smaller than with a command on two lines; in large print the width is for the commands, where the height allows it
    for whole, beside, size in product((True, False), (False, True) if sheet.large else (True,), SIZES):
        names = (
            max(setter.fonts.width(name, "text", True) for name, _ in done) * size / POINTS + BESIDE if beside else 0.0
        )
        groups = [g for p, s in tables for g in _groups(setter, p, s, size, width, names)]
        parted = any(len(c.command) > 1 for g in groups for c in g.commands)
        columns = None if whole and parted else _parted(groups, room)
        if columns is not None:
            crops: list[Crop] = []
            filled = _filled(setter, columns, width, room, crops)
            return CheatSheet(
                around, title, tuple(tuple(c) for c in filled), width, names, head, size, size * LEADING, tuple(crops)
            )
    raise ContentError(
        [
            error(
                f"the commands of `{deck.id}` need more than one page",
                tables[-1][0].slide.span,
                "show fewer of them: a cheat sheet is one page",
            )
        ]
    )


def _commands(scene: Scene) -> Iterator[tuple[str, TextBlock]]:
    """The pairs of a table: what is done, and the cell of code to its right."""
    for table in (i for i in walk(scene.items) if isinstance(i, Table)):
        for row in table.rows[1:]:
            for name, command in zip(row, row[1:], strict=False):
                if _is_code(command.text) and not _is_code(name.text):
                    yield one_line(name.text.plain), command.text


def _is_code(text: TextBlock) -> bool:
    runs: list[Run] = [r for p in text.paragraphs for r in p.runs if r.text.strip()]
    return bool(runs) and all(r.font == "code" for r in runs)


def _groups(setter: Setter, placed: Placed, scene: Scene, size: float, width: float, names: float) -> Iterator[Group]:
    """A table's commands: a group for each of its columns of code, under what heads the column before it."""
    table = next(i for i in walk(scene.items) if isinstance(i, Table))
    head = [one_line(c.text.plain) for c in table.rows[0]]
    for j in range(1, len(head)):
        found = [
            (one_line(r[j - 1].text.plain), one_line(r[j].text.plain))
            for r in table.rows[1:]
            if _is_code(r[j].text) and not _is_code(r[j - 1].text)
        ]
        if found:
            prefix = head[j].removesuffix("…").strip()
            code = Type(size * CODE, size * LEADING, "code")
            rows = []
            for name, command in found:
                said = (
                    f"{prefix} {command}" if prefix.isascii() and prefix and not command.startswith(prefix) else command
                )
                lines = break_lines((Run(said, "code", False, "text"),), code, width - names, setter.fonts)
                rows.append(Command(setter.set(name, Type(size, size * LEADING, "text", True), names or width), lines))
            tall = sum((max if names else sum)((len(r.name), len(r.command))) * size * LEADING + ROW for r in rows)
            title = setter.title(head[j - 1], "part", width)
            yield Group(f"{anchor(scene.id)}-{j}", title, tuple(rows), None, _head(setter, title) + tall + ABOVE)


def _parted(groups: list[Group], room: float) -> list[list[Group]] | None:
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


def _filled(
    setter: Setter, columns: list[list[Group]], width: float, room: float, crops: list[Crop]
) -> list[list[Group]]:
    """Manifests below the commands, the last of the deck first, as long as there is room."""
    out = [list(c) for c in columns]
    candidates = [(p, s) for p, s in zip(setter.deck.slides, setter.scenes, strict=True) if p.slide.kind == "code"]
    for placed, scene in reversed(candidates):
        rect = drawn(placed, scene, setter.theme)
        if rect is None:
            continue
        part = crop(scene, rect)
        shown = figure(setter, placed, scene, part, placed.number, width, 90.0)
        title = setter.title(scene.title, "part", width)
        tall = _head(setter, title) + shown.height + ABOVE
        shortest = min(out, key=lambda c: sum(g.height for g in c))
        if sum(g.height for g in shortest) + tall <= room:
            crops.append(part)
            shortest.append(Group(anchor(scene.id), title, (), shown._replace(caption=()), tall))
    return out


def _head(setter: Setter, title: Title) -> float:
    """The height of a group's title with the space below it, in millimetres."""
    return setter.types["part"].leading * len(title.lines) + TITLE
