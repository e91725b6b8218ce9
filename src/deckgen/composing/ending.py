"""The end of a deck: what belongs behind the talk is taken there, and one address leads to all that there is more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from deckgen.diagnostics import Diagnostic, error
from deckgen.languages import LANGUAGES
from deckgen.messages import say
from deckgen.reading.showing import Appendix
from deckgen.reading.slide import Address, Slide
from deckgen.reading.speaking import SPOKEN
from deckgen.reading.values import Text, Url
from deckgen.richtext import Prose, unmarked
from deckgen.scene import Presence

#: Where the slides of an appendix are to be seen.
PRESENCE: dict[str, Presence] = {"hidden": "hidden", "handout": "printed", "shown": "shown"}


class Stretch(NamedTuple):
    """Slides of a part of the programme; `section` says that the agenda has a line for it."""

    title: Prose
    section: bool
    slides: tuple[Slide, ...]
    presence: Presence = "shown"


def ended(stretches: Sequence[Stretch], appendix: Appendix, language: str) -> tuple[Stretch, ...]:
    """The stretches with what is behind the talk in one of its own, the last: lists, wherever they stand, and the parts
    behind the one in which the talk closes. It has the name of the first part that goes there whole. No slide in it
    takes any time. Where there is nothing else, all of it is the talk."""
    if appendix.slides == "shown":
        return tuple(stretches)
    closing = max((n for n, s in enumerate(stretches) if any(x.closes for x in s.slides)), default=len(stretches))
    talk: list[Stretch] = []
    behind: list[Slide] = []
    title: Prose | None = None
    for n, stretch in enumerate(stretches):
        goes = [s.purpose == "list" or (n > closing and not s.opens_part) for s in stretch.slides]
        away = [s for s, there in zip(stretch.slides, goes, strict=True) if there]
        kept = tuple(s for s, there in zip(stretch.slides, goes, strict=True) if not there)
        behind += (s.with_fields(minutes=0.0, unspoken=SPOKEN) for s in away)
        if away and all(s.opens_part for s in kept):
            title = title or stretch.title
        else:
            talk.append(stretch._replace(slides=kept))
    if not talk:
        return tuple(stretches)
    if not behind:
        return tuple(talk)
    name = title or unmarked(LANGUAGES[language].appendix, language)
    return (*talk, Stretch(name, False, tuple(behind), PRESENCE[appendix.slides]))


def parts_of(stretches: Sequence[Stretch]) -> Iterator[tuple[int | None, Stretch]]:
    """Each stretch with its number among those that have a section."""
    number = 0
    for stretch in stretches:
        number += stretch.section
        yield (number if stretch.section else None), stretch


# the address

#: Stands in where an address is missing, which is told, so that the rest of the slide can be looked at.
_MISSING = Address(url=Url("https://example.com", None), label=Text.parse("…"))


def addressed(
    parts: Sequence[Sequence[Slide]], address: Address | None, findings: list[Diagnostic]
) -> list[list[Slide]]:
    """The slides with the seminar's address where they have none of their own. A slide that has room for one gets it
    where no other shows it."""
    made = [[_completed(slide, address, findings) for slide in slides] for slides in parts]
    shown = {str(a.url) for slides in made for slide in slides for a in slide.addresses()}
    if address is None or str(address.url) in shown:
        return made
    return [[_with(slide, {"link": address}) if slide.scan == "room" else slide for slide in s] for s in made]


def _completed(slide: Slide, address: Address | None, findings: list[Diagnostic]) -> Slide:
    own = {name: a for name, a in vars(slide).items() if isinstance(a, Address)}
    lacking: dict[str, Address | None] = {name: a for name, a in own.items() if a.url is None}
    if slide.scan == "needs" and not own:
        lacking = {"link": None}
    if lacking and address is None:
        place = next((a.label.span for a in lacking.values() if a), slide.span)
        hint = say("ending:write-link-here-or-address")
        findings.append(error(say("ending.code-without-address"), place, hint))
    found = address or _MISSING
    return _with(slide, {n: Address(url=found.url, label=a.label if a else found.label) for n, a in lacking.items()})


def _with(slide: Slide, links: Mapping[str, Address]) -> Slide:
    return slide.with_fields(**links) if links else slide
