"""Whether the fonts of a theme may be put into decks, and would be found there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deckgen.diagnostics import Diagnostic, error
from deckgen.messages import Message, say
from deckgen.reading.theme_files import place

if TYPE_CHECKING:
    from deckgen.reading.fonts import Face
    from deckgen.reading.nodes import Mapping
    from deckgen.reading.theme import Theme

#: Bits of `fsType` (OpenType, `OS/2`): who may embed a font. Of several that are set, the loosest counts.
_RESTRICTED, _TO_VIEW, _TO_EDIT = 0x2, 0x4, 0x8
#: Its other bits: only as a whole; only as bitmaps.
_WHOLE, _BITMAPS = 0x100, 0x200


def refusal(rights: int) -> Message | None:
    """Why a font with these rights (`fsType`) cannot be in a deck that people edit; None if it can."""
    if rights & _BITMAPS:
        return say("font:it-may-be-embedded-as")
    if rights & _WHOLE:
        return say("font:parts-of-it-may-not")
    if rights & _TO_EDIT:
        return None
    if rights & _TO_VIEW:
        return say("font:in-a-deck-it-may")
    return say("font:it-may-not-be-embedded") if rights & _RESTRICTED else None


def unembeddable(theme: Theme, faces: dict[tuple[str, bool], Face], written: Mapping) -> Iterator[Diagnostic]:
    """What is wrong with the fonts of a theme if its decks embed them, at the files that it names."""
    for (role, bold), face in faces.items():
        family = next(font.family for name, font in theme.fonts.items() if name == role)
        span = place(written, "fonts", role, "bold" if bold else "regular")
        if why := refusal(face.rights):
            hint = say("font:take-a-font-whose-licence")
            yield error(say("font.not-to-embed", name=face.name, why=why), span, hint)
        if face.family != family:
            message = say("font.other-family", name=face.name, family=face.family, wanted=family)
            yield error(message, span, say("font:embedded-powerpoint-would-not-find"))
