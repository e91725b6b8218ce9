"""An edition set on pages: its view, what fills the template, what WeasyPrint makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from deckgen.composing.deck import Deck
from deckgen.diagnostics import ContentError, Span, error
from deckgen.messages import listing, say
from deckgen.reading.brand import Brand
from deckgen.reading.fonts import EMOJI
from deckgen.scene import Scene
from deckgen.writers.colours import on_white
from deckgen.writers.handout import styles
from deckgen.writers.handout.back import Back, distinct
from deckgen.writers.handout.editions import Edition
from deckgen.writers.handout.editions.view import View
from deckgen.writers.handout.feedback import addresses, code_name
from deckgen.writers.handout.frame import COVER
from deckgen.writers.handout.imprint import NEWEST, PrintImprint, imprinted, terse
from deckgen.writers.handout.lists import ABOVE, least_pages, lists
from deckgen.writers.handout.passages import as_links
from deckgen.writers.handout.press import SLIDE, Family, Pages, SlidePicture, pages
from deckgen.writers.handout.setter import VERBATIM, Setter, form_name
from deckgen.writers.handout.sheet import Order, Sheet
from deckgen.writers.handout.svg import drawings
from deckgen.writers.handout.thrift import STEPS, Thrift
from deckgen.writers.templates import fill

#: An edition of more pages than this has contents.
LONG = 8
#: Of at most so many pages one fewer is worth to be set again.
SHORT = 16
#: What comes after the lists at the end, by its anchors.
AFTER = ("answers", "feedback")
#: So many entries in its contents make an edition longer than that, as a rule.
LIKELY_LONG = 11
#: The room that a text in large print takes, of that which it takes in the usual one: lines of 9.6 mm for 5.4 mm.
LARGE = 3


class Families(NamedTuple):
    """The font families of a theme, one for each pair of files, and the family of each font role by its name."""

    families: tuple[Family, ...]
    names: Mapping[str, str]


class Setting(NamedTuple):
    """An edition as it is set: its view, its pages, the names of the slides' forms that they draw, and what was set."""

    view: View
    pages: Pages
    forms: frozenset[str]
    html: str


def families(brand: Brand) -> Families:
    """The font families of a brand's theme."""
    known: dict[tuple[int, int], Family] = {}
    names: dict[str, str] = {}
    for role in brand.theme.fonts:
        regular, bold = brand.fonts.face(role, False), brand.fonts.face(role, True)
        family = known.setdefault((id(regular), id(bold)), Family(f"deck-{role}", regular, bold))
        names[role] = family.name
    return Families(tuple(known.values()), names)


class Ordered(NamedTuple):
    """What is to be set: an edition of a deck with its slides in a brand's look, on which sheet; `order`: in which one
    slides stand."""

    edition: Edition
    deck: Deck
    scenes: Sequence[Scene]
    brand: Brand
    fonts: Families
    sheet: Sheet
    order: Order
    steps: Sequence[Scene] = ()
    own: Mapping[str, int] | None = None

    def setter(self, thrift: Thrift) -> Setter:
        """Sets the deck on the sheet, as thrifty as is wished."""
        brand = self.brand
        return Setter(
            self.deck,
            self.scenes,
            brand.theme,
            brand.fonts,
            self.sheet.widened() if thrift.margin else self.sheet,
            self.order,
            self.steps,
            thrift.large,
            thrift.lists,
            self.own,
        )


def lowered(order: Ordered, whole: View, thrift: Thrift) -> float | None:
    """By how many millimetres drawings are lower for the sake of thrift, of those of the `whole` edition; None where
    nobody knows."""
    if not thrift.large or whole.extras.drawings is None:
        return None
    return whole.extras.drawings - (order.edition.view(order.setter(thrift)).extras.drawings or 0.0)


def set_edition(order: Ordered, thrift: Thrift = STEPS[0]) -> Setting:
    """An edition on pages. It is set again where the pages are not as long as they seemed (so that it has contents, or
    has none), where one of them is named twice beside a term, and where its lists may save a page: all that is known
    only then."""
    edition, setter = order.edition, order.setter(thrift)
    view = edition.view(setter)
    press = _Press(edition, setter, order.brand, order.fonts, view)
    setting, again = _set(press, edition, setter, view, edition.covered and not thrift.cover)
    if not _fits_before(setter, press.imprint(view.back), setting.pages):
        return setting
    shorter = again(terse(setter))
    return shorter if len(shorter.pages.anchors) < len(setting.pages.anchors) else setting


