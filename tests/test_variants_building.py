"""Files of rows: the same whoever makes them and however often; whole, found again after a kill, and held against their
rows."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import deckgen
from oracles import pdf_text
from variant_projects import HEAD, ROWS, read, saved

from deckgen.variants.batches import Asked, Batches
from deckgen.variants.contents import contents, folded
from deckgen.variants.executors import Pool, Serial
from deckgen.variants.making import Base, make
from deckgen.variants.manifest import JOURNAL, MANIFEST, concluded, noted
from deckgen.variants.rows import Row
from deckgen.variants.running import run
from deckgen.variants.stores import ASIDE, FolderStore
from deckgen.variants.verifying import verify

FORMATS = "pptx, slides, handout, web"


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def outputs(folder: Path) -> dict[str, bytes]:
    """The files of rows in a folder."""
    return {name: data for name, data in files(folder).items() if "/" in name}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(tmp_path_factory.mktemp("project"), to=FORMATS)


@pytest.fixture(scope="module")
def made(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All rows, made one after another; nobody may change them."""
    recipe, variants = read(project)
    folder = tmp_path_factory.mktemp("made")
    store = FolderStore(str(folder))
    with store.alone():
        summary = run(recipe, variants, variants.rows, store, Serial())
    assert (len(summary.made), summary.left, summary.failed) == (4, (), ())
    return folder


def copied(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to))


def test_files_say_what_their_row_says(made):
    """And no other's, nor the example of the seminar; each carries its row's key, and the picture in a deck shows
    nothing of any row."""
    there = outputs(made)
    assert len(there) == 4 * 6
    thumbnails = set()
    for key, client, _, speaker, *_ in ROWS:
        own = [name for name in there if f"/{key}." in name or f"/{key}/" in name]
        assert len(own) == 6
        for name in own:
            if name.endswith(".jpg"):
                continue
            said = contents(name, there[name])
            assert said.key == key and folded(client) in said.words, name
            others = [row for row in ROWS if row[0] != key]
            assert not any(folded(word) in said.words for row in others for word in (row[1], row[3])), name
            assert "보기로쓴" not in said.words and "Example" not in said.words
            assert ("slides" in name) <= (folded(speaker) in said.words)
        deck = next(name for name in own if name.endswith(".pptx"))
        with zipfile.ZipFile(made / deck) as parts:
            thumbnails.add(parts.read("docProps/thumbnail.jpeg"))
    assert len(thumbnails) == 3  # one for each theme and language: two rows share one


def test_words_are_read_as_others_read_them(made):
    """Every letter that poppler finds in a PDF, and no other."""
    there = [name for name in outputs(made) if name.endswith(".pdf")]
    assert len(there) == 8
    for name in there:
        said = contents(name, (made / name).read_bytes()).words
        assert len(said) > 50 and sorted(said) == sorted(folded(pdf_text(made / name))), name


def test_the_journal_and_the_manifest_have_every_row(made):
    assert sorted(noted(FolderStore(str(made)))) == [row[0] for row in ROWS]
    entries = concluded(FolderStore(str(made)))
    assert entries is not None and [entry.key for entry in entries] == [row[0] for row in ROWS]
    assert {file.name for entry in entries for file in entry.files} == outputs(made).keys()
    assert all(entry.stands(FolderStore(str(made))) for entry in entries)
    assert not (made / ASIDE).exists()


def test_every_way_of_making_gives_the_same_bytes(project, made, tmp_path):
    """Side by side, and each by itself with nothing remembered."""
    recipe, variants = read(project)
    summary = run(recipe, variants, variants.rows, FolderStore(str(tmp_path)), Pool(2))
    assert len(summary.made) == 4 and outputs(tmp_path) == outputs(made)
    row = variants.rows[3]
    alone = Base(recipe)
    assert {o.name: make(alone, row, o) for o in alone.outputs(row)}.items() <= outputs(made).items()


def test_what_is_there_is_left_alone(project, made, tmp_path):
    """A row that says something else, and a file that was changed or lost, are made again, and nothing more."""
    folder = copied(made, tmp_path / "made")
    own = copied(project, tmp_path / "project")
    store = FolderStore(str(folder))
    recipe, variants = read(own)
    assert len(run(recipe, variants, variants.rows, store, Serial()).left) == 4
    table = own / "content" / "variants" / "events.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("모아", "도담"), encoding="utf-8")
    next(folder.glob("presenter/e-1*.pptx")).unlink()
    changed = next(folder.glob("presenter/e-2*.pptx"))
    changed.write_bytes(b"x" * changed.stat().st_size)
    recipe, variants = read(own)
    summary = run(recipe, variants, variants.rows, store, Serial())
    assert sorted(entry.key for entry in summary.made) == ["e-1", "e-2", "e-4"]
    assert outputs(made)["presenter/e-1.ko.pptx"] == (folder / "presenter/e-1.ko.pptx").read_bytes()


