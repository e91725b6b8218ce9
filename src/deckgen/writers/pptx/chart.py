"""A chart as PowerPoint's own: a part that draws it from its data sheet (DrawingML charts, ECMA-376 part 1, 21.2).

What layout measured is said: where the plot is, how wide a bar is, how large labels are. Where the axis ends is not: it
follows the numbers, for presenters change them.
"""

from __future__ import annotations

from typing import assert_never

from deckgen.languages import LANGUAGES
from deckgen.scene import Chart, Rect, Series
from deckgen.writers.pptx.package import Package
from deckgen.writers.pptx.text import TAGS, Text
from deckgen.writers.pptx.workbook import SHEET, column, names, workbook
from deckgen.writers.pptx.xml import HEAD, A, R, attribute, emu, text

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
#: Any two different ids up to 2^31 - 1 (ECMA-376 part 1, 21.2.2.9): the Open XML SDK refuses negative ones.
_CATEGORIES, _VALUES = 1001, 1002
_NO_FILL = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
#: Axis and grid lines, strokes of lines and their points, in points: those of the drawing for paper.
AXIS, GRID, STROKE, POINT, EDGE = 1.5, 0.75, 3.5, 11, 2.0
#: The hole of a doughnut in percent of its diameter.
HOLE = 58
#: An axis that follows its numbers leaves zero out where the least of them is this share of the largest, or more
#: (Microsoft's article 214075, "How chart axis limits are determined").
CUT = 5 / 6


def chart(package: Package, text: Text, item: Chart) -> str:
    """Puts the chart and its workbook in; gives the name of its part."""
    name, book = package.chart()
    package.workbook(book, workbook(item))
    rid = package.relations(name).to("package", book)
    return package.add(name, "chart", _Writer(text, item).xml(rid))


