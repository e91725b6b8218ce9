"""What others write into a project while the studio runs."""

from __future__ import annotations

from pathlib import Path

from watchfiles import Change, awatch

from deckgen.reading.letters import composed
from deckgen.studio.sessions import Studio

#: Milliseconds of quiet after which changes are taken: a checkout of hundreds of files is one.
QUIET = 80
#: Folders that are watched.
WATCHED = ("content", "themes")


def _counts(change: Change, path: str) -> bool:
    """Whether a file is one that a project reads: no hidden ones, none that is only half there."""
    return not any(part.startswith(".") for part in Path(path).parts[-3:]) and not path.endswith((".part", "~"))


async def watching(studio: Studio) -> None:
    """Tells the studio of changes for as long as it runs."""
    root, polling = studio.desk.root, False
    while True:
        studio.folders.clear()
        folders = [root / name for name in WATCHED if (root / name).is_dir()]
        if not folders:
            await studio.folders.wait()
            continue
        try:
            async for changes in awatch(
                *folders,
                watch_filter=_counts,
                debounce=QUIET,
                step=20,
                rust_timeout=1000,
                stop_event=studio.folders,
                force_polling=polling,
            ):
                paths = [Path(path) for _, path in changes]
                await studio.came(composed(p.relative_to(root).as_posix()) for p in paths if p.is_relative_to(root))
        except (OSError, RuntimeError):  # the system has no more notices to give: we look ourselves
            if polling:
                raise
            polling = True
