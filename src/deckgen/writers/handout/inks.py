"""The theme's colours on paper, which is white whatever ground the slides have."""

from __future__ import annotations

from deckgen.reading.palette import contrast
from deckgen.reading.theme import Theme

WHITE = "FFFFFF"
#: Text on paper keeps WCAG's AA (4.5 to 1) for a reader with weak eyes, and in a grey print.
LEAST = 4.5
#: A nearly black ink and a light grey rule, for themes that have none.
BLACK, GREY = "1E1E22", "D8D6D2"


def inks(theme: Theme) -> dict[str, str]:
    """`#RRGGBB` of every role as it is printed: what is too weak on white becomes the ink (a dark theme's paper)."""
    palette = {role: theme.hex(role) for role in theme.palette}
    ink = next((palette[role] for role in ("text", "paper", "strong") if contrast(palette[role], WHITE) >= 7), BLACK)
    printed = {role: hex6 if contrast(hex6, WHITE) >= LEAST else ink for role, hex6 in palette.items()}
    rule = palette["line"] if contrast(palette["line"], WHITE) < LEAST else GREY
    return {role: f"#{hex6}" for role, hex6 in (printed | {"text": ink, "paper": WHITE, "line": rule}).items()}
