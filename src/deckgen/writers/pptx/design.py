"""The brand as PowerPoint holds it: the theme part, the table style, the default text."""

from __future__ import annotations

from deckgen.languages import LANGUAGES
from deckgen.reading.palette import SLOTS
from deckgen.reading.plates import FontRole
from deckgen.reading.theme import Theme
from deckgen.writers.pptx.shapes import TABLE_STYLE
from deckgen.writers.pptx.text import FLAGS, TAGS, Text, scheme
from deckgen.writers.pptx.xml import HEAD, A, attribute

#: The twelve colours of a theme in their order (ECMA-376 part 1, 20.1.6.2).
_ORDER = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
#: Which theme colour the four mapped slots name: a dark scheme turns the pairs round, so that `tx1` is always the ink.
_MAPPED = {
    "light": {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"},
    "dark": {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"},
}
#: The theme's two pairs of fonts, and whose they are.
_FACES: tuple[tuple[str, FontRole], ...] = (("majorFont", "heading"), ("minorFont", "text"))
#: Line widths of a theme's three line styles, in EMU: 0.5, 1 and 1.5 pt.
_LINES = (6350, 12700, 19050)
#: How far each level of plain text stands in, in EMU: half an inch, as in PowerPoint's own template.
_INDENT = 457_200


def colour_map(scheme: str) -> str:
    """`clrMap`: which colour of the theme each slot is."""
    slots = _MAPPED[scheme] | {k: k for k in _ORDER[4:]}
    xml = " ".join(f'{slot}="{colour}"' for slot, colour in slots.items())
    return f"<p:clrMap {xml}/>"


def theme_part(theme: Theme, name: str, language: str) -> str:
    """A theme part: colours, fonts, plain fills and lines, and how shapes look that a person draws later."""
    return (
        f'{HEAD}<a:theme xmlns:a="{A}" name="{attribute(name)}"><a:themeElements>{_colours(theme)}'
        f"{_fonts(theme, language)}{_formats(theme.name)}</a:themeElements>{_defaults(theme)}<a:extraClrSchemeLst/>"
        f"{_own_colours(theme, language)}</a:theme>"
    )


def _colours(theme: Theme) -> str:
    slots = {_MAPPED[theme.scheme].get(slot, slot): theme.hex(role) for role, slot in SLOTS.items()}
    xml = "".join(f'<a:{k}><a:srgbClr val="{slots[k]}"/></a:{k}>' for k in _ORDER)
    return f'<a:clrScheme name="{attribute(theme.name)}">{xml}</a:clrScheme>'


def _own_colours(theme: Theme, language: str) -> str:
    """The brand's colours by name, beside the theme's in PowerPoint's gallery: they stay where others change those.

    Of roles that look the same the first gives its name.
    """
    names: dict[str, str] = {}
    for role in (*SLOTS, *(r for r in theme.palette if r not in SLOTS)):
        names.setdefault(theme.hex(role), theme.word(f"colour-{role}", language))
    colours = (f'<a:custClr name="{attribute(n)}"><a:srgbClr val="{h}"/></a:custClr>' for h, n in names.items())
    return f"<a:custClrLst>{''.join(colours)}</a:custClrLst>"


def _fonts(theme: Theme, language: str) -> str:
    """The theme's fonts. They have no fonts for single scripts beside them: some programs take those before `a:ea`.

    Where a font is not installed, PowerPoint reads no hint but `charset`, which leads it to the fallback font for Latin
    letters, too.
    """
    out = []
    hint = f'charset="{LANGUAGES[language].fallback.charset}"'
    for tag, role in _FACES:
        family = attribute(theme.fonts[role].family)
        out.append(
            f'<a:{tag}><a:latin typeface="{family}" {hint}/><a:ea typeface="{family}" {hint}/>'
            f'<a:cs typeface="{family}"/></a:{tag}>'
        )
    return f'<a:fontScheme name="{attribute(theme.name)}">{"".join(out)}</a:fontScheme>'


def _formats(name: str) -> str:
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(
        f'<a:ln w="{w}" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/><a:miter lim="800000"/></a:ln>'
        for w in _LINES
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:fmtScheme name="{attribute(name)}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
    )


def _drawn(accent: str, fill: int, line: int, text: str) -> str:
    """The style of a new shape in the accent: indices into the theme's fills and lines."""
    return (
        f'<a:style><a:lnRef idx="{line}">{accent}</a:lnRef><a:fillRef idx="{fill}">{accent}</a:fillRef>'
        f'<a:effectRef idx="0">{accent}</a:effectRef><a:fontRef idx="minor"><a:schemeClr val="{text}"/></a:fontRef>'
        "</a:style>"
    )


def _defaults(theme: Theme) -> str:
    """New shapes are filled with the accent and have no line; new lines are 1 pt in the accent."""
    accent = scheme(theme.tint("accent"))
    return (
        '<a:objectDefaults><a:spDef><a:spPr><a:ln><a:noFill/></a:ln></a:spPr><a:bodyPr rtlCol="0" anchor="ctr"/>'
        f'<a:lstStyle><a:defPPr algn="ctr"><a:defRPr/></a:defPPr></a:lstStyle>{_drawn(accent, 1, 0, "bg1")}</a:spDef>'
        f"<a:lnDef><a:spPr/><a:bodyPr/><a:lstStyle/>{_drawn(accent, 0, 2, 'tx1')}</a:lnDef></a:objectDefaults>"
    )


def table_styles(text: Text, name: str) -> str:
    """The brand's table style, also the default: rules between rows, a strong one under the header, no boxes."""

    def rule(tag: str, width: int, role: str) -> str:
        return f'<a:{tag}><a:ln w="{width}" cmpd="sng">{text.fill(role)}</a:ln></a:{tag}>'

    def none(*sides: str) -> str:
        return "".join(f"<a:{side}><a:ln><a:noFill/></a:ln></a:{side}>" for side in sides)

    plain = f'<a:tcTxStyle><a:fontRef idx="minor"/>{text.colour("text")}</a:tcTxStyle>'
    bold = plain.replace("<a:tcTxStyle>", '<a:tcTxStyle b="on">')
    thin = rule("bottom", 9525, "line") + rule("insideH", 9525, "line")
    whole = none("left", "right", "top") + thin + none("insideV")
    parts = (
        ("wholeTbl", plain, whole, "<a:fill><a:noFill/></a:fill>"),
        ("band1H", "", "", f"<a:fill>{text.fill('surface')}</a:fill>"),
        ("lastCol", bold, "", ""),
        ("firstCol", bold, "", ""),
        ("lastRow", bold, rule("top", 19050, "text"), ""),
        ("firstRow", bold, rule("bottom", 19050, "text"), ""),
    )
    xml = "".join(
        f"<a:{tag}>{style}<a:tcStyle><a:tcBdr>{borders}</a:tcBdr>{fill}</a:tcStyle></a:{tag}>"
        for tag, style, borders, fill in parts
    )
    return (
        f'{HEAD}<a:tblStyleLst xmlns:a="{A}" def="{TABLE_STYLE}"><a:tblStyle styleId="{TABLE_STYLE}" '
        f'styleName="{attribute(name)}">{xml}</a:tblStyle></a:tblStyleLst>'
    )


def plain_levels(text: Text, size: float) -> str:
    """Nine levels of text that no placeholder speaks for: text boxes, notes."""
    face = f"{text.fill('text')}{text.faces('text')}"
    levels = "".join(
        f'<a:lvl{n}pPr marL="{_INDENT * (n - 1)}" algn="l" defTabSz="914400" {FLAGS}>'
        f'<a:defRPr sz="{round(size * 100)}" {text.kern}>{face}</a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    return f"<a:defPPr><a:defRPr {TAGS[text.language]}/></a:defPPr>{levels}"
