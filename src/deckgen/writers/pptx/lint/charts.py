"""Rules of charts: what is drawn, what is remembered of the data sheet, and the data sheet itself."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from deckgen.patterns import regex
from deckgen.writers.pptx.lint.facts import Deck, Facts
from deckgen.writers.pptx.lint.helpers import local, twice, within
from deckgen.writers.pptx.lint.vocabulary import full

#: Where labels may stand, by the chart's element: what else is said makes PowerPoint repair the file
#: ([MS-OI29500], 2.1.1443).
_BARS, _AROUND = {"ctr", "inBase", "inEnd", "outEnd"}, {"b", "ctr", "l", "r", "t"}
_SLICES = {"bestFit", "ctr", "inEnd", "outEnd"}
_PLACES = {
    "barChart": _BARS,
    "lineChart": _AROUND,
    "scatterChart": _AROUND,
    "bubbleChart": _AROUND,
    "pieChart": _SLICES,
    "pie3DChart": _SLICES,
    "ofPieChart": _SLICES,
    "radarChart": {"outEnd"},
}
#: The last row and column of a sheet.
_ROWS, _COLUMNS = 2**20, 2**14
_RANGE = regex(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?")
_REFERENCE = regex(rb"""<(?:\w+:)?(?:dimension|table)\s[^>]*?ref=["']([A-Z]+)([0-9]+)(?::([A-Z]+)([0-9]+))?""")


class Sheet(NamedTuple):
    """The last column and row of a sheet that hold something."""

    column: int
    row: int


