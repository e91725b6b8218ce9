"""Text as DrawingML: paragraphs, runs, bodies, list styles.

A text in a placeholder says only what differs from the placeholder's own levels, so that *Reset* and a change of theme
work; a text elsewhere says everything, so that it looks the same wherever it is pasted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from deckgen.languages import LANGUAGES, language_of
from deckgen.layout.slots import list_start
from deckgen.reading.addresses import readable
from deckgen.reading.fonts import EMOJI, EMOJI_FAMILY
from deckgen.reading.palette import FULL, Tint
from deckgen.reading.theme import Theme
from deckgen.scene import Anchor, Bullet, Level, Link, Paragraph, Run, TextBlock
from deckgen.writers.pptx.package import Relations
from deckgen.writers.pptx.xml import attribute, emu, label, text

#: Algn, anchor: ECMA-376 part 1, 20.1.10.59 and 20.1.10.60.
ALIGN = {"left": "l", "center": "ctr", "right": "r"}
#: Strike (20.1.10.79), by whether a text is struck through.
STRIKE = {True: "sngStrike", False: "noStrike"}
ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}
#: The attributes that tell the language of a run or deck, by its key.
TAGS = {key: f'lang="{r.tag}" altLang="{LANGUAGES[r.beside].tag}"' for key, r in LANGUAGES.items()}
#: Break between Korean words, do not hang punctuation, as layout measured (ECMA-376 part 1, 21.1.2.2.7).
FLAGS = 'rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="0"'
#: Points from which pairs of letters are kerned, as in PowerPoint's own template; layout kerns all, so where slides are
#: reduced it is less.
KERNED = 12.0
#: Letters of a ScreenTip at most: as many as PowerPoint's own dialogue takes.
MOST_TIP = 255

#: Click: keep the text's own colour instead of the theme's link colour (PowerPoint 2019 and later).
_OWN_COLOUR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)


class Frame(NamedTuple):
    """What a placeholder of a layout says about the text in it: its levels, insets, anchor."""

    levels: tuple[Level, ...]
    inset: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    anchor: Anchor = "top"
    wrap: bool = True

    def level(self, n: int) -> Level:
        return self.levels[min(n, len(self.levels) - 1)]


class Target(NamedTuple):
    """A slide that links lead to: its part, and its title."""

    part: str
    title: str


class Links:
    """How links of one part are written: its relations, and the deck's slides by their ids."""

    __slots__ = ("relations", "slides")

    def __init__(self, relations: Relations, slides: Mapping[str, Target]) -> None:
        self.relations = relations
        self.slides = slides

    def click(self, link: Link, own_colour: bool = False) -> str:
        """The element for a click, with what PowerPoint shows of it under the pointer: where it leads."""
        rest = f">{_OWN_COLOUR}</a:hlinkClick>" if own_colour else "/>"
        if link.slide is not None:
            part, title = self.slides[link.slide]
            rid = self.relations.to("slide", part)
            return f'<a:hlinkClick r:id="{rid}" action="ppaction://hlinksldjump"{_tip(title)}{rest}'
        url = link.url or ""
        return f'<a:hlinkClick r:id="{self.relations.outside("hyperlink", url)}"{_tip(readable(url))}{rest}'


def _tip(words: str) -> str:
    words = " ".join(words.splitlines())
    short = words if len(words) <= MOST_TIP else f"{words[: MOST_TIP - 1]}…"
    return f' tooltip="{label(short)}"' if short else ""


