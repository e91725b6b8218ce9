"""Fonts inside a deck, as PowerPoint embeds them: parts of a face, in MicroType Express, in an EOT file.

`characters` says which of them a deck needs, `files` makes files of those: `ctf` writes a font's tables as MicroType
Express has them, `lzcomp` compresses those (`parsing` decides on copies, `huffman` writes symbols), `eot` puts the
header before them. After Monotype's MicroType Express (MTX) Font Format and Microsoft's Embedded OpenType (EOT) File
Format, submissions to W3C of 2008.
"""

from __future__ import annotations

from typing import NamedTuple


class Family(NamedTuple):
    """A family in a deck: its name, whether it is one of the theme's own (`design` hints at their charset), and its
    files by weight; b"" for one that is not used."""

    name: str
    themed: bool
    regular: bytes = b""
    bold: bytes = b""
