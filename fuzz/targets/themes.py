"""Themes: values of theme.yaml (palette, fonts, styles, layouts, words), the theme's own and the shared ones."""

from __future__ import annotations

from random import Random

from deckgen.reading.model import FieldType
from deckgen.reading.theme import Theme
from fuzz import strange
from fuzz.project import Project, dump, tree
from fuzz.targets.content import change_text, choose_formats, tree_or_text
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
        return change_text(rng, path)
    if way < 0.3:
        return _change_word(rng, project)
    return f"{path.parent.name}/{tree_or_text(rng, path, FieldType('model', Theme))}"


def _change_word(rng: Random, project: Project) -> str:
    """A word of the theme's own, in the place of a shared one."""
    path = project.theme / "theme.yaml"
    words = sorted(tree(project.theme.parent / "shared" / "theme.yaml")["words"])
    data = tree(path)
    word, text = rng.choice(words), rng.choice((*_WORDS, strange.text(rng)))
    data.setdefault("words", {})[word] = {"ko": text, "en": text}
    dump(data, path)
    return f"the word {word} is {ascii(text)[:80]}"


VALUES = Target("theme", _change_theme, choose_formats)
