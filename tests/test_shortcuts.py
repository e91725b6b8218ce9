"""Shortcuts through WeasyPrint: the pages are those of its own way."""

from __future__ import annotations

import gc
import random
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element

import pikepdf
import pytest
import weasyprint
from test_handout import handouts
from weasyprint import css, document, draw, images, pdf, stacking
from weasyprint.css import StyleFor
from weasyprint.draw import border
from weasyprint.formatting_structure.boxes import Box, LineBox, ParentBox
from weasyprint.layout import absolute, block, column, grid, inline, page, percent, table
from weasyprint.layout import float as floats
from weasyprint.pdf import pydyf

from deckgen.writers.handout import press, shortcuts
from deckgen.writers.handout.handouts import EDITIONS, Print
from deckgen.writers.handout.shortcuts import (
    declarations,
    lettering,
    lines,
    markup,
    measures,
    painting,
    pictures,
    plain,
    release,
    sides,
    styles,
    writing,
)

RESOLVING = (absolute, block, column, floats, grid, inline, page, percent, table)


LOADING = """
import sys
started = []
sys.addaudithook(lambda event, what: started.append(what) if event == "subprocess.Popen" else None)
from deckgen.writers.handout import loading
before = loading.ctypes.util.find_library
loading.weasyprint()
print(len(started), loading.ctypes.util.find_library is before)
print(*sorted(m for m in sys.modules if m.startswith(("fontTools.subset", "fontTools.varLib", "lxml"))))
from weasyprint.pdf import fonts
print(fonts.subset.Options(hinting=False).hinting, "fontTools.subset" in sys.modules)
from weasyprint.text import ffi
print(type(ffi.ffi).__name__, *sorted(m for m in sys.modules if m.split(".")[0] in ("cffi", "pycparser")))
"""
ROOT = Path(__file__).parent.parent


def test_loading_asks_nobody_for_libraries_and_leaves_out_what_is_rare():
    done = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["0 True", "", "False True", "Declared"]


def test_what_the_libraries_declare_is_that_of_this_version():
    make = runpy.run_path(str(ROOT / "tools" / "declarations.py"))["declared"]
    code = declarations.source()
    assert code is not None
    assert make(code.read_text(encoding="utf-8")) == declarations.FILE.read_text(encoding="utf-8")


def test_other_declarations_are_read_as_ever(tmp_path: Path, monkeypatch):
    other = tmp_path / "ffi.py"
    other.write_text("ffi = cffi.FFI()", encoding="utf-8")
    monkeypatch.setattr(declarations, "source", lambda: other)
    assert declarations.ready() is None


def test_the_version_is_a_known_one():
    assert weasyprint.__version__ in shortcuts.KNOWN


@pytest.mark.parametrize("edition", EDITIONS)
def test_shared_styles_and_measures_are_those_of_each_element(edition: str, monkeypatch):
    press.warm()
    assert StyleFor.__init__ is styles._shared and block.resolve_percentages is measures.resolve
    quick = handouts("every").write(edition, Print()).data
    monkeypatch.setattr(StyleFor, "__init__", styles._original)
    for module in RESOLVING:
        monkeypatch.setattr(module, "resolve_percentages", measures._original)
    assert handouts("every").write(edition, Print()).data == quick


@pytest.mark.parametrize("edition", ["notes", "reader"])
def test_pages_and_files_are_those_of_its_own_functions(edition: str, monkeypatch):
    press.warm()
    assert pydyf.VERSION in writing.KNOWN and pydyf._to_bytes is writing.to_bytes
    assert images.SVGImage.draw is pictures._draw and Box.descendants is plain._descendants
    assert draw.draw_inline_level is painting._draw_inline and draw.draw_outline is painting._draw_outline
    assert page.set_page_type_computed_styles is sides._set and pdf.add_tags is release._add_tags
    quick = handouts("every").write(edition, Print()).data
    monkeypatch.setattr(pydyf, "_to_bytes", writing._original)
    for kind, written in writing.DATA.items():
        monkeypatch.setattr(kind, "data", written)
    monkeypatch.setattr(pydyf.PDF, "page_references", writing.REFERENCES)
    monkeypatch.setattr(page, "set_page_type_computed_styles", sides._original)
    monkeypatch.setattr(page, "make_margin_boxes", plain._margin_boxes)
    monkeypatch.setattr(Box, "descendants", plain._walk)
    monkeypatch.setattr(ParentBox, "page_values", plain._pages_of)
    monkeypatch.setattr(images.SVGImage, "draw", pictures._original)
    for module in (css, inline, percent):
        monkeypatch.setattr(module, "check_math", measures._math)
    monkeypatch.setattr(document, "layout_document", release._laid_out)
    monkeypatch.setattr(pdf, "add_tags", release._tag)
    monkeypatch.setattr(draw, "draw_inline_level", painting._inline)
    monkeypatch.setattr(draw, "draw_outline", painting._outline)
    monkeypatch.setattr(border, "draw_outline", painting._outline)
    monkeypatch.setattr(stacking, "_dispatch_children", painting._dispatch_children)
    assert handouts("every").write(edition, Print()).data == quick


