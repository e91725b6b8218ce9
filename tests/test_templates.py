"""Templates of a theme see what they are handed, and come to an end."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

from deckgen.diagnostics import ContentError, Diagnostic, Span
from deckgen.reading.files import SORTS
from deckgen.reading.theme_files import Template
from deckgen.scene import Rect
from deckgen.writers.handout import styles
from deckgen.writers.handout.sheet import sheet
from deckgen.writers.templates import counting, fill, offered, sandbox
from deckgen.writers.web.pages import Download


class Outside(NamedTuple):
    """A named tuple of somebody else's."""

    secret: str = "hunter2"


class Thing:
    """What is no plain value."""

    secret = "hunter2"

    def __str__(self) -> str:
        return "hunter2"


VALUES = {
    "text": "abc",
    "number": 3,
    "items": (1, 2, 3),
    "table": {"key": "value"},
    "file": Download("a.pdf", "A.pdf", "deck", 1, 2, "pages", 3),
    "holder": Download(Path("/etc"), Thing(), Thing(), b"bytes", len, Outside(), Rect(0, 0, 1, 1), Thing()),
    "path": Path("/etc"),
    "thing": Thing(),
    "outside": Outside(),
    "word": offered(lambda key, **v: f"<{key}>"),
    "function": len,
}


def made(text: str, **others: str) -> str:
    """What a template with this text becomes, beside others."""
    shelf = {"a.j2": text} | {f"{name}.j2": other for name, other in others.items()}
    shown = tuple(Template(name, f"themes/own/handout/{name}", other) for name, other in shelf.items())
    return fill(shown, "a.j2", VALUES, "handout")


def refused(text: str, **others: str) -> Diagnostic:
    """What is said of a template that cannot be filled, within seconds."""
    before = time.monotonic()
    with pytest.raises(ContentError) as e:
        made(text, **others)
    assert time.monotonic() - before < 60
    (finding,) = e.value.diagnostics
    assert finding.span and finding.hint
    assert "hunter2" not in finding.message
    return finding


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("{{ text }} {{ number + 1 }} {{ table.key }} {{ table['key'] }}", "abc 4 value value"),
        ("{{ file.href.rsplit('.', 1)[1] | upper }} {{ file.size }}", "PDF 3"),
        ("{% for i in items %}{{ loop.index0 }}{% if not loop.last %}, {% endif %}{% endfor %}", "0, 1, 2"),
        ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(1) }}{{ m('<') }}", "[1][&lt;]"),
        ("{{ items[1:] | length }} {{ 'abcd'[1:3] }} {{ items[::2] | join('-') }}", "2 bc 1-3"),
        ("{{ 'a' ~ 1 ~ '<' }} {{ 'a&' ~ ('<' | safe) }} {{ word('x') }}", "a1&lt; a&amp;< &lt;x&gt;"),
        ("{% set ns = namespace(n=0) %}{% for i in range(9) %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", "36"),
        ("{{ items | batch(2) | list | length }} {{ items | slice(2) | map('length') | join(',') }}", "2 2,1"),
        ("{{ '%g' | format(2.5) }} {{ '%.1f%%' | format(2) }}", "2.5 2.0%"),
        ("{{ [1, 5] | max }} {{ 2.55 | round(1) }}", "5 2.5"),
        ("{{ 'a-b' | replace('-', '+') }} {{ 'a-b'.replace('-', '') }} {{ ', '.join(['x', 'y']) }}", "a+b ab x, y"),
        ("{% include 'b.j2' %}", "other"),
        ("{% import 'c.j2' as c %}{{ c.m() }}{{ c.v }}", "mv"),
        ("{% for i in [[1, [2]]] recursive %}{{ i if i is number else loop(i) }}{% endfor %}", "12"),
        ("{{ items | selectattr('x', 'undefined') | list | length }}{{ file['href'] }}", "3a.pdf"),
    ],
)
def test_what_templates_are_written_with(text, becomes):
    """What Jinja's users know goes on working."""
    assert becomes == made(text, b="other", c="{% macro m() %}m{% endmacro %}{% set v = 'v' %}")


