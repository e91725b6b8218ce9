"""Scenes: what stands where follows from what an author says, in every slot and in every kind that shows one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
import yaml
from conftest import THEMES, brand, deck_of, examples, material

from deckgen.checks.measures import pictured
from deckgen.checks.slides import check
from deckgen.composing.meanings import contradictions
from deckgen.diagnostics import Diagnostic, Span
from deckgen.layout.arrows import HEAD, LENGTH, MARK, WIDE
from deckgen.layout.kinds import KINDS
from deckgen.layout.proportions import BEYOND, GUTTER, HIGH, LEAST, SIDE
from deckgen.layout.tableau import FIELD
from deckgen.pipeline import lay_out
from deckgen.reading.model import fields
from deckgen.reading.parser import parse
from deckgen.reading.props import prop, prop_names
from deckgen.reading.seminar import read_module
from deckgen.reading.tableau import Tableau
from deckgen.reading.validation import validate
from deckgen.scene import Box, Freeform, Group, Item, Rect, Scene, walk
from deckgen.writers.pptx.belongings import gathered

#: The kinds that show a scene.
SHOWING = [kind for kind in KINDS if "scene" in fields(KINDS[kind])]
#: Sizes of type on a stage: the least of a scene's words.
SMALLEST = 20
BASKET = [
    {"prop": "basket", "holds": ["banana", "apple", "orange"], "label": "한 서버에 함께", "leads": "나눕니다"},
    {"things": [{"prop": "crate", "holds": "apple"}, {"prop": "crate", "holds": "orange"}], "label": "앱마다 한 상자"},
]


def drawn(slides: list[dict], theme: str = "openmaru") -> tuple[list[Scene], list[Diagnostic]]:
    """Slides as they are laid out, and what is found in them."""
    scenes, findings = lay_out(deck_of(slides, theme), brand(theme), {})
    wanted = {slide["id"] for slide in slides}
    return [scene for scene in scenes if scene.id in wanted], findings


def one(scene: object, theme: str = "openmaru", **also: object) -> Scene:
    """A scene on a slide of its own, which must be sound."""
    scenes, findings = drawn([{"id": "it", "kind": "scene", "title": "장면", "scene": scene, **also}], theme)
    assert [d.message for d in findings] == []
    return scenes[0]


def refused(scene: object, **also: object) -> list[str]:
    """What is wrong with a scene that can be read."""
    _, findings = drawn([{"id": "it", "kind": "scene", "title": "장면", "scene": scene} | also])
    return [d.message for d in findings]


def read(text: str) -> list[str]:
    """What is wrong with a scene as it is written."""
    value, found = parse(text, "x.yaml")
    validate(Tableau, value, found, Span("x.yaml"))
    return [f"{d.span.line if d.span else 0}: {d.message}" for d in found]


def pictures(scene: Scene) -> list[Group]:
    """What of a slide is a picture of something."""
    return [i for i in scene.items if isinstance(i, Group) and i.role == "figure"]


def labels(scene: Scene) -> list[Box]:
    return [i for i in scene.items if isinstance(i, Box) and (i.placeholder or "").startswith("label-")]


def named(items: Iterable[Item], name: str) -> list[Item]:
    return [i for i in walk(items) if i.name == name]


@pytest.mark.parametrize("theme", THEMES)
def test_every_prop_can_stand_on_a_slide(theme):
    """Alone, large, with its word in a placeholder beneath it."""
    slides = [
        {"id": f"it-{name}", "kind": "scene", "title": name, "scene": {"prop": name, "label": prop(name).labels["ko"]}}
        for name in prop_names()
    ]
    scenes, findings = drawn(slides, theme)
    assert len(scenes) > 20
    assert [d.message for d in findings] == []
    for scene, name in zip(scenes, prop_names(), strict=True):
        (picture,), (label,) = pictures(scene), labels(scene)
        assert picture.alt == label.text.plain == prop(name).labels["ko"]
        assert picture.rect.h >= HIGH or picture.rect.w > 700
        assert picture.rect.bottom <= label.rect.y
        assert min(p.size for p in label.text.paragraphs) >= SMALLEST


def test_every_prop_that_has_room_holds_something():
    """What is in a thing stands within its sides, and over its own ground."""
    holding = [name for name in prop_names() if prop(name).rooms or prop(name).top]
    assert len(holding) > 5
    slides = [
        {"id": f"it-{name}", "kind": "scene", "title": name, "scene": {"prop": name, "holds": ["apple", "orange"]}}
        for name in holding
    ]
    scenes, _ = drawn(slides)
    assert len(scenes) == len(holding)
    for scene, name in zip(scenes, holding, strict=True):
        (picture,) = pictures(scene)
        outer = named(picture.items, prop(name).labels["ko"])[0].rect
        fruit = [i.rect for key in ("apple", "orange") for i in named(picture.items, prop(key).labels["ko"])]
        assert len(fruit) == 2
        for rect in fruit:
            assert outer.x - 1 <= rect.x and rect.right <= outer.right + 1
            assert rect.bottom <= outer.bottom + 1
            assert rect.h >= LEAST


@pytest.mark.parametrize("kind", SHOWING)
def test_a_kind_shows_its_scene(kind):
    """One named group with a text for those who do not see it, on the slide and not under its words."""
    assert len(SHOWING) > 5
    fields_of = examples(kind)["little"] | {"scene": [{"prop": "crate", "holds": ["apple", "orange"]}]}
    for theme in THEMES:
        scenes, findings = drawn([{"id": "it", "kind": kind, **fields_of}], theme)
        assert [d.message for d in findings] == []
        (picture,) = pictures(scenes[0])
        assert picture.name == brand(theme).theme.word("scene", "ko")
        assert "나무 상자" in picture.alt
        assert picture.rect.h * picture.rect.w > 0.05 * 960 * 540
        words = [i.rect for i in scenes[0].items if isinstance(i, Box) and i.text and i.placeholder != "number"]
        assert words
        for rect in words:
            assert (
                rect.x + 20 < picture.rect.x or rect.y >= picture.rect.bottom - 1 or rect.bottom <= picture.rect.y + 1
            )


@pytest.mark.parametrize("theme", THEMES)
def test_a_word_stands_on_what_has_room_for_it(theme):
    """Large enough, in what stands out there, in the place of the lines that stood for writing, and it moves along."""
    roomy = [name for name in prop_names() if prop(name).label]
    assert len(roomy) > 4
    slides = [
        {"id": f"it-{name}", "kind": "scene", "title": name, "scene": {"prop": name, "word": "결제"}} for name in roomy
    ]
    scenes, findings = drawn(slides, theme)
    assert [d.message for d in findings] == []
    for scene, name in zip(scenes, roomy, strict=True):
        (picture,) = pictures(scene)
        (word,) = [i for i in scene.items if isinstance(i, Box) and i.text and i.text.plain == "결제"]
        assert min(p.size for p in word.text.paragraphs) >= 18
        assert word.owner == picture.key
        moved = [i for i in gathered(scene.items) if isinstance(i, Group) and word in i.items]
        assert [group.alt for group in moved] == [prop(name).labels["ko"]]
    (told,) = refused({"prop": "apple", "word": "결제"})
    assert told == "the prop `apple` has no room for a word"


def test_words_on_a_drawing_are_held_against_its_colours():
    """A contour that holds a point is under it; a hole in it is not."""
    ring = ((("M", (0.0, 0.0)), ("L", (10.0, 0.0)), ("L", (10.0, 10.0)), ("L", (0.0, 10.0)), ("Z", ())),
            (("M", (3.0, 3.0)), ("L", (7.0, 3.0)), ("L", (7.0, 7.0)), ("L", (3.0, 7.0)), ("Z", ())))  # fmt: skip
    form = Freeform("x", Rect(100, 100, 20, 20), (10, 10), ring, "strong")
    assert form.covers((102, 102)) and not form.covers((110, 110)) and not form.covers((130, 102))
    it = one({"prop": "apple", "label": "이름"})
    under = form._replace(rect=labels(it)[0].rect, contours=ring[:1])
    items = tuple(i for item in it.items for i in ((under, item) if item in labels(it) else (item,)))
    told = [d.message for d in check(it._replace(items=items), brand("openmaru").theme, brand("openmaru").fonts)]
    assert any(message.startswith("`이름` hardly stands out: text on strong") for message in told)


def test_all_stand_on_one_ground_in_one_scale():
    scene = one([{"prop": "crate"}, {"prop": "fridge"}, {"things": ["crate", "crate"]}])
    (picture,) = pictures(scene)
    crates = named(picture.items, prop("crate").labels["ko"])
    (fridge,) = named(picture.items, prop("fridge").labels["ko"])
    assert len(crates) == 3
    assert max(c.rect.h for c in crates) - min(c.rect.h for c in crates) < 0.01

    def ground(item: Item, name: str) -> float:
        return item.rect.y + item.rect.h * prop(name).ground / prop(name).view[1]

    grounds = [*(ground(c, "crate") for c in crates), ground(fridge, "fridge")]
    assert max(grounds) - min(grounds) < 0.01


def test_arrows_are_short_and_their_words_large():
    scene = one(BASKET)
    arrows = [i for i in walk(scene.items) if isinstance(i, Freeform) and i.fill == "accent" and i.decorative]
    assert arrows
    assert [(round(a.rect.w), round(a.rect.h)) for a in arrows] == [(round(LENGTH), round(WIDE))]
    (words,) = [i for i in walk(scene.items) if isinstance(i, Box) and i.text and i.text.plain == "나눕니다"]
    assert min(p.size for p in words.text.paragraphs) >= SMALLEST


def test_arrows_of_a_row_stand_at_one_height():
    """Each leads from a thing and to one, however high these are; none touches the ground."""
    for props in (("laptop", "server", "rack", "apple"), ("people", "plate", "guest")):
        scene = one([*({"prop": name, "leads": True} for name in props[:-1]), props[-1]])
        (picture,) = pictures(scene)
        arrows = [i.rect for i in walk(scene.items) if isinstance(i, Freeform) and round(i.rect.h) == round(WIDE)]
        assert len(arrows) == len(props) - 1
        assert len({round(a.y, 3) for a in arrows}) == 1
        assert max(a.bottom for a in arrows) < picture.rect.bottom - 1
    tops = [i.rect.y for name in ("people", "guest") for i in named(scene.items, prop(name).labels["ko"])]
    assert max(tops) < arrows[0].y


@pytest.mark.parametrize("scene_theme", THEMES)
def test_heads_and_crosses_of_arrows_stay_apart(scene_theme):
    """Two heads leave as much shaft between them as one is long; a solid mark is on the middle of an arrow that fails,
    larger than its head, and touches none."""
    both, crossed = (
        one([{"prop": "phone", "leads": lead}, "server", "crate"], scene_theme)
        for lead in ({"both": True}, {"crossed": True})
    )

    def arrow_of(scene: Scene) -> Rect:
        shapes = [i for i in walk(scene.items) if isinstance(i, Freeform) and round(i.rect.h) == round(WIDE)]
        assert len(shapes) == 1
        return shapes[0].rect

    assert arrow_of(both).w >= 3 * HEAD
    mark, cross = named(crossed.items, brand(scene_theme).theme.word("cross", "ko"))
    arrow = arrow_of(crossed)
    shaft = arrow.inset(0, 0, HEAD, 0)
    assert mark.outline == "ellipse" and mark.fill == "accent" and cross.stroke.colour in ("white", "ink")
    assert round(mark.rect.w) == round(MARK) > 1.5 * WIDE
    for shape in (mark, cross):
        assert abs(shape.rect.x + shape.rect.w / 2 - arrow.x - arrow.w / 2) < 0.01
        assert abs(shape.rect.y + shape.rect.h / 2 - arrow.y - arrow.h / 2) < 0.01
    assert shaft.x + HEAD / 2 < mark.rect.x and mark.rect.right < shaft.right - HEAD / 2


def test_what_is_marked_inside_has_a_rim_and_no_bar():
    """A bar under it would be lost among the lines of what it is in."""
    inside, alone = (
        one([scene])
        for scene in (
            {"prop": "fridge", "holds": [{"prop": "crate", "holds": "apple", "mark": True}, "crate"]},
            {"prop": "crate", "holds": "apple", "mark": True},
        )
    )
    for scene, rims, bars in ((inside, 1, 0), (alone, 0, 1)):
        items = list(walk(scene.items))
        assert (
            sum(isinstance(i, Freeform) and i.stroke is not None and i.stroke.colour == "accent" for i in items) == rims
        )
        assert sum(isinstance(i, Box) and i.outline == "pill" for i in items) == bars


def test_what_stands_on_something_fails_with_it():
    """Both are pale under one stroke, whether the author crosses out what carries or all of it."""
    stands = [
        one([{"things": [{"prop": "crate", "times": 3}], "base": {"prop": "server", "crossed": True}}]),
        one([{"things": [{"prop": "crate", "times": 3}], "base": "server", "crossed": True}]),
    ]
    veils = [[i.rect for i in walk(s.items) if isinstance(i, Freeform) and i.opacity < 1] for s in stands]
    assert len(veils[0]) == 1
    assert veils[0] == veils[1]


def test_what_is_said_follows_its_name():
    """However many lines the names of other parts take."""
    scene = one(
        [
            {"prop": "crate", "label": "컨테이너", "text": "과일 상자"},
            {"prop": "crate", "label": "애플리케이션과 그 의존성을 함께 담은 것", "text": "도구와 과일"},
            {"prop": "crate", "label": "하나", "text": "둘"},
            {"prop": "crate", "label": "셋", "text": "넷"},
        ]
    )
    places = {i.placeholder: i.rect for i in walk(scene.items) if isinstance(i, Box) and i.placeholder}
    gaps = [places[f"text-{n}"].y - places[f"label-{n}"].bottom for n in (1, 2, 3, 4)]
    assert max(gaps) - min(gaps) < 0.01
    assert places["label-1"].h < places["label-2"].h


@pytest.mark.parametrize("scene_theme", THEMES)
def test_words_use_the_width_of_their_column(scene_theme):
    """As far as the next words, and not only as far as the things above: what has room unbroken is not broken."""
    told = [("Request", "Takes the form"), ("Identity", "Checks it"), ("Intake", "Numbers it"), ("Records", "Keeps it")]
    four = [{"prop": "crate", "label": a, "text": b} | ({"leads": True} if a != "Records" else {}) for a, b in told]
    three = [
        {"things": ["crate"] * 3, "label": "Two of three", "leads": True},
        {"prop": "manager", "label": "Controller", "text": "Creates a new Pod", "leads": True},
        {"things": ["crate"] * 3, "label": "Three again"},
    ]
    for row in (four, three):
        scene = one(row, scene_theme)
        words = [i for i in scene.items if isinstance(i, Box) and i.placeholder]
        boxes = [i for i in words if i.placeholder.split("-")[0] in {"label", "text"}]
        lines = {i.text.plain: len(i.text.lines) for i in boxes}
        assert scene_theme != "openmaru" or set(lines.values()) == {1}, lines
        names = sorted((i.rect for i in labels(scene)), key=lambda r: r.x)
        assert all(a.right <= b.x + 0.01 for a, b in pairwise(names))
        assert names[0].x >= 56 - BEYOND - 0.01 and names[-1].right <= 904 + BEYOND + 0.01


def test_words_side_by_side_do_not_read_as_one_line():
    """What has room on one line only close to its neighbour's is broken."""
    told = ["보여도 되는 설정: 로그 수준, 서비스 이름", "보이면 안 되는 값: 비밀번호, 토큰, 인증서"]
    cards = [{"title": f"카드 {n}", "text": text, "prop": "key"} for n, text in enumerate(told)]
    fonts = brand("openmaru").fonts
    for many in range(8):  # so many letters are left out of each
        short = [card | {"text": card["text"][: len(card["text"]) - many]} for card in cards]
        scenes, findings = drawn([{"id": "it", "kind": "cards", "title": "둘", "cards": short}])
        assert [d.message for d in findings] == []
        boxes = [i for i in scenes[0].items if isinstance(i, Box) and (i.placeholder or "").startswith("text-")]
        inks = [[(p.size, r) for p in i.text.paragraphs for r in p.runs] for i in boxes]
        wide = [sum(fonts.width(r.text, r.font, r.bold) * size for size, r in ink) for ink in inks]
        left, right = (i.rect.x + i.rect.w / 2 for i in boxes)
        if [len(i.text.lines) for i in boxes] == [1, 1]:
            assert right - left - sum(wide) / 2 >= GUTTER + 2 * SIDE


