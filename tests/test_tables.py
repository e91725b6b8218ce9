"""Tables of numbers that charts show: CSV and Excel files as people save them. No number is guessed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from deckgen.reading.datasheet import MOST_ROWS, DataSource, DataTable, read_data_table, read_workbook
from deckgen.reading.number_formats import number_format
from deckgen.reading.separated import table_text
from deckgen.reading.values import DataPath, Name

CSV, XLSX = "content/data/d.csv", "content/data/d.xlsx"


def column(*cells: str, separator: str = ",") -> str:
    """A table of one column of numbers."""
    quoted = [f'"{c}"' if separator in c else c for c in cells]
    return "\n".join([f"이름{separator}수", *(f"{n}번{separator}{c}" for n, c in enumerate(quoted, 1))])


def numbers(text: str) -> list[float | None] | list[str]:
    """The first column of a CSV text, or what is said against it, by line and column."""
    table, found = read_data_table(text, CSV)
    if table is None:
        assert found
        return [f"{d.span.line}:{d.span.column} {d.message}" for d in found if d.span]
    assert [] == [d for d in found if d.severity == "error"]
    return [row[0] for _, row in table.rows]


#: Cells of a column, and the numbers that they are; the same whatever parts the cells.
SURE = [
    (["12", "7.25", ""], [12, 7.25, None]),
    (["1,234,567", "1,234"], [1234567, 1234]),
    (["1,234.5", "12.5", "1,234"], [1234.5, 12.5, 1234]),
    (["1 234", "1\u00a0234", "1\u202f234 567", "1'234", "1’234"], [1234, 1234, 1234567, 1234, 1234]),
    (["58%", "7 %", "0"], [58, 7, 0]),
    (["₩1,234,000", "￦5", "7"], [1234000, 5, 7]),
    (["$1,234.50", "-$3", "($2)"], [1234.5, -3, -2]),
    (["3만원", "1.5억 원", "5천원"], [30000, 1.5e8, 5000]),
    (["−5", "－7", "‑8", "(1234)", "+9"], [-5, -7, -8, -1234, 9]),
    (["１２", "１２．５", "５％"], None),  # half with percent
    (["１２", "１２．５", "３４．５"], [12, 12.5, 34.5]),
    (["3조 2,000억원", "1억2천만원", "-3만 5000원", "4조원"], [3.2e12, 1.2e8, -35000, 4e12]),
    (["3억 5천"], None),  # 350 million, as people say it
    (["3조 5000원"], None),
    (["2천 300만"], None),
    (["1.5e3", "2E-2", "0.5"], [1500, 0.02, 0.5]),
]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_numbers_as_people_write_them(separator):
    """Marks of thousands, signs, percent and currencies, whatever parts the cells."""
    for cells, expected in SURE:
        found = numbers(column(*cells, separator=separator))
        assert found == expected if expected else isinstance(found[0], str), cells


def test_decimal_commas():
    """They are read where semicolons, tabs or lines part the cells, and refused at their places where commas do."""
    for separator in (";", "\t", "|"):
        assert [12.5, 7.25, 1234] == numbers(column("12,5", "7,25", "1.234", separator=separator))
        assert [1234.5, 1.234] == numbers(column("1.234,5", "1,234", separator=separator))
        assert [1234.5, 1234] == numbers(column("1 234,5", "1 234", separator=separator))
    _, found = read_data_table('지역,비율\n서울,"12,5"\n부산,"1.234,0"\n대구,7\n', CSV)
    assert [(f"{CSV}:2:4", "`12,5`", "12.5"), (f"{CSV}:3:4", "`1.234,0`", "1234.0")] == [
        (str(d.span), d.message.split()[0], str(d.hint).split("`")[1]) for d in found
    ]
    assert ["2:1 this row has 3 cells, the header has 2"] == numbers("지역,비율\n서울,12,5\n")


def test_a_thousand_or_a_little_more_than_one():
    """The column says which, or another one, or the commas that part the cells; else it is refused."""
    assert [1234] == numbers(column("1,234"))
    assert [1.234] == numbers(column("1.234"))
    assert [1234, 0.5] == numbers(column("1.234", "0,5", separator=";"))
    assert [1.234, 0.5] == numbers(column("1.234", "0.5", separator=";"))
    assert [1234] == numbers("a;b;c\nx;1.234;0,5\n")
    for separator in (";", "\t", "|"):
        for cell in ("1,234", "1.234"):
            (said,) = numbers(column("5", cell, separator=separator))
            assert said == f"3:4 `{cell}` may be 1234 or 1.234, and nothing else in the file says which"
    said = "`1.5` has a decimal point, `1.234,5` a decimal comma"
    assert [f"4:4 {said}"] == numbers(column("7", "1.5", "1.234,5"))


REFUSED = ["많음", "12명", "△5", "-", "#REF!", "#N/A", "½", "10²", "1_000", "0x10", "nan", "inf", "1/2", "12:30", "٣"]
REFUSED += ["2024-01-05", "12,34,567", "1 23", "5-", "(5", "-(5)", "'5", "TRUE", "=1+1", "5 5", "1e999", "9" * 400]


def test_what_is_no_number():
    """It is refused at its line and column, with something to do."""
    for cell in REFUSED:
        table, found = read_data_table(column("5", cell), CSV)
        assert table is None and [f"{CSV}:3:4"] == [str(d.span) for d in found], cell
        assert all(d.hint for d in found)


def test_units_of_columns():
    """A column has one unit, and says which; percent is never forgotten in a single cell."""
    table, found = read_data_table("해,비율,금액,건수\n2024,58%,₩5,7\n2025,60%,₩6,8\n", CSV)
    assert [] == found and table
    assert ["%", "₩", ""] == [str(unit) for unit in table.units]
    for cells in (["58%", "7"], ["$5", "€7"], ["5원", "7%"]):
        (said,) = numbers(column(*cells))
        assert str(said).startswith(f"3:4 `{cells[1]}` has ")
    _, found = read_data_table(column("1.23E+11"), CSV)
    assert ["`1.23E+11` has three digits: the spreadsheet shortened it"] == [d.message for d in found]


def test_shapes_of_tables():
    """Empty columns and rows are no part of a table; what has no name is refused."""
    assert [12, 7] == numbers("지역,비율,\n서울,12,\n부산,7,\n")
    assert [12, 7] == numbers("지역,비율,,\n\n서울,12,,\n,,,\n부산,7,,\n")
    assert [12] == numbers("sep=,\n지역,비율\n서울,12\n") == numbers('"sep=;"\r\n지역;비율\r\n서울;12\r\n')
    assert [1, 2] == numbers('a,b\n"x, y",1\n"x\ny ""z""", "2"\n') == numbers("\ufeffa,b\rx,1\ry,2")
    table, _ = read_data_table('a,b\n"x\ny ""z""",2\n', CSV)
    assert table and [('x y "z"', (2.0,))] == list(table.rows)
    apart = unicodedata.normalize("NFD", "지역,비\u200b율\n서울,1\u200b2\n")
    table, _ = read_data_table(apart, CSV)
    assert table and (("비율",), (("서울", (12.0,)),)) == table[:2]
    assert ["2:1 this row has no name"] == numbers("a,b\n,1\n")
    assert ["1:3 this column has no name"] == numbers("a,,c\nx,1,2\n")
    assert ["1:4 the first row names the columns, here it has the number `12.5`"] == numbers("서울,12.5\n부산,7\n")
    for names, number in (("1월,3\n2월,4", 3), ("서울,7\n부산,9", 7), ("2023년,2024,5\n2024년,6,7", 2024)):
        (said,) = numbers(names + "\n")
        assert str(said).endswith(f"the first row names the columns, here it has the number `{number}`")
    for note in ("출처: 통계청", "※ 잠정", "주) 추정", "주 1) 추정", "자료 : KOSIS", "Source: OECD", "* p"):
        assert [f"4:1 this row is a note, not a category: `{note}`"] == numbers(f"a,b\nx,1\n\n{note},\n")
        assert [f"3:1 this row is a note, not a category: `{note}`"] == numbers(f"a,b\nx,1\n{note}\n")
    assert ["3:1 this row is a note, not a category: `출처: 통계청`"] == numbers("a,b\nx,1\n출처: 통계청, 2024\n")
    assert [1, None] == numbers("월,b\n11월,1\n12월,\n") == numbers("a,b\nx,1\n주말,\n")
    assert [1] == numbers("a,2024,2025\nx,1,2\n") == numbers("a,1,2\nx1,1,2\n") == numbers("a,2024\nx,1\n")
    assert ["2:1 this cell begins with a quote and does not end with one"] == numbers('a,b\n"x,1\ny,2\n')
    assert ["1:1 this table may be parted with commas or semicolons"] == numbers("a,b;c\nx,1;2\n")
    assert ["1:1 there are no rows of numbers in this file"] == numbers("a,b\n") == numbers("")
    assert ["5:3 `q` is not a number"] == numbers('a,b\n"x\n\ny",1\nz,q\n')


