"""What is wrong with manifests and commands on slides, as Kubernetes 1.36 and its tools would say it, and as our own
advice does (as little root as possible, requests and limits, images that still get fixes)."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HOME = Path(__file__).parent / "data" / "kubernetes"
PREFIX = "#/$defs/"
#: Resources of others that stand in a cluster; their fields are not ours to judge.
FOREIGN = re.compile(
    r"(argoproj\.io|kustomize\.(config|toolkit)[\w.]*|source\.toolkit[\w.]*|helm\.toolkit[\w.]*|keda\.sh"
    r"|monitoring\.coreos\.com|opentelemetry\.io|cert-manager\.io|cilium\.io|[\w.]*istio\.io|linkerd\.io"
    r"|kyverno\.io|external-secrets\.io|snapshot\.storage\.k8s\.io|velero\.io|karpenter\.[\w.]+|kueue\.x-k8s\.io"
    r"|kubelet\.config\.k8s\.io|apiserver\.config\.k8s\.io|kind\.x-k8s\.io|kubeadm\.k8s\.io)/v\d\w*"
)
_TYPES = {"string": str, "boolean": bool, "array": list, "object": dict}
_QUANTITY = re.compile(r"\d+(\.\d+)?([munkMGTPE]|[KMGTPE]i|[eE]\d+)?")
_NAME = re.compile(r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?")
#: Words that a field takes, of those that the schemas leave to prose.
VALUES = {
    "policyTypes": {"Ingress", "Egress"},
    "imagePullPolicy": {"Always", "IfNotPresent", "Never"},
    "restartPolicy": {"Always", "OnFailure", "Never"},
    "protocol": {"TCP", "UDP", "SCTP", "HTTP", "HTTPS", "TLS"},
    "whenUnsatisfiable": {"DoNotSchedule", "ScheduleAnyway"},
    "accessModes": {"ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"},
    "concurrencyPolicy": {"Allow", "Forbid", "Replace"},
    "podManagementPolicy": {"OrderedReady", "Parallel"},
}


@cache
def schemas() -> tuple[dict[str, str], dict[str, Any]]:
    """The definition of each kind, by `apiVersion kind`, and all definitions by their names."""
    files = [json.loads((HOME / name).read_text(encoding="utf-8")) for name in ("schemas.json", "gateway.json")]
    kinds: dict[str, str] = {}
    definitions: dict[str, Any] = {}
    for file in files:
        kinds |= file["kinds"]
        definitions |= file["$defs"]
    return kinds, definitions


def is_excerpt(text: str) -> bool:
    """Whether a manifest says in a remark that some of it is left out (`# …`): it need not have all that it needs."""
    return re.search(r"^\s*#\s*(…|\.\.\.)", text, re.MULTILINE) is not None


def wrong_with(text: str) -> Iterator[str]:
    """What is wrong with the documents of a text in YAML."""
    documents = [d for d in yaml.safe_load_all(text) if d is not None]
    if not documents:
        yield "there is no document"
    for document in documents:
        if not isinstance(document, dict) or not {"apiVersion", "kind"} <= document.keys():
            yield "a document has no apiVersion or no kind"
        elif not FOREIGN.fullmatch(str(document["apiVersion"])):
            yield from wrong_with_document(document, is_excerpt(text))


def wrong_with_document(document: Mapping[str, Any], excerpt: bool = False) -> Iterator[str]:
    """What is wrong with one document: no field that Kubernetes does not know, none missing, each of its type."""
    kinds, definitions = schemas()
    kind = f"{document['apiVersion']} {document['kind']}"
    if kind not in kinds:
        yield f"`{kind}` is not served, or deprecated"
        return
    yield from _wrong(document, definitions[kinds[kind]], str(document["kind"]), excerpt)
    name = (document.get("metadata") or {}).get("name")
    if not (isinstance(name, str) and _NAME.fullmatch(name) and len(name) <= 253):
        yield f"metadata.name is {name!r}"
    for found in of_templates(document):
        yield from found


def of_templates(document: Mapping[str, Any]) -> Iterator[list[str]]:
    """Whether selectors of workloads match their templates."""
    spec = document.get("spec")
    if isinstance(spec, dict) and "template" in spec and isinstance(spec.get("selector"), dict):
        labels = ((spec["template"] or {}).get("metadata") or {}).get("labels") or {}
        wanted = spec["selector"].get("matchLabels") or {}
        yield [] if wanted.items() <= labels.items() else [f"the selector {wanted} does not match {labels}"]


def _wrong(value: Any, schema: Mapping[str, Any], at: str, excerpt: bool) -> Iterator[str]:
    ref = schema.get("$ref", "").removeprefix(PREFIX)
    if ref:
        if ref.endswith("Quantity") and not _QUANTITY.fullmatch(str(value)):
            yield f"{at}: {value!r} is no quantity"
        yield from _wrong(value, schemas()[1][ref], at, excerpt)
        return
    if "oneOf" in schema:
        if all(any(_wrong(value, one, at, excerpt)) for one in schema["oneOf"]):
            yield f"{at}: {value!r} is of another type"
        return
    if not _is_a(value, schema.get("type")):
        yield f"{at}: {value!r} is no {schema['type']}"
        return
    words = set(schema.get("enum", ())) or VALUES.get(at.rpartition(".")[2].partition("[")[0])
    if words and isinstance(value, str) and value not in words:
        yield f"{at}: {value!r} is none of {sorted(words)}"
    if isinstance(value, list):
        for n, item in enumerate(value):
            yield from _wrong(item, schema.get("items", {}), f"{at}[{n}]", excerpt)
    elif isinstance(value, dict):
        yield from _wrong_with_fields(value, schema, at, excerpt)


def _wrong_with_fields(value: dict[str, Any], schema: Mapping[str, Any], at: str, excerpt: bool) -> Iterator[str]:
    known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name in schema.get("required", ()):
        if name not in value and not excerpt:
            yield f"{at} has no `{name}`"
    for name, part in value.items():
        if name in known:
            yield from _wrong(part, known[name], f"{at}.{name}", excerpt)
        elif others is False:
            yield f"{at} knows no `{name}`"
        elif isinstance(others, dict):
            yield from _wrong(part, others, f"{at}.{name}", excerpt)


def _is_a(value: Any, wanted: str | None) -> bool:
    if wanted is None:
        return True
    if wanted in ("integer", "number"):
        return isinstance(value, int if wanted == "integer" else (int, float)) and not isinstance(value, bool)
    return isinstance(value, _TYPES[wanted])


# our own advice


def pods(document: Any) -> Iterator[dict[str, Any]]:
    """The pods that a document has made: specs with containers that name an image."""
    if isinstance(document, dict):
        containers = document.get("containers")
        if isinstance(containers, list) and any(isinstance(c, dict) and "image" in c for c in containers):
            yield document
        for part in document.values():
            yield from pods(part)
    elif isinstance(document, list):
        for part in document:
            yield from pods(part)


def against_advice(text: str, current: Mapping[str, str]) -> Iterator[str]:
    """What pods that are shown whole do against our own advice; `current` are the versions of images that still get
    fixes, by the names of the images."""
    if is_excerpt(text):
        return
    for document in yaml.safe_load_all(text):
        for pod in pods(document):
            own = pod.get("securityContext") or {}
            for container in (*pod.get("initContainers", ()), *pod["containers"]):
                yield from _container(container, own | (container.get("securityContext") or {}), current)


def _container(container: dict[str, Any], security: Mapping[str, Any], current: Mapping[str, str]) -> Iterator[str]:
    name, resources = container["name"], container.get("resources") or {}
    if not (security.get("runAsNonRoot") or security.get("runAsUser")):
        yield f"{name} may run as root"
    if security.get("privileged"):
        yield f"{name} is privileged"
    missing = {"cpu", "memory"} - (resources.get("requests") or {}).keys()
    if missing:
        yield f"{name} requests no {' and no '.join(sorted(missing))}"
    if "memory" not in (resources.get("limits") or {}):
        yield f"{name} has no limit of memory"
    yield from old_image(container["image"], current)


def old_image(image: str, current: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the version that an image has."""
    whole, _, digest = image.partition("@")
    at = whole.rfind(":")
    base, tag = (whole[:at], whole[at + 1 :]) if at > whole.rfind("/") else (whole, "")
    if tag in ("", "latest") and not digest:
        yield f"{image} names no version"
    version = current.get(base)
    if version and tag and re.split(r"[.-]", tag)[: version.count(".") + 1] != version.split("."):
        yield f"{image} is not of the current version, {version}"


