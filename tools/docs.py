"""Writes what README.md and docs/ say of every kind and every edition, and the pictures: `.venv/bin/python tools/docs.py`.

The words come from the kinds' docstrings, fields and `example.yaml`, the pictures from the scenes and the built outputs, so
that no page can say what the code does not do; `tests/test_documents.py` fails when a page is stale. A page names the scene
that its picture shows by a hash: it is stale as soon as the slide looks different. Needs poppler (`pdftoppm`).
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from conftest import brand, gallery, images

from deckgen.gallery import example
from deckgen.layout.kinds import KINDS
from deckgen.pipeline import build, lay_out
from deckgen.reading.model import Field, FieldType, Model, fields, models_in
from deckgen.reading.slide import Slide, Way
from deckgen.reading.values import DataPath, Date, ImagePath, LongText, Slug, Text, Url, Verbatim
from deckgen.scene import Scene, dump
from deckgen.writers import Info, slides
from deckgen.writers.handout.editions import EDITIONS

BEGIN, END = "<!-- kinds: written by tools/docs.py -->", "<!-- end of kinds -->"
PAGES = ROOT / "docs" / "kinds"
ACROSS = 3
_PLAIN = {
    Text: "text",
    LongText: "text",
    Verbatim: "text, shown as it stands",
    Slug: "short name",
    Url: "address",
    ImagePath: "path of a PNG or JPEG picture in `content/`",
    DataPath: "path of a CSV file in `content/`",
    Date: "date, as `2026-12-10`",
    str: "text",
    bool: "`true` or `false`",
    int: "whole number",
    float: "number",
    Any: "anything",
}


# README


def kinds_section() -> str:
    """Every kind: its name, its picture, the way to its page."""
    cells = [
        f"[![{name}](docs/images/kind-{name}.png)](docs/kinds/{name}.md)<br>[`{name}`](docs/kinds/{name}.md)"
        for name in KINDS
    ]
    cells += [""] * (-len(cells) % ACROSS)
    rows = [f"| {' | '.join(cells[n : n + ACROSS])} |" for n in range(0, len(cells), ACROSS)]
    return "\n".join([BEGIN, "", "|" + " |" * ACROSS, "|" + "---|" * ACROSS, *rows, "", END])


def written(readme: str) -> str:
    """README with the section of kinds as it is now."""
    head, _, rest = readme.partition(BEGIN)
    return head + kinds_section() + rest.partition(END)[2]


# editions of the handout

HANDOUTS = ROOT / "docs" / "handouts.md"
EDITIONS_BEGIN, EDITIONS_END = "<!-- editions: written by tools/docs.py -->", "<!-- end of editions -->"
#: Of which seminar an edition is shown, and which of its pages.
SHOWN = {
    "notes": ("city-office", 5),
    "slides-3": ("five-questions", 3),
    "slides-6": ("five-questions", 2),
    "reader": ("media-commerce", 5),
    "workbook": ("city-office", 3),
    "answers": ("city-office", 1),
    "summary": ("five-questions", 1),
    "cheatsheet": ("media-commerce", 1),
    "speaker": ("media-commerce", 5),
}
#: Editions that are one thing in several ways, by the first of their names.
_FAMILIES = {
    name: "slides-1" if name.startswith("slides-") else "workbook" if name == "answers" else name for name in EDITIONS
}


def editions_section() -> str:
    """Every edition: its names, what it is, its picture."""
    rows = []
    for first in dict.fromkeys(_FAMILIES.values()):
        names = [n for n, f in _FAMILIES.items() if f == first]
        view = EDITIONS[first].view
        said = inspect.getmodule(getattr(view, "func", view)).__doc__.splitlines()[0].split(": ", 1)[1]
        pictures = " ".join(f"![{n}](images/edition-{n}.png)" for n in names if n in SHOWN)
        rows.append(f"| {', '.join(f'`{n}`' for n in names)} | {said[0].upper()}{said[1:]} | {pictures} |")
    return "\n".join([EDITIONS_BEGIN, "", "| edition | what it is | |", "|---|---|---|", *rows, "", EDITIONS_END])


def with_editions(page: str) -> str:
    """The page on handouts with its editions as they are now."""
    head, _, rest = page.partition(EDITIONS_BEGIN)
    return head + editions_section() + rest.partition(EDITIONS_END)[2]


# a page for each kind


@lru_cache(maxsize=1)
def scenes() -> tuple[Scene, ...]:
    """A deck of the typical example of each kind, laid out in the theme openmaru."""
    return lay_out(gallery("typical"), brand("openmaru"), images())[0]


def page(name: str) -> str:
    """What a kind is, its picture, an example, its fields."""
    kind = KINDS[name]
    drawn = sha256(
        (dump(next(s for s in scenes() if s.id == f"kind-{name}")) + str(brand("openmaru").theme.palette)).encode()
    ).hexdigest()[:12]
    lines = [
        f"# `{name}`",
        "",
        inspect.getdoc(kind) or "",
        "",
        f"![{name}](../images/kind-{name}.png)",
        f"<!-- written by tools/docs.py; the picture shows scene {drawn} -->",
        "",
    ]
    lines += ["```yaml", f"- id: my-{name}", f"  kind: {name}", example(name, "typical"), "```", ""]
    own = {n: k for n, k in fields(kind).items() if n not in fields(Slide)}
    lines += ["## Fields", "", *_table(kind, own)]
    lines += [
        "",
        "Like every slide it also has `id`, `kind`, `minutes`, `notes`, `handout`, `sources` and `transition` (see [README](../../README.md#writing)), and `exercise` (see [Handouts](../handouts.md#exercises)).",
    ]
    for model in models_in(field.type for field in own.values()):
        lines += ["", f"## {_called(model)}", "", inspect.getdoc(model) or "", ""]
        if model.alone:
            lines += [f"Where it has nothing else, its {model.alone} alone may be written.", ""]
        lines += _table(model, fields(model))
    lines += ["", "[All kinds](../../README.md#every-kind-of-slide)", ""]
    return "\n".join(lines)


def _table(model: type[Model], own: dict[str, Field]) -> Iterator[str]:
    if not own:
        yield "It has no fields of its own."
        return
    yield "| field | what it is | |"
    yield "|---|---|---|"
    for name, field in own.items():
        needed = "needed" if field.required else ""
        shown = "from" if issubclass(model, Way) and name == "source" else name
        what = "name of an [icon](https://lucide.dev/icons)" if name == "icon" else _described(field.type)
        yield f"| `{shown}` | {what} | {needed} |"


def _described(kind: FieldType) -> str:
    """A field's type in words."""
    match kind.form:
        case "optional":
            return _described(kind.parts[0])
        case "choice":
            return " or ".join(f"`{option}`" for option in kind.options)
        case "list":
            many = kind.many
            bounds = "any number"
            if many:
                bounds = str(many.most) if many.least == many.most else f"{many.least} to {many.most}"
            return f"list of {bounds}: {_described(kind.parts[0])}"
        case "fixed":
            return f"list of {len(kind.parts)}: {', '.join(dict.fromkeys(map(_described, kind.parts)))}"
        case "table":
            return f"names, each with a value: {_described(kind.parts[1])}"
        case "model":
            return f"[{_called(kind.type)}](#{_called(kind.type)})"
        case _:
            within = f" from {kind.within.least:g} to {kind.within.most:g}" if kind.within else ""
            return _PLAIN.get(kind.type, "text") + within


