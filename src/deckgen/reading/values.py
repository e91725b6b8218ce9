"""The types of an author's values: texts in several languages, ids, minutes, addresses, paths of pictures.

Each keeps its place in the author's file, so that any later stage can point at it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping as AnyMapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple, Self, TypeAlias

from deckgen.diagnostics import Hint, Later, Span, did_you_mean, shortened, suggest
from deckgen.languages import COMPLETE, LANGUAGES, expected
from deckgen.messages import Message, say
from deckgen.patterns import regex
from deckgen.reading.addresses import NotAnAddress, ascii_form
from deckgen.reading.model import TEXT, Within, Wrong, quoted, shown
from deckgen.reading.nodes import Mapping, span_of
from deckgen.reading.paths import within_content
from deckgen.reading.signatures import DRAWING, ENDINGS, TAKEN, refusal

_SLUG = regex(r"[a-z][a-z0-9-]*")


class Wording:
    """Words, the same for all languages (key "") or some for each. Each come with the place of their first line."""

    __slots__ = ("by_language", "span")
    #: Characters that they may have.
    longest: ClassVar[int] = 5_000

    def __init__(self, by_language: AnyMapping[str, tuple[str, Span | None]], span: Span | None) -> None:
        self.by_language = by_language
        self.span = span

    @classmethod
    def parse(cls, value: object) -> Self:
        if isinstance(value, dict):
            return cls._parse_each(value)
        if value is None or isinstance(value, list):
            hint = TEXT if isinstance(value, list) else say("value:write-the-text-or-delete")
            raise Wrong(say("value.text", found=shown(value)), span_of(value), hint)
        return cls({"": (cls._bounded(value), span_of(value))}, span_of(value))

    @classmethod
    def _parse_each(cls, value: AnyMapping[str, object]) -> Self:
        keys, places = (value.key_spans, value.value_spans) if isinstance(value, Mapping) else ({}, {})
        texts: dict[str, tuple[str, Span | None]] = {}
        wrong: list[Wrong] = []
        for language, raw in value.items():
            if language not in LANGUAGES:
                wrong.append(
                    Wrong(
                        say("value.language", found=language, wanted=expected()),
                        keys.get(language),
                        _language_hint(language, raw),
                    )
                )
            elif raw is None or isinstance(raw, (dict, list)):
                hint = say("value:write-the-text-or-delete") if raw is None else TEXT
                wrong.append(
                    Wrong(
                        say("value.text-in-language", language=language, found=shown(raw)), places.get(language), hint
                    )
                )
            else:
                texts[language] = (cls._bounded(raw), span_of(raw))
        if wrong:
            wrong[0].also = wrong[1:]
            raise wrong[0]
        if not texts:
            raise Wrong(say("value.empty-mapping"), span_of(value), say("value:write-the-text-or-delete"))
        return cls(texts, next(iter(texts.values()))[1])

    @classmethod
    def _bounded(cls, raw: object) -> str:
        text = raw if isinstance(raw, str) else str(raw)
        if len(text) > cls.longest:
            raise Wrong(
                say("value.text-long", characters=len(text), most=cls.longest),
                span_of(raw),
                say("value:split-it-over-several-slides"),
            )
        return text


class Text(Wording):
    """A text with markup and variables: on a slide it is a sentence or two."""

    __slots__ = ()

    def also(self, more: str) -> Text:
        """The same text with more at its end, in every language."""
        return type(self)(
            {language: (raw + more, span) for language, (raw, span) in self.by_language.items()}, self.span
        )


class LongText(Text):
    """A text of paragraphs and lists: the speaker's notes, the handout's prose."""

    __slots__ = ()
    longest = 20_000


class Verbatim(Wording):
    """Words that stand as they are written, line by line: code, a terminal. Marks and braces in them mean nothing."""

    __slots__ = ()


def _language_hint(language: str, raw: object) -> Hint:
    """What the author most likely meant by a key that is no language."""
    if language.partition(":")[0] in LANGUAGES:
        return say("value:put-a-space-after-the")
    if language == "text":
        return say("value:write-the-text-itself-without")
    if isinstance(raw, (dict, list)):
        texts = ", ".join(f"{key}: …" for key in COMPLETE)
        return say("value:a-text-has-nothing-but", texts=texts, language=language)
    if len(language) == 2:
        otherwise = say(
            "value:write-one-of-or-delete", words=say("value:the-two" if len(COMPLETE) == 2 else "value:these")
        )
        return suggest(language, LANGUAGES, otherwise)
    if isinstance(raw, str) and not language.isascii():
        text = shortened(f"{language}: {raw}", 60)
        return say("hint:put-the-text-in-quotes", text=quoted(text))
    return say("value:a-text-that-begins-like")


class _LanguageKey(str):
    """The key of a language: `ko`."""

    @classmethod
    def parse(cls, value: object) -> str:
        if not isinstance(value, str) or value not in LANGUAGES:
            hint = say("value:write-one-word")
            near = suggest(value, LANGUAGES, hint) if isinstance(value, str) else hint
            raise Wrong(
                say("value.language-key", wanted=expected(), found=shown(value)),
                span_of(value),
                near,
            )
        return str(value)


if TYPE_CHECKING:
    LanguageKey: TypeAlias = str
else:
    LanguageKey = _LanguageKey


#: Where to look for an icon: there are 1,700.
_ICONS = say("value:icons-have-english-names-for")


class Slug(str):
    """A short name: lower-case letters, digits and hyphens. Knows its place."""

    span: Span | None = None

    @classmethod
    def parse(cls, value: object) -> Slug:
        if not is_slug(value):
            wanted = say("value:a-short-name-of-lower")
            raise Wrong(
                say("value.id", wanted=wanted, found=shown(value)),
                span_of(value),
                _slug_hint(value),
            )
        slug = cls(value)
        slug.span = span_of(value)
        return slug


class IconName(Slug):
    """The name of an icon."""

    @classmethod
    def parse(cls, value: object) -> IconName:
        if not isinstance(value, str):
            raise Wrong(say("value.icon-name", found=shown(value)), span_of(value), _ICONS)
        from deckgen.reading.icons import icon_names  # late: only slides with icons need the archive

        if value not in icon_names():
            hint = Later(value, lambda: did_you_mean(value, icon_names()) or _ICONS)
            raise Wrong(say("icon.unknown", found=shown(value)), span_of(value), hint)
        name = cls(value)
        name.span = span_of(value)
        return name


class Name(str):
    """A name in one language, without marks. Knows its place."""

    span: Span | None = None

    @classmethod
    def parse(cls, value: object) -> Name:
        if not isinstance(value, str):
            raise Wrong(say("value.text", found=shown(value)), span_of(value), TEXT)
        name = cls(value)
        name.span = span_of(value)
        return name


def _slug_hint(value: object) -> Message:
    """An id that is like what was written."""
    own = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-") if isinstance(value, str) and value.isascii() else ""
    if is_slug(own):
        return say("value:write-for-example", id=own)
    if isinstance(value, str) and not value.isascii():
        return say("value:write-it-in-english-letters")
    return say("value:begin-it-with-a-letter")


class ThemeName(Name):
    """The name of a theme. Which there are is known where it is looked for."""


def is_slug(value: object) -> bool:
    """Whether a value may be an id or a name."""
    return isinstance(value, str) and len(value) <= 60 and _SLUG.fullmatch(value) is not None


class Url(NamedTuple):
    """An address that a click or a scan may lead to, in its ASCII form: `https:`, `http:`, `mailto:` or `tel:`."""

    address: str
    span: Span | None

    def __str__(self) -> str:
        return self.address

    @classmethod
    def parse(cls, value: object) -> Url:
        try:
            return cls(ascii_form(value if isinstance(value, str) else ""), span_of(value))
        except NotAnAddress as e:
            raise Wrong(say("value.address", found=shown(value)), span_of(value), e.says) from e


class ImagePath(NamedTuple):
    """The path of a picture, from the content folder: `images/team.png`."""

    path: str
    span: Span | None

    @classmethod
    def parse(cls, value: object) -> ImagePath:
        span = span_of(value)
        if not isinstance(value, str):
            raise Wrong(
                say("value.picture-path", found=shown(value)),
                span,
                say("value:write-for-example-images-team"),
            )
        within_content(value, span, "images", "name.png", "picture")
        if not value.lower().endswith((*ENDINGS, DRAWING)):
            _, hint = refusal(value.rpartition(".")[2].lower())
            raise Wrong(say("value.picture-type", taken=TAKEN, found=shown(value)), span, hint)
        return cls(str(value), span)

    @property
    def key(self) -> str:
        """What tells it from every other one."""
        return self.path


#: The endings of tables of numbers, and what to do with others that hold them.
_TABLES = (".csv", ".tsv", ".xlsx")
_SAVE_AS = say("value:save-it-as-an-excel")
_OTHER_TABLES = {
    ".xls": say("value:that-is-excel-older-format", save_as=_SAVE_AS),
    ".xlsm": say("value:that-has-macros-in-it", save_as=_SAVE_AS),
    ".xlsb": say("value:that-is-excel-binary-format", save_as=_SAVE_AS),
    ".ods": say("value:that-is-libreoffice-format", save_as=_SAVE_AS),
    ".numbers": say("value:that-is-apple-format", save_as=_SAVE_AS),
    ".cell": say("value:that-is-hancell-format", save_as=_SAVE_AS),
}


class DataPath(NamedTuple):
    """The path of a table of numbers, from the content folder: `data/survey.csv` or `data/survey.xlsx`."""

    path: str
    span: Span | None

    @classmethod
    def parse(cls, value: object) -> DataPath:
        span = span_of(value)
        if not isinstance(value, str):
            raise Wrong(say("value.data-path", found=shown(value)), span)
        within_content(value, span, "data", "name.csv", "file")
        if not value.lower().endswith(_TABLES):
            ending = value[value.rfind(".") :].lower() if "." in value else ""
            raise Wrong(
                say("value.data-type", found=shown(value)),
                span,
                _OTHER_TABLES.get(ending, say("value:and-write-its-name-with", save_as=_SAVE_AS)),
            )
        return cls(str(value), span)

    @property
    def is_workbook(self) -> bool:
        """Whether it is an Excel file, which has sheets."""
        return self.path.lower().endswith(".xlsx")


#: The years of a date: outside of them it is a slip.
FIRST_YEAR, LAST_YEAR = 1900, 2200


class Date(NamedTuple):
    """A day, written as `2026-12-10`."""

    iso: str
    span: Span | None

    @classmethod
    def parse(cls, value: object) -> Date:
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(value), re.ASCII):
                raise ValueError
            day = datetime.date.fromisoformat(str(value))
        except ValueError:
            raise Wrong(
                say("value.day", found=shown(value)),
                span_of(value),
                _day(str(value)),
            ) from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Wrong(
                say("value.year", first=FIRST_YEAR, last=LAST_YEAR, found=shown(value)),
                span_of(value),
                say("value:see-that-the-year-is"),
            )
        return cls(str(value), span_of(value))

    def shown(self, language: str) -> str:
        """The day in words, as a language writes it."""
        return LANGUAGES[language].date(datetime.date.fromisoformat(self.iso))


_KOREAN_DAY = r"(\d{4})[.년/ -]+(\d{1,2})[.월/ -]+(\d{1,2})[.일]?(?: ?\([월화수목금토일]\)| ?[월화수목금토일]요일)?"
_KOREAN_TIME = r"(오전|오후|am|pm)? ?(\d{1,2})(?:[:.시：] ?(\d{2})?분?)? ?(반|am|pm)?"


def _day(value: str) -> Message:
    """How to write a day that is written otherwise."""
    if match := re.fullmatch(_KOREAN_DAY, value.strip()):
        year, month, day = (int(part) for part in match.groups())
        try:
            return say("value:write-date", date=datetime.date(year, month, day).isoformat())
        except ValueError:
            pass  # no day that exists
    return say("value:write-year-month-and-day")


def _clock(value: str) -> Message:
    """How to write a time of day that is written otherwise."""
    match = re.fullmatch(_KOREAN_TIME, value.strip().lower())
    if match and value.strip() != match[2]:
        half = (match[1] or match[4] or "").lower()
        hour = int(match[2]) % 12 + 12 if half in ("오후", "pm") else int(match[2])
        if hour < 24 and int(match[3] or 0) < 60:
            return say(
                "value:write-time", hour=hour, minutes=match[3] or ("30" if half == "반" or match[4] == "반" else "00")
            )
    return say("value:write-hours-from-0-to")


class Time(NamedTuple):
    """A time of day, written as `14:00`: in minutes since midnight."""

    minutes: int
    span: Span | None

    @classmethod
    def parse(cls, value: object) -> Time:
        match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", str(value), re.ASCII)
        if match is None:
            raise Wrong(
                say("value.time", found=shown(value)),
                span_of(value),
                _clock(str(value)),
            )
        return cls(int(match[1]) * 60 + int(match[2]), span_of(value))


#: Minutes of talk, halves and quarters allowed.
Minutes = Annotated[float, Within(0, 240)]
#: Whether decks embed their fonts: none of them, the characters that are used, or also those that may be written.
DeckFonts = Literal["installed", "embed", "embed-all"]
