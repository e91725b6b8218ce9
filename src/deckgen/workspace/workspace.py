"""The workspace: a project's files and all that follows from them."""

from __future__ import annotations

import gc
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import count
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from deckgen.diagnostics import ContentError, Diagnostic
from deckgen.languages import LANGUAGES
from deckgen.layout.kinds import KINDS
from deckgen.layout.scenes import look_of
from deckgen.layout.words import alt_text
from deckgen.memory import Memory
from deckgen.outputs.plan import Plan
from deckgen.reading.letters import composed
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.project import Library, Project
from deckgen.reading.seminar import Seminar
from deckgen.reading.theme import Theme
from deckgen.scene import Scene, settled
from deckgen.workspace.buffers import Buffers
from deckgen.workspace.contents import NOTHING, Contents, contents_of, last_sound
from deckgen.workspace.edits import Change, Edit, Splice, Whole, spliced
from deckgen.workspace.surveying import Surveyed, glanced, surveyed
from deckgen.workspace.views import Fill, Place, View, fill, places, view_of
from deckgen.writers.web.pictures import Pictures

#: Slides whose pictures are kept, some 30 kB each.
_PICTURES = 500
_SPAN = re.compile(r"Span\(path='[^']*', line=\d+, column=\d+, end=\d+\)")


class _Shown(NamedTuple):
    """A slide as it is shown, and what is another object where it may look otherwise."""

    scene: Scene
    look: object


class _Seen(NamedTuple):
    """A seminar that was laid out: what is seen of it, what it was made of, and its slides by their ids."""

    view: View
    plan: Plan
    shown: dict[str, _Shown]


