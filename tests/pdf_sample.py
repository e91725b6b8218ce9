"""Slides by hand that together use everything the PDF writers can draw, set with the real fonts."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from conftest import brand, fonts

from deckgen.layout.artwork import artwork
from deckgen.layout.typeset import Setting, block
from deckgen.reading.addresses import ascii_form
from deckgen.reading.drawing import qr_code
from deckgen.reading.icons import icon
from deckgen.richtext import unmarked
from deckgen.scene import Box, Bullet, Cell, Group, Item, Link, Picture, Rect, Run, Scene, Stroke, Table, TextBlock
from deckgen.writers import Info

BRAND = brand("openmaru")
THEME = BRAND.theme
INFO = Info("sample", "견본 <세미나>", "ko", "2026-12-10", "쉬운 말", "김하늘", "오픈마루", ("컨테이너", "견본"))


def png(alpha: bool) -> bytes:
    """A small PNG in colours, with or without transparency."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixel = bytes((200, 20, 27, 128)) if alpha else bytes((200, 20, 27))
    rows = (b"\0" + pixel * 8) * 8
    head = struct.pack(">IIBBBBB", 8, 8, 8, 6 if alpha else 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def jpeg() -> bytes:
    """A small JPEG."""
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (16, 12), (28, 93, 99)).save(out, "JPEG")
    return out.getvalue()


def text(words: str | tuple[Run, ...], size: float, rect: Rect, **more: object) -> TextBlock:
    """A text in one size, set in a rectangle."""
    runs = (Run(words, "text", False, "text"),) if isinstance(words, str) else words
    return block((Setting(runs, (size,)),), fonts(), rect, **more)  # type: ignore[arg-type]


def filled(layout: str, name: str, words: str) -> Box:
    """A placeholder of a layout, filled."""
    p = THEME.layouts[layout].placeholders[name]
    s = THEME.styles[p.style]
    setting = Setting((Run(words, s.font, s.bold, p.colour or s.colour),), s.sizes, s.leading, align=p.align)
    set_text = block((setting,), fonts(), p.at, inset=p.inset, anchor=p.anchor)
    return Box(name, p.at, set_text, p.outline, p.radius, p.fill, placeholder=name)


def scene(id: str, number: int, layout: str, title: str, *items: Item, part: str = "") -> Scene:
    """A slide of the theme, with the ground of its layout."""
    spec = THEME.layouts[layout]
    drawn = artwork(THEME, spec, BRAND.art, fonts(), "ko")
    foot = (filled(layout, "number", str(number)),) if "number" in spec.placeholders else ()
    return Scene(
        id,
        number,
        layout,
        unmarked(title),
        "ko",
        spec.background,
        (filled(layout, "title", title), *items, *foot),
        drawn,
        part=part,
    )


def lists() -> Box:
    """Points on two levels, with a link outside and one to another slide."""
    at = THEME.layouts["content"].placeholders["body"].at
    outside, inside = Link(url=ascii_form("https://example.org/문서")), Link(slide="pictures")

    def point(*runs: Run, level: int = 0) -> Setting:
        return Setting(
            runs, (24.0,), 1.12, 12.0, "left", level, 24.0 + 24 * level, 24.0, Bullet("–" if level else "•", "accent")
        )

    def word(said: str, **look: object) -> Run:
        return Run(said, **({"font": "text", "bold": False, "colour": "text"} | look))  # type: ignore[arg-type]

    settings = (
        point(word("첫 점은 AVAVA 다음에 길게 이어져서 두 줄이 되는 문장이라 줄 끝의 빈칸도 남아 있어야 합니다")),
        point(word("아래 점"), level=1),
        point(word("또 아래"), level=1),
        point(
            word("보세요 "),
            word("쉬운 문서", colour="link", link=outside),
            word(" 또는 "),
            word("그림", colour="link", link=inside),
        ),
        Setting((word("no\u00a0break, e\u0301, "), word("kubectl get", font="code")), (20.0,), before=12.0),
    )
    return Box("본문", at, block(settings, fonts(), at), placeholder="body")


def table() -> Table:
    """Three rows of two cells."""
    rows = (("구분", "컨테이너"), ("시작", "1초 안팎"), ("크기", "수십 MB"))
    at = Rect(0, 0, 300, 40)
    cells = tuple(
        tuple(Cell(text(w, 16, at, anchor="middle"), "surface" if i == 0 else None) for w in row)
        for i, row in enumerate(rows)
    )
    return Table(
        "표",
        Rect(56, 164, 600, 120),
        (300.0, 300.0),
        cells,
        (40.0,) * 3,
        Stroke("line", 1),
        Stroke("text", 1.5),
        alt="빠르기와 크기",
    )


def pictures() -> tuple[Item, ...]:
    """Raster pictures of every sort, vectors, groups and every outline."""
    pill = Rect(56, 350, 180, 40)
    return (
        Picture("그림 1", Rect(56, 164, 150, 150), "a.png", png(False), (8, 8), "빨간 네모", (0.1, 0.2, 0.1, 0.0)),
        Picture("그림 2", Rect(220, 164, 150, 150), "b.png", png(True), (8, 8), "비치는 네모", outline="ellipse"),
        Picture(
            "그림 3", Rect(390, 164, 200, 150), "c.jpg", jpeg(), (16, 12), "푸른 사진", outline="rounded", radius=12
        ),
        icon("container").placed("아이콘", Rect(620, 164, 72, 72), colour="accent", decorative=True),
        qr_code("https://example.org").placed("QR", Rect(720, 164, 120, 120), alt="QR 코드", colour="text"),
        Box(
            "알약",
            pill,
            text("알약", 16, pill, anchor="middle"),
            "pill",
            fill="soft",
            stroke=Stroke("accent", 1.5),
            link=Link(slide="lists"),
        ),
        Box("말풍선", Rect(260, 350, 180, 60), text("줄을\n바꿈", 16, Rect(0, 0, 180, 60)), "rounded", 12, "surface"),
        Group(
            "둘",
            (
                Box("a", Rect(480, 350, 40, 40), outline="ellipse", fill="calm"),
                Box("b", Rect(530, 350, 40, 40), fill="accent"),
            ),
            "두 도형",
        ),
    )


def scenes() -> tuple[Scene, ...]:
    """Five slides: cover, section, lists, table, pictures."""
    return (
        scene("cover", 1, "cover", "견본\n세미나", filled("cover", "subtitle", "부제목")),
        scene("section", 2, "section", "첫째 부", part="첫째 부"),
        scene("lists", 3, "content", "목록", lists(), part="첫째 부"),
        scene("table", 4, "title-only", "표", table(), part="둘째 부"),
        scene("pictures", 5, "title-only", "그림", *pictures(), part="둘째 부"),
    )
