"""The data sheet behind a chart: what *Edit Data* opens in PowerPoint.

Its cells are a table: a row or a column that is added belongs to it, and the chart's ranges grow with it.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from deckgen.scene import Chart
from deckgen.writers.pptx.package import pack, unpack

SHEET, TABLE = "Sheet1", "Table1"
#: The head of the categories: a table's column must have a name, and PowerPoint's own data sheets have this one.
CORNER = " "
#: The day that every data sheet says it was made on: the same input gives the same bytes.
_DAY = datetime(2000, 1, 1)


def workbook(chart: Chart) -> bytes:
    """A spreadsheet: categories in the first column, a series in each of the next."""
    from xlsxwriter import Workbook  # late: only decks with charts need it

    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _DAY})
    sheet, number = book.add_worksheet(SHEET), book.add_format({"num_format": chart.format})
    for row, category in enumerate(chart.categories, 1):
        if category:
            sheet.write_string(row, 0, category)
    for column, series in enumerate(chart.series, 1):
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, value, number)
    heads = [{"header": CORNER}, *({"header": name, "format": number} for name in names(chart))]
    options = {"name": TABLE, "columns": heads, "autofilter": False, "style": None}
    if sheet.add_table(0, 0, len(chart.categories), len(chart.series), options):
        raise ValueError(f"the heads of a data sheet must be different texts: {heads}")
    sheet.set_column(0, len(chart.series), 18)
    book.close()
    return pack(unpack(out.getvalue()))


def names(chart: Chart) -> list[str]:
    """The names of the series as the heads of a table's columns: on one line, each once, in any case of letters."""
    out: dict[str, str] = {}
    for series in chart.series:
        name = plain = " ".join(series.name.splitlines()) or series.name
        number = 1
        while name.casefold() in out:
            number += 1
            name = f"{plain} {number}"
        out[name.casefold()] = name
    return list(out.values())


def column(n: int) -> str:
    """The letter of a column, from 0; a chart has few."""
    return chr(ord("A") + n)
