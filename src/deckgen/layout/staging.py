"""What stands where in a scene: things in things, on things and beside each other, in the units of their drawings.

Nothing here knows the page: a stand begins at x = 0 and stands on y = 0, and what is above that is below zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from deckgen.diagnostics import Span
from deckgen.messages import Message, say
from deckgen.reading.drawing import Drawing
from deckgen.reading.props import Prop, PropName
from deckgen.reading.tableau import Part, Thing
from deckgen.reading.values import Text
from deckgen.scene import Command, Rect, around, encloses

#: Gives the prop of a name.
PropOf = Callable[[PropName], Prop]
#: The gap between things side by side, as a share of their mean width: on the ground, in something, and heaped up in
#: something that is open above; how far those behind stand above those in front, as a share of the highest of these.
BESIDE, WITHIN, HEAPED, BEHIND = 0.08, 0.06, -0.14, 0.5
#: The share of a thing's height that is seen above the edge of what it is in, at least.
SEEN = 0.55
#: The least height of a thing, in units: what lies on its ground has one, too.
FLAT = 1.0
#: The largest share of the place of a word that a mark has which stands for writing.
WRITING = 0.6
#: So many of a thing stand in one row; more are piled up.
IN_ROW = 4


class Misfit(Exception):
    """What cannot stand where the author put it: the message, its place, what to do."""

    def __init__(self, says: Message, span: Span | None, hint: Message) -> None:
        super().__init__(says)
        self.says, self.span, self.hint = says, span, hint


class Bit(NamedTuple):
    """A drawing at its place, and what people call it; whether it belongs to what is crossed out, or to what is marked
    and stands in or on something else."""

    drawing: Drawing
    name: str
    rect: Rect
    crossed: bool = False
    marked: bool = False


class Word(NamedTuple):
    """What is written on a thing, where, and the colour that is there."""

    text: Text
    rect: Rect
    ground: str | None


class Sign(NamedTuple):
    """Something that is marked or crossed out, and where it stands."""

    crossed: bool
    rect: Rect


class Stand(NamedTuple):
    """Things at their places, in the order of drawing; `rect` is what they take up. `least` is the least height of any
    of them, and `smallest` which thing that is."""

    bits: tuple[Bit, ...]
    rect: Rect
    signs: tuple[Sign, ...] = ()
    least: float = 0.0
    smallest: Span | None = None
    words: tuple[Word, ...] = ()

    def moved(self, x: float, y: float, k: float = 1.0) -> Stand:
        """The same, k times as large, with its left at x and its ground at y."""
        dx = x - self.rect.x * k

        def place(r: Rect) -> Rect:
            return Rect(r.x * k + dx, r.y * k + y, r.w * k, r.h * k)

        return Stand(
            tuple(b._replace(rect=place(b.rect)) for b in self.bits),
            place(self.rect),
            tuple(s._replace(rect=place(s.rect)) for s in self.signs),
            self.least * k,
            self.smallest,
            tuple(w._replace(rect=place(w.rect)) for w in self.words),
        )


def stand(part: Part, prop_of: PropOf, language: str) -> Stand:
    """A part of a scene. Raises Misfit."""
    out = _row([thing_stand(thing, prop_of, language) for thing in part.members], BESIDE)
    if part.base:
        out = _upon(part.base, out, prop_of, language)
    return _signed(out, part.mark, part.crossed)


def thing_stand(thing: Thing, prop_of: PropOf, language: str) -> Stand:
    """A thing, as often as its author wants it. Raises Misfit."""
    return _times(_thing(thing, prop_of, language), thing.times)


def _signed(stand: Stand, mark: bool, crossed: bool) -> Stand:
    signs = tuple(Sign(c, stand.rect) for c, there in ((False, mark), (True, crossed)) if there)
    bits = tuple(bit._replace(crossed=True) for bit in stand.bits) if crossed else stand.bits
    return stand._replace(bits=bits, signs=(*stand.signs, *signs))


def _rimmed(stand: Stand) -> Stand:
    """What stands in or on something: no bar is under what is marked of it, which would be lost among lines there; all
    of it has a rim."""
    if all(sign.crossed for sign in stand.signs):
        return stand
    bits = tuple(bit._replace(marked=True) for bit in stand.bits)
    return stand._replace(bits=bits, signs=tuple(sign for sign in stand.signs if sign.crossed))


def _thing(thing: Thing, prop_of: PropOf, language: str) -> Stand:
    """One thing, with what is in it and what it stands on."""
    out = _alone(thing, prop_of, language)
    return _upon(thing.base, out, prop_of, language) if thing.base else out


def _alone(thing: Thing, prop_of: PropOf, language: str) -> Stand:
    """One thing, with what is in it."""
    prop = prop_of(thing.prop)
    if thing.word and prop.label:
        prop = _cleared(prop, prop.label)
    name = prop.called(language)
    frame = Rect(0.0, -prop.ground, *prop.view)
    height = max(prop.ground, FLAT)
    bounds = Rect(0.0, -height, prop.view[0], height)
    inner = _contents(thing, prop, frame, prop_of, language) if thing.things else []
    if prop.front and inner:
        bits = (Bit(prop.back, name, frame), *(b for s in inner for b in s.bits), Bit(prop.front, name, frame))
    else:
        bits = (Bit(prop.drawing, name, frame), *(b for s in inner for b in s.bits))
    least, smallest = min([(height, thing.prop.span), *((s.least, s.smallest) for s in inner)], key=lambda p: p[0])
    whole = around([bounds, *(s.rect for s in inner)])
    whole = Rect(whole.x, whole.y, whole.w, -whole.y)
    words = (*_written(thing, prop, frame), *(w for s in inner for w in s.words))
    out = Stand(bits, whole, tuple(sign for s in inner for sign in s.signs), least, smallest, words)
    return _signed(out, thing.mark, thing.crossed)


def _written(thing: Thing, prop: Prop, frame: Rect) -> Iterator[Word]:
    """The word on a thing, where its prop has room for one."""
    if thing.word is None:
        return
    if prop.label is None:
        hint = say("scene:say-it-in-label-beneath")
        raise Misfit(say("scene.no-room-for-word", name=prop.name), thing.word.span, hint)
    yield Word(thing.word, prop.inside(frame, prop.label), _ground(prop.drawing, prop.label))


def _cleared(prop: Prop, at: Rect) -> Prop:
    """A prop without what is drawn where a word is to be: lines that stand for writing."""

    def is_kept(contour: tuple[Command, ...]) -> bool:
        xs, ys = [n for _, ns in contour for n in ns[::2]], [n for _, ns in contour for n in ns[1::2]]
        inside = at.x <= min(xs) and max(xs) <= at.right and at.y <= min(ys) and max(ys) <= at.bottom
        return not inside or (max(xs) - min(xs)) * (max(ys) - min(ys)) > WRITING * at.w * at.h

    def without(drawing: Drawing) -> Drawing:
        shapes = (s._replace(contours=tuple(filter(is_kept, s.contours))) for s in drawing.shapes)
        return drawing._replace(shapes=tuple(s for s in shapes if s.contours))

    return prop._replace(back=without(prop.back), front=without(prop.front) if prop.front else None)


def _ground(drawing: Drawing, at: Rect) -> str | None:
    """The colour of a drawing in the middle of a place."""
    middle = (at.x + at.w / 2, at.y + at.h / 2)
    there = (s.fill for s in reversed(drawing.shapes) if isinstance(s.fill, str) and encloses(s.contours, middle))
    return next(there, None)


def _contents(thing: Thing, prop: Prop, frame: Rect, prop_of: PropOf, language: str) -> list[Stand]:
    """What is in a thing: a row in its room, in each of its rooms, or on top of what has no room. All of it has one
    scale: a crate on one board is as large as a crate on another."""
    ones = [(_rimmed(_thing(inner, prop_of, language)), inner.times) for inner in thing.things]
    if len(prop.rooms) > 1:  # so many of a thing may stand on several boards
        stands = [one for one, times in ones for _ in range(times)]
    else:
        stands = [_times(one, times) for one, times in ones]
    if not prop.rooms:
        return [_on_top(_row(stands, WITHIN), prop, frame, thing.things[0].prop.span)]
    rooms = [prop.inside(frame, room) for room in prop.rooms]
    edge = frame.y + _head(prop.front) if prop.front else None
    found = []
    for each in range(-(-len(stands) // len(rooms)), len(stands) + 1):
        shares = [stands[n : n + each] for n in range(0, len(stands), each)]
        rows = [_row(share, WITHIN) if edge is None else _heap(share) for share in shares]
        k = min(_scale_in(row, room) for row, room in zip(rows, rooms, strict=False))
        there = zip(shares, rows, rooms, strict=False)
        found.append((k, [_in_room(share, row, room, edge, k) for share, row, room in there]))
    return max(found, key=lambda pair: pair[0])[1]


def _scale_in(row: Stand, room: Rect) -> float:
    """The largest scale at which a row has room, never larger than it is."""
    return max(0.0, min(1.0, room.w / row.rect.w, room.h / row.rect.h))


def _in_room(stands: Sequence[Stand], row: Stand, room: Rect, edge: float | None, k: float) -> Stand:
    """A row of things in a room, in a scale. They look over the `edge` of what is drawn before them, where there is
    one."""
    ground = room.bottom
    if edge is not None:
        ground = min(ground, edge + (1 - SEEN) * k * min(s.rect.h for s in stands))
    return row.moved(room.x + (room.w - row.rect.w * k) / 2, ground, k)


def _heap(stands: Sequence[Stand]) -> Stand:
    """Things heaped up: from three on, some stand behind the others and look over them."""
    behind = len(stands) // 2 if len(stands) > 2 else 0
    front = _row(stands[behind:], HEAPED)
    if not behind:
        return front
    back = _row(stands[:behind], HEAPED)
    raised = BEHIND * max(s.rect.h for s in stands[behind:])
    return _joined([back.moved((front.rect.w - back.rect.w) / 2, -raised), front])


def _head(drawing: Drawing) -> float:
    """How far down a drawing begins."""
    return min(n for s in drawing.shapes for contour in s.contours for _, ns in contour for n in ns[1::2])


def _row(stands: Sequence[Stand], gap: float) -> Stand:
    """Things side by side on one ground, `gap` as a share of their mean width."""
    between = gap * sum(s.rect.w for s in stands) / len(stands)
    placed, x = [], 0.0
    for each in stands:
        placed.append(each.moved(x, 0.0))
        x += each.rect.w + between
    return _joined(placed)


def _joined(stands: Sequence[Stand]) -> Stand:
    least, smallest = min(((s.least, s.smallest) for s in stands), key=lambda pair: pair[0])
    return Stand(
        tuple(b for s in stands for b in s.bits),
        around(s.rect for s in stands),
        tuple(sign for s in stands for sign in s.signs),
        least,
        smallest,
        tuple(w for s in stands for w in s.words),
    )


def _times(one: Stand, times: int) -> Stand:
    """So many of a thing: in a row, or piled up, each row shorter than the one beneath it."""
    if times <= IN_ROW:
        return _row([one] * times, BESIDE) if times > 1 else one
    rows, left = [], times
    longest = next(n for n in range(1, times + 1) if n * (n + 1) // 2 >= times)
    for n in range(longest, 0, -1):
        rows.append(min(n, left))
        left -= rows[-1]
    gap = 0.04
    widths = [_row([one] * n, gap) for n in rows if n]
    placed, y = [], 0.0
    for row in widths:
        placed.append(row.moved((widths[0].rect.w - row.rect.w) / 2, y))
        y -= one.rect.h
    return _joined(placed)


def _upon(base: Thing, upper: Stand, prop_of: PropOf, language: str) -> Stand:
    """Things on something that carries them all, and that on what it stands on, down to the ground. They fail with what
    carries them."""
    prop = prop_of(base.prop)
    lower = _times(_alone(base, prop_of, language), base.times).moved(0.0, 0.0)
    frame = Rect(lower.bits[0].rect.x, -prop.ground, *prop.view)
    both = _joined([lower, _on_top(_rimmed(upper), prop, frame, base.prop.span)])
    if base.crossed:
        both = _signed(both._replace(signs=tuple(sign for sign in both.signs if not sign.crossed)), False, True)
    return _upon(base.base, both, prop_of, language) if base.base else both


def _on_top(upper: Stand, prop: Prop, frame: Rect, span: Span | None) -> Stand:
    """Things on a prop that is drawn in a frame, as large as they have room there. Raises Misfit."""
    if prop.top is None:
        hint = say("scene:put-it-beside-or-choose")
        raise Misfit(say("scene.no-room-for-thing", name=prop.name), span, hint)
    left, right, height = prop.top
    k = max(0.0, min(1.0, (right - left) / upper.rect.w))
    return upper.moved(frame.x + (left + right) / 2 - upper.rect.w * k / 2, frame.y + height, k)
