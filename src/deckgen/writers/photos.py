"""Photographs in the colours of a theme, for outputs that show pixels; PowerPoint does the same by itself."""

from __future__ import annotations

from deckgen.reading.pixels import duotone
from deckgen.reading.theme import Theme
from deckgen.scene import Picture


def shown(picture: Picture, theme: Theme) -> bytes:
    """The bytes of a picture as its treatment has it."""
    if picture.duotone is None:
        return picture.data
    dark, light = (theme.hex(role) for role in picture.duotone)
    return duotone(picture.data, dark, light)
