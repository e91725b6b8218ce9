"""The last look at every deck: rules of PowerPoint files that both known validators miss.

Those two (Open XML SDK, openxml-audit) know the schemas and run in tests; this knows how parts hang together, needs no
schema, and is fast enough to run on every build.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from deckgen.writers.pptx.facts import TYPES, Deck, Facts, Grid
from deckgen.writers.pptx.xml import A

#: Kinds of parts that say with what else they must hang together: the kinds of one relation each.
_NEEDS = {
    "slide": ("slideLayout",),
    "slideLayout": ("slideMaster",),
    "slideMaster": ("theme",),
    "notesSlide": ("slide", "notesMaster"),
    "notesMaster": ("theme",),
    "handoutMaster": ("theme",),
}
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
#: Relations that mean something only where an element names them.
_NAMED = {"image", "hyperlink", "slide", "chart"}
#: What a picture's bytes start with, by the extension of its part.
_PICTURES = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff", "jpg": b"\xff\xd8\xff", "gif": b"GIF8"}
#: Colours that a `schemeClr` may name (ECMA-376 part 1, 20.1.10.54).
_COLOURS = {
    *("bg1", "tx1", "bg2", "tx2", "dk1", "lt1", "dk2", "lt2", "hlink", "folHlink", "phClr"),
    *(f"accent{n}" for n in range(1, 7)),
}
#: Slide ids, and those of masters and layouts (ECMA-376 part 1, 19.7.13 and 19.7.12).
_SLIDE_IDS, _MASTER_IDS = range(256, 2**31), range(2**31, 2**32)
#: Lengths and places in EMU, far beyond the largest slide; widths of lines; sizes of text in hundredths of a point
#: (ECMA-376 part 1, 20.1.10.35 and 21.1.2.3.9).
_LENGTHS, _STROKES, _SIZES = range(2**31), range(20_116_801), range(100, 400_001)
_SIX_DIGITS = re.compile(r"[0-9A-Fa-f]{6}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_GUID = re.compile(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}")


def lint(parts: Mapping[str, bytes]) -> list[str]:
    """What is wrong with the file of these parts: a line a finding, each beginning with the part."""
    deck = Deck(parts)
    return [*_of_the_whole(deck), *_of_each_part(deck), *deck.damage]


def _of_the_whole(deck: Deck) -> Iterator[str]:
    for rule in (_package, _hanging, _presentation, _pictures, _properties):
        yield from rule(deck)


def _of_each_part(deck: Deck) -> Iterator[str]:
    for name, facts in deck.facts.items():
        if not facts.error:
            for rule in (_root, _relations, _shapes, _placeholders, _tables, _values):
                yield from (f"{name}: {finding}" for finding in rule(deck, name, facts))


# rules of the whole file


def _package(deck: Deck) -> Iterator[str]:
    """Every part is there once, has a type, and is reached from the root."""
    for name, n in Counter(n.lower() for n in deck.parts).items():
        if n > 1:
            yield f"{name}: is there twice, in different letters"
    reached, stack = {""}, [""]
    while stack:
        source = stack.pop()
        for rid, (kind, target, outside) in deck.relations.get(source, {}).items():
            if outside:
                if not _URI.fullmatch(target):
                    yield f"{source}: `{rid}` leads to `{target}`, which is not a URI"
            elif target not in deck.parts:
                yield f"{source or 'the package'}: `{rid}` ({kind}) leads to `{target}`, which is not there"
            elif target not in reached:
                reached.add(target)
                stack.append(target)
    for name in deck.parts:
        if name == TYPES:
            continue
        if not deck.types[name]:
            yield f"{name}: has no content type"
        if name not in reached and not name.endswith(".rels"):
            yield f"{name}: nothing leads to it"


def _hanging(deck: Deck) -> Iterator[str]:
    """How slides, layouts, masters, notes and themes hang together."""
    themes: dict[str, str] = {}
    for source, relations in deck.relations.items():
        for rid, (kind, target, outside) in relations.items():
            if not outside and target in deck.parts and kind in (*_NEEDS, "theme") and deck.kind(target) != kind:
                actual = deck.kind(target) or "nothing"
                yield f"{source}: `{rid}` says that `{target}` is a {kind}, its content type says {actual}"
    for name in deck.parts:
        for kind in _NEEDS.get(deck.kind(name), ()):
            targets = deck.targets(name, kind)
            if len(targets) != 1:
                yield f"{name}: hangs together with {len(targets)} parts of kind {kind}; it must be one"
            for target in targets if kind == "theme" else ():
                if target in themes:
                    yield f"{name}: shares `{target}` with `{themes[target]}`; each master needs its own theme"
                themes[target] = name
        if deck.kind(name) == "slide":
            for notes in deck.targets(name, "notesSlide"):
                if deck.targets(notes, "slide") != [name]:
                    yield f"{notes}: is the notes page of `{name}`, but does not lead back to it"


def _presentation(deck: Deck) -> Iterator[str]:
    """The presentation lists its slides, sections and masters rightly."""
    main = next(iter(deck.targets("", "officeDocument")), "ppt/presentation.xml")
    facts = deck.facts.get(main)
    if facts is None or facts.error:
        yield f"{main}: there is no presentation"
        return
    yield from (f"{main}: {finding}" for rule in (_slides, _sections, _masters) for finding in rule(deck, main, facts))
    for name in deck.of_kind("slideMaster"):
        known = {rid for _, rid in deck.facts[name].layouts} if name in deck.facts else set()
        for rid, (kind, target, _) in deck.relations.get(name, {}).items():
            if kind == "slideLayout" and rid not in known:
                yield f"{name}: does not list its layout `{target}`"


def _slides(deck: Deck, main: str, facts: Facts) -> Iterator[str]:
    """Each slide is listed once, by an id of its own."""
    ids = [i for i, _ in facts.slides]
    yield from (f"slide id {i} is not from 256 up to 2^31" for i in ids if not _within(i, _SLIDE_IDS))
    yield from (f"slide id {i} is used twice" for i in _twice(ids))
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
    yield from (f"slide {i} is in two sections" for i in _twice(facts.listed))
    yield from (f"section id {i} is used twice" for i in _twice(facts.sections))
    yield from (f"section id `{i}` is no GUID" for i in facts.sections if not _GUID.fullmatch(i))


def _masters(deck: Deck, main: str, facts: Facts) -> Iterator[str]:
    """Masters and layouts have ids of their own; notes have one master."""
    if len(facts.notes_masters) != 1 and (facts.notes_masters or deck.of_kind("notesSlide")):
        yield f"lists {len(facts.notes_masters)} notes masters; with notes it must be one"
    numbers = facts.masters + [i for f in deck.facts.values() for i, _ in f.layouts]
    yield from (f"id {i} belongs to two masters or layouts" for i in _twice(numbers))
    yield from (f"master or layout id {i} is below 2^31" for i in numbers if not _within(i, _MASTER_IDS))


def _pictures(deck: Deck) -> Iterator[str]:
    """Pictures are what their names say."""
    for name, data in deck.parts.items():
        magic = _PICTURES.get(name.rpartition(".")[2].lower())
        if magic and not data.startswith(magic):
            yield f"{name}: its bytes are not those of such a picture"


def _properties(deck: Deck) -> Iterator[str]:
    """What the file says about itself is well-formed and true."""
    for name in deck.targets("", "core-properties"):
        if name in deck.parts:
            children = list(deck.tree(name))
            yield from (f"{name}: `{_local(tag)}` is there twice" for tag in _twice(e.tag for e in children))
            for e in children:
                if _local(e.tag) in ("created", "modified") and not _MOMENT.fullmatch(e.text or ""):
                    yield f"{name}: `{e.text}` is not a moment such as 2026-03-14T00:00:00Z"
    counted = {"Slides": "slide", "Notes": "notesSlide"}
    for name in deck.targets("", "extended-properties"):
        if name in deck.parts:
            for e in deck.tree(name):
                kind = counted.get(_local(e.tag))
                if kind and e.text != str(len(deck.of_kind(kind))):
                    yield f"{name}: says {e.text} for {_local(e.tag)}; there are {len(deck.of_kind(kind))}"


# rules of one part


def _root(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """A part is what its content type says."""
    kind = deck.kind(name)
    if facts.root != _ROOTS.get(kind, facts.root):
        yield f"is a `{facts.root}`, not a `{_ROOTS[kind]}`"


def _relations(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """Every relation that an element names is there and of a fitting kind; none lies around unused."""
    known = deck.relations.get(name, {})
    for key, rid, element in facts.relations:
        if not rid:
            continue  # a click that runs an action (`ppaction://hlinkshowjump`) has none
        if rid not in known:
            yield f"{key}=`{rid}` of {_local(element)} is no relation of this part"
        elif element == f"{{{A}}}blip" and known[rid][0] != "image":
            yield f"a picture's `{rid}` is of kind {known[rid][0]}"
    used = {rid for _, rid, _ in facts.relations}
    for rid, (kind, target, _) in known.items():
        if kind in _NAMED and rid not in used and deck.kind(name) in ("slide", "slideLayout"):
            yield f"relation `{rid}` ({kind}, `{target}`) is never used"


def _shapes(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """Shapes are numbered and named apart, and what cannot be read says what it shows."""
    ids = [s.id for s in facts.shapes]
    yield from (f"shape id {i} is used twice" for i in _twice(ids))
    if deck.kind(name) == "slide":
        yield from (f"two shapes are named `{n}`" for n in _twice(s.name for s in facts.shapes))
        for s in facts.shapes[1:]:
            if not s.name:
                yield f"shape {s.id} has no name"
            if s.kind in ("pic", "graphicFrame") and not s.alt and not s.decorative:
                yield f"`{s.name}` has no alt text"
            if s.decorative and s.alt:
                yield f"`{s.name}` is decorative and has an alt text"
    known = set(ids)
    if len(facts.connected) < 2 * facts.connectors:
        yield f"{2 * facts.connectors - len(facts.connected)} ends of {facts.connectors} connectors are not glued"
    yield from (f"a connector is glued to shape {i}, which is not there" for i in facts.connected if i not in known)
    yield from (f"an animation moves shape {i}, which is not there" for i in facts.moved if i not in known)
    yield from (f"animation step {i} is there twice" for i in _twice(facts.steps))


def _placeholders(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """A slide's placeholders are those of its layout, each once."""
    if deck.kind(name) != "slide":
        return
    yield from (f"two placeholders have the number {i}" for i in _twice(i for _, i in facts.places))
    for layout in deck.targets(name, "slideLayout")[:1]:
        if layout in deck.facts:
            offered = {i: kind for kind, i in deck.facts[layout].places}
            for kind, i in facts.places:
                if i not in offered:
                    yield f"placeholder {kind} {i} is not in `{layout}`"
                elif offered[i] != kind:
                    yield f"placeholder {i} is {kind} here and {offered[i]} in `{layout}`"


