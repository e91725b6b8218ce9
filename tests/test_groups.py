"""Groups in PowerPoint: a box moves with all that belongs to it, and each group says what it is."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import cache

import pytest
import shared
from conftest import THEMES, example_scenes, examples
from lxml import etree
from referees import libreoffice
from test_builds import deck

from deckgen.layout.kinds import KINDS
from deckgen.scene import Box, Freeform, Group, walk
from deckgen.writers import pptx

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: A point in EMU, and how far boxes are moved.
POINT = 12700
AWAY = (8 * POINT, 14 * POINT)
D = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
#: Kinds whose boxes are joined by connectors.
JOINED = ("cluster", "flow", "loop", "relation", "rollout", "sequence", "stack", "timeline")
SHAPES = tuple(P + name for name in ("sp", "grpSp", "cxnSp", "pic", "graphicFrame"))


@cache
def slides(theme: str) -> dict[str, etree._Element]:
    """The slides of a theme's gallery by their names."""
    deck = shared.output(shared.gallery(theme), f"gallery-{theme}.ko.pptx")
    with zipfile.ZipFile(deck) as package:
        parts = [package.read(n) for n in package.namelist() if n.startswith("ppt/slides/slide")]
    return {s.find(f"{P}cSld").get("name"): s for s in map(etree.fromstring, parts)}


def known(shape: etree._Element) -> etree._Element:
    """What a shape is called and described by."""
    return shape[0][0]


def is_decoration(shape: etree._Element) -> bool:
    return any(etree.QName(e).localname == "decorative" for e in known(shape).iter())


def shapes(tree: etree._Element) -> Iterator[etree._Element]:
    return (e for e in tree if e.tag in SHAPES)


def groups(slide: etree._Element) -> list[etree._Element]:
    return list(slide.iter(f"{P}grpSp"))


def offset(shape: etree._Element) -> tuple[int, int]:
    """Where a shape stands on the slide: its own place, moved by how far each group around it was."""
    off = shape.find(f".//{A}off")
    x, y = int(off.get("x")), int(off.get("y"))
    for group in shape.iterancestors(f"{P}grpSp"):
        at = group.find(f"{P}grpSpPr/{A}xfrm")
        for n, axis in enumerate("xy"):
            moved = int(at.find(f"{A}off").get(axis)) - int(at.find(f"{A}chOff").get(axis))
            x, y = (x + moved, y) if n == 0 else (x, y + moved)
    return x, y


@pytest.mark.parametrize("theme", THEMES)
def test_every_group_says_what_it_is_or_decorates(theme):
    found = [(name, g) for name, slide in slides(theme).items() for g in groups(slide)]
    assert len(found) > 150
    for name, group in found:
        said = known(group).get("descr", "")
        assert bool(said.strip()) != is_decoration(group), (name, known(group).get("name"), said)
        if is_decoration(group):
            assert all(map(is_decoration, shapes(group)))


@pytest.mark.parametrize("theme", THEMES)
def test_a_name_is_there_once_on_a_slide(theme):
    assert slides(theme)
    for name, slide in slides(theme).items():
        names = [known(s).get("name") for s in slide.iter() if s.tag in SHAPES]
        assert 0 < len(names) == len(set(names)), name


def belongings(kind: str, theme: str) -> list[tuple[str, str]]:
    """What has an owner in the example of a kind, by their names."""
    scene = next(s for s in example_scenes(kind, "typical", theme) if s.id == f"kind-{kind}")
    names = {i.key: i.name for i in walk(scene.items) if isinstance(i, (Box, Group)) and i.key}
    owned = [i for i in walk(scene.items) if isinstance(i, (Box, Freeform, Group)) and i.owner]
    assert {i.owner for i in owned} <= names.keys(), "what is not shown step by step has its owner beside it"
    return [(names[i.owner], i.name) for i in owned]


