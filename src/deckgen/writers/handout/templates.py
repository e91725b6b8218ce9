"""An edition's HTML: its Jinja2 template, filled with what its view has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from deckgen.diagnostics import ContentError, Diagnostic, Span, error


def fill(folders: tuple[Path, ...], name: str, values: Mapping[str, Any]) -> str:
    """A template of a theme's folders, filled. Raises ContentError for whatever goes wrong in it."""
    try:
        return _environment(folders).get_template(name).render(values)
    except Exception as e:  # a theme may bring templates of its own, and whatever can go wrong in them
        raise ContentError([_mistake(e)]) from e


@cache
def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """The templates of a theme, read once."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _mistake(e: Exception) -> Diagnostic:
    """What is wrong with a template, and in which line."""
    frames = [(f.filename, f.lineno) for f in extract_tb(e.__traceback__) if f.filename.endswith(".j2")]
    file, line = (e.filename, e.lineno) if isinstance(e, TemplateSyntaxError) else frames[-1] if frames else (None, 1)
    span = Span("/".join(("themes", *Path(file).parts[-3:])), line or 1) if file else None
    reason = " ".join(str(e).split())
    return error(
        f"the handout's template cannot be filled: {reason[:1].lower()}{reason[1:200].rstrip('.')}",
        span,
        "compare it with the one in `themes/shared/handout/`",
    )
