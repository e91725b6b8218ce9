"""The icons that slides may ask for by name: Lucide's, as drawings."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from deckgen.reading.drawing import Drawing
from deckgen.reading.svg import read_svg

if TYPE_CHECKING:
    from zipfile import ZipFile


@lru_cache(maxsize=1)
def _icons() -> tuple[ZipFile, frozenset[str]]:
    # late: only slides with icons need the archive
    from importlib.resources import files
    from zipfile import ZipFile

    archive = ZipFile(str(files("lucide").joinpath("lucide.zip")))
    return archive, frozenset(n.removesuffix(".svg") for n in archive.namelist())


def icon_names() -> frozenset[str]:
    """The names of all icons that a slide may ask for (Lucide's)."""
    return _icons()[1]


@lru_cache(maxsize=512)
def icon(name: str) -> Drawing:
    """An icon by its Lucide name; KeyError if there is none."""
    archive, names = _icons()
    if name not in names:
        raise KeyError(name)
    return read_svg(archive.read(f"{name}.svg"))
