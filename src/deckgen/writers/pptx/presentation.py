"""The part that holds a deck together: its slides, fonts, short versions and sections (ECMA-376 part 1, 19.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckgen.languages import LANGUAGES
from deckgen.scene import Scene
from deckgen.writers import Info
from deckgen.writers.pptx.design import plain_levels
from deckgen.writers.pptx.embedding import Family
from deckgen.writers.pptx.notes import PAGE
from deckgen.writers.pptx.package import Package, Relations
from deckgen.writers.pptx.template import FIRST_ID, PLAIN
from deckgen.writers.pptx.text import Text
from deckgen.writers.pptx.xml import HEAD, P14, SPACES, attribute, emu, guid, label

#: The part's name.
PRESENTATION = "ppt/presentation.xml"
#: Slide ids start here (ECMA-376 part 1, 19.7.13).
_FIRST_SLIDE = 256


def presentation(
    scenes: Sequence[Scene],
    text: Text,
    info: Info,
    masters: Sequence[str],
    slides: Mapping[str, str],
    fonts: str,
) -> str:
    """The part that holds everything together; the order of its children is fixed (ECMA-376 part 1, 19.2.1.26)."""
    slide_master, notes_master, handout_master = masters
    ids = "".join(f'<p:sldId id="{_FIRST_SLIDE + n}" r:id="{rid}"/>' for n, rid in enumerate(slides.values()))
    w, h = text.theme.page
    embedding = 'embedTrueTypeFonts="1" ' if fonts else ""
    return (
        f'{HEAD}<p:presentation {SPACES} {embedding}saveSubsetFonts="1" autoCompressPictures="0">'
        f'<p:sldMasterIdLst><p:sldMasterId id="{FIRST_ID}" r:id="{slide_master}"/></p:sldMasterIdLst>'
        f'<p:notesMasterIdLst><p:notesMasterId r:id="{notes_master}"/></p:notesMasterIdLst>'
        f'<p:handoutMasterIdLst><p:handoutMasterId r:id="{handout_master}"/></p:handoutMasterIdLst>'
        + (f"<p:sldIdLst>{ids}</p:sldIdLst>" if ids else "")
        + f'<p:sldSz cx="{emu(w)}" cy="{emu(h)}"/><p:notesSz cx="{emu(PAGE[0])}" cy="{emu(PAGE[1])}"/>'
        f"{fonts}{_shows(info, slides)}{_kinsoku(info.language)}"
        f"<p:defaultTextStyle>{plain_levels(text, PLAIN)}</p:defaultTextStyle>"
        f"{_sections(scenes, info)}"
        "</p:presentation>"
    )


def _shows(info: Info, slides: Mapping[str, str]) -> str:
    """Custom shows: the short versions that a presenter may choose. `slides` are relations by the slides' ids."""
    out = ""
    for n, (name, ids) in enumerate(info.shows):
        listed = "".join(f'<p:sld r:id="{slides[key]}"/>' for key in ids if key in slides)
        if listed:
            out += f'<p:custShow name="{label(name)}" id="{n}"><p:sldLst>{listed}</p:sldLst></p:custShow>'
    return f"<p:custShowLst>{out}</p:custShowLst>" if out else ""


def embedded(package: Package, relations: Relations, families: Sequence[Family], info: Info) -> str:
    """The list of embedded fonts; each family stands in it once, under the name that texts call it by."""
    hint = f' charset="{LANGUAGES[info.language].fallback.charset}"'
    xml = ""
    for family in families:
        files = (("regular", family.regular), ("bold", family.bold))
        weights = "".join(
            f'<p:{weight} r:id="{relations.to("font", package.font(data))}"/>' for weight, data in files if data
        )
        font = f'<p:font typeface="{attribute(family.name)}"{hint if family.themed else ""}/>'
        xml += f"<p:embeddedFont>{font}{weights}</p:embeddedFont>"
    return f"<p:embeddedFontLst>{xml}</p:embeddedFontLst>" if xml else ""


def _kinsoku(language: str) -> str:
    """Characters that begin or end no line, where PowerPoint must be told: its own rules let small kana begin one."""
    breaking = LANGUAGES[language].breaking
    if not breaking.stated:
        return ""
    start, end = (attribute("".join(sorted(chars))) for chars in (breaking.no_start, breaking.no_end))
    return f'<p:kinsoku lang="{LANGUAGES[language].tag}" invalStChars="{start}" invalEndChars="{end}"/>'


def _sections(scenes: Sequence[Scene], info: Info) -> str:
    """Sections: a run of slides of one part of the programme each; before the first part, the deck's own title. Those
    that are hidden have one of their own."""
    if not any(s.part for s in scenes):
        return ""
    runs: list[tuple[str, list[int]]] = []
    before: tuple[str, str] | None = None
    for n, s in enumerate(scenes, _FIRST_SLIDE):
        here = s.part or info.title, s.presence
        if here != before:
            runs.append((here[0], []))
        runs[-1][1].append(n)
        before = here
    xml = "".join(
        f'<p14:section name="{label(name)}" id="{guid(info.id, "section", str(n))}"><p14:sldIdLst>'
        + "".join(f'<p14:sldId id="{i}"/>' for i in ids)
        + "</p14:sldIdLst></p14:section>"
        for n, (name, ids) in enumerate(runs)
    )
    return (
        '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
        f'<p14:sectionLst xmlns:p14="{P14}">{xml}</p14:sectionLst></p:ext></p:extLst>'
    )
