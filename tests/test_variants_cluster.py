"""Rows made by the workers of a Dask scheduler: the same files, whatever becomes of workers and of the scheduler."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from glob import glob
from pathlib import Path

import pytest
from clusters import Machines
from conftest import deckgen
from distributed import Client, Worker
from variant_projects import read, saved

from deckgen.diagnostics import UsageError
from deckgen.variants import cluster
from deckgen.variants.batches import Asked
from deckgen.variants.bundles import bundle, differences, program, unpack
from deckgen.variants.cluster import Cluster, Done, Sealed
from deckgen.variants.executors import Serial
from deckgen.variants.manifest import JOURNAL, noted
from deckgen.variants.objects import ObjectStore
from deckgen.variants.running import run
from deckgen.variants.stores import FolderStore
from fuzz.cluster import kills

ROWS = [
    (f"e-{n}", f"회사{n}", "2026-12-10", f"강사{n}", "ko" if n % 2 else "en", ("openmaru", "paper")[n // 5 % 2])
    for n in range(10)
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(tmp_path_factory.mktemp("project"), ROWS)


@pytest.fixture(scope="module")
def expected(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of all rows, made one after another."""
    recipe, variants = read(project)
    folder = tmp_path_factory.mktemp("made")
    assert len(run(recipe, variants, variants.rows, FolderStore(str(folder)), Serial()).made) == len(ROWS)
    return files(folder)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with Machines(tmp_path_factory.mktemp("machines"), 2) as found:
        yield found


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.glob("*/*")}


def test_what_is_sent_is_what_the_seminar_needs(project, expected, tmp_path):
    """Never a table of people, nor other seminars; a picture that only a row names is there. Made of it, rows are the
    same."""
    content = project / "content"
    extra = {"seminars/other.yaml": "title: x\n", "images/seal.png": "1", "images/unused.png": "2", "notes.txt": "3"}
    (content / "images").mkdir()
    for name, text in extra.items():
        (content / name).write_text(text, encoding="utf-8")
    recipe, variants = read(project)
    row = variants.rows[0]
    seal = {"event.logo": row.places["event.client"]._replace(text="images/seal.png")}
    rows = [row._replace(places={**row.places, **seal}), *variants.rows[1:]]
    made = bundle(project, variants.seminar, rows)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert set(archive.namelist()) == {
            "content/modules/basics.yaml",
            "content/seminars/day.yaml",
            "content/images/seal.png",
        }
    assert made == bundle(project, variants.seminar, rows)
    assert made.name != bundle(project, variants.seminar, variants.rows).name
    for name in extra:
        (content / name).unlink()
    home = unpack(made, tmp_path)
    assert unpack(made, tmp_path) == home and [home] == list(tmp_path.iterdir())
    store = FolderStore(str(tmp_path / "out"))
    there = recipe._replace(root=str(home))
    assert run(recipe, variants, variants.rows, store, Serial()).failed == ()
    assert files(tmp_path / "out") == expected and there.root != recipe.root


def test_rows_on_their_way_tell_nothing_to_logs(project):
    _, variants = read(project)
    sealed = Sealed(tuple(Asked(row, "") for row in variants.rows))
    assert repr(sealed) == "<10 rows>" and repr(Done([], 1.0)) == "<0 rows>"
    assert [asked.row for asked in sealed.open()] == list(variants.rows)


def test_a_command_on_a_cluster(project, expected, machines, tmp_path):
    """The files are those of a single process; a worker that dies meanwhile changes nothing. Nothing stays on workers,
    and no name is in their logs."""
    killer = threading.Thread(target=kill_when_begun, args=(machines, tmp_path))
    killer.start()
    told = deckgen("variants", "build", "day", "-o", str(tmp_path), "--cluster", machines.address, cwd=project)
    killer.join()
    assert told.returncode == 0 and "distributed" not in told.stderr, told.stderr
    assert files(tmp_path) == expected
    store = FolderStore(str(tmp_path))
    assert len(noted(store)) == len((store.read(JOURNAL) or b"").splitlines()) == len(ROWS)
    log = (machines.folder / "log").read_text(encoding="utf-8")
    assert "worker" in log and not any(word in log for row in ROWS for word in (row[1], row[3]))
    # of the one that was killed; meanwhile others take theirs away
    assert len(glob("*/*/deckgen-*", root_dir=machines.folder)) <= 1
    again = deckgen("variants", "build", "day", "-o", str(tmp_path), "--cluster", machines.address, cwd=project)
    assert again.returncode == 0 and files(tmp_path) == expected


