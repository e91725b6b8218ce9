"""Terms and what they mean."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from deckgen.diagnostics import Diagnostic, error, suggest
from deckgen.layout.page import Page
from deckgen.layout.typeset import Setting, common_rung
from deckgen.messages import say
from deckgen.reading.model import Many
from deckgen.reading.seminar import Term
from deckgen.reading.slide import Listing, Used
from deckgen.reading.values import Slug, Text
from deckgen.scene import Box, Rect

#: Space between columns and between rows, and the greatest height of a row.
GUTTER, GAP, TALL = 48.0, 16.0, 104.0
#: The rule beside an entry: its width, and what it leaves out of the first line's leading and the last one's.
RULE, SHORTER = 3.0, 4.0


class Glossary(Listing):
    """The terms of `content/glossary.yaml` that the seminar's slides use, with what they mean; `terms` names some of
    them by their ids, in the order in which they are to stand. More than eight go over to further slides."""

    layout: ClassVar[str] = "title-only"
    lists: ClassVar[Literal["terms", "sources"]] = "terms"
    per_slide: ClassVar[int] = 8
    title: Text
    terms: Annotated[tuple[Slug, ...], Many(0, 60)] = ()

    def entries(self, used: Used, findings: list[Diagnostic]) -> tuple[Term, ...]:
        if used.glossary is None:
            return ()
        if not self.terms:
            if not used.terms:
                findings.append(
                    error(
                        say("term.none-used"),
                        self.span,
                        say("slide:leave-this-slide-out-or"),
                    )
                )
            return used.terms
        for name in self.terms:
            if name not in used.glossary:
                findings.append(
                    error(
                        say("term.unknown", name=name),
                        name.span,
                        suggest(name, used.glossary, say("hint:write-it-there-or-leave")),
                    )
                )
        return tuple(used.glossary[name] for name in self.terms if name in used.glossary)

    def draw(self, page: Page) -> None:
        page.title()
        places = self._places(page.body)
        copies = [self._copy(page, term) for term in self.entries_here]
        inset = (18.0, 0.0, 0.0, 0.0)
        rung = common_rung(page.set(self._copy(page, e), places[0], inset=inset) for e in self.all_entries)
        levels = (page.level("entry"), page.level("entry-text", colour="text"))
        page.trait(f"{page.word('glossary')} {len(self.entries_here)}")
        for n, (term, copy, at) in enumerate(zip(self.entries_here, copies, places, strict=False), 1):
            name, span = term.name(page.language), term.definition.span
            box = page.box(name, at, copy, inset=inset, rung=rung, span=span, slot=f"entry-{n}", levels=levels)
            height = min(box.text.height if box.text else at.h, at.h)
            rule = Rect(at.x, at.y + SHORTER, RULE, height - 2 * SHORTER)
            page.add(Box(page.word("rule"), rule, fill="accent", decorative=True), box)

    def _copy(self, page: Page, term: Term) -> tuple[Setting, ...]:
        """The term, its name in the other language, and what it means."""
        (name,) = page.settings(term.name(page.language), "entry")
        other = term.other(page.language)
        quiet = name.runs[0]._replace(text=f" {other}", bold=False, colour="muted")
        named = name._replace(runs=(*name.runs, quiet)) if other != term.name(page.language) else name
        return (named, *page.settings(term.definition, "entry-text", colour="text"))

    def _places(self, body: Rect) -> list[Rect]:
        """Few stand one beneath the other, more in two columns of the same height."""
        columns = 1 if len(self.entries_here) <= self.per_slide // 2 else 2
        rows = -(-len(self.entries_here) // columns)
        height = min(TALL, (body.h - GAP * (self.per_slide // 2 - 1)) / (self.per_slide // 2))
        across = body.columns(2, GUTTER) if columns == 2 else (body.inset(0, 0, 160, 0),)
        return [Rect(column.x, body.y + n * (height + GAP), column.w, height) for column in across for n in range(rows)]
