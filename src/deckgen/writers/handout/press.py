"""HTML to PDF with WeasyPrint: no network, no fonts but those given, and every complaint is kept.

Slide pictures stand in the HTML as `<img src="deck:slide/ID">`; what is drawn for them is a name, under which the
handout then puts the slide itself, as vectors.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from deckgen.reading.fonts import Face
from deckgen.writers.handout import loading
from deckgen.writers.handout.shortcuts.faces import bring

SLIDE = "deck:slide/"
FILE = "deck:file/"
#: CSS's pixel in millimetres.
PIXEL = 25.4 / 96


class _Complaints(logging.Handler):
    """WeasyPrint reports what it cannot do (missing glyphs, ignored CSS, lost pictures) to its log only."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class SlidePicture:
    """A slide to WeasyPrint: an image of a known shape that draws a form by name. Stands in its image cache."""

    def __init__(self, name: str, width: float, height: float) -> None:
        self.name = name
        self.width = width
        self.height = height
        self.ratio = width / height

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[float, float, float]:
        """Width and height in points and their ratio."""
        return self.width, self.height, self.ratio

    def draw(self, stream: Any, width: float, height: float, style: object) -> None:
        """The form, upright, scaled to its place: WeasyPrint's y goes down."""
        stream.transform(width / self.width, 0, 0, -height / self.height, 0, height)
        stream.draw_x_object(self.name)


class Family(NamedTuple):
    """A font family as style sheets name it, and its two faces."""

    name: str
    regular: Face
    bold: Face


class Pages(NamedTuple):
    """Pages as they are set: for each, its anchors with their places (left, top, right and bottom in millimetres from
    its corner); and what was complained of."""

    anchors: list[dict[str, tuple[float, ...]]]
    complaints: list[str]
    document: Any

    def pdf(self) -> bytes:
        """The pages as a file. What is complained of now is added to the complaints."""
        with _listening(self.complaints):
            # what is read again at once is not packed before it is written for good
            data: bytes = self.document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, uncompressed_pdf=True)
        return data


def pages(
    html: str, families: Sequence[Family], pictures: Mapping[str, tuple[str, bytes]], slides: Iterable[SlidePicture]
) -> Pages:
    """The pages of a text in HTML.

    `families` (one at least: without any font WeasyPrint crashes) are all the fonts there are. `pictures` are what
    `deck:file/NAME` addresses serve: media type and bytes by name. Any other address is refused.
    """
    weasyprint = loading.weasyprint()
    files = dict(pictures)
    rules, faces = [], dict[tuple[str, int], Face]()
    for f in families:
        for weight, face in ((400, f.regular), (700, f.bold)):
            name = f"{f.name}-{weight}"
            files[name] = "font/ttf", face.data
            faces[f.name, weight] = face
            source = f'src: url("{FILE}{name}") format("truetype")'
            rules.append(f'@font-face {{ font-family: "{f.name}"; font-weight: {weight}; {source} }}')

    complaints: list[str] = []
    with _listening(complaints):
        images = {f"{SLIDE}{slide.name}": slide for slide in slides}
        fetcher = _fetcher(weasyprint, files)
        fonts = weasyprint.text.fonts.FontConfiguration()
        bring(fonts, faces)
        sheet = weasyprint.CSS(string="\n".join(rules), font_config=fonts, url_fetcher=fetcher)
        source = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url="deck:/")
        try:
            document = source.render(fonts, stylesheets=[sheet], cache=images, pdf_variant="pdf/ua-1")
        finally:
            # its folder of font files goes now, all of them are open; the object itself may outlive the command, which
            # neither looks for garbage nor ends as Python does
            fonts.__del__()
        places = [
            {name: tuple(v * PIXEL for v in corners) for name, corners in page.anchors.items()}
            for page in document.pages
        ]
        return Pages(places, complaints, document)


@contextmanager
def _listening(messages: list[str]) -> Iterator[None]:
    """Keeps what WeasyPrint complains of meanwhile, and its boxes, which live until the end anyway: 5 to 15 % of the
    time saved."""
    complaints = _Complaints(messages)
    log = logging.getLogger("weasyprint")
    log.addHandler(complaints)
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        log.removeHandler(complaints)
        if collecting:
            gc.enable()


def warm() -> None:
    """Loads what takes long to load."""
    loading.weasyprint()


def shape(face: Face, texts: Iterable[str]) -> None:
    """Shapes the words of texts that will be set in a face."""
    loading.weasyprint()
    from deckgen.writers.handout.shortcuts import lettering  # late: it needs the library

    lettering.prepare(face, texts)


def _fetcher(weasyprint: Any, files: Mapping[str, tuple[str, bytes]]) -> object:
    """What WeasyPrint fetches with: it has these files, and refuses every other address."""

    fetcher: Any = weasyprint.urls.URLFetcher

    class Files(fetcher):  # type: ignore[misc]  # the library has no annotations
        def fetch(self, url: str, headers: object = None) -> object:
            name = url.removeprefix(FILE)
            if name == url or name not in files:
                raise ValueError(f"`{url}` is not part of the handout, and nothing else is fetched")
            media, data = files[name]
            return weasyprint.urls.URLFetcherResponse(url, data, {"Content-Type": media})

    return Files()
