"""Handouts as PDFs (PDF/UA-1): a deck's prose set for paper, its slides as vector pictures, in one edition or another.

Jinja2 templates and CSS in `themes/*/handout/` say how an edition looks; WeasyPrint flows the pages; the slides, drawn
once from the same scenes as everything else, are then put into their places.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

import pikepdf

from deckgen.composing.deck import Deck
from deckgen.diagnostics import Diagnostic
from deckgen.layout.artwork import artwork
from deckgen.reading.brand import Brand
from deckgen.reading.printing import Paper
from deckgen.richtext import unmarked
from deckgen.scene import Scene, settled, steps
from deckgen.writers import Info
from deckgen.writers.colours import on_white
from deckgen.writers.handout import fields, footnotes, passages, preflight, printshop
from deckgen.writers.handout.booklet import TO_WRITE, imposed, padded
from deckgen.writers.handout.contents import Entry
from deckgen.writers.handout.editions import EDITIONS, Edition
from deckgen.writers.handout.exercises import EXERCISE
from deckgen.writers.handout.feedback import addresses, code_name
from deckgen.writers.handout.forms import Forms
from deckgen.writers.handout.frame import COVER, Frame, Mark
from deckgen.writers.handout.front import own_lines
from deckgen.writers.handout.imprint import CODE, NEWEST, imprinted
from deckgen.writers.handout.ink import Ink, print_brand, print_scenes
from deckgen.writers.handout.own import Blank, Opening, Shape, Words
from deckgen.writers.handout.plates import PLATES, Seal, draw
from deckgen.writers.handout.press import FILE, Pages, shape, warm
from deckgen.writers.handout.running import Heads, event, heads, room, ruling, running
from deckgen.writers.handout.setter import Setter, all_lines, anchor, form_name
from deckgen.writers.handout.setting import Ordered, Setting, families, finished, lowered, set_edition
from deckgen.writers.handout.sheet import Order, Sheet, sheet, types
from deckgen.writers.handout.thrift import STEPS, apparatus, heights, is_hopeless, sheets_of, too_many
from deckgen.writers.pdf.document import describe, to_bytes
from deckgen.writers.pdf.painter import Painter
from deckgen.writers.templates import load


class Print(NamedTuple):
    """How an edition is printed: on which paper, on both sides of it, in large print, in which order slides stand, in
    colour, in grey or with little ink, and how far beyond the edge (millimetres) for a print shop that cuts it, with
    marks to cut by; `booklet`: A5 pages on A4 sheets, to be folded and stapled; `folded`: the pages of which those are
    made, four to a sheet; `sheets` of paper, printed on both sides, that editions to be read keep to where they can (0:
    as many as they take)."""

    paper: Paper = "a4"
    duplex: bool = False
    large: bool = False
    order: Order = "row"
    ink: Ink = "colour"
    bleed: float = 0.0
    booklet: bool = False
    sheets: int = 0
    folded: bool = False


#: Of so many pages what they were set with is given up before they are read as a file: it is as large as that.
MANY = 100
#: As printed where nobody says otherwise.
PLAIN = Print()


class Written(NamedTuple):
    """An edition: its bytes, its number of pages, what the print check found, and how many hundredths of its pages are
    apparatus (None: it is all that is wanted)."""

    data: bytes
    pages: int
    findings: tuple[Diagnostic, ...]
    apparatus: int | None


class Inked(NamedTuple):
    """A deck in the colours of a print: the brand, the slides, their steps where these are printed, all of them as
    forms, and the front page's art."""

    brand: Brand
    scenes: tuple[Scene, ...]
    steps: tuple[Scene, ...]
    forms: Forms
    cover: Scene


