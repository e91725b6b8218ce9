"""Finding terms: quickly, and exactly where a reader would."""

from __future__ import annotations

import random
import re

import pytest
import yaml
from conftest import deck_of, material

from deckgen.composing.terms import avoided, mentions, occurring
from deckgen.composing.words import Words
from deckgen.reading.seminar import Term, read_glossary

#: What texts are made of here: pieces of words, endings, and what stands between.
PIECES = {
    "ko": ["상자", "상", "자", "큰", "는", "에", " ", "\n", "box", "(", "."],
    "en": ["box", "Box", "es", "s", "un", "-", " ", "\n", "BOX", "ing", "."],
}


def term(name: str, **more: object) -> Term:
    """A term of a glossary with this name in both languages."""
    text = yaml.safe_dump({"x": {"ko": name, "en": name, "definition": "x", **more}}, allow_unicode=True)
    terms, diagnostics = read_glossary(text, "content/glossary.yaml")
    assert not diagnostics and terms and terms["x"]
    return terms["x"]


def expected(name: str, text: str, language: str) -> int:
    """How often a text has a word, by one regular expression."""
    if language == "ko":
        return len(re.findall(rf"(?<![가-힣]){re.escape(name)}", text))
    flags = re.IGNORECASE if name == name.lower() else 0
    return len(re.findall(rf"(?<![\w-]){re.escape(name)}(?:s|es)?(?![\w-])", text, flags))


@pytest.mark.parametrize(("language", "name"), [("ko", "상자"), ("ko", "자"), ("en", "box"), ("en", "Box")])
def test_a_word_is_counted_where_it_stands(language, name):
    """In texts made at random of what is like it, just as often as a regular expression finds it."""
    chance = random.Random(7)
    counts, wanted = [], term(name)
    for _ in range(500):
        text = "".join(chance.choices(PIECES[language], k=12))
        counts.append(expected(name, text, language))
        assert wanted.count(text, language) == counts[-1], text
        assert wanted.occurs(text, language) == (counts[-1] > 0), text
    assert 0 in counts and max(counts) > 1


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_deck_says_the_same_at_once_and_slide_by_slide(language):
    """What is looked for in all texts together is what looking into each of them finds."""
    terms = [t for t in material("glossary").values() if t]
    slides = [
        {"id": f"s{n}", "kind": "statement", "title": {"ko": f"{t.ko}는 하나", "en": f"One {t.en}"}}
        for n, t in enumerate(terms[:3])
    ]
    deck = deck_of(slides, language=language)
    placed = [p.slide for p in deck.slides]
    found = occurring(terms, placed, deck.words)
    assert found and found == [m.term for m in mentions(terms, placed, deck.words) if m.slides]


def test_a_word_to_avoid_is_told_at_each_place():
    """In every text that has it, in the order of terms and texts; a text without it costs nothing."""
    deck = deck_of(
        [
            {"id": "a", "kind": "statement", "title": "큰 통을 씁니다"},
            {"id": "b", "kind": "statement", "title": "작은 통과 함"},
        ]
    )
    words: Words = deck.words
    terms = [
        term("상자", avoid={"ko": ["통"]}),
        term("궤", avoid={"ko": ["없는 말"]}),
        term("갑", avoid={"ko": ["함"]}),
    ]
    said = [(d.message, d.span.line if d.span else 0) for d in avoided([*terms, None], words)]
    assert [m for m, _ in said[:2]] == ["the glossary says `상자` for `통`"] * 2
    assert said[0][1] < said[1][1]
    assert [m for m, _ in said[2:]] == ["the glossary says `갑` for `함`"] * len(said[2:]) and len(said) > 2
