"""The slide master and the layouts: what *New Slide* offers and *Reset* returns to, written from the theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckgen.languages import LANGUAGES, in_language
from deckgen.reading.theme import Theme
from deckgen.scene import Item, Rect
from deckgen.writers import Info
from deckgen.writers.pptx.design import colour_map, plain_levels
from deckgen.writers.pptx.guides import of_layout, of_master
from deckgen.writers.pptx.package import Package
from deckgen.writers.pptx.places import FURNITURE, STANDARD, Place
from deckgen.writers.pptx.shapes import PAPER, ROOT, Tree, filled, geometry, place, text_margin
from deckgen.writers.pptx.text import TAGS, Frame, Level, Links, Text, body_properties, slide_number
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
    places: Mapping[str, Mapping[str, Place]],
    artworks: Mapping[str, Sequence[Item]],
) -> dict[str, str]:
    """Puts a layout part in for each layout of the theme; gives the part's name by the layout's."""
    out = {}
    for n, (key, layout) in enumerate(text.theme.layouts.items(), 1):
        name = layout_name(n)
        relations = package.relations(name)
        relations.to("slideMaster", MASTER)
        tree = Tree(text, package, Links(relations, {}), layout=True)
        shapes = "".join(tree.draw(item) for item in artworks.get(key, ()))
        shapes += "".join(_placeholder(tree, text, info, p) for p in places[key].values())
        kind = f'type="{STANDARD[key]}"' if key in STANDARD else 'userDrawn="1"'
        called = in_language(layout.label, info.language)
        ground = background(layout.background, text) if layout.background != "paper" else ""
        out[key] = package.add(
            name,
            "slideLayout",
            f'{HEAD}<p:sldLayout {SPACES} {kind} preserve="1"><p:cSld name="{label(called)}">'
            f"{ground}<p:spTree>{ROOT}{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
            f"{of_layout(text.theme, layout)}</p:sldLayout>",
        )
    return out


def _placeholder(tree: Tree, text: Text, info: Info, at: Place) -> str:
    """A placeholder of a layout: where it is, how it looks, how its text looks, what it asks for."""
    spec = at.spec
    shape = geometry(spec.outline, spec.at, spec.radius) if spec.outline != "rectangle" else ""
    if spec.fill:
        shape += text.fill(spec.fill)
    prompt = spec.prompt.get(info.language)
    custom = ' hasCustomPrompt="1"' if prompt and spec.type not in FURNITURE else ""
    # ours was measured to fit; a presenter adds a point
    shrinks = spec.type in ("title", "body")
    body = body_properties(at.frame, margin=text_margin(spec.outline, spec.at, spec.radius), shrinks=shrinks)
    sample = _sample(spec.type, len(at.frame.levels) if spec.bullet else 1, prompt, info)
    return filled(
        tree.identity(LANGUAGES[info.language].office.placeholders[spec.type]),
        f"{at.tag}{custom}",
        f"<p:spPr>{place(spec.at)}{shape}</p:spPr>",
        f"{body}<a:lstStyle>{text.levels(at.frame.levels)}</a:lstStyle>{sample}",
    )


def _sample(kind: str, levels: int, prompt: str | None, info: Info) -> str:
    """The text that a placeholder shows while it is empty."""
    tags = TAGS[info.language]
    match kind:
        case "number":
            field = slide_number(f"<a:rPr {tags}/>", "‹#›")
            return f"<a:p>{field}<a:endParaRPr {tags}/></a:p>"
        case "date":
            return _line(info.day or LANGUAGES[info.language].office.placeholders[kind], 0, tags)
        case "footer":
            return _line(plain(info.title), 0, tags)
        case "title":
            return _line(prompt or LANGUAGES[info.language].office.title_prompt, 0, tags)
        case "picture" | "subtitle":
            return _line(prompt or LANGUAGES[info.language].office.placeholders[kind], 0, tags)
    words = LANGUAGES[info.language].office.level_prompts
    first = _line(prompt or words[0], 0, tags)
    return first + "".join(_line(words[n], n, tags) for n in range(1, levels))


def _line(words: str, level: int, tags: str) -> str:
    return (
        f'<a:p><a:pPr lvl="{level}"/><a:r><a:rPr {tags}/><a:t>{escaped(words)}</a:t></a:r><a:endParaRPr {tags}/></a:p>'
    )


def master(package: Package, text: Text, info: Info, places: Mapping[str, Mapping[str, Place]]) -> None:
    """Puts the slide master in. Its title and text are those of the content layout, which most slides stand on."""
    theme = text.theme
    models = _models(theme, places)
    relations = package.relations(MASTER)
    tree = Tree(text, package, Links(relations, {}))
    shapes = ""
    for kind, (rect, frame) in models.items():
        levels = text.levels(frame.levels) if kind in FURNITURE else ""  # titles and texts: in the styles below
        shapes += filled(
            tree.identity(LANGUAGES[info.language].office.placeholders[kind]),
            _MASTER_TAGS[kind],
            f"<p:spPr>{place(rect)}{geometry('rectangle', rect)}</p:spPr>",
            f"{body_properties(frame)}<a:lstStyle>{levels}</a:lstStyle>{_sample(kind, len(frame.levels), None, info)}",
        )
    ids = "".join(
        f'<p:sldLayoutId id="{FIRST_ID + n}" r:id="{relations.to("slideLayout", layout_name(n))}"/>'
        for n in range(1, len(theme.layouts) + 1)
    )
    relations.to("theme", "ppt/theme/theme1.xml")
    styles = (
        f"<p:titleStyle>{text.levels(models['title'][1].levels[:1])}</p:titleStyle>"
        f"<p:bodyStyle>{text.levels(_nine(models['body'][1].levels))}</p:bodyStyle>"
        f"<p:otherStyle>{plain_levels(text, PLAIN)}</p:otherStyle>"
    )
    package.add(
        MASTER,
        "slideMaster",
        f'{HEAD}<p:sldMaster {SPACES} preserve="1"><p:cSld>{PAPER}<p:spTree>{ROOT}{shapes}</p:spTree></p:cSld>'
        f"{colour_map(theme.scheme)}<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        f'<p:hf hdr="0"/><p:txStyles>{styles}</p:txStyles>{of_master(theme)}</p:sldMaster>',
    )


def _models(theme: Theme, places: Mapping[str, Mapping[str, Place]]) -> dict[str, tuple[Rect, Frame]]:
    """Where the master's placeholders are and how their text looks: as in the content layout, else as in the first
    layout that has such a one."""
    ordered = sorted(places, key=lambda key: STANDARD.get(key) != "obj")
    out = {}
    for kind in _MASTER_TAGS:
        of_kind = [p for key in ordered for p in places[key].values() if p.spec.type == kind]
        of_kind.sort(key=lambda p: not p.spec.bullet)
        out[kind] = (of_kind[0].spec.at, of_kind[0].frame) if of_kind else _missing(theme, kind)
    return out


def _missing(theme: Theme, kind: str) -> tuple[Rect, Frame]:
    """A plain place for what no layout of the theme has."""
    x, y, w, h = _PLACES[kind]
    width, height = theme.page
    size = theme.smallest if kind in FURNITURE else PLAIN
    level = Level(size, "heading" if kind == "title" else "text")
    return Rect(x * width, y * height, w * width, h * height), Frame(
        (level,), anchor="middle" if kind in FURNITURE else "top"
    )


def _nine(levels: Sequence[Level]) -> tuple[Level, ...]:
    """PowerPoint has nine levels; the last that the theme knows stands for those below it."""
    return tuple(levels) + (levels[-1],) * (9 - len(levels))
