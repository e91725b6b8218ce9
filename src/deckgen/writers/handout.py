"""The handout as a PDF (PDF/UA-1): the deck's prose set for paper, each slide beside it as a vector picture.

Jinja2 templates and CSS in `themes/*/handout/` say how it looks; WeasyPrint sets the pages; the slides, drawn from the
same scenes as everything else, are then put into their places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pikepdf import Dictionary, Name

from deckgen.brand import Brand
from deckgen.diagnostics import ContentError, error
from deckgen.drawing import Drawing
from deckgen.images import Image
from deckgen.layouts import ground
from deckgen.scene import Command, Scene
from deckgen.seminar import Deck
from deckgen.theme import Theme
from deckgen.writers import Info
from deckgen.writers.painter import Painter
from deckgen.writers.paper.press import FILE, SlidePicture, render
from deckgen.writers.paper.view import COVER, form_name, view
from deckgen.writers.paper.words import unbroken
from deckgen.writers.pdf.document import describe, to_bytes

TEMPLATE = "handout.html.j2"
#: Points in a millimetre.
POINTS = 72 / 25.4
#: Writing lines are this far apart in millimetres, as ruled paper has them.
RULED = 8.0



@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet in millimetres. The text is as wide on every sheet; the picture is smaller where the sheet is shorter."""

    name: str
    width: float
    height: float
    top: float
    bottom: float
    text: float
    picture: float

    @property
    def inner(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom

    @property
    def side(self) -> float:
        """The margin left and right."""
        return (self.width - self.text) / 2


#: Letter is 18 mm shorter than A4: with this picture two slides and their prose still stand on one page.
PAPERS = {
    "a4": Paper("a4", 210.0, 297.0, 22.0, 18.0, 174.0, 102.0),
    "letter": Paper("letter", 215.9, 279.4, 20.0, 17.0, 174.0, 108.0),
}


def write(deck: Deck, scenes: Sequence[Scene], brand: Brand, paper: str, info: Info) -> tuple[bytes, int]:
    """The handout as the bytes of a PDF, and its number of pages. `paper` is `a4` or `letter`.

    Raises ContentError with whatever WeasyPrint complains of: what it leaves out must not go to print.
    """
    theme = brand.theme
    faces, files = _faces(brand)
    files["logo"] = _logo(brand.logos["light"], theme)
    sheet = PAPERS[paper]
    files["lines"] = _lines(sheet.text - sheet.picture, sheet.picture, RULED, theme)
    files["leader"] = _leader(sheet.text, theme)
    files["page-lines"] = _lines(sheet.text, sheet.inner, sheet.inner / 2, theme)
    html = _html(deck, scenes, brand, sheet, faces)
    scenes = (*scenes, _cover(brand, deck.language))
    pictures = [SlidePicture(form_name(s), *theme.page) for s in scenes]
    data, pages, complaints = render(html, files, pictures)
    if complaints:
        raise ContentError(error(f"the handout of `{deck.id}`: {said}") for said in dict.fromkeys(complaints))
    with pikepdf.open(BytesIO(data)) as pdf:
        _place(pdf, scenes, brand)
        describe(pdf, info)
        return to_bytes(pdf), pages


def _html(deck: Deck, scenes: Sequence[Scene], brand: Brand, paper: Paper, faces: Sequence[Mapping[str, object]]) -> str:
    theme = brand.theme
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(brand.templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["unbroken"] = unbroken
    return environment.get_template(TEMPLATE).render(
        handout=view(deck, scenes, theme, brand.fonts, paper.text * POINTS),
        colour={role: f"#{theme.hex(role)}" for role in theme.palette},
        word=lambda key, **values: theme.word(key, deck.language).format(**values),
        faces=faces,
        family={role: next(f["family"] for f in faces if role in f["roles"]) for role in theme.fonts},
        options=theme.handout,
        paper=paper,
        ruled=RULED,
        logo={"url": f"{FILE}logo", "alt": theme.logo.alt},
    )


def _cover(brand: Brand, language: str) -> Scene:
    """The brand's cover layout without words: the art of the front page."""
    layout = brand.theme.layouts["cover"]
    art = ground(brand.theme, layout, brand.logos, brand.fonts, language)
    return Scene(COVER, 0, "cover", "", language, layout.background, (), art)


def _faces(brand: Brand) -> tuple[list[dict[str, object]], dict[str, tuple[str, bytes]]]:
    """The faces of the theme for `@font-face`, one family for each pair of files, and the files."""
    families: dict[tuple[int, int], dict[str, object]] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for role in brand.theme.fonts:
        pair = brand.fonts.face(role, False), brand.fonts.face(role, True)
        known = families.setdefault((id(pair[0]), id(pair[1])), {"family": f"deck-{role}", "roles": [], "files": []})
        known["roles"].append(role)
        if not known["files"]:
            for weight, face in zip((400, 700), pair, strict=True):
                name = f"{role}-{weight}"
                files[name] = "font/ttf", face.data
                known["files"].append({"weight": weight, "url": FILE + name})
    return list(families.values()), files


def _logo(logo: Drawing | Image, theme: Theme) -> tuple[str, bytes]:
    """Media type and bytes of the logo; a drawing is written as SVG in the theme's colours."""
    if isinstance(logo, Image):
        return f"image/{logo.format}", logo.data
    w, h = logo.view
    ink = theme.hex("ink")
    paths = []
    for s in logo.shapes:
        look = [f'fill="{_paint(s.fill, theme, ink)}"', f'stroke="{_paint(s.stroke, theme, ink)}"', f'stroke-width="{s.width:g}"']
        paths.append(f'<path fill-rule="evenodd" d="{" ".join(_path(c) for c in s.contours)}" {" ".join(look)}/>')
    return "image/svg+xml", f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:g} {h:g}">{"".join(paths)}</svg>'.encode()


def _lines(width: float, height: float, first: float, theme: Theme) -> tuple[str, bytes]:
    """Writing lines, `first` mm from the top and on. Solid: a border of dots costs several times all the rest."""
    rows = range(int((height - first) / RULED) + 1)
    return _strokes(width, height, "".join(f"M.2 {first + i * RULED:g}H{width - 0.2:g}" for i in rows), "", theme)


def _leader(width: float, theme: Theme) -> tuple[str, bytes]:
    """The dots between a title and its page number: a line 1.5 mm above the foot of its box."""
    return _strokes(width, 2.0, f"M0 .5H{width:g}", ' stroke-dasharray=".3 1.1"', theme)


def _strokes(width: float, height: float, d: str, more: str, theme: Theme) -> tuple[str, bytes]:
    """Hairlines as SVG, in millimetres."""
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}mm" height="{height:g}mm"'
    path = f'<path d="{d}" stroke="#{theme.hex("muted")}" stroke-width=".09"{more}/>'
    return "image/svg+xml", f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{path}</svg>'.encode()


def _paint(value: str | None, theme: Theme, ink: str) -> str:
    return "none" if value is None else f"#{ink if value == 'currentColor' else theme.hex(value)}"


def _path(contour: Sequence[Command]) -> str:
    return " ".join(op + ",".join(f"{v:g}" for v in args) for op, args in contour)


def _place(pdf: pikepdf.Pdf, scenes: Sequence[Scene], brand: Brand) -> None:
    """Puts the slides' forms under the names that the pages already draw."""
    painter = Painter(pdf, brand.theme, brand.fonts)
    forms = {f"/{form_name(s)}": painter.form(s) for s in scenes}
    painter.finish()
    for resources in {p.Resources.objgen: p.Resources for p in pdf.pages}.values():
        if Name.XObject not in resources:
            resources.XObject = Dictionary()
        for name, form in forms.items():
            resources.XObject[name] = form
