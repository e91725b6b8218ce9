"""Pages of other sizes than 16:9: every place follows, in every output; what no page can be is refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from conftest import ROOT, THEMES, brand, deckgen, example_scenes, images
from conftest import gallery as gallery_deck
from pptx_sample import INFO
from shared import small_project

from deckgen.layout.artwork import artworks
from deckgen.layout.kinds import KINDS
from deckgen.layout.native import native
from deckgen.layout.scaling import Scaling, full_size
from deckgen.pipeline import lay_out
from deckgen.reading.brand import Brand, load_brand
from deckgen.reading.fitting import Axis, fitted
from deckgen.reading.model import Wrong
from deckgen.reading.page_size import GRID, PageSize
from deckgen.reading.theme import Theme
from deckgen.scene import Chart, Rect, Scene, walk
from deckgen.writers.handout.sheet import sheet
from deckgen.writers.pptx import write_parts
from deckgen.writers.web.pictures import Pictures

#: What a theme may write, and how large that page is in points.
SIZES = {
    "4:3": (960, 720),
    "16:10": (960, 600),
    "A4": (841.89, 595.276),
    "a3": (1190.551, 841.89),
    "297 x 210 mm": (841.89, 595.276),
    "297×210mm": (841.89, 595.276),
    "25.4 cm x 19.05 cm": (720, 540),
    "13.333 x 7.5 in": (959.976, 540),
    "４：３": (960, 720),
    "4 : 3": (960, 720),
}


def sized(theme: Theme, page: tuple[float, float]) -> Theme:
    """A theme as it was written, with another page."""
    return fitted(Theme(**{**vars(theme), "page": PageSize(*page)})).furnished()


@cache
def on(name: str, width: float, height: float) -> Brand:
    """A brand of the project on a page of another size."""
    found = brand(name)
    return found._replace(theme=sized(found.theme, (width, height)))


@pytest.mark.parametrize(("written", "points"), SIZES.items())
def test_sizes_have_names(written: str, points: tuple[float, float]) -> None:
    assert points == pytest.approx(PageSize.parse(written), abs=0.001)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ([540, 960], "must lie on its side, from 5:4 to 21:9, found 540 × 960"),
        ([720, 720], "must lie on its side"),
        ([2000, 500], "must lie on its side"),
        ([960, 0], "must be from 320 × 180 to 4,000 × 4,000 points, found 960 × 0"),
        ([5000, 3000], "4,000 × 4,000"),
        ([160, 90], "320 × 180"),
        ([960], "must be the size of a page, found a list"),
        (["nan", 540], "must be the size of a page"),
        ([960, "wide"], "must be the size of a page"),
        ("letter", "must be the size of a page, found `letter`"),
        ("210 x 297 mm", "must lie on its side, from 5:4 to 21:9, found `210 x 297 mm`"),
        ("9:16", "must lie on its side, from 5:4 to 21:9, found `9:16`"),
        ("1:1", "must lie on its side"),
        ("99:0", "must be the size of a page"),
        (None, "must be the size of a page, found nothing"),
    ],
)
def test_what_is_no_page_is_refused_with_what_is_one(written: object, said: str) -> None:
    with pytest.raises(Wrong) as refused:
        PageSize.parse(written)
    assert said in str(refused.value)
    assert "write `16:9`, `16:10`, `4:3`, `A4` or `A3`" in str(refused.value.hint)


# places


def test_head_and_foot_keep_their_height_and_the_middle_takes_the_rest() -> None:
    axis = Axis(540, 720, 148, 464)
    assert [0, 56, 148, 396, 644, 686, 720] == pytest.approx([axis.at(y) for y in (0, 56, 148, 306, 464, 506, 540)])
    # level with an edge; at an edge of the page; in its room; a rule stays as thin as it was
    assert axis.kept(144, 184, [184]) == pytest.approx(axis.at(184) - 40)
    assert (axis.kept(36, 96, ()), axis.kept(444, 504, ())) == (36, 624)
    assert axis.kept(36, 504, ()) == pytest.approx((36 + 684 - 468) / 2)
    assert axis.stretched(316, 322, 16)[1] == 6
    assert axis.stretched(0, 540) == (0, 720)


@pytest.mark.parametrize("page", [(960, 720), (842, 595), (1260, 540), (1200, 960)])
@pytest.mark.parametrize("name", THEMES)
def test_layouts_follow_the_page(name: str, page: tuple[float, float]) -> None:
    """No place becomes smaller, leaves the page or comes to lie over one that it did not lie over; pictures of the
    layout keep their form."""
    before, after = brand(name).theme, on(name, *page).theme
    width, height = after.page
    assert width / height == pytest.approx(page[0] / page[1])
    assert min(width - GRID.width, height - GRID.height) == pytest.approx(0)
    assert before.layouts
    for key, layout in before.layouts.items():
        old = [p.at for p in layout.placeholders.values()]
        new = [p.at for p in after.layouts[key].placeholders.values()]
        for a, b in zip(old, new, strict=True):
            assert b.w >= a.w - 0.01 and b.h >= a.h - 0.01
        for (a, c), (b, d) in zip(combinations(old, 2), combinations(new, 2), strict=True):
            assert _meet(a, c) or not _meet(b, d)
        shapes = [s.at for s in after.layouts[key].shapes]
        for r in [*new, *shapes]:
            assert r.x >= 0 and r.y >= 0 and r.right <= width + 0.01 and r.bottom <= height + 0.01
        for shape, at in zip(layout.shapes, shapes, strict=True):
            if shape.outline != "rectangle":
                assert at.w / at.h == pytest.approx(shape.at.w / shape.at.h)


@pytest.mark.parametrize("name", THEMES)
def test_a_drawing_of_a_cover_moves_as_one(name: str) -> None:
    """Boxes in rows stay in rows, circles around one middle stay around it."""
    covers = [on(name, *page).theme.layouts["cover"].shapes for page in ((960, 540), (960, 720))]
    before, after = ([s.at for s in shapes if s.outline != "rectangle"] for shapes in covers)
    assert [(b.x - a.x, b.y - a.y) for a, b in pairwise(before)] == [
        (pytest.approx(b.x - a.x), pytest.approx(b.y - a.y)) for a, b in pairwise(after)
    ]


def _meet(a: Rect, b: Rect) -> bool:
    return min(a.right, b.right) - max(a.x, b.x) > 0.01 and min(a.bottom, b.bottom) - max(a.y, b.y) > 0.01


def test_a_page_of_the_same_shape_changes_no_place() -> None:
    theme = brand("openmaru").theme
    larger = sized(theme, (1920, 1080))
    assert (larger.page, larger.scale, theme.scale) == (GRID, 2, 1)
    assert [vars(p)["at"] for p in larger.layouts["cover"].placeholders.values()] == [
        p.at for p in theme.layouts["cover"].placeholders.values()
    ]


# kinds


@pytest.mark.parametrize(
    ("name", "page"),
    [
        *((name, page) for name in THEMES for page in ((960, 720), (842, 595))),
        *(("openmaru", page) for page in ((1600, 1000), (1260, 540))),
    ],
)
def test_every_kind_fits_on_every_page(name: str, page: tuple[float, float]) -> None:
    """With little and typical text, without a finding; all of it on the page, between its margins."""
    there = on(name, *page)
    width, height = there.theme.page
    for size in ("little", "typical"):
        scenes, found = lay_out(gallery_deck(size, name), there, images())
        assert [f"{d.severity}: {d.message}" for d in found] == []
        assert len(scenes) > len(KINDS)
        for scene in scenes:
            for item in walk(scene.items):
                r = item.rect
                assert -0.01 <= r.x and -0.01 <= r.y and r.right <= width + 0.01 and r.bottom <= height + 0.01, (
                    item.name
                )
        if size == "typical":
            feet = [max(i.rect.bottom for i in walk(s.items)) for s in scenes]
            assert sum(foot > height - 40 for foot in feet) > len(KINDS) / 2  # the footer is at the foot


# outputs

#: What becomes larger with a slide, and what does not.
_LENGTHS = {"rect", "points", "width", "radius", "inset", "size", "before", "indent", "hang", "x", "baseline", "height"}
_LENGTHS |= {"columns", "heights", "plot", "sizes"}
_OTHERS = {
    "crop",
    "view",
    "contours",
    "leading",
    "gap",
    "top",
    "unit",
    "values",
    "pixels",
    "number",
    "rung",
    "overflow",
    "tier",
}
_OTHERS |= {
    "spacing",
    "glue",
    "start",
    "opacity",
    "level",
    "paragraph",
    "labelled",
    "heads",
    "paragraphs",
    "span",
    "notes",
    "clicks",
    "step",
}
_OTHERS |= {"shift", "bottom", "every", "marked"}  # of charts: shares, values, counts


def _numbers(value: object, name: str = "", length: bool = False) -> Iterator[tuple[str, bool, float]]:
    """Every number of a scene with the field it is in, and whether that is a length."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, (int, float)):
        yield name, length, float(value)
    elif hasattr(value, "_fields"):
        for field, inner in zip(value._fields, value, strict=True):
            if length:
                yield from _numbers(inner, name, True)
            elif field not in ("span", "notes", "clicks"):
                yield from _numbers(inner, field, field in _LENGTHS)
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from _numbers(inner, name, length)


