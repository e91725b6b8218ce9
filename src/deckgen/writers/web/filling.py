"""The templates of web pages, filled: with the words of the theme, its colours by day and by night, its faces."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape, unescape
from typing import Any, Literal, NamedTuple

import uharfbuzz as hb

from deckgen.languages import LANGUAGES
from deckgen.reading.brand import Brand
from deckgen.reading.fonts import EMOJI
from deckgen.richtext import Inline, Mark, Prose, one_paragraph
from deckgen.writers.colours import on_white
from deckgen.writers.templates import fill, offered

#: The elements of marks, the innermost first.
_TAGS: dict[Mark, str] = {"code": "code", "strong": "strong", "emphasis": "em"}
_CODE = re.compile("<code>(.*?)</code>")
_TAG = re.compile("<[^>]*>")
#: Words that a script puts somewhere.
_DATA = re.compile(' data-[a-z]+="([^"]*)"')
#: The roles that pages are made of by night and while slides are shown.
NIGHT = ("dark", "light", "dim", "glow", "band")


class Families(NamedTuple):
    """The families that browsers are asked for where the theme's font has no letter."""

    families: tuple[str, ...]


class Record(NamedTuple):
    """What the page's style sheet knows of its language: its fallback fonts, whether spaces part its words."""

    fallback: Families
    spaced: bool


def filled(
    name: str, values: Mapping[str, Any], brand: Brand, language: str, headings: Sequence[str], later: str = ""
) -> bytes:
    """A page; its styles and faces are for the elements and letters that it has. `headings` are titles as HTML, `later`
    has the letters that its script may show."""
    theme = brand.theme
    code = "".join(c for heading in headings for c in _CODE.findall(heading))
    record = LANGUAGES[language]
    common = {
        "language": language,
        "family": theme.fonts["text"].family,
        "record": Record(Families(record.fallback.families), record.spaced),
        "theme": theme.name,
        "colour": on_white(theme.printed()),
        "accent": f"#{theme.printed().hex('accent')}",
        "night": {role: f"#{theme.hex(role)}" for role in NIGHT},
        "word": offered(lambda key, **v: theme.word(key, language, **v)),
        "size": offered(size_in_words),
        "coded": bool(code),
        "stressed": any("<em>" in heading for heading in headings),
    }
    page = fill(brand.web, name, {**common, **values, "faces": "@@FACES@@"}, "web page")
    # the letters of the page, in the theme's own faces
    plain = re.sub(r"<svg.*?</svg>|<style.*?</style>|<script.*?</script>", "", page, flags=re.S)
    bold = _TAG.sub(" ", plain) + "".join(_DATA.findall(plain))
    faces = _face(brand, "text", False, plain + later) + _face(brand, "text", True, bold)
    faces += _face(brand, "code", True, unescape(code)) if code else ""  # headings are bold
    if emoji := brand.fonts.emoji_in(plain):
        faces += _emoji(brand.fonts.face(EMOJI, False).data, emoji)
    return page.replace("@@FACES@@", faces).encode("utf-8")


def _face(brand: Brand, font: Literal["text", "code"], bold: bool, letters: str) -> str:
    """A face of the theme, subset to what a page says in it, inside the page: `deck`, or `deck-code`."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(ord(c) for c in set(letters) if c.isprintable())
    data = b64encode(hb.subset(hb.Face(brand.fonts.face(font, bold).data), wanted).blob.data).decode("ascii")
    family, weight = "deck-code" if font == "code" else "deck", 700 if bold else 400
    source = f'url(data:font/ttf;base64,{data}) format("truetype")'
    return f'@font-face{{font-family:"{family}";font-weight:{weight};src:{source}}}'


def _emoji(font: bytes, letters: str) -> str:
    """The face of emoji, subset to some letters, for these alone."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    data = b64encode(hb.subset(hb.Face(font), wanted).blob.data).decode("ascii")
    source = f'url(data:font/ttf;base64,{data}) format("truetype")'
    used = ",".join(f"U+{ord(c):X}" for c in letters)
    return f'@font-face{{font-family:"deck";font-weight:400 700;unicode-range:{used};src:{source}}}'


def html(title: Prose, language: str) -> str:
    """A title as HTML on a page in `language`: its marks as elements, its own language where it is another one."""
    words = "".join(map(_element, one_paragraph(title)))
    return words if title.language == language else f'<span lang="{title.language}">{words}</span>'


def _element(inline: Inline) -> str:
    words = escape(inline.text.replace("\u00a0", " "), quote=False)
    for mark, tag in _TAGS.items():
        if mark in inline.marks:
            words = f"<{tag}>{words}</{tag}>"
    return words


def one_line(text: str) -> str:
    """A text with every stretch of white space as one space."""
    return " ".join(text.split())


def size_in_words(n: int) -> str:
    """A size as people say it."""
    return f"{n / 1000:,.0f} kB" if n < 1_000_000 else f"{n / 1_000_000:,.1f} MB"
