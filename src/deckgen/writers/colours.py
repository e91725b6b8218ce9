"""The theme's colours on white: paper, and the pages of the web, whatever background the slides have."""

from __future__ import annotations

from deckgen.reading.palette import contrast
from deckgen.reading.theme import Theme

WHITE = "FFFFFF"
#: Text on white keeps WCAG's AA (4.5 to 1) for a reader with weak eyes, and in a grey print.
LEGIBLE = 4.5
#: A nearly black text and a light grey rule, for themes that have none.
BLACK, GREY = "1E1E22", "D8D6D2"


def on_white(theme: Theme) -> dict[str, str]:
    """`#RRGGBB` of every role on white: what is too weak there takes the text's colour (a dark theme's paper)."""
    palette = {role: theme.hex(role) for role in theme.palette}
    text = next((palette[role] for role in ("text", "paper", "strong") if contrast(palette[role], WHITE) >= 7), BLACK)
    legible = {role: hex6 if contrast(hex6, WHITE) >= LEGIBLE else text for role, hex6 in palette.items()}
    rule = palette["line"] if contrast(palette["line"], WHITE) < LEGIBLE else GREY
    return {role: f"#{hex6}" for role, hex6 in (legible | {"text": text, "paper": WHITE, "line": rule}).items()}