OUTLINED = """<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><title>가</title><style>
body { font-family: deck-text; white-space: pre }
.a { outline: 1px solid red } .b { opacity: .5 } .c { visibility: hidden } .d { position: relative; z-index: 1 }
.e { background: yellow } .f { transform: rotate(3deg) } .g { overflow: hidden }
</style></head><body><p>하나 <b class="a">둘 <i>셋</i></b> 넷</p><p>다섯 <b class="b">여섯</b> <b class="c">일곱</b></p>
<p><b class="d">여덟</b> <b class="e">아홉\n열</b></p><div class="a"><p class="f">열하나</p>
<p class="g">열둘</p></div></body></html>
"""


def test_what_is_painted_in_another_order_or_has_an_outline_is_as_its_own_functions_paint_it(monkeypatch):
    face = handouts("every")._brand.fonts.face("text", False)

    def made() -> bytes:
        return press.pages(OUTLINED, [press.Family("deck-text", face, face)], {}, ()).pdf()

    quick = made()
    monkeypatch.setattr(draw, "draw_inline_level", painting._inline)
    monkeypatch.setattr(draw, "draw_outline", painting._outline)
    monkeypatch.setattr(border, "draw_outline", painting._outline)
    monkeypatch.setattr(stacking, "_dispatch_children", painting._dispatch_children)
    assert made() == quick


def test_values_are_written_as_its_own_function_writes_them():
    values = (
        b"x",
        "/Name",
        3,
        -4,
        True,
        0.0,
        1.0,
        -2.5,
        0.0000001,
        1e9,
        1e-9,
        pydyf.String("한"),
        pydyf.Array([1, "a"]),
    )
    assert [writing.to_bytes(value) for value in values] == [writing._original(value) for value in values]
    entries = pydyf.Dictionary({"Type": "/X", "K": pydyf.Array([0.5, 2, b"3 0 R"]), "D": pydyf.Dictionary({"a": 1})})
    assert entries.data == writing.DATA[pydyf.Dictionary].fget(entries)


PLAIN_HTML = """<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<title>가 &amp; 나</title>
<style>
p > b { color: red }
</style>
</head>
<body class="x">
<section id="s"><h2>제목 <b>굵게</b></h2><p>글<br><a href="#s">곳<span class="at">2</span></a> 끝</p>
<ul><li>하나<ul><li>안</li></ul></li><li>둘 &lt;</li></ul>
<dl><div class="term"><dt>말</dt><dd>뜻<p>글</p></dd></div><dt>말</dt><dd>뜻</dd></dl>
<table>
<thead><tr><th scope="col">머리</th></tr></thead>
<tbody><tr><td><p>칸</p><img src="a" alt="b"></td></tr></tbody>
</table><nav></nav></section>
</body>
</html>
"""
PIECES = re.compile(r"<[^<>]*>|[^<]+")
MORE = (
    "<p>", "</p>", "<b>", "</b>", "<a>", "</a>", "<li>", "<td>", "<tr>", "</table>", "<div>", "</div>", "<dd>", "<h3>",
    "<pre>", "<!-- x -->", "&nbsp;", "\u00a0", "가", " ", "<br/>", "<input>", "<svg>", "</body>", "</html>", "<P>",
    "<p id=x>", "\0", "\r", "<", "<form>", "<table>", "<head>", '<p a="1" a="2">', "<ruby>", "</br>", "<col>",
    "<option>", '<body class="y">', "<i>", "<h2>",
)  # fmt: skip


