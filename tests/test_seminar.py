"""Seminars composed of modules: which slides, in which order, with whose words."""

from __future__ import annotations

import pytest

from deckgen.composing.deck import Deck, compose
from deckgen.layout.kinds import KINDS
from deckgen.reading.seminar import read_module, read_seminar, read_sources
from deckgen.reading.values import Date

BASICS = """
title: 기초
slides:
- {id: cover, kind: title}
- {id: why, kind: statement, title: {ko: 왜, en: Why}, support: "{{ event.client }}", minutes: 2, sources: [guide]}
- id: how
  kind: bullets
  title: {ko: 어떻게, en: How}
  items: [{ko: 하나, en: one}, {ko: 둘, en: two}]
  notes: "{{ seminar.title }}"
  handout: |
    첫 문단

    - 하나
"""
MORE = """
title: 더
slides:
- {id: who, kind: statement, title: 누가}
- {id: when, kind: statement, title: 언제}
- {id: where, kind: statement, title: 어디서}
"""
SOURCES = "guide: {title: 안내서, publisher: CNCF, url: 'https://example.org', year: 2026}"
HEAD = """
title: {ko: "{{ event.client }} 세미나", en: "A seminar for {{ event.client }}"}
minutes: 10
theme: openmaru
event:
  client: {ko: 한빛, en: Hanbit}
  date: 2026-12-10
  speaker: {name: {ko: 김하늘, en: Haneul Kim}, role: {ko: 마케팅팀, en: Marketing}}
  flow: {order: {ko: 주문, en: order}, steps: [하나, 둘]}
"""
PROGRAMME = """
programme:
- part: {ko: 여는 말, en: Opening}
  section: false
  slides: [cover]
- part: {ko: 본론, en: The matter}
  slides: [why, {slide: how, minutes: 0.5, title: 다르게}]
- part: {ko: 나머지, en: The rest}
  slides:
  - module: more
    without: [when]
"""


def composed(
    programme: str = PROGRAMME,
    *,
    language: str = "ko",
    head: str = HEAD,
    basics: str = BASICS,
    more: str = MORE,
    sources: str | None = SOURCES,
):
    """The deck and what is wrong, as `place: message`."""
    modules, found = {}, []
    for name, text in (("basics", basics), ("more", more)):
        modules[name], problems = read_module(text, f"{name}.yaml", KINDS)
        found += problems
    known, problems = read_sources(sources, "sources.yaml") if sources is not None else ({}, [])
    found += problems
    seminar, problems = read_seminar(head + programme, "talk.yaml")
    found += problems
    deck = None
    if seminar is not None:
        deck, problems = compose(seminar, modules, known, KINDS, language)
        found += problems
    return deck, [f"{d.span}: {d.message}" for d in dict.fromkeys(found)]


def sound(*args, **kwargs) -> Deck:
    """The deck of a programme that has nothing wrong with it."""
    deck, said = composed(*args, **kwargs)
    assert said == []
    return deck


def test_the_programme_decides():
    """Slides stand in the programme's order, each part with its section slide before them, unless it wants none."""
    deck = sound()
    assert [p.slide.id for p in deck.slides] == ["cover", "section-1", "why", "how", "section-2", "who", "where"]
    assert [p.number for p in deck.slides] == [1, 2, 3, 4, 5, 6, 7]
    assert [(p.number, p.title.plain, p.slides, p.minutes) for p in deck.parts] == [
        (None, "여는 말", ("cover",), 1.0),
        (1, "본론", ("section-1", "why", "how"), 2.5),
        (2, "나머지", ("section-2", "who", "where"), 2.0),
    ]
    assert deck.talk == 5.5
    assert [p.part for p in deck.slides if p.slide.id in ("why", "how")] == [deck.parts[1]] * 2


def test_an_override_is_for_this_seminar():
    """Fields that the seminar gives replace the module's; the others stay."""
    how = sound().slides[3]
    assert (how.title.plain, how.slide.minutes, len(how.slide.items)) == ("다르게", 0.5, 2)


