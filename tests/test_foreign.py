"""What people write who know Markdown, HTML or TeX: lists, footnotes and bare addresses are read, the rest is told."""

from __future__ import annotations

import re

import pytest

from deckgen.composing.links import BARE, bare
from deckgen.composing.prose import prose
from deckgen.reading.addresses import ascii_form
from deckgen.reading.parser import parse
from deckgen.richtext import Prose


def read(raw: str, long: bool = True) -> tuple[Prose, list[str]]:
    """A text, and what is wrong with it: messages and hints."""
    found = []
    made = prose(raw, {}, None, "ko", found, long)
    assert all(d.severity == "warning" for d in found)
    return made, [f"{d.message} = {d.hint}" for d in found]


# lists


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("1. 가\n2. 나", ["0 1. 가", "0 2. 나"]),
        ("1) 가\n1) 나\n1) 다", ["0 1. 가", "0 2. 나", "0 3. 다"]),
        ("3. 가\n\n7. 나", ["0 3. 가", "0 7. 나"]),
        ("* 가\n+ 나\n• 다\n- 라\n· 마\n– 바", [f"0 - {c}" for c in "가나다라마바"]),
        ("- 가\n  - 나\n    - 다\n  - 라\n- 마", ["0 - 가", "1 - 나", "2 - 다", "1 - 라", "0 - 마"]),
        ("1. 가\n   - 나\n   - 다\n2. 라", ["0 1. 가", "1 - 나", "1 - 다", "0 2. 라"]),
        ("- 가\n\n  - 나\n\n글\n\n- 다", ["0 - 가", "1 - 나", "글", "0 - 다"]),
        ("- 가\n\t- 나", ["0 - 가", "1 - 나"]),
        ("- 가\n이어집니다", ["0 - 가 이어집니다"]),
        ("2026. 12. 10. 발표\n10.5 배\n+ 3명", ["2026. 12. 10. 발표\n10.5 배\n+ 3명"]),
        ("① 가\n② 나\n가. 다\n※ 라", ["① 가", "② 나", "가. 다", "※ 라"]),
        (r"1\. 가", ["1. 가"]),
    ],
    ids=ascii,
)
def test_lists(raw, wanted):
    """Numbers, signs and levels are as they were written."""
    made, said = read(raw)
    assert said == []
    shown = [
        f"{b.level} {b.label or '-'} {b.runs[0].text}" if b.bullet else "".join(r.text for r in b.runs)
        for b in made.blocks
    ]
    assert shown == wanted


def test_a_subtitle_between_dashes_is_no_point():
    """Both dashes are shown; in notes and prose, where a dash begins a point, it is one."""
    for raw in ("- 처음 만나는 컨테이너 -", "– 부가세 별도 –", "· 가나다 ·"):
        made, said = read(raw, long=False)
        assert made.plain == raw and not made.blocks[0].bullet and said == []
    assert read("- 가 -")[0].blocks[0].bullet


def test_a_number_in_a_short_text_is_text():
    """A title may begin with a number; several lines of them are a list."""
    assert not read("1. 왜 컨테이너입니까", long=False)[0].blocks[0].bullet
    assert not read("1. 제목\n둘째 줄", long=False)[0].blocks[0].bullet
    assert [b.number for b in read("1. 가\n2. 나", long=False)[0].blocks] == [1, 2]
    assert [(b.level, b.number) for b in read("- 가\n  1. 나", long=False)[0].blocks] == [(0, 0), (1, 1)]


@pytest.mark.parametrize("text", ["a: >\n  - 가\n  - 나\n", "a: 1. 가\n  2. 나\n"])
def test_lists_that_yaml_joins_are_told(text):
    """Without `|`, YAML makes one line of them: it is told at the second."""
    value, _ = parse(text, "x.yaml")
    found = []
    prose(value["a"], {}, value["a"].span, "ko", found, True)
    assert ["so the list runs together" in d.message for d in found] == [True]
    assert found[0].span.line == (3 if ">" in text else 2)


# addresses


