"""The bytes of an SVG as a tree of elements, with bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from deckgen.messages import say
from deckgen.patterns import regex
from deckgen.reading.signatures import format_of
from deckgen.reading.svg.problems import DrawingError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: A drawing of native shapes is some kilobytes; more than this is data of the program that drew it, or a picture.
LARGEST = 1_000_000
#: Groups within groups; drawing programs write a handful.
DEEPEST = 50
#: Elements, of which a detailed illustration has some hundreds.
MOST_ELEMENTS = 20_000

_RASTERS = {"png": "PNG", "jpeg": "JPEG", "gif": "GIF", "webp": "WebP"}
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = ("href", "{http://www.w3.org/1999/xlink}href")
_DOCTYPE = regex(r"<!DOCTYPE\s[^\[>]*(?:\[(?P<subset>[^\]]*)\]\s*)?>")
#: Illustrator names its name spaces by entities; what they stand for has nothing in it that means something in XML.
_ENTITY = regex(r"""\s*<!ENTITY\s+([\w.-]{1,50})\s+("[^"&<%]{0,200}"|'[^'&<%]{0,200}')\s*>""")
_PRIVATE = say("svg:save-it-without-the-data")


class Document(NamedTuple):
    """An SVG: its root, its elements by their ids, and those of its style sheets."""

    root: Element
    by_id: dict[str, Element]
    sheets: list[Element]

    def found(self, address: str, what: str) -> Element:
        """The element that an address such as `#a` names."""
        if not address.startswith("#"):
            raise DrawingError(say("svg:the-svg-leads-out-of", what=what), say("svg:embed-what-it-shows-as"))
        if address[1:] not in self.by_id:
            raise DrawingError(say("svg:the-svg-names-which-is", what=what, address=address[:40]))
        return self.by_id[address[1:]]


def read_document(data: bytes) -> Document:
    """The tree of an SVG. Raises DrawingError."""
    root = _root(data)
    by_id: dict[str, Element] = {}
    sheets = []
    for count, element in enumerate(_walk(root)):
        if count > MOST_ELEMENTS:
            raise DrawingError(say("svg:the-svg-has-more-than", most=MOST_ELEMENTS), say("svg:simplify-it-or-save-it"))
        by_id.setdefault(element.get("id", ""), element)
        if tag(element) == "style":
            sheets.append(element)
    return Document(root, by_id, sheets)


def tag(element: Element) -> str:
    """The name of an SVG element; "" for what is none: comments, and what drawing programs note for themselves."""
    if not isinstance(element.tag, str):
        return ""
    name = element.tag.removeprefix(_SVG)
    return "" if name.startswith("{") else name


def href(element: Element) -> str:
    """What an element refers to, "" if nothing."""
    return next((element.attrib[key].strip() for key in _HREF if key in element.attrib), "")


def _walk(root: Element) -> Iterator[Element]:
    """Every element, parents first. Raises DrawingError where they are too deep."""
    stack = [iter([root])]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        yield element
        if len(stack) > DEEPEST + 1:
            raise DrawingError(say("svg:the-svg-has-more-than-groups-within", most=DEEPEST))
        stack.append(iter(element))


def _root(data: bytes) -> Element:
    if len(data) > LARGEST:
        raise DrawingError(say("svg:the-svg-is-too-large", most=LARGEST // 1000000), _PRIVATE)
    if data.startswith(b"\x1f\x8b"):
        raise DrawingError(say("svg:the-svg-is-compressed-svgz"), say("svg:save-it-as-a-plain"))
    if format_of(data) in _RASTERS:
        kind = _RASTERS[format_of(data)]
        raise DrawingError(say("svg:the-file-is-a-picture", kind=kind), say("svg:give-its-name-the-ending", kind=kind))
    try:
        # read as a text, so that no other encoding can hide what is refused below
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise DrawingError(say("svg:the-svg-is-not-saved"), say("svg:save-it-as-utf-8")) from e
    if "<?xml-stylesheet" in text:
        raise DrawingError(say("svg:the-svg-names-a-style"), say("svg:save-it-with-its-styles"))
    text = _without_entities(text)
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as e:  # ValueError: a character that no XML can have
        raise DrawingError(say("svg:the-file-is-not-an")) from e
    if tag(root) != "svg":
        raise DrawingError(say("svg:the-file-is-not-an"))
    return root


def _without_entities(text: str) -> str:
    """The text without a document type. What it names by entities is put into its place, once."""
    declared = _DOCTYPE.search(text)
    if declared:
        subset = declared["subset"] or ""
        names = {name: value[1:-1] for name, value in _ENTITY.findall(subset)}
        if _ENTITY.sub("", subset).strip():
            raise DrawingError(say("svg:the-svg-has-entities-that"), _PRIVATE)
        text = text[: declared.start()] + text[declared.end() :]
        if names:
            text = re.sub("&([\\w.-]{1,50});", lambda m: names.get(m[1], m[0]), text)
    if "<!DOCTYPE" in text or "<!ENTITY" in text or len(text) > 2 * LARGEST:
        raise DrawingError(say("svg:the-svg-has-entities-that"), _PRIVATE)
    return text
