"""Speaking time: how long texts take to say, what notes leave out of it, and every check of a talk's pace, found by
walking them: a deck that it complains of, and one that it lets pass."""

from __future__ import annotations

import inspect
import json
import re
from typing import NamedTuple

import pytest
from conftest import brand, deck_of
from shared import small_project
from test_cli import change
from test_errors import run

from deckgen.checks import speaking as checks
from deckgen.checks.deck import check_talk
from deckgen.checks.speaking import CHECKS, PACE_CHECKS, bounds, check_pace
from deckgen.composing.deck import Deck
from deckgen.composing.speaking import speaking, spoken_blocks
from deckgen.languages import LANGUAGES
from deckgen.languages.speech import syllables, words
from deckgen.layout.pace import paces
from deckgen.outputs.keys import keys
from deckgen.pipeline import lay_out
from deckgen.reading.speaking import PACE, PacePlan
from deckgen.richtext import in_brackets, unmarked
from deckgen.writers.handout.editions import speaker
from deckgen.writers.handout.setter import Setter
from deckgen.writers.handout.sheet import sheet

#: How numbers, abbreviations and signs are read in Korean: a syllable a letter.
READ = {
    "82": "팔십이",
    "0": "영",
    "10": "십",
    "110": "백십",
    "1000": "천",
    "1,337": "천삼백삼십칠",
    "2026년": "이천이십육년",
    "10000": "만",
    "15000": "만오천",
    "110000": "십일만",
    "310001": "삼십일만일",
    "20,010,000": "이천일만",
    "100000000": "일억",
    "03": "공삼",
    "1.36": "일점삼육",
    "10.96.0.12": "십점구십육점영점십이",
    "30%": "삼십퍼센트",
    "3~5개": "삼에서오개",
    "API": "에이피아이",
    "CNCF의": "씨엔씨에프의",
    "HPA": "에이치피에이",
    "YAML": "야믈",
    "K8s": "케이팔에스",
    "GPU 8장": "지피유팔장",
    "안녕하세요, 여러분.": "안녕하세요여러분",
    "— … ()": "",
}
#: Latin words as Korean engineers write them: what is guessed for each is about right, and right for all of them.
TRANSLITERATED = {
    "Docker": "도커",
    "Kubernetes": "쿠버네티스",
    "Linux": "리눅스",
    "OpenShift": "오픈시프트",
    "Istio": "이스티오",
    "Pod": "파드",
    "apply": "어플라이",
    "nginx": "엔진엑스",
    "Prometheus": "프로메테우스",
    "Grafana": "그라파나",
    "ChatGPT": "챗지피티",
    "Helm": "헬름",
    "Gateway": "게이트웨이",
    "containerd": "컨테이너디",
    "OpenTelemetry": "오픈텔레메트리",
    "Cilium": "실리움",
    "Linkerd": "링커디",
    "Python": "파이썬",
    "Deployment": "디플로이먼트",
    "ConfigMap": "컨피그맵",
    "StatefulSet": "스테이트풀셋",
    "Node": "노드",
    "Ubuntu": "우분투",
    "GitOps": "깃옵스",
    "Envoy": "엔보이",
}
#: Words of English texts.
ENGLISH = {
    "Eighty-two of you": 3,
    "82%": 2,
    "in 2026": 3,
    "1,337": 6,
    "1,005": 4,
    "12,500": 4,
    "105": 4,
    "1.36": 4,
    "3rd": 1,
    "the 90s": 2,
    "30ms": 2,
    "0": 1,
    "1000000": 2,
    "R&D": 2,
    "a – b": 2,
    "the API—now": 3,
    "10:30": 2,
    "— … ()": 0,
}


@pytest.mark.parametrize("written", READ)
def test_korean_is_counted_as_it_is_read(written):
    assert syllables(written) == len(READ[written])


def test_latin_words_are_about_as_long_as_in_hangul():
    assert len(TRANSLITERATED) > 20
    off = {word: syllables(word) - len(hangul) for word, hangul in TRANSLITERATED.items()}
    assert all(abs(n) <= 1 for n in off.values()), off
    assert abs(sum(off.values())) <= 0.05 * sum(map(len, TRANSLITERATED.values())), off


@pytest.mark.parametrize("written", ENGLISH)
def test_english_is_counted_as_it_is_read(written):
    assert words(written) == ENGLISH[written]


