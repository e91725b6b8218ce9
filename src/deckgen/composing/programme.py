"""The entries of a programme: the slides that each of them stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from deckgen.composing.keeping import NOTHING, Kept
from deckgen.diagnostics import Diagnostic, Hint, Span, did_you_mean, error, suggest
from deckgen.memory import Same
from deckgen.messages import Message, listing, say
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
                    hint = say("programme:the-other-stands-at-give", place=first.span)
                    self._error(say("programme.id-in-two-modules", name=name), place, hint)

    def _error(self, message: Message, span: Span, hint: Hint) -> None:
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
            message = say("programme.slide-and-module")
            self._error(message, raw.key_spans["module"], say("programme:write-two-entries"))
            return
        names = say("programme:the-id-of-a-slide")
        near = None
        if isinstance(raw, Located):
            near = next((hint for hint in (did_you_mean(key, ("slide", "module")) for key in raw) if hint), None)
        message = say("programme.entry", names=names, found=shown(raw))
        self._error(message, span, near or say("programme:write-for-example-first-steps"))

    def _named(self, name: object, span: Span) -> Entry | None:
        """The slide of an id."""
        if not isinstance(name, Scalar):
            message = say("programme.slide-id", found=shown(name))
            self._error(message, span, say("programme:write-for-example-slide-first"))
            return None
        entry = self.entries.get(name)
        if entry is None and self.complete:
            hint = self._meant(name)
            self._error(say("programme.unknown-slide", found=shown(name)), span, hint)
        return entry

    def _meant(self, name: str) -> Hint:
        """What to write in place of a name that is none of a slide."""
        if name in self.modules:
            return say("programme:is-a-module-write-module", name=name)
        if slide := self._by_title.get(name):
            return say("programme:a-slide-is-named-by", slide=slide)
        return suggest(name, self.entries, say("programme:write-it-in-a-module"))

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
                message = say("programme.fixed-field", key=key)
                found.append(error(message, raw.key_spans[key], say("programme:write-another-slide-in-a")))
            elif key != "slide":
                merged.put(key, value, raw)
        return make_slide(merged, base.span, self.kinds, found), found

    def _of_module(self, raw: Located, span: Span) -> Iterator[Slide | None]:
        """The slides of a module but for those that are left out."""
        for key in raw:
            if key not in ("module", "without"):
                hint = suggest(key, ("module", "without"), say("programme:known-here-module-and-without"))
                self._error(say("field.unknown", key=key), raw.key_spans[key], hint)
        module = self._module(raw["module"], raw.value_spans["module"])
        without = self._without(raw, module) if module else None
        if module is None or without is None:
            yield None
            return
        slides = [entry.slide for name, entry in module.slides.items() if name not in without]
        if not slides and module.complete:
            self._error(say("programme.nothing-left", module=raw["module"]), span, say("programme:delete-this-entry"))
        yield from slides if slides else (None,)

    def _module(self, name: object, span: Span) -> Module | None:
        known = say("programme:modules-are", names=listing(self.modules))
        if not isinstance(name, Scalar):
            self._error(say("programme.module-name", found=shown(name)), span, known)
            return None
        if name not in self.modules:
            hint = suggest(name, self.modules, known)
            if name in self.entries:
                self._error(
                    say("programme.slide-not-module", name=name), span, say("programme:write-or-slide", name=name)
                )
            else:
                self._error(say("programme.unknown-module", found=shown(name)), span, hint)
        return self.modules.get(name)

    def _without(self, raw: Located, module: Module) -> set[str] | None:
        """The ids that an entry leaves out; None where that cannot be read."""
        without, example = raw.get("without"), say("programme:write-without-id-id")
        if without is None:
            return set()
        if not isinstance(without, Sequence):
            self._error(say("programme.without-list", found=shown(without)), raw.value_spans["without"], example)
            return None
        for item, span in without.items():
            if not isinstance(item, Scalar):
                self._error(say("programme.without-id", found=shown(item)), span, example)
            elif item not in module.slides and module.complete:
                hint = suggest(item, module.slides, say("programme:it-has", names=listing(module.slides)))
                self._error(say("programme.without-unknown", found=shown(item), module=module.id), span, hint)
        return {item for item in without if isinstance(item, Scalar)}


def _titles(entry: Entry) -> list[Scalar]:
    """The titles of a slide as they were written."""
    title = entry.raw.get("title")
    return [t for t in (title.values() if isinstance(title, Located) else (title,)) if isinstance(t, Scalar)]
