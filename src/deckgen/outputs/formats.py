"""The output formats: one record for each, in the order in which their files are listed.

To add one, write a function from a plan to bytes, and a record here. All else follows from the record: the command's
options and help, the tasks and their keys, the report, the place on the download page. Writers are imported when they
are used: who builds decks only need not load what sets handouts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from deckgen.messages import Message, say
from deckgen.outputs.doors import AUDIENCE, PRESENTER, Door

if TYPE_CHECKING:
    from deckgen.diagnostics import Diagnostic
    from deckgen.memory import Memory
    from deckgen.outputs.plan import Output, Plan
    from deckgen.scene import Scene
    from deckgen.writers.handout.plates import PlateEdition


class File(NamedTuple):
    """A file that a format makes of a plan: the ending of its name, whose it is, the edition (where the format has
    such), and how that is printed or what a deck embeds, as pairs of fields and values."""

    ending: str
    door: Door
    edition: str = ""
    printing: tuple[tuple[str, Any], ...] = ()


class Label(NamedTuple):
    """What a file is called on the download page: a word of the theme, and the number that stands in it; `of` is what a
    booklet is made of, another word with that number."""

    word: str
    n: int | None = None
    of: str = ""


def _share_nothing(plan: Plan, files: Sequence[File]) -> None:
    return None


def _no_sources(file: File) -> str:
    return ""


def _check_nothing(plan: Plan, memory: Memory) -> Iterator[Diagnostic]:
    yield from ()


class Format(NamedTuple):
    """An output format.

    `name` is how the command line calls it, `help` what its help says. `unit` is what its files have so many of.
    `content` names the parts of the content on which its files depend: fields of `deckgen.outputs.keys.Keys`. `weight`
    is how long a file takes, about, beside one of another format.

    `files` lists the files that it makes of a plan; `write` makes one of them from the plan, the file, and whatever
    `share` made for all files of the plan. `check` yields what is wrong with what only this format shows. `labels` are
    the endings of its files that the download pages offer, in the pages' order, each with what it is called there; the
    pages themselves are made with formats that are `with_page`. `sources` names the templates of a theme that a file is
    made from, "" if there are none: what fills them may never end, and is watched.
    """

    name: str
    help: str
    unit: Literal["slides", "pages"]
    content: tuple[str, ...]
    weight: float
    files: Callable[[Plan], Sequence[File]]
    write: Callable[[Plan, File, Any], Output]
    labels: Callable[[], Mapping[str, Label]] = dict
    share: Callable[[Plan, Sequence[File]], Any] = _share_nothing
    check: Callable[[Plan, Memory], Iterator[Diagnostic]] = _check_nothing
    with_page: bool = False
    sources: Callable[[File], Message | str] = _no_sources


# PowerPoint


def _deck_files(plan: Plan) -> list[File]:
    # the speaker's notes are in it
    return [File("pptx", PRESENTER, printing=(("fonts", plan.fonts),))]


def _check_fonts(plan: Plan, memory: Memory) -> Iterator[Diagnostic]:
    if plan.fonts != "installed":
        yield from plan.brand.unembeddable


def _in_deck(plan: Plan) -> list[Scene]:
    """The slides of the deck, those included that a slide show passes by."""
    return [scene for scene in plan.scenes if scene.presence != "printed"]


def _embed_fonts(plan: Plan, files: Sequence[File]) -> Any:
    """The fonts that the deck embeds. To compress them may take longer than an output may."""
    if plan.fonts == "installed":
        return ()
    from deckgen.writers.pptx.embedding.characters import parts
    from deckgen.writers.pptx.embedding.files import embedded

    complete = plan.fonts == "embed-all"
    wanted = parts(_in_deck(plan), plan.brand.theme, plan.brand.fonts, plan.deck.language, complete)
    return embedded(wanted, plan.store.get if plan.store else lambda name, make: make())


def small_picture(plan: Plan, side: int | None = None) -> bytes:
    """The first slide as a picture whose longer side has so many pixels (None: as in decks); b"" of a deck without
    slides. That of a variant shows nothing of its row: such pictures are seen by others than those whom it is for."""
    from deckgen.writers.pptx.thumbnail import SIDE, thumbnail

    first = plan.cover or next(iter(plan.scenes), None)
    return thumbnail(first, plan.brand.theme, plan.brand.fonts, side or SIDE) if first else b""


def _deck(plan: Plan, file: File, shared: Any) -> Output:
    from deckgen.crash import OURS
    from deckgen.diagnostics import error
    from deckgen.layout.artwork import artworks
    from deckgen.layout.native import native
    from deckgen.layout.scaling import full_size
    from deckgen.outputs.plan import Output
    from deckgen.writers import pptx
    from deckgen.writers.pptx.lint import lint

    laid_out = [native(scene, plan.brand.fonts) for scene in _in_deck(plan)]
    scenes, theme, drawn = full_size(laid_out, plan.brand.theme, artworks(plan.brand, plan.deck.language))
    parts = pptx.write_parts(scenes, theme, drawn, plan.info, shared, small_picture(plan))
    name = f"{plan.stem}.{file.ending}"
    hint = say("output:with-these-lines", ours=OURS)
    findings = tuple(
        error(say("output.unsound", name=name, finding=finding), None, hint) for finding in lint(parts, False)
    )
    return Output(pptx.pack(parts), len(scenes), findings)


# slides as a PDF


def _slides(plan: Plan, file: File, shared: None) -> Output:
    from deckgen.layout.scaling import full_size
    from deckgen.outputs.plan import Output
    from deckgen.scene import steps
    from deckgen.writers import slides

    wanted = ("shown", "hidden") if plan.deck.appendix.pdf else ("shown",)
    chosen = [scene for scene in plan.scenes if scene.presence in wanted]
    if "pdf" in plan.deck.steps:
        chosen = [step for scene in chosen for step in steps(scene)]
    scenes, theme, _ = full_size(chosen, plan.brand.theme, {})
    return Output(slides.write(scenes, theme, plan.brand.fonts, plan.info), len(scenes))


# all slides on a page


def _strip(plan: Plan, file: File, shared: None) -> Output:
    """The talk at a glance: what is behind it is not on the page."""
    from deckgen.layout.scaling import full_size
    from deckgen.outputs.plan import Output
    from deckgen.scene import settled
    from deckgen.writers import strip

    chosen = [settled(scene) for scene in plan.scenes if scene.presence == "shown"]
    scenes, theme, _ = full_size(chosen, plan.brand.theme, {})
    return Output(strip.write(scenes, theme, plan.brand.fonts, plan.info), 1)


# handouts


def _handout_files(plan: Plan) -> list[File]:
    """A file for each edition. Those that can be folded are two for a booklet: A5 pages, and sheets of them."""
    from deckgen.reading.printing import Wish
    from deckgen.writers.handout.editions import EDITIONS
    from deckgen.writers.handout.plates import PLATES

    wish = plan.printing.get("sheets", 0)
    files = []
    for name in plan.editions:
        if name in PLATES:
            files.append(_plate_file(plan, PLATES[name]))
            continue
        edition = EDITIONS[name]
        flat = {**plan.printing, "booklet": False, "sheets": wish.of(name) if isinstance(wish, Wish) else wish}
        small = flat | {"paper": "a5", "folded": True}
        door = PRESENTER if edition.private or name in plan.withheld else AUDIENCE
        # what lies across the sheet cannot be folded: it is printed as ever
        if plan.printing.get("booklet") and not edition.turned:
            files.append(File(f"{edition.file}.pdf", door, name, tuple(small.items())))
            files.append(File(f"{edition.file}-booklet.pdf", door, name, tuple((small | {"booklet": True}).items())))
        else:
            files.append(File(f"{edition.file}.pdf", door, name, tuple(flat.items())))
    return files


def _plate_file(plan: Plan, edition: PlateEdition) -> File:
    """The file of an edition that is drawn. A certificate is for who is named on it; nobody is to fill in one that is
    offered to all."""
    printing = {field: plan.printing[field] for field in ("paper", "ink") if field in plan.printing}
    is_private = edition.private or plan.deck.people.guest is None or edition.name in plan.withheld
    door = PRESENTER if is_private else AUDIENCE
    return File(f"{edition.file}.pdf", door, edition.name, tuple(printing.items()))


def _handout_labels() -> dict[str, Label]:
    from deckgen.writers.handout.editions import EDITIONS
    from deckgen.writers.handout.plates import PLATES

    labels = {}
    for edition in EDITIONS.values():
        label = _edition_label(edition.file)
        labels[f"{edition.file}.pdf"] = label
        if not edition.turned:
            labels[f"{edition.file}-booklet.pdf"] = Label("booklet", label.n, label.word)
    labels |= {f"{plate.file}.pdf": Label(plate.word) for plate in PLATES.values()}
    return labels


def _edition_label(file: str) -> Label:
    if file == "handout":
        return Label("handout")
    if file.startswith("slides-"):
        return Label("slides-edition", int(file.removeprefix("slides-")))
    return Label(f"{file}-edition")


def _check_prose(plan: Plan, memory: Memory) -> Iterator[Diagnostic]:
    from deckgen.checks.deck import check_handout
    from deckgen.writers.handout.editions import EDITIONS
    from deckgen.writers.handout.plates import check

    also = {field for name in plan.editions if name in EDITIONS for field in EDITIONS[name].also}
    yield from check_handout(plan.deck, plan.brand, also, memory)
    yield from check(plan.deck, plan.brand, plan.editions, plan.printing.get("paper", "a4"))


def _draw_slides(plan: Plan, files: Sequence[File]) -> Any:
    """The slides as they are printed, which all editions show that are set in type."""
    from deckgen.writers.handout.editions import EDITIONS
    from deckgen.writers.handout.handouts import Handouts, Print

    handouts = Handouts(plan.deck, plan.scenes, plan.brand, plan.info, plan.seal)
    by_ink: dict[Any, list[str]] = {}
    for file in (f for f in files if f.edition in EDITIONS):
        by_ink.setdefault(dict(file.printing).get("ink", "colour"), []).append(file.edition)
    for ink, editions in by_ink.items():
        handouts.draw(ink, editions)
        if len(editions) > 1:
            first = next(f for f in files if f.edition in editions)
            handouts.prepare(editions, Print(**{**dict(first.printing), "booklet": False}))
    return handouts


def _templates(file: File) -> Message | str:
    from deckgen.writers.handout.editions import EDITIONS

    if file.edition not in EDITIONS:  # no template fills it
        return ""
    return say("output:the-templates-handout-and-handout", template=EDITIONS[file.edition].template)


def _handout(plan: Plan, file: File, shared: Any) -> Output:
    from deckgen.outputs.plan import Output
    from deckgen.writers.handout.handouts import Print

    return Output(*shared.write(file.edition, Print(**dict(file.printing))))


# web pages

#: Pixels of the picture that chats show beside a page's address: twice the 600 that they have room for.
_PREVIEW = 1200


def _page_files(plan: Plan) -> list[File]:
    """A page behind each door, and beside that of the audience, which is sent around, a picture of its first slide."""
    return [File("html", AUDIENCE), File("html", PRESENTER), File("jpg", AUDIENCE)]


def _page_templates(file: File) -> Message | str:
    return say("output:the-templates-of-web-deck") if file.ending == "html" else ""


def _draw_pages(plan: Plan, files: Sequence[File]) -> Any:
    """The slides as pictures, which both pages show."""
    from deckgen.writers.web import deck as pages

    return pages.drawn(plan.deck, plan.scenes, plan.brand)


def _web(plan: Plan, file: File, shared: Any) -> Output:
    from deckgen.outputs.plan import Output
    from deckgen.writers.web import deck as pages

    if file.ending == "jpg":
        return Output(small_picture(plan, _PREVIEW), 1)
    return Output(pages.deck_page(plan.deck, shared, plan.brand, file.door == PRESENTER), len(plan.scenes))


def _for(*doors: Door, ending: str) -> Callable[[Plan], list[File]]:
    """What makes a file of a plan for each of these, whatever the plan is."""
    return lambda plan: [File(ending, door) for door in doors]


_ALL = (
    Format(
        name="pptx",
        help="",
        unit="slides",
        content=("slides", "notes"),
        weight=0.2,
        files=_deck_files,
        write=_deck,
        labels=lambda: {"pptx": Label("deck")},
        share=_embed_fonts,
        check=_check_fonts,
    ),
    Format(
        name="slides",
        help="the deck as a PDF",
        unit="slides",
        content=("slides",),
        weight=0.15,
        files=_for(AUDIENCE, ending="slides.pdf"),
        write=_slides,
        labels=lambda: {"slides.pdf": Label("slides-pdf")},
    ),
    Format(
        name="strip",
        help="all slides on one page",
        unit="pages",
        content=("slides",),
        weight=0.15,
        files=_for(PRESENTER, ending="strip.pdf"),
        write=_strip,
        labels=lambda: {"strip.pdf": Label("strip")},
    ),
    Format(
        name="handout",
        help="",
        unit="pages",
        content=("slides", "notes", "handouts"),
        weight=1.0,
        files=_handout_files,
        write=_handout,
        labels=_handout_labels,
        share=_draw_slides,
        check=_check_prose,
        sources=_templates,
    ),
    Format(
        name="web",
        help="pages to download all from",
        unit="slides",
        content=("slides", "notes", "web"),
        weight=0.2,
        files=_page_files,
        write=_web,
        share=_draw_pages,
        with_page=True,
        sources=_page_templates,
    ),
)
FORMATS = {f.name: f for f in _ALL}
