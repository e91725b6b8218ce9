"""The language server: what editors ask by the Language Server Protocol, answered from a workspace.

Findings come at two speeds: what is wrong with a file by itself at once, all that follows from it when nobody has typed
for a moment.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from deckgen import __version__
from deckgen.diagnostics import Diagnostic, Span
from deckgen.editor.completion import Offer, complete
from deckgen.editor.hover import hover
from deckgen.editor.naming import mentions, named_at, written_at
from deckgen.editor.outline import Symbol, outline
from deckgen.messages import ENGLISH, SPOKEN, text
from deckgen.reading.letters import composed
from deckgen.reading.values import is_slug
from deckgen.workspace import Whole, Workspace, span_offsets, steady
from deckgen.workspace.mending import offered

#: Seconds without a letter after which everything is looked at.
QUIET = 0.15
#: Seconds without one after which memory is tidied, which takes longer than a letter may.
IDLE = 3.0
_SORTS = {
    "field": lsp.CompletionItemKind.Field,
    "kind": lsp.CompletionItemKind.Class,
    "value": lsp.CompletionItemKind.EnumMember,
    "slide": lsp.CompletionItemKind.Reference,
    "module": lsp.CompletionItemKind.Module,
    "source": lsp.CompletionItemKind.Reference,
    "term": lsp.CompletionItemKind.Reference,
    "icon": lsp.CompletionItemKind.Color,
    "prop": lsp.CompletionItemKind.Color,
    "file": lsp.CompletionItemKind.File,
    "theme": lsp.CompletionItemKind.Color,
}
_SYMBOLS = {"slide": lsp.SymbolKind.Class, "part": lsp.SymbolKind.Namespace, "entry": lsp.SymbolKind.Key}


class Server(LanguageServer):
    """A server for one project."""

    def __init__(self, project: Path | None = None) -> None:
        super().__init__("deckgen", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental)
        self.project = project
        self.language = ENGLISH
        self._deck: Workspace | None = None
        self._shown: set[str] = set()
        self._waiting: asyncio.TimerHandle | None = None
        self._tidying: asyncio.TimerHandle | None = None

    @property
    def deck(self) -> Workspace:
        """The workspace, read when somebody first asks for it."""
        if self._deck is None:
            self._deck = Workspace(self.project or Path.cwd())
            steady()
        return self._deck

    # paths

    def begin(self, params: lsp.InitializeParams) -> None:
        """Takes what the editor says of itself: its folder, its language."""
        locale = (params.locale or "").partition("-")[0].partition("_")[0]
        self.language = locale if locale in SPOKEN else ENGLISH
        folders = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
        homes = [_path(uri) for uri in folders if uri]
        if self.project is None:
            self.project = next((home for at in homes if (home := project_of(at))), homes[0] if homes else None)

    def path(self, uri: str) -> str | None:
        """A file's path from the project's folder; None of one that is not in it."""
        try:
            path = _path(uri).resolve().relative_to(self.deck.root.resolve())
        except ValueError:
            return None
        return composed(path.as_posix())

    def uri(self, name: str) -> str:
        """The address of a file of the project."""
        return (self.deck.root.resolve() / name).as_uri()

    # places

    def text(self, uri: str) -> str:
        """A file as its editor has it."""
        name = self.path(uri)
        return (self.deck.text(name) if name else None) or ""

    def range(self, span: Span) -> lsp.Range:
        """A span as editors count."""
        text = self.deck.text(span.path) or ""
        start, end = span_offsets(text, span)
        return lsp.Range(self._position(text, start), self._position(text, end))

    def _position(self, text: str, offset: int) -> lsp.Position:
        lines = _lines(text[:offset])
        line = _lines(text)[len(lines) - 1]
        units = self.workspace.position_codec.client_num_units(line[: len(lines[-1])])
        return lsp.Position(len(lines) - 1, units)

    def place(self, uri: str, position: lsp.Position) -> tuple[str, str, int, int] | None:
        """The name and the text of a file, with the row and column of a position in it; None of a file that is not of
        the project."""
        name = self.path(uri)
        if name is None:
            return None
        text = self.text(uri)
        at = self.workspace.position_codec.position_from_client_units(_lines(text), position)
        return name, text, at.line, at.character

    # findings

    def typed(self, uri: str) -> None:
        """Tells what is wrong with a file by itself, and of all when nobody has typed for a moment."""
        if name := self.path(uri):
            found = self.deck.structure(name)
            if any(d.severity == "error" for d in found):
                self._publish(name, found)
            self.soon()

    def soon(self) -> None:
        """Looks at everything in a moment, but not before."""
        for handle in (self._waiting, self._tidying):
            if handle:
                handle.cancel()
        loop = asyncio.get_running_loop()
        self._waiting = loop.call_later(QUIET, self.look)
        self._tidying = loop.call_later(IDLE, gc.collect)

    def settle(self) -> None:
        """Looks at everything now, if that is due."""
        if self._waiting:
            self._waiting.cancel()
            self.look()

    def look(self) -> None:
        """Tells everything that is wrong."""
        self._waiting = None
        self.tell(self.deck.look().findings)

    def tell(self, findings: Iterable[Diagnostic]) -> None:
        """Tells findings at their files; what has no place stands at the first seminar."""
        by_path: dict[str, list[Diagnostic]] = {name: [] for name in self._shown}
        elsewhere = next((path for path in self.deck.texts()), "content")
        for finding in findings:
            by_path.setdefault(finding.span.path if finding.span else elsewhere, []).append(finding)
        for name, found in by_path.items():
            self._publish(name, found)
        self._shown = {name for name, found in by_path.items() if found}

    def _publish(self, name: str, findings: Sequence[Diagnostic]) -> None:
        self._shown.add(name)
        told = [self._told(name, finding) for finding in findings]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(self.uri(name), told))

    def _told(self, name: str, finding: Diagnostic) -> lsp.Diagnostic:
        message, hint = finding.told(self.language)
        severity = lsp.DiagnosticSeverity.Error if finding.severity == "error" else lsp.DiagnosticSeverity.Warning
        return lsp.Diagnostic(
            range=self.range(finding.span or Span(name)),
            message=f"{message}\n{hint}" if hint else message,
            severity=severity,
            code=finding.code,
            source="deckgen",
        )

    # edits

    def edit(self, changes: Iterable[tuple[Span, str]]) -> lsp.WorkspaceEdit:
        """Texts in the place of spans, as editors make them."""
        found: dict[str, list[lsp.TextEdit]] = {}
        for span, words in changes:
            found.setdefault(self.uri(span.path), []).append(lsp.TextEdit(self.range(span), words))
        return lsp.WorkspaceEdit(changes=found)


def project_of(folder: Path) -> Path | None:
    """The project's folder that a folder is, is in, or holds."""
    for home in (folder, *folder.parents):
        if (home / "content" / "seminars").is_dir():
            return home
    return next((home.parent.parent for home in sorted(folder.glob("*/content/seminars"))), None)