def test_arrows_may_lead_over_others_and_back():
    """Over what stands between, to a part by its prop or id; none of them through words."""
    parts = [
        {"prop": "crate", "label": "하나", "leads": {"to": "server", "label": "건너뜁니다"}},
        {"prop": "phone", "label": "둘", "leads": [{"to": "first"}, {"both": True}], "id": "second"},
        {"prop": "server", "label": "셋", "leads": {"to": "second", "crossed": True}},
    ]
    parts[0]["id"] = "first"
    scene = one(parts)
    (picture,) = pictures(scene)
    assert picture.alt.count("→") == 2  # from each to the next, and over the second
    assert named(picture.items, brand("openmaru").theme.word("cross", "ko"))


def test_what_is_marked_and_what_fails():
    scene = one(
        [{"prop": "crate", "mark": True, "label": "이것"}, {"prop": "server", "crossed": True, "label": "저것"}]
    )
    word = brand("openmaru").theme.word
    (plinth,) = named(scene.items, word("plinth", "ko"))
    (veil,) = named(scene.items, word("veil", "ko"))
    stroke, badge, cross = named(scene.items, word("cross", "ko"))
    marked, other = labels(scene)
    assert plinth.rect.x < marked.rect.x + marked.rect.w / 2 < plinth.rect.right
    (server,) = named(scene.items, prop("server").labels["ko"])
    # it fades as a whole, under a stroke from corner to corner with a round badge at the top right
    assert veil.fill == "paper" and 0.6 < veil.opacity < 0.7
    assert server.rect.x - 1 <= veil.rect.x and veil.rect.right <= server.rect.right + 1
    assert abs(stroke.rect.w - veil.rect.w) < 0.1 * veil.rect.w and other.rect.x < stroke.rect.x
    assert badge.outline == "ellipse" and badge.rect.x > server.rect.x + server.rect.w / 2
    assert badge.rect.y < server.rect.y + server.rect.h / 4
    assert badge.rect.x < cross.rect.x and cross.rect.right < badge.rect.right
    assert cross.stroke.colour in ("white", "ink") and badge.fill == stroke.stroke.colour == "accent"
    assert {r.colour for p in marked.text.paragraphs for r in p.runs} == {"accent"}
    assert "(안 되는 쪽)" in pictures(scene)[0].alt


