"""The styles of set pages: what in them would have no end, and where in a theme's templates they were written.

WeasyPrint works out whatever it is asked for. So values that multiply, and numbers that no page has, are refused before
it sees them. It tells places in the style sheet that templates became; here they are looked for in the templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from deckgen.diagnostics import ContentError, Diagnostic, Span, error
from deckgen.messages import Message, say
from deckgen.reading.theme_files import Template

#: The largest number in a style sheet: ten times the height of an A0 sheet in points.
LARGEST = 100_000
#: Letters of a value in which custom properties are filled in.
LONGEST_VALUE = 10_000
#: Columns, spans and repeats.
MOST_REPEATS = 100
#: How deep elements may stand in each other.
DEEPEST = 200
HINT = say("handout:this-comes-from-the-theme")

_SHEETS = re.compile(
    r"<style\b[^>]*>(.*?)</style\s*>|\sstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.DOTALL | re.IGNORECASE
)
_OPAQUE = re.compile(r"/\*.*?(?:\*/|\Z)|url\([^)]*\)|\"[^\"\n]*\"|'[^'\n]*'|#[0-9a-fA-F]+", re.DOTALL)
_LITERAL = re.compile(r"(?<![\w.-])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_LARGE = re.compile(r"\d{6}|\d[eE]\+?\d")
_PROPERTY = re.compile(r"(?<![\w-])(--[\w-]+)\s*:([^;{}]*)")
_USE = re.compile(r"var\(\s*(--[\w-]+)", re.IGNORECASE)
_REPEATS = re.compile(r"(?:repeat\(|column-count\s*:|(?<![\w-])columns\s*:)\s*(\d+)", re.IGNORECASE)
_SPANS = re.compile(r"\s(?:col|row)?span\s*=\s*[\"']?\s*(\d+)|\sstart\s*=\s*[\"']?\s*(\d{6,})", re.IGNORECASE)
#: What has no bounds of its own: powers, and gradients that repeat in steps of any size.
_UNBOUNDED = re.compile(r"(?<![\w-])(?:pow|exp|repeating-(?:linear|radial|conic)-gradient)\(", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
#: Elements that cannot stand in each other: they have no end, or the next one ends them.
_NAMES = "area base br col dd dt embed hr img input li link meta option p source tbody td tfoot th thead tr wbr"
_FLAT = frozenset(_NAMES.split())
_DECLARATION = re.compile(r"[^;{}]*(?:var\(|calc\()[^;{}]*", re.IGNORECASE)
_WORD = re.compile(r"[\w-]{2,}")
_PLACE = re.compile(r" at (\d+):(\d+)")


class _Sheet(NamedTuple):
    """A style sheet or a `style` attribute in an edition's HTML: where it begins there, its text, and the same without
    what means nothing (comments, strings, addresses, colours), as long as before."""

    start: int
    text: str
    bare: str


def check(html: str, templates: Sequence[Template]) -> None:
    """Raises ContentError for styles that WeasyPrint would not come to an end with, at their places in the
    templates."""
    sheets = list(_sheets(html))
    found = [*_multiplied(sheets), *_enormous(sheets)]
    found += [(m.start(), m[0].strip(), _too_many(m[1] or m[2])) for m in _SPANS.finditer(html) if _many(m[1] or m[2])]
    found += _too_deep(html)
    if found:
        diagnostics = (error(message, _place(html, at, text, templates), HINT) for at, text, message in found)
        raise ContentError(dict.fromkeys(diagnostics))


def explained(complaint: str, html: str, deck: str, templates: Sequence[Template]) -> Diagnostic:
    """What WeasyPrint complains of, in an edition of a deck, at its place in the templates where that can be told."""
    text = f"{complaint[:1].lower()}{complaint[1:].replace('ValueError: ', '')}"
    text = re.sub(r"\s+([`'])(?=,|$)", r"\1", _PLACE.sub("", text).rstrip("."))
    message = say("handout.style", seminar=deck, reason=text)
    place = _address(complaint, templates) or _told(complaint, html, templates) or _like(complaint, templates)
    return error(message, place, HINT)


def unknown_picture(address: str, html: str, templates: Sequence[Template]) -> Diagnostic:
    """Tells of the picture of a slide that there is none of."""
    place = _place(html, html.find(address), address, templates) or _like(address, templates)
    return error(say("handout.no-picture", address=address), place, HINT)


def _sheets(html: str) -> Iterator[_Sheet]:
    for found in _SHEETS.finditer(html):
        group = found.lastindex or 1
        text = found[group] or ""
        yield _Sheet(found.start(group), text, _OPAQUE.sub(lambda m: " " * len(m[0]), text))


# what would have no end


def _multiplied(sheets: Sequence[_Sheet]) -> Iterator[tuple[int, str, Message]]:
    """Values that grow too long when custom properties are filled in: where, what, and why not."""
    defined: dict[str, list[str]] = {}
    for sheet in sheets:
        for found in _PROPERTY.finditer(sheet.bare):
            defined.setdefault(found[1], []).append(found[2])
    if not defined:
        return
    lengths = _lengths(defined)
    for sheet in sheets:
        for found in _DECLARATION.finditer(sheet.bare):
            names = _USE.findall(found[0])
            long = [name for name in names if lengths.get(name, 0) > LONGEST_VALUE]
            if long or sum(lengths.get(name, 0) for name in names) > LONGEST_VALUE:
                name = (long or names)[0]
                message = say("handout:var-becomes-more-than-letters", name=name, most=LONGEST_VALUE)
                yield sheet.start + found.start() + found[0].index(name), name, message


def _lengths(defined: Mapping[str, Sequence[str]]) -> Mapping[str, float]:
    """How long each custom property can become; without an end where it is made of itself."""
    lengths: dict[str, float] = {}
    for first in defined:
        todo = [(first, False)]
        while todo:  # no recursion: a chain may be long
            name, ready = todo.pop()
            uses = [use for value in defined.get(name, ()) for use in _USE.findall(value)]
            if ready:
                each = (
                    len(value) + sum(lengths.get(use, 0.0) for use in _USE.findall(value))
                    for value in defined.get(name, ())
                )
                lengths[name] = max(each, default=0.0)
            elif name not in lengths:
                lengths[name] = float("inf")  # as long as it is being reckoned
                todo.append((name, True))
                todo += [(use, False) for use in uses if use not in lengths]
    return lengths


def _enormous(sheets: Sequence[_Sheet]) -> Iterator[tuple[int, str, Message]]:
    """Numbers that no page has."""
    for sheet in sheets:
        if _LARGE.search(sheet.bare):
            for found in _LITERAL.finditer(sheet.bare):
                if abs(float(found[0])) > LARGEST:
                    yield (
                        sheet.start + found.start(),
                        found[0],
                        say("handout:is-more-than", number=found[0][:20], most=LARGEST),
                    )
        for found in _REPEATS.finditer(sheet.bare):
            if _many(found[1]):
                yield sheet.start + found.start(), found[0], _too_many(found[1])
        for found in _UNBOUNDED.finditer(sheet.bare):
            yield sheet.start + found.start(), found[0], say("handout:is-not-taken-in-a", function=found[0])
        for found in _DECLARATION.finditer(sheet.bare):
            if "*" in found[0] and _product(found[0]) > LARGEST:
                where = found[0].index("*")
                message = say("handout:the-numbers-multiplied-here-come", most=LARGEST)
                yield sheet.start + found.start() + where, "*", message


def _too_deep(html: str) -> Iterator[tuple[int, str, Message]]:
    """The first element that stands too deep in others, and drawings that take in parts of themselves."""
    depth, deep = 0, False
    for found in _TAG.finditer(html):
        name = found[2].lower()
        if name == "use":
            yield found.start(), found[0], say("handout:use-may-draw-a-part")
        if name not in _FLAT:
            depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > DEEPEST and not deep:
            deep = True
            yield found.start(), found[0], say("handout:elements-stand-more-than-deep", most=DEEPEST)


def _product(text: str) -> float:
    out = 1.0
    for number in _LITERAL.findall(text):
        out *= max(1.0, abs(float(number)))
    return out


def _many(digits: str) -> bool:
    return len(digits) > 6 or int(digits) > MOST_REPEATS


def _too_many(digits: str) -> Message:
    return say("handout:columns-spans-or-repeats-are", number=digits[:20], most=MOST_REPEATS)


# where it was written


def _place(html: str, offset: int, text: str, templates: Sequence[Template]) -> Span | None:
    """Where in the templates something was written that stands at an offset of what became of them."""
    start = html.rfind("\n", 0, offset) + 1
    end = html.find("\n", offset)
    return _nearest(html[start : end if end >= 0 else len(html)], text, templates)


def _told(complaint: str, html: str, templates: Sequence[Template]) -> Span | None:
    """Where in the templates stands what WeasyPrint quotes, at the place that it tells in a style sheet if it does."""
    found = re.search(r"[`']([^`']+?)\s*[`']", complaint)
    quoted = found[1] if found else ""
    place = _PLACE.search(complaint)
    if not place:
        return _nearest(quoted, quoted, templates) if quoted else None
    row, column = int(place[1]) - 1, int(place[2]) - 1
    for sheet in _sheets(html):
        lines = sheet.text.split("\n")
        word = re.match(r"@?[\w-]+", "".join(lines[row : row + 1])[column:])
        if word and (quoted.startswith(word[0]) or (not quoted and word[0] in complaint)):
            offset = sum(len(line) + 1 for line in lines[:row]) + column
            return _place(html, sheet.start + offset, word[0], templates)
    return None


def _like(complaint: str, templates: Sequence[Template]) -> Span | None:
    """The line that has most of the words of a complaint, of the theme's own templates or, where it has none, of the
    shared ones: WeasyPrint tells some of what it has put together, and some without a place."""
    own = [t for t in templates if not t.path.startswith("themes/shared/")] or templates
    words = set(_WORD.findall(complaint))
    best = max(
        (
            (len(words & set(_WORD.findall(source))), template.name.endswith(".css.j2"), -number, template.path)
            for template in own
            for number, source in enumerate(template.text.split("\n"), 1)
        ),
        default=None,
    )
    return Span(best[3], -best[2]) if best else None


def _address(complaint: str, templates: Sequence[Template]) -> Span | None:
    """Where an address stands that could not be fetched."""
    found = re.search(r"`([^`]+)` is not part of the handout", complaint)
    return _nearest(found[1], found[1], templates) if found else None


def _nearest(line: str, text: str, templates: Sequence[Template]) -> Span | None:
    """The line of the templates that is most like this one and has a text, and where it has it: in the theme's own
    templates if they have it."""
    best: tuple[float, Span] | None = None
    for template in templates:
        own = not template.path.startswith("themes/shared/")
        for number, source in enumerate(template.text.split("\n"), 1):
            if (at := source.find(text)) >= 0:
                alike = own + SequenceMatcher(None, line[:500], source[:500], autojunk=False).ratio()
                if best is None or alike > best[0]:
                    best = alike, Span(template.path, number, at + 1, at + 1 + len(text))
    return best[1] if best else None
