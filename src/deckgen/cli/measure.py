"""What a talk measures, for people as a table, for programs as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from deckgen.checks.facts import SMALL_PRINT
from deckgen.checks.measures import EVEN, FILLED, LEAST, LEAST_CODE, Measure, Totals
from deckgen.cli.terminal import tell
from deckgen.diagnostics import cells
from deckgen.pipeline.measurement import SeminarMeasure

HEAD = ("", "slide", "kind", "largest", "smallest", "pictures", "", "builds", "fill", "uneven", "like")


def show(seminars: Iterable[SeminarMeasure]) -> None:
    """Prints each seminar as a table of its slides with the totals beneath."""
    for seminar in seminars:
        tell(f"{seminar.seminar} in {seminar.language}, theme {seminar.theme}")
        _table([HEAD, *(_row(s) for s in seminar.slides)])
        for line in summary(seminar.totals):
            tell(f"  {line}")
        tell("")


def as_data(seminars: Iterable[SeminarMeasure]) -> list[dict[str, Any]]:
    """The same as values for JSON."""
    return [{**s._asdict(), "slides": [m._asdict() for m in s.slides], "totals": s.totals._asdict()} for s in seminars]


def summary(t: Totals) -> list[str]:
    """The totals, a line each."""
    return [
        f"pictures over a fifth of the slide: {_of(t.pictures, t.slides)}",
        f"heroes: {_of(t.heroes, t.slides)}",
        f"slides with builds: {_of(t.builds, t.slides)}",
        f"slides with a takeaway: {_of(t.takeaways, t.slides)}",
        f"slides with text under {LEAST:g} pt (code {LEAST_CODE:g}): {_of(t.small, t.slides)}",
        f"median of the largest text: {t.largest:g} pt",
        f"silhouettes: {t.silhouettes}, the most common on {_of(t.alike, t.slides)}",
        f"panels filled {FILLED:.0%} and more: {_of(t.filled, t.panels)}",
        f"slides with equal panels that differ by more than {EVEN:g}: {_of(t.uneven, t.slides)}",
    ]


def _of(n: int, total: int) -> str:
    return f"{n} of {total}" + (f" ({n / total:.0%})" if total else "")


def _row(s: Measure) -> tuple[str, ...]:
    shown = {role: size for role, size in s.smallest.items() if role not in SMALL_PRINT}
    role = min(shown, key=lambda r: shown[r], default="")
    return (
        str(s.number),
        s.id,
        s.kind,
        f"{s.largest:g}",
        f"{role} {shown[role]:g}" if role else "",
        f"{s.pictures:.0%}" if s.pictures else "",
        "hero" if s.hero else "",
        str(s.builds or ""),
        f"{min(s.fills):.0%}" if s.fills else "",
        f"{s.uneven:.1f}" if s.uneven > 1 else "",
        str(s.like) if s.like != s.number else "",
    )


def _table(rows: Sequence[tuple[str, ...]]) -> None:
    """Rows aligned: words to the left, numbers to the right."""
    widths = [max(cells(row[n]) for row in rows) for n in range(len(HEAD))]
    for row in rows:
        padded = [" " * (width - cells(text)) for text, width in zip(row, widths, strict=True)]
        texts = [f"{t}{p}" if n in (1, 2, 6) else f"{p}{t}" for n, (t, p) in enumerate(zip(row, padded, strict=True))]
        tell("  ".join(texts).rstrip())