def _charts(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    if facts.root != "chartSpace" or facts.tree is None:
        return
    for rule in (_axes, _series, _labels, _caches):
        yield from rule(facts.tree)
    yield from _ranges(deck, name, facts.tree)


def _axes(tree: Element) -> Iterator[str]:
    """Axes are defined, used, and cross each other."""
    axes = [e for tag in ("valAx", "catAx", "dateAx", "serAx") for e in tree.iter(full(f"c:{tag}"))]
    defined = [_value(e, "c:axId") for e in axes]
    used = {e.get("val", "") for chart in _plots(tree) for e in chart.iterfind(full("c:axId"))}
    crossed = {_value(e, "c:crossAx") for e in axes}
    yield from (f"chart axis {i} is defined twice" for i in twice(defined))
    wrong = (set(defined) ^ used) | (crossed - set(defined))
    if wrong:
        yield f"chart axes {', '.join(sorted(wrong))} are not both defined and used"
    for e in axes:
        low, high = (_number(x) for x in (_value(e, "c:scaling/c:min"), _value(e, "c:scaling/c:max")))
        if low is not None and high is not None and low >= high:
            yield f"a chart axis runs from {low} to {high}"


def _plots(tree: Element) -> Iterator[Element]:
    for area in tree.iter(full("c:plotArea")):
        yield from (e for e in area if local(e.tag).endswith("Chart"))


def _series(tree: Element) -> Iterator[str]:
    """Series are numbered apart."""
    for key in ("idx", "order"):
        numbers = [_value(s, f"c:{key}") for plot in _plots(tree) for s in plot.iterfind(full("c:ser"))]
        yield from (f"two series have {key} {i}" for i in twice(numbers))
    for plot in _plots(tree):
        if not local(plot.tag).startswith("surface") and plot.find(full("c:ser")) is None:
            yield f"a {local(plot.tag)} has no series"


def _labels(tree: Element) -> Iterator[str]:
    """Labels stand where their chart has room for them."""
    for plot in _plots(tree):
        kind = local(plot.tag)
        allowed = _PLACES.get(kind, set())
        if kind == "barChart" and "tacked" in _value(plot, "c:grouping"):
            allowed = allowed - {"outEnd"}
        for place in sorted({e.get("val", "") for e in plot.iter(full("c:dLblPos"))} - allowed):
            yield f"labels of a {_value(plot, 'c:grouping')} {kind} cannot stand at {place}"


def _caches(tree: Element) -> Iterator[str]:
    """What is remembered of the data sheet is as long as it says, and numbers are numbers."""
    for tag in ("strCache", "numCache", "strLit", "numLit", "lvl"):
        for cache in tree.iter(full(f"c:{tag}")):
            yield from _cache(tag, cache)
    for series in tree.iter(full("c:ser")):
        total = _longest(series)
        for tag in ("dPt", "dLbl"):
            for e in series.iter(full(f"c:{tag}")):
                if total and not within(_value(e, "c:idx"), range(total)):
                    yield f"a {tag} is of point {_value(e, 'c:idx')}; there are {total}"


def _cache(tag: str, cache: Element) -> Iterator[str]:
    points = cache.findall(full("c:pt"))
    numbers = [p.get("idx", "") for p in points]
    total = _value(cache, "c:ptCount")
    yield from (f"point {i} of a {tag} is there twice" for i in twice(numbers))
    if tag != "lvl" and not total:
        yield f"a {tag} does not say how many points it has"
    elif total.isdecimal() and any(not within(i, range(int(total))) for i in numbers):
        yield f"a {tag} of {total} points has point {max(numbers, key=lambda n: (len(n), n))}"
    if tag.startswith("num"):
        for p in points:
            value = p.findtext(full("c:v"), "")
            if _number(value) is None and not value.startswith("#"):
                yield f"`{value}` of a {tag} is no number"


def _longest(series: Element) -> int:
    """How many points a series has, 0 if it does not say."""
    totals = [
        int(e.get("val", ""))
        for tag in ("cat", "val", "xVal", "yVal")
        for values in series.iterfind(full(f"c:{tag}"))
        for e in values.iter(full("c:ptCount"))
        if e.get("val", "").isdecimal()
    ]
    return max(totals, default=0)


def _ranges(deck: Deck, name: str, tree: Element) -> Iterator[str]:
    """Ranges are in the data sheet, and as long as what is remembered of them."""
    books = [t for t in deck.targets(name, "package") if t in deck.parts]
    sheets = _sheets(deck.parts[books[0]]) if books else {}
    for tag in ("strRef", "numRef", "multiLvlStrRef"):
        for reference in tree.iter(full(f"c:{tag}")):
            yield from _range(reference, sheets)


def _range(reference: Element, sheets: dict[str, Sheet]) -> Iterator[str]:
    formula = reference.findtext(full("c:f"), "")
    match = _RANGE.fullmatch(formula)
    if not match:
        if not formula or "#REF" in formula:
            yield f"a chart reads the range `{formula}`, which is none"
        return
    sheet = (match[1] or match[2]).replace("''", "'")
    left, top = _column(match[3]), int(match[4])
    right, bottom = _column(match[5] or match[3]), int(match[6] or match[4])
    if not (left <= right <= _COLUMNS and 1 <= top <= bottom <= _ROWS):
        yield f"a chart reads the range `{formula}`, which no sheet has"
        return
    if sheets and sheet not in sheets:
        yield f"a chart reads `{formula}`; its workbook has {', '.join(sheets)}"
    elif sheets and sheets[sheet].row and (right > sheets[sheet].column or bottom > sheets[sheet].row):
        yield f"a chart reads `{formula}`, beyond the last row or column of its data sheet"
    cells = (right - left + 1) * (bottom - top + 1)
    for total in (e.get("val", "") for e in reference.iter(full("c:ptCount"))):
        if total.isdecimal() and int(total) > cells:
            yield f"a chart remembers {total} values of `{formula}`"


def _sheets(data: bytes) -> dict[str, Sheet]:
    """The sheets of a workbook by their names; none of what cannot be opened, which another rule tells."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            names = set(book.namelist())
            relations = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
            targets = {e.get("Id"): e.get("Target", "").removeprefix("/xl/") for e in relations}
            out = {}
            for e in ElementTree.fromstring(book.read("xl/workbook.xml")).iter():
                if local(e.tag) == "sheet":
                    rid = next((v for k, v in e.attrib.items() if local(k) == "id" and k != "id"), "")
                    part = f"xl/{targets.get(rid, '')}"
                    out[e.get("name", "")] = _extent(book, part) if part in names else Sheet(0, 0)
            return out
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        return {}


def _extent(book: zipfile.ZipFile, part: str) -> Sheet:
    tables = [n for n in book.namelist() if n.startswith("xl/tables/") and n.endswith(".xml")]
    found = [m for n in (part, *tables) for m in _REFERENCE.finditer(book.read(n))]
    columns = [_column((m[3] or m[1]).decode()) for m in found]
    return Sheet(max(columns, default=0), max((int(m[4] or m[2]) for m in found), default=0))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _value(element: Element, path: str) -> str:
    found = element.find("/".join(full(step) for step in path.split("/")))
    return "" if found is None else found.get("val", "")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


RULES = (_charts,)