class Handouts:
    """The editions of a deck. What they share, slides as forms above all, is made once."""

    def __init__(
        self,
        deck: Deck,
        scenes: Sequence[Scene],
        brand: Brand,
        info: Info,
        seal: Seal = None,
    ) -> None:
        self._deck = deck
        self._seal = seal
        self._brand = brand
        self._scenes = tuple(settled(scene) for scene in scenes)
        each = scenes if "handout" in deck.steps else ()
        self._steps = tuple(step for scene in each if scene.clicks for step in steps(scene))
        self._info = info
        self._families = families(brand)
        self._inks: dict[Ink, Inked] = {}
        self._outlines: dict[Ink, Forms] = {}

    def draw(self, ink: Ink, editions: Iterable[str]) -> None:
        """Draws the slides where one of these editions shows them whole, and loads what sets pages, before there are
        editions: processes that begin as copies of this one have both then."""
        warm()
        inked = self._inked(ink)
        if any(EDITIONS[name].whole for name in editions):
            _ = inked.forms.slides

    def prepare(self, names: Iterable[str], print: Print) -> None:
        """Makes before there are editions, printed so, what several of them would each make: reads templates, and sets
        the prose that more than one has."""
        brand = self._inked(print.ink).brand
        load(brand.templates, "handout")
        editions = [EDITIONS[name] for name in dict.fromkeys(names) if EDITIONS[name].prose]
        if len(editions) < 2:
            return
        page = self._sheet(editions[0], print)
        setter = Setter(self._deck, self._scenes, brand.theme, brand.fonts, page)
        said: dict[bool, list[str]] = {False: [], True: []}
        for prose in (placed.handout for placed in self._deck.slides):
            lines = all_lines(setter.prose(prose, page.measure, called=setter.called(prose)))
            for run in (run for line in lines for run in line if not run.code and not run.emoji):
                said[run.bold].append(run.text)
        for bold, texts in said.items():
            shape(brand.fonts.face(setter.types["text"].font, bold), texts)

    def write(self, name: str, print: Print = PLAIN) -> Written:
        """An edition as the bytes of a PDF.

        Raises ContentError with whatever WeasyPrint complains of: what it leaves out must not go to print.
        """
        if name in PLATES:
            drawn = draw(name, self._deck, self._brand, self._info, print.paper, print.ink, self._seal)
            return Written(drawn.data, drawn.pages, (), None)
        if print.booklet:
            return self._booklet(name, print)
        edition, inked = EDITIONS[name], self._inked(print.ink)
        page = self._sheet(edition, print)
        setting, dear = self._set(edition, inked, page, print)
        pdf, setting = self._opened(setting, inked)
        with pdf:
            if page.folded:
                setting = setting._replace(pages=padded(pdf, setting.pages))
            self._finish(pdf, setting, inked, page, print)
            self._add_heads(pdf, setting.view.frame, setting.pages, inked.brand, page)
            describe(pdf, self._info)
            if page.bleed:
                printshop.prepare(pdf, f"{self._info.id}.{self._info.language}.{setting.view.frame.version}")
            findings = (*self._preflight(edition, setting, inked, print.ink), *dear)
            share = round(100 * apparatus(setting.pages, page.inner))
            return Written(to_bytes(pdf, "1.6" if page.bleed else "1.7"), len(pdf.pages), findings, share)

    def blank(self, name: str, print: Print, shape: Shape) -> Blank:
        """An edition whose pages have forms in the place of what each variant has of its own, on so many lines: the
        deck has nothing of that. Raises ContentError as `write` does."""
        edition, inked = EDITIONS[name], self._inked(print.ink)
        page = self._sheet(edition, print)
        setting, _ = self._set(edition, inked, page, print, shape)
        frame = setting.view.frame
        pdf, setting = self._opened(setting, inked)
        with pdf:
            opening = Opening(pdf, shape, inked.brand.fonts)
            opening.pages()
            self._finish(pdf, setting, inked, page, print)
            left = self._add_heads(pdf, frame, setting.pages, inked.brand, page, opening)
            version = inked.brand.theme.word("version", self._deck.language, version=frame.version)
            return Blank(to_bytes(pdf), tuple(opening.places), setting.forms, frame.title.text, left, version)

    def own_lines(self, name: str, print: Print, words: Words) -> dict[str, tuple[str, ...]]:
        """The lines of what a variant has of its own on the pages of an edition, by what they are."""
        inked, page = self._inked(print.ink), self._sheet(EDITIONS[name], print)
        return own_lines(Setter(self._deck, (), inked.brand.theme, inked.brand.fonts, page), words)

    def _sheet(self, edition: Edition, print: Print) -> Sheet:
        page = sheet(
            print.paper,
            self._deck.language,
            large=print.large,
            duplex=print.duplex,
            bleed=print.bleed,
            folded=print.folded,
            slide=self._inked(print.ink).brand.theme.page,
        )
        return page.turned() if edition.turned else page

    def _opened(self, setting: Setting, inked: Inked) -> tuple[pikepdf.Pdf, Setting]:
        """A setting as a file that is read again; of many pages what they were set with is given up before."""
        data = finished(setting, self._deck, inked.brand)
        if len(setting.pages.anchors) > MANY:
            setting = setting._replace(pages=setting.pages._replace(document=None))
            gc.collect()  # it refers to itself in circles
        return pikepdf.open(BytesIO(data)), setting

    def _set(
        self, edition: Edition, inked: Inked, page: Sheet, print: Print, own: Shape | None = None
    ) -> tuple[Setting, list[Diagnostic]]:
        """An edition on pages: on as few as are wished where it can go without something; else what is to be told."""
        wanted = print.sheets if edition.thrifty else 0
        order = Ordered(
            edition, self._deck, inked.scenes, inked.brand, self._families, page, print.order, inked.steps, own
        )
        setting = whole = set_edition(order)
        for thrift in STEPS[1:]:
            if not wanted or sheets_of(len(setting.pages.anchors)) <= wanted:
                return setting, []
            lower = lowered(order, whole.view, thrift)
            if thrift == STEPS[-1] or not is_hopeless(whole.pages, page.inner, thrift, lower, wanted):
                setting = set_edition(order, thrift)
        count = len(setting.pages.anchors)
        if not wanted or sheets_of(count) <= wanted:
            return setting, []
        taken = heights(setting.pages, page.inner)
        return setting, [too_many(self._deck, edition.name, count, wanted, taken, STEPS[-1])]

    def _booklet(self, name: str, print: Print) -> Written:
        """An edition as A5 pages on sheets. What there is to say of its pages is said of them, where they are a
        file."""
        pages = self.write(name, print._replace(paper="a5", duplex=False, bleed=0.0, booklet=False, folded=True))

        def side(left: int | str, right: int | str) -> str:
            return self._brand.theme.word("booklet-side", self._deck.language, left=left, right=right)

        return Written(*imposed(pages.data, self._info, side), (), pages.apparatus)

    def _finish(self, pdf: pikepdf.Pdf, setting: Setting, inked: Inked, page: Sheet, print: Print) -> None:
        """Puts into the set pages what WeasyPrint cannot: slides, languages, fields, what stands on every page."""
        extras = setting.view.extras
        further = {f"Blank{form_name(s)}": s for s in extras.blanks} | {COVER: inked.cover}
        forms = self._outlined(print.ink, inked) if extras.outlined else inked.forms
        forms.place(pdf, setting.forms, extras.crops, further)
        entries = setting.view.frame.entries
        foreign = {e.anchor: e.language for e in entries if e.language != self._deck.language}
        passages.tag(pdf, foreign, _pages_before(entries, setting.pages))
        if footnotes.ELEMENT in setting.html:
            footnotes.tag(pdf)
        if not page.bleed:
            fields.add(pdf, extras.fields, inked.brand.fonts.face("text", False))
        _name_links(pdf, setting.view.frame)

    def _add_heads(
        self, pdf: pikepdf.Pdf, frame: Frame, pages: Pages, brand: Brand, page: Sheet, opening: Opening | None = None
    ) -> float:
        """Draws writing lines beneath what WeasyPrint set, heads and feet above it, on every page but a cover; with
        forms for what each variant has of its own. Gives the room that they have in a head, in millimetres."""
        theme, language = brand.theme, self._deck.language
        small, colour = types(language, page.large)["small"], on_white(theme)["muted"]
        covering = anchor(""), EXERCISE
        marks = (*frame.marks, Mark(TO_WRITE, theme.word("notes", language), ruled=True))
        plan = running(pages.anchors, frame._replace(marks=marks), theme.word("contents", language))
        version = theme.word("version", language, version=frame.version)
        foot = "  ·  ".join(part for part in (frame.date, version) if part)
        common = Heads(event(frame, plan, page, small, brand.fonts), foot, page, small.size, colour)
        if opening:
            common = common._replace(event=None, foot=None)
        painter = Painter(pdf, theme, brand.fonts)
        for n, (set_page, here, anchors) in enumerate(zip(pdf.pages, plan, pages.anchors, strict=True), 1):
            if here is None:
                continue
            bottom = max((place[3] for name, place in anchors.items() if name.startswith(covering)), default=0.0)
            lines = ruling(page, n, colour, bottom + page.line, TO_WRITE in anchors).content if here.ruled else b""
            head = heads(painter, common, here, n, len(pdf.pages))
            if opening:
                opening.add_heads(n - 1, small.size, colour, page.facing and n % 2 == 0)
            # WeasyPrint leaves its own scale behind: what is drawn after it starts from a state saved before it
            set_page.contents_add(b"q\n" + lines + b"\nQ\nq\n", prepend=True)
            set_page.contents_add(b"\nQ\nq\n" + head.content + b"\nQ\n")
            named = set_page.Resources.Font
            for name, font in head.fonts.items():
                named[f"/{name}"] = font
        painter.finish()
        return room(plan, page, small, brand.fonts)

    def _preflight(self, edition: Edition, setting: Setting, inked: Inked, ink: Ink) -> Iterator[Diagnostic]:
        """What a reader of the printed pages could not make out."""
        theme, extras = inked.brand.theme, setting.view.extras
        if extras.slide_width is not None:
            yield from preflight.too_small(inked.scenes, theme, extras.slide_width, edition.name)
            yield from preflight.coarse(inked.scenes, theme, extras.slide_width, edition.name)
        yield from preflight.too_small_drawn(extras.drawn, edition.name)
        if extras.slide_width is not None or extras.prose_addresses:
            yield from preflight.unprinted(self._deck.slides, inked.scenes, extras.prose_addresses)
        if ink == "grey":
            yield from preflight.alike(inked.scenes, theme)
        codes = enumerate(addresses(self._deck).values())
        yield from preflight.dense(a.url for n, a in codes if a.url and f'"{FILE}{code_name(n)}"' in setting.html)
        said = imprinted(self._deck, theme)
        if said and said.newest and f'"{FILE}{NEWEST}"' in setting.html:
            yield from preflight.dense([said.newest], CODE)
        yield from preflight.orphans(setting.pages.anchors, extras.headings)

    def _inked(self, ink: Ink) -> Inked:
        """The slides in the colours of a print, drawn once."""
        if ink not in self._inks:
            brand, language = print_brand(self._brand, ink), self._deck.language
            scenes = print_scenes(self._scenes, brand, ink, language)
            each = print_scenes(self._steps, brand, ink, language)
            (cover,) = print_scenes((_cover(brand, language),), brand, ink, language)
            forms = Forms((*scenes, *each), brand.theme, brand.fonts)
            self._inks[ink] = Inked(brand, scenes, each, forms, cover)
        return self._inks[ink]

    def _outlined(self, ink: Ink, inked: Inked) -> Forms:
        """The slides in the colours of a print, their text drawn."""
        if ink not in self._outlines:
            slides = (*inked.scenes, *inked.steps)
            self._outlines[ink] = Forms(slides, inked.brand.theme, inked.brand.fonts, outlined=True)
        return self._outlines[ink]


def _pages_before(entries: Sequence[Entry], pages: Pages) -> int:
    """The number of pages before the first that the contents list."""
    return next((n for n, page in enumerate(pages.anchors) if any(e.anchor in page for e in entries)), 0)


def _cover(brand: Brand, language: str) -> Scene:
    """The brand's cover layout without words: the art of the front page."""
    layout = brand.theme.layouts["cover"]
    art = artwork(brand.theme, layout, brand.art, brand.fonts, language)
    # white art on white paper would not be seen as such
    background = "soft" if layout.background == "paper" else layout.background
    return Scene(COVER, 0, "cover", unmarked(""), language, background, (), art)


def _name_links(pdf: pikepdf.Pdf, frame: Frame) -> None:
    """Says in each link of the contents where it leads: WeasyPrint gives the anchor's name only."""
    titles = {m.anchor: m.label for m in frame.marks} | {e.anchor: e.title for e in frame.entries}
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            title = titles.get(str(annotation.get("/Dest", "")))
            if title:
                annotation.Contents = pikepdf.String(title)
