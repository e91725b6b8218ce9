"""The registry of what is varied. To add a target, write its module and name it here: tests walk the registry."""

from __future__ import annotations

from fuzz.targets import commands, content, drawings, filesystem, fonts, memory, pictures, tables, templates, themes
from fuzz.targets.target import Target

TARGETS: tuple[Target, ...] = (
    content.VALUES,
    themes.VALUES,
    content.TEXT,
    templates.JINJA,
    pictures.PICTURES,
    drawings.DRAWINGS,
    content.VALUES_OF_SEMINAR,
    tables.TABLES,
    templates.CSS,
    memory.MEMORY,
    fonts.FONTS,
    filesystem.FILES,
    commands.COMMANDS,
)

__all__ = ["TARGETS", "Target"]
