"""A small theme and a deck by hand that together use everything the PowerPoint writer can write."""

from __future__ import annotations

import struct
import zlib
from typing import get_args

import yaml
from conftest import ROOT

from deckgen.diagnostics import Span
from deckgen.reading.addresses import ascii_form
from deckgen.reading.grounds import GroundName, HeroName, SignName
from deckgen.reading.palette import Role, Tone
from deckgen.reading.theme import Theme
from deckgen.reading.validation import validate
from deckgen.richtext import unmarked
from deckgen.scene import (
    Box,
    Bullet,
    Cell,
    Freeform,
    Gradient,
    Group,
    Item,
    Link,
    Paragraph,
    Picture,
    Rect,
    Run,
    Scene,
    Stop,
    Stroke,
    Table,
    TextBlock,
)
from deckgen.writers import Info


def png(w: int, h: int, grey: int) -> bytes:
    """A real PNG, one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([grey]) * w for _ in range(h))
    head = struct.pack(">IIBBBBB", w, h, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


FURNITURE = {
    "date": {"type": "date", "at": [592, 503, 220, 18], "style": "footer", "align": "right"},
    "footer": {"type": "footer", "at": [176, 503, 400, 18], "style": "footer"},
    "number": {"type": "number", "at": [824, 503, 80, 18], "style": "footer", "align": "right"},
}


def theme(**changes: object) -> Theme:
    """Four layouts: a dark cover, title and content, question in rounded boxes, title alone."""
    font = {"family": "Pretendard", "regular": "r.ttf", "bold": "b.ttf"}
    title = {"type": "title", "at": [56, 62, 848, 84], "style": "title", "prompt": {"ko": "제목", "en": "Title"}}
    data = {
        "name": "sample",
        "label": {"ko": "견본", "en": "Sample"},
        "palette": {
            "text": "#1E1E22",
            "paper": "#FFFFFF",
            "strong": "#26262C",
            "surface": "#F3F2F0",
            "accent": "#C8141B",
            "bright": "#FF7B74",
            "calm": "#1C5D63",
            "data4": "#B47D1D",
            "data5": "#3E78B9",
            "data6": "#462F61",
            "link": "#A30F15",
            "visited": "#6B4A6E",
            "soft": {"of": "accent", "mod": 8, "add": 92, "sat": 80},
            "deep": {"of": "accent", "mod": 85},
            "muted": {"of": "text", "mod": 72, "add": 28, "sat": 55},
            "line": {"of": "text", "mod": 19, "add": 81, "sat": 0},
            "dark": {"of": "strong"},
            "light": {"of": "paper"},
            "dim": {"of": "text", "mod": 40, "add": 60},
            "glow": {"of": "bright"},
            "band": {"of": "accent", "mod": 48},
        },
        "fonts": {
            "heading": font,
            "text": font,
            "code": {"family": "JetBrains Mono", "regular": "c.ttf", "bold": "d.ttf"},
        },
        "styles": {
            "display": {"font": "heading", "bold": True, "sizes": [54, 48]},
            "title": {"font": "heading", "bold": True, "sizes": [34, 30, 27]},
            "subtitle": {"sizes": [24, 22]},
            "body": {"sizes": [24, 22, 20], "leading": 1.12, "before": 16},
            "second": {"sizes": [20, 18], "leading": 1.1, "before": 8, "colour": "muted"},
            "label": {"bold": True, "sizes": [15]},
            "footer": {"sizes": [11], "colour": "muted"},
        },
        "layouts": {
            "cover": {
                "label": {"ko": "표지", "en": "Cover"},
                "background": "strong",
                "furniture": False,
                "dark": True,
                "placeholders": {
                    "title": {
                        "type": "title",
                        "at": [56, 128, 560, 204],
                        "style": "display",
                        "colour": "paper",
                        "anchor": "bottom",
                    },
                    "subtitle": {"type": "subtitle", "at": [56, 346, 560, 62], "style": "subtitle", "colour": "line"},
                },
            },
            "content": {
                "label": {"ko": "제목과 내용", "en": "Title and content"},
                "placeholders": {
                    "eyebrow": {
                        "at": [56, 40, 848, 20],
                        "style": "label",
                        "colour": "accent",
                        "prompt": {"ko": "구역", "en": "Part"},
                    },
                    "title": title,
                    "body": {"at": [56, 164, 784, 300], "style": "body", "second": "second", "bullet": True},
                    **FURNITURE,
                },
            },
            "question": {
                "label": {"ko": "질문과 답", "en": "Question and answer"},
                "placeholders": {
                    "title": {
                        "type": "title",
                        "at": [112, 84, 648, 104],
                        "style": "title",
                        "anchor": "middle",
                        "outline": "rounded",
                        "radius": 18,
                        "fill": "surface",
                        "inset": [28, 14, 28, 14],
                    },
                    "answer": {
                        "at": [200, 226, 648, 168],
                        "style": "body",
                        "colour": "paper",
                        "outline": "rounded",
                        "radius": 18,
                        "fill": "accent",
                        "inset": [32, 18, 32, 18],
                    },
                    **FURNITURE,
                },
            },
            "title-only": {
                "label": {"ko": "제목만", "en": "Title only"},
                "placeholders": {"title": title, **FURNITURE},
            },
        },
        "grounds": {name: {"fill": "paper"} for name in get_args(GroundName)},
        "heroes": {name: ["paper"] for name in get_args(HeroName)},
        "signs": {name: {"size": 640, "corner": [984, 596]} for name in get_args(SignName)},
        "regions": {"body": [56, 148, 848, 316]},
        "logo": {"light": "l.svg", "dark": "d.svg", "alt": "SAMPLE"},
        "plates": yaml.safe_load((ROOT / "themes" / "shared" / "theme.yaml").read_text(encoding="utf-8"))["plates"],
        "tones": {tone: {"of": "text"} for tone in get_args(Tone)},
        "words": {f"colour-{role}": {"ko": role, "en": role} for role in get_args(Role)}
        | {"handout": {"ko": "유인물", "en": "Handout"}},
    }
    found: list = []
    made = validate(Theme, data | changes, found, Span("sample"))
    assert not found, found
    return made


INFO = Info(
    "sample-2026", "견본 세미나", "ko", "2026-03-14", "쓰는 법", "김하나", "오픈마루 & <친구들>", ("견본", "deckgen")
)


def run(text: str, *, font: str = "text", bold: bool = False, colour: str = "text", link: Link | None = None) -> Run:
    return Run(text, font, bold, colour, link)


def block(*paragraphs: Paragraph, **more: object) -> TextBlock:
    return TextBlock(paragraphs, (), **more)  # type: ignore[arg-type]


def line(text: str, size: float = 18, **more: object) -> TextBlock:
    return block(Paragraph((run(text),), size), **more)


def titled(text: str, language: str = "ko") -> Box:
    title = Paragraph((run(text, font="heading", bold=True),), 34)
    return Box("제목", Rect(56, 62, 848, 84), block(title, language=language), placeholder="title")


def furniture(number: int) -> tuple[Item, ...]:
    def box(name: str, where: str, text: str, rect: Rect, align: str) -> Box:
        p = Paragraph((run(text, colour="muted"),), 11, align=align)  # type: ignore[arg-type]
        return Box(name, rect, block(p), placeholder=where)

    return (
        box("바닥글", "footer", "견본 세미나", Rect(176, 503, 400, 18), "left"),
        box("날짜", "date", "2026-03-14", Rect(592, 503, 220, 18), "right"),
        box("쪽 번호", "number", str(number), Rect(824, 503, 80, 18), "right"),
    )


def body(*texts: str, rung: int = 0) -> Box:
    """A list in the content placeholder; a text that starts with "- " is on the second level."""
    out = []
    for t in texts:
        deep = t.startswith("- ")
        size = ((20, 18) if deep else (24, 22))[rung]
        hang = round(size * 0.95, 2)
        mark = Bullet("–", "muted") if deep else Bullet("•", "accent")
        runs = (run(t.removeprefix("- "), colour="muted" if deep else "text"),)
        out.append(
            Paragraph(
                runs,
                size,
                1.1 if deep else 1.12,
                (8 if deep else 16) * (size / (20 if deep else 24)),
                "left",
                int(deep),
                round(hang + (size * 1.1 if deep else 0), 2),
                hang,
                mark,
                int(deep),
            )
        )
    return Box("본문", Rect(56, 164, 784, 300), block(*out, rung=rung), placeholder="body")


STAR = Freeform(
    "별",
    Rect(700, 200, 60, 60),
    (24.0, 24.0),
    (
        (
            ("M", (12.0, 2.0)),
            ("L", (15.0, 9.0)),
            ("C", (16.0, 9.5, 21.0, 9.0, 22.0, 9.25)),
            ("L", (12.0, 18.0)),
            ("Z", ()),
        ),
    ),
    "accent",
    Stroke("text", 1.5),
    alt="별",
)
SUNSET = Gradient((Stop(0.1, "accent", 0.3), Stop(0.6, "#FFCC00"), Stop(1.0, "text")), (9.0, 4.0, -4.0, 9.0, 6.0, 6.0))
DASHES = Stroke("accent", 2.0, opacity=0.4, cap="square", join="bevel", dashes=(3.0, 1.0, 0.5, 1.0))
GROUNDS: dict[str, tuple[Item, ...]] = {
    "cover": (
        Box("장식 1", Rect(696, 0, 264, 540), fill="accent", decorative=True),
        Freeform("로고", Rect(56, 56, 120, 24), (120, 24), STAR.contours, "#FFFFFF", alt="SAMPLE"),
        Picture("무늬", Rect(600, 0, 96, 96), "images/x.png", png(8, 8, 200), (8, 8), "", decorative=True),
    ),
    "question": (
        Box(
            "장식 1", Rect(56, 148, 40, 40), line("Q", 15, anchor="middle"), "ellipse", fill="surface", decorative=True
        ),
        STAR._replace(name="장식 2", fill=SUNSET, stroke=DASHES, alt="", decorative=True),
        STAR._replace(name="장식 3", fill=SUNSET._replace(radial=True), opacity=0.5, alt="", decorative=True),
    ),
}


def scenes() -> tuple[Scene, ...]:
    """Seven slides."""
    notes = (
        Paragraph((run("먼저 인사합니다. "), run("천천히", bold=True)), 12),
        Paragraph((run("예시를 보입니다"),), 12, indent=12, hang=12, bullet=Bullet("•", "text")),
        Paragraph((run("자료", link=Link(url=ascii_form("https://example.com/한글?q=가%20나"))),), 12),
    )
    cover = Scene(
        "cover",
        1,
        "cover",
        unmarked("견본"),
        "ko",
        "strong",
        (
            Box(
                "제목",
                Rect(56, 128, 560, 204),
                block(Paragraph((Run("견본\n세미나", "heading", True, "paper"),), 54), anchor="bottom"),
                placeholder="title",
            ),
            Box(
                "부제목",
                Rect(56, 346, 560, 62),
                block(Paragraph((run("Quick tour", colour="line"),), 24)),
                placeholder="subtitle",
            ),
        ),
        notes=notes,
    )
    eyebrow = Box(
        "구역",
        Rect(56, 40, 848, 20),
        block(Paragraph((run("1   시작", bold=True, colour="accent"),), 15)),
        placeholder="eyebrow",
    )
    content = Scene(
        "content",
        2,
        "content",
        unmarked("내용"),
        "ko",
        "paper",
        (
            eyebrow,
            titled("내용은 이렇습니다"),
            body("첫째 & 둘째 <셋째>", "- 둘째 수준", "API로 JSON 주기"),
            *furniture(2),
        ),
        notes=notes[:1],
        part="시작",
    )
    mixed = Paragraph(
        (
            run("누르면 "),
            run("여기", colour="link", link=Link(url=ascii_form("https://example.com/a%20b?c=100%&d=[1]"))),
            run(" 또는 "),
            run("표", colour="link", link=Link(slide="table")),
            run(", "),
            run("pip install", font="code", colour="accent"),
            run("흰 링크", colour="paper", link=Link(url=ascii_form("https://한글.example/경로"))),
        ),
        20,
        1.15,
        6,
        "center",
    )
    shapes = Scene(
        "shapes",
        3,
        "title-only",
        unmarked("도형"),
        "ko",
        "surface",
        (
            titled("도형과 글상자"),
            Box(
                "카드",
                Rect(56, 164, 300, 120),
                block(mixed, Paragraph((), 18), inset=(16, 12, 16, 12), anchor="middle"),
                "rounded",
                12,
                "soft",
                Stroke("accent", 1.5),
            ),
            Box("카드", Rect(376, 164, 200, 120), line("같은 이름"), "pill", fill="surface"),
            Box("말풍선", Rect(600, 300, 200, 120), line("안녕"), "rounded", 12, "surface"),
            Box(
                "동그라미",
                Rect(820, 300, 60, 60),
                None,
                "ellipse",
                fill="calm",
                alt="초록 원",
                link=Link(slide="cover"),
            ),
            STAR,
            Picture(
                "사진",
                Rect(56, 300, 160, 120),
                "images/a.png",
                png(16, 12, 120),
                (16, 12),
                "회색 사진",
                (0.1, 0.2, 0.1, 0.2),
                "rounded",
                8,
            ),
            Picture(
                "사진",
                Rect(236, 300, 120, 120),
                "images/b.png",
                png(16, 12, 120),
                (16, 12),
                "같은 사진",
                outline="ellipse",
                link=Link(url="mailto:a@example.com"),
            ),
            Group(
                "흐름",
                (
                    Box("하나", Rect(380, 440, 80, 40), line("하나"), fill="soft"),
                    Group("안", (Box("둘", Rect(470, 440, 80, 40), line("둘"), stroke=Stroke("line", 1)),)),
                ),
                "하나에서 둘로",
            ),
            Box("선", Rect(56, 490, 848, 2), fill="line", decorative=True),
            *furniture(3),
        ),
        part="시작",
    )
    cells = tuple(
        tuple(
            Cell(
                line(f"칸 {r}-{c}" if c else f"Row {r}", 16, inset=(10, 6, 10, 6), anchor="middle"),
                "surface" if r == 0 else None,
            )
            for c in range(3)
        )
        for r in range(4)
    )
    table = Scene(
        "table",
        4,
        "title-only",
        unmarked("표"),
        "ko",
        "paper",
        (
            titled("표 하나"),
            Table(
                "비교표",
                Rect(56, 164, 848, 144),
                (200, 324, 324),
                cells,
                (36, 36, 36, 36),
                Stroke("line", 0.75),
                Stroke("text", 1.5),
                "세 가지를 비교한 표",
            ),
            *furniture(4),
        ),
        notes=notes,
        part="자세히",
    )
    moved = titled("자리를 옮긴 제목")
    moved = Box(moved.name, Rect(56, 90, 600, 60), moved.text, placeholder="title")
    smaller = Scene(
        "smaller",
        5,
        "content",
        unmarked("작게"),
        "ko",
        "paper",
        (moved, body("한 단계 작은 글", "- 둘째", rung=1), *furniture(5)),
        part="자세히",
    )
    question = Scene(
        "question",
        6,
        "question",
        unmarked("질문"),
        "ko",
        "paper",
        (
            Box(
                "제목",
                Rect(112, 84, 648, 104),
                block(
                    Paragraph((run("왜 그렇죠?", font="heading", bold=True),), 34),
                    inset=(28, 14, 28, 14),
                    anchor="middle",
                ),
                "rounded",
                18,
                "surface",
                placeholder="title",
            ),
            Box(
                "답",
                Rect(200, 240, 648, 140),
                block(
                    Paragraph((run("그래서요.", colour="paper", bold=True),), 22, 1.12, 14.67), inset=(32, 18, 40, 18)
                ),
                "rounded",
                18,
                "accent",
                placeholder="answer",
            ),
            *furniture(6),
        ),
        part="자세히",
    )
    english = Scene(
        "english",
        7,
        "title-only",
        unmarked("Plain English", "en"),
        "en",
        "paper",
        (titled("Plain 한글 English", "en"),),
        part="자세히",
    )
    return cover, content, shapes, table, smaller, question, english
