"""Lines that are broken already: set where they stand, without looking for where they may break.

A paragraph reaches WeasyPrint with its lines parted by line feeds. Where nothing in it but words in our faces is to be
set, its lines follow from the widths of their words; they are worked out once, and only moved to their place on a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute, block, inline, preferred
from weasyprint.layout.absolute import AbsolutePlaceholder

from deckgen.writers.handout.shortcuts import lettering, measures
from deckgen.writers.handout.shortcuts.plain import strut

_original, _shrink = inline.iter_line_boxes, preferred.shrink_to_fit
#: The attributes that keep what is known: of a paragraph its lines, of a style what parts of lines have of it.
_KEPT, _PLAIN = "kept_lines", "kept_plain"
#: Where a line begins: the indices of boxes in each other, the last one in bytes of a text.
Start = dict[int, Any]


def take() -> None:
    """Has lines that are broken already set here."""
    block.iter_line_boxes = _lines
    absolute.shrink_to_fit = _fitting


class _Part(NamedTuple):
    """A part of a line: the box that it is a copy of, what that copy has of its own, where it stands from the line's
    beginning and top, and its parts if it is no text; or an `absolute` box, which stands there only if nothing else is
    said of its place."""

    box: Any
    own: dict[str, Any]
    x: float
    y: float
    parts: list[_Part] | None
    absolute: bool = False


class _Line(NamedTuple):
    """A line of a paragraph: what it has of its own, its parts, and where the next one begins."""

    own: dict[str, Any]
    parts: list[_Part]
    next: Start | None


class _Paragraph(NamedTuple):
    """The lines of a paragraph, and which of them begins where; `aligned`: not all begin at the left. `children` of its
    box, which keeps it; `made_of`: the boxes in that with theirs, which are others once a page's number is known."""

    lines: list[_Line]
    starts: dict[tuple[int, ...], int]
    aligned: bool
    children: Any
    made_of: list[tuple[Any, Any]]


class _Open(NamedTuple):
    """A part of a line that is being filled: its box (or a text's look), its text, which is so wide in em, or its
    parts."""

    box: Any
    look: lettering.Look | None
    text: str
    parts: list[_Open]
    width: float = 0.0


def _lines(
    context: Any,
    box: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Start | None,
    containing_block: Any,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    first_letter_style: Any,
    first_line_style: Any,
) -> Iterator[tuple[Any, Start | None]]:
    """`iter_line_boxes`: the lines of a paragraph, each with where the next one begins."""
    found = None if first_letter_style or first_line_style or context.excluded_shapes else _paragraph(box)
    first = found.starts.get(_place(skip_stack)) if found else None
    if found is None or first is None:
        yield from _original(
            context,
            box,
            position_y,
            bottom_space,
            skip_stack,
            containing_block,
            absolute_boxes,
            fixed_boxes,
            first_letter_style,
            first_line_style,
        )
        return
    x = containing_block.content_box_x()
    for line in found.lines[first:]:
        new = Row(box, line.own, x, position_y)
        new.children = [_put(part, x, position_y, absolute_boxes) for part in line.parts]
        if found.aligned:
            last = True  # each line of such a paragraph ends where it was parted
            new.translate(inline.text_align(context, new, containing_block.width, last), 0)
        yield new, line.next
        position_y = new.position_y + new.height


class _Told:
    """What all texts and lines that are set here have in common, told once and not by each of ten thousand."""

    told = True
    padding_left = padding_right = padding_top = padding_bottom = 0
    border_left_width = border_right_width = border_top_width = border_bottom_width = 0
    margin_left = margin_right = text_indent = 0
    border_top_left_radius = border_top_right_radius = border_bottom_left_radius = border_bottom_right_radius = 0, 0
    background = None
    first_letter_style = first_line_style = None
    remove_decoration_sides = frozenset[str]()

    def __init__(self, box: Any, own: dict[str, Any], x: float, y: float) -> None:
        self.element_tag, self.element, self.style = box.element_tag, box.element, box.style
        self.position_x, self.position_y = x, y
        self.__dict__.update(own)


class Text(_Told, boxes.TextBox):  # type: ignore[misc]  # the library has no annotations
    """Text in its place on a page."""

    children = ()


class Row(_Told, boxes.LineBox):  # type: ignore[misc]
    """A line in its place on a page."""