#: Sets an edition again, with another imprint.
Again = Callable[[PrintImprint | None], Setting]


def _set(press: _Press, edition: Edition, setter: Setter, view: View, covered: bool) -> tuple[Setting, Again]:
    """An edition on pages, with a cover where it is long and `covered`, and what sets it again as it was."""

    def again(back: Back, long: bool, moved: int = 0, before: Pages | None = None) -> tuple[Setting, Again]:
        return press.set(back, long, moved, before), lambda said: press.set(back, long, moved, before, said)

    long = covered and len(view.frame.entries) * (LARGE if setter.sheet.large else 1) > LIKELY_LONG
    made = setting, _ = again(view.back, long)
    if covered and view.frame.entries and long != is_long(setting.pages):
        long = not long
        made = setting, _ = again(view.back, long)
    numbers = _page_numbers(setting.pages)
    back, moved = distinct(view.back, numbers), _moved(view.extras.numbers[long], numbers)
    if back == view.back and not moved and not (edition.thrifty and _is_shorter(setter, view, back, setting.pages)):
        return made
    return again(back, long, moved, setting.pages)


def _fits_before(setter: Setter, said: PrintImprint | None, pages: Pages) -> bool:
    """Whether what stands on the last page beside the imprint fits on the page before, with a shorter imprint."""
    short = terse(setter) if said and not setter.sheet.folded else None
    if not said or not short or short.height >= said.height or len(pages.anchors) < 2:
        return False
    *_, before, last = pages.anchors
    tops = [(name, top, bottom) for name, (_, top, _, bottom) in last.items() if name != "imprint"]
    if not before or any(name in before for name, _, _ in tops):
        return not tops
    taken = max((b for _, _, b in tops), default=0.0) - min((t for _, t, _ in tops), default=0.0)
    gap = (ABOVE + 1) * setter.sheet.line if tops else 0.0
    end = setter.sheet.top + setter.sheet.inner - short.height - gap
    return max(bottom for _, _, _, bottom in before.values()) + taken <= end


def _is_shorter(setter: Setter, view: View, back: Back, pages: Pages) -> bool:
    """Whether so few pages are fewer, perhaps, with lists as high as these."""
    if not (back.terms and back.sources) or len(pages.anchors) > SHORT:
        return False
    after = sum(
        bottom - top for page in pages.anchors for name in AFTER if name in page for _, top, _, bottom in [page[name]]
    )
    after += view.frame.imprint.height if view.frame.imprint else 0.0
    return least_pages(setter, back, pages, after) < len(pages.anchors)


def _moved(said: Mapping[str, int], numbers: Mapping[str, int]) -> int:
    """How many pages later things stand than their page numbers say."""
    return max((numbers[name] - n for name, n in said.items() if name in numbers), default=0, key=abs)


def is_long(pages: Pages) -> bool:
    """Whether an edition has so many pages, without its cover and its contents, that it needs them."""
    around = sum("cover" in anchors or "contents" in anchors for anchors in pages.anchors)
    return len(pages.anchors) - around > LONG


def _page_numbers(pages: Pages) -> dict[str, int]:
    """The number of the page on which each anchor stands first."""
    return {name: n for n, names in reversed(list(enumerate(pages.anchors, 1))) for name in names}


def _codes(setter: Setter) -> Mapping[str, str]:
    """The addresses of codes by the names of their pictures."""
    codes = {code_name(n): url for n, url in enumerate(addresses(setter.deck))}
    said = imprinted(setter.deck, setter.theme)
    return codes | ({NEWEST: str(said.newest)} if said and said.newest else {})


