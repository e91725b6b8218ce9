"""How a talk is shown: in steps or at once, and where the slides go that stand behind it."""

from __future__ import annotations

from typing import ClassVar, Literal

from deckgen.reading.model import Model

#: Whether kinds that mean little at once are shown in steps.
Motion = Literal["on", "off"]
#: Outputs that may have a page for each step of a slide: the slides' PDF, web pages, editions with slides alone.
Stepped = Literal["pdf", "web", "handout"]


class Appendix(Model):
    """What becomes of the slides behind the talk, lists of terms and sources above all: `hidden` in the deck, where a
    slide show passes them by, only in the `handout` and on the web, or `shown` like all others. With `pdf` the PDF of
    the slides has the hidden ones, too."""

    alone: ClassVar[str] = "slides"
    slides: Literal["hidden", "handout", "shown"] = "hidden"
    pdf: bool = False

    @classmethod
    def _prepared(cls, value: object) -> object:
        return value if isinstance(value, dict) else {"slides": value}


#: As it is where nobody says otherwise.
HIDDEN = Appendix(slides="hidden", pdf=False)
