"""What is printed for those who attend: certificates, the attendance list, name badges."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from itertools import pairwise, product
from pathlib import Path

import oracles
import pikepdf
import pytest
from conftest import THEMES, brand, deck_of, deckgen, judged_by_verapdf
from PIL import Image
from shared import PROJECT
from test_codes import decoded

from deckgen.composing.deck import Deck
from deckgen.composing.people import Guest, People
from deckgen.composing.serials import is_serial, serial
from deckgen.languages import LANGUAGES
from deckgen.reading.certificate import CertificatePlan, CheckAddress
from deckgen.reading.drawing import Drawing, Shape
from deckgen.reading.imprint import EMPTY, Imprint
from deckgen.reading.model import Wrong
from deckgen.reading.printing import PAPERS
from deckgen.reading.seminar import read_seminar
from deckgen.reading.values import Text
from deckgen.richtext import unmarked
from deckgen.scene import Freeform, Group
from deckgen.writers import Info
from deckgen.writers.handout.plates import PLATES, check, draw, laid_out
from deckgen.writers.handout.plates.badges import cut
from deckgen.writers.handout.plates.grid import on_paper
from deckgen.writers.handout.plates.page import Card, Page, Rows, Words
from deckgen.writers.handout.sheet import POINTS

LANGUAGE = {
    "ko": ("지자체의 첫걸음", "본관 대회의실", "가람클라우드", "김하늘", "클라우드팀"),
    "en": ("First Steps in Cloud Native", "Main conference room", "Garam Cloud", "Sunny Han", "Cloud Team"),
}
ADDRESS = "https://example.kr/c/{serial}"
#: From the shortest name to the longest that certificates have room for: 30 letters.
NAMES = (
    "김솔",
    "박나래",
    "남궁하늘별",
    "Haneul Kim",
    "Nguyễn Thị Minh Khai",
    "Ольга Петрова",
    "Maximiliana Konstantinopoulous",
)
COMPANY = "주식회사 한국디지털콘텐츠플랫폼서비스 클라우드인프라운영본부 컨테이너플랫폼팀"
GUESTS = tuple(Guest(name, COMPANY if n % 2 else "", f"B-{n}" if n % 3 else "", name) for n, name in enumerate(NAMES))
SQUARE = ((("M", (0.0, 0.0)), ("L", (9.0, 0.0)), ("L", (9.0, 9.0)), ("L", (0.0, 9.0)), ("Z", ())),)
SEAL = Drawing((9.0, 9.0), (Shape(SQUARE, "#C8141B", None),))


def deck(
    language: str = "ko", guest: Guest | None = GUESTS[1], guests: tuple[Guest, ...] = (), verify: bool = True
) -> Deck:
    """A seminar with somebody who attends it."""
    title, venue, company, signatory, role = LANGUAGE[language]
    made = deck_of([{"id": "a", "kind": "statement", "title": "x"}], language=language)
    plan = CertificatePlan(
        signatory=None, title=None, seal=None, verify=CheckAddress(ADDRESS, None) if verify else None
    )
    return made._replace(
        id="city-office",
        title=unmarked(title, language),
        venue=venue,
        minutes=90.0,
        imprint=Imprint(**{**vars(EMPTY), "company": Text.parse(company)}),
        people=People(guest, guests, signatory, role, plan),
    )


def drawn(name: str, of: Deck, theme: str = "openmaru", paper: str = "a4", **how: object) -> bytes:
    info = Info(of.id, of.title.plain, of.language, of.date_iso, author="김하늘")
    return draw(name, of, brand(theme).in_language(of.language), info, paper, **how).data


def pages(name: str, of: Deck, theme: str = "openmaru", paper: str = "a4", **how: object) -> tuple[Page, ...]:
    return laid_out(name, of, brand(theme).in_language(of.language), paper, **how)[0]


def words(page: Page) -> dict[str, Words]:
    """The texts of a page, by what they say."""
    return {p.text.plain.replace("\u00a0", " "): p for p in page.parts if isinstance(p, Words)}


def said(data: bytes, folder: Path) -> str:
    """What a reader hears, on one line."""
    (folder / "x.pdf").write_bytes(data)
    return " ".join(oracles.poppler("pdftotext", "-raw", "-enc", "UTF-8", folder / "x.pdf", "-").split())


@judged_by_verapdf
@pytest.mark.parametrize("theme", THEMES)
def test_plates_are_pdf_ua(theme, tmp_path):
    """On every paper and in both languages, with people and blank: veraPDF finds nothing."""
    found = {}
    for name, language, paper, blank in product(PLATES, ("ko", "en"), PAPERS, (False, True)):
        of = deck(language, None) if blank else deck(language, guests=GUESTS * 5)
        file = tmp_path / f"{name}-{language}-{paper}-{blank}.pdf"
        file.write_bytes(drawn(name, of, theme, paper, seal=None if blank else SEAL))
        found[file.name] = oracles.pdf_ua1(file)
        assert {("yes", "yes")} == {(f["emb"], f["sub"]) for f in oracles.pdf_fonts(file)}
    assert len(found) == 36 and {} == {name: said for name, said in found.items() if said}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_certificate_is_one_page_and_reads_in_order(theme, language, tmp_path):
    """What it is, whose it is, of what, who says so; the same bytes each time."""
    of = deck(language)
    data = drawn("certificate", of, theme)
    assert data == drawn("certificate", of, theme)
    title, venue, company, signatory, role = LANGUAGE[language]
    number = serial("city-office", of.date_iso, GUESTS[1].key)
    kind = {"ko": "수료증", "en": "Certificate of Attendance"}[language]
    wanted = [kind, number, "박나래", title, of.date, venue, company, signatory, role, "example.kr"]
    heard = said(data, tmp_path)
    places = [heard.find(w) for w in wanted]
    assert -1 not in places and places == sorted(places), list(zip(wanted, places, strict=True))
    assert oracles.pdf_info(tmp_path / "x.pdf")["Pages"] == "1"


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("theme", THEMES)
def test_the_name_is_the_largest_and_steps_down(theme, paper):
    """From two syllables to thirty letters it stays on one line in its place, and above all else in size; what else
    there is stays where it is."""
    sizes, others = [], set()
    for guest in GUESTS:
        (page,) = pages("certificate", deck("en", guest._replace(company="")), theme, paper)
        texts = words(page)
        name = texts.pop(guest.name)
        (line,) = name.text.lines
        right = line.pieces[-1].x + line.pieces[-1].width
        assert right <= name.rect.w + 0.1 and not name.text.overflow
        assert line.size > max(t.text.lines[0].size for t in texts.values())
        sizes.append(line.size)
        others.add(tuple(t.rect for t in texts.values()))
        assert [] == list(check(deck("en", guest), brand(theme), ["certificate"], paper))
    assert sizes[0] == max(sizes) > 1.6 * sizes[-1] and len(others) == 1


@pytest.mark.parametrize("theme", THEMES)
def test_what_does_not_fit_is_told(theme):
    """A name of forty letters, at the place where it was written."""
    of = deck("en", GUESTS[1]._replace(name="Wolfeschlegelsteinhausenbergerdorff Dr. Johannes", company=COMPANY * 6))
    found = [f"{d.severity}: {d.message}" for d in check(of, brand(theme), list(PLATES), "a4")]
    assert [f for f in found if "certificate" in f] == [
        "error: the 48 characters of `name` do not fit on the edition `certificate`, in its smallest type either",
        f"error: the {len(COMPANY) * 6} characters of `company` do not fit on the edition `certificate`, "
        "in its smallest type either",
    ]


def code(page: Page) -> Freeform:
    """The dark modules of the code on a page."""
    groups = [p for p in page.parts if isinstance(p, Group) and len(p.items) == 2 and p.items[0].fill == "#FFFFFF"]
    (group,) = groups
    return group.items[1]


@pytest.mark.parametrize("theme", THEMES)
def test_the_code_leads_to_the_number(theme):
    """To the seminar's address with the number in it; without one it is the number, and never the name. A phone tells
    its modules apart."""
    number = serial("city-office", deck().date_iso, GUESTS[1].key)
    for verify, content in ((True, ADDRESS.replace("{serial}", number)), (False, f"수료증 {number}")):
        (page,) = pages("certificate", deck(verify=verify), theme, "a5")
        modules = code(page)
        side = modules.view[0]
        assert decoded(modules.contours, side) == content and "박나래" not in content
        assert modules.rect.w / side / POINTS >= 0.4
        assert modules.alt or any(content in p.alt for p in page.parts if isinstance(p, Group))


def test_serials():
    """The same for the same holder, another for every other; a slip shows."""
    one = serial("city-office", "2026-12-15", "박나래\n하람상사")
    assert one == serial("city-office", "2026-12-15", " 박나래 하람상사") == "CO-2026-1215-" + one[13:]
    assert re.fullmatch(r"CO-2026-1215-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{4}[0-9A-Z]", one)
    many = {serial("city-office", "2026-12-15", f"p{n}") for n in range(10_000)}
    assert len(many) == 10_000 and all(map(is_serial, many))
    assert serial("talk", "2026-12-15", "p").startswith("TA-") and is_serial(one.lower().replace("-", ""))
    wrong = 0
    for at, character in product(range(len(one)), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        if one[at] not in ("-", character):
            wrong += 1
            assert not is_serial(one[:at] + character + one[at + 1 :])
    assert wrong == 20 * 35


@pytest.mark.parametrize("theme", THEMES)
def test_a_blank_certificate_has_lines_to_write_on(theme, tmp_path):
    """For name and company; there is no number, and no code that would lead to one."""
    (page,) = pages("certificate", deck(guest=None), theme)
    assert {"이름", "소속", "지자체의 첫걸음", "김하늘"} <= set(words(page))
    assert not [p for p in page.parts if isinstance(p, Group) and "QR" in p.alt]
    lines = [i for i in page.art if i.name == "line" and i.rect.h < 1]
    assert len(lines) == 3 and all(170 <= line.rect.w <= 260 for line in lines)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", PLATES)
@pytest.mark.parametrize("theme", THEMES)
def test_paper_is_spared(theme, name, paper, tmp_path):
    """Nothing stands within 5 mm of the edge, which printers leave white, but marks to cut by; and of the paper no more
    than a ninth is as dark as ink, which good paper takes badly."""
    (tmp_path / "a.pdf").write_bytes(drawn(name, deck(guests=GUESTS), theme, paper, seal=SEAL))
    subprocess.run(["pdftoppm", "-gray", "-r", "72", "-singlefile", "a.pdf", "p"], cwd=tmp_path, check=True)
    with Image.open(tmp_path / "p.pgm") as page:
        edge = int((1.5 if name == "badges" else 5) * POINTS)
        w, h = page.size
        for box in ((0, 0, w, edge), (0, h - edge, w, h), (0, 0, edge, h), (w - edge, 0, w, h)):
            assert page.crop(box).getextrema() == (255, 255)
        ink = sum(count * (255 - level) for level, count in enumerate(page.histogram())) / 255 / (w * h)
        assert 0.004 < ink < 0.11, ink


@pytest.mark.parametrize("theme", THEMES)
def test_grey_is_grey(theme):
    """Logo and seal included."""
    with pikepdf.open(BytesIO(drawn("certificate", deck(), theme, ink="grey", seal=SEAL))) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    colours = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b", content)
    assert colours and all(max(map(float, c)) - min(map(float, c)) < 0.02 for c in colours)


def test_each_theme_looks_another_way():
    """By data alone: no two have the same places or the same ornaments, and one of them stands."""
    plates = [brand(theme).theme.plates["certificate"] for theme in THEMES]
    assert len({repr((p.size, p.ornaments, p.parts["name"].at)) for p in plates}) == len(THEMES) >= 4
    assert len({p.size[0] > p.size[1] for p in plates}) == 2


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("theme", THEMES)
def test_squares_stay_squares(theme, paper):
    """And rings rings, on every paper; what stands on the page on A4 stands on it there."""
    for name in ("certificate", "attendance"):
        grid = on_paper(brand(theme).theme.plates[name], paper)
        assert grid.plate.parts
        for ornament in grid.plate.ornaments:
            at = grid.place(ornament.at)
            assert at.right <= grid.width and at.bottom <= grid.height
            if abs(ornament.at.w - ornament.at.h) < 0.1:
                assert abs(at.w - at.h) < 0.1, ornament
        assert all(grid.place(part.at).bottom <= grid.height for part in grid.plate.parts.values())


# the attendance list


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("theme", THEMES)
def test_the_list_runs_over_pages(theme, paper, tmp_path):
    """Its head stands on each page and is read on the first; rows are numbered and tall enough to sign in."""
    guests = tuple(Guest(f"참석자{n}", COMPANY if n % 7 == 0 else "하람상사", f"B-{n}") for n in range(1, 61))
    made = pages("attendance", deck(guests=guests), theme, paper)
    tables = [p for page in made for p in page.parts if isinstance(p, Rows)]
    assert len(tables) == len(made) >= 3 and [t.first for t in tables] == [True] + [False] * (len(made) - 1)
    assert {tuple(c.text.plain for c in t.head) for t in tables} == {("번호", "이름", "소속", "자리", "서명")}
    rows = [row for t in tables for row in t.rows]
    assert [row[0].text.plain for row in rows] == [str(n) for n in range(1, 61)]
    for above, below in pairwise(tables[0].rows):
        assert below[4].rect.y - above[4].rect.y >= 10 * POINTS
    for row in rows:
        assert row[4].text.plain.strip() == "" and row[4].rect.w >= 35 * POINTS
        assert all(cell.text.height <= cell.rect.h and not cell.text.overflow for cell in row)
    feet = [i.text.plain for page in made for i in page.art if i.name == "foot"]
    assert [foot.rsplit(" · ", 1)[1].strip() for foot in feet] == [
        f"{n} / {len(made)}" for n in range(1, len(made) + 1)
    ]
    with pikepdf.open(BytesIO(drawn("attendance", deck(guests=guests), theme, paper))) as pdf:
        tags = [str(k.S) for k in pdf.Root.StructTreeRoot.K[0].K]
        table = next(k for k in pdf.Root.StructTreeRoot.K[0].K if k.S == "/Table")
        assert tags.count("/Table") == 1 and len(table.K) == 61
    heard = said(drawn("attendance", deck(guests=guests), theme, paper), tmp_path)
    assert heard.index("참석자1 ") < heard.index("참석자42") < heard.index("참석자60")


@pytest.mark.parametrize("theme", THEMES)
def test_a_blank_list_is_a_page_of_rows(theme):
    (page,) = pages("attendance", deck(guest=None), theme)
    (table,) = [p for p in page.parts if isinstance(p, Rows)]
    assert len(table.rows) == 20


# name badges


@pytest.mark.parametrize(("paper", "count"), [("a4", 10), ("letter", 8), ("a5", 4)])
def test_badges_fill_sheets(paper, count, tmp_path):
    """As many as a sheet takes, 90 by 55 mm; whoever is left over begins another."""
    sheet = cut(paper)
    assert sheet.columns * sheet.rows == count
    made = pages("badges", deck(guests=GUESTS * 2), paper=paper)
    assert len(made[0].parts) == count and sum(len(p.parts) for p in made) == 2 * len(GUESTS)
    heard = said(drawn("badges", deck(guests=GUESTS), paper=paper), tmp_path)
    assert heard.index("김솔") < heard.index("박나래") < heard.index("Haneul Kim")


@pytest.mark.parametrize("theme", THEMES)
def test_names_on_badges_are_largest_and_stay_on_their_cards(theme):
    made = pages("badges", deck(guests=GUESTS), theme)
    cards = [card for page in made for card in page.parts if isinstance(card, Card)]
    assert len(cards) == len(GUESTS)
    for guest, card in zip(GUESTS, cards, strict=True):
        texts = {p.text.plain.replace("\u00a0", " "): p.text for p in card.parts if isinstance(p, Words)}
        name = texts.pop(guest.name)
        assert len(name.lines) <= 2 and name.lines[0].size > max(t.lines[0].size for t in texts.values())
        assert all(not t.overflow for t in texts.values())
    assert [] == list(check(deck(guests=GUESTS), brand(theme), ["badges"], "a4"))


def test_a_blank_badge_has_lines_to_write_on():
    (page,) = pages("badges", deck(guest=None))
    assert len(page.parts) == 10 and len([i for i in page.art if i.name == "line"]) == 20


# what authors write


HEAD = "title: 견본\nminutes: 50\ntheme: openmaru\nprogramme: [{part: 하나, slides: [a]}]\n"


def test_who_signs_and_who_attends_is_read():
    seminar, found = read_seminar(
        HEAD + "certificate: {signatory: 김하늘, title: 대표, seal: images/seal.png, verify: 'https://a.kr/{serial}'}\n"
        "attendees: [{name: 박나래, company: 하람상사, seat: B-1}, {name: {ko: 김솔, en: Sol Kim}}]\n",
        "talk.yaml",
    )
    assert found == [] and seminar is not None
    plan = seminar.file.certificate
    assert (str(plan.verify.of("X-1")), plan.seal.path, len(seminar.file.attendees)) == (
        "https://a.kr/X-1",
        "images/seal.png",
        2,
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "https://a.kr/c",
            "`verify` must have `{serial}` where the number of a certificate stands, found `https://a.kr/c`",
        ),
        ("a.kr/{serial}", "`verify` must be an address, found `a.kr/{serial}`"),
    ],
)
def test_an_address_without_a_number_is_told(written, said):
    _, found = read_seminar(HEAD + f"certificate: {{verify: '{written}'}}\n", "talk.yaml")
    assert [str(d.message) for d in found] == [said]
    with pytest.raises(Wrong):
        CheckAddress.parse(3)


def test_they_are_built_and_kept_from_the_audience(tmp_path):
    """Blank forms and lists of people are the presenter's."""
    names = ("certificate", "attendance", "badges")
    done = deckgen("build", "--to", "handout", "--handout", ",".join(names), "-o", str(tmp_path), cwd=PROJECT)
    assert done.returncode == 0, done.stderr
    found = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*.pdf"))
    assert found and {p.parts[0] for p in found} == {"presenter"}
    assert {n for n in names if any(f".{n}.pdf" in p.name for p in found)} == set(names)
    assert set(LANGUAGES) >= {"ko", "en"}


