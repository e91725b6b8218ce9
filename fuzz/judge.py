"""What is asked of each run of the command, whatever it was given.

Each rule yields what is wrong. What a project's author wrote may be refused, at its place in one of their files; all
else is a failure of deckgen.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from fuzz.command import MEMORY, Result
from fuzz.project import MODULE, with_note
from fuzz.strange import INJECTED, NOTE, SECRET

#: What a line of a report may take: a name, a reason, a list of forty names.
LONGEST_LINE = 1500
#: One deck of so many (0: none) goes through the Open XML SDK, which takes as long as ten builds.
SDK_SAMPLE = 16
#: Errors that have no place in a file of the author, because they are about none. Each is the beginning of a message.
WITHOUT_PLACE = (
    r"`[^`]*` cannot be written: ",  # the output folder
    r"`[^`]*`, made from .*, (was stopped|takes more memory)",  # a template or style sheet that has no end
    r"another build has been at work",
    r"deckgen stopped",  # a failure of its own: `_crash`
)
_ERROR = re.compile(r"^(?:(?P<path>[^\s:](?:[^:]|:(?!\d+:\d+: ))*):(?P<line>\d+):\d+: )?error: (?P<message>.*)$")
_PLACES = ("content/", "themes/")


#: What follows from a crash and is not told beside it.
_OF_A_CRASH = ("status", "no error", "no summary")


class Failure(NamedTuple):
    """What went wrong: a `rule` that was broken, `detail` in words, and the `group` of failures with the same cause."""

    rule: str
    detail: str
    group: str


class Run(NamedTuple):
    """What is judged: what came of the command, the project's folder, the output folder's files as they were before,
    the exit statuses that are allowed, the outputs that must come of it (None where any may), and whether its HTML is
    that of templates which were changed."""

    result: Result
    project: Path
    before: Mapping[str, str]
    statuses: tuple[int, ...] = (0, 1)
    expected: Mapping[str, str] | None = None
    templates: bool = False


def judge(run: Run) -> list[Failure]:
    """All that is wrong, each failure once. What is said of a run that did not end is only that."""
    if run.result.status is None:
        return [_failure("hangs", f"does not end within {run.result.seconds:.0f} s")]
    found = list(dict.fromkeys(failure for rule in RULES for failure in rule(run)))
    crashed = any(f.rule in ("crash", "traceback") for f in found)
    return [f for f in found if not (crashed and f.rule in _OF_A_CRASH)]


def _failure(rule: str, detail: str) -> Failure:
    """A failure in the group of those that differ only in names and numbers."""
    rough = re.sub(r"`[^`]*`|(?<![^\s(\[{])'[^']*'|/\S+", "…", detail)
    return Failure(rule, detail, f"{rule}: {re.sub(r'[0-9]+', 'N', rough)[:160]}")


# how it ended


def _status(run: Run) -> Iterator[Failure]:
    status = run.result.status
    if status not in run.statuses:
        yield _failure("status", f"exit status {status}: {_last_line(run.result.stderr)}")


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "")


def _crash(run: Run) -> Iterator[Failure]:
    """No traceback, and no mistake of deckgen's own."""
    for text in (run.result.stdout, run.result.stderr):
        lines = text.splitlines()
        if "Traceback (most recent call last)" in text:
            yield _failure("traceback", _last_line(text))
        for n, line in enumerate(lines):
            if "mistake in deckgen" in line:
                yield _crashed(next((other for other in reversed(lines[:n]) if "error: " in other), line))


def _crashed(line: str) -> Failure:
    """Crashes are told apart by the place in the code and the kind of exception."""
    place = re.search(r" at (\S+\.py:\d+): (\w+)", line)
    failure = _failure("crash", line)
    return failure._replace(group=f"crash: {place[1]} {place[2]}") if place else failure


def _bounds(run: Run) -> Iterator[Failure]:
    result = run.result
    if result.memory > MEMORY:
        yield _failure("memory", f"takes {result.memory / 1e6:,.0f} MB")._replace(group="memory: takes too much")
    if result.processes:
        yield _failure("processes", f"leaves {result.processes} processes running")
    if result.litter:
        detail = f"leaves `{'`, `'.join(result.litter)[:200]}` in the temporary folder"
        yield _failure("litter", detail)._replace(group="litter: leaves files in the temporary folder")


