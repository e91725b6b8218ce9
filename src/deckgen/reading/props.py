"""Props: the things that pictures of our talks are made of, each an SVG file of native shapes in the theme's colours.

A file's name is the prop's name. Its classes are roles and picture tones of the theme (`wood`; `line-wood` for a line),
its `title` and `desc` say in each language what it is and what it means in the talks. Rectangles and lines with ids
tell a scene where things go: `ground`, `top`, `room`, `room-2` and on, `label`; the group `front` is drawn over what
stands in a room, the group `filler` where no word stands in the label's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, get_args

from deckgen.diagnostics import did_you_mean
from deckgen.languages import COMPLETE, LANGUAGES, expected
from deckgen.messages import Message, say
from deckgen.patterns import regex
from deckgen.reading.drawing import Drawing
from deckgen.reading.model import Wrong, shown
from deckgen.reading.nodes import span_of
from deckgen.reading.palette import Role, Tone
from deckgen.reading.svg import DrawingError, drawn
from deckgen.reading.svg.cascade import ROLE
from deckgen.reading.svg.document import Document, read_document, tag
from deckgen.scene import Rect

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from deckgen.diagnostics import Span

#: Where the installation keeps the props that came with deckgen.
SHIPPED_PROPS = Path(__file__).parent.parent / "props"
#: Classes that are colours of the theme, and what stands before one that is a line's.
COLOURS = frozenset((*get_args(Role), *get_args(Tone)))
LINE = "line-"
#: The ids of what is not drawn, but tells where things go.
_PLACE = re.compile(r"ground|top|label|room(?:-\d)?")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
#: Rules by which a browser shows such a class; the theme says its colour otherwise.
_RULES = regex(rf"\.(?:{LINE})?(?:{'|'.join(sorted(COLOURS, key=len, reverse=True))})\s*\{{[^{{}}]*\}}")
_HOW = say("prop:write-it-as-the-page")


class PropError(DrawingError):
    """A prop's file that cannot be used: the message, what to do, and the line of the file."""

    def __init__(self, says: Message, hint: Message = _HOW, line: int = 1) -> None:
        super().__init__(says, hint)
        self.line = line


class Prop(NamedTuple):
    """A prop. Lengths are in its drawing's units, of which all props have the same: at one scale they go together.

    `back` is drawn first, `front` (None for most) over what stands in the `rooms`. `ground` is the height of what it
    stands on, `foot` from where to where it touches that; `top` is where something may be put on it: from, to, height.
    A word may stand in `label`, in `label_colour`; then `lettered` is drawn in place of `back`.
    """

    name: str
    labels: Mapping[str, str]
    meanings: Mapping[str, str]
    back: Drawing
    front: Drawing | None
    ground: float
    foot: tuple[float, float]
    top: tuple[float, float, float] | None = None
    rooms: tuple[Rect, ...] = ()
    label: Rect | None = None
    label_colour: str = "ink"
    lettered: Drawing | None = None

    def called(self, language: str) -> str:
        """Its name in a language, or in the one beside it."""
        return self.labels.get(language) or self.labels[LANGUAGES[language].beside]

    @property
    def view(self) -> tuple[float, float]:
        """Width and height."""
        return self.back.view

    @property
    def drawing(self) -> Drawing:
        """The whole prop, with nothing in it."""
        return self.back._replace(shapes=(*self.back.shapes, *(self.front.shapes if self.front else ())))

    def standing(self, x: float, y: float, scale: float) -> Rect:
        """Where it is drawn, if the middle of its foot stands at a point: the rectangle for `back` and `front`."""
        w, h = self.view
        middle = sum(self.foot) / 2
        return Rect(x - middle * scale, y - self.ground * scale, w * scale, h * scale)

    def inside(self, rect: Rect, part: Rect) -> Rect:
        """Where a part of it is (a room, the label), if it is drawn in a rectangle of its proportions."""
        k = rect.w / self.view[0]
        return Rect(rect.x + part.x * k, rect.y + part.y * k, part.w * k, part.h * k)


class PropName(NamedTuple):
    """The name of a prop, as a slide has it; knows its place."""

    name: str
    span: Span | None

    @classmethod
    def parse(cls, value: object) -> PropName:
        """The name as it was written. Raises Wrong for what is none."""
        if not isinstance(value, str) or not _NAME.fullmatch(value):
            hint = say("prop:lower-case-letters-digits-and")
            raise Wrong(say("value.prop-name", found=shown(value)), span_of(value), hint)
        return cls(str(value), span_of(value))

    @property
    def key(self) -> str:
        """What tells it from every other thing that a slide shows."""
        return f"props/{self.name}.svg"


@lru_cache(maxsize=1)
def prop_names() -> tuple[str, ...]:
    """The names of the props that came with deckgen, in order."""
    return tuple(sorted(p.stem for p in SHIPPED_PROPS.glob("*.svg")))


@lru_cache(maxsize=256)
def prop(name: str) -> Prop:
    """A prop that came with deckgen. Raises PropError, with the nearest name, where there is none."""
    if name not in prop_names():
        raise PropError(say("prop:there-is-no-prop", name=name), no_prop(name, prop_names()))
    return read_prop(name, (SHIPPED_PROPS / f"{name}.svg").read_bytes())


def no_prop(name: str, names: tuple[str, ...]) -> Message:
    """What to do where there is no prop of a name."""
    return did_you_mean(name, names) or say("prop:docs-props-md-shows-all", name=name)


