"""What a finished file says: its words in order, and the key of the row that it carries. Read from its bytes alone, by
none of what wrote them."""

from __future__ import annotations

import html
import re
import unicodedata
import zipfile
from io import BytesIO
from typing import Any, NamedTuple
from zlib import error as ZlibError

import pikepdf

_TEXT = re.compile(rb"<a:t>([^<]*)</a:t>")
_KEY = re.compile(rb'name="deckgen\.variant"><vt:lpwstr>([^<]*)<')
_META = re.compile(r'<meta name="deckgen\.variant" content="([^"]*)">')
_NO_WORDS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
#: What shows words in a page's content: a font is taken, words are shown, a form is drawn.
_SHOWN = re.compile(rb"/([^\s/\[\]<>()]+)\s+[-\d.]+\s+Tf|<([0-9A-Fa-f]+)>|/([^\s/\[\]<>()]+)\s+Do\b")
_MAPPED = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


class Contents(NamedTuple):
    """The words of a file without spaces, as they are compared, and the key of its row ("" where it has none)."""

    words: str
    key: str


class NoContents(Exception):
    """A file that is not sound."""


def folded(text: str) -> str:
    """Words as they are compared: composed, in the letters that are meant, without spaces and soft hyphens."""
    return re.sub(r"[\s\u00ad\u200b\u2060]+", "", unicodedata.normalize("NFKC", text))


def has_words(name: str) -> bool:
    """Whether a file of this name has words that can be read."""
    return name.endswith((".pptx", ".pdf", ".html"))


def contents(name: str, data: bytes) -> Contents:
    """What a file says. Raises NoContents where it cannot be read."""
    try:
        if name.endswith(".pptx"):
            return _deck(data)
        return _pdf(data) if name.endswith(".pdf") else _page(data)
    except (zipfile.BadZipFile, pikepdf.PdfError, ZlibError, LookupError, ValueError, EOFError) as e:
        raise NoContents from e


def _deck(data: bytes) -> Contents:
    with zipfile.ZipFile(BytesIO(data)) as parts:
        names = sorted(n for n in parts.namelist() if re.fullmatch(r"ppt/(?:slides|notesSlides)/[^/]+\.xml", n))
        words = b"\n".join(word for name in names for word in _TEXT.findall(parts.read(name)))
        key = _KEY.search(parts.read("docProps/custom.xml"))
    return Contents(folded(html.unescape(words.decode())), html.unescape(key[1].decode()) if key else "")


def _page(data: bytes) -> Contents:
    text = data.decode()
    key = _META.search(text)
    return Contents(folded(html.unescape(_NO_WORDS.sub(" ", text))), html.unescape(key[1]) if key else "")


def _pdf(data: bytes) -> Contents:
    with pikepdf.open(BytesIO(data)) as pdf:
        about: Any = pdf.trailer.get("/Info")
        key = str(about.get("/deckgen.variant", "")) if about is not None else ""
        reader = _Reader()
        words = "\n".join(reader.words(page.obj.get("/Resources", {}), _stream(page.obj)) for page in pdf.pages)
    return Contents(folded(words), key)


def _stream(page: Any) -> bytes:
    content = page.get("/Contents")
    if content is None:
        return b""
    streams = list(content) if isinstance(content, pikepdf.Array) else [content]
    return b"\n".join(stream.read_bytes() for stream in streams)


class _Reader:
    """Reads the words of streams; fonts and forms are read once."""

    def __init__(self) -> None:
        self._fonts: dict[Any, dict[int, str]] = {}
        self._forms: dict[Any, str] = {}

    def words(self, resources: Any, stream: bytes) -> str:
        """The words that a stream shows."""
        out: list[str] = []
        letters: dict[int, str] = {}
        for match in _SHOWN.finditer(stream):
            font, codes, form = match.groups()
            if font is not None:
                letters = self._letters(resources.get("/Font", {}).get(f"/{font.decode()}"))
            elif codes is not None:
                out.append("".join(letters.get(int(codes[n : n + 4], 16), "") for n in range(0, len(codes), 4)))
            else:
                out.append(self._form(resources.get("/XObject", {}).get(f"/{form.decode()}")))
        return "".join(out)

    def _form(self, form: Any) -> str:
        if form is None or form.get("/Subtype") != "/Form":
            return ""
        place = form.objgen
        if place not in self._forms:
            self._forms[place] = ""  # one that shows itself
            self._forms[place] = self.words(form.get("/Resources", {}), form.read_bytes())
        return self._forms[place]

    def _letters(self, font: Any) -> dict[int, str]:
        """The letters that the codes of a font stand for (ToUnicode)."""
        if font is None or "/ToUnicode" not in font:
            return {}
        place = font.objgen
        if place not in self._fonts or place == (0, 0):
            self._fonts[place] = _mapped(font["/ToUnicode"].read_bytes())
        return self._fonts[place]


def _mapped(cmap: bytes) -> dict[int, str]:
    letters: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in _MAPPED.findall(block):
            letters[int(code, 16)] = _unicode(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in _RANGE.findall(block):
            for n in range(int(first, 16), int(last, 16) + 1):
                letters[n] = chr(ord(_unicode(text)[-1]) + n - int(first, 16))
    return letters


def _unicode(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")
