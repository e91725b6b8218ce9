"""What has served its purpose, let go at once: boxes of a long edition are most of what it takes of memory.

WeasyPrint keeps the boxes that a document was made of as long as a picture in it, and those of all pages until the file
is written. Nothing looks at the first once there are pages, nor at a page when it is painted and tagged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import document, pdf

_laid_out, _tag = document.layout_document, pdf.add_tags


def take() -> None:
    """Has boxes let go that are needed no more."""
    document.layout_document = _lay_out
    pdf.add_tags = _add_tags


def _lay_out(html: Any, root_box: Any, context: Any, max_loops: int = 8) -> Iterator[Any]:
    """`layout_document`: the pages of a document; of what they were made of nothing is kept."""
    yield from _laid_out(html, root_box, context, max_loops)
    targets = context.target_collector
    for kept in (targets.target_lookup_items, targets.counter_lookup_items, context.tables, context.page_footnotes):
        kept.clear()
    for kept in (context.footnotes, context.page_maker):
        kept.clear()


class _Passing:
    """A document whose pages are gone through once: what each was painted from goes when the next one comes."""

    def __init__(self, document: Any) -> None:
        self.pages = self
        self._document = document

    def __len__(self) -> int:
        return len(self._document.pages)

    def __iter__(self) -> Iterator[Any]:
        for page in self._document.pages:
            yield page
            page._page_box = None
            page.links.clear()


def _add_tags(file: Any, document: Any, version: Any, streams: Any) -> None:
    """`add_tags`: tags all pages, which nobody can paint again."""
    _tag(file, _Passing(document), version, streams)