class Workspace:
    """A project while it is written. Paths are those from the project's folder, in posix form. It may be used from
    several threads."""

    def __init__(self, root: Path, themes: Path | None = None) -> None:
        """Looks at the project in a folder, in the themes of another one where `themes` names it."""
        self.root = root
        self.version = 0
        self.findings: tuple[Diagnostic, ...] = ()
        self._themes = themes
        self._buffers = Buffers(root)
        self._memory = Memory()
        self._seen: dict[str, _Seen] = {}
        self._laid_out: dict[str, tuple[Scene, ...]] = {}
        self._library: Library | None = None
        self._contents: Contents | None = None
        self._events: dict[str, str] = {}
        self._looks = count(1)
        self._pictures: dict[int, str] = {}
        self._lock = RLock()
        self._look()

    # files

    def text(self, path: str) -> str | None:
        """A file as it is written now, its line ends and a mark of the byte order included; None where there is no such
        text."""
        with self._lock:
            return self._buffers.written(composed(path))

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The files that editors have, saved or not."""
        return self._buffers.unsaved

    def apply(self, edits: Iterable[Edit]) -> Change:
        """Takes edits, all of them at once. Raises ValueError, and takes none, where one does not fit its file."""
        with self._lock:
            self.take(edits)
            return self._look()

    def take(self, edits: Iterable[Edit]) -> None:
        """Takes edits without looking what follows from them: somebody may be typing on. Raises ValueError likewise."""
        with self._lock:
            for path, text in self._edited(edits).items():
                self._buffers.put(path, text)

    def look(self) -> Change:
        """Looks what follows from all edits that were taken."""
        with self._lock:
            return self._look()

    def glance(self, seminar: str) -> bool:
        """Looks how one seminar is seen after all edits that were taken, in a part of the time of a whole look, which
        is still to follow: until then `findings` are those of before. Whether it can be laid out; where it cannot,
        nothing is another."""
        with self._lock:
            project = self._project(self._buffers)
            survey = glanced(project, self._memory, seminar)
            if survey is None or survey.content is None:
                return False
            self._looked_at, self._contents = project, None
            self._library = last_sound(survey.content.library, self._library)
            self.version += 1
            written, plan = survey.plans[0]
            before = self._seen.get(seminar)
            self._laid_out[seminar] = plan.scenes
            self._events |= dict(_event(written))
            if before is None or written.path not in survey.unsound:
                self._seen[seminar] = self._seen_now(written, plan, before, survey.unsound)
            return True

    def structure(self, path: str, edits: Iterable[Edit] = ()) -> tuple[Diagnostic, ...]:
        """What is wrong with a file of content by itself, at once: whether it can be read, and what its fields are; or
        what would be, with edits that are not taken. Raises ValueError where one does not fit its file."""
        with self._lock:
            buffers = self._buffers.with_texts(self._edited(edits))
            return tuple(self._project(buffers).structure(composed(path)))

    def texts(self) -> dict[str, str]:
        """All files of content as they are written, by their paths."""
        with self._lock:
            try:
                there = self._looked_at.content_files()
            except ContentError:  # a folder cannot be looked into, which is told
                there = []
            return {path: text for path in there if (text := self._buffers.written(path)) is not None}

    def _edited(self, edits: Iterable[Edit]) -> dict[str, str | None]:
        """The texts of files after edits."""
        texts: dict[str, str | None] = {}
        splices: dict[str, list[Splice]] = {}
        for edit in edits:
            path = composed(edit.path)
            if isinstance(edit, Whole):
                texts[path] = edit.text
            else:
                splices.setdefault(path, []).append(edit)
        for path, of_file in splices.items():
            text = texts[path] if path in texts else self._buffers.written(path)
            if text is None:
                raise ValueError(f"there is no text `{path}`")
            texts[path] = spliced(text, of_file)
        return texts

    def tried(self, edits: Iterable[Edit]) -> tuple[Diagnostic, ...]:
        """What would be found with edits that are not taken. Raises ValueError where one does not fit its file."""
        with self._lock:
            buffers = self._buffers.with_texts(self._edited(edits))
            return surveyed(self._project(buffers), self._memory).findings

    def line_of(self, path: str, number: int) -> str | None:
        """A line of a file that was read, from 1 on, as spans count its columns; None where there is none."""
        with self._lock:
            text = self._buffers.written(path) if path.endswith(".yaml") else None
            if text is None:
                return self._looked_at.line_of(path, number)
            lines = composed(text.replace("\ufeff", "")).splitlines()
            return lines[number - 1] if 0 < number <= len(lines) else None

    def _project(self, disk: Buffers) -> Project:
        return Project(self.root, KINDS, self._themes, disk=disk, memory=self._memory)

    def close(self, path: str) -> Change:
        """Takes a file as it is on the disk: no editor has it any more."""
        with self._lock:
            self._buffers.close(composed(path))
            for sort in ("strays", "files"):  # it may have been saved first, or deleted
                self._memory.forget(sort)
            return self._look()

    def refresh(self, paths: Iterable[str]) -> Change:
        """Reads files again that have changed on the disk, those that editors have apart."""
        with self._lock:
            for path in map(composed, paths):
                self._buffers.changed(path)
                self._memory.forget("strays")
                self._memory.forget("files")
                if path.startswith("themes/"):
                    self._memory.forget("theme")
                elif not path.endswith(".yaml"):
                    self._memory.forget("attachment")
            return self._look()

    # what follows from them

    @property
    def seminars(self) -> tuple[str, ...]:
        """The seminars that could be laid out at least once, by their files' names."""
        return tuple(self._seen)

    @property
    def contents(self) -> Contents:
        """What the project has that authors name; of a file that cannot be read now what it had last."""
        with self._lock:
            if self._contents is None and self._library:
                try:
                    self._contents = contents_of(self._library, self._looked_at, self._events)
                except ContentError:  # a folder cannot be looked into, which is told
                    return NOTHING
            return self._contents or NOTHING

    def view(self, seminar: str) -> View:
        """What is seen of a seminar. Raises KeyError where it could never be laid out."""
        with self._lock:
            return self._seen[seminar].view

    def scene(self, seminar: str, slide: str) -> Scene:
        """A slide of a seminar, laid out. Raises KeyError where there is none."""
        with self._lock:
            return self._seen[seminar].shown[slide].scene

    def laid_out(self, seminar: str) -> tuple[Scene, ...]:
        """The slides of a seminar as they are written now, those included whose pictures stay what they were because
        of an error. Raises KeyError where they cannot be laid out."""
        with self._lock:
            return self._laid_out[seminar]

    def theme(self, seminar: str) -> Theme:
        """The theme of a seminar. Raises KeyError where it could never be laid out."""
        with self._lock:
            return self._seen[seminar].plan.brand.theme

    def picture(self, seminar: str, slide: str) -> str:
        """A slide of a seminar as an `svg` element. Raises KeyError where there is none."""
        with self._lock:
            seen = self._seen[seminar]
            scene = seen.shown[slide].scene
            look = next(s.look for s in seen.view.slides if s.id == slide)
            if look not in self._pictures:
                end = settled(scene)
                brand = seen.plan.brand
                while len(self._pictures) >= _PICTURES:
                    del self._pictures[next(iter(self._pictures))]
                # the names of its parts are its own, however many pictures stand on a page
                drawn = Pictures(brand.theme, brand.fonts, f"_{look}-").alone(end, alt_text(end))
                self._pictures[look] = drawn
            return self._pictures[look]

    def preview(self, seminar: str, slide: str, side: int) -> bytes:
        """A slide of a seminar as a JPEG, `side` pixels on its longer side. Raises KeyError where there is none."""
        from deckgen.writers.pptx.thumbnail import thumbnail  # late: only who cannot show an `svg` needs it

        with self._lock:
            brand = self._seen[seminar].plan.brand
            return thumbnail(settled(self.scene(seminar, slide)), brand.theme, brand.fonts, side)

    def places(self, seminar: str, slide: str) -> tuple[Place, ...]:
        """What stands where in the picture of a slide. Raises KeyError where there is none."""
        return tuple(places(settled(self.scene(seminar, slide))))

    def fill(self, seminar: str, slide: str) -> Fill | None:
        """How full a slide is. Raises KeyError where there is none."""
        with self._lock:
            return fill(self.scene(seminar, slide), self._seen[seminar].plan.brand.theme)

    # looking

    def _look(self) -> Change:
        """Looks at the whole project again."""
        self._memory.next_round()
        project = self._looked_at = self._project(self._buffers)
        survey = surveyed(project, self._memory)
        self._contents = None
        if survey.content is not None:
            self._library = last_sound(survey.content.library, self._library)
            self._events |= {name: words for s in survey.content.seminars for name, words in _event(s)}
        self.version += 1
        self.findings = survey.findings
        changed = self._take(survey, _names(project))
        order = {name: tuple(s.id for s in seen.view.slides) for name, seen in self._seen.items()}
        return Change(self.version, order, changed, self.findings)

    def _take(self, survey: Surveyed, names: list[str]) -> dict[str, tuple[str, ...]]:
        """Takes what could be laid out in place of what was there before; the slides of each seminar whose pictures are
        others. What could not be laid out stays as it was, and so does what is in files with errors."""
        self._laid_out = {seminar.id: plan.scenes for seminar, plan in survey.plans}
        seen: dict[str, _Seen] = {name: _old(of) for name, of in self._seen.items() if name in names}
        changed = {}
        for seminar, plan in survey.plans:
            before = self._seen.get(seminar.id)
            if before and seminar.path in survey.unsound:
                continue
            seen[seminar.id] = now = self._seen_now(seminar, plan, before, survey.unsound)
            pictures = {s.look for s in before.view.slides} if before else ()
            if new := tuple(s.id for s in now.view.slides if s.look not in pictures):
                changed[seminar.id] = new
        self._seen = {name: seen[name] for name in names if name in seen}
        return changed

    def _seen_now(self, seminar: Seminar, plan: Plan, before: _Seen | None, unsound: Collection[str]) -> _Seen:
        """What is seen of a seminar that was laid out."""
        looks, shown = [], {}
        known = {s.id: s.look for s in before.view.slides} if before else {}
        sound = seminar.path not in unsound
        for scene in plan.scenes:
            here = _Shown(scene, look_of(scene, plan.deck, self._memory))
            old = before.shown.get(scene.id) if before else None
            if _is_from(scene, unsound):
                sound = False
                here = old or here
            same = old is not None and _looks_the_same(old, here)
            looks.append(known[scene.id] if same else next(self._looks))
            shown[scene.id] = here
        return _Seen(view_of(seminar, plan, looks)._replace(current=sound), plan, shown)


