"""The located reader: where things stand, what is text, what is refused."""

from __future__ import annotations

import pytest
import yaml

from deckgen.reading import builder
from deckgen.reading.nodes import Mapping, Scalar, Sequence
from deckgen.reading.parser import parse


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request, monkeypatch) -> None:
    """PyYAML's parser in C, and the one in Python."""
    monkeypatch.setattr(builder, "_Loader", getattr(yaml, request.param))


def read(text: str):
    """The value of a text that has nothing wrong with it."""
    value, found = parse(text, "x.yaml")
    assert not found, found
    return value


def complaint(text: str) -> tuple[str, str]:
    """Place and message of the one thing that is wrong with a text."""
    _, found = parse(text, "x.yaml")
    assert len(found) == 1, found
    return f"{found[0].span.line}:{found[0].span.column}", found[0].message


@pytest.mark.parametrize(
    "raw", ["no", "3.10", "2026", "2026-12-10", "1e3", "0x1F", "on", "1_000", "~x", "가: 나", "12:30"]
)
def test_a_scalar_is_its_text(raw):
    """Where text is wanted, the author need not know what YAML would make of it."""
    quoted = f"'{raw}'" if ": " in raw else raw
    assert read(f"a: {quoted}")["a"] == raw


@pytest.mark.parametrize("raw", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_nothing(raw):
    """An empty value and YAML's null are a missing value; in quotes they are text."""
    assert read(f"a: {raw}")["a"] is None
    assert read(f"a: '{raw}'")["a"] == raw
    assert read(f'a: {{b: c, "d": {raw}}}')["a"]["d"] is None  # as JSON has it


def test_everything_knows_its_place():
    """Keys, values and items have the line and the columns where they were written."""
    value = read("title: 가나 다\nlist:\n  - x\n  - {y: 'z'}\n")
    assert isinstance(value, Mapping)
    assert value["title"].span == ("x.yaml", 1, 8, 12)
    assert value.key_spans["list"] == ("x.yaml", 2, 1, 5)
    assert isinstance(value["list"], Sequence)
    assert [s[1:3] for s in value["list"].item_spans] == [(3, 5), (4, 5)]
    assert value["list"][1]["y"].span == ("x.yaml", 4, 9, 12)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("a: x *y", 2, (1, 6)),
        ("a: 'x *y'", 2, (1, 7)),
        ("a: |\n  첫 줄\n\n  둘 *째\n", 7, (4, 5)),
        ("a: >-\n  one two\n  three *four\n", 14, (3, 9)),
        ("a:\n  one\n  two *x\n", 8, (3, 7)),
        ("- {ko: 가 *나, en: b}\n", 2, None),
    ],
)
def test_a_place_inside_a_text(text, offset, place):
    """A mark inside a text is shown where it stands, however YAML folded the lines."""
    value = read(text)
    scalar = value["a"] if isinstance(value, Mapping) else value[0]["ko"]
    assert isinstance(scalar, Scalar)
    assert scalar[offset] == "*"
    span = scalar.place(offset)
    assert (span.line, span.column) == (place or (1, 10))


def test_a_place_behind_an_escape_is_the_text():
    """Double quotes may hide characters: then the whole text is shown."""
    scalar = read(r'a: "x\u00b7 *y"')["a"]
    assert scalar.place(scalar.index("*")) == scalar.span


def test_a_block_is_shown_by_its_first_line():
    """The place of a `|` or `>` text is its first line with words, not the mark."""
    assert read("a: |\n\n  가나\n  다\n")["a"].span == ("x.yaml", 3, 3, 5)
    assert read("a: >-\n  가나\n")["a"].span == ("x.yaml", 2, 3, 5)


def test_line_ends_and_byte_order_mark():
    """Files from Windows read like others."""
    value = read("\ufeffa: 1\r\nb: |\r\n  x\r\n  y\r\n")
    assert value["b"] == "x\ny\n"
    assert value["b"].span.line == 3


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x85", "\u2028", "\u202e", "\ufffe"])
def test_hidden_characters(bad):
    """Controls, and what turns the reading order around, are refused with their place."""
    assert complaint(f"a: 1\nb: x{bad}y\n")[0] == "2:5"


def test_hidden_characters_as_escapes():
    """Written as escapes in double quotes, they are refused as well."""
    assert complaint(r'a: "x\u202ey"')[0] == "1:4"
    assert read(r'a: "x\ty"')["a"] == "x\ty"


@pytest.mark.parametrize(
    "text",
    ["a: !!python/name:os.system x", "a: !x y", "a: &b c", "a: *b", "a: {<<: *b}", "a: 1\n---\nb: 2", "? [a]\n: b"],
)
def test_what_authors_never_need_is_refused(text):
    """Tags, anchors, aliases, several documents, keys that are no names."""
    value, found = parse(text, "x.yaml")
    assert value is None or all(isinstance(v, str) for v in value.values()), "what is read behind it is text"
    assert [d.severity for d in found] == ["error"]


def test_many_values(loader, monkeypatch):
    """A file of absurdly many values is given up."""
    monkeypatch.setattr(builder, "MOST_VALUES", 50)
    assert complaint(f"a: [{'x, ' * 60}]")[1] == "this file has more than 50 values"


def test_all_second_keys_are_told():
    """Reading goes on behind a key that stands twice, and the first one counts."""
    value, found = parse("a: 1\nb: {c: 1, c: 2}\na: 3\n", "x.yaml")
    assert [str(d.span) for d in found] == ["x.yaml:2:11", "x.yaml:3:1"]
    assert value == {"a": "1", "b": {"c": "1"}}


