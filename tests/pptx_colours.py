"""Reads the colours of a finished deck as PowerPoint would show them: which colour a text, a fill or a line names, and
what lies beneath a text. Nothing here knows how the deck was made.

Colours stay as they are named (`Named`), so that one reading serves any palette: `Scheme.shown` computes them.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterable, Iterator
from colorsys import hls_to_rgb, rgb_to_hls
from functools import cached_property
from io import BytesIO
from typing import NamedTuple

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ALL = 100_000
#: A text of this many points is large by WCAG, and one of the second size if it is bold.
LARGE, LARGE_BOLD = 18.0, 14.0
#: Points of a text's box at which its ground is looked for, as shares of width and height.
_PROBES = tuple((x / 8, y / 4) for y in (1, 2, 3) for x in range(1, 8))
#: Left, top, width, height in EMU.
_Rect = tuple[float, float, float, float]


class Named(NamedTuple):
    """A colour as a file names it: a slot of the theme or `RRGGBB`, and what becomes of it, in the file's order."""

    base: str
    changes: tuple[tuple[str, int], ...] = ()


class Reading(NamedTuple):
    """A text of a deck: where, its words, its colour, its grounds, whether it is large."""

    part: str
    words: str
    colour: Named
    grounds: frozenset[Named]
    large: bool

    @property
    def least(self) -> float:
        """The contrast that WCAG AA asks for."""
        return 3.0 if self.large else 4.5


class Scheme(NamedTuple):
    """The colours of a theme part by their names there, and the master's map."""

    colours: dict[str, str]
    mapped: dict[str, str]

    def shown(self, named: Named) -> str:
        """RRGGBB of a colour, by ECMA-376 part 1, 20.1.2.3."""
        hex6 = self.colours.get(self.mapped.get(named.base, named.base), named.base)
        hue, light, saturation = rgb_to_hls(*(int(hex6[i : i + 2], 16) / 255 for i in (0, 2, 4)))
        for change, value in named.changes:
            match change:
                case "lumMod":
                    light *= value / ALL
                case "lumOff":
                    light += value / ALL
                case "satMod":
                    saturation *= value / ALL
                case _:
                    raise AssertionError(f"unknown change of a colour: {change}")
            light, saturation = min(max(light, 0.0), 1.0), min(max(saturation, 0.0), 1.0)
        return "".join(f"{round(255 * c):02X}" for c in hls_to_rgb(hue, light, saturation))


