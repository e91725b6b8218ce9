"""Tables of numbers that charts show: CSV files, and Excel workbooks now and then."""

from __future__ import annotations

from random import Random

from fuzz import strange
from fuzz.project import Project
from fuzz.targets import workbooks
from fuzz.targets.content import choose_formats
from fuzz.targets.target import Target

_CELLS = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1e308",
        "-1e308",
        "nan",
        "inf",
        "-inf",
        "1e-320",
        "50%",
        "%",
        "1,234",
        '"1,234"',
        "1.2.3",
        "١٢",
        "１２",
    ),
    *(
        "1_000",
        "0x10",
        "+5",
        "5 ",
        '"',
        '""',
        "'",
        "=1+1",
        "\t",
        ";",
        "\x00",
        "\x1b[31m",
        "1e999999",
        "9" * 400,
        "½",
        "−3",
        "NaN%",
    ),
    # as people and spreadsheets write numbers
    *(
        '"12,5"',
        '"1.234,5"',
        "1 234",
        "1\u202f234",
        "1'234",
        "(5)",
        "₩5",
        "$-1",
        "3만원",
        "1.5억",
        "５％",
        "△5",
        "-",
        "—",
    ),
    *("#REF!", "1.23E+11", "5명", '"a\nb"', '"a""b"', "'5", "2024-01", "1,", ".", ",", "(" * 60, "-" * 60, "1 " * 30),
)
_SEPARATORS = (";", "\t", "|", ", ", ",,", " ", "\x1f", "，")
_HEADS = ("sep=,", "sep=;", "sep=", 'sep="', '"sep=|"', "sep=\t", "제목", "제목,", ",", "\ufeff\ufeff", "1,2,3")


def _prepare(rng: Random, project: Project) -> None:
    if rng.random() < 0.4:
        workbooks.prepare(rng, project)
    else:
        chart = {"kind": "chart", "title": "표에서 읽은 수", "type": rng.choice(workbooks.TYPES), "base": "예시 값"}
        project.show([chart | {"data": "data/numbers.csv"}])
    choose_formats(rng, project)


def _change(rng: Random, project: Project) -> str:
    if (project.root / "content" / "data" / "numbers.xlsx").exists():
        return workbooks.change(rng, project)
    path = project.root / "content" / "data" / "numbers.csv"
    data = path.read_bytes()
    way = rng.random()
    if way < 0.2:
        data, what = strange.damaged(rng, data)
    elif way < 0.3:
        coding = rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp949", "shift-jis", "utf-7", "utf-32"))
        data, what = data.decode("utf-8", "replace").encode(coding, "replace"), f"is written in {coding}"
    else:
        lines = data.decode("utf-8", "replace").split("\n")
        what = rng.choice((_cell, _cell, _cell, _rows, _separator, _head))(rng, lines)
        data = "\n".join(lines).encode("utf-8", "replace")
    path.write_bytes(data)
    return f"{path.name}: {what}"


def _cell(rng: Random, lines: list[str]) -> str:
    n = rng.randrange(len(lines))
    cells = lines[n].split(",")
    k = rng.randrange(len(cells))
    cells[k] = rng.choice((*_CELLS, strange.text(rng)))
    if rng.random() < 0.2:
        cells *= rng.choice((2, 200))
    lines[n] = ",".join(cells)
    return f"line {n + 1}, cell {k + 1} is {ascii(cells[k])[:60]}, of {len(cells)}"


def _rows(rng: Random, lines: list[str]) -> str:
    times = rng.choice((0, 2, 20, 5000))
    lines[1:] = lines[1:] * times
    return f"its rows stand {times} times"


def _separator(rng: Random, lines: list[str]) -> str:
    separator = rng.choice(_SEPARATORS)
    lines[:] = [line.replace(",", separator) for line in lines]
    return f"is parted by {separator!r}"


def _head(rng: Random, lines: list[str]) -> str:
    head = rng.choice(_HEADS)
    lines.insert(0, head)
    return f"begins with {head!r}"


TABLES = Target("csv", _change, _prepare)
