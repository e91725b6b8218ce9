"""SVG files (logos, icons, artwork, pictures) to drawings.

What comes out is fills, gradients and lines that PowerPoint, PDF and the web all have. Whatever else would change how a
file looks is refused with what to do instead, so that no drawing is shown otherwise than its author sees it.
"""

from __future__ import annotations

from functools import lru_cache

from deckgen.messages import say
from deckgen.reading.drawing import Drawing, Shape, joined
from deckgen.reading.matrices import mapped, product
from deckgen.reading.svg.areas import Areas
from deckgen.reading.svg.cascade import Cascade
from deckgen.reading.svg.document import Document, read_document
from deckgen.reading.svg.numbers import fitting, given, view_box
from deckgen.reading.svg.problems import DrawingError
from deckgen.reading.svg.reader import MOST_SHAPES, Reader
from deckgen.reading.svg.visibility import frame, seen
from deckgen.scene import Gradient, Matrix

__all__ = ["DrawingError", "cropped", "drawn", "read_svg"]

#: How far, as a share of what is shown, a shape may reach beyond it and still not be cut: a line at an edge.
_SLACK = 0.01
#: Proportions that differ by no more are the same.
_EVEN = 0.005


@lru_cache(maxsize=256)
def read_svg(data: bytes) -> Drawing:
    """An SVG as a drawing.

    Raises DrawingError for what native shapes do not have (text, pictures, filters, scripts), for what leads out of the
    file, and for what is too large.
    """
    return drawn(read_document(data))


def drawn(document: Document) -> Drawing:
    """The tree of an SVG as a drawing. Raises DrawingError."""
    view, matrix, viewport = _view(document)
    reader = Reader(document, max(view))
    shapes = reader.drawing(matrix, viewport)
    shapes = list(seen(reader.areas, shapes, (frame(0.0, 0.0, *view),), _SLACK * max(view)))
    if not shapes:
        raise DrawingError(say("svg:the-svg-draws-nothing"))
    together = joined(tuple(shapes))
    if len(together) > MOST_SHAPES:
        raise DrawingError(
            say("svg:the-svg-has-shapes-powerpoint", number=len(together), most=MOST_SHAPES),
            say("svg:merge-or-simplify-its-shapes"),
        )
    return Drawing(view, together)


def _view(document: Document) -> tuple[tuple[float, float], Matrix, tuple[float, float]]:
    """Width and height of what is shown, how what is in the root gets there, and the viewport that percentages are
    of."""
    own = Cascade(document).own(document.root)
    sized = all(own.get(key, "").strip() not in ("", "auto") and "%" not in own[key] for key in ("width", "height"))
    size = tuple(given(own, "svg", key, (0.0, 0.0)) for key in ("width", "height")) if sized else (0.0, 0.0)
    w, h = size
    if "viewBox" not in own:
        if not sized:
            raise DrawingError(say("svg:the-svg-says-neither-its"), say("svg:export-it-again-with-its"))
        if not (w >= 0.01 and h >= 0.01):
            raise DrawingError(say("svg:the-svg-has-no-size"))
        return (w, h), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), (w, h)
    box = view_box(own["viewBox"])
    x, y, *inner = box
    aspect = own.get("preserveAspectRatio", "")
    if w and h and abs(w * inner[1] / (h * inner[0]) - 1) > _EVEN:
        # what is shown has other proportions than what is drawn: in the units of the drawing, as near as can be
        k = max(inner[0] / w, inner[1] / h)
        shown = (w * k, h * k)
        return shown, fitting(box, shown, aspect)[0], (inner[0], inner[1])
    return (inner[0], inner[1]), (1.0, 0.0, 0.0, 1.0, -x, -y), (inner[0], inner[1])


def cropped(drawing: Drawing, crop: tuple[float, float, float, float]) -> Drawing:
    """A drawing without these shares of it at left, top, right and bottom."""
    (w, h), (left, top, right, bottom) = drawing.view, crop
    moved: Matrix = (1.0, 0.0, 0.0, 1.0, -left * w, -top * h)
    view = (w * (1 - left - right), h * (1 - top - bottom))
    shapes = (_moved(shape, moved) for shape in drawing.shapes)
    return Drawing(view, tuple(seen(Areas(max(view)), shapes, (frame(0.0, 0.0, *view),), _SLACK * max(view))))


def _moved(shape: Shape, matrix: Matrix) -> Shape:
    fill = shape.fill
    if isinstance(fill, Gradient):
        fill = fill._replace(matrix=product(matrix, fill.matrix))
    return shape._replace(contours=tuple(mapped(matrix, contour) for contour in shape.contours), fill=fill)
