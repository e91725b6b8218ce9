"""Code and terminals: as written, coloured, and never broken."""

from __future__ import annotations

import unicodedata

import pytest
from conftest import brand, deck_of

from deckgen.layout.folding import folded
from deckgen.layout.highlight import highlighted
from deckgen.layout.monospace import in_cells
from deckgen.pipeline import lay_out
from deckgen.reading.letters import clusters
from deckgen.scene import Box, Run, walk


def drawn(kind: str, **fields):
    """The boxes with text of one slide by name, and what was found."""
    scenes, found = lay_out(deck_of([{"id": "one", "kind": kind, "title": "제목"} | fields]), brand("openmaru"), {})
    scene = next(s for s in scenes if s.id == "one")
    return {i.name: i for i in walk(scene.items) if isinstance(i, Box) and i.text}, found


def shown(text) -> list[str]:
    return ["".join(p.run.text for p in line.pieces) for line in text.lines]


def test_code_is_not_markup():
    """Braces, asterisks and backticks stand as they are written."""
    code = 'image: "{{ .Values.image }}"\n\n  note: **no** `markup` {% if %}\n'
    boxes, found = drawn("code", language="yaml", code=code)
    assert [] == found
    assert code.rstrip().split("\n") == shown(boxes["코드"].text)


@pytest.mark.parametrize("language", ["dockerfile", "yaml", "shell", "json", "text"])
def test_colouring_keeps_every_character(language):
    """Whatever the language, the lines are those that were written."""
    code = "FROM a\n\n  b: {c: [1]} # 주석\n$ d 'e'"
    assert code.split("\n") == ["".join(t for t, _ in line) for line in highlighted(code, language)]


def test_a_hall_sees_ten_rows_around_what_is_marked():
    """Lines that are left out are counted where they stood; numbers are those of the file."""
    code = "\n".join(f"line {n}" for n in range(1, 31))
    boxes, found = drawn("code", language="text", code=code, mark=[12, 20])
    assert [] == found
    rows = shown(boxes["코드"].text)
    assert [
        "… 9줄",
        "line 10",
        "line 11",
        "line 12",
        "line 13",
        "… 5줄",
        "line 19",
        "line 20",
        "line 21",
        "… 9줄",
    ] == rows
    assert ["", "10", "11", "12", "13", "", "19", "20", "21", ""] == shown(boxes["줄 번호"].text)
    assert 20 <= min(p.size for p in boxes["코드"].text.paragraphs)


def test_without_a_mark_the_first_lines_are_shown():
    boxes, found = drawn("code", language="text", code="\n".join(f"line {n}" for n in range(1, 31)))
    assert [] == found
    assert [*(f"line {n}" for n in range(1, 10)), "… 21줄"] == shown(boxes["코드"].text)


@pytest.mark.parametrize(
    ("total", "kept", "most"), [(11, (), 10), (30, (5, 29), 10), (200, (0, 100, 199), 10), (12, tuple(range(12)), 4)]
)
def test_every_line_is_in_one_row(total, kept, most):
    """Rows are in order, none stands for a single line, and what is kept is shown whatever there is room for."""
    rows = folded(total, kept, most)
    assert list(range(total)) == [n for row in rows for n in range(row.first, row.first + row.lines)]
    assert set(kept) <= {row.first for row in rows if not row.folds}
    assert len(rows) <= max(most, len(kept) + len(kept) + 1)


def test_callouts_stand_at_the_ends_of_their_lines_or_beneath():
    """At the end where all have room there, in the same band; else beneath, each with its line's number."""
    short, _ = drawn("code", language="text", code="a\nb", callouts=[{"line": 2, "text": "둘째 줄"}])
    there, code = short["2행 설명"].rect, short["코드"]
    assert code.rect.y < there.y < code.rect.y + 100
    below, found = drawn("code", language="text", code="x" * 70 + "\nb", callouts=[{"line": 1, "text": "첫 줄 설명"}])
    assert [] == found and below["1행 설명"].rect.y > 300 and "1" in below


def test_a_few_lines_are_large_and_stand_lower():
    """What is short enough is larger than other code, with its numbers; the head of a terminal comes along."""
    short, found = drawn("code", language="text", code="docker run hello", numbers=True)
    long, _ = drawn("code", language="text", code="x" * 45)
    assert [] == found
    assert {p.size for name in ("코드", "줄 번호") for p in short[name].text.paragraphs} == {44}
    assert {p.size for p in long["코드"].text.paragraphs} == {28}
    assert short["코드"].rect.y > 200
    screen, _ = drawn("terminal", session="$ run\nok\n", name="shop")
    assert abs(screen["shop"].rect.y - screen["터미널"].rect.y) < 4 and screen["터미널"].rect.y > 180


