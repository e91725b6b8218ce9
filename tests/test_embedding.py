"""Fonts inside decks, read by libeot, fontTools and python-pptx, none of which deckgen writes with."""

from __future__ import annotations

import io
import re
import shutil
from array import array
from functools import cache
from itertools import pairwise
from pathlib import Path
from struct import unpack_from
from typing import Any
from zipfile import ZipFile

import pytest
import shared
from conftest import brand, deckgen
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import ttProgram
from fontTools.ttLib.tables._g_l_y_f import Glyph
from lxml import etree
from oracles import libeot, ooxml_sdk, openxml_audit
from quick_pptx import Presentation

from deckgen.languages.scripts import ASCII, SYLLABLES
from deckgen.outputs.store import FONTS, Store
from deckgen.reading.embedding import refusal
from deckgen.reading.fonts import FONT_FILES, Face
from deckgen.writers.pptx.embedding.ctf import blocks
from deckgen.writers.pptx.embedding.eot import written
from deckgen.writers.pptx.embedding.parsing import Copy, parse

NAMES = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def outlines(font: TTFont) -> dict[str, tuple[Any, ...]]:
    """The points of every glyph, which of them are on the curve, where contours end, and its width."""
    glyphs, widths = font["glyf"], font["hmtx"]
    found = {}
    for name in font.getGlyphOrder():
        points, ends, flags = glyphs[name].getCoordinates(glyphs)
        found[name] = [*points], [*ends], [flag & 1 for flag in flags], widths[name]
    return found


def opened(data: bytes) -> TTFont:
    return TTFont(io.BytesIO(data))


# the format


def drawn(*contours: list[tuple[float, float]], curved: bool = False) -> Glyph:
    pen = TTGlyphPen(None)
    for first, *rest in contours:
        pen.moveTo(first)
        if curved:
            pen.qCurveTo(*rest)
        else:
            for point in rest:
                pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def steps(*sizes: int) -> list[tuple[float, float]]:
    """A contour with steps of these sizes in all directions, alone and together."""
    x = y = 0
    points = [(0.0, 0.0)]
    for size in sizes:
        for right, up in ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)):
            x, y = x + right * size, y + up * (size + (1 if right and up else 0))
            points.append((float(x), float(y)))
    return points


@cache
def strange() -> bytes:
    """A font that has all that outlines and tables may have."""
    glyphs = {
        ".notdef": drawn([(0, 0), (500, 0), (500, 700)]),
        "steps": drawn(steps(1, 63, 64, 65, 255, 256, 767, 768, 769, 1279, 1280, 4000, 4095, 4096, 5000)),
        "curve": drawn([(0, 0), (100, 300), (400, 300), (500, 0)], curved=True),
        "many": drawn(*[[(n, 0), (n, 9), (n + 9, 9)] for n in range(0, 3000, 9)]),
        "long": drawn([(n, n % 7) for n in range(800)]),
        "boxed": drawn([(10, 10), (20, 10), (20, 30)]),
        "empty": Glyph(),
        "hinted": drawn([(0, 0), (70, 0), (70, 70)]),
    }
    components = TTGlyphPen(dict.fromkeys(glyphs))
    components.addComponent("curve", (0.5, 0, 0, 0.25, 300, -20))
    components.addComponent("boxed", (1, 0, 0, 1, 3, 4))
    components.addComponent("steps", (0.5, 0.25, -0.25, 0.5, 0, 0))
    glyphs["joined"] = components.glyph()
    glyphs["last"] = drawn([(0, 0), (5, 0), (5, 5)])
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([*glyphs])
    builder.setupCharacterMap({0x41 + n: name for n, name in enumerate(glyphs) if n})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (500 + 7 * n, 0) for n, name in enumerate(glyphs)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Strange", "styleName": "Regular", "fullName": "Strange", "version": "1"})
    builder.setupOS2(usWeightClass=400)
    builder.setupPost()
    font = builder.font
    font["cvt "] = newTable("cvt ")
    values = (0, 5, 237, 238, 239, -238, -2380, 2142, 0, 1904, 32767, -32768, 32767, 0)
    font["cvt "].values = array("h", values)
    program = ttProgram.Program()
    program.fromBytecode(bytes([0x40, 3, 1, 2, 3, 0x21, 0x21, 0x21]))
    for tag in ("fpgm", "prep"):
        font[tag] = newTable(tag)
        font[tag].program = program
    font["glyf"]["hinted"].program = program
    once = saved(font)
    font = TTFont(io.BytesIO(once), recalcBBoxes=False)
    font["glyf"]["boxed"].xMin = -5
    return saved(font)


