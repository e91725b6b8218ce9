"""Stores that are no folder: whole or not at all, with writes that fail; the files are those of a folder."""

from __future__ import annotations

import errno
import os
import pickle
import random
import sys
from pathlib import Path

import pytest
from conftest import deckgen
from s3_server import BUCKET, counted, s3
from variant_projects import read, saved

from deckgen.diagnostics import UsageError
from deckgen.variants import patience
from deckgen.variants.executors import Pool, Serial
from deckgen.variants.manifest import JOURNAL, MANIFEST, concluded, noted
from deckgen.variants.objects import ObjectStore
from deckgen.variants.running import run
from deckgen.variants.stores import FolderStore, store_at
from deckgen.variants.verifying import verify

ROWS = [(f"e-{n}", f"회사 {n}호", "2026-12-10", f"강사{n}", "ko", "openmaru") for n in range(8)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(tmp_path_factory.mktemp("project"), ROWS)


@pytest.fixture(scope="module")
def expected(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of all rows, made one after another into a folder."""
    recipe, variants = read(project)
    folder = tmp_path_factory.mktemp("made")
    assert len(run(recipe, variants, variants.rows, FolderStore(str(folder)), Serial()).made) == len(ROWS)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.glob("*/*")}


def outputs(store: ObjectStore) -> set[str]:
    return {name for name in store.names() if not name.startswith((JOURNAL, MANIFEST))}


def test_s3_with_one_write_in_ten_failing(project, expected):
    """A pool, a run that was stopped, one that goes on, a command, and the proof: all files, whole, each once."""
    recipe, variants = read(project)
    with s3(failing=10) as address:
        store = ObjectStore(f"s3://{BUCKET}/2026/봄 행사")
        with pytest.raises(KeyboardInterrupt), store.alone():
            run(recipe, variants, variants.rows, store, Serial(), progress=stops_after(3))
        kept = noted(store_at(store.address))
        assert 3 <= len(kept) < len(ROWS)
        assert store.read(MANIFEST) is None
        with store.alone():
            summary = run(recipe, variants, variants.rows, store, Pool(2))
        assert (len(summary.left), summary.failed) == (len(kept), ())
        assert {name: store.read(name) for name in outputs(store)} == expected
        entries = concluded(pickle.loads(pickle.dumps(store)))
        assert entries is not None and [entry.key for entry in entries] == [row[0] for row in ROWS]
        assert verify(recipe, variants, store).findings == ()
        # writes that fail are tried again, and the server has counted them
        for n in range(60):
            store.put(f"more/{n}", bytes([n]) * 1000)
        assert [store.read(f"more/{n}") for n in range(60)] == [bytes([n]) * 1000 for n in range(60)]
        count = counted(address)
        assert count["writes"] > len(ROWS) + 60 and all(count[how] for how in ("refused", "done-and-failed", "silent"))
        told = deckgen("variants", "build", "day", "-o", store.address, cwd=project)
        assert told.returncode == 0 and "8" in told.stdout, told.stderr


def stops_after(rows: int):
    """A progress at which somebody stops the run."""

    def progress(done: int, total: int) -> None:
        if done >= rows:
            raise KeyboardInterrupt

    return progress


def test_a_store_in_memory(project, expected):
    """Only this process sees it, so processes of a pool hand their files back."""
    recipe, variants = read(project)
    store = ObjectStore("memory://variants/day")
    with store.alone():
        assert len(run(recipe, variants, variants.rows, store, Pool(2)).made) == len(ROWS)
    assert {name: store.read(name) for name in outputs(store)} == expected
    store.remove(min(expected))
    with store.alone():
        summary = run(recipe, variants, variants.rows, store, Serial())
    assert (len(summary.made), len(summary.left)) == (1, len(ROWS) - 1)


def test_a_store_of_files_that_others_serve(tmp_path):
    """What is written there in pieces is written beside, and renamed."""
    store = ObjectStore(f"local://{tmp_path.as_posix()}/x")
    names = []
    move = store._fs.mv
    store._fs.mv = lambda a, b: names.append((a, b)) or move(a, b)
    store.put("a/b.bin", b"1")
    assert store.read("a/b.bin") == b"1" and store.names() == ["a/b.bin"]
    assert [(a.endswith(".part"), b.endswith("a/b.bin")) for a, b in names] == [(True, True)]


def test_a_folder_with_one_write_in_ten_failing(project, expected, tmp_path, monkeypatch):
    """Of a disk on the network, say: what fails is tried again; a full disk is told at once."""
    recipe, variants = read(project)
    monkeypatch.setattr(patience, "PAUSE", 0.001)
    chance, failed = random.Random(20), []
    replace = os.replace

    def failing(old, new):
        if chance.randrange(10) < 3:
            failed.append(new)
            raise OSError(errno.EIO, "Input/output error")
        replace(old, new)

    monkeypatch.setattr(os, "replace", failing)
    store = FolderStore(str(tmp_path))
    with store.alone():
        summary = run(recipe, variants, variants.rows, store, Serial())
    assert failed and summary.failed == ()
    assert {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in tmp_path.glob("*/*")} == expected

    def full(old, new):
        failed.append(new)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    failed.clear()
    with pytest.raises(OSError, match="No space"):
        store.put("a", b"1")
    assert len(failed) == 1


def test_addresses_that_lead_nowhere():
    with pytest.raises(UsageError) as wrong:
        store_at("nowhere://bucket/folder")
    assert wrong.value.says.code == "command.no-store"
    with s3():
        store = ObjectStore("s3://no-such-bucket/x")
        with pytest.raises(OSError) as missing, store.alone():
            pass
        assert missing.value.filename.startswith("s3://no-such-bucket/x") and "404" in str(missing.value.strerror)


def test_a_folder_needs_no_library(tmp_path, monkeypatch):
    """Nobody who writes into a folder loads or needs what the extra brings."""
    for library in ("fsspec", "obstore", "dask", "distributed"):
        monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, "deckgen.variants.objects", raising=False)
    assert isinstance(store_at(str(tmp_path)), FolderStore)
    with pytest.raises(UsageError) as lacking:
        store_at("s3://bucket/x")
    assert lacking.value.hint is not None and "deckgen[cluster]" in str(lacking.value.hint)
