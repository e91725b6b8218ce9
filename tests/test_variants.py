"""The forms of kinds that are made of text: chosen from what a slide says, or by its author."""

from __future__ import annotations

import json
import re

import pytest
from conftest import THEMES, brand, deck_of
from pptx_sample import INFO

from deckgen.layout.artwork import artworks
from deckgen.layout.kinds import KINDS
from deckgen.pipeline import lay_out
from deckgen.reading.seminar import read_module
from deckgen.scene import Box, Connector, Scene, Table, walk
from deckgen.scene.dump import dump
from deckgen.writers.pptx import write_parts
from deckgen.writers.web.pictures import Pictures

SHORT = {
    "left": {"label": "VM", "title": "기계를 나눕니다"},
    "right": {"label": "컨테이너", "title": "시야를 나눕니다"},
}
POINTS = [
    "네트워크폴리시로 통신을 좁힙니다",
    "필요하면 통신 구간을 암호화합니다",
    "시크릿 저장 암호화와 권한 제한을 켭니다",
]
MYTH = {
    "left": {"label": "오해", "title": "작은 컴퓨터입니다", "text": "켜는 데 시간이 걸립니다"},
    "right": {"label": "사실", "title": "격리된 프로세스입니다", "points": POINTS},
}
THREE = [
    {"title": "주문", "text": "받아 적습니다", "icon": "box"},
    {"title": "결제", "text": "승인받습니다", "icon": "credit-card", "mark": True},
    {"title": "알림", "text": "소식을 보냅니다", "icon": "bell"},
]
#: A slide of each kind that takes all of its variants.
SLIDES = {
    "compare": MYTH,
    "cards": {"cards": THREE},
    "steps": {"steps": [{"name": "이미지를 만듭니다", "text": "태그를 붙입니다"}, "올립니다", "실행합니다"]},
    "table": {"columns": ["일", "시간"], "rows": [["배포", "12분"], ["롤백", "40초"]]},
    "bullets": {"items": ["상자에 담습니다", "어디서나 엽니다"]},
    "checklist": {"items": [{"name": "담당자", "text": "이름을 적습니다"}, "소스 코드", "되돌릴 계획"]},
}


def drawn(*slides: dict, theme: str = "openmaru") -> list[Scene]:
    """Slides without a finding, laid out."""
    made = [
        {"id": f"slide-{n}", "title": "나란히 놓고 봅니다"} | json.loads(json.dumps(slide))
        for n, slide in enumerate(slides)
    ]
    scenes, findings = lay_out(deck_of(made, theme), brand(theme), {})
    assert [d.message for d in findings] == []
    return [s for s in scenes if s.id.startswith("slide-")]


def slot(scene: Scene, name: str) -> Box:
    (found,) = (i for i in walk(scene.items) if isinstance(i, Box) and i.placeholder == name)
    return found


def size(box: Box) -> float:
    """The largest type of a box, in points."""
    assert box.text is not None
    return max(p.size for p in box.text.paragraphs)


def test_a_kind_with_variants_takes_each_of_them():
    """Each name that a kind offers is one that its field takes, and makes a slide without a finding."""
    kinds = [kind for kind in KINDS if KINDS[kind].variants and kind in SLIDES]
    assert set(SLIDES) == set(kinds)
    for kind in kinds:
        scenes = drawn(*({"kind": kind, "variant": variant} | SLIDES[kind] for variant in KINDS[kind].variants))
        assert len({dump(scene).partition("\n")[2] for scene in scenes}) == len(KINDS[kind].variants), kind


@pytest.mark.parametrize("kind", SLIDES)
def test_what_else_a_slide_may_be_is_offered_as_it_can_be(kind):
    """A slide knows which form it chose; each other one that is offered makes a slide without a finding."""
    (slide,) = (p.slide for p in deck_of([{"id": "s", "kind": kind, "title": "글"} | SLIDES[kind]]).slides[3:4])
    offered = slide.other_variants()
    assert slide.look() in slide.variants and slide.look() not in offered
    assert drawn(*({"kind": kind, "variant": variant} | SLIDES[kind] for variant in offered))


