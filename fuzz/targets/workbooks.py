"""Excel workbooks that charts show: their parts, their XML, their cells, and what they are packed in; for the target of
tables."""

from __future__ import annotations

import re
import zlib
from functools import cache
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from xlsxwriter import Workbook

from fuzz import strange
from fuzz.project import Project

#: The types of charts.
TYPES = ("column", "bar", "line", "stacked", "doughnut")
_PATH = "data/numbers.xlsx"
_SHEETS = ("수", "다른 수", "없는 수", "", "숨김")
_RANGES = ("A1:C4", "$B$2:A1", "표1", "영역", "없음", "A1", "A0:B0", "XFD1048576", "ZZZ1:A9999999", "수!A1:B2", "")
_FORMATS = ("0.0%", '#,##0"원"', "yyyy-mm-dd", '[$-412]yy"년" m"월" aaa', "[h]:mm", '0,"k"', "[>5]0;[Red]-0", '"', "\\")
#: Values of attributes and elements.
_VALUES = (
    "",
    "-1",
    "0",
    "1",
    "99999999999",
    "1e308",
    "NaN",
    "inf",
    "s",
    "str",
    "inlineStr",
    "e",
    "b",
    "d",
    "XFD1048576",
    "A0",
)
#: XML that is put between two elements.
_XML = (
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    '<cols><col min="1" max="16384" hidden="1"/></cols>',
    '<c r="B2"><f>1+1</f></c>',
    '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    "<a>" * 5000,
    "<!-- -->",
    "&#0;",
    "&a;",
)


def prepare(rng: Random, project: Project) -> None:
    """Shows a chart of a workbook."""
    data: str | dict[str, str] = _PATH
    if rng.random() < 0.5:
        data = {"file": _PATH, "sheet": rng.choice(_SHEETS), "range": rng.choice(_RANGES)}
        del data[rng.choice(("sheet", "range"))]
    chart = {"kind": "chart", "title": "표에서 읽은 수", "type": rng.choice(TYPES), "base": "예시 값", "data": data}
    (project.root / "content" / _PATH).write_bytes(_book(rng.choice(_FORMATS)))
    project.show([chart])


@cache
def _book(number_format: str) -> bytes:
    """A workbook with numbers, a date, a formula, a name, a table and a hidden sheet."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet, form = book.add_worksheet("수"), book.add_format({"num_format": number_format})
        sheet.write_row(0, 0, ["해", "서비스", "파드"])
        for n in range(1, 4):
            sheet.write_number(n, 0, 45000 + n, form)
            sheet.write_number(n, 1, n / 7, form)
            sheet.write_formula(n, 2, "=B2*2", form, n / 3)
        book.add_worksheet("숨김").hide()
        sheet.add_table("E1:F3", {"name": "표1", "columns": [{"header": "가"}, {"header": "나"}]})
        book.define_name("영역", "=수!$A$1:$B$3")
    return out.getvalue()


def change(rng: Random, project: Project) -> str:
    """Changes the workbook, or one of its parts; says how."""
    path = project.root / "content" / _PATH
    data = path.read_bytes()
    if rng.random() < 0.15:
        data, what = strange.damaged(rng, data)
    else:
        try:
            data, what = _part(rng, data)
        except (
            BadZipFile,
            zlib.error,
            ValueError,
            NotImplementedError,
            RuntimeError,
            OSError,
            EOFError,
        ):  # damaged by a change before
            data, what = strange.damaged(rng, data)
    path.write_bytes(data)
    return f"{path.name}: {what}"


def _part(rng: Random, data: bytes) -> tuple[bytes, str]:
    """The workbook with one of its parts changed, left out, doubled or made immense."""
    with ZipFile(BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = rng.choice([n for n in parts if "/" in n or rng.random() < 0.3] or list(parts))
    way = rng.choice(("xml", "xml", "xml", "value", "value", "value", "bytes", "left out", "immense", "coded"))
    if way == "xml":
        at = [m.end() for m in re.finditer(rb">", parts[name])]
        what, place = rng.choice(_XML), rng.choice(at or [0])
        parts[name] = parts[name][:place] + what.encode() + parts[name][place:]
    elif way == "value":
        found = list(re.finditer(rb'="[^"]*"|>[^<]+<', parts[name]))
        what = rng.choice((*_VALUES, *_FORMATS))
        if found:
            match = rng.choice(found)
            inside = slice(match.start() + (2 if match[0].startswith(b"=") else 1), match.end() - 1)
            escaped = what.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
            parts[name] = parts[name][: inside.start] + escaped.encode() + parts[name][inside.stop :]
    elif way == "bytes":
        parts[name], what = strange.damaged(rng, parts[name])
    elif way == "left out":
        what = f"{len(parts.pop(name))} bytes"
    elif way == "immense":
        what = rng.choice((" ", "<c/>", "<row/>"))
        parts[name] = parts[name].replace(b"</", what.encode() * 5_000_000 + b"</", 1)
    else:
        what = rng.choice(("utf-16", "cp949", "utf-7"))
        parts[name] = parts[name].decode("utf-8", "replace").encode(what, "replace")
    out = BytesIO()
    with ZipFile(out, "w", rng.choice((ZIP_DEFLATED, ZIP_STORED)) if way != "immense" else ZIP_DEFLATED) as file:
        for part, content in parts.items():
            file.writestr(part, content)
    return out.getvalue(), f"{name}: {way} {ascii(what)[:60]}"
