"""What a page may ask of the studio, by name."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Any

from deckgen.diagnostics import Diagnostic
from deckgen.drafts import project
from deckgen.drafts import seminar as seminar_draft
from deckgen.drafts import write as write_draft
from deckgen.drafts.projects import Plan
from deckgen.drafts.slides import free, slide
from deckgen.editor.completion import complete
from deckgen.editor.hover import hover
from deckgen.languages import COMPLETE
from deckgen.layout.kinds import KINDS
from deckgen.messages import KOREAN, SPOKEN, say
from deckgen.reading.stretches import stretches
from deckgen.reading.values import is_slug
from deckgen.schema.sayings import first_sentence
from deckgen.studio.asking import Asked, Unclear
from deckgen.studio.browser_text import Counted, shown
from deckgen.studio.building import labelled
from deckgen.studio.data import Data, told_message, told_places
from deckgen.studio.desk import Refused, difference
from deckgen.studio.fields import dropped, put, room
from deckgen.studio.forms import form, mark_of, part_form, place_of, seminar_form
from deckgen.studio.order import moved, removed, repeated
from deckgen.studio.programme import left_out, moved_slide, named_after
from deckgen.studio.refusing import Impossible
from deckgen.studio.scalars import at_offset, at_steps, meant, rewritten, shown_words
from deckgen.studio.sessions import Answer, Page, Studio
from deckgen.vocabulary import korean
from deckgen.workspace import Splice, Workspace, spliced
from deckgen.workspace.mending import edits, offered


async def _begin(studio: Studio, page: Page, asked: Asked) -> Data:
    """A page begins, or shows another seminar or speaks another language."""
    page.speak(asked.word("language"))
    page.seminar = asked.word("seminar") or page.seminar
    page.told = None
    page.findings = None
    await studio.tell(page)
    return {}


async def _file(studio: Studio, page: Page, asked: Asked) -> Data:
    """A file's text."""
    path = studio.desk.path(asked.text("path"))
    text, version = studio.desk.text(path)
    return {"path": path, "version": version, "text": shown(text)}


async def _edit(studio: Studio, page: Page, asked: Asked) -> Data:
    """Stretches of a file are written otherwise."""
    path = studio.desk.path(asked.text("path"))
    text, version = studio.desk.text(path)
    if asked.whole("version") != version:
        raise Refused(path, version, text)
    counted = Counted(text)
    splices = [
        (counted.offset(a), counted.offset(b), counted.written(words)) for a, b, words in asked.splices("splices")
    ]
    return {"version": await studio.write(page, path, version, splices)}


async def _set(studio: Studio, page: Page, asked: Asked) -> Data:
    """A value has other words; its quotes and lines stay."""
    path = studio.desk.path(asked.text("path"))
    text, version = studio.desk.text(path)
    _same_place(asked, text, version)
    steps, words, before = asked.steps("steps"), asked.text("text"), asked.text("before")
    old = at_steps(text, steps)
    if meant(old, shown_words(old)) != meant(old, before):
        raise Refused(path, version, text)
    start, end, piece = rewritten(text, steps, words)
    if end > start or piece:
        await studio.write(None, path, version, [(start, end, piece)])
    return {}


def _same_place(asked: Asked, text: str, version: int) -> None:
    """Raises Refused where the steps of a message do not lead any more to the slide that it is about (in its module, or
    where a programme names it), or to the part of a programme (by its `mark`)."""
    name, mark, steps = asked.word("slide"), asked.word("mark"), asked.steps("steps")
    own = (*steps[:2], "id") if steps[:1] == ("slides",) else (*steps[:4], "slide")
    if name and name not in (s.text for s in stretches(text) if s.steps == own):
        raise Refused(asked.text("path"), version, text)
    if mark and mark_of(text, steps[:2]) != mark:
        raise Refused(asked.text("path"), version, text)