@lru_cache(maxsize=256)
def read_prop(name: str, data: bytes) -> Prop:
    """A prop out of its file. Raises PropError, or DrawingError for what no native shape can be."""
    document = read_document(data)
    root = document.root
    text = data.decode("utf-8-sig")
    if root.get("viewBox", "0 0").replace(",", " ").split()[:2] != ["0", "0"]:
        raise PropError(say("prop:the-prop-viewbox-does-not"), say("prop:move-the-drawing-so-that"))
    labels, meanings = _said(root, "title"), _said(root, "desc")
    places = {e.get("id", ""): e for e in root if _PLACE.fullmatch(e.get("id", ""))}
    if "ground" not in places:
        raise PropError(say("prop:the-prop-has-no-ground"), say("prop:line-id-ground-is-where"))
    x1, y, x2, _ = _numbers(places["ground"], "x1", "y1", "x2", "y2")
    top = _numbers(places["top"], "x1", "x2", "y1") if "top" in places else None
    rooms = tuple(Rect(*_numbers(e, *_BOX)) for key, e in places.items() if key.startswith("room"))
    label = Rect(*_numbers(places["label"], *_BOX)) if "label" in places else None
    ink = places["label"].get("data-colour", "ink") if label else "ink"
    if ink not in COLOURS:
        raise PropError(
            say("prop:the-colour-is-none-of", colour=ink), _colour_hint(ink), _line_of(text, ink, "data-colour")
        )
    for element in places.values():
        root.remove(element)
    _paint(document, text)
    back, lettered, front = _parts(document)
    bears = (top[0], top[1], top[2]) if top else None
    prop = Prop(name, labels, meanings, back, front, y, (x1, x2), bears, rooms, label, ink, lettered)
    _check(prop)
    return prop


_BOX = ("x", "y", "width", "height")


def _said(root: Element, name: str) -> Mapping[str, str]:
    """The text of an element in each language."""
    found = {e.get(_LANGUAGE, ""): " ".join("".join(e.itertext()).split()) for e in root if tag(e) == name}
    lacking = [language for language in COMPLETE if not found.get(language)]
    if lacking:
        what = say("prop:the-name") if name == "title" else say("prop:the-meaning")
        hint = say("prop:write-xml-lang-under-svg", name=name, language=lacking[0], languages=expected())
        raise PropError(say("prop:the-prop-has-no-in", name=name, language=lacking[0], what=what), hint)
    return MappingProxyType(found)


def _numbers(element: Element, *keys: str) -> tuple[float, ...]:
    try:
        return tuple(float(element.get(key, "0")) for key in keys)
    except ValueError as e:
        what = element.get("id", "")
        raise PropError(say("prop:the-prop-has-where-a", what=what, found=shown(e.args[0]))) from e


def _paint(document: Document, text: str) -> None:
    """Gives each element the colours that its classes name. Raises PropError for a class that is none."""
    for sheet in document.sheets:
        sheet.text = _RULES.sub("", "".join(sheet.itertext()))
        for child in list(sheet):
            sheet.remove(child)
    styled = {name for sheet in document.sheets for name in re.findall(r"\.([\w-]+)", sheet.text or "")}
    for element in document.root.iter():
        names = element.attrib.pop("class", "").split()
        kept = []
        for name in names:
            colour = name.removeprefix(LINE)
            if name in COLOURS:
                element.set("fill", ROLE + name)
            elif colour in COLOURS:
                element.set("stroke", ROLE + colour)
            elif name in styled:
                kept.append(name)
            else:
                line = _line_of(text, name, "class")
                raise PropError(say("prop:the-class-is-no-colour", name=name), _colour_hint(colour), line)
        if kept:
            element.set("class", " ".join(kept))


def _colour_hint(name: str) -> Message:
    return did_you_mean(name, COLOURS) or say("prop:docs-props-md-lists-them")


def _line_of(text: str, name: str, attribute: str) -> int:
    """The line of a text on which an attribute first has a name."""
    found = re.search(rf"""{attribute}\s*=\s*["'][^"']*(?<![\w-]){re.escape(name)}(?![\w-])""", text)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _parts(document: Document) -> tuple[Drawing, Drawing | None, Drawing | None]:
    """What is drawn first, the same for a prop with a word on it, and what is drawn over things that stand in it."""
    root = document.root
    groups = {e.get("id", ""): e for e in root if tag(e) == "g"}
    front, filler = groups.get("front"), groups.get("filler")
    if front is not None:
        root.remove(front)
    back = drawn(document)
    lettered = None
    if filler is not None:
        root.remove(filler)
        lettered = drawn(document)
    if front is None:
        return back, lettered, None
    for element in [e for e in root if tag(e) not in ("defs", "style", "linearGradient", "radialGradient", "clipPath")]:
        root.remove(element)
    root.append(front)
    return back, lettered, drawn(document)


def _check(prop: Prop) -> None:
    """Raises PropError where a place lies outside what is shown."""
    for what, x, y in _corners(prop):
        if not (-0.5 <= x <= prop.view[0] + 0.5 and -0.5 <= y <= prop.view[1] + 0.5):
            raise PropError(say("prop:the-prop-lies-outside-its", what=what), say("prop:move-it-inside-or-enlarge"))


def _corners(prop: Prop) -> Iterator[tuple[str, float, float]]:
    yield from (("ground", x, prop.ground) for x in prop.foot)
    if prop.top:
        yield from (("top", x, prop.top[2]) for x in prop.top[:2])
    for room in prop.rooms:  # which may rise above an open crate
        yield from (("room", room.x, room.bottom), ("room", room.right, room.bottom))
    if prop.label:
        yield from (("label", prop.label.x, prop.label.y), ("label", prop.label.right, prop.label.bottom))