def test_rows_that_fail_are_told_and_the_others_are_whole(project, tmp_path):
    """A folder stands where a file is to go."""
    recipe, variants = read(project)
    (tmp_path / "presenter" / "e-2.en.pptx").mkdir(parents=True)
    summary = run(recipe._replace(formats=("pptx",)), variants, variants.rows, FolderStore(str(tmp_path)), Pool(2))
    assert [result.key for result in summary.failed] == ["e-2"] and len(summary.made) == 3
    assert str(summary.failed[0].findings[0].says).startswith("the files of row 3 cannot be written")
    assert concluded(FolderStore(str(tmp_path))) is None


def test_what_fails_is_told_without_names(project, tmp_path, monkeypatch):
    """Also where it is a mistake of ours, which may say anything."""
    recipe, variants = read(project)

    def failing(base, row, output):
        raise ValueError(f"cannot draw {row.places['event.client'].text}")

    monkeypatch.setattr("deckgen.variants.batches.make", failing)
    store = FolderStore(str(tmp_path))
    summary = run(recipe._replace(formats=("pptx",)), variants, variants.rows, store, Serial())
    said = [str(f.says) for result in summary.failed for f in result.findings]
    assert sorted(text.partition(":")[0] for text in said) == ["row 2", "row 3", "row 4", "row 5"]
    assert not any(row[1] in text for row in ROWS for text in said) and outputs(tmp_path) == {}


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
def test_each_worker_has_rows_that_stand_together(workers):
    """All rows are handed out once, whoever asks how often: each worker goes through its own; one that comes later, or
    asks more often, takes what others have left."""
    chance = random.Random(20)
    rows = [Asked(Row(n, f"k-{n}", "", {}, {}), "") for n in range(200)]
    batches = Batches(rows, workers)
    had: dict[int, list[int]] = {}
    while True:
        worker = chance.choice(range(workers + 1))
        batches.told(chance.random(), 2)
        batch = batches.next(worker)
        if not batch:
            break
        had.setdefault(worker, []).extend(asked.row.number for asked in batch)
    assert sorted(n for numbers in had.values() for n in numbers) == list(range(200))
    jumps = sum(b - a != 1 for numbers in had.values() for a, b in pairwise(numbers))
    assert jumps <= 4 * workers and (workers > 1 or len(had) == 2)


def test_a_process_that_ends_is_made_up_for(project, tmp_path, monkeypatch):
    """What it had is done by others; a row that ends every process is told, and the others are whole."""
    recipe, variants = read(project)

    from deckgen.variants import batches

    made = batches._made

    def ending(recipe, store, asked):
        if asked.row.key == "e-3":
            os.kill(os.getpid(), signal.SIGKILL)
        return made(recipe, store, asked)

    monkeypatch.setattr(batches, "_made", ending)
    store = FolderStore(str(tmp_path))
    summary = run(recipe._replace(formats=("pptx",)), variants, variants.rows, store, Pool(2))
    assert sorted(entry.key for entry in summary.made) == ["e-1", "e-2", "e-4"]
    assert [str(f.says) for r in summary.failed for f in r.findings] == ["row 4 ended the process that made it, twice"]


def _lines(folder: Path) -> int:
    """How many rows the journal has."""
    journal = folder / JOURNAL
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


@pytest.mark.slow
def test_a_run_that_was_killed_goes_on(tmp_path):
    """Killed at random moments: nothing is missing then, nothing is there twice, and no file is half-written."""
    rows = [(f"k-{n}", f"고객 {n}", "2026-12-10", f"강사 {n}", "ko", "") for n in range(24)]
    saved(tmp_path, rows)
    recipe, variants = read(tmp_path)
    whole = tmp_path / "whole"
    run(recipe, variants, variants.rows, FolderStore(str(whole)), Pool(2))
    chance, kills = random.Random(20), 0
    folder = tmp_path / "killed"
    command = [sys.executable, "-m", "deckgen", "variants", "build", "-o", str(folder), "--project", str(tmp_path)]
    for until in (1, 4, 9, 15):
        process = subprocess.Popen([*command, "--jobs", "2"], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        while process.poll() is None and _lines(folder) < until:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.1))
        kills += process.poll() is None
        process.kill()
        process.wait()
        partly = outputs(folder) if folder.exists() else {}
        partly = {name: data for name, data in partly.items() if not name.startswith(ASIDE)}
        assert partly.items() <= outputs(whole).items()
    assert kills >= 2
    result = deckgen("variants", "build", "-o", str(folder), cwd=tmp_path)
    assert result.returncode == 0 and outputs(folder) == outputs(whole)
    lines = [json.loads(line) for line in (folder / JOURNAL).read_bytes().splitlines() if line.endswith(b"}")]
    assert sorted({line["key"] for line in lines}) == sorted(row[0] for row in rows)
    assert len(json.loads((folder / MANIFEST).read_bytes())["rows"]) == 24


