"""Rules of what happens on a slide in time."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from deckgen.writers.pptx.lint.facts import Deck, Facts
from deckgen.writers.pptx.lint.helpers import twice
from deckgen.writers.pptx.lint.vocabulary import full

_BUILD, _EFFECT, _TARGET = full("p:bldP"), full("p:cTn"), full("p:spTgt")


def _steps(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """Steps are numbered apart, and move what is there."""
    known = {s.id for s in facts.shapes}
    yield from (f"an animation moves shape {i}, which is not there" for i in facts.moved if i not in known)
    yield from (f"animation step {i} is there twice" for i in twice(facts.steps))


def _builds(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """A build belongs to an effect of its shape, and its shape has text."""
    if facts.tree is None or not facts.moved:
        return
    builds = [(b.get("spid", ""), b.get("grpId", "")) for b in facts.tree.iter(_BUILD)]
    effects = {
        (target.get("spid", ""), effect.get("grpId", ""))
        for effect in facts.tree.iter(_EFFECT)
        if effect.get("presetClass")
        for target in effect.iter(_TARGET)
    }
    kinds = {s.id: s.kind for s in facts.shapes}
    for spid, group in builds:
        if (spid, group) not in effects:
            yield f"the build of shape {spid}, group {group}, belongs to no effect"
        if kinds.get(spid, "sp") != "sp":
            yield f"shape {spid} is built like a text, and is a {kinds[spid]}"
    yield from (f"shape {spid} is built twice" for spid in twice(f"{i} in group {g}" for i, g in builds))
    roots = [e for e in facts.tree.iter(_EFFECT) if e.get("nodeType") == "tmRoot"]
    if facts.steps and len(roots) != 1:
        yield f"{len(roots)} steps are the root of all; it must be one"


def _ranges(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """Effects show paragraphs that their shapes have."""
    if facts.tree is None or not facts.moved:
        return
    lengths = {
        own.get("id", ""): sum(1 for _ in shape.iterfind(f"{full('p:txBody')}/{full('a:p')}"))
        for shape in facts.tree.iter(full("p:sp"))
        for own in shape.iterfind(f"./*/{full('p:cNvPr')}")
    }
    for target in facts.tree.iter(_TARGET):
        shape = target.get("spid", "")
        for part in target.iter(full("p:pRg")):
            if shape in lengths and not _inside(part, lengths[shape]):
                first, last = part.get("st"), part.get("end")
                yield f"an effect shows paragraphs {first} to {last} of shape {shape}, which has {lengths[shape]}"


def _inside(part: Element, length: int) -> bool:
    first, last = part.get("st", ""), part.get("end", "")
    return first.isdecimal() and last.isdecimal() and int(first) <= int(last) < length


def _alternates(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """What not every reader knows has something for those that do not."""
    for found in facts.alternates:
        if found.count("Fallback") != 1 or found[-1] != "Fallback" or len(found) < 2:
            yield f"an AlternateContent holds {', '.join(found) or 'nothing'}; it must be choices and one Fallback"


RULES = (_steps, _builds, _ranges, _alternates)
