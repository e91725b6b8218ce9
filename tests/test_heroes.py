"""Heroes, sections and giant signs: what fills a slide, on which ground, in every theme."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import get_args

import pytest
from conftest import ROOT, THEMES, brand, deck_of, example_scenes, images

from deckgen.diagnostics import Diagnostic
from deckgen.layout.signs import KEY, ink, seen
from deckgen.layout.signs import sign as giant_sign
from deckgen.pipeline import lay_out
from deckgen.reading.brand import load_brand
from deckgen.reading.grounds import GroundName, HeroName, SignName
from deckgen.reading.palette import contrast
from deckgen.scene import Box, Freeform, Rect, Scene, walk

#: Slides that are heroes by what they say, each with the style that carries it.
HEROES = {
    "one": {"kind": "statement",
            "title": {"ko": "컨테이너는 **격리된 프로세스**입니다", "en": "A container is an **isolated process**"},
            "support": {"ko": "작은 컴퓨터가 아닙니다.", "en": "It is no small computer."}},
    "alone": {"kind": "statement", "title": {"ko": "상자는 가볍습니다", "en": "Boxes are light"}},
    "asked": {"kind": "qna", "title": {"ko": "왜 필요한가요?", "en": "Why do we need it?"},
              "answer": {"ko": "**더 빨리** 배포합니다.", "en": "To deploy **faster**."}},
    "said": {"kind": "quote", "quote": {"ko": "제 PC에서는 되는데요.", "en": "It works on my machine."},
             "by": {"ko": "어느 개발자", "en": "A developer"}},
    "counted": {"kind": "big-number", "title": {"ko": "기술보다 조직이 어렵습니다", "en": "Culture is harder"},
                "base": "CNCF 2025",
                "numbers": [{"value": "47%", "label": {"ko": "문화가 장벽", "en": "name culture"}}]},
}  # fmt: skip


def laid_out(
    slides: dict[str, dict], theme: str = "openmaru", language: str = "ko"
) -> tuple[tuple[Scene, ...], list[Diagnostic]]:
    """Slides by their ids, with the sections before and among them, and what is found."""
    deck = deck_of([{"id": name} | fields for name, fields in slides.items()], theme, language)
    scenes, findings = lay_out(deck, brand(theme), images())
    return scenes, [d for d in findings if "in a row" not in d.message]


@cache
def heroes(theme: str, language: str = "ko") -> dict[str, Scene]:
    """The heroes of this module by their ids, and both sections."""
    scenes, found = laid_out(HEROES, theme, language)
    assert [d.message for d in found if "does not fit" in d.message or "stands out" in d.message] == []
    return {s.id: s for s in scenes}


@pytest.mark.parametrize("theme", THEMES)
def test_a_figure_begins_at_the_margin_in_even_gaps(theme):
    """Its ink does, not its box; as far from what stands above as from what it counts."""
    scene = heroes(theme)["counted"]
    title, figure, label = [box for box in scene.items if isinstance(box, Box) and box.text][:3]
    assert figure.text and title.text
    face, size = brand(theme).fonts.face("heading", True), figure.text.paragraphs[0].size
    four = ink(face, "4", size)
    assert abs(figure.rect.x + four.x - label.rect.x) <= 0.5
    top = figure.rect.y + figure.text.lines[0].baseline + four.y
    above = top - title.rect.y - title.text.height
    below = label.rect.y - top - four.h
    assert above > 0 and abs(above - below) <= 1


@pytest.mark.parametrize("theme", THEMES)
def test_numerals_of_two_digits_are_not_cut_off_where_they_begin(theme):
    own = brand(theme)
    edges = Rect(0, 0, 576, 540)
    spec = own.theme.signs["number"]
    spec = type(spec)(**{**vars(spec), "line": 0.0, "corner": (spec.corner[0] - 384, spec.corner[1])})
    found = seen(own.fonts.face("heading", True), "10", spec, edges, (1.0, 1.0))
    assert found is not None
    assert 0 < found[1].x < 0.08 * edges.w and found[1].right <= edges.right


def sign_of(scene: Scene) -> Freeform | None:
    """The giant sign of a slide."""
    return next((i for i in scene.items if isinstance(i, Freeform) and i.key == KEY), None)


def largest(scene: Scene) -> float:
    """The largest type of a slide."""
    return max(p.size for i in walk(scene.items) if isinstance(i, Box) and i.text for p in i.text.paragraphs)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("theme", THEMES)
def test_a_hero_is_large_and_has_nothing_around_it(theme, language):
    """64 points and more in every theme and language, no furniture, and no number."""
    seen = heroes(theme, language)
    for name in HEROES:
        scene = seen[name]
        least = 160 if name == "counted" else 64 if name != "asked" else 48
        assert largest(scene) >= least, (name, largest(scene))
        boxes = [i for i in walk(scene.items) if isinstance(i, Box)]
        assert boxes and not any(b.role == "furniture" or b.placeholder in ("number", "footer", "date") for b in boxes)


@pytest.mark.parametrize("theme", THEMES)
def test_grounds_are_promises_of_a_theme(theme):
    """Each ground is named by the theme; text, quiet text and what stands out can be read on it."""
    spoken = brand(theme).theme
    assert set(spoken.grounds) == set(get_args(GroundName))
    assert set(spoken.heroes) == set(get_args(HeroName)) and set(spoken.signs) == set(get_args(SignName))
    for name, ground in spoken.grounds.items():
        fill = spoken.hex(ground.fill)
        assert contrast(spoken.hex(ground.text), fill) >= 4.5, name
        assert contrast(spoken.hex(ground.quiet), fill) >= 4.5, name
        assert contrast(spoken.hex(ground.bright), fill) >= 3.0, name


@pytest.mark.parametrize("theme", THEMES)
def test_sections_differ_from_part_to_part(theme):
    """Two parts running never stand on one ground; each has its numeral, tone on tone, within the page."""
    seen = heroes(theme)
    first, second = seen["section-1"], seen["section-2"]
    assert len(brand(theme).theme.sections.grounds) >= 3
    assert first.background != second.background
    signs = [sign_of(first), sign_of(second)]
    assert all(signs) and signs[0].contours != signs[1].contours


@pytest.mark.parametrize("theme", THEMES)
def test_a_sign_decorates_within_the_page(theme):
    """It is cut off at the page's edges, is no text, and nobody is told of it."""
    width, height = brand(theme).theme.page
    signs = [s for scene in heroes(theme).values() if (s := sign_of(scene))]
    assert len(signs) >= 4
    for sign in signs:
        assert sign.decorative and not sign.alt
        assert sign.rect.x >= -0.01 and sign.rect.y >= -0.01
        assert sign.rect.right <= width + 0.01 and sign.rect.bottom <= height + 0.01
        points = [n for contour in sign.contours for _, numbers in contour for n in numbers]
        assert min(points) >= -1.0 and max(points) <= max(sign.view) + 1.0
        assert sign.rect.h > height / 8


