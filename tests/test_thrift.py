"""Paper worth its sheets: what an edition leaves out, how it fills its pages, what it says where a wish cannot be
met."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import oracles
import pytest
from conftest import brand, deck_of, images
from papers import empty_shares
from test_content import CONTENT, laid_out
from test_handout import EVERY, INFO, MANY, handouts

from deckgen.pipeline.stages import lay_out
from deckgen.reading.printing import Wish
from deckgen.reading.seminar import read_seminar
from deckgen.writers.handout.bands import bands, paged
from deckgen.writers.handout.contents import OWN
from deckgen.writers.handout.depictions import LEAST, LEAST_CODE, depiction, smallest
from deckgen.writers.handout.editions import EDITIONS, notes, slides, workbook
from deckgen.writers.handout.figures import drawing
from deckgen.writers.handout.forms import Crop
from deckgen.writers.handout.handouts import Handouts, Print
from deckgen.writers.handout.lines import line_text
from deckgen.writers.handout.press import Pages
from deckgen.writers.handout.setter import Setter, said_elsewhere
from deckgen.writers.handout.setting import Ordered, families, set_edition
from deckgen.writers.handout.sheet import POINTS, sheet
from deckgen.writers.handout.thrift import STEPS, is_hopeless, sheets_of
from deckgen.writers.handout.worksheets import spread


def setter(seminar: str = "", language: str = "ko", paper: str = "a4", large: bool = False, **how: bool) -> Setter:
    """A setter of a seminar, or of slides of every sort."""
    if seminar:
        deck, scenes, _ = laid_out(seminar, language)
    else:
        deck = deck_of(EVERY)
        scenes, _ = lay_out(deck, brand("openmaru"), images())
    there = brand(deck.theme)
    page = sheet(paper, language, large, slide=there.theme.page)
    return Setter(deck, scenes, there.theme, there.fonts, page, **how)


@cache
def written(seminar: str, language: str, edition: str, sheets: int = 0):
    deck, scenes, _ = laid_out(seminar, language)
    info = INFO._replace(language=language)
    return Handouts(deck, scenes, brand(deck.theme), info).write(edition, Print(sheets=sheets))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seminar", "language", "edition", "most"),
    [
        ("five-questions", "ko", "notes", 12),
        ("five-questions", "en", "notes", 12),
        ("five-questions", "ko", "slides-9", 11),
        ("city-office", "ko", "workbook", 5),
        ("media-commerce", "ko", "notes", 36),
        ("media-commerce", "en", "notes", 36),
    ],
)
def test_editions_keep_to_their_pages(seminar, language, edition, most):
    """As many pages as they are worth, with more of the seminar on them than apparatus."""
    text = (CONTENT / "seminars" / f"{seminar}.yaml").read_text(encoding="utf-8")
    plan = read_seminar(text, f"content/seminars/{seminar}.yaml")[0].file.handout
    made = written(seminar, language, edition, plan.sheets.of(edition))
    assert 1 < made.pages <= most
    assert made.apparatus < 50
    if edition != "slides-9":  # nine slides on a page are too small to be read, and the print check says so
        assert made.findings == ()


@pytest.mark.slow
def test_a_wish_for_sheets_is_kept_or_answered():
    """Where it can, an edition goes without something; where it cannot, it says what it needs and what would help."""
    long = handouts("long")
    free = long.write("notes")
    assert long.write("notes", Print(sheets=sheets_of(free.pages))).pages == free.pages
    made = long.write("notes", Print(sheets=1))
    assert made.pages < free.pages and made.apparatus < free.apparatus
    (said,) = made.findings
    assert said.message.startswith(f"`notes` needs {sheets_of(made.pages)} sheets of paper, even without cover and")
    assert said.message.endswith("the handout is to have 1") and said.span is not None
    assert f"wish {sheets_of(made.pages)} sheets, or take out {made.pages - 2} pages" in said.hint
    # editions that are not read have as many as they take
    assert [] == [f for f in written("five-questions", "ko", "summary", 1).findings if "sheets" in f.message]


def test_each_edition_may_have_a_wish_of_its_own():
    assert [Wish(notes=19).of(name) for name in ("notes", "reader", "summary")] == [19, 0, 0]


def test_each_step_of_thrift_saves_more():
    assert not any(STEPS[0])
    for less, more in pairwise(STEPS):
        assert sum(more) > sum(less) and all(b or not a for a, b in zip(less, more, strict=True))


@pytest.mark.parametrize(("paper", "large"), [("a4", False), ("letter", False), ("a5", False), ("a4", True)])
def test_words_of_drawings_can_be_read(paper, large):
    """None in less than seven points, and code in seven and a half; as large as the paper allows in large print."""
    maker = setter("media-commerce", paper=paper, large=large)
    crops: list[Crop] = []
    found = 0
    for placed, scene in zip(maker.deck.slides, maker.scenes, strict=True):
        rect, shown = drawing(scene), depiction(maker, placed, scene, crops)
        if rect is None or shown.drawing is None:
            continue
        found += 1
        scale = shown.drawing.width * POINTS / rect.w
        words, code = (size * scale for size in smallest(scene, rect))
        if words:
            assert words >= LEAST - 0.06 >= 7.0, placed.slide.id
        if code:
            assert code >= LEAST_CODE - 0.06, placed.slide.id
        assert shown.drawing.width <= maker.sheet.width and shown.drawing.height <= maker.sheet.inner
        if large and min(w for w in (words, code, 99.0) if w) < 13.9:
            assert shown.heights.points, f"the words of `{placed.slide.id}` are told in large type below"
    assert found > 30


def test_no_title_stands_twice(tmp_path):
    """Of a slide paper has its title, and below it neither the title again nor its number and its logo."""
    maker = setter()
    parts = [s for p in notes.view(maker).parts for s in p.slides]
    assert len(parts) > 5
    file = tmp_path / "notes.pdf"
    file.write_bytes(handouts("every").write("notes").data)
    said = "".join(oracles.pdf_columns(file).split())
    for slide in (s for s in parts if len(s.title.text) > 2):
        assert 1 == said.count("".join(slide.title.text.split())), slide.title.text


def test_doubles_are_left_out():
    """The cover's slide, the dividers and the survey, which stand elsewhere on paper."""
    maker = setter()
    gone = {p.slide.id for p in maker.deck.slides if said_elsewhere(p)}
    assert "survey" in gone and any(p.slide.opens_part for p in maker.deck.slides if p.slide.id in gone)
    pages = slides.view(maker, 6).pages
    shown = {c.anchor.removeprefix("slide-") for page in pages for c in page}
    assert shown and not shown & gone
    assert notes.view(maker).back.feedback is not None


