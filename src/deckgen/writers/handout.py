"""The handout as a PDF (PDF/UA-1): the deck's prose set for paper, each slide beside it as a vector picture.

Jinja2 templates and CSS in `themes/*/handout/` say how it looks; WeasyPrint flows the pages; the slides, drawn from the
same scenes as everything else, are then put into their places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from traceback import extract_tb

import pikepdf
from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pikepdf import Dictionary, Name

from deckgen.brand import Brand
from deckgen.deck import Deck
from deckgen.diagnostics import ContentError, Diagnostic, Span, error
from deckgen.layouts import ground
from deckgen.scene import Scene
from deckgen.writers import Info
from deckgen.writers.painter import Painter
from deckgen.writers.paper.inks import inks
from deckgen.writers.paper.press import Family, SlidePicture, render
from deckgen.writers.paper.running import HAIR, heads, ruling, running
from deckgen.writers.paper.sheet import POINTS, SHEETS, Sheet, types
from deckgen.writers.paper.view import COVER, Handout, form_name, view
from deckgen.writers.pdf.document import describe, to_bytes

TEMPLATE = "handout.html.j2"


def write(deck: Deck, scenes: Sequence[Scene], brand: Brand, paper: str, info: Info) -> tuple[bytes, int]:
    """The handout as the bytes of a PDF, and its number of pages. `paper` is `a4` or `letter`.

    Raises ContentError for characters that no font has, and with whatever WeasyPrint complains of: what it leaves out
    must not go to print.
    """
    if missing := dict.fromkeys(_missing(deck, brand)):
        raise ContentError(missing)
    brand = brand._replace(theme=brand.theme.printed())
    theme, sheet, colours = brand.theme, SHEETS[paper], inks(brand.theme)
    handout = view(deck, scenes, theme, brand.fonts, sheet)
    families, names = _families(brand)
    pictures = {
        "lines": _lines(sheet, colours["muted"]),
        "leader": _strokes(sheet.text, 2.0, f"M0 .5H{sheet.text:g}", colours["muted"], ' stroke-dasharray=".3 1.1"'),
    }
    drawn = (*scenes, _cover(brand, deck.language))
    html = _html(handout, brand, sheet, names)
    data, anchors, complaints = render(
        html, families, pictures, [SlidePicture(form_name(s), *theme.page) for s in drawn]
    )
    if complaints:
        hint = "this comes from the theme's templates or styles; compare them with those in `themes/shared/handout/`"
        raise ContentError(error(f"the handout of `{deck.id}`: {said[:1].lower()}{said[1:].replace('ValueError: ', '')}", None, hint) for said in dict.fromkeys(complaints))
    with pikepdf.open(BytesIO(data)) as pdf:
        painter = Painter(pdf, theme, brand.fonts)
        _place(pdf, painter, drawn)
        _run(pdf, painter, anchors, handout, brand, sheet)
        painter.finish()
        _name_links(pdf, handout)
        describe(pdf, info)
        return to_bytes(pdf), len(pdf.pages)


def _missing(deck: Deck, brand: Brand) -> Iterator[Diagnostic]:
    """Characters that the theme's fonts lack, where the author wrote them. (What is on slides is checked before.)"""
    words = deck.words
    cited = (words.prose(text) for p in deck.slides for s in p.sources for text in (s.title, s.publisher))
    printed = (deck.title, deck.subtitle, deck.audience, *(p.handout for p in deck.slides), *cited)
    for prose in printed:
        for run in (r for b in prose.blocks for r in b.runs) if prose else ():
            for c in brand.fonts.missing(run.text, "code" if run.code else "text", run.bold):
                said = f"no font of the theme has the character `{c}` (U+{ord(c):04X}), which the handout needs"
                yield error(said, prose.span, "write it another way, or in a theme whose fonts have it")


