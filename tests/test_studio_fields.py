"""Fields and items that come and go: their lines or words, and nothing else."""

from __future__ import annotations

import pytest
from shared import PROJECT
from studios import MODULE

from deckgen.editor.types import forms, own_name, written_names
from deckgen.layout.kinds import KINDS
from deckgen.reading.model import FieldType, Model, fields
from deckgen.reading.seminar import SeminarFile
from deckgen.reading.stretches import stretches
from deckgen.schema.sayings import korean_name
from deckgen.studio.desk import Written
from deckgen.studio.fields import dropped, put
from deckgen.studio.order import removed, repeated
from deckgen.studio.undoing import Undone
from deckgen.vocabulary import korean
from deckgen.workspace import Splice

TEXT = """\
# A module
slides:
- id: one  # the first
  kind: cards
  cards:
  - {title: a, text: b}

  - {title: c}
  notes: >-
    Words
    on lines

# of another slide
- id: two
  title: {ko: 가, en: "b, c"}
"""
ONE, TWO = ("slides", 0), ("slides", 1)


def after(pieces, text: str = TEXT) -> str:
    for start, stop, words in sorted(pieces, reverse=True):
        text = text[:start] + words + text[stop:]
    return text


def lines(text: str) -> list[str]:
    return text.splitlines()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_field_comes_behind_the_last_one(end):
    text = TEXT.replace("\n", end)
    wide = lines(after(put(text, ONE, "takeaway", {"ko": "요점, 하나", "en": "A point"}), text))
    assert wide[:11] == lines(TEXT)[:11] and wide[12:] == lines(TEXT)[11:]
    assert wide[11] == '  takeaway: {ko: "요점, 하나", en: A point}'
    assert lines(after(put(text, TWO, "minutes", "2"), text)) == [*lines(TEXT), "  minutes: 2"]
    inner = lines(after(put(text, (*ONE, "cards", 1), "text", "x: y"), text))
    assert [*inner[:7], *inner[8:]] == [*lines(TEXT)[:7], *lines(TEXT)[8:]]
    assert inner[7] == '  - {title: c, text: "x: y"}'


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_long_texts_are_written_as_lines(end):
    """As authors write them; ends of lines in them are empty lines."""
    text, long = TEXT.replace("\n", end), " ".join(["word"] * 30)
    notes = lines(after(put(text, TWO, "notes", {"ko": "하나.\n\n- 둘", "en": long}), text))
    assert notes[: len(lines(TEXT))] == lines(TEXT)
    assert notes[len(lines(TEXT)) :][:7] == [
        "  notes:",
        "    ko: >-",
        "      하나.",
        "",
        "",
        "      - 둘",
        "    en: >-",
    ]
    assert " ".join(line.strip() for line in notes[-2:]) == long and max(map(len, notes)) <= 120
    alone = lines(after(put(text, TWO, "notes", "one\ntwo"), text))
    assert alone[len(lines(TEXT)) :] == ["  notes: >-", "    one", "", "    two"]
    odd = after(put(text, TWO, "notes", "  one\ntwo"), text)
    assert odd.endswith('  notes: "  one\\ntwo"' + end)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_field_goes_with_its_lines(end):
    text = TEXT.replace("\n", end)
    assert lines(after(dropped(text, ONE, "notes"), text)) == lines(TEXT)[:8] + lines(TEXT)[11:]
    assert lines(after(dropped(text, ONE, "cards"), text)) == lines(TEXT)[:4] + lines(TEXT)[8:]
    assert lines(after(dropped(text, TWO, "title"), text)) == lines(TEXT)[:-1]
    first = (*ONE, "cards", 0)
    assert "- {title: a}" in after(dropped(text, first, "text"), text)
    assert "- {text: b}" in after(dropped(text, first, "title"), text)


def test_what_cannot_be_put_or_dropped_is_refused():
    for wrong in (
        lambda: put(TEXT, ONE, "kind", "x"),
        lambda: put(TEXT, ONE, "lead", "  "),
        lambda: put(TEXT, (*ONE, "cards"), "lead", "x"),
        lambda: dropped(TEXT, ONE, "id"),
        lambda: dropped(TEXT, ONE, "lead"),
        lambda: dropped(TEXT, (*ONE, "cards", 1), "title"),
        lambda: removed(TEXT, ("slides",), 5),
    ):
        with pytest.raises(ValueError, match=r"\w"):
            wrong()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_items_come_and_go(end):
    text, cards = TEXT.replace("\n", end), (*ONE, "cards")
    assert lines(after(removed(text, cards, 0), text)) == lines(TEXT)[:5] + lines(TEXT)[7:]
    assert lines(after(removed(text, cards, 1), text)) == lines(TEXT)[:6] + lines(TEXT)[8:]
    twice = lines(after(repeated(text, cards, 1), text))
    assert twice == [*lines(TEXT)[:8], "", "  - {title: c}", *lines(TEXT)[8:]]
    again = lines(after(repeated(text, cards, 0), text))
    assert again == [*lines(TEXT)[:7], "  - {title: a, text: b}", "", *lines(TEXT)[7:]]


def test_words_between_brackets_come_and_go():
    text = "a: [one,  two, three]\n"
    assert after(removed(text, ("a",), 2), text) == "a: [one,  two]\n"
    assert after(removed(text, ("a",), 0), text) == "a: [two, three]\n"
    assert after(repeated(text, ("a",), 0), text) == "a: [one,  one, two, three]\n"
    assert after(repeated(text, ("a",), 2), text) == "a: [one,  two, three, three]\n"
    with pytest.raises(ValueError, match="at least one"):
        removed("a: [one]\n", ("a",), 0)


def test_places_of_names_are_known():
    text = (PROJECT / MODULE).read_bytes().decode("utf-8")
    named = [s for s in stretches(text) if s.steps and isinstance(s.steps[-1], str)]
    assert len(named) > 30
    assert all(text[s.key :].startswith(str(s.steps[-1])) for s in named)
    assert all(s.key < 0 for s in stretches(text) if s.steps and isinstance(s.steps[-1], int))


def test_steps_back_are_taken_one_after_another():
    """Each at the version that its file has by then."""
    back = Undone()
    texts = ["abc", "aXc", "aXcYY"]
    back.wrote(Written("a", texts[0], 1, (Splice("a", 1, 2, "X"),)))
    back.wrote(Written("a", texts[1], 2, (Splice("a", 3, 3, "YY"),)))
    assert (back.last().version, after(back.last().splices, texts[2])) == (2, texts[1])
    back.took_back(3)
    assert (back.last().version, after(back.last().splices, texts[1])) == (3, texts[0])
    back.took_back(4)
    with pytest.raises(ValueError, match="nothing"):
        back.last()


def test_each_field_of_each_kind_has_a_korean_name():
    """So has each field of a seminar, and each kind: who sees a form reads Korean."""
    asked: set[type[Model]] = set()
    nameless: list[str] = []

    def walk(model: type[Model]) -> None:
        asked.add(model)
        for name in written_names(model):
            if korean_name(name, model) is None:
                nameless.append(f"{model.__name__}.{name}")
            for inner in inside(fields(model)[own_name(model, name)].type):
                if inner not in asked:
                    walk(inner)

    def inside(takes: FieldType | None) -> list[type[Model]]:
        found: list[type[Model]] = []
        for one in forms(takes):
            found += [one.type] if one.form == "model" else [m for part in one.parts for m in inside(part)]
        return found

    walk(SeminarFile)
    for name, kind in KINDS.items():
        walk(kind)
        assert korean(name, "kind"), name
    assert nameless == [] and len(asked) > len(KINDS)
