"""Items of a scene as shapes: one item, one shape, with its own text inside.

Element order and defaults are those of ECMA-376 part 1, 19.3.1 (PresentationML) and 20.1 (DrawingML).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import assert_never

from deckgen.scene import (
    DASHED,
    Box,
    Cell,
    Chart,
    Connector,
    Freeform,
    Gradient,
    Group,
    Item,
    Link,
    Outline,
    Picture,
    Stroke,
    Table,
    TextBlock,
    walk,
)
from deckgen.writers.pptx.belongings import description, gathered
from deckgen.writers.pptx.chart import CHART, chart
from deckgen.writers.pptx.connectors import route, site
from deckgen.writers.pptx.geometry import geometry, path, place, preset, text_margin, units
from deckgen.writers.pptx.gradients import shaded
from deckgen.writers.pptx.package import Package
from deckgen.writers.pptx.places import Place
from deckgen.writers.pptx.text import ANCHOR, Frame, Links, Text, body_properties
from deckgen.writers.pptx.xml import emu, label

#: The root of every shape tree: a group without a place of its own.
ROOT = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
#: A master's background: the theme's paper.
PAPER = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
#: The id of the brand's table style.
TABLE_STYLE = "{8A1F6D0E-3C52-5E0B-9B57-6B1D2F0C4E11}"

_DECORATIVE = (
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
)
#: An arrowhead of five line widths, as `scene.HEAD` says.
_ARROW = '<a:{}End type="triangle" w="lg" len="lg"/>'
#: How far a mitre reaches in widths of its line, as PowerPoint's own shapes have it.
_MITRE = 8.0
_CAPS = {"flat": "", "round": ' cap="rnd"', "square": ' cap="sq"'}
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_NO_SIDES = '<a:lnL w="0"><a:noFill/></a:lnL><a:lnR w="0"><a:noFill/></a:lnR>'
_EMPTY = "<a:bodyPr/><a:lstStyle/><a:p/>"
_TABLE_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"


class Tree:
    """The shapes of one part: draws items, gives out ids and names, knows what the part's layout offers.

    `places` are the placeholders that boxes may fill; `layout` says that this is the
    layout's own drawing, which is decorative unless it has an alt text.
    """

    def __init__(
        self,
        text: Text,
        package: Package,
        links: Links,
        places: Mapping[str, Place] | None = None,
        number: str | None = None,
        layout: bool = False,
        shared: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.text = text
        self.package = package
        self.links = links
        self.places = places or {}
        self.number = number
        self.layout = layout
        #: the names that items have in common with those of another slide
        self._shared = shared
        self._names: set[str] = set()
        self._last = 1
        #: the numbers of shapes with a key; the outlines of boxes among them
        self.keys: dict[str, int] = {}
        self._outlines: dict[str, Outline] = {}

    def draw_all(self, items: Sequence[Item]) -> str:
        """All items of a slide, in their order."""
        self._outlines = {i.key: i.outline for i in walk(items) if isinstance(i, Box) and i.key}
        return "".join(map(self.draw, _native(gathered(tuple(items)))))

    def draw(self, item: Item) -> str:
        """One item."""
        match item:
            case Box():
                return self._box(item)
            case Connector():
                return self._connector(item)
            case Freeform():
                return self._freeform(item)
            case Picture():
                return self._picture(item)
            case Table():
                return self._table(item)
            case Chart():
                return self._chart(item)
            case Group():
                return self._group(item)
            case _:
                assert_never(item)

    def id_of(self, key: str = "") -> int:
        """The number of the shape with this key, the next free one where it has none: a connector may come before its
        boxes."""
        if key in self.keys:
            return self.keys[key]
        self._last += 1
        if key:
            self.keys[key] = self._last
        return self._last

    def identity(
        self, name: str, alt: str = "", decorative: bool = False, link: Link | None = None, key: str = ""
    ) -> str:
        """`cNvPr`: number, name, alt text, link, and whether it is decoration."""
        id = self.id_of(key)
        name = self._unique(self._shared.get(name, name))
        descr = f' descr="{label(alt)}"' if alt else ""
        click = self.links.click(link) if link else ""
        inside = click + (f"<a:extLst>{_DECORATIVE}</a:extLst>" if decorative else "")
        head = f'<p:cNvPr id="{id}" name="{label(name)}"{descr}'
        return f"{head}>{inside}</p:cNvPr>" if inside else f"{head}/>"

    def _known(self, item: Box | Freeform | Picture) -> str:
        """The identity of an item; what a layout draws without an alt text is decoration."""
        decorative = item.decorative or (self.layout and not item.alt)
        return self.identity(item.name, item.alt, decorative, item.link, "" if isinstance(item, Picture) else item.key)

    def _unique(self, name: str) -> str:
        base, n = name if name.strip() else "…", 1  # a text may be empty, a name may not
        name = base
        while name in self._names:
            n += 1
            name = f"{base} {n}"
        self._names.add(name)
        return name

    @property
    def _own(self) -> str:
        return '<p:nvPr userDrawn="1"/>' if self.layout else "<p:nvPr/>"

    def _box(self, box: Box) -> str:
        if box.placeholder is not None:
            return self._filled(box, self.places[box.placeholder])
        bare = box.text is not None and box.fill is None and box.stroke is None
        kind = '<p:cNvSpPr txBox="1"/>' if bare else "<p:cNvSpPr/>"
        body = ""
        if box.text:
            properties = body_properties(box.text, margin=text_margin(box.outline, box.rect, box.radius))
            body = f"<p:txBody>{properties}<a:lstStyle/>{self._paragraphs(box.text)}</p:txBody>"
        return (
            f"<p:sp><p:nvSpPr>{self._known(box)}{kind}{self._own}</p:nvSpPr>"
            f"<p:spPr>{place(box.rect)}{geometry(box.outline, box.rect, box.radius)}{self._fill(box.fill)}"
            f"{self._line(box.stroke)}</p:spPr>{body}</p:sp>"
        )

    def _filled(self, box: Box, at: Place) -> str:
        """A box in its layout's placeholder: what the layout says is not said again."""
        slot, xml = at.slot, ""
        if box.rect != slot.rect:
            xml += place(box.rect)
        shape = geometry(box.outline, box.rect, box.radius)
        if shape != geometry(slot.outline, slot.rect, slot.radius):
            xml += shape
        if box.fill != slot.fill:
            xml += self._fill(box.fill)
        if box.stroke is not None:
            xml += self._line(box.stroke)
        body = _EMPTY
        if box.text:
            margin = text_margin(box.outline, box.rect, box.radius)
            reshaped = margin != text_margin(slot.outline, slot.rect, slot.radius)
            about = body_properties(box.text, at.frame, margin, reshaped)
            body = f"{about}<a:lstStyle/>{self._paragraphs(box.text, at.frame, slot.type == 'number')}"
        properties = f"<p:spPr>{xml}</p:spPr>" if xml else "<p:spPr/>"
        return filled(self.identity(box.name, box.alt, link=box.link, key=box.key), at.tag, properties, body)

    def _paragraphs(self, block: TextBlock, frame: Frame | None = None, numbered: bool = False) -> str:
        number = self.number if numbered else None
        return self.text.paragraphs(block.paragraphs, block.language, self.links, frame, number)

    def _connector(self, c: Connector) -> str:
        r = route(c)
        turned = f' rot="{r.turn}"' if r.turn else ""
        turned += (' flipH="1"' if r.flip_h else "") + (' flipV="1"' if r.flip_v else "")
        ends = "".join(
            f'<a:{tag} id="{self.id_of(end.key)}" idx="{site(self._outlines[end.key], end.side)}"/>'
            for tag, end in (("stCxn", c.start), ("endCxn", c.end))
        )
        adjust = {f"adj{n}": v for n, v in enumerate(r.adjust, 1)}
        identity = self.identity(c.name, decorative=True, key=c.key)
        return (
            f"<p:cxnSp><p:nvCxnSpPr>{identity}<p:cNvCxnSpPr>{ends}</p:cNvCxnSpPr>"
            f"<p:nvPr/></p:nvCxnSpPr><p:spPr>{place(r.rect).replace('<a:xfrm>', f'<a:xfrm{turned}>', 1)}"
            f"{preset(r.preset, **adjust)}{self._line(c.stroke, heads=c.heads)}</p:spPr></p:cxnSp>"
        )

    def _freeform(self, item: Freeform) -> str:
        fill = ""
        if isinstance(item.fill, Gradient):
            item, fill = shaded(item, item.fill, self.text)
        elif item.fill:
            fill = self.text.fill(item.fill, item.opacity)
        return (
            f"<p:sp><p:nvSpPr>{self._known(item)}<p:cNvSpPr/>{self._own}</p:nvSpPr>"
            f"<p:spPr>{place(item.rect)}{path(item)}{fill or '<a:noFill/>'}{self._line(item.stroke)}</p:spPr></p:sp>"
        )

    def _picture(self, item: Picture) -> str:
        rid = self.links.relations.to("image", self.package.picture(item.data))
        colours = "".join(map(self.text.colour, item.duotone or ()))
        toned = f"><a:duotone>{colours}</a:duotone></a:blip>" if colours else "/>"
        cut = "".join(f' {k}="{round(v * 100_000)}"' for k, v in zip("ltrb", item.crop, strict=True) if v)
        own, shape, locks = self._own, f"{place(item.rect)}{geometry(item.outline, item.rect, item.radius)}", ""
        if item.placeholder:  # place and outline are the layout's
            own, shape, locks = f"<p:nvPr><p:ph {self.places[item.placeholder].tag}/></p:nvPr>", "", ' noGrp="1"'
        return (
            f"<p:pic><p:nvPicPr>{self._known(item)}"
            f'<p:cNvPicPr><a:picLocks{locks} noChangeAspect="1"/></p:cNvPicPr>{own}</p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="{rid}"{toned}<a:srcRect{cut}/>'
            "<a:stretch><a:fillRect/></a:stretch></p:blipFill>"
            f"<p:spPr>{shape}</p:spPr></p:pic>"
        )

    def _group(self, group: Group) -> str:
        group = group._replace(items=tuple(_native(group.items)))
        alt = group.alt if self.layout else description(group)
        # a box keeps its own name whether or not it is in a group with what belongs to it
        name, taken = group.name, {i.name for i in group.items}
        if name in taken:
            name = self.text.theme.word("group", self.text.language, name=name)
        identity = self.identity(name, alt, not alt, key=group.key)
        x, y, w, h = units(group.rect)
        inside = f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{w}" cy="{h}"/>'
        return (
            f"<p:grpSp><p:nvGrpSpPr>{identity}<p:cNvGrpSpPr/>{self._own}</p:nvGrpSpPr>"
            f"<p:grpSpPr>{place(group.rect, inside=inside)}</p:grpSpPr>"
            f"{''.join(map(self.draw, group.items))}</p:grpSp>"
        )

    def _table(self, table: Table) -> str:
        at = f"<p:nvPr><p:ph {self.places[table.placeholder].tag}/></p:nvPr>" if table.placeholder else "<p:nvPr/>"
        grid = "".join(f'<a:gridCol w="{emu(w)}"/>' for w in table.columns)
        rows = []
        for n, (cells, height) in enumerate(zip(table.rows, table.heights, strict=True)):
            above = None if n == 0 else table.head_rule if n == 1 else table.rule
            below = table.head_rule if n == 0 else table.rule
            borders = f"{_NO_SIDES}{self._border('lnT', above)}{self._border('lnB', below)}"
            rows.append(f'<a:tr h="{emu(height)}">{"".join(self._cell(c, borders) for c in cells)}</a:tr>')
        return (
            f"<p:graphicFrame><p:nvGraphicFramePr>{self.identity(table.name, table.alt)}"
            f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>{at}</p:nvGraphicFramePr>'
            f'{place(table.rect, "p:xfrm")}<a:graphic><a:graphicData uri="{_TABLE_URI}"><a:tbl>'
            f'<a:tblPr firstRow="1" firstCol="1"><a:tableStyleId>{TABLE_STYLE}</a:tableStyleId></a:tblPr>'
            f"<a:tblGrid>{grid}</a:tblGrid>{''.join(rows)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        )

    def _chart(self, item: Chart) -> str:
        rid = self.links.relations.to("chart", chart(self.package, self.text, item))
        return (
            f"<p:graphicFrame><p:nvGraphicFramePr>{self.identity(item.name, item.alt)}<p:cNvGraphicFramePr/><p:nvPr/>"
            f'</p:nvGraphicFramePr>{place(item.rect, "p:xfrm")}<a:graphic><a:graphicData uri="{CHART}">'
            f'<c:chart xmlns:c="{CHART}" r:id="{rid}"/></a:graphicData></a:graphic></p:graphicFrame>'
        )

    def _cell(self, cell: Cell, borders: str) -> str:
        margins = " ".join(
            f'{k}="{emu(v)}"' for k, v in zip(("marL", "marT", "marR", "marB"), cell.text.inset, strict=True)
        )
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{self._paragraphs(cell.text)}</a:txBody>"
            f'<a:tcPr {margins} anchor="{ANCHOR[cell.text.anchor]}">{borders}{self._fill(cell.fill)}</a:tcPr></a:tc>'
        )

    def _border(self, tag: str, rule: Stroke | None) -> str:
        if rule is None:
            return f'<a:{tag} w="0"><a:noFill/></a:{tag}>'
        return (
            f'<a:{tag} w="{emu(rule.width)}" cap="flat" cmpd="sng" algn="ctr">{self.text.fill(rule.colour)}</a:{tag}>'
        )

    def _fill(self, role: str | None) -> str:
        return self.text.fill(role) if role else "<a:noFill/>"

    def _line(self, stroke: Stroke | None, heads: str = "none") -> str:
        if stroke is None:
            return _NO_LINE
        cap = _CAPS[stroke.cap]
        join = f"<a:{stroke.join}/>"
        if stroke.join == "miter":
            join = f'<a:miter lim="{round((stroke.limit or _MITRE) * 100_000)}"/>'
        colour = self.text.fill(stroke.colour, stroke.opacity)
        ends = (_ARROW.format("head") if heads == "both" else "") + (_ARROW.format("tail") if heads != "none" else "")
        return f'<a:ln w="{emu(stroke.width)}"{cap}>{colour}{_dashes(stroke)}{join}{ends}</a:ln>'


def filled(identity: str, tag: str, properties: str, body: str) -> str:
    """A placeholder: `tag` is what stands in its `p:ph`, `properties` its `p:spPr`, `body` stands in its text body."""
    return (
        f'<p:sp><p:nvSpPr>{identity}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {tag}/></p:nvPr>'
        f"</p:nvSpPr>{properties}<p:txBody>{body}</p:txBody></p:sp>"
    )


def _dashes(stroke: Stroke) -> str:
    """Dashes, in thousandths of a percent of the line's width."""
    if not stroke.pattern:
        return ""
    if stroke.pattern == DASHED:
        return '<a:prstDash val="dash"/>'
    lengths = [round(n * 100_000) for n in stroke.pattern]
    pairs = zip(lengths[::2], lengths[1::2], strict=True)
    listed = "".join(f'<a:ds d="{d}" sp="{s}"/>' for d, s in pairs)
    return f"<a:custDash>{listed}</a:custDash>"


def _native(items: Iterable[Item]) -> Iterator[Item]:
    """Items as PowerPoint has them: charts with their legends, without the boxes that paper has in their place."""
    for item in items:
        if isinstance(item, Chart):
            yield item._replace(rect=item.frame)
        elif not (isinstance(item, Box) and item.on_paper):
            yield item
