"""Templates of a theme, filled in a sandbox: they see the plain values that they are handed, and come to an end.

A theme may come from anybody. So a template has texts, numbers, lists, mappings and the named tuples of writers, and of
functions those that are `offered`; whatever it does costs steps, letters and seconds, of which it has a limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from traceback import extract_tb
from typing import Any, Literal, TypeVar

from jinja2 import TemplateSyntaxError

from deckgen.diagnostics import ContentError, Diagnostic, Span, error
from deckgen.messages import Message, say
from deckgen.reading.theme_files import Template
from deckgen.writers.templates.sandbox import Sandbox

Function = TypeVar("Function", bound=Callable[..., Any])


#: Where the templates of what is filled stand in a theme.
FOLDERS = {"handout": "handout", "web page": "web"}


def offered(function: Function) -> Function:
    """Marks a function or a method of a named tuple as one that templates may call."""
    function.offered = True  # type: ignore[attr-defined]
    return function


def fill(
    templates: tuple[Template, ...], name: str, values: Mapping[str, Any], what: Literal["handout", "web page"]
) -> str:
    """A template of a theme, filled. Raises ContentError for whatever goes wrong in it, at its line."""
    sandbox = _sandbox(templates)
    sandbox.begin()
    try:
        return sandbox.get_template(name).render(values)
    except Exception as e:  # whatever can go wrong in what somebody else wrote
        raise ContentError(_mistakes(e, sandbox, name, what)) from e


def load(templates: tuple[Template, ...], what: Literal["handout", "web page"]) -> None:
    """Reads the templates of deckgen's own, before there are processes that each would read them. A theme's own are
    read where they are filled: only there what they take is limited."""
    sandbox = _sandbox(templates)
    for name, template in sandbox.shelf.templates.items():
        if template.path.startswith(f"themes/shared/{FOLDERS[what]}/") and template.path.endswith(".html.j2"):
            sandbox.get_template(name)


@cache
def _sandbox(templates: tuple[Template, ...]) -> Sandbox:
    """The sandbox of a theme's templates, each of which it reads once."""
    return Sandbox(templates)


# what went wrong


def _mistakes(e: Exception, sandbox: Sandbox, name: str, what: str) -> list[Diagnostic]:
    """What is wrong in filling a template, and in which line of which."""
    paths = {t.path: t for t in sandbox.shelf.templates.values()}
    frames = [(f.filename, f.lineno) for f in extract_tb(e.__traceback__) if f.filename in paths]
    shelf = sandbox.shelf.templates
    last = shelf.get(sandbox.shelf.last) or shelf.get(name)
    path, line = frames[-1] if frames else (last.path if last else None, 1)
    if isinstance(e, TemplateSyntaxError):
        path, line = e.filename or e.name or path, e.lineno  # its lexer gives a filename as the name
    reason = _reason(e)
    span = _span(paths[path], line or 1, str(reason)) if path in paths else None
    if last is None and span is None:  # the file is not there
        span = Span(f"themes/shared/{FOLDERS[what]}/{name}")
    if isinstance(e, ContentError):
        return [d if d.span else d._replace(span=span) for d in e.diagnostics]
    hint = say("template:compare-it-with-the-one", folder=FOLDERS[what])
    return [error(say("template.unfilled", what=say(f"noun:{what.replace(' ', '-')}"), reason=reason), span, hint)]


def _reason(e: Exception) -> Message | str:
    """Why a template cannot be filled, in a few words."""
    match e:
        case RecursionError():
            return say("template:it-takes-itself-in-or")
        case MemoryError():
            return say("template:it-takes-more-memory-than")
        case _:
            text = " ".join(str(e).split()) or type(e).__name__
            return f"{text[:1].lower()}{text[1:200].rstrip('.')}"


def _span(template: Template, line: int, reason: str) -> Span:
    """A line of a template, or what of it the reason names."""
    lines = template.text.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    for name in re.findall(r"['`]([^'`]+)['`]", reason):
        if (at := text.find(name)) >= 0:
            return Span(template.path, line, at + 1, at + 1 + len(name))
    start = len(text) - len(text.lstrip())
    return Span(template.path, line, start + 1, max(len(text.rstrip()), start + 1) + 1)
