"""Small projects with variants, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from deckgen.variants.making import Recipe
from deckgen.variants.running import recipe_of
from deckgen.variants.studying import Variants, project_of, read_variants

MODULE = """
title: 기초
slides:
- {id: cover, kind: title}
- id: why
  kind: statement
  title: {ko: "{{ event.client }}에 왜 필요한가", en: "Why {{ event.client }} needs it"}
  support: {ko: 담당은 {{ event.speaker.name }}, en: "Ask {{ event.speaker.name }}"}
  minutes: 2
- {id: how, kind: statement, title: {ko: 어떻게, en: How}, support: {ko: 차례대로, en: Step by step}, minutes: 1}
"""
SEMINAR = """
title: {ko: 클라우드 데이, en: Cloud Day}
minutes: 10
theme: openmaru
event:
  client: {ko: 보기로 쓴 회사, en: The Example Company}
  date: 2026-12-01
  speaker: {name: {ko: 보기로 쓴 강사, en: Example Speaker}, role: {ko: 마케팅팀, en: Marketing}}
variants: {from: variants/events.csv, key: id, to: [%(to)s]%(more)s}
programme:
- part: {ko: 여는 말, en: Opening}
  section: false
  slides: [cover]
- part: {ko: 본론, en: The matter}
  lead: {ko: 하나씩 봅니다, en: One by one}
  slides: [why, how]
"""
HEAD = ("id", "고객사", "날짜", "강사", "언어", "테마")
ROWS = (
    ("e-1", "가온전자", "2026-12-10", "박나래", "ko", "openmaru"),
    ("e-2", "Haram & Co. *Ltd*", "2026-12-11", "Narae Park", "en", "paper"),
    ("e-3", "다솜 {{ event.date }}", "2027. 1. 5.", "이든", "한국어", "night"),
    ("e-4", "라온", "2027-01-06", "모아", "", ""),
)


def saved(folder: Path, rows: Iterable[Sequence[str]] = ROWS, *, to: str = "pptx", more: str = "", head=HEAD) -> Path:
    """A project with a seminar `day` and these rows, in a folder."""
    module = MODULE.replace("{ko: 담당은 {{ event.speaker.name }}", '{ko: "담당은 {{ event.speaker.name }}"')
    files = {
        "modules/basics.yaml": module,
        "seminars/day.yaml": SEMINAR % {"to": to, "more": more},
        "variants/events.csv": "\n".join(",".join(_quoted(cell) for cell in row) for row in (head, *rows)) + "\n",
    }
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def read(folder: Path) -> tuple[Recipe, Variants]:
    """What is made of each row, and the rows. Nothing may be wrong with the table."""
    found, told = read_variants(project_of(folder), "day")
    assert found is not None and told == [], [str(d.says) for d in told]
    return recipe_of(folder, found), found