def test_prose_of_what_is_left_out_is_kept():
    """What is written about a divider or a survey stands in the notes."""
    told = [s | {"handout": "설문에 대한 글입니다."} if s["id"] == "survey" else s for s in EVERY]
    deck = deck_of(told)
    scenes, _ = lay_out(deck, brand("openmaru"), images())
    there = brand("openmaru")
    view = notes.view(Setter(deck, scenes, there.theme, there.fonts, sheet("a4", "ko")))
    assert view.back.feedback is not None
    lines = [r.text for b in view.back.feedback.about for p in b.paragraphs for line in p.lines for r in line]
    assert "설문에 대한 글입니다." in "".join(lines)


def test_a_question_keeps_its_choices_on_paper():
    """Also those that are numbers, which on slides stand before other texts."""
    questions = [{"question": "몇 개입니까?", "choices": ["20", "100", "B"], "answer": 2}]
    deck = deck_of([{"id": "q", "kind": "quiz", "title": "문제", "questions": questions}])
    there = brand("openmaru")
    scenes, _ = lay_out(deck, there, images())
    maker = Setter(deck, scenes, there.theme, there.fonts, sheet("a4", "ko"))
    n = next(n for n, p in enumerate(deck.slides) if p.slide.id == "q")
    shown = depiction(maker, deck.slides[n], scenes[n], [])
    said = [(p.label, line_text(p.lines[0])) for b in shown.points for p in b.paragraphs]
    assert said == [("A", "20"), ("B", "100"), ("C", "B")] and line_text(shown.message[0]) == "몇 개입니까?"


def test_commands_of_a_table_are_not_parted():
    """Where the measure is too narrow for them, the table stands across the page."""
    maker = setter("media-commerce", language="en")
    found = [(p, s) for p, s in zip(maker.deck.slides, maker.scenes, strict=True) if s.id == "ob-kubectl"]
    ((placed, scene),) = found
    shown = depiction(maker, placed, scene, [])
    assert shown.across and shown.table and all(len(cell) == 1 for row in shown.table.rows for cell in row)


@pytest.mark.slow
@pytest.mark.parametrize(("seminar", "language"), [("five-questions", "en"), ("platform-summit", "en")])
@pytest.mark.parametrize("edition", ["notes", "reader", "slides-9", "workbook"])
def test_an_imprint_is_not_alone_on_its_page(seminar, language, edition):
    """It has one line where that saves the page."""
    deck, scenes, _ = laid_out(seminar, language)
    there = brand(deck.theme)
    page = sheet("a4", language, slide=there.theme.page)
    page = page.turned() if EDITIONS[edition].turned else page
    made = set_edition(Ordered(EDITIONS[edition], deck, scenes, there, families(there), page, "row"))
    assert len(made.pages.anchors) > 2 and set(made.pages.anchors[-1]) > {"imprint"}


