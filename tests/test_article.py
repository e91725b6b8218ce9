"""The article: where its pages break, where its figures stand, what opens and closes its parts, what it refers to."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest
from conftest import brand, deck_of, images
from test_content import laid_out

from deckgen.composing.deck import Deck
from deckgen.pipeline import lay_out
from deckgen.reading import printing
from deckgen.reading.brand import Brand
from deckgen.richtext import Block, Inline, Prose
from deckgen.scene import Scene
from deckgen.writers.handout import paging
from deckgen.writers.handout.columns import Column
from deckgen.writers.handout.editions import EDITIONS, reader, summary, workbook
from deckgen.writers.handout.exhibits import captioned, referring, shown
from deckgen.writers.handout.lines import line_text
from deckgen.writers.handout.paging import Item, Pager
from deckgen.writers.handout.setter import Setter, all_lines
from deckgen.writers.handout.setting import Families, Ordered, families, set_edition
from deckgen.writers.handout.sheet import sheet

SEMINARS = sorted(p.stem for p in (Path(__file__).parents[1] / "content" / "seminars").glob("*.yaml"))
PAPERS = [*((paper, False) for paper in printing.PAPERS), ("a4", True)]


@cache
def article(seminar: str, language: str, paper: str, large: bool) -> tuple[Setter, reader.Reader]:
    deck, scenes, _ = laid_out(seminar, language)
    there = brand(deck.theme)
    page = sheet(paper, language, large, slide=there.theme.page)
    setter = Setter(deck, scenes, there.theme, there.fonts, page)
    return setter, reader.view(setter)


def foot(setter: Setter, column: Column) -> float:
    """The height of a page's footnotes, in millimetres."""
    lines = sum(len(n.lines) for n in column.notes)
    return lines * setter.types["small"].line_height + 4.0 if lines else 0.0


