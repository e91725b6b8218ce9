"""Tables as people save them: what they say, whatever wrote them, and where."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from deckgen.outputs.formats import FORMATS
from deckgen.reading.model import fields
from deckgen.reading.nodes import Mapping
from deckgen.reading.validation import validate
from deckgen.reading.variants import FORMAT_NAMES, VariantsPlan
from deckgen.variants.places import place_of
from deckgen.variants.rows import columns, file_name, rows
from deckgen.variants.sources import read_table
from deckgen.variants.tables import clock, day

HEAD = ["id", "고객사", "날짜", "인사말"]
ROWS = [["a-1", "가온, 전자", "2026-12-10", '"안녕"\n하세요'], ["a-2", "Foo; Bar", "2026-12-11", ""]]
#: What is read of that, however it is saved.
SAID = [["a-1", "가온, 전자", "2026-12-10", '"안녕" 하세요'], ["a-2", "Foo; Bar", "2026-12-11", ""]]


def plan(source: str = "variants/t.csv", **more: object) -> VariantsPlan:
    found: list[object] = []
    value = validate(VariantsPlan, {"from": source, "key": "id", **more}, found, None)  # type: ignore[arg-type]
    assert value is not None, found
    return value


def saved(root: Path, data: bytes | str, name: str = "t.csv") -> Path:
    folder = root / "content" / "variants"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return root


def said(root: Path, of: VariantsPlan) -> list[list[str]]:
    """The cells of each row. Nothing may be wrong."""
    table, found = read_table(root, of)
    assert table is not None and not found, [str(d.says) for d in found]
    return [[cell.text for cell in record.cells.values()] for record in table.records]


def problems(root: Path, of: VariantsPlan) -> list[str]:
    """What is wrong with a table, its columns and its rows, as `place: message`."""
    table, found = read_table(root, of)
    if table is not None:
        known, wrong = columns(table, of)
        found = [*found, *(wrong or rows(table, of, known)[1])]
    return [f"{d.span}: {d.message}" for d in found]


def csv(separator: str, end: str = "\r\n", after: str = "") -> str:
    quoted = ['"' + cell.replace('"', '""') + '"' for row in (HEAD, *ROWS) for cell in row]
    lines = [separator.join(quoted[n : n + 4]) + after for n in range(0, 12, 4)]
    return end.join(lines) + end


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_way_to_save_text_says_the_same(tmp_path, coding, separator):
    """With ends of lines of either sort, quoted ones in a cell, empty lines and columns behind the last."""
    for end in ("\r\n", "\n", "\r"):
        empty = separator * 3
        text = csv(separator, end, after=separator * 2) + f"{empty}{end}{end}{empty}{end}"
        saved(tmp_path, text.encode(coding))
        assert said(tmp_path, plan()) == SAID


def test_cells_know_their_row_and_column(tmp_path):
    """As a spreadsheet counts them: a line end in a cell is none of the table, an empty row is one."""
    saved(tmp_path, 'id,client\na-1,"x\ny"\n\n,\na-2\n')
    table, found = read_table(tmp_path, plan())
    assert table is not None and found == []
    assert [(r.number, r.cells["client"].span.line, r.cells["client"].span.column) for r in table.records] == [
        (2, 2, 2),
        (5, 5, 2),
    ]
    assert (table.empty, str(table.records[0].cells["id"].span)) == (2, "content/variants/t.csv:2:1")


def workbook(write) -> bytes:
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        write(book, book.add_worksheet("명단"))
    return out.getvalue()


def test_a_workbook_says_what_it_shows(tmp_path):
    """Days and times as everywhere in deckgen, numbers as they tell things apart, results of formulas; it need not
    begin in its first cell."""

    def write(book, sheet):
        rows = (
            ["id", "날짜", "시작", "고객사", "비고"],
            [
                1234567890123,
                date(2026, 12, 10),
                datetime(1900, 1, 1, 14, 30),
                "가온",
                "007",
            ],
        )
        for n, heading in enumerate(rows[0], 1):
            sheet.write(2, n, heading)
        sheet.write_number(3, 1, rows[1][0])
        sheet.write_datetime(3, 2, rows[1][1], book.add_format({"num_format": "m월 d일"}))
        sheet.write_number(3, 3, 14.5 / 24, book.add_format({"num_format": "h:mm AM/PM"}))
        sheet.write_formula(3, 4, '="가"&"온"', None, "가온")
        sheet.write_string(3, 5, "007")

    saved(tmp_path, workbook(write), "t.xlsx")
    assert said(tmp_path, plan("variants/t.xlsx")) == [["1234567890123", "2026-12-10", "14:30", "가온", "007"]]
    table, _ = read_table(tmp_path, plan("variants/t.xlsx"))
    assert table is not None
    assert str(table.records[0].cells["id"].span) == "content/variants/t.xlsx:4:2"


def test_what_a_workbook_hides_is_told(tmp_path):
    """Merged cells, and a formula that was never worked out."""

    def merged(book, sheet):
        sheet.write_row(0, 0, ["id", "고객사"])
        sheet.merge_range(1, 0, 2, 0, "a")
        sheet.write(1, 1, "가온")

    def unworked(book, sheet):
        sheet.write_row(0, 0, ["id", "고객사"])
        sheet.write(1, 0, "a")
        sheet.write_formula(1, 1, "=1+1", None, 0)

    saved(tmp_path, workbook(merged), "t.xlsx")
    assert problems(tmp_path, plan("variants/t.xlsx")) == ["content/variants/t.xlsx:2:1: the cells A2:A3 are merged"]
    saved(tmp_path, workbook(unworked), "t.xlsx")
    assert problems(tmp_path, plan("variants/t.xlsx")) == [
        "content/variants/t.xlsx:2:2: the formula in B2 has no result in this file"
    ]


def test_a_database_is_a_table(tmp_path):
    """In the order of its key; one that is not there is not made."""
    saved(tmp_path, "", "t.db")
    connection = sqlite3.connect(tmp_path / "content" / "variants" / "t.db")
    connection.execute("create table people (id text primary key, 이름 text, 날짜 date)")
    connection.execute("insert into people values ('b', '나래', '2026-12-11'), ('a', '하람', null)")
    connection.commit()
    connection.close()
    address = "sqlite:///variants/t.db"
    assert said(tmp_path, plan(address, table="people")) == [["a", "하람", ""], ["b", "나래", "2026-12-11"]]
    assert problems(tmp_path, plan(address, table="persons")) == ["None: the database has no table `persons`"]
    assert problems(tmp_path, plan("sqlite:///variants/no.db", table="people")) == [
        "None: the database does not answer (OperationalError)"
    ]
    assert not (tmp_path / "content" / "variants" / "no.db").exists()
    assert problems(tmp_path, plan("nothing://x", table="people")) == [
        "None: this is no address of a database that can be read here"
    ]


@pytest.mark.parametrize(
    "text, told",
    [
        ("", ["1:1: this table has no rows beneath its headings"]),
        ("id,고객사\n,\n", ["1:1: this table has no rows beneath its headings"]),
        ("id,고객사\na,가온,x\n", ["2:3: column 3 has no heading, and this row says something there"]),
        ("id,고객사,고객사\na,x,y\n", ["1:3: the heading `고객사` stands above column 2 too"]),
        ("id,고객사,client\na,x,y\n", ["1:3: `event.client` would be filled by `client` and by `고객사`"]),
        ("번호,고객사\na,x\n", ["None: the table has no column `id`"]),
        ("id,고객사\na,x\na,y\n,z\n", ["3:1: row 3 has the same `id` as row 2", "4:1: row 4 has no `id`, which"]),
        ('id,고객사\n"a,x\n', ["2:1: this cell begins with a quote and does not end with one"]),
    ],
)
def test_what_is_wrong_is_told_at_its_row_and_column(tmp_path, text, told):
    saved(tmp_path, text)
    found = [line.removeprefix("content/variants/t.csv:") for line in problems(tmp_path, plan())]
    assert len(found) == len(told) and all(a.startswith(b) for a, b in zip(found, told, strict=True)), found


def test_names_of_files_are_told_apart_on_every_system(tmp_path):
    """Row by row, without saying them: they may be people's."""
    named = plan(name="{고객사}")
    saved(tmp_path, "id,고객사\n1,Gaon\n2,GAON\n3,가온\n4,가온\n5,a/b\n6,a:b\n7,???\n8," + "가" * 60 + "\n")
    assert problems(tmp_path, named) == [
        f"content/variants/t.csv:{row}:1: {said}"
        for row, said in (
            (3, "the files of row 3 would be called as those of row 2, on some systems at least"),
            (5, "the files of row 5 would be called as those of row 4, on some systems at least"),
            (7, "the files of row 7 would be called as those of row 6, on some systems at least"),
            (8, "the files of row 8 would have no name"),
            (9, "the name of the files of row 9 has more than 150 bytes"),
        )
    ]
    assert problems(tmp_path, plan(name="{nobody}")) == [
        "None: `{nobody}` is neither a heading of the table nor a place that it fills"
    ]
    names = {"CON": "CON_", "a  b": "a-b", "..x.": "x", "lpt1.txt": "lpt1.txt_", "가온": "가온"}
    assert {name: file_name(name) for name in names} == names


