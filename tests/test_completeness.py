"""Nothing that an author writes is left out in silence: it is on the slide, or there is an error."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from conftest import brand, deck_of, examples, images

from deckgen.layout.kinds import KINDS
from deckgen.layout.words import statements
from deckgen.pipeline import lay_out
from deckgen.reading.model import FieldType, Model, fields
from deckgen.reading.slide import Slide, Way
from deckgen.reading.values import LongText, Text
from deckgen.scene import Box, Chart, Scene, walk

#: Fields that every slide has: notes, handout and the like stand elsewhere.
COMMON = set(fields(Slide))
#: What is said in words of its own: paths of boxes, and answers, which stand in the presenter's notes.
ELSEWHERE = {("cluster", "source"), ("cluster", "to"), ("quiz", "answer"), ("quiz", "why")}


def plain(kind: FieldType) -> FieldType:
    """The type of a field that may be left out."""
    return plain(kind.parts[0]) if kind.form == "optional" else kind


def models(kind: FieldType, value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], type[Model]]]:
    """The paths of what is written for a model, the first one of each list, also where its name alone is written."""
    kind = plain(kind)
    if kind.form == "either":
        yield from models(kind.parts[-1], value, path)
    elif kind.form == "list" and isinstance(value, list) and value:
        yield from models(kind.parts[0], value[-1], (*path, len(value) - 1))
    elif kind.form == "model":
        known = fields(kind.type)
        alone = plain(known[kind.type.alone].type) if kind.type.alone else None
        if alone and alone.form == "list" and (not isinstance(value, dict) or kind.type.alone not in value):
            yield from models(alone if isinstance(value, list) else alone.parts[0], value, path)
            return
        yield path, kind.type
        for name, field in known.items() if isinstance(value, dict) else ():
            if name in value and not (issubclass(kind.type, Slide) and name in COMMON):
                yield from models(field.type, value[name], (*path, name))


def additions(kind: str, slide: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A slide with one more text each, the field it stands in and the text."""
    for n, (path, model) in enumerate(models(FieldType("model", KINDS[kind]), slide)):
        for name, field in fields(model).items():
            wanted = plain(field.type)
            if wanted.type not in (Text, LongText) or (path == () and name in COMMON) or (kind, name) in ELSEWHERE:
                continue
            changed, word = copy.deepcopy(slide), f"덧붙인{n}낱말"
            holder, last = changed, None
            for last in path[:-1]:
                holder = holder[last]
            own = holder[path[-1]] if path else holder
            if not isinstance(own, dict):
                own = {model.alone: own}
            if name in own or (issubclass(model, Way) and name in ("source", "to")):
                continue
            if path:
                holder[path[-1]] = own | {name: word}
            else:
                changed[name] = word
            yield name, word, changed


def words_of(scenes: Sequence[Scene]) -> str:
    """All words that are seen on slides, without spaces."""
    texts = [t.plain for scene in scenes for s in statements(scene.items) for t in s.texts]
    charts = [i for scene in scenes for i in walk(scene.items) if isinstance(i, Chart)]
    texts += [b.text.plain for c in charts for b in c.drawing if isinstance(b, Box) and b.text]
    return "".join("".join(texts).split())


def described(scenes: Sequence[Scene]) -> str:
    """All that is told of pictures and drawings to those who do not see them, without spaces."""
    told = [getattr(i, "alt", "") for scene in scenes for i in walk(scene.items)]
    return "".join("".join(told).split())


def written(value: Any, within: str = "", field: str = "") -> Iterator[tuple[str, Text]]:
    """Every text of a slide that is to be seen on it, and the field it stands in."""
    if isinstance(value, Text):
        yield field, value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from written(one, within, field)
    elif isinstance(value, Model):
        for name, one in vars(value).items():
            if not (isinstance(value, Slide) and name in COMMON - {"title"}) and (within, name) not in ELSEWHERE:
                yield from written(one, within, name)


def laid(kind: str, slide: dict[str, Any]) -> tuple[Slide, tuple[Scene, ...], Any] | None:
    """A slide as it is read, and all slides that it becomes as they are laid out; None where there is an error."""
    try:
        deck = deck_of([{"id": "one", "kind": kind} | slide])
    except AssertionError as e:
        assert "severity='error'" in str(e)
        return None
    scenes, found = lay_out(deck, brand("openmaru"), images())
    if any(f.severity == "error" for f in found):
        return None
    read = next(p.slide for p in deck.slides if p.slide.id == "one")
    return read, tuple(s for s in scenes if s.id == "one" or s.id.startswith("one-")), deck.words


#: Where texts are that nobody sees.
LOOK = {"alt": described}
#: Kinds whose words are all those of the programme or of lists.
WORDLESS = {"agenda", "glossary", "references"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_is_on_the_slide_or_there_is_an_error(kind):
    """Those of the examples, and each text more that a kind knows."""
    texts = []
    for size in ("typical", "much"):
        slide = examples(kind)[size]
        made = laid(kind, slide)
        assert made, size
        read, shown, words = made
        here = list(written(read, kind))
        for field, text in here:
            said = "".join(words.prose(text).plain.split())
            assert said in LOOK.get(field, words_of)(shown), (size, said)
        for field, word, changed in additions(kind, slide):
            more = laid(kind, changed)
            assert more is None or word in LOOK.get(field, words_of)(more[1]), (size, changed)
        texts += here
    assert texts or kind in WORDLESS


#: More than there is room for.
CROWDED: dict[str, dict[str, Any]] = {
    "chart": {"type": "bar", "base": "n", "categories": [f"범주 {n}" for n in range(60)], "values": [1] * 60},
    "code": {
        "language": "text",
        "code": "\n".join(f"line {n}" for n in range(6)),
        "callouts": [{"line": n, "text": "아주 길게 쓴 설명 " * 12} for n in (1, 2, 3)],
    },
    "terminal": {"lines": "\n".join(f"$ echo {n}" for n in range(40))},
    "flow": {"steps": [{"name": f"단계 {n}", "arrow": "길게 적은 화살표의 글"} for n in range(5)]},
    "cards": {"numbered": True, "cards": [{"title": "하나", "icon": "box"}, "둘"]},
}


@pytest.mark.parametrize("kind", CROWDED)
def test_no_kind_gives_up_with_a_warning(kind):
    """What has no room, and what is not shown together, is an error."""
    assert laid(kind, {"title": "제목"} | CROWDED[kind]) is None


def test_numbers_of_diagrams_keep_their_digits():
    """They are written out, also where a computer would write a power of ten; nothing takes no time."""
    for length, shown in ((1234567.5, "1234567.5ms"), (0.00001, "0.00001ms"), (0, "0ms")):
        spans = [{"name": "일", "start": 0, "length": length}]
        made = laid("waterfall", {"title": "제목", "unit": "ms", "spans": spans})
        assert made and shown in words_of(made[1])
    request = [{"name": "요청", "needs": 123456.75}]
    made = laid(
        "binpack", {"title": "제목", "unit": "MB", "nodes": [{"name": "노드", "size": 200000}], "requests": request}
    )
    assert made and "123456.75/200000MB" in words_of(made[1])