def test_a_base_stands_on_its_own_base():
    """All of them are drawn, each on the one beneath it."""
    three = {"prop": "crate", "base": {"prop": "crate", "base": {"prop": "crate", "base": "server"}}}
    for scene in (one(three), one({"things": [three]})):
        crates = named(scene.items, prop("crate").labels["ko"])
        (server,) = named(scene.items, prop("server").labels["ko"])
        tops = sorted(i.rect.y for i in (*crates, server))
        assert len(crates) == 3 and len({round(y) for y in tops}) == 4
        assert tops[-1] == server.rect.y


def test_words_of_all_parts_begin_at_one_height():
    """Names do, of one line and of two, and so does what else is said; no box of words is narrower than these."""
    words = [
        ("열쇠", "엽니다"),
        ("아주 긴 이름을 가진 서비스 디스커버리", "이름으로 찾게 합니다"),
        ("잠금", "막습니다"),
    ]
    parts = [{"prop": "signpost", "label": a, "text": b} for a, b in words]
    for theme in THEMES:
        scene = one(parts, theme)
        names = labels(scene)
        said = [i for i in scene.items if isinstance(i, Box) and (i.placeholder or "").startswith("text-")]
        assert len(names) == len(said) == 3
        assert len({i.rect.y for i in names}) == len({i.rect.y for i in said}) == 1
        assert all(a.rect.bottom <= b.rect.y for a, b in zip(names, said, strict=True))
        assert len({p.size for i in names for p in i.text.paragraphs}) == 1
        assert not any(i.text.overflow for i in (*names, *said))


