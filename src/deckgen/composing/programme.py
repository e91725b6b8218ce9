"""The entries of a programme: the slides that each of them stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deckgen.diagnostics import Diagnostic, Span, did_you_mean, error, listing
from deckgen.reading.model import shown
from deckgen.reading.nodes import Mapping as Located
from deckgen.reading.nodes import Scalar, Sequence
from deckgen.reading.seminar import Entry, Kinds, Module, make_slide
from deckgen.reading.slide import Slide


class Library:
    """All slides of all modules by their id; what is found while picking from them is added to `found`."""

    def __init__(self, modules: Mapping[str, Module], kinds: Kinds, found: list[Diagnostic]) -> None:
        self.modules, self.kinds, self.found = modules, kinds, found
        self.entries: dict[str, Entry] = {}
        self.whole = all(m.whole for m in modules.values())
        for module in modules.values():
            for name, entry in module.slides.items():
                first = self.entries.setdefault(name, entry)
                if first is not entry:
                    at = entry.raw.value_spans.get("id", entry.span)
                    self.found.append(
                        error(
                            f"the slide `{name}` is in two modules",
                            at,
                            f"the other stands at {first.span}; give one of them another id",
                        )
                    )

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
            yield from self._whole_module(raw, span)

    def _no_entry(self, raw: object, span: Span) -> None:
        """An entry that stands for no slides."""
        if isinstance(raw, Located) and "slide" in raw:
            self.found.append(
                error(
                    "an entry of the programme names a slide or a module, not both",
                    raw.key_spans["module"],
                    "write two entries",
                )
            )
            return
        wanted = "the id of a slide, `slide: …` with what differs, or `module: …`"
        near = (
            next((h for h in (did_you_mean(k, ("slide", "module")) for k in raw) if h), None)
            if isinstance(raw, Located)
            else None
        )
        self.found.append(
            error(
                f"an entry of the programme must be {wanted}, found {shown(raw)}",
                span,
                near or "write for example `- first-steps`",
            )
        )

    def _named(self, name: object, span: Span) -> Entry | None:
        if not isinstance(name, Scalar):
            self.found.append(
                error(
                    f"`slide` must be the id of a slide, found {shown(name)}",
                    span,
                    "write for example `slide: first-steps`",
                )
            )
            return None
        entry = self.entries.get(name)
        if entry is None and self.whole:
            self.found.append(
                error(
                    f"there is no slide {shown(name)} in any module",
                    span,
                    did_you_mean(name, self.entries) or "write it in a module, or leave it out here",
                )
            )
        return entry

    def _overridden(self, raw: Located) -> Slide | None:
        """A slide with what differs laid over it, read again as a whole: a mistake is told where it was written."""
        entry = self._named(raw["slide"], raw.value_spans["slide"])
        if entry is None:
            return None
        base = entry.raw  # where it is not sound itself, its mistakes are found a second time and told once
        merged = Located(base.span)
        for source in (base, raw):
            for key, value in source.items():
                if source is raw and key == "slide":
                    continue
                if source is raw and key in ("id", "kind"):
                    self.found.append(
                        error(
                            f"`{key}` cannot differ from the module's",
                            raw.key_spans[key],
                            "write another slide in a module",
                        )
                    )
                    continue
                merged[key] = value
                merged.key_spans[key] = source.key_spans[key]
                merged.value_spans[key] = source.value_spans[key]
        return make_slide(merged, base.span, self.kinds, self.found)

    def _whole_module(self, raw: Located, span: Span) -> Iterator[Slide | None]:
        for key in raw:
            if key not in ("module", "without"):
                self.found.append(
                    error(
                        f"there is no field `{key}` here",
                        raw.key_spans[key],
                        did_you_mean(key, ("module", "without")) or "known here: `module` and `without`",
                    )
                )
        name, at = raw["module"], raw.value_spans["module"]
        if not isinstance(name, Scalar):
            self.found.append(
                error(
                    f"`module` must be the name of a module, found {shown(name)}",
                    at,
                    f"modules are {listing(self.modules)}",
                )
            )
        elif name not in self.modules:
            self.found.append(
                error(
                    f"there is no module {shown(name)}",
                    at,
                    did_you_mean(name, self.modules) or f"modules are {listing(self.modules)}",
                )
            )
        module = self.modules.get(name) if isinstance(name, Scalar) else None
        left_out = self._left_out(raw, module) if module else None
        if module is None or left_out is None:
            yield None
            return
        chosen = [entry.slide for name, entry in module.slides.items() if name not in left_out]
        if not chosen and module.whole:
            self.found.append(error(f"no slide of the module `{name}` is left", span, "delete this entry"))
        yield from chosen if chosen else (None,)

    def _left_out(self, raw: Located, module: Module) -> set[str] | None:
        without = raw.get("without")
        if without is None:
            return set()
        if not isinstance(without, Sequence):
            self.found.append(
                error(
                    f"`without` must be a list, found {shown(without)}",
                    raw.value_spans["without"],
                    "write `without: [id, id]`",
                )
            )
            return None
        for item, at in zip(without, without.item_spans, strict=True):
            if not isinstance(item, Scalar):
                self.found.append(
                    error(
                        f"each of `without` must be the id of a slide, found {shown(item)}",
                        at,
                        "write `without: [id, id]`",
                    )
                )
            elif item not in module.slides and module.whole:
                self.found.append(
                    error(
                        f"there is no slide {shown(item)} in the module `{module.id}`",
                        at,
                        did_you_mean(item, module.slides) or f"it has {listing(module.slides)}",
                    )
                )
        return {item for item in without if isinstance(item, Scalar)}