@cache
def _typical() -> tuple[Scene, ...]:
    kinds = ("chart", "table", "flow", "picture", "loop", "title", "cards")
    ours = brand("openmaru")
    return tuple(native(s, ours.fonts) for kind in kinds for s in example_scenes(kind))


def test_a_slide_twice_as_large_has_everything_twice_as_large() -> None:
    scaling = Scaling(2.0)
    seen = set()
    for scene in _typical():
        before, after = [*_numbers(scene)], [*_numbers(scaling.scene(scene))]
        assert [(n, length) for n, length, _ in before] == [(n, length) for n, length, _ in after]
        for (name, length, a), (_, _, b) in zip(before, after, strict=True):
            assert b == (a * 2 if length else a), name
            seen.add(name)
            assert length or name in _OTHERS, f"is `{name}` a length?"
    assert _LENGTHS <= seen
    assert any(isinstance(i, Chart) for s in _typical() for i in walk(s.items))


@pytest.mark.parametrize("page", [(720, 540), (842, 595)])
def test_a_deck_is_as_large_as_the_page(page: tuple[float, float]) -> None:
    """Slides, layouts and texts of a reduced deck stand on its page, in the sizes of its layouts."""
    there = on("openmaru", *page)
    scenes, _ = lay_out(gallery_deck("typical"), there, images())
    scenes, theme, drawn = full_size(scenes, there.theme, artworks(there, "ko"))
    parts = write_parts(scenes, theme, drawn, INFO)
    size = re.search(rb'<p:sldSz cx="(\d+)" cy="(\d+)"/>', parts["ppt/presentation.xml"])
    assert size is not None
    cx, cy = int(size[1]), int(size[2])
    assert (cx, cy) == (page[0] * 12700, page[1] * 12700)
    places = [
        tuple(map(int, found))
        for name, data in parts.items()
        if re.fullmatch(r"ppt/slide(Layout|Master)?s/[^/]*\.xml", name)
        for found in re.findall(rb'<a:xfrm><a:off x="(-?\d+)" y="(-?\d+)"/><a:ext cx="(\d+)" cy="(\d+)"/>', data)
    ]
    assert len(places) > 500
    assert [] == [p for p in places if min(p[:2]) < -2 or p[0] + p[2] > cx + 2 or p[1] + p[3] > cy + 2]