@pytest.mark.parametrize("theme", THEMES)
def test_things_stand_clear_of_the_number(theme):
    """Beside words, where the picture's field reaches the slide's foot."""
    points = {"kind": "bullets", "title": "둘", "items": ["말"], "scene": {"prop": "fridge"}}
    scenes, findings = drawn([{"id": "it", **points}], theme)
    assert [d.message for d in findings] == []
    (picture,) = pictures(scenes[0])
    (number,) = [i for i in scenes[0].items if isinstance(i, Box) and i.placeholder == "number"]
    assert picture.rect.bottom + 12 < number.rect.y
    field = next(i for i in scenes[0].items if i.key == FIELD)
    assert pictured(scenes[0].items, (960, 540)) >= 0.95 * field.rect.w * field.rect.h / (960 * 540)


def test_what_is_low_stands_in_the_middle_of_its_field():
    """A little beneath it: not at the foot with all that is free above. What is high stands lower down."""
    low = [{"prop": "logbook", "label": "하나"}, {"prop": "magnifier", "label": "둘"}, {"prop": "bell", "label": "셋"}]
    for theme in THEMES:
        for parts in (low, low[::2]):
            scenes, findings = drawn([{"id": "it", "kind": "statement", "title": "말", "scene": parts}], theme)
            assert [d.message for d in findings] == []
            field = next(i.rect for i in scenes[0].items if i.key == FIELD)
            (picture,) = pictures(scenes[0])
            above, below = picture.rect.y - field.y, field.bottom - max(i.rect.bottom for i in labels(scenes[0]))
            assert 0.5 <= above / (above + below) <= 0.6
            assert picture.rect.w >= 0.75 * field.w or picture.rect.h >= 0.5 * field.h
            assert picture.rect.x >= field.x + 12 and picture.rect.right <= field.right - 12