def test_a_logo_is_on_the_cover_of_its_row(tmp_path):
    """With the client's name for who hears the slide; where another row's deck is taken over, too."""
    rows = [
        ("l-1", "가온", "images/a.svg"),
        ("l-2", "나래", "images/b.svg"),
        ("l-3", "다솜", ""),
        ("l-4", "라온", "images/a.svg"),
    ]
    head = ("id", "고객사", "로고")
    folder = saved(tmp_path, rows, head=head)
    images = folder / "content" / "images"
    images.mkdir()
    for name, colour in (("a", "#aa0033"), ("b", "#0033aa")):
        shape = f'<rect width="120" height="30" fill="{colour}"/>'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 30">{shape}</svg>'
        (images / f"{name}.svg").write_text(svg, encoding="utf-8")
    recipe, variants = read(folder)
    base = Base(recipe)
    assert len(variants.rows) == 4
    for row, colour in zip(variants.rows, ("AA0033", "0033AA", "", "AA0033"), strict=True):
        (output,) = base.outputs(row)
        deck = make(base, row, output)
        assert deck == make(Base(recipe), row, output)
        with zipfile.ZipFile(BytesIO(deck)) as parts:
            cover = parts.read("ppt/slides/slide1.xml").decode()
        assert [c for c in ("AA0033", "0033AA") if c in cover] == ([colour] if colour else [])
        assert (f"{row.places['event.client'].text} 로고" in cover) == bool(colour)


def test_lists_and_badges_are_made_of_all_rows(tmp_path):
    """And a certificate of each; nobody is on another's. One more attendee makes them anew, and one certificate."""
    people = [("p-1", "박나래", "하람상사", "A-1"), ("p-2", "이든", "", "A-2")]
    head = ("id", "이름", "회사", "좌석")
    more = ", editions: [certificate, attendance, badges], fictitious: true"
    recipe, variants = read(saved(tmp_path, people, to="handout", head=head, more=more))
    store = FolderStore(str(tmp_path / "out"))
    assert len(run(recipe, variants, variants.rows, store, Serial()).made) == 2
    said = {name: contents(name, data).words for name, data in outputs(tmp_path / "out").items()}
    named = {name: ("박나래" in words, "이든" in words) for name, words in said.items()}
    assert named == {
        "audience/p-1/p-1.ko.certificate.pdf": (True, False),
        "audience/p-2/p-2.ko.certificate.pdf": (False, True),
        "presenter/day.ko.attendance.pdf": (True, True),
        "presenter/day.ko.badges.pdf": (True, True),
    }
    assert verify(recipe, variants, store).findings == ()
    saved(tmp_path, [*people, ("p-3", "도담", "라온", "B-1")], to="handout", head=head, more=more)
    recipe, variants = read(tmp_path)
    alone = FolderStore(str(tmp_path / "alone"))
    run(recipe, variants, variants.rows[:1], alone, Serial())
    assert list(outputs(tmp_path / "alone")) == ["audience/p-1/p-1.ko.certificate.pdf"]
    lacking = verify(recipe, variants, store).findings
    assert [(d.severity, d.span.line) for d in lacking] == [("warning", 4), ("error", 4), ("error", 4)]
    before = outputs(tmp_path / "out")
    summary = run(recipe, variants, variants.rows, store, Serial())
    assert [entry.key for entry in summary.made] == ["p-3"] and len(summary.left) == 2
    after = outputs(tmp_path / "out")
    assert {name for name in before if before[name] != after[name]} == {
        "presenter/day.ko.attendance.pdf",
        "presenter/day.ko.badges.pdf",
    }


# proof


def planted(folder: Path, kind: int, chance: random.Random) -> None:
    """Puts a mistake into a folder of files: two of a kind change places, rows move by one, or a key is another's."""
    decks = sorted(folder.glob("presenter/*.pptx"))
    if kind == 0:
        one, other = chance.sample(decks, 2)
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)
    elif kind == 1:
        data = [deck.read_bytes() for deck in decks]
        for deck, other in zip(decks, data[1:] + data[:1], strict=True):
            deck.write_bytes(other)
    else:
        deck = chance.choice(decks)
        data = deck.read_bytes()
        deck.write_bytes(data[:-40] + bytes(40))