@pytest.mark.parametrize(
    ("language", "title", "client", "date", "speaker"),
    [
        ("ko", "한빛 세미나", "한빛", "2026년 12월 10일", "김하늘, 마케팅팀"),
        ("en", "A seminar for Hanbit", "Hanbit", "10 December 2026", "Haneul Kim, Marketing"),
    ],
)
def test_the_words_of_the_event(language, title, client, date, speaker):
    """Title, client, date and speaker in the deck's language; texts may name them."""
    deck = composed(language=language)[0]
    assert (deck.title.plain, deck.client, deck.date, deck.speaker) == (title, client, date, speaker)
    assert deck.date_iso == "2026-12-10"
    assert deck.words.plain(deck.slides[2].slide.support) == client
    assert deck.slides[3].notes.plain == title


def test_free_words_of_the_event():
    """An event may have any words, in groups and lists too."""
    basics = BASICS.replace(
        '"{{ event.client }}"', '"{{ event.flow.order }}, {{ event.flow.steps }}, {{ event.date }}"'
    )
    deck = sound(basics=basics)
    assert deck.words.plain(deck.slides[2].slide.support) == "주문, 하나, 둘, 2026년 12월 10일"


def test_an_attendee_has_a_name():
    """With a company and a seat, which texts may name too; nobody may be without a name."""
    said = "{{ event.attendee.name }}, {{ event.attendee.company }}, {{ event.attendee.seat }}"
    head = HEAD + "  attendee: {name: {ko: 박나래, en: Narae Park}, company: 하람상사, seat: B-12}\n"
    basics = BASICS.replace("{{ event.client }}", said)
    shown = [sound(language=key, head=head, basics=basics) for key in ("ko", "en")]
    assert [deck.words.plain(deck.slides[2].slide.support) for deck in shown] == [
        "박나래, 하람상사, B-12",
        "Narae Park, 하람상사, B-12",
    ]
    said = [composed(head=f"{HEAD}  attendee: {wrong}\n") for wrong in ("{company: x}", "{name: x, firm: y}")]
    assert [(deck, places) for deck, places in said] == [
        (None, ["talk.yaml:10:14: `name` is missing"]),
        (None, ["talk.yaml:10:23: there is no field `firm` here"]),
    ]


def test_notes_handout_and_sources_come_with_the_slide():
    """A placed slide carries what writers need, made ready."""
    deck = sound()
    assert [(b.bullet, b.runs[0].text) for b in deck.slides[3].handout.blocks] == [(False, "첫 문단"), (True, "하나")]
    assert [deck.words.plain(s.title) for s in deck.slides[2].sources] == ["안내서"]
    assert deck.slides[0].notes is None


def test_a_missing_translation_is_told_once():
    """The other language stands in, and the author is told where, even if the text is never drawn."""
    basics = BASICS.replace('notes: "{{ seminar.title }}"', "notes: {ko: 한국어뿐}")
    deck, said = composed(language="en", basics=basics)
    assert said == ["basics.yaml:10:15: this text has no English; the Korean is shown"]
    notes = next(p for p in deck.slides if p.slide.id == "how").notes
    assert (notes.plain, notes.language) == ("한국어뿐", "ko")


def test_texts_for_all_languages_need_no_translation():
    """A plain text is for every language."""
    deck = sound(language="en")
    assert deck.slides[5].title.plain == "누가"


def test_time():
    """Talk and questions longer than the seminar: said with the numbers, where the minutes stand."""
    head = HEAD.replace("minutes: 10", "minutes: 6\nquestions: 1")
    assert composed(head=head)[1] == [
        "talk.yaml:3:10: the programme takes 6.5 minutes (5.5 of talk, 1 for questions), 0.5 more than the seminar has"
    ]
    sound(head=HEAD.replace("minutes: 10", "minutes: 5.5"))


def test_a_module_that_cannot_be_read_is_blamed_alone():
    """Seminars that name its slides are not told that they do not exist."""
    deck, said = composed(basics="title: 기초: 하나\n")
    assert deck is None
    assert said == ["basics.yaml:1:10: there is a second `: ` on this line"]


