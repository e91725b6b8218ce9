"""The outputs of the real seminars, opened by real readers: validators, python-pptx, veraPDF, poppler."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path

import oracles
import pytest
from conftest import ROOT, judged_by_verapdf
from pptx.enum.shapes import PP_PLACEHOLDER
from quick_pptx import Presentation
from shared import on_letter, output, seminars

SEMINARS = sorted(p.stem for p in (ROOT / "content" / "seminars").glob("*.yaml"))
#: What stands above the answers in the notes of a quiz.
#: The last line of notes: where the slide is from, which is no secret.
SOURCES = re.compile(r"(?m)^(?:출처|Sources): .*$")
ANSWERS = re.compile(r"^(?:정답|Answers)$", re.M)
CASES = [(s, language) for s in SEMINARS for language in ("ko", "en")]


pytestmark = pytest.mark.slow


@cache
def deck_of(seminar: str, language: str) -> Presentation:
    """A seminar's deck, opened by python-pptx."""
    return Presentation(output(seminars(language), f"{seminar}.{language}.pptx"))


@pytest.mark.parametrize(("seminar", "language"), CASES)
def test_every_output_is_built(seminar, language):
    """The command builds every seminar in both languages without an error or a warning."""
    names = {p.name.removeprefix(f"{seminar}.{language}.") for p in seminars(language).rglob(f"{seminar}.{language}.*")}
    assert {"pptx", "slides.pdf", "handout.pdf", "html"} < names


@pytest.mark.parametrize(("seminar", "language"), CASES)
def test_decks_pass_both_validators(seminar, language):
    """PowerPoint's own schema validator and openxml-audit find nothing in any deck."""
    deck = output(seminars(language), f"{seminar}.{language}.pptx")
    assert [] == oracles.openxml_audit(deck)
    assert [] == oracles.ooxml_sdk(deck)


@pytest.mark.parametrize(("seminar", "language"), CASES)
def test_decks_are_native(seminar, language):
    """Every slide has a title in its placeholder and stands on a named layout; nothing is a picture of a slide."""
    deck = deck_of(seminar, language)
    assert deck.core_properties.title and deck.core_properties.language.startswith(language)
    for slide in deck.slides:
        assert slide.shapes.title is not None and slide.shapes.title.text_frame.text.strip()
        assert slide.slide_layout.name
        assert not [s for s in slide.shapes if s.shape_type is not None and s.shape_type.name == "PICTURE"]


@pytest.mark.parametrize(("seminar", "language"), CASES)
def test_every_content_slide_has_notes(seminar, language):
    """A presenter finds notes on every slide but the section heads and the further slides of a list."""
    deck = deck_of(seminar, language)
    assert len(deck.slides) > 20
    for slide in deck.slides:
        further = re.search(r"\(([2-9]|\d\d)/\d+\)$", slide.shapes.title.text_frame.text)
        if not re.match("구역 머리|Section", slide.slide_layout.name) and not further:
            assert slide.has_notes_slide and _spoken(slide).strip()


@judged_by_verapdf
@pytest.mark.parametrize(("seminar", "language"), CASES)
def test_pdfs_are_accessible(seminar, language):
    """veraPDF passes PDF/UA-1 for slides and handouts."""
    _assert_accessible(sorted(seminars(language).rglob(f"{seminar}.{language}.*.pdf")))


@judged_by_verapdf
@pytest.mark.parametrize(("seminar", "language"), [("platform-summit", "en"), ("five-questions", "ko")])
def test_pdfs_on_letter_are_accessible(seminar, language):
    """A seminar with every edition in the language of those who have that paper, and a short one in the other."""
    _assert_accessible(sorted(on_letter(seminar, language).rglob("*.pdf")))


def _assert_accessible(pdfs: list[Path]) -> None:
    assert len(pdfs) >= 3
    assert {pdf.name: [] for pdf in pdfs} == {pdf.name: oracles.pdf_ua1(pdf) for pdf in pdfs}


@pytest.mark.parametrize(("seminar", "language"), CASES)
def test_terms_name_each_page_once(seminar, language):
    """The pages beside a term go up, in every edition that names any."""
    named = 0
    for pdf in sorted(seminars(language).rglob(f"{seminar}.{language}.*.pdf")):
        for pages in re.findall(r"→ ?(\d+(?:, \d+)*)", oracles.pdf_text(pdf)):
            numbers = [int(n) for n in pages.split(", ")]
            assert numbers == sorted(set(numbers)), (pdf.name, pages)
            named += 1
    assert named > 20


@pytest.mark.parametrize(("seminar", "language"), [case for case in CASES if case[0] != "five-questions"])
def test_terms_do_not_end_with_a_lone_pair(seminar, language):
    """The last page of the terms holds more than one row of them."""
    file = output(seminars(language), f"{seminar}.{language}.reader.pdf")
    counts = [n for page in oracles.pdf_text(file).split("\f") if (n := len(re.findall(r"^→", page, re.M)))]
    assert counts[-1] > 2, counts


@pytest.mark.parametrize(("seminar", "language"), CASES)
def test_fonts_are_embedded_and_subset(seminar, language):
    """Every font in a PDF is embedded, as a subset, and one of the theme's."""
    pdfs = sorted(seminars(language).rglob(f"{seminar}.{language}.*.pdf"))
    assert len(pdfs) > 3
    for pdf in pdfs:
        fonts = oracles.pdf_fonts(pdf)
        assert fonts
        for font in fonts:
            assert re.fullmatch(r"[A-Z]{6}\+(Pretendard|JetBrains|deck-).*", font["name"]), font
            assert font["emb"] == "yes" and font["sub"] == "yes", font