@pytest.mark.parametrize(
    ("text", "shown", "address"),
    [
        ("https://example.com에서 봅니다", "https://example.com", ""),
        ("주소는https://example.com/a_b입니다.", "https://example.com/a_b", ""),
        ("(https://en.wikipedia.org/wiki/A_(b))", "https://en.wikipedia.org/wiki/A_(b)", ""),
        ("https://ko.wikipedia.org/wiki/쿠버네티스", "https://ko.wikipedia.org/wiki/쿠버네티스", ""),
        ("https://한국.kr에는", "https://한국.kr", ""),
        ("https://예시.한국으로", "https://예시.한국", ""),
        ("https://example.com/자료.pdf를", "https://example.com/자료.pdf", ""),
        ("http://localhost:8080/에", "http://localhost:8080/", ""),
        ("https://example.com입니다만, ", "https://example.com", ""),
        ("https://example.com, 그리고", "https://example.com", ""),
        ("https://x.y/?q=1&r=2!", "https://x.y/?q=1&r=2", ""),
        ("www.example.com으로", "www.example.com", "https://www.example.com"),
        ("kim.haneul@example.co.kr로", "kim.haneul@example.co.kr", "mailto:kim.haneul@example.co.kr"),
    ],
)
def test_bare_addresses(text, shown, address):
    """An address ends where the sentence goes on: at its punctuation, or a Korean particle."""
    address = ascii_form(address or shown)
    assert bare(re.search(BARE, text)[0]) == (shown, address)
    made, said = read(text)
    links = [(r.text, r.url) for b in made.blocks for r in b.runs if r.url]
    assert (links, said) == ([(shown, address)], [])
    assert made.plain == text.strip()


@pytest.mark.parametrize("text", ["https://", "www.", "a@b", "ssh://git@host/x", "`https://example.com`", "x.com"])
def test_no_addresses(text):
    """What leads nowhere, is meant as code or names no host for sure stays text."""
    made, said = read(text)
    assert not any(r.url for b in made.blocks for r in b.runs) and said == []


def test_addresses_between_marks():
    """Marks around an address are marks, those in it are not; angle brackets go."""
    made, said = read("**https://a.kr/x_y_z** <https://b.kr> [글](https://c.kr) ![x](d.png)")
    assert [(r.text, r.url, r.bold) for r in made.blocks[0].runs if r.url] == [
        ("https://a.kr/x_y_z", "https://a.kr/x_y_z", True),
        ("https://b.kr", "https://b.kr", False),
        ("글", "https://c.kr", False),
    ]
    assert len(said) == 1 and "a text holds no picture" in said[0]


# footnotes


def test_footnotes():
    """They are written where they are called, or below the text; each may have marks and links."""
    made, said = read("가^[하나 **둘**]와 나[^a] 다[^a]\n\n[^a]: 셋 https://x.kr\n  넷")
    assert said == []
    assert [["".join(r.text for r in n), [r.bold for r in n if r.bold]] for n in made.notes] == [
        ["하나 둘", [True]],
        ["셋 https://x.kr 넷", []],
    ]
    assert made.plain == "가와 나 다"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("가[^1]", "there is no footnote `1` in this text"),
        ("가\n\n[^1]: 나", "nothing calls the footnote `1`"),
        ("가[^1]\n\n[^1]: 나[^1]", "a footnote cannot call another one"),
    ],
)
def test_footnotes_that_lead_nowhere(raw, told):
    """They are told; what calls nothing is shown as it stands."""
    made, said = read(raw)
    assert [s.partition(" = ")[0] for s in said] == [told]
    assert "가" in made.plain


