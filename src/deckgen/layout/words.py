"""What a slide says: its words in reading order, for all who need them without their places.

The alt text of its picture, what a search finds it by, what changes when a word of it does: all are made of the same
statements, so that no two outputs disagree about what is on a slide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, assert_never

from deckgen.scene import Box, Chart, Connector, Freeform, Group, Item, Picture, Scene, Table, TextBlock, walk

_SPACE = re.compile(r"[ \t\r\n\f\v]+")


class Statement(NamedTuple):
    """What one item says: the rows of its texts (a box has one text, a table a row of cells each), or where it has no
    words what it shows, in words (`alt`)."""

    item: Item
    rows: tuple[tuple[TextBlock, ...], ...] = ()
    alt: str = ""

    @property
    def texts(self) -> tuple[TextBlock, ...]:
        """Its texts in reading order."""
        return tuple(text for row in self.rows for text in row)


def statements(items: Iterable[Item]) -> Iterator[Statement]:
    """What items say, in reading order. Connectors and what only decorates say nothing."""
    for item in walk(items):
        match item:
            case Box(text=TextBlock() as text):
                yield Statement(item, ((text,),))
            case Table():
                yield Statement(item, tuple(tuple(cell.text for cell in row) for row in item.rows))
            case Group() | Chart():
                if item.alt:
                    yield Statement(item, alt=item.alt)
            case Box() | Freeform() | Picture():
                if item.alt and not item.decorative:
                    yield Statement(item, alt=item.alt)
            case Connector():
                pass
            case _:
                assert_never(item)


def strings(scene: Scene) -> Iterator[str]:
    """Every text of a slide and every alt text, as they are written."""
    for statement in statements(scene.items):
        yield from (text.plain for text in statement.texts)
        if statement.alt:
            yield statement.alt


def visible(scene: Scene) -> str:
    """The words that are seen on a slide, its title first, each text once: what a search finds it by."""
    texts = (text.plain for statement in statements(scene.items) for text in statement.texts)
    return " ".join(_joined(" ".join(dict.fromkeys((scene.title.plain, *texts)))).split())


def alt_text(scene: Scene) -> str:
    """The alt text of a slide's picture: its title, and what it says and shows of its own, each once."""
    out = [one_line(scene.title.plain)]
    for statement in statements(scene.items):
        if statement.item.role != "furniture":
            out += (", ".join(one_line(text.plain) for text in row) for row in statement.rows)
            out.append(one_line(statement.alt))
    return " / ".join(dict.fromkeys(words for words in out if words))


def one_line(text: str) -> str:
    """A text with every stretch of white space as one space; no-break spaces stay."""
    return _SPACE.sub(" ", _joined(text)).strip(" ")


def _joined(text: str) -> str:
    """A text with addresses whole that take two lines, parted behind a slash."""
    return text.replace("/\n", "/")
