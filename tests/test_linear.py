"""Work grows with what is given, not with its square: what is four times as large costs about four times as much.

What Python does is counted in calls, which are the same each time. Where a regular expression could go astray, which
makes no calls, the CPU at two sizes is compared.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable

import pytest
from test_errors import run

from deckgen.composing.deck import compose
from deckgen.composing.prose import prose
from deckgen.diagnostics import Diagnostic, Later, nearest
from deckgen.layout.kinds import KINDS
from deckgen.reading.datasheet import MOST_COLUMNS, MOST_ROWS, read_data_table
from deckgen.reading.parser import parse
from deckgen.reading.seminar import read_glossary, read_module, read_seminar, read_sources

#: Four times as much costs four times as much when work grows linearly, sixteen times when it grows with the square.
MOST = 7
#: The same for CPU: much less than sixteen, and a few milliseconds differ from run to run.
MOST_CPU = 12

Work = Callable[[int], object]


def calls(work: Work, n: int) -> int:
    """How many functions are called, those in C included."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        work(n)
    finally:
        sys.setprofile(before)
    return count


def growth(small: Callable[[], object], large: Callable[[], object], least: float) -> float:
    """How many times the CPU of the smaller work the larger one takes, both at their best; what takes less than `least`
    seconds counts as that. Where it looks like much, both are tried again: only what is always much is."""
    for _ in range(4):
        ratio = cpu(large, 2) / max(cpu(small, 2), least)
        if ratio < MOST_CPU:
            break
    return ratio


def cpu(work: Callable[[], object], runs: int) -> float:
    """The CPU that is spent, at best. Meanwhile nobody looks for garbage, of which there is much of other tests."""
    times = []
    gc.disable()
    try:
        for _ in range(runs):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(times)


# marks and braces


def marked(unit: str) -> Work:
    """Prose that is made of a piece of text, over and over."""

    def work(n: int) -> list[Diagnostic]:
        value, problems = parse("a: |-\n" + "".join(f"  {line}\n" for line in (unit * n).split("\n")), "a.yaml")
        assert not problems and isinstance(value, dict)
        raw, findings = value["a"], []
        prose(raw, {"event": {"a": "b"}}, raw.span, "ko", findings)
        return findings

    return work


UNITS = [
    *("`", "` ", "`a\\`", "*", "**", "*a", "a* ", "**a ", "[", "[a", "[a]", "[a](", "](", "[a](b ", "[a](()", "\\"),
    *("{", "{{", "{%", "{#", "{{a ", "{{} ", "{{a} ", "{% a", "{# #", "}}", "{{ event.a }}", "{{ event.b }}"),
    *("a\n", "a\n\n", "- *a\n", "**`[{{", "[a](https://x.y) ", "`**a**[b](c)` {{ event.a }} ", "가*나 "),
]


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_marks(unit):
    """Marks without partners, braces that nothing closes, findings for each of them."""
    work = marked(unit)
    assert growth(lambda: work(250), lambda: work(1000), 0.001) < MOST_CPU


# whole seminars


HEAD = "title: m\nslides:\n"
SEMINAR = "title: t\nminutes: 240\ntheme: openmaru\nlanguage: en\nprogramme:\n- part: a\n  slides: [{module: m}]\n"


def composed(module: str, seminar: str = SEMINAR, glossary: str = "", sources: str = "") -> list[Diagnostic]:
    """All that is found in reading and composing."""
    library, findings = read_module(module, "content/modules/m.yaml", KINDS)
    read, more = read_seminar(seminar, "content/seminars/s.yaml")
    terms, of_terms = read_glossary(glossary, "content/glossary.yaml")
    facts, of_facts = read_sources(sources, "content/sources.yaml")
    findings += [*more, *of_terms, *of_facts]
    if read:
        findings += compose(read, {"m": library}, facts, KINDS, "en", terms)[1]
    return list(dict.fromkeys(findings))


def slides(count: int, title: str = "a {n}", extra: str = "") -> str:
    """A module of so many slides; `{n}` stands for the number of each."""
    slide = f"- id: s-{{n}}\n  kind: statement\n  title: {title}\n{extra}"
    return HEAD + "".join(slide.replace("{n}", str(n)) for n in range(count))


