"""openxml-audit, told to judge once what a deck says a thousand times: an element's attributes, and the names of its
children, are sound or not by themselves. Half of what it takes.

What is found quickly is looked for again in its own way, so that it is told in its own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from openxml_audit import FileFormat, OpenXmlValidator, context
from openxml_audit.schema import validator


def findings(path: Path) -> list[str]:
    """What is wrong with a file."""
    with _quickly():
        sound = not _errors(path)
    return [] if sound else [str(e) for e in _errors(path)]


def _errors(path: Path) -> list[Any]:
    return list(OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).errors)


#: What was judged and found sound: a constraint by its identity, which lasts as long as the schemas, and what it was
#: asked about.
_SOUND: set[tuple[object, ...]] = set()


@contextmanager
def _quickly() -> Iterator[None]:
    """Asks once, stops at the first finding, and does not say where an element stands: only findings do."""
    judge = validator.SchemaValidator
    attributes, content = judge._validate_attributes, judge._validate_content_model

    def of_attributes(self: Any, element: Any, constraint: Any, where: Any) -> None:
        values = tuple(element.attrib.items())
        # a value with a prefix is judged by the prefixes that are known where it stands
        if any(":" in value for _, value in values):
            attributes(self, element, constraint, where)
        else:
            _once(("attributes", id(constraint), element.tag, values), where, attributes, self, element, constraint)

    def of_content(self: Any, model: Any, children: Any, where: Any) -> None:
        key = ("content", id(model), tuple(child.tag for child in children))
        _once(key, where, content, self, model, children)

    with (
        patch.object(judge, "_validate_attributes", of_attributes),
        patch.object(judge, "_validate_content_model", of_content),
        patch.object(context.ValidationContext, "push_element", _enter),
        patch.object(context.ValidationContext, "should_stop", property(lambda self: bool(self.errors))),
    ):
        yield


def _enter(self: Any, element: Any) -> None:
    self._stack._stack.append(context.ElementInfo(element, "", 0))


def _once(key: tuple[object, ...], where: Any, ask: Any, *about: Any) -> None:
    """Asks, unless it was asked before and nothing was found."""
    if key in _SOUND:
        return
    before = len(where.errors)
    ask(*about, where)
    if len(where.errors) == before:
        _SOUND.add(key)