def test_encodings():
    """What Excel saves in Korea is read, and told; what is none of it is refused."""
    text = "지역,비율\n서울 ①,12\n"
    for coding in ("utf-8", "utf-8-sig"):
        assert (text, []) == table_text(text.encode(coding), CSV)
    for coding, name in (("cp949", "CP949"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")):
        read, found = table_text(text.encode(coding), CSV)
        assert read == text
        assert [("warning", True)] == [(d.severity, name in d.message) for d in found]
    for data in (text.encode("utf-32"), "Köln,b\n".encode("latin-1"), "名前,数\n".encode("shift-jis"), b"\xff\xfe\0"):
        read, found = table_text(data, CSV)
        assert read is None
        assert ["error"] == [d.severity for d in found]


# Excel


def book(fill: Callable[[Workbook, Worksheet], object]) -> bytes:
    """A workbook with a sheet `표`, filled."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as workbook:
        fill(workbook, workbook.add_worksheet("표"))
    return out.getvalue()


def read(data: bytes, sheet: str | None = None, area: str | None = None) -> DataTable | list[str]:
    """The table of a workbook, or what is said against it, by place."""
    names = [None if n is None else Name.parse(n) for n in (sheet, area)]
    table, found = read_workbook(
        data, XLSX, DataSource(file=DataPath("data/d.xlsx", None), sheet=names[0], range=names[1])
    )
    assert all(d.hint for d in found)
    assert table is None or not found
    return table or [f"{d.span}: {d.message}".removeprefix(f"{XLSX}:") for d in found]


def _sales(book: Workbook, sheet: Worksheet) -> None:
    formats = [book.add_format({"num_format": f}) for f in ('yyyy"년" m"월"', "0.0%", '#,##0"원"')]
    sheet.write_row(1, 1, ["달", "비율", "금액"])
    for n in range(3):
        sheet.write_datetime(n + 2, 1, datetime(2024, n + 1, 1), formats[0])
        sheet.write_number(n + 2, 2, 0.58 + n / 100, formats[1])
        sheet.write_formula(n + 2, 3, "=1+1", formats[2], 1234567 * (n + 1))


def test_a_workbook():
    """Its cells as they are shown: dates as names, percent as percent, the results of formulas, units."""
    table = read(book(_sales))
    assert isinstance(table, DataTable)
    assert ("비율", "금액") == table.columns
    assert (("2024년 1월", (58, 1234567)), ("2024년 2월", (59, 2469134)), ("2024년 3월", (60, 3703701))) == table.rows
    assert ["%", "원"] == [str(unit) for unit in table.units]
    assert (f"{XLSX}:3:2", f"{XLSX}:5:2") == (str(table.places[0]), str(table.places[-1]))


def _several(book: Workbook, sheet: Worksheet) -> None:
    _sales(book, sheet)
    other = book.add_worksheet("2026 ‘예산’ it's")
    other.write_column(0, 0, ["제목이 위에 있다"])
    other.add_table(
        "B3:C5", {"name": "예산표", "data": [["가", 1], ["나", -2]], "columns": [{"header": "x"}, {"header": "y"}]}
    )
    book.define_name("영역", "='2026 ‘예산’ it''s'!$B$3:$C$4")
    book.define_name("하나", "=42")
    book.add_worksheet("숨김").hide()


def test_sheets_and_ranges():
    """Of several visible sheets one is named; of its cells a part, by their letters or by a name."""
    data = book(_several)
    assert read(data, "표") == read(book(_sales))
    assert read(data, "표", "$B$2:c4").rows == (("2024년 1월", (58,)), ("2024년 2월", (59,)))
    assert (("가", (1,)),) == read(data, None, "영역").rows
    assert (("가", (1,)), ("나", (-2,))) == read(data, None, "예산표").rows
    for sheet, area, said in (
        (None, None, "this workbook has 2 sheets: `표` and `2026 ‘예산’ it's`"),
        ("ㅍ", None, "there is no sheet `ㅍ` in this workbook"),
        ("표", "영역", "`영역` is in the sheet `2026 ‘예산’ it's`, not in `표`"),
        (None, "영영", "`영영` is neither cells such as `A1:C9` nor a name in this workbook"),
        (None, "하나", "`하나` stands for `42`, not for cells of a sheet"),
        ("표", "X1:Z9", "`X1:Z9` of the sheet `표` is empty"),
        ("숨김", None, "the sheet `숨김` is empty"),
    ):
        assert [f"None: {said}"] == read(data, sheet, area)
    said = "the first row names the columns, here it says `제목이 위에 있다` alone"
    assert [f"1:1: {said}"] == read(data, "2026 ‘예산’ it's")
    assert (
        [f"1:1 {said}"]
        == numbers("제목이 위에 있다\n지역,비율\n서울,12\n")
        == numbers("제목이 위에 있다,\n지역,비율\n서울,12\n")
    )


UNSEEN: list[tuple[Callable[[Workbook, Worksheet], object], str]] = [
    (lambda _, s: s.set_row(2, None, None, {"hidden": True}), "3:1: row 3 is hidden in the spreadsheet"),
    (lambda _, s: s.set_column("B:B", None, None, {"hidden": True}), "1:2: column B is hidden in the spreadsheet"),
    (lambda _, s: s.merge_range("A2:A3", "합"), "2:1: the cells A2:A3 are merged"),
    (lambda _, s: s.write_formula("B2", "=1/0", None, "#DIV/0!"), "2:2: `#DIV/0!` in B2 is a failed formula"),
    (lambda _, s: s.write_formula("B2", "=A1", None, ""), "2:2: the formula in B2 has no result in this file"),
    (lambda _, s: s.write_formula("B2", "=A1"), "2:2: the formula in B2 has no result in this file"),
    (lambda _, s: s.write_string("B2", "많음"), "2:2: `많음` in B2 is not a number"),
    (lambda _, s: s.write_boolean("B2", True), "2:2: `TRUE` in B2 is not a number"),
    (
        lambda b, s: s.write_number("B2", 45000, b.add_format({"num_format": 14})),
        "2:2: `2023-03-15` in B2 is not a number",
    ),
    (
        lambda b, s: s.write_number("B2", 0.5, b.add_format({"num_format": 9})),
        "3:2: `4` in B3 has no `%`, which others of its column have",
    ),
    (lambda _, s: s.write_string("A3", " "), "3:1: this row has no name in A3"),
    (
        lambda _, s: s.write_string("B2", "1,234"),
        "2:2: `1,234` in B2 may be 1234 or 1.234, and nothing else in the file says which",
    ),
]


def test_what_a_sheet_does_not_show():
    """Hidden and merged cells, failed formulas and those without a result are told at their cells."""
    for change, said in UNSEEN:

        def fill(book: Workbook, sheet: Worksheet, change: Callable[[Workbook, Worksheet], object] = change) -> None:
            sheet.write_row(0, 0, ["이름", "수"])
            sheet.write_row(1, 0, ["가", 3])
            sheet.write_row(2, 0, ["나", 4])
            change(book, sheet)

        assert [said] == read(book(fill))


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with other bytes in one of its parts."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            after.writestr(name, content)
    return out.getvalue()


def test_strange_workbooks():
    """What is damaged, immense or dangerous is refused in words, and soon."""
    sheet, sound = "xl/worksheets/sheet1.xml", book(_sales)
    bomb = changed(sound, sheet, b"<sheetData>", b"<!--" + b" " * 21_000_000 + b"--><sheetData>")
    assert len(bomb) < 100_000
    assert ["1:1: this workbook is too large when it is unpacked"] == read(bomb)
    entities = changed(sound, "xl/workbook.xml", b"<workbook ", b'<!DOCTYPE w [<!ENTITY a "b">]><workbook ')
    assert ["1:1: this workbook has a document type in its XML, which is refused"] == read(entities)
    merged = changed(
        sound, sheet, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    assert ["1:1: the cells A1:XFD1048576 are merged"] == read(merged)
    for old, new in ((b"<row", b"<r<w"), (b'<c r="B2" t="s"><v>0', b'<c r="B2" t="s"><v>99')):
        assert ["1:1: this workbook is damaged"] == read(changed(sound, sheet, old, new))
    assert ["1:1: this is not an Excel workbook"] == read(b"") == read(b"PK\x03\x04") == read(b"a,b\nx,1\n")
    assert ["1:1: this workbook has a password, or is in Excel's older format"] == read(
        b"\xd0\xcf\x11\xe0" + bytes(600)
    )
    far = changed(sound, sheet, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    assert f"more than {100} columns" in read(far)[0]
    long = book(lambda _, s: [s.write_row(n, 0, [f"n{n}", n]) for n in range(MOST_ROWS + 5)])
    assert f"{MOST_ROWS + 2}:1: this table has more than 1,000 rows, which no chart shows" == read(long)[0]


def test_number_formats():
    """What a format makes of a number: a share in percent, a unit, thousands that are left out, a date."""
    for code, value, number, unit, text in (
        ("General", 0.58, 0.58, "", "0.58"),
        ("0.0%", 0.07, 7, "%", "7.0%"),
        ('#,##0"원"', 1234.5, 1234.5, "원", "1,234원"),
        ("[$₩-412]#,##0;[Red]-[$₩-412]#,##0", 5, 5, "₩", "₩5"),
        ('_-"₩"* #,##0_-;-"₩"* #,##0_-', 5, 5, "₩", "₩5"),
        ('#,##0,"천원"', 1234000, 1234, "천원", "1,234천원"),
        ("#,##0,", 1234000, 1234000, "", "1,234,000"),
        ('[>=1000]#,##0,"k";0', 1500, 1500, "", "1500"),
        ("0.00E+00", 1500, 1500, "", "1500"),
    ):
        form = number_format(code)
        assert (number, unit, text) == (form.number(value), str(form.unit), form.text(value)), code
    for code, text in (
        ("yyyy-mm-dd", "2024-03-05"),
        ("mmm-yy", "Mar-24"),
        ("[$-412]mmm", "3월"),
        ('yy"년" m"월" d"일" aaa', "24년 3월 5일 화"),
        ("h:mm AM/PM", "6:30 PM"),
        ("hh:mm:ss", "18:30:00"),
        ("[h]:mm", "1088562:30"),
        ("dddd, mmmm dd", "Tuesday, March 05"),
    ):
        assert text == number_format(code).text(45356 + 18.5 / 24), code