def terms(names: Iterable[str]) -> str:
    """A glossary."""
    return "".join(f"t{n}:\n  ko: {w}\n  en: {w}\n  definition: d\n" for n, w in enumerate(names))


def avoiding(n: int) -> str:
    """A term that has another word to avoid."""
    return f"t{n}:\n  ko: u{n}\n  en: u{n}\n  definition: d\n  avoid: {{en: [te{n}]}}\n"


def sources(count: int) -> str:
    """So many sources."""
    return "".join(f"x{n}: {{title: t, publisher: p, url: 'https://a.b/{n}', year: 2020}}\n" for n in range(count))


def named(ids: Iterable[str]) -> str:
    """A seminar whose programme names these slides, in parts of a hundred."""
    every = list(ids)
    parts = [every[n : n + 100] for n in range(0, len(every), 100)]
    head = SEMINAR.partition("- part")[0]
    return head + "".join(f"- {{part: a, slides: [{', '.join(part)}]}}\n" for part in parts)


def letters(n: int) -> str:
    """A short word for a number."""
    return "".join(chr(97 + digit) for digit in (n % 26, n // 26 % 26, n // 676))


PROSE = "  handout: " + "some of the words that are here and there " * 20 + "\n"
WORK: dict[str, Work] = {
    "slides": lambda n: composed(slides(n)),
    "slides of a programme": lambda n: composed(slides(n), named(f"s-{i}" for i in range(n))),
    "unknown slides": lambda n: composed(slides(n), named(f"x-{i}" for i in range(n))),
    "unknown in without": lambda n: composed(
        slides(100), SEMINAR.replace("m}", f"m, without: [{', '.join(f's-x-{i}' for i in range(n))}]}}")
    ),
    "unknown fields": lambda n: composed(slides(1, extra="".join(f"  x{i}: b\n" for i in range(n)))),
    "unknown kinds": lambda n: composed(HEAD + "".join(f"- {{id: s{i}, kind: k}}\n" for i in range(n))),
    "slides without ids": lambda n: composed(HEAD + "- {kind: statement, title: a}\n" * n),
    "one id for all": lambda n: composed(HEAD + "- {id: a, kind: statement, title: a}\n" * n),
    "unknown languages": lambda n: composed(slides(n, "{kr: a, jp: b}")),
    "sources": lambda n: composed(slides(n, extra="  sources: [x{n}]\n"), sources=sources(n)),
    "unknown sources": lambda n: composed(slides(n, extra="  sources: [y{n}]\n"), sources=sources(n)),
    "terms nowhere": lambda n: composed(slides(20, extra=PROSE), glossary=terms(f"te{i}" for i in range(n))),
    "short terms": lambda n: composed(slides(20, extra=PROSE), glossary=terms(map(letters, range(n)))),
    "one term for all": lambda n: composed(slides(20, extra=PROSE), glossary=terms("word" for _ in range(n))),
    "terms, each on a slide": lambda n: composed(slides(n, "te{n} a"), glossary=terms(f"te{i}" for i in range(n))),
    "words to avoid": lambda n: composed(slides(n, "te{n} a"), glossary="".join(map(avoiding, range(n)))),
    "words of the event": lambda n: composed(
        slides(n, "'{{ event.x{n} }}'"), SEMINAR + "event:\n" + "".join(f"  x{i}: a\n" for i in range(n))
    ),
    "unknown words of the event": lambda n: composed(
        slides(n, "'{{ event.y{n} }}'"), SEMINAR + "event:\n" + "".join(f"  x{i}: a\n" for i in range(n))
    ),
    "parts": lambda n: composed(
        slides(n), SEMINAR.partition("- part")[0] + "".join(f"- {{part: a, slides: [s-{i}]}}\n" for i in range(n))
    ),
    "overrides": lambda n: composed(slides(n), named(f"{{slide: s-{i}, title: b}}" for i in range(n))),
    "names twice": lambda n: parse("a: 1\n" * n, "a.yaml"),
    "brackets": lambda n: parse("[" * n, "a.yaml"),
    "braces": lambda n: parse("a: {" + "b: c, " * n, "a.yaml"),
    "lists on a line": lambda n: parse("a: [" + "[a], " * n + "]", "a.yaml"),
    "anchors": lambda n: parse("".join(f"a{i}: &b{i} c\n" for i in range(n)), "a.yaml"),
    "aliases": lambda n: parse("a: &a [" + "*a, " * n + "]", "a.yaml"),
    "lines without a colon": lambda n: parse("a\n" * n + "b: c", "a.yaml"),
    "an open quotation mark": lambda n: parse("a: 'b\n" + "c: d\n" * n, "a.yaml"),
    "lines in an open bracket": lambda n: parse("a: [\n" + "b: c,\n" * n, "a.yaml"),
    "comments": lambda n: parse("c: d #e\n" * n, "a.yaml"),
    "documents": lambda n: parse("---\n" * n, "a.yaml"),
    "cells that are no numbers": lambda n: read_data_table("a,b\n" + "x,y\n" * n, "a.csv"),
}


@pytest.mark.parametrize("name", WORK)
def test_reading_and_composing(name):
    """Of whatever there may be many, four times as many make about four times as many calls."""
    work = WORK[name]
    work(1)  # what is loaded and remembered once
    small, large = calls(work, 40), calls(work, 160)
    assert small > 5
    assert large / small < MOST


@pytest.mark.parametrize("text", ["a: " + "b " * 400_000, "a: " + "b" * 1_000_000, "a: 'b" + "''" * 400_000 + "'"])
def test_long_lines(text):
    """A line of a million characters is read once."""
    quarter = text[: len(text) // 4]
    assert growth(lambda: parse(quarter, "a.yaml"), lambda: parse(text, "a.yaml"), 0.002) < MOST_CPU


def test_a_place_is_counted_once():
    """The characters of a text are counted off in its file once, however many places are asked for."""
    value, _ = parse("a: " + "b *" * 1000, "a.yaml")
    assert isinstance(value, dict)
    text = value["a"]
    assert (text.place(3, 2).column, text.place(2999, 1).column) == (7, 3003)
    assert calls(lambda n: [text.place(i) for i in range(1000)], 1) < 10_000


# hints


def test_a_hint_is_worked_out_where_it_is_shown(tmp_path, monkeypatch):
    """Of thousands of mistakes, a hundred are shown: for no other is the nearest word looked for."""
    from shared import small_project

    from deckgen import diagnostics

    asked = []
    monkeypatch.setattr(diagnostics, "nearest", lambda word, known: asked.append(word))
    project = small_project(tmp_path / "project")
    talk = project / "content/seminars/talk.yaml"
    wrong = ", ".join(f"x-{n}" for n in range(5000))
    text = talk.read_text(encoding="utf-8")
    talk.write_text(
        f"{text}- {{part: 끝, lead: 마칩니다, slides: [{{module: basics, without: [{wrong}]}}]}}\n", encoding="utf-8"
    )
    status, _, report = run(["build"], project)
    assert status == 1 and "5004 errors" in report
    assert len(asked) == report.count("there is no slide `x-") > 90


def test_the_same_mistake_is_told_once():
    """Two findings are the same if what they say is, and what their hints are about."""
    first, second = (Diagnostic("error", "m", None, Later("a", lambda: "b")) for _ in range(2))
    assert first == second and len({first, second}) == 1
    assert first != Diagnostic("error", "m", None, Later("c", lambda: "b"))
    assert str(first.hint) == "b" and first.hint == "b"


def test_the_nearest_of_very_many():
    """A word is compared with so many, not with all."""
    looked = []

    class Word(str):
        def __len__(self):
            looked.append(1)
            return super().__len__()

    assert nearest("known-word-7x", (Word(f"known-word-{n}") for n in range(100_000))) == "known-word-7"
    assert len(looked) < 20_000


# tables


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n" + "x,1\n" * 100_000, f"this table has more than {MOST_ROWS:,} rows"),
        ("a,b\n" + "x,y\n" * 100_000, f"this table has more than {MOST_ROWS:,} rows"),
        ("a" + ",b" * 10_000 + "\nx" + ",1" * 10_000, f"this table has more than {MOST_COLUMNS} columns"),
    ],
    ids=["rows", "bad rows", "columns"],
)
def test_tables_have_bounds(text, told):
    """What no chart could show is refused, and no more of it is read."""
    table, findings = read_data_table(text, "a.csv")
    assert table is None
    assert findings[-1].message.startswith(told)
    assert len(findings) <= MOST_ROWS + 2
    assert read_data_table("a,b\n" + "x,1\n" * MOST_ROWS, "a.csv")[0] is not None