def test_many_are_piled_up_and_spread_over_boards():
    piled = one({"prop": "crate", "times": 6})
    crates = named(piled.items, prop("crate").labels["ko"])
    assert [3, 2, 1] == [
        sum(abs(c.rect.y - y) < 0.01 for c in crates) for y in sorted({c.rect.y for c in crates})[::-1]
    ]
    rack = one({"prop": "rack", "holds": {"prop": "server", "times": 3}})
    servers = named(rack.items, prop("server").labels["ko"])
    assert len({round(s.rect.y) for s in servers}) == 3


def test_what_one_thing_holds_has_one_scale():
    """Crates on three boards are equally large, whatever looks out of each."""
    crates = [{"prop": "crate", "holds": "banana"}, "crate", {"prop": "crate", "holds": ["apple", "orange", "tools"]}]
    for holder in ("rack", "fridge", "storeroom"):
        it = one({"prop": holder, "holds": crates})
        found = [round(c.rect.w, 3) for c in named(it.items, prop("crate").labels["ko"])]
        assert len(found) == 5 and len(set(found)) == 1  # two of them have a back and a front


def test_steps_show_a_part_with_its_words():
    """Each click brings a part, the arrow that leads to it, and its label."""
    scene = one(BASKET, build=True)
    keys = [[reveal.key for reveal in click] for click in scene.clicks]
    assert keys == [["part 1 of 2", "label-1"], ["part 2 of 2", "label-2"]]
    first, second = pictures(scene)
    assert first.alt and not second.alt
    assert any(isinstance(i, Freeform) and i.fill == "accent" for i in second.items)


