"""New projects, seminars, modules and themes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from deckgen.drafts.draft import Draft
from deckgen.drafts.editors import editor
from deckgen.drafts.examples import example
from deckgen.drafts.slides import MODULES
from deckgen.drafts.words import scalar
from deckgen.languages import COMPLETE, LANGUAGES
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.parser import parse

#: The slides of a new seminar, by what they are called in its module.
BEGINNING, MIDDLE, END = ("title", "agenda"), ("statement", "cards"), ("closing",)
#: Those of which the smallest example will do: a closing with a code would not let another one stand before it.
LITTLE = frozenset(("closing",))


class Plan(NamedTuple):
    """What is said of a new seminar: its file's name, its title, its language, its minutes, its theme, for whom and
    when it is."""

    name: str
    title: str
    language: str
    minutes: int = 20
    theme: str = "openmaru"
    client: str = ""
    date: str = ""


def project(plan: Plan) -> Draft:
    """A project with one seminar and a module of its own, and settings for editors."""
    ignored = Draft({".gitignore": b"output/\ncontent/variants/\n"})  # tables of people
    return ignored | editor(plan.language) | seminar(plan)


def seminar(plan: Plan, modules: Mapping[str, str] | None = None) -> Draft:
    """A seminar of slides of these modules (their names, and their titles); without any, of a module of its own."""
    words = LANGUAGES[plan.language].beginning
    head = {"title": plan.title, "language": plan.language, "minutes": str(plan.minutes), "theme": plan.theme}
    lines = [f"{name}: {scalar(value)}" for name, value in head.items()]
    event = [f"  {name}: {scalar(value)}" for name, value in (("client", plan.client), ("date", plan.date)) if value]
    lines += ["event:", *event] if event else []
    lines.append("programme:")
    if modules:
        for name, title in modules.items():
            lines += [f"- part: {scalar(title)}", f"  lead: {words.lead}", f"  slides: [{{module: {name}}}]"]
        return Draft({_path(plan.name): _text(lines)})
    own = [f"{plan.name}-{kind}" for kind in (*BEGINNING, *END)]
    lines += [f"- part: {words.opening}", "  section: false", f"  slides: [{', '.join(own[:2])}]"]
    lines += [f"- part: {words.middle}", f"  lead: {words.lead}", "  slides:"]
    lines += [f"  - {{module: {plan.name}, without: [{', '.join(own)}]}}"]
    lines += [f"- part: {words.end}", "  section: false", f"  slides: [{own[2]}]"]
    kinds = (*BEGINNING, *MIDDLE, *END)
    return Draft({_path(plan.name): _text(lines)}) | module(plan.name, plan.title, kinds)


def module(name: str, title: str, kinds: Sequence[str] = ("statement",)) -> Draft:
    """A module with a slide of each of these kinds."""
    made = [example(kind, f"{name}-{kind}", "little" if kind in LITTLE else "typical") for kind in kinds]
    text = "\n".join([f"title: {scalar(title)}\nslides:", *(e.text.rstrip("\n") for e in made), ""])
    return Draft({f"{MODULES}/{name}.yaml": text.encode("utf-8")})


def theme(home: Path, name: str, label: str) -> Draft:
    """A theme like the one in a folder, under a name of its own and with what people see as its name."""
    files = {p.relative_to(home).as_posix(): p.read_bytes() for p in sorted(home.rglob("*")) if p.is_file()}
    text = files["theme.yaml"].decode("utf-8")
    labels = ", ".join(f"{language}: {json.dumps(label, ensure_ascii=False)}" for language in COMPLETE)
    text = _with_value(_with_value(text, "name", name), "label", f"{{{labels}}}")
    files["theme.yaml"] = text.encode("utf-8")
    return Draft({f"themes/{name}/{path}": data for path, data in files.items()})


def _with_value(text: str, key: str, value: str) -> str:
    """A file with another value of one of its first names; every other line as it was."""
    root, _ = parse(text, key)
    if not isinstance(root, Located) or key not in root:
        return f"{key}: {value}\n{text}"
    lines = text.splitlines(keepends=True)
    begin = root.key_spans[key].line - 1
    following = [span.line - 1 for span in root.key_spans.values() if span.line - 1 > begin]
    last = root.value_spans[key].line if not isinstance(root[key], Located) else min([*following, len(lines)])
    inner = next((n for n in range(begin + 1, last) if lines[n][:1] not in (" ", "}")), last)
    return "".join([*lines[:begin], f"{key}: {value}\n", *lines[inner:]])


def _path(name: str) -> str:
    return f"content/seminars/{name}.yaml"


def _text(lines: Sequence[str]) -> bytes:
    return "\n".join([*lines, ""]).encode("utf-8")
