"""Pictures in all outputs: whatever file an author brings, the deck, both PDFs and the web page show the same."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import picture_sample as sample
import pikepdf
import pytest
from conftest import deckgen
from picture_sample import FILES, SIZE, differences
from PIL import Image
from pptx.shapes.picture import Picture
from pptx.shapes.placeholder import PlaceholderPicture
from quick_pptx import Presentation
from shared import once, output, small_project

#: A picture with far more pixels than any output needs, on three slides.
LARGE, LARGE_SIZE = "large.jpg", (6400, 4800)
#: Every file; of those that lie in another way, each way once.
BROUGHT = [n for n in FILES if not re.match(r"turned-[^6]\.(png|webp|avif)", n)]
NAMES = [*(f"{LARGE}-{n}" for n in range(3)), *BROUGHT]
FORMATS = ("pptx", "slides.pdf", "handout.pdf", "html")


def _project(folder: Path) -> None:
    """Each file on a slide of its own."""
    home = small_project(folder / "project")
    files = {**sample.files(), LARGE: sample.saved(sample.quartered().resize(LARGE_SIZE), "JPEG")}
    for name, data in files.items():
        (home / "content" / "images" / name).write_bytes(data)
    slides = [
        f"- {{id: s{n}, kind: picture, title: 사진, image: images/{name.partition('.jpg-')[0]}"
        f"{'.jpg' if '.jpg-' in name else ''}, alt: 네 빛깔, focal: [0, 0.5]}}"
        for n, name in enumerate(NAMES)
    ]
    (home / "content/modules/basics.yaml").write_text("title: 사진\nslides:\n" + "\n".join(slides), encoding="utf-8")
    programme = f"- part: 사진\n  section: false\n  slides: [{', '.join(f's{n}' for n in range(len(NAMES)))}]\n"
    seminar = f"title: 사진\nlanguage: ko\nminutes: 90\ntheme: openmaru\nrhythm: off\nprogramme:\n{programme}"
    (home / "content/seminars/talk.yaml").write_text(seminar, encoding="utf-8")
    said = deckgen("build", "--to", "pptx,slides,handout,web", cwd=home)
    assert said.returncode == 0, said.stderr
    (folder / "said").write_text(said.stderr, encoding="utf-8")


@cache
def built() -> Path:
    return once("pictures", _project)


class Shown(NamedTuple):
    """A picture as an output has it: its pixels, its file (where it is one), and width by height on the slide."""

    pixels: Image.Image
    data: bytes
    shape: float


@cache
def shown(format: str) -> Mapping[str, Shown]:
    """The pictures of an output by the names of their files."""
    path = output(built() / "project" / "output", f"talk.ko.{format}")
    read = {"pptx": _of_deck, "slides.pdf": _of_slides, "handout.pdf": _of_handout, "html": _of_page}[format]
    return dict(zip(NAMES, read(path), strict=True))


def _opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def _of_deck(path: Path):
    for slide in Presentation(str(path)).slides:
        (p,) = (s for s in slide.shapes if isinstance(s, (Picture, PlaceholderPicture)))
        w, h = p.width / (1 - p.crop_left - p.crop_right), p.height / (1 - p.crop_top - p.crop_bottom)
        yield Shown(_opened(p.image.blob), p.image.blob, w / h)


def _painted(drawn: pikepdf.Object) -> Shown:
    """The only picture of a page or form."""
    ((name, image),) = ((n, x) for n, x in drawn.Resources.XObject.items() if x.get("/Subtype") == "/Image")
    found = pikepdf.PdfImage(image).as_pil_image().convert("RGB")
    if "/SMask" in image:
        found.putalpha(pikepdf.PdfImage(image.SMask).as_pil_image().convert("L"))
    drawing = False
    for operands, operator in reversed(pikepdf.parse_content_stream(drawn)):
        drawing = drawing or (str(operator) == "Do" and operands[0] == name)
        if str(operator) == "cm" and drawing:
            return Shown(found, b"", float(operands[0]) / float(operands[3]))
    raise AssertionError(f"{name} is not drawn")


def _of_slides(path: Path):
    with pikepdf.open(path) as pdf:
        yield from [_painted(page.obj) for page in pdf.pages]


def _of_handout(path: Path):
    """The parts of slides that are shown are forms, named by the numbers of the slides; each shows what was drawn."""
    with pikepdf.open(path) as pdf:
        forms = {str(n): x for page in pdf.pages for n, x in page.Resources.XObject.items() if "/Resources" in x}
        parts = [forms[f"/FigureSlide{n}"] for n in range(1, len(NAMES) + 1)]
        yield from [_painted(drawn) for p in parts for drawn in p.Resources.XObject.values()]


def _of_page(path: Path):
    page = path.read_text(encoding="utf-8")
    files = _images(path)
    uses = re.findall(r'<use href="#(_p\w+)" transform="translate\([^)]*\)scale\(([\d.]+) ([\d.]+)\)"', page)
    assert {name for name, *_ in uses} == set(files)
    for name, w, h in uses:
        yield Shown(*files[name], float(w) / float(h))


def _images(path: Path) -> dict[str, tuple[Image.Image, bytes]]:
    """The pictures and files that a page defines."""
    page = path.read_text(encoding="utf-8")
    found = re.findall(r'<image id="([\w-]+)" [^>]*href="data:image/\w+;base64,([^"]+)"', page)
    return {name: (_opened(b64decode(data)), b64decode(data)) for name, data in found}


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_picture_in_every_output(format):
    """Red at the top left, and so on: upright, in its colours, with its holes, and never stretched."""
    pictures = shown(format)
    wrong = {n: d for n in BROUGHT if (d := differences(pictures[n].pixels, FILES[n].shows))}
    assert not wrong
    stretched = {n: p.shape for n, p in pictures.items() if abs(p.shape - SIZE[0] / SIZE[1]) > 0.01}
    assert not stretched
    assert {pictures[n].pixels.size for n in BROUGHT} == {SIZE}


@pytest.mark.parametrize("format", FORMATS)
def test_nobody_learns_where_a_picture_was_taken(format):
    """No output has anything of what the file says beside its pixels, whatever its format."""
    tell = [n for n in BROUGHT if sample.SECRET in sample.files()[n]]
    assert len(tell) > 10
    pictures = shown(format)
    telling = [n for n in tell if sample.SECRET in pictures[n].data or pictures[n].pixels.getexif()]
    assert not telling
    whole = output(built() / "project" / "output", f"talk.ko.{format}").read_bytes()
    assert sample.SECRET not in whole


def test_authors_are_told_what_is_shown_in_another_way():
    """At the picture's line: that it moves, that its inks have no profile; of the others nothing but their size."""
    said = (built() / "said").read_text(encoding="utf-8")
    warnings = re.findall(r"basics.yaml:(\d+):\d+: warning: (.*)", said)
    told = {NAMES[int(line) - 3]: words for line, words in warnings if "is not sharp" not in words}
    assert told.keys() == {n for n, s in FILES.items() if s.remark}
    assert all(FILES[n].remark in words for n, words in told.items())


