"""What assistants may ask of a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from deckgen.assistant.kinds import described_kind, listed
from deckgen.assistant.protocol import Data, Mistaken, Tool
from deckgen.diagnostics import Diagnostic
from deckgen.layout.kinds import KINDS
from deckgen.messages import ENGLISH
from deckgen.reading.stretches import Stretch, stretches
from deckgen.studio.browser_text import line_end, shown
from deckgen.studio.desk import Desk, Refused
from deckgen.workspace import Splice, Workspace, span_offsets

#: Pixels of the longer side of a picture: small type can be read.
SIDE = 1200
#: Proposals that are kept, and findings that are told.
_KEPT, _TOLD = 20, 60
_TEXT: Data = {"type": "string"}


class _Proposal(NamedTuple):
    """An edit that was not accepted yet: which slide, in which file at which version, and the stretch."""

    slide: str
    path: str
    version: int
    piece: tuple[int, int, str]


class Assistant:
    """A project that an assistant looks at, and the edits that it has proposed."""

    def __init__(self, root: Path) -> None:
        self._workspace = Workspace(root)
        self._desk = Desk(root, self._workspace)
        self._proposals: dict[str, _Proposal] = {}
        self._numbers = count(1)

    @property
    def tools(self) -> tuple[Tool, ...]:
        """All that can be asked."""
        slide = {"type": "string", "description": "the id of a slide"}
        seminar = {"type": "string", "description": "the name of a seminar's file; else the first that shows it"}
        kind = {"type": "string", "enum": list(KINDS)}
        written = {"type": "string", "description": "the whole slide as YAML, beginning with `- id: …`"}
        proposal = {"type": "string", "description": "what `propose_edit` called it"}
        return (
            Tool("list_kinds", "All kinds of slides, with what each is for.", {}, lambda _: (listed(),)),
            Tool("describe_kind", "A kind: its fields and an example.", {"kind": kind}, _describe),
            Tool("list_slides", "Seminars, with parts and slides in their order.", {}, self._list),
            Tool("read_slide", "A slide as it is written, and its findings.", {"slide": slide}, self._read),
            Tool("picture", "A slide as a picture.", {"slide": slide, "seminar?": seminar}, self._picture),
            Tool("check", "All that is wrong, with places and codes.", {"slide?": slide}, self._check),
            Tool(
                "propose_edit",
                "Shows what would be found and how a slide would look, were it written so. Nothing is written.",
                {"slide": slide, "yaml": written, "seminar?": seminar},
                self._propose,
            ),
            Tool("accept_edit", "Writes what was proposed.", {"proposal": proposal}, self._accept, reads=False),
        )

    # looking

    def _fresh(self) -> None:
        """Takes what others have written since."""
        for path in self._workspace.texts():
            self._desk.came(path)
        self._workspace.refresh([*self._workspace.texts()])

    def _list(self, _: Mapping[str, Any]) -> Iterator[str]:
        self._fresh()
        for name in self._workspace.seminars:
            view = self._workspace.view(name)
            lines = [f"{name}: {view.title} ({view.language}, {view.theme})"]
            slides = {s.id: s for s in view.slides}
            for part in view.parts:
                lines.append(f"  {part.title} ({part.minutes:g} min)")
                lines += [f"    {id}: {slides[id].kind}, {slides[id].title}" for id in part.slides if id in slides]
            yield "\n".join(lines)

    def _read(self, asked: Mapping[str, Any]) -> Iterator[str]:
        self._fresh()
        path, text, at = self._slide(asked["slide"])
        yield f"{path}\n\n```yaml\n{shown(text[at.start : at.end])}```\n"
        yield from self._check(asked)

    def _picture(self, asked: Mapping[str, Any]) -> Iterator[bytes]:
        self._fresh()
        seminar = self._seminar(asked["slide"], asked.get("seminar", ""))
        yield self._workspace.preview(seminar, asked["slide"], SIDE)

    def _check(self, asked: Mapping[str, Any]) -> Iterator[str]:
        self._fresh()
        found = self._workspace.findings
        if "slide" in asked:
            path, text, at = self._slide(asked["slide"])
            found = tuple(d for d in found if d.span and d.span.path == path and _within(text, at, d))
        yield _told(found)

    # writing

    def _propose(self, asked: Mapping[str, Any]) -> Iterator[str | bytes]:
        self._fresh()
        name = asked["slide"]
        path, text, at = self._slide(name)
        piece = (at.start, at.end, _as_lines(asked["yaml"], text, at))
        before = self._workspace.findings
        self._workspace.apply([Splice(path, *piece)])
        try:
            after = self._workspace.findings
            yield f"It would bring:\n{_told(_others(after, before))}"
            yield f"It would mend:\n{_told(_others(before, after))}"
            seminar = next((s for s in self._workspace.seminars if self._shows(s, name)), None)
            if seminar:
                yield self._workspace.preview(asked.get("seminar") or seminar, name, SIDE)
        except KeyError as e:
            raise Mistaken(f"no seminar called `{asked.get('seminar')}` shows `{name}`") from e
        finally:
            self._workspace.close(path)
        number = str(next(self._numbers))
        self._proposals[number] = _Proposal(name, path, self._desk.text(path)[1], piece)
        while len(self._proposals) > _KEPT:
            del self._proposals[next(iter(self._proposals))]
        yield f"Nothing is written. `accept_edit` with the proposal `{number}` writes it."

    def _accept(self, asked: Mapping[str, Any]) -> Iterator[str]:
        proposal = self._proposals.pop(asked["proposal"], None)
        if proposal is None:
            raise Mistaken(f"there is no proposal `{asked['proposal']}`")
        try:
            self._desk.write(proposal.path, proposal.version, [proposal.piece])
        except Refused as e:
            raise Mistaken(f"`{proposal.path}` was changed meanwhile: propose it again") from e
        self._workspace.look()
        yield f"`{proposal.slide}` is written into {proposal.path}."

    # places

    def _slide(self, name: str) -> tuple[str, str, Stretch]:
        """The file that a slide is in, its text, and where the slide begins (at its hyphen) and ends."""
        span = self._workspace.contents.places.get(("slide", name))
        text = self._workspace.text(span.path) if span else None
        if span is None or text is None:
            raise Mistaken(f"no slide is called `{name}`; `list_slides` has their ids")
        at = span_offsets(text, span)[0]
        try:
            known = stretches(text)
        except ValueError as e:
            raise Mistaken(f"{span.path} cannot be read: `check` says why") from e
        here = next((s for s in known if len(s.steps) == 2 and s.start <= at < s.end), None)
        if here is None or here.bracketed:
            raise Mistaken(f"`{name}` is written in a way of its own: edit {span.path} by hand")
        start = text.rfind("-", 0, here.start)
        done = text[: max(s.end for s in known if s.steps[:2] == here.steps and s.sort == "scalar")].rstrip()
        end = len(done) + len(text[len(done) :].partition("\n")[0]) + 1
        return span.path, text, here._replace(start=start, end=min(end, len(text)))

    def _shows(self, seminar: str, slide: str) -> bool:
        return any(s.id == slide for s in self._workspace.view(seminar).slides)

    def _seminar(self, slide: str, wanted: str) -> str:
        found = [s for s in self._workspace.seminars if self._shows(s, slide) and wanted in ("", s)]
        if not found:
            raise Mistaken(f"no seminar{f' called `{wanted}`' if wanted else ''} shows a slide `{slide}`")
        return found[0]


def _describe(asked: Mapping[str, Any]) -> Iterable[str]:
    return (described_kind(asked["kind"]),)


def _as_lines(written: str, text: str, at: Stretch) -> str:
    """A slide as lines with the margin and the ends that the others of its file have."""
    lines = shown(written).strip("\n").split("\n")
    if not lines[0].startswith("- "):
        raise Mistaken("a slide begins with `- id: …` at the margin")
    margin = " " * (at.start - text.rfind("\n", 0, at.start) - 1)
    rows = [lines[0], *(margin + line if line.strip() else "" for line in lines[1:])]
    return line_end(text).join((*rows, ""))


def _within(text: str, at: Stretch, finding: Diagnostic) -> bool:
    """Whether a finding is on the lines of a slide."""
    return finding.span is not None and at.start <= span_offsets(text, finding.span)[0] < at.end


def _others(some: Iterable[Diagnostic], known: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings that are not among others, wherever those stand."""
    left = [(d.code, d.message) for d in known]
    out = []
    for finding in some:
        if (finding.code, finding.message) in left:
            left.remove((finding.code, finding.message))
        else:
            out.append(finding)
    return out


def _told(findings: Iterable[Diagnostic]) -> str:
    lines = []
    for finding in findings:
        message, hint = finding.told(ENGLISH)
        lines.append(
            f"{finding.span or '-'}: {finding.severity} [{finding.code}] {message}{f' ({hint})' if hint else ''}"
        )
    more = f"\nand {len(lines) - _TOLD} more" if len(lines) > _TOLD else ""
    return "\n".join(lines[:_TOLD]) + more if lines else "nothing"
