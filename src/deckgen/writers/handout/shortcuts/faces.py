"""The faces of a document, where what sets its text finds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deckgen.reading.fonts import Face

#: The attribute of a font configuration that keeps the faces of its document.
_FACES = "deck_faces"


def bring(configuration: Any, faces: Mapping[tuple[str, int], Face]) -> None:
    """Gives the font configuration of a document its faces by family and weight."""
    setattr(configuration, _FACES, faces)


def face(configuration: Any, family: str, weight: int) -> Face | None:
    """A face of a document; None where it has none of ours."""
    found: Mapping[tuple[str, int], Face] = getattr(configuration, _FACES, {})
    return found.get((family, weight))