@pytest.mark.parametrize(
    "text",
    [
        "{{ text.__class__ }}",
        "{{ text['__class__'] }}",
        "{{ file._fields }}",
        "{{ file._asdict() }}",
        "{{ file._replace(name='x') }}",
        "{{ file.index(3) }}",
        "{{ word.__globals__ }}",
        "{{ word.__self__ }}",
        "{{ function('abc') }}",
        "{{ function }}",
        "{{ path }}",
        "{{ path.parent }}",
        "{{ path.read_text() }}",
        "{{ thing }}",
        "{{ thing.secret }}",
        "{{ thing | string }}",
        "{{ [thing] | join }}",
        "{{ [thing] | first }}",
        "{{ thing ~ '' }}",
        "{{ '%s' | format(thing) }}",
        "{{ '%s' % thing }}",
        "{{ outside.secret }}",
        "{{ [outside] | map(attribute='secret') | join }}",
        "{{ [outside] | sum('secret') }}",
        "{{ [thing] | join(attribute='secret') }}",
        "{{ [thing] | sort(attribute='secret') | first }}",
        "{{ [thing] | groupby('secret') | first | first }}",
        *(f"{{{{ holder.{name} }}}}" for name in Download._fields),
        *(f"{{{{ [holder] | map(attribute='{name}') | first }}}}" for name in Download._fields),
        "{{ items }}",
        "{{ table }}",
        "{{ table.pop('key') }}",
        "{{ [].append(1) }}",
        "{{ '{0.secret}'.format(thing) }}",
        "{{ '{n.secret}'.format_map({'n': thing}) }}",
        "{{ text.encode() }}",
        "{{ self.__init__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ loop }}",
        "{% for i in items %}{{ loop._iterable }}{% endfor %}",
        "{{ cycler.__init__ }}",
        "{{ range.__class__ }}",
        "{{ namespace(x=thing).x.secret }}",
        "{{ thing | attr('secret') }}",
        "{{ text | pprint }}",
        "{{ items | random }}",
        "{{ config }}",
        "{{ get_flashed_messages }}",
        "{% include '/etc/passwd' %}",
        "{% include '../../content/x.j2' %}",
        "{% import 'nowhere.j2' as x %}",
        "{% extends 'nowhere.j2' %}",
    ],
)
def test_what_they_do_not_see(text):
    """Neither attributes that lead anywhere, nor other values than plain ones, nor other files."""
    assert Span("themes/own/handout/a.j2", 1) == refused(text).span._replace(column=1, end=2)


LOOP = "{% for i in range(99999) %}"
END = "{% endfor %}"
DOUBLING = "{% set ns = namespace(x=START) %}{% for i in range(99) %}{% set ns.x = STEP %}{% endfor %}"


def doubling(start: str, step: str) -> str:
    """A value that is twice as long after each round."""
    return DOUBLING.replace("START", start).replace("STEP", step)


#: Two values of lists in lists, equal and not the same.
NESTED = (
    "{% set ns = namespace(a=(1,), b=(1,)) %}"
    "{% for i in range(60) %}{% set ns.a = (ns.a, ns.a) %}{% set ns.b = (ns.b, ns.b) %}{% endfor %}"
)
COMPARED = (
    "{{ ns.a == ns.b }}",
    "{{ ns.a < ns.b }}",
    "{{ ns.a in [ns.b] }}",
    "{{ ns.a is eq(ns.b) }}",
    "{{ ns.a is in([ns.b]) }}",
    "{{ [ns.a, ns.b] | sort | length }}",
    "{{ [ns.a, ns.b] | unique | list | length }}",
    "{{ [ns.a, ns.b] | max | length }}",
    "{{ [ns.a] | select('eq', ns.b) | list | length }}",
    "{{ [[ns.a], [ns.b]] | groupby(0) | length }}",
    "{% set x = {ns.a: 1} %}",
    "{% set x = dict([(ns.a, 1)]) %}",
    "{{ table[ns.a] }}",
    "{{ table.get(ns.a) }}",
    "{{ [ns.a].index(ns.b) }}",
    "{{ [ns.a].count(ns.b) }}",
)


