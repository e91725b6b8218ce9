"""Every kind of slide, walked through the registry: documented, with examples, laid out soundly in every theme."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import THEMES, brand, deck_of, example_scenes, examples, images

from deckgen.gallery import SIZES
from deckgen.layout.kinds import KINDS
from deckgen.pipeline import lay_out
from deckgen.reading.slide import Slide
from deckgen.scene import Box, Picture, Rect, Scene, walk
from deckgen.scene.dump import dump

GOLDENS = Path(__file__).parent / "golden" / "kinds"


def scene(kind: str, size: str, theme: str = "openmaru") -> Scene:
    """A kind's example of a size, laid out; it must be sound."""
    return next(s for s in example_scenes(kind, size, theme) if s.id == f"kind-{kind}")


def test_the_kinds_of_the_first_issue_are_there():
    """Authors may write these kinds."""
    wanted = [
        "agenda",
        "analogy",
        "bullets",
        "cards",
        "closing",
        "compare",
        "qna",
        "quote",
        "section",
        "speaker",
        "statement",
        "table",
        "title",
    ]
    assert set(wanted) <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_says_what_it_is(kind):
    """A kind has a docstring that authors can read, and examples in three sizes."""
    assert issubclass(KINDS[kind], Slide)
    assert len(KINDS[kind].__doc__ or "") > 40
    assert list(SIZES) == list(examples(kind))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_holds_up_with_little_text_and_with_much(kind, size, theme):
    """Each example fits in each theme, also in PowerPoint's fallback font; nothing overlaps or leaves the page."""
    made = scene(kind, size, theme)
    assert made.items


@pytest.mark.parametrize("kind", KINDS)
def test_the_title_stands_in_the_title_placeholder(kind):
    """Outline view, navigation and screen readers find every slide's title."""
    titles = [i for i in walk(scene(kind, "typical").items) if isinstance(i, Box) and i.placeholder == "title"]
    assert 1 == len(titles)
    assert titles[0].text.plain.strip()


def lines_of(box: Box) -> list[Rect]:
    """The rectangles of a text's lines on the page, from their capitals' top to their baseline."""
    if box.text is None:
        return []
    return [
        Rect(
            box.rect.x + line.pieces[0].x,
            box.rect.y + line.baseline - 0.7 * line.size,
            line.pieces[-1].x + line.pieces[-1].width - line.pieces[0].x,
            0.7 * line.size,
        )
        for line in box.text.lines
        if line.pieces
    ]


def cut(line: Rect, field: Rect) -> bool:
    """Whether a field covers some of a line."""
    return line.x < field.right and field.x < line.right and line.y < field.bottom and field.y < line.bottom


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_field_and_no_picture_covers_the_title(kind, size):
    """Words end before the panel or the picture beside them, and stand wholly on or off a field beneath them."""
    items = list(walk(scene(kind, size).items))
    (at,) = (n for n, i in enumerate(items) if isinstance(i, Box) and i.placeholder == "title")
    fields = [(n, i) for n, i in enumerate(items) if isinstance(i, Picture) or (isinstance(i, Box) and i.fill)]
    covering = [
        item.name
        for line in lines_of(items[at])
        for n, item in fields
        if n != at and cut(line, item.rect) and not (n < at and line.x >= item.rect.x and line.right <= item.rect.right)
    ]
    assert items[at].text.plain.strip() and covering == []


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_for_people(kind):
    """Every shape has a name that a person understands in the selection pane."""
    names = [i.name for i in walk(scene(kind, "typical").items)]
    assert names and all(name.strip() for name in names)


@pytest.mark.parametrize("kind", KINDS)
def test_layout_is_as_it_was(kind):
    """The typical example lies where it lay; DECKGEN_UPDATE=1 rewrites what is expected."""
    text, golden = dump(scene(kind, "typical")), GOLDENS / f"{kind}.txt"
    if os.environ.get("DECKGEN_UPDATE"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("theme", THEMES)
def test_a_list_of_questions_has_air(theme):
    """Words stand 10 points from the rules; the field of the answers takes in their head, ends above the slide's number
    and with the rules."""
    items = list(walk(scene("chat", "much", theme).items))
    boxes = {i.placeholder: i for i in items if isinstance(i, Box) and i.placeholder}
    rules = [i for i in items if isinstance(i, Box) and i.fill == "line"]
    field = next(i for i in items if isinstance(i, Box) and i.fill == "soft" and i.rect.h > 300)
    assert field.rect.y <= boxes["answers"].rect.y - 8
    assert field.rect.bottom < lines_of(boxes["number"])[0].y
    assert {rule.rect.right for rule in rules} == {field.rect.right}
    for n in range(1, 6):
        for box in (boxes[f"ask-{n}"], boxes[f"answer-{n}"], boxes[f"verdict-{n}"]):
            for line in lines_of(box):
                assert all(line.bottom <= r.rect.y - 10 or r.rect.bottom + 10 <= line.y for r in rules), box.name


@pytest.mark.parametrize(
    ("kind", "pairs"),
    [
        ("analogy", {"picture-head": "picture-1", "term-head": "term-1"}),
        ("chat", {"asks": "ask-1", "answers": "answer-1"}),
    ],
)
def test_heads_of_columns_keep_clear_of_the_boxes(kind, pairs):
    """From the end of their line it is 8 points at least."""
    there = {i.placeholder: i for i in walk(scene(kind, "typical").items) if isinstance(i, Box) and i.placeholder}
    gaps = [there[first].rect.y - there[head].rect.y - there[head].text.height for head, first in pairs.items()]
    assert len(gaps) == 2 and min(gaps) >= 8


@pytest.mark.parametrize("theme", THEMES)
def test_answers_to_a_poll_stand_on_common_lines(theme):
    """A name that would need two lines makes all of them smaller, so that what is beneath them begins at one height."""
    choices = [
        {"name": "들어 봤습니다", "text": "회의에서 들었습니다"},
        {"name": "써 봤습니다", "text": "한두 번 실행했습니다"},
        {"name": "운영합니다", "text": "실제 서비스에 씁니다"},
    ]
    deck = deck_of([{"id": "poll", "kind": "poll", "title": "얼마나 가까우신가요?", "choices": choices}], theme)
    scenes, findings = lay_out(deck, brand(theme), images())
    assert not findings
    drawn = next(s for s in scenes if s.id == "poll")
    cards = [i for i in walk(drawn.items) if isinstance(i, Box) and (i.placeholder or "").startswith("choice-")]
    for paragraph in (0, 1):
        firsts = {next(line.baseline for line in c.text.lines if line.paragraph == paragraph) for c in cards}
        assert len(firsts) == 1


@pytest.mark.parametrize("theme", THEMES)
def test_neighbours_on_two_tracks_do_not_read_as_one(theme):
    """Between the names of neighbouring events it is an em of them at least."""
    texts = [
        i for i in walk(scene("timeline", "much", theme).items) if isinstance(i, Box) and i.key.startswith("event-")
    ]
    assert len(texts) > 5
    for before, box in pairwise(texts):
        if before.rect.y == box.rect.y:
            size = max(line.size for line in box.text.lines)
            assert box.rect.x - max(line.right for line in lines_of(before)) >= size
