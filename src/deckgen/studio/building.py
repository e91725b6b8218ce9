"""A build that a page has asked for, in a process of its own: what it writes there, and how far it is."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from deckgen.outputs.formats import FORMATS, Label
from deckgen.reading.theme import Theme
from deckgen.studio.data import Data

#: Characters of the longest line that the process says.
_LONGEST = 1 << 22


class Building:
    """Builds a project's seminars, one at a time, into its own output folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._turn = asyncio.Lock()
        #: What was built: only that can be downloaded.
        self.outputs: dict[str, Path] = {}

    async def build(self, seminar: str, say: Callable[[Data], Awaitable[None]], language: str) -> Data:
        """Builds a seminar; `say` is told how far that is."""
        async with self._turn:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "deckgen.studio.builder",
                str(self._root),
                seminar,
                language,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_LONGEST,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            )
            try:
                return await self._listen(process, say)
            finally:
                if process.returncode is None:
                    process.terminate()
                    await process.wait()

    async def _listen(self, process: asyncio.subprocess.Process, say: Callable[[Data], Awaitable[None]]) -> Data:
        assert process.stdout is not None
        last: Data = {"failed": True, "outputs": [], "findings": []}
        async for line in process.stdout:
            told: Any = json.loads(line)
            if "progress" in told:
                await say({"building": told["progress"]})
            else:
                last = told
        self._take(last)
        return last

    def _take(self, last: Data) -> None:
        """Takes the files that were written, where they lie in the output folder."""
        folder = (self._root / "output").resolve()
        for output in last["outputs"]:
            path = (self._root / output["path"]).resolve()
            if path.is_relative_to(folder) and path.is_file():
                name = path.relative_to(folder).as_posix()
                output["name"] = name
                self.outputs[name] = path


def labelled(outputs: list[Data], theme: Theme, language: str) -> None:
    """Says of outputs what people call them, as the page does from which they are downloaded (`label`)."""
    labels: dict[str, Label] = {}
    for format in FORMATS.values():
        labels |= format.labels()
    for output in outputs:
        _, _, ending = Path(output["path"]).name.partition(".")
        label = labels.get(ending.partition(".")[2])
        if label is not None:
            words = (theme.word(word, language, n=label.n) for word in (label.of, label.word) if word)
            output["label"] = " - ".join(words)
