"""A deck in writing: the parts of its file, and what parts that are written anew have to know of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from deckgen.reading.theme import Theme
from deckgen.scene import Item, Scene, staged
from deckgen.writers import Info
from deckgen.writers.pptx.design import table_styles, theme_part
from deckgen.writers.pptx.embedding import Family
from deckgen.writers.pptx.notes import HANDOUT, NOTES, masters
from deckgen.writers.pptx.package import Package, Relations
from deckgen.writers.pptx.places import templates
from deckgen.writers.pptx.presentation import PRESENTATION, embedded, presentation
from deckgen.writers.pptx.properties import listed, properties, views
from deckgen.writers.pptx.slide import slide, slide_name
from deckgen.writers.pptx.template import MASTER, layouts, master
from deckgen.writers.pptx.text import Target, Text

_MASTERS = (("slideMaster", MASTER), ("notesMaster", NOTES), ("handoutMaster", HANDOUT))


class Trace(NamedTuple):
    """What a slide has in the package: the names of its parts and pictures, in the order in which they come; and the
    ids of the slides that it leads to."""

    parts: tuple[str, ...]
    pictures: tuple[str, ...]
    links: frozenset[str]


class Targets(dict[str, Target]):
    """Slides that links lead to, by their ids; `asked` are those that one slide leads to."""

    def __init__(self, targets: Mapping[str, Target]) -> None:
        super().__init__(targets)
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> Target:
        self.asked.add(key)
        return super().__getitem__(key)


class Writing:
    """A deck that is written: its parts, and how they hang together."""

    def __init__(
        self,
        scenes: Sequence[Scene],
        theme: Theme,
        artworks: Mapping[str, Sequence[Item]],
        info: Info,
        families: Sequence[Family] = (),
        thumbnail: bytes = b"",
    ) -> None:
        self.theme, self.artworks, self.info = theme, artworks, info
        self.package, self.text = Package(), Text(theme, info.language)
        self.scenes = [staged(scene) for scene in scenes]
        self.stands, self.chosen = templates(theme, self.scenes, info.language)
        self.slides = {s.id: Target(slide_name(n), s.title.plain) for n, s in enumerate(self.scenes, 1)}
        #: Of each slide, how many charts are before it, and what it has.
        self.charts: list[int] = []
        self.traces: list[Trace] = []
        self.package.root.to("presentation", PRESENTATION)
        relations = self.package.relations(PRESENTATION)
        called = theme.called(info.language)
        self.package.add("ppt/theme/theme1.xml", "theme", theme_part(theme, called, info.language))
        self.package.add("ppt/tableStyles.xml", "tableStyles", table_styles(self.text, called))
        self.layouts = self.add_layouts(self.package, info)
        for n, scene in enumerate(self.scenes):
            self.charts.append(self.package.charts)
            self.traces.append(self.add_slide(self.package, n, scene, self.slides))
        self._add_presentation(self.package, relations, self.scenes, info, families)
        views(self.package, PRESENTATION)
        relations.to("theme", "ppt/theme/theme1.xml")
        relations.to("tableStyles", "ppt/tableStyles.xml")
        #: Families that are none of the theme's.
        self.others = self.text.families
        properties(self.package, info, theme, list(map(listed, self.scenes)), self.others)
        if thumbnail:
            self.package.thumbnail(thumbnail)
        self.parts = self.package.finished()

    def add_layouts(self, package: Package, info: Info) -> list[str]:
        """Puts the masters and the layouts in, which have the deck's title and day; gives the layouts' names."""
        master(package, self.text, info, self.stands)
        drawn = layouts(package, self.text, info, self.stands, self.artworks)
        masters(package, self.text, info)
        return drawn

    def add_slide(self, package: Package, n: int, scene: Scene, slides: Mapping[str, Target]) -> Trace:
        """Puts a slide in, by its number from 0."""
        own, targets, before, shown = self.chosen[n], Targets(slides), package.size, len(package.pictures)
        places = self.stands[own].places
        slide(package, self.text, self.info, scene, slide_name(n + 1), self.layouts[own], places, targets)
        return Trace(package.names(before), tuple(package.pictures[shown:]), frozenset(targets.asked))

    def _add_presentation(
        self,
        package: Package,
        relations: Relations,
        scenes: Sequence[Scene],
        info: Info,
        families: Sequence[Family] = (),
    ) -> None:
        xml = presentation(
            scenes,
            self.text,
            info,
            [relations.to(*r) for r in _MASTERS],
            {key: relations.to("slide", s.part) for key, s in self.slides.items()},
            embedded(package, relations, families, info),
        )
        package.add(PRESENTATION, "presentation", xml)

    def presented(self, scenes: Sequence[Scene], info: Info) -> bytes:
        """The part that holds the deck together, of other slides in the place of these; without embedded fonts."""
        package = Package()
        self._add_presentation(package, package.relations(PRESENTATION), scenes, info)
        return package.part(PRESENTATION)