def shuffled(project: Path, column: int, chance: random.Random) -> None:
    """Moves a column of the table against the others, as a spreadsheet does that sorts one alone."""
    table = project / "content" / "variants" / "events.csv"
    rows = list(csv.reader(table.read_text(encoding="utf-8").splitlines()))
    cells = [row[column] for row in rows[1:]]
    by = chance.randrange(1, len(cells))
    for row, cell in zip(rows[1:], cells[by:] + cells[:by], strict=True):
        row[column] = cell
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_every_shift_is_found(tmp_path):
    """100 of 100 that are planted, in files and in the table; none where there is none. Names are parts of others."""
    names = ["김", "김하", "김하늘", "Kim", "Kim Lee", "Lee", "박나래", "박나"]
    rows = [(f"v-{n}", f"고객 {n}", f"2026-12-{n + 1:02d}", names[n], "ko", "") for n in range(8)]
    project = saved(tmp_path / "project", rows)
    recipe, variants = read(project)
    whole = tmp_path / "whole"
    run(recipe, variants, variants.rows, FolderStore(str(whole)), Serial())
    assert verify(recipe, variants, FolderStore(str(whole))).findings == ()
    chance, missed = random.Random(7), []
    for n in range(100):
        folder, table = whole, project
        if n % 4 < 3:
            folder = copied(whole, tmp_path / f"{n}")
            planted(folder, n % 4, chance)
        else:
            table = copied(project, tmp_path / f"{n}")
            shuffled(table, chance.choice((1, 2, 3)), chance)
        _, changed = read(table)
        found = verify(recipe, changed, FolderStore(str(folder))).findings
        if not any(d.severity == "error" for d in found):
            missed.append(n)
    assert missed == []


# the command


def test_the_command_makes_and_verifies(project, made, tmp_path):
    """What is there is left alone; one row by its key; a key that there is not."""
    folder = copied(made, tmp_path / "made")
    result = deckgen("variants", "build", "-o", str(folder), cwd=project)
    assert result.returncode == 0 and "made 0 rows" in result.stdout and "left alone 4" in result.stdout, result.stderr
    result = deckgen("variants", "one", "e-4", "--to", "pptx,slides", "-o", str(tmp_path / "one"), cwd=project)
    assert result.returncode == 0 and len(result.stdout.splitlines()) == 3
    assert outputs(tmp_path / "one").items() <= outputs(made).items()
    result = deckgen("variants", "verify", "-o", str(folder), cwd=project)
    assert (result.returncode, result.stdout) == (0, "24 files of 4 rows say what the table says\n"), result.stderr
    swapped = sorted(folder.glob("presenter/*.pptx"))[:2]
    data = swapped[0].read_bytes()
    swapped[0].write_bytes(swapped[1].read_bytes())
    swapped[1].write_bytes(data)
    result = deckgen("variants", "verify", "-o", str(folder), cwd=project)
    assert result.returncode == 1 and "a file of row 2 is that of row 3" in result.stderr
    assert not any(word in result.stderr for row in ROWS for word in (row[1], row[3]))
    result = deckgen("variants", "one", "e-9", cwd=project)
    assert result.returncode == 2 and "no row has the key `e-9`" in result.stderr


def test_rows_are_listed(project):
    result = deckgen("variants", "list", cwd=project)
    assert (result.returncode, result.stderr) == (0, "")
    assert "`고객사` fills `event.client`" in result.stdout and "4 rows, 0 empty between them" in result.stdout
    assert [line.split()[1] for line in result.stdout.splitlines() if line.startswith("     ")] == [r[0] for r in ROWS]
    assert len(HEAD) == 6


def test_fewer_rows_than_workers_are_made_output_by_output(project, made, tmp_path):
    """The files are the same, and so is what is remembered of them; a row with a part that fails has failed once."""
    recipe, variants = read(project)
    store = FolderStore(str(tmp_path))
    handed: list[tuple[str, ...]] = []

    class Many(Serial):
        workers = 9

        def map(self, function, batches, slides):
            while batch := batches.next():
                handed.extend(asked.only for asked in batch)
                yield function(batch)

    summary = run(recipe, variants, variants.rows, store, Many())
    assert len(handed) == 24 and all(len(only) == 1 for only in handed)
    assert (len(summary.made), summary.failed) == (4, ()) and outputs(tmp_path) == outputs(made)
    assert (tmp_path / MANIFEST).read_bytes() == (made / MANIFEST).read_bytes()
    broken = tmp_path / "broken"
    broken.mkdir()
    name = next(name for name in outputs(made) if "/e-2." in name and name.endswith(".slides.pdf"))
    (broken / name).mkdir(parents=True)
    summary = run(recipe, variants, variants.rows, FolderStore(str(broken)), Many())
    assert (len(summary.made), [result.key for result in summary.failed]) == (3, ["e-2"])
