"""The Model Context Protocol at the standard input and output: a message a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TextIO

from deckgen import __version__

Data = dict[str, Any]
#: Versions of the protocol in which tools are asked alike; the last one is offered to who asks for another.
VERSIONS = ("2024-11-05", "2025-03-26", "2025-06-18")
#: Codes of JSON-RPC 2.0.
_UNREADABLE, _ODD, _UNKNOWN, _WRONG = -32700, -32600, -32601, -32602


class Tool(NamedTuple):
    """Something that can be asked: its name, what it does, its `fields` (each a JSON Schema; a name with `?` behind it
    may be missing), and what answers: texts, or pictures as bytes of a JPEG. `reads` says that it changes nothing."""

    name: str
    about: str
    fields: Mapping[str, Data]
    answer: Callable[[Mapping[str, Any]], Iterable[str | bytes]]
    reads: bool = True

    @property
    def told(self) -> Data:
        """The tool as a client is told of it."""
        properties = {name.rstrip("?"): schema for name, schema in self.fields.items()}
        schema = {"type": "object", "properties": properties, "additionalProperties": False}
        schema["required"] = [name for name in self.fields if not name.endswith("?")]
        hints = {"readOnlyHint": self.reads, "openWorldHint": False}
        return {"name": self.name, "description": self.about, "inputSchema": schema, "annotations": hints}


class Mistaken(Exception):
    """What was asked cannot be done; the words are for who asked."""


def serve(tools: Iterable[Tool], lines: TextIO = sys.stdin, answers: TextIO = sys.stdout) -> None:
    """Answers messages until there are no more."""
    known = {tool.name: tool for tool in tools}
    for line in lines:
        if not line.strip():
            continue
        answer = answered(line, known)
        if answer is not None:
            answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
            answers.flush()


def answered(line: str, tools: Mapping[str, Tool]) -> Data | None:
    """The answer to a message; None to one that wants none."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return _wrong(None, _UNREADABLE, "this is no JSON")
    if not isinstance(message, dict) or not isinstance(message.get("method"), str):
        return _wrong(None, _ODD, "this is no message")
    if "id" not in message:
        return None
    number, asked = message["id"], message.get("params") or {}
    if not isinstance(asked, dict):
        return _wrong(number, _WRONG, "`params` are no names and values")
    match message["method"]:
        case "initialize":
            return _right(number, _begun(asked))
        case "ping":
            return _right(number, {})
        case "tools/list":
            return _right(number, {"tools": [tool.told for tool in tools.values()]})
        case "tools/call":
            tool = tools.get(str(asked.get("name")))
            if tool is None:
                return _wrong(number, _WRONG, f"no tool is called `{asked.get('name')}`")
            return _right(number, _called(tool, asked.get("arguments") or {}))
    return _wrong(number, _UNKNOWN, f"nothing is called `{message['method']}`")


def _begun(asked: Data) -> Data:
    wanted = asked.get("protocolVersion")
    return {
        "protocolVersion": wanted if wanted in VERSIONS else VERSIONS[-1],
        "capabilities": {"tools": {"listChanged": False}},
        "serverInfo": {"name": "deckgen", "version": __version__},
        "instructions": "Begin with `list_slides` and `list_kinds`. Edits are proposed, looked at, and then accepted.",
    }


def _called(tool: Tool, values: Any) -> Data:
    """What a tool says; that it cannot be done is an answer, too, which who asked is to read."""
    from base64 import b64encode

    try:
        content = [
            {"type": "text", "text": part}
            if isinstance(part, str)
            else {"type": "image", "data": b64encode(part).decode(), "mimeType": "image/jpeg"}
            for part in tool.answer(_looked_at(tool, values))
        ]
    except Mistaken as e:
        return {"content": [{"type": "text", "text": str(e)}], "isError": True}
    return {"content": content, "isError": False}


def _looked_at(tool: Tool, values: Any) -> Mapping[str, Any]:
    """The values that came with a call. Raises Mistaken where they are not those that the tool has."""
    names = {name.rstrip("?"): schema for name, schema in tool.fields.items()}
    if not isinstance(values, dict) or not set(values) <= set(names):
        raise Mistaken(f"`{tool.name}` takes {', '.join(f'`{name}`' for name in names) or 'no values'}")
    for name, schema in names.items():
        if name not in values and name in tool.fields:
            raise Mistaken(f"`{name}` is missing")
        if name in values and not isinstance(values[name], str):
            raise Mistaken(f"`{name}` is no text")
        if name in values and "enum" in schema and values[name] not in schema["enum"]:
            raise Mistaken(f"`{name}` is one of {', '.join(schema['enum'])}")
    return values


def _right(number: Any, result: Data) -> Data:
    return {"jsonrpc": "2.0", "id": number, "result": result}


def _wrong(number: Any, code: int, message: str) -> Data:
    return {"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": message}}
