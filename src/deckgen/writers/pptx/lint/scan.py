"""The elements of a part without a tree of it, where the part is spelt as ours.

Every build looks at all of its parts. To read one with Expat and to find the few elements that rules ask about takes a
third of what a tree takes. What is spelt in another way is left to the tree, which knows all of XML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from xml.parsers.expat import ExpatError, ParserCreate

from deckgen.patterns import regex
from deckgen.writers.pptx.xml import HEAD, P14, A, P, R

ADEC = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
#: The namespaces that rules ask about, by our prefixes.
_SPACES = {b"a": A, b"p": P, b"r": R, b"p14": P14, b"adec": ADEC, b"mc": _MC}
_ADDRESSES = {prefix: address.encode() for prefix, address in _SPACES.items()}
_HEAD = HEAD.encode()
_DECLARED = regex(rb'xmlns(?::([\w.-]+))?="([^"]*)"')
_ROOT = regex(rb"<(?:[\w.-]+:)?([\w.-]+)")
#: One choice and what stands in for it, neither with alternatives of its own: so we write transitions.
_ALTERNATIVES = regex(
    rb"<mc:AlternateContent [^>]*><mc:Choice [^>]*>[^<]*(?:<(?!/?mc:)[^<]*)*</mc:Choice>"
    rb"<mc:Fallback>[^<]*(?:<(?!/?mc:)[^<]*)*</mc:Fallback></mc:AlternateContent>"
)
_ATTRIBUTE = regex(r'([\w:.-]+)="([^"]*)"')
_ATTRIBUTES = regex(r'(?:[ \n][\w:.-]+="[^"<&\t\r\n]*")* ?/?')


class Scan:
    """Finds elements by their prefixed names, and the ends of those whose names begin with `/`."""

    __slots__ = ("_tags",)

    def __init__(self, names: Iterable[str]) -> None:
        by_prefix: dict[str, list[str]] = {}
        for name in names:
            prefix, _, local = name.partition(":")
            by_prefix.setdefault(prefix, []).append(local)
        any_of = "|".join(f"{prefix}:(?:{'|'.join(names)})" for prefix, names in by_prefix.items())
        self._tags = regex(f"<({any_of})(?=[\\s/>])([^>]*)>")

    def elements(self, part: bytes) -> list[tuple[str, Mapping[str, str]]] | None:
        """Their names and attributes, in order; None where only a tree tells: of what is no XML, is spelt in another
        way, has relations (which any element may have), or something for readers that know more than one choice."""
        if b" r:" in part or part.count(b"AlternateContent") != 2 * alternatives(part) or not _is_plain(part):
            return None
        out = []
        for name, rest in self._tags.findall(part.decode()):
            attributes = _attributes(rest)
            if attributes is None:
                return None
            out.append((name, attributes))
        return out


def alternatives(part: bytes) -> int:
    """How often a part that is spelt as ours has one choice and what stands in for it."""
    return len(_ALTERNATIVES.findall(part)) if b"AlternateContent" in part else 0


def root(part: bytes) -> str:
    """The name of the root of a part that is spelt as ours, without its prefix."""
    found = _ROOT.match(part, len(_HEAD))
    return found[1].decode() if found else ""


@lru_cache(maxsize=1024)
def _attributes(written: str) -> Mapping[str, str] | None:
    """What stands behind a name; None where it is spelt in another way."""
    if not _ATTRIBUTES.fullmatch(written):
        return None
    return MappingProxyType(dict(_ATTRIBUTE.findall(written)))


def _is_plain(part: bytes) -> bool:
    """Whether a part is sound XML in which `<` begins nothing but elements, and prefixes mean what they mean to us."""
    if not part.startswith(_HEAD) or any(part.find(sign, len(_HEAD)) >= 0 for sign in (b"<!", b"<?")):
        return False
    declared = _DECLARED.findall(part)
    if len(declared) != part.count(b"xmlns") or not all(_is_ours(*found) for found in declared):
        return False
    try:
        ParserCreate(namespace_separator="}").Parse(part, True)
    except ExpatError:
        return False
    return True


@lru_cache(maxsize=64)
def _is_ours(prefix: bytes, address: bytes) -> bool:
    """Whether a prefix stands for its address, and no other one does."""
    return _ADDRESSES[prefix] == address if prefix in _ADDRESSES else address not in _ADDRESSES.values()