def test_long_digits_are_read_one_by_one():
    """Nothing that an author can write makes counting fail."""
    assert syllables("7" * 40) == words("7" * 40) == 40
    assert syllables("1,2,3") == 4  # read as 123: 백이십삼
    assert syllables("") == words("") == 0


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("(화면을 끕니다)", True),
        ("[2분 동안 시연합니다]", True),
        ("（쉽니다）", True),
        ("(하나) 둘 (셋)", False),
        ("(하나 (둘) 셋)", True),
        ("(하나", False),
        ("(하나]", False),
        ("하나 (둘)", False),
        ("", False),
    ],
)
def test_a_paragraph_in_brackets_is_a_stage_direction(text, direction):
    """It must be in brackets as a whole."""
    assert in_brackets(text) is direction
    assert bool(spoken_blocks(unmarked(text))) is (bool(text) and not direction)


def slide(n: int, count: int | None, **more: object) -> dict:
    """A slide whose notes have so many syllables; None for no notes."""
    notes = {} if count is None else {"notes": "가" * count}
    return {"id": f"s{n}", "kind": "statement", "title": f"{n}", "minutes": 1} | notes | more


def framed(*slides: dict, language: str = "ko") -> Deck:
    """These slides, in a deck between two of a minute that have no notes."""
    return deck_of(list(slides), language=language)


def deck(*slides: dict, language: str = "ko") -> Deck:
    """The same, where the two take no time."""
    there = framed(*slides, language=language)
    frame = [p.slide.id in ("first", "last") for p in there.slides]
    placed = (
        p._replace(slide=p.slide.with_fields(minutes=0.0)) if f else p for p, f in zip(there.slides, frame, strict=True)
    )
    return there._replace(slides=tuple(placed))


QUIZ = {
    "id": "quiz",
    "kind": "quiz",
    "title": "퀴즈",
    "minutes": 2,
    "unspoken": {"question": 1},
    "questions": [
        {"question": "하나?", "choices": ["가나다라", "마바사아"], "answer": 2, "why": "가" * 60},
        {"question": "둘?", "choices": ["가나다라", "마바사아"], "answer": 1, "why": "나" * 60},
    ],
    "notes": "가" * 160,
}


def test_what_is_said_of_a_slide():
    """Footnotes and stage directions are not; the answers of a quiz are, however it was spread."""
    notes = "하나 **둘**.^[아무도 말하지 않는 각주]\n\n- 셋\n- 넷\n\n(화면을 끕니다)"
    said = {s.number: s for s in speaking(framed(slide(1, None, notes=notes, unspoken={"demonstration": 0.25}), QUIZ))}
    ours = said[4]
    assert (ours.units, ours.minutes, ours.unspoken, ours.room) == (5, 1, 0.25, 0.75)
    assert (ours.rate, ours.unit) == (300, "syllables")
    assert ours.spoken == pytest.approx(5 / 300)
    quiz = said[5]
    # 160 syllables of notes, twice 60 of reasons, B 비 and A 에이, 마바사아 and 가나다라
    assert (quiz.units, quiz.minutes, quiz.unspoken) == (160 + 120 + 1 + 2 + 8, 2, 1)
    free = said[2]
    assert (free.units, free.spoken) == (None, 1)
    assert 6 not in said and sum(s.minutes for s in said.values()) == 5


def test_a_language_that_is_not_counted_has_no_pace():
    """Kanji do not say how long they are."""
    assert LANGUAGES["ja"].speech is None
    found = deck_of([slide(1, 900)], language="ko")._replace(language="ja")
    assert speaking(found) == () and list(check_pace(found)) == []


class Case(NamedTuple):
    """A deck that a check complains of, in these words; and one that is nearly as bad, but sound."""

    bad: Deck
    message: str
    good: Deck


CASES = {
    "too_much_unspoken": Case(
        deck(slide(1, None, unspoken={"pause": 0.75, "question": 0.5})),
        "the slide has 1 minute, of which 1.25 are unspoken",
        deck(slide(1, None, unspoken={"pause": 0.75, "question": 0.25})),
    ),
    "off_pace": Case(
        deck(slide(1, 224)),
        "these notes take 0.75 minutes to say, the slide has 1: found 224 syllables, expected 225 to 315",
        deck(slide(1, 225), slide(2, 315), slide(3, 10, minutes=0.5), slide(4, None)),
    ),
    "talk_off_pace": Case(
        deck(*(slide(n, 235) for n in range(6))),
        "the notes take 4.7 minutes to say, the talk has 6: 78%, expected 85% to 100%",
        deck(*(slide(n, 255) for n in range(6))),
    ),
}
ALL = {each.__name__: each for each in (*CHECKS, *PACE_CHECKS)}


