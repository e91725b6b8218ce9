"""What a seminar says of its variants: from which table they are filled, and how their files are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, get_args

from deckgen.diagnostics import Span, suggest
from deckgen.messages import listing, say
from deckgen.reading.model import Many, Model, Wrong, shown
from deckgen.reading.nodes import span_of
from deckgen.reading.paths import within_content
from deckgen.reading.printing import EditionName
from deckgen.reading.values import Name

#: The formats of outputs, by their names (`deckgen.outputs.formats`).
FormatName = Literal["pptx", "slides", "strip", "handout", "web"]
FORMAT_NAMES: tuple[str, ...] = get_args(FormatName)
#: A name in braces within `name`.
FIELD = re.compile(r"\{([^{}]*)\}")
_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")
_ADDRESS = re.compile(r"[a-z][a-z0-9+_]*://.*", re.IGNORECASE | re.DOTALL)


class TableAddress(NamedTuple):
    """Where a table lies: a path from the content folder (`variants/events.csv`), or the address of a database as
    SQLAlchemy writes it (`sqlite:///attendees.db`)."""

    address: str
    span: Span | None

    @classmethod
    def parse(cls, value: object) -> TableAddress:
        span = span_of(value)
        if not isinstance(value, str):
            raise Wrong(say("value.variants-path", found=shown(value)), span, say("value:write-variants-table"))
        if not _ADDRESS.fullmatch(value):
            within_content(value, span, "variants", "name.csv", "file")
            if not value.lower().endswith(_ENDINGS):
                message = say("value.variants-type", found=shown(value), endings=listing(_ENDINGS, either=True))
                raise Wrong(message, span, say("value:save-as-csv-or-xlsx"))
        return cls(str(value), span)

    @property
    def is_database(self) -> bool:
        """Whether it is the address of a database."""
        return _ADDRESS.fullmatch(self.address) is not None

    @property
    def is_workbook(self) -> bool:
        """Whether it is an Excel file, which has sheets."""
        return not self.is_database and self.address.lower().endswith(".xlsx")


if TYPE_CHECKING:
    _Source = Model
else:
    #: `from`, which Python keeps for itself.
    _Source = type("_Source", (Model,), {"__module__": __name__, "__annotations__": {"from": "TableAddress"}})

#: The names that a heading's place is written with.
Columns = dict[str, Name]
_KNOWN_BY_HEADING: Columns = {}


class VariantsPlan(_Source):
    """A table whose rows are variants of the seminar: `from` a file of the content or a database, of which `sheet` and
    `range` (of an Excel file) or `table` (of a database) are read. `key` is the heading of the column that tells rows
    apart, `name` how files are called, with headings in braces. `columns` says of places of the event, and of
    `language`, `theme`, `paper`, `editions`, `parts`, under which heading they stand, where that is not their name.
    `to` and `editions` are the formats and the editions that are made of each row; `fictitious` says that its people do
    not exist."""

    key: Name
    name: Name | None = None
    columns: Columns = _KNOWN_BY_HEADING
    sheet: Name | None = None
    range: Name | None = None
    table: Name | None = None
    to: Annotated[tuple[FormatName, ...], Many(1, 5)] = ("pptx", "handout")
    editions: Annotated[tuple[EditionName, ...], Many(0, 20)] = ()
    fictitious: bool = False

    @property
    def source(self) -> TableAddress:
        """Where the table lies."""
        found: TableAddress = getattr(self, "from")
        return found

    def _checked(self) -> Iterator[Wrong]:
        for part in (self.sheet, self.range):
            if part is not None and not self.source.is_workbook:
                yield Wrong(say("data.not-excel"), part.span, say("data:write-the-path-of-the"))
        if self.source.is_database and self.table is None:
            yield Wrong(say("variants.no-table"), self.source.span, say("variants:name-the-table"), "from")
        if self.table is not None and not self.source.is_database:
            yield Wrong(say("variants.not-a-database"), self.table.span, say("hint:delete-the-line"), "table")
        for place, heading in self.columns.items():
            if not is_place(place) and place not in CHOICES:
                near = suggest(place, (*PLACES, *CHOICES), say("variants:places-are"))
                yield Wrong(say("variants.unknown-place", place=place), heading.span, near, "columns")


#: Places of the event that rows may fill; any further one may be, too, for `{{ event.… }}` in texts.
PLACES = (
    "event.client",
    "event.date",
    "event.start",
    "event.venue",
    "event.speaker.name",
    "event.speaker.role",
    "event.logo",
    "event.greeting",
    "event.attendee.name",
    "event.attendee.company",
    "event.attendee.seat",
)
#: What else rows may choose.
CHOICES = ("language", "theme", "paper", "editions", "parts")
_PLACE = re.compile(r"event(?:\.[^\W\d][\w-]*){1,3}")


def is_place(name: str) -> bool:
    """Whether a name is that of a place in an event."""
    return _PLACE.fullmatch(name) is not None
