"""Builds that were made: one whose inputs are the last one's, and whose outputs are still there, need not be made
again.

Nothing is parsed to tell that. The report is the last one's, warnings included. This module is loaded before all the
others, so it needs none of those that build.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from deckgen.diagnostics import Diagnostic, Later, Span
from deckgen.messages import as_data, of_data
from deckgen.outputs.inputs import project as digest_of_project
from deckgen.outputs.manifest import Manifest, digest, digest_of, size
from deckgen.outputs.outcome import Outcome, OutputFile
from deckgen.outputs.saving import is_clean


class Request(NamedTuple):
    """What is asked of a build: which seminars (all, if none is named), and what stands above what they say themselves:
    theme, language, editions of handouts, and how those are printed; in which formats; whether warnings are errors;
    which editions the presenter keeps; whether decks embed fonts."""

    seminars: tuple[str, ...] = ()
    theme: str | None = None
    language: str | None = None
    formats: frozenset[str] = frozenset()
    editions: tuple[str, ...] | None = None
    printing: Mapping[str, Any] = MappingProxyType({})
    strict: bool = False
    presenter: tuple[str, ...] = ()
    fonts: str | None = None

    @property
    def key(self) -> str:
        """A name for all requests that ask for the same."""
        plain = self._asdict() | {"formats": sorted(self.formats), "printing": sorted(self.printing.items())}
        return digest_of(repr(plain).encode("utf-8", "surrogatepass"))


def recall(project: Path, request: Request, folder: Path) -> Outcome | None:
    """What building a project into a folder would come to, if nothing has changed since that was done; otherwise
    None."""
    if not is_clean(folder):
        return None
    manifest = Manifest.read(folder)
    build = manifest.builds.get(request.key)
    if build is None or not _stands(build, folder, manifest) or build["inputs"] != digest_of_project(project):
        return None
    return _outcome(build, folder)


def record(
    manifest: Manifest,
    request: Request,
    inputs: str | None,
    outcome: Outcome,
    folder: Path,
    written: Mapping[str, tuple[str, int]],
    with_pages: bool,
) -> None:
    """Remembers what a build came to. `inputs` is the digest of the project before it was read (None: nothing is
    remembered), `written` are the digests and sizes of all its files by their names. With pages, all that they offer
    must be there."""
    # what builds of other inputs came to is of no use any more
    manifest.builds = {k: b for k, b in manifest.builds.items() if b["inputs"] == inputs}
    if inputs is None:
        return
    spans = dict.fromkeys(d.span for d in outcome.diagnostics if d.span)
    manifest.builds[request.key] = {
        "inputs": inputs,
        "written": dict(sorted(written.items())),
        "offered": {name: e.size for name, e in sorted(manifest.files.items()) if not e.old} if with_pages else {},
        "outputs": [o._replace(path=Path(o.path).relative_to(folder).as_posix(), reused=True) for o in outcome.outputs],
        "notes": [as_data(note) for note in outcome.notes],
        "diagnostics": [_written(d) for d in outcome.diagnostics],
        "lines": [[s.path, s.line, outcome.line_of(s.path, s.line)] for s in spans],
    }


def _stands(build: Mapping[str, Any], folder: Path, manifest: Manifest) -> bool:
    """Whether the files of a build are as it left them, and its pages still offer what there is."""
    offered = {name: e.size for name, e in manifest.files.items() if not e.old}
    if build["offered"] and build["offered"] != offered:
        return False
    if not all(size(folder / name) == known for name, known in build["offered"].items()):
        return False
    return all(digest(folder / name, bytes) == known for name, (known, bytes) in build["written"].items())


def _written(finding: Diagnostic) -> dict[str, Any]:
    """A finding as values for JSON, without the ways to mend it."""
    advice = finding.advice.told() if isinstance(finding.advice, Later) else finding.advice
    return {
        "severity": finding.severity,
        "says": as_data(finding.says),
        "span": finding.span,
        "advice": advice and as_data(advice),
    }


def _read(fields: Mapping[str, Any]) -> Diagnostic:
    span, advice = fields["span"], fields["advice"]
    return Diagnostic(
        fields["severity"], of_data(fields["says"]), Span(*span) if span else None, of_data(advice) if advice else None
    )


def _outcome(build: Mapping[str, Any], folder: Path) -> Outcome:
    """The report of a build."""
    outputs = (OutputFile(*fields) for fields in build["outputs"])
    lines = {(path, number): line for path, number, line in build["lines"]}
    return Outcome(
        tuple(o._replace(path=str(folder / o.path)) for o in outputs),
        tuple(map(_read, build["diagnostics"])),
        lambda path, number: lines.get((path, number)),
        tuple(map(of_data, build["notes"])),
    )