class Text:
    """Writes the texts of one deck; remembers the properties that it has written, for most runs look like another."""

    __slots__ = ("_colours", "_faces", "_levels", "_paragraphs", "_runs", "kern", "language", "theme")

    def __init__(self, theme: Theme, language: str) -> None:
        self.theme = theme
        self.kern = f'kern="{round(KERNED * min(theme.scale, 1) * 100)}"'
        self.language = language
        self._runs: dict[tuple[object, ...], tuple[str, str]] = {}
        self._paragraphs: dict[tuple[object, ...], str] = {}
        self._faces: dict[str, str] = {}
        self._levels: dict[tuple[object, ...], str] = {}
        self._colours: dict[str, str] = {}

    def paragraphs(
        self,
        paragraphs: Sequence[Paragraph],
        language: str,
        links: Links,
        frame: Frame | None = None,
        number: str | None = None,
    ) -> str:
        """Paragraphs; never none, for a body without one is invalid."""
        if not paragraphs:
            return f"<a:p><a:endParaRPr {TAGS[language]}/></a:p>"
        out: list[str] = []
        for p in paragraphs:
            base = frame.level(p.tier) if frame else None
            out.append(f"<a:p>{self._paragraph_properties(p, base)}")
            end = ""
            for run in p.runs:
                end = self._run(out, run, p.size, language, links, base, number)
            out.append(end or self._end(p, language, base))
            out.append("</a:p>")
        return "".join(out)

    def _run(
        self, out: list[str], run: Run, size: float, language: str, links: Links, base: Level | None, number: str | None
    ) -> str:
        """Adds a run, with breaks and the number's field; gives the end of a paragraph that ends with it."""
        head, children = self.run_properties(run, size, language_of(run.text, run.language or language), base)
        click = links.click(run.link, run.colour != "link") if run.link else ""
        inside = children + click
        properties = f"<a:rPr {head}>{inside}</a:rPr>" if inside else f"<a:rPr {head}/>"
        for i, part in enumerate(run.text.split("\n")):
            if i:
                out.append(f"<a:br>{properties}</a:br>")
            if number and number in part:
                before, _, part = part.partition(number)
                if before:
                    out.append(f"<a:r>{properties}<a:t>{text(before)}</a:t></a:r>")
                out.append(slide_number(properties, number))
            if part:
                out.append(f"<a:r>{properties}<a:t>{text(part)}</a:t></a:r>")
        return f"<a:endParaRPr {head}>{children}</a:endParaRPr>" if children else f"<a:endParaRPr {head}/>"

    def _end(self, p: Paragraph, language: str, base: Level | None) -> str:
        """The end of a paragraph without runs, which gives its line its height."""
        run = Run("", base.font, base.bold, base.colour, struck=base.struck) if base else Run("", "text", False, "text")
        head, children = self.run_properties(run, p.size, language, base)
        return f"<a:endParaRPr {head}>{children}</a:endParaRPr>"

    def run_properties(self, run: Run, size: float, language: str, base: Level | None) -> tuple[str, str]:
        """Attributes and children of `rPr`."""
        key = (run.font, run.bold, run.colour, size, language, base, run.spacing, run.struck)
        written = self._runs.get(key)
        if written is None:
            head = TAGS[language] + _proof(run.font)
            if base is None or size != base.size:
                head += f' sz="{round(size * 100)}"'
            if base is None or run.bold != base.bold:
                head += f' b="{int(run.bold)}"'
            if run.struck != (base is not None and base.struck):
                head += f' strike="{STRIKE[run.struck]}"'
            if run.spacing:
                head += f' spc="{round(run.spacing * size * 100)}"'
            children = ""
            if base is None or run.colour != base.colour:
                children += self.fill(run.colour)
            if base is None or run.font != base.font:
                children += self.faces(run.font)
            written = self._runs[key] = (head, children)
        return written

    def _paragraph_properties(self, p: Paragraph, base: Level | None) -> str:
        level = p.level if base is None else p.tier
        key = (p.leading, p.before, p.align, level, p.indent, p.hang, p.bullet, base)
        written = self._paragraphs.get(key)
        if written is None:
            written = self._paragraphs[key] = self._fresh_properties(p, level, base)
        return written

    def _fresh_properties(self, p: Paragraph, level: int, base: Level | None) -> str:
        head = f' lvl="{level}"' if level else ""
        if base is None or (emu(p.indent), emu(p.hang)) != (emu(base.indent), emu(base.hang)):
            head = f' marL="{emu(p.indent)}"{head} indent="{emu(-p.hang)}"'
        if base is None or p.align != base.align:
            head += f' algn="{ALIGN[p.align]}"'
        if base is None:
            head += f" {FLAGS}"
        children = ""
        if base is None or percent(p.leading) != percent(base.leading):
            children += leading(p.leading)
        if base is None or before(p.before) != before(base.before):
            children += before(p.before)
        if base is None or list_start(p.bullet) != base.bullet:
            children += self.bullet(p.bullet)
        elif p.bullet and p.bullet.number and p.bullet.start != 1:
            children += _numbers(p.bullet.start)
        if children:
            return f"<a:pPr{head}>{children}</a:pPr>"
        return f"<a:pPr{head}/>" if head else ""

    def levels(self, levels: Iterable[Level]) -> str:
        """Levels as they stand in a list style: everything said."""
        return "".join(self._level(n, level) for n, level in enumerate(levels, 1))

    def _level(self, n: int, level: Level) -> str:
        key = n, level
        written = self._levels.get(key)
        if written is None:
            written = self._levels[key] = self._fresh_level(n, level)
        return written

    def _fresh_level(self, n: int, level: Level) -> str:
        return (
            f'<a:lvl{n}pPr marL="{emu(level.indent)}" indent="{emu(-level.hang)}" algn="{ALIGN[level.align]}" '
            f'defTabSz="914400" {FLAGS}>{leading(level.leading)}{before(level.before)}{self.bullet(level.bullet)}'
            f'<a:defRPr sz="{round(level.size * 100)}" b="{int(level.bold)}" {self.kern}'
            f"{_struck(level)}{_proof(level.font)}>"
            f"{self.fill(level.colour)}{self.faces(level.font)}</a:defRPr></a:lvl{n}pPr>"
        )

    def fill(self, role: str, opacity: float = 1.0) -> str:
        """A plain fill in a colour of the theme, or in a colour of its own (a logo's `#RRGGBB`)."""
        return f"<a:solidFill>{self.colour(role, opacity)}</a:solidFill>"

    def colour(self, role: str, opacity: float = 1.0) -> str:
        """A colour of the theme: its slot, with what makes a tint of it; or a colour of its own. `opacity` is a
        share."""
        if opacity < 1:
            alpha = f'<a:alpha val="{round(max(opacity, 0.0) * 100_000)}"/>'
            opaque = self.colour(role)
            if opaque.endswith("Clr>"):
                head, _, end = opaque.rpartition("</")
                return f"{head}{alpha}</{end}"
            return f"{opaque.removesuffix('/>')}>{alpha}</{opaque[1:].partition(' ')[0]}>"
        known = self._colours.get(role)
        if known is None:
            known = self._colours[role] = (
                f'<a:srgbClr val="{self.theme.hex(role)}"/>' if role.startswith("#") else scheme(self.theme.tint(role))
            )
        return known

    def faces(self, font: str) -> str:
        """The typefaces of a font role: the theme's major or minor fonts, or the family of `code` for its Latin."""
        if font == EMOJI:  # PowerPoint takes another one of the system where it is not installed
            name = attribute(EMOJI_FAMILY)
            self._faces[font] = "".join(f'<a:{script} typeface="{name}"/>' for script in ("latin", "ea", "cs", "sym"))
        if font not in self._faces:
            pair = "mj" if font == "heading" else "mn"
            latin = f"+{pair}-lt" if font != "code" else attribute(self.theme.fonts["code"].family)
            other = f"+{pair}-cs" if font != "code" else latin
            self._faces[font] = f'<a:latin typeface="{latin}"/><a:ea typeface="+{pair}-ea"/><a:cs typeface="{other}"/>'
        return self._faces[font]

    @property
    def families(self) -> tuple[str, ...]:
        """The families that were named so far and are none of the theme's."""
        return (EMOJI_FAMILY,) if EMOJI in self._faces else ()

    def bullet(self, bullet: Bullet | None) -> str:
        """A list mark in the theme's text font, which layout measured it in."""
        if bullet is None:
            return "<a:buNone/>"
        colour = f"<a:buClr>{self.colour(bullet.colour)}</a:buClr>"
        if bullet.number:
            return f'{colour}<a:buFont typeface="+mn-lt"/>{_numbers(bullet.start)}'
        return f'{colour}<a:buFont typeface="+mn-lt"/><a:buChar char="{attribute(bullet.mark)}"/>'


