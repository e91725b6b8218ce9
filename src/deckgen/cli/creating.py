"""What `deckgen new` asks, makes and says."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from deckgen import drafts
from deckgen.cli.questions import ask, language, say
from deckgen.cli.terminal import tell
from deckgen.diagnostics import UsageError, choose
from deckgen.drafts.projects import Plan
from deckgen.drafts.slides import check_id, free
from deckgen.layout.kinds import KINDS
from deckgen.reading.brand import theme_names
from deckgen.reading.files import Unreadable, names_in
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.nodes import Sequence as LocatedList
from deckgen.reading.parser import parse
from deckgen.reading.project import theme_folders
from deckgen.reading.values import is_slug
from deckgen.schema.sayings import first_sentence

#: The theme of those that came with deckgen which is anybody's.
PLAIN = "openmaru"


def new_project(folder: Path | None, plan: Mapping[str, Any]) -> None:
    """A new folder with all that a first deck needs."""
    folder = folder or Path(ask("project-folder", None))
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise UsageError(f"there is a folder `{folder}` already, and it is not empty", "choose another name")
    made = _plan(folder.name, plan, theme_folders(folder))
    _make(folder, drafts.project(made))
    tell(say("next-in", folder=folder, command=f"deckgen build {made.name}"))


def new_seminar(root: Path, name: str | None, plan: Mapping[str, Any], modules: Sequence[str]) -> None:
    """A new seminar, of a module of its own or of those that are named."""
    name = _name(name, "seminar-name", "seminar", root / "content" / "seminars")
    titles = {module: _title(root, module) for module in modules}
    made = _plan(name, plan, theme_folders(root))
    _make(root, drafts.seminar(made, titles))
    tell(say("next", command=f"deckgen build {name}"))


def new_module(root: Path, name: str | None, title: str | None, kind: str) -> None:
    """A new module with a first slide."""
    name = _name(name, "module-name", "module", root / "content" / "modules")
    title = title or ask("title", _as_title(name))
    _make(root, drafts.module(name, title, (_kind(kind),)))
    tell(say("next-module", name=name))


def new_slide(root: Path, kind: str | None, module: str | None, id: str | None, size: str) -> None:
    """A new slide at the end of a module."""
    modules = _modules(root)
    if kind is None:
        kind = ask("kind", None, {name: first_sentence(model) for name, model in KINDS.items()})
    kind = _kind(kind)
    if not modules:
        raise UsageError("there is no module yet that could take a slide", "make one: `deckgen new module NAME`")
    if module is None:
        module = (
            next(iter(modules)) if len(modules) == 1 else ask("module", None, tuple(modules), "write `--module NAME`")
        )
    if module not in modules:
        raise UsageError(f"there is no module `{module}`", str(choose(module, modules, "modules")))
    taken = {id for ids in modules.values() for id in ids}
    proposed = free(f"{module}-{kind}"[:60], taken)
    id = id or ask("slide-id", proposed)
    check_id(id, taken)
    _make(root, drafts.slide(root, kind, module, id, taken, size))
    tell(say("next-slide", id=id, module=module))


def new_theme(root: Path, name: str | None, label: str | None, like: str | None) -> None:
    """A new theme that begins as another one is."""
    folders = theme_folders(root)
    known = theme_names(folders)
    name = _name(name, "theme-name", "theme", root / "themes", known)
    label = label or ask("theme-label", _as_title(name))
    like = like or ask("theme-like", PLAIN, known)
    if like not in known:
        raise UsageError(f"there is no theme `{like}`", str(choose(like, known, "themes")))
    home = next(f / like for f in folders if (f / like / "theme.yaml").exists())
    _make(root, drafts.theme(home, name, label))
    tell(say("next-theme", name=name))


def new_editor(root: Path) -> None:
    """Settings of editors for a project that is there."""
    _make(root, drafts.editor())


def _make(root: Path, draft: drafts.Draft) -> None:
    """Writes a draft and says what has come of it."""
    try:
        drafts.write(root, draft)
    except OSError as e:
        reason = (e.strerror or str(e)).lower()
        raise UsageError(f"`{e.filename or root}` cannot be written: {reason}", "see that you may write there") from e
    for path in draft.new:
        if not path.startswith("."):
            tell(say("made", path=root / path if str(root) != "." else path))
    for path in draft.longer:
        tell(say("longer", path=root / path if str(root) != "." else path))


# what is asked


def _plan(name: str, given: Mapping[str, Any], folders: Sequence[Path]) -> Plan:
    """What is known of a new seminar: what was given, and for the rest what is answered."""
    themes = theme_names(folders)
    name = name if is_slug(name) else re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "seminar"
    name = name if is_slug(name) else f"seminar-{name}"[:60]
    title = given["title"] or ask("title", _as_title(name))
    minutes = given["minutes"] or int(ask("minutes", "20", check=_check_minutes))
    theme = given["theme"] or (ask("theme", PLAIN if PLAIN in themes else themes[0], themes))
    if theme not in themes:
        raise UsageError(f"there is no theme `{theme}`", str(choose(theme, themes, "themes")))
    client = given["client"] if given["client"] is not None else ask("client", "")
    return Plan(name, title, given["language"] or language(), minutes, theme, client, given["date"] or "")


def _check_minutes(answer: str) -> None:
    if not re.fullmatch(r"[1-9]\d?|1\d\d|2[0-3]\d|240", answer):
        raise UsageError(f"the minutes must be a whole number from 1 to 240, found `{answer}`", "write it in digits")


def _name(name: str | None, question: str, what: str, folder: Path, taken: Sequence[str] = ()) -> str:
    """The name of a new file or folder."""
    name = name or ask(question, None)
    if not is_slug(name):
        hint = "write lower-case English letters, digits and hyphens, for example `first-steps`; titles may be Korean"
        raise UsageError(f"`{name}` cannot be the name of a {what}", hint)
    if name in taken or os.path.lexists(folder / name) or os.path.lexists(folder / f"{name}.yaml"):
        raise UsageError(f"there is a {what} `{name}` already", "it stays as it is; choose another name")
    return name


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise UsageError(f"there is no kind `{kind}`", str(choose(kind, KINDS, "kinds")))
    return kind


def _as_title(name: str) -> str:
    return name.replace("-", " ").capitalize()


# what is there


def _modules(root: Path) -> dict[str, list[str]]:
    """The modules of a project by name, each with the ids of its slides."""
    try:
        names = names_in(root / "content" / "modules")
    except Unreadable:
        names = []
    found = {}
    for name in sorted(n for n in names if n.endswith(".yaml")):
        value = _parsed(root, name)
        slides = value.get("slides") if isinstance(value, Located) else None
        items = slides if isinstance(slides, LocatedList) else ()
        found[name.removesuffix(".yaml")] = [str(s["id"]) for s in items if isinstance(s, Located) and s.get("id")]
    return found


def _parsed(root: Path, name: str) -> object:
    data = (root / "content" / "modules" / name).read_bytes()
    return parse(data.decode("utf-8-sig", "replace"), name)[0]


def _title(root: Path, module: str) -> str:
    """The title of a module."""
    modules = _modules(root)
    if module not in modules:
        raise UsageError(f"there is no module `{module}`", str(choose(module, modules, "modules")))
    value = _parsed(root, f"{module}.yaml")
    title = value.get("title") if isinstance(value, Located) else None
    words = title.get(language()) or next(iter(title.values()), "") if isinstance(title, Located) else title
    return str(words or _as_title(module))
