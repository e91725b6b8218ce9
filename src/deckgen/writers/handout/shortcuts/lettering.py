"""Text in a face that we know: shaped word by word, as our typesetter has measured it, and drawn without Pango."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from weasyprint import draw
from weasyprint.text import fonts as pango_fonts
from weasyprint.text.line_break import Layout, first_line_metrics

from deckgen.languages import LANGUAGES
from deckgen.reading.fonts import FEATURES, Face
from deckgen.writers.handout.shortcuts import faces
from deckgen.writers.handout.shortcuts.plain import strut
from deckgen.writers.handout.shortcuts.writing import to_bytes

_original = draw.draw_text
#: The attributes that keep inks, of a font configuration; of a style how text of it is set, and its colour as streams
#: know it.
_INKS, _LOOK, _COLOUR = "kept_inks", "kept_look", "kept_colour"
#: Letters that stand one after the other from left to right, whatever is beside them, and that draw something: none of
#: scripts that run to the left or join, no controls.
_SIMPLE = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u058f\u1100-\u11ff\u1e00-\u200a\u2010-\u2027\u202f-\u205f\u2070-\u2bff"
    "\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]*"
)
#: The features that styles ask for where they are those that texts are measured with.
_FEATURES = {feature: 0 for feature, on in FEATURES.items() if not on}


def take() -> None:
    """Has text that is set here drawn here."""
    draw.draw_text = _draw


class Word(NamedTuple):
    """A shaped word with the space behind it: the inside of a hexadecimal string for `TJ`, its width in em, and its
    glyphs with the letter and the width (thousandths of an em) of each."""

    codes: str
    width: float
    glyphs: tuple[tuple[int, str, int], ...]


#: The words of each face as they are drawn, for all documents.
_shapes: WeakKeyDictionary[Face, dict[str, Word | None]] = WeakKeyDictionary()


def prepare(face: Face, texts: Iterable[str]) -> None:
    """Shapes the words of texts in a face, before there are processes that each would shape them."""
    shaper = _Shaper(face)
    for text in texts:
        for word in _words(text):
            shaper.word(word)


class _Shaper:
    """A face: its words as they are drawn."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._words = _shapes.setdefault(face, {})
        self._glyphs: dict[tuple[int, str], tuple[int, str, int]] = {}

    def word(self, text: str) -> Word | None:
        """A word; None where it is not to be set here."""
        if text not in self._words:
            self._words[text] = self._shaped(text)
        return self._words[text]

    def _shaped(self, text: str) -> Word | None:
        """A word; None where letters and glyphs are not one for one, or do not stand on the line."""
        if not _SIMPLE.fullmatch(text) or self._face.missing(text):
            return None
        shaped = self._face.shape(text)
        if [g.cluster for g in shaped] != list(range(len(text))) or any(g.dy for g in shaped):
            return None
        codes, glyphs = "", []
        pen = wanted = 0.0
        for g in shaped:
            if shift := round((wanted + g.dx - pen) * 1000):
                codes += f">{-shift}<"
                pen += shift / 1000
            glyph = self._glyph(g.id, text[g.cluster])
            codes += f"{g.id:04x}"
            glyphs.append(glyph)
            pen += glyph[2] / 1000
            wanted += g.advance
        if shift := round((wanted - pen) * 1000):
            codes += f">{-shift}<"
        return Word(codes, wanted, tuple(glyphs))

    def _glyph(self, glyph: int, letter: str) -> tuple[int, str, int]:
        """A glyph with its letter and its width, the same object for all words."""
        key = glyph, letter
        if key not in self._glyphs:
            self._glyphs[key] = glyph, letter, round(self._face.width(letter) * 1000)
        return self._glyphs[key]


class Ink:
    """A face in one document."""

    def __init__(self, face: Face, style: Any) -> None:
        self._shaper = _Shaper(face)
        self._layout = Layout(style)  # kept: the font lives as long
        self._layout.set_text("x")
        self._font = self._layout.get_first_line()[0].runs[0].data.item.analysis.font
        self._embedded: tuple[Any, Any] | None = None
        #: What is shown of words that the font has all glyphs of.
        self._shown: dict[str, str] = {}

    def width(self, text: str) -> float | None:
        """The width of a text in em; None where it is not to be set here."""
        width = 0.0
        for part in _words(text):
            word = self._shaper.word(part)
            if word is None:
                return None
            width += word.width
        return width

    def codes(self, text: str, stream: Any) -> tuple[Any, str]:
        """The font of a text in a document, and what is shown with it."""
        if self._embedded is None or self._embedded[0] is not stream._fonts:
            self._embedded = stream._fonts, stream.add_font(self._font)[0]
            self._shown.clear()
        font, shown = self._embedded[1], self._shown
        codes = "".join([shown.get(word) or self._show(word, font) for word in _words(text)])
        return font, f"<{codes}>".replace("<>", "")

    def _show(self, text: str, font: Any) -> str:
        """What is shown of a word; its glyphs come into the font."""
        word = self._shaper.word(text)
        assert word is not None
        for glyph, letter, width in word.glyphs:
            font.widths.setdefault(glyph, width)
            font.to_unicode.setdefault(glyph, letter)
        self._shown[text] = word.codes
        return word.codes