def test_an_unsound_slide_is_blamed_alone():
    """The slide is known, only not sound; the rest is still checked."""
    deck, said = composed(PROGRAMME.replace("[when]", "[whenn]"), basics=BASICS.replace("minutes: 2", "minutes: two"))
    assert deck is None
    assert said == [
        "basics.yaml:5:95: `minutes` must be a number, found `two`",
        "talk.yaml:20:15: there is no slide `whenn` in the module `more`",
    ]


def test_sources_that_cannot_be_read_are_blamed_alone():
    """Neither the whole file nor one source drags along the slides that name it."""
    assert len(composed(sources="guide: [")[1]) == 1
    assert len(composed(sources=SOURCES.replace("2026", "soon"))[1]) == 1
    assert composed(sources=None)[1] == ["basics.yaml:5:108: there is no source `guide` in `content/sources.yaml`"]


def test_empty_files():
    """An empty module or seminar is told; sources may be empty."""
    assert (
        composed(
            more="# later\n", programme=PROGRAMME.replace("more", "basics").replace("[when]", "[cover, why, how]")
        )[1][0]
        == "more.yaml:1:1: this file is empty"
    )
    assert read_sources("", "sources.yaml") == ({}, [])
    assert [d.message for d in read_seminar("", "talk.yaml")[1]] == ["this file is empty"]


def test_the_same_slide_in_two_seminars():
    """Composing changes nothing in the modules: another seminar gets them as they are."""
    first, second = sound(), sound()
    assert [p.title.plain for p in first.slides] == [p.title.plain for p in second.slides]


@pytest.mark.parametrize(
    ("iso", "ko", "en"),
    [("2026-01-02", "2026년 1월 2일", "2 January 2026"), ("2024-02-29", "2024년 2월 29일", "29 February 2024")],
)
def test_days(iso, ko, en):
    """Days in words."""
    assert (Date(iso, None).shown("ko"), Date(iso, None).shown("en")) == (ko, en)


@pytest.mark.parametrize(
    "broken",
    [
        "slides: 3",
        "slides: {a: b}",
        "slides: []",
        "slides: [[]]",
        "- a",
        "title: x\nslides:\n- {id: {a: b}, kind: [c]}",
        "title: x\nslides:\n- {id: , kind: }",
        "title: x\nslides:\n- {id: a, kind: title, notes: {}}",
    ],
)
def test_no_module_breaks_the_reader(broken):
    """Whatever stands in a module, it is told, and the module is not whole."""
    module, found = read_module(broken, "x.yaml", KINDS)
    assert found
    assert not module.complete or all(entry.slide is None for entry in module.slides.values())


@pytest.mark.parametrize(
    "broken",
    [
        "programme: []",
        "programme: [{part: x, slides: []}]",
        "programme: [{part: x, slides: [[cover]]}]",
        "programme: [{part: x, slides: [~]}]",
        "programme: [{part: x, slides: [{slide: cover, module: basics}]}]",
        "programme: [{part: x, slides: [{}]}]",
        "programme: [{part: x, slides: [{slide: }]}]",
        "programme: [{part: x, slides: [{slide: how, items: {a: b}}]}]",
        "programme: [{part: x, slides: [{module: basics, without: [[how]]}]}]",
        "programme: [{part: x, slides: [{module: basics, without: {how: 1}}]}]",
        "programme: x",
        "programme: [x]",
    ],
)
def test_no_programme_breaks_composing(broken):
    """Whatever stands in a programme, it is told."""
    assert composed(broken)[1]


@pytest.mark.parametrize(
    "broken",
    [
        "event: x",
        "event: {date: 1}",
        "event: {speaker: {nam: x}}",
        "event: {attendee: x}",
        "event: {x: {ko: }}",
        "event: {x: {ko: [a]}}",
        "event: {ko: a, en: b}",
        "event: {x: {y: {z: {ko: a, en: [b]}}}}",
    ],
)
def test_no_event_breaks_composing(broken):
    """Whatever stands in an event is told, or is a free word."""
    composed(head="title: x\nminutes: 10\ntheme: openmaru\n" + broken)