def test_comments():
    """A comment with a space is a comment; without one it may be a text that was cut short."""
    read("a: 1 # so\n# and so\nb: 'x #3'\nc: |\n  x #3\n")
    _, found = parse("a: 이슈 #3\nb: #\n", "x.yaml")
    assert [(d.severity, str(d.span)) for d in found] == [("warning", "x.yaml:1:7")]


SYNTAX = {
    "a:\n\tb: 1": "this line is indented with a tab",
    "a: b: c": "there is a second `: ` on this line",
    "a: 1\n b: 2": "this line is indented further than the one above it",
    "a: 'x\nb: 2\n": "a quotation mark is opened here and never closed",
    "a: [1, 2\nb: 3": "`[` is opened here and not closed",
    "a: {x: 1\nb: 2": "`{` is opened here and not closed",
    "a: 1\nfoo\nb: 2": "a name followed by a colon is expected here",
    "a:1\nb: 2": "there is no space after the colon",
    "a: @x": "a text cannot begin with `@`",
    "a: %x": "a text cannot begin with `%`",
    "a: **b** c": "a text cannot begin with `*`",
    "a: & b": "a text cannot begin with `&`",
    'a: "\\d"': "this backslash means nothing between double quotes",
    "a: | b\n  c": "there is more text on the line of `|` or `>`",
    "a: - b": "a list cannot begin on the line of its name",
    "a: [b] c": "there is text after the closing `]`",
    "a: 'b' c": "there is text after the closing quotation mark",
    'a: "b\nc: "d"\n': "a quotation mark is opened here and not closed on this line",
    "a: 1\n- b": "this item of a list is not indented like its neighbours",
    "- a\nb: c": "this line is not indented like its neighbours",
    "a: !한글 x": "a text cannot begin with `!`",
    "a: {{ b }} c": "a text that begins with `{{` needs quotes",
    "a: {b:{c: d}}": "there is no space after the colon",
    "a: [b, , c]": "there is nothing before this comma",
    "a: {b: [c}": "`}` does not close the `[` at column 8",
    "a: [b 'c', 'd' e]": "there is text after the closing quotation mark",
    "a: ]": "`]` closes nothing here",
    "a: 1\n: 2": "there is no name before this colon",
    "a:\n  b\n  c: 1": "a name followed by a colon is expected here",
    "a: 'b' 'c'": "there is text after the closing quotation mark",
    "a: 1\n[b] c\nd: 2": "there is text after the closing `]`",
    "{a: b}\nc: d": "this is not part of the document",
    "a: 1\n%b\nc: 2": "this is not part of the document",
    "a: ? b": "a text cannot begin with `? `",
    "a: [- b]": "a text cannot begin with `- `",
    'a: "b" @c': "there is text after the closing quotation mark",
    'a: "\\x4"': "this backslash means nothing between double quotes",
    "a: |\n  b\n c\nd: 1": "this line is indented less than the first line of its text",
    "b" * 1100 + ": 1": "this name has more than 1,024 characters",
}


@pytest.mark.parametrize("text", SYNTAX)
def test_syntax(text, loader):
    """Mistakes are told by what the author sees, in the same words with both of PyYAML's parsers."""
    assert complaint(text)[1] == SYNTAX[text]


@pytest.mark.parametrize("text", SYNTAX)
def test_no_wording_is_relied_on(text, loader, monkeypatch):
    """Of what PyYAML says only the place counts."""
    before = complaint(text)

    def garbled(*args, **options):
        try:
            yield from events(*args, **options)
        except yaml.MarkedYAMLError as e:
            e.problem, e.context, e.note = "xyzzy", "plugh", "??"
            raise

    events = yaml.parse
    monkeypatch.setattr(yaml, "parse", garbled)
    assert complaint(text) == before


DEEP = {
    "brackets": ("a: " + "[" * 10_000, "1:23"),
    "braces": ("{a: " * 10_000, "1:81"),
    "closed": ("a: " + "[" * 500 + "]" * 500, "1:23"),
    "over lines": ("a:\n" + "\n".join(f"{' ' * n}[" for n in range(1, 1_400)), "21:21"),
    "blocks": ("\n".join(f"{' ' * n}a:" for n in range(1_400)), "21:21"),
    "items": ("- " * 10_000 + "x", "1:41"),
    "items and brackets": ("- " * 10 + "[" * 10_000, "1:31"),
    "attack": ("a: " + "[" * 1_900_000, "1:23"),
}


@pytest.mark.parametrize("case", DEEP)
def test_nesting_is_counted(case, loader):
    """What is nested too deep is told at the same place whatever PyYAML's own limit is, before it can overflow."""
    text, place = DEEP[case]
    assert complaint(text) == (place, "this is nested more than 20 deep")


def test_brackets_that_do_not_nest(loader):
    """Many brackets on a line are none where they are text, or where each is closed before the next."""
    brackets = "[{" * 30
    value = read(f"a: '{brackets}'\nb: |\n  {brackets}\nc: x {brackets}\n# {brackets}\nd: [{'[], ' * 30}]\n")
    assert value["a"] == brackets
    assert value["b"] == brackets + "\n"
    assert value["c"] == f"x {brackets}"
    assert len(value["d"]) == 30


def test_no_text_breaks_the_reader():
    """Any beginning of a file is read or refused, never an exception: what an author types passes through all."""
    text = 'a: {ko: "가", en: \'b\'}\nlist:\n- x: |\n    하나 *둘*\n  y: [1, "2\\n", {z: 3}]\n- >-\n  접기\n# 끝\n'
    for end in range(len(text)):
        parse(text[:end], "x.yaml")
        parse(text[end:], "x.yaml")
