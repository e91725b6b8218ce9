"""Notes pages and the masters of what is printed: notes and handout."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.languages import LANGUAGES
from deckgen.scene import Level, Paragraph, Rect, Run, Scene
from deckgen.writers import Info
from deckgen.writers.pptx.design import colour_map, plain_levels, theme_part
from deckgen.writers.pptx.geometry import geometry, place
from deckgen.writers.pptx.package import Package
from deckgen.writers.pptx.shapes import PAPER, ROOT, Tree, filled
from deckgen.writers.pptx.text import TAGS, Frame, Links, Text, body_properties, slide_number
from deckgen.writers.pptx.xml import HEAD, SPACES
from deckgen.writers.pptx.xml import text as escaped

NOTES = "ppt/notesMasters/notesMaster1.xml"
HANDOUT = "ppt/handoutMasters/handoutMaster1.xml"
#: A printed page: A4 upright, in points.
PAGE = (595.0, 842.0)
#: Text of notes and of the small lines around it, in points.
_SIZE, _SMALL = 12.0, 10.0
#: The line with a slide's time, in points.
_PACE = 14.0
#: What the notes master says of the notes' text: notes say only lists, bold and links.
_FRAME = Frame((Level(_SIZE),))
#: Their types; the numbers count in the order in which a master has them.
_TAGS = {"header": "hdr", "date": "dt", "slide": "sldImg", "notes": "body", "footer": "ftr", "number": "sldNum"}


def masters(package: Package, text: Text, info: Info) -> None:
    """Puts in the notes master and the handout master, each with its theme: the colours that it has on paper."""
    text = Text(text.theme.printed(), text.language)
    places = _places(text.theme.page)
    style = f"<p:notesStyle>{plain_levels(text, _SIZE)}</p:notesStyle>"
    words, theme_name = LANGUAGES[info.language].office, text.theme.called(info.language)
    kinds = (
        (NOTES, "notesMaster", words.printed["notes"], ("header", "date", "slide", "notes", "footer", "number"), style),
        (
            HANDOUT,
            "handoutMaster",
            text.theme.word("handout", info.language),
            ("header", "date", "footer", "number"),
            "",
        ),
    )
    for n, (name, kind, called, shown, styles) in enumerate(kinds, 2):
        theme = package.add(
            f"ppt/theme/theme{n}.xml", "theme", theme_part(text.theme, f"{theme_name} · {called}", info.language)
        )
        package.relations(name).to("theme", theme)
        tree = Tree(text, package, Links(package.relations(name), {}))
        shapes = "".join(_master_shape(tree, info, role, places[role], index) for index, role in enumerate(shown))
        package.add(
            name,
            kind,
            f"{HEAD}<p:{kind} {SPACES}><p:cSld>{PAPER}<p:spTree>{ROOT}{shapes}</p:spTree></p:cSld>{colour_map('light')}"
            f'<p:hf hdr="0" ftr="0" dt="0"/>{styles}</p:{kind}>',
        )


def _places(page: tuple[float, float]) -> dict[str, Rect]:
    """The printed page: the slide above, the notes beneath, small lines in the corners."""
    w, h = PAGE
    margin, line, half = 54.0, 24.0, 180.0
    width = w - 2 * margin
    height = width * page[1] / page[0]
    top = 64.0
    return {
        "header": Rect(margin, 28, half, line),
        "date": Rect(w - margin - half, 28, half, line),
        "slide": Rect(margin, top, width, height),
        "notes": Rect(margin, top + height + 24, width, h - top - height - 24 - 72),
        "footer": Rect(margin, h - 52, half, line),
        "number": Rect(w - margin - half, h - 52, half, line),
    }


def _tag(role: str, index: int) -> str:
    """What stands in `p:ph`; the number 0 is not said."""
    small = "" if role in ("date", "slide") else ' sz="quarter"'
    return f'type="{_TAGS[role]}"{small}' + (f' idx="{index}"' if index else "")


def _master_shape(tree: Tree, info: Info, role: str, rect: Rect, index: int) -> str:
    """A placeholder of a master: the slide's image, the notes, or a small line in a corner."""
    tags = TAGS[info.language]
    identity = tree.identity(LANGUAGES[info.language].office.printed[role])
    shape = place(rect) + geometry("rectangle", rect)
    if role == "slide":
        line = f'<a:noFill/><a:ln w="9525">{tree.text.fill("line")}</a:ln>'
        return _image(identity, index, f"<p:spPr>{shape}{line}</p:spPr>")
    style = ""
    if role != "notes":
        side = "r" if role in ("date", "number") else "l"
        style = f'<a:lvl1pPr algn="{side}"><a:defRPr sz="{round(_SMALL * 100)}"/></a:lvl1pPr>'
    inside = {
        "notes": f"<a:r><a:rPr {tags}/><a:t>{LANGUAGES[info.language].office.notes_prompt}</a:t></a:r>",
        "date": f"<a:r><a:rPr {tags}/><a:t>{escaped(info.day)}</a:t></a:r>",
        "number": slide_number(f"<a:rPr {tags}/>", "‹#›"),
    }
    return filled(
        identity,
        _tag(role, index),
        f"<p:spPr>{shape}</p:spPr>",
        f"{body_properties(Frame((), anchor='bottom' if role in ('footer', 'number') else 'top'))}"
        f"<a:lstStyle>{style}</a:lstStyle><a:p>{inside.get(role, '')}<a:endParaRPr {tags}/></a:p>",
    )


def _image(identity: str, index: int, properties: str) -> str:
    """The place of the slide's image."""
    return (
        f'<p:sp><p:nvSpPr>{identity}<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {_tag('slide', index)}/></p:nvPr></p:nvSpPr>{properties}</p:sp>"
    )


def notes(package: Package, text: Text, scene: Scene, links: Links, path: tuple[str, ...]) -> str:
    """The notes page of a slide: its image, its time, what the speaker says, the page's number."""
    tree = Tree(text, package, links)
    words = [*_pace(scene), *map(_plain, scene.notes)]
    xml = text.paragraphs(words, scene.language, links, _FRAME)
    field = slide_number(f"<a:rPr {TAGS[scene.language]}/>", str(scene.number))

    def identity(role: str) -> str:
        return tree.identity(LANGUAGES[scene.language].office.printed[role])

    shapes = (
        _image(identity("slide"), 0, "<p:spPr/>")
        + filled(identity("notes"), _tag("notes", 3), "<p:spPr/>", f"<a:bodyPr/><a:lstStyle/>{xml}")
        + filled(identity("number"), _tag("number", 5), "<p:spPr/>", f"<a:bodyPr/><a:lstStyle/><a:p>{field}</a:p>")
    )
    return (
        f"{HEAD}<p:notes {SPACES}><p:cSld><p:spTree>{ROOT}{shapes}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )


def _pace(scene: Scene) -> Iterator[Paragraph]:
    """The time of a slide, in a line that is seen before all others."""
    if scene.pace:
        yield Paragraph((Run(scene.pace, "text", True, "accent"),), _PACE)


def _plain(p: Paragraph) -> Paragraph:
    """A paragraph as notes have it: lists, bold and links, in the master's size and colour."""
    runs = tuple(r._replace(colour="link" if r.link else "text") for r in p.runs)
    return p._replace(runs=runs, size=_SIZE, leading=1.0, before=0.0, align="left")
