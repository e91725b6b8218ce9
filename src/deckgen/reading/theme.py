"""A brand as data: palette by role, text styles with a ladder of sizes, fonts, page regions, logo.

`themes/shared/theme.yaml` says what every theme shares; a theme's own file says what differs, key by key.
Nothing here draws: layouts, styles and colours are looked up by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

from deckgen.diagnostics import ContentError, Span, error, suggest
from deckgen.languages import COMPLETE, in_language
from deckgen.messages import listing, say
from deckgen.patterns import regex
from deckgen.reading.grounds import Ground, GroundName, HeroName, Sections, Sign, SignName
from deckgen.reading.imprint import Imprint
from deckgen.reading.model import TEXT, Many, Model, Within, Wrong, shown
from deckgen.reading.nodes import span_of
from deckgen.reading.page_size import GRID, PageSize
from deckgen.reading.palette import Colour, Role, Tint, TintOf, Tone, named, resolved
from deckgen.reading.phrases import Phrase
from deckgen.reading.places import FARTHEST, ArtFile, Place
from deckgen.reading.plates import FontRole, Plate, PlateName, without_parts
from deckgen.reading.values import DeckFonts, LanguageKey, Text
from deckgen.scene import Align, Anchor, Outline, Rect

#: What a layout has around what a kind draws.
Furniture = Literal["eyebrow", "sources", "date", "footer", "number"]
#: The name of a family: letters, digits and what stands between them, as fonts have it; PowerPoint takes no more.
_FAMILY = regex(r"(?=.{1,64}$)[^\W_](?:[\w .&'+()-]*[\w)+])?")


class StyleName(str):
    """The name of a text style; knows its place."""

    span: Span | None = None

    @classmethod
    def parse(cls, value: object) -> StyleName:
        if not isinstance(value, str):
            raise Wrong(say("value.style-name", found=shown(value)), span_of(value), TEXT)
        name = cls(value)
        name.span = span_of(value)
        return name


class Font(Model):
    """A family, and the names of its static TrueType files."""

    family: str
    regular: str
    bold: str

    def _checked(self) -> Iterator[Wrong]:
        if not _FAMILY.fullmatch(self.family):
            yield Wrong(
                say("value.family", found=shown(self.family)),
                None,
                say("theme:write-it-as-powerpoint-lists"),
                "family",
            )


class DeckPlan(Model):
    """What PowerPoint decks in a theme hold beside their slides. A seminar and the command may say otherwise."""

    fonts: DeckFonts = "installed"


class PhotoPlan(Model):
    """What becomes of photographs on slides: `duotone` draws them in two colours of the theme, from `dark` to
    `light`; screenshots and drawings keep theirs."""

    treatment: Literal["none", "duotone"] = "none"
    dark: Role = "strong"
    light: Role = "paper"


class TextStyle(Model):
    """How a kind of text looks: `sizes` in points from the wanted one down to the smallest; `leading` as a share of a
    single line (1.2 em); `strong` says whether words between `**` are bold, or have the colour that stands out. What is
    `struck` has a line through it."""

    sizes: Annotated[tuple[Annotated[float, Within(4, 400)], ...], Many(1, 6)]
    font: FontRole = "text"
    bold: bool = False
    leading: Annotated[float, Within(0.8, 2.0)] = 1.0
    colour: Role = "text"
    before: Annotated[float, Within(0, 80)] = 0.0
    strong: Literal["bold", "colour"] = "bold"
    struck: bool = False

    def _checked(self) -> Iterator[Wrong]:
        if any(b >= a for a, b in zip(self.sizes, self.sizes[1:], strict=False)) or min(self.sizes) <= 0:
            yield Wrong(say("value.sizes"), None, say("theme:write-for-example-34-30"), "sizes")


#: Types of placeholders of which a layout has one at most.
ONE_OF_EACH = ("title", "date", "footer", "number")
_Inset = Annotated[float, Within(0, 400)]
#: Points that a text needs at least, in width and in height.
LEAST = 4.0


class Placeholder(Model):
    """A place of a layout that PowerPoint knows: what fills it, where it is, how its text looks. `tab` is where what
    follows a label stands, in points from the text's left edge."""

    type: Literal["title", "subtitle", "body", "picture", "date", "footer", "number"] = "body"
    at: Place
    style: StyleName
    second: StyleName | None = None
    colour: Role | None = None
    align: Align = "left"
    anchor: Anchor = "top"
    bullet: bool = False
    outline: Outline = "rectangle"
    radius: Annotated[float, Within(0, 2000)] = 0.0
    fill: Role | None = None
    inset: tuple[_Inset, _Inset, _Inset, _Inset] = (0.0, 0.0, 0.0, 0.0)
    prompt: dict[LanguageKey, str] = {}  # noqa: RUF012 - a Model is frozen

    def _checked(self) -> Iterator[Wrong]:
        left, top, right, bottom = self.inset
        if any(self.inset) and (left + right > self.at.w - LEAST or top + bottom > self.at.h - LEAST):
            hint = say("theme:left-top-right-and-bottom")
            yield Wrong(say("value.inset"), None, hint, "inset")


