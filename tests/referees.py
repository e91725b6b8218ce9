"""Readers of other make as referees: they draw our decks, and their lines are held against those of our slides.pdf.

A text is looked up in both PDFs by its characters alone, as poppler reads them, so that it does not matter of what
shapes a deck is made, in which order they are drawn, or with what its gaps are filled.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from lxml import etree
from oracles import ROOT, OracleError, poppler

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
#: What of a deck's XML decides nothing about where texts stand: colours, lines, what has no text.
PAINT = [
    *(
        f"{A}{n}"
        for n in ("solidFill", "gradFill", "pattFill", "noFill", "ln", "lnL", "lnR", "lnT", "lnB", "effectLst")
    ),
    *(f"{A}{n}" for n in ("buClr", "highlight", "hlinkClick", "prstGeom", "custGeom", "tableStyleId", "extLst")),
    *(f"{P}{n}" for n in ("bg", "clrMap", "clrMapOvr", "style", "timing", "transition", "pic", "cxnSp", "extLst")),
]
FONTS = ROOT / "src" / "deckgen" / "fontfiles"
#: Where macOS has LibreOffice, which is not on PATH there.
ON_A_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")


class Word(NamedTuple):
    """A stretch of letters that stand on one line, in points from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Place(NamedTuple):
    """Where a paragraph was found on a page: where its first letter stands, and its lines."""

    left: float
    top: float
    lines: tuple[str, ...]


class Difference(NamedTuple):
    """A paragraph that a reader breaks into another number of lines than we do."""

    slide: int
    text: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]

    def __str__(self) -> str:
        return f"slide {self.slide}: {' | '.join(self.ours)}  ->  {' | '.join(self.theirs)}"


class Comparison(NamedTuple):
    """What became of a deck's paragraphs: how many were found in both PDFs, those that were not, those with more lines,
    those with fewer."""

    found: int
    lost: tuple[tuple[int, str], ...]
    more: tuple[Difference, ...]
    fewer: tuple[Difference, ...]


def letters(text: str) -> str:
    """What is seen of a text: no spaces, no signs without width."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn"))


def words(pdf: Path) -> list[list[Word]]:
    """The words of each page in the order in which they are drawn."""
    said = poppler("pdftotext", "-raw", "-bbox", "-enc", "UTF-8", pdf, "-")
    # a PDF's text may have control characters, which XML has not
    tree = etree.fromstring(said.encode(), etree.XMLParser(recover=True))
    return [list(_page_words(page)) for page in tree.iter("{*}page")]


def _page_words(page: etree._Element) -> Iterator[Word]:
    """Those of one page, scaled to a page of 540 points."""
    k = 540 / float(page.get("height"))
    for word in page.iter("{*}word"):
        text = letters(word.text or "")
        if text:
            yield Word(text, *(float(word.get(edge)) * k for edge in ("xMin", "yMin", "xMax", "yMax")))


def paragraphs(deck: Path) -> list[list[str]]:
    """The letters of the paragraphs of each slide that is shown, without those that hold a number of a slide."""
    made = []
    with zipfile.ZipFile(deck) as archive:
        count = sum(n.startswith("ppt/slides/slide") for n in archive.namelist())
        for n in range(1, count + 1):
            root = etree.fromstring(archive.read(f"ppt/slides/slide{n}.xml"))
            if root.get("show") != "0":
                made.append([t for t in map(_paragraph_text, root.iter(A + "p")) if t])
    return made


def _paragraph_text(paragraph: etree._Element) -> str:
    if any(f.get("type") == "slidenum" for f in paragraph.iter(A + "fld")):
        return ""
    return letters("".join(t.text or "" for t in paragraph.iter(A + "t")))


def likenesses(deck: Path) -> list[bytes]:
    """Of each slide all that decides where its texts stand and how they break, without their colours: the slide, the
    placeholders of its layout and its master in which they stand, the master's styles, the fonts. Where two slides say
    the same, one reader draws their texts alike."""
    with zipfile.ZipFile(deck) as archive:
        parts: dict[str, etree._Element] = {}

        def part(name: str) -> etree._Element:
            return parts.setdefault(name, _without_paint(etree.fromstring(archive.read(name))))

        def related(name: str, kind: str) -> str:
            folder, file = posixpath.split(name)
            targets = etree.fromstring(archive.read(f"{folder}/_rels/{file}.rels"))
            found = next(r.get("Target") for r in targets if r.get("Type").endswith(f"/{kind}"))
            return posixpath.normpath(posixpath.join(folder, found))

        made = []
        for n in range(1, len(paragraphs(deck)) + 1):
            slide = f"ppt/slides/slide{n}.xml"
            layout = related(slide, "slideLayout")
            master = related(layout, "slideMaster")
            theme = part(related(master, "theme")).find(f".//{A}fontScheme")
            theme.attrib.pop("name", None)
            chain = [part(slide), *_placeholders(part(slide), part(layout), part(master))]
            chain += [part(master).find(f"{P}txStyles"), theme]
            made.append(b"\n".join(etree.tostring(e, method="c14n") for e in chain))
        return made


def _without_paint(root: etree._Element) -> etree._Element:
    """A part's XML without colours, names, and shapes that have neither text nor a place for it."""
    for element in [e for e in root.iter(*PAINT) if e.getparent() is not None]:
        element.getparent().remove(element)
    for shape in list(root.iter(f"{P}sp", f"{P}grpSp")):
        if shape.find(f".//{P}ph") is None and not any((t.text or "").strip() for t in shape.iter(f"{A}t")):
            shape.getparent().remove(shape)
    for named in root.iter(f"{P}cNvPr"):
        named.attrib.clear()
    return root


