"""Heroes: one sentence, one number or one voice that fills a slide.

Which slides are heroes follows from how many words they have, the same for all languages of a text, so that a slide is
the same one in each; the author may say otherwise. The ground is the theme's choice for such a slide, or the author's.
"""

from __future__ import annotations

from deckgen.diagnostics import error
from deckgen.layout.page import Page
from deckgen.reading.grounds import GroundName, HeroName
from deckgen.reading.slide import Hero
from deckgen.reading.values import Text
from deckgen.scene import Rect

#: Words that a hero has at most, and those of the line that supports it.
MOST, MOST_BENEATH = 12, 24
#: The longest sentence that surely fits in the smallest size of a hero, alone and beside a scene, in em: Hangul counts
#: 0.9, Latin letters 0.55.
LONGEST, LONGEST_BESIDE = 38.0, 18.0
#: A sentence is broken for a larger size only where one line would be smaller than this share of it.
UNBROKEN = 0.75


def words(text: Text | None) -> int:
    """How many words a text has, in the language in which it has most."""
    return max((len(raw.split()) for raw, _ in text.by_language.values()), default=0) if text else 0


def is_short(sentence: Text, beneath: Text | None, longest: float) -> bool:
    """Whether a sentence of `longest` em at most, with a line beneath it or none, is a hero by itself."""
    length = max(
        (sum(0.55 if c.isascii() else 0.9 for c in raw) for raw, _ in sentence.by_language.values()), default=0
    )
    return words(sentence) <= MOST and words(beneath) <= MOST_BENEATH and length <= longest


def stand(page: Page, name: HeroName, slide: Hero) -> None:
    """Puts a hero on its ground: the author's, else the theme's for such a slide in this part of the programme; plain
    paper where it is not to be one."""
    usual: GroundName = "paper" if slide.hero is False else nth_ground(page, name)
    page.stand_on(slide.ground or usual)


def tell_long(page: Page, sentence: Text) -> None:
    """Tells of a hero that the author asks for, but that has too many words for one."""
    there = len(page.prose(sentence).plain.split())
    if there > MOST:
        message = f"a hero has at most {MOST} words, found {there}"
        hint = "shorten the sentence and say the rest beneath it, or write `hero: false`"
        page.findings.append(error(message, sentence.span, hint))


def alone_on_a_line(page: Page, at: Rect, sentence: Text) -> int:
    """The rung in which a hero's sentence is one line, where it is not much smaller than on several; else the first."""
    style = page.place("title").style
    settings, sizes = page.settings(sentence, style), page.theme.styles[style].sizes
    largest = sizes[page.set(settings, at).rung]
    for rung, size in enumerate(sizes):
        if size >= UNBROKEN * largest and len(page.set(settings, at, rung=rung).lines) == 1:
            return rung
    return 0


def nth_ground(page: Page, name: HeroName) -> GroundName:
    """The theme's ground for such a slide in this part of the programme."""
    choices, part = page.theme.heroes[name], page.placed.part
    nth = part.number - 1 if part and part.number else 0
    return choices[nth % len(choices)]
