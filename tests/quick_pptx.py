"""python-pptx, told to compile each XPath expression and to spell each name once, instead of every time that it asks:
half of what it takes to read a deck. What it answers is the same."""

from __future__ import annotations

from functools import cache

from lxml import etree
from pptx import Presentation
from pptx.oxml import ns, xmlchemy

__all__ = ["Presentation"]


@cache
def _compiled(expression: str) -> etree.XPath:
    return etree.XPath(expression, namespaces=ns._nsmap)


def _xpath(element: xmlchemy.BaseOxmlElement, expression: str) -> object:
    return _compiled(expression)(element)


def _hasten() -> None:
    xmlchemy.BaseOxmlElement.xpath = _xpath
    xmlchemy.qn = cache(ns.qn)


_hasten()
