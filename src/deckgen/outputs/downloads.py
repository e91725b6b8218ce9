"""The pages to download from: one for the audience of each seminar, and one of all seminars for the presenter.

An audience's page knows of nothing but the files of its own seminar that are the audience's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from deckgen.outputs import doors
from deckgen.outputs.doors import AUDIENCE, PRESENTER, Door
from deckgen.outputs.formats import FORMATS, Format
from deckgen.outputs.manifest import Deck, Entry, Manifest
from deckgen.outputs.plan import Plan
from deckgen.reading.brand import Brand
from deckgen.reading.files import SORTS, read
from deckgen.reading.fonts import EMOJI_FILES, FONT_FILES
from deckgen.writers.web import pages as web

#: All fonts in one file, from the presenter's folder, and how to install them, in that.
_ARCHIVE, _HOW = "fonts/fonts.zip", "INSTALL.txt"


def describe(plans: Iterable[Plan], manifest: Manifest, project: str) -> None:
    """Remembers what the pages say of the decks of these plans, which have at least their first scenes, and forgets
    decks of which there is no file any more."""
    for plan in plans:
        about = web.about(plan.deck, plan.scenes[0], plan.brand)
        manifest.decks[plan.stem] = Deck(project=project, **about._asdict())
    known = {e.deck for e in manifest.files.values()}
    for stem in [s for s in manifest.decks if s not in known]:
        del manifest.decks[stem]


def pages(plans: Sequence[Plan], manifest: Manifest, folder: Path, pending: Collection[str]) -> dict[str, bytes]:
    """The pages of these plans' seminars by their names. `pending` are files that are about to be written.

    Raises ContentError where the theme's template cannot be filled.
    """
    made = {}
    for plan in {p.deck.id: p for p in reversed(plans)}.values():
        offers = [
            _offer(d, AUDIENCE, manifest, folder, pending, plan.brand)
            for d in _decks(manifest, plan.brand, plan.deck.id)
        ]
        made[doors.index(plan.deck.id)] = web.seminar_page(offers, plan.brand, plan.deck.language)
    return made


def page_of_all(
    plans: Sequence[Plan], manifest: Manifest, folder: Path, pending: Collection[str], language: str
) -> dict[str, bytes]:
    """The page of all seminars, in the theme of the first of these plans, with the fonts that it offers, by their
    names: those of the theme, and that of emoji if one of the plans needs it. It is in `language`, unless there is no
    deck in it.

    Raises ContentError where the theme's template cannot be filled.
    """
    plan, brand = plans[0], plans[0].brand
    faces = {f"fonts/{face.name}": face.data for face in dict.fromkeys(brand.faces.values())}
    faces |= {f"fonts/{licence.name}": licence.data for licence in brand.licences}
    if any(_has_emoji(p) for p in plans):
        faces |= {f"fonts/{name}": read(FONT_FILES / name, SORTS["font"], FONT_FILES) for name in EMOJI_FILES}
    offers = [_offer(d, PRESENTER, manifest, folder, pending, brand) for d in _decks(manifest, brand)]
    offers = [o for o in offers if o.page or o.kept or o.shared]
    chosen = _language(offers, language, plan.deck.language)
    page = web.index_page(offers, brand, chosen, sorted(faces), _ARCHIVE)
    how = "\r\n\r\n".join(brand.theme.word(word, chosen) for word in ("fonts-why", "fonts-how"))
    faces[_ARCHIVE] = _archive({**{PurePosixPath(name).name: data for name, data in faces.items()}, _HOW: how.encode()})
    return {doors.index(""): page} | {f"{PRESENTER}/{name}": data for name, data in sorted(faces.items())}


def _archive(files: Mapping[str, bytes]) -> bytes:
    """Files in one, as they are: fonts get little smaller, and take long to. The same files are the same bytes on any
    day and machine."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in sorted(files.items()):
            entry = ZipInfo(name)
            entry.create_system = 0
            archive.writestr(entry, data)
    return out.getvalue()


def _has_emoji(plan: Plan) -> bool:
    words = plan.deck.words
    return any(plan.brand.fonts.emoji_in(words.plain(text)) for text in words.texts())


def _decks(manifest: Manifest, brand: Brand, seminar: str = "") -> list[Deck]:
    """The decks of a seminar, or of all, by their names; but of those languages in which the theme has no words."""
    decks = (d for _, d in sorted(manifest.decks.items()) if d.seminar == seminar or not seminar)
    return [d for d in decks if not brand.theme.unsaid(d.language)]


def _language(offers: Iterable[web.Offer], wanted: str, otherwise: str) -> str:
    return wanted if any(o.about.language == wanted for o in offers) else otherwise


def _offer(
    deck: Deck, door: Door, manifest: Manifest, folder: Path, pending: Collection[str], brand: Brand
) -> web.Offer:
    """What a page behind a door offers of a deck: what is there, and not older than the content."""
    about = web.About(**{field: getattr(deck, field) for field in web.About._fields})
    entries = {
        e.name: e
        for e in manifest.files.values()
        if e.deck == deck.stem and not e.old and (e.name in pending or (folder / e.name).is_file())
    }
    here = doors.folder(door, deck.seminar)

    def page(of: Door) -> str:
        name = doors.path(of, deck.seminar, deck.language, "html")
        return _address(name, here) if name in entries else ""

    def files(of: Door) -> tuple[web.Download, ...]:
        return tuple(_downloads(entries.values(), of, here, about, brand))

    if door == AUDIENCE:
        return web.Offer(about, page(AUDIENCE), "", (), files(AUDIENCE))
    return web.Offer(about, page(PRESENTER), page(AUDIENCE), files(PRESENTER), files(AUDIENCE))


def _downloads(
    entries: Iterable[Entry], door: Door, here: str, about: web.About, brand: Brand
) -> Iterator[web.Download]:
    """The files behind a door, in the order of the formats."""
    behind = {(e.format, e.ending): e for e in entries if e.door == door}
    for format in FORMATS.values():
        for ending, label in format.labels().items():
            entry = behind.get((format.name, ending))
            if entry:
                word = brand.theme.word(label.word, about.language, n=label.n)
                yield _download(entry, format, label.word, label.n, here, web.save_as(about, word, _suffix(ending)))


def _download(entry: Entry, format: Format, word: str, n: int | None, here: str, save_as: str) -> web.Download:
    return web.Download(_address(entry.name, here), save_as, word, n, entry.length, format.unit, entry.size)


def _suffix(ending: str) -> str:
    return PurePosixPath(f"x.{ending}").suffix.removeprefix(".")


def _address(name: str, here: str) -> str:
    """A file's address from a page in the folder `here`, both by their names from the output folder."""
    folder = PurePosixPath(here)
    file = PurePosixPath(name)
    if file.is_relative_to(folder):
        return file.relative_to(folder).as_posix()
    return "/".join((*(".." for _ in folder.parts), *file.parts))