def _put(part: _Part, x: float, y: float, absolute_boxes: list[Any]) -> Any:
    """A part of a line in its place on a page; what stands out of the flow is added to the boxes that do."""
    if part.absolute:
        part.box.position_x, part.box.position_y = x + part.x, y + part.y
        absolute_boxes.append(AbsolutePlaceholder(part.box))
        return absolute_boxes[-1]
    if part.parts is None:
        return Text(part.box, part.own, x + part.x, y + part.y)
    new = part.box.copy()
    new.__dict__.update(part.own)
    new.position_x, new.position_y = x + part.x, y + part.y
    new.children = [_put(p, x, y, absolute_boxes) for p in part.parts]
    return new


def _fitting(context: Any, box: Any, available_content_width: float) -> float:
    """`shrink_to_fit`: as wide as the lines of a box are."""
    (child,) = box.children if len(box.children) == 1 else (None,)
    if type(box) is boxes.BlockBox and type(child) is boxes.LineBox and (found := _paragraph(child)):
        return float(max(line.own["width"] for line in found.lines))
    return float(_shrink(context, box, available_content_width))


def _place(start: Start | None) -> tuple[int, ...]:
    """Where a line begins, as one value; () for the first."""
    out = []
    while start:
        ((index, start),) = start.items()
        out.append(index)
    return tuple(out)


def _stack(place: tuple[int, ...]) -> Start | None:
    out: Start | None = None
    for index in reversed(place):
        out = {index: out}
    return out


def _paragraph(box: Any) -> _Paragraph | None:
    """The lines of a paragraph; None where WeasyPrint is to find them."""
    found = box.__dict__.get(_KEPT, False)
    if found is False or (found and _differs(box, found)):
        found = _broken(box) if _is_plain_block(box) else None
        setattr(box, _KEPT, found)
    return found  # type: ignore[no-any-return]


def _differs(box: Any, known: _Paragraph) -> bool:
    """Whether a box has other children than when its lines were known."""
    return box.children is not known.children or any(b.children is not children for b, children in known.made_of)


def _is_plain_block(box: Any) -> bool:
    style = box.style
    return bool(
        style["text_indent"].value == 0
        and style["direction"] == "ltr"
        and box.text_overflow == "clip"
        and style["block_ellipsis"] == "none"
    )


def _broken(box: Any) -> _Paragraph | None:
    filler = _Filler()
    if not filler.fill(box.children, ()):
        return None
    rows = [row for row in filler.rows if row[1]]
    if len(rows) < len(filler.rows) - 1 or not any(_says(part) for part in filler.rows[0][1]):
        return None  # empty lines
    lines, starts = [], {}
    for n, (place, parts) in enumerate(rows):
        starts[place] = n
        own, set_parts = _set(box, parts)
        lines.append(_Line(own, set_parts, _stack(rows[n + 1][0]) if n + 1 < len(rows) else None))
    align, last = box.style["text_align_all"], box.style["text_align_last"]
    aligned = not (align in ("start", "left") and last in ("auto", "start", "left"))
    return _Paragraph(lines, starts, aligned, box.children, filler.made_of)


def _says(part: _Open) -> bool:
    return bool(part.text) or any(map(_says, part.parts))


class _Filler:
    """Parts what stands in a paragraph into its lines: `rows`, each with where it begins."""

    def __init__(self) -> None:
        self.rows: list[tuple[tuple[int, ...], list[_Open]]] = [((), [])]
        self.made_of: list[tuple[Any, Any]] = []
        self._open: list[_Open] = []

    def fill(self, children: list[Any], place: tuple[int, ...]) -> bool:
        """Adds boxes that stand at a place; whether they can be set here."""
        return all(self._add(child, (*place, n)) for n, child in enumerate(children))

    def _add(self, child: Any, place: tuple[int, ...]) -> bool:
        if type(child) is boxes.TextBox:
            return self._add_text(child, place)
        if child.style["position"] == "absolute":
            self._row().append(_Open(child, None, "", []))
            return True
        if type(child) is not boxes.InlineBox or child.is_leader or child.footnote or not _is_plain_inline(child):
            return False
        self.made_of.append((child, child.children))
        opened = _Open(child, None, "", [])
        self._row().append(opened)
        self._open.append(opened)
        sound = self.fill(child.children, place)
        self._open.pop()
        return sound

    def _add_text(self, box: Any, place: tuple[int, ...]) -> bool:
        look = lettering.look(box.style)
        if look is None or "\t" in box.text:
            return False
        at = 0
        parts = box.text.split("\n")
        if self._open and not (parts[0] and parts[-1]):
            return False  # an element would have no part in a line
        for n, text in enumerate(parts):
            if n:
                self._begin((*place, at))
            if text:
                width = look.ink.width(text)
                if width is None:
                    return False
                self._row().append(_Open(box, look, text, [], width))
            at += len(text.encode()) + 1
        return True

    def _row(self) -> list[_Open]:
        return self._open[-1].parts if self._open else self.rows[-1][1]

    def _begin(self, place: tuple[int, ...]) -> None:
        """Begins a line; elements that are open go on there."""
        self.rows.append((place, []))
        again, self._open = self._open, []
        for opened in again:
            fresh = opened._replace(parts=[])
            self._row().append(fresh)
            self._open.append(fresh)


