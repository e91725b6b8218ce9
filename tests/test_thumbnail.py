"""The thumbnail of a deck: what it shows is what the slide shows, as Poppler draws it from the slides' PDF."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import THEMES, brand, deckgen, example_scenes, gallery, images
from PIL import Image, ImageChops, ImageStat
from shared import built_project
from test_drawings import drawn, scene

from deckgen.layout.kinds import KINDS
from deckgen.pipeline import lay_out
from deckgen.reading.brand import Brand
from deckgen.scene import Scene
from deckgen.writers import Info, slides
from deckgen.writers.pptx.thumbnail import SIDE, thumbnail

INFO = Info(id="d", title="d", language="ko", date="2026-12-10")
#: Levels of 255 by which pixels may differ on average, and where they differ most, once both pictures are blurred to
#: fields of 8 by 8 pixels. Edges of letters are a matter of taste; a missing line of text is 20.
MEAN, WORST = 2.5, 22


def pictured(scene: Scene, of: Brand) -> Image.Image:
    """A scene's thumbnail, decoded."""
    with Image.open(BytesIO(thumbnail(scene, of.theme, of.fonts)), formats=("JPEG",)) as picture:
        return picture.convert("RGB")


def by_poppler(scenes: Sequence[Scene], of: Brand, folder: Path) -> list[Image.Image]:
    """The same scenes from their PDF."""
    (folder / "a.pdf").write_bytes(slides.write(scenes, of.theme, of.fonts, INFO))
    subprocess.run(["pdftoppm", "-scale-to", str(2 * SIDE), "a.pdf", "p"], cwd=folder, check=True)
    return [Image.open(file).reduce(2) for file in sorted(folder.glob("p*.ppm"))]


def differences(ours: Image.Image, theirs: Image.Image) -> tuple[float, float]:
    """How far two pictures are apart: on average, and in the worst field."""
    assert ours.size == theirs.size
    fields = ImageChops.difference(ours.reduce(8), theirs.reduce(8))
    mean = sum(ImageStat.Stat(fields).mean) / 3
    return mean, max(high for _, high in fields.getextrema())


def test_every_kind_is_drawn_as_on_its_slide(tmp_path):
    of = brand("openmaru")
    scenes, _ = lay_out(gallery("typical"), of, images())
    theirs = by_poppler(scenes, of, tmp_path)
    assert len(KINDS) < len(theirs) == len(scenes)
    found = {s.id: differences(pictured(s, of), t) for s, t in zip(scenes, theirs, strict=True)}
    assert {} == {name: d for name, d in found.items() if d[0] > MEAN or d[1] > WORST}


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_has_its_cover(theme, tmp_path):
    of = brand(theme)
    scenes = [s for kind in ("title", "section") for s in example_scenes(kind, theme=theme)]
    found = [differences(pictured(s, of), t) for s, t in zip(scenes, by_poppler(scenes, of, tmp_path), strict=True)]
    assert len(found) > 2
    assert [] == [d for d in found if d[0] > MEAN or d[1] > WORST]


def test_gradients_opacity_and_dashes(tmp_path):
    """A drawing with all that SVG has; a missing shape or a wrong colour is 40 levels."""
    of, shown = brand("openmaru"), scene(drawn())
    (theirs,) = by_poppler([shown], of, tmp_path)
    mean, worst = differences(pictured(shown, of), theirs)
    assert mean < MEAN and worst < WORST


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    return built_project(tmp_path_factory.mktemp("thumbnail") / "project", "--to", "pptx")


def test_a_deck_has_one_of_its_first_slide(project):
    (deck,) = (project / "output").rglob("*.pptx")
    with zipfile.ZipFile(deck) as archive:
        data = archive.read("docProps/thumbnail.jpeg")
        relations = ElementTree.fromstring(archive.read("_rels/.rels"))
        types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    assert ["docProps/thumbnail.jpeg"] == [r.get("Target") for r in relations if r.get("Type") == kind]
    assert ["image/jpeg"] == [t.get("ContentType") for t in types if t.get("Extension") == "jpeg"]
    with Image.open(BytesIO(data)) as picture:
        assert ("JPEG", (SIDE, SIDE * 9 // 16)) == (picture.format, picture.size)

    before = deck_of_project(project).read_bytes()
    assert deckgen("build", "--to", "pptx", "--force", cwd=project).returncode == 0
    assert before == deck_of_project(project).read_bytes()


def deck_of_project(project: Path) -> Path:
    (deck,) = (project / "output").rglob("*.pptx")
    return deck