def test_who_is_named_gets_a_certificate_with_the_seal(tmp_path):
    """It is the audience's; a seal that is not there is told at its place."""
    home = tmp_path / "project"
    shutil.copytree(PROJECT, home)
    (seminar,) = (home / "content" / "seminars").glob("*.yaml")
    written = seminar.read_text(encoding="utf-8")
    named = written.replace("event:\n", "event:\n  attendee: {name: 박나래}\n")
    seminar.write_text("certificate: {seal: images/seal.svg}\n" + named, encoding="utf-8")
    assert named != written
    asked = ("build", "--to", "handout", "--handout", "certificate", "-o", str(tmp_path / "out"))
    done = deckgen(*asked, cwd=home)
    assert done.returncode == 1 and f"{seminar.name}:1:21: " in done.stderr and "images/seal.svg" in done.stderr
    (home / "content" / "images").mkdir(exist_ok=True)
    (home / "content" / "images" / "seal.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#C8141B" d="M0 0H9V9H0Z"/></svg>'
    )
    done = deckgen(*asked, cwd=home)
    assert done.returncode == 0, done.stderr
    (made,) = (tmp_path / "out").rglob("*.certificate.pdf")
    assert made.relative_to(tmp_path / "out").parts[0] == "audience"
    # letters of other scripts are set, those that no font has are told where they stand
    seminar.write_text(named.replace("박나래", "Ольга Ştefănescu"), encoding="utf-8")
    assert deckgen(*asked, cwd=home).returncode == 0
    seminar.write_text(named.replace("박나래", "金昭希"), encoding="utf-8")
    done = deckgen(*asked, cwd=home)
    assert done.returncode == 1 and f"{seminar.name}:6:20: " in done.stderr and "金" in done.stderr
    with pikepdf.open(made) as pdf:
        assert b"0.784 0.078 0.106 rg" in pdf.pages[0].Contents.read_bytes()
