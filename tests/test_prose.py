"""Markup in texts, and the event's words filled in."""

from __future__ import annotations

import pytest

from deckgen.composing.prose import prose
from deckgen.reading.parser import parse

WORDS = {
    "event": {
        "client": "한빛 **상사**",
        "speaker": {"name": "김하늘"},
        "page": "https://example.org/a",
        "trap": "javascript:alert(1)",
        "code": "{{ seminar.title }}",
    },
    "seminar": {"title": "세미나"},
}


def read(raw: str) -> tuple[list[str], list[str]]:
    """The blocks of a text, its looks written as `<b>`, `<e>`, `<c>` and `<address>`; and what is wrong with it."""
    found = []
    made = prose(raw, WORDS, None, "ko", found)
    out = []
    for block in made.blocks:
        line = "- " if block.bullet else ""
        for run in block.runs:
            looks = [m for m, on in (("b", run.bold), ("e", run.emphasis), ("c", run.code), (run.url, run.url)) if on]
            line += f"<{' '.join(looks)}>{run.text}</>" if looks else run.text
        out.append(line)
    return out, [d.message for d in found]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("컨테이너", "컨테이너"),
        ("**격리**입니다", "<b>격리</>입니다"),
        ("앞**격리**뒤", "앞<b>격리</>뒤"),
        ("**(격리)**는", "<b>(격리)</>는"),
        ("'**격리**'라는", "'<b>격리</>'라는"),
        ("*꾸러미*와 **상자**", "<e>꾸러미</>와 <b>상자</>"),
        ("**굵고 *빛나는* 말**", "<b>굵고 </><b e>빛나는</><b> 말</>"),
        ("***둘 다***", "<b e>둘 다</>"),
        ("**첫 줄\n둘째 줄**", "<b>첫 줄\n둘째 줄</>"),
        ("`a*b*c` 는", "<c>a*b*c</> 는"),
        ("3 * 4 = 12, 3*4 = 12", "3 * 4 = 12, 3*4 = 12"),
        (r"\*별표\* \[괄호\] \`", "*별표* [괄호] `"),
        (r"C:\dir", r"C:\dir"),
        ("[누리집](https://example.org/a_(b))에서", "<https://example.org/a_(b)>누리집</>에서"),
        ("**[누리집](https://example.org)**", "<b https://example.org>누리집</>"),
        (
            "[**누리집** `x`](https://example.org)",
            "<b https://example.org>누리집</><https://example.org> </><c https://example.org>x</>",
        ),
        ("[편지](mailto:a@example.org) [전화](tel:+82-2-000)", "<mailto:a@example.org>편지</> <tel:+82-2-000>전화</>"),
        ("[1] 각주, [x] (y)", "[1] 각주, [x] (y)"),
        ("{ 중괄호 } 하나", "{ 중괄호 } 하나"),
        ("", ""),
    ],
)
def test_markup(raw, wanted):
    """Marks are read, and what is no mark stays as it is, without a word."""
    assert read(raw) == ([wanted], [])


def test_blocks():
    """Blank lines part paragraphs, a newline is the author's line break, `- ` begins a point, and a point may go on."""
    raw = "첫 문단\n둘째 줄\n\n둘째 문단\n- 하나\n- 둘이\n  이어진다\n\n끝\n"
    assert read(raw) == (["첫 문단\n둘째 줄", "둘째 문단", "- 하나", "- 둘이 이어진다", "끝"], [])


@pytest.mark.parametrize(
    "raw",
    [
        "**열고 만",
        "닫고 만**",
        "**",
        "** 띄우고 **",
        "*열고 만",
        "*열고\n\n닫은*",
        "값*",
        "`열고 만",
        "[글](https://example.org",
    ],
)
def test_half_marks_are_told_and_shown(raw):
    """A mark without its partner stays in the text, and the author is told."""
    blocks, said = read(raw)
    assert "\n\n".join(blocks) == raw
    assert said and all("partner" in s for s in said)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "//example.org",
        "example.org",
        "https://",
        "https://a b",
        "{{ event.trap }}",
        "mailto:",
        "tel:x",
    ],
)
def test_links_lead_only_to_the_net_the_post_and_the_telephone(address):
    """Whatever else an address is, it does not become a link, filled in or not."""
    found = []
    made = prose(f"[글]({address})", WORDS, None, "ko", found)
    assert not any(r.url for b in made.blocks for r in b.runs)
    assert len(found) == 1 and found[0].severity == "error"