def steady() -> None:
    """Readies a process that stays alive: what is there now stays, so nobody looks through it for what nobody needs;
    and not while somebody waits for an answer, but when `gc.collect` is called."""
    gc.collect()
    gc.freeze()
    gc.disable()


def _looks_the_same(old: _Shown, here: _Shown) -> bool:
    """Whether the pictures of two slides are one."""
    return old.look is here.look or _placeless(old.scene) == _placeless(here.scene)


def _event(seminar: Seminar) -> Iterator[tuple[str, str]]:
    """The fields of a seminar's event as texts name them."""
    event = seminar.raw.get("event")
    for name, value in event.items() if isinstance(event, Located) else ():
        inner = value.items() if isinstance(value, Located) and not set(value) <= set(LANGUAGES) else ()
        yield from ((f"event.{name}.{field}", str(words)) for field, words in inner)
        if not inner:
            yield f"event.{name}", str(value)


def _is_from(scene: Scene, paths: Collection[str]) -> bool:
    """Whether a slide is written in one of these files."""
    return scene.span is not None and scene.span.path in paths


def _placeless(scene: Scene) -> str:
    """What a slide's picture shows, wherever it is written."""
    return _SPAN.sub("", repr((scene.items, scene.artwork, scene.background, scene.clicks)))


def _old(seen: _Seen) -> _Seen:
    return seen._replace(view=seen.view._replace(current=False))


def _names(project: Project) -> list[str]:
    """The seminars that there are."""
    try:
        return project.seminar_names()
    except ContentError:  # the folder cannot be read, which is told
        return []