class Shape(Model):
    """A decoration of a layout. `text` is for a mark such as Q or A. `image` is a file of the theme instead of an
    outline: an SVG is drawn as native shapes (a pattern, a corner mark; `currentColor` takes `colour`, a `class` a
    palette role), a picture fills the rectangle, cropped around its middle (a title picture)."""

    at: Place
    outline: Outline = "rectangle"
    radius: Annotated[float, Within(0, 2000)] = 0.0
    fill: Role | None = None
    stroke: Role | None = None
    width: Annotated[float, Within(0.1, 100)] = 1.0
    text: str = ""
    style: StyleName = StyleName("label")
    colour: Role = "paper"
    image: ArtFile | None = None


#: A logo is fitted into a box this many times as wide as it is high.
LOGO_REACH = 12.0
_OnPage = Annotated[float, Within(0, FARTHEST)]


class Layout(Model):
    """A slide layout of the brand: what New Slide offers. A `ground` is its background with the colours of all texts
    that have no panel of their own."""

    label: dict[LanguageKey, str]
    background: Role = "paper"
    ground: GroundName | None = None
    placeholders: dict[str, Placeholder]
    shapes: tuple[Shape, ...] = ()
    furniture: bool = True
    logo: tuple[_OnPage, _OnPage, Annotated[float, Within(4, 400)]] | None = None
    dark: bool = False

    def logo_room(self) -> Rect:
        """Where the logo is fitted in."""
        x, y, height = self.logo or (0.0, 0.0, 0.0)
        return Rect(x, y, height * LOGO_REACH, height)

    def standing_on(self, ground: Ground, styles: dict[str, TextStyle]) -> Layout:
        """The layout on a ground: texts without a panel take its colours."""
        places = {
            name: p if p.fill else Placeholder(**{**vars(p), "colour": ground.role(p.colour or styles[p.style].colour)})
            for name, p in self.placeholders.items()
        }
        placeholders = Names(self.placeholders.field, places) if isinstance(self.placeholders, Names) else places
        changed = {"background": ground.fill, "dark": ground.dark, "placeholders": placeholders}
        return Layout(**{**vars(self), **changed})

    def _checked(self) -> Iterator[Wrong]:
        yield from _unlabelled(self.label)


def _unlabelled(label: dict[str, str]) -> Iterator[Wrong]:
    """What is wrong with the name that people see of a theme or a layout."""
    if not label or not all(text.strip() for text in label.values()):
        example = ", ".join(f"{key}: …" for key in COMPLETE)
        yield Wrong(say("value.label"), None, say("theme:write-one-for-each-language", example=example), "label")


class Logo(Model):
    """Files of the logo, an SVG of paths or a PNG: on light ground, and on dark."""

    light: str
    dark: str
    alt: str


class Names(dict[str, Any]):
    """What a theme calls by names. A name that a kind or a writer needs and the theme lacks is the theme's mistake."""

    def __init__(self, field: str, values: dict[str, Any]) -> None:
        super().__init__(values)
        self.field = field

    def __missing__(self, name: str) -> None:
        raise ContentError(
            [
                error(
                    say("theme.part-missing", name=name, field=self.field),
                    None,
                    say("theme:write-it-under-as-themes", field=self.field),
                )
            ]
        )


