"""Decks that share most of their slides with one that was written: what is the same is copied as it is in the zip.

What a part says follows from its slide and from what is looked up around it: its layout, the names of pictures and
charts, the titles of slides that it leads to. So a slide that is written anew must have the same of all that; where it
has not, numbers and names of other parts would be others, and the deck has to be written as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from deckgen.layout.slots import slots_of
from deckgen.reading.fonts import EMOJI_FAMILY
from deckgen.scene import Picture, Scene, Slot, staged, walk
from deckgen.writers import Info
from deckgen.writers.pptx.package import Package
from deckgen.writers.pptx.properties import listed, properties
from deckgen.writers.pptx.text import Target
from deckgen.writers.pptx.writing import Writing
from deckgen.writers.pptx.xml import attribute, text
from deckgen.writers.pptx.zipping import Archive, Entry, entry

#: Days whose layouts are kept, some 100 kB each.
_DAYS = 32
#: Slides that are kept, some 5 kB each.
_SLIDES = 1000
#: What stands where a day does, in no text: the last character for private use.
_DAY = "\U0010fffd"
#: How the family for emoji is named where a run takes it, and nowhere else.
_EMOJI = f'<a:latin typeface="{attribute(EMOJI_FAMILY)}"/>'.encode()


class Stand(NamedTuple):
    """All of a slide that decides which layouts its deck has, and how its pictures are counted: the first bytes of
    each say of which sort it is."""

    layout: str
    background: str
    variant: str
    slots: tuple[Slot, ...]
    pictures: tuple[bytes, ...]


class Slide(NamedTuple):
    """What is written of a slide, and whether it takes the family for emoji."""

    entries: dict[str, Entry]
    emoji: bool


class Rewriting:
    """A deck that was written, for others with other slides in the place of some."""

    def __init__(self, writing: Writing) -> None:
        self._of = writing
        self._archive = Archive(entry(name, data) for name, data in writing.parts.items())
        self._listed = [listed(scene) for scene in writing.scenes]
        self._emoji = [any(_EMOJI in writing.parts[name] for name in t.parts) for t in writing.traces]
        self._days: dict[tuple[str, str], dict[str, Entry]] = {(writing.info.day, writing.info.title): {}}
        #: The masters and layouts of the last title, with a sign where the day stands.
        self._undated: dict[str, dict[str, bytes]] = {}
        #: Of each slide, the pictures that no other one and no layout has.
        self._own = [self._pictures_of(n) for n in range(len(writing.traces))]
        self._slides: dict[tuple[int, int], tuple[Scene, Slide | None]] = {}
        self._leading: dict[str, set[int]] = {}
        for n, trace in enumerate(writing.traces):
            for name in trace.links:
                self._leading.setdefault(name, set()).add(n)
        writing.parts = {}

    def _pictures_of(self, n: int) -> tuple[str, ...]:
        shown = self._of.package.pictures
        own = self._of.traces[n].pictures
        return tuple(name for name in dict.fromkeys(own) if shown.count(name) == own.count(name))

    def stand(self, scene: Scene) -> Stand:
        """What of a slide decides on what is beside it."""
        pictures = tuple(item.data[:4] for item in walk(scene.items) if isinstance(item, Picture))
        return Stand(scene.layout, scene.background, scene.variant, slots_of(scene, self._of.theme), pictures)

    def write(self, others: Mapping[int, Scene], lasting: Mapping[int, Scene], info: Info) -> bytes | None:
        """The deck with other slides in the place of some, by their numbers from 0, whose stands are the same; None
        where it has to be written as a whole. Those that are `lasting` come again, the very same: what is written of
        them is kept."""
        of, given = self._of, {**lasting, **others}
        scenes = list(of.scenes)
        slides: dict[str, Target] = of.slides
        wanted = set(given)
        for n, scene in given.items():
            old, scenes[n] = scenes[n], staged(scene)
            if old.title.plain != scene.title.plain:
                slides = slides | {scene.id: slides[scene.id]._replace(title=scene.title.plain)}
                wanted |= self._leading.get(scene.id, set())
        anew = dict[str, Entry]()
        emoji = list(self._emoji)
        for n in sorted(wanted):
            kept = lasting.get(n) if slides is of.slides else None
            slide = self._kept_slide(n, kept, scenes[n]) if kept else self._slide(n, scenes[n], slides)
            if slide is None:
                return None
            anew |= slide.entries
            emoji[n] = slide.emoji
        if any(emoji) != any(self._emoji):
            return None
        anew |= self._around(scenes, given, info)
        return self._archive.file(anew.values())

    def _slide(self, n: int, scene: Scene, slides: Mapping[str, Target]) -> Slide | None:
        """A slide written anew; None where it has not the same around it."""
        package = self._of.package.beside(self._of.charts[n], self._own[n])
        trace = self._of.add_slide(package, n, scene, slides)
        if trace != self._of.traces[n]:
            return None
        written = _written(package)
        emoji = any(_EMOJI in written[name] for name in trace.parts)
        return Slide({name: entry(name, data) for name, data in written.items()}, emoji)

    def _kept_slide(self, n: int, scene: Scene, shown: Scene) -> Slide | None:
        """The same of a slide that comes again, written once."""
        known = self._slides.get((n, id(scene)))
        if known is None:
            if len(self._slides) > _SLIDES:
                self._slides.clear()
            known = self._slides[n, id(scene)] = scene, self._slide(n, shown, self._of.slides)
        return known[1]

    def _around(self, scenes: list[Scene], others: Iterable[int], info: Info) -> dict[str, Entry]:
        """What says something of the deck as a whole, and its layouts, where they have another title or day."""
        of = self._of
        package = Package()
        about = list(self._listed)
        for n in others:
            about[n] = listed(scenes[n])
        properties(package, info, of.theme, about, of.others)
        anew = {name: entry(name, data) for name, data in _written(package).items()}
        same = all((scenes[n].part, scenes[n].presence) == (of.scenes[n].part, of.scenes[n].presence) for n in others)
        if not same or (info.shows, info.title) != (of.info.shows, of.info.title):
            name = "ppt/presentation.xml"
            anew[name] = entry(name, of.presented(scenes, info))
        return anew | self._of_day(info)

    def _of_day(self, info: Info) -> dict[str, Entry]:
        """The masters and layouts of a title and a day."""
        key = info.day, info.title
        if key not in self._days:
            if len(self._days) >= _DAYS:
                del self._days[next(name for name in self._days if self._days[name])]
            made = (entry(name, data) for name, data in self._dated(info).items())
            self._days[key] = {one.name: one for one in made if one != self._archive[one.name]}
        return self._days[key]

    def _dated(self, info: Info) -> dict[str, bytes]:
        """The masters and layouts of a title that show a day. Of another day only that is another: it is written where
        nothing hangs on it, so it is filled into what was written once."""
        if not info.day:  # then their place has other words
            return self._layouts(info)
        if info.title not in self._undated:
            self._undated = {info.title: self._layouts(info._replace(day=_DAY))}
        day, blank = text(info.day).encode(), _DAY.encode()
        return {n: xml.replace(blank, day) for n, xml in self._undated[info.title].items() if self._differs(xml, info)}

    def _differs(self, xml: bytes, info: Info) -> bool:
        """Whether a part may be another one than in the deck that was written."""
        return _DAY.encode() in xml or info.title != self._of.info.title

    def _layouts(self, info: Info) -> dict[str, bytes]:
        package = Package()
        self._of.add_layouts(package, info)
        return _written(package)


def _written(package: Package) -> dict[str, bytes]:
    """The parts of a package and their relations, without its own: those are of the whole."""
    written = package.written()
    del written["_rels/.rels"]
    return written