def test_an_author_says_what_is_shown_better_than_its_parts():
    assert pictures(one({"parts": ["apple"], "alt": "사과 하나로 시작합니다"}))[0].alt == "사과 하나로 시작합니다"
    assert pictures(one(BASKET))[0].alt.startswith("바구니 (안에 ")


def test_what_does_not_fit_is_an_error():
    """A scene that is too full says how many parts would fit; what is too small or cannot stand there is told."""
    full = [{"prop": "crate", "label": "아주 긴 이름을 가진 상자입니다"} for _ in range(8)]
    (told,) = refused(full)
    assert told.startswith("this scene has 8 parts; ") and told.endswith(" parts would fit")
    assert refused({"prop": "crate", "label": "낱말" * 200}) == ["the words of this part have no room beneath it"]
    (told,) = refused([{"prop": "apple", "holds": "crate"}])
    assert told == "nothing can stand in or on the prop `apple`"
    tiny = {"prop": "ship", "holds": {"prop": "crate", "holds": ["apple", "orange", "banana"], "times": 4}}
    (told,) = refused([tiny, "harbour", "crane"])
    assert told.startswith("this thing would be ") and told.endswith("it needs 22 to be seen")
    words = {"label": "두 줄이 되도록 이름을 길게 적습니다", "text": "여기에 또 두 줄이 되도록 길게 덧붙여 적습니다"}
    over = {"to": "phone", "label": "건너뜁니다", "crossed": True}
    parts = [{"prop": p, **words} for p in ("crate", "server", "phone")]
    (told,) = refused([parts[0] | {"leads": over}, *parts[1:]], takeaway="기억할 말", title="아주 긴 제목입니다 " * 5)
    assert told.startswith("the scene would be ") and told.endswith("it needs 96 to be seen")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[{prop: apple, leads: true}]", "1: nothing stands behind this part"),
        ("[{prop: apple, leads: {to: pear}}, crate]", "1: this scene has no part `pear`"),
        ("[{prop: apple, leads: {to: apple}}, crate]", "1: a part does not lead to itself"),
        ("[{label: x}]", "1: a part of a scene is one `prop` or several `things`"),
        ("[{things: [apple], times: 2}]", "1: `times` belongs to one of the things"),
        ("[{prop: apple, id: a}, {prop: crate, id: a}]", "1: two parts of this scene are called `a`"),
        ("[{prop: Apple!}]", "1: `prop` must be the name of a prop, found `Apple!`"),
        ("{prop: a, holds: {prop: a, holds: {prop: a, holds: a}}}", "1: things stand at most 3 deep in each other"),
    ],
)
def test_what_an_author_may_get_wrong(text, told):
    assert told in read(text)


