"""A seminar with the words of a row, and nothing of any other."""

from __future__ import annotations

import pytest
from variant_projects import ROWS, read, saved

from deckgen.composing.prose import prose
from deckgen.composing.words import Words
from deckgen.diagnostics import Span
from deckgen.variants.filling import blank, fill, literal, scalar
from deckgen.variants.making import base_of
from deckgen.variants.rows import Row
from deckgen.variants.tables import Cell


def row(places: dict[str, str], choices: dict[str, str] | None = None) -> Row:
    """A row of cells, each in a column of its own."""
    at = {name: Span("t.csv", 7, n, n + 1) for n, name in enumerate((*places, *(choices or {})), 1)}
    cells = {name: Cell(text, at[name], name) for name, text in {**places, **(choices or {})}.items()}
    filling, choosing = ({n: cells[n] for n in names} for names in (places, choices or {}))
    return Row(7, "k", "k", filling, choosing)


@pytest.fixture(scope="module")
def seminar(tmp_path_factory: pytest.TempPathFactory):
    return base_of(read(saved(tmp_path_factory.mktemp("day")))[0]).seminar


def filled(seminar, places, choices=None):
    found, told = fill(seminar, row(places, choices))
    assert found is not None and told == [], told
    return found


def said(seminar, text) -> str:
    return Words(seminar.language).plain(text)


def test_a_row_takes_the_places_of_the_example(seminar):
    """A cell that is empty leaves its place empty: the example that an author wrote there is nobody's. Whoever has
    another name has another role."""
    event = filled(seminar, {"event.client": "", "event.speaker.name": "박나래", "event.room": "2층"}).file.event
    assert event.client is None and event.date.iso == "2026-12-01"
    assert (said(seminar, event.speaker.name), event.speaker.role) == ("박나래", None)
    assert event.room == "2층"
    none = filled(seminar, {"event.speaker.name": "", "event.client": "가"}).file.event
    assert none.speaker is None
    assert filled(seminar, {"event.speaker.role": "팀장"}).file.event.speaker.role is not None
    empty = blank(seminar, ["event.client", "event.speaker.name", "event.date"])
    assert "보기" not in str(empty.raw["event"]) and empty.file.event.date is None


def test_words_know_their_cells(seminar):
    found = filled(seminar, {"event.client": "가온", "event.date": "2026. 12. 10."}, {"theme": "paper"})
    assert [str(found.file.event.client.span), str(found.file.event.date.span)] == ["t.csv:7:1", "t.csv:7:2"]
    assert (str(found.theme_span), found.theme, found.variant) == ("t.csv:7:3", "paper", "k")
    _, told = fill(seminar, row({"event.client": "가온", "event.date": "내일"}))
    assert [(str(d.span), d.code) for d in told] == [("t.csv:7:2", "value.day")]


def test_a_row_may_speak_in_both_languages(seminar):
    event = filled(seminar, {"event.client.ko": "가온", "event.client.en": "Gaon"}).file.event
    assert [Words(key).plain(event.client) for key in ("ko", "en")] == ["가온", "Gaon"]


def test_a_row_chooses(seminar):
    """Language, paper, editions, and parts by their titles or numbers, in the programme's order."""
    found = filled(
        seminar,
        {"event.client": "가온"},
        {"language": "영어", "paper": "A5", "editions": "notes, summary", "parts": "The matter; 1"},
    ).file
    assert (found.language, found.handout.paper, found.handout.editions) == ("en", "a5", ("notes", "summary"))
    assert [plan.section for plan in found.programme] == [False, True]
    one = filled(seminar, {"event.client": "가"}, {"parts": "2"})
    assert len(one.file.programme) == len(one.raw["programme"]) == 1
    wrong = {"language": "독일어", "paper": "a3", "editions": "book", "parts": "서론"}
    _, told = fill(seminar, row({"event.client": "가"}, wrong))
    assert [(d.code, d.span.column) for d in told] == [("variants.unknown-choice", n) for n in (2, 3, 4, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "A*STAR",
        "**가온**",
        "`코드`",
        "[가](나)",
        "{{ event.client }}",
        "{% if %}",
        "1. 첫째",
        "- 하나",
        "가\\나",
        "a_b_c",
        "<b>가</b>",
        "~~가~~",
        "^[주]",
        "[^1]",
        "$x$",
        "#1 가온",
        "가온(주)",
        "R&D = 연구",
        "!가",
        "• 점",
        "2) 둘",
        "H~2~O",
    ],
)
def test_nothing_in_a_table_is_a_mark(text):
    told: list[object] = []
    found = prose(scalar(literal(text), Span("t.csv")), {}, Span("t.csv"), "ko", told)  # type: ignore[arg-type]
    assert (found.plain, told) == (text, [])


def test_the_example_has_one_of_each():
    assert {row[4] for row in ROWS} >= {"ko", "en", "한국어", ""}
