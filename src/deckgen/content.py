"""The types of an author's values: texts in several languages, ids, minutes, addresses, paths of pictures.

Each keeps its place in the author's file, so that any later stage can point at it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from deckgen.diagnostics import Span, did_you_mean
from deckgen.reader import Mapping, Scalar, span_of

LANGUAGES = ("ko", "en")
#: A text on a slide is a sentence or two; notes and handout prose are a page.
LONGEST = 20_000
_SLUG = re.compile(r"[a-z][a-z0-9-]*")
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


def _wrong(message: str, span: Span | None, hint: str | None = None) -> PydanticCustomError:
    """A problem in our words; `{name}` stands for the field's name."""
    return PydanticCustomError("content", "content", {"error": message, "span": span, "hint": hint})


def _what(value: object) -> str:
    return "nothing" if value is None else "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else f"`{str(value)[:40]}`"


class _Validated:
    """A type that makes itself from an author's value, through pydantic."""

    _json: dict[str, Any] = {"type": "string"}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(lambda v: v if isinstance(v, cls) else cls._made(v))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> dict[str, Any]:
        return dict(cls._json)


@dataclass(frozen=True, slots=True, eq=False)
class Text(_Validated):
    """A text, the same for all languages (key "") or one for each. Each comes with the place of its first line."""

    by_language: AnyMapping[str, tuple[str, Span | None]]
    span: Span | None

    _json = {
        "anyOf": [
            {"type": ["string", "number", "boolean"]},
            {"type": "object", "properties": {"ko": {"type": ["string", "number"]}, "en": {"type": ["string", "number"]}}, "additionalProperties": False},
        ]
    }

    @classmethod
    def _made(cls, value: object) -> Text:
        if isinstance(value, dict):
            spans = value.key_spans if isinstance(value, Mapping) else {}
            texts = {}
            for language, raw in value.items():
                if language not in LANGUAGES:
                    raise _wrong(
                        f"`{language}` is not a language here, expected `ko` or `en`",
                        spans.get(language),
                        did_you_mean(language, LANGUAGES) or "a text that begins like `name: …` needs quotes around it",
                    )
                if raw is None or isinstance(raw, (dict, list)):
                    where = value.value_spans.get(language) if isinstance(value, Mapping) else None
                    raise _wrong(f"`{language}` must be text, found {_what(raw)}", where)
                texts[language] = (_bounded(raw), _text_span(raw))
            if not texts:
                raise _wrong("{name} must be text, found an empty mapping", span_of(value))
            first = next(iter(texts.values()))
            return cls(texts, first[1])
        if value is None or isinstance(value, list):
            hint = "a text that begins with `[` or `- ` needs quotes" if isinstance(value, list) else "write the text, or delete the line"
            raise _wrong(f"{{name}} must be text, found {_what(value)}", span_of(value), hint)
        return cls({"": (_bounded(value), _text_span(value))}, _text_span(value))


def _bounded(raw: object) -> str:
    text = str(raw)
    if len(text) > LONGEST:
        raise _wrong(f"this text has {len(text):,} characters; a text may have {LONGEST:,}", span_of(raw), "split it over several slides")
    return text


def _text_span(raw: object) -> Span | None:
    span = span_of(raw)
    if span and isinstance(raw, Scalar) and raw.block:
        return Span(span.path, span.line, span.column, span.column + 2)
    return span


class Slug(_Validated, str):
    """A short name: lower-case letters, digits and hyphens. Knows its place."""

    span: Span | None
    _json = {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}

    @classmethod
    def _made(cls, value: object) -> Slug:
        if not isinstance(value, str) or not _SLUG.fullmatch(value) or len(value) > 60:
            raise _wrong(
                f"{{name}} must be a short name of lower-case letters, digits and hyphens, found {_what(value)}", span_of(value), "for example `cb-box`"
            )
        made = cls(value)
        made.span = span_of(value)
        return made


@dataclass(frozen=True, slots=True)
class Url(_Validated):
    """An address that a click or a scan may lead to: `https:`, `http:`, `mailto:` or `tel:`."""

    address: str
    span: Span | None
    _json = {"type": "string", "format": "uri"}

    def __str__(self) -> str:
        return self.address

    @classmethod
    def _made(cls, value: object) -> Url:
        if not isinstance(value, str) or not safe_address(value):
            raise _wrong(f"{{name}} must be an address that begins with `https://`, found {_what(value)}", span_of(value))
        return cls(str(value), span_of(value))


def safe_address(address: str) -> bool:
    """Whether an address may become a link: a known scheme, no spaces, of a sane length."""
    return address.lower().startswith(_SCHEMES) and not any(c.isspace() or c in '<>"' for c in address) and len(address) <= 2000 and not address.endswith("://")


@dataclass(frozen=True, slots=True)
class ImagePath(_Validated):
    """The path of a picture, from the content folder: `images/team.png`."""

    path: str
    span: Span | None
    _json = {"type": "string"}

    @classmethod
    def _made(cls, value: object) -> ImagePath:
        span = span_of(value)
        if not isinstance(value, str):
            raise _wrong(f"{{name}} must be the path of a picture, found {_what(value)}", span)
        if ":" in value or value.startswith(("/", "\\", "~")) or ".." in value.replace("\\", "/").split("/"):
            raise _wrong(f"`{value[:60]}` leads out of the content folder", span, "put the picture into `content/images/` and write `images/name.png`")
        if not value.lower().endswith((".png", ".jpg", ".jpeg")):
            raise _wrong(f"{{name}} must be a PNG or JPEG picture, found `{value[:60]}`", span)
        return cls(str(value), span)


@dataclass(frozen=True, slots=True)
class Date(_Validated):
    """A day, written as `2026-12-10`."""

    iso: str
    span: Span | None
    _json = {"type": "string", "format": "date"}

    @classmethod
    def _made(cls, value: object) -> Date:
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
                raise ValueError
            datetime.date.fromisoformat(str(value))
        except ValueError:
            raise _wrong(f"{{name}} must be a day such as `2026-12-10`, found {_what(value)}", span_of(value)) from None
        return cls(str(value), span_of(value))

    def shown(self, language: str) -> str:
        """The day in words: 2026년 12월 10일, or 10 December 2026."""
        day = datetime.date.fromisoformat(self.iso)
        if language == "ko":
            return f"{day.year}년 {day.month}월 {day.day}일"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = "January February March April May June July August September October November December".split()

#: Minutes of talk, halves and quarters allowed.
Minutes = Annotated[float, Field(ge=0, le=240, allow_inf_nan=False)]