# commands

#: Flags of `docker run` and `docker exec` that take no value.
ALONE = {"-d", "--detach", "--rm", "-i", "--interactive", "-t", "--tty", "-it", "-P", "--publish-all"}
ALONE |= {"--read-only", "--init", "--privileged"}


@cache
def commands() -> dict[str, dict[str, list[str]]]:
    """What kubectl and docker can do: the flags of each command."""
    known: dict[str, dict[str, list[str]]] = yaml.safe_load((HOME / "commands.yaml").read_text(encoding="utf-8"))
    return known


def wrong_with_command(line: str) -> Iterator[str]:
    """What is wrong with a command of kubectl or docker; what it is piped to is not looked at."""
    try:
        words = shlex.split(re.split(r"\s(?:\||&&|;|>)\s", line.replace("\\\n", " "))[0])
    except ValueError as e:
        yield f"`{line}`: {e}"
        return
    known, rest = commands()[words[0]], words[1:]
    while rest and rest[0].startswith("-"):  # flags before the command, with their values
        own = rest.pop(0)
        if own.partition("=")[0] not in known[""]:
            yield f"`{line}`: there is no flag `{own}` here"
        elif "=" not in own and rest:
            rest.pop(0)
    command = next((c for n in (3, 2, 1) if (c := " ".join(rest[:n])) in known and c), None)
    if command is None:
        if not any(name.startswith(" ".join(rest) + " ") for name in known):  # else it is a family of commands
            yield f"`{line}`: there is no such command"
        return
    takes = iter(rest[command.count(" ") + 1 :])
    runs = words[0] == "docker" and command in ("run", "exec")
    for word in takes:
        if word == "--" or (runs and not word.startswith("-")):
            return  # what runs in a container is not ours
        flag = word.partition("=")[0]
        if word.startswith("-") and word != "-" and flag not in known[command] and flag not in known[""]:
            yield f"`{line}`: there is no flag `{flag}`"
        if runs and "=" not in word and flag not in ALONE:
            next(takes, None)
