"""What an editor and `deckgen lsp` say to each other."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from lsp_client import Client
from shared import PROJECT

MODULE, SEMINAR = "content/modules/basics.yaml", "content/seminars/talk.yaml"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """An editor with the small good project open, and its module."""
    home: Path = tmp_path_factory.mktemp("lsp") / "project"
    shutil.copytree(PROJECT, home)
    (home / "themes").symlink_to(ROOT / "themes")
    editor = Client(home)
    yield editor
    assert editor.close() == 0


def labels(answer) -> list[str]:
    return [item["label"] for item in answer["items"]]


def test_it_says_what_it_can_do(client):
    offered = client.capabilities
    for name in ("completion", "hover", "definition", "references", "documentSymbol", "rename", "codeAction"):
        assert offered[f"{name}Provider"], name
    assert offered["textDocumentSync"]["change"] == 2


def test_findings_come_and_go(client):
    """What is wrong with a file by itself is told at once, all else in a moment; in UTF-16, as editors count."""
    text = client.open(MODULE)
    client.write(MODULE, text.replace("{ko: 한빛", "x").replace("title: {ko: 세 걸음,", "title: {ko: 세😀 걸음"))
    (found,) = client.told(MODULE)
    assert (found["severity"], found["source"]) == (1, "deckgen") and found["code"]
    assert found["range"]["start"]["line"] == 23
    client.write(MODULE, text.replace("kind: bullets", "kind: bulets"))
    while not (found := client.told(MODULE)) or "bulets" not in found[0]["message"]:
        pass
    line = text[: text.index("kind: bullets")].count("\n")
    assert found[0]["range"] == {"start": {"line": line, "character": 8}, "end": {"line": line, "character": 14}}
    question = {
        "textDocument": {"uri": client.uri(MODULE)},
        "range": found[0]["range"],
        "context": {"diagnostics": found},
    }
    (action,) = client.ask("textDocument/codeAction", question)
    (edit,) = action["edit"]["changes"][client.uri(MODULE)]
    assert (edit["range"], edit["newText"]) == (found[0]["range"], "bullets")
    client.write(MODULE, text)
    while client.told(MODULE):
        pass


def test_completion(client):
    """Of kinds, fields, sources, slides; what is typed is replaced, also in UTF-16."""
    text = client.open(MODULE)
    answer = client.ask("textDocument/completion", client.at(MODULE, text, "kind: bullets", 7))
    assert {"bullets", "flow", "table"} <= set(labels(answer))
    fields = labels(client.ask("textDocument/completion", client.at(MODULE, text, "  items:", 2)))
    assert "items" in fields and "minutes" in fields and "title" not in fields
    assert "guide" in labels(client.ask("textDocument/completion", client.at(MODULE, text, "[guide]", 2)))
    answer = client.ask("textDocument/completion", client.at(MODULE, text, "en: Three steps", 1))
    item = next(item for item in answer["items"] if item["label"] == "en")
    start = client.at(MODULE, text, "en: Three steps")["position"]
    assert item["textEdit"]["range"]["start"] == start and item["textEdit"]["newText"] == "en"
    seminar = client.open(SEMINAR)
    assert {"cover", "who", "why", "how", "slide", "module"} <= set(
        labels(client.ask("textDocument/completion", client.at(SEMINAR, seminar, "  - why", 5)))
    )
    assert "openmaru" in labels(
        client.ask("textDocument/completion", client.at(SEMINAR, seminar, "theme: openmaru", 8))
    )


def test_hover_says_what_a_field_is_and_how_full_a_slide(client):
    text = client.open(MODULE)
    said = client.ask("textDocument/hover", client.at(MODULE, text, "  notes:", 3))["contents"]["value"]
    assert said.startswith("`notes`: text") and "never printed" in said
    full = client.ask("textDocument/hover", client.at(MODULE, text, "id: how", 5))["contents"]["value"]
    assert "세 걸음" in full and "% full" in full
    kind = client.ask("textDocument/hover", client.at(MODULE, text, "kind: bullets", 8))["contents"]["value"]
    assert kind.startswith("`bullets`")
    assert client.ask("textDocument/hover", client.at(MODULE, text, "담는다", 1)) is None


def test_definitions_and_references(client):
    text, seminar = client.open(MODULE), client.open(SEMINAR)
    found = client.ask("textDocument/definition", client.at(SEMINAR, seminar, "  - why", 5))
    assert found["uri"] == client.uri(MODULE)
    assert found["range"]["start"] == client.at(MODULE, text, "id: why", 4)["position"]
    source = client.ask("textDocument/definition", client.at(MODULE, text, "[guide]", 3))
    assert source["uri"] == client.uri("content/sources.yaml")
    question = client.at(MODULE, text, "id: how", 5) | {"context": {"includeDeclaration": True}}
    places = client.ask("textDocument/references", question)
    assert {place["uri"] for place in places} == {client.uri(MODULE), client.uri(SEMINAR)} and len(places) == 2


def test_an_id_is_renamed_in_all_files(client):
    text, seminar = client.open(MODULE), client.open(SEMINAR)
    place = client.at(SEMINAR, seminar, "slide: how", 8)
    assert (
        client.ask("textDocument/prepareRename", place)["start"]
        == client.at(SEMINAR, seminar, "slide: how", 7)["position"]
    )
    edit = client.ask("textDocument/rename", place | {"newName": "three-steps"})["changes"]
    assert set(edit) == {client.uri(MODULE), client.uri(SEMINAR)}
    (change,) = edit[client.uri(MODULE)]
    assert change["newText"] == "three-steps"
    assert change["range"]["start"] == client.at(MODULE, text, "id: how", 4)["position"]
    assert client.ask("textDocument/rename", place | {"newName": "세 걸음"}) is None


def test_symbols(client):
    client.open(MODULE)
    found = client.ask("textDocument/documentSymbol", {"textDocument": {"uri": client.uri(MODULE)}})
    assert [s["name"] for s in found] == ["cover", "who", "why", "how"]
    parts = client.ask("textDocument/documentSymbol", {"textDocument": {"uri": client.uri(SEMINAR)}})
    assert [(p["name"], [c["name"] for c in p["children"]]) for p in parts] == [
        ("여는 말", ["cover", "who"]),
        ("본론", ["why", "how"]),
    ]


def test_a_build_loads_nothing_of_it(tmp_path):
    """What serves editors and browsers costs those nothing who build."""
    home = tmp_path / "project"
    shutil.copytree(PROJECT, home)
    (home / "themes").symlink_to(ROOT / "themes")
    code = (
        "import sys\nfrom deckgen.cli import main\n"
        "try:\n    main(['build', '--to', 'pptx', '--strict'])\nexcept SystemExit as e:\n    assert not e.code\n"
        "names = ('pygls', 'lsprotocol', 'attrs', 'cattrs', 'starlette', 'uvicorn', 'watchfiles', 'asyncio',\n"
        "         'deckgen.workspace', 'deckgen.editor')\n"
        "print([name for name in names if name in sys.modules], file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=home, capture_output=True, encoding="utf-8", check=False)
    assert ran.stderr.splitlines()[-1] == "[]", ran.stderr