@pytest.mark.parametrize(
    "text",
    [
        LOOP * 3 + END * 3,
        LOOP * 2 + "x" * 1_000 + END * 2,
        LOOP * 2 + "{{ text }}" + END * 2,
        "{% macro m() %}" + LOOP + "x" * 9_999 + END + "{% endmacro %}{% set x = m() %}",
        "{% set x %}" + LOOP + "x" * 9_999 + END + "{% endset %}",
        "{% for i in range(99999) if i is none %}{% endfor %}" * 999,
        LOOP + "{{ range(99999) | sum }}" + END,
        LOOP + "{% set x = range(99999) | list %}" + END,
        LOOP + "{% set x = (range(99999) | list)[1:] %}" + END,
        LOOP + "{{ range(99999) | join | length }}" + END,
        LOOP + "{{ range(99999) | map('abs') | select | reject | list | length }}" + END,
        "{{ lipsum(n=100000) }}",
        "{{ range(2000000000) | list }}",
        "{{ 'x'.center(2000000000) }}",
        "{{ 'x' | center(2000000000) }}",
        "{{ 'x'.ljust(2000000000) }}",
        "{{ 'x'.zfill(2000000000) }}",
        "{{ 'x'.expandtabs(2000000000) }}",
        "{{ 'x' * 2000000000 }}",
        "{{ 2000000000 * 'x' }}",
        "{{ [1] * 2000000000 }}",
        "{{ (1, 2) * 2000000000 }}",
        "{{ '%2000000000d' % 1 }}",
        "{{ '%2000000000d' | format(1) }}",
        "{{ '%*d' | format(2000000000, 1) }}",
        "{{ '%.2000000000f' | format(1) }}",
        "{{ '{:>2000000000}'.format(1) }}",
        "{{ 10 ** 1000000000 }}",
        "{{ 999 ** 60 }}",
        "{{ 1 | round(-1000000000) }}",
        "{{ 'x' | indent(2000000000) }}",
        "{{ 'x' | wordwrap(1) }}",
        "{{ items | batch(2000000000, 'x') | list }}",
        "{{ items | slice(2000000000, 'x') | list }}",
        doubling("'x'", "ns.x ~ ns.x"),
        doubling("'x'", "ns.x + ns.x"),
        doubling("'x'", "[ns.x, ns.x] | join"),
        doubling("'x'", "''.join([ns.x, ns.x])"),
        doubling("'x'", "ns.x | replace('x', 'xx')"),
        doubling("'x'", "ns.x.replace('x', 'xx')"),
        doubling("[1]", "ns.x + ns.x"),
        doubling("9", "ns.x * ns.x"),
        doubling("9", "ns.x + ns.x"),
        *(NESTED + text for text in COMPARED),
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'a.j2' %}",
        "{% extends 'a.j2' %}",
        "{% import 'a.j2' as a %}",
        "{% for i in range(3) %}<div>" * 3_000 + END * 3_000,
        "{% if 1 %}<div>" * 3_000 + "{% endif %}" * 3_000,
        "{{ " + "(" * 9_000 + "1" + ")" * 9_000 + " }}",
        "{{ " + "-" * 9_000 + "1 }}",
        "{{ " + "1 + " * 9_000 + "1 }}",
        "{{ " + "[" * 9_000 + "1" + "]" * 9_000 + " }}",
        "{{ text" + ".x" * 9_000 + " }}",
    ],
)
def test_they_come_to_an_end(text, monkeypatch):
    """Whatever a template does is counted: rounds, letters, depth and seconds."""
    monkeypatch.setattr(sandbox, "MOST_SECONDS", 0.5)
    assert "themes/own/handout/a.j2" == refused(text).span.path


