"""What deckgen fills in by itself: references, glossaries, the answers to quizzes; and pictures."""

from __future__ import annotations

import subprocess
from io import BytesIO

import pytest
from conftest import ROOT, brand, deck_of, deckgen, images
from PIL import Image as Pillow

from deckgen.pipeline import lay_out
from deckgen.reading.images import read_image
from deckgen.reading.seminar import read_glossary
from deckgen.reading.slide import Used
from deckgen.reading.svg import read_svg
from deckgen.scene import Box, Freeform, Link, Picture, walk
from deckgen.scene.steps import settled, steps

ROOT_THEMES = ROOT / "themes"


def laid_out(slides: list[dict], language: str = "ko", pictures=None):
    scenes, found = lay_out(
        deck_of(slides, language=language), brand("openmaru"), images() if pictures is None else pictures
    )
    return {s.id: s for s in scenes}, found


def words(scene) -> list[str]:
    return [i.name for i in walk(scene.items) if isinstance(i, Box) and i.text]


# references


def test_references_are_those_of_the_slides():
    """Each source that a slide names stands there once, in the order of the slides, with its address to click."""
    scenes, found = laid_out(
        [
            {"id": "a", "kind": "statement", "title": "하나", "sources": ["cncf-container", "k8s-pods"]},
            {"id": "b", "kind": "statement", "title": "둘", "sources": ["k8s-pods", "nist-containers"]},
            {"id": "refs", "kind": "references", "title": "참고"},
        ]
    )
    assert [] == found
    linked = [(i.name, i.link) for i in walk(scenes["refs"].items) if isinstance(i, Box) and i.link]
    assert ["컨테이너", "파드", "Application Container Security Guide (SP 800-190)"] == [name for name, _ in linked]
    assert Link(url="https://glossary.cncf.io/container/") == linked[0][1]


def test_many_references_go_over_to_further_slides():
    """Nine make two slides that share them evenly, numbered in their titles; only the first has notes and minutes.
    Fifty leave none alone on the last."""
    deck = deck_of(
        [
            {
                "id": "refs",
                "kind": "references",
                "title": {"ko": "참고", "en": "References"},
                "notes": "말",
                "minutes": 2,
                "sources": ["k8s-pods"],
            }
        ]
    )
    slide = next(p.slide for p in deck.slides if p.slide.id == "refs")
    first, second = slide.spread(Used(tuple(range(11)), (), {}), [])
    assert ((0, 1, 2, 3, 4, 5), (6, 7, 8, 9, 10)) == (first.entries_here, second.entries_here)
    assert ("refs", "refs-2") == (first.id, second.id)
    assert "References (2/2)" == second.title.by_language["en"][0]
    assert [9, 9, 9, 8, 8, 8] == [len(s.entries_here) for s in slide.spread(Used(tuple(range(51)), (), {}), [])]
    assert (True, 2.0, False, 0.0) == (first.notes is not None, first.minutes, second.notes is not None, second.minutes)


def test_references_to_nothing_are_told():
    """References where no slide names a source are an error."""
    with pytest.raises(AssertionError, match="no slide of this seminar names a source"):
        deck_of([{"id": "refs", "kind": "references", "title": "제목"}])


# glossary


def test_the_glossary_lists_the_terms_that_slides_use():
    """Terms are found in what slides show and have printed, in alphabetical order; not in what the speaker says."""
    scenes, found = laid_out([
        {"id": "a", "kind": "bullets", "title": "파드와 노드", "items": ["컨테이너가 있습니다"],
         "notes": "오케스트레이션"},
        {"id": "terms", "kind": "glossary", "title": "용어"},
    ])  # fmt: skip
    assert [] == found
    assert ["컨테이너", "파드"] == [w for w in words(scenes["terms"]) if w in ("컨테이너", "파드", "오케스트레이션")]
    assert "노드" in words(scenes["terms"])


def test_terms_may_be_named():
    """`terms` says which and in which order; one that is not there is an error."""
    scenes, found = laid_out([{"id": "terms", "kind": "glossary", "title": "용어", "terms": ["pod", "container"]}])
    assert [] == found
    assert ["파드", "컨테이너"] == [w for w in words(scenes["terms"]) if w in ("컨테이너", "파드")]


@pytest.mark.parametrize(
    ("text", "language", "there"),
    [
        ("Pods are small", "en", True),
        ("tripod", "en", False),
        ("a pod", "en", False),
        ("파드를", "ko", True),
        ("한 노드", "ko", False),
    ],
)
def test_a_term_is_found_with_its_endings(text, language, there):
    """Korean words take endings, English ones an s; a name with a capital is not the word without it."""
    terms, found = read_glossary("pod: {ko: 파드, en: Pod, definition: {ko: 뜻, en: meaning}}", "content/glossary.yaml")
    assert [] == found
    assert there == terms["pod"].occurs(text, language)


