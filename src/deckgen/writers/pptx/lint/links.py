"""Rules of what a part is and where it leads."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.writers.pptx.lint.facts import Deck, Facts
from deckgen.writers.pptx.lint.helpers import local
from deckgen.writers.pptx.lint.vocabulary import full

#: The root element that belongs to the end of a content type.
_ROOTS = {
    "main": "presentation",
    "slide": "sld",
    "slideLayout": "sldLayout",
    "slideMaster": "sldMaster",
    "notesSlide": "notes",
    "notesMaster": "notesMaster",
    "handoutMaster": "handoutMaster",
    "theme": "theme",
    "chart": "chartSpace",
    "presProps": "presentationPr",
    "viewProps": "viewPr",
    "tableStyles": "tblStyleLst",
    "core-properties": "coreProperties",
    "extended-properties": "Properties",
    "custom-properties": "Properties",
}
_CLICKS = {full(f"a:{tag}") for tag in ("hlinkClick", "hlinkHover", "hlinkMouseOver")}
_SHOW = full("p:custShow")
#: Kinds of relations by the element that names them.
_KINDS = {
    **{full(f"p:{kind}Id"): (kind,) for kind in ("notesMaster", "handoutMaster")},
    **{full(f"p:{tag}"): ("font",) for tag in ("regular", "bold", "italic", "boldItalic")},
    full("a:blip"): ("image",),
    full("asvg:svgBlip"): ("image",),
    full("c:chart"): ("chart",),
    full("c:externalData"): ("package", "oleObject"),
    full("c:userShapes"): ("chartUserShapes",),
    full("p:sldId"): ("slide",),
    full("p:sld"): ("slide",),
    full("p:sldMasterId"): ("slideMaster",),
    full("p:sldLayoutId"): ("slideLayout",),
    full("p:tags"): ("tags",),
    full("p14:media"): ("media",),
    full("a:videoFile"): ("video",),
    full("a:audioFile"): ("audio",),
    full("a:snd"): ("audio",),
    full("p:snd"): ("audio",),
}
#: Where `hlinkshowjump` goes ([MS-OI29500], 2.1.1183).
_JUMPS = {"firstslide", "lastslide", "nextslide", "previousslide", "lastslideviewed", "endshow"}
#: Relations that mean something only where an element names them.
_NAMED = {"image", "hyperlink", "slide", "chart"}


def _root(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """A part is what its content type says."""
    kind = deck.kind(name)
    if facts.root != _ROOTS.get(kind, facts.root):
        yield f"is a `{facts.root}`, not a `{_ROOTS[kind]}`"


def _relations(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """Every relation that an element names is there and of a fitting kind; none lies around unused."""
    known = deck.relations.get(name, {})
    for key, rid, element, action in facts.relations:
        if element in _CLICKS:
            yield from _click(deck, known.get(rid), rid, action)
        if not rid:
            continue  # a click that runs an action (`ppaction://hlinkshowjump`) has none
        if rid not in known:
            yield f"{key}=`{rid}` of {local(element)} is no relation of this part"
            continue
        kind, target, outside = known[rid]
        if kind not in _KINDS.get(element, (kind,)):
            yield f"{local(element)}: `{rid}` is of kind {kind}"
        if key == "embed" and outside:
            yield f"{local(element)}: `{rid}` is embedded, and leads outside"
    used = {rid for _, rid, _, _ in facts.relations}
    for rid, (kind, target, _) in known.items():
        if kind in _NAMED and rid not in used and deck.kind(name) in ("slide", "slideLayout"):
            yield f"relation `{rid}` ({kind}, `{target}`) is never used"


def _click(deck: Deck, relation: tuple[str, str, bool] | None, rid: str, action: str) -> Iterator[str]:
    """A click does one thing, and leads where its action says."""
    verb, _, query = action.removeprefix("ppaction://").partition("?")
    if action and not action.startswith("ppaction://"):
        yield f"a click has the action `{action}`, which PowerPoint does not know"
    elif not action:
        if relation is None and not rid:
            yield "a click has neither an address nor an action"
        elif relation and relation[0] != "hyperlink":
            yield f"a click without an action leads by `{rid}` to a {relation[0]}"
        elif relation and not relation[2]:
            yield f"a click leads by `{rid}` to an address inside the file"
    elif verb == "hlinksldjump" and (relation is None or relation[0] != "slide"):
        yield f"a click that jumps to a slide leads by `{rid}` to {'a ' + relation[0] if relation else 'nothing'}"
    elif verb == "hlinkshowjump" and query.removeprefix("jump=") not in _JUMPS:
        yield f"a click jumps to `{query}`, which is no place in a show"
    elif verb == "customshow":
        number = query.removeprefix("id=").partition("&")[0]
        shows = {s.get("id") for f in deck.facts.values() if f.tree is not None for s in f.tree.iter(_SHOW)}
        if number not in shows:
            yield f"a click starts custom show {number}, which is not there"


RULES = (_root, _relations)