def _path(uri: str) -> Path:
    return Path(url2pathname(unquote(urlsplit(uri).path))) if uri.startswith("file:") else Path(uri)


def _lines(text: str) -> list[str]:
    """The lines of a text as editors count them, with their ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def serve(project: Path | None) -> None:
    """Answers an editor at the standard input and output until it is done."""
    # what anybody prints must not get among the answers, and the server closes what it writes to
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        sys.stdout = sys.stderr
        server(project).start_io(stdout=answers)


def server(project: Path | None = None) -> Server:
    """A server with all that it answers."""
    here = Server(project)

    @here.feature(lsp.INITIALIZE)
    def begun(params: lsp.InitializeParams) -> None:
        here.begin(params)

    @here.feature(lsp.INITIALIZED)
    def initialized(params: lsp.InitializedParams) -> None:
        here.tell(here.deck.findings)

    _texts(here)
    _answers(here)
    _changes(here)
    return here


def _texts(here: Server) -> None:
    """What editors do with files."""

    @here.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        _take(here, params.text_document.uri)

    @here.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        _take(here, params.text_document.uri)

    @here.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        if name := here.path(params.text_document.uri):
            here.tell(here.deck.close(name).findings)

    @here.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def outside(params: lsp.DidChangeWatchedFilesParams) -> None:
        names = [name for change in params.changes if (name := here.path(change.uri))]
        here.tell(here.deck.refresh(names).findings)


def _take(here: Server, uri: str) -> None:
    """Takes a file as its editor has it."""
    if name := here.path(uri):
        here.deck.take([Whole(name, here.workspace.get_text_document(uri).source)])
        here.typed(uri)


def _answers(here: Server) -> None:
    """What editors ask."""

    @here.feature(
        lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", "-", "[", "{", ",", ".", "/"])
    )
    def completion(params: lsp.CompletionParams) -> lsp.CompletionList | None:
        at = here.place(params.text_document.uri, params.position)
        if at is None:
            return None
        name, written, row, column = at
        found = complete(written, name, row, column, here.deck.contents, here.language)
        lines = written.splitlines()
        line = lines[row] if row < len(lines) else ""
        count = here.workspace.position_codec.client_num_units
        place = lsp.Range(
            lsp.Position(row, count(line[: found.start])), lsp.Position(row, count(line[: max(found.end, column)]))
        )
        return lsp.CompletionList(False, [_item(offer, place, line[found.end :]) for offer in found.offers])

    @here.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        at = here.place(params.text_document.uri, params.position)
        said = hover(here.deck, at[1], at[0], at[2], at[3], here.language) if at else None
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, said)) if said else None

    @here.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        at = here.place(params.text_document.uri, params.position)
        named = named_at(at[1], at[0], at[2], at[3], here.deck.contents) if at else None
        span = written_at(named, here.deck.contents) if named else None
        return lsp.Location(here.uri(span.path), here.range(span)) if span else None

    @here.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(params: lsp.ReferenceParams) -> list[lsp.Location]:
        at = here.place(params.text_document.uri, params.position)
        named = named_at(at[1], at[0], at[2], at[3], here.deck.contents) if at else None
        found = mentions(named, here.deck.texts()) if named else []
        return [lsp.Location(here.uri(m.span.path), here.range(m.span)) for m in found]

    @here.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        name = here.path(params.text_document.uri)
        return [_symbol(here, s) for s in outline(here.text(params.text_document.uri), name)] if name else []


def _item(offer: Offer, place: lsp.Range, behind: str) -> lsp.CompletionItem:
    colon = ": " if offer.sign == "field" and not behind.lstrip().startswith(":") else ""
    return lsp.CompletionItem(
        label=offer.text,
        kind=_SORTS[offer.sign],
        detail=offer.about or None,
        sort_text=f"{0 if offer.needed else 1}{offer.text}",
        text_edit=lsp.TextEdit(place, offer.text + colon),
    )


def _symbol(here: Server, symbol: Symbol) -> lsp.DocumentSymbol:
    place = here.range(symbol.span)
    end = max(lsp.Position(symbol.last, 0), place.end)
    return lsp.DocumentSymbol(
        name=symbol.name,
        kind=_SYMBOLS[symbol.sort],
        range=lsp.Range(place.start, end),
        selection_range=place,
        detail=symbol.about or None,
        children=[_symbol(here, inner) for inner in symbol.inner],
    )


def _changes(here: Server) -> None:
    """What editors have changed for them."""

    @here.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(params: lsp.PrepareRenameParams) -> lsp.Range | None:
        at = here.place(params.text_document.uri, params.position)
        named = named_at(at[1], at[0], at[2], at[3], here.deck.contents) if at else None
        return here.range(named.span) if named and named.what != "module" else None

    @here.feature(lsp.TEXT_DOCUMENT_RENAME)
    def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        at = here.place(params.text_document.uri, params.position)
        named = named_at(at[1], at[0], at[2], at[3], here.deck.contents) if at else None
        if named is None or named.what == "module" or not is_slug(params.new_name):
            return None
        return here.edit((m.span, params.new_name) for m in mentions(named, here.deck.texts()))

    @here.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix]))
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        here.settle()
        name = here.path(params.text_document.uri)
        found = []
        for finding in here.deck.findings:
            place = here.range(finding.span) if finding.span and finding.span.path == name else None
            if place is None or place.end < params.range.start or params.range.end < place.start:
                continue
            for fix in offered(here.deck, finding):
                edit = here.edit((Span(s.path, s.line, s.column, s.end), s.text) for s in fix.splices)
                found.append(lsp.CodeAction(text(fix.says, here.language), lsp.CodeActionKind.QuickFix, edit=edit))
        return found
