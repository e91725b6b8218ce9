"""Characters that no font has: told at every place where somebody wrote one, in every text that is printed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from conftest import brand, deck_of, deckgen, examples
from shared import built_project

from deckgen.checks.deck import PRIVATE, check_handout
from deckgen.composing.words import texts
from deckgen.layout.kinds import KINDS
from deckgen.reading.model import FieldType, Model, fields
from deckgen.reading.values import LongText, Text
from deckgen.writers.handout.editions import EDITIONS

NOWHERE = "\U00013000"  # a hieroglyph
MORE = {
    "notes": "말합니다",
    "handout": "읽습니다",
    "exercise": {"ask": "label", "task": "해 봅니다", "blanks": ["빈칸"], "clues": ["실마리"]},
}


def planted(kind: FieldType, value: Any) -> Any:
    """What an author wrote for a field, with a letter that no font has at the end of each of its texts."""
    match kind.form:
        case "parsed" if kind.type in (Text, LongText):
            if isinstance(value, dict):
                return {k: f"{v}{NOWHERE}" for k, v in value.items()}
            return value if str(value).isdecimal() else f"{value}{NOWHERE}"  # the number of a choice is no words
        case "optional":
            return None if value is None else planted(kind.parts[0], value)
        case "either":
            return planted(kind.parts[isinstance(value, dict)], value)
        case "list" if not isinstance(value, list):
            return planted(kind.parts[0], value)  # some kinds take one thing alone for a list of one
        case "list":
            return [planted(kind.parts[0], v) for v in value]
        case "fixed":
            return [planted(part, v) for part, v in zip(kind.parts, value, strict=True)]
        case "model":
            return planted_in(kind.type, value)
    return value


def planted_in(model: type[Model], value: Any) -> Any:
    known = fields(model)
    written = {"source": "from"}
    whole = isinstance(value, dict) and any(k in known or k in written.values() for k in value)
    if not whole:
        return planted(known[model.alone].type, value) if model.alone else value
    names = {written.get(name, name) if written.get(name) in value else name: name for name in known}
    return {k: planted(known[names[k]].type, v) if k in names else v for k, v in value.items()}


def slides() -> list[dict[str, Any]]:
    """Every kind's largest example with a letter that no font has in each of its texts."""
    out = []
    for name, kind in KINDS.items():
        slide = {"id": f"kind-{name}", "kind": name} | examples(name)["much"] | MORE
        out.append(planted_in(kind, slide))
    return out


def told(deck: Any, also: Iterable[str]) -> set[Any]:
    """Where a letter that no font has is told."""
    found = [d for d in check_handout(deck, brand("openmaru"), also) if NOWHERE in d.message]
    assert all(d.severity == "error" and d.span and d.hint for d in found)
    return {d.span for d in found}


def places(deck: Any, *among: object) -> set[Any]:
    own = [t for value in among for t in texts(value) if t.span.path == "content/modules/gallery.yaml"]
    words = [t for t in own if not deck.words.plain(t).isdecimal()]
    found = {text: set(deck.words.places([text], NOWHERE)) for text in words}
    assert found and all(found.values()), "each text has a letter that no font has"
    return set().union(*found.values())


def test_every_text_of_every_kind():
    """The walk over the kinds' fields leaves none out, whatever is added to them."""
    deck = deck_of(slides())
    ours = [p.slide for p in deck.slides if str(p.slide.id).startswith("kind-")]
    assert len(ours) >= len(KINDS)
    everything = places(deck, *ours)
    assert len(everything) > 300
    assert everything <= told(deck, PRIVATE)


@pytest.mark.parametrize("field", PRIVATE)
def test_what_an_edition_does_not_print_is_not_asked_for(field):
    deck = deck_of(slides())
    private = places(deck, *(getattr(p.slide, field) for p in deck.slides if getattr(p.slide, field)))
    others = tuple(f for f in PRIVATE if f != field)
    assert private <= told(deck, (field,))
    assert not private & told(deck, others)


#: Slides without which some editions have nothing to print.
ASKED = """- {id: asked, kind: qna, title: 왜 그렇습니까, answer: 그래서 그렇습니다}
- id: typed
  kind: table
  title: 명령
  columns: [하려는 일, 명령]
  rows: [[띄운다, "`up`"], [내린다, "`down`"]]
"""


def project(tmp_path: Path, editions: str, notes: str = "", exercise: str = "") -> Path:
    """The small project, with what some editions print."""
    home = built_project(tmp_path / "project", "--to", "pptx,slides")
    module, seminar = home / "content/modules/basics.yaml", home / "content/seminars/talk.yaml"
    text = module.read_text(encoding="utf-8")
    text = text.replace("- id: how", f"{ASKED}- id: how")
    text += f"  notes: 말 {notes}\n  exercise: {{ask: write, task: 일 {exercise}}}\n"
    module.write_text(text, encoding="utf-8")
    programme = seminar.read_text(encoding="utf-8").replace("  - why\n", "  - why\n  - asked\n  - typed\n")
    seminar.write_text(programme + f"handout: {{editions: [{editions}]}}\n", encoding="utf-8")
    return home


@pytest.mark.slow
def test_the_editions_say_what_they_print(tmp_path):
    """With rockets in what the registry says that they do not print, they are set without a complaint."""
    names = [e.name for e in EDITIONS.values() if not e.also]
    assert len(names) > 8
    result = deckgen("build", "--to", "handout", cwd=project(tmp_path, ", ".join(names), NOWHERE, NOWHERE))
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", [e.name for e in EDITIONS.values() if e.also])
def test_the_editions_that_print_more(tmp_path, name):
    result = deckgen("build", "--to", "handout", cwd=project(tmp_path, name, NOWHERE, NOWHERE))
    assert result.returncode == 1
    line = {"notes": 35, "exercise": 36}[EDITIONS[name].also[0]]
    assert f"content/modules/basics.yaml:{line}:" in result.stderr
    assert result.stderr.count("error: no font of the theme") == 1