def test_themes_are_composed_differently():
    """The same hero and the same section lie elsewhere, on another ground or under another sign in each theme."""
    looks = set()
    for theme in THEMES:
        seen = heroes(theme)
        title = next(i for i in seen["one"].items if isinstance(i, Box) and i.placeholder == "title")
        sign = sign_of(seen["section-1"])
        assert sign is not None and title.text is not None
        looks.add((title.rect, title.text.anchor, title.text.paragraphs[0].size, sign.rect, sign.stroke is None))
    assert len(looks) == len(THEMES) >= 4


def test_words_that_are_marked_have_the_second_colour():
    """`**` in a hero is a colour; elsewhere it is bold."""
    title = next(i for i in heroes("openmaru")["one"].items if isinstance(i, Box) and i.placeholder == "title")
    colours = {r.text: r.colour for p in title.text.paragraphs for r in p.runs}
    assert colours["격리된\u00a0프로세스" if "격리된\u00a0프로세스" in colours else "격리된 프로세스"] == "bright"
    assert set(colours.values()) == {"paper", "bright"}


@pytest.mark.parametrize("theme", THEMES)
def test_both_lines_begin_at_one_edge_beside_a_scene(theme):
    """Also where the theme sets the second line of a hero off to the right: the scene stands there."""
    scenes, found = laid_out({"beside": HEROES["alone"] | {"support": "누구나 옮깁니다.", "scene": "crate"}}, theme)
    boxes = {i.placeholder: i for s in scenes if s.id == "beside" for i in walk(s.items) if isinstance(i, Box)}
    assert next(s for s in scenes if s.id == "beside").layout == "hero"
    title, support = (boxes[name].rect.x + boxes[name].text.inset[0] for name in ("title", "support"))
    assert title == support
    assert [d.message for d in found if "does not fit" in d.message] == []


