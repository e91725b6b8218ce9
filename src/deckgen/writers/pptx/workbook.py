"""The data sheet behind a chart: what *Edit Data* opens in PowerPoint."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from deckgen.scene import Chart
from deckgen.writers.pptx.package import pack, unpack

SHEET = "Sheet1"
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
        sheet.write_string(0, column, series.name)
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, value, number)
    sheet.set_column(0, len(chart.series), 18)
    book.close()
    return pack(unpack(out.getvalue()))


def column(n: int) -> str:
    """The letter of a column, from 0; a chart has few."""
    return chr(ord("A") + n)