def test_frames_of_slides_have_their_shape() -> None:
    page = on("openmaru", 720, 540).theme.page
    for paper in ("a4", "letter", "a5"):
        there = sheet(paper, "ko", slide=page)
        assert there.picture / there.measure == pytest.approx(0.75)
    picture = Pictures(on("openmaru", 720, 540).theme, brand("openmaru").fonts).picture(_typical()[0], "")
    assert 'viewBox="0 0 960 720"' in picture


def test_every_output_follows_the_page(tmp_path: Path) -> None:
    home = small_project(tmp_path / "project")
    (home / "themes" / "openmaru").unlink()
    shutil.copytree(ROOT / "themes" / "openmaru", home / "themes" / "openmaru")
    theme = home / "themes" / "openmaru" / "theme.yaml"
    theme.write_text(f"{theme.read_text(encoding='utf-8')}\npage: [720, 540]\n", encoding="utf-8")
    result = deckgen("build", "--handout", "slides-6", cwd=home)
    assert (result.returncode, result.stderr) == (0, "")
    (deck,), (slides,) = home.glob("output/**/*.pptx"), home.glob("output/**/*.slides.pdf")
    with ZipFile(deck) as parts:
        assert b'<p:sldSz cx="9144000" cy="6858000"/>' in parts.read("ppt/presentation.xml")
    with pikepdf.open(slides) as pdf:
        assert {(720.0, 540.0)} == {(float(p.mediabox[2]), float(p.mediabox[3])) for p in pdf.pages}
    (handout,) = home.glob("output/**/*.slides-6.pdf")
    with pikepdf.open(handout) as pdf:
        boxes = [f.BBox for p in pdf.pages for name, f in p.Resources.XObject.items() if name.startswith("/Slide")]
        assert {(960.0, 720.0)} == {(float(b[2]), float(b[3])) for b in boxes}
    pages = [p.read_text(encoding="utf-8") for p in home.glob("output/**/*.html")]
    assert pages
    assert {'viewBox="0 0 960 720"'} == {v for page in pages for v in re.findall(r'viewBox="0 0 9[^"]*"', page)}


def test_places_of_another_page_are_told(tmp_path: Path) -> None:
    """Who writes places on the page of 4:3 learns which page they are written on."""
    shutil.copytree(ROOT / "themes", tmp_path / "themes")
    theme = tmp_path / "themes" / "paper" / "theme.yaml"
    more = "page: '4:3'\nregions: {body: [56, 148, 848, 496]}\n"
    theme.write_text(f"{theme.read_text(encoding='utf-8')}\n{more}", encoding="utf-8")
    found, problems, _ = load_brand((tmp_path / "themes",), "paper", None)
    assert found is None
    (problem,) = problems
    assert problem.message == "`body` reaches beyond the page that places are written on"
    assert problem.hint == "places are written on a page of 960 × 540, whatever `page` is, and deckgen fits them to it"
    assert problem.span is not None and problem.span.path == "themes/paper/theme.yaml"