def found_of(fields: dict) -> list[str]:
    """What is found of one slide."""
    _, found = laid_out({"one": fields})
    return [d.message for d in found if "hero" in d.message]


def test_a_hero_has_at_most_twelve_words():
    """A longer sentence is none by itself; whoever asks for it is told how many words there are."""
    words = " ".join(f"말{n}" for n in range(13))
    scenes, _ = laid_out({"long": {"kind": "statement", "title": words}})
    assert next(s for s in scenes if s.id == "long").layout == "statement"
    assert found_of({"kind": "statement", "title": words, "hero": True}) == ["a hero has at most 12 words, found 13"]
    assert found_of({"kind": "statement", "title": words[:-5], "hero": True}) == []


def test_the_author_decides():
    """`hero: false` is a slide among others, `ground` is any of the theme's."""
    fields = {"kind": "statement", "title": "상자는 가볍습니다"}
    slides = {"plain": fields | {"hero": False}, **{g: fields | {"ground": g} for g in get_args(GroundName)}}
    scenes, _ = laid_out(slides)
    seen = {s.id: s for s in scenes}
    assert seen["plain"].layout == "statement"
    theme = brand("openmaru").theme
    assert {g: seen[g].background for g in get_args(GroundName)} == {g: theme.grounds[g].fill for g in theme.grounds}


def section(**fields: object) -> tuple[Scene, list[str]]:
    """A section of a module, and what is found of it."""
    scenes, found = laid_out({"one": {"kind": "section", "title": "왜"} | fields})
    return next(s for s in scenes if s.id == "one"), [
        f"{d.severity}: {d.message}" for d in found if "brings" in d.message
    ]


def test_a_section_says_what_its_part_brings():
    """Without a lead it is an error; with one it says part, minutes, the lead (24 points or more) and what follows."""
    assert section()[1] == ["error: this part does not say what it brings"]
    scene, found = section(lead="까닭을 봅니다", minutes=2)
    assert found == []
    texts = {b.placeholder: b.text for b in scene.items if isinstance(b, Box) and b.placeholder and b.text}
    assert texts["part"].plain == "2부 · 2분"
    assert min(p.size for p in texts["lead"].paragraphs) >= 24
    assert texts["next"].plain.startswith("다음") and min(p.size for p in texts["next"].paragraphs) >= 18
    assert max(p.size for p in texts["title"].paragraphs) >= 72


def test_progress_marks_the_part():
    """A segment for each part; the one of this part is so much higher that no colour has to tell it."""
    scene, _ = section(lead="까닭을 봅니다")
    bars = [i for i in scene.items if isinstance(i, Box) and i.key.startswith("progress-")]
    assert [b.key for b in bars] == ["progress-1", "progress-2"]
    assert 2.5 * bars[0].rect.h < bars[1].rect.h and bars[0].rect.bottom == bars[1].rect.bottom


def boxes_in(scene: Scene, *names: str) -> Iterator[Box]:
    """The boxes of a slide in these placeholders."""
    return (i for i in scene.items if isinstance(i, Box) and i.placeholder in names)


@pytest.mark.parametrize("theme", THEMES)
def test_an_answer_fills_its_field(theme):
    """It reaches the edges of the slide, and comes with the click."""
    width, height = brand(theme).theme.page
    scenes, _ = laid_out({"asked": HEROES["asked"] | {"build": True}}, theme)
    scene = next(s for s in scenes if s.id == "asked")
    (answer,) = boxes_in(scene, "answer")
    assert answer.fill and answer.rect.right == width and answer.rect.bottom == height
    assert [[r.key for r in click] for click in scene.clicks] == [["answer"]]
    (title,) = boxes_in(scene, "title")
    assert not meets(title.rect, answer.rect)


def meets(a: Rect, b: Rect) -> bool:
    """Whether two places have points in common."""
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", ["closing", "survey", "next-steps"])
def test_a_code_is_large(kind, theme):
    """280 points and more where it is the point."""
    scene = next(s for s in example_scenes(kind, "typical", theme) if s.id == f"kind-{kind}")
    codes = [i for i in scene.items if getattr(i, "owner", "") == "code"]
    assert codes and min(min(c.items[0].rect.w, c.items[0].rect.h) for c in codes) >= 280