async def _value(studio: Studio, page: Page, asked: Asked) -> Data:
    """The value that stands at a place of a file."""
    path = studio.desk.path(asked.text("path"))
    text, version = studio.desk.text(path)
    found = at_offset(text, Counted(text).offset(asked.whole("at")))
    if found is None:
        raise Impossible(say("studio:no-text-here"))
    return {"path": path, "version": version, "steps": list(found.steps), "text": shown_words(found)}


async def _places(studio: Studio, page: Page, asked: Asked) -> Data:
    """What stands where in a picture."""
    seminar, name = asked.text("seminar"), asked.text("slide")
    await studio.glanced()
    if seminar == page.seminar:  # who asks shows it
        looks = {slide.id: slide.look for slide in studio.workspace.view(seminar).slides}
        page.slide, page.look = name, looks.get(name, -1)
    return {"places": await asyncio.to_thread(told_places, studio.workspace, seminar, name)}


async def _form(studio: Studio, page: Page, asked: Asked) -> Data:
    """The fields of a slide; without one those of a seminar, or of a part of it; with what is written in them."""
    await studio.glanced()
    slide, seminar = asked.word("slide"), asked.word("seminar")
    if slide:
        return await asyncio.to_thread(form, studio.workspace, slide, seminar)
    if asked.has("part"):
        return await asyncio.to_thread(part_form, studio.workspace, seminar, asked.whole("part"))
    return await asyncio.to_thread(seminar_form, studio.workspace, seminar)


async def _move(studio: Studio, page: Page, asked: Asked) -> Data:
    """A slide stands before another one, or behind the last of a part."""
    seminar, name = asked.text("seminar"), asked.text("slide")
    async with studio.alone():
        path, pieces = moved_slide(studio.workspace, seminar, name, asked.word("before"), asked.whole("part"))
        if pieces:
            await studio.write_alone(path, pieces)
    return {}


async def _put(studio: Studio, page: Page, asked: Asked) -> Data:
    """A mapping has a field more."""
    path = studio.desk.path(asked.text("path"))
    text, version = studio.desk.text(path)
    _same_place(asked, text, version)
    name = asked.word("name")
    if not name.isidentifier():
        raise Unclear("this is no name of a field")
    pieces = put(text, asked.steps("steps"), name, asked.value("value"))
    wrong = await asyncio.to_thread(_made_wrong, studio.workspace, path, [Splice(path, *piece) for piece in pieces])
    if wrong:
        raise Impossible(wrong.says)
    await studio.write(None, path, version, pieces)
    return {}


def _made_wrong(workspace: Workspace, path: str, splices: list[Splice]) -> Diagnostic | None:
    """The first error that a file by itself would have more."""
    before = Counter(d.says for d in workspace.structure(path))
    after = (d for d in workspace.structure(path, splices) if d.severity == "error")
    return next((d for d in after if not before[d.says]), None)


async def _blank(studio: Studio, page: Page, asked: Asked) -> Data:
    """How a field is begun that is not written; of one that is begun in the source, where that is, and what is written
    before its value."""
    path, steps = studio.desk.path(asked.text("path")), asked.steps("steps")
    text, version = studio.desk.text(path)
    _same_place(asked, text, version)
    blank = await asyncio.to_thread(lambda: place_of(studio.workspace, path, text, steps).blank())
    if blank["sort"] == "source":
        at, words = room(text, steps[:-1], str(steps[-1]))
        return blank | {"path": path, "at": Counted(text).place(at), "words": shown(words)}
    return blank


async def _drop(studio: Studio, page: Page, asked: Asked) -> Data:
    """A mapping has a field less."""
    path = studio.desk.path(asked.text("path"))
    text, version = studio.desk.text(path)
    _same_place(asked, text, version)
    await studio.write(None, path, version, dropped(text, asked.steps("steps"), asked.word("name")))
    return {}