def test_brackets_behind_brackets_that_are_no_link():
    """Whoever writes `[공지](긴급)` is told how brackets stay brackets."""
    found = []
    prose("[공지](긴급)", WORDS, None, "ko", found)
    assert found[0].hint.endswith("; where no link is meant, leave a space before `(`")
    assert not prose("[공지] (긴급)", WORDS, None, "ko", found[1:]).blocks[0].runs[1:]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("{{ event.speaker.name }}입니다", "김하늘입니다"),
        ("{{seminar.title}}", "세미나"),
        ("**{{ event.speaker.name }}**", "<b>김하늘</>"),
        ("[글]({{ event.page }}?x=1)", "<https://example.org/a?x=1>글</>"),
        ("`{{ event.speaker.name }}`", "<c>김하늘</>"),
        (r"\{\{ event.client }}", "{{ event.client }}"),
    ],
)
def test_variables(raw, wanted):
    """Names in double braces stand for the event's words."""
    assert read(raw) == ([wanted], [])


def test_what_is_filled_in_is_text():
    """Marks and braces in the event's words mean nothing."""
    assert read("{{ event.client }} {{ event.code }}") == (["한빛 **상사** {{ seminar.title }}"], [])


@pytest.mark.parametrize(
    "raw",
    [
        "{{ 7*7 }}",
        "{{ event.client.upper() }}",
        "{{ event['client'] }}",
        "{{ event.client | upper }}",
        "{% if event %}x{% endif %}",
        "{# x #}",
        "{{ event.client",
        "{{ }}",
        "{{ {{ event.client }} }}",
        "{{ ''.__class__ }}",
    ],
)
def test_there_is_no_logic(raw):
    """Anything but a name between braces is an error."""
    _, said = read(raw)
    assert any("no logic" in s or "not closed" in s for s in said)


@pytest.mark.parametrize(
    "name",
    ["event.client.__class__", "event.__init__", "__builtins__", "event.items", "seminar.title.format", "nothing"],
)
def test_names_are_looked_up_and_nothing_more(name):
    """A name leads through the event's words, never into the objects behind them."""
    assert read(f"{{{{ {name} }}}}") == ([""], [f"nothing is called `{name}`"])


def test_several_values():
    """A name that stands for several words is not a text."""
    assert read("{{ event.speaker }}") == ([""], ["`event.speaker` holds several values"])


def test_the_place_of_a_mark():
    """What is wrong in the middle of a folded text is shown in the line where it stands."""
    value, _ = parse("notes: >-\n  첫 줄은 길고\n  둘째 줄에 {{ event.cleint }}가\n  셋째 줄에 **별표가\n", "x.yaml")
    found = []
    prose(value["notes"], WORDS, value["notes"].span, "ko", found)
    assert [str(d.span) for d in found] == ["x.yaml:3:9", "x.yaml:4:9"]
    assert found[0].hint == "did you mean `event.client`?"


def test_no_text_breaks_the_markup():
    """Any piece of a text of marks is read, never an exception or a loss of plain words."""
    raw = "가 **나 *다* `라` [마](https://x.y) {{ event.client }}** \\* {% %}\n- 바 * 사\n\n]( ` { }"
    pieces = [raw[i:j] for i in range(len(raw)) for j in range(i, len(raw))]
    assert len(pieces) > 1000
    for piece in pieces:
        made = prose(piece, WORDS, None, "ko", [])
        assert "사" not in piece or "사" in made.plain
