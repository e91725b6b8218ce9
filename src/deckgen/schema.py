"""JSON Schemas of the files that authors write, from the same models that validate them."""

from __future__ import annotations

from typing import Any

from deckgen.kinds import KINDS
from deckgen.seminar import ModuleFile, SeminarFile, Source
from deckgen.theme import Theme


def schema(what: str) -> dict[str, Any]:
    """The JSON Schema of `seminar`, `module`, `sources` or `theme` files."""
    if what == "seminar":
        return SeminarFile.model_json_schema()
    if what == "theme":
        return Theme.model_json_schema()
    if what == "sources":
        return {"type": "object", "additionalProperties": Source.model_json_schema()}
    module = ModuleFile.model_json_schema()
    slides, definitions = [], dict(module.pop("$defs", {}))
    for name, kind in KINDS.items():
        one = kind.model_json_schema()
        definitions |= {f"{name}-{k}": v for k, v in one.pop("$defs", {}).items()}
        one = _renamed(one, name)
        one["properties"]["kind"] = {"const": name}
        slides.append(one)
    definitions = {k: _renamed(v, k.rpartition("-")[0]) if "-" in k else v for k, v in definitions.items()}
    module["properties"]["slides"] = {"type": "array", "items": {"oneOf": slides}}
    return module | {"$defs": definitions}


def _renamed(node: Any, kind: str) -> Any:
    """References to a kind's own definitions, with the kind's name before them."""
    if isinstance(node, dict):
        return {k: f"#/$defs/{kind}-{v.rpartition('/')[2]}" if k == "$ref" else _renamed(v, kind) for k, v in node.items()}
    if isinstance(node, list):
        return [_renamed(v, kind) for v in node]
    return node
