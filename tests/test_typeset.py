"""Breaking, measuring and choosing a size: what every promise about fitting rests on."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import fonts

from deckgen.languages import DEFAULT, LANGUAGES
from deckgen.layout.linebreaks import lines_of, opportunities, smooth_lines
from deckgen.layout.typeset import ORPHAN, Setting, block, fallback_height
from deckgen.scene import Bullet, Paragraph, Rect, Run


def setting(text: str, *sizes: float, **more) -> Setting:
    return Setting((Run(text, "text", False, "text"),), sizes or (20.0,), **more)


def lines(text: str, width: float, *sizes: float, height: float = 1000.0, **more) -> list[str]:
    made = block((setting(text, *sizes),), fonts(), Rect(0, 0, width, height), **more)
    return ["".join(p.run.text for p in line.pieces).strip() for line in made.lines]


def pieces(text: str) -> list[str]:
    cuts = (0, *opportunities(text, LANGUAGES[DEFAULT].breaking), len(text))
    return [text[a:b] for a, b in pairwise(cuts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("컨테이너는 상자입니다", ["컨테이너는 ", "상자입니다"]),
        ("CI/CD 파이프라인", ["CI/CD ", "파이프라인"]),
        ("end-to-end 시험", ["end-", "to-", "end ", "시험"]),
        ("값은 -5 입니다", ["값은 ", "-5 ", "입니다"]),
        ("2024\u00a0년", ["2024\u00a0년"]),
        ("도커(Docker)와", ["도커(Docker)와"]),
        ("漢字文化", ["漢", "字", "文", "化"]),
        ("「漢字」", ["「漢", "字」"]),
    ],
)
def test_lines_may_break_only_where_powerpoint_breaks_with_words_whole(text, expected):
    """Korean words stay whole; dashes end a line; brackets and full stops stay with their words."""
    assert expected == pieces(text)


def test_width_is_the_fonts_own():
    """A Hangul syllable of Pretendard is 0.864 em wide."""
    assert 0.864 == pytest.approx(fonts().width("가", "text", False), abs=0.002)


def test_the_first_size_that_fits_is_taken():
    """A text steps down its ladder only as far as it must."""
    rect = Rect(0, 0, 300, 60)
    long = "컨테이너는 애플리케이션과 실행에 필요한 것을 한 상자에 담습니다"
    assert 0 == block((setting("짧은 글", 30, 24, 18),), fonts(), rect).rung
    assert 2 == block((setting(long, 30, 24, 18),), fonts(), rect).rung


def test_what_fits_in_no_size_says_how_many_lines_are_too_many():
    """Three lines in a box for two are one too many, in the smallest size."""
    made = block((setting("한 줄\n두 줄\n세 줄", 30, 20),), fonts(), Rect(0, 0, 300, 50))
    assert (1, 1) == (made.rung, made.overflow)


def test_a_word_wider_than_its_line_is_broken_rather_than_lost():
    """Nothing is dropped: all characters of an overlong word stand on some line."""
    word = "https://example.com/" + "a" * 80
    assert word == "".join(lines(word, 200))


def test_author_line_breaks_are_kept():
    """A line break that the author wrote is a line break."""
    assert ["하나", "둘"] == lines("하나\n둘", 500)


def test_even_lines_cost_no_line():
    """A heading's lines are about equally long when the last would hold one lonely word."""
    text = "컨테이너는 작은 컴퓨터가 아니라 격리된 프로세스입니다"
    greedy, even = lines(text, 420, 30), lines(text, 420, 30, even=True)
    assert len(greedy) == len(even)
    widths = [[fonts().width(line, "text", False) for line in each] for each in (even, greedy)]
    spreads = [max(each) - min(each) for each in widths]
    assert spreads[0] <= spreads[1]


def test_even_keeps_short_last_lines_from_several_paragraphs():
    """In no more lines, in a box that is a few steps narrower."""
    said = (setting("People decide", 30), setting("Isolated does not mean cut off, people decide which are closed", 20))
    greedy, even = (block(said, fonts(), Rect(0, 0, 560, 300), even=even) for even in (False, True))
    ends = [sum(piece.width for piece in made.lines[-1].pieces) for made in (greedy, even)]
    assert len(greedy.lines) == len(even.lines) == 3
    assert ends[0] < ORPHAN * max(sum(piece.width for piece in line.pieces) for line in greedy.lines[1:])
    assert ends[1] > 1.5 * ends[0]
    assert even.inset[2] % 24 == 0 < even.inset[2]


KOREAN = (
    "애플리케이션을 올리는 방식은 세 단계를 거쳐 왔습니다. 처음에는 물리 서버 하나에 여러 애플리케이션을 함께 "
    "올렸습니다. 리소스의 경계를 정하기 어려워 한쪽이 다 쓰면 다른 것이 느려졌고, 서버를 따로 두면 노는 리소스와 "
    "비용이 늘었습니다."
)
ENGLISH = (
    "The way applications are deployed has gone through three stages. At first, several applications shared one "
    "physical server, and a well-behaved one had to wait for its neighbours; then came virtual machines, each with its "
    "own kernel."
)


