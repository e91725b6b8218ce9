"""The pages to download from: one for the audience of each seminar, and one of all seminars for the presenter.

An audience's page knows of nothing but the files of its own seminar that are the audience's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from deckgen.outputs import archives, doors
from deckgen.outputs.doors import AUDIENCE, PRESENTER, Door
from deckgen.outputs.formats import FORMATS, Format, Label
from deckgen.outputs.manifest import Archive, Deck, Entry, Manifest, digest_of
from deckgen.outputs.plan import Plan
from deckgen.reading.brand import Brand
from deckgen.reading.files import SORTS
from deckgen.reading.files import read as read_file
from deckgen.reading.fonts import EMOJI_FILES, FONT_FILES
from deckgen.writers.web import pages as web


class Shelf(NamedTuple):
    """What there is to download: files that are not older than the content, by their names; what is known of decks, by
    the stems of their names; archives by their names."""

    files: Mapping[str, Entry]
    decks: Mapping[str, Deck]
    archives: Mapping[str, Archive]


class Pack(NamedTuple):
    """An archive to be made: of what is behind a door of a seminar, or ("") of fonts; the key of what is in it; and
    what makes it, with something that reads files by their names."""

    door: Door
    seminar: str
    key: str
    make: Callable[[Callable[[str], bytes]], bytes]


def describe(plans: Iterable[Plan], manifest: Manifest, project: str) -> None:
    """Remembers what the pages say of the decks of these plans, which have at least their first scenes, and forgets
    decks of which there is no file any more."""
    for plan in plans:
        about = web.about(plan.deck, plan.scenes[0], plan.brand)
        manifest.decks[plan.stem] = Deck(project=project, **about._asdict())
    known = {e.deck for e in manifest.files.values()}
    for stem in [s for s in manifest.decks if s not in known]:
        del manifest.decks[stem]


def archives_of(plan: Plan, shelf: Shelf) -> Iterator[Pack]:
    """The archives of a plan's seminar: what is behind each door in all languages, under names for people. One file is
    downloaded as it is."""
    seminar, brand = plan.deck.id, plan.brand
    for door in (AUDIENCE, PRESENTER):
        files = [(e, saved) for d in _decks(shelf, brand, seminar) for e, _, _, saved in _saved(d, door, shelf, brand)]
        names = list(archives.named(saved for _, saved in files))
        if len(files) > 1:
            of = repr([(name, e.digest) for name, (e, _) in zip(names, files, strict=True)])
            yield Pack(door, seminar, digest_of(of.encode()), _packer(names, [e.name for e, _ in files]))


def _packer(names: Sequence[str], files: Sequence[str]) -> Callable[[Callable[[str], bytes]], bytes]:
    return lambda read: archives.packed((name, read(file)) for name, file in zip(names, files, strict=True))


def _saved(deck: Deck, door: Door, shelf: Shelf, brand: Brand) -> Iterator[tuple[Entry, Label, Format, str]]:
    """The files of a deck behind a door, in the order of the formats, with what they are called, and the names under
    which people save them."""
    about = _about(deck)
    behind = {(e.format, e.ending): e for e in shelf.files.values() if e.deck == deck.stem and e.door == door}
    for format in FORMATS.values():
        for ending, label in format.labels().items():
            if entry := behind.get((format.name, ending)):
                word = brand.theme.word(label.word, deck.language, n=label.n)
                yield entry, label, format, web.save_as(about, word, _suffix(ending))


def fonts(plans: Sequence[Plan]) -> Pack:
    """The fonts that the decks show, with those of emoji if one of the plans needs it."""
    brand = plans[0].brand
    faces = {face.name: face for face in dict.fromkeys(brand.faces.values())}
    licences = {licence.name: licence.data for licence in brand.licences}
    emoji = EMOJI_FILES if any(_has_emoji(p) for p in plans) else ()
    words = [brand.theme.words[word] for word in sorted(brand.theme.words) if word.startswith("fonts-")]
    known = ([(name, face.identity) for name, face in sorted(faces.items())], licences, emoji, words)

    def make(read: Callable[[str], bytes]) -> bytes:
        files = {name: face.data for name, face in faces.items()} | licences
        files |= {name: read_file(FONT_FILES / name, SORTS["font"], FONT_FILES) for name in emoji}
        return archives.fonts(files, brand.theme)

    return Pack(PRESENTER, "", digest_of(repr(known).encode()), make)


def pages(plans: Sequence[Plan], shelf: Shelf) -> dict[str, bytes]:
    """The pages of these plans' seminars by their names.

    Raises ContentError where the theme's template cannot be filled.
    """
    made = {}
    for plan in {p.deck.id: p for p in reversed(plans)}.values():
        offers = [_offer(d, AUDIENCE, shelf, plan.brand) for d in _decks(shelf, plan.brand, plan.deck.id)]
        made[doors.index(plan.deck.id)] = web.seminar_page(offers, plan.brand, plan.deck.language)
    return made


def page_of_all(plans: Sequence[Plan], shelf: Shelf, language: str) -> dict[str, bytes]:
    """The page of all seminars, in the theme of the first of these plans, by its name. It is in `language`, unless
    there is no deck in it.

    Raises ContentError where the theme's template cannot be filled.
    """
    plan, brand = plans[0], plans[0].brand
    offers = [_offer(d, PRESENTER, shelf, brand) for d in _decks(shelf, brand)]
    offers = [o for o in offers if o.page or o.kept or o.shared]
    chosen = _language(offers, language, plan.deck.language)
    fonts = _zip(shelf, PRESENTER, "", doors.folder(PRESENTER, ""), "fonts.zip")
    return {doors.index(""): web.index_page(offers, brand, chosen, fonts)}


def _has_emoji(plan: Plan) -> bool:
    words = plan.deck.words
    return any(plan.brand.fonts.emoji_in(words.plain(text)) for text in words.texts())


def _decks(shelf: Shelf, brand: Brand, seminar: str = "") -> list[Deck]:
    """The decks of a seminar, or of all, by their names; but of those languages in which the theme has no words."""
    decks = (d for _, d in sorted(shelf.decks.items()) if d.seminar == seminar or not seminar)
    return [d for d in decks if not brand.theme.unsaid(d.language)]


def _language(offers: Iterable[web.Offer], wanted: str, otherwise: str) -> str:
    return wanted if any(o.about.language == wanted for o in offers) else otherwise


def _about(deck: Deck) -> web.About:
    return web.About(**{field: getattr(deck, field) for field in web.About._fields})


def _offer(deck: Deck, door: Door, shelf: Shelf, brand: Brand) -> web.Offer:
    """What a page behind a door offers of a deck."""
    here = doors.folder(door, deck.seminar)

    def page(of: Door) -> str:
        name = doors.path(of, deck.seminar, deck.language, "html")
        return _address(name, here) if name in shelf.files else ""

    def files(of: Door) -> tuple[web.Download, ...]:
        return tuple(_downloads(deck, of, here, shelf, brand))

    about = _about(deck)

    def whole(of: Door) -> web.Zip | None:
        word = brand.theme.word("downloads" if of == AUDIENCE else "downloads-of-presenter", deck.language)
        return _zip(shelf, of, deck.seminar, here, web.save_as(about, word, "zip"))

    if door == AUDIENCE:
        return web.Offer(about, page(AUDIENCE), "", (), files(AUDIENCE), None, whole(AUDIENCE))
    kept, shared = files(PRESENTER), files(AUDIENCE)
    return web.Offer(about, page(PRESENTER), page(AUDIENCE), kept, shared, whole(PRESENTER), whole(AUDIENCE))


def _zip(shelf: Shelf, door: Door, seminar: str, here: str, save_as: str) -> web.Zip | None:
    """An archive as the page in the folder `here` offers it, under the name `save_as`."""
    name = doors.archive(door, seminar)
    there = shelf.archives.get(name)
    return web.Zip(_address(name, here), save_as, there.size) if there else None


def _downloads(deck: Deck, door: Door, here: str, shelf: Shelf, brand: Brand) -> Iterator[web.Download]:
    """The files of a deck behind a door that pages list, in the order of the formats."""
    for entry, label, format, save_as in _saved(deck, door, shelf, brand):
        href = _address(entry.name, here)
        yield web.Download(href, save_as, label.word, label.n, entry.length, format.unit, entry.size)


def _suffix(ending: str) -> str:
    return PurePosixPath(f"x.{ending}").suffix.removeprefix(".")


def _address(name: str, here: str) -> str:
    """A file's address from a page in the folder `here`, both by their names from the output folder."""
    folder = PurePosixPath(here)
    file = PurePosixPath(name)
    if file.is_relative_to(folder):
        return file.relative_to(folder).as_posix()
    return "/".join((*(".." for _ in folder.parts), *file.parts))