# what it said


def _places(run: Run) -> Iterator[Failure]:
    """Each error stands in a file of the author, at a line that is there."""
    if run.result.status != 1:
        return
    found = [m for line in run.result.stderr.splitlines() if (m := _ERROR.match(line))]
    if not found:
        yield _failure("no error", f"exit status 1 and no error: {_last_line(run.result.stderr)}")
    for m in found:
        message = m["message"]
        if m["path"] is None:
            if not any(re.match(known, message) for known in WITHOUT_PLACE):
                yield _failure("no place", message)
        elif not m["path"].startswith(_PLACES):
            yield _failure("no place", f"{m['path']}: {message}")
        elif not _is_there(run.project / m["path"], int(m["line"])):
            yield _failure("wrong place", f"{m['path']}:{m['line']} is not there: {message}")


def _is_there(path: Path, line: int) -> bool:
    """Whether a file has a line, or a sheet a row; what cannot be read has its first."""
    if line <= 1 or (path.suffix == ".xlsx" and line <= 1_048_576):
        return True
    try:
        return line <= len(path.read_text(encoding="utf-8", errors="replace").splitlines()) + 1
    except OSError:
        return False


def _manners(run: Run) -> Iterator[Failure]:
    """Nothing that a terminal would obey, no endless line, and the same words at the end of each refusal."""
    for text in (run.result.stdout, run.result.stderr):
        for line in text.split("\n"):
            if odd := next((c for c in line if c < " " or "\x7f" <= c < "\xa0" or c in "\u2028\u2029\u202e"), None):
                yield _failure("control character", f"prints U+{ord(odd):04X}")._replace(detail=ascii(line)[:300])
            if len(line) > LONGEST_LINE:
                yield _failure("long line", f"prints a line of {len(line)} characters: {line[:80]!a}")
    if run.result.status == 1 and "nothing was written" not in run.result.stderr:
        yield _failure("no summary", f"does not say that nothing was written: {_last_line(run.result.stderr)}")


def _leaks(run: Run) -> Iterator[Failure]:
    """Nothing of the environment or of other folders is said or written."""
    if SECRET in run.result.stdout + run.result.stderr:
        yield _failure("leak", "says what stands in a variable of the environment or outside the project")
    for path in _written(run):
        if has(path, SECRET):
            yield _failure("leak", f"`{path.name}` has what stands outside the project")


def _doors(run: Run) -> Iterator[Failure]:
    """The notes of a slide are in none of the audience's files. Where the slide itself was changed, they may be any
    text of it."""
    module = run.project / MODULE
    if not module.is_file() or module.read_bytes() != with_note():
        return
    for path in _written(run):
        if path.is_relative_to(_output(run) / "audience") and has(path, NOTE):
            yield _failure("door", f"`{path.name}` has the presenter's notes")


# what it wrote


def files(folder: Path) -> dict[str, str]:
    """The digests of all files of an output folder, but of what deckgen remembers of it. What is no file has its kind
    instead."""
    found = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not path.is_file():
            found[name] = "folder" if path.is_dir() else "special"
        elif not name.startswith(".deckgen"):
            found[name] = sha256(path.read_bytes()).hexdigest()
    return found


def _output(run: Run) -> Path:
    return run.project / "output"


def _untouched(run: Run) -> Iterator[Failure]:
    """A build that was refused leaves the last outputs as they were; none leaves half a file."""
    now = files(_output(run))
    if run.result.status != 0 and now != run.before:
        changed = sorted(name for name in now.keys() | run.before.keys() if now.get(name) != run.before.get(name))
        yield _failure("last output", f"changes `{changed[0]}`, and {len(changed) - 1} more, though it was refused")
    parts = [name for name in now if name.endswith((".part", ".tmp")) and name not in run.before]
    if parts:
        yield _failure("litter", f"leaves `{parts[0]}` in the output folder")


def _same(run: Run) -> Iterator[Failure]:
    """What an input must not change comes out the same."""
    if run.expected is None or run.result.status != 0:
        return
    now = files(_output(run))
    changed = sorted(name for name in run.expected if now.get(name) != run.expected[name])
    if changed:
        yield _failure("other output", f"`{changed[0]}` does not come out as it should")


