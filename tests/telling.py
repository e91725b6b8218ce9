"""The same findings in every form: on the terminal, as JSON, as SARIF, in both languages."""

from __future__ import annotations

import re
from urllib.parse import unquote

from deckgen.cli.findings import as_json, as_sarif
from deckgen.cli.report import ordered
from deckgen.diagnostics import Diagnostic, Fix, explain, harmless
from deckgen.fixes import fixes
from deckgen.messages import ENGLISH, KOREAN, SPOKEN, catalogue
from deckgen.outputs.outcome import Outcome

#: Findings that quote what other programs say, in the words of those.
FOREIGN = frozenset(("template.unfilled", "handout.style", "handout.unset", "output.unsound", "command.crash"))
#: What Korean may have in Latin letters outside backticks: names of programs, formats, units, files and signs.
_NAMES = re.compile(
    r"[\w./-]+\.(?:yaml|md|csv|xlsx|svg|png|css|j2|dev/icons|dev)(?::\d+)*|deckgen|WordPad|TextEdit|PowerPoint|Excel|Word|Windows|Mac|macOS|iPhone|Photoshop|Calibri|LibreOffice|Illustrator|Figma|Inkscape"
    r"|[A-Z][A-Z0-9]+(?:-\d+)?|WebP|sRGB|TrueType|README\.md|CONTRIBUTING\.md|pt|mm?|MB|kB|U\+[0-9A-F]+|zip|ttf|glyf"
    r"|(?<![A-Za-z])id(?![A-Za-z])|[A-Z]+\d+|content|IPv6|https?://\S+|--\w+"
)


def leaks(korean: str) -> list[str]:
    """English words in a Korean message, but for what stands between backticks, quotes and angle brackets."""
    bare = re.sub(r"`[^`]*`|\"[^\"]*\"|“[^”]*”|<[^>]*>|\([A-Z][^()]*\)|\(U\+[^()]*\)", "", korean)
    return re.findall(r"[A-Za-z]{2,}", _NAMES.sub("", bare))


def told_alike(outcome: Outcome) -> None:
    """Asserts that all forms have the same findings, in the same order, at the same places."""
    findings = ordered(outcome.diagnostics)
    assert findings

    def mend(finding: Diagnostic) -> tuple[Fix, ...]:
        return fixes(finding, outcome.line_of)

    wanted = [(d.code, d.severity, str(d.span or "")) for d in findings]
    for language in SPOKEN:
        texts = [explain(d, outcome.line_of, language).split("\n")[0] for d in findings]
        raw = as_json(outcome, language, mend)
        found = raw["findings"]
        assert [(f["code"], f["severity"], _place(f)) for f in found] == wanted
        for d, f, line in zip(findings, found, texts, strict=True):
            assert d.code in catalogue(language)
            where = f"{d.span}: " if d.span else ""
            assert line.startswith(harmless(f"{where}{catalogue(language)[f'word:{d.severity}']}: ", ""))
            assert f["hint"] is None or f["hint"]
            if language == KOREAN and d.code not in FOREIGN:
                assert leaks(f["message"]) == [], (d.code, f["message"])
                assert leaks(f["hint"] or "") == [], (d.code, f["hint"])
        log = as_sarif(outcome, language, mend)
        results = log["runs"][0]["results"]
        assert [(r["ruleId"], r["level"], _located(r)) for r in results] == wanted
        assert [r["message"]["text"].split("\n")[0] for r in results] == [f["message"].split("\n")[0] for f in found]
        assert [len(r.get("fixes", ())) for r in results] == [len(f["fixes"]) for f in found]
        assert raw["errors"] + raw["warnings"] == len(findings)
    english, korean = (as_json(outcome, language, mend)["findings"] for language in (ENGLISH, KOREAN))
    for one, other in zip(english, korean, strict=True):
        same = ("code", "severity", "file", "range", "slide", "data")
        assert [one[key] for key in same] == [other[key] for key in same]
        assert [fix["edits"] for fix in one["fixes"]] == [fix["edits"] for fix in other["fixes"]]
        assert (one["hint"] is None) == (other["hint"] is None)


def _place(found: dict) -> str:
    if found["file"] is None:
        return ""
    start = found["range"]["start"]
    return f"{found['file']}:{start['line']}:{start['column']}"


def _located(result: dict) -> str:
    if "locations" not in result:
        return ""
    place = result["locations"][0]["physicalLocation"]
    region = place["region"]
    return f"{unquote(place['artifactLocation']['uri'])}:{region['startLine']}:{region['startColumn']}"
