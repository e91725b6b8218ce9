"""Writes what README.md and docs/ say of every kind and every edition, and the pictures.

    .venv/bin/python tools/docs.py             all of them
    .venv/bin/python tools/docs.py pyramid     the kind `pyramid` alone, and README's table of kinds

The words come from the kinds' docstrings, fields and `example.yaml`, the pictures from the scenes and the outputs, so
that no page can say what the code does not do; `tests/test_documents.py` fails when a page is stale. A page has a
hash of what draws its picture: it is stale as soon as the slide looks different. Each kind is shown in a deck of its
own, so that another kind changes neither its page nor its picture. Needs poppler (`pdftoppm`).
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import pikepdf
from conftest import brand, example_scenes
from test_certificate import GUESTS, deck, drawn

from deckgen.assistant.kinds import guide
from deckgen.diagnostics import did_you_mean, listing
from deckgen.gallery import example
from deckgen.languages import DEFAULT
from deckgen.layout.kinds import KINDS
from deckgen.pipeline import build
from deckgen.reading.model import Field, FieldType, Model, fields, models_in
from deckgen.reading.slide import Slide, Way
from deckgen.reading.values import DataPath, Date, ImagePath, LongText, Slug, Text, Url, Verbatim
from deckgen.writers import Info, slides
from deckgen.writers.handout.editions import EDITIONS
from deckgen.writers.handout.plates import PLATES, VIEWS

BEGIN, END = "<!-- kinds: written by tools/docs.py -->", "<!-- end of kinds -->"
README = ROOT / "README.md"
PAGES = ROOT / "docs" / "kinds"
ACROSS = 3
_PLAIN = {
    Text: "text",
    LongText: "text",
    Verbatim: "text, shown as it stands",
    Slug: "short name",
    Url: "address",
    ImagePath: "path of a picture (PNG, JPEG, WebP, AVIF, GIF, SVG) in `content/`",
    DataPath: "path of a CSV or Excel file in `content/`",
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
    name: "slides-1" if name.startswith("slides-") else "workbook" if name == "answers" else name
    for name in (*EDITIONS, *PLATES)
}


def editions_section() -> str:
    """Every edition: its names, what it is, its picture."""
    rows = []
    for first in dict.fromkeys(_FAMILIES.values()):
        names = [n for n, f in _FAMILIES.items() if f == first]
        view = EDITIONS[first].view if first in EDITIONS else VIEWS[first]
        said = inspect.getmodule(getattr(view, "func", view)).__doc__.splitlines()[0].split(": ", 1)[1]
        pictures = " ".join(f"![{n}](images/edition-{n}.png)" for n in names if n in SHOWN or n in PLATES)
        rows.append(f"| {', '.join(f'`{n}`' for n in names)} | {said[0].upper()}{said[1:]} | {pictures} |")
    return "\n".join([EDITIONS_BEGIN, "", "| edition | what it is | |", "|---|---|---|", *rows, "", EDITIONS_END])


def with_editions(page: str) -> str:
    """The page on handouts with its editions as they are now."""
    head, _, rest = page.partition(EDITIONS_BEGIN)
    return head + editions_section() + rest.partition(EDITIONS_END)[2]


# a page for each kind


def page(name: str) -> str:
    """What a kind is, its picture, an example, its fields."""
    kind = KINDS[name]
    lines = [
        f"# `{name}`",
        "",
        _doc(kind),
        "",
        f"![{name}](../images/kind-{name}.png)",
        f"<!-- written by tools/docs.py; the picture shows drawing {_drawing(name)} -->",
        "",
    ]
    lines += ["```yaml", f"- id: my-{name}", f"  kind: {name}", example(name, "typical"), "```", ""]
    own = {n: k for n, k in fields(kind).items() if n not in fields(Slide)}
    lines += ["## Fields", "", *_table(kind, own)]
    lines += [
        "",
        "Like every slide it also has `id`, `kind`, `minutes`, `unspoken`, `notes`, `handout`, `sources`"
        " and `transition` (see [README](../../README.md#writing)), and `exercise`"
        " (see [Handouts](../handouts.md#exercises)).",
    ]
    for model in models_in(field.type for field in own.values()):
        lines += ["", f"## {_called(model)}", "", _doc(model), ""]
        if model.alone:
            lines += [f"Where it has nothing else, its {model.alone} alone may be written.", ""]
        lines += _table(model, fields(model))
    lines += ["", "[All kinds](../../README.md#every-kind-of-slide)", ""]
    return "\n".join(lines)


def _example_pdf(name: str) -> tuple[bytes, int]:
    """A kind's typical example as a PDF, in the theme openmaru, and the number of its page."""
    of, scenes = brand("openmaru"), example_scenes(name, "typical")
    info = Info(id=name, title=name, language="ko", date="2026-12-10")
    number = next(n for n, scene in enumerate(scenes, 1) if scene.id == f"kind-{name}")
    return slides.write(scenes, of.theme, of.fonts, info), number


