"""The commands of `deckgen new`: their arguments and options. What they make stands in `creating`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from deckgen.cli.options import OneOf

Decorator = Callable[[Callable[..., None]], Callable[..., None]]

HELP = """\b
Examples:
  deckgen new project our-seminars           a folder with a first seminar
  deckgen new seminar cloud-day --minutes 50 a seminar, with a module of its own
  deckgen new slide flow --module cloud-day  a slide of the kind flow, with its example
  deckgen new theme ours --like paper        a theme to change

\b
What is not said is asked, where somebody can be asked. No file that is there is changed, but the
module that gets a slide: at its end.
"""


def _languages() -> Sequence[str]:
    from deckgen.languages import COMPLETE

    return COMPLETE


def _sizes() -> Sequence[str]:
    from deckgen.gallery import SIZES

    return tuple(SIZES)


def _plan(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what a seminar is."""
    for option in (
        click.option("--date", metavar="DAY", help="The day of the event, as 2026-12-10."),
        click.option("--client", metavar="TEXT", help="Who it is for."),
        click.option("--theme", metavar="NAME", help="Its theme. Default: openmaru."),
        click.option("--minutes", type=click.IntRange(1, 240), metavar="N", help="How long it takes. Default: 20."),
        click.option("--lang", "language", type=OneOf(_languages), help="Its language. Default: yours."),
        click.option("--title", metavar="TEXT", help="Its title. Default: its name."),
    ):
        command = option(command)
    return command


def add_to(program: click.Group, project: Callable[[str], Decorator]) -> None:
    """Adds `new` with its commands; `project` makes the option that names a project's folder."""

    @program.group("new", cls=type(program), invoke_without_command=True, epilog=HELP)
    @click.pass_context
    def new(context: click.Context) -> None:
        """Makes a project, a seminar, a module, a slide or a theme to begin with."""
        if context.invoked_subcommand is None:
            _choose(context, new)

    _add_content(new, project)
    _add_looks(new, project)


def _choose(context: click.Context, new: click.Group) -> None:
    """Asks what is to be made."""
    from deckgen.cli.program import summary
    from deckgen.cli.questions import ask, can_ask
    from deckgen.messages import say

    if not can_ask():
        click.echo(context.get_help(), err=True)
        sys.exit(2)
    chosen = ask(
        say("new:ask-what"), None, {name: summary(f"new {name}", command) for name, command in new.commands.items()}
    )
    context.invoke(new.commands[chosen])


def _add_content(new: click.Group, project: Callable[[str], Decorator]) -> None:
    @new.command("project")
    @click.argument("folder", required=False, metavar="FOLDER", type=click.Path(path_type=Path))
    @_plan
    def project_command(folder: Path | None, **plan: Any) -> None:
        """Makes a project: a folder with a seminar, its module, and settings for editors."""
        from deckgen.cli.creating import new_project

        new_project(folder, plan)

    @new.command("seminar")
    @click.argument("name", required=False)
    @_plan
    @click.option("--modules", metavar="LIST", help="Modules that it shows, instead of one of its own.")
    @project("content/")
    def seminar_command(name: str | None, modules: str | None, project: Path, **plan: Any) -> None:
        """Makes a seminar: content/seminars/NAME.yaml, with a module of its own."""
        from deckgen.cli.creating import new_seminar

        new_seminar(project, name, plan, [m.strip() for m in (modules or "").split(",") if m.strip()])

    @new.command("module")
    @click.argument("name", required=False)
    @click.option("--title", metavar="TEXT", help="Its title. Default: its name.")
    @click.option(
        "--kind", default="statement", metavar="KIND", help="The kind of its first slide. Default: statement."
    )
    @project("content/")
    def module_command(name: str | None, title: str | None, kind: str, project: Path) -> None:
        """Makes a module: content/modules/NAME.yaml, with a first slide."""
        from deckgen.cli.creating import new_module

        new_module(project, name, title, kind)

    @new.command("slide")
    @click.argument("kind", required=False)
    @click.option("--module", metavar="NAME", help="The module that gets it. Default: the only one.")
    @click.option("--id", metavar="ID", help="Its id. Default: the module's name and the kind's.")
    @click.option("--size", type=OneOf(_sizes), default="typical", help="How much its example holds. Default: typical.")
    @project("content/")
    def slide_command(kind: str | None, module: str | None, id: str | None, size: str, project: Path) -> None:
        """Makes a slide of a kind, at the end of a module."""
        from deckgen.cli.creating import new_slide

        new_slide(project, kind, module, id, size)


def _add_looks(new: click.Group, project: Callable[[str], Decorator]) -> None:
    @new.command("theme")
    @click.argument("name", required=False)
    @click.option("--label", metavar="TEXT", help="What people see as its name. Default: its name.")
    @click.option("--like", metavar="NAME", help="The theme that it begins as. Default: openmaru.")
    @project("themes/")
    def theme_command(name: str | None, label: str | None, like: str | None, project: Path) -> None:
        """Makes a theme: themes/NAME/, a copy of another one to change."""
        from deckgen.cli.creating import new_theme

        new_theme(project, name, label, like)

    @new.command("editor")
    @project("content/")
    def editor_command(project: Path) -> None:
        """Makes settings for editors in a project that has none: schemas in .deckgen/, and .vscode/."""
        from deckgen.cli.creating import new_editor

        new_editor(project)
