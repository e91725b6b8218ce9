"""The project that inputs change: a small seminar with all that a project may have, and its last outputs."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageCms, ImageDraw

import deckgen.gallery as gallery
from fuzz import strange

ROOT = Path(__file__).parent.parent
_CONTENT = ROOT / "tests" / "errors" / "project" / "content"
THEME = "openmaru"
NUMBERS = "해,서비스,파드\n2024,10,1\n2025,20.5,2\n2026,30%,3\n"
#: The kinds of slides that the project shows where an input does not choose others.
USUAL = (("cards", "typical"), ("chart", "typical"), ("code", "typical"))

#: The module whose last slide has notes, for the presenter alone.
MODULE, FACTS = "content/modules/basics.yaml", "content/facts.yaml"
_CHECKED = {"checked": "2026-11-27", "source": "guide"}

Slide = dict[str, Any]
#: What some editions of the handout cannot be made without: a question with its answer, a quiz, a table of commands.
_ASKED: Slide = {"question": "몇입니까?", "choices": ["하나", "둘"], "answer": 2}
_FOR_EDITIONS: tuple[Slide, ...] = (
    {"kind": "qna", "title": "무엇입니까?", "answer": "상자입니다"},
    {
        "kind": "quiz",
        "title": "맞혀 보세요",
        "questions": [{"question": "몇입니까?", "choices": ["하나", "둘"], "answer": 2}],
    },
    {
        "kind": "table",
        "title": "명령",
        "columns": ["일", "명령"],
        "rows": [["본다", "`ls`"], ["지운다", "`rm a`"]],
    },
)


class Project:
    """A project in a folder of its own, and the command that is run in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.arguments = ["build", "--to", "pptx,web"]

    @property
    def seminar(self) -> Path:
        return self.root / "content" / "seminars" / "talk.yaml"

    @property
    def module(self) -> Path:
        """The module of the slides that the input chose."""
        return self.root / "content" / "modules" / "chosen.yaml"

    @property
    def theme(self) -> Path:
        return self.root / "themes" / THEME

    def show(self, slides: Sequence[Slide]) -> None:
        """Makes a part of the programme of slides, with ids `s0`, `s1`, …."""
        numbered = [{"id": f"s{n}", **slide} for n, slide in enumerate(slides)]
        dump({"title": "고른 것", "slides": numbered}, self.module)
        seminar = tree(self.seminar)
        part = {
            "part": {"ko": "고른 것", "en": "Chosen"},
            "lead": "고른 슬라이드입니다",
            "slides": [s["id"] for s in numbered],
        }
        seminar["programme"] = [*seminar["programme"][:2], part]
        dump(seminar, self.seminar)

    def print_any_edition(self) -> None:
        """Adds what each edition of the handout needs."""
        self.show([*tree(self.module)["slides"], *_FOR_EDITIONS])


def lay(root: Path) -> Project:
    """The project in a new folder, with a theme of its own and without outputs."""
    shutil.copytree(_CONTENT, root / "content")
    for theme in (THEME, "shared"):
        shutil.copytree(ROOT / "themes" / theme, root / "themes" / theme)
    (root / MODULE).write_bytes(with_note())
    (root / "content" / "data").mkdir()
    (root / "content" / "data" / "numbers.csv").write_text(NUMBERS, encoding="utf-8")
    for name, data in pictures().items():
        (root / "content" / "images" / name).write_bytes(data)
    shutil.copy(gallery.HOME / "glossary.yaml", root / "content" / "glossary.yaml")
    sources = tree(_CONTENT / "sources.yaml") | tree(gallery.HOME / "sources.yaml")
    dump(sources, root / "content" / "sources.yaml")
    dump({"box": {"version": "1.2", "ends": "2030-01-01", **_CHECKED}}, root / FACTS)
    # beside the project, not in it: nothing of this may reach an output
    (root.parent / "secret.txt").write_text(f"{strange.SECRET}: 1\n", encoding="utf-8")
    project = Project(root)
    project.show([example(kind, size) for kind, size in USUAL])
    return project


@cache
def with_note() -> bytes:
    """The module whose last slide has notes."""
    return (_CONTENT.parent / MODULE).read_bytes() + f"  notes: {strange.NOTE}\n".encode()


@cache
def _example(kind: str) -> dict[str, Slide]:
    sizes: dict[str, Slide] = tree(gallery.folder(kind) / "example.yaml")
    return sizes


def example(kind: str, size: str) -> Slide:
    """A kind's example, as its folder has it."""
    return {"kind": kind, **_example(kind)[size]}


def tree(path: Path) -> Any:
    """What a YAML file holds. Raises yaml.YAMLError or ValueError where it is no longer one."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def dump(data: Any, path: Path) -> None:
    """Writes a YAML file. Half a surrogate pair is written as JSON writes it, which is YAML too."""
    try:
        text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    except UnicodeEncodeError:
        text = json.dumps(data, default=str)
    path.write_text(text, encoding="utf-8")


class _Dumper(yaml.CSafeDumper):
    """Writes what stands in several places several times: content has no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


@cache
def pictures() -> dict[str, bytes]:
    """Pictures of each format, small, the same each time. What some say of where they were taken reaches no output."""
    image = Image.new("RGB", (48, 32), "white")
    ImageDraw.Draw(image).ellipse((4, 4, 40, 28), fill="red", outline="blue")
    clear, second = image.convert("RGBA"), {"save_all": True, "append_images": [image.rotate(180)]}
    clear.putalpha(90)
    turned = Image.Exif()
    turned[0x0112], turned[0x010F] = 6, strange.SECRET
    exif, profile = {"exif": turned.tobytes()}, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    files: dict[str, tuple[Image.Image, dict[str, Any]]] = {
        "photo.jpg": (image, {"format": "JPEG", **exif, "comment": strange.SECRET}),
        "progressive.jpg": (image, {"format": "JPEG", "progressive": True}),
        "cmyk.jpg": (image.convert("CMYK"), {"format": "JPEG"}),
        "profile.jpg": (image, {"format": "JPEG", "icc_profile": profile}),
        "phone.jpg": (image, {"format": "MPO", **exif, **second}),
        "plain.png": (image, {"format": "PNG"}),
        "palette.png": (image.convert("P"), {"format": "PNG", "transparency": 0}),
        "alpha.png": (clear, {"format": "PNG", **exif}),
        "deep.png": (image.convert("I;16"), {"format": "PNG"}),
        "profile.png": (image, {"format": "PNG", "icc_profile": profile}),
        "lossy.webp": (image, {"format": "WEBP", **exif}),
        "alpha.webp": (clear, {"format": "WEBP", "lossless": True, "icc_profile": profile}),
        "moving.webp": (image, {"format": "WEBP", **second}),
        "photo.avif": (image, {"format": "AVIF", "speed": 10, **exif}),
        "moving.avif": (image, {"format": "AVIF", "speed": 10, **second}),
        "moving.gif": (image.convert("P"), {"format": "GIF", **second}),
    }
    return {name: _saved(picture, **how) for name, (picture, how) in files.items()}


def _saved(picture: Image.Image, **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, **how)
    return out.getvalue()
