"""Every kind's examples as a project: what `deckgen gallery` builds, and what documentation and tests show.

The words come from the kinds' own `example.yaml`, the pictures from beside them; the sources and terms that the
examples name stand in this folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deckgen.layout import kinds
from deckgen.layout.kinds import KINDS
from deckgen.reading.nodes import Mapping
from deckgen.reading.parser import parse

#: How much an example holds, with the title of its part.
SIZES = {
    "little": "{ko: 적을 때, en: Little}",
    "typical": "{ko: 보통일 때, en: Typical}",
    "much": "{ko: 많을 때, en: Much}",
}
LEAD = "{ko: 모든 종류의 슬라이드를 한 장씩 봅니다, en: 'Every kind of slide, one after another'}"
HOME = Path(__file__).parent

SEMINAR = """\
title: {{ko: 슬라이드 모음, en: Gallery}}
subtitle:
  ko: 모든 종류의 슬라이드를 적은 글과 보통 글과 많은 글로
  en: Every kind of slide, with little, typical and much text
audience: {{ko: 테마를 만드는 사람, en: Those who make themes}}
language: ko
minutes: 240
questions: 10
theme: {theme}
rhythm: off
pace: off
appendix: shown

event:
  client: {{ko: 공개 세미나, en: Open seminar}}
  date: 2026-12-10
  venue: {{ko: 서울 세미나실, en: 'Seminar room, Seoul'}}
  speaker:
    name: {{ko: 김하늘, en: Haneul Kim}}
    role: {{ko: 마케팅팀, en: Marketing}}

programme:
{parts}"""


def folder(kind: str) -> Path:
    """The folder of a kind."""
    return Path(kinds.__file__).parent / kind.replace("-", "_")


def example(kind: str, size: str) -> str:
    """A kind's example of a size, as an author would write the slide's fields: each line with two spaces before it.

    Raises ValueError where the kind's `example.yaml` has no such example.
    """
    path = folder(kind) / "example.yaml"
    text = path.read_text(encoding="utf-8")
    sizes, problems = parse(text, path.name)
    if problems or not isinstance(sizes, Mapping) or size not in sizes:
        raise ValueError(f"{path} has no example `{size}`")
    first = sizes.key_spans[size].line
    following = (span.line for span in sizes.key_spans.values() if span.line > first)
    lines = text.splitlines()
    return "\n".join(lines[first : min(following, default=len(lines) + 1) - 1]).rstrip()


def images() -> dict[str, Path]:
    """The pictures that examples show, by their path in a content folder."""
    return {f"images/{p.name}": p for kind in KINDS for p in sorted(folder(kind).glob("*.png"))}


def write(project: Path, themes: Sequence[str]) -> tuple[str, ...]:
    """Writes the gallery's content into an empty folder, a seminar for each theme; gives back their names."""
    content = project / "content"
    for name in ("modules", "seminars", "images"):
        (content / name).mkdir(parents=True)
    for size in SIZES:
        slides = "\n\n".join(f"- id: {size}-{kind}\n  kind: {kind}\n{example(kind, size)}" for kind in KINDS)
        (content / "modules" / f"{size}.yaml").write_text(
            f"title: {SIZES[size]}\nslides:\n{slides}\n", encoding="utf-8"
        )
    parts = "".join(
        f"- part: {title}\n  lead: {LEAD}\n  slides: [{{module: {size}}}]\n" for size, title in SIZES.items()
    )
    for theme in themes:
        (content / "seminars" / f"gallery-{theme}.yaml").write_text(
            SEMINAR.format(theme=theme, parts=parts), encoding="utf-8"
        )
    for table in ("sources.yaml", "glossary.yaml"):
        (content / table).write_text((HOME / table).read_text(encoding="utf-8"), encoding="utf-8")
    for path, image in images().items():
        (content / path).write_bytes(image.read_bytes())
    return tuple(f"gallery-{theme}" for theme in themes)
