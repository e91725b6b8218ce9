"""Outputs of rows that are made of another row's, held against full builds."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from oracles import pdf_text
from pptx_sample import png

from deckgen.diagnostics import Span
from deckgen.variants.making import Base, Recipe, make
from deckgen.variants.rows import Row
from deckgen.variants.tables import Cell

#: All that says something of the event: cover, speaker, words, notes, code, a part's title; an agenda and terms follow.
WRITE = {"ask": "write", "lines": 3, "task": "적어 보세요."}
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
    {
        "id": "again",
        "kind": "bullets",
        "title": "또 같은 것",
        "items": ["하나", "둘"],
        "notes": "그대로",
        "exercise": WRITE,
    },
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
#: The same, but that no text says for whom.
PLAIN = SEMINAR | {
    "programme": [
        {"part": "여는 말", "section": False, "slides": ["cover", "who", "plan"]},
        {"part": "상자", "slides": ["same", "again", "shell", "words"]},
    ]
}
TERMS = {"box": {"ko": "상자", "en": "box", "definition": {"ko": "담는 것", "en": "what holds"}}}
HANGUL, LATIN = "가나다라마바사아자차카타파하은행산업진흥원", "abcdefgh ijklmnop&<qrstuvw"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sharing")
    files = {
        "seminars/box.yaml": SEMINAR,
        "seminars/plain.yaml": PLAIN,
        "modules/box.yaml": {"title": "상자", "slides": SLIDES},
        "glossary.yaml": TERMS,
    }
    for name, content in files.items():
        path = home / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    (home / "content" / "images").mkdir()
    for name, grey in (("dark", 40), ("light", 200)):
        (home / "content" / "images" / f"{name}.png").write_bytes(png(40, 10, grey))
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
LOGOS = {"event.logo": ["images/dark.png", "images/light.png", ""]}


def compared(
    project: Path, some: list[Row], format: str, edition: str = "notes", seminar: str = "box"
) -> list[bool | None]:
    """Of each row whether what is made of another one's has the bytes of a full build; None where nothing was."""
    recipe = Recipe(str(project), seminar, (format,), (edition,), tuple(some[0].places))
    base, full = Base(recipe), Base(recipe)
    same: list[bool | None] = []
    for row in some:
        (output,) = base.outputs(row)
        copied = base.copied(row, output)
        same.append(None if copied is None else copied == full.full(row, output))
    return same


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


def test_logos_take_each_others_places(project: Path) -> None:
    """And where there is none, the pictures of all other slides are counted otherwise."""
    some = list(rows(9, WORDS | LOGOS))
    assert {row.places["event.logo"].text for row in some} == set(LOGOS["event.logo"])
    assert compared(project, some, "pptx") == [None] + [True] * 8


def test_what_is_made_of_a_row_does_not_hang_on_others(project: Path) -> None:
    some = list(rows(8, WORDS, seed=4))
    recipe = Recipe(str(project), "box", ("pptx",), (), tuple(some[0].places))
    forth, back = Base(recipe), Base(recipe)
    made = {row.key: make(forth, row, forth.outputs(row)[0]) for row in some}
    again = {row.key: make(back, row, back.outputs(row)[0]) for row in reversed(some)}
    assert len(set(made.values())) == len(some)
    assert made == again


@pytest.mark.parametrize("edition", ["notes", "reader", "workbook"])
def test_a_handout_is_that_of_a_full_build(project: Path, edition: str) -> None:
    """Of rows that differ in what stands in forms, on one line and on two, and of others."""
    fields = {place: WORDS[place] for place in ("event.client", "event.date", "event.venue", "event.attendee.name")}
    said = fields | {"event.venue": ["가람홀", "", "서울 " * 20], "event.speaker.name": ["나", "다"]}
    same = compared(project, list(rows(8, said)), "handout", edition, "plain")
    assert same == [None] + [True] * 7


def test_pages_have_the_words_of_their_row_and_no_signs(project: Path, tmp_path: Path) -> None:
    fields = {"event.client": ["주식회사 가람", "Garam & Co <Ltd>"], "event.date": ["2027-03-04"], "event.venue": []}
    some = list(rows(3, fields))
    base = Base(Recipe(str(project), "plain", ("handout",), ("notes",), tuple(some[0].places)))
    for row in some:
        (output,) = base.outputs(row)
        path = tmp_path / f"{row.name}.pdf"
        path.write_bytes(make(base, row, output))
        words = pdf_text(path)
        assert row.places["event.client"].text in words
        assert row.places["event.venue"].text.replace(" ", "") in "".join(words.split())
        assert "2027년 3월 4일" in words
        assert not re.search("QZ[A-Z]{2}ZQ", words)