async def _item(studio: Studio, page: Page, asked: Asked) -> Data:
    """An item of a list stands there twice (`how` is "repeat"), not any more ("remove"), or elsewhere ("move")."""
    path = studio.desk.path(asked.text("path"))
    text, version = studio.desk.text(path)
    _same_place(asked, text, version)
    of, number, how = asked.steps("steps"), asked.whole("number"), asked.word("how")
    if how == "move":
        pieces = moved(text, of, number, of, asked.whole("before"))
    elif how in ("repeat", "remove"):
        pieces = (repeated if how == "repeat" else removed)(text, of, number)
    else:
        raise Unclear("nothing is done so to an item")
    if pieces:
        await studio.write(None, path, version, pieces)
    return {}


async def _leave_out(studio: Studio, page: Page, asked: Asked) -> Data:
    """A programme does not name a slide any more; it stays in its module."""
    async with studio.alone():
        path, pieces = left_out(studio.workspace, asked.text("seminar"), asked.text("slide"))
        await studio.write_alone(path, pieces)
    return {}


async def _undo(studio: Studio, page: Page, asked: Asked) -> Data:
    """What was written last from here is taken back."""
    return {"path": await studio.undo()}


async def _kinds(studio: Studio, page: Page, asked: Asked) -> Data:
    """All kinds of slides, and the modules that a slide may go into."""
    modules = studio.workspace.contents.modules
    return {
        "kinds": [
            {"name": name, KOREAN: korean(name, "kind"), "about": {to: first_sentence(kind, to) for to in SPOKEN}}
            for name, kind in KINDS.items()
        ],
        "modules": list(modules),
    }


async def _add(studio: Studio, page: Page, asked: Asked) -> Data:
    """A slide of a kind, at the end of the module of another one, and in the programme behind that."""
    kind, after, seminar = asked.text("kind"), asked.word("after"), asked.text("seminar")
    if kind not in KINDS:
        raise Unclear("no kind is called so")
    async with studio.alone():
        return await _added(studio, kind, after, seminar, asked.word("module"))


async def _added(studio: Studio, kind: str, after: str, seminar: str, module: str) -> Data:
    """What `_add` makes, where nobody else writes."""
    workspace = studio.workspace
    contents = workspace.contents
    module = module or contents.homes.get(after) or next(iter(contents.modules), "")
    name = free(f"{module}-{kind}", contents.slides)
    path = studio.desk.path(f"content/modules/{module}.yaml")
    # what editors have is on the disk, too: each edit was written when it came
    draft = slide(studio.desk.root, kind, module, name, contents.slides)
    for made, data in draft.new.items():
        await asyncio.to_thread(studio.desk.make, made, data)
    for longer, change in draft.longer.items():
        cut = difference(longer, change.before.decode("utf-8"), change.after.decode("utf-8"))
        await studio.write_alone(longer, [(cut.start, cut.end, cut.text)])
    await studio.came_alone(draft.new)
    await studio.looked()
    entry = named_after(workspace, seminar, after, name)
    if entry:
        programme, pieces = entry
        await studio.write_alone(programme, pieces)
    return {"slide": name, "path": path}


async def _fixes(studio: Studio, page: Page, asked: Asked) -> Data:
    """The ways to mend a finding that hold."""
    await studio.looked()
    finding = _finding(studio, asked)
    ways = await asyncio.to_thread(offered, studio.workspace, finding)
    return {"fixes": [told_message(way.says, page.language) for way in ways]}


async def _fix(studio: Studio, page: Page, asked: Asked) -> Data:
    """A finding is mended in one of its ways."""
    async with studio.alone():
        ways = await asyncio.to_thread(offered, studio.workspace, _finding(studio, asked))
        way = ways[asked.whole("way")] if asked.whole("way") < len(ways) else None
        if way is None:
            raise Impossible(say("studio:no-such-way"))
        by_path: dict[str, list[tuple[int, int, str]]] = {}
        for splice in edits(studio.workspace, way):
            by_path.setdefault(studio.desk.path(splice.path), []).append((splice.start, splice.end, splice.text))
        for path, splices in by_path.items():
            await studio.write_alone(path, splices)
    return {}