def _tables(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """Tables are whole, and their style exists."""
    for grid in facts.grids:
        yield from _grid(grid)
    if facts.styled:
        yield from (f"table style {i} is not defined" for i in sorted(facts.styled - deck.styles))


def _grid(grid: Grid) -> Iterator[str]:
    for r, row in enumerate(grid.rows):
        if len(row) != grid.columns:
            yield f"table row {r + 1} has {len(row)} cells in {grid.columns} columns"
            continue
        for c, (width, height, _, _) in enumerate(row):
            across = row[c + 1 : c + width]
            down = [other[c] for other in grid.rows[r + 1 : r + height] if len(other) > c]
            if len(across) != width - 1 or not all(cell[2] for cell in across):
                yield f"table row {r + 1}, cell {c + 1} reaches over cells that do not know it"
            if len(down) != height - 1 or not all(cell[3] for cell in down):
                yield f"table row {r + 1}, cell {c + 1} reaches down over cells that do not know it"


def _values(deck: Deck, name: str, facts: Facts) -> Iterator[str]:
    """Languages, colours and sizes are such."""
    yield from (f"`{v}` is no language tag" for v in sorted(facts.languages) if not _LANGUAGE.fullmatch(v))
    yield from (f"`{v}` is no colour of a theme" for v in sorted(facts.colours - _COLOURS))
    yield from (f"`{v}` is no colour of six digits" for v in sorted(facts.literals) if not _SIX_DIGITS.fullmatch(v))
    yield from (f"a size of {w} x {h}" for w, h in sorted(facts.extents) if not _all_within((w, h), _LENGTHS))
    yield from (f"a place at {x}, {y}" for x, y in sorted(facts.offsets) if not _all_within((x, y), _LENGTHS, "-"))
    yield from (f"a line {w} wide" for w in sorted(facts.strokes) if not _within(w, _STROKES))
    yield from (f"text of size {v}" for v in sorted(facts.sizes) if not _within(v, _SIZES))
    if "" in facts.families:
        yield "a font family without a name"
    if facts.axes ^ facts.axes_used:
        yield f"chart axes {', '.join(sorted(facts.axes ^ facts.axes_used))} are not both defined and used"


def _twice(values: Iterable[str]) -> list[str]:
    """What is there more than once, in the order in which it was met."""
    return [v for v, n in Counter(values).items() if n > 1]


def _within(value: str, numbers: range) -> bool:
    return value.isdecimal() and len(value) < 20 and int(value) in numbers


def _all_within(values: Iterable[str], numbers: range, sign: str = "") -> bool:
    return all(_within(v.removeprefix(sign), numbers) for v in values)


def _local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return re.split("[} ]", name)[-1]
