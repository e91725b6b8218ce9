"""The schemas of authors' files, held against two readers of schemas of other make.

One process of each looks at all files.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from check_jsonschema.cli.main_command import main as check_jsonschema
from click.testing import CliRunner
from conftest import ROOT
from schema_mistakes import MISTAKES, Changed, mistakes, variations
from yaml_editor import Editor

from deckgen import gallery
from deckgen.layout.kinds import KINDS
from deckgen.reading.model import fields
from deckgen.reading.slide import Slide
from deckgen.schema import FILES, PLACES, as_text, schema

#: Bytes of the largest schema: an editor reads it again for each folder that is opened.
MOST = 100_000
SEED, COUNT, SHARE = 19, 200, 0.95
#: Where files of each sort lie for the editor.
FOLDERS = {sort: f"/there/{sort}" for sort in FILES}
HEAD = "title: x\nslides:\n"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The schemas as files."""
    folder = tmp_path_factory.mktemp("schemas")
    for sort in FILES:
        (folder / f"{sort}.json").write_text(as_text(schema(sort)), encoding="utf-8")
    return {sort: folder / f"{sort}.json" for sort in FILES}


@pytest.fixture(scope="module")
def editor(written: Mapping[str, Path]) -> Iterator[Editor]:
    with Editor({file: [f"{FOLDERS[sort]}/**/*.yaml"] for sort, file in written.items()}) as editor:
        yield editor


def sound_files(tmp_path: Path) -> dict[str, list[Path]]:
    """Every file of content and of themes that we have, and the examples of all kinds, by their sorts."""
    gallery.write(tmp_path, ("openmaru",))
    homes = (ROOT, tmp_path, ROOT / "tests" / "errors" / "project", ROOT / "tests" / "data" / "ja")
    found = {sort: [p for home in homes for p in sorted(home.glob(PLACES[sort]))] for sort in FILES}
    assert all(found.values()), found
    return found


def refused(schema: Path, files: list[Path]) -> dict[str, str]:
    """What a strict validator says of files, of each the first."""
    result = CliRunner().invoke(check_jsonschema, ["-o", "json", "--schemafile", str(schema), *map(str, files)])
    said = json.loads(result.output)
    assert not said.get("parse_errors"), said
    return {e["filename"]: f"{e['path']}: {e['message']}" for e in reversed(said["errors"])}


def test_nothing_is_found_in_sound_files(written, editor, tmp_path):
    sound = sound_files(tmp_path)
    for sort, files in sound.items():
        for file in files:
            editor.open(f"{FOLDERS[sort]}{file}", file.read_text(encoding="utf-8"))
    strict = {sort: refused(written[sort], files) for sort, files in sound.items()}
    edited = {file: editor.findings(f"{FOLDERS[sort]}{file}") for sort, files in sound.items() for file in files}
    assert sum(map(len, sound.values())) > 30
    assert ({sort: {} for sort in FILES}, {}) == (strict, {file: said for file, said in edited.items() if said})


def judged(made: list[Changed], written: Mapping[str, Path], editor: Editor, to: Path) -> tuple[set[int], set[int]]:
    """The places of those files in which the strict validator and the editor find something."""
    by_sort: dict[str, list[Path]] = defaultdict(list)
    for number, change in enumerate(made):
        editor.open(f"{FOLDERS[change.sort]}{to}/{number}.yaml", change.text)
        file = to / f"{number}.yaml"
        file.write_text(change.text, encoding="utf-8")
        by_sort[change.sort].append(file)
    strict = {int(Path(file).stem) for sort, files in by_sort.items() for file in refused(written[sort], files)}
    return strict, {n for n, c in enumerate(made) if editor.findings(f"{FOLDERS[c.sort]}{to}/{n}.yaml")}


def test_mistakes_of_structure_are_found(written, editor, tmp_path):
    """By both, each nearly all that deckgen's own reader refuses."""
    made = mistakes(SEED, COUNT)
    for found in judged(made, written, editor, tmp_path):
        missed = [f"{c.sort}: {c.done}: {c.said}" for n, c in enumerate(made) if n not in found]
        assert len(found) >= SHARE * COUNT, "\n".join(missed)
    assert set(FILES) == {c.sort for c in made}
    assert {c.done.partition(":")[0] for c in made} == {make.__name__ for make in MISTAKES}