def test_every_check_of_the_pace_is_called_and_has_its_cases():
    """A check that nobody calls, and one without cases, are found."""
    signature = ("Deck", "Iterator[Diagnostic]")
    written = {
        name
        for name, value in vars(checks).items()
        if inspect.isfunction(value) and tuple(inspect.get_annotations(value).values()) == signature
    }
    assert written - {"check_pace"} == set(ALL) == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_check_complains_of_a_deck_and_lets_another_pass(name):
    """Of the bad deck once, in these words, with a place and a hint; not of what is only nearly as bad."""
    case = CASES[name]
    (finding,) = ALL[name](case.bad)
    assert (finding.message, finding.severity) == (case.message, "warning")
    assert finding.span and finding.hint
    assert list(ALL[name](case.good)) == []


@pytest.mark.parametrize(
    ("bad", "message", "hint"),
    [
        (slide(1, 316), "found 316 syllables, expected 225 to 315", "leave out 1 syllable, or plan `minutes: 1.1`"),
        (slide(1, 0, notes="가", minutes=2), "found 1 syllable, expected 450 to 630", "say 449 syllables more, plan"),
        (
            slide(1, 151, minutes=5, unspoken={"pause": 5}),
            "the slide has 5, 5 of them unspoken: found 151 syllables, expected at most 150",
            "leave out 1 syllable, or plan `minutes: 5.6`",
        ),
        (
            slide(1, 100, minutes=2, unspoken={"demonstration": 1.25}),
            "the slide has 2, 1.25 of them unspoken: found 100 syllables, expected 169 to 236",
            "say 69 syllables more, plan `minutes: 1.6`",
        ),
    ],
)
def test_how_a_script_is_off_pace(bad, message, hint):
    """Too long, hardly there, beside a pause, beside a demonstration."""
    (finding,) = ALL["off_pace"](deck(bad))
    assert finding.message.endswith(message)
    assert str(finding.hint).startswith(hint)


def test_a_talk_may_not_be_too_long():
    """Of slides that are all within their bounds, the talk is not."""
    long = deck(*(slide(n, 310) for n in range(6)))
    (finding,) = check_pace(long)
    assert finding.message.endswith("the talk has 6: 103%, expected 85% to 100%")
    assert str(finding.hint).startswith("leave out 60 syllables, or plan more;")


def test_a_talk_without_notes_is_spoken_to_freely():
    """Nor is one of which less than half has a script."""
    assert list(check_pace(deck(slide(1, None), slide(2, None, notes="(아무 말도 하지 않습니다)")))) == []
    assert list(check_pace(deck(slide(1, 100), slide(2, None, minutes=1.1)))) == []
    assert [d.message.split()[0] for d in check_pace(deck(slide(1, 100), slide(2, None)))] == ["these", "the"]


def test_pace_is_the_seminars():
    """Its own, or none; unspoken minutes that are not there are told in any case."""
    short = deck(slide(1, 210), slide(2, None, unspoken={"pause": 2}))
    assert [d.message.split()[0] for d in check_pace(short)] == ["the", "these", "the"]
    slow = short._replace(pace=PacePlan(syllables=240, words=150))
    assert [d.message.split()[0] for d in check_pace(slow)] == ["the"]
    assert [d.message.split()[0] for d in check_pace(short._replace(pace="off"))] == ["the"]
    assert short.pace == PACE and speaking(short._replace(pace="off")) == speaking(short)
    theme = brand("openmaru")
    assert [*check_talk(short._replace(rhythm="off"), theme, ())] == [*check_pace(short)]


def test_english_is_judged_in_words():
    text = "word " * 100
    (finding,) = ALL["off_pace"](deck(slide(1, None, notes={"ko": "가" * 300, "en": text}), language="en"))
    assert finding.message.endswith("the slide has 1: found 100 words, expected 113 to 157")
    assert bounds(speaking(deck(slide(1, 300)))[3]) == (225, 315)


def test_notes_say_what_is_not_spoken():
    """The planned minutes, and what of them is a demonstration, a question or a pause."""
    theme = brand("openmaru").theme
    slides = (slide(1, 300, minutes=3, unspoken={"demonstration": 1.5, "pause": 0.5}), slide(2, 300))
    ko, en = ([*paces(framed(*slides, language=key), theme)] for key in ("ko", "en"))
    assert "3분 (시연 1분 30초, 쉬는 시간 30초) · 여기까지 4분" in ko
    assert "3 min (demonstration 1 min 30 s, break 30 s) · 4 min by the end" in en
    assert "1분 · 여기까지 5분" in ko


