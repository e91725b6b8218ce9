"""Shortcuts through WeasyPrint: the pages are those of its own way."""

from __future__ import annotations

import pytest
import weasyprint
from test_handout import handouts
from weasyprint.css import StyleFor
from weasyprint.layout import absolute, block, column, float, grid, inline, page, percent, table

from deckgen.writers.handout import shortcuts
from deckgen.writers.handout.handouts import EDITIONS, Print
from deckgen.writers.handout.shortcuts import measures, styles

RESOLVING = (absolute, block, column, float, grid, inline, page, percent, table)


def test_the_version_is_a_known_one():
    assert weasyprint.__version__ in shortcuts.KNOWN


@pytest.mark.parametrize("edition", EDITIONS)
def test_shared_styles_and_measures_are_those_of_each_element(edition: str, monkeypatch):
    shortcuts.take()
    assert StyleFor.__init__ is styles._shared and block.resolve_percentages is measures._resolved
    quick = handouts("every").write(edition, Print()).data
    monkeypatch.setattr(StyleFor, "__init__", styles._original)
    for module in RESOLVING:
        monkeypatch.setattr(module, "resolve_percentages", measures._original)
    assert handouts("every").write(edition, Print()).data == quick
