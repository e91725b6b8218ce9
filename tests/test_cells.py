"""Tables on slides: cells in a size that leaves no half of the slide empty."""

from __future__ import annotations

from conftest import brand, deck_of

from deckgen.pipeline import lay_out
from deckgen.scene import Rect, Table, walk

ROWS = [
    ["이용 기준 고시", "재해 복구, 실태 점검, 등록", "2023년 4월 개정 시행"],
    ["CSAP", "민간 클라우드의 보안 인증", "상·중·하 등급. 개편 논의"],
    ["보안성 검토", "사업마다 받는 보안 검토", "필요함, 국가정보원 기준"],
    ["N²SF", "정보의 기밀·민감·공개 등급", "2025년 9월 1.0"],
    ["망 분리", "업무망과 인터넷의 분리", "N²SF가 보완·대체"],
]


def drawn(rows: list[list[str]], **more: object) -> tuple[Table, Rect]:
    """A table as it is laid out, and the body of its slide."""
    fields = {"id": "one", "kind": "table", "title": "제목", "columns": ["규정", "무엇을", "상태"], "rows": rows} | more
    scenes, found = lay_out(deck_of([fields]), brand("openmaru"), {})
    assert [] == found
    (table,) = [i for s in scenes if s.id == "one" for i in walk(s.items) if isinstance(i, Table)]
    return table, brand("openmaru").theme.regions["body"]


def test_rows_fill_the_room_of_a_table():
    """A smaller size that fills the room is taken rather than one that fills it in another font only; 20 at least."""
    table, body = drawn(ROWS)
    sizes = {p.size for row in table.rows[1:] for cell in row for p in cell.text.paragraphs}
    assert len(sizes) == 1 and min(sizes) >= 20
    assert table.rect.h >= 0.85 * body.h and table.rect.bottom <= body.bottom + 0.1


def test_a_word_is_not_alone_on_the_last_line_of_a_cell():
    """The margin of such a cell is wider, and its row no higher."""
    words = "되돌리는 방법이 사람마다 조금씩 저마다 다릅니다"
    table, _ = drawn([["확장", words, "롤링 업데이트"] for _ in range(4)], widths=[1, 1.4, 1])
    cell = table.rows[1][1].text
    said = ["".join(p.run.text for p in line.pieces) for line in cell.lines]
    assert len(said) >= 2 and len(said[-1].split()) > 1