class _Writer:
    def __init__(self, text: Text, item: Chart) -> None:
        self.text, self.item, self.names = text, item, names(item)

    def xml(self, rid: str) -> str:
        language = LANGUAGES[self.text.language].tag
        return (
            f'{HEAD}<c:chartSpace xmlns:c="{CHART}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/>'
            f'<c:lang val="{language}"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>'
            f"{self._layout()}{self._plot()}{_NO_FILL}</c:plotArea>{self._legend()}"
            f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{_NO_FILL}'
            f"{self._look(self.item.sizes[1], 'text')}"
            f'<c:externalData r:id="{rid}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
        )

    def _layout(self) -> str:
        return self._placed(self.item.plot, '<c:layoutTarget val="inner"/>')

    def _placed(self, p: Rect, target: str = "") -> str:
        """A place in shares of the whole."""
        frame = self.item.rect
        inside = Rect((p.x - frame.x) / frame.w, (p.y - frame.y) / frame.h, p.w / frame.w, p.h / frame.h)
        places = "".join(f'<c:{k} val="{v:.5f}"/>' for k, v in zip("xywh", inside, strict=True))
        modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
        return f"<c:layout><c:manualLayout>{target}{modes}{places}</c:manualLayout></c:layout>"

    def _legend(self) -> str:
        legend = self.item.legend
        if not legend:
            return ""
        return (
            f'<c:legend><c:legendPos val="{"r" if legend.beside else "t"}"/>{self._placed(legend.rect)}'
            f'<c:overlay val="0"/>{_NO_FILL}{self._look(legend.size, "text")}</c:legend>'
        )

    def _plot(self) -> str:
        item = self.item
        series = "".join(self._series(n, s) for n, s in enumerate(item.series))
        axes = f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/>'
        varied = '<c:varyColors val="0"/>'
        match item.type:
            case "column" | "bar" | "stacked":
                way = "bar" if item.type == "bar" else "col"
                grouping, overlap = ("stacked", 100) if item.type == "stacked" else ("clustered", 0)
                return (
                    f'<c:barChart><c:barDir val="{way}"/><c:grouping val="{grouping}"/>{varied}{series}'
                    f'<c:gapWidth val="{round(item.gap * 100)}"/><c:overlap val="{overlap}"/>{axes}</c:barChart>'
                    f"{self._axes(sideways=way == 'bar')}"
                )
            case "line":
                return (
                    f'<c:lineChart><c:grouping val="standard"/>{varied}{series}<c:marker val="1"/>{axes}</c:lineChart>'
                    f"{self._axes()}"
                )
            case "doughnut":
                return (
                    f'<c:doughnutChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/>'
                    f'<c:holeSize val="{HOLE}"/></c:doughnutChart>'
                )
            case _:
                assert_never(item.type)

    def _series(self, n: int, s: Series) -> str:
        kind = self.item.type
        if kind == "line":
            marker = self._marker(s.colour) if s.marked is None else '<c:marker><c:symbol val="none"/></c:marker>'
            look = f"<c:spPr>{self._line(s.colour, STROKE)}</c:spPr>{marker}"
        elif kind == "doughnut":
            look = f"<c:spPr>{self._line('paper', EDGE)}</c:spPr>"
        else:
            look = f'<c:spPr>{self.text.fill(s.colour)}</c:spPr><c:invertIfNegative val="0"/>'
        return (
            f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/><c:tx><c:strRef><c:f>{SHEET}!${column(n + 1)}$1</c:f>'
            f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{text(self.names[n])}</c:v></c:pt></c:strCache>'
            "</c:strRef></c:tx>"
            f"{look}{self._points(s)}{self._labels(s)}{self._cells(n, s)}"
            + ('<c:smooth val="0"/>' if kind == "line" else "")
            + "</c:ser>"
        )

    def _points(self, s: Series) -> str:
        """Points that look otherwise than their series."""
        if self.item.type == "line":
            looks = dict.fromkeys(s.marked or (), s.colour) | dict(s.points)
            return "".join(
                f'<c:dPt><c:idx val="{i}"/>{self._marker(looks[i])}<c:bubble3D val="0"/></c:dPt>' for i in sorted(looks)
            )
        edge = self._line("paper", EDGE) if self.item.type == "doughnut" else ""
        inverted = "" if self.item.type == "doughnut" else '<c:invertIfNegative val="0"/>'
        return "".join(
            f'<c:dPt><c:idx val="{i}"/>{inverted}<c:bubble3D val="0"/><c:spPr>{self.text.fill(role)}{edge}</c:spPr>'
            "</c:dPt>"
            for i, role in s.points
        )

    def _labels(self, s: Series) -> str:
        """Values beside their points: those of a point with a look of its own, or without one, are said singly."""
        kind = self.item.type
        if not (s.labelled or s.ending):
            return ""
        if kind == "doughnut":
            return self._slices(s)
        at = {"stacked": "ctr", "line": "b" if s.below else "t"}.get(kind, "outEnd")
        labels = []
        last = max(i for i, v in enumerate(s.values) if v is not None)
        accented = {i for i, role in s.points if role == "accent"}
        for i, v in enumerate(s.values):
            if s.ending and i == last:
                label = self._label(s.label_colour, "r", named=True)
                labels.append(f'<c:dLbl><c:idx val="{i}"/>{_moved(s.shift)}{label}</c:dLbl>')
            elif v is not None and i not in s.labelled and (v or kind != "stacked"):
                labels.append(f'<c:dLbl><c:idx val="{i}"/><c:delete val="1"/></c:dLbl>')
            elif i in accented:
                labels.append(f'<c:dLbl><c:idx val="{i}"/>{self._label("accent", at)}</c:dLbl>')
        return f"<c:dLbls>{''.join(labels)}{self._label(s.label_colour, at)}</c:dLbls>"

    @property
    def _format(self) -> str:
        """The number format of labels: a stretch of nothing has none, until a presenter gives it a number."""
        code = self.item.format
        return f"{code};-{code};" if self.item.type in ("stacked", "doughnut") else code

    def _slices(self, s: Series) -> str:
        """Values on slices: where a slice is light, in the colour of text."""
        light = [i for i, role in s.points if role == "line" and i in s.labelled]
        labels = "".join(f'<c:dLbl><c:idx val="{i}"/>{self._label("text", "")}</c:dLbl>' for i in light)
        return f'<c:dLbls>{labels}{self._label("paper", "")}<c:showLeaderLines val="0"/></c:dLbls>'

    def _label(self, role: str, at: str, named: bool = False) -> str:
        """A label; `at` is where it stands from its point, "" where its chart knows one place only."""
        separator = "<c:separator> </c:separator>" if named else ""
        # a label at the end of a line hides the grid beneath it
        backing = (
            f"<c:spPr>{self.text.fill('paper')}<a:ln><a:noFill/></a:ln></c:spPr>"
            if named and self.item.unit
            else _NO_FILL
        )
        return (
            f'<c:numFmt formatCode="{attribute(self._format)}" sourceLinked="0"/>{backing}'
            f"{self._look(self.item.sizes[0], role, bold=True, wrap='none')}"
            + (f'<c:dLblPos val="{at}"/>' if at else "")
            + '<c:showLegendKey val="0"/>'
            f'<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="{int(named)}"/><c:showPercent val="0"/>'
            f'<c:showBubbleSize val="0"/>{separator}'
        )

    def _cells(self, n: int, s: Series) -> str:
        """Categories and values: where they stand in the data sheet, and what stands there."""
        last = len(s.values) + 1
        names = "".join(f'<c:pt idx="{i}"><c:v>{text(c)}</c:v></c:pt>' for i, c in enumerate(self.item.categories) if c)
        values = "".join(f'<c:pt idx="{i}"><c:v>{v!r}</c:v></c:pt>' for i, v in enumerate(s.values) if v is not None)
        letter, total = column(n + 1), f'<c:ptCount val="{len(s.values)}"/>'
        return (
            f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{total}{names}</c:strCache></c:strRef>"
            "</c:cat>"
            f"<c:val><c:numRef><c:f>{SHEET}!${letter}$2:${letter}${last}</c:f><c:numCache>"
            f"<c:formatCode>{text(self.item.format)}</c:formatCode>{total}{values}</c:numCache></c:numRef></c:val>"
        )

    def _axes(self, sideways: bool = False) -> str:
        """The axis of categories, and that of values, which is shown only where it has a grid."""
        item = self.item
        grid = f"<c:majorGridlines><c:spPr>{self._line('line', GRID)}</c:spPr></c:majorGridlines>" if item.unit else ""
        here, there = ("l", "t") if sideways else ("b", "l")
        ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        # where values are under zero, names stand beneath them, not at the line of zero among them
        low = ticks.replace("nextTo", "low") if item.bottom else ticks
        every = f'<c:tickLblSkip val="{item.every}"/>' if item.every > 1 else ""
        return (
            f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling>'
            f'<c:orientation val="{"maxMin" if sideways else "minMax"}"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{here}"/><c:numFmt formatCode="General" sourceLinked="0"/>{low}'
            f"<c:spPr>{self._line('muted', AXIS)}</c:spPr>{self._look(item.sizes[1], 'text', level=True)}"
            f'<c:crossAx val="{_VALUES}"/>'
            '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="40"/>'
            f'{every}<c:noMultiLvlLbl val="1"/></c:catAx>'
            f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/>{_zero(item)}</c:scaling>'
            f'<c:delete val="{0 if item.unit else 1}"/><c:axPos val="{there}"/>{grid}'
            f'<c:numFmt formatCode="{attribute(item.axis_format or item.format)}" sourceLinked="0"/>{ticks}'
            "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
            f'{self._look(item.sizes[1], "muted")}<c:crossAx val="{_CATEGORIES}"/><c:crosses val="autoZero"/>'
            f'<c:crossBetween val="between"/></c:valAx>'
        )

    def _line(self, role: str, width: float) -> str:
        return f'<a:ln w="{emu(width * self.text.theme.scale)}" cap="rnd">{self.text.fill(role)}<a:round/></a:ln>'

    def _marker(self, role: str) -> str:
        size = max(2, min(round(POINT * self.text.theme.scale), 72))  # ECMA-376 part 1, 21.2.3.26
        return (
            f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/><c:spPr>{self.text.fill(role)}'
            "<a:ln><a:noFill/></a:ln></c:spPr></c:marker>"
        )

    def _look(self, size: float, role: str, bold: bool = False, wrap: str = "square", level: bool = False) -> str:
        """Text properties; `level` text is never turned to make room."""
        turned = 'rot="0" ' if level else ""
        return (
            f'<c:txPr><a:bodyPr {turned}vert="horz" wrap="{wrap}"/><a:lstStyle/><a:p><a:pPr>'
            f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">'
            f"{self.text.fill(role)}{self.text.faces('text')}</a:defRPr></a:pPr>"
            f"<a:endParaRPr {TAGS[self.text.language]}/></a:p></c:txPr>"
        )


def _zero(item: Chart) -> str:
    """The end of an axis that is held at zero: only where PowerPoint would cut bars off below their own height."""
    reaches = [v for s in item.series for v in s.values if v is not None]
    if item.type == "stacked":
        stacks = [[v or 0 for v in column] for column in zip(*(s.values for s in item.series), strict=True)]
        reaches = [sum(v for v in stack if v * sign > 0) for stack in stacks for sign in (1, -1) if any(stack)]
        reaches = [v for v in reaches if v] or [0.0]
    low, high = min(reaches), max(reaches)
    if low > 0 and low >= CUT * high:
        return '<c:min val="0"/>'
    return '<c:max val="0"/>' if high < 0 and high <= CUT * low else ""


def _moved(shift: float) -> str:
    """How far a label stands from its usual place, as a share of the chart's height."""
    if not shift:
        return ""
    return f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{shift:.5f}"/></c:manualLayout></c:layout>'