def _html(handout: Handout, brand: Brand, sheet: Sheet, families: Mapping[str, str]) -> str:
    theme = brand.theme
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(brand.templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    try:
        return environment.get_template(TEMPLATE).render(
            handout=handout,
            sheet=sheet,
            type=types(handout.language),
            colour=inks(theme),
            word=lambda key, **values: theme.word(key, handout.language).format(**values),
            family=families,
            options=theme.handout,
        )
    except Exception as e:  # a theme may bring templates of its own, and whatever can go wrong in them
        raise ContentError([_broken(e)]) from e


def _broken(e: Exception) -> Diagnostic:
    """What is wrong with a template, and in which line."""
    at = [(f.filename, f.lineno) for f in extract_tb(e.__traceback__) if f.filename.endswith(".j2")]
    file, line = (e.filename, e.lineno) if isinstance(e, TemplateSyntaxError) else at[-1] if at else (None, 1)
    span = Span("/".join(("themes", *Path(file).parts[-3:])), line) if file else None
    said = " ".join(str(e).split())
    return error(f"the handout's template cannot be filled: {said[:1].lower()}{said[1:200].rstrip('.')}", span, "compare it with the one in `themes/shared/handout/`")


def _cover(brand: Brand, language: str) -> Scene:
    """The brand's cover layout without words: the art of the front page."""
    layout = brand.theme.layouts["cover"]
    art = ground(brand.theme, layout, brand.art, brand.fonts, language)
    return Scene(COVER, 0, "cover", "", language, layout.background, (), art)


def _families(brand: Brand) -> tuple[list[Family], dict[str, str]]:
    """The font families of the theme, one for each pair of files, and the family of each font role."""
    known: dict[tuple[int, int], Family] = {}
    names = {}
    for role in brand.theme.fonts:
        regular, bold = brand.fonts.face(role, False), brand.fonts.face(role, True)
        family = known.setdefault((id(regular), id(bold)), Family(f"deck-{role}", regular.data, bold.data))
        names[role] = family.name
    return list(known.values()), names


def _lines(sheet: Sheet, colour: str) -> tuple[str, bytes]:
    """The lines for notes beside a picture. Solid: a border of dots costs several times all the rest."""
    count = int(sheet.picture_height / sheet.ruled)
    d = "".join(f"M0 {i * sheet.ruled - 0.1:g}H{sheet.aside:g}" for i in range(1, count + 1))
    return _strokes(sheet.aside, count * sheet.ruled, d, colour)


def _strokes(width: float, height: float, d: str, colour: str, more: str = "") -> tuple[str, bytes]:
    """Hairlines as SVG, in millimetres."""
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}mm" height="{height:g}mm"'
    path = f'<path d="{d}" stroke="{colour}" stroke-width="{HAIR / POINTS:.3f}"{more}/>'
    return "image/svg+xml", f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{path}</svg>'.encode()


def _place(pdf: pikepdf.Pdf, painter: Painter, scenes: Sequence[Scene]) -> None:
    """Puts the slides' forms under the names that the pages already draw."""
    forms = {f"/{form_name(s)}": painter.form(s) for s in scenes}
    for resources in {p.Resources.objgen: p.Resources for p in pdf.pages}.values():
        if Name.XObject not in resources:
            resources.XObject = Dictionary()
        for name, form in forms.items():
            resources.XObject[name] = form


def _run(
    pdf: pikepdf.Pdf, painter: Painter, anchors: Sequence[frozenset[str]], handout: Handout, brand: Brand, sheet: Sheet
) -> None:
    """Draws writing lines beneath what WeasyPrint set, heads and feet above it, on every page but the first."""
    theme, small, colour = brand.theme, types(handout.language)["small"], inks(brand.theme)["muted"]
    words = (theme.word(key, handout.language) for key in ("contents", "sources", "answer-key"))
    lines = ruling(sheet, colour).content
    for i, (page, here) in enumerate(zip(pdf.pages, running(anchors, handout, *words), strict=True)):
        if here is None:
            continue
        drawn = heads(painter, here, i + 1, len(pdf.pages), handout, sheet, small, colour)
        # WeasyPrint leaves its own scale behind: what is drawn after it starts from a state saved before it
        page.contents_add(b"q\n" + (lines if here.ruled else b"") + b"\nQ\nq\n", prepend=True)
        page.contents_add(b"\nQ\nq\n" + drawn.content + b"\nQ\n")
        fonts = page.Resources.Font
        for name, font in drawn.fonts.items():
            fonts[f"/{name}"] = font


def _name_links(pdf: pikepdf.Pdf, handout: Handout) -> None:
    """Says in each link of the contents where it leads: WeasyPrint gives the anchor's name only."""
    titles = {p.anchor: p.title.text for p in handout.parts}
    titles.update({s.anchor: s.title.text for p in handout.parts for s in p.slides})
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            title = titles.get(str(annotation.get("/Dest", "")))
            if title:
                annotation.Contents = pikepdf.String(title)
