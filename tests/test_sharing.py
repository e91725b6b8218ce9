"""Outputs of rows that are made of another row's, held against full builds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

from deckgen.diagnostics import Span
from deckgen.outputs.formats import FORMATS
from deckgen.variants.making import Base, Output, Recipe, make
from deckgen.variants.rows import Row
from deckgen.variants.tables import Cell

#: All that says something of the event: cover, speaker, words, notes, code, the title of a part, an agenda and a list
#: of terms that follow from others.
SLIDES = [
    {"id": "cover", "kind": "title"},
    {
        "id": "who",
        "kind": "speaker",
        "name": "{{ event.speaker.name }}",
        "role": "팀",
        "points": ["{{ event.question }}"],
    },
    {"id": "plan", "kind": "agenda", "title": "차례"},
    {
        "id": "hello",
        "kind": "statement",
        "title": "{{ event.client }} 여러분",
        "notes": "{{ event.client }}에 왔습니다.",
    },
    {
        "id": "same",
        "kind": "bullets",
        "title": "같은 것",
        "items": ["하나의 상자", "[앞으로](https://example.com) 가기"],
    },
    {"id": "again", "kind": "bullets", "title": "또 같은 것", "items": ["하나", "둘"], "notes": "그대로"},
    {
        "id": "shell",
        "kind": "terminal",
        "title": "친 것",
        "session": "$ {{ event.command }}\nDockerfile",
        "fill": "true",
    },
    {"id": "words", "kind": "glossary", "title": "용어"},
]
SEMINAR = {
    "title": "컨테이너", "subtitle": "작은 상자", "language": "ko", "minutes": 30, "theme": "openmaru",
    "event": {"client": "가", "date": "2027-01-02", "speaker": {"name": "나"}, "question": "왜?", "command": "ls"},
    "programme": [
        {"part": "여는 말", "section": False, "slides": ["cover", "who", "plan"]},
        {"part": "{{ event.client }}의 상자", "slides": ["hello", "same", "again", "shell", "words"]},
    ],
}  # fmt: skip
TERMS = {"box": {"ko": "상자", "en": "box", "definition": {"ko": "담는 것", "en": "what holds"}}}
HANGUL, LATIN = "가나다라마바사아자차카타파하은행산업진흥원", "abcdefgh ijklmnop&<qrstuvw"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sharing")
    files = {
        "seminars/box.yaml": SEMINAR,
        "modules/box.yaml": {"title": "상자", "slides": SLIDES},
        "glossary.yaml": TERMS,
    }
    for name, content in files.items():
        path = home / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    (home / "themes").symlink_to(ROOT / "themes")
    return home


def rows(count: int, fields: dict[str, list[str]], seed: int = 20) -> Iterator[Row]:
    """Rows whose places are filled with words of any length in both scripts, or with one of these."""
    chance = random.Random(seed)
    for n in range(count):
        places = {}
        for place, words in fields.items():
            letters = chance.choice((HANGUL, LATIN))
            made = "".join(chance.choice(letters) for _ in range(chance.choice((1, 4, 9, 30)))).strip() or "a"
            places[place] = Cell(chance.choice(words) if words else made, Span("t.csv", n + 2, 1, 1), place)
        yield Row(n + 1, f"key-{n}", f"name-{n}", places, {})


WORDS: dict[str, list[str]] = {
    "event.client": [],
    "event.date": ["2027-01-02", "2027-03-04"],
    "event.start": ["10:00", "14:30", ""],
    "event.venue": [],
    "event.speaker.name": [],
    "event.question": [],
    "event.attendee.name": [],
    "event.attendee.company": [],
}


def compared(project: Path, some: list[Row], format: str, edition: str = "notes") -> list[bool | None]:
    """Of each row whether what is made of another one's has the bytes of a full build; None where nothing was."""
    recipe = Recipe(str(project), "box", (format,), (edition,), tuple(some[0].places))
    base, full = Base(recipe), Base(recipe)
    same: list[bool | None] = []
    for row in some:
        (output,) = base.outputs(row)
        copied = base.copied(row, output)
        same.append(None if copied is None else copied == built(full, row, output))
    return same


def built(base: Base, row: Row, output: Output) -> bytes | None:
    """An output as it is built in full."""
    plan, shared = base.ready(row, output.format)
    return FORMATS[output.format].write(plan, output.file, shared).data


def test_a_deck_is_that_of_a_full_build(project: Path) -> None:
    same = compared(project, list(rows(30, WORDS)), "pptx")
    assert same == [None] + [True] * 29


@pytest.mark.parametrize("fields", [{"event.question": ["왜?", "상자는 왜?"]}, {"event.command": ["ls", "ps"]}])
def test_where_more_than_words_follows_a_deck_is_built_in_full(project: Path, fields: dict[str, list[str]]) -> None:
    """A term that is listed then, code that another slide may show."""
    same = compared(project, list(rows(8, {"event.client": ["가", "나"]} | fields)), "pptx")
    assert False not in same
    assert same.count(True) > 1
    assert same.count(None) > 1


def test_a_certificate_is_that_of_a_full_build(project: Path) -> None:
    same = compared(project, list(rows(12, WORDS)), "handout", "certificate")
    assert same == [None] + [True] * 11


def test_what_is_made_of_a_row_does_not_hang_on_others(project: Path) -> None:
    some = list(rows(8, WORDS, seed=4))
    recipe = Recipe(str(project), "box", ("pptx",), (), tuple(some[0].places))
    forth, back = Base(recipe), Base(recipe)
    made = {row.key: make(forth, row, forth.outputs(row)[0]) for row in some}
    again = {row.key: make(back, row, back.outputs(row)[0]) for row in reversed(some)}
    assert len(set(made.values())) == len(some)
    assert made == again