class _Press:
    """Sets a view on pages."""

    def __init__(self, edition: Edition, setter: Setter, brand: Brand, fonts: Families, view: View) -> None:
        self._edition = edition
        self._setter = setter
        self._brand = brand
        self._fonts = fonts
        self._view = view
        self._colours = on_white(brand.theme)
        self._drawings = drawings(setter.sheet, self._colours["muted"], _codes(setter))
        self._sizes: dict[str, tuple[float, float]] = {
            form_name(s): brand.theme.page for s in (*setter.scenes, *setter.steps)
        }
        self._sizes |= {COVER: brand.theme.page} | {c.name: (c.rect.w, c.rect.h) for c in view.extras.crops}

    def set(
        self,
        back: Back,
        long: bool,
        moved: int = 0,
        before: Pages | None = None,
        imprint: PrintImprint | None = None,
    ) -> Setting:
        """Sets it; `long` ones have a cover and contents. Page numbers that were known before are `moved`; where it was
        set `before`, the lists at the end are as high as their pages; `imprint`: another than its own. Raises
        ContentError with what WeasyPrint complains of."""
        templates = self._brand.templates
        html = as_links(
            fill(templates, self._edition.template, self._values(back, long, moved, before, imprint), "handout")
        )
        styles.check(html, templates)
        forms = frozenset(re.findall(rf'{SLIDE}([^"]+)"', html))
        deck = self._setter.deck
        if unknown := sorted(forms - set(self._sizes)):
            raise ContentError([styles.unknown_picture(f"{SLIDE}{name}", html, templates) for name in unknown])
        pictures = [SlidePicture(name, *self._sizes[name]) for name in sorted(forms)]
        with _setting_pages(deck, self._brand):
            result = pages(html, self._families(html), self._drawings, pictures)
        _check_complaints(result, html, deck, self._brand)
        return Setting(self._view, result, forms, html)

    def _families(self, html: str) -> tuple[Family, ...]:
        """The families of the theme, and that of emoji where there are some: what stands in is looked for in all."""
        fonts = self._brand.fonts
        if not fonts.emoji_in(html):
            return self._fonts.families
        face = fonts.face(EMOJI, False)
        return (*self._fonts.families, Family("deck-emoji", face, face))

    def imprint(self, back: Back) -> PrintImprint | None:
        """The imprint of what the audience has; without its code where the lists at the end show the same."""
        imprint = self._view.frame.imprint
        if imprint is None or self._edition.private:
            return None
        scans = back.feedback.scans if back.feedback else ()
        return imprint._replace(code=None) if imprint.newest in [s.url for s in scans] else imprint

    def _values(
        self, back: Back, long: bool, moved: int, before: Pages | None, imprint: PrintImprint | None
    ) -> Mapping[str, Any]:
        """What the templates know."""
        setter = self._setter
        return {
            "edition": self._edition.name,
            "frame": self._view.frame,
            "view": self._view,
            "back": back,
            **lists(self._setter, back, before, self._view.extras.left[long]),
            "long": long,
            "imprint": imprint or self.imprint(back),
            "page": {name: n + moved for name, n in self._view.extras.numbers[long].items()},
            "sheet": setter.sheet,
            "type": setter.types,
            "colour": self._colours,
            "word": setter.word,
            "family": self._fonts.names,
            "verbatim": VERBATIM,
            "options": self._brand.theme.handout,
        }


def finished(setting: Setting, deck: Deck, brand: Brand) -> bytes:
    """A setting as a file. Raises ContentError with what WeasyPrint complains of: what it leaves out must not go to
    print."""
    with _setting_pages(deck, brand):
        data = setting.pages.pdf()
    _check_complaints(setting.pages, setting.html, deck, brand)
    return data


def _check_complaints(pages: Pages, html: str, deck: Deck, brand: Brand) -> None:
    complaints = dict.fromkeys(pages.complaints)
    if complaints:
        raise ContentError(dict.fromkeys(styles.explained(c, html, deck.id, brand.templates) for c in complaints))


@contextmanager
def _setting_pages(deck: Deck, brand: Brand) -> Iterator[None]:
    """Tells of what WeasyPrint fails at. Where the theme has templates of its own, that is for their author."""
    own = [t.path for t in brand.templates if not t.path.startswith("themes/shared/")]
    try:
        yield
    except RecursionError as e:
        message = say("handout.too-deep", seminar=deck.id)
        raise ContentError([error(message, Span(own[0]) if own else None, styles.HINT)]) from e
    except Exception as e:
        if not own:
            raise
        reason = " ".join(repr(e).split())[:200]
        message = say("handout.unset", seminar=deck.id, files=listing(own), reason=reason)
        raise ContentError([error(message, Span(own[0]), styles.HINT)]) from e
