"""Passages that stand in many parts of a deck, byte for byte: each is parsed and looked at where it is met first.

Layouts that vary one another repeat most of what they say, and so do the cells of tables. Of such a passage rules ask
only what counts once for the whole deck, which attributes and children elements have; what is a fact of its part (ids,
relations, tables) is left where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from deckgen.patterns import regex
from deckgen.writers.pptx.xml import HEAD, A, P


class Passage(NamedTuple):
    """An element: its prefixed name, its start tag's beginning, and the least that is sound in its place."""

    name: bytes
    start: bytes
    least: bytes


#: What is looked for, by a word that tells in which parts: neither connectors nor animations of layouts ask for
#: outlines or paragraphs, and no rule asks how a cell looks. What is spelt otherwise stays.
PASSAGES = {
    b"<p:sldLayout ": (
        Passage(b"p:spPr", b"<p:spPr>", b"<p:spPr/>"),
        Passage(b"p:txBody", b"<p:txBody>", b"<p:txBody><a:bodyPr/><a:p/></p:txBody>"),
    ),
    b"<a:tc>": (Passage(b"a:tcPr", b"<a:tcPr ", b"<a:tcPr/>"),),
}
#: Parts in which rules ask for more: with connectors, with animations.
_ASKED = (b"Cxn", b"<p:timing")
_HEAD = HEAD.encode()
#: What the root must declare of the prefixes whose elements may be left out, and no other element may in any spelling.
_DECLARED = tuple(f'xmlns:{prefix}="{space}"'.encode() for prefix, space in (("a", A), ("p", P)))
_REDECLARED = tuple(f"{prefix}{after}".encode() for prefix in "ap" for after in "= \t\r\n")
#: An element from its start tag, which its first `>` ends, to the end of what it holds.
_WHOLE = regex(rb"""<[^\s/>]+(?:\s+[^\s=<>"'/]+="[^"<>]*")*>.+""", re.DOTALL)
_NAMES = regex(rb"<([^\s/>]+|/[^\s>]+)")
_PREFIXED_ATTRIBUTE = regex(rb"""\s[^\s=<>"']+:[^\s=<>"']+\s*=""")


class Repeats:
    """The passages of a deck that were met so far. `facts` are the elements, by prefixed names, that say something of
    the part that they stand in."""

    __slots__ = ("_facts", "_known", "_new")

    def __init__(self, facts: Iterable[str]) -> None:
        self._facts = frozenset(name.encode() for name in facts)
        #: each passage without its end tag, and whether it says nothing of the part that it stands in
        self._known: dict[bytes, bool] = {}
        self._new: dict[bytes, bool] = {}

    def shortened(self, part: bytes) -> bytes:
        """A part with the least in place of what is known in it. It is sound XML if and only if the part is; once it
        was parsed, `learn` what is in it."""
        self._new = {}
        for word, passages in PASSAGES.items():
            if word in part and _is_plain(part):
                for passage in passages:
                    part = self._without(part, passage)
        return part

    def learn(self) -> None:
        """The part that was shortened last is sound, and so are the passages in it."""
        self._known |= self._new

    def _without(self, part: bytes, passage: Passage) -> bytes:
        end = b"</%s>" % passage.name
        *pieces, last = part.split(end)
        out: list[bytes] = []
        for piece in pieces:
            at = piece.rfind(passage.start)
            found = piece[at:] if at >= 0 else b""
            general = self._known.get(found)
            if general:
                out += (piece[:at], passage.least)
                continue
            out += (piece, end)
            if general is None and found not in self._new:
                self._new[found] = self._is_general(found, passage.name)
        return b"".join((*out, last))

    def _is_general(self, found: bytes, name: bytes) -> bool:
        """Whether this is one whole element of a name, but for its end, and says nothing of its part."""
        names = _NAMES.findall(found)
        return (
            names[:1] == [name]
            and names.count(name) == 1
            and b"/" + name not in names
            and all(n.startswith((b"a:", b"p:", b"/a:", b"/p:")) for n in names)
            and self._facts.isdisjoint(names)
            and _WHOLE.fullmatch(found) is not None
            and not _PREFIXED_ATTRIBUTE.search(found)
        )


def _is_plain(part: bytes) -> bool:
    """Whether `<` begins nothing but elements in a part, prefixes mean there what they mean in others, and no rule asks
    for more than the facts of the part."""
    end = part.find(b">", len(_HEAD))
    root = part[:end]
    return (
        root.startswith(_HEAD)
        and all(declared in root for declared in _DECLARED)
        and not any(word in part for word in _ASKED)
        and not any(part.find(word, len(_HEAD)) >= 0 for word in (b"<!", b"<?"))
        and not any(rest.startswith(_REDECLARED) for rest in part[end:].split(b"xmlns:")[1:])
    )
