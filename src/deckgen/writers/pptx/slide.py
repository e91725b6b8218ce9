"""One scene as a slide."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.scene import Box, Scene, walk
from deckgen.writers import Info
from deckgen.writers.pptx.notes import NOTES, notes
from deckgen.writers.pptx.package import Package
from deckgen.writers.pptx.places import Place
from deckgen.writers.pptx.shapes import ROOT, Tree
from deckgen.writers.pptx.text import Links, Target, Text
from deckgen.writers.pptx.timing import timing, transition
from deckgen.writers.pptx.xml import HEAD, P14, SPACES, attribute, number


def slide_name(index: int) -> str:
    """The part that holds the slide at this place, from 1."""
    return f"ppt/slides/slide{index}.xml"


def slide(
    package: Package,
    text: Text,
    info: Info,
    scene: Scene,
    name: str,
    layout: str,
    places: Mapping[str, Place],
    slides: Mapping[str, Target],
) -> None:
    """Puts the slide in, and its notes page where it has notes."""
    relations = package.relations(name)
    relations.to("slideLayout", layout)
    path = (info.id, scene.id)
    if scene.notes or scene.pace:
        page = name.replace("slides/slide", "notesSlides/notesSlide")
        relations.to("notesSlide", page)
        back = package.relations(page)
        back.to("notesMaster", NOTES)
        back.to("slide", name)
        package.add(page, "notesSlide", notes(package, text, scene, Links(back, slides), (*path, "notes")))
    tree = Tree(text, package, Links(relations, slides), places, str(scene.number), shared=dict(scene.shared))
    shapes = tree.draw_all(scene.items)
    hidden = ' show="0"' if scene.presence == "hidden" else ""
    package.add(
        name,
        "slide",
        f'{HEAD}<p:sld {SPACES}{hidden}><p:cSld name="{attribute(scene.id)}"><p:spTree>{ROOT}{shapes}</p:spTree>'
        f'<p:extLst><p:ext uri="{{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}}"><p14:creationId xmlns:p14="{P14}" '
        f'val="{number(*path)}"/></p:ext></p:extLst></p:cSld>'
        f"<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>{transition(scene.transition)}{_timing(scene, tree)}</p:sld>",
    )


def _timing(scene: Scene, tree: Tree) -> str:
    """What the clicks on a slide show. Only shapes that hold text themselves are listed as builds: groups are not."""
    if not scene.clicks:
        return ""
    by_paragraph = {r.key for click in scene.clicks for r in click if r.paragraphs}
    textual = {i.key: i.key in by_paragraph for i in walk(scene.items) if isinstance(i, Box) and i.key and i.text}
    return timing(scene.clicks, tree.keys, textual)
