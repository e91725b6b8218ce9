"""Code to coloured stretches, line by line: what each means, never how it looks.

Pygments knows the languages; its many token types are few classes here, because a slide has few colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

Class = Literal["plain", "keyword", "name", "string", "comment"]
#: Names that authors write, for hints; Pygments knows hundreds more.
COMMON = (
    "dockerfile",
    "yaml",
    "shell",
    "json",
    "python",
    "java",
    "go",
    "javascript",
    "ini",
    "toml",
    "sql",
    "html",
    "xml",
    "nginx",
    "text",
)


def highlighted(code: str, language: str) -> tuple[tuple[tuple[str, Class], ...], ...]:
    """The lines of a code, each as stretches of one class. Raises KeyError for a language that nobody knows."""
    from pygments.lexers import get_lexer_by_name  # late: only decks with code need it
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        raise KeyError(language) from None
    lines: list[list[tuple[str, Class]]] = [[]]
    for text, kind in _stretches(lexer.get_tokens(code)):
        for n, part in enumerate(text.split("\n")):
            if n:
                lines.append([])
            if not part:
                continue
            if lines[-1] and lines[-1][-1][1] == kind:
                part = lines[-1].pop()[0] + part
            lines[-1].append((part, kind))
    return tuple(tuple(line) for line in lines)


def _stretches(tokens: Iterable[tuple[Any, str]]) -> Iterator[tuple[str, Class]]:
    """Tokens with their class; white space takes the class of what stands before it, so that stretches stay long."""
    from pygments.token import Comment, Keyword, Name, String
    from pygments.token import Literal as Literals

    classes: tuple[tuple[Any, Class], ...] = (
        (Comment, "comment"),
        (String, "string"),
        (Literals, "string"),
        (Keyword, "keyword"),
        (Name.Tag, "keyword"),
        (Name.Builtin, "name"),
        (Name.Attribute, "name"),
        (Name.Decorator, "name"),
    )
    before: Class = "plain"
    for token, text in tokens:
        if text.strip():
            before = next((name for kind, name in classes if token in kind), "plain")
            # YAML's scalars are literals without quotes; in colour they would leave nothing plain
            if before == "string" and token is Literals.Scalar.Plain:
                before = "plain"
        yield text, before