def _placeholders(slide: etree._Element, layout: etree._Element, master: etree._Element) -> Iterator[etree._Element]:
    """What the placeholders of a slide have from its layout and its master."""
    of_layout = {p.get("idx", "0"): p for p in layout.iter(f"{P}ph")}
    of_master = {p.get("type", "body"): p for p in master.iter(f"{P}ph")}
    for placeholder in slide.iter(f"{P}ph"):
        above = of_layout[placeholder.get("idx", "0")]
        kind = {"ctrTitle": "title", "subTitle": "body"}.get(above.get("type", "body"), above.get("type", "body"))
        for found in (above, of_master.get(kind, of_master["body"])):
            yield found.getparent().getparent().getparent()


def some_slides(deck: Path, numbers: Collection[int], to: Path) -> Path:
    """A deck of the same name in a folder, with some of its slides: the others are in the file, but in no list."""
    with zipfile.ZipFile(deck) as archive, zipfile.ZipFile(to / deck.name, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in archive.namelist():
            data = archive.read(name)
            if name == "ppt/presentation.xml":
                root = etree.fromstring(data)
                for n, listed in enumerate(list(root.find(f"{P}sldIdLst")), 1):
                    if n not in numbers:
                        listed.getparent().remove(listed)
                for lists in root.findall(f"{P}extLst") + root.findall(f"{P}custShowLst"):
                    root.remove(lists)
                data = etree.tostring(root)
            changed.writestr(name, data)
    return to / deck.name


def places(page: Sequence[Word], texts: Sequence[str]) -> dict[str, list[Place]]:
    """Where texts stand on a page, each as often as it is given; the longest is looked for first, and no letter belongs
    to two."""
    stream = "".join(word.text for word in page)
    owner = [word for word in page for _ in word.text]
    found: dict[str, list[Place]] = {}
    for text, count in sorted(Counter(texts).items(), key=lambda t: (-len(t[0]), t[0])):
        starts = [m.start() for m in re.finditer(re.escape(text), stream)]
        # neighbours may say the same together as a text alone
        starts.sort(key=lambda at: _spread(owner[at : at + len(text)]))
        found[text] = [_place(owner[at : at + len(text)], text) for at in starts[:count]]
        for at in starts[:count]:
            stream = stream[:at] + "\0" * len(text) + stream[at + len(text) :]
    return found


def _spread(owner: Sequence[Word]) -> float:
    """How far the words of these letters are from each other, in points."""
    return sum(abs(b.left - a.right) + abs(b.top - a.top) for a, b in pairwise(owner) if a is not b)


def _place(owner: Sequence[Word], text: str) -> Place:
    """A paragraph's lines: a new one begins where a word stands lower than the last and not to the right of it."""
    lines = [""]
    last = owner[0]
    for letter, word in zip(text, owner, strict=True):
        lower = (word.top + word.bottom) / 2 - (last.top + last.bottom) / 2
        if word is not last and lower > (word.bottom - word.top) * 0.4 and word.left < last.right:
            lines.append("")
        lines[-1] += letter
        last = word
    return Place(owner[0].left, owner[0].top, tuple(lines))


def compare(
    deck: Path, ours: Path, theirs: Sequence[Sequence[Word]], first: int = 1, but: Collection[str] = ()
) -> Comparison:
    """Holds a reader's pages of a deck, from the slide `first` to its end, against our slides, without the texts whose
    letters are in `but`."""
    found, lost, more, fewer = 0, [], [], []
    pages = zip(paragraphs(deck)[first - 1 :], words(ours)[first - 1 :], theirs, strict=True)
    for number, (there, our_words, their_words) in enumerate(pages, first):
        texts = [text for text in there if text not in but]
        our_places, their_places = places(our_words, texts), places(their_words, texts)
        for text in dict.fromkeys(texts):
            pairs = _pairs(our_places[text], their_places[text])
            found += len(pairs)
            lost += [(number, text)] * (texts.count(text) - len(pairs))
            differences = [Difference(number, text, a.lines, b.lines) for a, b in pairs]
            more += [d for d in differences if len(d.theirs) > len(d.ours)]
            fewer += [d for d in differences if len(d.theirs) < len(d.ours)]
    return Comparison(found, tuple(lost), tuple(more), tuple(fewer))


def _pairs(ours: list[Place], theirs: list[Place]) -> list[tuple[Place, Place]]:
    """The same text in both, each with the nearest that is left."""
    left, pairs = list(theirs), []
    for place in ours:
        if left:
            near = min(left, key=lambda p: abs(p.left - place.left) + abs(p.top - place.top))
            left.remove(near)
            pairs.append((place, near))
    return pairs


def libreoffice(decks: Sequence[Path], to: Path, ending: str = "pdf") -> None:
    """Draws decks into files of the same name in a folder, PDFs or others by their `ending`, in one process that has
    our fonts and no others."""
    program = shutil.which("soffice") or (ON_A_MAC if ON_A_MAC.exists() else None)
    if not program:
        hint = "`make test` installs it (Debian: apt-get install libreoffice-impress)"
        raise OracleError(f"LibreOffice is not installed; {hint}")
    home = to / "home"
    home.mkdir()
    fonts = home / "fonts.conf"
    folders = f"<dir>{escape(str(FONTS))}</dir><cachedir>{escape(str(home / 'fonts'))}</cachedir>"
    fonts.write_text(f"<fontconfig>{folders}</fontconfig>", encoding="utf-8")
    command = [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]
    environment = os.environ | {"HOME": str(home), "FONTCONFIG_FILE": str(fonts)}
    done = subprocess.run(
        [*command, "--convert-to", ending, "--outdir", to, *decks],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    absent = [deck.name for deck in decks if not (to / deck.name).with_suffix(f".{ending}").exists()]
    if done.returncode or absent:
        raise OracleError(f"LibreOffice drew no {', '.join(absent)}: {done.stdout}{done.stderr}")


def office2pdf(deck: Path, to: Path, first: int = 1, fonts: Path = FONTS) -> Path:
    """Draws a deck, from the slide `first` to its end, with the fonts of a folder; gives back the PDF."""
    try:
        import office2pdf as reader
    except ImportError:
        raise OracleError("office2pdf is not installed: it has no wheel for this machine") from None
    with zipfile.ZipFile(deck) as archive:
        last = len(etree.fromstring(archive.read("ppt/presentation.xml")).find(f"{P}sldIdLst"))
    drawn = reader.convert_path(str(deck), reader.ConvertOptions(font_paths=[fonts], slide_range=f"{first}-{last}"))
    pdf = to / f"{deck.stem}.pdf"
    pdf.write_bytes(drawn.pdf)
    return pdf