@pytest.mark.parametrize(
    ("kind", "more", "told"),
    [
        ("cards", {"cards": [{"title": "가", "prop": "crate"}, {"title": "나"}]}, "this card has no `prop`"),
        ("compare", {"left": {"label": "가", "prop": "key"}, "variant": "versus"},
         "sides with a `prop` stand in halves"),
        ("cards", {"cards": [{"title": t, "prop": "key"} for t in "가나"], "numbered": True},
         "cards with props are pictures"),
        ("analogy", {"pairs": [{"picture": "가", "term": "나", "prop": "key"}, {"picture": "다", "term": "라"}]},
         "this pair has no `prop`"),
        ("analogy", {"pairs": [{"picture": t, "term": t, "prop": "key"} for t in "가나"], "scene": "apple"},
         "an analogy has one `scene`, or a `prop` for each pair"),
    ],
)  # fmt: skip
def test_all_of_a_row_are_drawn_or_none(kind, more, told):
    text = yaml.safe_dump({"title": "모음", "slides": [{"id": "it", "kind": kind} | examples(kind)["little"] | more]})
    _, found = read_module(text, "content/modules/m.yaml", KINDS)
    assert [d.message.startswith(told) for d in found] == [True]


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("cards", {"cards": [{"title": "열쇠", "text": "엽니다", "prop": "key"}, {"title": "자물쇠", "prop": "lock"}]}),
        ("analogy", {"pairs": [{"picture": "가", "term": "나", "prop": "key", "note": "다"},
                               {"picture": "라", "term": "마", "prop": "fridge"}]}),
    ],
)  # fmt: skip
def test_a_row_of_props_is_as_large_as_each_other(kind, more):
    """Each over its words, in every theme."""
    for theme in THEMES:
        scenes, findings = drawn([{"id": "it", "kind": kind} | examples(kind)["little"] | more], theme)
        assert [d.message for d in findings] == []
        (picture,) = pictures(scenes[0])
        sizes = [(i.rect.w * i.rect.h) ** 0.5 for i in picture.items if isinstance(i, Group)]
        assert len(sizes) == 2 and max(sizes) < 1.1 * min(sizes)
        assert len(labels(scenes[0])) == 2


