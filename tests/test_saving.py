"""Outputs replace the last ones all at once: whatever fails or is killed, and whenever, each file is whole, and what
the folder is to have can be told."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import deckgen
from PIL import Image
from shared import built_project
from test_build import made, small
from test_cli import change
from test_errors import files

from deckgen.cli.report import show_findings, show_notes, show_outputs
from deckgen.crash import Crash
from deckgen.outputs import lock, saving
from deckgen.outputs.builds import Request, recall
from deckgen.outputs.manifest import FILE, VERSION, Manifest
from deckgen.pipeline import build

BASICS = "content/modules/basics.yaml"
#: What of the system's calls a save makes: at each of them a process can be killed, and each can fail.
CALLS = ("link", "mkdir", "open", "rename", "replace", "rmdir", "unlink")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The small good project, built as deck and slides."""
    return built_project(tmp_path / "project", "--to", "pptx,slides")


def outputs(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but the memory, which is a cache."""
    return {name: data for name, data in files(folder).items() if name != FILE}


OLD = {"a": b"old a", "b/c": b"old c", "gone": b"old"}
NEW = {"a": b"new a", "b/c": b"new c", "d/e/f": b"new f"}


def _fill(folder: Path, content: dict[str, bytes]) -> None:
    for name, data in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _save(folder: Path) -> None:
    staging = saving.Staging(folder)
    for name, data in NEW.items():
        staging.put(name, data)
    staging.commit(["gone"])


class _Killed(BaseException):
    """Nothing of the process goes on after it."""


class _Fault:
    """Ends a save, or lets it fail, at the n-th of the calls that change a folder."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, n: int, lasting: bool) -> None:
        self.count = 0
        self._n = n
        self._lasting = lasting
        for name in CALLS:
            real = getattr(os, name)
            monkeypatch.setattr(os, name, lambda *a, real=real, **k: self._call(real, *a, **k))

    def _call(self, real, *arguments, **options):
        self.count += 1
        if self.count == self._n or (self._lasting and self.count > self._n):
            raise OSError(28, "No space left on device", str(arguments[0]))
        return real(*arguments, **options)


def test_all_files_are_replaced_and_nothing_is_left(tmp_path):
    """New ones are there, the one that is to go is gone, folders are made, and nothing else remains."""
    _fill(tmp_path, OLD)
    _save(tmp_path)
    assert outputs(tmp_path) == NEW and {p.name for p in tmp_path.iterdir()} == {"a", "b", "d"}


def test_a_file_that_is_dropped_leaves_its_place_to_no_other(tmp_path):
    """One that stays as it was, among others that are new: what is written aside next is not written over those."""
    _fill(tmp_path, OLD)
    staging = saving.Staging(tmp_path)
    for name, data in (("a", b"old a"), ("b/c", NEW["b/c"]), ("x", b"old x")):
        staging.put(name, data)
    staging.drop("a")
    staging.put("d/e/f", NEW["d/e/f"])
    staging.drop("x")
    staging.put("a", NEW["a"])
    staging.commit(["gone"])
    assert files(tmp_path) == NEW


def test_without_a_memory_the_same_files_are_the_same(tmp_path):
    """Some are there already, others are new; each is in its own place."""
    home = small(tmp_path / "project")
    wanted = made(home, formats=frozenset({"pptx", "slides", "handout", "web"}))
    (home / "output" / FILE).unlink()
    for name in ("audience/talk/talk.ko.slides.pdf", "audience/talk/index.html"):
        (home / "output" / name).unlink()
    again = made(home, formats=frozenset({"pptx", "slides", "handout", "web"}))
    assert {n: d for n, d in again.items() if n != FILE} == {n: d for n, d in wanted.items() if n != FILE}


@pytest.mark.parametrize("lasting", [False, True], ids=["one call fails", "each call from there on fails"])
def test_a_fault_at_any_call(tmp_path, monkeypatch, lasting):
    """Either all is as it was, or as it was to become; where not even putting back is possible, who comes next does
    it."""
    counts = 0
    for n in range(1, 200):
        folder = tmp_path / str(n)
        _fill(folder, OLD)
        with monkeypatch.context() as patched:
            fault = _Fault(patched, n, lasting)
            failed = False
            try:
                _save(folder)
            except OSError:
                failed = True
        if fault.count < n:
            break
        found = outputs(folder)
        whole = {name: data for name, data in found.items() if not name.startswith(saving.ASIDE)}
        assert all(data in (OLD.get(name), NEW.get(name)) for name, data in whole.items())
        if failed and not lasting:
            saving.Staging(folder).discard()
            assert outputs(folder) == OLD, n
        saving.recover(folder)
        assert outputs(folder) in (OLD, NEW), n
        assert failed or outputs(folder) == NEW
        counts += 1
    assert counts > 20


KILLED = """
import os, sys
from deckgen.outputs import saving

n, count = int(sys.argv[1]), 0

def watch(event, arguments):
    global count
    if event in ("os.link", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "open", "shutil.rmtree"):
        count += 1
        if count == n:
            os.kill(os.getpid(), 9)

staging = saving.Staging(__import__("pathlib").Path(sys.argv[2]))
sys.addaudithook(watch)
for name, data in {new}.items():
    staging.put(name, data)
staging.commit(["gone"])
print(count)
""".replace("{new}", repr(NEW))


def test_a_kill_at_any_call(tmp_path):
    """Each file is whole, the last one or the new one; who comes next finishes the work or takes it back, and no litter
    stays."""
    states = []
    for n in range(1, 200):
        folder = tmp_path / str(n)
        _fill(folder, OLD)
        done = subprocess.run(
            [sys.executable, "-S", "-c", _with_path(KILLED), str(n), str(folder)], capture_output=True
        )
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
        seen = {name: data for name, data in outputs(folder).items() if not name.startswith(saving.ASIDE)}
        assert all(data in (OLD.get(name), NEW.get(name)) for name, data in seen.items()), n
        switched = (folder / saving.ASIDE / "journal.json").exists()
        assert switched or seen in (OLD, NEW), "before the switch and after the end, the set is one of both"
        saving.recover(folder)
        states.append(outputs(folder))
        assert states[-1] in (OLD, NEW), n
        assert not switched or states[-1] == NEW
    assert len(states) > 15
    assert states == sorted(states, key=lambda s: s == NEW), "the switch is one moment"


def _with_path(script: str) -> str:
    return f"import sys; sys.path[:0] = {sys.path!r}\n{script}"


def test_a_foreign_journal_is_litter(tmp_path):
    """It moves nothing, least of all outside of the folder."""
    for text in ("{", "[]", '{"direction": "forward", "moves": [["../x", null]]}', '{"direction": 1, "moves": []}'):
        folder = tmp_path / "output"
        _fill(tmp_path, {"x": b"mine", f"output/{saving.ASIDE}/journal.json": text.encode(), "output/a": b"a"})
        saving.recover(folder)
        assert outputs(tmp_path) == {"x": b"mine", "output/a": b"a"}


# builds


def test_a_build_that_is_killed_leaves_no_litter_for_ever(built):
    """What was begun is finished, whatever the next build has to do."""
    before = outputs(built / "output")
    aside = built / "output" / saving.ASIDE
    _fill(aside, {"new/0": b"half"})
    (built / "output" / lock.FILE).touch()
    assert deckgen("build", "--to", "pptx,slides", cwd=built).returncode == 0
    assert outputs(built / "output") == before


@pytest.mark.parametrize("name", [saving.ASIDE, lock.FILE, FILE])
@pytest.mark.parametrize("kind", ["fifo", "folder", "file", "link"])
def test_anything_may_stand_in_their_places(name, kind, built):
    """A pipe, a folder, a link or nonsense where deckgen has its own files: no build waits for it or fails."""
    path = built / "output" / name
    path.unlink(missing_ok=True)
    {
        "fifo": lambda: os.mkfifo(path),
        "folder": lambda: _fill(path, {"mine": b"x"}),
        "file": lambda: path.write_bytes(b"\xff{"),
        "link": lambda: path.symlink_to("/dev/zero"),
    }[kind]()
    done = deckgen("build", "--to", "pptx,slides", "--force", cwd=built)
    assert done.returncode == 0, done.stderr
    assert "mistake in deckgen" not in done.stderr


def test_an_unusable_memory_is_forgotten_with_a_word(built):
    """Another version's, or one that was written by hand."""
    path = built / "output" / FILE
    for text, why in ((f'{{"version": {VERSION + 1}}}', "another version's"), ("[]", "not as deckgen writes it")):
        path.write_text(text, encoding="utf-8")
        done = deckgen("build", "--to", "pptx,slides", cwd=built)
        assert done.returncode == 0
        assert f"note: what was remembered of `output` in `{FILE}` is of no use and is forgotten: it is {why}" in (
            done.stderr
        )
        assert Manifest.read(built / "output").problem == ""


ODD = (None, True, -1, 1.5, float("nan"), float("inf"), 10**400, "", "../..", "/", "a\0", "\ud800", [], {}, [[]], [{}])


def _changed(tree: object) -> Iterator[object]:
    """A memory with one value that is odd, with one that is missing, or with one more; for each value in it."""
    entries = list(tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ())
    for key, value in entries:
        for odd in (*ODD, *_changed(value)):
            yield {**tree, key: odd} if isinstance(tree, dict) else [*tree[:key], odd, *tree[key + 1 :]]
    if isinstance(tree, dict):
        yield from ({k: v for k, v in entries if k != key} for key, _ in entries)
        yield {**tree, "more": 1}


def test_whatever_is_remembered_it_is_no_error(tmp_path, capsys):
    """Every value of a memory, at every place, is another: the report of the last build can be shown, or is
    forgotten."""
    home = small(tmp_path / "project")
    change(home / BASICS, "photo: images/dot.png", "photo: images/small.png")
    Image.new("RGB", (300, 300)).save(home / "content" / "images" / "small.png")
    request = Request(formats=frozenset({"slides", "web"}))
    outcome = build(home, **request._asdict())
    path = home / "output" / FILE
    tree = json.loads(path.read_text(encoding="utf-8"))
    assert recall(home, request, home / "output") and outcome.diagnostics, "with a warning, to have its place there too"
    tree["files"], tree["decks"] = tree["files"][:1], tree["decks"][:1]
    tree["builds"] = {key: _cut(build) for key, build in tree["builds"].items()}
    count = 0
    for changed in _changed(tree):
        path.write_text(json.dumps(changed), encoding="utf-8")
        count += 1
        if known := recall(home, request, home / "output"):
            show_findings(known)
            show_notes(known)
            show_outputs(known.outputs)
            capsys.readouterr()
    assert count > 1000


def _cut(build: dict) -> dict:
    """What a build came to, with at most two of everything."""
    return {
        name: dict(list(x.items())[:2]) if isinstance(x, dict) else x[:2] if isinstance(x, list) else x
        for name, x in build.items()
    }


def test_two_builds_wait_for_each_other(built):
    """The second says so, and goes on when the first is done."""
    with lock.locked(built / "output", pytest.fail):
        second = subprocess.Popen(
            [sys.executable, "-m", "deckgen", "build", "--to", "pptx", "--force"],
            cwd=built,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        assert second.stderr is not None
        assert second.stderr.readline() == "another build is at work in `output`: waiting for its end\n"
        time.sleep(0.3)
        assert second.poll() is None
    assert second.wait(60) == 0
    second.stderr.close()
    assert not (built / "output" / lock.FILE).exists()


def test_a_build_that_waits_does_not_wait_for_ever(built, monkeypatch):
    """Another one may have been suspended."""
    monkeypatch.setattr(lock, "PATIENCE", 0.2)
    with lock.locked(built / "output", pytest.fail):
        done = _in_process(built)
    assert done == 2


def _in_process(home: Path) -> int:
    from test_errors import run

    status, _, said = run(["build", "--to", "pptx", "--force"], home)
    assert "another build has been at work in" in said
    return status


def test_pairs_of_builds_never_mix(tmp_path):
    """Of two builds with different words one is last, in all its files, also where renames are slow."""
    slow = "import os, time\nreal = os.replace\nos.replace = lambda *a, **k: (time.sleep(0.02), real(*a, **k))[1]\n"
    script = f"{slow}from deckgen.__main__ import main\nmain()\n"
    homes = [small(tmp_path / name) for name in "ab"]
    change(homes[1] / BASICS, "왜 이것이", "왜 저것이")
    wanted = []
    for home in homes:
        made(home, formats=frozenset({"pptx", "slides"}))
        wanted.append(outputs(home / "output"))
    both = tmp_path / "both"
    for _ in range(3):
        command = [sys.executable, "-c", script, "build", "--to", "pptx,slides", "--force", "-o", str(both)]
        pair = [
            subprocess.Popen(command, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for home in homes
        ]
        for process in pair:
            assert process.communicate(timeout=60) is not None and process.returncode == 0
        assert outputs(both) in wanted
        shutil.rmtree(both)


# processes


def _children(process: int) -> set[int]:
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return {int(child) for child in text.split()}


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_the_build(how, tmp_path):
    """However it is ended, nothing that it began goes on; asked to end it leaves nothing behind, and else the next
    build cleans up."""
    home = small(tmp_path / "project")
    building = subprocess.Popen(
        [sys.executable, "-m", "deckgen", "build", "--to", "handout,pptx,slides"],
        cwd=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 30
    children: set[int] = set()
    while not children and building.poll() is None and time.monotonic() < until:
        children = _children(building.pid)
    assert children
    building.send_signal(how)
    assert building.wait(30) != 0
    ended = time.monotonic()
    while (alive := [c for c in children if _is_alive(c)]) and time.monotonic() < ended + 10:
        time.sleep(0.02)
    assert not alive
    assert how == signal.SIGKILL or not (home / "output").exists()
    assert deckgen("build", "--to", "pptx", cwd=home).returncode == 0
    assert {p.name for p in (home / "output").iterdir()} == {FILE, "presenter"}


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_worker_that_is_killed_is_told(tmp_path, monkeypatch):
    """By the system, that is, as happens without memory: an error, not a mistake of deckgen's."""
    from deckgen.writers import slides

    home = small(tmp_path / "project")
    monkeypatch.setattr(slides, "write", lambda *a: os.kill(os.getpid(), signal.SIGKILL))
    outcome = build(home, formats=frozenset({"pptx", "slides"}))
    (finding,) = outcome.diagnostics
    assert finding.severity == "error" and "the system stopped it, as it does when memory runs out" in finding.message
    assert "audience/talk/talk.ko.slides.pdf" in finding.message
    assert not (home / "output").exists()


def test_an_output_that_does_not_end_is_stopped(tmp_path, monkeypatch):
    """After a stated time, with its name and that of its templates."""
    from deckgen.outputs import processes
    from deckgen.writers.handout.handouts import Handouts

    def spin(*arguments):
        while True:
            pass

    monkeypatch.setattr(processes, "SECONDS", 0)
    monkeypatch.setattr(processes, "SECONDS_A_SLIDE", 0.2)
    monkeypatch.setattr(Handouts, "write", spin)
    outcome = build(small(tmp_path / "project"), formats=frozenset({"handout", "pptx"}))
    (finding,) = outcome.diagnostics
    assert finding.message == (
        "`audience/talk/talk.ko.handout.pdf`, made from the templates `handout/notes.html.j2` and "
        "`handout/handout.css.j2`, was stopped after 1 seconds: it does not end"
    )


def test_an_output_that_takes_all_memory_is_stopped(tmp_path, monkeypatch):
    """It is told, and not by the system's killer."""
    from deckgen.writers.handout.handouts import Handouts

    monkeypatch.setattr(Handouts, "write", lambda *a: "x" * 3_000_000_000)
    outcome = build(small(tmp_path / "project"), formats=frozenset({"handout"}))
    (finding,) = outcome.diagnostics
    assert "takes more memory than there is" in finding.message


def test_a_full_disk_is_told_of_the_output(tmp_path, monkeypatch):
    """Also where a library finds out, about a file of its own; what a library cannot do for another reason is a mistake
    of deckgen's."""
    from deckgen.writers import slides

    def fail(*e):
        raise OSError(*e)

    home = small(tmp_path / "project")
    monkeypatch.setattr(slides, "write", lambda *a: fail(28, "No space left on device"))
    with pytest.raises(OSError) as refusal:
        build(home, formats=frozenset({"pptx", "slides"}))
    assert (refusal.value.errno, Path(refusal.value.filename).name) == (28, "talk.ko.slides.pdf")
    monkeypatch.setattr(slides, "write", lambda *a: fail("encoder error"))
    with pytest.raises(Crash, match=r"making .*talk\.ko\.slides\.pdf"):
        build(home, formats=frozenset({"pptx", "slides"}))
    assert not outputs(home / "output")


# whose a seminar's folder is


def _in_one_folder(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Two projects, each with a seminar of the same name, and a folder for both."""
    return small(tmp_path / "one"), small(tmp_path / "other"), tmp_path / "output"


def test_a_seminar_s_folder_is_one_project_s(tmp_path):
    """Two clients' seminars of one name, one folder: the last one's audience gets nothing of the other."""
    one, other, folder = _in_one_folder(tmp_path)
    change(one / "content/seminars/talk.yaml", "작은 세미나", "첫째 손님")
    formats = frozenset({"slides", "web"})
    build(one, formats=formats, output=folder)
    outcome = build(other, formats=formats, output=folder, language="en")
    found = {p.name for p in (folder / "audience/talk").iterdir()}
    assert found == {"talk.en.slides.pdf", "talk.en.html", "talk.en.jpg", "index.html"}
    assert "첫째 손님" not in "".join(p.read_text(encoding="utf-8") for p in folder.rglob("*.html"))
    assert "talk.ko.slides.pdf" in str(outcome.notes[0])
    # seminars of other names stay side by side
    (one / "content/seminars/talk.yaml").rename(one / "content/seminars/speech.yaml")
    build(one, formats=formats, output=folder)
    assert {p.name for p in (folder / "audience").iterdir()} == {"speech", "talk"}


def test_what_no_build_remembers_is_named(tmp_path):
    """What the audience had may be the presenter's by now."""
    home = small(tmp_path / "project")
    build(home, formats=frozenset({"handout"}))
    (home / "output" / FILE).unlink()
    outcome = build(home, formats=frozenset({"handout"}), presenter=("notes",))
    assert tuple(map(str, outcome.notes)) == (
        "no build remembers this, and the audience may have it: delete it if it may not: "
        "`output/audience/talk/talk.ko.handout.pdf`",
    )


def test_a_language_that_nobody_speaks_is_not_offered(built):
    """Another version had it, or another project's theme."""
    path = built / "output" / FILE
    build(built, formats=frozenset({"slides", "web"}))
    memory = json.loads(path.read_text(encoding="utf-8"))
    for entries in (memory["files"], memory["decks"]):
        assert entries
        entries += [{**entry, "language": "xx"} for entry in entries]
    path.write_text(json.dumps(memory), encoding="utf-8")
    for name, data in outputs(built / "output").items():
        _fill(built / "output", {name.replace(".ko.", ".xx."): data})
    for language in (None, "en"):
        outcome = build(built, formats=frozenset({"slides", "web"}), language=language, force=True)
        assert outcome.outputs and not outcome.diagnostics
    assert "talk.xx" not in (built / "output/presenter/index.html").read_text(encoding="utf-8")


def test_a_new_name_needs_no_page(tmp_path):
    """The seminar is called otherwise than what has pages, and none is wanted: that of all is brought up to date."""
    home = small(tmp_path / "project")
    build(home, formats=frozenset({"slides", "web"}))
    (home / "content/seminars/talk.yaml").rename(home / "content/seminars/speech.yaml")
    made(home, formats=frozenset({"slides"}))
    page = (home / "output/presenter/index.html").read_text(encoding="utf-8")
    assert "../audience/speech/speech.ko.slides.pdf" in page and "talk.ko" not in page
