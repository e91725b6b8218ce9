"""Elements of an SVG to shapes of one look, in the units of the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from deckgen.messages import say
from deckgen.reading.drawing import Shape
from deckgen.reading.matrices import inverse, mapped, product
from deckgen.reading.svg.areas import Areas, Contours, loose_box
from deckgen.reading.svg.cascade import ROLE, UNKNOWN, Cascade
from deckgen.reading.svg.colours import colour
from deckgen.reading.svg.contours import SHAPES, contours
from deckgen.reading.svg.document import DEEPEST, Document, href, tag
from deckgen.reading.svg.effects import MASKED, check_effects, refused
from deckgen.reading.svg.gradients import KINDS, Gradients, Paint
from deckgen.reading.svg.numbers import FARTHEST, fitting, given, share, similar, transformation, view_box
from deckgen.reading.svg.problems import DrawingError, quoted
from deckgen.reading.svg.strokes import from_start, pen
from deckgen.reading.svg.visibility import faded, frame, seen
from deckgen.scene import Gradient, Matrix

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Native shapes that PowerPoint still moves with ease, and steps of their contours.
MOST_SHAPES, MOST_STEPS = 1_000, 50_000
#: Elements that are drawn, each as often as it is used.
_MOST_DRAWN = 20_000
_SIMPLER = say("svg:merge-or-simplify-its-shapes")
#: What draws nothing where it stands.
_SILENT = {
    *("title", "desc", "metadata", "defs", "style", "symbol", "clipPath", "mask", "marker", "pattern"),
    *(*KINDS, "stop", "filter", "view", "cursor", "color-profile", "font", "font-face"),
}


class Context(NamedTuple):
    """What an element is drawn in: the map to the drawing's units, what it is handed on, the viewport that percentages
    are of, how deep it stands, what is being used around it."""

    matrix: Matrix
    style: Mapping[str, str]
    viewport: tuple[float, float]
    depth: int = 0
    users: tuple[Element, ...] = ()
    #: Whether only outlines count, as in a clip.
    clipping: bool = False


class Reader:
    """Draws the elements of one document, whose `size` is that of what is shown."""

    def __init__(self, document: Document, size: float) -> None:
        self._document = document
        self._cascade = Cascade(document)
        self._gradients = Gradients(document, self._cascade)
        self.areas = Areas(size)
        self._drawn = 0
        self._steps = 0

    def drawing(self, matrix: Matrix, viewport: tuple[float, float]) -> list[Shape]:
        """All shapes of the document, `matrix` leading from what is in its root to the drawing."""
        root = self._document.root
        own = self._cascade.own(root)
        check_effects(own, "svg")
        style = self._cascade.inherited(root, own, {})
        shapes = list(self._children(root, Context(matrix, style, viewport)))
        return self._faded(shapes, own, "svg")

    def _children(self, element: Element, context: Context) -> Iterator[Shape]:
        if context.depth > DEEPEST:
            raise DrawingError(say("svg:the-svg-has-more-than-groups-within", most=DEEPEST))
        for child in element:
            yield from self._element(child, context._replace(depth=context.depth + 1))

    def _element(self, element: Element, context: Context, sizes: Mapping[str, str] | None = None) -> list[Shape]:
        """The shapes of an element and of those within it. `sizes` are those that a `use` gives it."""
        name = tag(element)
        if not name or (name in _SILENT and not (name == "symbol" and sizes is not None)):
            return []
        if name == "text" and not "".join(element.itertext()).strip():
            return []  # as drawing programs leave behind
        self._drawn += 1
        if self._drawn > _MOST_DRAWN:
            raise DrawingError(say("svg:the-svg-draws-too-many"), _SIMPLER)
        own = self._cascade.own(element)
        if own.get("display", "").strip() == "none":
            return []
        problem = refused(element, name)
        style = self._cascade.inherited(element, own, context.style)
        hidden = style.get("visibility", "visible") != "visible"
        if problem and hidden:
            return []
        if problem:
            raise problem
        check_effects(own, name)
        matrix = product(context.matrix, transformation(own.get("transform", ""), name))
        context = context._replace(matrix=matrix, style=style)
        if name in SHAPES:
            for child in element:
                if problem := refused(child, tag(child)):
                    raise problem
            shapes = [] if hidden else list(self._shape(own, name, context))
        else:
            shapes = list(self._within(element, own, name, context, sizes or {}))
        if not shapes:
            return []
        shapes = self._clipped(shapes, own, name, context)
        return self._faded(shapes, own, name)

    def _within(
        self, element: Element, own: Mapping[str, str], name: str, context: Context, sizes: Mapping[str, str]
    ) -> Iterator[Shape]:
        """The shapes of a container."""
        if name in ("g", "a"):
            yield from self._children(element, context)
        elif name == "switch":
            chosen = (c for c in element if tag(c) not in ("", "foreignObject") and not c.get("requiredExtensions"))
            for child in list(chosen)[:1]:
                yield from self._element(child, context._replace(depth=context.depth + 1))
        elif name == "use":
            yield from self._used(element, own, context)
        elif name in ("svg", "symbol"):
            yield from self._nested(element, {**own, **sizes}, name, context)
        else:
            raise DrawingError(say("svg:the-svg-has-a-which", name=name))

    def _used(self, element: Element, own: Mapping[str, str], context: Context) -> Iterator[Shape]:
        target = self._document.found(href(element), "use")
        if target in context.users or context.depth > DEEPEST:
            raise DrawingError(say("svg:the-svg-has-elements-that"))
        x, y = (given(own, "use", key, context.viewport) for key in ("x", "y"))
        moved = product(context.matrix, (1.0, 0.0, 0.0, 1.0, x, y))
        sizes = {key: own[key] for key in ("width", "height") if key in own}
        users = (*context.users, target)
        yield from self._element(target, context._replace(matrix=moved, depth=context.depth + 1, users=users), sizes)

    def _nested(self, element: Element, own: Mapping[str, str], name: str, context: Context) -> Iterator[Shape]:
        """A drawing within the drawing: in its own viewport, and clipped to that."""
        x, y = (given(own, name, key, context.viewport) for key in ("x", "y"))
        w, h = (given(own, name, key, context.viewport, "100%") for key in ("width", "height"))
        if not (w and h):
            return
        matrix, viewport = product(context.matrix, (1.0, 0.0, 0.0, 1.0, x, y)), (w, h)
        clip = (mapped(matrix, frame(0.0, 0.0, w, h)),)
        if "viewBox" in own:
            box = view_box(own["viewBox"])
            matrix = product(matrix, fitting(box, viewport, own.get("preserveAspectRatio", ""))[0])
            viewport = box[2:]
        shapes = list(self._children(element, context._replace(matrix=matrix, viewport=viewport)))
        if own.get("overflow", "hidden").strip() in ("visible", "auto"):
            yield from shapes
        else:
            yield from seen(self.areas, shapes, clip)

    # shapes

    def _shape(self, own: Mapping[str, str], name: str, context: Context) -> Iterator[Shape]:
        """A path or basic shape: its fill and its line."""
        style = context.style
        if context.clipping:
            style = {"fill-rule": style.get("clip-rule", "nonzero")}
            context = context._replace(style=style)
        seam = style.get("stroke-linecap", "butt") != "round"
        plain = contours(own, name, context.viewport, seam)
        self._steps += sum(map(len, plain))
        if self._steps > MOST_STEPS:
            raise DrawingError(say("svg:the-svg-has-too-many-points-to"), _SIMPLER)
        if not plain:
            return
        placed = tuple(mapped(context.matrix, contour) for contour in plain)
        if not all(abs(n) <= 10 * FARTHEST for contour in placed for _, numbers in contour for n in numbers):
            raise DrawingError(say("svg:the-svg-has-numbers-beyond", most=FARTHEST), say("svg:save-it-with-a-smaller"))
        fill = None if _is_straight(plain) else self._paint("fill", plain, placed, name, context)
        line = self._line(plain, placed, name, context)
        filled = placed
        if fill and name in ("path", "polygon", "polyline") and style.get("fill-rule", "nonzero") != "evenodd":
            filled = self.areas.wound(placed)
        below = [Shape(filled, *fill)] if fill and filled else []
        above = [line] if line else []
        if style.get("paint-order", "normal").startswith("stroke"):
            yield from above + below
        elif below and line and line.fill is None and filled is placed:
            yield below[0]._replace(stroke=line.stroke)
        else:
            yield from below + above

    def _paint(
        self, key: str, plain: Contours, placed: Contours, name: str, context: Context
    ) -> tuple[str | Gradient, None, float] | None:
        """Fill, no stroke, opacity: what follows the contours of a shape; None where nothing is painted."""
        style = context.style
        value = style.get(key, "#000000" if key == "fill" else "none")
        if key == "fill" and key not in style and UNKNOWN in style:
            raise DrawingError(
                say("svg:the-svg-has-the-class", name=name, class_=quoted(style[UNKNOWN])),
                say("svg:save-it-with-its-styles"),
            )
        paint = self._colour(value, key, plain, placed, name, context)
        if paint is None:
            return None
        opacity = share(style.get(f"{key}-opacity", "1"), name, f"{key}-opacity")
        if isinstance(paint, Gradient):
            return (paint, None, opacity) if opacity else None
        opacity *= paint[1]
        return (paint[0], None, opacity) if opacity else None

    def _colour(self, value: str, key: str, plain: Contours, placed: Contours, name: str, context: Context) -> Paint:
        if value == "none":
            return None
        if value.startswith(ROLE):
            return value.removeprefix(ROLE), 1.0
        if value.startswith("url("):
            address, _, otherwise = value[4:].partition(")")
            address = address.strip(" \"'")
            if otherwise.strip() and address.removeprefix("#") not in self._document.by_id:
                return self._colour(otherwise.strip(), key, plain, placed, name, context)
            element = self._document.found(address, key)
            if tag(element) not in KINDS:
                raise DrawingError(say("svg:the-svg-is-painted-with", name=name, tag=tag(element)))
            painted = loose_box(placed)
            if key == "stroke":
                painted = painted.grown(2 * (painted.right - painted.left + painted.bottom - painted.top))
            return self._gradients.paint(
                element, lambda: self.areas.box(plain), painted, context.matrix, context.viewport
            )
        word, opacity = colour(value, name, key)
        if word == "currentColor" and context.style.get("color", "currentColor").lower() != "currentcolor":
            word, opacity = colour(context.style["color"], name, "color")
        return word, opacity

    def _line(self, plain: Contours, placed: Contours, name: str, context: Context) -> Shape | None:
        """The line of a shape: a stroke where PowerPoint has such, else the area that it covers."""
        style, viewport = context.style, context.viewport
        if style.get("stroke", "none") == "none":
            return None
        width = given(style, name, "stroke-width", viewport, "1")
        if not width:
            return None
        paint = self._paint("stroke", plain, placed, name, context)
        if paint is None:
            return None
        stroke, offset = pen(width, name, style, viewport)
        k = similar(context.matrix)
        colour_, _, opacity = paint
        dashes = from_start(stroke.dashes, offset / width)
        if k is not None and isinstance(colour_, str) and dashes is not None:
            line = stroke._replace(colour=colour_, width=width * k, opacity=opacity, dashes=dashes)
            return Shape(placed, None, line)
        try:
            inverse(context.matrix)
        except ZeroDivisionError:
            return None  # everything is on a line: it covers nothing
        covered = self.areas.line(plain, stroke, offset)
        return Shape(tuple(mapped(context.matrix, contour) for contour in covered), *paint) if covered else None

    # what is seen of them

    def _clipped(self, shapes: list[Shape], own: Mapping[str, str], name: str, context: Context) -> list[Shape]:
        for key in ("clip-path", "mask"):
            value = own.get(key, "none").strip()
            if value in ("none", ""):
                continue
            if not value.startswith("url("):
                raise DrawingError(
                    say("svg:the-svg-has-the-property", name=name, key=key, value=quoted(value)), _SIMPLER
                )
            if key == "clip-path":
                area = self._clip(self._referred(value, key, "clipPath"), context)
            else:
                area = self._mask(self._referred(value, key, "mask"), context)
            shapes = list(seen(self.areas, shapes, area))
        return shapes

    def _clip(self, element: Element, context: Context) -> Contours:
        """What a `clipPath` leaves."""
        own = self._cascade.own(element)
        matrix = product(context.matrix, transformation(own.get("transform", ""), "clipPath"))
        if own.get("clipPathUnits") == "objectBoundingBox":
            raise DrawingError(say("svg:the-svg-has-a-clip"), _SIMPLER)
        users = (*context.users, element)
        if element in context.users:
            raise DrawingError(say("svg:the-svg-has-elements-that"))
        inner = context._replace(
            matrix=matrix,
            style={"clip-rule": own.get("clip-rule", "nonzero")},
            depth=context.depth + 1,
            users=users,
            clipping=True,
        )
        parts = (shape.contours for child in element for shape in self._element(child, inner))
        area = self.areas.union(parts)
        further = own.get("clip-path", "none").strip()
        if further.startswith("url("):
            outer = self._referred(further, "clip-path", "clipPath")
            area = self.areas.within(area, self._clip(outer, context._replace(users=users)))
        return area

    def _mask(self, element: Element, context: Context) -> Contours:
        """What a mask leaves that shows all or nothing, as programs write a clip that is none by name."""
        own = self._cascade.own(element)
        units = own.get("maskUnits"), own.get("maskContentUnits", "userSpaceOnUse")
        if units[1] != "userSpaceOnUse" or (units[0] != "userSpaceOnUse" and "width" in own):
            raise DrawingError(say("svg:the-svg-has-a-mask"), MASKED)
        if element in context.users:
            raise DrawingError(say("svg:the-svg-has-elements-that"))
        inner = context._replace(style={}, depth=context.depth + 1, users=(*context.users, element))
        shapes = [shape for child in element for shape in self._element(child, inner)]
        by_alpha = own.get("mask-type", own.get("mask-mode", "luminance")).strip() == "alpha"
        for s in shapes:
            white = isinstance(s.fill, str) and (by_alpha or s.fill.upper() == "#FFFFFF")
            if not white or s.stroke or s.opacity < 1:
                raise DrawingError(say("svg:the-svg-has-a-mask-that-lets"), MASKED)
        area = self.areas.union(s.contours for s in shapes)
        if units[0] == "userSpaceOnUse" and "width" in own:
            x, y, w, h = (given(own, "mask", key, context.viewport) for key in ("x", "y", "width", "height"))
            area = self.areas.within(area, (mapped(context.matrix, frame(x, y, w, h)),))
        return area

    def _faded(self, shapes: list[Shape], own: Mapping[str, str], name: str) -> list[Shape]:
        """Shapes as an `opacity` shows them together."""
        opacity = share(own.get("opacity", "1"), name, "opacity")
        return shapes if opacity == 1 else list(faded(self.areas, shapes, opacity))

    def _referred(self, value: str, key: str, wanted: str) -> Element:
        """The element that a `url(#a)` names."""
        element = self._document.found(value[4:].partition(")")[0].strip(" \"'"), key)
        if tag(element) != wanted:
            raise DrawingError(say("svg:the-svg-has-the-which", key=key, value=quoted(value)), _SIMPLER)
        return element


def _is_straight(contours: Contours) -> bool:
    """Whether contours are straight lines, which cover nothing."""
    return all(len(contour) <= 2 and contour[-1][0] in "ML" for contour in contours)
