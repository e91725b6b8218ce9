"""What the file says about itself, and how PowerPoint opens it: docProps, presProps, viewProps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from deckgen.languages import LANGUAGES
from deckgen.reading.theme import Theme
from deckgen.scene import Scene
from deckgen.writers import Info
from deckgen.writers.pptx.package import Package
from deckgen.writers.pptx.xml import HEAD, SPACES, attribute, plain, text

_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_VT = f'xmlns:vt="{_OFFICE}/docPropsVTypes"'
#: The property set of custom properties (MS-OLEPS 2.25.2); their numbers start at 2.
_CUSTOM_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
#: The normal view with the notes pane open: shares in thousandths of a percent, PowerPoint's own for the left pane.
_VIEW = (
    '<p:normalViewPr horzBarState="maximized"><p:restoredLeft sz="15611"/><p:restoredTop sz="80000"/></p:normalViewPr>'
    '<p:notesTextViewPr><p:cViewPr><p:scale><a:sx n="1" d="1"/><a:sy n="1" d="1"/></p:scale><p:origin x="0" y="0"/>'
    '</p:cViewPr></p:notesTextViewPr><p:gridSpacing cx="101600" cy="101600"/>'
)


class Listed(NamedTuple):
    """A slide as the file lists it."""

    title: str
    has_notes: bool
    hidden: bool


def listed(scene: Scene) -> Listed:
    """What a file says of a slide."""
    return Listed(scene.title.plain or scene.id, bool(scene.notes or scene.pace), scene.presence == "hidden")


def properties(
    package: Package, info: Info, theme: Theme, slides: Sequence[Listed], families: Sequence[str] = ()
) -> None:
    """Puts in what describes the file, and hangs it on the package. `families` are fonts beside those of the theme."""
    for name, kind, xml in (
        ("docProps/core.xml", "core", _core(info)),
        ("docProps/app.xml", "app", _app(info, theme, slides, families)),
        (
            "docProps/custom.xml",
            "custom",
            _custom(
                {"deckgen.deck": info.id, "deckgen.theme": theme.name}
                | ({"deckgen.variant": info.variant} if info.variant else {})
            ),
        ),
    ):
        package.root.to(kind, package.add(name, kind, xml))


def views(package: Package, presentation: str) -> None:
    """Puts in how the deck is shown and edited."""
    relations = package.relations(presentation)
    pen = '<p:penClr><a:schemeClr val="accent1"/></p:penClr>'
    show = f'<p:showPr showNarration="1"><p:present/><p:sldAll/>{pen}</p:showPr>'
    for kind, xml in (
        ("presProps", f"<p:presentationPr {SPACES}>{show}</p:presentationPr>"),
        ("viewProps", f"<p:viewPr {SPACES}>{_VIEW}</p:viewPr>"),
    ):
        relations.to(kind, package.add(f"ppt/{kind}.xml", kind, HEAD + xml))


def _core(info: Info) -> str:
    moment = f"{info.date}T00:00:00Z"
    xml = (
        ("dc:title", info.title),
        ("dc:subject", info.subject),
        ("dc:creator", info.author),
        ("cp:keywords", ", ".join(info.keywords)),
        ("cp:lastModifiedBy", info.author),
        ("dc:language", LANGUAGES[info.language].tag),
        ("dc:identifier", info.id),
    )
    kinds = ("created", "modified") if info.date else ()
    dates = "".join(f'<dcterms:{k} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{k}>' for k in kinds)
    elements = "".join(f"<{tag}>{text(plain(value))}</{tag}>" for tag, value in xml if value)
    return f"{HEAD}<cp:coreProperties {_CORE}>{elements}<cp:revision>1</cp:revision>{dates}</cp:coreProperties>"


def _app(info: Info, theme: Theme, slides: Sequence[Listed], families: Sequence[str]) -> str:
    fonts = sorted({*(theme.fonts[role].family for role in theme.fonts), *families})
    parts = [*fonts, theme.called(info.language), *(s.title for s in slides)]
    heads = LANGUAGES[info.language].office.contents
    pairs = "".join(
        f"<vt:variant><vt:lpstr>{head}</vt:lpstr></vt:variant><vt:variant><vt:i4>{n}</vt:i4></vt:variant>"
        for head, n in zip(heads, (len(fonts), 1, len(slides)), strict=True)
        if n
    )
    count = 2 * (3 if slides else 2)
    titles = "".join(map(_entry, parts))
    company = f"<Company>{text(info.company)}</Company>" if info.company else ""
    return (
        f'{HEAD}<Properties xmlns="{_OFFICE}/extended-properties" {_VT}>'
        f"<Application>deckgen</Application><PresentationFormat>{_format(theme)}</PresentationFormat>"
        f"<Slides>{len(slides)}</Slides><Notes>{sum(s.has_notes for s in slides)}</Notes>"
        f"<HiddenSlides>{sum(s.hidden for s in slides)}</HiddenSlides>"
        f'<HeadingPairs><vt:vector size="{count}" baseType="variant">{pairs}</vt:vector></HeadingPairs>'
        f'<TitlesOfParts><vt:vector size="{len(parts)}" baseType="lpstr">'
        f"{titles}</vt:vector></TitlesOfParts>{company}</Properties>"
    )


@lru_cache(maxsize=1024)
def _entry(title: str) -> str:
    """A part as it is listed."""
    return f"<vt:lpstr>{text(plain(title))}</vt:lpstr>"


#: What PowerPoint calls a deck with pages of a shape.
_FORMATS = ((16 / 9, "Widescreen"), (4 / 3, "On-screen Show (4:3)"), (16 / 10, "On-screen Show (16:10)"))


def _format(theme: Theme) -> str:
    w, h = theme.page
    return next((name for shape, name in _FORMATS if abs(w / h - shape) < 0.01), "Custom")


def _custom(xml: dict[str, str]) -> str:
    out = "".join(
        f'<property fmtid="{_CUSTOM_SET}" pid="{n}" name="{attribute(k)}"><vt:lpwstr>{text(v)}</vt:lpwstr></property>'
        for n, (k, v) in enumerate(xml.items(), 2)
    )
    return f'{HEAD}<Properties xmlns="{_OFFICE}/custom-properties" {_VT}>{out}</Properties>'
