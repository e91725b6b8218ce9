"""Manifests and commands that slides show are those of Kubernetes 1.36 and its tools, and do what our slides advise."""

from __future__ import annotations

import re
from functools import cache

import manifests
import pytest
from test_content import library, table

from deckgen.composing.facts import fact_words
from deckgen.composing.filling import filled
from deckgen.composing.words import Words, texts
from deckgen.diagnostics import Diagnostic
from deckgen.languages import COMPLETE
from deckgen.reading.facts import HALF_A_YEAR
from deckgen.reading.seminar import read_facts, read_sources

GOOD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      securityContext: {runAsNonRoot: true}
      containers:
      - name: web
        image: nginx:1.30.4-alpine
        resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
        readinessProbe: {httpGet: {path: /, port: 8080}}
"""
CURRENT = {"nginx": "1.30"}


@cache
def facts():
    """The facts of the library."""
    return table("facts", read_facts)


def current() -> dict[str, str]:
    """The versions of container images, of the facts that name one."""
    raw = {name: entry.raw for name, entry in facts().items() if "image" in entry.raw}
    return {str(base): str(fact["version"]) for name, fact in raw.items() for base in (name, fact["image"])}


@cache
def shown() -> dict[str, list[str]]:
    """The lines of code and terminals of each slide that has some, with its facts filled in, by its id."""
    out: dict[str, list[str]] = {}
    for language in COMPLETE:
        words = Words(language)
        told: list[Diagnostic] = []
        sources = table("sources", read_sources)
        words.variables["facts"] = fact_words(facts(), sources, None, HALF_A_YEAR.stale, language, told)
        assert told == []
        for name, slide in library().items():
            if (text := slide.verbatim()) is not None:
                text = filled(slide, words).verbatim()
                raw = str(words.pick(text)[0])
                if raw not in out.setdefault(name, []):
                    out[name].append(raw)
    return out


def yamls() -> dict[str, list[str]]:
    """The code in YAML of each slide that has some."""
    return {name: lines for name, lines in shown().items() if getattr(library()[name], "language", "") == "yaml"}


def test_facts_of_the_library():
    """Each is named by its source, which exists, and images that have a version are known."""
    sources = table("sources", read_sources)
    assert facts() and current()
    assert [] == [name for name, entry in facts().items() if entry.fact.source not in sources]


def test_manifests_are_those_of_kubernetes():
    """Each document has the fields that Kubernetes 1.36 knows and needs, each of its type; selectors match their
    templates."""
    found = yamls()
    assert len(found) >= 2
    assert {} == {name: told for name, texts in found.items() for text in texts if (told := wrong(text))}


def wrong(text: str) -> list[str]:
    return list(manifests.wrong_with(text))


def test_manifests_do_what_slides_advise():
    """Pods that are shown whole do not run as root, request what they need, have a limit of memory, and an image that
    still gets fixes."""
    found = yamls()
    told = {name: list(manifests.against_advice(texts[0], current())) for name, texts in found.items()}
    assert {} == {name: said for name, said in told.items() if said}


def typed() -> list[tuple[str, str]]:
    """The commands of kubectl and docker that slides show: typed at a terminal, and named in texts."""
    out = []
    for name, slide in library().items():
        out += [(name, line) for line in slide.commands()]
        for text in texts(slide):
            for raw, _ in text.by_language.values():
                out += [(name, line) for line in re.findall(r"`((?:kubectl|docker) [^`\n]+)`", raw)]
    return [(name, line) for name, line in out if line.startswith(("kubectl ", "docker "))]


def test_commands_are_those_of_kubectl_and_docker():
    """Each command exists and has the flags that it is given."""
    found = typed()
    assert len(found) > 20
    assert [] == [(name, told) for name, line in found for told in manifests.wrong_with_command(line)]


#: Images that are named because nobody can pull them, by the slides that say so.
MISSING = {("ob-undo", "nginxinc/nginx-unprivileged:1.99")}


def test_images_are_current():
    """An image of which we know the current version has it wherever a slide names it: in code, at a terminal, in texts;
    but for tags that a slide shows because there are none."""
    bases = "|".join(sorted(map(re.escape, current()), key=len, reverse=True))
    image = re.compile(rf"(?<![\w/.-])(?:{bases}):\d[\w.-]*\w")
    found = {(name, one) for name, lines in shown().items() for line in lines for one in image.findall(line)}
    for name, slide in library().items():
        raws = [raw for text in texts(slide) for raw, _ in text.by_language.values()]
        found |= {(name, one) for raw in raws for one in image.findall(raw)}
    assert found >= MISSING and len(found) > len(MISSING)
    told = {name: list(manifests.old_image(one, current())) for name, one in found - MISSING}
    assert {} == {name: said for name, said in told.items() if said}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("replicas: 3", "replicas: three"), "Deployment.spec.replicas: 'three' is no integer"),
        (("replicas: 3", "replica: 3"), "Deployment.spec knows no `replica`"),
        (("replicas: 3", "replicas: null"), "Deployment.spec.replicas: None is no integer"),
        (("apps/v1", "extensions/v1beta1"), "`extensions/v1beta1 Deployment` is not served, or deprecated"),
        (("{app: web}}\n    spec", "{app: shop}}\n    spec"), "the selector {'app': 'web'} does not match"),
        (("cpu: 100m", "cpu: 100x"), "containers[0].resources.requests.cpu: '100x' is no quantity"),
        (("port: 8080", "port: [8080]"), "readinessProbe.httpGet.port: [8080] is of another type"),
        (("port: 8080", "port: 8080, prot: 1"), "readinessProbe.httpGet knows no `prot`"),
        (("path: /, port: 8080", "path: /"), "readinessProbe.httpGet has no `port`"),
        (("  selector: {matchLabels: {app: web}}\n", ""), "Deployment.spec has no `selector`"),
        (("name: web}\nspec", "name: Web}\nspec"), "metadata.name is 'Web'"),
        (("      - name: web\n", "      - name: web\n        imagePullPolicy: Sometimes\n"), "'Sometimes' is none of"),
        (("kind: Deployment", "sort: Deployment"), "a document has no apiVersion or no kind"),
        ((GOOD, ""), "there is no document"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_manifest_is_told(change, told):
    """The judge knows what is right, and finds each of these."""
    assert [] == wrong(GOOD) and change[0] in GOOD
    found = wrong(GOOD.replace(*change, 1))
    assert len(found) == 1 and told in found[0], found


def test_excerpts_need_not_be_whole():
    """A remark says that some is left out; what is there has still to be right."""
    text = GOOD.replace("  selector: {matchLabels: {app: web}}\n", "  # …\n")
    assert [] == wrong(text) and wrong(text.replace("replicas", "replica"))
    assert [] == list(manifests.against_advice(text.replace("runAsNonRoot: true", ""), CURRENT))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("runAsNonRoot: true", "runAsNonRoot: false"), "web may run as root"),
        (("cpu: 100m, ", ""), "web requests no cpu"),
        ((", limits: {memory: 256Mi}", ""), "web has no limit of memory"),
        (("nginx:1.30.4-alpine", "nginx"), "nginx names no version"),
        (("nginx:1.30.4-alpine", "nginx:latest"), "nginx:latest names no version"),
        (("nginx:1.30.4-alpine", "nginx:1.28"), "nginx:1.28 is not of the current version, 1.30"),
        (("nginx:1.30.4-alpine", "nginx:1.3"), "nginx:1.3 is not of the current version, 1.30"),
        (("- name: web", "- name: web\n        securityContext: {privileged: true}"), "web is privileged"),
    ],
)
def test_what_is_against_our_advice_is_told(change, told):
    assert [] == list(manifests.against_advice(GOOD, CURRENT)) and change[0] in GOOD
    found = list(manifests.against_advice(GOOD.replace(*change, 1), CURRENT))
    assert told in found


@pytest.mark.parametrize(
    ("line", "is_right"),
    [
        ("kubectl get pods -n shop -o wide --sort-by=.status.startTime", True),
        ("kubectl -n shop rollout undo deployment/web --to-revision=2", True),
        ("kubectl exec -it web -- sh -c 'ls --color'", True),
        ("kubectl get pods | grep -v Running", True),
        ("kubectl rollout", True),
        ("docker run -d --name shop -p 8080:8080 shop --verbose", True),
        ("docker build -t shop:1.0 .", True),
        ("kubectl gte pods", False),
        ("kubectl rollout back", False),
        ("kubectl get pods --every", False),
        ("kubectl --verbose get pods", False),
        ("docker run --deamon shop", False),
        ("docker logs 'shop", False),
    ],
)
def test_what_is_wrong_with_a_command_is_told(line, is_right):
    assert is_right == (not list(manifests.wrong_with_command(line)))
