"""Objects of a PDF as bytes: the same ones with fewer calls, since an edition has tens of thousands of them."""

from __future__ import annotations

from typing import Any

from weasyprint.pdf import pydyf

#: The versions of the library whose functions these are.
KNOWN = ("0.13.0",)
_original = pydyf._to_bytes
#: How the library writes its collections, and tells its pages.
DATA = {kind: kind.data for kind in (pydyf.Dictionary, pydyf.Array)}
REFERENCES = pydyf.PDF.page_references
#: The attribute of a document that keeps the references of its pages.
_KEPT = "kept_references"
#: Names of entries as they are written: they are few.
_names: dict[str, bytes] = {}


def take() -> None:
    """Has objects written here, and references of pages worked out once for each number of pages."""
    if pydyf.VERSION not in KNOWN:
        return
    pydyf._to_bytes = to_bytes
    pydyf.Dictionary.data = property(_dictionary)
    pydyf.Array.data = property(_array)
    pydyf.PDF.page_references = property(_page_references)


def to_bytes(item: Any) -> bytes:
    """`_to_bytes`: a value as it is written."""
    kind = type(item)
    if kind is bytes:
        return item  # type: ignore[no-any-return]
    if kind is str:
        return item.encode("ascii")  # type: ignore[no-any-return]
    if kind is int:
        return b"%d" % item
    if kind is float and not item.is_integer():
        return f"{item:f}".rstrip("0").encode("ascii")
    return _original(item)  # type: ignore[no-any-return]


def _dictionary(self: Any) -> bytes:
    """`Dictionary.data`."""
    return b"<<%b>>" % b"".join([_name(key) + to_bytes(value) for key, value in self.items()])


def _name(key: Any) -> bytes:
    """The name of an entry, with what parts it from its value."""
    name = _names.get(key)
    if name is None:
        name = b"/%b " % _original(key)
        if len(_names) < 500:
            _names[key] = name
    return name


def _array(self: Any) -> bytes:
    """`Array.data`."""
    return b"[%b]" % b" ".join([to_bytes(child) for child in self])


def _page_references(self: Any) -> tuple[bytes, ...]:
    """`PDF.page_references`."""
    count = len(self.pages["Kids"]) // 3
    kept: tuple[bytes, ...] = self.__dict__.get(_KEPT, ())
    if len(kept) != count:
        kept = tuple(b"%d 0 R" % number for number in self.pages["Kids"][::3])
        setattr(self, _KEPT, kept)
    return kept
