"""Numbers as people write them in tables, with marks of thousands and of decimals, signs, percent and currencies.

What a mark means is told by the whole column. `1,234` may be a thousand or a little more than one; where nothing else
in the column or the file says which, it is refused: no number is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from deckgen.diagnostics import Diagnostic, error, warning
from deckgen.messages import say
from deckgen.reading.entries import Entry, Unit
from deckgen.reading.model import DATA

#: The mark before the decimals of a column.
Decimals = Literal[".", ","]


class Column(NamedTuple):
    """The numbers of a column, None where a cell is empty, and their unit."""

    values: tuple[float | None, ...]
    unit: Unit


class _Amount(NamedTuple):
    """A number in parts: its digits with their marks, and a power of ten with a sign to multiply them with."""

    digits: str
    factor: Decimal
    unit: Unit


#: Letters and signs of Chinese and Japanese width, and others that mean what a plain one does.
_PLAIN = {n: chr(n - 0xFEE0) for n in range(0xFF01, 0xFF5F)} | str.maketrans(
    "\u2212\ufe63\u2010\u2011\u2012\u2013\u2019\u02bc\u00a0\u202f\u2009\u2007\u2008\u3000\uffe6\uffe5\u200b\u2060\ufeff",
    "------''" + " " * 6 + "₩¥" + "\0" * 3,
)
_CURRENCIES = "₩|US\\$|\\$|€|£|¥|KRW|USD|EUR|JPY"
_AMOUNT = re.compile(
    rf"(?P<open>\()?(?P<sign>[-+])? *(?P<before>{_CURRENCIES})? *(?P<inner>[-+])?"
    r"(?P<digits>[0-9.,](?:[0-9.,' ]*[0-9])?)(?:[eE](?P<power>[-+]?[0-9]{1,3}))? *(?P<factor>천|만|백만|천만|억|조)?"
    rf" *(?P<behind>%p|%포인트|%|원|달러|유로|엔|{_CURRENCIES})?(?P<close>\))?"
)
_FACTORS = {"천": 3, "만": 4, "백만": 6, "천만": 7, "억": 8, "조": 12}
#: `3조 2,000억원`: steps from the largest down, each of whole numbers under ten thousand.
_STEPS = re.compile(
    r"(?P<before>[-+(]?₩?)(?P<steps>[1-9][0-9]{0,3}(?:천만|백만|천|만|억|조)"
    r"(?: ?(?:[1-9][0-9]{0,3}|[1-9],[0-9]{3})(?:천만|백만|천|만|억|조)){0,3}(?: ?(?:[1-9][0-9]{0,3}|[1-9],[0-9]{3}))?)"
    r"(?P<behind> ?원?\)?)"
)
#: How digits may be marked, and what the mark before their decimals is then: `?` where it may be either.
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form), mark)
    for form, mark in (
        (r"[0-9]+", ""),
        (r"[1-9][0-9]{0,2}([ '])[0-9]{3}(?:\1[0-9]{3})*", ""),
        (r"[1-9][0-9]{0,2}([ '])[0-9]{3}(?:\1[0-9]{3})*\.[0-9]+", "."),
        (r"[1-9][0-9]{0,2}([ '])[0-9]{3}(?:\1[0-9]{3})*,[0-9]+", ","),
        (r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+", "."),
        (r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}", "."),
        (r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+", ","),
        (r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}", ","),
        (r"[1-9][0-9]{0,2}[.,][0-9]{3}", "?"),
        (r"[0-9]*\.[0-9]+", "."),
        (r"[0-9]*,[0-9]+", ","),
    )
)
#: What spreadsheets write where a formula has failed, and how they shorten large numbers.
_FAILED = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|#+)")
_SHORTENED = re.compile(r"[0-9]\.[0-9]{2}E\+[0-9]{2}")
#: Longer texts are no numbers.
_LONGEST = 60


def columns(table: Sequence[Sequence[Entry]], parted_with_commas: bool) -> tuple[list[Column], list[Diagnostic]]:
    """The numbers of each column of cells, and what is wrong with them. In a table that is parted with commas a decimal
    comma is refused, and `1,234` is a thousand."""
    findings: list[Diagnostic] = []
    parts = [[_amount(entry, findings) for entry in entries] for entries in table]
    marks = [{_mark(a) for a in amounts if a} for amounts in parts]
    everywhere = set().union(*marks) if marks else set()
    out = []
    for entries, amounts, own in zip(table, parts, marks, strict=True):
        decimal = _decimal(own, everywhere, parted_with_commas)
        if {".", ","} <= own:
            findings.append(_two_ways(entries, amounts))
            continue
        if parted_with_commas and decimal == ",":
            findings += _decimal_commas(entries, amounts)
        elif decimal is None:
            findings += (_either(e) for e, a in zip(entries, amounts, strict=True) if a and _mark(a) == "?")
        unit = _unit(entries, amounts, findings)
        pairs = zip(entries, amounts, strict=True)
        out.append(Column(tuple(_value(e, a, decimal or ".", findings) for e, a in pairs), unit))
    return out, findings


def is_number(text: str) -> bool:
    """Whether a text says a number in some way."""
    return _parts(text) is not None


def _amount(entry: Entry, findings: list[Diagnostic]) -> _Amount | None:
    """The number of a cell in parts; None where it is empty, holds a number already, or is refused."""
    if entry.number is not None or not entry.text.strip():
        return None
    amount = _parts(entry.text)
    if amount is None:
        findings.append(_no_number(entry))
    elif _SHORTENED.fullmatch(entry.text.strip()):
        hint = say("data:if-it-had-more-digits")
        findings.append(warning(say("data.shortened", found=entry.quoted), entry.span, hint))
    return amount


def _parts(text: str) -> _Amount | None:
    text = _added_up(text.translate(_PLAIN).replace("\0", "").strip())
    match = _AMOUNT.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or not any(form.fullmatch(match["digits"]) for form, _ in _FORMS):
        return None
    signs = [s for s in (match["sign"], match["inner"], match["open"]) if s]
    sides = [u for u in (match["before"], match["behind"]) if u]
    if len(signs) > 1 or len(sides) > 1 or bool(match["open"]) != bool(match["close"]):
        return None
    power = int(match["power"] or 0) + _FACTORS.get(match["factor"], 0)
    factor = Decimal(f"{'-' if signs and signs[0] != '+' else ''}1e{power}")
    return _Amount(match["digits"], factor, Unit(match["before"] or "", match["behind"] or ""))


def _added_up(text: str) -> str:
    """A Korean number in several steps, `3조 2,000억원`, in its smallest step: `32000억원`; any other as it stands."""
    match = _STEPS.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return text
    steps = re.findall(r"([0-9,]+)(천만|백만|천|만|억|조)?", match["steps"])
    powers = [_FACTORS.get(factor, 0) for _, factor in steps]
    # people say `3억 5천` for 350 million
    if powers != sorted(set(powers), reverse=True) or (powers[1:] and powers[-1] < 4 and powers[-2] != 4):
        return text
    sums = sum(
        int(digits.replace(",", "")) * 10 ** (p - powers[-1]) for (digits, _), p in zip(steps, powers, strict=True)
    )
    return f"{match['before']}{sums}{steps[-1][1]}{match['behind']}"


def _mark(amount: _Amount) -> str:
    return next(mark for form, mark in _FORMS if form.fullmatch(amount.digits))


def _decimal(own: set[str], everywhere: set[str], parted_with_commas: bool) -> Decimals | None:
    """The mark of decimals of a column, by its own numbers, else by those of the whole file; None where it may be
    either."""
    mark: Decimals
    for marks in (own, everywhere):
        for mark in (".", ","):
            if mark in marks and len(marks & {".", ","}) == 1:
                return mark
    return "." if parted_with_commas else None


def _plain(digits: str, decimal: Decimals) -> str:
    """Digits as computers write them."""
    kept = "".join(c for c in digits if c.isdigit() or c == decimal)
    return kept.replace(decimal, ".")


def _value(entry: Entry, amount: _Amount | None, decimal: Decimals, findings: list[Diagnostic]) -> float | None:
    number = float(Decimal(_plain(amount.digits, decimal)) * amount.factor) if amount else entry.number
    if number is not None and not DATA.least <= number <= DATA.most:
        hint = say("data:write-it-in-thousands-or")
        findings.append(error(say("data.too-large", bounds=DATA.said, found=entry.quoted), entry.span, hint))
        return None
    return number


def _unit(entries: Sequence[Entry], amounts: Sequence[_Amount | None], findings: list[Diagnostic]) -> Unit:
    """The unit of a column. Some numbers with percent and some without are a mistake that nobody sees."""
    there = [
        (e, a.unit if a else e.unit, a) for e, a in zip(entries, amounts, strict=True) if a or e.number is not None
    ]
    first = next((unit for _, unit, _ in there if any(unit)), Unit())
    for entry, unit, amount in there:
        zero = not entry.number if amount is None else not amount.digits.strip("0.,")
        if unit == first or zero or (not any(unit) and not first.behind.startswith("%")):
            continue
        has = f"`{unit}`"
        hint = say("data:write-all-numbers-of-a")
        message = say("data.unit-differs", found=entry.quoted, own=has, unit=first)
        if not any(unit):
            message = say("data.unit-alone", found=entry.quoted, unit=first)
        findings.append(error(message, entry.span, hint))
        break
    return first


# what is refused


def _no_number(entry: Entry) -> Diagnostic:
    text = entry.text.strip()
    hint = say("data:write-a-number-or-leave")
    if _FAILED.fullmatch(text):
        return error(
            say("data.failed-formula", found=entry.quoted),
            entry.span,
            say("data:mend-it-in-the-spreadsheet", hint=hint),
        )
    if text.translate(_PLAIN) in ("-", "--", "—"):
        hint = say("data:write-0-or-leave-the")
    elif text[:1] in "△▲▼▽":
        hint = say("data:write-it-with-a-minus", text=text[1:].strip())
    elif number := re.match(r"([-+]?[0-9][0-9.,]*) ?[A-Za-z가-힣]+$", text):
        hint = say("data:write-the-number-alone-and", number=number[1])
    return error(say("data.no-number", found=entry.quoted), entry.span, hint)


def _two_ways(entries: Sequence[Entry], amounts: Sequence[_Amount | None]) -> Diagnostic:
    marked = [(e, _mark(a)) for e, a in zip(entries, amounts, strict=True) if a and _mark(a) in (".", ",")]
    first, mark = marked[0]
    other = next(e for e, m in marked if m != mark)
    names = {".": say("data:a-decimal-point"), ",": say("data:a-decimal-comma")}
    message = say(
        "data.two-marks",
        first=first.quoted,
        mark=names[mark],
        second=other.quoted,
        other=names["," if mark == "." else "."],
    )
    return error(message, other.span, say("data:write-all-numbers-of-a-column-in"))


def _decimal_commas(entries: Sequence[Entry], amounts: Sequence[_Amount | None]) -> Iterator[Diagnostic]:
    """Decimal commas in a table that is parted with commas."""
    for entry, amount in zip(entries, amounts, strict=True):
        if amount and "," in amount.digits:
            hint = say("data:commas-part-the-columns-here", digits=_plain(amount.digits, ","))
            yield error(say("data.decimal-comma", found=entry.quoted), entry.span, hint)


def _either(entry: Entry) -> Diagnostic:
    digits = re.sub(r"[^0-9.,]", "", entry.text.translate(_PLAIN))
    a, b = digits.replace(",", "").replace(".", ""), digits.replace(",", ".")
    hint = say("data:write-without-a-mark-or", first=a, second=b)
    return error(say("data.two-readings", found=entry.quoted, first=a, second=b), entry.span, hint)


def in_order(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings by their places."""
    return sorted(findings, key=lambda d: (d.span.line, d.span.column) if d.span else (0, 0))
