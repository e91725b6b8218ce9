"""Faults to plant in sound decks: what is done to their parts, and what lint must say of it."""

from __future__ import annotations

import re
from collections.abc import Callable

Parts = dict[str, bytes]
PRESENTATION = "ppt/presentation.xml"
TYPES = "[Content_Types].xml"
CORE, APP = "docProps/core.xml", "docProps/app.xml"
CONTENT, SHAPES, TABLE = (f"ppt/slides/slide{n}.xml" for n in (2, 3, 4))
NOTES = "ppt/notesSlides/notesSlide2.xml"
MASTER = "ppt/slideMasters/slideMaster1.xml"


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


def edit(pattern: str, by: str) -> Callable[[Parts], None]:
    """Replaces the first match in the first part of slides, charts and so on that has one."""

    def plant(parts: Parts) -> None:
        for name in parts:
            if re.search(pattern, parts[name].decode("utf-8", "replace"), re.DOTALL) and "/media/" not in name:
                return change(name, pattern, by)(parts)
        raise AssertionError(f"{pattern} is nowhere")

    return plant


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
    "language that is none": (
        change(CONTENT, 'lang="ko-KR"', 'lang="한국어"'),
        "`lang` of `a:rPr` is `한국어`, not a language tag",
    ),
    "colour of eight digits": (
        change("ppt/theme/theme1.xml", 'srgbClr val="[^"]*"', 'srgbClr val="FF000080"'),
        "ppt/theme/theme1.xml: `val` of `a:srgbClr` is `FF000080`, not a colour of six digits",
    ),
    "line of negative width": (
        change(SHAPES, '<a:ln w="[^"]*"', '<a:ln w="-12700"'),
        "is `-12700`, not a whole number from 0",
    ),
    "line that is too wide": (
        change(SHAPES, '<a:ln w="[^"]*"', '<a:ln w="20116801"'),
        "is `20116801`, not a whole number from 0 to 20116800",
    ),
    "size of more than a page": (
        change(SHAPES, 'ext cx="[^"]*"', 'ext cx="9999999999999"'),
        "`cx` of `a:ext` is `9999999999999`",
    ),
    "place that is none": (change(SHAPES, '<a:off x="[^"]*"', '<a:off x="nan"'), "`x` of `a:off` is `nan`"),
    "place far away": (change(SHAPES, '<a:off x="[^"]*"', '<a:off x="-9999999999"'), "`x` of `a:off` is `-9999999999`"),
    "text of no size": (change(SHAPES, 'sz="[^"]*"', 'sz="0"'), "is `0`, not a whole number from 100"),
    "text of a fraction": (change(SHAPES, 'sz="[^"]*"', 'sz="12.5"'), "is `12.5`, not a whole number from 100"),
    "family without a name": (
        change("ppt/theme/theme1.xml", '<a:latin typeface="[^"]*"', '<a:latin typeface=""'),
        "ppt/theme/theme1.xml: `typeface` of `a:latin` is ``, not a name",
    ),
    "colour that is none": (
        change(SHAPES, 'schemeClr val="[^"]*"', 'schemeClr val="primary"'),
        "is `primary`, not one of",
    ),
    "negative size": (change(SHAPES, '<a:ext cx="', '<a:ext cx="-'), "`cx` of `a:ext` is `-"),
    "size with a fraction": (change(SHAPES, '(<a:ext cx="[0-9]+)', r"\1.5"), "not a whole number from 0 to"),
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
    "animation of nothing": (
        change(SHAPES, "</p:cSld>", '</p:cSld><p:timing><p:spTgt spid="999"/></p:timing>'),
        "moves shape 999",
    ),
    "picture that is none": (put("ppt/media/image1.png", b"not an image"), "not those of such a picture"),
    "title of the deck twice": (change(CORE, "(<dc:title>.*?</dc:title>)", r"\1\1"), "`title` is there twice"),
    "date that is none": (change(CORE, "2026-03-14T00:00:00Z", "yesterday"), "`yesterday` is not a moment"),
    "wrong count of slides": (change(APP, "<Slides>7", "<Slides>8"), "says 8 for Slides; there are 7"),
    "script as an address": (
        change(rels(SHAPES), "https://example.com", "JavaScript:alert(1)//"),
        "which is a script or data, not a place",
    ),
    "jump to what is no slide": (
        change(
            SHAPES, 'r:id="rId[0-9]+" action="ppaction://hlinksldjump"', 'r:id="rId1" action="ppaction://hlinksldjump"'
        ),
        "a click that jumps to a slide leads by `rId1` to a slideLayout",
    ),
    "jump to nothing": (
        change(SHAPES, 'r:id="rId[0-9]+" action="ppaction://hlinksldjump"', 'r:id="" action="ppaction://hlinksldjump"'),
        "leads by `` to nothing",
    ),
    "slide as an address": (
        change(SHAPES, ' action="ppaction://hlinksldjump"', ""),
        "a click without an action leads by",
    ),
    "address inside the file": (
        change(rels(SHAPES), 'Target="[^"]*" TargetMode="External"', 'Target="slide1.xml"'),
        "to an address inside the file",
    ),
    "click on nothing": (
        change(SHAPES, r'<a:hlinkClick r:id="[^"]*"( tooltip="[^"]*")?/>', '<a:hlinkClick r:id=""/>'),
        "a click has neither an address nor an action",
    ),
    "action of another program": (
        change(SHAPES, 'action="ppaction://hlinksldjump"', 'action="run://x"'),
        "has the action `run://x`",
    ),
    "jump to no place": (
        change(SHAPES, 'action="ppaction://hlinksldjump"', 'action="ppaction://hlinkshowjump?jump=home"'),
        "jumps to `jump=home`",
    ),
    "custom show that is not there": (
        change(SHAPES, 'action="ppaction://hlinksldjump"', 'action="ppaction://customshow?id=3"'),
        "starts custom show 3",
    ),
    "picture outside the file": (
        change(rels(SHAPES), r'(/image" Target="[^"]*")/>', r'\1 TargetMode="External"/>'),
        "is embedded, and leads outside",
    ),
    "picture typed as a text": (change(TYPES, "image/png", "text/plain"), "its type is text/plain"),
    "relation of no type": (change(rels(SHAPES), 'Type="http://schemas', 'Type="http://schemes'), "of no type that is"),
    "content type twice": (change(TYPES, '(<Default Extension="png"[^>]*/>)', r"\1\1"), "`png` is there twice"),
    "document type": (change(CONTENT, "<p:sld ", "<!DOCTYPE p:sld><p:sld "), "has a DOCTYPE"),
    "no settings": (change(rels(PRESENTATION), '<Relationship [^>]*/presProps"[^>]*/>', ""), "leads to no presProps"),
    "settings twice": (
        change(rels(PRESENTATION), '(<Relationship Id=")(rId[0-9]+)("[^>]*/viewProps"[^>]*/>)', r"\1\2\3\1x\2\3"),
        "leads to 2 parts of kind viewProps",
    ),
    "custom shows alike": (
        change(
            PRESENTATION,
            "(<p:notesSz[^>]*/>)",
            r'\1<p:custShowLst><p:custShow name="a" id="1"><p:sldLst/>'
            r'</p:custShow><p:custShow name="a" id="2"><p:sldLst/></p:custShow></p:custShowLst>',
        ),
        "two custom shows are named `a`",
    ),
    "custom shows of one number": (
        change(
            PRESENTATION,
            "(<p:notesSz[^>]*/>)",
            r'\1<p:custShowLst><p:custShow name="a" id="1"><p:sldLst/>'
            r'</p:custShow><p:custShow name="b" id="1"><p:sldLst/></p:custShow></p:custShowLst>',
        ),
        "two custom shows have the number 1",
    ),
    "custom show of nothing": (
        change(
            PRESENTATION,
            "(<p:notesSz[^>]*/>)",
            r'\1<p:custShowLst><p:custShow name="a" id="1"><p:sldLst/>'
            r"</p:custShow></p:custShowLst>",
        ),
        "custom show `a` shows nothing",
    ),
    "family embedded twice": (
        change(
            PRESENTATION,
            "(<p:notesSz[^>]*/>)",
            r'\1<p:embeddedFontLst><p:embeddedFont><p:font typeface="F"/>'
            r'</p:embeddedFont><p:embeddedFont><p:font typeface="F"/></p:embeddedFont></p:embeddedFontLst>',
        ),
        "family `F` is embedded twice",
    ),
    "family of no weight": (
        change(
            PRESENTATION,
            "(<p:notesSz[^>]*/>)",
            r'\1<p:embeddedFontLst><p:embeddedFont><p:font typeface="F"/>'
            r"</p:embeddedFont></p:embeddedFontLst>",
        ),
        "embedded family `F` has no weights",
    ),
    "relation of another kind": (
        change(rels(PRESENTATION), '(Id="rId1" Type="[^"]*/)slideMaster"', r'\1notesMaster"'),
        "sldMasterId: `rId1` is of kind notesMaster",
    ),
    "shape id of letters": (change(SHAPES, '<p:cNvPr id="4"', '<p:cNvPr id="vier"'), "shape id `vier` is no number"),
    "cell behind nothing": (change(TABLE, "<a:tc>", '<a:tc hMerge="1">'), "row 1, cell 1 is merged into no other"),
    "cell without text": (change(TABLE, "<a:txBody>.*?</a:txBody>", ""), "`a:tc` lacks `a:txBody`"),
    "cell without a paragraph": (
        change(TABLE, "(<a:tc><a:txBody><a:bodyPr/>(?:<a:lstStyle/>)?).*?</a:txBody>", r"\1</a:txBody>"),
        "`a:txBody` lacks `a:p`",
    ),
    "table without columns": (change(TABLE, "<a:tblGrid>.*?</a:tblGrid>", ""), "`a:tbl` lacks `a:tblGrid`"),
    "text without its body's properties": (
        change(SHAPES, "<p:txBody><a:bodyPr[^>]*?(/>|>.*?</a:bodyPr>)", "<p:txBody>"),
        "`p:txBody` lacks `a:bodyPr`",
    ),
    "look of a run after its text": (
        change(SHAPES, "<a:r>(<a:rPr.*?</a:rPr>)(<a:t>[^<]*</a:t>)", r"<a:r>\2\1"),
        "`a:rPr` is one too many in `a:r`",
    ),
    "unknown preset": (
        change(SHAPES, 'prst="ellipse"', 'prst="elipse"'),
        "`prst` of `a:prstGeom` is `elipse`, not one of",
    ),
    "no preset": (change(SHAPES, ' prst="ellipse"', ""), "`a:prstGeom` lacks `prst`"),
    "unknown attribute": (change(SHAPES, "<a:rPr ", '<a:rPr colour="red" '), "`a:rPr` knows no `colour`"),
    "element that nobody knows": (
        change(SHAPES, "<a:schemeClr ([^>]*)/>", r"<a:themeClr \1/>"),
        "element `a:themeClr`",
    ),
    "level too deep": (change(CONTENT, '(<a:pPr [^>]*)lvl="[0-9]"', r'\1lvl="9"'), "`lvl` of `a:pPr` is `9`"),
    "theme of eleven colours": (
        change("ppt/theme/theme1.xml", "<a:accent6>.*?</a:accent6>", ""),
        "`a:clrScheme` lacks `a:accent6`",
    ),
    "theme of two fills": (
        change("ppt/theme/theme1.xml", "(<a:fillStyleLst>)<a:solidFill>.*?</a:solidFill>", r"\1"),
        "`a:fillStyleLst` lacks",
    ),
    "picture without its pixels": (change(SHAPES, "<p:blipFill.*?</p:blipFill>", ""), "`p:pic` lacks `p:blipFill`"),
    "slides before masters": (
        change(PRESENTATION, "(<p:sldMasterIdLst>.*?</p:sldMasterIdLst>)(.*?</p:sldIdLst>)", r"\2\1"),
        "`p:sldMasterIdLst` is one too many in `p:presentation`",
    ),
}