def test_what_a_slide_cannot_be_is_not_offered():
    five = {"kind": "cards", "cards": [{"title": f"{n}번째"} for n in range(1, 6)]}
    words = {"kind": "table", "columns": ["일", "뜻"], "rows": [["배포", "내보냅니다"]]}
    versus = {"kind": "compare", "variant": "versus"} | MYTH
    made = deck_of(
        [json.loads(json.dumps({"id": f"s-{n}", "title": "글"} | s)) for n, s in enumerate((five, words, versus))]
    )
    offers = [p.slide.other_variants() for p in made.slides if p.slide.id.startswith("s-")]
    assert offers == [("list",), (), ("before-after", "halves")]


# compare


def test_a_myth_is_struck_through_at_a_third_beside_the_fact():
    by_label, named = drawn(
        {"kind": "compare"} | MYTH, {"kind": "compare", "variant": "myth-fact", "base": "둘 다 리눅스입니다"} | MYTH
    )
    for scene in (by_label, named):
        myth, fact = slot(scene, "left"), slot(scene, "right")
        assert 0.4 < myth.rect.w / fact.rect.w < 0.6
        assert size(fact) > 1.4 * size(myth)
        struck = {run.text for p in myth.text.paragraphs for run in p.runs if run.struck}
        assert struck == {"작은 컴퓨터입니다"}
        assert not any(run.struck for p in fact.text.paragraphs for run in p.runs)


def test_a_struck_text_is_struck_in_every_output():
    """Its layout strikes it in PowerPoint, so that Reset changes nothing; web and PDF draw a line more."""
    theme = brand("openmaru").theme
    scenes = drawn({"kind": "compare"} | MYTH, {"kind": "compare", "variant": "versus"} | MYTH)
    parts = write_parts(scenes, theme, artworks(brand("openmaru"), "ko"), INFO)
    layouts = b"".join(data for name, data in parts.items() if name.startswith("ppt/slideLayouts/slideLayout"))
    assert layouts.count(b'strike="sngStrike"') == 1
    assert b"strike=" not in parts["ppt/slides/slide1.xml"]
    struck, plain = (Pictures(theme, brand("openmaru").fonts).picture(s, "") for s in scenes)
    assert len(re.findall(r'<path d="M[^"]*h[^"]*v[^"]*h-', struck)) > len(
        re.findall(r'<path d="M[^"]*h[^"]*v[^"]*h-', plain)
    )


def test_few_words_stand_in_halves_of_the_page():
    (scene,) = drawn({"kind": "compare"} | SHORT)
    left, right = slot(scene, "left"), slot(scene, "right")
    assert (left.rect.x, right.rect.right, right.rect.bottom) == (0, 960, 540)
    assert left.rect.right == right.rect.x
    assert min(size(left), size(right)) >= 40


def test_both_halves_begin_at_one_height():
    """The longer one is in the middle."""
    longer = {
        "left": {"label": "VM", "title": "시야"},
        "right": SHORT["right"] | {"text": "프로세스와 네트워크와 마운트"},
    }
    (scene,) = drawn({"kind": "compare"} | longer)
    left, right = slot(scene, "left").text, slot(scene, "right").text
    assert left and right
    assert left.lines[0].baseline == right.lines[0].baseline
    assert right.height > left.height


def test_boxes_that_are_compared_are_filled_by_their_words():
    """Points move apart, and what is left is no more than a quarter of a box."""
    side = {
        "label": "줄어듭니다",
        "title": "밤과 노는 서버",
        "points": ["손으로 하는 배포", "노는 용량", "다른 서버의 재작업"],
    }
    scenes = drawn(
        {"kind": "compare", "left": side, "right": side, "takeaway": "두 수를 먼저 잽니다"},
        {"kind": "compare", "left": side, "right": side, "base": "둘 다 리눅스입니다"},
    )
    for scene in scenes:
        box = slot(scene, "left")
        assert box.text and box.text.height + box.text.inset[1] > 0.75 * box.rect.h
    base = slot(scenes[1], "base").rect
    assert base.y - slot(scenes[1], "left").rect.bottom == 16


