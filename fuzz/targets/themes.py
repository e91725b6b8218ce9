"""Themes: values of theme.yaml (palette, fonts, styles, layouts, words), the theme's own and the shared ones."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random

from deckgen.reading.model import FieldType
from deckgen.reading.theme import Theme
from fuzz import strange
from fuzz.project import ROOT, Project, tree
from fuzz.targets.content import change_text, change_value, choose_formats
from fuzz.targets.target import Target

#: What `str.format` and its like would make of a word.
_WORDS = (
    "{",
    "}",
    "{}",
    "{0}",
    "{n",
    "{n}{n}",
    "{m}",
    "{n.__class__}",
    "{n!r}",
    "{n:>2000000000}",
    "{name[0]}",
    "%d",
    "$n",
)


def _change_theme(rng: Random, project: Project) -> str:
    own, shared = project.theme / "theme.yaml", project.theme.parent / "shared" / "theme.yaml"
    path = rng.choice((own, own, shared))
    way = rng.random()
    if way < 0.15:
        return f"{path.parent.name}/{change_text(rng, path)}"
    if way < 0.3:
        return _change_word(rng, own)
    return f"{path.parent.name}/{change_value(rng, path, FieldType('model', Theme))}"


def _change_word(rng: Random, path: Path) -> str:
    """A word of the theme's own, in the place of a shared one: written at the end, where nothing else is meant."""
    word, text = rng.choice(_words()), rng.choice((*_WORDS, strange.text(rng)))
    line = json.dumps({word: {"ko": text, "en": text}}, ensure_ascii=True)
    path.write_bytes(path.read_bytes() + f"\nwords: {line}\n".encode())
    return f"the word {word} is {text[:80]!a}"


@cache
def _words() -> list[str]:
    """The names of the shared words."""
    return sorted(tree(ROOT / "themes" / "shared" / "theme.yaml")["words"])


VALUES = Target("theme", _change_theme, choose_formats)
