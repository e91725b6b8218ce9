"""The outputs of a deck: made side by side on the machine's cores, none of them again that is there already, all written at once.

Every output has a key of what goes into it. `.deckgen.json` in the output folder says under which key each file was made, and what
its bytes were: a file that somebody changed, or deleted, is made again.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from deckgen.composing.deck import Deck
from deckgen.diagnostics import ContentError, Diagnostic, error
from deckgen.layout.artwork import artwork
from deckgen.outputs.keys import key, keys
from deckgen.reading.brand import Brand
from deckgen.scene import Scene
from deckgen.writers import Info

#: What is remembered of a folder's files.
MEMORY = ".deckgen.json"


class Plan(NamedTuple):
    """A deck that is ready to be written: its scenes in a theme, the editions of its handout, and how they are printed (the
    fields of `deckgen.writers.handout.handouts.Print`)."""

    deck: Deck
    brand: Brand
    scenes: tuple[Scene, ...]
    editions: tuple[str, ...] = ("notes",)
    printing: Mapping[str, Any] = {}


class Task(NamedTuple):
    """An output to be made: of which plan, `pptx`, `slides`, `web` or an edition of the `handout`, its file's name, its key; how it
    is printed."""

    plan: int
    what: str
    edition: str
    name: str
    key: str
    printing: tuple[tuple[str, Any], ...] = ()


class Made(NamedTuple):
    """An output: its bytes (None where it could not be made), how many slides or pages, and what was found."""

    data: bytes | None
    count: int
    found: tuple[Diagnostic, ...] = ()


class Known(NamedTuple):
    """What is remembered of a file: the key under which it was made, the digest of its bytes, its slides or pages."""

    key: str
    digest: str
    count: int


class Memory(NamedTuple):
    """What is remembered of a folder: its files by their names, and by their stems what the download page says of its decks."""

    files: dict[str, Known]
    decks: dict[str, dict[str, Any]]


def tasks(plans: Sequence[Plan], formats: Iterable[str]) -> list[Task]:
    """The outputs of all plans, in the order in which they are told."""
    formats, out = tuple(formats), []
    for n, plan in enumerate(plans):
        stem = f"{plan.deck.id}.{plan.deck.language}"
        found = keys(plan.deck, plan.brand, plan.scenes)
        if "pptx" in formats:
            out.append(Task(n, "pptx", "", f"{stem}.pptx", key("pptx", found.slides, found.notes)))
        if "slides" in formats:
            out.append(Task(n, "slides", "", f"{stem}.slides.pdf", key("slides", found.slides)))
        if "handout" in formats:
            from deckgen.writers.handout.editions import EDITIONS

            how = {**plan.printing, "booklet": False}
            small = how | {"paper": "a5"}
            for e in plan.editions:
                # what lies across the sheet cannot be folded: it is printed as ever
                stapled = plan.printing.get("booklet") and not EDITIONS[e].turned
                for way, ending in [(small, ""), (small | {"booklet": True}, "-booklet")] if stapled else [(how, "")]:
                    name = f"{stem}.{EDITIONS[e].file}{ending}.pdf"
                    out.append(
                        Task(
                            n,
                            "handout",
                            e,
                            name,
                            key("handout", e, repr(sorted(way.items())), found.slides, found.notes, found.handouts),
                            tuple(way.items()),
                        )
                    )
        if "web" in formats:
            out.append(Task(n, "web", "", f"{stem}.html", key("web", found.slides, found.notes, found.web)))
    return out


def make(plans: Sequence[Plan], wanted: Sequence[Task], progress: Callable[[str, int, int], None]) -> list[Made]:
    """Each output in turn. On Linux those of several editions and decks are made side by side, a process for each core; the
    processes begin as copies of this one, so that nothing has to be handed over."""
    cores = min(len(wanted), len(os.sched_getaffinity(0))) if sys.platform == "linux" else 1
    if cores < 2:
        out = []
        for n, task in enumerate(wanted, 1):
            out.append(_made(plans, task))
            progress(task.name, n, len(wanted))
        return out
    # late: a build of one deck has no use for them
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    _shared[:] = [plans]
    for n in dict.fromkeys(t.plan for t in wanted if t.what == "handout"):
        _begun(n, plans[n]).draw(dict(plans[n].printing).get("ink", "colour"))
    try:
        with ProcessPoolExecutor(cores, get_context("fork")) as pool:
            # long ones first: editions before decks
            running = {pool.submit(_one, t): n for n, t in sorted(enumerate(wanted), key=lambda w: -_cost(plans, w[1]))}
            found: dict[int, Made] = {}
            for done in as_completed(running):
                n = running[done]
                found[n] = done.result()
                progress(wanted[n].name, len(found), len(wanted))
    finally:
        _shared.clear()
        _handouts.clear()
    return [found[n] for n in range(len(wanted))]


#: The plans that processes of this one see.
_shared: list[Sequence[Plan]] = []
#: What the editions of a plan share: made before there are several processes, so that all have it.
_handouts: dict[int, Any] = {}


def _one(task: Task) -> Made:
    return _made(_shared[0], task)


def _cost(plans: Sequence[Plan], task: Task) -> float:
    """How long an output takes, about, beside others."""
    weight = {"pptx": 0.2, "slides": 0.15, "web": 0.2}.get(task.what, 1.0)
    return weight * len(plans[task.plan].scenes)


def _made(plans: Sequence[Plan], task: Task) -> Made:
    """Writers are imported late: a build of decks only need not load what sets handouts."""
    plan = plans[task.plan]
    deck, brand, scenes = plan.deck, plan.brand, plan.scenes
    info = _info(deck)
    try:
        if task.what == "pptx":
            from deckgen.writers import pptx
            from deckgen.writers.pptx.lint import lint

            artworks = {
                name: artwork(brand.theme, layout, brand.art, brand.fonts, deck.language)
                for name, layout in brand.theme.layouts.items()
            }
            parts = pptx.write_parts(scenes, brand.theme, artworks, info)
            hint = "this is a mistake in deckgen, not in your content; please report it"
            found = tuple(error(f"the deck `{task.name}` is not sound: {said}", None, hint) for said in lint(parts))
            return Made(pptx.pack(parts), len(scenes), found)
        if task.what == "slides":
            from deckgen.writers import slides

            return Made(slides.write(scenes, brand.theme, brand.fonts, info), len(scenes))
        if task.what == "web":
            from deckgen.writers.web import pages

            return Made(pages.deck_page(deck, scenes, brand), len(scenes))
        from deckgen.writers.handout.handouts import Print

        return Made(*_begun(task.plan, plan).write(task.edition, Print(**dict(task.printing))))
    except ContentError as e:
        return Made(None, 0, e.diagnostics)


def _begun(n: int, plan: Plan) -> Any:
    """What the editions of a plan share."""
    from deckgen.writers.handout.handouts import Handouts

    if n not in _handouts or _handouts[n][0] is not plan:
        _handouts[n] = plan, Handouts(plan.deck, plan.scenes, plan.brand, _info(plan.deck))
    return _handouts[n][1]


def _info(deck: Deck) -> Info:
    return Info(
        title=deck.title.plain,
        subject=deck.subtitle.plain if deck.subtitle else "",
        author=deck.speaker,
        company=deck.client,
        language=deck.language,
        date=deck.date_iso,
        keywords=tuple(p.title.plain for p in deck.parts),
        id=deck.id,
    )


# the download page

#: What a file is called there, by the end of its name.
_WHAT = {"pptx": "deck", "slides.pdf": "slides-pdf", "handout.pdf": "handout"}


def index(
    plans: Sequence[Plan], folder: Path, known: Memory, sizes: Mapping[str, int], seminars: Iterable[str], language: str
) -> dict[str, bytes]:
    """The download page for all that the folder holds of these seminars, and the fonts that it offers. `sizes` are those of the files
    that are about to be written; the page is in `language`, unless there is no deck in it."""
    from deckgen.writers.handout.editions import EDITIONS
    from deckgen.writers.web import pages

    first = plans[0]
    order = {
        ending: n for n, ending in enumerate(("pptx", "slides.pdf", *(f"{e.file}.pdf" for e in EDITIONS.values())))
    }
    for plan in plans:
        known.decks[f"{plan.deck.id}.{plan.deck.language}"] = pages.about(plan.deck, plan.scenes, plan.brand)._asdict()
    there = set(seminars)
    for stem in [s for s, d in known.decks.items() if d["id"] not in there]:
        del known.decks[stem]
    decks = []
    for stem, raw in known.decks.items():
        names = [
            n
            for n in known.files
            if n.startswith(f"{stem}.") and not n.endswith(".html") and (n in sizes or (folder / n).is_file())
        ]
        names.sort(key=lambda n: order.get(n.removeprefix(f"{stem}."), len(order)))
        found = [
            pages.Download(
                n,
                _what(n.removeprefix(f"{stem}.")),
                known.files[n].count,
                sizes[n] if n in sizes else (folder / n).stat().st_size,
            )
            for n in names
        ]
        decks.append(pages.About(**{**raw, "downloads": tuple(found)}))
    faces = {f"fonts/{face.name}": face.data for face in dict.fromkeys(first.brand.faces.values())}
    faces |= {f"fonts/{path.name}": path.read_bytes() for path in first.brand.licences}
    spoken = language if any(d.language == language for d in decks) else first.deck.language
    out = {"index.html": pages.index_page(decks, first.brand, spoken, sorted(faces))}
    return out | dict(sorted(faces.items()))


def _what(ending: str) -> str:
    if ending in _WHAT:
        return _WHAT[ending]
    name = ending.removesuffix(".pdf")
    if name.endswith("-booklet"):
        return "booklet"
    return f"slides-edition:{name.removeprefix('slides-')}" if name.startswith("slides-") else f"{name}-edition"


def is_same(path: Path, data: bytes) -> bool:
    """Whether a file is there with these bytes."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


