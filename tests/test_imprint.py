"""Who publishes a handout: on the last page of what the audience has, and on the outside of a booklet."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import oracles
import pikepdf
import pytest
from conftest import brand, deck_of, images
from test_handout import EVERY, INFO, SLIDES

from deckgen.pipeline import lay_out
from deckgen.reading.imprint import Imprint, Mailbox
from deckgen.reading.theme import Theme
from deckgen.reading.values import Text, Url
from deckgen.writers.handout.editions import EDITIONS
from deckgen.writers.handout.handouts import Handouts, Print
from deckgen.writers.handout.imprint import imprinted

NEWEST = "https://example.com/seminar/containers"


def said(**fields: str) -> Imprint:
    """An imprint as an author would write it."""
    kinds = {"email": Mailbox, "newest": Url}
    values = {name: kinds.get(name, Text).parse(value) for name, value in fields.items()}
    return Imprint(**{**dict.fromkeys(Imprint.__annotations__), **values})


OURS = said(
    company="가람클라우드",
    department="마케팅팀",
    address="서울특별시 가온구 나눔로 12",
    telephone="02-123-4567",
    email="seminar@example.com",
    newest=NEWEST,
    licence="출처를 밝히면 나눠도 됩니다.",
    version="3.1",
)


@cache
def handouts() -> Handouts:
    """All handouts of a deck with an imprint."""
    deck, there = deck_of(EVERY)._replace(imprint=OURS), brand("openmaru")
    scenes, _ = lay_out(deck, there, images())
    return Handouts(deck, scenes, there, INFO)


def pages(edition: str, tmp_path, **how: object) -> tuple[list[str], pikepdf.Pdf]:
    """The text of each page of an edition, and the file."""
    data = handouts().write(edition, Print(**how)).data
    file = tmp_path / "x.pdf"
    file.write_bytes(data)
    return oracles.pdf_text(file).split("\f")[:-1], pikepdf.open(BytesIO(data))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_last_page_says_who_publishes_it(edition, tmp_path):
    """All of the imprint, once, and nothing of it in what is the presenter's."""
    texts, _ = pages(edition, tmp_path)
    words = [
        "가람클라우드",
        "마케팅팀",
        "나눔로 12",
        "02-123-4567",
        "seminar@example.com",
        "example.com/seminar",
        "3.1",
    ]
    assert words and texts
    for word in words:
        there = [n for n, text in enumerate(texts) if word in text]
        if EDITIONS[edition].private:
            assert not there or word == "마케팅팀", word  # the speaker's department is on the cover
        else:
            assert there[-1:] == [len(texts) - 1], word
            assert word == "마케팅팀" or texts[-1].count(word) == 1, word


@pytest.mark.parametrize("how", [{"paper": "a5"}, {"large": True}, {"paper": "letter"}], ids=str)
def test_there_is_room_for_it(how, tmp_path):
    """It stands at the foot of the page of feedback, and makes no page of its own."""
    texts, pdf = pages("notes", tmp_path, **how)
    assert "의견 보내기" in texts[-1] and "가람클라우드" in texts[-1]
    assert "어땠나요?" in texts[-1] and len(pdf.pages) == len(texts)


def test_what_a_seminar_leaves_out_its_theme_says():
    """And the seminar's address leads to the newest version where nobody says another."""
    deck, there = deck_of(SLIDES), brand("openmaru").theme
    assert imprinted(deck, there) is None
    common = said(company="누리상사", telephone="02-123-0000")
    themed = Theme(**{**vars(there), "imprint": common})
    assert imprinted(deck, themed) is common
    both = imprinted(deck._replace(imprint=said(company="가람클라우드")), themed)
    assert [str(text.by_language[""][0]) for text in (both.company, both.telephone)] == ["가람클라우드", "02-123-0000"]
    assert both.newest is None


def test_a_code_stands_once(tmp_path):
    """What the imprint leads to is not among the codes of the feedback; but the survey's is."""
    deck, there = deck_of(EVERY), brand("openmaru")
    scenes, _ = lay_out(deck, there, images())
    survey = said(company="가람클라우드", newest="https://example.com/survey")
    data = Handouts(deck._replace(imprint=survey), scenes, there, INFO).write("notes").data
    file = tmp_path / "x.pdf"
    file.write_bytes(data)
    last = oracles.pdf_text(file).split("\f")[-2]
    assert last.count("example.com/survey") == 2  # both in words, with one code
    with pikepdf.open(BytesIO(data)) as pdf:
        assert "QR 코드: 이 자료의 최신판" not in alts(pdf)
    assert "QR 코드: 이 자료의 최신판" in alts(pages("summary", tmp_path)[1])


def alts(pdf: pikepdf.Pdf) -> list[str]:
    """What the figures of a file show, in words."""
    elements = (o for o in pdf.objects if isinstance(o, pikepdf.Dictionary))
    return [str(o.get("/Alt")) for o in elements if o.get("/S") == "/Figure"]


def test_numbers_of_facing_pages_stand_outside(tmp_path):
    """On both sides of the paper: at the right of odd pages, at the left of even ones; else always at the right."""

    def starts(**how: object) -> list[str]:
        texts, _ = pages("slides-1", tmp_path, **how)
        return [text.rstrip().rsplit("\n", 1)[-1].strip() for text in texts]

    single, double = starts(), starts(duplex=True)
    count = len(single)
    assert count > 3
    assert range(2, count)
    for n in range(2, count):
        assert single[n - 1].endswith(f"{n} / {count}")
        number = f"{n} / {len(double)}"
        assert double[n - 1].startswith(number) if n % 2 == 0 else double[n - 1].endswith(number)


def test_a_booklet_has_an_outside(tmp_path):
    """Four pages to a sheet; the last is the outside of the back with the imprint, before it are pages to write on,
    and its neighbour on the outermost sheet is the cover."""
    texts, pdf = pages("summary", tmp_path, paper="a5", folded=True)
    count = len(pdf.pages)
    assert count % 4 == 0 and len(texts) == count
    assert "가람클라우드" in texts[-1] and NEWEST.removeprefix("https://") in texts[-1]
    assert not any("가람클라우드" in text for text in texts[:-1])
    assert f"{count} / {count}" not in texts[-1]
    bare = [n for n, text in enumerate(texts) if len(text.split()) < 30 and "메모" in text]
    assert bare == list(range(count - 1 - len(bare), count - 1)) and len(bare) < 4
    sides, sheets = pages("summary", tmp_path, booklet=True)
    assert len(sheets.pages) == count // 2
    outermost = sides[0].split()
    assert "가람클라우드" in outermost and "다섯" in outermost


@pytest.mark.parametrize("value", ["kim", "kim@", "a b@example.com", "https://example.com", 5])
def test_an_email_is_one(value):
    """As people write it."""
    with pytest.raises(Exception, match="e-mail"):
        Mailbox.parse(value)
    assert str(Mailbox.parse("kim@example.com")) == "mailto:kim@example.com"
