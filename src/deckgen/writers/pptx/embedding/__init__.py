"""Fonts inside a deck, as PowerPoint embeds them: parts of a face, in MicroType Express, in an EOT file.

`characters` says which of them a deck needs, `ctf` writes a font's tables as MicroType Express has them, `lzcomp`
compresses those (`parsing` decides on copies, `huffman` writes symbols), `eot` puts the header before them. After
Monotype's MicroType Express (MTX) Font Format and Microsoft's Embedded OpenType (EOT) File Format, submissions to W3C
of 2008.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from deckgen.writers.pptx.embedding.characters import Part
from deckgen.writers.pptx.embedding.eot import written

#: Gives what was made under a name before, or makes it.
Kept = Callable[[str, Callable[[], bytes]], bytes]


class Family(NamedTuple):
    """A family in a deck: its name, whether it is one of the theme's own (`design` hints at their charset), and its
    files by weight; b"" for one that is not used."""

    name: str
    themed: bool
    regular: bytes = b""
    bold: bytes = b""


def embedded(parts: Iterable[Part], kept: Kept) -> tuple[Family, ...]:
    """Parts of faces as files to be embedded, by family."""
    families: dict[str, Family] = {}
    for part in parts:
        family = families.get(part.family) or Family(part.family, part.themed)
        file = kept(_name(part), lambda part=part: written(part.face.part(part.letters)))  # type: ignore[misc]
        families[part.family] = family._replace(bold=file) if part.bold else family._replace(regular=file)
    return tuple(families.values())


def _name(part: Part) -> str:
    """What a file follows from: the font, and its characters."""
    return f"{part.face.identity!r} {''.join(sorted(part.letters))}"