def _written(run: Run) -> list[Path]:
    """The files that the command wrote."""
    if run.result.status != 0:
        return []
    now = files(_output(run))
    changed = [n for n, digest in now.items() if digest not in ("folder", "special") and digest != run.before.get(n)]
    return [_output(run) / name for name in changed]


def has(path: Path, word: str) -> bool:
    """Whether a word of plain letters stands in an output, however that is packed."""
    wide = word.encode("utf-16-be").hex().encode()
    return any(word.encode() in data or wide in data.lower() for data in _contents(path))


def _contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file, those of the parts of a deck each for itself; of a PDF unpacked, and the text of its
    pages."""
    if path.suffix == ".pptx" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name) for name in package.namelist())
    elif path.suffix == ".pdf":
        yield from _unpacked(path)
    else:
        yield path.read_bytes()


def _unpacked(path: Path) -> Iterator[bytes]:
    import pikepdf

    try:
        with pikepdf.open(path) as pdf, io.BytesIO() as out:
            level, mode = pikepdf.StreamDecodeLevel.generalized, pikepdf.ObjectStreamMode.disable
            pdf.save(out, compress_streams=False, stream_decode_level=level, object_stream_mode=mode)
            yield out.getvalue().replace(b"\\000", b"").replace(b"\0", b"")  # texts of two bytes a letter, too
    except pikepdf.PdfError:  # of which another rule speaks
        yield path.read_bytes()
    done = subprocess.run(["pdftotext", "-q", "-raw", path, "-"], stdin=subprocess.DEVNULL, capture_output=True)
    yield done.stdout


def _sound(run: Run) -> Iterator[Failure]:
    """Readers and validators take the outputs."""
    for path in _written(run):
        look = None if run.templates and path.suffix == ".html" else LOOKS.get(path.suffix)
        for finding in look(path) if look else ():
            yield _failure("output", f"{path.suffix}: {finding}")


def _look_at_deck(path: Path) -> Iterator[str]:
    from openxml_audit import FileFormat, OpenXmlValidator

    from deckgen.writers.pptx.lint import lint

    with zipfile.ZipFile(path) as package:
        yield from lint({name: package.read(name) for name in package.namelist()})
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
    yield from (str(e) for e in result.errors)
    if SDK_SAMPLE and sha256(path.read_bytes()).digest()[0] % SDK_SAMPLE == 0:
        yield from _look_with_sdk(path)


def _look_with_sdk(path: Path) -> Iterator[str]:
    """What Microsoft's own validator says, where `make test` has installed it."""
    from tests.oracles import OracleError, is_sdk_installed, ooxml_sdk

    if is_sdk_installed():
        try:
            yield from ooxml_sdk(path)
        except OracleError as e:
            yield str(e)


def _look_at_pdf(path: Path) -> Iterator[str]:
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            if not len(pdf.pages):
                yield "has no page"
            # a JPEG whose scan has wrong bits is passed on as it is: every reader draws something of it, and only
            # libjpeg's warnings, which Pillow keeps to itself, tell it from a sound one
            told = pdf.check_pdf_syntax()
            yield from (text for text in told if "Pl_DCT" not in text and "re-processed" not in text)
    except pikepdf.PdfError as e:
        yield f"cannot be opened: {e}"


class _Page(HTMLParser):
    """Looks for the tag and the attribute that only a text which was taken for HTML can bring."""

    injected = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.injected |= tag == INJECTED or any(name == INJECTED for name, _ in attrs)


def _look_at_page(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    page.close()
    if page.injected:
        yield "a text of the author is taken for HTML"
    if not text.rstrip().endswith("</html>"):
        yield "does not end"


#: What is asked of a file of each sort.
LOOKS: dict[str, Callable[[Path], Iterator[str]]] = {
    ".pptx": _look_at_deck,
    ".pdf": _look_at_pdf,
    ".html": _look_at_page,
}
RULES: tuple[Callable[[Run], Iterator[Failure]], ...] = (
    *(_status, _crash, _bounds, _places, _manners, _leaks, _doors, _untouched, _same, _sound),
)