@pytest.mark.parametrize(
    ("text", "language", "times"),
    [
        ("Pod, Pods and Podes; Podest, a-Pod, Pod-a, Pod_ and pod", "en", 3),
        ("log, logs, Logs and LOGES; catalog, log-in", "en", 4),
        ("파드파드와 파드, 한파드", "ko", 2),
        ("가파드 나파드", "ko", 0),
        ("", "en", 0),
    ],
)
def test_terms_are_counted(text, language, times):
    """Words that only end or begin in the same letters do not count; what is empty is nowhere."""
    spellings = "also: {ko: [''], en: [log, '']}"
    glossary = f"pod: {{ko: 파드, en: Pod, {spellings}, definition: {{ko: 뜻, en: meaning}}}}"
    terms, found = read_glossary(glossary, "content/glossary.yaml")
    assert [] == found
    assert times == terms["pod"].count(text, language)


def test_a_word_that_the_glossary_avoids_is_told(tmp_path):
    """One thing has one name: a build tells where a text uses another, at the word."""
    content = tmp_path / "content"
    (content / "modules").mkdir(parents=True)
    (content / "seminars").mkdir()
    (content / "glossary.yaml").write_text(
        "pod: {ko: 파드, en: Pod, avoid: {ko: [포드]}, definition: {ko: 뜻입니다., en: A meaning.}}\n", encoding="utf-8"
    )
    (content / "modules" / "m.yaml").write_text(
        "title: 모듈\nslides:\n- {id: a, kind: statement, title: 새 포드가 뜹니다}\n", encoding="utf-8"
    )
    (content / "seminars" / "s.yaml").write_text(
        "title: 시험\nminutes: 10\ntheme: openmaru\nprogramme:\n- part: 하나\n  lead: 봅니다\n  slides: [a]\n",
        encoding="utf-8",
    )
    (tmp_path / "themes").symlink_to(ROOT_THEMES)
    done = deckgen("build", "--to", "slides", cwd=tmp_path)
    assert 0 == done.returncode
    assert "content/modules/m.yaml:3:37: warning: the glossary says `파드` for `포드`" in done.stderr


# quiz


QUIZ = {"id": "quiz", "kind": "quiz", "title": "퀴즈", "questions": [
    {"question": "무엇입니까?", "choices": ["작은 컴퓨터", "격리된 프로세스"], "answer": 2,
     "why": "커널을 함께 씁니다"},
    {"question": "냉장고는 무엇입니까?", "answer": "운영 체제의 커널"},
]}  # fmt: skip


def test_answers_stand_in_the_notes_and_not_on_the_slides():
    """The room sees a question on each slide with its choices, and an answer in words with the last click only; the
    speaker sees which is right, and why."""
    scenes, found = laid_out([QUIZ])
    assert [] == found
    shown = {
        name: [
            " ".join(i.text.plain for i in walk(step.items) if isinstance(i, Box) and i.text)
            for step in steps(scenes[name])
        ]
        for name in ("quiz", "quiz-2")
    }
    first, second = shown["quiz"], shown["quiz-2"]
    assert all("무엇입니까?" in text for text in (*first, *second))
    assert "격리된 프로세스" in first[-1] and not any("커널" in text for text in first)
    assert ["퀴즈 (2/2)" in text for text in second] == [True, True]
    assert ["커널" in text for text in second] == [False, True]
    assert "커널" not in " ".join(
        i.text.plain for i in walk(settled(scenes["quiz-2"]).items) if isinstance(i, Box) and i.text
    ), "on paper it is for the reader to answer"
    notes = {name: ["".join(r.text for r in p.runs) for p in scenes[name].notes] for name in shown}
    assert ["정답", "1. B 격리된 프로세스 – 커널을 함께 씁니다"] == notes["quiz"]
    assert ["정답", "2. 운영 체제의 커널"] == notes["quiz-2"]


def test_a_quiz_shares_its_minutes_and_is_asked_once_on_paper():
    """Its slides take as long as it does; exercise and answer key of the handout are one, with all questions."""
    deck = deck_of([QUIZ | {"minutes": 1, "notes": "말", "handout": "글"}])
    first, second = (p.slide for p in deck.slides if p.slide.id.startswith("quiz"))
    assert 1 == first.minutes + second.minutes and first.minutes == second.minutes
    assert (2, 0) == (len(first.answer_key()), len(second.answer_key()))
    assert [1, 2] == [a.number for slide in (first, second) for a in slide.answers()]
    assert first.notes and first.handout and not second.notes and not second.handout