def test_headings_are_what_people_call_places():
    called = {
        "고객사": "event.client",
        "Client": "event.client",
        " 좌석 번호 ": "event.attendee.seat",
        "이름": "event.attendee.name",
        "소속": "event.attendee.company",
        "event.room": "event.room",
        "speaker.role": "event.speaker.role",
        "client.en": "event.client.en",
        "언어": "language",
        "용지": "paper",
        "비고": "",
        "language.en": "",
    }
    assert {heading: place_of(heading) for heading in called} == called


def test_days_and_times_as_people_write_them():
    days = ("2026-12-10", "2026. 12. 10.", "2026/12/10", "2026년 12월 10일 (목)", "2026-12-10 00:00:00")
    assert {day(text) for text in days} == {"2026-12-10"}
    assert [day(text) for text in ("2026-13-10", "12/10/2026", "내일")] == ["2026-13-10", "12/10/2026", "내일"]
    assert [clock(text) for text in ("14:00", "14:00:00", "14시", "9시 30분", "오후 2시")] == [
        *("14:00", "14:00", "14:00", "9:30"),
        "오후 2시",
    ]


def test_columns_say_what_headings_do_not(tmp_path):
    """A place may be filled by any column; then the one that goes by its name is not used."""
    saved(tmp_path, "id,고객사,주최\na,x,y\n")
    of = plan(columns={"event.client": "주최", "event.room": "고객사"})
    table, _ = read_table(tmp_path, of)
    assert table is not None
    known, told = columns(table, of)
    assert (known.places, known.others, told) == ({"event.client": "주최", "event.room": "고객사"}, (), [])
    assert problems(tmp_path, plan(columns={"event.client": "없음"})) == ["None: the table has no column `없음`"]


