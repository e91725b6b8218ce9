"""What a page is told, as data: a seminar, its slides, what is wrong, where things stand in a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from deckgen.diagnostics import Diagnostic, Span
from deckgen.messages import KOREAN, text
from deckgen.reading.stretches import Steps, Stretch, stretches
from deckgen.studio.browser_text import Counted
from deckgen.vocabulary import korean
from deckgen.workspace import Slide, View, Workspace, span_offsets

Data = dict[str, Any]

#: The finding of a field that is not there.
MISSING = "field.missing"


def told_seminar(workspace: Workspace, seminar: str) -> Data:
    """A seminar as the page shows it, its slides by their ids."""
    view = workspace.view(seminar)
    uses = used_in(workspace)
    return {
        "seminar": seminar,
        "title": view.title,
        "language": view.language,
        "theme": view.theme,
        "page": list(view.page),
        "current": view.current,
        "minutes": round(sum(part.minutes for part in view.parts), 2),
        "parts": [
            {"title": p.title, "number": p.number, "slides": list(p.slides), "minutes": p.minutes} for p in view.parts
        ],
        "slides": {slide.id: _slide(slide, uses.get(slide.id, ())) for slide in view.slides},
    }


def _slide(slide: Slide, uses: Iterable[str]) -> Data:
    return {
        "number": slide.number,
        "title": slide.title,
        "kind": slide.kind,
        KOREAN: korean(slide.kind, "kind"),
        "minutes": slide.minutes,
        "presence": str(slide.presence),
        "look": slide.look,
        "path": slide.span.path if slide.span else None,
        "line": slide.span.line if slide.span else None,
        "named": slide.entry is not None,
        "uses": list(uses),
    }


def used_in(workspace: Workspace) -> Mapping[str, list[str]]:
    """The seminars that show each slide, by its id."""
    uses: dict[str, list[str]] = {}
    for seminar in workspace.seminars:
        for slide in workspace.view(seminar).slides:
            uses.setdefault(slide.id, []).append(seminar)
    return uses


def told_findings(workspace: Workspace, findings: Iterable[Diagnostic], language: str) -> list[Data]:
    """Findings, each with its place as the page counts, the steps to the value there, and the slide that it is of."""
    texts: dict[str, str | None] = {}
    values: dict[str, list[Stretch]] = {}
    findings = tuple(findings)
    owners = _owners(workspace) if findings else {}
    out = []
    for n, finding in enumerate(findings):
        message, hint = finding.told(language)
        told: Data = {"n": n, "severity": finding.severity, "code": finding.code, "message": message, "hint": hint}
        if span := finding.span:
            if span.path not in texts:
                texts[span.path] = workspace.text(span.path)
            told |= {"path": span.path, "line": span.line, "slide": _owner(owners, span)}
            written = texts[span.path]
            if written is not None:
                told |= dict(zip(("from", "to"), shown_span(written, span), strict=True))
                if span.path not in values:
                    values[span.path] = _values(written)
                steps = _steps(values[span.path], span_offsets(written, span)[0])
                # what is missing is told where its mapping begins
                told["steps"] = [*steps[:-1], finding.data["key"]] if finding.code == MISSING else steps
        out.append(told)
    return out


def _values(written: str) -> list[Stretch]:
    """The values of a file; none where it cannot be read, which is a finding, too."""
    try:
        return stretches(written)
    except ValueError:
        return []


def _steps(values: Iterable[Stretch], at: int) -> list[str | int]:
    """The steps to the innermost value at an offset, its name included."""
    here = [s.steps for s in values if (s.start if s.key < 0 else s.key) <= at <= s.end]
    innermost: Steps = max(here, key=len, default=())
    return list(innermost)


def shown_span(written: str, span: Span) -> tuple[int, int]:
    """Where a span begins and ends, as the page counts."""
    start, end = span_offsets(written, span)
    counted = Counted(written)
    return counted.place(start), counted.place(end)


def _owners(workspace: Workspace) -> dict[str, list[tuple[int, str]]]:
    """The slides of each file, by the lines on which they begin."""
    found: dict[str, dict[int, str]] = {}
    for (sort, name), span in workspace.contents.places.items():
        if sort == "slide":
            found.setdefault(span.path, {})[span.line] = name
    return {path: sorted(lines.items()) for path, lines in found.items()}


def _owner(owners: Mapping[str, list[tuple[int, str]]], span: Span) -> str | None:
    """The slide of a module on whose lines a place is."""
    before = [name for line, name in owners.get(span.path, ()) if line <= span.line + 1]
    return before[-1] if before else None


def told_places(workspace: Workspace, seminar: str, slide: str) -> list[Data]:
    """What stands where in a picture: rectangles in points of the page, and where each was written."""
    texts: dict[str, str | None] = {}
    out = []
    for place in workspace.places(seminar, slide):
        path = place.span.path
        if path not in texts:
            texts[path] = workspace.text(path)
        written = texts[path]
        if written is None:
            continue
        start, end = shown_span(written, place.span)
        rect, size = list(place.rect), place.size
        out.append({"rect": rect, "path": path, "from": start, "to": end, "text": place.text, "size": size})
    return out


def drawn(workspace: Workspace, seminar: str, slide: str) -> Data:
    """A slide's picture, as a file of its own, with what stands where in it."""
    return {
        "slide": slide,
        "picture": standalone(workspace.picture(seminar, slide)),
        "places": told_places(workspace, seminar, slide),
    }


def standalone(picture: str) -> str:
    """An `svg` element as a file of its own."""
    return picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def told_message(message: Any, language: str) -> str:
    """A message in the language of the page."""
    return text(message, language)


def difference(before: Data | None, now: Data) -> Data:
    """What of a seminar's data is another than a page was told: all of it where it was told of another seminar."""
    if before is None or before["seminar"] != now["seminar"]:
        return now
    out = {name: value for name, value in now.items() if name != "slides" and before.get(name) != value}
    slides = {name: slide for name, slide in now["slides"].items() if before["slides"].get(name) != slide}
    gone = [name for name in before["slides"] if name not in now["slides"]]
    return out | ({"slides": slides} if slides else {}) | ({"gone": gone} if gone else {})


__all__ = [
    "Data",
    "View",
    "difference",
    "drawn",
    "shown_span",
    "standalone",
    "told_findings",
    "told_places",
    "told_seminar",
    "used_in",
]