def test_the_seminar_says_its_pace(tmp_path):
    """A build warns at the line of the notes; where the seminar wants no pace, it says nothing."""
    project = small_project(tmp_path / "project")
    seminar = project / "content/seminars/talk.yaml"
    change(project / "content/modules/basics.yaml", "- id: why", "- id: why\n  minutes: 6")
    change(seminar, "theme: openmaru", "theme: openmaru\npace: off")
    assert run(["build", "--to", "slides", "-o", "a"], project)[2] == ""
    change(seminar, "pace: off", "pace: {syllables: 200}")
    status, _, said = run(["build", "--to", "slides", "-o", "b"], project)
    assert status == 0 and "content/modules/basics.yaml:18:7: warning: these notes take 0.07 minutes to say" in said


def test_the_script_says_what_is_not_spoken():
    """At each slide, in the lines of the running order, and in all."""
    theme = brand("openmaru")
    shown = (
        slide(1, 300, minutes=3, unspoken={"demonstration": 1.5, "pause": 0.5}),
        slide(2, None, minutes=10, unspoken={"pause": 10}),
        slide(3, 300),
    )
    for language, at_slide, at_part, in_all in (
        (
            "ko",
            "시연 1분 30초, 쉬는 시간 30초",
            "시연 1분 30초, 쉬는 시간 10분 30초",
            "발표 전체 16분 (말하기 4분, 시연 1분 30초, 쉬는 시간 10분 30초)",
        ),
        (
            "en",
            "demonstration 1 min 30 s, break 30 s",
            "demonstration 1 min 30 s, break 10 min 30 s",
            "Whole talk 16 min (speaking 4 min, demonstration 1 min 30 s, break 10 min 30 s)",
        ),
    ):
        ours = framed(*shown, language=language)
        scenes, _ = lay_out(ours, theme, {})
        script = speaker.view(Setter(ours, scenes, theme.theme, theme.fonts, sheet("a4", language)))
        cues = {cue.number: cue for part in script.parts for cue in part.cues}
        assert (cues[4].unspoken, cues[6].unspoken) == (at_slide, "")
        assert cues[5].brief and cues[5].height > cues[2].height, "it has a line for its break"
        assert at_part in [line.unspoken for line in script.plan]
        assert script.total == in_all
        plain = framed(slide(1, 300), language=language)
        scenes, _ = lay_out(plain, theme, {})
        whole = speaker.view(Setter(plain, scenes, theme.theme, theme.fonts, sheet("a4", language))).total
        assert whole == {"ko": "발표 전체 3분", "en": "Whole talk 3 min"}[language]


def test_measures_show_each_slide_and_the_talk(tmp_path):
    """As a table, and as JSON; units that are missing are less than 0."""
    project = small_project(tmp_path / "project")
    status, out, said = run(["measure", "talk", "--pace"], project)
    assert (status, said) == (0, "") and "talk in ko, 300 syllables a minute" in out
    assert re.search(r"^4  why +1 +0\.05 +15 +225–315 +-210$", out, re.MULTILINE)
    assert "scripts: 4.05 minutes in a talk of 5: 81%, expected 85% to 100%" in out
    assert "slides with a script that is too short or too long: 1 of 1 (100%)" in out
    assert "scripts: 4.05 minutes in a talk of 5" in run(["measure", "talk"], project)[1]
    (found,) = json.loads(run(["measure", "--json", "--lang", "en"], project)[1])
    times = found["times"]
    assert (times["unit"], times["rate"], times["minutes"], times["off"]) == ("words", 150, 5, 1)
    assert [(s["id"], s["units"], s["fewest"]) for s in times["slides"] if s["units"]] == [("why", 1, 113)]
    change(project / "content/seminars/talk.yaml", "theme: openmaru", "theme: openmaru\npace: {syllables: 200}")
    change(project / "content/modules/basics.yaml", "- id: why", "- id: why\n  unspoken: {demonstration: 0.25}")
    out = run(["measure", "talk", "--pace"], project)[1]
    assert "talk in ko, 200 syllables a minute" in out and re.search(r"113–157 +-98$", out, re.MULTILINE)
    assert "in a talk of 5, 0.25 of them unspoken" in out


def test_what_is_made_again_when_time_is_planned_otherwise():
    """Notes and handouts, not slides; of another pace nothing, for it is in no output."""
    theme = brand("openmaru")
    one, other = (framed(slide(1, 300, minutes=3, unspoken={"pause": m})) for m in (0.5, 1))
    before, after = (keys(d, theme, (), "program") for d in (one, other))
    assert (before.slides, before.web) == (after.slides, after.web)
    assert before.notes != after.notes and before.handouts != after.handouts
    assert keys(one._replace(pace="off"), theme, (), "program") == before
