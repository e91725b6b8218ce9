"""The slide master and the layouts: what *New Slide* offers and *Reset* returns to, written from the theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckgen.languages import LANGUAGES
from deckgen.layout.artwork import standing
from deckgen.reading.theme import Theme
from deckgen.scene import Item, Level, Rect, Slot, SlotType
from deckgen.writers import Info
from deckgen.writers.pptx.design import colour_map, plain_levels
from deckgen.writers.pptx.geometry import geometry, place, text_margin
from deckgen.writers.pptx.guides import of_layout, of_master
from deckgen.writers.pptx.package import Package
from deckgen.writers.pptx.places import FURNITURE, STANDARD, Place, Template
from deckgen.writers.pptx.shapes import PAPER, ROOT, Tree, filled
from deckgen.writers.pptx.text import TAGS, Frame, Links, Text, body_properties, slide_number
from deckgen.writers.pptx.xml import HEAD, SPACES, label, plain
from deckgen.writers.pptx.xml import text as escaped

MASTER = "ppt/slideMasters/slideMaster1.xml"
#: Ids of the master and its layouts share one room of numbers, from 2^31 up (ECMA-376 part 1, 19.7.12).
FIRST_ID = 2_147_483_648
#: The size of text that no placeholder speaks for.
PLAIN = 18.0
#: The master's placeholders: types and numbers as in PowerPoint's own.
_MASTER_TAGS = {
    "title": 'type="title"',
    "body": 'type="body" idx="1"',
    "date": 'type="dt" sz="half" idx="2"',
    "footer": 'type="ftr" sz="quarter" idx="3"',
    "number": 'type="sldNum" sz="quarter" idx="4"',
}
#: What they are to layout.
_TYPES: dict[str, SlotType] = {
    "title": "title",
    "body": "content",
    "date": "date",
    "footer": "footer",
    "number": "number",
}
#: Where the master has what no layout of the theme has: left, top, width, height as shares of the page.
_PLACES = {
    "title": (0.06, 0.08, 0.88, 0.16),
    "body": (0.06, 0.3, 0.88, 0.55),
    "date": (0.06, 0.93, 0.2, 0.04),
    "footer": (0.3, 0.93, 0.4, 0.04),
    "number": (0.74, 0.93, 0.2, 0.04),
}


def layout_name(number: int) -> str:
    """The part that holds the layout of this number, from 1."""
    return f"ppt/slideLayouts/slideLayout{number}.xml"


def background(role: str, text: Text) -> str:
    """A plain background."""
    return f"<p:bg><p:bgPr>{text.fill(role)}<a:effectLst/></p:bgPr></p:bg>"


def layouts(
    package: Package,
    text: Text,
    info: Info,
    templates: Sequence[Template],
    artworks: Mapping[str, Sequence[Item]],
) -> list[str]:
    """Puts a layout part in for each of these layouts; gives the parts' names."""
    out = []
    known: dict[tuple[str, Slot], tuple[str, str, str]] = {}  # placeholders that layouts share, but for their numbers
    for n, (key, called, places, filled_with) in enumerate(templates, 1):
        name = layout_name(n)
        relations = package.relations(name)
        relations.to("slideMaster", MASTER)
        tree = Tree(text, package, Links(relations, {}), layout=True)
        artwork = standing(tuple(artworks.get(key, ())), text.theme, key, filled_with)
        shapes = "".join(tree.draw(item) for item in artwork)
        for p in places.values():
            written = known.get((p.tag, p.slot))
            if written is None:
                written = known[p.tag, p.slot] = _placeholder(text, info, p)
            identity = tree.identity(LANGUAGES[info.language].office.placeholders[_word(p.slot)])
            shapes += filled(identity, *written)
        kind = f'type="{STANDARD[key]}"' if key in STANDARD else 'userDrawn="1"'
        ground = background(filled_with, text) if filled_with != "paper" else ""
        package.add(
            name,
            "slideLayout",
            f'{HEAD}<p:sldLayout {SPACES} {kind} preserve="1"><p:cSld name="{label(called)}">'
            f"{ground}<p:spTree>{ROOT}{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
            f"{of_layout(text.theme, [p.slot for p in places.values()])}</p:sldLayout>",
        )
        out.append(name)
    return out


def _placeholder(text: Text, info: Info, at: Place) -> tuple[str, str, str]:
    """A placeholder of a layout, but for its number and name: its tag, where it is and how it looks, how its text looks
    and what it asks for."""
    slot = at.slot
    shape = geometry(slot.outline, slot.rect, slot.radius) if slot.outline != "rectangle" else ""
    if slot.fill:
        shape += text.fill(slot.fill)
    custom = ' hasCustomPrompt="1"' if slot.prompt and slot.type not in FURNITURE else ""
    # ours was measured to fit; a presenter adds a point
    shrinks = slot.type in ("title", "body", "content")
    body = body_properties(at.frame, margin=text_margin(slot.outline, slot.rect, slot.radius), shrinks=shrinks)
    return (
        f"{at.tag}{custom}",
        f"<p:spPr>{place(slot.rect)}{shape}</p:spPr>",
        f"{body}<a:lstStyle>{text.levels(at.frame.levels)}</a:lstStyle>{_sample(slot, info)}",
    )


