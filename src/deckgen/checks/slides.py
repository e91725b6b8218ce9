"""What can be wrong with a laid out slide: text that does not fit, that covers a neighbour, that no font can draw.

Each check is a small generator over a scene. Layout stays silent; this is where its values are held against the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from deckgen.composing.prose import Prose
from deckgen.diagnostics import Diagnostic, Span, count, error, warning
from deckgen.layout.typeset import fallback_height
from deckgen.reading.fonts import Fonts
from deckgen.reading.theme import Theme, contrast
from deckgen.scene import Box, Chart, Connector, Group, Item, Picture, Point, Rect, Scene, Table, TextBlock, walk

#: Points that two rounded numbers may differ by.
SLACK = 0.6


def check(
    scene: Scene, theme: Theme, fonts: Fonts, places: Callable[[str], Iterable[Span | None]] = lambda character: ()
) -> Iterator[Diagnostic]:
    """Every finding about one slide. `places` tells where the author wrote a character."""
    lacking: dict[str, Span | None] = {}
    for text, rect, span, alone in _texts(scene.items):
        for character in _glyphs(text, fonts):
            lacking.setdefault(character, span or scene.span)
        if text.overflow:
            yield warning(
                f"this text does not fit: {count(text.overflow, 'line')} too many, even in the smallest size ({text.paragraphs[0].size:g} pt)",
                span or scene.span,
                "shorten it, or say part of it in the notes or the handout",
            )
        elif alone and not text.roomy:
            yield from _fallback(text, rect, theme, fonts, span or scene.span)
    for character, span in lacking.items():
        for place in tuple(places(character)) or (span,):
            yield no_glyph(character, place)
    yield from _tables(scene, theme, fonts)
    yield from _bounds(scene, theme)
    yield from _overlaps(scene, theme)
    yield from _crossings(scene)
    yield from _small(scene, theme)
    yield from _faint(scene, theme)
    yield from _alt(scene)
    yield from _sharp(scene, theme)


def _texts(items: tuple[Item, ...]) -> Iterator[tuple[TextBlock, Rect, Span | None, bool]]:
    """Every text with its place, and whether its height is its own (a table's rows grow together)."""
    for item in walk(items):
        if isinstance(item, Box) and item.text:
            yield item.text, item.rect, item.span, True
        elif isinstance(item, Chart):
            # PowerPoint sets a chart's labels by itself; here only their letters matter
            yield from ((text, rect, item.span, False) for text, rect, _, _ in _texts(item.drawing))
        elif isinstance(item, Table):
            for row, tall in zip(item.rows, item.heights, strict=True):
                for cell, wide in zip(row, item.columns, strict=True):
                    yield cell.text, Rect(0, 0, wide, tall), item.span, False


def _glyphs(text: TextBlock, fonts: Fonts) -> Iterator[str]:
    """The characters that no font has."""
    for p in text.paragraphs:
        for r in p.runs:
            yield from fonts.missing(r.text, r.font, r.bold)


def check_prose(
    prose: Prose | None, fonts: Fonts, places: Callable[[str], Iterable[Span | None]] = lambda character: ()
) -> Iterator[Diagnostic]:
    """Characters of the handout's prose that no font has."""
    runs = [r for b in prose.blocks for r in b.runs] if prose else []
    for character in dict.fromkeys(
        c for r in runs for c in fonts.missing(r.text, "code" if r.code else "text", r.bold)
    ):
        for place in tuple(places(character)) or (prose.span,):
            yield no_glyph(character, place)


def no_glyph(character: str, span: Span | None) -> Diagnostic:
    """A character that no font of the theme has."""
    said = f"no font of the theme has the character `{character}` (U+{ord(character):04X})"
    return error(said, span, "write it another way, or take a theme whose fonts have it")


def _fallback(text: TextBlock, rect: Rect, theme: Theme, fonts: Fonts, span: Span | None) -> Iterator[Diagnostic]:
    """Whether the text still fits where the presenter has not installed the theme's fonts."""
    free = rect.h - text.inset[1] - text.inset[3]
    needed = fallback_height(text, rect.w, fonts)
    if needed > max(free, text.height) + SLACK:
        lines = max(1, round((needed - free) / (1.2 * text.paragraphs[0].size * text.paragraphs[0].leading)))
        yield _too_wide(f"this text needs {count(lines, 'line')} more than it has room for", theme, span)


def _too_wide(what: str, theme: Theme, span: Span | None) -> Diagnostic:
    return warning(
        f"{what} where PowerPoint lacks `{theme.fonts['text'].family}` and falls back to `{fonts.language.fallback.name}`",
        span,
        "shorten it a little, or have the fonts installed on the presenter's computer",
    )


def _tables(scene: Scene, theme: Theme, fonts: Fonts) -> Iterator[Diagnostic]:
    """Whether a table whose rows grow in the fallback font still ends above the foot of the page."""
    foot = theme.regions["body"].bottom
    for table in scene.items:
        if isinstance(table, Table):
            grown = sum(
                max(
                    tall,
                    *(
                        fallback_height(c.text, wide, fonts) + c.text.inset[1] + c.text.inset[3]
                        for c, wide in zip(row, table.columns, strict=True)
                    ),
                )
                for row, tall in zip(table.rows, table.heights, strict=True)
            )
            if _too_high(table, theme):
                set_ = table.rows[-1][-1].text.paragraphs[0]
                lines = max(1, round((table.rect.bottom - foot) / (1.2 * set_.size * set_.leading)))
                said = f"this table does not fit: {count(lines, 'line')} too many, even in the smallest size ({set_.size:g} pt)"
                yield warning(said, table.span or scene.span, "use fewer rows, or shorter words")
            elif table.rect.y + grown > foot + SLACK:
                yield _too_wide("this table grows over the foot of the page", theme, table.span or scene.span)


def _too_high(item: Item, theme: Theme) -> bool:
    return isinstance(item, Table) and item.rect.bottom > theme.regions["body"].bottom + SLACK


def _bounds(scene: Scene, theme: Theme) -> Iterator[Diagnostic]:
    width, height = theme.page
    for item in walk(scene.items):
        r = item.rect
        if _too_high(item, theme):
            continue  # that is said already
        if r.x < -SLACK or r.y < -SLACK or r.right > width + SLACK or r.bottom > height + SLACK:
            yield warning(
                f"`{item.name}` runs off the page",
                getattr(item, "span", None) or scene.span,
                "use fewer or shorter elements",
            )


def _overlaps(scene: Scene, theme: Theme) -> Iterator[Diagnostic]:
    # what does not fit lies over its neighbours too: that is said once
    fitting = (
        i
        for i in _leaves(scene.items)
        if not (isinstance(i, Box) and i.text and i.text.overflow) and not _too_high(i, theme)
    )
    inked = [(item, _ink(item)) for item in fitting]
    inked = [(i, r) for i, r in inked if r is not None]
    for (a, ra), (b, rb) in combinations(inked, 2):
        if isinstance(a, Picture) and isinstance(b, Box) and _panel(b, scene.items):
            continue  # words on a panel of their own, over a picture
        if (
            ra.x < rb.right - SLACK
            and rb.x < ra.right - SLACK
            and ra.y < rb.bottom - SLACK
            and rb.y < ra.bottom - SLACK
        ):
            yield warning(
                f"`{a.name}` and `{b.name}` lie over each other", a.span or scene.span, "shorten one of the two"
            )


def _panel(box: Box, items: tuple[Item, ...]) -> bool:
    """Whether a text stands on a fill: its own, or that of a box beneath it."""
    r = box.rect
    return any(
        i.fill
        and i.rect.x <= r.x + SLACK
        and i.rect.y <= r.y + SLACK
        and i.rect.right >= r.right - SLACK
        and i.rect.bottom >= r.bottom - SLACK
        for i in walk(items)
        if isinstance(i, Box)
    )


def _leaves(items: tuple[Item, ...]) -> Iterator[Box | Table | Picture]:
    for item in walk(items):
        if isinstance(item, (Box, Table, Picture)):
            yield item
        elif isinstance(item, Chart):
            yield from _leaves(item.drawing)


def _ink(item: Box | Table | Picture) -> Rect | None:
    """Where an item's text really stands, or the whole of a table or picture."""
    if isinstance(item, (Table, Picture)):
        return None if isinstance(item, Picture) and item.decorative else item.rect
    if not item.text or not item.text.lines:
        return None
    lines = [line for line in item.text.lines if line.pieces]
    if not lines:
        return None
    # from the cap line of the first line to the baseline of the last: 0.72 em is Pretendard's cap height
    top = item.rect.y + lines[0].baseline - 0.72 * lines[0].size
    bottom = item.rect.y + lines[-1].baseline
    left = item.rect.x + min(p.x for line in lines for p in line.pieces)
    right = item.rect.x + max(p.x + p.width for line in lines for p in line.pieces)
    return Rect(left, top, right - left, bottom - top)


def _crossings(scene: Scene) -> Iterator[Diagnostic]:
    """A connector that runs through a text, or through a box that it does not lead to."""
    lines = [i for i in walk(scene.items) if isinstance(i, Connector)]
    if not lines:
        return
    boxes = [i for i in walk(scene.items) if isinstance(i, Box) and i.text]
    for line in lines:
        for box in boxes:
            ink = _ink(box)
            if ink and any(_meets(a, b, ink) for a, b in zip(line.points, line.points[1:], strict=False)):
                yield warning(
                    f"the arrow `{line.name}` runs through `{box.name}`",
                    line.span or scene.span,
                    "shorten the text, or leave the arrow out",
                )


def _meets(a: Point, b: Point, r: Rect) -> bool:
    """Whether the stretch from a to b touches a rectangle (Liang and Barsky's clipping)."""
    low, high = 0.0, 1.0
    for start, way, least, most in ((a[0], b[0] - a[0], r.x, r.right), (a[1], b[1] - a[1], r.y, r.bottom)):
        if abs(way) < 1e-9:
            if not least < start < most:
                return False
            continue
        one, two = sorted(((least - start) / way, (most - start) / way))
        low, high = max(low, one), min(high, two)
    return low < high


def _small(scene: Scene, theme: Theme) -> Iterator[Diagnostic]:
    """Text under the theme's smallest size."""
    for text, _, span, _ in _texts(scene.items):
        least = min((p.size for p in text.paragraphs), default=theme.smallest)
        if least < theme.smallest:
            yield warning(
                f"this text is set in {least:g} pt; the theme's smallest is {theme.smallest:g}",
                span or scene.span,
                "raise the sizes of its style in the theme",
            )


#: Contrast that text needs on what lies under it: WCAG 2.2, 1.4.3; large text is 18 pt, or 14 pt bold.
LEGIBLE, LEGIBLE_LARGE = 4.5, 3.0


def _faint(scene: Scene, theme: Theme) -> Iterator[Diagnostic]:
    """Text that does not stand out from what lies under it."""
    beneath: list[tuple[Rect, str]] = []
    for item in (*_flat(scene.artwork), *_flat(scene.items)):
        # a table's cells have pairs of colours that the theme promises; a drawing does not fill its rectangle
        if not isinstance(item, Box):
            continue
        if item.fill:
            beneath.append((item.rect, item.fill))
        if item.text:
            yield from _faint_text(item, beneath, scene, theme)


def _flat(items: Iterable[Item]) -> Iterator[Item]:
    """Every item in the order of drawing, groups and charts as what they hold."""
    for item in items:
        if isinstance(item, Group):
            yield from _flat(item.items)
        elif isinstance(item, Chart):
            yield from _flat(item.drawing)
        else:
            yield item


def _faint_text(box: Box, beneath: list[tuple[Rect, str]], scene: Scene, theme: Theme) -> Iterator[Diagnostic]:
    for line in box.text.lines:
        for piece in line.pieces:
            x, y = box.rect.x + piece.x + piece.width / 2, box.rect.y + line.baseline - line.size / 3
            ground = next(
                (fill for r, fill in reversed(beneath) if r.x <= x <= r.right and r.y <= y <= r.bottom),
                scene.background,
            )
            least = LEGIBLE_LARGE if line.size >= 18 or (piece.run.bold and line.size >= 14) else LEGIBLE
            found = contrast(theme.hex(piece.run.colour), theme.hex(ground))
            if piece.run.text.strip() and found < least - 0.005:
                said = f"`{piece.run.text.strip()}` hardly stands out: {piece.run.colour} on {ground} has a contrast of {found:.1f} to 1, it needs {least:g}"
                yield warning(said, box.span or scene.span, "change one of the two colours in the theme")
                return


def _alt(scene: Scene) -> Iterator[Diagnostic]:
    for item in walk(scene.items):
        if isinstance(item, Picture) and not item.alt and not item.decorative:
            yield error(
                f"the picture `{item.path}` has no alt text", item.span or scene.span, "say in `alt` what it shows"
            )


#: Pixels across a slide on a stage's screen, which is HD at least; the width in millimetres of a slide's picture on paper where
#: it is largest (one to a page of A4 with its margins), and the resolution in pixels per inch below which print looks coarse.
SCREEN, PRINTED, PRINT = 1920, 178.0, 200


def _sharp(scene: Scene, theme: Theme) -> Iterator[Diagnostic]:
    """Pictures with fewer pixels than a screen or a printer shows."""
    for item in walk(scene.items):
        if not isinstance(item, Picture) or item.decorative:
            continue
        left, _, right, _ = item.crop
        share = item.rect.w / theme.page[0]
        there = round(item.pixels[0] * (1 - left - right))
        screen, paper = round(share * SCREEN), round(share * PRINTED / 25.4 * PRINT)
        if there < max(screen, paper) - 1:
            blurred = [where for where, needed in (("on a screen", screen), ("on paper", paper)) if there < needed - 1]
            yield warning(
                f"the picture `{item.path}` is not sharp {' and '.join(blurred)}: {there:,} of its pixels stand side by side where {max(screen, paper):,} are needed",
                item.span or scene.span,
                f"use one that is at least {round(item.pixels[0] * max(screen, paper) / there):,} pixels wide, or show it smaller",
            )


def weak_pairs(
    theme: Theme, pairs: tuple[tuple[str, str], ...], least: float = 4.5
) -> Iterator[tuple[str, str, float]]:
    """The pairs of palette roles (text, ground) whose contrast is under `least` (WCAG AA for text: 4.5)."""
    for text, ground in pairs:
        ratio = contrast(theme.hex(text), theme.hex(ground))
        if ratio < least:
            yield text, ground, ratio
