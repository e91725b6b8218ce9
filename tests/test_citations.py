"""What is said of a source on slides, in alt texts and on paper: whose it is, when it was read, and what it is for."""

from __future__ import annotations

import conftest
import pytest
from conftest import brand, deck_of, images

from deckgen.composing.words import Words
from deckgen.layout.citations import about
from deckgen.pipeline import lay_out
from deckgen.reading.seminar import read_sources
from deckgen.scene import Box, walk
from deckgen.writers.handout.back import back
from deckgen.writers.handout.lines import line_text
from deckgen.writers.handout.setter import Setter
from deckgen.writers.handout.sheet import sheet

SOURCES = """
bare: {title: 책, publisher: 곳, url: 'https://a.kr', year: 2024}
this-year: {title: {ko: 한 책, en: A book}, publisher: 곳, url: 'https://b.kr', year: 2026, read: 2026-11-23}
notice:
  title: 고시
  publisher: {ko: 행정안전부, en: Ministry of the Interior and Safety}
  url: https://c.kr
  year: 2023
  number: {ko: 제2023-45호, en: No. 2023-45}
  pages: 12-14
  read: 2026-11-23
page: {title: 책, publisher: 곳, url: 'https://d.kr', year: 2024, pages: 7, role: fact}
question: {title: 글, publisher: 곳, url: 'https://e.kr', year: 2024, role: question}
analogy: {title: 글, publisher: 곳, url: 'https://f.kr', year: 2024, role: [analogy]}
both:
  {title: {ko: 그 글, en: The article}, publisher: 곳, url: 'https://g.kr', year: 2026, read: 2026-11-23,
   role: [question, analogy]}
all: {title: 글, publisher: 곳, url: 'https://h.kr', year: 2024, role: [question, fact]}
"""
SAID = {
    "bare": ("곳, 2024", "곳, 2024"),
    "this-year": ("곳, 2026년 11월 23일 읽음", "곳, read 23 November 2026"),
    "notice": (
        "행정안전부, 제2023-45호, 2023, 12–14쪽 · 2026년 11월 23일 읽음",
        "Ministry of the Interior and Safety, No. 2023-45, 2023, pp. 12–14 · read 23 November 2026",
    ),
    "page": ("곳, 2024, 7쪽", "곳, 2024, p. 7"),
    "question": ("질문: 곳, 2024", "Questions: 곳, 2024"),
    "analogy": ("비유: 곳, 2024", "Analogies: 곳, 2024"),
    "both": ("질문과 비유: 곳, 2026년 11월 23일 읽음", "Questions and analogies: 곳, read 23 November 2026"),
    "all": ("곳, 2024", "곳, 2024"),
}
#: A slide whose first source is where its question came from.
ASKED = {"id": "a", "kind": "statement", "title": "하나", "sources": ["both", "this-year"]}


def test_what_is_said_of_a_source():
    """In both languages; the year is not said twice."""
    sources, found = read_sources(SOURCES, "content/sources.yaml")
    assert found == [] and sources is not None and sources.keys() == SAID.keys()
    theme = brand("openmaru").theme
    for name, said in SAID.items():
        assert tuple(about(sources[name], Words(language), theme) for language in ("ko", "en")) == said, name


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ko", ("출처", "질문과 비유", "그 글", "한 책", "읽음")),
        ("en", ("Sources", "Questions and analogies", "The article", "A book", "read ")),
    ],
)
def test_questions_and_analogies_are_no_evidence(language, said, monkeypatch):
    """Evidence stands first, and what the questions came from behind it, under its name: in the list of references,
    with a slide of a handout, and in the handout's list."""
    evidence, asked, article, book, read = said
    known = {"sources": read_sources(SOURCES, "content/sources.yaml")[0], "glossary": conftest.material("glossary")}
    monkeypatch.setattr(conftest, "material", known.__getitem__)
    slides = [ASKED, {"id": "refs", "kind": "references", "title": {"ko": "참고", "en": "References"}}]
    deck = deck_of(slides, language=language)
    theme = brand("openmaru")
    scenes, _ = lay_out(deck, theme, images())
    (refs,) = (scene for scene in scenes if scene.id == "refs")
    linked = [i for i in walk(refs.items) if isinstance(i, Box) and i.link and i.text]
    first, second = (" ".join(i.text.plain.replace("\u00a0", " ").split()) for i in linked)
    assert book in first and f"{article} {asked}: 곳" in second
    assert read in first and read in second and asked not in first
    setter = Setter(deck, scenes, theme.theme, theme.fonts, sheet("a4", language))
    placed = next(p for p in deck.slides if p.slide.id == "a")
    cited = "".join(run.text for line in setter.cited(placed, 400) for run in line).replace("\u00a0", " ")
    assert cited.index(evidence) < cited.index(book) < cited.index(asked) < cited.index(article)
    listed = ["".join(map(line_text, s.about)) for s in back(setter).sources]
    assert [s.startswith(asked) for s in listed] == [False, True]
    assert all(read in s for s in listed)