def test_words_of_a_remark_stand_as_in_a_sentence():
    """Only what has a column of its own behind it takes whole cells."""
    code = "a: 1  # 늘 세 벌\n# 가나  다\n"
    remark, table = drawn("code", language="yaml", code=code)[0]["코드"].text.paragraphs
    assert "늘 세 벌" in "".join(r.text for r in remark.runs) and not any(r.spacing for r in remark.runs)
    assert any(r.spacing for r in table.runs)


def test_a_build_marks_line_by_line():
    """Each click shows the band of a line and what is said about it."""
    callouts = [{"line": 2, "text": "나중"}, {"line": 1, "text": "먼저"}]
    fields = {"language": "text", "code": "a\nb", "callouts": callouts, "build": True}
    deck = deck_of([{"id": "one", "kind": "code", "title": "제목"} | fields])
    (scene,) = [s for s in lay_out(deck, brand("openmaru"), {})[0] if s.id == "one"]
    keys = [[r.key for r in click] for click in scene.clicks]
    assert [["band-1", "rule-1", "callout-1"], ["band-2", "rule-2", "callout-2"]] == keys


def test_a_line_that_is_too_long_is_told_and_not_broken():
    """The finding says how many characters would fit; the line stays one."""
    boxes, found = drawn("code", language="text", code="ok\n" + "x" * 150)
    assert 1 == len(found) and "63 characters too many" in found[0].message and "87 would" in found[0].message
    assert ["ok", "x" * 150] == shown(boxes["코드"].text)


def test_unknown_language_and_line():
    """Both are errors that say what there is."""
    assert "there is no language `dokerfile`" == drawn("code", language="dokerfile", code="FROM a")[1][0].message
    assert "there is no line 3: the code has 1 line" == drawn("code", language="text", code="a", mark=[3])[1][0].message


def test_a_terminal_tells_commands_from_output():
    """What is typed is bold, goes on after a backslash, and what comes back is not."""
    boxes, _ = drawn("terminal", session="$ run \\\n  --fast\nok\n$\n")
    looks = [[(r.text, r.bold, r.colour) for r in p.runs] for p in boxes["터미널"].text.paragraphs]
    assert [("$", True, "glow"), (" run \\", True, "light")] == looks[0]
    assert [("  --fast", True, "light")] == looks[1]
    assert [("ok", False, "dim")] == looks[2]


@pytest.mark.parametrize("text", ["한글", "漢字と", "ＡＢ", "가a나b", "🎉x", "①a", "e\u0301é"])
def test_letters_of_code_stand_in_cells(text):
    """Hangul and all that is as wide take two cells, other letters whole ones: columns below each other meet."""
    fonts = brand("openmaru").fonts
    cell = fonts.width("0", "code", False)
    runs = list(in_cells(Run(text, "code", False, "text"), fonts))
    assert "".join(r.text for r in runs) == text
    for r in runs:
        for c in clusters(r.text):
            cells = (fonts.width(c, r.font, False) + r.spacing) / cell
            wanted = 2 if unicodedata.east_asian_width(c[0]) in "WF" or c == "①" else 1
            assert cells == pytest.approx(0 if unicodedata.combining(c) else wanted, abs=1e-3), c
    assert list(in_cells(Run("plain", "code", False, "text"), fonts)) == [Run("plain", "code", False, "text")]


def test_columns_meet():
    """The last column begins at the same place in each line, as it is set and as PowerPoint spaces it."""
    boxes, found = drawn("code", language="text", code="|한글|x\n|abcd|x\n|가🎉|x")
    assert found == []
    block = boxes["코드"].text
    ends = [line.pieces[-1].x + line.pieces[-1].width for line in block.lines]
    assert len(ends) == 3 and max(ends) - min(ends) < 0.01
    assert {r.text for p in block.paragraphs for r in p.runs if r.spacing} == {"한글", "가", "🎉"}
    assert "40 characters too many" in drawn("code", language="text", code="한" * 83)[1][0].message


def test_a_terminal_shows_all_of_the_last_output_where_it_can():
    """Of earlier output the end, where there is no room for more; what is typed always."""
    session = (
        "$ one\n" + "\n".join(f"old {n}" for n in range(6)) + "\n$ two\n" + "\n".join(f"new {n}" for n in range(5))
    )
    boxes, found = drawn("terminal", session=session)
    rows = shown(boxes["터미널"].text)
    assert found == [] and len(rows) <= 10
    assert rows[0] == "$ one" and rows[-6:] == ["$ two", *(f"new {n}" for n in range(5))]
    assert "old 5" in rows and any(row.startswith("…") for row in rows)
