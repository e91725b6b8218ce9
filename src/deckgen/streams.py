"""Standard output and standard error that may be closed, full, or a pipe that nobody reads any more."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

from deckgen.messages import Message, say, system


class _Sink(io.FileIO):
    """A stream of bytes that takes everything: what the system refuses is dropped, and `failure` says why. A pipe whose
    reader is gone is no failure: that reader has what it wanted."""

    failure: OSError | None = None

    def write(self, data: io.ReadableBuffer) -> int:  # type: ignore[name-defined]
        try:
            while (written := super().write(data)) is None:  # a reader that is slow, and a stream that does not wait
                from select import select  # late: hardly any stream is like that

                select([], [self], [])
        except BrokenPipeError:
            pass
        except OSError as e:
            self.failure = self.failure or e
        else:
            return written
        return memoryview(data).nbytes


def open_all() -> None:
    """Sees to it that what is printed never stops the program.

    Descriptors that are closed lead nowhere from now on: else the next file that is opened would get their numbers,
    and what is printed. What a stream cannot encode is escaped.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    sys.stdout = _opened(sys.stdout, 1)
    sys.stderr = _opened(sys.stderr, 2)


def _opened(stream: TextIO | None, descriptor: int) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8", errors="backslashreplace")
    if not isinstance(stream, io.TextIOWrapper):
        return stream  # somebody's own
    raw = getattr(stream.buffer, "raw", stream.buffer)
    if not isinstance(raw, io.FileIO):  # the console of Windows, which takes letters
        stream.reconfigure(errors="backslashreplace")
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(_Sink(descriptor, "wb", closefd=False)),
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def flush() -> Message | None:
    """Writes what is still in the buffers. What could not be written to standard output, as a reason, or None."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    sink = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    failure = sink.failure if isinstance(sink, _Sink) else None
    return say("output.stream", reason=system(failure)) if failure else None