def _numbers(start: int) -> str:
    """Numbers of a list, counted by PowerPoint from `start` on."""
    first = f' startAt="{start}"' if start != 1 else ""
    return f'<a:buAutoNum type="arabicPeriod"{first}/>'


def _struck(level: Level) -> str:
    return f' strike="{STRIKE[True]}"' if level.struck else ""


def _proof(font: str) -> str:
    """Code is not proofread: it would be underlined in red from end to end."""
    return ' noProof="1"' if font == "code" else ""


def scheme(tint: Tint) -> str:
    """`schemeClr`: a slot of the theme, and what becomes of it."""
    slot, lum_mod, lum_off, sat_mod = tint
    changes = f'<a:satMod val="{sat_mod}"/>' if sat_mod != FULL else ""
    changes += f'<a:lumMod val="{lum_mod}"/>' if lum_mod != FULL else ""
    changes += f'<a:lumOff val="{lum_off}"/>' if lum_off else ""
    return f'<a:schemeClr val="{slot}">{changes}</a:schemeClr>' if changes else f'<a:schemeClr val="{slot}"/>'


def slide_number(properties: str, shown: str) -> str:
    """The field that PowerPoint fills with the slide's number."""
    return (
        f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">{properties}<a:t>{shown}</a:t></a:fld>'
    )


