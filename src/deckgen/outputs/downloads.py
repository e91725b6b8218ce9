"""The download page: all that the folder holds of a project's seminars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from deckgen.outputs.formats import FORMATS
from deckgen.outputs.manifest import Manifest, size
from deckgen.outputs.plan import Plan
from deckgen.writers.web import pages

FILE = "index.html"


def describe(plans: Iterable[Plan], manifest: Manifest, seminars: Iterable[str]) -> None:
    """Remembers what the page says of the decks of these plans, and forgets decks whose seminar is none of these any
    more."""
    for plan in plans:
        manifest.decks[plan.stem] = pages.about(plan.deck, plan.scenes, plan.brand)._asdict()
    known = set(seminars)
    for stem in [s for s, deck in manifest.decks.items() if deck["id"] not in known]:
        del manifest.decks[stem]


def page(
    plans: Sequence[Plan], manifest: Manifest, folder: Path, pending: Mapping[str, int], language: str
) -> dict[str, bytes]:
    """The page and the fonts that it offers. `pending` are the sizes of files that are about to be written; the page is
    in `language`, unless there is no deck in it.

    Raises ContentError where the theme's template cannot be filled.
    """
    first = plans[0]
    decks = [
        pages.About(**{**deck, "downloads": tuple(_downloads(stem, manifest, folder, pending))})
        for stem, deck in manifest.decks.items()
    ]
    faces = {f"fonts/{face.name}": face.data for face in dict.fromkeys(first.brand.faces.values())}
    faces |= {f"fonts/{licence.name}": licence.data for licence in first.brand.licences}
    chosen = language if any(d.language == language for d in decks) else first.deck.language
    return {FILE: pages.index_page(decks, first.brand, chosen, sorted(faces)), **dict(sorted(faces.items()))}


def _downloads(stem: str, manifest: Manifest, folder: Path, pending: Mapping[str, int]) -> Iterator[pages.Download]:
    """The files of a deck that are there, in the order of the formats."""
    for format in FORMATS.values():
        for ending, label in format.labels().items():
            name = f"{stem}.{ending}"
            if name not in manifest.files:
                continue
            there = pending.get(name, size(folder / name))
            if there is not None:
                yield pages.Download(name, label.word, label.n, manifest.files[name].length, format.unit, there)