def _words(text: str) -> list[str]:
    """The words of a text, each with the space behind it, which is kerned with it."""
    head, *rest = text.split(" ")
    if not rest:
        return [head]
    return [f"{head} ", *[f"{word} " for word in rest[:-1]], rest[-1]]


class Look(NamedTuple):
    """How text of a style is set: its ink; in pixels its size, the height of its letters, the half of the space between
    its lines, and the first baseline below the top of a line."""

    ink: Ink
    size: float
    height: float
    margin: float
    baseline: float


class Lettering:
    """A text as it is drawn; stands where WeasyPrint has a layout of Pango's."""

    first_line_direction = 0

    def __init__(self, text: str, ink: Ink) -> None:
        self.text = text
        self.ink = ink


def look(style: Any) -> Look | None:
    """How text of a style is set; None where that is left to Pango."""
    kept = style.__dict__.get(_LOOK, False)
    if kept is False:
        kept = _look(style) if _is_plain(style) else None
        setattr(style, _LOOK, kept)
    return kept  # type: ignore[no-any-return]


def _look(style: Any) -> Look | None:
    configuration = style.font_config
    key = style["font_family"][0], style["font_weight"]
    face = faces.face(configuration, *key)
    if face is None:
        return None
    inks = configuration.__dict__.setdefault(_INKS, {})
    if key not in inks:
        inks[key] = Ink(face, style)
    layout = Layout(style)
    layout.set_text("x")
    line, _ = layout.get_first_line()
    *_, height, baseline = first_line_metrics(line, "x", layout, None, False, style)
    margin = (strut(style)[0] - height) / 2
    return Look(inks[key], style["font_size"], height, margin, baseline + margin)


def _is_plain(style: Any) -> bool:
    """Whether a style asks for nothing but a face, a size and a colour."""
    features = pango_fonts.font_features(
        style["font_kerning"],
        style["font_variant_ligatures"],
        style["font_variant_position"],
        style["font_variant_caps"],
        style["font_variant_numeric"],
        style["font_variant_alternates"],
        style["font_variant_east_asian"],
        style["font_feature_settings"],
    )
    return bool(
        style["white_space"] == "pre"
        and style["direction"] == "ltr"
        and style["font_size"] > 0
        and style["font_style"] == "normal"
        and style["font_stretch"] == "normal"
        and style["font_variation_settings"] == "normal"
        and style["font_language_override"] == "normal"
        and style["letter_spacing"] == "normal"
        and style["word_spacing"] == 0
        and style["text_decoration_line"] == "none"
        and style["text_indent"].value == 0
        and style["lang"] in LANGUAGES
        and features == _FEATURES
    )


def _draw(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: Any) -> None:
    """`draw_text`: draws the text of a box."""
    set_text = textbox.pango_layout
    if type(set_text) is not Lettering:
        _original(stream, textbox, offset_x, text_overflow, block_ellipsis)
        return
    style, text = textbox.style, set_text.text
    if style["visibility"] != "visible":
        return
    stream.set_color(style["color"])
    stream.begin_text()
    if text.strip():
        font, codes = set_text.ink.codes(text, stream)
        stream.set_text_matrix(1, 0, 0, -1, textbox.position_x, textbox.position_y + textbox.baseline)
        stream.set_font_size(font.hash, style["font_size"])
        stream.show_text(codes)
    stream.end_text()


def write(stream: Any, textbox: Any) -> None:
    """Draws the text of a box that is set here, as content of its own in a file with tags: the operations of `_draw`
    between those that mark them, without asking what they follow."""
    tags = stream._tags
    mark = len(tags)
    tags[textbox] = {"tag": "Span", "mcid": mark}
    style, set_text, out = textbox.style, textbox.pango_layout, stream.stream
    out.append(b"/Span\n<</MCID %d>>\nBDC" % mark)
    if style["visibility"] == "visible":
        _set_colour(stream, style)
        if set_text.text.strip():
            font, codes = set_text.ink.codes(set_text.text, stream)
            x, y = to_bytes(textbox.position_x), to_bytes(textbox.position_y + textbox.baseline)
            size = to_bytes(style["font_size"])
            shown = codes.encode("ascii")
            out.append(b"BT\n1 0 0 -1 %b %b Tm\n/%b %b Tf\n[%b] TJ\nET" % (x, y, font.hash.encode(), size, shown))
        else:
            out.append(b"BT\nET")
    out.append(b"EMC")


def _set_colour(stream: Any, style: Any) -> None:
    """Sets the colour of a style, where the stream has another one."""
    known = style.__dict__.get(_COLOUR)
    if known is None:
        space = style["color"].space
        *channels, alpha = style["color"]
        known = f"a{alpha}", (space, *channels)
        setattr(style, _COLOUR, known)
    if stream._current_alpha != known[0] or stream._current_color != known[1]:
        stream.set_color(style["color"])
