"""The package: parts, their content types, their relations, and the canonical zip (ECMA-376 part 2).

Part names here have no leading slash, as in the zip.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice
from posixpath import dirname, relpath, split

from deckgen.writers.pptx.xml import HEAD, R, attribute
from deckgen.writers.pptx.zipping import Archive, entry

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_META = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
_OFFICE = "application/vnd.openxmlformats-officedocument."
#: Content type of each kind of part; those in PresentationML first.
CONTENT = {
    **{
        kind: f"{_OFFICE}presentationml.{kind}+xml"
        for kind in (
            *("slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster", "handoutMaster"),
            *("presProps", "viewProps", "tableStyles"),
        )
    },
    "presentation": f"{_OFFICE}presentationml.presentation.main+xml",
    "theme": f"{_OFFICE}theme+xml",
    "chart": f"{_OFFICE}drawingml.chart+xml",
    "core": "application/vnd.openxmlformats-package.core-properties+xml",
    "app": f"{_OFFICE}extended-properties+xml",
    "custom": f"{_OFFICE}custom-properties+xml",
}
#: Relations whose type is not `officeDocument/2006/relationships/<kind>`.
_KINDS = {
    "presentation": f"{R}/officeDocument",
    "core": f"{_META}core-properties",
    "app": f"{R}/extended-properties",
    "custom": f"{R}/custom-properties",
    "thumbnail": f"{_META}thumbnail",
}
#: First bytes of the pictures that PowerPoint reads everywhere: extension, content type.
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
    b"\xff\xd8\xff": ("jpeg", "image/jpeg"),
    b"GIF8": ("gif", "image/gif"),
}


class Relations:
    """The relations of one part, numbered as they are asked for; the same one is asked for once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._ids: dict[tuple[str, str, bool], str] = {}

    def to(self, kind: str, part: str) -> str:
        """The id of the relation to another part."""
        return self._id(_KINDS.get(kind) or f"{R}/{kind}", part, False)

    def outside(self, kind: str, address: str) -> str:
        """The id of a relation to an address, already percent-encoded."""
        return self._id(f"{R}/{kind}", address, True)

    def _id(self, kind: str, target: str, external: bool) -> str:
        key = (kind, target, external)
        return self._ids.setdefault(key, f"rId{len(self._ids) + 1}")

    def xml(self) -> bytes:
        """The part that holds the relations."""
        home = dirname(self.source)
        out = [HEAD, f'<Relationships xmlns="{_RELATIONS}">']
        for (kind, target, external), rid in self._ids.items():
            folder, name = split(target)
            where = attribute(target) if external else _step(folder, home) + name
            mode = ' TargetMode="External"' if external else ""
            out.append(f'<Relationship Id="{rid}" Type="{kind}" Target="{where}"{mode}/>')
        out.append("</Relationships>")
        return "".join(out).encode()


@lru_cache(maxsize=256)
def _step(folder: str, home: str) -> str:
    """The way from one folder to another, with a slash at its end where there is one."""
    way = relpath(folder or ".", home or ".")
    return "" if way == "." else f"{way}/"