def test_what_is_sound_is_never_called_wrong(written, editor, tmp_path):
    """By neither, in however strange a way it is written."""
    made = variations(SEED, COUNT // 2)
    strict, edited = judged(made, written, editor, tmp_path)
    assert len(made) == COUNT // 2
    assert [] == [f"{c.sort}: {c.done}: {c.text[:300]}" for n, c in enumerate(made) if n in strict | edited]


def test_all_kinds_are_offered(editor):
    """Each with what it is; and of each its own fields, and what all slides have."""
    path = f"{FOLDERS['module']}/offers.yaml"
    offered = editor.offers(path, HEAD + "- id: a\n  kind: ¦\n")
    assert set(KINDS) == set(offered)
    assert all(len(said) > 20 for said in offered.values()), offered
    for kind, model in KINDS.items():
        offered = editor.offers(path, HEAD + f"- id: a\n  kind: {kind}\n  x¦\n")
        lacking = set(fields(model)) - {"id", "kind"} - set(offered)
        assert not lacking, kind
        others = {name for other in KINDS.values() for name in fields(other)} - set(fields(model))
        assert not others & set(offered), kind
    assert set(editor.offers(path, HEAD + "- ¦\n")) >= set(fields(Slide))


@pytest.mark.parametrize(
    ("sort", "text", "wanted"),
    [
        ("module", HEAD + "- id: a\n  kind: cards\n  variant: ¦\n", {"grid", "chain", "pictures", "list"}),
        ("module", HEAD + "- id: a\n  kind: cards\n  build: ¦\n", {"true", "false"}),
        ("module", HEAD + "- id: a\n  kind: cards\n  title:\n    ¦\n", {"ko", "en", "ja"}),
        ("module", HEAD + "- id: a\n  kind: cards\n  exercise: ¦\n", {"fill", "label", "order", "write"}),
        ("module", HEAD + "- id: a\n  kind: statement\n  ground: ¦\n", {"dark", "paper"}),
        ("module", HEAD + "- id: a\n  kind: cards\n  cards:\n  - title: x\n    ¦\n", {"text", "icon", "prop", "mark"}),
        ("module", HEAD + "- id: a\n  kind: scene\n  scene:\n  - ¦\n", {"prop", "things", "label", "leads"}),
        ("seminar", "¦\n", {"title", "programme", "event"}),
        ("seminar", "event:\n  attendee:\n    ¦\n", {"name", "company", "seat"}),
        ("seminar", "programme:\n- ¦\n", {"part", "slides", "lead"}),
        ("seminar", "programme:\n- part: x\n  slides:\n  - ¦\n", {"slide", "title", "minutes"}),
        ("sources", "abc:\n  ¦\n", {"title", "publisher", "url", "year"}),
        ("facts", "abc:\n  ¦\n", {"checked", "source"}),
        ("glossary", "abc:\n  ¦\n", {"ko", "en", "definition"}),
        ("theme", "palette:\n  ¦\n", {"text", "accent"}),
        ("theme", "styles:\n  body:\n    ¦\n", {"sizes", "leading"}),
    ],
)
def test_what_may_stand_there_is_offered(editor, sort, text, wanted):
    offered = set(editor.offers(f"{FOLDERS[sort]}/offers.yaml", text))
    assert wanted <= offered and "null" not in offered


def test_a_text_is_not_offered_to_be_true(editor):
    assert {} == editor.offers(f"{FOLDERS['module']}/offers.yaml", HEAD + "- id: a\n  kind: cards\n  title: ¦\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: a\n  kind: cards\n  min¦utes: 3\n", "of talk"),
        ("- id: a\n  kind: cards\n  ca¦rds:\n  - title: x\n", "One card"),
        ("- id: a\n  kind: cards\n  var¦iant: grid\n", "how they stand"),
        ("- id: a\n  kind: ca¦rds\n", "of equal weight"),
    ],
)
def test_docstrings_are_shown(editor, text, said):
    assert said in editor.says(f"{FOLDERS['module']}/hover.yaml", HEAD + text)


@pytest.mark.parametrize("sort", FILES)
def test_schemas_are_small_and_whole(sort):
    """Each definition is named, and each that is named is there."""
    text = as_text(schema(sort))
    assert len(text.encode()) <= MOST
    made = json.loads(text)
    named: set[str] = set()

    def collect(value: object) -> None:
        if isinstance(value, dict):
            named.update([value["$ref"].removeprefix("#/definitions/")] if isinstance(value.get("$ref"), str) else [])
            for item in value.values():
                collect(item)
        elif isinstance(value, list):
            for item in value:
                collect(item)

    collect(made)
    assert named == set(made["definitions"])