def _word(slot: Slot) -> str:
    """PowerPoint's word for a placeholder."""
    return "body" if slot.type == "content" else slot.type


def _sample(slot: Slot, info: Info) -> str:
    """The text that a placeholder shows while it is empty."""
    tags, office = TAGS[info.language], LANGUAGES[info.language].office
    match slot.type:
        case "number":
            field = slide_number(f"<a:rPr {tags}/>", "‹#›")
            return f"<a:p>{field}<a:endParaRPr {tags}/></a:p>"
        case "date":
            return _line(info.day or office.placeholders[slot.type], 0, tags)
        case "footer":
            return _line(plain(info.title), 0, tags)
        case "title":
            return _line(slot.prompt or office.title_prompt, 0, tags)
        case "picture" | "subtitle":
            return _line(slot.prompt or office.placeholders[slot.type], 0, tags)
    words = office.level_prompts
    first = _line(slot.prompt or words[0], 0, tags)
    shown = len(slot.levels) if slot.type == "content" else 1
    return first + "".join(_line(words[n], n, tags) for n in range(1, min(shown, len(words))))


def _line(words: str, level: int, tags: str) -> str:
    return (
        f'<a:p><a:pPr lvl="{level}"/><a:r><a:rPr {tags}/><a:t>{escaped(words)}</a:t></a:r><a:endParaRPr {tags}/></a:p>'
    )


def master(package: Package, text: Text, info: Info, templates: Sequence[Template]) -> None:
    """Puts the slide master in. Its title and text are those of the content layout, which most slides stand on."""
    theme = text.theme
    models = _models(theme, templates)
    relations = package.relations(MASTER)
    tree = Tree(text, package, Links(relations, {}))
    shapes = ""
    for kind, slot in models.items():
        levels = text.levels(slot.levels) if kind in FURNITURE else ""  # titles and texts: in the styles below
        frame = Frame(slot.levels, slot.inset, slot.anchor)
        shapes += filled(
            tree.identity(LANGUAGES[info.language].office.placeholders[kind]),
            _MASTER_TAGS[kind],
            f"<p:spPr>{place(slot.rect)}{geometry('rectangle', slot.rect)}</p:spPr>",
            f"{body_properties(frame)}<a:lstStyle>{levels}</a:lstStyle>{_sample(slot._replace(prompt=''), info)}",
        )
    ids = "".join(
        f'<p:sldLayoutId id="{FIRST_ID + n}" r:id="{relations.to("slideLayout", layout_name(n))}"/>'
        for n in range(1, len(templates) + 1)
    )
    relations.to("theme", "ppt/theme/theme1.xml")
    styles = (
        f"<p:titleStyle>{text.levels(models['title'].levels[:1])}</p:titleStyle>"
        f"<p:bodyStyle>{text.levels(_nine(models['body'].levels))}</p:bodyStyle>"
        f"<p:otherStyle>{plain_levels(text, PLAIN)}</p:otherStyle>"
    )
    package.add(
        MASTER,
        "slideMaster",
        f'{HEAD}<p:sldMaster {SPACES} preserve="1"><p:cSld>{PAPER}<p:spTree>{ROOT}{shapes}</p:spTree></p:cSld>'
        f"{colour_map(theme.scheme)}<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        f'<p:hf hdr="0"/><p:txStyles>{styles}</p:txStyles>{of_master(theme)}</p:sldMaster>',
    )


def _models(theme: Theme, templates: Sequence[Template]) -> dict[str, Slot]:
    """Where the master's placeholders are and how their text looks: as in the content layout, else as in the first
    layout that has such a one."""
    ordered = sorted(templates, key=lambda t: STANDARD.get(t.key) != "obj")
    out = {}
    for kind in _MASTER_TAGS:
        of_kind = [p.slot for t in ordered for p in t.places.values() if _word(p.slot) == kind]
        of_kind.sort(key=lambda slot: slot.type != "content")
        out[kind] = of_kind[0] if of_kind else _missing(theme, kind)
    return out


def _missing(theme: Theme, kind: str) -> Slot:
    """A plain place for what no layout of the theme has."""
    x, y, w, h = _PLACES[kind]
    width, height = theme.page
    level = Level(theme.smallest if kind in FURNITURE else PLAIN, "heading" if kind == "title" else "text")
    rect = Rect(x * width, y * height, w * width, h * height)
    return Slot(kind, _TYPES[kind], rect, (level,), anchor="middle" if kind in FURNITURE else "top")


def _nine(levels: Sequence[Level]) -> tuple[Level, ...]:
    """PowerPoint has nine levels; the last that the theme knows stands for those below it."""
    return tuple(levels) + (levels[-1],) * (9 - len(levels))
