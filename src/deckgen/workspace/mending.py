"""Ways to mend what was found that hold: each was tried, takes its finding away, and brings no other one.

What follows from a finding's words alone may be right and still be no help: who corrects the name of a kind may learn
that the slide has other fields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from deckgen.diagnostics import Diagnostic, Fix, Span
from deckgen.fixes import fixes
from deckgen.workspace.edits import Splice, span_offsets
from deckgen.workspace.workspace import Workspace


def offered(workspace: Workspace, finding: Diagnostic) -> tuple[Fix, ...]:
    """The ways to mend a finding of a workspace that hold."""
    return tuple(fix for fix in fixes(finding, workspace.line_of) if _holds(workspace, finding, fix))


def edits(workspace: Workspace, fix: Fix) -> tuple[Splice, ...]:
    """The changes of a way as edits of the files as they are written. Raises ValueError for a file that is not
    there."""
    out = []
    for path, line, column, end, text in fix.splices:
        written = workspace.text(path)
        if written is None:
            raise ValueError(f"there is no text `{path}`")
        out.append(Splice(path, *span_offsets(written, Span(path, line, column, end)), text))
    return tuple(out)


def _holds(workspace: Workspace, finding: Diagnostic, fix: Fix) -> bool:
    try:
        found = workspace.tried(edits(workspace, fix))
    except ValueError:
        return False
    before, after = _counted(workspace.findings), _counted(found)
    return not after - before and after[_key(finding)] < before[_key(finding)]


def _counted(findings: Collection[Diagnostic]) -> Counter[tuple[str, str, str]]:
    return Counter(map(_key, findings))


def _key(d: Diagnostic) -> tuple[str, str, str]:
    """What makes a finding this one, wherever on its line it stands."""
    return d.code, f"{d.span.path}:{d.span.line}" if d.span else "", d.message