@pytest.mark.parametrize("theme", THEMES)
def test_icons_labels_and_marks_move_with_their_box(theme):
    """Each group in a diagram is moved in the file, and all that belongs to its box is as far from where it was."""
    seen = set()
    for kind in KINDS:
        slide = slides(theme)[f"typical-{kind.replace('_', '-')}"]
        for owner, name in belongings(kind, theme):
            holders = [
                g
                for g in groups(slide)
                if {owner, name} <= set().union(*(called(s) for s in g.iter() if s.tag in SHAPES))
                and called(g) & {owner, f"{owner} 그룹"}
            ]
            assert holders, (kind, owner, name)
            for group in holders:
                assert_moves_whole(group)
            seen.add(kind)
    assert seen >= {"layers", "rollout", "survey", "waterfall", *JOINED} - {"cluster", "loop", "stack"}


def called(shape: etree._Element) -> set[str]:
    """A shape's name, with and without a number that may tell it from others of that name."""
    name = known(shape).get("name")
    first, _, number = name.rpartition(" ")
    return {name, first} if number.isdecimal() else {name}


def move(group: etree._Element, x: int, y: int) -> None:
    off = group.find(f"{P}grpSpPr/{A}xfrm/{A}off")
    off.set("x", str(int(off.get("x")) + x))
    off.set("y", str(int(off.get("y")) + y))


def assert_moves_whole(group: etree._Element) -> None:
    inside = [s for s in group.iterdescendants() if s.tag in SHAPES and s.tag != f"{P}cxnSp"]
    before = [offset(s) for s in inside]
    move(group, *AWAY)
    after = [offset(s) for s in inside]
    move(group, -AWAY[0], -AWAY[1])
    assert len(before) > 1
    assert after == [(x + AWAY[0], y + AWAY[1]) for x, y in before]


@pytest.mark.slow
@pytest.mark.xdist_group("referees")  # one LibreOffice at a time
def test_connectors_stay_glued_in_libreoffice_where_boxes_are_moved(tmp_path):
    """Every group in a diagram is moved in the file; LibreOffice lays the connectors out again, each to its sites."""
    _, parts = deck(
        [
            {"id": f"{kind}-{size}", "kind": kind} | examples(kind)[size]
            for kind in JOINED
            for size in ("typical", "much")
        ]
    )
    moved = joined = 0
    for name in [n for n in parts if n.startswith("ppt/slides/slide")]:
        slide = etree.fromstring(parts[name])
        for group in slide.iterfind(f".//{P}grpSp/{P}grpSp"):
            move(group, *AWAY)
            moved += 1
        joined += sum(1 for _ in slide.iter(f"{P}cxnSp"))
        parts[name] = etree.tostring(slide, xml_declaration=True, encoding="UTF-8", standalone=True)
    (tmp_path / "moved.pptx").write_bytes(pptx.pack(parts))
    libreoffice([tmp_path / "moved.pptx"], tmp_path, "fodp")
    drawn = etree.parse(tmp_path / "moved.fodp").getroot()
    ids = "{http://www.w3.org/XML/1998/namespace}id"
    boxes = {e.get(ids): e for e in drawn.iter(f"{D}custom-shape") if e.get(ids)}
    connectors = list(drawn.iter(f"{D}connector"))
    assert moved > 20 and len(connectors) == joined > 20
    for connector in connectors:
        for end, n in (("start", 1), ("end", 2)):
            glued = boxes[connector.get(f"{D}{end}-shape")]
            x, y, w, h = (centimetres(glued.get(SVG + side)) for side in ("x", "y", "width", "height"))
            at = (centimetres(connector.get(f"{SVG}x{n}")), centimetres(connector.get(f"{SVG}y{n}")))
            sites = ((x + w / 2, y), (x, y + h / 2), (x + w / 2, y + h), (x + w, y + h / 2))
            # LibreOffice writes thousandths of a centimetre
            assert min(max(abs(at[0] - a), abs(at[1] - b)) for a, b in sites) < 0.002, connector.get(f"{D}name")


def centimetres(length: str) -> float:
    return float(length.removesuffix("cm"))
