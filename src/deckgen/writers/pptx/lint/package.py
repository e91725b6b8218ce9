"""Rules of the package: parts, their content types, and how they hang together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from zipfile import is_zipfile

from deckgen.patterns import regex
from deckgen.writers.pptx.lint.facts import TYPES, Deck
from deckgen.writers.pptx.lint.helpers import local, twice

#: Kinds of parts that say with what else they must hang together: the kinds of one relation each.
_NEEDS = {
    "slide": ("slideLayout",),
    "slideLayout": ("slideMaster",),
    "slideMaster": ("theme",),
    "notesSlide": ("slide", "notesMaster"),
    "notesMaster": ("theme",),
    "handoutMaster": ("theme",),
}
#: What a picture's bytes start with, by the extension of its part.
_PICTURES = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff", "jpg": b"\xff\xd8\xff", "gif": b"GIF8"}
#: What a relation leads to, by its kind, where the content type must say the same.
_LEADS = {*_NEEDS, "theme", "chart", "presProps", "viewProps", "tableStyles"}
#: The beginnings of content types that a relation's kind asks for.
_MEDIA = {
    "image": ("image/",),
    "thumbnail": ("image/",),
    "font": ("application/x-font", "application/vnd.openxmlformats-officedocument.obfuscatedFont", "font/"),
    "video": ("video/",),
    "audio": ("audio/",),
}
#: Addresses that run something, or hold what they lead to.
_SCRIPTS = regex(r"(?i)\s*(javascript|vbscript|data|blob|jar|view-source|ms-msdt|search-ms):")
_NEEDING = (b"Ignorable", b"MustUnderstand", b"Requires")
_NEEDED = regex(rb"\s(?:(?:\w+:)?(?:Ignorable|MustUnderstand)|Requires)\s*=\s*[\"']([^\"']*)[\"']")
_URI = regex(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
_MOMENT = regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def _package(deck: Deck) -> Iterator[str]:
    """Every part is there once, has a type, and is reached from the root."""
    for name, n in Counter(n.lower() for n in deck.parts).items():
        if n > 1:
            yield f"{name}: is there twice, in different letters"
    reached, stack = {""}, [""]
    while stack:
        source = stack.pop()
        for rid, (kind, target, outside) in deck.relations.get(source, {}).items():
            if outside:
                if _SCRIPTS.match(target):
                    yield f"{source}: `{rid}` leads to `{target[:40]}`, which is a script or data, not a place"
                elif not _URI.fullmatch(target):
                    yield f"{source}: `{rid}` leads to `{target}`, which is not a URI"
            elif target not in deck.parts:
                yield f"{source or 'the package'}: `{rid}` ({kind}) leads to `{target}`, which is not there"
            elif target not in reached:
                reached.add(target)
                stack.append(target)
    for name in deck.parts:
        if name == TYPES:
            continue
        if not deck.types[name]:
            yield f"{name}: has no content type"
        if name not in reached and not name.endswith(".rels"):
            yield f"{name}: nothing leads to it"


def _hanging(deck: Deck) -> Iterator[str]:
    """How slides, layouts, masters, notes and themes hang together."""
    themes: dict[str, str] = {}
    for source, relations in deck.relations.items():
        for rid, (kind, target, outside) in relations.items():
            if not outside and target in deck.parts and kind in _LEADS and deck.kind(target) != kind:
                actual = deck.kind(target) or "nothing"
                yield f"{source}: `{rid}` says that `{target}` is a {kind}, its content type says {actual}"
    for name in deck.parts:
        for kind in _NEEDS.get(deck.kind(name), ()):
            targets = deck.targets(name, kind)
            if len(targets) != 1:
                yield f"{name}: hangs together with {len(targets)} parts of kind {kind}; it must be one"
            for target in targets if kind == "theme" else ():
                if target in themes:
                    yield f"{name}: shares `{target}` with `{themes[target]}`; each master needs its own theme"
                themes[target] = name
        if deck.kind(name) == "slide":
            for notes in deck.targets(name, "notesSlide"):
                if deck.targets(notes, "slide") != [name]:
                    yield f"{notes}: is the notes page of `{name}`, but does not lead back to it"


def _pictures(deck: Deck) -> Iterator[str]:
    """Pictures are what their names say."""
    for name, data in deck.parts.items():
        magic = _PICTURES.get(name.rpartition(".")[2].lower())
        if magic and not data.startswith(magic):
            yield f"{name}: its bytes are not those of such a picture"


def _properties(deck: Deck) -> Iterator[str]:
    """What the file says about itself is well-formed and true."""
    for name in deck.targets("", "core-properties"):
        if name in deck.parts:
            children = list(deck.tree(name))
            yield from (f"{name}: `{local(tag)}` is there twice" for tag in twice(e.tag for e in children))
            for e in children:
                if local(e.tag) in ("created", "modified") and not _MOMENT.fullmatch(e.text or ""):
                    yield f"{name}: `{e.text}` is not a moment such as 2026-03-14T00:00:00Z"
    counted = {"Slides": "slide", "Notes": "notesSlide"}
    for name in deck.targets("", "extended-properties"):
        if name in deck.parts:
            for e in deck.tree(name):
                kind = counted.get(local(e.tag))
                if kind and e.text not in ("0", str(len(deck.of_kind(kind)))):  # 0: never counted
                    yield f"{name}: says {e.text} for {local(e.tag)}; there are {len(deck.of_kind(kind))}"


def _media(deck: Deck) -> Iterator[str]:
    """What relations call pictures, fonts and sounds is typed so, and workbooks can be opened."""
    for source, relations in deck.relations.items():
        for rid, (kind, target, outside) in relations.items():
            if outside or target not in deck.parts:
                continue
            wanted = _MEDIA.get(kind)
            if wanted and deck.types[target] and not deck.types[target].startswith(wanted):
                yield f"{source}: `{rid}` says that `{target}` is of kind {kind}; its type is {deck.types[target]}"
            if kind == "package" and not is_zipfile(BytesIO(deck.parts[target])):
                yield f"{target}: is no workbook that can be opened"


def _prefixes(deck: Deck) -> Iterator[str]:
    """What a part says that a reader must know is declared, and there is something for readers that do not know it."""
    for name, data in deck.parts.items():
        if not name.endswith(".xml"):
            continue
        if b"<!DOCTYPE" in data[:1000]:
            yield f"{name}: has a DOCTYPE, which no part may have"
        if b"markup-compatibility" in data:
            # to look for words is fast, and slides have theirs near the end
            first = min((at for word in _NEEDING if (at := data.find(word)) >= 0), default=len(data))
            for match in _NEEDED.finditer(data, max(data.rfind(b"<", 0, first), 0)):
                if data.rfind(b">", 0, match.start()) > data.rfind(b"<", 0, match.start()):
                    continue  # it stands in a text, not in a tag
                end = data.find(b">", match.end())
                for prefix in match[1].split():
                    if not re.search(rb"xmlns:" + re.escape(prefix) + rb"\s*=", data[: end + 1]):
                        yield f"{name}: `{prefix.decode('utf-8', 'replace')}` is required or ignored, but not declared"


RULES = (_package, _hanging, _pictures, _properties, _media, _prefixes)
