"""Addresses: written in ASCII in every output, shown as people read them, shortened where they are long."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
import yaml
from conftest import ROOT, THEMES, brand, deck_of, deckgen, images

from deckgen.pipeline import lay_out
from deckgen.reading.addresses import NotAnAddress, ascii_form, displayed, readable, said, shortened
from deckgen.reading.drawing import qr_code, scannable
from deckgen.reading.values import Url
from deckgen.scene import Box, walk
from deckgen.writers.handout.feedback import CODE_SIDE
from deckgen.writers.handout.lines import LONGEST_ADDRESS, address_lines, line_text
from deckgen.writers.handout.preflight import dense
from deckgen.writers.handout.sheet import types

LAW = "https://www.law.go.kr/법령/보건의료기본법/제3조"
FORM = "https://forms.example.com/Pages/ResponsePage.aspx?id="


@pytest.mark.parametrize(
    ("address", "written", "shown"),
    [
        (
            "https://example.com/한글?q=가#나",
            "https://example.com/%ED%95%9C%EA%B8%80?q=%EA%B0%80#%EB%82%98",
            "example.com/한글?q=가#나",
        ),
        # what is encoded stays as it is, what stands for itself is encoded
        ("https://example.com/%ED%95%9C?a=50%", "https://example.com/%ED%95%9C?a=50%25", "example.com/한?a=50%25"),
        ("https://example.com/%ed%95%9c", "https://example.com/%ed%95%9c", "example.com/한"),
        ("https://a.kr/x|y{z}^`[1]'", "https://a.kr/x%7Cy%7Bz%7D%5E%60%5B1%5D'", "a.kr/x%7Cy%7Bz%7D%5E%60%5B1%5D'"),
        ("https://a.kr/가%20나", "https://a.kr/%EA%B0%80%20%EB%82%98", "a.kr/가%20나"),
        # CP949, and a sign that is no letter, are no words
        ("https://a.kr/%b0%a1", "https://a.kr/%b0%a1", "a.kr/%b0%a1"),
        ("https://a.kr/가·나", "https://a.kr/%EA%B0%80%C2%B7%EB%82%98", "a.kr/가%C2%B7나"),
        ("https://example.com/a_(b)#c", "https://example.com/a_(b)#c", "example.com/a_(b)#c"),
        # hosts
        ("https://한글.example:8080", "https://xn--bj0bj06e.example:8080", "한글.example:8080"),
        ("https://회사.한국:80/x", "https://xn--vf4b131b.xn--3e0b707e:80/x", "회사.한국:80/x"),
        ("https://www。회사.kr/", "https://www.xn--vf4b131b.kr/", "www.회사.kr"),
        ("https://%ED%95%9C.kr", "https://xn--6q8b.kr", "한.kr"),
        ("https://xn--bj0bj06e.Example/", "https://xn--bj0bj06e.Example/", "한글.Example"),
        ("https://straße.example", "https://xn--strae-oqa.example", "straße.example"),  # another one than strasse
        ("http://my_pc/x", "http://my_pc/x", "my_pc/x"),
        ("https://example.com./x", "https://example.com./x", "example.com./x"),
        ("http://192.168.0.1/", "http://192.168.0.1/", "192.168.0.1"),
        ("http://[2001:db8::1]:8080/가", "http://[2001:db8::1]:8080/%EA%B0%80", "[2001:db8::1]:8080/가"),
        ("https://김:p@w@한글.kr/", "https://%EA%B9%80:p%40w@xn--bj0bj06e.kr/", "김:p%40w@한글.kr"),
        ("HTTPS://Example.com/가", "HTTPS://Example.com/%EA%B0%80", "Example.com/가"),
        # letters and telephones
        (
            "mailto:kim@회사.kr?subject=안녕",
            "mailto:kim@xn--vf4b131b.kr?subject=%EC%95%88%EB%85%95",
            "kim@회사.kr",
        ),
        ("mailto:김@a.kr,lee@b.kr", "mailto:%EA%B9%80@a.kr,lee@b.kr", "김@a.kr,lee@b.kr"),
        ("tel:+82-2-123-4567", "tel:+82-2-123-4567", "+82-2-123-4567"),
        ("tel:1588-0000;ext=3", "tel:1588-0000;ext=3", "1588-0000;ext=3"),
    ],
)
def test_an_address_is_written_in_ascii_and_shown_in_letters(address: str, written: str, shown: str) -> None:
    assert (written, shown) == (ascii_form(address), displayed(ascii_form(address)))
    assert written == ascii_form(written)
    assert ascii_form(readable(written)).lower() == written.lower()


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("www.example.com", "an address begins with `https://`"),
        ("www.example.com/설문", "; write `https://www.example.com/설문`"),
        ("forms.gle.com", "; write `https://forms.gle.com`"),
        ("예시.한국/자료?x=1", "; write `https://예시.한국/자료?x=1`"),
        ("김하늘@예시.한국", "; write `mailto:김하늘@예시.한국`"),
        ("02-123-4567", "; write `tel:02-123-4567`"),
        ("ｈｔｔｐｓ：／／example.com", "; write `https://example.com`"),
        ("자료.pdf", "`tel:` and has no spaces"),
        ("javascript:alert(1)", "an address begins with"),
        ("https://", "an address begins with"),
        ("https:///x", "an address begins with"),
        ("https://a.kr:port/", "an address begins with"),
        ("https://a.kr/한 글", "write `https://a.kr/한%20글`"),
        ("https://a b.kr/", "has no spaces"),
        ("tel:+82 2 123", "write `tel:+82-2-123`"),
        ("tel:김", "an address begins with"),
        ("https://a.kr/\u200bx", "U+200B, which nobody sees"),
        ("https://a.kr/\u3000x", "U+3000"),
        ('https://a.kr "제목"', "has no spaces"),
        ('https://a.kr/"x"', 'instead of `"` write `%22`'),
        ("https://a.kr\\x", "instead of `\\` write `%5C`"),
        ("https://a..kr", "a dot of the host's name is too many"),
        ("https://-a.kr", "`-a` cannot be part of a host's name"),
        ("https://☃.kr", "`☃` cannot be part"),
        ("https://" + "가" * 70, "cannot be part of a host's name"),
        ("https://" + "a." * 130 + "kr", "too long for the name of a host"),
        ("https://[::g]/", "`[::g]` is not an address of IPv6"),
        ("https://a.kr:65536", "65,535 at most"),
        ("mailto:kim", "`kim` is not an address to write to"),
        ("https://a.kr/" + "가" * 300, "it has 2,713 characters"),
    ],
)
def test_what_is_no_address_is_told_with_what_to_write(address: str, hint: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        ascii_form(address)
    assert hint in str(refused.value)


def test_letters_that_no_font_has_stay_encoded() -> None:
    assert "a.kr/%D8%A7가" == displayed("https://a.kr/%D8%A7%EA%B0%80", lambda c: c != "ا")
    assert "xn--bj0bj06e.kr" == displayed("https://xn--bj0bj06e.kr", lambda c: c != "글")


def test_a_long_address_is_shortened_to_its_beginning() -> None:
    shown = "forms.example.com/Pages/ResponsePage.aspx?id=DQSIkWdsW0yx"
    lengths = {n: shortened(shown, lambda text, n=n: len(text) <= n) for n in (60, 50, 40, 20, 17, 10)}
    assert {
        60: shown,
        50: "forms.example.com/Pages/ResponsePage.aspx…",
        40: "forms.example.com/Pages/…",
        20: "forms.example.com/…",
        17: "forms.example.com",
        10: "…ample.com",
    } == lengths
    assert said(f"https://{shown}", "설문 forms.example.com/Pages/… 감사")
    assert not said(f"https://{shown}", "forms.example.com")


# every place


def _project(home: Path, link: str) -> Path:
    """A seminar with an address at each place that takes one."""
    slides = [
        {"id": "a", "kind": "statement", "title": "법령", "support": f"[보기]({link}?a)", "sources": ["law"]},
        {
            "id": "b",
            "kind": "survey",
            "title": "설문",
            "link": {"url": f"{link}?b", "label": "설문"},
            "notes": f"[말]({link}?c)",
            "handout": f"[글]({link}?d)과 [편지](mailto:kim@회사.kr?subject=안녕)",
        },
        {
            "id": "c",
            "kind": "next-steps",
            "title": "다음",
            "steps": ["하나", "둘"],
            "link": {"url": f"{link}?e", "label": "다음"},
        },
        {"id": "r", "kind": "references", "title": "출처"},
        {"id": "d", "kind": "closing", "title": "끝", "link": {"url": f"{link}?f", "label": "자료"}},
    ]
    source = {"title": "법", "publisher": "법제처", "year": 2026, "url": f"{link}?g"}
    seminar = {
        "title": "시험",
        "language": "ko",
        "theme": "openmaru",
        "minutes": 5,
        "event": {"client": "우리", "date": "2026-12-10", "speaker": {"name": "김하늘", "role": "팀"}},
        "handout": {"editions": ["notes", "speaker"]},
        "appendix": {"slides": "hidden", "pdf": True},
        "programme": [{"part": "시작", "section": False, "slides": [s["id"] for s in slides]}],
    }
    for name, value in (
        ("modules/m.yaml", {"title": "시험", "slides": slides}),
        ("seminars/s.yaml", seminar),
        ("sources.yaml", {"law": source}),
    ):
        path = home / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")
    (home / "themes").symlink_to(ROOT / "themes")
    return home


def _uris(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        annotations = [a for page in pdf.pages for a in page.get("/Annots", ()) if "/A" in a and "/URI" in a.A]
        return {bytes(a.A.URI).decode("ascii") for a in annotations}


def test_every_output_has_the_same_written_address(tmp_path: Path) -> None:
    home = _project(tmp_path, "https://법령.kr/제3조")
    result = deckgen("build", "s", cwd=home)
    assert result.returncode == 0, result.stderr
    base = "https://xn--2n2bt3f.kr/%EC%A0%9C3%EC%A1%B0"
    letter = "mailto:kim@xn--vf4b131b.kr?subject=%EC%95%88%EB%85%95"
    with ZipFile(home / "output/presenter/s.ko.pptx") as deck:
        relations = "".join(deck.read(n).decode() for n in deck.namelist() if n.endswith(".rels"))
    outside = {unescape(a) for a in re.findall(r'Target="([^"]*)" TargetMode="External"', relations)}
    assert {f"{base}?{c}" for c in "abcefg"} == outside
    assert {f"{base}?{c}" for c in "abefg"} == _uris(home / "output/audience/s/s.ko.slides.pdf")
    printed = _uris(home / "output/audience/s/s.ko.handout.pdf")
    assert {*(f"{base}?{c}" for c in "bdefg"), letter} <= printed
    assert {f"{base}?c"} <= _uris(home / "output/presenter/s.ko.speaker.pdf")
    assert all(address.isascii() for address in printed)
    pages = [p.read_text(encoding="utf-8") for p in home.glob("output/**/*.html")]
    assert pages
    assert [] == [a for page in pages for a in re.findall(r'href="([^"#]+)"', page) if not a.isascii()]


# codes


def _links(url: str) -> list[dict]:
    """A slide of each kind that shows a code, with others between them, as codes must not follow each other."""

    def link() -> dict[str, str]:  # a new one for each: what stands twice becomes an anchor in YAML
        return {"url": url, "label": "설문"}

    return [
        {"id": "a", "kind": "survey", "title": "설문", "link": link()},
        {"id": "one", "kind": "statement", "title": "하나"},
        {"id": "b", "kind": "next-steps", "title": "다음", "steps": ["하나", "둘"], "link": link()},
        {"id": "two", "kind": "statement", "title": "둘"},
        {"id": "c", "kind": "downloads", "title": "자료", "link": link()},
        {"id": "three", "kind": "statement", "title": "셋"},
        {"id": "d", "kind": "closing", "title": "끝", "link": link()},
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_under_a_code_a_long_address_is_shortened(theme: str) -> None:
    url = FORM + "D" * 87
    scenes, found = lay_out(deck_of(_links(url), theme), brand(theme), images())
    assert [] == [d.message for d in found]
    panels = [i for s in scenes for i in walk(s.items) if isinstance(i, Box) and i.link]
    assert [url] * 4 == [p.link.url for p in panels if p.link]
    shown = [p.text.plain.split("\n")[1:] for p in panels if p.text]
    assert [["forms.example.com/Pages/", "ResponsePage.aspx…"]] * 4 == shown


def test_a_code_too_fine_for_the_hall_is_told() -> None:
    _, found = lay_out(deck_of(_links(FORM + "D" * 547)), brand("openmaru"), images())
    assert ["from the last row no phone reads this code: its address has 600 characters"] * 4 == [
        d.message for d in found
    ]
    assert ["link to a shorter address, of at most 504 characters"] == [d.hint for d in found][:1]


def test_a_code_too_fine_for_paper_is_told() -> None:
    codes = [Url.parse(FORM + "D" * n) for n in (98, 99, 100)]
    assert ["on paper no phone reads the code of this address: it has 153 characters"] == [
        d.message for d in dense(codes)
    ]
    css = (ROOT / "themes/shared/handout/handout.css.j2").read_text(encoding="utf-8")
    assert f".scan img {{ position: absolute; width: {CODE_SIDE:g}mm" in css


@pytest.mark.parametrize("module", [0.3, 0.4, 0.5, 0.7])
def test_what_can_be_scanned_is_what_the_code_has_room_for(module: float) -> None:
    longest = scannable(24.0, module)
    assert 24.0 / qr_code("a" * longest).view[0] >= module > 24.0 / qr_code("a" * (longest + 1)).view[0]


def test_a_long_address_on_paper_is_shortened() -> None:
    small, fonts = types("ko")["small"], brand("openmaru").fonts
    for url, shown in ((LAW, displayed(LAW)), (FORM + "D" * 300, "forms.example.com/Pages/ResponsePage.aspx…")):
        lines = address_lines(ascii_form(url), small, 54.0, fonts)
        assert len(lines) <= LONGEST_ADDRESS
        assert shown == "".join(map(line_text, lines))
        assert {ascii_form(url)} == {run.url for line in lines for run in line}


def test_references_show_the_beginning_of_a_long_address() -> None:
    """The list of sources, on a slide."""
    deck = deck_of(
        [
            {"id": "a", "kind": "statement", "title": "하나", "sources": ["k8s-pods"]},
            {"id": "r", "kind": "references", "title": "참고"},
        ]
    )
    listing = next(p for p in deck.slides if p.slide.id == "r")
    (source,) = listing.slide.entries_here
    long = Url.parse(f"{LAW}?{'x' * 400}")
    entries = (type(source)(**{**vars(source), "url": long}),)
    slide = type(listing.slide)(**{**vars(listing.slide), "_entries_here": entries, "_all_entries": entries})
    scenes, found = lay_out(deck._replace(slides=(listing._replace(slide=slide),)), brand("openmaru"), images())
    assert [] == [d.message for d in found]
    (entry,) = [i for i in walk(scenes[0].items) if isinstance(i, Box) and i.link]
    assert entry.link and entry.text
    assert (str(long), "law.go.kr/법령/보건의료기본법/제3조…") == (entry.link.url, entry.text.plain.split("\n")[2])