def saved(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def tables(font: TTFont) -> dict[str, bytes]:
    return {tag: font.reader[tag] for tag in font.reader.tables}


def test_all_that_a_font_may_have() -> None:
    """Every form of step, contour, box, component and control value comes out of libeot as it went in."""
    font = opened(strange())
    read = opened(libeot(written(tables(font)))[0])
    assert outlines(read) == outlines(font)
    assert read["cvt "].values == font["cvt "].values
    assert read["glyf"]["boxed"].xMin == -5
    assert read["glyf"]["hinted"].program.getBytecode() == font["glyf"]["hinted"].program.getBytecode()
    unchanged = set(font.reader.tables) - {"glyf", "loca", "head", "cvt "}
    assert {"cmap", "fpgm", "prep", "name", "hmtx"} <= unchanged
    assert [tag for tag in unchanged if font.reader[tag] != read.reader[tag]] == []


@pytest.mark.parametrize("name", [file.name for file in sorted(FONT_FILES.glob("*.ttf")) if "Emoji" not in file.name])
def test_our_faces(name: str) -> None:
    """All characters of some Korean text and ASCII: each outline and width is that of the whole font."""
    face, source = Face(FONT_FILES / name, name), TTFont(FONT_FILES / name)
    letters = ASCII | set(sorted(SYLLABLES)[::20]) | {"\u00a0", "…", "–"}
    data = written(face.part(letters))
    read, header = libeot(data)
    font = opened(read)
    names, shown = font.getBestCmap(), source.getBestCmap()
    assert set(names) == {ord(c) for c in letters} & set(shown)
    expected = outlines(source)
    got = outlines(font)
    last = font.getGlyphOrder()[-1]
    skipped = {last} if font["glyf"][last].isComposite() else set()  # libeot drops its end
    compared = [c for c in names if names[c] not in skipped]
    assert len(compared) >= 95
    assert [chr(c) for c in compared if got[names[c]] != expected[shown[c]]] == []
    family, style = (font["name"].getDebugName(n) for n in (1, 2))
    assert (header["family"], header["style"]) == (f"{family}\0", f"{style}\0")
    assert (header["version"], header["full"]) == tuple(font["name"].getDebugName(n) for n in (5, 4))
    assert (header["flags"], header["charset"], header["rights"], header["code_page"]) == (5, 0, 0, 1252)
    assert header["weight"] == source["OS/2"].usWeightClass
    if "Pretendard" in name:  # an encoder of other make takes 77 bytes for one of 896, beside what all have in common
        assert len(data) < 80 * len(names) + 5_000


def test_places_beyond_what_short_numbers_reach() -> None:
    """Readers pack outlines less closely than HarfBuzz, so 126 kB may become more than the 128 kB of short numbers."""
    tables = Face(FONT_FILES / "Pretendard-Regular.ttf", "").part(sorted(SYLLABLES)[:960])
    assert 2 * unpack_from(">H", tables["loca"], len(tables["loca"]) - 2)[0] == len(tables["glyf"]) > 125_000
    first, _, _ = blocks(tables)
    head = next(at for at in range(12, 400, 16) if first[at : at + 4] == b"head")
    assert unpack_from(">h", first, unpack_from(">I", first, head + 8)[0] + 50)[0] == 1


def test_what_a_presenter_may_write() -> None:
    assert (len(ASCII), len(SYLLABLES)) == (95, 2350)
    assert {"가", "힝"} <= SYLLABLES
    assert "뷁" not in SYLLABLES


def test_steps_give_the_data_again() -> None:
    """Copies never reach into what they make, and say of it what stands there."""
    data = b"0123456789" * 2 + b"".join(n.to_bytes(2) * 2 for n in range(300)) + b"0123456789 end" * 40
    out = bytearray(data[:10])
    taken = parse(data, 10, 5)
    assert any(isinstance(step, Copy) for step in taken)
    for step in taken:
        if isinstance(step, Copy):
            start = len(out) - step.distance - step.length + 1
            assert 0 <= start <= len(out) - step.length
            out += out[start : start + step.length]
        else:
            out.append(step if step < 256 else out[-2 * (step - 256 - 8 * 5 + 1)])
    assert bytes(out) == data


@pytest.mark.parametrize(
    ("rights", "reason"),
    [
        (0x0, ""),
        (0x2, "may not be embedded"),
        (0x4, "viewed and printed only"),
        (0x6, "viewed and printed only"),
        (0x8, ""),
        (0xE, ""),
        (0x100, "parts of it"),
        (0x108, "parts of it"),
        (0x200, "bitmaps"),
    ],
)
def test_rights(rights: int, reason: str) -> None:
    """Of the rights that exclude each other the loosest counts; what restricts a part counts always."""
    assert (refusal(rights) is None) if not reason else reason in str(refusal(rights))


# the deck


def built(project: Path, *arguments: str) -> Path:
    result = deckgen("build", "--to", "pptx", *arguments, cwd=project)
    assert (result.returncode, result.stderr) == (0, "")
    (deck,) = (project / "output" / "presenter").glob("*.pptx")
    return deck


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = shared.small_project(tmp_path_factory.mktemp("embedding") / "project")
    built(home, "--fonts", "embed")
    return home


@pytest.fixture(scope="module")
def deck(project: Path) -> Path:
    (deck,) = (project / "output" / "presenter").glob("*.pptx")
    return Path(shutil.copy(deck, project))


def test_a_deck_with_fonts_is_sound(deck: Path) -> None:
    assert ooxml_sdk(deck) == []
    # it looks for a font that is not compressed behind the header, which PowerPoint does not take
    unread = [f"[binary] /ppt/fonts/font{n}.fntdata: Invalid font payload." for n in (1, 2)]
    assert openxml_audit(deck) == unread
    presentation = Presentation(deck).part
    assert presentation._element.get("embedTrueTypeFonts") == "1"
    assert presentation._element.get("saveSubsetFonts") == "1"
    children = [etree.QName(child).localname for child in presentation._element]
    assert ("notesSz", "embeddedFontLst") in pairwise(children)
    (family,) = presentation._element.findall("{*}embeddedFontLst/{*}embeddedFont")
    assert dict(family.find("{*}font").attrib) == {"typeface": "Pretendard", "charset": "-127"}
    weights = {etree.QName(e).localname: presentation.related_part(e.get(RELATION)) for e in family[1:]}
    assert list(weights) == ["regular", "bold"]
    for weight, part in weights.items():
        assert part.content_type == "application/x-fontdata"
        assert part.partname == f"/ppt/fonts/font{list(weights).index(weight) + 1}.fntdata"
        _, header = libeot(part.blob)
        assert (header["family"], header["style"]) == ("Pretendard\0", f"{weight.capitalize()}\0")


def test_its_fonts_have_all_that_its_slides_and_layouts_say(deck: Path) -> None:
    with ZipFile(deck) as parts:
        xml = {n: parts.read(n) for n in parts.namelist() if re.match(r"ppt/slide(s|Layouts)/[^/]+\.xml", n)}
        fonts = [opened(libeot(parts.read(n))[0]) for n in parts.namelist() if n.endswith(".fntdata")]
    texts = (t for data in xml.values() for t in etree.fromstring(data).xpath("//a:t/text()", namespaces=NAMES))
    said = "".join(texts).replace("\t", "")
    assert len(set(said)) > 60
    assert len(fonts) == 2
    for font in fonts:
        assert set(said) | ASCII <= set(map(chr, font.getBestCmap()))
        assert len(font.getBestCmap()) < 400, "the characters that are used, not all of the font"


def test_the_same_bytes_whether_kept_or_made(project: Path, deck: Path) -> None:
    """A font is taken from the last build if that had it, and made again where the file is not what was written."""
    kept = sorted((project / "output" / FONTS).iterdir())
    assert len(kept) == 2
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in kept}
    kept[0].write_bytes(before[kept[0]][0][:-1] + b"!")
    (project / "output" / "presenter" / deck.name).unlink()
    assert built(project, "--fonts", "embed").read_bytes() == deck.read_bytes()
    after = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in kept}
    assert after[kept[0]][0] == before[kept[0]][0]
    assert after[kept[1]] == before[kept[1]]


