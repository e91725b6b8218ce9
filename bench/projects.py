"""The content that is measured: our own modules over and over, as a project of deckgen's and as Pandoc's Markdown.

Both have the same words. What Pandoc has no place for (icons, exercises, sources) is left out of both.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
Slide = dict[str, Any]

#: Fields that Pandoc has no place for.
LEFT_OUT = {
    "sources", "exercise", "takeaway", "icon", "lead", "note", "scene", "prop", "hero", "ground", "variant", "build",
    "fill", "unspoken",
}  # fmt: skip

#: The modules take one word from their seminar's event, which the measured seminar does not have.
WORDS = {"{{ event.example_flow }}": "주문"}

#: How many slides a generated module holds.
MODULE = 100


def slides(n: int, checkout: Path = ROOT) -> list[Slide]:
    """`n` slides of a checkout's own modules over and over, no two ids or titles alike."""
    ours = material(checkout)
    repeated = (deepcopy(ours[i % len(ours)]) for i in range(n))  # YAML would write an alias for the same object
    return [slide | {"id": f"s{i}", "title": f"{slide['title']} ({i + 1})"} for i, slide in enumerate(repeated)]


def material(checkout: Path = ROOT) -> list[Slide]:
    """The slides of a checkout's own modules that Pandoc can show too, in Korean."""
    ours = []
    for path in sorted((checkout / "content" / "modules").glob("*.yaml")):
        module = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        ours += [_korean(slide) for slide in module["slides"] if slide["kind"] in MARKDOWN]
    return ours


def _korean(value: Any) -> Any:
    """A value of the content in Korean only, without what is left out."""
    if isinstance(value, dict):
        if set(value) <= {"ko", "en"}:
            return _korean(value["ko"])
        return {key: _korean(item) for key, item in value.items() if key not in LEFT_OUT}
    if isinstance(value, list):
        return [_korean(item) for item in value]
    if isinstance(value, str):
        for variable, word in words().items():
            value = value.replace(variable, word)
    return value


@cache
def words() -> dict[str, str]:
    """What stands for the names in braces: the event's and our facts, of which Pandoc knows nothing."""
    facts = yaml.load((ROOT / "content" / "facts.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return WORDS | {
        f"{{{{ facts.{name}.{field} }}}}": value["ko"] if isinstance(value, dict) else value
        for name, fact in facts.items()
        for field, value in fact.items()
    }


def write_project(folder: Path, content: list[Slide], checkout: Path = ROOT) -> None:
    """Writes a project whose one seminar shows these slides, with the themes of a checkout."""
    (folder / "content" / "modules").mkdir(parents=True)
    (folder / "content" / "seminars").mkdir()
    shutil.copytree(checkout / "themes", folder / "themes")
    programme = []
    for number, start in enumerate(range(0, len(content), MODULE), 1):
        part = f"부분 {number}"
        module = {"title": part, "slides": content[start : start + MODULE]}
        _dump(module, folder / "content" / "modules" / f"m{number}.yaml")
        programme.append({"part": part, "section": False, "slides": [{"module": f"m{number}"}]})
    seminar = {
        "title": "성능 측정",
        "audience": "우리",
        "language": "ko",
        "minutes": 240,
        "theme": "openmaru",
        "event": {"date": "2026-12-10"},
        "programme": programme,
    }
    _dump(seminar, folder / "content" / "seminars" / "bench.yaml")


def _dump(data: object, path: Path) -> None:
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")


def pandoc_source(content: list[Slide]) -> str:
    """The same slides as Pandoc's Markdown."""
    lines = ["---", "title: 성능 측정", "---", ""]
    for slide in content:
        lines += [f"## {slide['title']}", "", *MARKDOWN[slide["kind"]](slide), ""]
        lines += ["::: notes", slide.get("notes", ""), ":::", ""]
    return "\n".join(lines)


def _analogy(slide: Slide) -> list[str]:
    rows = [[pair["picture"], pair["term"], pair.get("note", "")] for pair in slide["pairs"]]
    return _table([slide["picture"], slide["term"], ""], rows)


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    body = ["| " + " | ".join(row) + " |" for row in rows]
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *body]


def _compare(slide: Slide) -> list[str]:
    return [":::: columns", *_side(slide["left"]), *_side(slide["right"]), "::::"]


def _side(side: Slide) -> list[str]:
    points = [f"- {point}" for point in side.get("points", [])]
    heading = f"**{side['label']}** {side.get('title', '')}"
    return ["::: column", heading, "", side.get("text", ""), "", *points, ":::", ""]


#: The kinds of our modules that Pandoc can show too, and how.
MARKDOWN: dict[str, Callable[[Slide], list[str]]] = {
    "statement": lambda slide: [slide.get("support", "")],
    "qna": lambda slide: [slide["answer"], "", slide.get("detail", "")],
    "cards": lambda slide: [f"- **{card['title']}** {card.get('text', '')}" for card in slide["cards"]],
    "analogy": _analogy,
    "table": lambda slide: _table(slide["columns"], slide["rows"]),
    "compare": _compare,
}