#: The first number of placeholders that a kind has for itself (`writers/pptx/places`).
FIRST_OF_KIND = 17
#: The first line of a slide's notes: how long it takes, and when.
PACE = re.compile("[^\n]*(?:여기까지|by the end)[^\n]*(?:\n|$)")


def _spoken(slide) -> str:
    """What the speaker says, without the line about time."""
    return PACE.sub("", slide.notes_slide.notes_text_frame.text, count=1)


def _private(seminar: str, language: str) -> list[str]:
    """The sentences of the notes of a seminar that stand on none of its slides, without spaces. Of a quiz's notes only
    what is said around the answers is."""
    deck = deck_of(seminar, language)
    shown = "".join(
        "".join(s.text_frame.text.split()) for slide in deck.slides for s in slide.shapes if s.has_text_frame
    )
    spoken = [
        sentence
        for slide in deck.slides
        if slide.has_notes_slide
        for sentence in re.split(r"(?<=[.?!])\s+", SOURCES.sub("", ANSWERS.split(_spoken(slide))[0]))
    ]
    return [s for sentence in spoken if len(s := "".join(sentence.split())) >= 12 and s not in shown]


def _said(path: Path) -> str:
    """All that a file says, in its bytes or (of a PDF) as text, without spaces."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        text = oracles.pdf_text(path)
    else:
        text = "" if path.suffix == ".jpg" else unescape(data.decode("utf-8"))
    return "".join((text + data.decode("latin-1")).split())


@pytest.mark.parametrize(("seminar", "language"), CASES)
def test_the_audience_gets_nothing_of_the_presenter(seminar, language):
    """No file in an audience's folder has a sentence of the notes, a link to script or answers, or a word of another
    seminar; the presenter's folder has all of it."""
    folder = seminars(language) / "audience" / seminar
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    assert {p.name for p in files} >= {"index.html", f"{seminar}.{language}.html", f"{seminar}.{language}.handout.pdf"}
    assert not [p.name for p in files if p.suffix == ".pptx" or "speaker" in p.name or "answers" in p.name]
    private = _private(seminar, language)
    assert len(private) > 20
    others = [name for name, _ in CASES if name != seminar]
    for path in files:
        said = _said(path)
        assert [] == [sentence for sentence in private if sentence in said], path.name
        assert [] == [name for name in (*others, "presenter", "speaker.pdf", "answers.pdf") if name in said], path.name
    shown = _said(seminars(language) / "presenter" / f"{seminar}.{language}.html")
    assert len([sentence for sentence in private if sentence in shown]) > len(private) * 0.9
    assert {p.name for p in (seminars(language) / "audience").iterdir()} == {name for name, _ in CASES}


@pytest.mark.parametrize(("seminar", "language"), CASES)
def test_every_slide_is_in_the_handout(seminar, language):
    """No slide is dropped: the text of each title can be found, and selected, in the handout. The slides that list
    terms and sources stand there as lists: all that they list is printed."""
    folder = seminars(language)
    deck = deck_of(seminar, language)
    printed = "".join(oracles.pdf_columns(output(folder, f"{seminar}.{language}.handout.pdf")).split())
    listed = 0
    for slide in deck.slides:
        title = slide.shapes.title.text_frame.text
        if "".join(title.split()) in printed:
            continue
        assert re.search(r" \(\d+/\d+\)$", title), title
        for shape in slide.shapes:
            if shape.is_placeholder and shape.placeholder_format.idx >= FIRST_OF_KIND:
                name = shape.text_frame.paragraphs[0].runs[0].text
                assert "".join(name.split()) in printed, name
                listed += 1
    assert listed


@pytest.mark.parametrize(("seminar", "language"), [c for c in CASES if c[0] != "five-questions"])
def test_footnotes_stand_on_the_page_of_their_mark(seminar, language):
    """A mark in the text and its note are on the same page, all of them."""
    marks, notes = {}, {}
    for number, page in enumerate(oracles.pdf_lines(output(seminars(language), f"{seminar}.{language}.reader.pdf")), 1):
        for top, height, text in page:
            if height <= 10 and text.strip().isdigit():
                marks[int(text)] = number
            elif top > 500 and height <= 14 and (note := re.match(r"(\d+)  ", text)):
                notes.setdefault(int(note[1]), number)
    assert len(marks) > len(deck_of(seminar, language).slides) / 2 and marks == {n: notes.get(n) for n in marks}


@pytest.mark.parametrize(("seminar", "language"), [c for c in CASES if c[0] != "five-questions"])
def test_figures_hold_nothing_but_what_they_show(seminar, language):
    """A figure is a part of a slide. What stands around it there is not in the file, where it would be found, copied
    and read aloud."""
    deck = deck_of(seminar, language)
    said = oracles.pdf_columns(output(seminars(language), f"{seminar}.{language}.workbook.pdf"))
    dates = {
        s.text_frame.text
        for layout in deck.slide_layouts
        for s in layout.placeholders
        if s.placeholder_format.type == PP_PLACEHOLDER.DATE
    }
    assert dates
    for date in dates:
        assert said.count(date) <= said.count("\f") + 2  # at the foot of each page, in the masthead and the imprint
