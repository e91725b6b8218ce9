"""Content: values by what a slide's kind takes, and the text of YAML files."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import yaml

from deckgen.gallery import SIZES
from deckgen.layout.kinds import KINDS
from deckgen.reading.model import FieldType, Model
from deckgen.reading.printing import EDITIONS
from deckgen.reading.seminar import ModuleFile, SeminarFile, Source, Term
from fuzz import strange, trees
from fuzz.project import Project, dump, example, tree
from fuzz.targets.target import Target

_FORMATS = ("pptx", "pptx", "pptx,web", "pptx,slides", "web", "handout", "pptx,slides,handout,web")


def _prepare(rng: Random, project: Project) -> None:
    """Slides of one to three kinds, and outputs of some formats."""
    kinds = list(KINDS)
    project.show([example(rng.choice(kinds), rng.choice(list(SIZES))) for _ in range(rng.choice((1, 2, 3)))])
    choose_formats(rng, project)


def choose_formats(rng: Random, project: Project) -> None:
    """Outputs of some formats; of handouts, one of all editions."""
    formats = rng.choice(_FORMATS)
    project.arguments = ["build", "--to", formats]
    if "handout" in formats:
        project.print_any_edition()
        project.arguments += ["--handout", rng.choice(EDITIONS)]


def _kind(value: Any) -> type[Model] | None:
    name = value.get("kind") if isinstance(value, dict) else None
    return KINDS.get(name) if isinstance(name, str) else None


def _change_slides(rng: Random, project: Project) -> str:
    return change_value(rng, project.module, FieldType("model", ModuleFile), _kind)


def _change_around(rng: Random, project: Project) -> str:
    """The seminar, its sources or its glossary."""
    content = project.root / "content"
    text = FieldType("plain", str)
    path, kind = rng.choice(
        (
            (project.seminar, FieldType("model", SeminarFile)),
            (project.seminar, FieldType("model", SeminarFile)),
            (content / "sources.yaml", FieldType("table", parts=(text, FieldType("model", Source)))),
            (content / "glossary.yaml", FieldType("table", parts=(text, FieldType("model", Term)))),
        )
    )
    return change_value(rng, path, kind)


def change_value(rng: Random, path: Path, kind: FieldType, guess: trees.Guess = lambda value: None) -> str:
    """Changes what a YAML file holds; where it is YAML no longer, its text."""
    try:
        data = tree(path)
    except (yaml.YAMLError, ValueError):
        return change_text(rng, path)
    what = trees.mutate(rng, data, kind, guess)
    dump(data, path)
    return f"{path.name}: {what}"


# text


def change_text(rng: Random, path: Path) -> str:
    """Changes the text of a file in one place; says how."""
    lines = path.read_text(encoding="utf-8", errors="surrogateescape").splitlines(keepends=True)
    n = rng.randrange(len(lines)) if lines else 0
    line = lines[n] if lines else ""
    what, new = rng.choice(_LINES)(rng, line, lines)
    lines[n : n + 1] = new
    path.write_bytes("".join(lines).encode("utf-8", "surrogateescape" if "byte" in what else "replace"))
    return f"{path.name}:{n + 1}: {what}"


_PIECES = (
    *(
        ": ",
        " #",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "'",
        '"',
        "|",
        ">",
        "&a ",
        "*a",
        "!a ",
        "%",
        "@",
        "`",
        "?",
        "---\n",
        "...\n",
    ),
    *(
        "\t",
        "\r",
        "\n",
        "  ",
        "<<: *a\n",
        "：",
        "，",
        "“",
        "”",
        "•",
        "–",
        "\u00a0",
        "\u3000",
        "\ufeff",
        "\x00",
        "\x1b[2J",
        "\u2028",
    ),
)


def _insert(rng: Random, line: str, lines: list[str]) -> tuple[str, list[str]]:
    at, piece = rng.randint(0, len(line)), rng.choice((*_PIECES, strange.text(rng)))
    return f"gets {ascii(piece)[:60]} at column {at + 1}", [line[:at] + piece + line[at:]]


def _delete(rng: Random, line: str, lines: list[str]) -> tuple[str, list[str]]:
    at = rng.randint(0, len(line))
    to = min(at + rng.choice((1, 1, 2, 8)), len(line))
    return f"loses columns {at + 1} to {to}", [line[:at] + line[to:]]


def _drop(rng: Random, line: str, lines: list[str]) -> tuple[str, list[str]]:
    return "is left out", []


def _again(rng: Random, line: str, lines: list[str]) -> tuple[str, list[str]]:
    times = rng.choice((2, 2, 50))
    return f"stands {times} times", [line] * times


def _move(rng: Random, line: str, lines: list[str]) -> tuple[str, list[str]]:
    return "is another line, too", [line, rng.choice(lines or [""])]


def _indent(rng: Random, line: str, lines: list[str]) -> tuple[str, list[str]]:
    shift = rng.choice((-2, -1, 1, 2, 200))
    return f"is indented by {shift}", [" " * shift + line if shift > 0 else line[-shift:]]


def _bytes(rng: Random, line: str, lines: list[str]) -> tuple[str, list[str]]:
    data, how = strange.damaged(rng, line.encode("utf-8", "surrogateescape"))
    return f"bytes: {how}", [data.decode("utf-8", "surrogateescape")]


def _deep(rng: Random, line: str, lines: list[str]) -> tuple[str, list[str]]:
    mark, times = rng.choice(("[", "{a: ", "- ", "? ", "&a ", "{{")), rng.choice((5, 90, 3000))
    return f"gets {mark!r} {times} times", [line.rstrip("\n") + mark * times + "\n"]


_LINES = (_insert, _insert, _insert, _delete, _delete, _drop, _again, _move, _indent, _indent, _bytes, _deep)


def _change_yaml(rng: Random, project: Project) -> str:
    return change_text(rng, rng.choice(sorted((project.root / "content").rglob("*.yaml"))))


VALUES = Target("content", _change_slides, _prepare)
VALUES_OF_SEMINAR = Target("seminar", _change_around, choose_formats, statuses=(0, 1, 2))
TEXT = Target("yaml", _change_yaml, choose_formats)
