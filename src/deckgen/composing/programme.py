"""The entries of a programme: the slides that each of them stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from deckgen.composing.keeping import NOTHING, Kept
from deckgen.diagnostics import Diagnostic, Hint, Span, did_you_mean, error, listing, suggest
from deckgen.memory import Same
from deckgen.reading.model import shown
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.nodes import Scalar, Sequence
from deckgen.reading.seminar import Entry, Kinds, Module, make_slide
from deckgen.reading.slide import Slide


class Library:
    """All slides of all modules by their id; what is wrong with what is picked from them is added to `diagnostics`.
    What was laid over a slide before is taken from what is `kept`."""

    def __init__(
        self, modules: Mapping[str, Module], kinds: Kinds, diagnostics: list[Diagnostic], kept: Kept = NOTHING
    ) -> None:
        self.modules, self.kinds, self.diagnostics, self._kept = modules, kinds, diagnostics, kept
        self.entries: dict[str, Entry] = {}
        #: Whether all modules could be read, so that a slide that is in none does not exist.
        self.complete = all(m.complete for m in modules.values())
        for module in modules.values():
            for name, entry in module.slides.items():
                first = self.entries.setdefault(name, entry)
                if first is not entry:
                    place = entry.raw.value_spans.get("id", entry.span)
                    hint = f"the other stands at {first.span}; give one of them another id"
                    self._error(f"the slide `{name}` is in two modules", place, hint)

    def _error(self, message: str, span: Span, hint: Hint) -> None:
        self.diagnostics.append(error(message, span, hint))

    def pick(self, raw: object, span: Span) -> Iterator[Slide | None]:
        """The slides that one entry of a part stands for; None for one that cannot be had."""
        if isinstance(raw, Scalar):
            entry = self._named(raw, span)
            yield entry.slide if entry else None
        elif not isinstance(raw, Located) or ("slide" in raw) == ("module" in raw):
            self._no_entry(raw, span)
            yield None
        elif "slide" in raw:
            yield self._overridden(raw)
        else:
            yield from self._of_module(raw, span)

    def _no_entry(self, raw: object, span: Span) -> None:
        """An entry that stands for no slides."""
        if isinstance(raw, Located) and "slide" in raw:
            message = "an entry of the programme names a slide or a module, not both"
            self._error(message, raw.key_spans["module"], "write two entries")
            return
        names = "the id of a slide, `slide: …` with what differs, or `module: …`"
        near = None
        if isinstance(raw, Located):
            near = next((hint for hint in (did_you_mean(key, ("slide", "module")) for key in raw) if hint), None)
        message = f"an entry of the programme must be {names}, found {shown(raw)}"
        self._error(message, span, near or "write for example `- first-steps`")

    def _named(self, name: object, span: Span) -> Entry | None:
        """The slide of an id."""
        if not isinstance(name, Scalar):
            message = f"`slide` must be the id of a slide, found {shown(name)}"
            self._error(message, span, "write for example `slide: first-steps`")
            return None
        entry = self.entries.get(name)
        if entry is None and self.complete:
            hint = self._meant(name)
            self._error(f"there is no slide {shown(name)} in any module", span, hint)
        return entry

    def _meant(self, name: str) -> Hint:
        """What to write in place of a name that is none of a slide."""
        if name in self.modules:
            return f"`{name}` is a module: write `module: {name}` for all of its slides, or the ids of some"
        if slide := self._by_title.get(name):
            return f"a slide is named by its id: write `{slide}`"
        return suggest(name, self.entries, "write it in a module, or leave it out here")

    @cached_property
    def _by_title(self) -> dict[object, str]:
        """The first slide of each title."""
        return {title: id for id, entry in reversed(self.entries.items()) for title in _titles(entry)}

    def _overridden(self, raw: Located) -> Slide | None:
        """A slide with what differs laid over it, read again as a whole: a mistake is told where it was written."""
        entry = self._named(raw["slide"], raw.value_spans["slide"])
        if entry is None:
            return None
        made, found = self._kept.memory.made(
            "laid over", (*self._kept.place, raw.span), Same(entry, raw), lambda: self._laid_over(entry, raw)
        )
        self.diagnostics.extend(found)
        return made

    def _laid_over(self, entry: Entry, raw: Located) -> tuple[Slide | None, list[Diagnostic]]:
        """A slide with what differs, and what is wrong with it."""
        found: list[Diagnostic] = []
        base = entry.raw  # where it is not sound itself, its mistakes come a second time; each is reported once
        merged = Located(base.span)
        for key, value in base.items():
            merged.put(key, value, base)
        for key, value in raw.items():
            if key in ("id", "kind"):
                message = f"`{key}` cannot differ from the module's"
                found.append(error(message, raw.key_spans[key], "write another slide in a module"))
            elif key != "slide":
                merged.put(key, value, raw)
        return make_slide(merged, base.span, self.kinds, found), found

    def _of_module(self, raw: Located, span: Span) -> Iterator[Slide | None]:
        """The slides of a module but for those that are left out."""
        for key in raw:
            if key not in ("module", "without"):
                hint = suggest(key, ("module", "without"), "known here: `module` and `without`")
                self._error(f"there is no field `{key}` here", raw.key_spans[key], hint)
        module = self._module(raw["module"], raw.value_spans["module"])
        without = self._without(raw, module) if module else None
        if module is None or without is None:
            yield None
            return
        slides = [entry.slide for name, entry in module.slides.items() if name not in without]
        if not slides and module.complete:
            self._error(f"no slide of the module `{raw['module']}` is left", span, "delete this entry")
        yield from slides if slides else (None,)

    def _module(self, name: object, span: Span) -> Module | None:
        known = f"modules are {listing(self.modules)}"
        if not isinstance(name, Scalar):
            self._error(f"`module` must be the name of a module, found {shown(name)}", span, known)
            return None
        if name not in self.modules:
            hint = suggest(name, self.modules, known)
            if name in self.entries:
                self._error(f"`{name}` is a slide, not a module", span, f"write `- {name}`, or `slide: {name}`")
            else:
                self._error(f"there is no module {shown(name)}", span, hint)
        return self.modules.get(name)

    def _without(self, raw: Located, module: Module) -> set[str] | None:
        """The ids that an entry leaves out; None where that cannot be read."""
        without, example = raw.get("without"), "write `without: [id, id]`"
        if without is None:
            return set()
        if not isinstance(without, Sequence):
            self._error(f"`without` must be a list, found {shown(without)}", raw.value_spans["without"], example)
            return None
        for item, span in without.items():
            if not isinstance(item, Scalar):
                self._error(f"each of `without` must be the id of a slide, found {shown(item)}", span, example)
            elif item not in module.slides and module.complete:
                hint = suggest(item, module.slides, f"it has {listing(module.slides)}")
                self._error(f"there is no slide {shown(item)} in the module `{module.id}`", span, hint)
        return {item for item in without if isinstance(item, Scalar)}


def _titles(entry: Entry) -> list[Scalar]:
    """The titles of a slide as they were written."""
    title = entry.raw.get("title")
    return [t for t in (title.values() if isinstance(title, Located) else (title,)) if isinstance(t, Scalar)]
