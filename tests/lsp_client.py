"""A small editor: it speaks the Language Server Protocol with the real command, and keeps what was said."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

#: Seconds to wait for an answer.
PATIENCE = 60


class Client:
    """An editor with a folder open. `sent` and `received` are the messages in order, without their envelopes."""

    def __init__(self, folder: Path, locale: str = "en") -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "deckgen", "lsp"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self._number = 0
        self.findings: dict[str, list[dict[str, Any]]] = {}
        capabilities = {"general": {"positionEncodings": ["utf-16"]}, "textDocument": {}}
        self.capabilities = self.ask(
            "initialize",
            {"processId": None, "rootUri": folder.as_uri(), "locale": locale, "capabilities": capabilities},
        )["capabilities"]
        self.tell("initialized", {})

    def _read(self) -> None:
        out = self._process.stdout
        assert out is not None
        while True:
            length = 0
            while line := out.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                self._answers.put(None)
                return
            self._answers.put(json.loads(out.read(length)))

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def tell(self, method: str, params: dict[str, Any]) -> None:
        """Tells the server something."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Asks the server something; its answer."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            answer = self._next()
            if answer.get("id") == self._number and "method" not in answer:
                assert "error" not in answer, answer
                return answer["result"]

    def told(self, path: str) -> list[dict[str, Any]]:
        """The findings of a file, when they are told the next time."""
        while True:
            answer = self._next()
            if answer.get("method") == "textDocument/publishDiagnostics" and answer["params"]["uri"] == self.uri(path):
                return list(answer["params"]["diagnostics"])

    def _next(self) -> dict[str, Any]:
        answer = self._answers.get(timeout=PATIENCE)
        assert answer is not None, "the server has ended"
        if answer.get("method") == "textDocument/publishDiagnostics":
            self.findings[answer["params"]["uri"]] = answer["params"]["diagnostics"]
        return answer

    def uri(self, path: str) -> str:
        return (self.folder / path).as_uri()

    def open(self, path: str) -> str:
        """Opens a file; its text."""
        text = (self.folder / path).read_text(encoding="utf-8")
        document = {"uri": self.uri(path), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return text

    def write(self, path: str, text: str, version: int = 2) -> None:
        """Writes a file anew, unsaved."""
        document = {"uri": self.uri(path), "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def at(self, path: str, text: str, words: str, inside: int = 0) -> dict[str, Any]:
        """The place of words in a text, which has them once, as a question has it."""
        assert text.count(words) == 1, (path, words)
        offset = text.index(words) + inside
        line = text.count("\n", 0, offset)
        units = len(text[text.rfind("\n", 0, offset) + 1 : offset].encode("utf-16-le")) // 2
        return {"textDocument": {"uri": self.uri(path)}, "position": {"line": line, "character": units}}

    def close(self) -> int:
        """Ends the server as editors do; its status."""
        self.ask("shutdown", {})
        self.tell("exit", {})
        status = self._process.wait(PATIENCE)
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
        return status