@pytest.mark.parametrize("text", [KOREAN, ENGLISH, "漢字文化" * 60, "a" * 400, "하나 둘 셋"])
def test_a_paragraph_on_paper_has_a_smooth_edge(text):
    """In no more lines, with every word kept, and where words are short, its shortest line but the last longer."""
    gained = 0.0
    for width in range(200, 420, 10):
        p = Paragraph((Run(text, "text", False, "text"),), 10.0)
        full, smooth = lines_of((p,), fonts(), width)[0], smooth_lines(p, fonts(), width)
        said = ["".join(r.text for r in line.runs) for line in smooth]
        assert "".join(said) == text and len(full) == len(smooth)
        assert max(line.width for line in smooth) <= width
        kept = set(opportunities(text, LANGUAGES[DEFAULT].breaking))
        assert text == "a" * 400 or {len("".join(said[:n])) for n in range(1, len(said))} <= kept
        if len(full) > 2:
            gained += (min(line.width for line in smooth[:-1]) - min(line.width for line in full[:-1])) / width
    assert text not in (KOREAN, ENGLISH) or gained > 0.01


def test_an_edge_without_stairs_and_dashes():
    p = Paragraph((Run(ENGLISH, "text", False, "text"),), 10.0)
    ends = [
        "".join(r.text for r in smooth_lines(p, fonts(), w)[n].runs)[-1] for w in range(200, 420, 5) for n in (0, 1)
    ]
    assert len(ends) > 50 and "-" not in ends


def test_height_is_twelve_tenths_of_the_size_a_line():
    """PowerPoint's single line is 1.2 em whatever the font, times the leading; space before is not for the first
    paragraph."""
    made = block(
        (setting("가", 20, leading=1.1, before=9), setting("나", 20, leading=1.1, before=9)),
        fonts(),
        Rect(0, 0, 300, 300),
    )
    assert 2 * 20 * 1.2 * 1.1 + 9 == pytest.approx(made.height)


def test_anchor_places_the_lines():
    """Middle and bottom anchors move the lines, not the box."""
    rect = Rect(0, 0, 300, 100)
    top, middle, bottom = (
        block((setting("가", 20),), fonts(), rect, anchor=a).lines[0].baseline for a in ("top", "middle", "bottom")
    )
    assert top < middle < bottom
    assert middle - top == pytest.approx(38)
    assert bottom - top == pytest.approx(76)


def test_bullets_hang():
    """The mark stands before the text's left edge, on the first line only."""
    made = block(
        (setting("첫째 줄이 길어서 다음 줄로 넘어갑니다", 20, indent=20, hang=20, bullet=Bullet("•", "accent")),),
        fonts(),
        Rect(0, 0, 200, 200),
    )
    assert [0, 20] == [round(p.x) for p in made.lines[0].pieces][:2]
    assert 20 == round(made.lines[1].pieces[0].x)


def test_fallback_font_needs_at_least_as_much_room():
    """Malgun Gothic sets Hangul a sixth wider than Pretendard: never fewer lines."""
    made = block(
        (setting("컨테이너는 애플리케이션과 실행에 필요한 것을 한 상자에 담습니다", 24),), fonts(), Rect(0, 0, 330, 300)
    )
    assert fallback_height(made, 330, fonts()) >= made.height


def test_a_space_that_does_not_break_is_as_wide_in_the_fallback_font():
    assert (
        fonts().fallback_width("풀\u00a0때", "heading", True) == fonts().fallback_width("풀 때", "heading", True) > 2.3
    )


def test_orphans_are_kept_from_the_last_line_where_that_costs_no_line():
    """One paragraph is evened out only where its last line would be short; several are narrowed."""
    text = "기준을 넘는 항목이 있으면 여기서 멈춥니다"
    left, kept = lines(text, 300), lines(text, 300, orphans=True)
    assert len(left) == len(kept) == 2 and len(left[-1]) < 7 < len(kept[-1])
    fine = "기준을 넘는 항목이 있으면 멈춥니다 여기서 멈춥니다"
    assert lines(fine, 300) == lines(fine, 300, orphans=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("충분할 수 있습니다", "충분할_수_있습니다"),
        ("다섯 가지 일을 합니다", "다섯_가지 일을 합니다"),
        ("풀 때와 풀 것", "풀_때와 풀_것"),
        ("단, 통신은 열려 있습니다", "단,_통신은 열려_있습니다"),
        ("한 상자와 이 상자", "한_상자와 이_상자"),
        ("정해 두어야 합니다", "정해 두어야_합니다"),
        ("수도에서 한다", "수도에서 한다"),
        ("one of the boxes", "one of the boxes"),
    ],
)
def test_korean_words_that_lean_on_each_other_stay_together(text, expected):
    """No line begins with a bound noun or an auxiliary, and none ends with a lone determiner."""
    assert expected == LANGUAGES[DEFAULT].bound(text).replace("\u00a0", "_")
