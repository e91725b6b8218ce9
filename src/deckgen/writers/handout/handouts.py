"""Handouts as PDFs (PDF/UA-1): a deck's prose set for paper, its slides as vector pictures, in one edition or another.

Jinja2 templates and CSS in `themes/*/handout/` say how an edition looks; WeasyPrint flows the pages; the slides, drawn once from
the same scenes as everything else, are then put into their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from traceback import extract_tb
from typing import Any, NamedTuple

import pikepdf
from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from deckgen.composing.deck import Deck
from deckgen.diagnostics import ContentError, Diagnostic, Span, error
from deckgen.layout.artwork import artwork
from deckgen.reading.brand import Brand
from deckgen.reading.drawing import qr_code
from deckgen.richtext import unmarked
from deckgen.scene import Command, Scene
from deckgen.writers import Info
from deckgen.writers.colours import on_white
from deckgen.writers.handout import fields, passages, proof
from deckgen.writers.handout.booklet import imposed
from deckgen.writers.handout.editions import EDITIONS, Edition
from deckgen.writers.handout.forms import Forms
from deckgen.writers.handout.frame import COVER, Frame, addresses
from deckgen.writers.handout.ink import Ink, printed
from deckgen.writers.handout.ink import scenes as inked
from deckgen.writers.handout.press import SLIDE, Family, Pages, SlidePicture, pages, warm
from deckgen.writers.handout.running import HAIR, event, heads, ruling, running
from deckgen.writers.handout.setter import Setter, anchor, form_name
from deckgen.writers.handout.sheet import POINTS, Order, Paper, Sheet, sheet, types
from deckgen.writers.pdf.document import describe, to_bytes
from deckgen.writers.pdf.painter import Painter

#: An edition of more pages than this has contents.
LONG = 8
#: So many entries in its contents make an edition longer than that, as a rule.
LIKELY_LONG = 7


class Print(NamedTuple):
    """How an edition is printed: on which paper, on both sides of it, in large print, in which order slides stand, in colour, in
    grey or with little ink, and how far beyond the edge (millimetres) for a print shop that cuts it, with marks to cut by; `booklet`: A5 pages on A4 sheets, to be folded
    and stapled."""

    paper: Paper = "a4"
    duplex: bool = False
    large: bool = False
    order: Order = "row"
    ink: Ink = "colour"
    bleed: float = 0.0
    booklet: bool = False


class Written(NamedTuple):
    """An edition: its bytes, its number of pages, and what the print check found."""

    data: bytes
    pages: int
    found: tuple[Diagnostic, ...]


class Handouts:
    """The editions of a deck. What they share, slides as forms above all, is made once."""

    def __init__(self, deck: Deck, scenes: Sequence[Scene], brand: Brand, info: Info) -> None:
        self._deck = deck
        self._plain = brand, tuple(scenes)
        self._info = info
        self._missing = tuple(dict.fromkeys(_missing(deck, brand)))
        self._families, self._names = _families(brand)
        self._inks: dict[Ink, tuple[Brand, tuple[Scene, ...], Forms]] = {}

    def draw(self, ink: Ink) -> None:
        """Draws the slides, and loads what sets pages, before there are editions: processes that begin as copies of this one
        have both then."""
        warm()
        self._inked(ink)

    def write(self, name: str, print: Print = Print()) -> Written:
        """An edition as the bytes of a PDF.

        Raises ContentError for characters that no font has, and with whatever WeasyPrint complains of: what it leaves out
        must not go to print.
        """
        if self._missing:
            raise ContentError(self._missing)
        if print.booklet:
            pages = self.write(name, print._replace(paper="a5", duplex=False, bleed=0.0, booklet=False))
            data, sides = imposed(pages.data, self._info, self._brand.theme.word("booklet-side", self._deck.language))
            return Written(data, sides, ())  # what there is to say of its pages is said of them
        edition = EDITIONS[name]
        self._brand, self._scenes, forms = self._inked(print.ink)
        page = sheet(print.paper, self._deck.language, print.large, print.duplex, print.bleed)
        page = page.turned() if edition.turned else page
        view = edition.view(Setter(self._deck, self._scenes, self._brand.theme, self._brand.fonts, page, print.order))
        # whether it is long is known when it is set; most often the number of its entries says so before
        long = len(view.frame.entries) > LIKELY_LONG
        set_, used = self._set(edition, view, page, long)
        if bool(view.frame.entries) and long != (_body(set_.anchors) > LONG):
            long = not long
            set_, used = self._set(edition, view, page, long)
        if (distinct := _distinct(view, set_.anchors)) is not view:
            view = distinct
            set_, used = self._set(edition, view, page, long)
        data, anchors = set_.pdf(), set_.anchors
        self._heard(set_.complaints)
        with pikepdf.open(BytesIO(data)) as pdf:
            extra = {f"Blank{form_name(s)}": s for s in getattr(view, "scenes", ())}
            if extra:
                forms.add(extra)
            forms.place(pdf, used, getattr(view, "crops", ()))
            foreign = {e.anchor: e.language for e in view.frame.entries if e.language != self._deck.language}
            passages.tag(pdf, foreign, _front(view.frame, anchors))
            fields.add(pdf, getattr(view, "fields", ()))
            painter = Painter(pdf, self._brand.theme, self._brand.fonts)
            self._run(pdf, painter, anchors, view.frame, page)
            painter.finish()
            _name_links(pdf, view.frame)
            describe(pdf, self._info)
            found = tuple(self._proof(edition, view, page, print, anchors))
            return Written(to_bytes(pdf), len(pdf.pages), found)

    def _proof(
        self, edition: Edition, view: Any, page: Sheet, print: Print, anchors: Sequence[Mapping[str, Any]]
    ) -> Iterator[Diagnostic]:
        """What a reader of the printed pages could not make out."""
        theme = self._brand.theme
        whole = {"notes": page.measure}.get(
            edition.name, getattr(view, "width", None) if edition.name.startswith("slides-") else None
        )
        if whole is not None:
            yield from proof.too_small(self._scenes, theme, whole, edition.name)
            yield from proof.coarse(self._scenes, theme, whole, edition.name)
            yield from proof.unprinted(self._deck.slides, self._scenes, edition.name == "notes")
        if print.ink == "grey":
            yield from proof.alike(self._scenes, theme)
        parts = [*getattr(view, "parts", ()), *getattr(view, "chapters", ())]
        spans = {p.title.plain: p.title.span for p in self._deck.parts}
        below = (
            (p, getattr(p, "slides", ()) or getattr(p, "cues", ()) or getattr(p, "sections", ()))
            for p in parts
            if p.title.text
        )
        yield from proof.orphans(
            anchors,
            ((p.anchor, p.title.text, spans.get(p.title.text), members[0].anchor) for p, members in below if members),
        )

    def _inked(self, ink: Ink) -> tuple[Brand, tuple[Scene, ...], Forms]:
        """The slides in the colours of a print, drawn once."""
        if ink not in self._inks:
            brand, scenes = self._plain
            brand = printed(brand, ink)
            scenes = inked(scenes, brand, ink, self._deck.language)
            self._brand = brand
            self._inks[ink] = (
                brand,
                scenes,
                Forms((*scenes, *inked((self._cover,), brand, ink, self._deck.language)), brand.theme, brand.fonts),
            )
        return self._inks[ink]

    @property
    def _cover(self) -> Scene:
        """The brand's cover layout without words: the art of the front page."""
        theme, language = self._brand.theme, self._deck.language
        layout = theme.layouts["cover"]
        art = artwork(theme, layout, self._brand.art, self._brand.fonts, language)
        # white art on white paper would not be seen as such
        return Scene(
            COVER,
            0,
            "cover",
            unmarked(""),
            language,
            "soft" if layout.background == "paper" else layout.background,
            (),
            art,
        )

    def _set(self, edition: Edition, view: Any, page: Sheet, long: bool) -> tuple[Pages, set[str]]:
        """The pages as WeasyPrint sets them, and the names of the forms that they draw."""
        theme, colours = self._brand.theme, on_white(self._brand.theme)
        pictures = {
            "leader": _strokes(
                page.measure, 2.0, f"M0 .5H{page.measure:g}", colours["muted"], ' stroke-dasharray=".3 1.1"'
            ),
            "lines": _lines(page, colours["muted"]),
            "box": _strokes(3.6, 3.6, "M.2 .2H3.4V3.4H.2Z", colours["muted"], ' fill="none"'),
            **{f"qr-{n}": _code(url) for n, url in enumerate(addresses(self._deck))},
        }
        html = passages.as_links(self._html(edition, view, page, long))
        size = theme.page
        sizes = {form_name(s): size for s in (*self._scenes, self._cover)}
        sizes |= {c.name: (c.rect.w, c.rect.h) for c in getattr(view, "crops", ())}
        used = set(re.findall(rf'{SLIDE}([^"]+)"', html))
        made = pages(html, self._families, pictures, [SlidePicture(n, *sizes[n]) for n in sorted(used)])
        self._heard(made.complaints)
        return made, used

    def _heard(self, complaints: Sequence[str]) -> None:
        """Raises ContentError with what WeasyPrint complained of."""
        if complaints:
            hint = (
                "this comes from the theme's templates or styles; compare them with those in `themes/shared/handout/`"
            )
            said = (
                f"the handout of `{self._deck.id}`: {c[:1].lower()}{c[1:].replace('ValueError: ', '')}"
                for c in dict.fromkeys(complaints)
            )
            raise ContentError(error(s, None, hint) for s in said)

    def _html(self, edition: Edition, view: Any, page: Sheet, long: bool) -> str:
        theme = self._brand.theme
        try:
            return (
                _environment(self._brand.templates)
                .get_template(edition.template)
                .render(
                    edition=edition.name,
                    frame=view.frame,
                    view=view,
                    long=long,
                    sheet=page,
                    type=types(self._deck.language, page.large),
                    colour=on_white(theme),
                    word=lambda key, **values: theme.word(key, self._deck.language).format(**values),
                    family=self._names,
                    options=theme.handout,
                )
            )
        except Exception as e:  # a theme may bring templates of its own, and whatever can go wrong in them
            raise ContentError([_broken(e)]) from e

    def _run(
        self, pdf: pikepdf.Pdf, painter: Painter, anchors: Sequence[Mapping[str, Any]], frame: Frame, page: Sheet
    ) -> None:
        """Draws writing lines beneath what WeasyPrint set, heads and feet above it, on every page but a cover."""
        theme, language = self._brand.theme, self._deck.language
        small, colour = types(language, page.large)["small"], on_white(theme)["muted"]
        slides = {anchor(s.id) for s in self._scenes}
        version = theme.word("version", language).format(version=frame.version)
        pages = running(anchors, frame, theme.word("contents", language))
        begins = event(frame, pages, page, small, self._brand.fonts)
        for i, (sheet_, here) in enumerate(zip(pdf.pages, pages, strict=True)):
            if here is None:
                continue
            ends = max((place[3] for name, place in anchors[i].items() if name in slides), default=0.0)
            lines = ruling(page, i + 1, colour, ends + page.line).content if here.ruled else b""
            drawn = heads(painter, here, i + 1, len(pdf.pages), frame, begins, version, page, small, colour)
            # WeasyPrint leaves its own scale behind: what is drawn after it starts from a state saved before it
            sheet_.contents_add(b"q\n" + lines + b"\nQ\nq\n", prepend=True)
            sheet_.contents_add(b"\nQ\nq\n" + drawn.content + b"\nQ\n")
            named = sheet_.Resources.Font
            for name, font in drawn.fonts.items():
                named[f"/{name}"] = font