def test_a_picture_is_stored_once_and_no_larger_than_it_is_seen():
    """One photo on three slides: in the deck and the slides' PDF with the pixels of a screen of 4K, else fewer; on the
    download page with those of a card."""
    sizes = {format: shown(format)[f"{LARGE}-0"].pixels.size for format in FORMATS}
    assert sizes == {
        "pptx": (3840, 2880),
        "slides.pdf": (3840, 2880),
        "handout.pdf": (2560, 1920),
        "html": (2560, 1920),
    }
    home = built() / "project" / "output"
    with ZipFile(output(home, "talk.ko.pptx")) as deck:
        media = [n for n in deck.namelist() if n.startswith("ppt/media/")]
        assert sum(_opened(deck.read(n)).size == (3840, 2880) for n in media) == 1
    for format in ("slides.pdf", "handout.pdf"):
        with pikepdf.open(output(home, f"talk.ko.{format}")) as pdf:
            images = [x for x in pdf.objects if isinstance(x, pikepdf.Stream) and x.get("/Subtype") == "/Image"]
            assert sum((x.Width, x.Height) == sizes[format] for x in images) == 1
    page = output(home, "talk.ko.html").read_text(encoding="utf-8")
    assert page.count("<image ") == len({p.data for p in shown("html").values()}) < len(NAMES)
    ((card, _),) = _images(home / "presenter" / "index.html").values()
    assert card.size == (960, 720)


def test_forms_of_several_documents_share_their_pictures():
    """As those of an edition's slides and of their parts, which are drawn apart; pictures that differ stay apart."""
    from deckgen.writers.pdf.pictures import image, unite

    def form(pdf: pikepdf.Pdf, *names: str) -> pikepdf.Object:
        objects = {f"/I{n}": image(pdf, sample.files()[name]) for n, name in enumerate(names)}
        return pdf.make_stream(b"", Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(objects)))

    one, two, whole = pikepdf.new(), pikepdf.new(), pikepdf.new()
    drawn = [form(one, "hole.png", "plain.jpg"), form(two, "plain.jpg", "hole.png"), form(two, "grey.jpg", "plain.jpg")]
    forms = [whole.copy_foreign(f) for f in drawn]
    unite(forms)
    found = [x.objgen for f in forms for x in f.Resources.XObject.values()]
    assert found[0] == found[3] and found[1] == found[2] == found[5] and len(set(found)) == 3