# other languages


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("_기울임_입니다", "write `*기울임*`"),
        ("__굵게__", "write `**굵게**`"),
        ("~~취소~~", "leave the words out"),
        ("H~2~O", "write `₂`"),
        ("x^2^", "write `²`"),
        ("앞<br>뒤", "end the line there"),
        ("<b>굵게", "write `**…**`"),
        ('<span style="color:red">', "leave it out"),
        ("<!-- 나중에 -->", "after ` #`"),
        ("$E=mc^2$입니다", "plain characters"),
        ("$x$와 $$\\sum_i$$", "plain characters"),
        ("==형광==", "write `*형광*`"),
        ("++밑줄++", "write `*밑줄*`"),
        ("A&nbsp;B", "a plain space"),
        ("A &amp; B", "the character itself, `&`"),
        ("&#39;", "the character itself"),
        (":smile:", "the emoji itself"),
        ("![그림](a.png)", "the kind `picture`"),
        ("[글][1]", "write `[words](https://…)`"),
        ("[1]: https://example.com", "write `[words](https://…)`"),
        ("# 제목", "write `**…**`"),
        ("> 인용", "quotation marks"),
        ("가\n---\n나", "a new paragraph"),
        ("가\n\n***\n\n나", "a new paragraph"),
        ("가^[나", "write `]` behind"),
        ("| 가 | 나 |", "the kind `table`"),
        ("가 | 나\n---|---", "the kind `table`"),
        ("```\nx\n```", "the kind `code`"),
        ("- [ ] 할 일", "the kind `checklist`"),
        ("::: note", "leave it out"),
        ("줄\\\n다음", "a backslash ends no line"),
    ],
)
def test_marks_of_other_languages(raw, hint):
    """Each is told with what to write, and shown as it stands."""
    made, said = read(raw)
    assert said and hint in said[0] and ("no partner" not in "".join(said) or "^[" in raw)
    words = "".join(c for c in raw if "가" <= c <= "힣")
    assert "".join(c for c in made.plain if "가" <= c <= "힣") == words


@pytest.mark.parametrize(
    "raw",
    [
        "snake_case_name _x 후보: ______ 9~10시, 1~2월,3~4월 약 ~5분",
        "$HOME/bin $5 and $10, US$5 a == b C++ i++ <pod-name> 3 < 4 > 2",
        "A&B; AT&T R&D 10:30:00 key:value a|b p || q 2^10 #1 C# x -> y",
        "2*3*4 = 24, a*b*c, 가로*세로*높이, 1280*720, 2**10과 3**10, x**2 + y**2",
        "가격*은 5만 원, 배송*은 무료",
        "*.example.com, *.txt,*.csv src/**/*.py src/*/a/*.py {.items[*].name} pods/*,nodes/*",
        "^[0-9]+$ ^[a-z]{2} ^[A-Z]+",
        "> 10",
        ">= 5%",
        ">_<",
        "^_^ ㅠ_ㅠ -_-; >_< (=_=) T_T",
        "---",
        "______",
        "__init__.py와 __main__",
        "***둘 다*** **굵게** *색* `_x_ <br> $a=b$` -- 끝",
        r"\_기울임\_ \~~취소~~ \<br> \$E=mc^2$ \# 제목 \==x== \&amp; H\~2~O \:smile:",
    ],
)
def test_what_is_meant_is_not_told(raw):
    """Prices, paths, ranges, names of programs; code; and what a backslash says is meant."""
    made, said = read(raw)
    assert said == []
    assert "\\" not in made.plain
    assert made.plain.count("*") == (0 if "**굵게**" in raw else raw.count("*"))


def test_a_mark_within_a_word_opens_where_a_word_or_a_particle_ends_it():
    """As in a language that writes its particles without a space."""
    for raw in ("새*기능*은", "새*기능* 하나", "기술**격리 기술**입니다", "50%**할인**", "*가*나"):
        made, said = read(raw)
        assert said == [] and "*" not in made.plain and any(r.bold or r.emphasis for r in made.blocks[0].runs)


def test_they_are_quick():
    """A long text of signs takes no longer than others: patterns look no further than some hundred letters."""
    for sign in ("_a ", "~~a", "$a=", "<b ", "==a ", "![a", "^[a", "https://", "a@a.", "[^a", "&a", ":a", "[a][", "- "):
        made, _ = read(sign * 5_000)
        assert made.blocks
