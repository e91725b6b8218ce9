"""Values that programs stumble over: texts, numbers, bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

#: Words that stand in no output unless something leaks: a variable of the environment, a file outside the project.
SECRET_VARIABLE = "DECKGEN_FUZZ_SECRET"
SECRET = "zzsecretzz"
#: What stands in the notes of a slide and nowhere else: the presenter's, not the audience's.
NOTE = "zznotezz"
#: A tag and an attribute that only injected HTML can have.
INJECTED = "zz-injected"

#: Short texts, each for one thing that goes wrong.
TEXTS = (
    *("", " ", "\u00a0", "\u200b", "\u3000", "\t", "\r\n", "a\nb", "\n\n\n", "-", "~", "."),
    # what looks like YAML's signs
    *("：", "a：b", "，", "｛a｝", "［a］", "“a, b”", "「a: b」", "• a", "– a", "\u3000a", "a\u00a0: b", "-a", "a:b"),
    # letters
    *("\u1112\u1161\u11ab\u1100\u1173\u11af", "e\u0301\u0327\u0308" * 20, "שלום עולם", "مرحبا", "\u202eabc\u202c"),
    *(
        "👩‍👩‍👧‍👦",
        "🇰🇷",
        "𠮷野家",
        "ｶﾞ",
        "\ufb03",
        "ß",
        "İ",
        "ﷺ",
        "\u00ad",
        "\ue000",
        "\U0010fffd",
        "\u0378",
        "𝔄",
        "½",
        "①",
    ),
    *("\ufeffx", "\ufffe", "\ufffd", "a\u2028b", "a\u2029b", "\x85", "\x1b[31mred", "\x07", "\x00", "\x7f", "\ud800"),
    # markup and what is near to it
    *(
        "**",
        "*",
        "`",
        "**a",
        "`a",
        "**a*b**c*",
        "[a](b)",
        "[a](javascript:alert(1))",
        '[a](https://x.y "z")',
        "[[",
        "](",
    ),
    *(
        "a^[b [c](https://x.y)]",
        "a[^b]\n\n[^b]: c[^b]",
        "^[" * 50,
        "1. a\n   - b\n      1. c\n2. d",
        "999. a\n999. b",
        "* * *",
    ),
    *(
        "https://x.y에서",
        "www.a" * 40,
        "a@b.co로",
        "<https://x.y>",
        "_a_ ~~b~~ $c^2$ ==d==",
        "H~2~O",
        ":a:" * 40,
        "|a|b|\n|-|-|",
    ),
    *("1\ufe0f\u20e3", "\U0001f3f4\U000e0067\U000e007f", "👍🏽" * 30, "\u200d" * 9, "\ufe0f", "한\u200e글"),
    *("[^1]", "^[a]", "- a\n- b", "1. a", "# a", "> a", "```\na", "a  \nb", "\\", "\\*a\\*", "[안녕]{en}", "{en: a}"),
    *(
        "{{",
        "}}",
        "{{ }}",
        "{{ event.client }}",
        "{{ event.nothing }}",
        "{{ event.__class__ }}",
        "{% if a %}",
        "{{ 1+1 }}",
    ),
    # what other languages read
    *(
        f"<{INJECTED}>",
        f'" {INJECTED}="',
        f"' {INJECTED}='",
        f"</script><{INJECTED}>",
        f"--><{INJECTED}>",
        "]]>",
        "&#0;",
    ),
    *(f"</style><{INJECTED}>", "&amp;", "&nbsp;", "&zzz;", "<!--", "<?xml?>", "_x0000_", "_x005F_"),
    *("{n}", "{", "}", "{0}", "{0.__class__}", "{n!r:>9999999}", "%s", "%(a)s", "${HOME}", "$HOME", "=1+1", "@SUM(A1)"),
    *(
        "no",
        "null",
        "3.10",
        "0x10",
        "1_000",
        "1e3",
        "2026-13-45",
        "24:61",
        "!tag a",
        "&a b",
        "*a",
        "a: b",
        "a #b",
        "'",
        '"',
    ),
    # names and addresses
    *(
        "../../../etc/passwd",
        "/dev/zero",
        "file:///etc/passwd",
        "http://",
        "https://[",
        "mailto:",
        "tel:",
        "C:\\con",
        "a/b",
    ),
    *("https://x.y/%zz", "https://é.kr/한글?q=<>", "images/dot.png", "images/", "data/numbers.csv", "x.png", ".hidden"),
    *("con", "nul", "index", "search", "slides", "g1", "talk.ko", "None", "self", "__class__", "constructor", "한글"),
)
#: Numbers at the ends of what computers count with, as they may be written.
NUMBERS: tuple[Any, ...] = (
    *(
        0,
        -0.0,
        1,
        -1,
        2,
        3,
        0.1,
        0.5,
        1.5,
        7,
        11,
        12,
        99,
        100,
        101,
        1000,
        65536,
        10**6,
        10**9,
        2**31,
        2**32,
        2**63,
        10**30,
    ),
    *(
        1e-9,
        5e-324,
        1e16,
        1e100,
        1.7e308,
        -1.7e308,
        float("inf"),
        float("-inf"),
        float("nan"),
        -7.5,
        4.0000001,
        399.999,
    ),
)
#: Values of a kind that nobody asked for.
FOREIGN: tuple[Any, ...] = (
    None,
    [],
    {},
    [[]],
    [{}],
    {"a": {}},
    True,
    False,
    0,
    "",
    "a",
    ["a"],
    {"ko": "a"},
    {"": ""},
    [None],
)
#: Things to repeat until they are long.
_UNITS = (
    "가",
    "a",
    "긴 낱말과 ",
    "long words and ",
    "**a** ",
    "`a` ",
    "[a](https://x.y) ",
    "{{",
    "{% ",
    "`",
    "*",
    "\u0301",
    "👩‍👧",
)


def text(rng: Random) -> str:
    """A strange text; now and then a long one."""
    if rng.random() < 0.15:
        return rng.choice(_UNITS) * rng.choice((3, 20, 100, 400, 3000))
    first = rng.choice(TEXTS)
    return f"{rng.choice(('안녕', 'words', first))} {first} {rng.choice(TEXTS)}" if rng.random() < 0.3 else first


def number(rng: Random) -> Any:
    """A strange number."""
    return rng.choice(NUMBERS) if rng.random() < 0.8 else rng.uniform(-1000, 1000)


def foreign(rng: Random) -> Any:
    """A value of another kind."""
    return rng.choice((rng.choice(FOREIGN), number(rng), text(rng)))


# bytes


def _flip(rng: Random, data: bytearray, at: int) -> None:
    data[at] ^= 1 << rng.randrange(8)


def _set(rng: Random, data: bytearray, at: int) -> None:
    data[at] = rng.choice((0, 1, 0x7F, 0x80, 0xFE, 0xFF, rng.randrange(256)))


def _number(rng: Random, data: bytearray, at: int) -> None:
    """A length or an offset, perhaps, that is no longer true."""
    size = rng.choice((2, 4))
    value = rng.choice((0, 1, 2**15, 2**31 - 1, 2**31, 2**32 - 1, len(data), rng.randrange(2**32)))
    data[at : at + size] = (value % 256**size).to_bytes(size, "big")


def _insert(rng: Random, data: bytearray, at: int) -> None:
    data[at:at] = rng.randbytes(rng.choice((1, 4, 100)))


def _delete(rng: Random, data: bytearray, at: int) -> None:
    del data[at : at + rng.choice((1, 4, 64, 1000))]


def _repeat(rng: Random, data: bytearray, at: int) -> None:
    piece = data[at : at + rng.choice((4, 16, 200))]
    data[at:at] = piece * rng.choice((1, 2, 50))


def _cut(rng: Random, data: bytearray, at: int) -> None:
    del data[at:]


def _zeros(rng: Random, data: bytearray, at: int) -> None:
    size = min(rng.choice((4, 64, 2000)), len(data) - at)
    data[at : at + size] = bytes(size)


_BYTES: Sequence[Callable[[Random, bytearray, int], None]] = (
    *(_flip, _set, _set, _number, _number, _insert, _delete, _repeat, _cut, _zeros),
)


def damaged(rng: Random, data: bytes, head: int = 200) -> tuple[bytes, str]:
    """Bytes with one thing changed, and what that was. Half of all changes are in the first `head` bytes, where files
    say what they are."""
    if not data:
        return b"\0", "a byte where there was none"
    change = rng.choice(_BYTES)
    at = rng.randrange(min(head, len(data)) if rng.random() < 0.5 else len(data))
    out = bytearray(data)
    change(rng, out, at)
    return bytes(out), f"{change.__name__.strip('_')} at byte {at} of {len(data)}"