@pytest.mark.parametrize(("paper", "large"), PAPERS)
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("seminar", SEMINARS)
def test_pages_are_full_and_figures_near(seminar, language, paper, large):
    """Nothing goes over its page or is split by it; no hole but where a part ends; figures stand on the page of their
    mention or the facing one, seldom on the next, and each number is cited. In large print figures give way less."""
    setter, view = article(seminar, language, paper, large)
    page = view.extras.numbers[1]
    first = page[view.chapters[0].anchor] if view.chapters[0].title.text else page[view.chapters[0].sections[0].anchor]
    stands, said, titled = dict[str, int](), dict[str, int](), 0
    for n, column in enumerate(view.columns, first):
        end = max(p.top + p.height for p in column.placings)
        assert end + foot(setter, column) <= column.height + 0.1, n
        following = view.columns[n - first + 1].placings[0] if n - first + 1 < len(view.columns) else None
        if following and following.what != "opener":
            assert column.height - end - foot(setter, column) <= (0.25 if large else 0.12) * column.height, n
        for p in column.placings:
            if p.begins:
                titled += 1
                height = setter.types["title"].line_height * len(p.section.title.lines)
                assert p.top + height <= column.height + 0.1, p.section.title.text
            if p.exhibit:
                stands[p.exhibit.anchor] = n
            if p.section:
                text = "".join(line_text(line) for line in all_lines(p.prose)).replace("\u00a0", " ")
                for e in (e for e in p.section.exhibits if e.sort):
                    if re.search(rf"{re.escape(setter.word(e.sort, n=e.number))}(?!\d)", re.sub(r"\s+", " ", text)):
                        said.setdefault(e.anchor, n)
    counted = [e for c in view.chapters for s in c.sections for e in s.exhibits if e.sort and not e.continued]
    assert titled == sum(len(c.sections) for c in view.chapters) and len(counted) > 8
    assert {e.anchor for e in counted} <= said.keys()
    away = [abs(stands[e.anchor] - said[e.anchor]) for e in counted]
    overleaf = [e for e in counted if stands[e.anchor] // 2 != said[e.anchor] // 2]
    assert max(away) <= 1 and len(overleaf) <= (4 if large else 2)
    for sort in ("figure", "grid", "listing"):
        numbers = [e.number for e in counted if e.sort == sort]
        assert numbers == list(range(1, len(numbers) + 1)), sort
    assert all(len(e.caption) and len("".join(map(line_text, e.caption))) > 6 for e in counted)


@cache
def headed(language: str) -> tuple[Deck, tuple[Scene, ...], Brand, Families]:
    """A deck of which every title takes two lines or more on paper, with more and less text between them, and with what
    each edition has headings for."""
    title = {"ko": "이 제목은 종이에서 두 줄이 되도록 길게 쓴 것입니다", "en": "A title as long as to take two lines"}[
        language
    ] * 2
    said = "컨테이너는 이미지에서 시작하며, 이미지는 같은 것을 어디서나 실행하게 합니다. "
    slides = [
        {"id": f"s{n}", "kind": "statement", "title": f"{n} {title}", "handout": said * (n * 5 % 13), "notes": said}
        | ({} if n % 3 else {"exercise": {"ask": "write", "lines": 3, "task": "적어 보세요."}})
        for n in range(1, 13)
    ]
    slides += [{"id": f"q{n}", "kind": "qna", "title": title, "answer": "답", "handout": said} for n in range(4)]
    slides += [
        {"id": f"o{n}", "kind": "steps", "title": title, "steps": ["하나", "둘", "셋", "넷"], "exercise": "order"}
        for n in range(4)
    ]
    deck, there = deck_of(slides, language=language), brand("openmaru")
    return deck, lay_out(deck, there, images())[0], there, families(there)


@pytest.mark.slow
@pytest.mark.parametrize(("paper", "large"), PAPERS)
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("edition", ["notes", "reader", "workbook", "answers", "summary", "speaker"])
def test_no_heading_is_split(edition, language, paper, large):
    """No heading of any edition stands on two pages."""
    deck, scenes, there, faces = headed(language)
    page = sheet(paper, language, large, slide=there.theme.page)
    setting = set_edition(Ordered(EDITIONS[edition], deck, scenes, there, faces, page, "row"))
    where: dict[object, set[int]] = {}
    for n, page in enumerate(setting.pages.document.pages):
        for box in page._page_box.descendants(placeholders=True):
            if box.element_tag in ("h1", "h2", "h3") and box.element is not None:
                where.setdefault(box.element, set()).add(n)
    assert len(where) > 3
    assert [] == ["".join(e.itertext()) for e, pages in where.items() if len(pages) > 1]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_title_of_many_lines_stays_whole_in_a_summary(language):
    """It stands in the margin, beside less text than itself."""
    said = {
        "ko": "컨테이너는 왜 필요하며 무엇을 바꾸고 무엇은 그대로 둡니까? ",
        "en": "Why is it, and what does it change? ",
    }
    slides = [
        {"id": f"q{n}", "kind": "qna", "title": said[language] * (4 + n % 3), "answer": "답", "handout": "글"}
        for n in range(12)
    ]
    deck, there = deck_of(slides, language=language), brand("openmaru")
    scenes, _ = lay_out(deck, there, images())
    page = sheet("a4", language, slide=there.theme.page)
    made = set_edition(Ordered(EDITIONS["summary"], deck, scenes, there, families(there), page, "row"))
    where: dict[object, set[int]] = {}
    tall = 0.0
    for n, page in enumerate(made.pages.document.pages):
        for box in page._page_box.descendants(placeholders=True):
            if box.element_tag == "h2" and box.element is not None:
                where.setdefault(box.element, set()).add(n)
                tall = max(tall, box.height)
    assert len(where) >= 12 and tall > 150 and all(len(pages) == 1 for pages in where.values())


def test_a_figure_that_does_not_fit_waits_for_the_next_page():
    """Text fills the page meanwhile; a figure is made smaller where that lets it stay."""
    lines = [Item(1, 1, end=True, floats=(0,) if n == 5 else ()) for n in range(20)]
    (one, two, *_) = Pager(lines, [(8,)], 10, 2).pages()
    assert [p.item for p in one] == list(range(10)) and (two[0].float, two[0].top) == (0, 0)
    (one, *_) = Pager(lines, [(8, 4)], 10, 2).pages()
    assert [(p.float, p.size, p.top) for p in one if p.float is not None] == [(0, 1, 6)]


def test_better_pages_are_the_same_ones_whatever_was_looked_for_before(monkeypatch):
    chosen = random.Random(4)
    items = []
    for n in range(160):
        mentions = (len([1 for i in items if i.floats]),) if chosen.random() < 0.08 else ()
        items.append(Item(1, 1, gap=int(n % 9 == 0), end=n % 9 == 8, floats=mentions, need_notes=float(n % 31 == 0)))
    floats = [(9, 6, 4) for item in items if item.floats]
    monkeypatch.setattr(paging, "WAYS", 1)  # so that there is something to make better
    pager = Pager(items, floats, 24)
    quick = pager.pages(thorough=False)
    assert pager.pages() == Pager(items, floats, 24).pages() != quick


def test_a_paragraph_says_where_to_look_before_its_stop():
    prose = Prose((Block((Inline("하나입니다."),)), Block((Inline("점"),), bullet=True), Block((Inline("끝"),))))
    assert referring(prose, "(그림 1)").plain == "하나입니다(그림 1).\n점\n끝"
    assert referring(prose, "(그림 1)", late=True).plain == "하나입니다.\n점\n끝(그림 1)"
    assert referring(prose, "") == prose


def test_captions_name_what_is_drawn():
    _deck, scenes, _ = laid_out("media-commerce", "ko")
    said = {s.id: shown(s) for s in scenes}
    assert said["de-cicd"] == "커밋 → 빌드 → 점검과 서명 → 레지스트리 → Git의 매니페스트 → 클러스터"
    assert said["or-five"] == "스케줄링, 배포, 확장, 디스커버리, 보안"
    assert all(len(text) <= 90 for text in said.values())
    below = {s.id: captioned(s) for s in scenes}
    assert below["de-cicd"] == said["de-cicd"] and below["or-five"] == said["or-five"]
    # one name, code, and what joins everything with everything say less than the slide's own sentence
    assert below["why-fridge"] == "상자는 나뉘어도 냉장고는 하나입니다"
    assert below["ob-netpol"] == "netpol.yaml: 모두 막고, 필요한 길만 엽니다"
    assert below["cb-terminal"] == "만들고, 실행하고, 지우는 데 몇 초면 됩니다"
    assert below["ob-map"] == "고치는 것은 파드가 아니라 둘레의 오브젝트입니다"
    assert not [text for text in below.values() if text.startswith("$") or "…" in text or " / " in text]


def test_parts_open_with_what_they_bring_and_close_with_what_stays():
    _setter, view = article("media-commerce", "ko", "a4", False)
    parts = [c for c in view.chapters if c.number]
    assert len(parts) == 10 and all(c.opener.minutes and c.opener.lead and c.opener.rows for c in parts)
    image = parts[2]
    said = " ".join(line_text(row) for row in image.opener.rows)
    assert "알게 되는 말" in said and "docker logs shop" in said
    assert image.points and image.points.heading == "정리" and 2 <= len(image.points.paragraphs) <= 8
    boxes = [s.pause for c in view.chapters for s in c.sections if s.pause]
    text = " ".join(line_text(line) for box in boxes for p in box.paragraphs for line in p)
    assert boxes and "오해" in text and "사실" in text


def test_sources_are_numbered_and_lead_back():
    _setter, view = article("media-commerce", "ko", "a4", False)
    sources = view.back.sources
    assert [s.number for s in sources] == list(range(1, len(sources) + 1)) and len(sources) > 40
    assert sum(bool(s.places) for s in sources) > 0.9 * len(sources)
    notes = [" ".join(map(line_text, n.lines)) for c in view.columns for n in c.notes]
    cited = {int(n) for text in notes for n in re.findall(r"\[(\d+)\]", text)}
    assert cited <= {s.number for s in sources} and len(cited) > 40
    assert max(len(t.places) for t in view.back.terms) > 3 and view.back.indexed


def test_a_summary_fits_its_talk():
    """Answers where a talk answers questions; otherwise a line for each part, commands and lists to check."""
    views = {}
    for seminar in ("five-questions", "media-commerce"):
        deck, scenes, _ = laid_out(seminar, "ko")
        there = brand(deck.theme)
        views[seminar] = summary.view(Setter(deck, scenes, there.theme, there.fonts, sheet("a4", "ko")))
    asked, told = views["five-questions"], views["media-commerce"]
    assert not asked.by_part and len(asked.asked) == 5 and not asked.commands
    assert told.by_part and [a.number for a in told.asked] == list(range(1, 11)) and told.checks
    assert "kubectl get pods -o wide" in [line_text(line[0]) for line in told.commands]


def test_exercises_and_answers_name_what_explains_them():
    deck, scenes, _ = laid_out("media-commerce", "ko")
    there = brand(deck.theme)
    work = workbook.view(Setter(deck, scenes, there.theme, there.fonts, sheet("a4", "ko")))
    assert work.exercises and all("슬라이드" in "".join(map(line_text, e.explained)) for e in work.exercises)
    _setter, view = article("media-commerce", "ko", "a4", False)
    answers = [a for key in view.back.answers for a in key.answers]
    assert sum(bool(a.place) for a in answers) >= len(answers) - 1 and len(answers) == 5


def test_a_short_article_stands_below_its_masthead():
    slides = [{"id": "s", "kind": "statement", "title": "말", "handout": "하나입니다.\n\n둘입니다."}]
    deck, there = deck_of(slides), brand("openmaru")
    scenes, _ = lay_out(deck, there, images())
    view = EDITIONS["reader"].view(Setter(deck, scenes, there.theme, there.fonts, sheet("a4", "ko")))
    assert len(view.brief) == 1 and view.brief[0].height < sheet("a4", "ko").inner
