"""The article that the library grew from: each of its ideas is told, and put right where it has to be, and what any
seminar may take from the library says nothing of it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import yaml
from conftest import ROOT

from deckgen.composing.words import texts
from deckgen.layout.kinds import KINDS
from deckgen.layout.kinds.chat import Chat, Exchange
from deckgen.reading.seminar import read_glossary, read_module, read_sources
from deckgen.reading.slide import Slide

CONTENT = ROOT / "content"
IDEAS: dict[int, dict[str, Any]] = yaml.safe_load((ROOT / "tests/data/seed.yaml").read_text(encoding="utf-8"))
#: The talk that follows the article.
FIRST = "five-questions"
#: Slides for any seminar, whatever it is about.
SHARED = ("op-title", "op-speaker", "op-agenda", "op-poll")
SHARED += ("wu-survey", "wu-next", "wu-more", "wu-thanks", "wu-gloss", "wu-refs")
#: What else they do not speak of, apart from the words of the glossary.
PARTICULAR = ("ChatGPT", "AI", "다섯 질문", "다섯 가지 질문", "five questions", "마케터", "marketer")


@cache
def library() -> dict[str, Slide]:
    """Every slide of every module, by its id."""
    out: dict[str, Slide] = {}
    for path in sorted((CONTENT / "modules").glob("*.yaml")):
        module, found = read_module(path.read_text(encoding="utf-8"), f"content/modules/{path.name}", KINDS)
        assert [] == found
        out |= {slide: entry.slide for slide, entry in module.slides.items()}
    return out


@cache
def programme(seminar: str) -> tuple[str, ...]:
    """The ids of a seminar's slides, in its order."""
    written = yaml.load((CONTENT / f"seminars/{seminar}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return tuple(name for part in written["programme"] for entry in part["slides"] for name in _named(entry))


def _named(entry: str | dict[str, Any]) -> list[str]:
    """The slides that an entry of a programme stands for."""
    if isinstance(entry, str):
        return [entry]
    if "slide" in entry:
        return [entry["slide"]]
    text = (CONTENT / f"modules/{entry['module']}.yaml").read_text(encoding="utf-8")
    return [s["id"] for s in yaml.load(text, yaml.CSafeLoader)["slides"] if s["id"] not in entry.get("without", ())]


def test_there_are_nineteen_ideas():
    """In the order of the article, each said in a few words of our own."""
    assert list(IDEAS) == list(range(1, 20))
    assert all(len(idea["idea"].split()) <= 24 for idea in IDEAS.values())


@pytest.mark.parametrize("number", IDEAS)
def test_an_idea_is_carried(number):
    """Its slides exist, all that the first talk has of it are in that talk, and each further seminar shows one."""
    idea = IDEAS[number]
    assert set(idea["slides"]) <= set(library())
    assert idea[FIRST] and set(idea[FIRST]) <= set(idea["slides"]) & set(programme(FIRST))
    assert [] == [seminar for seminar in idea["seminars"] if not set(idea["slides"]) & set(programme(seminar))]


@pytest.mark.parametrize("number", [n for n, idea in IDEAS.items() if "corrected" in idea])
def test_what_is_put_right_rests_on_evidence(number):
    """The slides that correct an idea carry it, too, and name a source that is more than where the idea was from."""
    idea = IDEAS[number]
    sources, found = read_sources((CONTENT / "sources.yaml").read_text(encoding="utf-8"), "content/sources.yaml")
    assert [] == found and idea["corrected"]["how"]
    for name in idea["corrected"]["by"]:
        assert name in idea["slides"]
        assert any(sources[str(s)].is_evidence for s in library()[name].sources), name


def _exchanges() -> tuple[Exchange, ...]:
    """What the marketer asked, with what became of the answers."""
    slide = library()["op-check"]
    assert isinstance(slide, Chat)
    return slide.exchanges


def test_the_first_talk_asks_in_the_words_of_who_asked():
    """It opens with the five questions as they were asked; the same words stand above each answer, in that order."""
    asked = [{language: f"“{raw}”" for language, (raw, _) in e.ask.by_language.items()} for e in _exchanges()]
    assert len(asked) == 5 and programme(FIRST)[1] == "op-check"
    written = yaml.load((CONTENT / f"seminars/{FIRST}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    titles = [
        entry["title"]
        for part in written["programme"]
        for entry in part["slides"]
        if isinstance(entry, dict) and entry.get("slide", "").endswith("-q")
    ]
    assert titles == asked


def test_what_it_is_to_the_audience_comes_in_three_minutes():
    """A sale that fails, before the agenda."""
    before = programme(FIRST)[: programme(FIRST).index("op-sale")]
    assert sum(library()[name].minutes for name in before) <= 3.0
    assert "op-agenda" not in before


@pytest.mark.parametrize("name", SHARED)
def test_shared_slides_fit_any_seminar(name):
    """They speak of no term of the glossary, of no article and of no one audience: neither on the slide, nor in notes
    or prose."""
    glossary, found = read_glossary((CONTENT / "glossary.yaml").read_text(encoding="utf-8"), "content/glossary.yaml")
    assert [] == found
    for text in texts(library()[name]):
        for language, (raw, _) in text.by_language.items():
            assert [] == [t.name(language) for t in glossary.values() if t.occurs(raw, language or "ko")], raw
            assert [] == [word for word in PARTICULAR if word in raw], raw
