"""Rules of slides: shapes, groups, connectors, placeholders."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from deckgen.writers.pptx.lint.facts import Deck, Facts
from deckgen.writers.pptx.lint.helpers import local, twice, within
from deckgen.writers.pptx.lint.vocabulary import SPACES, full

_IDS = range(2**31)
#: Shapes, and the way to their numbers.
_SHAPES = {full(f"p:{tag}") for tag in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp")}
_OWN = f"./*/{full('p:cNvPr')}"
#: Sites for connectors by preset (presetShapeDefinitions.xml of ECMA-376 part 1); none has more than `_MOST_SITES`.
_SITES = {
    **dict.fromkeys(("rect", "roundRect", "diamond", "round2SameRect", "chevron", "homePlate", "cloud"), 4),
    **dict.fromkeys(("flowChartProcess", "flowChartDecision", "flowChartTerminator", "flowChartDocument"), 4),
    **dict.fromkeys(("triangle", "rtTriangle", "parallelogram", "hexagon"), 6),
    **dict.fromkeys(("ellipse", "octagon", "flowChartConnector"), 8),
}
_MOST_SITES = 32
#: What a frame holds, by its address.
_GUESTS = {
    SPACES["a"].replace("main", "table"): full("a:tbl"),
    SPACES["c"]: full("c:chart"),
}


def _shapes(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """Shapes are numbered and named apart, and what cannot be read says what it shows."""
    ids = [s.id for s in facts.shapes]
    yield from (f"shape id {i} is used twice" for i in twice(ids))
    if deck.kind(name) == "slide":
        yield from (f"two shapes are named `{n}`" for n in twice(s.name for s in facts.shapes))
        for s in facts.shapes[1:]:
            if not s.name:
                yield f"shape {s.id} has no name"
            if s.kind in ("pic", "graphicFrame") and not s.alt and not s.decorative:
                yield f"`{s.name}` has no alt text"
            if s.decorative and s.alt:
                yield f"`{s.name}` is decorative and has an alt text"
    yield from (f"shape id `{i}` is no number" for i in ids if not within(i, _IDS))


def _placeholders(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """A slide's placeholders are those of its layout, each once."""
    if deck.kind(name) != "slide":
        return
    yield from (f"two placeholders have the number {i}" for i in twice(i for _, i in facts.places))
    for layout in deck.targets(name, "slideLayout")[:1]:
        if layout in deck.facts:
            offered = {i: kind for kind, i in deck.facts[layout].places}
            for kind, i in facts.places:
                if i not in offered:
                    yield f"placeholder {kind} {i} is not in `{layout}`"
                elif offered[i] != kind:
                    yield f"placeholder {i} is {kind} here and {offered[i]} in `{layout}`"


def _connectors(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """Connectors are glued at both ends, to sites that their shapes have."""
    known = {s.id for s in facts.shapes}
    if len(facts.connected) < 2 * facts.connectors:
        yield f"{2 * facts.connectors - len(facts.connected)} ends of {facts.connectors} connectors are not glued"
    yield from (f"a connector is glued to shape {i}, which is not there" for i in facts.connected if i not in known)
    if facts.tree is None or not facts.connected:
        return
    shapes = {_number(shape): shape for tag in _SHAPES for shape in facts.tree.iter(tag)}
    for connector in facts.tree.iter(full("p:cxnSp")):
        for end in (e for tag in ("a:stCxn", "a:endCxn") for e in connector.iter(full(tag))):
            yield from _end(shapes.get(end.get("id", "")), connector, end)


def _end(shape: Element | None, connector: Element, end: Element) -> Iterator[str]:
    number, site = end.get("id", ""), end.get("idx", "")
    if shape is None:
        return
    if shape is connector:
        yield f"connector {number} is glued to itself"
    elif shape.tag in (full("p:grpSp"), full("p:cxnSp")):
        yield f"a connector is glued to shape {number}, which is a {local(shape.tag)}"
    elif not within(site, range(_sites(shape))):
        yield f"a connector is glued to site {site} of shape {number}, which has {_sites(shape)}"


def _number(element: Element) -> str:
    """The number of a shape."""
    own = element.find(_OWN)
    return own.get("id", "") if own is not None else ""


def _sites(shape: Element) -> int:
    """How many sites a shape has for connectors, at most."""
    for preset in shape.iterfind(f"{full('p:spPr')}/{full('a:prstGeom')}"):
        return _SITES.get(preset.get("prst", ""), _MOST_SITES)
    for own in shape.iterfind(f"{full('p:spPr')}/{full('a:custGeom')}"):
        return len(list(own.iter(full("a:cxn"))))
    return 4 if shape.tag == full("p:graphicFrame") else _MOST_SITES


def _groups(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """Groups hold no placeholders and no tables: PowerPoint can group neither."""
    if facts.tree is None or facts.groups < 2:
        return
    for group in facts.tree.iter(full("p:grpSp")):
        if next(group.iter(full("p:ph")), None) is not None:
            yield f"group {_number(group)} holds a placeholder"
        if next(group.iter(full("a:tbl")), None) is not None:
            yield f"group {_number(group)} holds a table"


def _guests(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """What a frame holds is what it says."""
    if facts.tree is None or not facts.frames:
        return
    for data in facts.tree.iter(full("a:graphicData")):
        wanted, held = _GUESTS.get(data.get("uri", "")), [child.tag for child in data]
        if wanted and wanted not in held:
            yield f"a frame says `{data.get('uri')}` and holds no {local(wanted)}"
        elif not wanted and set(held) & set(_GUESTS.values()):
            yield f"a frame that holds a {local(held[0])} says `{data.get('uri')}`"


RULES = (_shapes, _connectors, _placeholders, _groups, _guests)