# what is there already


def remembered(folder: Path) -> Memory:
    """What is known of a folder; nothing where that cannot be read."""
    try:
        raw = json.loads((folder / MEMORY).read_text(encoding="utf-8"))
        files = {str(name): Known(str(k["key"]), str(k["digest"]), int(k["count"])) for name, k in raw["files"].items()}
        return Memory(files, {str(stem): dict(d) for stem, d in raw["decks"].items()})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Memory({}, {})


def unchanged(folder: Path, task: Task, known: Mapping[str, Known]) -> bool:
    """Whether the file that is there is the one that would be made."""
    there = known.get(task.name)
    if there is None or there.key != task.key:
        return False
    try:
        return sha256((folder / task.name).read_bytes()).hexdigest() == there.digest
    except OSError:
        return False


def save(files: Mapping[str, bytes], folder: Path, known: Memory) -> Iterator[Path]:
    """Writes every file aside, then renames them all: no reader ever sees half a file. `known` is remembered with them.

    Where a rename fails (a deck open in PowerPoint on Windows), what was already renamed is put back, and folders made for it go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    memory = {
        "files": {name: k._asdict() for name, k in sorted(known.files.items())},
        "decks": dict(sorted(known.decks.items())),
    }
    files = {**files, MEMORY: json.dumps(memory, indent=1, ensure_ascii=False).encode()}
    mark = os.getpid()
    finals = [folder / name for name in files]
    aside = [f.with_name(f".{f.name.removeprefix('.')}.{mark}.part") for f in finals]
    kept = [f.with_name(f".{f.name.removeprefix('.')}.{mark}.kept.part") for f in finals]
    done: list[tuple[Path, Path]] = []
    fresh = [place for place in dict.fromkeys(f.parent for f in finals) if not place.is_dir()]
    for place in fresh:
        place.mkdir()
    try:
        for data, temporary in zip(files.values(), aside, strict=True):
            temporary.write_bytes(data)
        for final in finals:
            if final.is_dir():
                raise IsADirectoryError(21, "is a folder", str(final))
        for temporary, final, old in zip(aside, finals, kept, strict=True):
            if final.exists():
                os.replace(final, old)
            done.append((final, old))
            os.replace(temporary, final)
    except BaseException:
        for final, old in reversed(done):
            final.unlink(missing_ok=True)
            if old.exists():
                os.replace(old, final)
        for path in aside:
            path.unlink(missing_ok=True)
        for place in fresh:
            place.rmdir()
        raise
    finally:
        for path in (*aside, *kept):
            path.unlink(missing_ok=True)
    yield from (f for f in finals if f.name != MEMORY)
