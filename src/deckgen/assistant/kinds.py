"""What assistants are told of the kinds of slides."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen import gallery
from deckgen.editor.completion import described
from deckgen.editor.types import own_name, written_names
from deckgen.layout.kinds import KINDS
from deckgen.reading.model import fields
from deckgen.reading.slide import Slide
from deckgen.schema.sayings import first_sentence, said_of, said_of_field

HEAD = """\
# deckgen

> Seminars written in YAML become a native PowerPoint deck, a PDF and printed handouts. A seminar
> (`content/seminars/NAME.yaml`) has a programme of parts; its entries name slides of modules
> (`content/modules/NAME.yaml`) by their ids. A slide has a `kind`, the fields of that kind, and `notes` (what is said).
> A text is written once, or for each language: `{ko: …, en: …}`. Text that does not fit is an error at its line: write
> fewer words, never smaller ones.

`deckgen check` says all that is wrong, `deckgen build` makes the files, `deckgen schema module` prints the JSON Schema,
and `deckgen mcp` answers assistants: it proposes edits, shows what would be found and how the slide would look, and
writes nothing before that is accepted.

## Fields of every slide

"""


def guide() -> str:
    """The kinds and their fields for who reads `llms.txt`."""
    common = "".join(_field_lines(Slide, (n for n in written_names(Slide) if n not in ("id", "kind"))))
    return f"{HEAD}{common}\n## Kinds\n\n" + "\n".join(map(_kind, KINDS))


def _kind(name: str) -> str:
    model = KINDS[name]
    own = (n for n in written_names(model) if n not in written_names(Slide))
    return f"### {name}\n\n{said_of(model)}\n\n{''.join(_field_lines(model, own))}"


def _field_lines(model: type[Slide], names: Iterator[str]) -> Iterator[str]:
    for name in names:
        field = fields(model)[own_name(model, name)]
        needed = ", needed" if field.required else ""
        said = said_of_field(model, own_name(model, name), field)
        yield f"- `{name}` ({described(field.type)}{needed}){': ' + said if said else ''}\n"


def listed() -> str:
    """All kinds, each with its first sentence."""
    return "\n".join(f"{name}: {first_sentence(kind)}" for name, kind in KINDS.items())


def described_kind(name: str) -> str:
    """A kind with its fields, those that all kinds have, and an example. Raises KeyError where there is none."""
    model = KINDS[name]
    common = "".join(_field_lines(Slide, (n for n in written_names(Slide) if n not in ("id", "kind"))))
    example = f"- id: an-id\n  kind: {name}\n{gallery.example(name, 'typical')}"
    own = _kind(name).partition("\n\n")[2]
    return f"{own}\nFields of every slide:\n{common}\nAn example:\n\n```yaml\n{example}\n```\n" if model else ""
