"""What pages have of their own in each variant of a seminar: for whom, when, where.

Such words are not set with the others, or nothing of the pages could be shared. Where they are to stand, signs are set:
each in a run of its own, on as many lines as the words take. Then each sign is taken out of its page and a form is
drawn in its place, inside the same marked content, so that tags stay as they are. Heads and feet have such forms, too.
`Forms.filled` puts the words of one variant into all forms: it changes these, the fonts that they bring, and what the
file says about itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from io import BytesIO
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from deckgen.reading.brand import Brand
from deckgen.reading.fonts import Fonts
from deckgen.writers import Info
from deckgen.writers.handout.lines import PrintLine, PrintRun
from deckgen.writers.handout.press import PIXEL
from deckgen.writers.handout.sheet import POINTS
from deckgen.writers.pdf.canvas import Canvas
from deckgen.writers.pdf.document import describe, to_bytes
from deckgen.writers.pdf.painter import Painter

#: The words that a variant has of its own on the front, by their names there.
KEYS = ("client", "date", "venue")
#: Further ones: the line of the event above a first page, the day in the imprint.
EVENT, DATED = "event", "dated"
#: Forms of heads and feet: what begins at the left margin, what ends at the right one.
HEAD, FOOT, ENDS = "OwnHead", "OwnFoot", "Ends"
#: How many lines there are of each.
Shape = Mapping[str, int]

#: A text as it is set: its place, the size in pixels, the glyphs.
_TEXT = re.compile(rb"BT\n1 0 0 -1 (\S+) (\S+) Tm\n/\S+ (\S+) Tf\n\[([^\]]*)\] TJ\nET")
#: What changes the colour of what is filled: it is chosen, kept, taken back.
_COLOUR = re.compile(rb"^(?:(\S+ \S+ \S+) rg|(q)|(Q))$", re.MULTILINE)
_HEX = re.compile(rb"<([0-9a-fA-F]*)>")
#: Where a form draws nothing: further than this from its beginning, in points.
_FAR = 2000
#: Variants after which a file is opened anew.
_REOPENED = 50


class Place(NamedTuple):
    """A form by its name, the page that has it among its resources, its size of type in points, and its colour."""

    form: str
    page: int
    size: float
    colour: str
    ends: bool = False


class Words(NamedTuple):
    """What a variant has of its own: `client`, `date` and `venue` by these names."""

    client: str
    date: str
    venue: str


class Blank(NamedTuple):
    """An edition whose forms are empty: its bytes, its forms, the names of the pictures of slides that it shows; what
    heads may say of the seminar, the room that they have in millimetres, and what a foot ends with."""

    data: bytes
    places: tuple[Place, ...]
    shown: frozenset[str]
    title: str
    room: float
    version: str


def sign(key: str, n: int) -> str:
    """What is set in the place of a line: letters that no text has in this order."""
    known = (*KEYS, EVENT, DATED)
    return f"QZ{chr(65 + known.index(key))}{chr(65 + n)}ZQ"


def signs(shape: Shape, key: str, language: str) -> tuple[PrintLine, ...]:
    """The lines of signs in the place of words."""
    return tuple((PrintRun(sign(key, n), language=language),) for n in range(shape.get(key, 0)))


def form_of(key: str, n: int) -> str:
    """The name of the form of a line."""
    return f"Own{key.title()}{n}"


class Opening:
    """Takes the signs out of pages, and puts forms in their places."""

    def __init__(self, pdf: pikepdf.Pdf, shape: Shape, fonts: Fonts) -> None:
        self._pdf = pdf
        face = fonts.face("text", False)
        self._glyphs = {
            "".join(f"{glyph.id:04x}" for glyph in face.shape(sign(key, n))): form_of(key, n)
            for key, count in shape.items()
            for n in range(count)
        }
        self.places: list[Place] = []

    def pages(self) -> None:
        """All pages. A sign that is there twice is one of each page."""
        for number, page in enumerate(self._pdf.pages):
            content = page.Contents.read_bytes()
            opened = _TEXT.sub(partial(self._opened, number), content)
            if opened != content:
                page.Contents = self._pdf.make_stream(opened)

    def _opened(self, page: int, found: re.Match[bytes]) -> bytes:
        name = self._glyphs.get(b"".join(_HEX.findall(found[4])).decode().lower())
        if name is None:
            return found[0]
        x, y, size = (float(found[n]) for n in (1, 2, 3))
        k = PIXEL * POINTS  # a pixel in points
        self.add(Place(name, page, size * k, _colour(found)), (1 / k, 0, 0, -1 / k, x, y))
        return f"/{name} Do".encode()

    def add_heads(self, page: int, size: float, colour: str, turned: bool) -> None:
        """Gives a page the forms of its head and its foot."""
        for name in (HEAD, FOOT):
            self.add(Place(f"{name}{ENDS if turned else ''}", page, size, colour, turned))

    def add(self, place: Place, matrix: Iterable[float] = (1, 0, 0, 1, 0, 0)) -> None:
        """Gives a page an empty form. Those of a name are one, on whatever pages they are."""
        resources = self._pdf.pages[place.page].Resources
        if Name.XObject not in resources:
            resources.XObject = Dictionary()
        known = {p.form: p for p in self.places}
        if place.form in known:
            first = self._pdf.pages[known[place.form].page].Resources.XObject[f"/{place.form}"]
            resources.XObject[f"/{place.form}"] = first
            return
        self.places.append(place)
        form = self._pdf.make_stream(
            b"",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([-_FAR, -_FAR, _FAR, _FAR]),
            Matrix=Array([round(v, 6) for v in matrix]),
            Resources=Dictionary(),
        )
        resources.XObject[f"/{place.form}"] = self._pdf.make_indirect(form)


def _colour(found: re.Match[bytes]) -> str:
    """What texts are filled with there, as `#RRGGBB`."""
    kept, colour = [], b"0 0 0"
    for change in _COLOUR.finditer(found.string, 0, found.start()):
        if change[2]:
            kept.append(colour)
        elif change[3]:
            colour = kept.pop()
        else:
            colour = change[1]
    return "#" + "".join(f"{round(float(v) * 255):02X}" for v in colour.split())


def head_of(client: str, title: str, room: float, size: float, fonts: Fonts) -> str:
    """What every head begins with: for whom and what, or as much of it as has room."""

    def width(text: str) -> float:
        return fonts.width(text, "text", False) * size / POINTS

    names = ("  ·  ".join(s for s in (client, title) if s), title, client)
    return next((s for s in names if width(s) <= room), "")


class Forms:
    """The forms of an edition, for one variant after another. The file stays open: to read it again would cost as much
    as to write it."""

    def __init__(self, blank: Blank) -> None:
        self.blank = blank
        self._pdf: pikepdf.Pdf | None = None
        self._times = 0

    def filled(self, lines: Mapping[str, tuple[str, ...]], words: Words, brand: Brand, info: Info) -> bytes:
        """The edition with a variant's words in its forms. `lines` are those of the front and the imprint by their
        keys. What the last variant brought is not written: nothing leads to it any more."""
        blank = self.blank
        texts = {form_of(key, n): line for key, said in lines.items() for n, line in enumerate(said)}
        size = next((p.size for p in blank.places if p.form.startswith(HEAD)), 0.0)
        texts[HEAD] = head_of(words.client, blank.title, blank.room, size, brand.fonts)
        texts[FOOT] = "  ·  ".join(part for part in (words.date, blank.version) if part)
        pdf = self._opened()
        painter = Painter(pdf, brand.theme, brand.fonts)
        for place in blank.places:
            form = pdf.pages[place.page].Resources.XObject[f"/{place.form}"]
            canvas = Canvas(0.0)
            painter.words(canvas, texts[place.form.removesuffix(ENDS)], place.size, 0, 0, place.colour, place.ends)
            form.write(canvas.content)
            form.Resources = Dictionary({name: Dictionary(used) for name, used in _named(canvas).items()})
        painter.finish()
        describe(pdf, info)
        return to_bytes(pdf)

    def _opened(self) -> pikepdf.Pdf:
        """The file, opened anew now and then: it keeps what earlier variants brought."""
        if self._pdf is None or self._times % _REOPENED == 0:
            if self._pdf is not None:
                self._pdf.close()
            self._pdf = pikepdf.open(BytesIO(self.blank.data))
        self._times += 1
        return self._pdf


def _named(canvas: Canvas) -> dict[str, dict[str, object]]:
    return {key: {f"/{name}": used for name, used in of.items()} for key, of in canvas.resources.items()}