def percent(share: float) -> int:
    """Line spacing (ECMA-376 part 1, 21.1.2.2.11) in whole percent: PowerPoint rounds to that anyway."""
    return int(share * 100 + 0.5)


def leading(share: float) -> str:
    """Line spacing, in thousandths of a percent."""
    return f'<a:lnSpc><a:spcPct val="{percent(share) * 1000}"/></a:lnSpc>'


def before(points: float) -> str:
    """The space above a paragraph, in hundredths of a point."""
    return f'<a:spcBef><a:spcPts val="{round(points * 100)}"/></a:spcBef>'


def body_properties(
    block: TextBlock | Frame,
    frame: Frame | None = None,
    margin: tuple[float, float] = (0.0, 0.0),
    reshaped: bool = False,
    shrinks: bool = False,
) -> str:
    """`bodyPr`: everything where there is no frame to inherit from, else what differs from it.

    `margin` is what the shape's own outline keeps free at the sides and at top and bottom, which insets come on top of;
    `reshaped` says that it is not the frame's. Text that `shrinks` becomes smaller where there is more than fits.
    """
    sides = zip(("lIns", "tIns", "rIns", "bIns"), block.inset, margin * 2, strict=True)
    insets = " ".join(f'{k}="{emu(max(v - own, 0.0))}"' for k, v, own in sides)
    anchor = f'anchor="{ANCHOR[block.anchor]}"'
    wrap = f'wrap="{"square" if block.wrap else "none"}"'
    if frame is None:
        fit = "<a:normAutofit/>" if shrinks else "<a:noAutofit/>"
        return f'<a:bodyPr vert="horz" {wrap} {insets} rtlCol="0" {anchor}>{fit}</a:bodyPr>'
    xml = [insets] if reshaped or block.inset != frame.inset else []
    xml += [anchor] if block.anchor != frame.anchor else []
    xml += [wrap] if block.wrap != frame.wrap else []
    return f"<a:bodyPr {' '.join(xml)}/>" if xml else "<a:bodyPr/>"
