"""Every check of a slide, found by walking them: a scene that it complains of, and one that it lets pass."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from typing import NamedTuple

import pytest
from conftest import brand

import deckgen.checks
from deckgen.checks.prose import check_prose
from deckgen.checks.slides import CHECKS, check
from deckgen.diagnostics import Span
from deckgen.layout.diagram import connect
from deckgen.layout.typeset import Setting, block
from deckgen.richtext import Block, Inline, Prose
from deckgen.scene import Box, Cell, Group, Item, Picture, Rect, Run, Scene, Stroke, Table

BRAND = brand("openmaru")
FOOT = BRAND.theme.regions["body"].bottom
SENTENCE = "컨테이너는 애플리케이션을 담습니다"
#: Points that the sentence takes at 20 pt in the theme's font: 1 % more is needed to fit, 17 % in the fallback font.
WIDTH = 20 * BRAND.fonts.width(SENTENCE, "text", False)


class Case(NamedTuple):
    """Items that a check complains of, in these words; and items that are nearly as bad, but sound."""

    bad: tuple[Item, ...]
    message: str
    good: tuple[Item, ...]


def words(text: str, rect: Rect, size: float = 20, colour: str = "text", **look: object) -> Box:
    setting = Setting((Run(text, "text", False, colour),), (float(size),))
    return Box(text[:9], rect, block((setting,), BRAND.fonts, rect), **look)  # type: ignore[arg-type]


def table(bottom: float, width: float) -> Table:
    """A table of one cell that is 40 points high and ends there."""
    cell = words(SENTENCE, Rect(0, 0, width, 40)).text
    at = Rect(56, bottom - 40, width, 40)
    return Table("표", at, (width,), ((Cell(cell),),), (40.0,), Stroke("line", 1), Stroke("text", 1), "표")


def picture(alt: str = "회색", pixels: int = 960, **look: object) -> Picture:
    """A picture half as wide as the slide."""
    return Picture("사진", Rect(0, 0, 480, 270), "a.png", b"", (pixels, 540), alt, **look)  # type: ignore[arg-type]


def arrow(down: float) -> tuple[Item, ...]:
    """Two boxes with an arrow at 250 points, and a word between them so far down."""
    a = Box("처음", Rect(100, 220, 90, 60), key="a")
    b = Box("끝", Rect(500, 220, 90, 60), key="b")
    return a, b, connect("화살표", a, "right", b, "left"), words("글자", Rect(320, down, 60, 30))


FALLBACK = BRAND.fonts.language.fallback.name
BELOW = f"where `Pretendard` is not installed and PowerPoint takes `{FALLBACK}` (for Latin letters that or Calibri)"
CASES = {
    "text_overflow": Case(
        (words("한 줄\n두 줄\n세 줄", Rect(56, 150, 300, 50)),),
        "this text does not fit: 1 line too many, even in the smallest size (20 pt)",
        (words("한 줄\n두 줄", Rect(56, 150, 300, 50)),),
    ),
    "text_overflow_in_fallback": Case(
        (words(SENTENCE, Rect(56, 150, WIDTH * 1.05, 30)),),
        f"this text needs 1 line more than it has room for {BELOW}",
        (words(SENTENCE, Rect(56, 150, WIDTH * 1.2, 30)),),
    ),
    "missing_glyphs": Case(
        (words("글자 \U00013000", Rect(56, 150, 300, 50)),),
        "no font of the theme has the character `\U00013000` (U+13000, egyptian hieroglyph a001)",
        (words("로켓 é → ①", Rect(56, 150, 300, 50)),),
    ),
    "table_overflow": Case(
        (table(FOOT + 1, 400),),
        "this table does not fit: 1 line too many, even in the smallest size (20 pt)",
        (table(FOOT, 400),),
    ),
    "table_overflow_in_fallback": Case(
        (table(FOOT, WIDTH * 1.05),),
        f"this table grows over the foot of the page {BELOW}",
        (table(FOOT - 40, WIDTH * 1.05),),
    ),
    "off_page": Case(
        (Box("점", Rect(-1, 20, 20, 20), fill="accent"),),
        "`점` runs off the page",
        (Box("점", Rect(940, 520, 20, 20), fill="accent"),),
    ),
    "overlap": Case(
        (words("아래", Rect(56, 150, 100, 30)), words("위", Rect(66, 155, 100, 30))),
        "`아래` and `위` lie over each other",
        (words("아래", Rect(56, 150, 100, 30)), words("위", Rect(56, 171, 100, 30))),
    ),
    "crossing": Case(arrow(235), "the arrow `화살표` runs through `글자`", arrow(255)),
    "small_type": Case(
        (words("작은 글", Rect(56, 150, 100, 30), 11.5),),
        "this text is set in 11.5 pt; the theme's smallest is 12",
        (words("작은 글", Rect(56, 150, 100, 30), 12),),
    ),
    "low_contrast": Case(
        (words("흐린 글", Rect(56, 150, 100, 30), colour="line"),),
        "`흐린 글` hardly stands out: line on paper has a contrast of 1.5 to 1, it needs 3",
        (words("흐린 글", Rect(56, 150, 100, 30), colour="line", fill="strong"),),
    ),
    "missing_alt_text": Case((picture(alt=""),), "the picture `a.png` has no alt text", (picture(decorative=True),)),
    "low_resolution": Case(
        (picture(pixels=640),),
        "the picture `a.png` is not sharp on a screen and on paper: 640 of its pixels stand side by side where 960 are"
        " needed",
        (picture(pixels=960),),
    ),
}


def messages(items: tuple[Item, ...]) -> list[str]:
    """What all checks say of a slide with these items."""
    scene = Scene("s", 1, "title-only", "제목", "ko", "paper", items, span=Span("x.yaml", 3))
    findings = list(check(scene, BRAND.theme, BRAND.fonts))
    assert all(f.span == Span("x.yaml", 3) and f.hint for f in findings)
    return [f.message for f in findings]


def written() -> set[str]:
    """The names of all checks that stand in the modules of `deckgen.checks`, whether they are called or not."""
    signature = ("Subject", "Iterator[Diagnostic]")
    return {
        name
        for module in pkgutil.iter_modules(deckgen.checks.__path__)
        for name, value in vars(import_module(f"deckgen.checks.{module.name}")).items()
        if inspect.isfunction(value)
        and not name.startswith("_")
        and tuple(inspect.get_annotations(value).values()) == signature
    }


def test_every_check_is_called_and_has_its_cases():
    """A check that nobody calls, and one without cases, are found."""
    called = [each.__name__ for each in CHECKS]
    assert len(called) == len(set(called)) > 10
    assert written() == set(called) == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_check_complains(name):
    """Of its bad scene, in these words, and no other check does."""
    assert [CASES[name].message] == messages(CASES[name].bad)


@pytest.mark.parametrize("name", CASES)
def test_a_check_lets_pass(name):
    """What is only nearly as bad."""
    assert messages(CASES[name].good) == []


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((picture(), words("말", Rect(100, 100, 100, 30), fill="paper")), []),
        ((picture(), words("말", Rect(100, 100, 100, 30))), ["`사진` and `말` lie over each other"]),
        ((words("A" * 40, Rect(56, 150, 100, 30)), words("위", Rect(66, 155, 100, 30))), None),
        ((Group("둘", (picture(alt=""),)),), ["the picture `a.png` has no alt text"]),
        ((words("큰 글", Rect(56, 150, 200, 60), 18, "accent", fill="line"),), []),
        (
            (words("글", Rect(56, 150, 200, 60), 17, "accent", fill="line"),),
            ["`글` hardly stands out: accent on line has a contrast of 4.0 to 1, it needs 4.5"],
        ),
    ],
    ids=["words on a panel", "words on a picture", "what overflows", "in a group", "large type", "smaller type"],
)
def test_what_a_check_takes_into_account(items, expected):
    """A panel under words, what was told already, what stands in a group, how large type is."""
    if expected is None:
        expected = [m for m in messages(items[:1]) if "does not fit" in m]
        assert expected
    assert expected == messages(items)


def test_a_missing_glyph_is_told_where_it_was_written():
    """At each of its places, once for the slide; in prose as on slides."""
    rocket = words("로켓 \U00013000, \U00013000", Rect(56, 150, 300, 50))
    scene = Scene("s", 1, "title-only", "제목", "ko", "paper", (rocket,))
    places = [Span("x.yaml", 3), Span("x.yaml", 5)]
    found = check(scene, BRAND.theme, BRAND.fonts, lambda character: places)
    assert places == [f.span for f in found]
    prose = Prose((Block((Inline("로켓 \U00013000"), Inline("\U00013000", code=True))),), Span("x.yaml", 7), "ko")
    assert [Span("x.yaml", 7)] == [f.span for f in check_prose(prose, BRAND.fonts)]
    assert places == [f.span for f in check_prose(prose, BRAND.fonts, lambda character: places)]
    sound = Prose((Block((Inline("로켓"),)),), None, "ko")
    assert [*check_prose(sound, BRAND.fonts), *check_prose(None, BRAND.fonts)] == []
