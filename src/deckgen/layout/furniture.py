"""What a layout has around what a kind draws: the part's name above, footnotes, sources and the running foot below."""

from __future__ import annotations

from deckgen.composing.words import texts
from deckgen.diagnostics import warning
from deckgen.layout.citations import by_role
from deckgen.layout.page import Page
from deckgen.layout.runs import accent_on, call
from deckgen.messages import say
from deckgen.reading.slide import Listing
from deckgen.richtext import Block, Inline, Prose
from deckgen.scene import Box, Item, Rect


def eyebrow(page: Page) -> tuple[Item, ...]:
    """The part's number and name, above the title."""
    part = page.placed.part
    if not _shows(page, "eyebrow") or part is None or part.number is None:
        return ()
    words = f"{part.number} · {part.title.plain}"
    return _present(page.placeholder("eyebrow", words, title=page.word("eyebrow"), span=part.title.span))


def footnotes(page: Page, above_sources: bool) -> tuple[Item, ...]:
    """What the slide's footnotes say, in small type at its foot."""
    _tell_lost_notes(page)
    if not page.footnotes:
        return ()
    region, background = page.theme.regions["sources"], page.layout.background
    colour = accent_on(background) if background not in ("paper", "surface", "soft") else None
    runs: list[Inline] = []
    for note, number in page.footnotes.items():
        sign = call(number, "text", False, "text", page.fonts).text
        runs += (Inline(f"{' · ' if runs else ''}{sign} "), *note)
    text = Prose((Block(tuple(runs)),), None, page.language)
    settings = page.settings(text, "caption", colour=colour)
    needed = page.set(settings, Rect(0, 0, region.w, region.h * len(page.footnotes)), inset=(0, 0, 0, 0)).height
    height = max(region.h, needed)
    bottom = region.y if above_sources else region.bottom
    if not page.layout.furniture:  # such a layout uses the page as far as that, and nothing stands below it
        bottom = max(bottom, _furniture_bottom(page))
    rect = Rect(region.x, bottom - height, region.w, height)
    words = page.word("footnote")
    box = page.box(words, rect, settings, anchor="bottom", span=page.placed.slide.span, key="footnotes")
    return (box._replace(role="footnote"),)


def _furniture_bottom(page: Page) -> float:
    """Where the footer of other layouts ends."""
    layouts = page.theme.layouts.values()
    return max((p.at.bottom for other in layouts if (p := other.placeholders.get("footer"))), default=0.0)


def _tell_lost_notes(page: Page) -> None:
    """Tells of footnotes in texts of which the slide shows the words alone."""
    for text in texts(page.placed.slide.shown()):
        for note in page.prose(text).notes:
            if note not in page.footnotes:
                words = "".join(r.text for r in note)
                message = say("text.footnote-no-room", words=words)
                page.findings.append(warning(message, text.span, say("text:write-it-into-another-text")))


def _shows(page: Page, name: str) -> bool:
    """Whether the slide shows a part of the furniture: the theme has it on stage, and the slide's layout has it."""
    return page.layout.furniture and name in page.theme.onstage and name in page.layout.placeholders


def attribution(page: Page) -> str:
    """Who published what the slide is taken from, as a line; empty where it is taken from nothing."""
    if not page.placed.sources or isinstance(page.placed.slide, Listing):
        return ""
    out = []
    for word, sources in by_role(page.placed.sources).items():
        named = dict.fromkeys(page.deck.words.plain(s.publisher) for s in sources)
        out.append(f"{page.word(word)}: {' · '.join(named)}")
    return " / ".join(out)


def sources(page: Page) -> tuple[Item, ...]:
    """The line of sources at the foot of the slide, where the theme wants it there."""
    line = attribution(page)
    if not line or not _shows(page, "sources"):
        return ()
    return _present(page.placeholder("sources", line, title=page.word("sources")))


def furniture(page: Page) -> tuple[Item, ...]:
    """The deck's title, its date and the slide's number, as far as the theme wants them at the foot of the slide."""
    if not page.layout.furniture:
        return ()
    found = []
    for name in ("footer", "date", "number"):
        own = page.layout.placeholders.get(name)
        # a layout's own placeholder of that name is its kind's to fill
        if own and own.type == name and name in page.theme.onstage and (text := _running(page, name)):
            found.append(page.placeholder(name, text, title=page.word(name), role="furniture"))
    return _present(*found)


def _running(page: Page, name: str) -> str:
    """What stands in a place of the running foot. Nothing is asked of the deck that the slide does not show."""
    if name == "number":  # what is behind the talk has none: nobody counts on
        return str(page.placed.number) if page.placed.presence == "shown" else ""
    return page.deck.date if name == "date" else page.deck.title.plain


def _present(*boxes: Box | None) -> tuple[Box, ...]:
    return tuple(box for box in boxes if box is not None)