def _finding(studio: Studio, asked: Asked) -> Any:
    """The finding that a page means: by its number and code, so that it is no other one by now."""
    findings = studio.workspace.findings
    number = asked.whole("finding")
    if number >= len(findings) or findings[number].code != asked.text("code"):
        raise Impossible(say("studio:finding-gone"))
    return findings[number]


async def _complete(studio: Studio, page: Page, asked: Asked) -> Data:
    """What may be written at a place of a file, as a page has it: with stretches that it has not sent yet."""
    path, at = studio.desk.path(asked.text("path")), asked.whole("at")
    base = shown(studio.desk.text(path)[0])
    counted = Counted(base)
    if counted.place(len(base)) != asked.whole("length"):  # others have written meanwhile
        return {"from": at, "to": at, "offers": []}
    unsent = [Splice(path, counted.offset(a), counted.offset(b), words) for a, b, words in asked.splices("splices")]
    text = spliced(base, unsent)
    row, column, start = _place(text, at)
    found = await asyncio.to_thread(complete, text, path, row, column, studio.workspace.contents, page.language)
    line = Counted(text)
    offers = [{"text": o.text, "sign": o.sign, "about": o.about, "needed": o.needed} for o in found.offers[:300]]
    return {"from": line.place(start + found.start), "to": line.place(start + max(found.end, column)), "offers": offers}


async def _hover(studio: Studio, page: Page, asked: Asked) -> Data:
    """What is said of a place of a file."""
    path = studio.desk.path(asked.text("path"))
    text, _ = studio.desk.text(path)
    row, column, _ = _place(shown(text), asked.whole("at"))
    return {"said": await asyncio.to_thread(hover, studio.workspace, shown(text), path, row, column, page.language)}


def _place(text: str, at: int) -> tuple[int, int, int]:
    """The row and column (from 0) of a browser's place, and where its line begins."""
    offset = Counted(text).offset(at)
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset), offset - start, start


async def _start(studio: Studio, page: Page, asked: Asked) -> Data:
    """A first seminar, or a further one, with a module of its own."""
    name, title = asked.word("name"), asked.word("title").strip()
    minutes, language = asked.whole("minutes"), asked.word("spoken")
    if not title or language not in COMPLETE or not 1 <= minutes <= 240:
        raise Unclear("this is no seminar")
    contents = studio.workspace.contents
    taken = {*studio.workspace.seminars, *contents.modules}
    plan = Plan(free(name if is_slug(name) else "seminar", taken), title, language, minutes)
    made = project(plan) if not (studio.desk.root / "content").exists() else seminar_draft(plan)
    await asyncio.to_thread(write_draft, studio.desk.root, made)
    await studio.came(made.new)
    studio.watch_again()
    await studio.looked()
    page.seminar = plan.name
    return {"seminar": plan.name}


async def _build(studio: Studio, page: Page, asked: Asked) -> Data:
    """A seminar is built; how far that is, the page is told on the way."""
    seminar = asked.text("seminar")
    if seminar not in studio.workspace.seminars:
        raise ValueError("there is no such seminar")
    built = await studio.building.build(seminar, page.say, page.language)
    labelled(built["outputs"], studio.workspace.theme(seminar), page.language)
    return built


ANSWERS: Mapping[str, Answer] = {
    "begin": _begin,
    "file": _file,
    "edit": _edit,
    "set": _set,
    "value": _value,
    "places": _places,
    "form": _form,
    "move": _move,
    "blank": _blank,
    "put": _put,
    "drop": _drop,
    "item": _item,
    "leave-out": _leave_out,
    "undo": _undo,
    "start": _start,
    "kinds": _kinds,
    "add": _add,
    "fixes": _fixes,
    "fix": _fix,
    "complete": _complete,
    "hover": _hover,
    "build": _build,
}
