"""Rhythm: a whole talk, and whether anything in it wakes the audience.

Slides that list things to look up are left out, and a talk of fewer than eight slides between cover and closing is
short enough to be as it likes. The limits are the seminar's (`rhythm`), and rules of thumb of people who stage talks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from deckgen.checks.facts import Facts
from deckgen.checks.talk import Talk
from deckgen.diagnostics import Diagnostic, warning
from deckgen.layout.otherwise import offer
from deckgen.memory import Same
from deckgen.messages import Message, count, say

#: Slides of a part from which on it needs a hero.
PART = 3
#: A silhouette is common from so many slides on, however short the talk.
COMMON = 3
#: Of a silhouette that is on this share of as many slides as it may be, or more, so many slides are tried as its
#: middle: which one is the first is chance.
NEAR, TRIED = 0.6, 12
#: Candidates for each silhouette that can be too common at once: likeness is no equality, and one is not enough.
ROOM = 2
#: Percent by which two slides of a kind are alike at least, if they are of one variant.
VARIANT = 50
HERO = say("rhythm:let-one-of-them-fill")


def one_kind(talk: Talk) -> Iterator[Diagnostic]:
    """Slides in a row that are made alike: of one kind, in one variant. What an author wrote as one counts as one."""
    most = talk.limits.kind
    for run in _alike_runs(talk.slides):
        written = [s for n, s in enumerate(run) if not n or not s.slide.continues(run[n - 1].slide)]
        if len(written) > most and not run[0].frame:
            third = written[most]
            yield warning(
                say(
                    "rhythm.same-kind",
                    slides=count(len(run), "slide"),
                    kind=third.slide.kind,
                    numbers=_span(run),
                    most=most,
                ),
                third.slide.span,
                offer(third.slide),
            )


def like_neighbours(talk: Talk) -> Iterator[Diagnostic]:
    """A slide that looks like the one before it; where one turns into the other, that is meant."""
    for before, here in pairwise(talk.slides):
        percent = _likeness(before, here)
        goes_on = here.slide.continues(before.slide) or here.scene.transition == "morph"
        if percent >= talk.limits.alike and not goes_on:
            yield warning(
                say("rhythm.alike", number=here.number, other=before.number, percent=percent, most=talk.limits.alike),
                here.slide.span,
                offer(here.slide),
            )


def common_silhouette(talk: Talk) -> Iterator[Diagnostic]:
    """A silhouette that too many slides have."""
    total, most = len(talk.slides), talk.limits.silhouette
    for slides in _common(talk):
        if len(slides) >= COMMON and len(slides) * 100 > most * total:
            last = slides[-1]
            yield warning(
                say(
                    "rhythm.one-silhouette",
                    number=len(slides),
                    total=total,
                    numbers=_numbers(slides),
                    percent=_percent(len(slides), total),
                    most=most,
                ),
                last.slide.span,
                offer(last.slide),
            )


def far_heroes(talk: Talk) -> Iterator[Diagnostic]:
    """Slides on which nothing stands out, for too long."""
    most = talk.limits.hero
    for run in _runs(talk.slides, lambda s: s.event):
        if len(run) >= most and not run[0].event:
            yield warning(
                say("rhythm.no-hero", slides=count(len(run), "slide"), numbers=_span(run), most=most),
                run[most - 1].slide.span,
                HERO,
            )


def parts_without_hero(talk: Talk) -> Iterator[Diagnostic]:
    """Parts of the programme in which nothing stands out; a section is a hero."""
    for part, group in groupby(talk.slides, lambda s: s.part):
        slides = list(group)
        own = [s for s in slides if not s.frame]
        if part and len(own) >= PART and not any(s.hero or s.slide.opens_part for s in slides):
            yield warning(
                say("rhythm.part-without-hero", slides=count(len(own), "slide"), numbers=_span(own)),
                part.title.span,
                HERO,
            )


def one_ground(talk: Talk) -> Iterator[Diagnostic]:
    """Slides in a row on the same ground. A hero breaks them also where its ground is that of the others, as in themes
    that are all white or all black: it is bare."""
    most = talk.limits.ground
    for run in _runs(talk.slides, lambda s: (s.ground, s.event)):
        if len(run) > most:
            yield warning(
                say(
                    "rhythm.one-ground",
                    slides=count(len(run), "slide"),
                    ground=run[0].ground,
                    numbers=_span(run),
                    most=most,
                ),
                run[most].slide.span,
                HERO,
            )


def many_takeaways(talk: Talk) -> Iterator[Diagnostic]:
    """A band with a takeaway on so many slides that nobody reads it any more."""
    own = [s for s in talk.slides if not s.frame]
    having, most = [s for s in own if s.takeaway], talk.limits.takeaway
    if len(having) * 100 > most * len(own):
        yield warning(
            say(
                "rhythm.takeaways",
                number=len(having),
                total=len(own),
                percent=_percent(len(having), len(own)),
                most=most,
            ),
            talk.span,
            say("rhythm:leave-it-out-where-the"),
        )


def _runs(slides: Iterable[Facts], look: Callable[[Facts], object]) -> Iterator[list[Facts]]:
    """Slides that stand in a row and have something in common."""
    yield from (list(group) for _, group in groupby(slides, look))


def _alike_runs(slides: Iterable[Facts]) -> Iterator[list[Facts]]:
    """Slides in a row of one form. A kind with variants may choose one by what it has to say: then likeness tells."""
    run: list[Facts] = []
    for slide in slides:
        last = run[-1] if run else None
        if last and not (slide.form == last.form and (not slide.slide.variants or _likeness(last, slide) >= VARIANT)):
            yield run
            run = []
        run.append(slide)
    if run:
        yield run


def _common(talk: Talk) -> Iterator[list[Facts]]:
    """Of the silhouettes those that may be too common, each with its slides: found in one pass with as many candidates
    as can be too common at once (Misra and Gries, 1982), and counted in a second."""
    most = talk.limits.silhouette
    found: list[tuple[Facts, int]] = []
    candidates = ROOM * 100 // most
    for slide in talk.slides:
        near = next((n for n, (first, _) in enumerate(found) if _alike(first, slide, talk)), None)
        if near is not None:
            found[near] = (found[near][0], found[near][1] + 1)
        elif len(found) < candidates:
            found.append((slide, 1))
        else:
            found = [(first, n - 1) for first, n in found if n > 1]
    least = max(COMMON, most * len(talk.slides) * NEAR / 100)
    counted: set[int] = set()
    for first, n in found:
        if n + len(talk.slides) // (candidates + 1) < least:  # the first pass misses no more of a candidate's
            continue
        slides = _like(first, talk, counted)
        if len(slides) >= least:
            slides = max((_like(s, talk, counted) for s in slides[:TRIED]), key=len)
        counted |= {s.number for s in slides}
        yield slides


def _like(one: Facts, talk: Talk, but: Collection[int]) -> list[Facts]:
    """The slides that look like one of them, itself included, without those of some numbers."""
    return [s for s in talk.slides if s.number not in but and _alike(one, s, talk)]


def _alike(a: Facts, b: Facts, talk: Talk) -> bool:
    return a is b or _likeness(a, b) >= talk.limits.alike


def _likeness(a: Facts, b: Facts) -> int:
    return _percent_alike(Same(a.silhouette, b.silhouette))


@lru_cache(maxsize=20_000)  # several checks compare the same slides, and after an edit most of them again
def _percent_alike(both: Same) -> int:
    one, other = both.of
    return int(100 * one.likeness(other) + 1e-6)


def _percent(n: int, total: int) -> int:
    """How many percent, rounded up: what is over a limit never reads as if it were not."""
    return -(-100 * n // total)


def _span(slides: Sequence[Facts]) -> Message:
    return say("rhythm:to", first=slides[0].number, last=slides[-1].number)


def _numbers(slides: Sequence[Facts]) -> str:
    """The numbers of a few slides."""
    shown = [str(s.number) for s in slides[:8]]
    return ", ".join(shown) + (" …" if len(slides) > len(shown) else "")
