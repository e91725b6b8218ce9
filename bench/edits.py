"""Random edits of a project, as people make them: typed letters, slides that come, go and move, names that change, text
that breaks and is mended, files made, renamed and deleted outside. All follows from a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from deckgen.workspace import Change, Splice, Whole, Workspace

_SLIDE = re.compile(r"^- id: (\S+)\n(?:(?:[ #].*)?\n)*", re.MULTILINE)
_ENTRY = re.compile(r"^( *)- (?:slide: )?([a-z][a-z0-9-]*)\n", re.MULTILINE)
#: A scalar's own words, in which letters may be typed.
_WORDS = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z ]{2,}")
#: What is typed.
_LETTERS = ("가", "나다", "x", " ", "쿠버네티스 ", "*", "**굵게**", "a", "\n", "끝.", "{{ event.client }}", "컨테이너")
#: What breaks a file, or may.
_BREAKS = ("\t", "[", "]", "{", '"', "'", ": ", "\n  - ", "- ", "#", "&", "*", "\n", "  ", "@", "`", "}", ",", "|")


class Edited(NamedTuple):
    """An edit that was made: what it is called, and what came of it."""

    what: str
    change: Change


class RandomEdits:
    """Edits of the project that a workspace shows, some of them on the disk. `mend` is how often a broken file is
    mended sooner than broken further."""

    def __init__(self, home: Path, workspace: Workspace, seed: int) -> None:
        self.home, self.workspace = home, workspace
        self._random = random.Random(seed)
        self._made = 0
        #: The texts of files before they were broken.
        self._sound: dict[str, str | None] = {}
        self._edits: list[Callable[[], Change | None]] = [
            *[self.typed] * 6,
            *[self.erased] * 2,
            *[self.broken] * 3,
            *[self.inserted] * 2,
            *[self.deleted] * 2,
            *[self.moved] * 2,
            *[self.left_out] * 1,
            *[self.put_in] * 2,
            *[self.renamed] * 2,
            *[self.commented] * 2,
            self.outside,
            self.closed,
        ]

    def __iter__(self) -> Iterator[Edited]:
        while True:
            yield self.next()

    def next(self) -> Edited:
        """Makes an edit."""
        while True:
            mends = self._sound and self._random.random() < 0.45
            edit = self.mended if mends else self._random.choice(self._edits)
            change = edit()
            if change is not None:
                return Edited(edit.__name__, change)

    # the files

    def paths(self, folder: str = "") -> list[str]:
        """The files of content that are there, by their names."""
        on_disk = (p.relative_to(self.home).as_posix() for p in (self.home / "content" / folder).rglob("*.yaml"))
        names = {*on_disk, *(p for p in self.workspace.unsaved if p.startswith(f"content/{folder}"))}
        return sorted(name for name in names if self.workspace.text(name) is not None)

    def _pick(self, folder: str = "") -> tuple[str, str] | None:
        """A file that is not broken, and its text."""
        names = [name for name in self.paths(folder) if name not in self._sound]
        if not names:
            return None
        name = self._random.choice(names)
        text = self.workspace.text(name)
        assert text is not None
        return name, text

    def _spliced(self, name: str, start: int, end: int, new: str) -> Change:
        return self.workspace.apply([Splice(name, start, end, new)])

    # words

    def typed(self) -> Change | None:
        """Letters in the middle of words."""
        if (picked := self._pick()) is None:
            return None
        name, text = picked
        words = list(_WORDS.finditer(text))
        if not words:
            return None
        word = self._random.choice(words)
        at = self._random.randint(word.start() + 1, word.end() - 1)
        self._sound.setdefault(name, text)  # it may be broken by that
        return self._spliced(name, at, at, self._random.choice(_LETTERS))

    def erased(self) -> Change | None:
        """Some characters less, anywhere."""
        if (picked := self._pick()) is None:
            return None
        name, text = picked
        at = self._random.randrange(len(text) + 1)
        self._sound.setdefault(name, text)
        return self._spliced(name, at, min(len(text), at + self._random.choice((1, 1, 2, 5, 30))), "")

    def broken(self) -> Change | None:
        """A sign that may mean something, anywhere; also in what is broken already."""
        names = self.paths()
        if not names:
            return None
        name = self._random.choice(names)
        text = self.workspace.text(name)
        assert text is not None
        self._sound.setdefault(name, text)
        at = self._random.randrange(len(text) + 1)
        return self._spliced(name, at, at, self._random.choice(_BREAKS))

    def mended(self) -> Change | None:
        """A file as it was before it was broken; now and then what was typed is kept."""
        name = self._random.choice(sorted(self._sound))
        text = self._sound.pop(name)
        if self._random.random() < 0.3 and self.workspace.text(name) is not None:
            return self.workspace.apply([])
        file = self.home / name
        if text is not None and name not in self.workspace.unsaved and not file.exists():
            file.write_text(text, encoding="utf-8", newline="")  # what was deleted outside comes back there
            return self.workspace.refresh([name])
        return self.workspace.apply([Whole(name, text)])

    def commented(self) -> Change | None:
        """A line more that says nothing, so that all below it moves."""
        if (picked := self._pick()) is None:
            return None
        name, text = picked
        starts = [m.start() for m in _SLIDE.finditer(text)] or [0]
        at = self._random.choice(starts)
        return self._spliced(name, at, at, self._random.choice(("# 한 줄\n", "\n", "\n\n")))

    # slides

    def inserted(self) -> Change | None:
        """A slide twice, the second time under another name; the programme may name it."""
        if (picked := self._pick("modules")) is None:
            return None
        name, text = picked
        slides = list(_SLIDE.finditer(text))
        if not slides:
            return None
        slide = self._random.choice(slides)
        self._made += 1
        new = f"new-{self._made}"
        copy = re.sub(r"^- id: \S+", f"- id: {new}", slide[0])
        edits: list[Splice | Whole] = [Splice(name, slide.start(), slide.start(), copy)]
        seminar = self._pick("seminars")
        if seminar and self._random.random() < 0.8:
            entries = list(_ENTRY.finditer(seminar[1]))
            if entries:
                at = self._random.choice(entries)
                edits.append(Splice(seminar[0], at.end(), at.end(), f"{at[1]}- {new}\n"))
        return self.workspace.apply(edits)

    def deleted(self) -> Change | None:
        """A slide less in a module; the programme may name it still."""
        if (picked := self._pick("modules")) is None:
            return None
        name, text = picked
        slides = list(_SLIDE.finditer(text))
        if len(slides) < 4:
            return None
        slide = self._random.choice(slides)
        if self._random.random() < 0.5:
            self._sound.setdefault(name, text)
        return self._spliced(name, slide.start(), slide.end(), "")

    def moved(self) -> Change | None:
        """An entry of the programme at another place, or a slide of a module."""
        picked = self._pick(self._random.choice(("modules", "seminars")))
        if picked is None:
            return None
        name, text = picked
        pattern = _ENTRY if "seminars" in name else _SLIDE
        found = list(pattern.finditer(text))
        if len(found) < 2:
            return None
        one, other = self._random.sample(found, 2)
        taken = one[0] if one[0].endswith("\n") else one[0] + "\n"
        return self.workspace.apply(
            [Splice(name, one.start(), one.end(), ""), Splice(name, other.start(), other.start(), taken)]
        )

    def left_out(self) -> Change | None:
        """An entry of the programme less."""
        picked = self._pick("seminars")
        entries = list(_ENTRY.finditer(picked[1])) if picked else []
        if picked is None or len(entries) < 4:
            return None
        entry = self._random.choice(entries)
        return self._spliced(picked[0], entry.start(), entry.end(), "")

    def put_in(self) -> Change | None:
        """An entry of the programme more: any slide that there is."""
        seminar, module = self._pick("seminars"), self._pick("modules")
        if seminar is None or module is None:
            return None
        entries, slides = list(_ENTRY.finditer(seminar[1])), list(_SLIDE.finditer(module[1]))
        if not entries or not slides:
            return None
        at, slide = self._random.choice(entries), self._random.choice(slides)
        return self._spliced(seminar[0], at.end(), at.end(), f"{at[1]}- {slide[1]}\n")

    def renamed(self) -> Change | None:
        """A slide under another name, mostly also where programmes name it."""
        if (picked := self._pick("modules")) is None:
            return None
        name, text = picked
        slides = list(_SLIDE.finditer(text))
        if not slides:
            return None
        slide = self._random.choice(slides)
        self._made += 1
        old, new = slide[1], f"named-{self._made}"
        edits: list[Splice] = [Splice(name, slide.start(1), slide.end(1), new)]
        if self._random.random() < 0.8:
            for path in self.paths("seminars"):
                found = _ENTRY.finditer(self.workspace.text(path) or "")
                edits += [Splice(path, m.start(2), m.end(2), new) for m in found if m[2] == old]
        return self.workspace.apply(edits)

    # files

    def outside(self) -> Change | None:
        """A file that another program makes, renames, writes or deletes."""
        paths = [p for p in self.paths() if p not in self.workspace.unsaved and p not in self._sound]
        if not paths:
            return None
        path = self._random.choice(paths)
        file = self.home / path
        text = file.read_text(encoding="utf-8")
        what = self._random.choice(("write", "rename", "delete", "copy"))
        told = [path]
        if what == "write":
            file.write_text(f"# 밖에서\n{text}", encoding="utf-8")
        elif what == "copy" or len(self.paths("seminars")) < 2 or len(self.paths("modules")) < 2:
            self._made += 1
            other = f"{path.rpartition('/')[0]}/made-{self._made}.yaml"
            (self.home / other).write_text(text, encoding="utf-8")
            self._sound[other] = None
            told = [other]
        elif what == "rename":
            self._made += 1
            other = f"{path.rpartition('/')[0]}/moved-{self._made}.yaml"
            file.rename(self.home / other)
            told.append(other)
        else:
            file.unlink()
            self._sound[path] = text
        return self.workspace.refresh(told)

    def closed(self) -> Change | None:
        """An editor saves a file and closes it, or throws away what was written."""
        files = [p for p in self.workspace.unsaved if p not in self._sound]
        if not files:
            return None
        path = self._random.choice(files)
        text, file = self.workspace.text(path), self.home / path
        if text is None:
            file.unlink(missing_ok=True)
        elif self._random.random() < 0.8 or not file.exists():
            file.write_text(text, encoding="utf-8", newline="")
        return self.workspace.close(path)
