"""How the numbers of a chart are written: on paper as texts, in PowerPoint by a number format that writes the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

#: Digits behind the point: as many as that where they say a number exactly, and at most, where it takes more to tell
#: two numbers apart or a small one at all.
USUAL, MOST = 3, 12
#: Significant digits at which two numbers are the same: what further ones differ in is how computers calculate.
_SAME = 12
#: By how much of a number other than zero what is written may miss it: 0.00035 is no 0.0003.
_MISS = 0.01


class Numeral(NamedTuple):
    """A way to write numbers: digits behind the point, and what stands before and behind each."""

    digits: int = 0
    before: str = ""
    behind: str = ""

    def __call__(self, value: float) -> str:
        """A number as it is written: a minus stands before all, thousands are parted with commas."""
        sign = "-" if value < 0 else ""
        return f"{sign}{self.before}{_written(abs(value), self.digits)}{self.behind}"

    @property
    def code(self) -> str:
        """The same as spreadsheets write it (ECMA-376 part 1, 18.8.31)."""
        digits = "#,##0" + ("." + "0" * self.digits if self.digits else "")
        return _literal(self.before) + digits + _literal(self.behind)

    @property
    def free(self) -> str:
        """A number format for an axis whose steps are not known: as many digits as each number has, thousands parted
        (conditions in formats: ECMA-376 part 1, 18.8.31)."""
        before, behind = _literal(self.before), _literal(self.behind)
        large = f"{before}#,##0{behind}"
        return f"[>=1000]{large};[<=-1000]-{large};{before}General{behind}"

    def on_axis(self, step: float) -> Numeral:
        """The same with enough digits for what stands at each step of an axis."""
        return self._replace(digits=max(self.digits, _digits([step])))


def numeral(values: Sequence[float], before: str, behind: str, decimals: int | None = None) -> Numeral:
    """The way to write these numbers: with `decimals`, or with as many as they have and as tell them apart."""
    return Numeral(_digits(values) if decimals is None else decimals, before, behind)


def alike(values: Iterable[float], shown: Numeral) -> tuple[float, float] | None:
    """Two numbers that differ, of which one is zero or all are written alike; None where there are none."""
    different = sorted({float(f"{v:.{_SAME}g}") for v in values})
    for v in different:
        if v and not float(f"{v:.{shown.digits}f}"):
            return v, 0.0
    if len(different) > 1 and len({shown(v) for v in different}) == 1:
        return different[0], different[-1]
    return None


def exact(value: float) -> str:
    """A number with all its digits, without a point where it has none behind it, never as a power of ten."""
    from decimal import Decimal  # late: its import takes as long as a slide

    return format(Decimal(f"{value:.{_SAME}g}").normalize(), "f")


def _digits(values: Sequence[float]) -> int:
    exact = (d for d in range(USUAL) if all(abs(v - round(v, d)) < 1e-9 for v in values))
    least = next(exact, USUAL)
    different = {v for v in (float(f"{v:.{_SAME}g}") for v in values) if v}
    return next((d for d in range(least, MOST) if _apart(different, d)), MOST)


def _apart(different: set[float], digits: int) -> bool:
    """Whether numbers other than zero are written differently, and none far from what it is."""
    written = [(v < 0, _written(abs(v), digits)) for v in different]
    near = (abs(float(f"{v:.{digits}f}") - v) <= _MISS * abs(v) for v in different)
    return len(set(written)) == len(different) and all(near)


def _written(value: float, digits: int) -> str:
    """A number from zero up with digits behind the point. Half is rounded up, as PowerPoint does by a number format
    (from the 15 digits that spreadsheets keep), where Python takes the even or what its binary form is nearer to."""
    if abs(value * 10**digits % 1 - 0.5) < 1e-6:
        from decimal import ROUND_HALF_UP, Decimal  # late, as above

        rounded = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        return f"{rounded:,.{digits}f}"
    return f"{value:,.{digits}f}"


def _literal(text: str) -> str:
    """A text in a number format: in quotes, a quote of its own behind a backslash."""
    return '"' + text.replace('"', '"\\""') + '"' if text else ""
