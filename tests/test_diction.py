"""How the library speaks: words and turns that it does not use, in `tests/data/diction.yaml`, with where that is from.

What was there when a rule was made stands in `tests/data/diction-left.yaml`, by rule and by slide, and may only shrink:
a test fails where a text has more of it, and where a text has less than the list says.
`DECKGEN_UPDATE=1 python -m pytest tests/test_diction.py` strikes out what has gone, and adds nothing.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from conftest import ROOT

from deckgen.languages import COMPLETE, language_of

CONTENT = ROOT / "content"
DATA = Path(__file__).parent / "data"
LEFT = DATA / "diction-left.yaml"
UPDATE = bool(os.environ.get("DECKGEN_UPDATE"))
#: Languages of the groups of rules.
GROUPS = {"terms": "ko", "korean": "ko", "english": "en"}
#: Fields that are no prose: code, sessions, addresses, names of files and ids.
VERBATIM = {"code", "session", "url", "id", "kind", "module", "path", "prop", "holds", "icon", "sources", "avoid"}
HEAD = """\
# Faults of `diction.yaml` that texts of the library had when their rules were made, by rule and by slide (of a seminar:
# its file/the slide; of the glossary: glossary/the term). It may only shrink; `tests/test_diction.py` says how.
"""


class Said(NamedTuple):
    """A text of the library: the slide, seminar or term that has it, its field, its language and its words."""

    where: str
    field: str
    language: str
    text: str


class Rule(NamedTuple):
    """A word or turn that a language does not use: its pattern, what is said instead, texts with and without it."""

    name: str
    language: str
    find: re.Pattern[str]
    instead: str
    titles: bool
    bad: tuple[str, ...]
    good: tuple[str, ...]

    def hits(self, said: Said) -> list[str]:
        """The stretches of a text that it finds."""
        if said.language != self.language or (self.titles and said.field != "title"):
            return []
        return [m[0] for m in self.find.finditer(said.text)]


@cache
def rules() -> dict[str, Rule]:
    """The rules by their names."""
    groups = yaml.safe_load((DATA / "diction.yaml").read_text(encoding="utf-8"))
    assert set(groups) == set(GROUPS)
    return {
        f"{group}/{name}": Rule(
            f"{group}/{name}",
            GROUPS[group],
            re.compile(rule["find"], re.MULTILINE),
            rule["instead"],
            rule.get("where") == "title",
            tuple(rule["bad"]),
            tuple(rule["good"]),
        )
        for group in groups
        for name, rule in groups[group].items()
    }


def texts(value: Any, where: str, field: str = "", language: str = "", within: str = "") -> Iterator[Said]:
    """All texts of what was written `within` a seminar, else a module; commands between backticks are left out."""
    if isinstance(value, str):
        yield Said(where, field, language or language_of(value, "en"), re.sub(r"`[^`\n]*`", "``", value))
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, where, field, language, within)
    elif isinstance(value, dict):
        name = next((value[key] for key in ("id", "slide") if isinstance(value.get(key), str)), "")
        for key, inner in value.items():
            if key in COMPLETE:
                yield from texts(inner, where, field, key, within)
            elif key not in VERBATIM:
                yield from texts(inner, f"{within}{name}" if name else where, str(key), within=within)


@cache
def library() -> tuple[Said, ...]:
    """All texts of modules, seminars, glossary and sources."""
    out: list[Said] = []
    for path in sorted(CONTENT.rglob("*.yaml")):
        written = yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        if path.name == "glossary.yaml":
            for term, value in written.items():
                # the names of a term are its language's; words to avoid stand there to be avoided
                out += texts(value, f"glossary/{term}")
        elif path.name != "sources.yaml":  # titles are those of others
            out += texts(written, path.stem, within=f"{path.stem}/" if path.parent.name == "seminars" else "")
    return tuple(out)


@cache
def found() -> dict[str, Counter[str]]:
    """How often each rule finds something, by where it is."""
    out: dict[str, Counter[str]] = {}
    for name, rule in rules().items():
        hits = Counter({}) + Counter(said.where for said in library() for _ in rule.hits(said))
        if hits:
            out[name] = hits
    return out


@cache
def left() -> dict[str, Counter[str]]:
    """What the list still has."""
    written = yaml.safe_load(LEFT.read_text(encoding="utf-8")) or {}
    return {name: Counter(places) for name, places in written.items()}


def test_there_is_something_to_look_at():
    """Texts of both languages, of slides, seminars and terms; titles, notes and prose."""
    said = library()
    assert len(said) > 3000
    assert {s.language for s in said} == set(COMPLETE)
    assert {"title", "notes", "handout", "text", "definition"} <= {s.field for s in said}
    assert {"cb-q", "city-office/op-title", "glossary/pod"} <= {s.where for s in said}


@pytest.mark.parametrize("name", rules())
def test_a_rule_finds_what_it_is_for_and_nothing_else(name):
    """Each of its bad texts, none of its good ones."""
    rule = rules()[name]
    assert rule.bad and rule.good and rule.instead
    field = "title" if rule.titles else "text"
    assert [bad for bad in rule.bad if not rule.hits(Said("", field, rule.language, bad))] == []
    assert [good for good in rule.good if rule.hits(Said("", field, rule.language, good))] == []
    other = "en" if rule.language == "ko" else "ko"
    assert rule.hits(Said("", field, other, rule.bad[0])) == []


@pytest.mark.parametrize("name", rules())
def test_no_text_has_a_new_fault(name):
    """Of each rule no more than the list has, at none of its places."""
    rule, allowed = rules()[name], left().get(name, Counter())
    new = found().get(name, Counter()) - allowed
    told = [f"{s.where}, {s.field}: {hit}" for s in library() for hit in rule.hits(s) if new[s.where]]
    assert told == [], f"say {rule.instead}"


def test_the_list_is_no_longer_than_needed():
    """What has been mended is struck out."""
    if UPDATE:
        kept = {name: dict(sorted((places & found().get(name, Counter())).items())) for name, places in left().items()}
        kept = {name: places for name, places in sorted(kept.items()) if places}
        LEFT.write_text(HEAD + (yaml.safe_dump(kept, allow_unicode=True) if kept else "{}\n"), encoding="utf-8")
        left.cache_clear()
    assert set(left()) <= set(rules())
    gone = {name: dict(places - found().get(name, Counter())) for name, places in left().items()}
    assert {name: places for name, places in gone.items() if places} == {}