def test_contents_have_a_page_where_they_are_long():
    """Few entries stand on the front page, by their parts."""
    few, many = setter(), setter("media-commerce")
    short, own = notes.view(few).frame, notes.view(many).frame
    assert 0 < len(short.entries) <= OWN < len(own.entries)
    assert short.short is not None and own.short is None
    assert {e.anchor for e in short.short.entries} == {e.anchor for e in short.entries if e.part}


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_bands_keep_the_order_and_fill_their_pages(paper):
    """Down one column and then the next; where the room on a page is known, no column is higher than it."""
    page = sheet(paper, "ko")
    assert page.list_columns == {"a4": 3, "a5": 2}[paper]
    heights = [10.0 + 7 * (n % 4) for n in range(60)]
    entries = list(range(60))
    loose = bands(entries, heights, page)
    full, left = paged(entries, heights, page, 70.0)
    for found in (loose, full):
        assert len(found) > 1
        assert entries == [e for band in found for column in band.columns for e in column]
        for band in found:
            assert 1 <= len(band.columns) <= page.list_columns
            assert all(sum(heights[e] for e in column) <= band.height + 1e-6 for column in band.columns)
    assert full[0].height <= 70.0 and all(b.height <= page.inner for b in full) and 0.0 <= left < page.inner
    assert len(full) < len(loose)


def test_writing_lines_are_dropped_and_stretched():
    """Fewer of them where that brings an exercise onto the page, more where the page has room; never under three."""
    tasks = [
        s | {"id": f"open-{n}", "exercise": {"ask": "write", "lines": 12, "task": "적어 보세요."}}
        for n, s in enumerate(MANY[:4])
    ]
    deck = deck_of(tasks)
    there = brand("openmaru")
    scenes, _ = lay_out(deck, there, images())
    maker = Setter(deck, scenes, there.theme, there.fonts, sheet("a4", "ko"))
    asked = workbook.view(maker).exercises
    lines = [e.items[0].blank.lines for e in asked if e.items[0].blank]
    assert len(lines) == 4 and min(lines) >= 3 and set(lines) != {12}
    roomy = spread(asked[:1], maker.sheet, maker.types, maker.sheet.inner, 0.0)
    assert roomy == asked[:1]


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["notes", "workbook"])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("seminar", ["city-office", "five-questions", "media-commerce", "platform-summit"])
def test_no_page_to_be_read_has_a_hole(seminar, language, edition, tmp_path):
    """Before the lists at the end, what is left of a page is to be written on; where a list ends, there may be one.
    (Articles are held to it by `test_article`.)"""
    file = tmp_path / "a.pdf"
    file.write_bytes(written(seminar, language, edition).data)
    heads = oracles.pdf_columns(file).split("\f")[:-1]
    lists = brand("openmaru").theme.word("glossary", language)
    end = next((n for n, page in enumerate(heads) if f"\n{lists}\n" in f"\n{page}"), len(heads) - 1)
    begins = 0 if edition == "workbook" else 1 + (end > 30)  # a cover, and contents where they have a page
    holes = empty_shares(file)[begins:end]
    assert holes and max(holes) < 0.14, [(n, h) for n, h in enumerate(holes, begins + 1) if h >= 0.12]


def test_what_cannot_be_is_not_set():
    """Of 44 pages, 2 of them cover and contents and 4 lists, 38 are not to be had without the lists; 40 may be."""
    around: list[dict[str, tuple[float, ...]]] = [{"cover": (0, 0, 0, 250)}, {"contents": (0, 0, 0, 250)}]
    lists = [{name: (0.0, 0.0, 0.0, 250.0)} for name in ("glossary", "glossary", "sources", "sources")]
    pages = Pages([*around, *({} for _ in range(38)), *lists], [], None)
    _, cover, large, margin, every = STEPS
    assert is_hopeless(pages, 250.0, cover, None, 19) and not is_hopeless(pages, 250.0, cover, None, 20)
    assert is_hopeless(pages, 250.0, large, 50.0, 19) and not is_hopeless(pages, 250.0, large, 500.0, 19)
    assert not is_hopeless(pages, 250.0, large, None, 1)  # nobody knows
    assert is_hopeless(pages, 250.0, margin, 50.0, 17) and not is_hopeless(pages, 250.0, margin, 50.0, 19)
    assert not is_hopeless(pages, 250.0, every, 50.0, 18) and is_hopeless(pages, 250.0, every, 50.0, 10)