@pytest.mark.parametrize("theme", THEMES)
def test_no_hue_says_that_an_answer_is_right(theme):
    """What is wrong has a ring alone, however many rows there are; on the edge of a field as light as the page."""
    few = [
        {"ask": "빠른가요?", "answer": "네", "verdict": "right"},
        {"ask": "쉬운가요?", "answer": "아니요", "verdict": "wrong"},
    ]
    for exchanges, empty in ((few, None), ([*few, *few, few[0]], "paper")):
        (scene,) = drawn({"kind": "chat", "exchanges": exchanges}, theme=theme)
        discs = [i.fill for i in walk(scene.items) if isinstance(i, Box) and i.outline == "ellipse"]
        assert discs == [{"right": "text", "wrong": empty}[exchange["verdict"]] for exchange in exchanges]


def test_unequal_lengths_never_stand_in_equal_boxes():
    one, many = (
        {"label": "하나", "title": "짧습니다", "points": ["한 줄"]},
        {"label": "여럿", "title": "깁니다", "points": POINTS},
    )
    pairs = drawn(
        {"kind": "compare", "left": one, "right": many},
        {"kind": "compare", "left": many, "right": one, "base": "둘 다 리눅스입니다"},
        {"kind": "compare", "left": many, "right": many},
    )
    for scene in pairs:
        fills = []
        for name in ("left", "right"):
            box = slot(scene, name)
            fills.append((box.text.height + box.text.inset[1] + box.text.inset[3]) / box.rect.h)
        assert min(fills) >= 0.55 and max(fills) <= 2 * min(fills), scene.id
    assert slot(pairs[1], "left").rect.bottom == slot(pairs[1], "right").rect.bottom < slot(pairs[1], "base").rect.y


# cards


def test_cards_take_the_form_that_suits_what_they_say():
    bare = [{key: card[key] for key in ("title", "text")} for card in THREE]
    long = {"title": "셋째", "text": "이쪽은 설명이 제법 길어서 같은 상자에 나란히 두면 다른 쪽이 비어 보입니다"}
    chain, pictures, grid, listed, five = drawn(
        {"kind": "cards", "numbered": True, "cards": bare},
        {"kind": "cards", "cards": THREE},
        {"kind": "cards", "cards": bare},
        {"kind": "cards", "cards": [*bare[:2], long]},
        {"kind": "cards", "numbered": True, "cards": [*bare, *bare[:2]]},
    )
    arrows = [i for i in chain.items if isinstance(i, Connector)]
    assert len(arrows) == 2 and all(arrow.rect.w <= 48 for arrow in arrows)
    icons = [i for i in pictures.items if i.name == "아이콘"]
    assert len(icons) == 3 and all(icon.rect.h >= 100 for icon in icons)
    assert not any(isinstance(i, Box) and i.fill for i in pictures.items)
    assert len({slot(grid, f"card-{n}").rect.h for n in (1, 2, 3)}) == 1
    for rows in (listed, five):
        assert size(slot(rows, "row-1")) >= 32
        assert len([i for i in rows.items if i.name == "선"]) == (2 if rows is listed else 4)


def test_a_marked_card_has_the_accent():
    grid, chain = drawn(
        {"kind": "cards", "variant": "grid", "cards": THREE},
        {"kind": "cards", "variant": "chain", "cards": THREE},
    )
    for scene in (grid, chain):
        fills = [i.fill for i in walk(scene.items) if isinstance(i, Box) and i.fill]
        assert fills == ["surface", "accent", "surface"]


# steps, checklist


@pytest.mark.parametrize(("kind", "field"), [("steps", "steps"), ("checklist", "items")])
def test_rows_are_large_and_many_stand_in_two_columns(kind, field):
    few, many = drawn(
        {"kind": kind, field: ["이미지를 만듭니다", "올립니다", "실행합니다"]},
        {"kind": kind, field: [{"name": f"할 일 {n}", "text": "미리 적어 둡니다"} for n in range(1, 7)]},
    )
    assert size(slot(few, "row-1")) >= 36 and size(slot(many, "row-6")) >= 28
    assert len({slot(few, f"row-{n}").rect.x for n in (1, 2, 3)}) == 1
    assert len({slot(many, f"row-{n}").rect.x for n in range(1, 7)}) == 2
    assert slot(many, "row-3").rect.x < slot(many, "row-4").rect.x
    marks = [i for i in few.items if i.name in ("1단계", "2단계", "3단계", "확인란")]
    assert len(marks) == 3 and all(mark.rect.h >= 40 for mark in marks)


# bullets


