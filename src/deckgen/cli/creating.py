"""What `deckgen new` asks, makes and says."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from deckgen import drafts
from deckgen.cli.questions import ask, near
from deckgen.cli.terminal import language, shown, tell
from deckgen.diagnostics import UsageError
from deckgen.drafts.projects import Plan
from deckgen.drafts.slides import check_id, free
from deckgen.layout.kinds import KINDS
from deckgen.messages import Message, say, system
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
    missing = UsageError(say("new.missing-folder"), say("new:behind-command"))
    folder = folder or Path(ask(say("new:ask-folder"), None, missing=missing))
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise UsageError(say("new.folder-there", path=folder), say("new:another-name"))
    made = _plan(folder.name, plan, theme_folders(folder))
    _make(folder, drafts.project(made))
    tell(shown(say("new:next-in", folder=folder, command=f"deckgen build {made.name}")))


def new_seminar(root: Path, name: str | None, plan: Mapping[str, Any], modules: Sequence[str]) -> None:
    """A new seminar, of a module of its own or of those that are named."""
    name = _name(name, say("new:a-seminar"), root / "content" / "seminars")
    titles = {module: _title(root, module) for module in modules}
    made = _plan(name, plan, theme_folders(root))
    _make(root, drafts.seminar(made, titles))
    tell(shown(say("new:next", command=f"deckgen build {name}")))


def new_module(root: Path, name: str | None, title: str | None, kind: str) -> None:
    """A new module with a first slide."""
    name = _name(name, say("new:a-module"), root / "content" / "modules")
    title = title or ask(say("new:ask-title"), _as_title(name))
    _make(root, drafts.module(name, title, (_kind(kind),)))
    tell(shown(say("new:next-module", name=name)))


def new_slide(root: Path, kind: str | None, module: str | None, id: str | None, size: str) -> None:
    """A new slide at the end of a module."""
    modules = _modules(root)
    if kind is None:
        kinds = {name: first_sentence(model, language()) for name, model in KINDS.items()}
        missing = UsageError(say("new.missing-kind"), say("new:behind-command"))
        kind = ask(say("new:ask-kind"), None, kinds, missing)
    kind = _kind(kind)
    if not modules:
        raise UsageError(say("new.no-module"), say("new:make-module"))
    if module is None:
        missing = UsageError(say("new.which-module"), say("new:module-option"))
        only = next(iter(modules)) if len(modules) == 1 else None
        module = only or ask(say("new:ask-module"), None, tuple(modules), missing)
    if module not in modules:
        raise UsageError(say("new.unknown-module", name=module), near(module, modules, "modules"))
    taken = {id for ids in modules.values() for id in ids}
    proposed = free(f"{module}-{kind}"[:60], taken)
    id = id or ask(say("new:ask-id"), proposed)
    check_id(id, taken)
    _make(root, drafts.slide(root, kind, module, id, taken, size))
    tell(shown(say("new:next-slide", id=id, module=module)))


def new_theme(root: Path, name: str | None, label: str | None, like: str | None) -> None:
    """A new theme that begins as another one is."""
    folders = theme_folders(root)
    known = theme_names(folders)
    name = _name(name, say("new:a-theme"), root / "themes", known)
    label = label or ask(say("new:ask-label"), _as_title(name))
    like = like or ask(say("new:ask-like"), PLAIN, known)
    if like not in known:
        raise UsageError(say("command.unknown-theme", name=like), near(like, known, "themes"))
    home = next(f / like for f in folders if (f / like / "theme.yaml").exists())
    _make(root, drafts.theme(home, name, label))
    tell(shown(say("new:next-theme", name=name)))


def new_editor(root: Path) -> None:
    """Settings of editors for a project that is there."""
    _make(root, drafts.editor(language()))


def _make(root: Path, draft: drafts.Draft) -> None:
    """Writes a draft and says what has come of it."""
    try:
        drafts.write(root, draft)
    except OSError as e:
        what = say("command.unwritable", path=e.filename or root, reason=system(e))
        raise UsageError(what, say("new:may-write")) from e
    for path in draft.new:
        if not path.startswith("."):
            tell(shown(say("new:made", path=root / path)))
    for path in draft.longer:
        tell(shown(say("new:longer", path=root / path)))


# what is asked


def _plan(name: str, given: Mapping[str, Any], folders: Sequence[Path]) -> Plan:
    """What is known of a new seminar: what was given, and for the rest what is answered."""
    themes = theme_names(folders)
    name = name if is_slug(name) else re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "seminar"
    name = name if is_slug(name) else f"seminar-{name}"[:60]
    title = given["title"] or ask(say("new:ask-title"), _as_title(name))
    minutes = given["minutes"] or int(ask(say("new:ask-minutes"), "20", check=_check_minutes))
    theme = given["theme"] or (ask(say("new:ask-theme"), PLAIN if PLAIN in themes else themes[0], themes))
    if theme not in themes:
        raise UsageError(say("command.unknown-theme", name=theme), near(theme, themes, "themes"))
    client = given["client"] if given["client"] is not None else ask(say("new:ask-client"), "")
    return Plan(name, title, given["language"] or language(), minutes, theme, client, given["date"] or "")


def _check_minutes(answer: str) -> None:
    if not re.fullmatch(r"[1-9]\d?|1\d\d|2[0-3]\d|240", answer):
        raise UsageError(say("new.minutes", found=answer), say("new:in-digits"))


def _name(name: str | None, what: Message, folder: Path, taken: Sequence[str] = ()) -> str:
    """The name of a new file or folder."""
    missing = UsageError(say("new.missing-name", what=what), say("new:behind-command"))
    name = name or ask(say("new:ask-name", what=what), None, missing=missing)
    if not is_slug(name):
        raise UsageError(say("new.no-name", name=name, what=what), say("new:slug"))
    if name in taken or os.path.lexists(folder / name) or os.path.lexists(folder / f"{name}.yaml"):
        raise UsageError(say("new.name-taken", name=name, what=what), say("new:stays"))
    return name


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise UsageError(say("kind.unknown", found=f"`{kind}`"), near(kind, KINDS, "kinds"))
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
        raise UsageError(say("new.unknown-module", name=module), near(module, modules, "modules"))
    value = _parsed(root, f"{module}.yaml")
    title = value.get("title") if isinstance(value, Located) else None
    words = title.get(language()) or next(iter(title.values()), "") if isinstance(title, Located) else title
    return str(words or _as_title(module))