def test_a_heading_that_is_misspelt_is_told(tmp_path):
    """Else all decks would say what the seminar does. What is called otherwise, or fills what is filled, is no slip."""
    saved(tmp_path, "id,고갹사,날짜,메모,날자,clinet,담당,시트,번호\na,x,2027-01-12,,,,,,\n")
    of = plan()
    table, _ = read_table(tmp_path, of)
    assert table is not None
    known, told = columns(table, of)
    assert known.places == {"event.date": "날짜"}
    assert [(d.severity, d.code, d.span.column, d.told("en")[1]) for d in told if d.span] == [
        ("warning", "variants.heading-near", 2, "did you mean `고객사`?"),
        ("warning", "variants.heading-near", 6, "did you mean `client`?"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"from": "events.doc"},
        {"from": "../events.csv"},
        {"from": "sqlite:///x.db"},
        {"from": "variants/t.csv", "table": "x"},
        {"from": "variants/t.csv", "sheet": "x"},
        {"from": "variants/t.csv", "columns": {"evnt.client": "x"}},
        {"from": "variants/t.csv", "to": ["pdf"]},
    ],
)
def test_a_plan_that_cannot_be_is_refused(wrong):
    found: list[object] = []
    assert validate(VariantsPlan, {"key": "id", **wrong}, found, Mapping(None)) is None or found  # type: ignore


def test_the_plan_knows_all_formats():
    assert tuple(FORMATS) == FORMAT_NAMES
    assert next(iter(fields(VariantsPlan))) == "from"
