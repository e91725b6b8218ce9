"""Findings for programs: as JSON of our own, and as SARIF 2.1.0 (OASIS), which editors and code hosts show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from deckgen import __version__
from deckgen.cli.report import ordered
from deckgen.diagnostics import Diagnostic, Fix, Span, Splice
from deckgen.fixes import fixes
from deckgen.messages import Language, as_data, text
from deckgen.outputs.outcome import Outcome
from deckgen.reading.whereabouts import Slides

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


#: What gives the ways to mend a finding.
Mend = Callable[[Diagnostic], tuple[Fix, ...]]
#: Ways that are tried at most: of more findings, most have one cause.
MOST_TRIED = 50


def trying(project: Path, outcome: Outcome) -> Mend:
    """Ways to mend findings of a project that hold, each tried on it as it is; nothing is written."""
    likely = [d for d in ordered(outcome.diagnostics) if fixes(d, outcome.line_of)][:MOST_TRIED]
    if not likely:
        return lambda finding: ()
    from deckgen.workspace.mending import offered  # late: most checks have nothing to mend
    from deckgen.workspace.workspace import Workspace

    workspace = Workspace(project)
    ways = {finding: offered(workspace, finding) for finding in likely}
    return lambda finding: ways.get(finding, ())


def as_json(outcome: Outcome, language: Language, mend: Mend) -> dict[str, Any]:
    """What was found, in the order of the report, with the ways to `mend` it."""
    findings, slides = ordered(outcome.diagnostics), Slides(outcome.line_of)
    return {
        "version": 1,
        "messages": language,
        "errors": sum(d.severity == "error" for d in findings),
        "warnings": sum(d.severity == "warning" for d in findings),
        "findings": [_finding(d, mend, slides, language) for d in findings],
    }


def _finding(d: Diagnostic, mend: Mend, slides: Slides, language: Language) -> dict[str, Any]:
    message, hint = d.told(language)
    return {
        "code": d.code,
        "severity": d.severity,
        "message": message,
        "hint": hint,
        "file": d.span.path if d.span else None,
        "range": _range(d.span) if d.span else None,
        "slide": slides.at(d.span.path, d.span.line) if d.span else None,
        "data": as_data(d.says)["data"],
        "fixes": [_fix(fix, language) for fix in mend(d)],
    }


def _range(place: Span | Splice) -> dict[str, Any]:
    """A stretch of a line: lines and columns count from 1, in characters of Unicode; the end is behind the last one."""
    return {
        "start": {"line": place.line, "column": place.column},
        "end": {"line": place.line, "column": place.end},
    }


def _fix(fix: Fix, language: Language) -> dict[str, Any]:
    return {
        "title": text(fix.says, language),
        "edits": [{"file": s.path, "range": _range(s), "text": s.text} for s in fix.splices],
    }


# SARIF


def as_sarif(outcome: Outcome, language: Language, mend: Mend) -> dict[str, Any]:
    """The same as a log of one run. Files are named from the project's folder."""
    findings, slides = ordered(outcome.diagnostics), Slides(outcome.line_of)
    codes = sorted({d.code for d in findings})
    driver = {
        "name": "deckgen",
        "version": __version__,
        "language": language,
        "rules": [{"id": code} for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": language,
        "results": [_result(d, codes, mend, slides, language) for d in findings],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(d: Diagnostic, codes: Sequence[str], mend: Mend, slides: Slides, language: Language) -> dict[str, Any]:
    message, hint = d.told(language)
    out: dict[str, Any] = {
        "ruleId": d.code,
        "ruleIndex": codes.index(d.code),
        "level": d.severity,
        "message": {"text": f"{message}\n{hint}" if hint else message},
        "properties": {"data": as_data(d.says)["data"]},
    }
    if d.span:
        place: dict[str, Any] = {"physicalLocation": _physical(d.span)}
        if slide := slides.at(d.span.path, d.span.line):
            place["logicalLocations"] = [{"name": slide, "kind": "slide"}]
        out["locations"] = [place]
    if ways := mend(d):
        out["fixes"] = [_sarif_fix(fix, language) for fix in ways]
    return out


def _physical(place: Span | Splice) -> dict[str, Any]:
    return {"artifactLocation": _artifact(place.path), "region": _region(place)}


def _artifact(path: str) -> dict[str, Any]:
    return {"uri": quote(path), "uriBaseId": "PROJECT"}


def _region(place: Span | Splice) -> dict[str, Any]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line,
        "endColumn": place.end,
    }


def _sarif_fix(fix: Fix, language: Language) -> dict[str, Any]:
    changes = [
        {
            "artifactLocation": _artifact(path),
            "replacements": [
                {"deletedRegion": _region(s), "insertedContent": {"text": s.text}}
                for s in fix.splices
                if s.path == path
            ],
        }
        for path in dict.fromkeys(s.path for s in fix.splices)
    ]
    return {"description": {"text": text(fix.says, language)}, "artifactChanges": changes}
