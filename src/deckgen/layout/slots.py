"""The placeholders of a slide's layout: what of a slide PowerPoint takes from there, so that *Reset* changes nothing.

A theme's layouts have placeholders; a kind may place one elsewhere, fill it otherwise, or add some of its own. A slide
then stands on a variant of the layout, which the deck has beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from deckgen.layout.runs import list_indents, list_mark
from deckgen.layout.typeset import Look, Setting
from deckgen.reading.theme import Layout, Placeholder, TextStyle, Theme
from deckgen.scene import Box, Bullet, Group, Insets, Item, Level, Picture, Scene, Slot, Table

#: Levels of text in a placeholder of a theme; PowerPoint has nine at most.
LEVELS, MOST = 5, 9


def theme_slots(theme: Theme, key: str, language: str) -> dict[str, Slot]:
    """The placeholders of a layout of the theme, by their names."""
    return layout_slots(theme, theme.layouts[key], language)


def layout_slots(theme: Theme, layout: Layout, language: str) -> dict[str, Slot]:
    """The placeholders of a layout as it is here, by their names."""
    return {name: _slot(theme, layout, name, spec, language) for name, spec in layout.placeholders.items()}


def slots_of(scene: Scene, theme: Theme) -> tuple[Slot, ...]:
    """The placeholders of a slide's layout; a slide that names none stands on the theme's layout as it is."""
    return scene.slots or tuple(theme_slots(theme, scene.layout, scene.language).values())


def _slot(theme: Theme, layout: Layout, name: str, spec: Placeholder, language: str) -> Slot:
    kind = "content" if spec.type == "body" and spec.bullet else spec.type
    return Slot(
        name,
        kind,
        spec.at,
        _levels(theme, layout, spec),
        spec.outline,
        spec.radius,
        spec.fill,
        spec.inset,
        spec.anchor,
        spec.prompt.get(language, ""),
    )


def _levels(theme: Theme, layout: Layout, spec: Placeholder) -> tuple[Level, ...]:
    """What a placeholder of a theme says about its text."""
    background = spec.fill or layout.background
    first = theme.styles[spec.style]
    second = theme.styles[spec.second] if spec.second else first
    # texts without a list have deeper levels too: else the master's, with their marks, would appear there
    deeper = range(1, LEVELS) if spec.type in ("body", "subtitle") else ()
    return (
        _level(first, spec, 0, spec.bullet, background),
        *(_level(second, spec, n, spec.bullet, background) for n in deeper),
    )


def _level(style: TextStyle, spec: Placeholder, n: int, listed: bool, background: str) -> Level:
    size, colour = style.sizes[0], spec.colour or style.colour
    indent, hang = list_indents(size, n, listed)
    mark = list_mark(n, background, colour) if listed else None
    return Level(
        size, style.font, style.bold, colour, style.leading, style.before, spec.align,
        indent, hang, mark, style.struck,
    )  # fmt: skip


def level_of(setting: Setting) -> Level:
    """The level of a placeholder that says all of a paragraph's look."""
    first = setting.runs[0] if setting.runs else None
    look = setting.look or (Look(first.font, first.bold, first.colour) if first else Look("text", False, "text"))
    return Level(
        setting.sizes[0],
        look.font,
        look.bold,
        look.colour,
        setting.leading,
        setting.before,
        setting.align,
        setting.indent,
        setting.hang,
        list_start(setting.bullet),
        look.struck,
    )


def list_start(bullet: Bullet | None) -> Bullet | None:
    """A list mark as layouts have it: the numbers of a list count from 1, whichever a slide's begins with."""
    return bullet._replace(mark="1.", number=1, start=1) if bullet and bullet.number else bullet


def levelled(settings: Sequence[Setting], declared: Sequence[Level]) -> tuple[tuple[Setting, ...], tuple[Level, ...]]:
    """Paragraphs that know their levels, and the levels: those `declared` where they say all, else the paragraphs' own
    in the order in which they appear, with the declared ones behind them."""
    own = [level_of(s) for s in settings]
    wanted = tuple(dict.fromkeys(own))
    levels = tuple(declared)
    if not set(wanted) <= set(levels):
        count = max(len(levels), min(len(wanted), MOST))
        levels = (*wanted, *(level for level in levels if level not in wanted))[:count]
    tiers = {level: n for n, level in reversed(list(enumerate(levels)))}
    last = len(levels) - 1
    return tuple(s._replace(tier=tiers.get(level, last)) for s, level in zip(settings, own, strict=True)), levels


def slots(
    items: Iterable[Item], offered: Mapping[str, Slot], levels: Mapping[str, Sequence[Level]]
) -> tuple[Slot, ...]:
    """The placeholders of a slide's layout: those `offered` by the theme, as the slide's items have them, and behind
    them the slide's own. `levels` are those of texts, by the names of their placeholders."""
    found = dict(offered)
    for item in items:
        name = None if isinstance(item, Group) else getattr(item, "placeholder", None)
        if name is not None:
            found[name] = _filled(item, name, found.get(name), levels.get(name, ()))
    return tuple(found.values())


def _filled(item: Item, name: str, slot: Slot | None, levels: Sequence[Level]) -> Slot:
    """The placeholder that an item fills without departing from it."""
    match item:
        case Box(rect=rect, text=text, outline=outline, radius=radius, fill=fill):
            own = Slot(name, "body", rect, tuple(levels)) if slot is None else slot
            inset: Insets = text.inset if text else own.inset
            return own._replace(
                rect=rect,
                levels=tuple(levels) or own.levels,
                outline=outline,
                radius=radius,
                fill=fill,
                inset=inset,
                anchor=text.anchor if text else own.anchor,
                wrap=text.wrap if text else own.wrap,
            )
        case Picture(rect=rect, outline=outline, radius=radius):
            own = slot or Slot(name, "picture", rect, (Level(18.0),))
            return own._replace(rect=rect, outline=outline, radius=radius)
        case Table(rect=rect):
            own = slot or Slot(name, "content", rect, (Level(18.0),))
            return own._replace(rect=rect._replace(h=own.rect.h))
    raise TypeError(f"a {type(item).__name__} fills no placeholder")
