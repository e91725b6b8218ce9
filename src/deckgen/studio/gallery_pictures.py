"""Pictures of the kinds, each with its example, in the theme of the project."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from deckgen import gallery
from deckgen.layout.kinds import KINDS
from deckgen.workspace import Workspace


class GalleryPictures:
    """Pictures of all kinds in themes of a project; drawn when one is first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._drawn: dict[str, dict[str, str]] = {}
        self._lock = Lock()

    def picture(self, theme: str, kind: str) -> str:
        """A kind as an `svg` element. Raises KeyError where there is none."""
        if kind not in KINDS:
            raise KeyError(kind)
        with self._lock:
            if theme not in self._drawn:
                self._drawn[theme] = self._draw(theme)
            return self._drawn[theme][kind]

    def _draw(self, theme: str) -> dict[str, str]:
        with TemporaryDirectory() as folder:
            names = gallery.write(Path(folder), [theme])
            workspace = Workspace(Path(folder), self._root)
            slides = workspace.view(names[0]).slides if names[0] in workspace.seminars else ()
            found: dict[str, str] = {}
            for slide in slides:
                if slide.id.startswith("typical-") or slide.kind not in found:
                    found[slide.kind] = workspace.picture(names[0], slide.id)
            return found
