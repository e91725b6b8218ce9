"""Facts that change stand in one place, are filled in wherever they are named, and say when they are out of date."""

from __future__ import annotations

import datetime

import pytest

from deckgen.composing.deck import compose
from deckgen.composing.filling import Filled
from deckgen.layout.kinds import KINDS
from deckgen.reading.facts import Age
from deckgen.reading.model import Wrong
from deckgen.reading.seminar import read_facts, read_module, read_seminar, read_sources

FACTS = """
kubernetes:
  version: "1.36"
  name: {ko: 쿠버네티스 1.36, en: Kubernetes 1.36}
  released: 2026-04-22
  ends: 2026-12-10
  checked: 2026-06-10
  source: guide
survey:
  share: 82%
  checked: 2020-01-01
  stale: never
  source: guide
"""
SOURCES = "guide: {title: 안내서, publisher: CNCF, url: 'https://example.org', year: 2026}"
MODULE = """
title: 기초
slides:
- id: said
  kind: statement
  title: "{{ facts.kubernetes.name }}"
  support: "{{ facts.kubernetes.released }}, {{ facts.survey.share }}"
  notes: "{{ facts.kubernetes.ends }}"
- id: code
  kind: code
  title: "{{ facts.kubernetes.version }}"
  language: yaml
  fill: FILL
  code: |
    tag: "{{ facts.kubernetes.version }}"  # {{ facts.kubernetes.ends }}
    helm: {{ .Values.tag }} {{ end }} ${{ facts.kubernetes.version }} {{ item.name }} {{ facts.kubernetes.version }} !
- id: shell
  kind: terminal
  title: 터미널
  fill: FILL
  session: |
    $ docker pull nginx:{{ facts.kubernetes.version }}
"""
SEMINAR = """
title: "{{ facts.kubernetes.name }} 세미나"
minutes: 10
theme: openmaru
event: {date: DAY}
PLAN
programme:
- part: 본론
  section: false
  slides: [said, code, shell]
"""


def composed(day: str = "2026-12-10", language: str = "ko", fill: str = "true", plan: str = "", facts: str = FACTS):
    """The deck of a seminar on a day, and what is told, as `place: message`."""
    known, found = read_facts(facts, "content/facts.yaml")
    sources, more = read_sources(SOURCES, "content/sources.yaml")
    module, of_module = read_module(MODULE.replace("FILL", fill), "basics.yaml", KINDS)
    text = SEMINAR.replace("DAY", day).replace("PLAN", plan)
    seminar, of_seminar = read_seminar(text if day else text.replace("event: {date: }\n", ""), "talk.yaml")
    assert seminar is not None, of_seminar
    deck, of_deck = compose(seminar, {"m": module}, sources, KINDS, language, {}, known)
    everything = [*found, *more, *of_module, *of_seminar, *of_deck]
    return deck, [f"{d.span}: {d.message}" for d in dict.fromkeys(everything) if "has no English" not in d.message]


def test_facts_are_filled_in():
    """Into the title, slides, notes, code and commands; days as the language writes them, but in code as they are."""
    for language, name, released, ends in (
        ("ko", "쿠버네티스 1.36", "2026년 4월 22일", "2026년 12월 10일"),
        ("en", "Kubernetes 1.36", "22 April 2026", "10 December 2026"),
    ):
        deck, told = composed(language=language)
        said, code, shell = deck.slides
        assert told == []
        assert deck.title.plain == f"{name} 세미나" and said.title.plain == name
        assert deck.words.plain(said.slide.support) == f"{released}, 82%"
        assert said.notes.plain == ends
        assert deck.words.pick(code.slide.verbatim())[0].splitlines() == [
            'tag: "1.36"  # 2026-12-10',
            "helm: {{ .Values.tag }} {{ end }} ${{ facts.kubernetes.version }} {{ item.name }} 1.36 !",
        ]
        assert shell.slide.commands() == ("docker pull nginx:1.36",)


def test_code_stands_as_it_is_written_where_nobody_asks():
    deck, _ = composed(fill="false")
    assert "{{ facts.kubernetes.version }}" in deck.words.pick(deck.slides[1].slide.verbatim())[0]
    assert deck.slides[2].slide.commands() == ("docker pull nginx:{{ facts.kubernetes.version }}",)


def test_places_of_lines_that_are_filled_in():
    """A finding in such a line points at what the author wrote; in what was filled in, at its braces."""
    deck, _ = composed()
    raw = deck.words.pick(deck.slides[1].slide.verbatim())[0]
    assert isinstance(raw, Filled)
    for part, column in (("tag:", 5), ("1.36", 11), ("36", 11), ("#", 44), ("2026", 46)):
        assert (raw.place(raw.index(part)).line, raw.place(raw.index(part)).column) == (15, column), part
    assert (raw.place(raw.index("!")).line, raw.place(raw.index("!")).column) == (16, 118)
    assert raw.place(raw.index("helm"), 4).end == 9


@pytest.mark.parametrize(
    ("day", "plan", "message"),
    [
        ("2026-12-10", "", ""),  # its last day, and six months to the day
        ("2026-12-11", "", "`kubernetes` reaches its end of life on 2026-12-10, before the seminar on 2026-12-11"),
        ("2026-12-10", "facts: {stale: 5 months}", "more than 5 months before the seminar on 2026-12-10"),
        ("2026-06-24", "facts: {stale: 2 weeks}", ""),
        ("2026-06-25", "facts: {stale: 2 weeks}", "was last checked on 2026-06-10, more than 2 weeks before"),
        ("2030-01-01", "facts: {stale: never}", "end of life"),
        ("", "", ""),  # nobody knows on which day
    ],
)
def test_facts_out_of_date(day, plan, message):
    """Each use is told where it stands: in the title of the seminar, its slides, notes and code."""
    _, told = composed(day, plan=plan)
    assert {line.partition(": ")[0] for line in told} == (USES if message else set())
    assert all(message in line for line in told)


#: Where the fact `kubernetes` is named.
USES = {
    "talk.yaml:2:9",
    "basics.yaml:6:11",
    "basics.yaml:7:13",
    "basics.yaml:8:11",
    "basics.yaml:11:11",
    "basics.yaml:15:11",
    "basics.yaml:15:46",
    "basics.yaml:16:87",
    "basics.yaml:22:25",
}


def test_ages():
    """Months go by the calendar; a day that a month lacks is its last one."""
    day = datetime.date(2026, 8, 31)
    for written, before in (
        ("6 months", "2026-02-28"),
        ("1 month", "2026-07-31"),
        ("2 years", "2024-08-31"),
        ("30 days", "2026-08-01"),
        ("1 week", "2026-08-24"),
        ("never", "0001-01-01"),
        ("999 years", "1027-08-31"),
    ):
        assert Age.parse(written).before(day).isoformat() == before, written
    for written in ("", "6", "0 days", "six months", "6 months ago", "-1 day", "1000 days", "６ months"):
        with pytest.raises(Wrong):
            Age.parse(written)
    assert Age(0, 999, "", None).before(datetime.date(1, 1, 5)) == datetime.date.min
