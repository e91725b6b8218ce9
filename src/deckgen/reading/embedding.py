"""Whether the fonts of a theme may be put into decks, and would be found there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deckgen.diagnostics import Diagnostic, error
from deckgen.reading.theme_files import place

if TYPE_CHECKING:
    from deckgen.reading.fonts import Face
    from deckgen.reading.nodes import Mapping
    from deckgen.reading.theme import Theme

#: Bits of `fsType` (OpenType, `OS/2`): who may embed a font. Of several that are set, the loosest counts.
_RESTRICTED, _TO_VIEW, _TO_EDIT = 0x2, 0x4, 0x8
#: Its other bits: only as a whole; only as bitmaps.
_WHOLE, _BITMAPS = 0x100, 0x200


def refusal(rights: int) -> str:
    """Why a font with these rights (`fsType`) cannot be in a deck that people edit; "" if it can."""
    if rights & _BITMAPS:
        return "it may be embedded as bitmaps only"
    if rights & _WHOLE:
        return "parts of it may not be embedded"
    if rights & _TO_EDIT:
        return ""
    if rights & _TO_VIEW:
        return "in a deck it may be viewed and printed only, and nobody could edit that"
    return "it may not be embedded" if rights & _RESTRICTED else ""


def unembeddable(theme: Theme, faces: dict[tuple[str, bool], Face], written: Mapping) -> Iterator[Diagnostic]:
    """What is wrong with the fonts of a theme if its decks embed them, at the files that it names."""
    for (role, bold), face in faces.items():
        family = next(font.family for name, font in theme.fonts.items() if name == role)
        span = place(written, "fonts", role, "bold" if bold else "regular")
        if why := refusal(face.rights):
            hint = "take a font whose licence allows it, or build without `fonts: embed`"
            yield error(f"the font `{face.name}` does not allow that decks embed it: {why}", span, hint)
        if face.family != family:
            message = f"the font `{face.name}` is of the family `{face.family}`, not `{family}`"
            yield error(message, span, "embedded, PowerPoint would not find it: write the `family` that the file has")