def _is_plain_inline(box: Any) -> bool:
    """Whether an element in a line has nothing around it, and stands on its baseline or above or below it."""
    style = box.style
    kept = style.__dict__.get(_PLAIN)
    if kept is None:
        shift = style["vertical_align"]
        spaces = [style[f"{around}_{side}"] for around in ("margin", "padding") for side in ("left", "right", "top")]
        kept = bool(
            style["position"] == "static"
            and style["float"] == "none"
            and (shift == "baseline" or isinstance(shift, (int, float)))
            and all(getattr(space, "value", None) == 0 for space in spaces)
            and not any(style[f"border_{side}_width"] for side in ("top", "right", "bottom", "left"))
            and style["direction"] == "ltr"
            and style["white_space"] == "pre"
        )
        setattr(style, _PLAIN, kept)
    return kept  # type: ignore[no-any-return]


class _Setter:
    """Sets the parts of a line one after the other; `top` and `bottom` of what stands on it, from its baseline."""

    def __init__(self, top: float, bottom: float) -> None:
        self.x = 0.0
        self.top, self.bottom = top, bottom

    def parts(self, opened: list[_Open], baseline: float) -> list[_Part]:
        """What stands on a baseline so far below that of the line; places are from that, too."""
        return [self._part(part, baseline) for part in opened]

    def _part(self, part: _Open, baseline: float) -> _Part:
        box, x = part.box, self.x
        if box.style["position"] == "absolute":
            return _Part(box, {}, x, 0.0, None, absolute=True)
        if part.look:
            look = part.look
            self.x += part.width * look.size
            own = {
                "text": part.text,
                "width": self.x - x,
                "height": look.height,
                "margin_top": look.margin,
                "margin_bottom": look.margin,
                "baseline": look.baseline,
                "pango_layout": lettering.Lettering(part.text, look.ink),
            }
            return _Part(box, own, x, self._reach(baseline - look.baseline, look.height + 2 * look.margin), None)
        measures.resolve(box, (0, 0))
        shift = box.style["vertical_align"]
        baseline -= 0.0 if shift == "baseline" else shift
        line_height, first = strut(box.style)
        y = self._reach(baseline - first, line_height)
        parts = self.parts(part.parts, baseline)
        size = box.style["font_size"]
        around = (line_height - size) / 2
        own = {"width": self.x - x, "height": size, "margin_top": around, "margin_bottom": around, "baseline": first}
        return _Part(box, own, x, y, parts)

    def _reach(self, top: float, height: float) -> float:
        """Makes room for what is so high; gives its top."""
        self.top, self.bottom = min(self.top, top), max(self.bottom, top + height)
        return top


def _set(box: Any, opened: list[_Open]) -> tuple[dict[str, Any], list[_Part]]:
    """What a line has of its own, and its parts, for a paragraph's box."""
    line_height, first = strut(box.style)
    setter = _Setter(-first, line_height - first)
    parts = setter.parts(opened, 0.0)
    height = setter.bottom - setter.top
    parts = [_lowered(part, -setter.top, height) for part in parts]
    own = {
        "width": setter.x,
        "height": height,
        "baseline": -setter.top,
        "margin_top": 0,
        "margin_bottom": 0,
    }
    return own, parts


def _lowered(part: _Part, by: float, height: float) -> _Part:
    """A part as it stands in a line of a height, from whose top its baseline is so far."""
    if part.absolute:  # where it would be, or below the line if it would be a block
        inline_there = "inline" in part.box.style.specified["display"]
        return part._replace(x=part.x if inline_there else 0.0, y=0.0 if inline_there else height)
    parts = None if part.parts is None else [_lowered(p, by, height) for p in part.parts]
    return part._replace(y=part.y + by, parts=parts)