def ratio(a: str, b: str) -> float:
    """Contrast by WCAG 2.2 of two `RRGGBB`."""
    lights = []
    for hex6 in (a, b):
        channels = [int(hex6[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        lights.append(0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    return max(lights) / min(lights)


def named(parent: etree._Element | None) -> Named | None:
    """The colour in a `solidFill` or beside it, None where there is none."""
    for colour in () if parent is None else parent:
        tag = etree.QName(colour).localname
        if tag in ("schemeClr", "srgbClr"):
            changes = ((etree.QName(c).localname, int(c.get("val"))) for c in colour)
            return Named(colour.get("val"), tuple(change for change in changes if change[0] != "alpha"))
    return None


def _is_seen_through(parent: etree._Element) -> bool:
    """Whether what lies beneath a fill is seen more than the fill itself: a tone that decorates, a light."""
    return any(int(alpha.get("val")) < ALL / 2 for alpha in parent.iter(f"{A}alpha"))


class _Layer(NamedTuple):
    """A shape as a ground: where it is, its colours, none for a picture, and the contours of a freeform, whose points
    are shares of its width and height."""

    at: _Rect
    colours: tuple[Named, ...]
    contours: tuple[tuple[tuple[float, float], ...], ...] = ()

    def covers(self, px: float, py: float) -> bool:
        """Whether a point lies on it; a contour inside another one is a hole."""
        x, y, w, h = self.at
        if not (x <= px <= x + w and y <= py <= y + h):
            return False
        at = ((px - x) / max(w, 1), (py - y) / max(h, 1))
        return not self.contours or sum(_crossings(contour, *at) for contour in self.contours) % 2 == 1


class Colours:
    """A finished deck, read for its colours."""

    def __init__(self, deck: bytes) -> None:
        with zipfile.ZipFile(BytesIO(deck)) as package:
            names = [n for n in package.namelist() if n.endswith((".xml", ".rels"))]
            self.parts = {n: etree.fromstring(package.read(n)) for n in names}

    def scheme(self) -> Scheme:
        """The palette and the map of the slides' master."""
        (colours,) = self.parts["ppt/theme/theme1.xml"].iter(f"{A}clrScheme")
        mapped = dict(self.parts["ppt/slideMasters/slideMaster1.xml"].find(f"{P}clrMap").attrib)
        return Scheme({etree.QName(c).localname: c[0].get("lastClr", c[0].get("val")) for c in colours}, mapped)

    @cached_property
    def texts(self) -> list[Reading]:
        """Every text of every slide, and of every layout, whose words a new slide shows."""
        slides = [n for n in self.parts if posixpath.dirname(n) in ("ppt/slides", "ppt/slideLayouts")]
        return [text for name in sorted(slides) for text in _Slide(self, name).texts()]

    def related(self, name: str, kind: str) -> str:
        """The part of a kind that a part points to."""
        return next(target for target in self.relations(name, kind).values())

    def relations(self, name: str, kind: str) -> dict[str, str]:
        """The parts of a kind that a part points to, by the relation's id."""
        folder, file = posixpath.split(name)
        relations = self.parts.get(f"{folder}/_rels/{file}.rels", ())
        return {
            r.get("Id"): posixpath.normpath(posixpath.join(folder, r.get("Target")))
            for r in relations
            if r.get("Type").endswith(f"/{kind}")
        }


class _Slide:
    """A slide or a layout, drawn from the back to the front."""

    def __init__(self, deck: Colours, name: str) -> None:
        self.deck, self.name, self.root = deck, name, deck.parts[name]
        is_slide = name.startswith("ppt/slides/")
        self.layout = deck.parts[deck.related(name, "slideLayout")] if is_slide else None
        of = deck.related(name, "slideLayout") if is_slide else name
        self.master = deck.parts[deck.related(of, "slideMaster")]
        self.behind = [root for root in (self.root, self.layout, self.master) if root is not None]

    def texts(self) -> Iterator[Reading]:
        layers = [_Layer((-1e9, -1e9, 2e9, 2e9), (self._background(),))]
        for root in reversed(self.behind[:-1]):
            for shape, at in _shapes(root.find(f"{P}cSld/{P}spTree")):
                if root is not self.root and shape.find(f".//{P}nvPr/{P}ph") is not None:
                    continue
                yield from self._shape(shape, at, layers)

    def _background(self) -> Named:
        grounds = (root.find(f"{P}cSld/{P}bg") for root in self.behind)
        first = next(g for g in grounds if g is not None)
        properties = first.find(f"{P}bgPr")
        return named(first[0] if properties is None else properties.find(f"{A}solidFill"))

    def _shape(self, shape: etree._Element, at: _Rect | None, layers: list[_Layer]) -> Iterator[Reading]:
        heirs = [shape, *self._placeholders(shape)]
        at = at or next((r for h in heirs[1:] if (r := _rect(h.find(f"{P}spPr/{A}xfrm")))), None)
        assert at, (self.name, etree.tostring(shape)[:300])
        match etree.QName(shape).localname:
            case "sp":
                properties = [found for h in heirs if (found := h.find(f"{P}spPr")) is not None]
                fills = next((f for p in properties if (f := _fills(p)) is not None), ())
                if fills:
                    layers.append(_Layer(at, fills, _contours(shape)))
                yield from self._body(heirs, at, layers)
            case "pic":
                layers.append(_Layer(at, ()))
            case "graphicFrame":
                yield from self._table(shape, at, layers)
                yield from self._chart(shape, at, layers)

    def _placeholders(self, shape: etree._Element) -> list[etree._Element]:
        """What a placeholder takes after: that of the layout, that of the master."""
        place = shape.find(f".//{P}nvPr/{P}ph")
        if place is None:
            return []
        kind, index, found = place.get("type", "obj"), place.get("idx", "0"), []
        for root in self.behind[1:]:
            others = [(s, s.find(f".//{P}nvPr/{P}ph")) for s in root.iter(f"{P}sp")]
            others = [(s, o) for s, o in others if o is not None]
            same = [s for s, o in others if root is self.layout and o.get("idx", "0") == index]
            like = [s for s, o in others if _family(o.get("type", "obj")) == _family(kind)]
            found += (same or like)[:1]
        return found

    def _body(self, heirs: list[etree._Element], at: _Rect, layers: list[_Layer]) -> Iterator[Reading]:
        body = heirs[0].find(f"{P}txBody")
        if body is None:
            return
        place = heirs[0].find(f".//{P}nvPr/{P}ph")
        family = "other" if place is None else _family(place.get("type", "obj"))
        style = {"title": "titleStyle", "body": "bodyStyle"}.get(family, "otherStyle")
        sheets = [s for h in heirs if (s := h.find(f"{P}txBody/{A}lstStyle")) is not None]
        sheets.append(self.master.find(f"{P}txStyles/{P}{style}"))
        yield from self._paragraphs(body, sheets, _grounds(at, layers))

    def _table(self, frame: etree._Element, at: _Rect, layers: list[_Layer]) -> Iterator[Reading]:
        table = frame.find(f".//{A}tbl")
        if table is None:
            return
        styles = self.deck.parts["ppt/tableStyles.xml"]
        identity = table.findtext(f"{A}tblPr/{A}tableStyleId")
        (style,) = [s for s in styles if s.get("styleId") == identity]
        banded = table.find(f"{A}tblPr").get("bandRow") == "1"
        band = named(style.find(f"{A}band1H/{A}tcStyle/{A}fill/{A}solidFill"))
        beneath = _grounds(at, layers)
        sheets = [self.master.find(f"{P}txStyles/{P}otherStyle")]
        for n, row in enumerate(table.iter(f"{A}tr")):
            for cell in row.iter(f"{A}tc"):
                own = _fills(cell.find(f"{A}tcPr"))
                under = own or ((band,) if banded and n % 2 else ()) or beneath
                first = style.find(f"{A}wholeTbl/{A}tcTxStyle")
                yield from self._paragraphs(cell.find(f"{A}txBody"), sheets, under, named(first))

    def _chart(self, frame: etree._Element, at: _Rect, layers: list[_Layer]) -> Iterator[Reading]:
        chart = frame.find(f".//{C}chart")
        if chart is None:
            return
        part = self.deck.relations(self.name, "chart")[chart.get(f"{R}id")]
        root = self.deck.parts[part]
        beneath = _grounds(at, layers)
        for text in root.iter(f"{C}txPr"):
            face = text.find(f"{A}p/{A}pPr/{A}defRPr")
            under = _labelled(text) or beneath
            yield Reading(part, "", named(face.find(f"{A}solidFill")), frozenset(under), _large(face))

    def _paragraphs(
        self, body: etree._Element, sheets: list[etree._Element], grounds: Iterable[Named], usual: Named | None = None
    ) -> Iterator[Reading]:
        for p in body.iter(f"{A}p"):
            own = p.find(f"{A}pPr")
            level = 1 if own is None else int(own.get("lvl", "0")) + 1
            levels = [found for s in sheets if (found := s.find(f"{A}lvl{level}pPr")) is not None]
            defaults = [found for found in (lvl.find(f"{A}defRPr") for lvl in levels) if found is not None]
            runs = [*p.iter(f"{A}r"), *p.iter(f"{A}fld")]
            for run in runs:
                looks = [r for r in (run.find(f"{A}rPr"), *defaults) if r is not None]
                words = run.findtext(f"{A}t") or ""
                if not words.strip():
                    continue
                fills = [named(look.find(f"{A}solidFill")) for look in looks[: 1 if usual else None]]
                colour = next((f for f in fills if f), usual)
                assert colour, (self.name, words)
                yield Reading(self.name, words, colour, frozenset(grounds), _large(*looks))
            marked = [lvl for lvl in ([own] if own is not None else []) + levels if _bullet(lvl)]
            if runs and marked and _bullet(marked[0]) != "buNone":
                mark = next(c for lvl in [own, *levels] if lvl is not None and (c := lvl.find(f"{A}buClr")) is not None)
                size = [r for r in (runs[0].find(f"{A}rPr"), *defaults) if r is not None]
                is_sign = _bullet(marked[0]) == "buChar"  # a sign is no text: 3 to 1, whatever its size
                yield Reading(self.name, "•", named(mark), frozenset(grounds), is_sign or _large(*size))


def _bullet(level: etree._Element) -> str:
    """What a level says of its mark: the element's name, "" where it says nothing."""
    names = (etree.QName(child).localname for child in level)
    return next((n for n in names if n in ("buNone", "buChar", "buAutoNum", "buBlip")), "")


def _labelled(text: etree._Element) -> tuple[Named, ...]:
    """The fills that labels of a series stand on, none for labels beside what they tell."""
    labels = text.getparent()
    while labels is not None and etree.QName(labels).localname not in ("dLbl", "dLbls"):
        labels = labels.getparent()
    if labels is None:
        return ()
    series = next(labels.iterancestors(f"{C}ser"))
    place = labels.find(f"{C}dLblPos")
    inside = place is not None and place.get("val") in ("ctr", "inEnd", "inBase")
    inside |= series.getparent().tag == f"{C}doughnutChart"
    if not inside:
        return ()
    points = {p.find(f"{C}idx").get("val"): named(p.find(f"{C}spPr/{A}solidFill")) for p in series.iter(f"{C}dPt")}
    if labels.tag == f"{C}dLbl":
        own = points.get(labels.find(f"{C}idx").get("val"))
        return (own,) if own else (named(series.find(f"{C}spPr/{A}solidFill")),)
    apart = {one.find(f"{C}idx").get("val") for one in labels.iter(f"{C}dLbl")}
    fills = [named(series.find(f"{C}spPr/{A}solidFill")), *(c for n, c in points.items() if n not in apart)]
    if len(points) == len(series.findall(f"{C}val//{C}pt")):
        fills = fills[1:]
    return tuple(f for f in fills if f)


def _family(kind: str) -> str:
    return {"ctrTitle": "title", "title": "title", "obj": "body", "subTitle": "body"}.get(kind, kind)


def _large(*looks: etree._Element) -> bool:
    size = next(int(v) / 100 for look in looks if (v := look.get("sz")))
    bold = next((v for look in looks if (v := look.get("b"))), "0") == "1"
    return size >= (LARGE_BOLD if bold else LARGE)


def _fills(properties: etree._Element | None) -> tuple[Named, ...] | None:
    """The colours of a fill, none for one that is left out on purpose or seen through, None for one that is not spoken
    of."""
    for child in () if properties is None else properties:
        match etree.QName(child).localname:
            case "noFill":
                return ()
            case "solidFill":
                return () if _is_seen_through(child) else (named(child),)
            case "gradFill":
                return tuple(named(stop) for stop in child.iter(f"{A}gs") if not _is_seen_through(stop))
    return None


def _rect(transform: etree._Element | None) -> _Rect | None:
    if transform is None:
        return None
    offset, size = transform.find(f"{A}off"), transform.find(f"{A}ext")
    return int(offset.get("x")), int(offset.get("y")), int(size.get("cx")), int(size.get("cy"))


def _shapes(
    tree: etree._Element, to: Callable[[_Rect], _Rect] = lambda r: r
) -> Iterator[tuple[etree._Element, _Rect | None]]:
    """All shapes from the back to the front with their places on the slide, those of groups too."""
    for shape in tree:
        match etree.QName(shape).localname:
            case "sp" | "pic" | "cxnSp":
                if (rect := _rect(shape.find(f"{P}spPr/{A}xfrm"))) is not None:
                    rect = to(rect)
                yield shape, rect
            case "graphicFrame":
                yield shape, to(_rect(shape.find(f"{P}xfrm")))
            case "grpSp":
                yield from _shapes(shape, _inside(shape.find(f"{P}grpSpPr/{A}xfrm"), to))


def _inside(transform: etree._Element, to: Callable[[_Rect], _Rect]) -> Callable[[_Rect], _Rect]:
    """From places in a group to places on the slide."""
    x, y, w, h = to(_rect(transform))
    first, size = transform.find(f"{A}chOff"), transform.find(f"{A}chExt")
    left, top = int(first.get("x")), int(first.get("y"))
    wide, high = w / max(int(size.get("cx")), 1), h / max(int(size.get("cy")), 1)
    return lambda r: (x + (r[0] - left) * wide, y + (r[1] - top) * high, r[2] * wide, r[3] * high)


def _contours(shape: etree._Element) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The contours of a freeform, curves as the straight lines between their points; none for any other shape."""
    found: list[list[tuple[float, float]]] = []
    for path in shape.iterfind(f"{P}spPr/{A}custGeom/{A}pathLst/{A}path"):
        wide, high = max(int(path.get("w")), 1), max(int(path.get("h")), 1)
        for command in path:
            points = [(int(p.get("x")) / wide, int(p.get("y")) / high) for p in command.iter(f"{A}pt")]
            if etree.QName(command).localname == "moveTo":
                found.append(points)
            elif points:
                found[-1].append(points[-1])
    return tuple(map(tuple, found))


def _crossings(contour: tuple[tuple[float, float], ...], x: float, y: float) -> int:
    """How often a contour crosses the line from a point to the right."""
    ends = zip(contour, (*contour[1:], contour[0]), strict=True)
    return sum((a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in ends)


def _grounds(at: _Rect, layers: list[_Layer]) -> tuple[Named, ...]:
    """What is seen beneath a text: at each probe the last layer that covers it."""
    x, y, w, h = at
    found: dict[Named, None] = {}
    for dx, dy in _PROBES:
        px, py = x + w * dx, y + h * dy
        over = next(g for g in reversed(layers) if g.covers(px, py))
        found.update(dict.fromkeys(over.colours))
    return tuple(found)