def test_few_short_points_are_large():
    few, more = drawn(
        {"kind": "bullets", "lead": "둘이면 됩니다", "items": ["상자에 담습니다", "어디서나 엽니다"]},
        {"kind": "bullets", "items": [f"{n}번째로 짚어 볼 것이 여기에 있습니다" for n in range(1, 7)]},
    )
    assert size(slot(few, "body")) >= 48 and size(slot(more, "body")) >= 28


# table


def test_a_big_table_shows_its_figures_and_a_marked_row_stands_on_a_ground():
    rows = [
        ["배포", "12분", "모두에게 내보냅니다"],
        ["롤백", "40초", "명령 한 줄입니다"],
        ["복구", "3초", "저절로 됩니다"],
    ]
    slide = {"kind": "table", "columns": ["일", "시간", "뜻"], "rows": rows, "mark": [3]}
    plain, big = (next(i for i in s.items if isinstance(i, Table)) for s in drawn(slide, slide | {"variant": "big"}))
    figures = [cell.text.paragraphs[0].size for _, cell, _ in big.rows[1:]]
    assert len(figures) == 3 and min(figures) >= 48
    assert min(cell.text.paragraphs[0].size for row in plain.rows[1:] for cell in row) >= 24
    for table in (plain, big):
        assert [row[0].fill for row in table.rows] == [None, None, None, "soft"]


def test_a_table_says_how_many_rows_fit():
    rows = [
        [f"{n}번째", "상자에 담아서 나르고 또 나르는 일을 되풀이하면 언젠가는 끝이 보입니다 " * 2] for n in range(1, 10)
    ]
    made = {"id": "slide", "kind": "table", "title": "표", "columns": ["일", "뜻"], "rows": rows}
    deck = deck_of([made])
    _, (told,) = lay_out(deck, brand("openmaru"), {})
    (room,) = re.findall(r"9 rows do not fit at 20 pt; (\d) would", told.message)
    (written,) = (p.slide.rows for p in deck.slides if p.slide.id == "slide")
    assert told.severity == "error" and told.span == written[int(room)][0].span
    assert not lay_out(deck_of([made | {"rows": rows[: int(room)]}]), brand("openmaru"), {})[1]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"mark": [3]}, "`mark` names row 3, but there are 2 rows"),
        ({"variant": "big", "rows": [["배포", "오래"], ["롤백", "40초"]]}, "a big table needs a column of figures"),
    ],
)
def test_what_a_table_has_not_is_told(fields, message):
    with pytest.raises(AssertionError, match=message):
        drawn({"kind": "table"} | SLIDES["table"] | fields)


# all


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].variants])
def test_an_unknown_variant_is_told_with_those_there_are(kind):
    text = f"title: 모음\nslides:\n- id: one\n  kind: {kind}\n  title: 하나\n  variant: sideways\n"
    _, findings = read_module(text, "content/modules/one.yaml", KINDS)
    (told,) = (d for d in findings if d.span and d.span.line == 6)
    missing = [name for name in KINDS[kind].variants if f"`{name}`" not in f"{told.message} {told.hint}"]
    assert (missing, told.severity) == ([], "error")


@pytest.mark.parametrize("variant", ["grid", "chain", "pictures"])
def test_words_of_cards_begin_at_one_height(variant):
    """Also where one name takes two lines and the others one."""
    names = ("짧게", "이름이 두 줄이 되는 카드", "중간쯤")
    cards = [
        {"title": name, "text": "설명 한 줄"} | ({"icon": "bell"} if variant == "pictures" else {}) for name in names
    ]
    slide = {"id": "heads", "kind": "cards", "title": "높이", "variant": variant, "cards": cards}
    scenes, _ = lay_out(deck_of([slide]), brand("openmaru"), {})
    scene = next(s for s in scenes if s.id == "heads")
    blocks = [(i.rect, i.text) for i in scene.items if (getattr(i, "placeholder", "") or "").startswith("card-")]
    last = [len(text.paragraphs) - 1 for _, text in blocks]
    heads = [sum(line.paragraph == 0 for line in text.lines) for _, text in blocks]
    words = [
        next(rect.y + line.baseline for line in text.lines if line.paragraph == n)
        for (rect, text), n in zip(blocks, last, strict=True)
    ]
    assert sorted(heads) == [1, 1, 2]
    assert max(words) - min(words) < 0.5
