"""The same findings in every form: on the terminal, as JSON, as SARIF and in an editor, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from lsprotocol import types as lsp

from deckgen.cli.findings import as_json, as_sarif
from deckgen.cli.report import ordered
from deckgen.diagnostics import Diagnostic, Fix, explain, harmless
from deckgen.editor.server import Server
from deckgen.fixes import fixes
from deckgen.messages import ENGLISH, KOREAN, SPOKEN, catalogue
from deckgen.outputs.outcome import Outcome
from deckgen.workspace import Workspace

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


#: What is found only by who writes outputs: in templates of themes, while they are filled and set.
WRITERS = ("handout:", "handout.style", "template.unfilled", "theme.words-not-filled")


class Editor(Server):
    """An editor's language server in this process, and what it `told`, by the addresses of files."""

    def __init__(self, project: Path) -> None:
        super().__init__(project)
        self._deck = Workspace(project)
        self.told: dict[str, list[lsp.Diagnostic]] = {}
        for _ in self.protocol.lsp_initialize(lsp.InitializeParams(capabilities=lsp.ClientCapabilities())):
            raise AssertionError("nobody else answers")

    def text_document_publish_diagnostics(self, params: lsp.PublishDiagnosticsParams) -> None:
        """Takes what an editor would show."""
        self.told[params.uri] = list(params.diagnostics)

    def all_told(self, findings: Iterable[Diagnostic], language: str) -> list[tuple[object, ...]]:
        """What an editor is told of findings in a language: file, severity, code, range, and words."""
        self.language, self.told, self._shown = language, {}, set()
        self.tell(findings)
        return sorted(
            (uri, int(d.severity or 0), d.code, *_range_of(d.range), d.message)
            for uri, told in self.told.items()
            for d in told
        )


def told_in_editor(outcome: Outcome, home: Path, strict: bool = False, alone: bool = True) -> None:
    """Asserts that an editor is told what programs are, with the same words at the same places as it counts them; and,
    where nothing was asked for (`alone`) that the project does not say itself, that it finds the same. `strict` makes
    errors of warnings."""
    editor = Editor(home)
    for language in SPOKEN:
        wanted = [_for_editors(f, editor, outcome) for f in as_json(outcome, language, lambda _: ())["findings"]]
        assert editor.all_told(outcome.diagnostics, language) == sorted(wanted)
    if alone:
        found = [_said(d, strict) for d in ordered(editor.deck.findings)]
        assert found == [_said(d, strict) for d in ordered(outcome.diagnostics) if not d.code.startswith(WRITERS)]


def _said(finding: Diagnostic, strict: bool) -> tuple[object, ...]:
    """A finding as it is told in both languages."""
    words = [finding.told(language) for language in SPOKEN]
    return finding.code, "error" if strict else finding.severity, str(finding.span), *words


def _for_editors(found: dict, editor: Editor, outcome: Outcome) -> tuple[object, ...]:
    """A finding of the list for programs as an editor has it: lines count from 0, columns in UTF-16."""
    path = found["file"] or next(iter(editor.deck.texts()), "content")
    # what has no place stands at the first letter of the first seminar
    place = found["range"] or {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 2}}
    ends = [_units(outcome, editor, path, place[end]) for end in ("start", "end")]
    words = "\n".join(filter(None, (found["message"], found["hint"])))
    return editor.uri(path), {"error": 1, "warning": 2}[found["severity"]], found["code"], *ends[0], *ends[1], words


def _units(outcome: Outcome, editor: Editor, path: str, place: dict) -> tuple[int, int]:
    line = outcome.line_of(path, place["line"])
    if line is None:  # nobody has read that file
        line = next(iter((editor.deck.text(path) or "").split("\n")))
    return place["line"] - 1, len(line[: place["column"] - 1].encode("utf-16-le", "surrogatepass")) // 2


def _range_of(range: lsp.Range) -> tuple[int, int, int, int]:
    return range.start.line, range.start.character, range.end.line, range.end.character