@cache
def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """The templates of a theme, read once."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _body(anchors: Sequence[Mapping[str, Any]]) -> int:
    """The number of pages without cover and contents."""
    return len(anchors) - sum("cover" in page or "contents" in page for page in anchors)


def _front(frame: Frame, anchors: Sequence[Mapping[str, Any]]) -> int:
    """The number of pages before the first that the contents list."""
    return next((n for n, page in enumerate(anchors) if any(e.anchor in page for e in frame.entries)), 0)


def _distinct(view: Any, anchors: Sequence[Mapping[str, Any]]) -> Any:
    """The view with no page named twice beside a term: it is known only now which slides share a page."""
    back = getattr(view, "back", None)
    terms = back.terms if back else ()
    page = {name: n for n, names in reversed(list(enumerate(anchors))) for name in names}
    thinned = tuple(t._replace(places=tuple({page[p]: p for p in reversed(t.places)}.values())[::-1]) for t in terms)
    return view if thinned == terms else view._replace(back=back._replace(terms=thinned))


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


def _broken(e: Exception) -> Diagnostic:
    """What is wrong with a template, and in which line."""
    at = [(f.filename, f.lineno) for f in extract_tb(e.__traceback__) if f.filename.endswith(".j2")]
    file, line = (e.filename, e.lineno) if isinstance(e, TemplateSyntaxError) else at[-1] if at else (None, 1)
    span = Span("/".join(("themes", *Path(file).parts[-3:])), line) if file else None
    said = " ".join(str(e).split())
    return error(
        f"the handout's template cannot be filled: {said[:1].lower()}{said[1:200].rstrip('.')}",
        span,
        "compare it with the one in `themes/shared/handout/`",
    )


def _families(brand: Brand) -> tuple[list[Family], dict[str, str]]:
    """The font families of the theme, one for each pair of files, and the family of each font role."""
    known: dict[tuple[int, int], Family] = {}
    names = {}
    for role in brand.theme.fonts:
        regular, bold = brand.fonts.face(role, False), brand.fonts.face(role, True)
        family = known.setdefault((id(regular), id(bold)), Family(f"deck-{role}", regular.data, bold.data))
        names[role] = family.name
    return list(known.values()), names


def _lines(page: Sheet, colour: str) -> tuple[str, bytes]:
    """Lines to write on, as many as a page takes. Solid: a border of dots costs several times all the rest."""
    count = int(page.inner / page.ruled)
    d = "".join(f"M0 {i * page.ruled - 0.1:g}H{page.text:g}" for i in range(1, count + 1))
    return _strokes(page.text, count * page.ruled, d, colour)


def _strokes(width: float, height: float, d: str, colour: str, more: str = "") -> tuple[str, bytes]:
    """Hairlines as SVG, in millimetres."""
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}mm" height="{height:g}mm"'
    path = f'<path d="{d}" stroke="{colour}" stroke-width="{HAIR / POINTS:.3f}"{more}/>'
    return "image/svg+xml", f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{path}</svg>'.encode()


@cache
def _code(url: str) -> tuple[str, bytes]:
    """A QR code as SVG."""
    drawing = qr_code(url)
    w, h = drawing.view
    paths = "".join(
        f'<path d="{" ".join(_step(c) for loop in s.contours for c in loop)}" fill="{s.fill}" fill-rule="evenodd"/>'
        for s in drawing.shapes
    )
    return (
        "image/svg+xml",
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:g} {h:g}" width="{w:g}mm" height="{h:g}mm">{paths}</svg>'.encode(),
    )


def _step(command: Command) -> str:
    return command[0] + " ".join(f"{v:g}" for v in command[1])


def _name_links(pdf: pikepdf.Pdf, frame: Frame) -> None:
    """Says in each link of the contents where it leads: WeasyPrint gives the anchor's name only."""
    titles = {m.anchor: m.label for m in frame.marks} | {e.anchor: e.title for e in frame.entries}
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            title = titles.get(str(annotation.get("/Dest", "")))
            if title:
                annotation.Contents = pikepdf.String(title)
