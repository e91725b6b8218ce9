"""Photographs have the theme's treatment in every output: PowerPoint computes it, for the others we do."""

from __future__ import annotations

from base64 import b64decode
from functools import cache
from io import BytesIO
from shutil import copytree
from zipfile import ZipFile

import pikepdf
import pytest
from conftest import ROOT, brand, deckgen
from PIL import Image
from shared import small_project

from deckgen.reading.images import read_image
from deckgen.reading.pixels import duotone
from deckgen.scene import Picture, Rect
from deckgen.writers.photos import shown

#: How far, of 255, a JPEG's pixels may be from what they are to be.
NEAR = 6
SLIDES = """title: 사진
slides:
- {id: photo, kind: picture, title: 사진, image: images/ramp.jpg, alt: 어두운 데서 밝은 데로}
- {id: own, kind: picture, title: 제 빛깔, image: images/ramp.jpg, alt: 어두운 데서 밝은 데로, natural: true}
- {id: screen, kind: picture, title: 화면, image: images/flat.png, alt: 한 빛깔}
"""
SEMINAR = """title: 사진
language: ko
minutes: 30
theme: night
programme:
- {part: 사진, section: false, slides: [photo, own, screen]}
"""


def saved(picture: Image.Image, format: str) -> bytes:
    file = BytesIO()
    picture.save(file, format, quality=95)
    return file.getvalue()


@cache
def ramp(format: str = "JPEG") -> bytes:
    """From black at the left to white at the right."""
    return saved(Image.linear_gradient("L").rotate(90).resize((1920, 1080)).convert("RGB"), format)


def ends(picture: Image.Image) -> tuple[tuple[int, ...], ...]:
    """The colours at the left edge, in the middle and at the right edge."""
    rgb, y = picture.convert("RGB"), picture.height // 2
    return tuple(rgb.getpixel((x, y)) for x in (2, picture.width // 2, picture.width - 3))


def near(some: tuple[tuple[int, ...], ...], others: tuple[tuple[int, ...], ...]) -> bool:
    return all(abs(a - b) <= NEAR for p, q in zip(some, others, strict=True) for a, b in zip(p, q, strict=True))


def colours(theme: str = "night") -> tuple[tuple[int, ...], ...]:
    """What a theme makes of black, a middle grey and white."""
    found = brand(theme).theme
    dark, light = (bytes.fromhex(found.hex(role)) for role in (found.photos.dark, found.photos.light))
    return tuple(tuple(round(a + (b - a) * k) for a, b in zip(dark, light, strict=True)) for k in (0, 0.5, 1))


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_black_and_white_become_the_two_colours(format):
    made = Image.open(BytesIO(duotone(ramp(format), "102030", "F0E0D0")))
    assert made.format == format and made.size == (1920, 1080)
    assert near(ends(made), ((0x10, 0x20, 0x30), (0x80, 0x80, 0x80), (0xF0, 0xE0, 0xD0)))


def test_what_is_clear_stays_clear():
    clear = Image.new("RGBA", (8, 8), (255, 255, 255, 0))
    made = Image.open(BytesIO(duotone(saved(clear, "PNG"), "102030", "F0E0D0")))
    assert made.mode == "RGBA" and made.getchannel("A").getextrema() == (0, 0)


def test_a_photograph_is_told_from_a_screenshot():
    noise = Image.effect_noise((400, 300), 60)
    assert read_image("a.jpg", ramp()).is_photograph
    assert read_image("a.png", saved(Image.merge("RGB", [noise] * 3), "PNG")).is_photograph
    assert not read_image("a.png", saved(Image.new("RGB", (400, 300), "#336699"), "PNG")).is_photograph


def test_without_a_treatment_nothing_changes():
    picture = Picture("x", Rect(0, 0, 10, 10), "x.jpg", ramp(), (1920, 1080), "x")
    assert shown(picture, brand("night").theme) is picture.data


def test_every_output_shows_the_same_colours(tmp_path):
    """The deck keeps the photograph and says its colours; paper and web have them in the pixels; the same bytes each
    time."""
    home = small_project(tmp_path / "project")
    for name, data in (("ramp.jpg", ramp()), ("flat.png", saved(Image.new("RGB", (1920, 1080), "#336699"), "PNG"))):
        (home / "content" / "images" / name).write_bytes(data)
    (home / "content/modules/basics.yaml").write_text(SLIDES, encoding="utf-8")
    (home / "content/seminars/talk.yaml").write_text(SEMINAR, encoding="utf-8")
    copytree(ROOT / "themes" / "night", home / "themes" / "night")
    said = deckgen("build", "--to", "pptx,slides,web", cwd=home)
    assert said.returncode == 0, said.stderr
    with ZipFile(home / "output/presenter/talk.ko.pptx") as deck:
        slides = [deck.read(f"ppt/slides/slide{n}.xml").decode() for n in (1, 2, 3)]
        assert any(deck.read(n) == ramp() for n in deck.namelist() if n.endswith((".jpg", ".jpeg")))
    assert [1, 0, 0] == [s.count("<a:duotone>") for s in slides]
    assert slides[0].partition("<a:duotone>")[2].partition("</a:duotone>")[0].count("<a:schemeClr ") == 2
    wanted, own = colours(), ((0, 0, 0), (128, 128, 128), (255, 255, 255))
    with pikepdf.open(home / "output/audience/talk/talk.ko.slides.pdf") as pdf:
        found = [ends(pikepdf.PdfImage(i).as_pil_image()) for page in pdf.pages[:2] for i in page.images.values()]
    assert len(found) == 2 and near(found[0], wanted) and near(found[1], own)
    page = (home / "output/audience/talk/talk.ko.html").read_text(encoding="utf-8")
    photos = [b64decode(part.partition('"')[0]) for part in page.split("data:image/jpeg;base64,")[1:]]
    assert any(near(ends(Image.open(BytesIO(photo))), wanted) for photo in photos)
