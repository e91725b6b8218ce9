"""Parts of faces as the files that a deck embeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from deckgen.diagnostics import ContentError, error
from deckgen.messages import say
from deckgen.reading.fonts import FontError
from deckgen.writers.pptx.embedding import Family
from deckgen.writers.pptx.embedding.characters import Part
from deckgen.writers.pptx.embedding.eot import written

#: Gives what was made under a name before, or makes it.
Kept = Callable[[str, Callable[[], bytes]], bytes]


def embedded(parts: Iterable[Part], kept: Kept) -> tuple[Family, ...]:
    """Parts of faces as files to be embedded, by family. Raises ContentError for a font that is damaged."""
    families: dict[str, Family] = {}
    for part in parts:
        family = families.get(part.family) or Family(part.family, part.themed)
        file = kept(_name(part), partial(_file, part))
        families[part.family] = family._replace(bold=file) if part.bold else family._replace(regular=file)
    return tuple(families.values())


def _file(part: Part) -> bytes:
    try:
        return written(part.face.part(part.letters))
    except FontError as e:
        hint = say("font:take-another-copy-of-the")
        raise ContentError([error(e.says, None, hint)]) from e


def _name(part: Part) -> str:
    """What a file follows from: the font, and its characters."""
    return f"{part.face.identity!r} {''.join(sorted(part.letters))}"