def test_a_ground_that_cannot_be_read_on_is_told(tmp_path):
    """At the key that says so, when the theme is read."""
    for name in ("openmaru", "shared"):
        shutil.copytree(ROOT / "themes" / name, tmp_path / name)
    path = tmp_path / "openmaru" / "theme.yaml"
    own = path.read_text(encoding="utf-8")
    said, other = "  calm: {bright: glow}\n", "  calm: {bright: glow, text: muted}\n"
    assert own.count(said) == 1
    path.write_text(own.replace(said, other), encoding="utf-8")
    _, found, _ = load_brand((tmp_path,), "openmaru", None)
    assert [d.message for d in found] == ["`muted` on the ground `calm` has a contrast of 1.05 to 1, it needs 4.5"]
    assert [(d.span.line, d.span.path) for d in found if d.span] == [
        (own[: own.index(said)].count("\n") + 1, "themes/openmaru/theme.yaml")
    ]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", ["little", "typical", "much"])
def test_a_question_mark_is_whole_and_clear_of_words(size, theme):
    """Its dot is seen, and it meets neither the question nor the answer's field."""
    slide = next(s for s in example_scenes("qna", size, theme) if s.id == "kind-qna")
    mark = next(i for i in slide.items if getattr(i, "key", "") == "sign")
    words = [i.rect for i in slide.items if getattr(i, "placeholder", None) in ("title", "answer")]
    assert len(words) == 2
    assert not any(meets(mark.rect, at) for at in words)
    assert mark.rect.x > 0 and mark.rect.y > 0 and mark.rect.bottom < 540 and mark.rect.right < 960


def test_a_rule_parts_a_question_and_an_answer_of_one_tone():
    """On a ground like the answer's field, which hardly stands out from it."""
    asked = {"kind": "qna", "title": "왜 쓰나요?", "answer": "옮기기 쉽습니다"}
    deck = deck_of([{"id": "same", "ground": "dark"} | asked, {"id": "other", "ground": "surface"} | asked])
    scenes, _ = lay_out(deck, brand("openmaru"), {})
    rules = {s.id: [i for i in s.items if getattr(i, "key", "") == "rule"] for s in scenes}
    assert len(rules["same"]) == 1 and not rules["other"]


@pytest.mark.parametrize("theme", THEMES)
def test_both_digits_of_a_part_are_seen(theme):
    """Beside a scene, too: half a digit says another number."""
    told = brand(theme)
    page = SimpleNamespace(theme=told.theme, fonts=told.fonts, ground=told.theme.grounds["dark"], word=str)
    for width in (576.0, 960.0):
        drawn = giant_sign(page, "number", "10", within=Rect(0, 0, width, 540), left=960.0 - width)
        assert drawn is not None and 0 < drawn.rect.x and drawn.rect.right <= width
        assert drawn.rect.h > 100


def title_lines(scene: Scene) -> list[str]:
    """The lines of a slide's title."""
    (title,) = boxes_in(scene, "title")
    return ["".join(p.run.text for p in line.pieces).strip() for line in title.text.lines]


def test_a_sentence_that_fills_a_slide_breaks_well():
    """Where a size less helps, no short word is alone, what is marked stays on its line, and no word is cut."""
    said = {
        "marked": {"kind": "statement", "title": "Small, independent units **hold up and recover fast**",
                   "support": "Provided you run several copies"},
        "cut": {"kind": "statement", "title": "“Anywhere” has conditions", "scene": {"parts": [{"prop": "ship"}]}},
        "alone": {"kind": "section", "title": "The case for containers", "lead": "A",
                  "scene": {"parts": [{"prop": "basket"}]}},
    }  # fmt: skip
    scenes, _ = laid_out(said, "bold", "en")
    lines = {s.id: title_lines(s) for s in scenes if s.id in said}
    assert lines["marked"] == ["Small, independent units", "hold up and recover fast"]
    assert lines["alone"] == ["The case for", "containers"]
    assert [word for line in lines["cut"] for word in line.split()] == ["“Anywhere”", "has", "conditions"]


def test_rules_of_a_layout_take_the_colours_of_a_ground():
    """What is black on paper is white on blue, on slides and in their layouts; on the layout's own ground it stays."""
    asked = {"kind": "qna", "title": "Why?", "answer": "It moves"}
    scenes, _ = laid_out({"own": asked | {"ground": "paper"}, "other": asked | {"ground": "accent"}}, "paper")
    fills = {s.id: [i.fill for i in s.artwork if isinstance(i, Box)] for s in scenes}
    assert fills["own"] == ["text"] and fills["other"] == ["paper"]
