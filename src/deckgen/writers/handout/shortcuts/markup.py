"""HTML that is plain: every element closed where it was opened, and none that a parser would close or open by itself.

Such a text has one tree by the rules of HTML, and is parsed here in a sixth of the time; any other one is left to the
parser that knows all of them.
"""

from __future__ import annotations

import html
import re
from io import StringIO
from typing import Any
from xml.etree.ElementTree import Element

import weasyprint

_original = weasyprint.tinyhtml5.parse
_DOCUMENT = re.compile(
    r"<!doctype html>\s*<html(?P<html>[^<>]*)>\s*<head>(?P<head>.*?)</head>(?P<after>\s*)"
    r"<body(?P<of_body>[^<>]*)>(?P<body>.*)</body>(?P<end>\s*</html>\s*)",
    re.ASCII | re.DOTALL,
)
_HEAD = re.compile(
    r"(?P<space>\s+)|<(?P<void>meta|link)(?P<of>[^<>]*)>|<(?P<name>title|style)>(?P<text>[^<]*)</(?P=name)>",
    re.ASCII,
)
_BODY = re.compile(r"</(?P<end>[a-z][a-z0-9]*)>|<(?P<start>[a-z][a-z0-9]*)(?P<of>[^<>]*)>|(?P<text>[^<]+)")
_ATTRIBUTE = re.compile(r'\s+([a-z][a-z-]*)="([^"]*)"', re.ASCII)
#: What would be read otherwise than it stands there: characters that are replaced, and all but the usual references.
_UNUSUAL = re.compile(r"[\0\r\f\v]|&(?!(?:amp|lt|gt|quot|#39|#34);)")
#: What is a space in HTML.
_SPACE = " \t\n"
_VOID = frozenset({"br", "img", "wbr"})
#: Elements that may stand anywhere, and those that would close a paragraph.
_PHRASES = frozenset(("a", "b", "cite", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time", "u"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | {
    "article", "aside", "blockquote", "div", "dl", "figcaption", "figure", "footer", "header", "main", "nav", "ol", "p",
    "section", "table", "ul",
}  # fmt: skip
#: Elements that stand in these only.
_INSIDE = {
    "li": frozenset({"ul", "ol"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tr": frozenset({"thead", "tbody"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
}
#: Elements in which nothing else stands, and no words.
_HOLDS = {
    "table": frozenset({"thead", "tbody"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"td", "th"}),
}


def take() -> None:
    """Has plain HTML parsed here."""
    weasyprint.tinyhtml5.parse = _parse


def _parse(document: Any, *arguments: Any, **options: Any) -> Any:
    """`parse`: the tree of a document."""
    usual = type(document) is StringIO and options == {"namespace_html_elements": False}
    found = tree(document.getvalue()) if usual else None
    return _original(document, *arguments, **options) if found is None else found


class _NotPlain(Exception):
    """Something that is not plain."""


def tree(text: str) -> Element | None:
    """The tree of a document in plain HTML; None for any other."""
    parts = None if _UNUSUAL.search(text) else _DOCUMENT.fullmatch(text)
    if parts is None:
        return None
    try:
        root = Element("html", _attributes(parts["html"]))
        head = Element("head")
        _fill_head(head, parts["head"])
        head.tail = parts["after"] or None
        body = Element("body", _attributes(parts["of_body"]))
        _fill_body(body, parts["body"])
    except _NotPlain:
        return None
    # what stands behind the end of the body belongs to it
    _add_text(body, body[-1] if len(body) else None, parts["end"].replace("</html>", ""))
    root.append(head)
    root.append(body)
    return root


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    at = 0
    while match := _ATTRIBUTE.match(text, at):
        name, value = match.groups()
        if name in found:
            raise _NotPlain
        found[name] = html.unescape(value) if "&" in value else value
        at = match.end()
    if text[at:].strip(_SPACE):
        raise _NotPlain
    return found


def _add_text(parent: Element, last: Element | None, text: str) -> None:
    """Adds text behind the last child of an element."""
    if last is None:
        parent.text = (parent.text or "") + text or None
    else:
        last.tail = (last.tail or "") + text or None


def _fill_head(head: Element, text: str) -> None:
    last: Element | None = None
    at = 0
    while at < len(text):
        match = _HEAD.match(text, at)
        if match is None:
            raise _NotPlain
        at = match.end()
        if match["space"]:
            _add_text(head, last, match["space"])
            continue
        last = Element(match["void"] or match["name"], _attributes(match["of"] or ""))
        if inside := match["text"]:
            if "&" in inside and last.tag == "style":
                raise _NotPlain
            last.text = html.unescape(inside)
        head.append(last)


def _fill_body(body: Element, text: str) -> None:
    opened = [body]
    names = ["body"]
    last: Element | None = None
    at = 0
    while at < len(text):
        match = _BODY.match(text, at)
        if match is None:
            raise _NotPlain
        at = match.end()
        end, name, of, words = match.groups()
        if words is not None:
            if names[-1] in _HOLDS and words.strip(_SPACE):
                raise _NotPlain
            _add_text(opened[-1], last, html.unescape(words) if "&" in words else words)
        elif end is not None:
            if len(names) == 1 or names.pop() != end:
                raise _NotPlain
            last = opened.pop()
        else:
            void = name in _VOID
            if not (void or _may_stand(name, names)) or name not in _HOLDS.get(names[-1], (name,)):
                raise _NotPlain
            element = Element(name, _attributes(of) if of else {})
            opened[-1].append(element)
            last = element
            if not void:
                opened.append(element)
                names.append(name)
                last = None
    if len(names) != 1:
        raise _NotPlain


def _may_stand(name: str, names: list[str]) -> bool:
    """Whether an element may begin in others that are open without one of them being closed."""
    if name in _PHRASES:
        return name != "a" or "a" not in names
    if name in _BLOCKS:
        return "p" not in names and not (name in _HEADINGS and names[-1] in _HEADINGS)
    if name in ("dt", "dd"):
        return names[-1] == "dl" or names[-2:] == ["dl", "div"]
    return names[-1] in _INSIDE.get(name, ())
