"""All rows are looked at before anything is made, and all that is wrong is told in one run, without saying whose it
is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import deckgen
from variant_projects import HEAD, ROWS, read, saved

from deckgen.messages import KOREAN, text
from deckgen.variants.checking import check
from deckgen.variants.privacy import masked, say
from deckgen.variants.studying import project_of, read_variants

LONG_KO = "가나다라마바사아자차카타파하" * 12
LONG_EN = "Consolidated International Widgets " * 9
#: What is planted into a sound row: the columns (by their headings) and the cells, and the columns that are told.
FAULTS = (
    ({"고객사": LONG_KO}, "고객사"),
    ({"고객사": LONG_EN, "언어": "en"}, "고객사"),
    ({"고객사": ""}, "고객사"),
    ({"강사": ""}, "강사"),
    ({"강사": "박나래ཀ"}, "강사"),
    ({"날짜": "2026-02-30"}, "날짜"),
    ({"날짜": "다음 주"}, "날짜"),
    ({"언어": "독일어"}, "언어"),
    ({"테마": "없는테마"}, "테마"),
    ({"id": ""}, "id"),
    ({"id": "r-0"}, "id"),
    ({"id": "R-1"}, "id"),
    ({"로고": "images/none.png"}, "로고"),
    ({"용지": "b7"}, "용지"),
    ({"판": "notes, comic"}, "판"),
    ({"파트": "없는 파트"}, "파트"),
)
COLUMNS = (*HEAD, "로고", "용지", "판", "파트")


def rows(number: int, faults: dict[int, dict[str, str]]) -> list[list[str]]:
    """Sound rows with what is planted into some."""
    out = []
    for n in range(number):
        sound = {"id": f"r-{n}", "고객사": f"고객 {n}", "날짜": "2026-12-10", "강사": f"강사 {n}", "언어": "ko"}
        out.append([(sound | faults.get(n, {})).get(column, "") for column in COLUMNS])
    return out


def all_findings(folder: Path):
    found, told = read_variants(project_of(folder), "day")
    assert found is not None, told
    recipe, _ = read(folder) if not told else (None, None)
    if recipe is None:
        from deckgen.variants.running import recipe_of

        recipe = recipe_of(folder, found)
    return [*told, *check(recipe, found)], found


def test_every_fault_of_500_rows_is_told(tmp_path):
    """Each at its row and column, and no other row; an empty row is counted and passed over."""
    planted = {40 + 25 * n: fault for n, (fault, _) in enumerate(FAULTS)}
    saved(tmp_path, rows(500, planted), head=COLUMNS)
    table = tmp_path / "content" / "variants" / "events.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([*lines[:10], ",,,,,,,,,", "", *lines[10:], "", ""]), encoding="utf-8")
    found, variants = all_findings(tmp_path)
    assert (len(variants.rows), variants.table.empty) == (500, 2)
    numbers = {row.number: n for n, row in enumerate(variants.rows)}
    told = {(numbers[d.span.line], COLUMNS[d.span.column - 1]) for d in found if d.severity == "error" and d.span}
    wanted = {(40 + 25 * n, column) for n, (_, column) in enumerate(FAULTS)}
    assert told == wanted, [str(d.says) for d in found]
    assert all(d.span.path == "content/variants/events.csv" for d in found if d.severity == "error")


def test_findings_say_no_names(tmp_path):
    """Neither in English nor in Korean, in no part of a message; rows and headings instead."""
    faults = {n: fault for n, (fault, _) in enumerate(FAULTS)}
    names = {n: {"강사": f"나래{n}도담다솜", **fault} for n, fault in faults.items()}
    saved(tmp_path, rows(20, names), head=COLUMNS)
    found, _ = all_findings(tmp_path)
    assert len(found) >= len(FAULTS)
    said = "\n".join(f"{text(d.says, language)} {text(d.advice, language) if d.advice else ''}" for d in found
                     for language in ("en", KOREAN))  # fmt: skip
    for word in ("도담", "다솜", "가나다라", "Consolidated", "다음 주", "고객 1"):
        assert word not in said
    assert "row 8, `날짜`" in said and "8행 `날짜`" in said
    result = deckgen("variants", "build", cwd=tmp_path)
    assert result.returncode == 1 and "nothing was written" in result.stderr and not (tmp_path / "output").exists()
    assert "도담" not in result.stderr + result.stdout


def test_what_is_the_seminars_is_told_once(tmp_path):
    """At its author's line, whatever a row says."""
    saved(tmp_path)
    module = tmp_path / "content" / "modules" / "basics.yaml"
    broken = module.read_text(encoding="utf-8").replace("차례대로", '"{{ event.nothing }}"')
    module.write_text(broken, encoding="utf-8")
    recipe, variants = read(tmp_path)
    found = [d for d in check(recipe, variants) if d.severity == "error"]
    assert {d.code for d in found} == {"text.unknown-variable"}
    assert [str(d.span) for d in found] == ["content/modules/basics.yaml:10:72"]


def test_sound_rows_have_nothing_to_be_told(tmp_path):
    saved(tmp_path)
    recipe, variants = read(tmp_path)
    assert check(recipe, variants) == []
    assert len(variants.rows) == len(ROWS)


@pytest.mark.parametrize(
    "ignored, more, warned", [("", "", True), ("content/variants/\n", "", False), ("", ", fictitious: true", False)]
)
def test_tables_of_people_that_git_would_keep_are_told(tmp_path, ignored, more, warned):
    """Unless they are ignored, or nobody in them exists. Without git there is nothing to tell."""
    people = [("p-1", "박나래", "하람상사"), ("p-2", "이든", "")]
    saved(tmp_path, people, head=("id", "이름", "회사"), more=more)
    seminar = tmp_path / "content" / "seminars" / "day.yaml"
    recipe, variants = read(tmp_path)
    assert check(recipe, variants) == []
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text(ignored, encoding="utf-8")
    found = check(recipe, variants)
    assert [(d.code, d.severity) for d in found] == ([("variants.people-in-git", "warning")] if warned else [])
    assert all(d.span.path == "content/seminars/day.yaml" for d in found) and seminar.exists()


def test_words_are_hidden_whole_or_in_part():
    said = say("value.text-long", characters=9, most=8)
    assert masked(said, ["박나래"]) == said
    hidden = masked(say("variants.empty", place="event.client", where="x 박나래도담다솜 y"), ["박나래도담다솜이든"])
    assert hidden.values == {"place": "event.client", "where": "…"}
    nested = masked(say("variants.row", row=3, says=say("variants.empty", place="a", where="김")), ["김"])
    assert "김" not in str(nested)