@pytest.mark.slow
def test_the_answer_key_is_the_last_page_of_the_handout(tmp_path):
    """Answers are printed on the last page and nowhere else."""
    (tmp_path / "content" / "modules").mkdir(parents=True)
    (tmp_path / "content" / "seminars").mkdir()
    (tmp_path / "content" / "modules" / "m.yaml").write_text(
        "title: 모듈\nslides:\n- id: quiz\n  kind: quiz\n  title: 퀴즈\n  questions:\n"
        "  - {question: 냉장고는 무엇입니까?, answer: 운영 체제의 커널}\n",
        encoding="utf-8",
    )
    (tmp_path / "content" / "seminars" / "s.yaml").write_text(
        "title: 시험\nminutes: 10\ntheme: openmaru\nprogramme:\n- part: 하나\n  lead: 묻습니다\n  slides: [quiz]\n",
        encoding="utf-8",
    )
    (tmp_path / "themes").symlink_to(ROOT_THEMES)
    done = deckgen("build", "--to", "handout", "--strict", cwd=tmp_path)
    assert (0, "") == (done.returncode, done.stderr)
    text = subprocess.run(
        ["pdftotext", "-layout", "output/audience/s/s.ko.handout.pdf", "-"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    pages = text.rstrip("\f\n").split("\f")
    assert [len(pages) - 1] == [n for n, page in enumerate(pages) if "운영 체제의 커널" in page]
    assert "퀴즈 정답" in pages[-1]


@pytest.mark.parametrize("answer", ["3", "0", "나"])
def test_an_answer_must_be_a_choice(answer):
    """Where there are choices, the answer is the number of one."""
    with pytest.raises(AssertionError, match="the answer must be the number of a choice, from 1 to 2"):
        deck_of([QUIZ | {"questions": [{"question": "무엇?", "choices": ["하나", "둘"], "answer": answer}]}])


# pictures


def photo(width: int, height: int) -> dict:
    data = BytesIO()
    Pillow.new("RGB", (width, height), (90, 120, 140)).save(data, "JPEG")
    return {"images/a.jpg": read_image("images/a.jpg", data.getvalue())}


FULL = {"id": "p", "kind": "picture", "title": "제목", "image": "images/a.jpg", "alt": "회색 바탕", "full": True}


def test_a_full_picture_covers_the_slide():
    """From edge to edge, cropped around what must stay in sight, with its alt text; the title stands on a panel
    above it."""
    scenes, found = laid_out([FULL | {"focal": [1, 0.5]}], pictures=photo(2880, 1080))
    assert [] == found
    picture = next(i for i in scenes["p"].items if isinstance(i, Picture))
    assert ((0, 0, 960, 540), "회색 바탕") == (picture.rect, picture.alt)
    left, top, right, bottom = picture.crop
    assert (left, right) == (pytest.approx(1 / 3), 0) and (top, bottom) == (0, 0)


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path fill="red" d="M0 0H90V30H0Z"/></svg>'


def test_a_drawing_is_shown_whole_beside_words_and_cropped_over_the_slide():
    """As native shapes with its alt text; there are no pixels to be too few of."""
    drawing = {"images/a.svg": read_svg(DRAWING)}
    whole = {k: v for k, v in FULL.items() if k != "full"} | {"image": "images/a.svg", "text": "옆에 선 말"}
    scenes, found = laid_out([whole], pictures=drawing)
    assert [] == found
    shape = next(i for i in scenes["p"].items if isinstance(i, Freeform))
    assert (shape.alt, shape.fill) == ("회색 바탕", "#FF0000")
    assert shape.rect.w == pytest.approx(3 * shape.rect.h)
    scenes, found = laid_out([FULL | {"image": "images/a.svg"}], pictures=drawing)
    assert [] == found
    shape = next(i for i in scenes["p"].items if isinstance(i, Freeform))
    assert shape.rect == pytest.approx((0, 0, 960, 540))
    assert shape.view == pytest.approx((90 / 1.6875, 30))


@pytest.mark.parametrize(
    ("width", "said"), [(1920, None), (1600, "on a screen: 1,600"), (1200, "on a screen and on paper: 1,200")]
)
def test_a_picture_with_too_few_pixels_is_told(width, said):
    """A slide needs 1,920 pixels on a screen, and 200 for each inch of its largest picture on paper."""
    _, found = laid_out([FULL], pictures=photo(width, width * 9 // 16))
    assert (not found) if said is None else (1 == len(found) and said in found[0].message)


def test_half_a_slide_needs_half_the_pixels():
    """A picture beside words is held against the width at which it is shown."""
    beside = {k: v for k, v in FULL.items() if k != "full"} | {"text": "옆에 선 말"}
    assert [] == laid_out([beside], pictures=photo(1080, 810))[1]
    assert 1 == len(laid_out([beside], pictures=photo(700, 520))[1])
