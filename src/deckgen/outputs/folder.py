"""An output folder during a build: what it has already, what is to go into it, what is to leave it, and what is
remembered of it afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from deckgen.interrupts import undone
from deckgen.messages import Message, count, say
from deckgen.outputs import builds, doors, inputs, lock, saving
from deckgen.outputs.builds import Request
from deckgen.outputs.formats import FORMATS
from deckgen.outputs.manifest import FILE, Archive, Entry, Manifest, Page, digest_of
from deckgen.outputs.manifest import digest as digest_of_file
from deckgen.outputs.outcome import Outcome, OutputFile
from deckgen.outputs.plan import Plan, Written
from deckgen.outputs.saving import Staging
from deckgen.outputs.storage import read_regular
from deckgen.outputs.store import font_store
from deckgen.outputs.tasks import Task

if TYPE_CHECKING:
    from deckgen.outputs.downloads import Pack, Shelf

#: More files than this are only counted in a note.
_MOST_NAMED = 5


class Scope(NamedTuple):
    """What a build is of, to tell what it leaves behind: the names of all `seminars` that there are; whether it builds
    all of them; its `formats`; the decks that it has `made`, by the stems of their files; and for those and others the
    keys of the content of each format as it is now."""

    seminars: frozenset[str]
    complete: bool
    formats: frozenset[str]
    made: frozenset[str]
    decks: Mapping[str, Mapping[str, str]]

    @property
    def built(self) -> set[str]:
        """The names of the seminars of which decks were made."""
        return {stem.rpartition(".")[0] for stem in self.made}


@contextmanager
def opened(path: Path, project: str, force: bool, waiting: Callable[[Path], None]) -> Iterator[Folder]:
    """A folder for the outputs of a project (by what `identity` says of it), with whatever a build that was killed
    there left behind put right. No other build is at work in it; `waiting` is called while one is. With `force`, all of
    a build is made and written, whatever is there.

    Raises UsageError where another build does not end.
    """
    with ExitStack() as stack:
        created = _create(path)
        _at_the_end(stack, lambda: _remove_empty(created))
        if os.path.isdir(path):
            stack.enter_context(lock.locked(path, lambda: waiting(path)))
            with suppress(OSError):  # where nothing can be written, this build will say so
                saving.recover(path)
        folder = Folder(path, project, force)
        _at_the_end(stack, folder.staging.discard)
        yield folder


def _at_the_end(stack: ExitStack, action: Callable[[], object]) -> None:
    """Has something done in the end, also where a signal ends the process."""
    stack.callback(action)
    stack.enter_context(undone(action))


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        with suppress(OSError):  # it has outputs in it
            folder.rmdir()


def _create(path: Path) -> list[Path]:
    """Makes a folder where there is none, and gives those that were made, the innermost first."""
    missing = []
    while not os.path.lexists(path):
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        try:
            folder.mkdir()
        except FileExistsError:  # another build made it
            continue
        except OSError:  # this build will say so when it writes
            break
    return missing


def identity(project: Path, output: Path, is_gallery: bool) -> str:
    """What tells projects apart that share an output folder: the way from there to the project, so that both can be
    moved together."""
    try:
        way = os.path.relpath(project.resolve(), output.resolve())
    except ValueError:  # on another drive of Windows
        way = str(project.resolve())
    return sha256(f"{way} {is_gallery}".encode("utf-8", "surrogateescape")).hexdigest()[:16]


class Folder:
    """A folder for outputs; `staging` holds new files until all are there, `notes` are what there is to tell of it
    once, `reminders` what is to be told until it is no longer so."""

    def __init__(self, path: Path, project: str, force: bool = False) -> None:
        self.path = path
        self.staging = Staging(path)
        self.notes: list[Message] = []
        self.reminders: list[Message] = []
        self._project = project
        self._force = force
        self._manifest = Manifest.read(path)
        if self._manifest.problem:
            self.notes.append(say("note:forgotten", folder=path.name, file=FILE, reason=self._manifest.problem))
        #: the digest of the program that makes the outputs
        self.program = inputs.program(self._manifest.program)
        #: parts of decks, from build to build
        self.store = font_store(path, self.program, force)
        #: digests and sizes of the files of this build, by their names, and those that are written
        self._files: dict[str, tuple[str, int]] = {}
        self._new: set[str] = set()
        self._removed: list[str] = []
        self._pages: list[str] = []

    def stale(self, tasks: Iterable[Task]) -> list[Task]:
        """The tasks whose files are not there as they would be made now."""
        return [t for t in tasks if self._force or not self._manifest.has(self.path, t.name, t.key)]

    def take(self, plans: Sequence[Plan], outputs: Iterable[tuple[Task, Written | None]]) -> None:
        """Takes the files of a build, which are written aside; what is None is there already."""
        for task, output in outputs:
            if output is not None and output.digest:
                self._manifest.files[task.name] = self._entry(plans[task.plan], task, output)
                self._replace(task.name, output.digest, output.size)
            entry = self._manifest.files[task.name]
            self._manifest.files[task.name] = entry._replace(old=False)
            self._files[task.name] = (entry.digest, entry.size)

    def others(self, seminar: str, known: Collection[str]) -> list[tuple[str, str]]:
        """The decks of a seminar in the folder that are none of those `known`: language and theme."""
        entries = [e for e in self._manifest.files.values() if e.seminar == seminar and e.project == self._project]
        return list(dict.fromkeys((e.language, e.theme) for e in entries if e.deck not in known))

    def leave(self, scope: Scope) -> None:
        """Lets go of what a build does not make any more, and marks what is older than the content; both are told."""
        removed, changed = [], []
        for name, entry in list(self._manifest.files.items()):
            if name in self._files:
                continue
            if not self._is_made_no_more(entry, scope):
                if entry.project != self._project:
                    continue
                keys = scope.decks.get(entry.deck)
                is_old = entry.old if keys is None else entry.content != keys.get(entry.format)
                self._manifest.files[name] = entry._replace(old=is_old or entry.seminar not in scope.seminars)
                continue
            del self._manifest.files[name]
            if self._manifest.is_untouched(self.path, entry):
                removed.append(name)
            elif os.path.lexists(self.path / name):
                changed.append(name)
        self._removed.extend(removed)
        old = [n for n, e in self._manifest.files.items() if e.old and (self.path / n).exists()]
        self.notes += self._note("removed", removed)
        self.notes += self._note("left", changed)
        gone = [n for n in old if self._manifest.files[n].seminar not in scope.seminars]
        old = [n for n in old if n not in gone]
        self.reminders += self._note("older", old)
        self.reminders += self._note("gone", gone)
        unknown = [name for seminar in sorted(scope.built) for name in self._unknown(seminar)]
        self.notes += self._note("unknown", unknown)

    def _unknown(self, seminar: str) -> list[str]:
        """The files in a seminar's folder for the audience that are called as outputs are, and are not remembered:
        those of a build whose memory is lost may be the presenter's by now."""
        folder = doors.folder(doors.AUDIENCE, seminar)
        try:
            names = sorted(os.listdir(self.path / folder))
        except OSError:
            return []
        endings = (".zip", *(f".{ending}" for f in FORMATS.values() for ending in ("html", "jpg", *f.labels())))
        known = {*self._manifest.files, *self._manifest.archives, *self._removed}
        return [
            f"{folder}/{name}"
            for name in names
            if name.startswith(f"{seminar}.") and name.endswith(endings) and f"{folder}/{name}" not in known
        ]

    def _is_made_no_more(self, entry: Entry, scope: Scope) -> bool:
        if entry.project != self._project:
            # where two projects have seminars of one name, the folder and its page are the last one's: nobody gets
            # what is another client's
            return entry.seminar in scope.built
        if entry.seminar not in scope.seminars:
            return scope.complete
        return entry.deck in scope.made and entry.format in scope.formats

    def add_pages(self, plans: Sequence[Plan], drawn: Callable[[Plan], Plan], with_page: bool, language: str) -> None:
        """Brings the pages up to date from which all that the folder has can be downloaded: those of these plans'
        seminars and that of all, where there are such already or (`with_page`) they are wanted. `drawn` gives a plan
        with its first scene.

        Raises ContentError where the theme's template cannot be filled, OSError where a page cannot be written.
        """
        if not with_page and not any(p.project == self._project for p in self._manifest.pages.values()):
            return
        from deckgen.outputs import downloads  # late: who builds decks only has no use for it

        manifest = self._manifest
        wanted = [p for p in plans if with_page or p.deck.id in manifest.pages]
        downloads.describe(map(drawn, plans), manifest, self._project)
        there = self._there()
        archives = [a for p in {p.deck.id: p for p in wanted}.values() for a in downloads.archives_of(p, there)]
        self._pack([*archives, downloads.fonts(plans)], {p.deck.id for p in wanted})
        pages = downloads.pages(wanted, there) | downloads.page_of_all(plans, there, language)
        for name, data in pages.items():
            self._put(name, data)
        seminars = dict.fromkeys(p.deck.id for p in wanted)
        for seminar in ("", *seminars):
            self._add_page(Page(self._project, seminar, *self._files[doors.index(seminar)]))
        self._remove_pages(seminars)

    def _there(self) -> Shelf:
        """What pages and archives can have: what is there and not older than the content."""
        from deckgen.outputs import downloads

        manifest = self._manifest
        there = {n: e for n, e in manifest.files.items() if not e.old}
        there = {n: e for n, e in there.items() if n in self._files or (self.path / n).is_file()}
        return downloads.Shelf(there, manifest.decks, manifest.archives)

    def _pack(self, wanted: Iterable[Pack], seminars: Collection[str]) -> None:
        """Makes archives, but those that are there already, and lets go of those of these `seminars` that are not
        wanted any more, and of seminars that are gone.

        Raises OSError where a file cannot be read or an archive cannot be written.
        """
        known, kept = self._manifest.archives, set()
        for pack in wanted:
            name = doors.archive(pack.door, pack.seminar)
            last = known.get(name)
            if last is not None and last.key == pack.key and self._manifest.is_untouched(self.path, last):
                self._files[name] = (last.digest, last.size)
            else:
                self._put(name, pack.make(self._read))
            known[name] = Archive(self._project, pack.seminar, pack.door, pack.key, *self._files[name])
            kept.add(name)
        offered = {e.seminar for e in self._manifest.files.values() if not e.old} | {""}
        for name, archive in list(known.items()):
            ours = archive.project == self._project
            if name not in kept and (archive.seminar in seminars or (ours and archive.seminar not in offered)):
                del known[name]
                if self._manifest.is_untouched(self.path, archive):
                    self._removed.append(name)

    def _read(self, name: str) -> bytes:
        """The bytes of a file as it will be, by its name. Raises OSError."""
        path = self.staging.path(name) if name in self._new else self.path / name
        return read_regular(path, self._manifest.files[name].size)

    def _add_page(self, page: Page) -> None:
        self._manifest.pages[page.seminar] = page
        self._pages.append(page.name)

    def _remove_pages(self, made: Collection[str]) -> None:
        """Lets go of pages that have nothing to offer any more, but those that this build has made."""
        offered = {e.seminar for e in self._manifest.files.values() if not e.old} | {"", *made}
        for seminar, page in list(self._manifest.pages.items()):
            if page.project == self._project and seminar not in offered:
                del self._manifest.pages[seminar]
                if self._manifest.is_untouched(self.path, page):
                    self._removed.append(page.name)

    def report(self, outputs: Iterable[tuple[Task, Written | None]], plans: Sequence[Plan]) -> tuple[OutputFile, ...]:
        """The files of a build, as they are told."""
        files = [self._file(t.name, self._manifest.files[t.name], t.format.unit, plans[t.plan]) for t, _ in outputs]
        return (*files, *(self._file(name) for name in self._pages))

    def save(self, request: Request, project: str | None, outcome: Outcome) -> None:
        """Puts what is new into the folder, and remembers what the build came to. `project` is the digest of what it
        read.

        Raises OSError where something cannot be written; then all is as it was.
        """
        manifest = self._manifest
        manifest.program = {inputs.program_seen(): self.program}
        lasting = outcome._replace(notes=tuple(self.reminders))
        builds.record(manifest, request, project, lasting, self.path, self._files, bool(self._pages))
        memory = manifest.to_bytes()
        if (self.path / FILE).is_dir():
            self.notes.append(say("note:not-remembered", file=FILE, folder=self.path.name))
        elif self._new or self._removed or not _is_same(self.path / FILE, digest_of(memory), len(memory)):
            self.staging.put(FILE, memory)
        self.staging.commit(self._removed)

    def _entry(self, plan: Plan, task: Task, output: Written) -> Entry:
        # what something was found in is made again the next time, so that it is told again
        key = "" if output.findings else task.key
        deck, file = plan.deck, task.file
        return Entry(
            project=self._project,
            theme=plan.theme,
            key=key,
            content=task.content,
            digest=output.digest,
            size=output.size,
            length=output.length,
            apparatus=output.apparatus,
            format=task.format.name,
            door=file.door,
            seminar=deck.id,
            language=deck.language,
            ending=file.ending,
        )

    def _put(self, name: str, data: bytes) -> None:
        """Writes a file aside, but one that is there with the same bytes: it is left as it is."""
        digest, size = digest_of(data), len(data)
        self._files[name] = (digest, size)
        if not _is_same(self.path / name, digest, size):
            self.staging.put(name, data)
            self._new.add(name)

    def _replace(self, name: str, digest: str, size: int) -> None:
        """Takes a file that is written aside, but lets the last one stay where it has the same bytes."""
        if not self._force and _is_same(self.path / name, digest, size):
            self.staging.drop(name)
        else:
            self._new.add(name)

    def _note(self, code: str, names: Sequence[str]) -> list[Message]:
        """What there is to tell of files; nothing if there are none."""
        more = len(names) - _MOST_NAMED
        listed = ", ".join(f"`{self.path.name}/{name}`" for name in names[:_MOST_NAMED])
        files = say("note:and-more", files=listed, more=count(more, "more-file")) if more > 0 else listed
        return [say(f"note:{code}", files=files)] if names else []

    def _file(self, name: str, entry: Entry | None = None, unit: str = "", plan: Plan | None = None) -> OutputFile:
        return OutputFile(
            path=str(self.path / name),
            length=entry.length if entry else 0,
            unit=unit,
            size=self._files[name][1],
            talk=plan.deck.talk if plan else None,
            minutes=plan.deck.minutes if plan else None,
            reused=name not in self._new,
            apparatus=entry.apparatus if entry else None,
        )


def _is_same(path: Path, digest: str, size: int) -> bool:
    """Whether a file is there with these bytes."""
    return digest_of_file(path, size) == digest