def _drawing(name: str) -> str:
    """A hash of all that draws a kind's example: it is the same as long as its picture is."""
    data, number = _example_pdf(name)
    with pikepdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[number - 1]
        page.contents_coalesce()
        images = [image.read_raw_bytes() for _, image in sorted(page.images.items())]
        return sha256(b"".join([page.Contents.read_bytes(), *images])).hexdigest()[:12]


def _doc(model: type[Model]) -> str:
    """What the docstring of a model says, a paragraph a line."""
    return "\n\n".join(" ".join(p.split()) for p in (inspect.getdoc(model) or "").split("\n\n"))


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
        case "either":
            return " or ".join(_described(part) for part in kind.parts)
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
            within = f" from {kind.within.said}" if kind.within else ""
            return _PLAIN.get(kind.type, "text") + within


def _called(model: type[Model]) -> str:
    """A model's name as words: `StepOfFlow` is a step-of-flow."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", model.__name__).lower()


# pictures


def picture(pdf: Path, page: int, name: str, width: int) -> None:
    """One page of a PDF as a picture of docs/images/, `width` pixels wide."""
    target = ROOT / "docs" / "images" / name
    only = ("-f", str(page), "-l", str(page), "-singlefile")
    size = ("-scale-to-x", str(width), "-scale-to-y", "-1")
    subprocess.run(["pdftoppm", "-png", *only, *size, str(pdf), str(target)], check=True)


def picture_of_kind(name: str, folder: Path) -> None:
    """The picture of a kind: the typical example, in the theme openmaru."""
    data, number = _example_pdf(name)
    pdf = folder / f"{name}.pdf"
    pdf.write_bytes(data)
    picture(pdf, number, f"kind-{name}", 640)


def pictures_of_seminars(folder: Path) -> None:
    """The pictures of the sample deck, of its handout, and of every edition."""
    build(ROOT, ("five-questions",), formats=frozenset({"slides", "handout"}), output=folder)
    given = folder / "audience/five-questions"
    deck, handout = given / f"five-questions.{DEFAULT}.slides.pdf", given / f"five-questions.{DEFAULT}.handout.pdf"
    for n in (1, 5, 6, 20):
        picture(deck, n, f"slide-{n:02}", 800)
    picture(handout, 1, "handout-01", 560)
    for seminar in dict.fromkeys(s for s, _ in SHOWN.values()):
        names = tuple(n for n, (s, _) in SHOWN.items() if s == seminar)
        build(ROOT, (seminar,), formats=frozenset({"handout"}), editions=names, output=folder)
        for name in names:
            (pdf,) = folder.rglob(f"{seminar}.{DEFAULT}.{EDITIONS[name].file}.pdf")
            picture(pdf, SHOWN[name][1], f"edition-{name}", 360)


def pictures_of_plates(folder: Path) -> None:
    """The pictures of what is printed for those who attend: some people of the tests."""
    for name in PLATES:
        pdf = folder / f"{name}.pdf"
        pdf.write_bytes(drawn(name, deck(guests=GUESTS)))
        picture(pdf, 1, f"edition-{name}", 360)


def write(kinds: Iterable[str]) -> None:
    """Writes the pages and pictures of these kinds, and README's table of all."""
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
    PAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in kinds:
            (PAGES / f"{name}.md").write_text(page(name), encoding="utf-8")
            picture_of_kind(name, Path(folder))


def write_all() -> None:
    """Writes all pages and pictures anew; those of kinds that are gone go too."""
    (ROOT / "llms.txt").write_text(guide(), encoding="utf-8")
    for old in (*PAGES.glob("*.md"), *(ROOT / "docs" / "images").glob("kind-*.png")):
        old.unlink()
    write(KINDS)
    HANDOUTS.write_text(with_editions(HANDOUTS.read_text(encoding="utf-8")), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        pictures_of_seminars(Path(folder))
        pictures_of_plates(Path(folder))


def main() -> None:
    """What the command line asks for."""
    parser = ArgumentParser(description="Writes the documents' pages and pictures of kinds and editions.")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="only this kind's page and picture")
    wanted = parser.parse_args().kinds
    for name in wanted:
        if name not in KINDS:
            parser.error(f"there is no kind `{name}`; {did_you_mean(name, KINDS) or listing(KINDS)}")
    if wanted:
        write(wanted)
    else:
        write_all()


if __name__ == "__main__":
    main()
