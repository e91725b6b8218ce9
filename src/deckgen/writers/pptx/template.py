"""The slide master and the layouts: what *New Slide* offers and *Reset* returns to, written from the theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckgen.scene import Item, Rect
from deckgen.theme import Theme
from deckgen.writers import Info
from deckgen.writers.pptx.design import colour_map, plain_levels
from deckgen.writers.pptx.package import Package
from deckgen.writers.pptx.places import FURNITURE, STANDARD, Place
from deckgen.writers.pptx.shapes import ROOT, Tree, geometry, place, text_margin
from deckgen.writers.pptx.text import TAGS, Frame, Level, Links, Text, body_properties, slide_number
from deckgen.writers.pptx.xml import HEAD, SPACES, attribute
from deckgen.writers.pptx.xml import text as escaped

MASTER = "ppt/slideMasters/slideMaster1.xml"
#: Ids of the master and its layouts share one room of numbers, from 2^31 up (ECMA-376 part 1, 19.7.12).
FIRST_ID = 2_147_483_648
#: The size of text that no placeholder speaks for.
PLAIN = 18.0
#: What placeholders are called in the selection pane, by type.
_NAMES = {
    "title": {"ko": "제목", "en": "Title"},
    "subtitle": {"ko": "부제목", "en": "Subtitle"},
    "body": {"ko": "본문", "en": "Text"},
    "picture": {"ko": "그림", "en": "Picture"},
    "date": {"ko": "날짜", "en": "Date"},
    "footer": {"ko": "바닥글", "en": "Footer"},
    "number": {"ko": "쪽 번호", "en": "Slide number"},
}
#: What stands in a placeholder before somebody writes there.
_TITLE = {"ko": "제목을 쓰세요", "en": "Click to edit title"}
_LEVELS = {
    "ko": ("텍스트를 쓰세요", "둘째 수준", "셋째 수준", "넷째 수준", "다섯째 수준"),
    "en": ("Click to edit text", "Second level", "Third level", "Fourth level", "Fifth level"),
}
#: A line at the foot of the page for themes that say nothing about theirs: shares of the page's width and height.
_FOOT = {"date": (0.06, 0.2), "footer": (0.3, 0.4), "number": (0.74, 0.2)}


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
    grounds: Mapping[str, Sequence[Item]],
) -> dict[str, str]:
    """Puts a layout part in for each layout of the theme; gives the part's name by the layout's."""
    out = {}
    for n, (key, layout) in enumerate(text.theme.layouts.items(), 1):
        name = layout_name(n)
        relations = package.relations(name)
        relations.to("slideMaster", MASTER)
        tree = Tree(text, package, Links(relations, {}), (info.id, "layout", key), ground=True)
        shapes = "".join(tree.draw(item) for item in grounds.get(key, ()))
        shapes += "".join(_placeholder(tree, text, info, p) for p in places[key].values())
        kind = f'type="{STANDARD[key]}"' if key in STANDARD else 'userDrawn="1"'
        ground = background(layout.background, text) if layout.background != "paper" else ""
        package.add(
            name,
            "slideLayout",
            f'{HEAD}<p:sldLayout {SPACES} {kind} preserve="1"><p:cSld name="{attribute(layout.label[info.language])}">{ground}'
            f"<p:spTree>{ROOT}{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>",
        )
        out[key] = name
    return out


def _placeholder(tree: Tree, text: Text, info: Info, at: Place) -> str:
    """A placeholder of a layout: where it is, how it looks, how its text looks, what it asks for."""
    spec = at.spec
    shape = geometry(spec.outline, spec.at, spec.radius, spec.tail) if spec.outline != "rectangle" else ""
    if spec.fill:
        shape += text.fill(spec.fill)
    prompt = spec.prompt.get(info.language)
    custom = ' hasCustomPrompt="1"' if prompt and spec.type not in FURNITURE else ""
    return _shape(
        tree.identity(_NAMES[spec.type][info.language]),
        f"{at.tag}{custom}",
        place(spec.at) + shape,
        body_properties(at.frame, margin=text_margin(spec.outline, spec.at, spec.radius)),
        text.levels(at.frame.levels),
        _sample(spec.type, len(at.frame.levels) if spec.bullet else 1, prompt, info),
    )


def _shape(identity: str, tag: str, properties: str, body: str, levels: str, sample: str) -> str:
    return (
        f'<p:sp><p:nvSpPr>{identity}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {tag}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{properties}</p:spPr><p:txBody>{body}<a:lstStyle>{levels}</a:lstStyle>"
        f"{sample}</p:txBody></p:sp>"
    )


def _sample(kind: str, levels: int, prompt: str | None, info: Info) -> str:
    """The text that a placeholder shows while it is empty."""
    tags = TAGS[info.language]
    match kind:
        case "number":
            field = slide_number(f"<a:rPr {tags}/>", "‹#›")
            return f"<a:p>{field}<a:endParaRPr {tags}/></a:p>"
        case "date":
            return _line(info.date, 0, tags)
        case "footer":
            return _line(info.title, 0, tags)
        case "title":
            return _line(prompt or _TITLE[info.language], 0, tags)
        case "picture" | "subtitle":
            return _line(prompt or _NAMES[kind][info.language], 0, tags)
    words = _LEVELS[info.language]
    first = _line(prompt or words[0], 0, tags)
    return first + "".join(_line(words[n], n, tags) for n in range(1, levels))


def _line(words: str, level: int, tags: str) -> str:
    return (
        f'<a:p><a:pPr lvl="{level}"/><a:r><a:rPr {tags}/><a:t>{escaped(words)}</a:t></a:r><a:endParaRPr {tags}/></a:p>'
    )


def master(package: Package, text: Text, info: Info, places: Mapping[str, Mapping[str, Place]]) -> None:
    """Puts the slide master in. Its title and text are those of the content layout, which most slides stand on."""
    theme = text.theme
    found = _models(theme, places)
    relations = package.relations(MASTER)
    tree = Tree(text, package, Links(relations, {}), (info.id, "master"))
    shapes = "".join(
        _shape(
            tree.identity(_NAMES[kind][info.language]),
            tag,
            place(rect) + geometry("rectangle", rect),
            body_properties(frame),
            text.levels(frame.levels) if kind in FURNITURE else "",
            _sample(kind, len(frame.levels), None, info),
        )
        for kind, (tag, rect, frame) in found.items()
    )
    ids = "".join(
        f'<p:sldLayoutId id="{FIRST_ID + n}" r:id="{relations.to("slideLayout", layout_name(n))}"/>'
        for n in range(1, len(theme.layouts) + 1)
    )
    relations.to("theme", "ppt/theme/theme1.xml")
    styles = (
        f"<p:titleStyle>{text.levels(found['title'][2].levels[:1])}</p:titleStyle>"
        f"<p:bodyStyle>{text.levels(_nine(found['body'][2].levels))}</p:bodyStyle>"
        f"<p:otherStyle>{plain_levels(text, PLAIN)}</p:otherStyle>"
    )
    package.add(
        MASTER,
        "slideMaster",
        f'{HEAD}<p:sldMaster {SPACES} preserve="1"><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
        f"<p:spTree>{ROOT}{shapes}</p:spTree></p:cSld>{colour_map(theme.scheme)}<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        f'<p:hf hdr="0"/><p:txStyles>{styles}</p:txStyles></p:sldMaster>',
    )


#: Numbers of the master's placeholders, as in PowerPoint's own.
_MASTER_TAGS = {
    "title": 'type="title"',
    "body": 'type="body" idx="1"',
    "date": 'type="dt" sz="half" idx="2"',
    "footer": 'type="ftr" sz="quarter" idx="3"',
    "number": 'type="sldNum" sz="quarter" idx="4"',
}


def _models(theme: Theme, places: Mapping[str, Mapping[str, Place]]) -> dict[str, tuple[str, Rect, Frame]]:
    """For each placeholder of the master its tag, place and frame: from the content layout, else from the first that has one."""
    ordered = sorted(places, key=lambda key: STANDARD.get(key) != "obj")
    out = {}
    for kind, tag in _MASTER_TAGS.items():
        of_kind = [p for key in ordered for p in places[key].values() if p.spec.type == kind]
        if kind == "body":
            of_kind.sort(key=lambda p: not p.spec.bullet)
        if of_kind:
            out[kind] = (tag, of_kind[0].spec.at, of_kind[0].frame)
        else:
            out[kind] = (tag, *_missing(theme, kind))
    return out


def _missing(theme: Theme, kind: str) -> tuple[Rect, Frame]:
    """A plain place for what no layout of the theme has."""
    w, h = theme.page
    if kind not in _FOOT:
        top, tall = (0.08, 0.16) if kind == "title" else (0.3, 0.55)
        return Rect(0.06 * w, top * h, 0.88 * w, tall * h), Frame(
            (Level(PLAIN, "heading" if kind == "title" else "text"),)
        )
    x, share = _FOOT[kind]
    return Rect(x * w, 0.93 * h, share * w, 0.04 * h), Frame((Level(theme.smallest),), anchor="middle")


def _nine(levels: Sequence[Level]) -> tuple[Level, ...]:
    """PowerPoint has nine levels; the last that the theme knows stands for those below it."""
    return tuple(levels) + (levels[-1],) * (9 - len(levels))
