"""Writes the part of README.md that shows every kind, and the pictures: `.venv/bin/python tools/readme.py`.

The words come from the kinds' docstrings and `example.yaml`, the pictures from the scenes and the built outputs, so README
cannot say what the code does not do; `tests/test_documents.py` fails when the words are stale. Needs poppler (`pdftoppm`).
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from conftest import brand, gallery  # noqa: E402

from deckgen.build import build, lay_out  # noqa: E402
from deckgen.kinds import KINDS  # noqa: E402
from deckgen.writers import Info, slides  # noqa: E402

BEGIN, END = "<!-- kinds: written by tools/readme.py -->", "<!-- end of kinds -->"


def kinds_section() -> str:
    """Every kind: what it is, its typical example, its picture."""
    out = [BEGIN, ""]
    for name, kind in KINDS.items():
        text = (ROOT / "src" / "deckgen" / "kinds" / name.replace("-", "_") / "example.yaml").read_text(encoding="utf-8")
        typical = re.search(r"^typical:\n(.*?)(?=^\w|\Z)", text, re.MULTILINE | re.DOTALL)[1]
        lines = [f"- id: my-{name}", f"  kind: {name}", *typical.rstrip().splitlines()]
        out += [f"### `{name}`", "", inspect.getdoc(kind) or "", "", "```yaml", *lines, "```", "", f"![{name}](docs/images/kind-{name}.png)", ""]
    return "\n".join([*out, END])


def written(readme: str) -> str:
    """README with the section of kinds as it is now."""
    head, _, rest = readme.partition(BEGIN)
    return head + kinds_section() + rest.partition(END)[2]


def picture(pdf: Path, page: int, name: str, width: int) -> None:
    """One page of a PDF as a picture of docs/images/, `width` pixels wide."""
    target = ROOT / "docs" / "images" / name
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-f", str(page), "-l", str(page), "-scale-to-x", str(width), "-scale-to-y", "-1", str(pdf), str(target)], check=True)


def pictures() -> None:
    """The pictures of every kind, of the sample deck and of its handout."""
    of = brand("openmaru")
    scenes, _ = lay_out(gallery("typical"), of, {})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pdf = folder / "gallery.pdf"
        pdf.write_bytes(slides.write(scenes, of.theme, of.fonts, Info(id="gallery", title="gallery", language="ko", date="2026-12-10")))
        for n, scene in enumerate(scenes, 1):
            if scene.id.startswith("kind-"):
                picture(pdf, n, scene.id, 640)
        build(ROOT, ("five-questions",), formats=frozenset({"slides", "handout"}), output=folder)
        deck, handout = folder / "five-questions.ko.slides.pdf", folder / "five-questions.ko.handout.pdf"
        for n in (1, 5, 6, 20):
            picture(deck, n, f"slide-{n:02}", 800)
        for n in (1, 2, 4):
            picture(handout, n, f"handout-{n:02}", 560)


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(written(readme.read_text(encoding="utf-8")), encoding="utf-8")
    pictures()
