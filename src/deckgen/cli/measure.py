"""What a talk measures, for people as a table, for programs as JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any

from deckgen.checks.facts import SMALL_PRINT
from deckgen.checks.measures import EVEN, FILLED, LEAST, LEAST_CODE, Measure, Time, Times, Totals
from deckgen.cli.terminal import tell
from deckgen.diagnostics import cells
from deckgen.pipeline.measurement import SeminarMeasure

HEAD = ("", "slide", "kind", "largest", "smallest", "pictures", "", "builds", "fill", "uneven", "like")


def show(seminars: Iterable[SeminarMeasure]) -> None:
    """Prints each seminar as a table of its slides with the totals beneath."""
    for seminar in seminars:
        tell(f"{seminar.seminar} in {seminar.language}, theme {seminar.theme}")
        _table([HEAD, *(_row(s) for s in seminar.slides)], words=(1, 2, 6))
        for line in (*summary(seminar.totals), *(_talk(seminar.times) if seminar.times else ())):
            tell(f"  {line}")
        tell("")


def show_pace(seminars: Iterable[SeminarMeasure]) -> None:
    """Prints how long the script of each slide takes, and what that comes to in each part and in the talk."""
    for seminar in seminars:
        found = seminar.times
        if found is None:
            tell(f"{seminar.seminar} in {seminar.language}: it is not counted how long this takes to say")
            continue
        tell(f"{seminar.seminar} in {seminar.language}, {found.rate} {found.unit} a minute")
        head = ("", "slide", "minutes", "unspoken", "spoken", found.unit, "expected", "off")
        _table([head, *(_spoken(s) for s in found.slides)], words=(1,))
        for part, slides in groupby(found.slides, lambda s: s.part):
            tell(f"  {_share(list(slides))}  {part}".rstrip())
        for line in _talk(found):
            tell(f"  {line}")
        tell("")


def _spoken(s: Time) -> tuple[str, ...]:
    return (
        str(s.number),
        s.id,
        f"{s.minutes:g}",
        f"{s.unspoken:g}" if s.unspoken else "",
        f"{s.spoken:.2f}" if s.units is not None else "",
        "" if s.units is None else str(s.units),
        "" if s.fewest is None else f"{s.fewest}–{s.fullest}",
        f"{s.off:+d}" if s.off else "",
    )


def _share(slides: Sequence[Time]) -> str:
    """What the slides of a part come to."""
    room = sum(max(0.0, s.minutes - s.unspoken) for s in slides)
    spoken = sum(s.spoken for s in slides)
    return f"{spoken:5.1f} of {room:4.1f} minutes" + (f" ({spoken / room:.0%})" if room else "")


def _talk(t: Times) -> list[str]:
    """What a talk comes to, a line each."""
    silent = f", {t.unspoken:g} of them unspoken" if t.unspoken else ""
    judged = [s for s in t.slides if s.fewest is not None]
    return [
        f"scripts: {t.spoken:g} minutes in a talk of {t.minutes:g}{silent}:"
        f" {t.share:.0%}, expected {t.least:.0%} to {t.most:.0%}",
        f"slides with a script that is too short or too long: {_of(t.off, len(judged))}",
    ]


def as_data(seminars: Iterable[SeminarMeasure]) -> list[dict[str, Any]]:
    """The same as values for JSON."""
    return [
        {
            **s._asdict(),
            "slides": [m._asdict() for m in s.slides],
            "totals": s.totals._asdict(),
            "times": s.times and {**s.times._asdict(), "slides": [t._asdict() for t in s.times.slides]},
        }
        for s in seminars
    ]


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


def _table(rows: Sequence[tuple[str, ...]], words: Collection[int]) -> None:
    """Rows aligned: columns of words to the left, those of numbers to the right."""
    widths = [max(cells(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        padded = [" " * (width - cells(text)) for text, width in zip(row, widths, strict=True)]
        texts = [f"{t}{p}" if n in words else f"{p}{t}" for n, (t, p) in enumerate(zip(row, padded, strict=True))]
        tell("  ".join(texts).rstrip())