def _called(model: type[Model]) -> str:
    """A model's name as words: `StepOfFlow` is a step-of-flow."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", model.__name__).lower()


# pictures


def picture(pdf: Path, page: int, name: str, width: int) -> None:
    """One page of a PDF as a picture of docs/images/, `width` pixels wide."""
    target = ROOT / "docs" / "images" / name
    subprocess.run(
        [
            "pdftoppm",
            "-png",
            "-singlefile",
            "-f",
            str(page),
            "-l",
            str(page),
            "-scale-to-x",
            str(width),
            "-scale-to-y",
            "-1",
            str(pdf),
            str(target),
        ],
        check=True,
    )


def pictures() -> None:
    """The pictures of every kind, of the sample deck and of its handout."""
    of = brand("openmaru")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pdf = folder / "gallery.pdf"
        pdf.write_bytes(
            slides.write(
                scenes(), of.theme, of.fonts, Info(id="gallery", title="gallery", language="ko", date="2026-12-10")
            )
        )
        for n, scene in enumerate(scenes(), 1):
            if scene.id.startswith("kind-"):
                picture(pdf, n, scene.id, 640)
        build(ROOT, ("five-questions",), formats=frozenset({"slides", "handout"}), output=folder)
        deck, handout = folder / "five-questions.ko.slides.pdf", folder / "five-questions.ko.handout.pdf"
        for n in (1, 5, 6, 20):
            picture(deck, n, f"slide-{n:02}", 800)
        picture(handout, 1, "handout-01", 560)
        for seminar in dict.fromkeys(s for s, _ in SHOWN.values()):
            names = tuple(n for n, (s, _) in SHOWN.items() if s == seminar)
            build(ROOT, (seminar,), formats=frozenset({"handout"}), editions=names, output=folder)
            for name in names:
                picture(folder / f"{seminar}.ko.{EDITIONS[name].file}.pdf", SHOWN[name][1], f"edition-{name}", 360)


def main() -> None:
    """Writes all pages and pictures anew; pages of kinds that are gone go too."""
    readme = ROOT / "README.md"
    readme.write_text(written(readme.read_text(encoding="utf-8")), encoding="utf-8")
    HANDOUTS.write_text(with_editions(HANDOUTS.read_text(encoding="utf-8")), encoding="utf-8")
    PAGES.mkdir(exist_ok=True)
    for old in PAGES.glob("*.md"):
        old.unlink()
    for name in KINDS:
        (PAGES / f"{name}.md").write_text(page(name), encoding="utf-8")
    pictures()


if __name__ == "__main__":
    main()
