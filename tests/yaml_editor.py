"""yaml-language-server, which VS Code and other editors have behind YAML, asked as they ask it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import playwright
from oracles import ROOT, OracleError

PROGRAM = ROOT / ".cache/yaml-language-server/node_modules/yaml-language-server/bin/yaml-language-server"
#: The Node that drives the browser in other tests.
NODE = Path(playwright.__file__).parent / "driver" / "node"


class Editor:
    """A process of the language server. `schemas` are the files of schemas, each with the patterns of paths that it is
    for."""

    def __init__(self, schemas: Mapping[Path, Sequence[str]]) -> None:
        if not PROGRAM.exists():
            raise OracleError("yaml-language-server is not installed; `make test` installs it")
        self._server = subprocess.Popen(
            [NODE, PROGRAM, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._numbers = count(1)
        self._found: dict[str, list[dict[str, Any]]] = {}
        self._settings = {
            "schemas": {file.as_uri(): list(patterns) for file, patterns in schemas.items()},
            "schemaStore": {"enable": False},
        }
        self._configured = False
        completion = {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}}
        capabilities = {"workspace": {"configuration": True}, "textDocument": {"completion": completion}}
        self._ask("initialize", {"processId": os.getpid(), "rootUri": None, "capabilities": capabilities})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {"yaml": self._settings}})
        while not self._configured:
            self._read()

    def __enter__(self) -> Editor:
        return self

    def __exit__(self, *error: object) -> None:
        self._ask("shutdown", None)
        self._tell("exit", None)
        self._server.communicate(timeout=30)

    def open(self, path: str, text: str) -> None:
        """Opens a file that need not be there."""
        document = {"uri": f"file://{path}", "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})

    def findings(self, path: str) -> list[str]:
        """What is wrong with a file that was opened: each with its line."""
        while f"file://{path}" not in self._found:
            self._read()
        return [f"{d['range']['start']['line'] + 1}: {d['message']}" for d in self._found[f"file://{path}"]]

    def offers(self, path: str, text: str) -> dict[str, str]:
        """What is offered where `¦` stands in a text, each with what is said of it."""
        items = self._at("textDocument/completion", path, text)
        items = items["items"] if isinstance(items, dict) else items or []
        return {item["label"]: _words(item.get("documentation")) for item in items}

    def says(self, path: str, text: str) -> str:
        """What is said of what stands where `¦` is."""
        return _words((self._at("textDocument/hover", path, text) or {}).get("contents"))

    def _at(self, method: str, path: str, text: str) -> Any:
        before, after = text.split("¦")
        path = path.replace(".yaml", f"-{next(self._numbers)}.yaml")
        self.open(path, before + after)
        place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return self._ask(method, {"textDocument": {"uri": f"file://{path}"}, "position": place})

    # messages

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._server.stdin.flush()

    def _tell(self, method: str, parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _ask(self, method: str, parameters: Any) -> Any:
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _read(self) -> dict[str, Any]:
        """The next message; what the server asks is answered."""
        assert self._server.stdout
        length = 0
        while line := self._server.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        if not length:
            raise OracleError("yaml-language-server has ended")
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        method, parameters = message.get("method"), message.get("params")
        if method == "workspace/configuration":
            sections = [self._settings if i.get("section") == "yaml" else None for i in parameters["items"]]
            self._send({"id": message["id"], "result": sections})
            self._configured = True
        elif method and "id" in message:
            self._send({"id": message["id"], "result": None})
        elif method == "textDocument/publishDiagnostics":
            self._found[parameters["uri"]] = parameters["diagnostics"]
        return message


def _words(said: Any) -> str:
    return said.get("value", "") if isinstance(said, dict) else said or ""