def test_plain_html_has_one_tree_however_it_is_parsed():
    assert _same(markup.tree(PLAIN_HTML), markup._original(PLAIN_HTML, namespace_html_elements=False))
    dice = random.Random(18)
    pieces, here = PIECES.findall(PLAIN_HTML), 0
    for _ in range(3000):
        changed = list(pieces)
        for _ in range(dice.choice((1, 1, 2, 3))):
            at = dice.randrange(len(changed))
            changed[at : at + dice.choice((0, 1))] = dice.choice(([], [dice.choice(MORE)], [dice.choice(pieces)]))
        text = "".join(changed)
        found = markup.tree(text)
        if found is not None:
            here += 1
            assert _same(found, markup._original(text, namespace_html_elements=False)), text
    assert here > 200


def test_editions_are_plain_html(monkeypatch):
    press.warm()
    seen: list[bool] = []
    monkeypatch.setattr(
        markup, "tree", lambda text, tree=markup.tree: seen.append(tree(text) is not None) or tree(text)
    )
    handouts("every").write("notes", Print())
    assert seen and all(seen)


def _same(a: Element, b: Element) -> bool:
    """Whether two elements and all in them are the same."""
    own = [(e.tag, e.text, e.tail, list(e.attrib.items()), len(e)) for e in (a, b)]
    return own[0] == own[1] and all(map(_same, a, b))


def test_what_pages_were_made_of_is_let_go():
    gc.collect()
    before = sum(type(o) is LineBox for o in gc.get_objects())
    set_pages = press.pages(
        "<html lang=ko><p id=a>가<p><a href=#a>나</a>", handouts("every")._families.families, {}, []
    )
    kept = sum(type(o) is LineBox for o in gc.get_objects()) - before
    assert len(set_pages.document.pages) == 1 and kept == 2
    set_pages.pdf()
    assert set_pages.document.pages[0]._page_box is None


def test_what_is_made_before_there_are_editions_changes_none(monkeypatch):
    plain = {name: handouts("every").write(name, Print()).data for name in ("notes", "reader")}
    shared = handouts("every")
    lettering._shapes.clear()
    shared.prepare(["notes", "notes"], Print())
    assert not lettering._shapes  # a booklet's two files are one edition
    shared.prepare(["notes", "reader"], Print())
    assert sum(map(len, lettering._shapes.values())) > 20
    assert {name: shared.write(name, Print()).data for name in plain} == plain


@pytest.mark.parametrize("edition", EDITIONS)
def test_lines_stand_where_pango_has_them(edition: str, monkeypatch):
    """Words, their places on the page and what they are tagged as; a text is a thousandth of an em off at most."""
    press.warm()
    assert block.iter_line_boxes is lines._lines and draw.draw_text is lettering._draw
    set_here: list[object] = []
    monkeypatch.setattr(lines, "_put", lambda *part, put=lines._put: set_here.append(part) or put(*part))
    quick = handouts("every").write(edition, Print()).data
    monkeypatch.setattr(block, "iter_line_boxes", lines._original)
    monkeypatch.setattr(absolute, "shrink_to_fit", lines._shrink)
    words, pango = _words(quick), _words(handouts("every").write(edition, Print()).data)
    assert [word for word, *_ in words] == [word for word, *_ in pango]
    assert len(set_here) > 5 and len(words) > 20
    away = [max(abs(a - b) for a, b in zip(w[1:], p[1:], strict=True)) for w, p in zip(words, pango, strict=True)]
    assert max(away) < 0.5  # points: a word of another script is kerned with its neighbours here
    assert _tags(quick) == _tags(handouts("every").write(edition, Print()).data)


def _words(data: bytes) -> list[tuple[str, float, float]]:
    """The words of pages with where each begins, in points; sorted: readers order by places, however close."""
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" [^>]*>([^<]*)<', done)
    return sorted((word, float(x), float(y)) for x, y, word in found)


def _tags(data: bytes) -> list[str]:
    """The structure of a document, element by element."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return list(_kinds(pdf.Root.StructTreeRoot))


def _kinds(element: pikepdf.Object) -> Iterator[str]:
    yield str(element.get("/S", ""))
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield from _kinds(child)
