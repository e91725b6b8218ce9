"""What a seminar says of its handout: which editions there are, on which paper and in which ink."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, get_args

from deckgen.reading.model import Many, Model, Within

#: The editions of the handout, by their names (`deckgen.writers.handout.editions`, and `.plates`).
EditionName = Literal[
    "notes",
    "slides-1",
    "slides-2",
    "slides-3",
    "slides-4",
    "slides-6",
    "slides-9",
    "reader",
    "workbook",
    "answers",
    "summary",
    "cheatsheet",
    "speaker",
    "certificate",
    "attendance",
    "badges",
]
EDITIONS: tuple[str, ...] = get_args(EditionName)
Paper = Literal["a4", "letter", "a5"]
PAPERS: tuple[str, ...] = get_args(Paper)


class Wish(Model):
    """How many sheets of paper, printed on both sides, editions to be read keep to: one number for all of them, or one
    for each; 0: as many as they take."""

    alone: ClassVar[str] = "notes"
    notes: Annotated[int, Within(0, 1000)] = 0
    reader: Annotated[int, Within(0, 1000)] = 0
    workbook: Annotated[int, Within(0, 1000)] = 0

    @classmethod
    def _prepared(cls, value: object) -> object:
        return value if isinstance(value, Mapping) else dict.fromkeys(("notes", "reader", "workbook"), value)

    def of(self, edition: str) -> int:
        """The sheets that an edition is to go on."""
        return {"notes": self.notes, "reader": self.reader, "workbook": self.workbook}.get(edition, 0)


#: As many sheets as editions take.
ANY = Wish(notes=0, reader=0, workbook=0)


class HandoutPlan(Model):
    """What is printed, and how: `editions` by their names, and which of them, besides the script and the answers, only
    the `presenter` is to have; on which `paper`; `order` of slides that stand beside each
    other; `duplex` for both sides of the paper; `large` for large print; `ink`: `grey` for printers without colours,
    `save` with dark slides turned light; `bleed` in millimetres for a print shop, with crop marks; `booklet` for A5
    on A4, to fold and staple; `sheets` of paper that editions to be read keep to, printed on both sides."""

    editions: Annotated[tuple[EditionName, ...], Many(1, 20)] = ("notes",)
    paper: Paper = "a4"
    order: Literal["row", "column"] = "row"
    duplex: bool = False
    large: bool = False
    ink: Literal["colour", "grey", "save"] = "colour"
    bleed: Annotated[float, Within(0, 10)] = 0.0
    booklet: bool = False
    sheets: Wish = ANY
    presenter: Annotated[tuple[EditionName, ...], Many(1, 20)] = ()


#: The handout of a seminar that says nothing of it.
AS_EVER = HandoutPlan(
    editions=("notes",),
    paper="a4",
    order="row",
    duplex=False,
    large=False,
    ink="colour",
    bleed=0.0,
    booklet=False,
    sheets=ANY,
    presenter=(),
)
