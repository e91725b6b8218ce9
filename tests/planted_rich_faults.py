"""Faults to plant in a sound deck of charts, connectors, groups and steps, and what lint must say of each."""

from __future__ import annotations

from collections.abc import Callable

from planted_faults import Parts, edit, put

#: What is planted, what the finding says.
PLANTED_IN_RICH: dict[str, tuple[Callable[[Parts], None], str]] = {
    "labels outside a stack": (
        edit('<c:dLblPos val="ctr"/>', '<c:dLblPos val="outEnd"/>'),
        "labels of a stacked barChart cannot stand at outEnd",
    ),
    "more points than are said": (edit('<c:ptCount val="[2-9]"', '<c:ptCount val="1"'), "of 1 points has point"),
    "points that are not counted": (edit('<c:ptCount val="[2-9]"/>', ""), "does not say how many points"),
    "point twice": (edit('<c:pt idx="1">', '<c:pt idx="0">'), "point 0 of a strCache is there twice"),
    "number that is none": (edit("(<c:numCache>.*?<c:v>)[^<]*", r"\1viele"), "`viele` of a numCache is no number"),
    "look of a point too far": (
        edit("(<c:ser>.*?)(<c:dLbls>|<c:cat>)", r'\1<c:dPt><c:idx val="99"/></c:dPt>\2'),
        "a dPt is of point 99",
    ),
    "series twice": (edit('<c:idx val="1"/><c:order val="1"/>', '<c:idx val="0"/><c:order val="1"/>'), "have idx 0"),
    "chart without series": (edit("<c:ser>.*</c:ser>", ""), "has no series"),
    "axis of nothing": (edit('<c:axId val="1001"/>', '<c:axId val="7"/>'), "are not both defined and used"),
    "axis twice": (edit('(<c:catAx><c:axId val=)"1001"', r'\1"1002"'), "chart axis 1002 is defined twice"),
    "axis that runs back": (
        edit('(<c:valAx>.*?<c:orientation val="minMax"/>)', r'\1<c:max val="1"/><c:min val="2"/>'),
        "a chart axis runs from 2.0 to 1.0",
    ),
    "range beyond the sheet": (edit(r"(<c:f>Sheet1!\$A\$2:\$A\$)[0-9]+", r"\g<1>99"), "beyond the last row or column"),
    "range that no sheet has": (edit(r"(<c:f>Sheet1!\$A\$2:\$A\$)[0-9]+", r"\g<1>1048577"), "which no sheet has"),
    "range of another sheet": (edit("<c:f>Sheet1!", "<c:f>Sheet7!"), "its workbook has Sheet1"),
    "range that is lost": (edit("<c:f>[^<]*", "<c:f>#REF!"), "reads the range `#REF!`, which is none"),
    "range that is too short": (edit(r"(<c:f>Sheet1!\$A\$2:\$A\$)[0-9]+", r"\g<1>2"), "a chart remembers"),
    "workbook that is no zip": (put("ppt/embeddings/workbook1.xlsx", b"PK no more"), "no workbook that can be opened"),
    "site beyond the shape": (edit('(<a:stCxn id="[0-9]+" idx=)"[0-9]+"', r'\1"9"'), "is glued to site 9 of shape"),
    "connector glued to a group": (edit('<a:stCxn id="[0-9]+"', '<a:stCxn id="GROUP"'), "which is a grpSp"),
    "connector glued to itself": (edit('<a:stCxn id="[0-9]+"', '<a:stCxn id="ITSELF"'), "is glued to itself"),
    "glued to nothing": (edit('<a:endCxn id="[0-9]+"', '<a:endCxn id="4711"'), "glued to shape 4711, which is not"),
    "placeholder in a group": (
        edit("(<p:grpSp>(?:(?!</p:grpSp>).)*<p:nvPr)/>", r'\1><p:ph type="body" idx="99"/></p:nvPr>'),
        "holds a placeholder",
    ),
    "table in a group": (
        edit('(<p:grpSp>.*?<a:graphicData uri="[^"]*/)chart"><c:chart[^>]*/>', r'\1table"><a:tbl/>'),
        "holds a table",
    ),
    "chart that says it is a table": (edit('(<a:graphicData uri="[^"]*/)chart"', r'\1table"'), "holds no tbl"),
    "frame of nothing known": (edit('(<a:graphicData uri=")[^"]*/chart"', r'\1urn:x"'), "a frame that holds a chart"),
    "build without its effect": (edit('(<p:bldP spid="[0-9]+" grpId=)"0"', r'\1"7"'), "belongs to no effect"),
    "build twice": (edit("(<p:bldP [^>]*/>)", r"\1\1"), "is built twice"),
    "group built like a text": (
        edit("(<p:grpSp>.*</p:tnLst>)", r'\1<p:bldLst><p:bldP spid="GROUP" grpId="0"/></p:bldLst>'),
        "and is a grpSp",
    ),
    "paragraphs that are not there": (
        edit('<p:pRg st="0" end="0"', '<p:pRg st="0" end="40"'),
        "shows paragraphs 0 to 40",
    ),
    "paragraphs back to front": (edit('<p:pRg st="1" end="1"', '<p:pRg st="1" end="0"'), "shows paragraphs 1 to 0"),
    "steps without a root": (edit(' nodeType="tmRoot"', ""), "0 steps are the root of all"),
    "transition after timing": (
        edit("(<mc:AlternateContent .*?</mc:AlternateContent>)(<p:timing>.*</p:timing>)", r"\2\1"),
        "`p:transition` is one too many in `p:sld`",
    ),
    "nothing for older readers": (edit("<mc:Fallback>.*?</mc:Fallback>", ""), "it must be choices and one Fallback"),
    "prefix that is not declared": (edit(' xmlns:p159="[^"]*"', ""), "`p159` is required or ignored, but not declared"),
}