def test_what_takes_too_long_is_stopped(monkeypatch):
    """Where neither rounds nor letters are many, the seconds are."""
    monkeypatch.setattr(sandbox, "MOST_SECONDS", 0.2)
    finding = refused("\n" + LOOP + "{{ range(99999) | sum }}" + END)
    assert "it takes longer than 0.2 seconds" in finding.message
    assert 2 == finding.span.line


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a\n  {{ nothing }}", 2, 6, "'nothing' is undefined"),
        ("a\n{{ text | nothing }}", 2, 11, "no filter named 'nothing'"),
        ("a\n\n{% if %}", 3, 1, "expected an expression"),
        ("a\n{{ 1 / 0 }}", 2, 1, "division by zero"),
        ("a\n{% include 'b.j2' %}", 1, 4, "'missing' is undefined"),
        ("a\n{% include 'no.j2' %}", 2, 13, "there is no template `no.j2`"),
        ("a\n{{ items.x.y }}", 2, 10, "has no attribute 'x'"),
        ("a\n{{ word() }}", 2, 1, "missing 1 required positional argument"),
    ],
)
def test_mistakes_have_a_place(text, line, column, words):
    """The file, the line and where it can be told what of it."""
    finding = refused(text, b="{{ missing }}")
    assert words in finding.message
    assert (line, column) == (finding.span.line, finding.span.column)
    assert ("b.j2" if "'b.j2'" in text else "a.j2") == finding.span.path.rsplit("/", 1)[1]


@pytest.mark.parametrize("text", ["a\n{% raw %}b", "a\n{# ", "a\n{{ 'b }}", "a\n{{ 1 ? 2 }}", "a\n{{ (1] }}"])
def test_what_the_lexer_refuses_is_told_where_it_stands(text):
    """In the template that has it, not in the one that includes it."""
    finding = refused("{% include 'b.j2' %}", b=text)
    assert finding.span.path.endswith("/b.j2") and finding.span.line == 2


def test_each_filling_counts_anew(monkeypatch):
    """What one template took is not held against the next."""
    monkeypatch.setattr(sandbox, "MOST_STEPS", 150_000)
    text = LOOP + END
    for _ in range(3):
        assert "" == made(text)


def test_a_long_text_is_printed_not_worked_on():
    """As a page's definitions are, with all letters of its slides; it is counted nevertheless."""
    long = "<b>" * 400_000
    shelf = (Template("a.j2", "themes/own/web/a.j2", "{{ text | safe }}"),)
    assert fill(shelf, "a.j2", {"text": long}, "web page") == long
    for text, values in (("{{ text | safe | upper }}", {"text": long}), ("{{ text | safe }}", {"text": long * 30})):
        with pytest.raises(ContentError):
            fill((Template("a.j2", "themes/own/web/a.j2", text),), "a.j2", values, "web page")


def test_the_sheet_offers_what_it_reckons():
    """Named tuples may have methods that templates call, where those say so."""
    a4 = sheet("a4", "ko")
    shown = (Template("a.j2", "a.j2", "{{ sheet.lines(10) }}"),)
    assert f"{a4.lines(10)}" == fill(shown, "a.j2", {"sheet": a4}, "handout")
    with pytest.raises(ContentError):
        fill((Template("a.j2", "a.j2", "{{ sheet.turned() }}"),), "a.j2", {"sheet": a4}, "handout")


def test_what_is_written_of_templates_is_so():
    """The page for authors of themes has the filters, the functions and the limits."""
    page = " ".join((ROOT / "docs" / "themes.md").read_text(encoding="utf-8").split())
    listed = page.partition("Of Jinja's filters there are ")[2].partition(" and of its functions ")
    environment = sandbox.Sandbox(())
    known = {name for name in environment.filters if name.isalpha()} - {"d", "e"}
    assert known == set(listed[0].split(", "))
    functions = listed[2].partition(".")[0].replace(" and ", ", ")
    assert set(environment.globals) == set(functions.split(", "))
    limits = (sandbox.MOST_STEPS, sandbox.MOST_LETTERS, styles.LARGEST, styles.LONGEST_VALUE, styles.MOST_REPEATS)
    assert [] == [limit for limit in limits if f"{limit:,}" not in page]
    assert f"{styles.DEEPEST} deep in each other" in page
    others = (f"{sandbox.MOST_SECONDS:g} seconds", f"{counting.DEEPEST} deep", f"loops {counting.MOST_LOOPS}")
    assert [] == [limit for limit in others if limit not in page]
    for sort in ("file", "drawing", "picture", "font"):
        assert f"{SORTS[sort].most // 1_000_000} MB" in page
    for sort in ("licence", "template"):
        assert f"{SORTS[sort].most // 1_000} kB" in page
