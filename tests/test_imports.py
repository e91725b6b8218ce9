"""The structure that ARCHITECTURE.md tells, held."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "deckgen"
MODULES = {
    ".".join(("deckgen", *p.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__"): p
    for p in SOURCE.rglob("*.py")
}

#: Stages from the bottom: a module imports from stages beneath its own, or from its own stage.
STAGES = [
    {
        "deckgen",
        "deckgen.crash",
        "deckgen.diagnostics",
        "deckgen.fixes",
        "deckgen.messages",
        "deckgen.interrupts",
        "deckgen.streams",
        "deckgen.patterns",
        "deckgen.memory",
        "deckgen.shipped",
        "deckgen.vocabulary",
    },
    {"deckgen.languages"},
    {"deckgen.scene", "deckgen.richtext"},
    {"deckgen.reading"},
    {"deckgen.composing"},
    {"deckgen.layout"},
    {"deckgen.checks", "deckgen.drafts", "deckgen.gallery", "deckgen.schema", "deckgen.writers"},
    {"deckgen.outputs"},
    {"deckgen.pipeline"},
    {"deckgen.variants"},
    {"deckgen.workspace"},
    {"deckgen.editor"},
    {"deckgen.studio"},
    {"deckgen.assistant"},
    {"deckgen.cli", "deckgen.__main__"},
]

#: The one home of each outside library.
HOMES = {
    "yaml": {"deckgen.reading.builder", "deckgen.reading.stretches"},
    "uharfbuzz": {"deckgen.reading.fonts", "deckgen.writers.pdf", "deckgen.writers.web"},
    "fontTools": {"deckgen.reading.svg.contours"},
    "pathops": {"deckgen.reading.svg.areas"},
    "tinycss2": {"deckgen.reading.svg", "deckgen.writers.handout.shortcuts"},
    "cssselect2": {"deckgen.reading.svg.cascade"},
    "lucide": {"deckgen.reading.icons"},
    "segno": {"deckgen.reading.drawing"},
    "idna": {"deckgen.reading.addresses"},
    "PIL": {
        "deckgen.reading.images",
        "deckgen.reading.pixels",
        "deckgen.writers.pdf.pictures",
        "deckgen.writers.pptx.raster",
    },
    "jinja2": {"deckgen.writers.templates"},
    "weasyprint": {"deckgen.writers.handout.loading", "deckgen.writers.handout.shortcuts"},
    "pikepdf": {"deckgen.writers", "deckgen.variants.contents"},  # who writes files, and who reads them again
    "click": {"deckgen.cli"},
    "rich": {"deckgen.cli"},
    "pygments": {"deckgen.layout.highlight"},
    "xlsxwriter": {"deckgen.writers.pptx.workbook"},
    "pptx": set(),
    "pygls": {"deckgen.editor.server"},
    "lsprotocol": {"deckgen.editor.server"},
    "starlette": {"deckgen.studio.server"},
    "uvicorn": {"deckgen.studio.server"},
    "dask": {"deckgen.variants.cluster"},
    "distributed": {"deckgen.variants.cluster"},
    "fsspec": {"deckgen.variants.objects"},
    "obstore": {"deckgen.variants.objects"},
    "sqlalchemy": {"deckgen.variants.databases"},
    "watchfiles": {"deckgen.studio.watching"},
}


@cache
def imported(module: str) -> set[str]:
    """Names of modules that a module imports, at its top or inside its functions."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {
                f"{node.module}.{a.name}" if f"{node.module}.{a.name}" in MODULES else node.module for a in node.names
            }
    return found


def stage(module: str) -> str:
    """`deckgen.writers` of `deckgen.writers.pptx.slide`."""
    return ".".join(module.split(".")[:2])


def floor(module: str) -> int:
    for n, names in enumerate(STAGES):
        if stage(module) in names:
            return n
    pytest.fail(f"`{module}` stands in no stage; give it one here and in ARCHITECTURE.md")


def crossing() -> list[tuple[str, str]]:
    """Every import from one stage to another: who, and whom."""
    return [
        (module, other)
        for module in sorted(MODULES)
        for other in sorted(imported(module))
        if other.startswith("deckgen") and stage(other) != stage(module)
    ]


def test_imports_point_down():
    """A module imports only from stages beneath its own, or from its own stage."""
    assert len(crossing()) > 100
    assert [] == [
        f"`{module}` imports `{other}`, which stands above it"
        for module, other in crossing()
        if not (floor(other) < floor(module) or (floor(other) == floor(module) and not reaches(other, module)))
    ]


def reaches(start: str, goal: str) -> bool:
    """Whether `start` imports `goal`, directly or through others."""
    seen, todo = set(), [start]
    while todo:
        here = todo.pop()
        if here == goal:
            return True
        if here in seen or here not in MODULES:
            continue
        seen.add(here)
        todo += imported(here)
    return False


def test_no_cycles():
    """No module imports itself through others."""
    assert len(MODULES) > 100
    assert [] == [module for module in MODULES if any(reaches(other, module) for other in imported(module))]


def test_modules_are_short():
    """A module is read in a few minutes: what grows beyond 400 lines is split by what it is about."""
    assert len(MODULES) > 100
    lines = {module: path.read_text(encoding="utf-8").count("\n") for module, path in MODULES.items()}
    assert {} == {module: n for module, n in lines.items() if n > 400}


def test_kinds_do_not_know_each_other_nor_writers():
    """A kind imports the slide, scene and prose vocabulary: never another kind, a writer or a theme's file."""
    kinds = {m: ".".join(m.split(".")[:4]) for m in MODULES if m.startswith("deckgen.layout.kinds.")}
    assert len(kinds) > 20
    assert [] == [
        (module, other)
        for module, own in kinds.items()
        for other in imported(module)
        if other.startswith("deckgen.writers")
        or (other.startswith("deckgen.layout.kinds") and not other.startswith(own))
    ]


def test_writers_do_not_know_kinds():
    """A writer that asks for a slide's kind is a bug."""
    writers = [m for m in MODULES if m.startswith("deckgen.writers")]
    assert len(writers) > 20
    forbidden = ("deckgen.layout.kinds", "deckgen.layout.page", "deckgen.pipeline")
    assert [] == [(m, other) for m in writers for other in imported(m) if other.startswith(forbidden)]


#: Writers that take something of another: all PDFs paint slides with the same operators. What more of them need stands
#: beside them in `deckgen.writers`.
TAKES = {"slides": {"pdf"}, "strip": {"pdf"}, "handout": {"pdf"}}
#: What stands there in a folder of its own.
SHARED = {"templates"}


def test_writers_do_not_know_each_other():
    """A writer stands alone: another format can change, or go, without it."""
    names = {m: m.split(".")[2] for m in MODULES if m.startswith("deckgen.writers.")}
    packages = {name for m, name in names.items() if f"deckgen.writers.{name}" != m} - SHARED
    assert {"handout", "pdf", "pptx", "web"} == packages
    taken = {
        (names[m], names[other])
        for m in names
        for other in imported(m)
        if names.get(other) in packages and names[other] != names[m]
    }
    assert {(user, other) for user, others in TAKES.items() for other in others} == taken


@pytest.mark.parametrize("library", sorted(HOMES))
def test_libraries_have_one_home(library):
    """Each outside library is imported in one place, so that it can be replaced in one place."""
    users = {m for m in MODULES if any(o.split(".")[0] == library for o in imported(m))}
    homeless = {m for m in users if not any(m == home or m.startswith(f"{home}.") for home in HOMES[library])}
    assert not homeless
