"""Typed values from located ones: what fits, what does not, and how it is told."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest

from deckgen.diagnostics import Span
from deckgen.messages import say
from deckgen.reading.model import Many, Model, Within, Wrong
from deckgen.reading.parser import parse
from deckgen.reading.validation import validate
from deckgen.reading.values import Date, ImagePath, LongText, Slug, Text, Url


class Leaf(Model):
    """A part of a whole."""

    name: Slug
    weight: Annotated[float, Within(0, 10)] = 1.0


class Whole(Model):
    """One of each."""

    title: Text
    leaf: Leaf | None = None
    leaves: Annotated[tuple[Leaf, ...], Many(1, 3)] | None = None
    many: Annotated[tuple[int, ...], Many(0, 2)] = ()
    pair: tuple[str, float] | None = None
    kind: Literal["this", "that"] = "this"
    on: bool = False
    day: Date | None = None
    link: Url | None = None
    photo: ImagePath | None = None
    prose: LongText | None = None
    either: Slug | Leaf | None = None

    def _checked(self):
        if self.kind == "that" and not self.on:
            yield Wrong(say("value.label"), field="kind")


def told(text: str) -> list[str]:
    """What is wrong with a text, as `line:column: message`."""
    value, found = parse(text, "x.yaml")
    validate(Whole, value, found, Span("x.yaml"))
    return [f"{d.span.line}:{d.span.column}: {d.message}" for d in found]


def made(text: str) -> Whole:
    value, found = parse(text, "x.yaml")
    whole = validate(Whole, value, found, Span("x.yaml"))
    assert not found, found
    return whole


def test_what_fits():
    """Each type takes its values as an author writes them; what is left out has its default."""
    whole = made(
        "title: 2026\nleaf: {name: a-1, weight: 2}\nmany: [1, 2]\npair: [no, 1.5]\nkind: that\n"
        "on: yes\nday: 2026-12-10\nlink: https://example.org\nphoto: images/a.PNG\n"
    )
    assert whole.title.by_language[""][0] == "2026"
    assert (whole.leaf.name, whole.leaf.weight, whole.many, whole.pair) == ("a-1", 2.0, (1, 2), ("no", 1.5))
    assert (whole.kind, whole.on, whole.day.iso, str(whole.link), whole.photo.path, whole.prose) == (
        "that",
        True,
        "2026-12-10",
        "https://example.org",
        "images/a.PNG",
        None,
    )
    assert whole.leaf.name.span.column == 14


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "title: x\nleaf: {name: A}",
            "2:14: `name` must be a short name of lower-case letters, digits and hyphens, found `A`",
        ),
        ("title: x\nleaf: {name: a, weight: 11}", "2:25: `weight` must be from 0 to 10, found `11`"),
        ("title: x\nleaf: {name: a, weight: inf}", "2:25: `weight` must be a number, found `inf`"),
        ("title: x\nleaf: {name: a, weight: [1]}", "2:25: `weight` must be a number, found a list"),
        ("title: x\nleaf: {weight: 1}", "2:8: `name` is missing"),
        ("title: x\nleaf: {name: a, wieght: 1}", "2:17: there is no field `wieght` here"),
        ("title: x\nleaf: a", "2:7: `leaf` must be a mapping of names and values, found `a`"),
        ("title: x\nleaves: []", "2:9: `leaves` must have at least 1 item, found 0"),
        ("title: x\nmany: [1, 2, 3]", "2:14: `many` must have at most 2 items, found 3"),
        ("title: x\nmany: [1, 1.5]", "2:11: each of `many` must be a whole number, found `1.5`"),
        ("title: x\npair: [a]", "2:7: `pair` must be a list of 2 items, found 1"),
        ("title: x\nkind: thiss", "2:7: `kind` must be `this` or `that`, found `thiss`"),
        ("title: x\non: maybe", "2:5: `on` must be `true` or `false`, found `maybe`"),
        ("title: x\nday: 10.12.2026", "2:6: `day` must be a day such as `2026-12-10`, found `10.12.2026`"),
        ("title: x\nlink: ftp://example.org", "2:7: `link` must be an address, found `ftp://example.org`"),
        ("title: x\nphoto: ../a.png", "2:8: `../a.png` leads out of the content folder"),
        ("title: x\nphoto: images\\a.png", "2:8: `images\\a.png` is written with backslashes"),
        (
            "title: x\nphoto: images/a.bmp",
            "2:8: `photo` must be a PNG, JPEG, WebP, AVIF or GIF picture or an SVG drawing, found `images/a.bmp`",
        ),
        ("title: {ko: x, fr: y}", "1:16: `fr` is not a language here, expected `ko` or `en`"),
        ("title: {ko: [x]}", "1:13: `ko` must be text, found a list"),
        ("title: {}", "1:8: `title` must be text, found an empty mapping"),
        ("title: " + "가" * 5001, "1:8: this text has 5,001 characters; `title` may have 5,000"),
        ("title: x\nprose: " + "가" * 20_001, "2:8: this text has 20,001 characters; `prose` may have 20,000"),
        ("title: x\nkind: that", "2:7: `label` has no text"),
        ("[]", "1:1: this must be a mapping of names and values, found a list"),
    ],
)
def test_what_does_not(text, message):
    """One message each, at the value's place."""
    assert told(text) == [message]


def test_either():
    """What is written as a text has one type, as a mapping another."""
    assert made("title: x\neither: a-1\n").either == "a-1"
    assert made("title: x\neither: {name: a-1}\n").either.name == "a-1"
    assert told("title: x\neither: A\n")[0].startswith("2:9: `either` must be a short name")
    assert told("title: x\neither: {nam: a}\n") == ["2:10: there is no field `nam` here"]


def test_everything_is_told():
    """All that is wrong comes in one run."""
    lines = [
        t.partition(":")[0] for t in told("titel: x\nleaves:\n- {name: A}\n- {nam: b}\n- c\nmany: [x]\nday: soon\n")
    ]
    assert sorted(set(lines)) == ["1", "3", "4", "5", "6", "7"]


def test_models_are_frozen():
    """Nobody changes a value behind another's back."""
    with pytest.raises(AttributeError):
        made("title: x").kind = "that"


def test_a_method_is_no_default():
    """A field that is called like a method of a base is required nonetheless."""

    class Base(Model):
        def draw(self) -> None: ...

    class Drawn(Base):
        draw: str

    found = []
    assert validate(Drawn, parse("{}", "x.yaml")[0], found, Span("x.yaml")) is None
    assert [d.message for d in found] == ["`draw` is missing"]
