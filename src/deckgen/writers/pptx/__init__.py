"""The PowerPoint writer: scenes, a theme and what the deck says about itself, to the bytes of a .pptx.

`write_parts` gives the parts of the file, which `lint` holds against its rules; `pack` joins them. `again` writes decks
that share most of their slides with another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckgen.reading.theme import Theme
from deckgen.scene import Item, Scene
from deckgen.writers import Info
from deckgen.writers.pptx.embedding import Family
from deckgen.writers.pptx.package import pack, unpack
from deckgen.writers.pptx.writing import Writing

__all__ = ["Writing", "pack", "unpack", "write", "write_parts"]


def write(scenes: Sequence[Scene], theme: Theme, artworks: Mapping[str, Sequence[Item]], info: Info) -> bytes:
    """The deck as a .pptx. `artworks` are the items that each layout draws beneath its slides."""
    return pack(write_parts(scenes, theme, artworks, info))


def write_parts(
    scenes: Sequence[Scene],
    theme: Theme,
    artworks: Mapping[str, Sequence[Item]],
    info: Info,
    families: Sequence[Family] = (),
    thumbnail: bytes = b"",
) -> dict[str, bytes]:
    """The parts of the file by name, in the order in which they are packed. `families` are the fonts that it embeds,
    `thumbnail` is a JPEG of its first slide."""
    return Writing(scenes, theme, artworks, info, families, thumbnail).parts