def kill_when_begun(machines: Machines, folder: Path) -> None:
    until = time.monotonic() + 60
    while not (folder / JOURNAL).exists() and time.monotonic() < until:
        time.sleep(0.05)
    machines.kill_worker(0)
    machines.start()


def test_workers_are_not_profiled_meanwhile(project, machines):
    """Dask looks at each worker a hundred times a second what it is doing: not while it does ours."""
    _, variants = read(project)

    def profiled(dask_worker: Worker) -> set[bool]:
        return {dask_worker.periodic_callbacks[name].is_running() for name in ("profile", "profile-cycle")}

    with Client(machines.address, set_as_default=False) as client:
        there = Cluster(machines.address, None, bundle(project, variants.seminar, variants.rows))
        during = client.run(profiled)
        there.close()
        assert list(during.values()) == [{False}] * 2 and list(client.run(profiled).values()) == [{True}] * 2


def test_a_scheduler_that_comes_back(project, expected, machines, tmp_path):
    """What it had is handed out again; files that workers cannot write come back to the run."""
    recipe, variants = read(project)
    store = ObjectStore("memory://cluster/day")
    killed = []

    def progress(done: int, total: int) -> None:
        if done >= 3 and not killed:
            killed.append(done)
            machines.kill_scheduler()
            machines.start()

    workers = Cluster(machines.address, None, bundle(project, variants.seminar, variants.rows))
    try:
        with store.alone():
            summary = run(recipe, variants, variants.rows, store, workers, progress=progress)
    finally:
        workers.close()
    assert killed and (len(summary.made), summary.failed) == (len(ROWS), ())
    assert {name: store.read(name) for name in expected} == expected


def test_what_a_cluster_lacks_is_told(project, machines, monkeypatch, tmp_path):
    """Another program on a worker, a folder that only this machine has, no scheduler."""
    recipe, variants = read(project)
    made = bundle(project, variants.seminar, variants.rows)
    other = tuple((name, "99" if name == "weasyprint" else value) for name, value in made.program)
    workers = Cluster(machines.address, None, made._replace(program=other))
    try:
        with pytest.raises(UsageError) as another:
            run(recipe, variants, variants.rows, FolderStore(str(tmp_path)), workers)
        assert "weasyprint" in str(another.value.says) and "99" in str(another.value.says)
        with pytest.raises(UsageError) as unseen:
            workers.writes(FolderStore("/proc/self/cwd/output/none-but-here"))
        assert unseen.value.says.code == "command.folder-not-seen"
    finally:
        workers.close()
    monkeypatch.setattr(cluster, "ANSWER", 1.0)
    with pytest.raises(UsageError) as silent:
        Cluster("tcp://127.0.0.1:9", None, made)
    assert silent.value.says.code == "command.no-scheduler"
    assert differences(program(), other) == [("weasyprint", dict(program())["weasyprint"], "99")]


def test_the_default_installation_has_no_dask(project, tmp_path):
    """Rows are made without any library of the extra: the lock has none, and what is there is not loaded."""
    locked = (Path(__file__).parent.parent / "requirements" / "build.txt").read_text(encoding="utf-8")
    libraries = ("dask", "distributed", "fsspec", "obstore")
    assert "weasyprint==" in locked and not any(f"\n{name}==" in locked for name in libraries)
    code = (
        "import sys; sys.modules.update(dict.fromkeys(%r)); from deckgen.__main__ import main; main()" % (libraries,)  # noqa: UP031
    )
    command = [sys.executable, "-c", code, "variants", "build", "day", "--only", "e-1", "-o", str(tmp_path / "o")]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert done.returncode == 0 and len(files(tmp_path / "o")) == 1, done.stderr
    refused = subprocess.run([*command, "--cluster", "tcp://x:1"], cwd=project, capture_output=True, text=True)
    assert refused.returncode == 2 and "deckgen[cluster]" in refused.stderr, refused.stderr


@pytest.mark.slow
def test_runs_that_are_killed_go_on_where_they_stood(tmp_path):
    """Two of the trials of `python -m fuzz.cluster`: nothing twice, nothing missing, nothing half-written."""
    tally = kills([("scheduler and run", False), ("run", True)], 7, tmp_path)
    assert sum(tally.killed.values()) == 2 and tally.failures == []