def test_who_decides(project: Path) -> None:
    """The theme, the seminar above it, the command above both; by default nothing is embedded."""

    def fonts(*arguments: str) -> int:
        with ZipFile(built(project, *arguments)) as parts:
            return sum(name.endswith(".fntdata") for name in parts.namelist())

    (seminar,) = (project / "content" / "seminars").glob("*.yaml")
    themes = project / "themes" / "openmaru"
    source = themes.resolve()
    themes.unlink()
    shutil.copytree(source, themes)
    text = seminar.read_text(encoding="utf-8")
    assert fonts() == 0
    with (themes / "theme.yaml").open("a", encoding="utf-8") as file:
        file.write("\ndeck: {fonts: embed}\n")
    assert fonts() == 2
    seminar.write_text(f"fonts: installed\n{text}", encoding="utf-8")
    assert fonts() == 0
    assert fonts("--fonts", "embed") == 2


def test_the_store_keeps_the_latest(tmp_path: Path) -> None:
    """A name is made once; those that have not been made for long go; where nothing can be written all is made."""
    store = Store(tmp_path / "fonts", "program", 60)
    asked: list[str] = []

    def make(name: str) -> bytes:
        asked.append(name)
        return name.encode()

    for _ in range(2):
        assert store.get("one", lambda: make("one")) == b"one"
    assert asked == ["one"]
    assert store._replace(program="another").get("one", lambda: make("other")) == b"other"
    assert store._replace(fresh=True).get("one", lambda: make("fresh")) == b"fresh"
    for n in range(70):
        store.get(f"font {n}", lambda n=n: make(f"font {n}"))  # type: ignore[misc]
    assert len(list(store.folder.iterdir())) == 60
    (tmp_path / "file").write_text("")
    assert Store(tmp_path / "file", "program", 60).get("one", lambda: make("again")) == b"again"


def test_every_theme_may_embed_its_fonts() -> None:
    themes = [p.parent.name for p in sorted((shared.ROOT / "themes").glob("*/theme.yaml")) if p.parent.name != "shared"]
    assert themes
    assert {name: brand(name).unembeddable for name in themes} == dict.fromkeys(themes, ())
