"""An output folder during a build: what it has already, what is to go into it, and what is remembered of it
afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from deckgen.composing.deck import Deck
from deckgen.outputs import builds, inputs
from deckgen.outputs.builds import Request
from deckgen.outputs.manifest import FILE, Entry, Manifest, digest_of, offered, size
from deckgen.outputs.outcome import Outcome, OutputFile
from deckgen.outputs.plan import Output, Plan
from deckgen.outputs.saving import is_same, save
from deckgen.outputs.tasks import Task


class Folder:
    """A folder for outputs. With `force`, all of a build is made and written, whatever is there."""

    def __init__(self, path: Path, force: bool = False) -> None:
        self.path = path
        self._force = force
        self._manifest = Manifest.read(path)
        #: the digest of the program that makes the outputs
        self.program = inputs.program(self._manifest.program)
        self._pending: dict[str, bytes] = {}
        #: digests of the files of this build, by their names
        self._digests: dict[str, str] = {}
        self._page: list[str] = []

    def stale(self, tasks: Iterable[Task]) -> list[Task]:
        """The tasks whose files are not there as they would be made now."""
        return [t for t in tasks if self._force or not self._manifest.has(self.path, t.name, t.key)]

    def take(self, outputs: Iterable[tuple[Task, Output | None]]) -> None:
        """Takes the files of a build; what is None is there already."""
        for task, output in outputs:
            if output is not None and output.data is not None:
                # what something was found in is made again the next time, so that it is told again
                key = "" if output.findings else task.key
                self._manifest.files[task.name] = Entry(key, digest_of(output.data), output.length)
                if self._force:
                    self._pending[task.name] = output.data
                else:
                    self._put({task.name: output.data})
            self._digests[task.name] = self._manifest.files[task.name].digest

    def add_page(self, plans: Sequence[Plan], seminars: Iterable[str], language: str) -> None:
        """Adds the page from which all that the folder has can be downloaded. `seminars` are the names of all that
        there are.

        Raises ContentError where the theme's template cannot be filled.
        """
        from deckgen.outputs import downloads  # late: who builds decks only has no use for it

        downloads.describe(plans, self._manifest, seminars)
        page = downloads.page(plans, self._manifest, self.path, self._sizes, language)
        self._page = [downloads.FILE]
        self._put(page)
        self._digests |= {name: digest_of(data) for name, data in page.items()}

    def report(self, outputs: Iterable[tuple[Task, Output | None]], plans: Sequence[Plan]) -> tuple[OutputFile, ...]:
        """The files of a build, as they are told."""
        files = [
            self._file(t.name, self._manifest.files[t.name].length, t.format.unit, plans[t.plan].deck)
            for t, _ in outputs
        ]
        return (*files, *(self._file(name) for name in self._page))

    def save(self, request: Request, project: str | None, outcome: Outcome) -> None:
        """Writes what is new, and remembers what the build came to. `project` is the digest of what it read.

        Raises OSError where something cannot be written; then all is as it was.
        """
        manifest = self._manifest
        manifest.program = {inputs.program_seen(): self.program}
        shown = offered(manifest, self.path, self._sizes) if self._page else None
        builds.record(manifest, request, project, outcome, self.path, self._digests, shown)
        memory = manifest.to_bytes()
        if self._pending or not is_same(self.path / FILE, memory):
            save({**self._pending, FILE: memory}, self.path)

    def _put(self, files: Mapping[str, bytes]) -> None:
        """Takes files, but those that are there with the same bytes: they are left as they are."""
        self._pending |= {name: data for name, data in files.items() if not is_same(self.path / name, data)}

    @property
    def _sizes(self) -> dict[str, int]:
        """The sizes of the files that are about to be written."""
        return {name: len(data) for name, data in self._pending.items()}

    def _file(self, name: str, length: int = 0, unit: str = "", deck: Deck | None = None) -> OutputFile:
        path = self.path / name
        data = self._pending.get(name)
        return OutputFile(
            path=str(path),
            length=length,
            unit=unit,
            size=len(data) if data is not None else size(path) or 0,
            talk=deck.talk if deck else None,
            minutes=deck.minutes if deck else None,
            reused=data is None,
        )
