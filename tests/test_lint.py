"""Lint catches what is planted, names the part, and is silent about what the writer makes.

Most of these corruptions pass both known validators unseen.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable

import pytest
from pptx_sample import GROUNDS, INFO, scenes, theme

from deckgen.writers.pptx import facts, write_parts
from deckgen.writers.pptx import lint as lint_module
from deckgen.writers.pptx.lint import lint

Parts = dict[str, bytes]
PRESENTATION = "ppt/presentation.xml"
TYPES = "[Content_Types].xml"
CORE, APP = "docProps/core.xml", "docProps/app.xml"
CONTENT, SHAPES, TABLE = (f"ppt/slides/slide{n}.xml" for n in (2, 3, 4))
NOTES = "ppt/notesSlides/notesSlide2.xml"
MASTER = "ppt/slideMasters/slideMaster1.xml"


@pytest.fixture(scope="module")
def sound() -> Parts:
    return write_parts(scenes(), theme(), GROUNDS, INFO)


def rels(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def change(part: str, pattern: str, by: str) -> Callable[[Parts], None]:
    """Replaces the first match in a part."""

    def plant(parts: Parts) -> None:
        found, n = re.subn(pattern, by, parts[part].decode(), count=1, flags=re.DOTALL)
        assert n, f"{pattern} is not in {part}"
        parts[part] = found.encode()

    return plant


def drop(part: str) -> Callable[[Parts], None]:
    return lambda parts: parts.pop(part) and None


def put(part: str, data: bytes) -> Callable[[Parts], None]:
    return lambda parts: parts.update({part: data})


def orphan(parts: Parts) -> None:
    parts["ppt/slides/slide99.xml"] = parts[CONTENT]
    kind = 'ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"'
    change(TYPES, "</Types>", f'<Override PartName="/ppt/slides/slide99.xml" {kind}/></Types>')(parts)


#: What is planted, where it is, what the finding says.
PLANTED: dict[str, tuple[Callable[[Parts], None], str]] = {
    "missing media": (drop("ppt/media/image1.png"), "image1.png`, which is not there"),
    "missing slide": (drop(CONTENT), "slide2.xml`, which is not there"),
    "orphan part": (orphan, "slide99.xml: nothing leads to it"),
    "orphan relations": (put("ppt/slides/_rels/slide77.xml.rels", b"<Relationships/>"), "belongs to no part"),
    "names in other case": (put(SHAPES.upper(), b"<x/>"), "is there twice, in different letters"),
    "no content type": (change(TYPES, r'<Default Extension="png"[^>]*/>', ""), "image1.png: has no content type"),
    "slide without its content type": (
        change(TYPES, r'<Override PartName="/ppt/slides/slide2.xml"[^>]*/>', ""),
        "says application/xml",
    ),
    "wrong content type": (
        change(TYPES, r'(slides/slide2.xml" ContentType="[^"]*presentationml\.)slide', r"\1slideLayout"),
        "its content type says slideLayout",
    ),
    "content type of a ghost": (
        change(TYPES, "</Types>", '<Override PartName="/ppt/ghost.xml" ContentType="application/xml"/></Types>'),
        "names `ppt/ghost.xml`, which is not there",
    ),
    "no content types": (drop(TYPES), f"{TYPES}: is missing"),
    "no presentation": (drop(PRESENTATION), f"{PRESENTATION}: there is no presentation"),
    "root of another part": (
        change("ppt/theme/theme2.xml", "(<a:theme)( .*</a:)theme>", r"<a:sheme\2sheme>"),
        "is a `sheme`, not a `theme`",
    ),
    "truncated XML": (lambda parts: parts.update({CONTENT: parts[CONTENT][:-20]}), "slide2.xml: is not XML"),
    "control character": (change(CONTENT, "첫째", "첫\x0b째"), "slide2.xml: is not XML"),
    "truncated relations": (lambda p: p.update({rels(CONTENT): p[rels(CONTENT)][:-9]}), "is not XML"),
    "relation id twice": (change(rels(SHAPES), 'Id="rId2"', 'Id="rId1"'), "relation `rId1` is there twice"),
    "unknown relation": (change(SHAPES, 'r:embed="rId[0-9]+"', 'r:embed="rId99"'), "`rId99` of blip is no relation"),
    "picture that is a layout": (change(SHAPES, 'r:embed="rId[0-9]+"', 'r:embed="rId1"'), "is of kind slideLayout"),
    "unused relation": (
        change(SHAPES, r'<a:hlinkClick r:id="[^"]*" tooltip="[^"]*"/?>', '<a:hlinkClick r:id=""/>'),
        "is never used",
    ),
    "spaces in a URI": (change(rels(SHAPES), "https://example.com", "https://exa mple.com"), "which is not a URI"),
    "half a percent code": (change(rels(SHAPES), "a%20b", "a%2"), "which is not a URI"),
    "target mode lost": (change(rels(SHAPES), ' TargetMode="External"', ""), "which is not there"),
    "slide without layout": (
        change(rels(CONTENT), r'<Relationship Id="rId1"[^>]*/>', ""),
        "0 parts of kind slideLayout",
    ),
    "slide on two layouts": (
        change(
            rels(CONTENT), r'(<Relationship Id=")rId1(".*?)slideLayout2\.xml"/>', r'\g<0>\1rId50\2slideLayout3.xml"/>'
        ),
        "2 parts of kind slideLayout",
    ),
    "layout without master": (
        change("ppt/slideLayouts/_rels/slideLayout3.xml.rels", r'<Relationship Id="rId1"[^>]*/>', ""),
        "0 parts of kind slideMaster",
    ),
    "master without theme": (change(rels(MASTER), r'<Relationship [^>]*/theme"[^>]*/>', ""), "0 parts of kind theme"),
    "notes that lead nowhere": (
        change(rels(NOTES), r'<Relationship [^>]*relationships/slide"[^>]*/>', ""),
        "does not lead back",
    ),
    "notes of another slide": (change(rels(NOTES), "slides/slide2.xml", "slides/slide3.xml"), "does not lead back"),
    "notes without master": (
        change(rels(NOTES), r'<Relationship [^>]*notesMaster"[^>]*/>', ""),
        "0 parts of kind notesMaster",
    ),
    "no notes master listed": (
        change(PRESENTATION, "<p:notesMasterIdLst>.*</p:notesMasterIdLst>", ""),
        "lists 0 notes masters",
    ),
    "two notes masters listed": (change(PRESENTATION, "(<p:notesMasterId [^>]*/>)", r"\1\1"), "lists 2 notes masters"),
    "theme shared": (
        change("ppt/handoutMasters/_rels/handoutMaster1.xml.rels", "theme3.xml", "theme1.xml"),
        "shares `ppt/theme/theme1.xml`",
    ),
    "slide id too small": (
        change(PRESENTATION, '<p:sldId id="257"', '<p:sldId id="25"'),
        "slide id 25 is not from 256",
    ),
    "slide id twice": (change(PRESENTATION, '<p:sldId id="257"', '<p:sldId id="256"'), "slide id 256 is used twice"),
    "slide not shown": (change(PRESENTATION, '<p:sldId id="258"[^>]*/>', ""), "never shows `ppt/slides/slide3.xml`"),
    "slide shown twice": (
        change(PRESENTATION, r'(<p:sldId id=)"257"( [^>]*/>)', r'\g<0>\1"300"\2'),
        "shows `ppt/slides/slide2.xml` twice",
    ),
    "section id twice": (
        change(
            PRESENTATION,
            r'(<p14:section name="[^"]*" id=)("[^"]*")(.*?<p14:section name="[^"]*" id=)"[^"]*"',
            r"\1\2\3\2",
        ),
        "is used twice",
    ),
    "section with an unknown slide": (
        change(PRESENTATION, '<p14:sldId id="258"/>', '<p14:sldId id="999"/>'),
        "lists slide 999",
    ),
    "slide in no section": (change(PRESENTATION, '<p14:sldId id="258"/>', ""), "no section lists slide 258"),
    "slide in two sections": (
        change(PRESENTATION, '<p14:sldId id="259"/>', '<p14:sldId id="259"/><p14:sldId id="258"/>'),
        "258 is in two sections",
    ),
    "section id no GUID": (change(PRESENTATION, r'(<p14:section name="[^"]*") id="[^"]*"', r'\1 id="1"'), "is no GUID"),
    "layout id of the master": (
        change(MASTER, 'id="2147483649"', 'id="2147483648"'),
        "belongs to two masters or layouts",
    ),
    "layout id too small": (change(MASTER, 'id="2147483649"', 'id="4096"'), "4096 is below 2^31"),
    "layout not listed": (change(MASTER, '<p:sldLayoutId id="2147483650"[^>]*/>', ""), "does not list its layout"),
    "shape id twice": (change(SHAPES, '<p:cNvPr id="4"', '<p:cNvPr id="3"'), "shape id 3 is used twice"),
    "shape name twice": (change(SHAPES, 'name="카드 2"', 'name="카드"'), "two shapes are named `카드`"),
    "shape without name": (change(SHAPES, 'name="말풍선"', 'name=""'), "has no name"),
    "picture without alt text": (change(SHAPES, ' descr="회색 사진"', ""), "`사진` has no alt text"),
    "decorative with alt text": (
        change(SHAPES, 'name="선"', 'name="선" descr="선"'),
        "is decorative and has an alt text",
    ),
    "placeholder twice": (
        change(CONTENT, '<p:ph idx="1"/>', '<p:ph type="title"/>'),
        "two placeholders have the number 0",
    ),
    "placeholder not in the layout": (change(CONTENT, '<p:ph idx="1"/>', '<p:ph idx="77"/>'), "obj 77 is not in"),
    "placeholder of another type": (
        change(CONTENT, '<p:ph idx="1"/>', '<p:ph type="pic" idx="1"/>'),
        "is pic here and obj in",
    ),
    "short table row": (change(TABLE, r"(<a:tr h=.*?)<a:tc>.*?</a:tc>", r"\1"), "row 1 has 2 cells in 3 columns"),
    "cells merged on one side": (change(TABLE, "<a:tc>", '<a:tc gridSpan="2">'), "reaches over cells"),
    "rows merged on one side": (change(TABLE, "<a:tc>", '<a:tc rowSpan="2">'), "reaches down over cells"),
    "unknown table style": (change(TABLE, "(<a:tableStyleId>.)[0-9A-F]{8}", r"\g<1>00000000"), "is not defined"),
    "language that is none": (change(CONTENT, 'lang="ko-KR"', 'lang="한국어"'), "`한국어` is no language tag"),
    "colour of eight digits": (
        change("ppt/theme/theme1.xml", 'srgbClr val="[^"]*"', 'srgbClr val="FF000080"'),
        "ppt/theme/theme1.xml: `FF000080` is no colour of six digits",
    ),
    "line of negative width": (change(SHAPES, '<a:ln w="[^"]*"', '<a:ln w="-12700"'), "a line -12700 wide"),
    "line that is too wide": (change(SHAPES, '<a:ln w="[^"]*"', '<a:ln w="20116801"'), "a line 20116801 wide"),
    "size of more than a page": (
        change(SHAPES, 'ext cx="[^"]*"', 'ext cx="9999999999999"'),
        "a size of 9999999999999 x",
    ),
    "place that is none": (change(SHAPES, '<a:off x="[^"]*"', '<a:off x="nan"'), "a place at nan,"),
    "place far away": (change(SHAPES, '<a:off x="[^"]*"', '<a:off x="-9999999999"'), "a place at -9999999999,"),
    "text of no size": (change(SHAPES, 'sz="[^"]*"', 'sz="0"'), "text of size 0"),
    "text of a fraction": (change(SHAPES, 'sz="[^"]*"', 'sz="12.5"'), "text of size 12.5"),
    "family without a name": (
        change("ppt/theme/theme1.xml", '<a:latin typeface="[^"]*"', '<a:latin typeface=""'),
        "ppt/theme/theme1.xml: a font family without a name",
    ),
    "colour that is none": (
        change(SHAPES, 'schemeClr val="[^"]*"', 'schemeClr val="primary"'),
        "`primary` is no colour",
    ),
    "negative size": (change(SHAPES, '<a:ext cx="', '<a:ext cx="-'), "a size of -"),
    "size with a fraction": (change(SHAPES, '(<a:ext cx="[0-9]+)', r"\1.5"), "a size of"),
    "glued to nothing": (
        change(SHAPES, "<p:cNvSpPr/>", '<p:cNvSpPr/><a:stCxn id="333" idx="0"/>'),
        "glued to shape 333",
    ),
    "connector that is not glued": (
        change(SHAPES, "<p:cNvSpPr/>", "<p:cNvSpPr/><p:cNvCxnSpPr/>"),
        "2 ends of 1 connectors are not glued",
    ),
    "animation step twice": (
        change(SHAPES, "</p:cSld>", '</p:cSld><p:timing><p:cTn id="5"/><p:cTn id="5"/></p:timing>'),
        "animation step 5 is there twice",
    ),
    "chart axis of nothing": (
        put(
            "ppt/charts/chart9.xml",
            b'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            b'<c:barChart><c:axId val="7"/></c:barChart></c:chartSpace>',
        ),
        "chart axes 7 are not both defined and used",
    ),
    "animation of nothing": (
        change(SHAPES, "</p:cSld>", '</p:cSld><p:timing><p:spTgt spid="999"/></p:timing>'),
        "moves shape 999",
    ),
    "picture that is none": (put("ppt/media/image1.png", b"not an image"), "not those of such a picture"),
    "title of the deck twice": (change(CORE, "(<dc:title>.*?</dc:title>)", r"\1\1"), "`title` is there twice"),
    "date that is none": (change(CORE, "2026-03-14T00:00:00Z", "yesterday"), "`yesterday` is not a moment"),
    "wrong count of slides": (change(APP, "<Slides>7", "<Slides>8"), "says 8 for Slides; there are 7"),
}


def test_silent_about_what_the_writer_makes(sound: Parts) -> None:
    assert lint(sound) == []


def templates() -> list[str]:
    """The words of every finding that lint knows, as patterns."""
    statements = [
        node
        for module in (lint_module, facts)
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, (ast.Yield, ast.YieldFrom))
        or (isinstance(node, ast.stmt) and "damage" in ast.unparse(node))
    ]
    strings = {
        "".join(re.escape(v.value) if isinstance(v, ast.Constant) else ".*" for v in node.values)
        for statement in statements
        for node in ast.walk(statement)
        if isinstance(node, ast.JoinedStr)
    }
    return sorted(s for s in strings if re.search(r"[a-z]{2}.*\\ |\\ .*[a-z]{2}", s))


def test_every_rule_has_something_planted(sound: Parts) -> None:
    """A rule that nothing planted breaks would not be missed if it were gone."""
    findings = []
    for plant, _ in PLANTED.values():
        parts = dict(sound)
        plant(parts)
        findings += lint(parts)
    assert len(templates()) > 40
    assert [] == [t for t in templates() if not any(re.search(t, finding) for finding in findings)]


@pytest.mark.parametrize("name", PLANTED)
def test_finds_what_is_planted(sound: Parts, name: str) -> None:
    plant, said = PLANTED[name]
    parts = dict(sound)
    plant(parts)
    found = lint(parts)
    assert any(said in finding for finding in found), found


@pytest.mark.slow
def test_misses_any_part_and_survives_any_damage(sound: Parts) -> None:
    assert len(sound) > 30
    for part in sound:
        less = {n: d for n, d in sound.items() if n != part}
        assert lint(less) != [], part
        half = sound[part][: len(sound[part]) // 2] if "/media/" not in part else b""
        for data in (b"", half, b"<x/>"):
            assert lint(sound | {part: data}) != [], part


def test_survives_a_file_without_anything() -> None:
    assert lint({}) != []
    assert any("no presentation" in finding for finding in lint({TYPES: b"<Types/>", "_rels/.rels": b"<x/>"}))


def test_is_linear() -> None:
    """Ten times the slides take about ten times as many calls, not a hundred."""

    def calls(times: int) -> int:
        deck = tuple(
            s._replace(id=f"{s.id}-{n}" if n else s.id, number=7 * n + s.number) for n in range(times) for s in scenes()
        )
        parts = write_parts(deck, theme(), GROUNDS, INFO)
        count = 0

        def count_one(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event.endswith("call")

        sys.setprofile(count_one)
        try:
            found = lint(parts)
        finally:
            sys.setprofile(None)
        assert found == []
        return count

    assert calls(20) < 12 * calls(2)
