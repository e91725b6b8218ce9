"""`deckgen mcp`: what an assistant asks, at the standard input and output."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from deckgen.assistant.protocol import serve as answer
from deckgen.assistant.tools import Assistant
from deckgen.workspace import steady


def serve(project: Path) -> None:
    """Answers until there is nothing more to read."""
    # what anybody prints must not get among the answers
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", newline="\n") as answers:
        sys.stdout = sys.stderr
        assistant = Assistant(project)
        steady()
        with io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace") as lines:
            answer(assistant.tools, lines, answers)
