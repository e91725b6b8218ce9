"""Mistakes of deckgen's own: what is known of one, in words, so that it can be carried from one process to another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deckgen import __version__
from deckgen.diagnostics import ContentError, Diagnostic, Span, UsageError, error
from deckgen.messages import Message, say

#: What is said where deckgen itself is to blame, before what to do about it.
OURS = say("output:this-is-a-mistake-in", version=__version__)
#: More of an exception's own message than this is not shown without `--debug`.
_LONGEST = 200
_HOME = Path(__file__).parent


class Crash(Exception):
    """An exception that nobody foresaw. `doing` says what was being done ("" where that is not known), `reason` what
    went wrong, `place` is the file and line of deckgen's code (`writers/pptx/text.py:12`; "" where it is none of ours),
    `traceback` is Python's."""

    def __init__(self, doing: Message | str, reason: str, place: str, traceback: str) -> None:
        super().__init__(doing, reason, place, traceback)  # all of them, so that it can be pickled
        self.doing = doing
        self.reason = reason
        self.place = place
        self.traceback = traceback
        #: Where an author wrote what it was done for.
        self.span: Span | None = None

    def told(self) -> Diagnostic:
        """The same as a finding, for those who go on."""
        doing = say("command:while", doing=self.doing) if self.doing else ""
        place = say("command:at", place=self.place) if self.place else ""
        return error(say("command.crash", doing=doing, place=place, reason=self.reason), self.span, OURS)

    @classmethod
    def of(cls, exception: BaseException, doing: Message | str) -> Crash:
        """What is known of an exception that was raised while something was done."""
        from traceback import format_exception  # late: hardly anybody ever sees one

        text = " ".join(str(exception).split())[:_LONGEST]
        reason = f"{type(exception).__name__}: {text}" if text else type(exception).__name__
        return cls(doing, reason, _place(exception), "".join(format_exception(exception)))


@contextmanager
def during(doing: Message, span: Span | None = None) -> Iterator[None]:
    """Turns what nobody foresaw into a Crash that says what was being done, and where its author wrote what it was done
    for. What is told otherwise passes: findings, misuse, and what the system refuses (OSError with a number; libraries
    raise some without)."""
    try:
        yield
    except (ContentError, UsageError, Crash):
        raise
    except Exception as e:
        if isinstance(e, OSError) and e.errno is not None:
            raise
        crash = Crash.of(e, doing)
        crash.span = span
        raise crash from e


def _place(exception: BaseException) -> str:
    """The last place in our own code."""
    from traceback import extract_tb

    frames = [f for f in extract_tb(exception.__traceback__) if Path(f.filename).is_relative_to(_HOME)]
    return f"{Path(frames[-1].filename).relative_to(_HOME).as_posix()}:{frames[-1].lineno}" if frames else ""