class Package:
    """Parts on their way into a file."""

    def __init__(self) -> None:
        self._parts: dict[str, bytes] = {}
        self._overrides: dict[str, str] = {}
        self._defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
        self._media: dict[bytes, str] = {}
        #: Names that pictures take before they are counted.
        self._free: list[str] = []
        #: The names of the pictures that were asked for, each time.
        self.pictures: list[str] = []
        self._charts = 0
        self._fonts = 0
        self._relations: dict[str, Relations] = {}
        self.root = self.relations("")

    def relations(self, source: str) -> Relations:
        """The relations of a part, or those of the package itself for the name ""."""
        if source not in self._relations:
            self._relations[source] = Relations(source)
        return self._relations[source]

    def add(self, name: str, kind: str, xml: str) -> str:
        """Puts a part in; `kind` is a key of `CONTENT`."""
        self._parts[name] = xml.encode()
        self._overrides[name] = CONTENT[kind]
        return name

    def picture(self, data: bytes) -> str:
        """The part that holds a picture; the same bytes make one part."""
        key = hashlib.sha1(data, usedforsecurity=False).digest()
        if key not in self._media:
            extension, content = _picture_type(data)
            free = self._free.pop(0) if self._free else ""
            usual = f"ppt/media/image{len(self._media) + 1}.{extension}"
            self._media[key] = name = free if free.endswith(f".{extension}") else usual
            self._parts[name] = data
            self._defaults[extension] = content
        self.pictures.append(self._media[key])
        return self._media[key]

    def thumbnail(self, data: bytes) -> None:
        """Puts the small picture in that file managers show, a JPEG."""
        name = "docProps/thumbnail.jpeg"
        self._parts[name] = data
        self._defaults["jpeg"] = "image/jpeg"
        self.root.to("thumbnail", name)

    def chart(self) -> tuple[str, str]:
        """The names of the next chart's part and of its workbook."""
        self._charts += 1
        return f"ppt/charts/chart{self._charts}.xml", f"ppt/embeddings/workbook{self._charts}.xlsx"

    @property
    def charts(self) -> int:
        """How many charts there are."""
        return self._charts

    @property
    def size(self) -> int:
        """How many parts there are."""
        return len(self._parts)

    def names(self, first: int) -> tuple[str, ...]:
        """The names of the parts from a number on, in the order in which they were put in, but for pictures."""
        return tuple(name for name in islice(self._parts, first, None) if not name.startswith("ppt/media/"))

    def part(self, name: str) -> bytes:
        """A part."""
        return self._parts[name]

    def beside(self, charts: int, free: Sequence[str] = ()) -> Package:
        """An empty package for parts that are written anew: pictures have the names that they have in this one, but for
        those that are `free` for others; charts are counted from so many on."""
        package = Package()
        package._media, package._charts = {key: name for key, name in self._media.items() if name not in free}, charts
        package._free = list(free)
        return package

    def font(self, data: bytes) -> str:
        """Puts an embedded font in."""
        self._fonts += 1
        name = f"ppt/fonts/font{self._fonts}.fntdata"
        self._parts[name] = data
        self._defaults["fntdata"] = "application/x-fontdata"
        return name

    def workbook(self, name: str, data: bytes) -> str:
        """Puts a spreadsheet in."""
        self._parts[name] = data
        self._defaults["xlsx"] = f"{_OFFICE}spreadsheetml.sheet"
        return name

    def finished(self) -> dict[str, bytes]:
        """All entries of the zip in their order: content types, the package's relations, then by name."""
        out = self.written()
        first = {"[Content_Types].xml": self._content_types(), "_rels/.rels": out.pop("_rels/.rels")}
        return first | {name: out[name] for name in sorted(out)}

    def written(self) -> dict[str, bytes]:
        """The parts that were put in, and their relations."""
        out = dict(self._parts)
        for source, relations in self._relations.items():
            folder, name = split(source)
            out[f"{folder}/_rels/{name}.rels".lstrip("/")] = relations.xml()
        return out

    def _content_types(self) -> bytes:
        out = [HEAD, f'<Types xmlns="{_TYPES}">']
        out += (f'<Default Extension="{e}" ContentType="{c}"/>' for e, c in sorted(self._defaults.items()))
        out += (f'<Override PartName="/{n}" ContentType="{c}"/>' for n, c in sorted(self._overrides.items()))
        out.append("</Types>")
        return "".join(out).encode()


def _picture_type(data: bytes) -> tuple[str, str]:
    for magic, ending in _PICTURES.items():
        if data.startswith(magic):
            return ending
    raise ValueError(f"a picture must be PNG, JPEG or GIF; this one starts with {data[:8]!r}")


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The file: the same parts give the same bytes on any day and machine."""
    return Archive(entry(name, data) for name, data in parts.items()).file()


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a file, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
