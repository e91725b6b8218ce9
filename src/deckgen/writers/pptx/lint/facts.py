"""A file taken apart far enough for lint to judge it: facts of each part, content types, relations.

Linting costs every build: parts are parsed in C, of their elements only those with a handler are looked at, and a tree
is made only of those parts that rules look at as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from operator import attrgetter
from posixpath import basename, dirname, join, normpath
from xml.etree import ElementTree

from deckgen.patterns import regex
from deckgen.writers.pptx.lint import scan, vocabulary
from deckgen.writers.pptx.lint.helpers import Grid, Shape, local, twice
from deckgen.writers.pptx.lint.vocabulary import full
from deckgen.writers.pptx.xml import P14, A, P, R

#: The part that says what kind each part is.
TYPES = "[Content_Types].xml"
#: Where the names of relations begin: the standard's, those of its strict form, Microsoft's.
_BASES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://schemas.openxmlformats.org/package/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    "http://schemas.microsoft.com/office/",
)
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_ALTERNATE, _CHOICE = full("mc:AlternateContent"), full("mc:Choice")


class Facts:
    """The facts of one part. `error` is why it is not XML at all, "" if it is."""

    def __init__(self) -> None:
        self.error = ""
        self.root = ""
        self.shapes: list[Shape] = []
        #: type and number of each placeholder
        self.places: list[tuple[str, str]] = []
        #: attribute, relation id, element, action of a click
        self.relations: list[tuple[str, str, str, str]] = []
        self.grids: list[Grid] = []
        #: table styles that are defined here, and those that tables here have
        self.styles: set[str] = set()
        self.styled: set[str] = set()
        #: shapes that connectors and animations name; the steps of animations
        self.connected: list[str] = []
        #: how many connectors there are
        self.connectors = 0
        self.moved: list[str] = []
        self.steps: list[str] = []
        #: slide id and relation id; the same of layouts
        self.slides: list[tuple[str, str]] = []
        self.layouts: list[tuple[str, str]] = []
        self.masters: list[str] = []
        self.notes_masters: list[str] = []
        self.sections: list[str] = []
        #: ids of slides that sections list
        self.listed: list[str] = []
        #: groups, the slide itself one of them
        self.groups = 0
        #: what stands in each AlternateContent
        self.alternates: list[list[str]] = []
        #: tables, charts and other guests
        self.frames = 0
        #: the whole part, where rules look at more of it than the facts above
        self.tree: ElementTree.Element | None = None
        self._kind = ""

    @classmethod
    def of(cls, data: bytes, name: str, seen: Seen) -> Facts:
        """The facts of a part; what its elements look like is added to `seen`."""
        facts = cls()
        if not seen.compared and facts._scan(data):
            return facts
        facts = cls()
        try:
            root = ElementTree.fromstring(data)
        except ElementTree.ParseError as e:
            facts.error = str(e)
            return facts
        facts.root = root.tag.rpartition("}")[2]
        if seen.compared:
            facts._compare(root, name, seen)
        else:
            facts._collect(root)
        if b"AlternateContent" in data:
            facts.alternates += ([local(c.tag) for c in e] for e in root.iter(_ALTERNATE))
        if any(prefix + b":" in data for prefix in set(_PREFIXES.findall(data))):
            facts._relate(root)
        facts._style(data)
        if facts.root in _WHOLE or facts.connected or facts.moved or facts.groups > 1 or facts.frames:
            facts.tree = root
        return facts

    def _scan(self, data: bytes) -> bool:
        """The facts without a tree; False where that is needed: to read the part, or because rules look at it."""
        elements = _scanner().elements(data)
        if elements is None:
            return False
        self.root = scan.root(data)
        self.alternates += [["Choice", "Fallback"] for _ in range(scan.alternatives(data))]
        depth = 0  # of groups
        for name, attributes in elements:
            if name == _GROUP_END:
                depth -= 1
                continue
            if depth and name in ("p:ph", "a:tbl"):
                return False
            depth += name == "p:grpSp"
            _NAMED[name](self, attributes)
        self._style(data)
        looked_at = self.root in _WHOLE or self.connected or self.moved
        return not looked_at and self.frames == data.count(_TABLE_FRAME)

    def _style(self, data: bytes) -> None:
        if self.grids:
            self.styled.update(m.decode() for m in _STYLE_ID.findall(data))

    def _collect(self, root: ElementTree.Element) -> None:
        """The facts alone."""
        handlers = _HANDLERS.get
        for element in root.iter():
            collect = handlers(element.tag)
            if collect:
                collect(self, element.attrib)

    def _compare(self, root: ElementTree.Element, name: str, seen: Seen) -> None:
        """The facts, and what elements look like. Every element once: this loop is what linting costs."""
        known, orders, values, others = _known().get, seen.orders, seen.values, set[str]()
        for element in root.iter():
            tag = element.tag
            found = known(tag)
            if found is None:
                others.add(tag)
                continue
            collect, nested, valued = found
            if nested:
                order = (tag, *map(_TAG, element))
                if order not in orders:
                    orders.setdefault(_resolved(order, element) if _ALTERNATE in order else order, name)
            if valued:
                attributes = element.attrib
                value = (tag, *attributes, *attributes.values())
                if value not in values:
                    values[value] = name
            if collect:
                collect(self, element.attrib)
        for tag in others:
            seen.others.setdefault(tag, name)

    def _relate(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            for key, value in element.attrib.items():
                if key.startswith(_RELATION):
                    action = element.attrib.get("action", "")
                    self.relations.append((key[len(_RELATION) :], value, element.tag, action))

    def _shape(self, a: Mapping[str, str]) -> None:
        self.shapes.append(Shape(a.get("id", ""), a.get("name", ""), self._kind, a.get("descr", "")))

    def _decorative(self, a: Mapping[str, str]) -> None:
        if self.shapes and a.get("val") in ("1", "true"):
            self.shapes[-1].decorative = True

    def _cell(self, a: Mapping[str, str]) -> None:
        def reached(key: str) -> bool:
            return a.get(key) in ("1", "true")

        def span(key: str) -> int:
            return int(a[key]) if a.get(key, "").isdecimal() else 1

        if self.grids and self.grids[-1].rows:
            self.grids[-1].rows[-1].append((span("gridSpan"), span("rowSpan"), reached("hMerge"), reached("vMerge")))

    def _column(self, a: Mapping[str, str]) -> None:
        if self.grids:
            self.grids[-1].columns += 1

    def _row(self, a: Mapping[str, str]) -> None:
        if self.grids:
            self.grids[-1].rows.append([])


class Seen:
    """What the elements of a whole deck look like, each look once, with the part where it was met first; nothing unless
    they are `compared` with the vocabulary."""

    def __init__(self, compared: bool = True) -> None:
        self.compared = compared
        #: an element and its children
        self.orders: dict[tuple[str, ...], str] = {}
        #: an element, the names of its attributes, their values
        self.values: dict[tuple[str, ...], str] = {}
        #: elements that are looked at no further
        self.others: dict[str, str] = {}


def _resolved(order: tuple[str, ...], element: ElementTree.Element) -> tuple[str, ...]:
    """An element and its children as a reader has them that takes the first choice there is."""
    out = [order[0]]
    for child in element:
        inside = child.find(_CHOICE) if child.tag == _ALTERNATE else None
        out += [child.tag] if inside is None else map(_TAG, inside)
    return tuple(out)


_TAG = attrgetter("tag")
#: Roots of parts that are looked at as a whole: there are few.
_WHOLE = {"presentation", "chartSpace"}
_RELATION = f"{{{R}}}"
#: The prefixes that a part has for relations: most slides declare one and never use it.
_PREFIXES = regex(rb"""xmlns:(\w+)=["'][^"'>]*/relationships["']""")
#: The id of a table's style is character data, which the parser is not asked for: it would cost more than all the rest.
_STYLE_ID = regex(rb"<(?:\w+:)?tableStyleId>([^<]*)<")
_Handler = Callable[[Facts, Mapping[str, str]], None]


def _sets(slot: str, value: object) -> _Handler:
    return lambda facts, a: setattr(facts, slot, value)


def _adds(slot: str, *keys: str) -> _Handler:
    """Adds an attribute (or several, as a tuple) to a list or set of facts."""
    first = keys[0]

    def one(facts: Facts, a: Mapping[str, str]) -> None:
        into = getattr(facts, slot)
        (into.add if isinstance(into, set) else into.append)(a.get(first, ""))

    def many(facts: Facts, a: Mapping[str, str]) -> None:
        into = getattr(facts, slot)
        (into.add if isinstance(into, set) else into.append)(tuple(a.get(k, "") for k in keys))

    return one if len(keys) == 1 else many


def _place(facts: Facts, a: Mapping[str, str]) -> None:
    facts.places.append((a.get("type", "obj"), a.get("idx", "0")))


def _connector(facts: Facts, a: Mapping[str, str]) -> None:
    facts.connectors += 1


def _frame(facts: Facts, a: Mapping[str, str]) -> None:
    facts.frames += 1


def _group(facts: Facts, a: Mapping[str, str]) -> None:
    facts.groups += 1


_HANDLERS: dict[str, _Handler] = {
    **{f"{{{P}}}{kind}": _sets("_kind", kind) for kind in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp")},
    f"{{{P}}}cNvCxnSpPr": _connector,
    f"{{{P}}}cNvPr": Facts._shape,
    f"{{{scan.ADEC}}}decorative": Facts._decorative,
    f"{{{P}}}ph": _place,
    f"{{{A}}}tbl": lambda facts, a: facts.grids.append(Grid()),
    f"{{{A}}}gridCol": Facts._column,
    f"{{{A}}}tr": Facts._row,
    f"{{{A}}}tc": Facts._cell,
    f"{{{A}}}tblStyle": _adds("styles", "styleId"),
    **{f"{{{A}}}{tag}": _adds("connected", "id") for tag in ("stCxn", "endCxn")},
    **{f"{{{P}}}{tag}": _adds("moved", "spid") for tag in ("spTgt", "bldP", "bldGraphic", "inkTgt")},
    f"{{{P}}}cTn": _adds("steps", "id"),
    f"{{{P}}}sldId": _adds("slides", "id", f"{_RELATION}id"),
    f"{{{P}}}sldMasterId": _adds("masters", "id"),
    f"{{{P}}}sldLayoutId": _adds("layouts", "id", f"{_RELATION}id"),
    f"{{{P}}}notesMasterId": _adds("notes_masters", f"{_RELATION}id"),
    f"{{{P14}}}section": _adds("sections", "id"),
    f"{{{P14}}}sldId": _adds("listed", "id"),
    f"{{{P}}}cNvGrpSpPr": _group,
    f"{{{A}}}graphicData": _frame,
}
#: Handlers by prefixed names; the end of a group; a frame that holds what it says, as ours do.
_NAMED = {vocabulary.short(tag): handler for tag, handler in _HANDLERS.items()}
_GROUP_END = "/p:grpSp"
_TABLE_FRAME = f'<a:graphicData uri="{A.replace("main", "table")}"><a:tbl>'.encode()
#: What costs much and tells little, as there is so much of it and nobody writes it by hand: children of these are not
#: compared, nor are attributes of those. Those of `cNvPr` and of ids never repeat, and rules of their own look at them.
_PLAIN = {
    *(full(f"a:{t}") for t in ("lnTo", "cubicBezTo", "lnSpc", "spcBef", "spcAft", "lstStyle", "avLst", "spLocks")),
    *(full(f"a:{t}") for t in ("schemeClr", "solidFill", "endParaRPr", "lnL", "lnR", "lnT", "lnB")),
    *(full(f"p:{t}") for t in ("nvPr", "cNvSpPr", "cNvGrpSpPr", "ph")),
}
_APART = {
    *(full(f"a:{t}") for t in ("pt", "satMod", "lumMod", "lumOff", "spcPct", "spcPts", "spLocks", "gd", "chOff")),
    *(full(f"a:{t}") for t in ("chExt", "lnL", "lnR", "lnT", "lnB")),
    *(full(f"p:{t}") for t in ("cNvPr", "sp", "spPr", "nvPr", "cNvSpPr", "grpSpPr", "sldId")),
    full("p14:sldId"),
}


@cache
def _scanner() -> scan.Scan:
    return scan.Scan((*_NAMED, _GROUP_END))


@cache
def _known() -> dict[str, tuple[_Handler | None, bool, bool]]:
    """What is done with an element: its handler, whether its children are compared, and its attributes."""
    nested, valued = vocabulary.nested() - _PLAIN, vocabulary.valued() - _APART
    return {tag: (_HANDLERS.get(tag), tag in nested, tag in valued) for tag in {*_HANDLERS, *nested, *valued}}


@lru_cache(maxsize=1024)
def _part(home: str, target: str) -> str:
    """The part that a relation leads to from a folder; most lead to the same few layouts."""
    return normpath(join(home, target))


class Deck:
    """A file taken apart. `damage` is what could not be taken apart."""

    def __init__(self, parts: Mapping[str, bytes], compared: bool = True) -> None:
        self.parts = parts
        self.seen = Seen(compared)
        self.facts = {n: Facts.of(d, n, self.seen) for n, d in parts.items() if n.endswith(".xml") and n != TYPES}
        self.styles = {style for f in self.facts.values() for style in f.styles}
        self.damage = [f"{n}: is not XML: {f.error}" for n, f in self.facts.items() if f.error]
        self.types = self._content_types()
        self._kinds = {n: t.rpartition(".")[2].partition("+")[0] for n, t in self.types.items()}
        #: part -> relation id -> kind, target (a part, or an address), is it outside
        self.relations: dict[str, dict[str, tuple[str, str, bool]]] = {}
        for name in parts:
            if name.endswith(".rels"):
                self._read_relations(name)

    def kind(self, name: str) -> str:
        """`slide`, `slideLayout`, ... by the content type of a part."""
        return self._kinds.get(name, "")

    def of_kind(self, kind: str) -> list[str]:
        """The parts of a kind."""
        return [name for name, its in self._kinds.items() if its == kind]

    def targets(self, name: str, kind: str) -> list[str]:
        """The parts that this part hangs together with by relations of one kind."""
        return [t for k, t, outside in self.relations.get(name, {}).values() if k == kind and not outside]

    def tree(self, name: str) -> ElementTree.Element:
        """A small part as a tree; an empty one where there is none to read."""
        try:
            return ElementTree.fromstring(self.parts[name])
        except KeyError:
            self.damage.append(f"{name}: is missing")
        except ElementTree.ParseError as e:
            self.damage.append(f"{name}: is not XML: {e}")
        return ElementTree.Element("nothing")

    def _content_types(self) -> dict[str, str]:
        root = self.tree(TYPES)
        names = [e.get("Extension", "").lower() or e.get("PartName", "") for e in root]
        self.damage += (f"{TYPES}: `{n}` is there twice" for n in twice(names))
        defaults = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root.iter(f"{_TYPES}Default")}
        named = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in root.iter(f"{_TYPES}Override")}
        self.damage += (f"{TYPES}: names `{n}`, which is not there" for n in named if n not in self.parts)
        return {n: named.get(n) or defaults.get(n.rpartition(".")[2].lower(), "") for n in self.parts}

    def _read_relations(self, name: str) -> None:
        home = dirname(dirname(name))
        source = join(home, basename(name).removesuffix(".rels"))
        out = self.relations[source] = {}
        if source and source not in self.parts:
            self.damage.append(f"{name}: belongs to no part")
        for e in self.tree(name):
            rid, kind, target = e.get("Id", ""), e.get("Type", "").rpartition("/")[2], e.get("Target", "")
            if rid in out:
                self.damage.append(f"{name}: relation `{rid}` is there twice")
            if not e.get("Type", "").startswith(_BASES):
                self.damage.append(f"{name}: relation `{rid}` is of no type that is known: `{e.get('Type')}`")
            outside = e.get("TargetMode") == "External"
            if not outside:
                target = target.lstrip("/") if target.startswith("/") else _part(home, target)
            out[rid] = (kind, target, outside)
