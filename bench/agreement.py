"""Whether a workspace after random edits is what a clean build of the same files is, to the byte."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.edits import RandomEdits
from deckgen import gallery
from deckgen.diagnostics import Diagnostic
from deckgen.layout.kinds import KINDS
from deckgen.reading.project import Project
from deckgen.scene import Scene
from deckgen.scene.dump import dump
from deckgen.workspace import Workspace
from deckgen.workspace.surveying import Surveyed, surveyed

#: Kinds of slides that stand in the project: a few that cost little and between them have all that slides share.
CHEAP = ("title", "agenda", "statement", "bullets", "code", "table", "cards", "quiz", "glossary", "references")
THEMES = Path(__file__).parent.parent / "themes"
SEMINAR = """\
title: {{ko: 세미나 {name}, en: Seminar {name}}}
language: ko
minutes: 60
questions: 5
theme: openmaru
event:
  client: {{ko: 한빛상사, en: Hanbit}}
  date: 2026-12-10
  speaker:
    name: {{ko: 김하늘, en: Haneul Kim}}
programme:
{parts}"""


def project(home: Path, kinds: tuple[str, ...] = CHEAP) -> Path:
    """A project of two modules and two seminars with these kinds of slides in a folder."""
    content = home / "content"
    gallery.write(home, [])
    for path in (content / "modules").glob("*.yaml"):
        path.unlink()
    halves = {"first": kinds[::2], "second": kinds[1::2]}
    for name, of in halves.items():
        slides = "\n\n".join(f"- id: {kind}\n  kind: {kind}\n{gallery.example(kind, 'typical')}" for kind in of)
        (content / f"modules/{name}.yaml").write_text(f"title: {name}\nslides:\n{slides}\n", encoding="utf-8")
    parts = "".join(
        f"- part: {{ko: {name} 부분, en: Part {name}}}\n  lead: {{ko: {name}의 뜻, en: What {name} means}}\n  slides:\n"
        + "".join(f"  - {kind}\n" for kind in of)
        for name, of in halves.items()
    )
    (content / "seminars/whole.yaml").write_text(SEMINAR.format(name="하나", parts=parts), encoding="utf-8")
    part = "- part: 모음\n  lead: 모아서 봅니다.\n  slides:\n  - slide: statement\n    minutes: 3\n  - module: second\n"
    (content / "seminars/part.yaml").write_text(SEMINAR.format(name="둘", parts=part), encoding="utf-8")
    (home / "themes").symlink_to(THEMES)
    return home


def told(findings: tuple[Diagnostic, ...]) -> str:
    """Findings in words, with all that they have."""
    return "\n".join(f"{type(d).__name__} {d.severity} {d.message} {d.span!r} {d.hint}" for d in findings)


def seen(scenes: tuple[Scene, ...]) -> str:
    """Slides as they were laid out: readable, and then with all that they have, places in files included."""
    return "".join(map(dump, scenes)) + "\n".join(map(repr, scenes))


def clean(home: Path, workspace: Workspace, paths: list[str], to: Path) -> Surveyed:
    """What a build finds that begins with the files as they are now."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(home, to, symlinks=True)
    for path in workspace.unsaved:
        text = workspace.text(path)
        if text is None:
            (to / path).unlink(missing_ok=True)
        else:
            (to / path).write_text(text, encoding="utf-8", newline="")
    return surveyed(Project(to, KINDS))


def agree(home: Path, to: Path, edits: int, seed: int) -> int:
    """Makes edits, and after each compares; the number of those after which all was the same."""
    workspace = Workspace(home)
    assert not [d for d in workspace.findings if d.severity == "error"], told(workspace.findings)
    good = {name: workspace.view(name) for name in workspace.seminars}
    random, same = RandomEdits(home, workspace, seed), 0
    for n in range(edits):
        edited = random.next()
        build = clean(home, workspace, random.paths(), to)
        assert told(edited.change.findings) == told(build.findings).replace(str(to), str(home)), (n, edited.what)
        for seminar, plan in build.plans:
            name, view = seminar.id, workspace.view(seminar.id)
            assert seen(workspace.laid_out(name)) == seen(plan.scenes), (n, edited.what, name)
            if view.current:
                assert [s.id for s in view.slides] == [s.id for s in plan.scenes]
                scenes = tuple(workspace.scene(name, s.id) for s in view.slides)
                assert seen(scenes) == seen(plan.scenes), (n, edited.what, name)
        for name in workspace.seminars:
            view = workspace.view(name)
            if name not in {seminar.id for seminar, _ in build.plans} and name in good:
                assert view == good[name]._replace(current=False), (n, edited.what, name)
            good[name] = view
        same += 1
    return same
