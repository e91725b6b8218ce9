"""Fields and items of a list that stand too far to the left, in a file that can be read nevertheless: they belong to
what is around the list, where nothing is called so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deckgen.diagnostics import Diagnostic, Slip, Span
from deckgen.messages import say
from deckgen.reading.model import Model, fields
from deckgen.reading.nodes import Mapping, Sequence, Value, outside


def taken_back(
    value: Value,
    name: str,
    model: type[Model],
    of_item: Callable[[Mapping], type[Model]],
    diagnostics: list[Diagnostic],
) -> Value:
    """The value of a file with the fields behind the list `name` that its model does not have, but that of the list's
    last item does, put into that. That the first of them stands at the margin is told."""
    items = value.get(name) if isinstance(value, Mapping) else None
    item = items[-1] if isinstance(items, Sequence) and items else None
    if not isinstance(value, Mapping) or not isinstance(item, Mapping):
        return value
    names = list(value)
    theirs = fields(of_item(item)).keys() - fields(model).keys() - item.keys()
    lost = [key for key in names[names.index(name) + 1 :] if key in theirs]
    slip = outside(item, value.key_spans[lost[0]]) if lost else None
    if slip is None:
        return value
    diagnostics.append(slip)
    kept = Mapping(value.span)
    for key in names:
        (item if key in lost else kept).put(key, value[key], value)
    return kept


def without_outdented(items: list[tuple[Value, Span]], diagnostics: list[Diagnostic]) -> Iterator[tuple[Value, Span]]:
    """The slides of a list without items that belong to the last field of the one above, which stands empty; that they
    stand too far to the left is told once."""
    owner: Mapping | None = None
    for n, (raw, span) in enumerate(items):
        is_slide = isinstance(raw, Mapping) and ("id" in raw or "kind" in raw)
        if owner is not None and not is_slide:
            continue
        owner = None
        following = items[n + 1] if n + 1 < len(items) else None
        if isinstance(raw, Mapping) and raw and following and raw[field := next(reversed(raw))] is None:
            after, place = following
            if not (isinstance(after, Mapping) and ("id" in after or "kind" in after)):
                message = say("yaml.item-at-margin", field=field)
                hint = say("yaml:begin-it-and-the-others", field=field)
                diagnostics.append(Slip("error", message, place, hint))
                owner = raw
                continue
        yield raw, span
