"""Number formats of spreadsheets (ECMA-376 part 1, 18.8.30 and 18.8.31): what a cell that holds a number shows.

Of a format counts what changes the meaning of its number: that it is a date, a share in percent, or has a unit. A file
holds 0.58 where its cell shows 58%.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from deckgen.reading.entries import Unit

#: The formats that have numbers instead of codes in files, as far as they say more than a number. Those of dates look
#: otherwise in each country; the day is written as everywhere in deckgen.
BUILT_IN = (
    {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss"}
    | {n: "yyyy-mm-dd" for n in (14, 15, 27, 28, 29, 30, 31, 36, *range(50, 55), 57, 58)}
    | {16: "mm-dd", 17: "yyyy-mm", 22: "yyyy-mm-dd hh:mm", 18: "hh:mm", 19: "hh:mm:ss", 20: "hh:mm", 21: "hh:mm:ss"}
    | {n: "hh:mm" for n in (32, 33, 34, 35, 55, 56)}
)
#: A part of a code: a text, what fills or pads a cell, a mark in brackets, a part of a date, places for digits, a sign.
_PART = re.compile(
    r'"(?P<text>[^"]*)"|\\(?P<escaped>.)|(?P<padding>[_*].)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|(?P<elapsed>\[[hms]+\])'
    r"|(?P<bracket>\[[^\]]*\])|(?P<general>General)|(?P<half>AM/PM|A/P)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4})"
    r"|(?P<digits>[0#?][0#?,.]*(?:[eE][+-][0#?]+)?)|(?P<sign>.)",
    re.DOTALL,
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
#: Day 0 in files of Excel for Windows, and in those that count from 1904, as Excel for the Mac did once.
_DAY_0 = (datetime(1899, 12, 30), datetime(1904, 1, 1))
#: The last day that has four digits in its year.
_LAST_DAY = 2_900_000
#: Longer codes are not looked at.
_LONGEST = 255


class Format(NamedTuple):
    """What a format says of a number: whether it is a date, by what it is multiplied before it is shown, its unit, and
    the digits behind its point (None: as many as it has)."""

    code: str
    is_date: bool = False
    factor: Decimal = Decimal(1)
    unit: Unit = Unit()
    decimals: int | None = None
    grouped: bool = False

    def number(self, value: float) -> float:
        """A number as it is shown, with all its digits."""
        return float(Decimal(repr(value)) * self.factor)

    def text(self, value: float, from_1904: bool = False) -> str:
        """A number as a name: as its cell shows it."""
        if self.is_date:
            return _date(self.code, value, from_1904)
        number = self.number(value)
        digits = f"{number:.11g}" if self.decimals is None else f"{number:.{self.decimals}f}"
        if self.grouped and "e" not in digits:
            digits = f"{Decimal(digits):,}"
        return f"{self.unit.before}{digits}{self.unit.behind}"


@lru_cache(maxsize=256)
def number_format(code: str) -> Format:
    """What a format's code says. Of several sections the first counts, which is that of numbers over zero; sections
    with conditions of their own say nothing of a unit."""
    parts = list(_PART.finditer(_first_section(code[:_LONGEST])))
    if any(p["date"] or p["elapsed"] or p["half"] for p in parts):
        return Format(code, is_date=True)
    if "[<" in code or "[>" in code or "[=" in code:
        return Format(code)
    places = [n for n, p in enumerate(parts) if p["digits"] or p["general"]]
    if not places:
        return Format(code)
    before, behind = (_words(parts[: places[0]]), _words(parts[places[-1] + 1 :]))
    digits = next((p["digits"] for p in parts if p["digits"]), "")
    factor = Decimal(1)
    if any(p["sign"] == "%" for p in parts):
        factor, before, behind = Decimal(100), before.replace("%", ""), behind if "%" in behind else behind + "%"
    elif (before or behind) and (scale := len(digits) - len(digits.rstrip(","))):
        factor = Decimal(1).scaleb(-3 * scale)
    whole, _, fraction = digits.rstrip(",").partition(".")
    return Format(
        code, False, factor, Unit(before, behind), None if not digits or "E" in digits else len(fraction), "," in whole
    )


def _first_section(code: str) -> str:
    """What stands before the first semicolon that is no part of a text."""
    match = re.match(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*', code, re.DOTALL)
    return match[0] if match else ""


def _words(parts: list[re.Match[str]]) -> str:
    """What parts of a code write into the cell, without what only lines numbers up."""
    words = (p["text"] or p["escaped"] or p["currency"] or (p["sign"] or "").strip("-+()@") for p in parts)
    return "".join(w or "" for w in words).strip()


def _moment(value: float, from_1904: bool) -> datetime:
    # seconds are rounded: a fraction of a day has no exact one
    return _DAY_0[from_1904] + timedelta(days=int(value), seconds=round(value % 1 * 86_400))


def moment(value: float, from_1904: bool = False) -> str:
    """The moment that a number stands for: `2026-12-10`, a time alone (`14:00`), or both; "" for none."""
    if not 0 <= value <= _LAST_DAY:
        return ""
    found = _moment(value, from_1904)
    time = f"{found:%H:%M}"
    if value < 1:
        return time
    return f"{found:%Y-%m-%d}" + ("" if value % 1 == 0 else f" {time}")


def _date(code: str, value: float, from_1904: bool) -> str:
    if not 0 <= value <= _LAST_DAY:
        return f"{value:.11g}"
    moment = _moment(value, from_1904)
    parts = list(_PART.finditer(_first_section(code[:_LONGEST])))
    half = any(p["half"] for p in parts)
    korean = "[$-412]" in code or "[$-ko" in code
    out, last = [], ""
    for n, p in enumerate(parts):
        token = (p["date"] or (p["elapsed"] or "").strip("[]")).lower()
        if not token:
            out.append(_beside(p, moment))
            continue
        following = next((q["date"].lower() for q in parts[n + 1 :] if q["date"]), "")
        is_minute = token[0] == "m" and len(token) < 3 and (last[:1] == "h" or following[:1] == "s")
        hours = int(value * 24 + 1e-6) if p["elapsed"] else None
        out.append(_part_of_date("n" + token if is_minute else token, moment, half, korean, hours))
        last = token
    return "".join(out).strip()


def _beside(part: re.Match[str], moment: datetime) -> str:
    """What stands in a date that is no part of it."""
    if part["half"]:
        return "AM" if moment.hour < 12 else "PM"
    if part["padding"] or part["bracket"] or part["currency"] is not None:
        return ""
    return part["text"] or part["escaped"] or part["digits"] or part["sign"] or ""


def _part_of_date(token: str, moment: datetime, half: bool, korean: bool, hours: int | None) -> str:
    """A part of a date: `n` before an `m` says that it is minutes."""
    long = len(token) > 1
    match token[0], len(token):
        case "y", length:
            return f"{moment.year:04}" if length > 2 else f"{moment.year % 100:02}"
        case "n", length:
            return f"{moment.minute:02}" if length > 2 else str(moment.minute)
        case "m", 1 | 2:
            return f"{moment.month:02}" if long else str(moment.month)
        case "m", length:
            return f"{moment.month}월" if korean else _MONTHS[moment.month - 1][: 3 if length == 3 else None]
        case "d", 1 | 2:
            return f"{moment.day:02}" if long else str(moment.day)
        case "d" | "a", length:
            days = "월화수목금토일" if korean or token[0] == "a" else ""
            whole = days[moment.weekday()] + ("요일" if length > 3 else "") if days else f"{moment:%A}"
            return whole if days or length > 3 else whole[:3]
        case "h", _:
            hour = hours if hours is not None else (moment.hour - 1) % 12 + 1 if half else moment.hour
            return f"{hour:02}" if long else str(hour)
        case _:
            return f"{moment.second:02}" if long else str(moment.second)
