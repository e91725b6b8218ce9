"""Names in double braces, and what stands for them: a plain look-up in nested mappings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from deckgen.diagnostics import Diagnostic, Hint, Later, Span, did_you_mean, error, listing

_NAME = re.compile(r"\s*([^\W\d][\w-]*(?:\.[^\W\d][\w-]*)*)\s*")

#: Where a stretch of a text stands in its file, by its offset and length.
Place = Callable[[int, int], Span | None]


class Variables:
    """The words of an event, which a text may name, as they are filled in; problems are added to `diagnostics`."""

    def __init__(self, values: Mapping[str, object], place: Place, diagnostics: list[Diagnostic]) -> None:
        self.values, self.place, self.diagnostics = values, place, diagnostics

    def filled(self, text: str, at: int) -> str:
        """A text within code, a label or an address, with its variables filled in."""
        if "{{" not in text:
            return text
        return re.sub(r"\{\{([^{}]*)\}\}", lambda m: self.value(m[1], at + m.start(), m[0]), text)

    def value(self, inside: str, at: int, braces: str) -> str:
        """What a name stands for; "" with an error where it stands for nothing."""
        name = _NAME.fullmatch(inside)
        if name is None:
            self.tell_logic(braces, at)
            return ""
        span = self.place(at, len(braces))
        here: object = self.values
        path: list[str] = []
        for step in name[1].split("."):
            if not isinstance(here, Mapping) or step not in here:
                self._unknown(name[1], path, here, span)
                return ""
            path.append(step)
            here = here[step]
        if isinstance(here, Mapping):
            self.diagnostics.append(error(f"`{name[1]}` holds several values", span, _one_of(name[1], here)))
            return ""
        return str(here)

    def _unknown(self, name: str, path: list[str], here: object, span: Span | None) -> None:
        """Says that a name stands for nothing, and what does."""
        home = getattr(here, "home", "")  # the seminar's file, where the event is written
        hint: Hint
        if isinstance(here, Mapping) and here:
            hint = _near(name, path, here)
        elif not path:
            hint = "the words of an event cannot name each other"
        elif isinstance(here, Mapping):
            hint = f"write it under `{'.'.join(path)}:` of the seminar"
        else:
            hint = f"`{'.'.join(path)}` is a text and holds nothing further"
        self.diagnostics.append(error(f"nothing is called `{name}`{f' in `{home}`' if home else ''}", span, hint))

    def tell_logic(self, braces: str, at: int) -> None:
        """Tells of braces with something else in them than a name."""
        message = (
            f"`{braces}` is opened here and not closed"
            if braces in ("{{", "{%", "{#")
            else f"`{short(braces)}` is not a name, and there is no logic in content"
        )
        hint = "only a name may stand in double braces, such as `{{ event.client }}`; write `\\{` to show a brace"
        self.diagnostics.append(error(message, self.place(at, len(braces)), hint))


def _one_of(name: str, values: Mapping[str, object]) -> Hint:
    return Later(name, lambda: f"name one of them: {listing([f'{name}.{k}' for k in values])}")


def _near(name: str, path: list[str], values: Mapping[str, object]) -> Hint:
    """The name that is meant, of those that values under `path` have."""

    def hint() -> str:
        known = [".".join([*path, str(k)]) for k in values]
        return did_you_mean(name, known) or f"known here: {listing(known)}"

    return Later(name, hint)


def short(text: str) -> str:
    """A text as messages show it."""
    return text if len(text) <= 40 else text[:40] + "…"
