"""Heroes: one sentence, one number or one voice that fills a slide.

Which slides are heroes follows from how many words they have, the same for all languages of a text, so that a slide is
the same one in each; the author may say otherwise. The ground is the theme's choice for such a slide, or the author's.
"""

from __future__ import annotations

from itertools import pairwise

from deckgen.diagnostics import error
from deckgen.layout.linebreaks import breaks_a_word
from deckgen.layout.page import Page
from deckgen.messages import say
from deckgen.reading.grounds import GroundName, HeroName
from deckgen.reading.slide import Hero
from deckgen.reading.values import Text
from deckgen.scene import Rect, TextBlock

#: Words that a hero has at most, and those of the line that supports it.
MOST, MOST_BENEATH = 12, 24
#: The longest sentence that surely fits in the smallest size of a hero, alone and beside a scene, in em: Hangul counts
#: 0.9, Latin letters 0.55.
LONGEST, LONGEST_BESIDE = 38.0, 18.0
#: A sentence is broken for a larger size only where one line would be smaller than this share of it.
UNBROKEN = 0.75
#: The shares of its room that a sentence may take, for a better break; the share of the longest line in letters that a
#: word alone on its line has at least.
NARROWER, ALONE = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5), 0.5


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
        message = say("slide.hero-words", most=MOST, number=there)
        hint = say("slide:shorten-the-sentence-and-say")
        page.findings.append(error(message, sentence.span, hint))


def well_broken(page: Page, at: Rect, sentence: Text) -> tuple[Rect, int]:
    """The place of a sentence that fills a slide, narrower where that breaks it better, and the rung of its type: one
    line, where it is not much smaller than on several; else the largest that neither leaves a short word alone nor
    breaks what is marked, as far as that can be had."""
    place = page.place("title")
    settings, sizes = page.settings(sentence, place.style, colour=place.colour), page.theme.styles[place.style].sizes
    plain = place.colour or page.theme.styles[place.style].colour
    largest = page.set(settings, at, even=True)
    rungs = [n for n in range(largest.rung, len(sizes)) if sizes[n] >= UNBROKEN * sizes[largest.rung]]
    for rung in rungs:
        if len(page.set(settings, at, rung=rung).lines) == 1:
            return at, rung
    found = at, largest.rung, _badness(largest, plain)
    for rung in rungs:
        for share in NARROWER:
            if not found[2]:
                return found[:2]
            narrow = at._replace(w=at.w * share)
            text = page.set(settings, narrow, rung=rung, even=True)
            bad = _badness(text, plain)
            fits = text.rung == rung and not text.overflow and len(text.lines) <= len(largest.lines)
            if fits and bad < found[2] and not breaks_a_word(text.paragraphs, page.fonts, narrow.w):
                found = narrow, rung, bad
    return found[:2]


def _badness(text: TextBlock, plain: str) -> int:
    """How often lines end where they should not: in what is marked, or around a short word that is alone."""
    runs = [[p.run for p in line.pieces] for line in text.lines if line.pieces]
    inside = sum(a[-1].colour == b[0].colour != plain or a[-1].font == b[0].font == "code" for a, b in pairwise(runs))
    said = ["".join(p.run.text for p in line.pieces).split() for line in text.lines]
    longest = max((len(" ".join(line)) for line in said), default=0)
    return inside + sum(len(line) == 1 and len(line[0]) < ALONE * longest for line in said)


def nth_ground(page: Page, name: HeroName) -> GroundName:
    """The theme's ground for such a slide in this part of the programme."""
    choices, part = page.theme.heroes[name], page.placed.part
    nth = part.number - 1 if part and part.number else 0
    return choices[nth % len(choices)]
