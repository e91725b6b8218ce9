"""Rules of the presentation: its slides, sections, masters, shows and fonts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from deckgen.writers.pptx.lint.facts import Deck, Facts
from deckgen.writers.pptx.lint.helpers import twice, within
from deckgen.writers.pptx.lint.vocabulary import full

#: Slide ids, and those of masters and layouts (ECMA-376 part 1, 19.7.13 and 19.7.12).
_SLIDE_IDS, _MASTER_IDS = range(256, 2**31), range(2**31, 2**32)
_GUID = re.compile(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}")


def _presentation(deck: Deck) -> Iterator[str]:
    """The presentation lists its slides, sections and masters rightly."""
    main = next(iter(deck.targets("", "officeDocument")), "ppt/presentation.xml")
    facts = deck.facts.get(main)
    if facts is None or facts.error:
        yield f"{main}: there is no presentation"
        return
    yield from (
        f"{main}: {finding}"
        for rule in (_slides, _sections, _masters, _settings, _shows, _fonts)
        for finding in rule(deck, main, facts)
    )
    for name in deck.of_kind("slideMaster"):
        known = {rid for _, rid in deck.facts[name].layouts} if name in deck.facts else set()
        for rid, (kind, target, _) in deck.relations.get(name, {}).items():
            if kind == "slideLayout" and rid not in known:
                yield f"{name}: does not list its layout `{target}`"


def _slides(deck: Deck, main: str, facts: Facts) -> Iterator[str]:
    """Each slide is listed once, by an id of its own."""
    ids = [i for i, _ in facts.slides]
    yield from (f"slide id {i} is not from 256 up to 2^31" for i in ids if not within(i, _SLIDE_IDS))
    yield from (f"slide id {i} is used twice" for i in twice(ids))
    relations = deck.relations.get(main, {})
    shown = Counter(relations[rid][1] for _, rid in facts.slides if rid in relations)
    yield from (f"shows `{n}` twice" for n, times in shown.items() if times > 1)
    yield from (f"never shows `{n}`" for n in deck.of_kind("slide") if n not in shown)


def _sections(deck: Deck, main: str, facts: Facts) -> Iterator[str]:
    """Where there are sections, each slide is in one of them."""
    if not facts.sections:
        return
    ids = [i for i, _ in facts.slides]
    there, listed = set(ids), set(facts.listed)
    yield from (f"a section lists slide {i}, which is not there" for i in facts.listed if i not in there)
    yield from (f"no section lists slide {i}" for i in ids if i not in listed)
    yield from (f"slide {i} is in two sections" for i in twice(facts.listed))
    yield from (f"section id {i} is used twice" for i in twice(facts.sections))
    yield from (f"section id `{i}` is no GUID" for i in facts.sections if not _GUID.fullmatch(i))


def _masters(deck: Deck, main: str, facts: Facts) -> Iterator[str]:
    """Masters and layouts have ids of their own; notes have one master."""
    if len(facts.notes_masters) != 1 and (facts.notes_masters or deck.of_kind("notesSlide")):
        yield f"lists {len(facts.notes_masters)} notes masters; with notes it must be one"
    numbers = facts.masters + [i for f in deck.facts.values() for i, _ in f.layouts]
    yield from (f"id {i} belongs to two masters or layouts" for i in twice(numbers))
    yield from (f"master or layout id {i} is below 2^31" for i in numbers if not within(i, _MASTER_IDS))


def _settings(deck: Deck, main: str, facts: Facts) -> Iterator[str]:
    """There are settings, each part of them once."""
    if not deck.targets(main, "presProps"):
        yield "leads to no presProps"
    for kind in ("presProps", "viewProps", "tableStyles"):
        if len(deck.targets(main, kind)) > 1:
            yield f"leads to {len(deck.targets(main, kind))} parts of kind {kind}"


def _shows(deck: Deck, main: str, facts: Facts) -> Iterator[str]:
    """Custom shows have ids and names of their own, and something to show."""
    if facts.tree is None:
        return
    shows = list(facts.tree.iter(full("p:custShow")))
    yield from (f"two custom shows are named `{n}`" for n in twice(s.get("name", "") for s in shows))
    yield from (f"two custom shows have the number {i}" for i in twice(s.get("id", "") for s in shows))
    yield from (f"custom show `{s.get('name')}` shows nothing" for s in shows if s.find(f".//{full('p:sld')}") is None)


def _fonts(deck: Deck, main: str, facts: Facts) -> Iterator[str]:
    """An embedded family is there once, in one weight at least."""
    if facts.tree is None:
        return
    fonts = list(facts.tree.iter(full("p:embeddedFont")))
    families = [f.get("typeface", "") for font in fonts for f in font.iter(full("p:font"))]
    yield from (f"family `{n}` is embedded twice" for n in twice(families))
    yield from (f"embedded family `{n}` has no weights" for n, f in zip(families, fonts, strict=False) if len(f) < 2)


RULES = (_presentation,)
