"""Code and terminals: as written, coloured, and never broken."""

from __future__ import annotations

import unicodedata

import pytest
from conftest import brand, deck_of

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


def test_lines_that_are_too_many_are_told_at_the_first_of_them():
    """The finding says how many lines would fit and stands at the first that does not."""
    boxes, found = drawn("code", language="text", code="\n".join(f"line {n}" for n in range(1, 31)))
    assert ["error"] == [f.severity for f in found]
    assert "13 lines too many" in found[0].message and "17 lines would" in found[0].message
    assert 30 == len(boxes["코드"].text.lines)


def test_a_line_that_is_too_long_is_told_and_not_broken():
    """The finding says how many characters would fit; the line stays one."""
    boxes, found = drawn("code", language="text", code="ok\n" + "x" * 150)
    assert 1 == len(found) and "40 characters too many" in found[0].message and "110 would" in found[0].message
    assert ["ok", "x" * 150] == shown(boxes["코드"].text)


def test_unknown_language_and_line():
    """Both are errors that say what there is."""
    assert "there is no language `dokerfile`" == drawn("code", language="dokerfile", code="FROM a")[1][0].message
    assert "there is no line 3: the code has 1 line" == drawn("code", language="text", code="a", mark=[3])[1][0].message


def test_a_terminal_tells_commands_from_output():
    """What is typed is bold, goes on after a backslash, and what comes back is not."""
    boxes, _ = drawn("terminal", session="$ run \\\n  --fast\nok\n$\n")
    looks = [[(r.text, r.bold, r.colour) for r in p.runs] for p in boxes["터미널"].text.paragraphs]
    assert [("$", True, "bright"), (" run \\", True, "paper")] == looks[0]
    assert [("  --fast", True, "paper")] == looks[1]
    assert [("ok", False, "line")] == looks[2]


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
    assert "28 characters too many" in drawn("code", language="text", code="한" * 83)[1][0].message
