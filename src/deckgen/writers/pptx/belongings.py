"""Groups in groups: PowerPoint moves together what is in a group, so a box has one with all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.scene import Box, Chart, Connector, Freeform, Group, Item, Picture, Table, walk


def gathered(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items, each that has an owner among them in a group with it, in the order in which they stood.

    A box that owns something becomes a group, named and described by the box; a group takes in what it owns. Whose
    owner is not there (another click showed it) stays where it is. Connectors have no owner: they follow the boxes that
    they are glued to, and LibreOffice forgets to what one is glued that is in a group in a group.
    """
    order: dict[int, int] = {}
    keys: set[str] = set()
    owned: dict[str, list[Item]] = {}
    for n, item in enumerate(walk(items)):
        order[id(item)] = n
        if isinstance(item, (Box, Group)) and item.key and not _is_placed(item):
            keys.add(item.key)
        owner = _owner(item)
        if owner:
            owned.setdefault(owner, []).append(item)
    if owned.keys().isdisjoint(keys):
        return items

    def whole(item: Item) -> Item:
        own = owned.get(item.key, []) if isinstance(item, (Box, Group)) and item.key in keys else []
        if isinstance(item, Group):
            staying = [i for i in item.items if _owner(i) not in keys]
            members = sorted([*staying, *own], key=lambda i: order[id(i)])
            return item._replace(items=tuple(map(whole, members)))
        if not own:
            return item
        members = sorted([item, *own], key=lambda i: order[id(i)])
        return Group(item.name, tuple(i if i is item else whole(i) for i in members), item.name)

    return tuple(whole(i) for i in items if _owner(i) not in keys)


def _owner(item: Item) -> str:
    return item.owner if isinstance(item, (Box, Freeform, Group)) and not _is_placed(item) else ""


def _is_placed(item: Item) -> bool:
    """Whether an item is in a placeholder, which no group may hold."""
    return isinstance(item, Box) and item.placeholder is not None


def description(group: Group) -> str:
    """The alt text of a group: its own, else the names of what it holds; nothing where that is all decoration.

    Readers hear it on their way into a group, and then the texts inside; in a slide show NVDA reads the texts alone.
    So names are enough, and no text is said twice.
    """
    return group.alt or ", ".join(dict.fromkeys(_names(group)))


def _names(group: Group) -> Iterator[str]:
    for item in group.items:
        match item:
            case Box(text=text):
                if text and not item.decorative:
                    yield item.name
            case Group():
                if description(item):
                    yield item.name
            case Table() | Chart():
                yield item.name
            case Picture() | Freeform():
                if not item.decorative:
                    yield item.alt or item.name
            case Connector():
                pass