class Theme(Model):
    """A whole theme, after the shared part and the theme's own are joined. `onstage` names the furniture that slides
    show; what is not there (a part's name, sources, the date) is said on the cover, in the notes and on paper."""

    name: str
    label: dict[LanguageKey, str]
    scheme: Literal["light", "dark"] = "light"
    page: PageSize = GRID
    palette: dict[Role, Colour | TintOf]
    print: dict[Role, Colour | TintOf] = {}  # noqa: RUF012 - a Model is frozen
    tones: dict[Tone, TintOf]
    fonts: dict[FontRole, Font]
    deck: DeckPlan = DeckPlan(fonts="installed")
    photos: PhotoPlan = PhotoPlan(treatment="none", dark="strong", light="paper")
    styles: dict[str, TextStyle]
    furniture: dict[str, Placeholder] = {}  # noqa: RUF012 - a Model is frozen
    onstage: tuple[Furniture, ...] = ("number",)
    grounds: dict[GroundName, Ground]
    sections: Sections = Sections(grounds=("dark",))
    heroes: dict[HeroName, Annotated[tuple[GroundName, ...], Many(1, 12)]]
    signs: dict[SignName, Sign]
    layouts: dict[str, Layout]
    plates: dict[PlateName, Plate]
    regions: dict[str, Place]
    radius: Annotated[float, Within(0, 200)] = 10.0
    smallest: Annotated[float, Within(4, 40)] = 12.0
    logo: Logo
    words: dict[str, dict[LanguageKey, Phrase]]
    imprint: Imprint | None = None
    handout: dict[str, str] = {}  # noqa: RUF012 - a Model is frozen

    def _checked(self) -> Iterator[Wrong]:
        yield from _unlabelled(self.label)
        required = {
            "palette": get_args(Role),
            "tones": get_args(Tone),
            "fonts": get_args(FontRole),
            "regions": ("body",),
            "grounds": get_args(GroundName),
            "heroes": get_args(HeroName),
            "plates": get_args(PlateName),
            "signs": get_args(SignName),
        }
        for field, wanted in required.items():
            for name in wanted:
                if name not in getattr(self, field):
                    hint = say("theme:add-a-line-to-it", name=name)
                    yield Wrong(say("theme.name-missing", field=field, name=name), None, hint, field)
        yield from without_parts(self.plates)
        for word, texts in self.words.items():
            for language in COMPLETE:
                if language not in texts:
                    hint = say("theme:add-to-it", language=language)
                    yield Wrong(say("theme.word-missing", word=word, language=language), None, hint, "words")
        for field, text in vars(self.imprint).items() if self.imprint else ():
            lacking = [key for key in COMPLETE if isinstance(text, Text) and not {"", key} & set(text.by_language)]
            for language in lacking:
                yield Wrong(
                    say("theme.imprint-missing", language=say(f"language:{language}"), field=field),
                    text.span,
                    say("theme:add", language=language),
                )
        places: list[Placeholder | Shape] = [*self.furniture.values()]
        for layout in self.layouts.values():
            places += [*layout.placeholders.values(), *layout.shapes]
        for name in (n for p in places for n in (p.style, getattr(p, "second", None)) if n):
            if name not in self.styles:
                yield Wrong(
                    say("theme.unknown-style", name=name),
                    name.span,
                    suggest(name, self.styles, say("theme:styles-are", names=listing(self.styles, 40))),
                    "styles",
                )

    def furnished(self) -> Theme:
        """The theme with the furniture put into each layout that has it; a layout's own placeholder of a name stays."""
        layouts = {
            name: Layout(**{**vars(layout), "placeholders": {**self.furniture, **layout.placeholders}})
            if layout.furniture
            else layout
            for name, layout in self.layouts.items()
        }
        layouts = {
            name: Layout(**{**vars(layout), "placeholders": Names(f"layouts.{name}.placeholders", layout.placeholders)})
            for name, layout in layouts.items()
        }
        layouts = {
            name: layout.standing_on(self.grounds[layout.ground], self.styles) if layout.ground else layout
            for name, layout in layouts.items()
        }
        named = {field: Names(field, getattr(self, field)) for field in ("styles", "regions", "words")}
        return Theme(**{**vars(self), **named, "layouts": Names("layouts", layouts)})

    def printed(self) -> Theme:
        """The theme as the handout takes it: on white paper a dark theme has colours of its own (`print`)."""
        return (
            Theme(**{**vars(self), "scheme": "light", "palette": {**self.palette, **self.print}})
            if self.print
            else self
        )

    @property
    def scale(self) -> float:
        """How many points of the theme's own page a point of the one is that slides are laid out on."""
        scale: float = self.__dict__.get("_scale", 1.0)
        return scale

    def ground_of(self, fill: str) -> Ground | None:
        """The first ground that is filled with a role."""
        return next((ground for ground in self.grounds.values() if ground.fill == fill), None)

    def tint(self, role: str) -> Tint:
        """A role or tone as PowerPoint writes it: a slot of the theme's colours, or a tint of one."""
        tones: Mapping[Any, TintOf] = self.tones
        return tones[role].tint if role in tones else named(self.palette, role, self.scheme)

    def hex(self, role: str) -> str:
        """RRGGBB of a role, of a tone, or of a literal `#RRGGBB` (logos only)."""
        if role.startswith("#"):
            return role[1:].upper()
        tones: Mapping[Any, TintOf] = self.tones
        return resolved({**self.palette, role: tones[role]} if role in tones else self.palette, role)

    def unsaid(self, language: str) -> list[str]:
        """The words that the theme does not have in a language."""
        return [word for word, texts in self.words.items() if language not in texts]

    def called(self, language: str) -> str:
        """The theme's own name, as people see it."""
        return in_language(self.label, language)

    def word(self, key: str, language: str, **values: object) -> str:
        """A word of the frame (`page`, `sources`...) in a language, with texts and numbers for its parameters.

        Raises ContentError where the theme lacks the word, or the word asks for what is not given.
        """
        phrase: Phrase = self.words[key][language]
        return phrase.filled(values)
