"""The bytes of an SVG as a tree of elements, with bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

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
_PRIVATE = (
    "save it without the data of the program that drew it (Illustrator: Export, or clear "
    "“Preserve Illustrator Editing Capabilities”; Inkscape: Plain SVG)"
)


class Document(NamedTuple):
    """An SVG: its root, its elements by their ids, and those of its style sheets."""

    root: Element
    by_id: dict[str, Element]
    sheets: list[Element]

    def found(self, address: str, what: str) -> Element:
        """The element that an address such as `#a` names."""
        if not address.startswith("#"):
            raise DrawingError(
                f"the SVG's `{what}` leads out of the file", "embed what it shows as paths, and save it again"
            )
        if address[1:] not in self.by_id:
            raise DrawingError(f"the SVG's `{what}` names `{address[:40]}`, which is not in the file")
        return self.by_id[address[1:]]


def read_document(data: bytes) -> Document:
    """The tree of an SVG. Raises DrawingError."""
    root = _root(data)
    by_id: dict[str, Element] = {}
    sheets = []
    for count, element in enumerate(_walk(root)):
        if count > MOST_ELEMENTS:
            raise DrawingError(f"the SVG has more than {MOST_ELEMENTS:,} elements", "simplify it, or save it as a PNG")
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
            raise DrawingError(f"the SVG has more than {DEEPEST} groups within each other")
        stack.append(iter(element))


def _root(data: bytes) -> Element:
    if len(data) > LARGEST:
        raise DrawingError(f"the SVG is too large: it has more than {LARGEST // 1_000_000} MB", _PRIVATE)
    if data.startswith(b"\x1f\x8b"):
        raise DrawingError("the SVG is compressed (SVGZ)", "save it as a plain SVG")
    if format_of(data) in _RASTERS:
        kind = _RASTERS[format_of(data)]
        raise DrawingError(f"the file is a {kind} picture, not an SVG", f"give its name the ending of a {kind}")
    try:
        # read as a text, so that no other encoding can hide what is refused below
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise DrawingError("the SVG is not saved as UTF-8", "save it as UTF-8") from e
    if "<?xml-stylesheet" in text:
        raise DrawingError("the SVG names a style sheet", "save it with its styles inside the file")
    text = _without_entities(text)
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as e:  # ValueError: a character that no XML can have
        raise DrawingError("the file is not an SVG") from e
    if tag(root) != "svg":
        raise DrawingError("the file is not an SVG")
    return root


def _without_entities(text: str) -> str:
    """The text without a document type. What it names by entities is put into its place, once."""
    declared = _DOCTYPE.search(text)
    if declared:
        subset = declared["subset"] or ""
        names = {name: value[1:-1] for name, value in _ENTITY.findall(subset)}
        if _ENTITY.sub("", subset).strip():
            raise DrawingError("the SVG has entities that cannot be read", _PRIVATE)
        text = text[: declared.start()] + text[declared.end() :]
        if names:
            text = re.sub("&([\\w.-]{1,50});", lambda m: names.get(m[1], m[0]), text)
    if "<!DOCTYPE" in text or "<!ENTITY" in text or len(text) > 2 * LARGEST:
        raise DrawingError("the SVG has entities that cannot be read", _PRIVATE)
    return text
