"""Which column of a table fills which place, by its heading: the place's name, or what people call it."""

from __future__ import annotations

import re
from collections.abc import Collection

from deckgen.diagnostics import nearest
from deckgen.languages import LANGUAGES
from deckgen.reading.letters import composed
from deckgen.reading.variants import CHOICES, PLACES, is_place

#: What people write above columns, by the place that it means; letters small, without spaces.
_CALLED = {
    "event.client": "고객사 고객 고객사명 기관 기관명 행사대상 client customer clientname",
    "event.date": "날짜 일자 행사일 일시 강의일 교육일 date day",
    "event.start": "시작 시각 시간 시작시각 시작시간 start time starttime",
    "event.venue": "장소 행사장 강의장 강의실 교육장 회의실 venue place location",
    "event.speaker.name": "강사 발표자 연사 강사명 speaker presenter instructor trainer",
    "event.speaker.role": "강사소속 발표자소속 강사직함 강사직책 speakerrole speakertitle",
    "event.logo": "로고 logo",
    "event.greeting": "인사말 인사 greeting",
    "event.attendee.name": "이름 성명 성함 참석자 참가자 수강생 수료자 name fullname attendee participant",
    "event.attendee.company": "회사 소속 회사명 직장 company organization organisation affiliation",
    "event.attendee.seat": "자리 좌석 좌석번호 자리번호 seat seatnumber",
    "language": "언어 language lang",
    "theme": "테마 theme",
    "paper": "용지 종이 paper",
    "editions": "판 유인물 유인물판 editions edition handout",
    "parts": "파트 부 parts part",
}
_PLACE_OF = {word: place for place, words in _CALLED.items() for word in words.split()}
#: The last words of places: `client` is `event.client`.
_SHORT = {place.removeprefix("event."): place for place in PLACES}


def place_of(heading: str) -> str:
    """The place that a heading names; "" where it names none. `event.client.en` is one in a language."""
    name = composed(heading).strip().casefold()
    if is_place(name) or name in CHOICES:
        return name
    base, _, last = name.rpartition(".")
    if last in LANGUAGES and (of := place_of(base)):
        return f"{of}.{last}" if of not in CHOICES else ""
    return _SHORT.get(name, "") or _PLACE_OF.get(_bare(name), "")


def _bare(heading: str) -> str:
    """A heading in small letters, without what stands between words."""
    return re.sub(r"[\s_()*:·-]+", "", composed(heading).casefold())


def meant_by(heading: str, places: Collection[str]) -> str:
    """The word for one of these places that a heading may have been meant to be; "" for none. One letter is another,
    missing or too many, as it is typed; what is called otherwise is no slip."""
    name = _bare(heading)
    words = (word for word, place in _PLACE_OF.items() if place in places and abs(len(word) - len(name)) < 2)
    return nearest(name, words) or ""


def parted(place: str) -> tuple[str, str]:
    """A place, and the language that it is filled in ("": all of them)."""
    base, _, last = place.rpartition(".")
    return (base, last) if last in LANGUAGES and base.startswith("event.") else (place, "")


def short(place: str) -> str:
    """What a place is called where it is clear that it is one of the event."""
    return place.removeprefix("event.")