def test_sides_of_a_comparison_are_drawn_beneath_their_words():
    """In halves of the page, each as high as the words above leave room for, with its own text for who does not see."""
    sides = {
        "left": {"label": "가상 머신", "text": "방 하나를 쓰려고 집을 짓습니다", "prop": "house"},
        "right": {"label": "컨테이너", "text": "상자 하나면 됩니다", "prop": {"prop": "crate", "holds": "apple"}},
    }
    for theme in THEMES:
        scenes, findings = drawn([{"id": "it", "kind": "compare", "title": "둘", **sides}], theme)
        assert [d.message for d in findings] == []
        shown = {i.key: i for i in scenes[0].items if isinstance(i, Group) and i.key.endswith("-prop")}
        assert {"left-prop": "집", "right-prop": "나무 상자 (안에 사과)"} == {key: i.alt for key, i in shown.items()}
        for slot, item in (("left", shown["left-prop"]), ("right", shown["right-prop"])):
            (box,) = [i for i in scenes[0].items if isinstance(i, Box) and i.placeholder == slot]
            assert box.text and box.rect.y + box.text.lines[-1].baseline < item.rect.y
            assert 110 <= item.rect.h <= 220 and box.rect.x < item.rect.x and item.rect.right < box.rect.right


def test_a_prop_means_one_thing():
    """The glossary says how a term is drawn, a scene what a thing is: where two differ, both places are told."""
    terms = material("glossary")
    first, second = list(terms)[:2]
    slides = [
        {"id": "a", "kind": "scene", "title": "하나", "scene": {"prop": "fridge", "means": first}},
        {"id": "b", "kind": "bullets", "title": "둘", "items": ["말"],
         "scene": {"prop": "crate", "holds": {"prop": "fridge", "means": second}}},
        {"id": "c", "kind": "scene", "title": "셋", "scene": {"prop": "fridge", "means": "nothing-known"}},
    ]  # fmt: skip
    placed = [p.slide for p in deck_of(slides).slides]
    warned, unknown = contradictions(placed, terms)
    assert warned.severity == "warning" and f"`{second}` here, and `{first}` in content/modules/" in warned.message
    assert unknown.severity == "error" and unknown.message == "the glossary has no term `nothing-known`"
    assert warned.span and unknown.span and warned.span.line < unknown.span.line
    assert [] == list(contradictions(placed[:2], terms))
