"""What a presenter meets beside the slides: time in the notes, dates, names, short versions; read with python-pptx and
lxml."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest
import shared
from conftest import THEMES, brand, deck_of, deckgen
from lxml import etree
from quick_pptx import Presentation
from referees import libreoffice

from deckgen.layout.pace import paces
from deckgen.pipeline import lay_out

SEMINARS = ("city-office", "five-questions", "media-commerce", "platform-summit")


@cache
def deck(name: str):
    return Presentation(shared.output(shared.seminars("ko"), f"{name}.ko.pptx"))


def xml(name: str, part: str) -> etree._Element:
    with ZipFile(shared.output(shared.seminars("ko"), f"{name}.ko.pptx")) as archive:
        return etree.fromstring(archive.read(part))


# time


@pytest.mark.parametrize("name", SEMINARS)
def test_notes_begin_with_the_time(name: str) -> None:
    pace = re.compile(r"(\d+분)?( ?\d+초)?(?: \([^)]+\))? · 여기까지 [\d분초 ]+ · \d+:\d\d(–\d+:\d\d)?")
    pages = [s.notes_slide.notes_text_frame.paragraphs for s in deck(name).slides if s.has_notes_slide]
    timed = [paragraphs for paragraphs in pages if pace.fullmatch(paragraphs[0].text)]
    # what is behind the talk takes no time, nor does what stays while questions are asked
    assert len(timed) >= len(pages) - 4 > 10
    assert sum(" · 여기까지 " in p.text for paragraphs in pages for p in paragraphs) == len(timed)
    assert all(r.font.bold and r.font.size.pt == 14 for paragraphs in timed for r in paragraphs[0].runs)
    assert len({paragraphs[0].text for paragraphs in timed}) == len(timed), "the time goes on"


def slides(*minutes: float) -> list[dict]:
    return [{"id": f"s{n}", "kind": "statement", "title": f"{n}", "minutes": m} for n, m in enumerate(minutes)]


def test_times_add_up() -> None:
    ours = deck_of(slides(2.5, 0, 61))  # behind a slide of one minute and a section without any
    theme = brand("openmaru").theme
    assert [p for p in paces(ours, theme) if p] == [
        *(
            "1분 · 여기까지 1분",
            "2분 30초 · 여기까지 3분 30초",
            "61분 · 여기까지 64분 30초",
            "1분 · 여기까지 65분 30초",
        ),
    ]
    begun = ours._replace(start=9 * 60 + 30)
    assert [p.rpartition(" · ")[2] for p in paces(begun, theme) if p] == [
        *("9:30–9:31", "9:31–9:34", "9:34–10:35", "10:35–10:36"),
    ]
    english = deck_of(slides(2.5), language="en")
    assert "2 min 30 s · 3 min 30 s by the end" in paces(english, theme)


def test_the_time_is_not_what_is_spoken() -> None:
    scenes, _ = lay_out(deck_of(slides(2.5)), brand("openmaru"), {})
    (scene,) = (s for s in scenes if s.id == "s0")
    assert scene.pace and not scene.notes


# short versions


P = {
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
}
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def shows(name: str) -> dict[str, list[str]]:
    """The custom shows of a deck, with the ids of their slides (which are their names)."""
    part = deck(name).part
    root = etree.fromstring(etree.tostring(part._element))
    return {
        show.get("name"): [
            part.related_part(s.get(R)).slide._element.cSld.get("name") for s in show.findall(".//p:sld", P)
        ]
        for show in root.findall("p:custShowLst/p:custShow", P)
    }


def test_each_part_is_a_custom_show() -> None:
    made = shows("five-questions")
    sections = xml("five-questions", "ppt/presentation.xml").iterfind(".//p14:section", P)
    by_section = {s.get("name"): len(s.findall(".//p14:sldId", P)) for s in sections}
    assert len(made) > 2
    assert all(by_section[name] == len(ids) for name, ids in made.items())


def test_a_seminar_names_its_short_versions() -> None:
    (ids,) = shows("city-office").values()
    assert [*shows("city-office")] == ["20분판"]
    order = [s._element.cSld.get("name") for s in deck("city-office").slides]
    assert len(ids) > 10 and ids == sorted(ids, key=order.index)


def test_a_short_version_of_unknown_slides_is_an_error(tmp_path: Path) -> None:
    home = shared.small_project(tmp_path / "project")
    (file,) = (home / "content" / "seminars").glob("*.yaml")
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text.rstrip()}\nshows:\n- {{name: {{ko: 짧게}}, slides: [nowhere]}}\n", encoding="utf-8")
    result = deckgen("build", cwd=home)
    assert result.returncode == 1
    assert "the programme has no slide `nowhere`" in result.stderr
    assert f"{file.name}:{len(text.rstrip().splitlines()) + 2}:" in result.stderr


@pytest.mark.slow
@pytest.mark.xdist_group("referees")  # one LibreOffice at a time
def test_libreoffice_keeps_short_versions(tmp_path: Path) -> None:
    """A custom show has its name and its slides, in order, in a deck that LibreOffice saved."""
    home = shared.small_project(tmp_path / "project")
    file = home / "content" / "seminars" / "talk.yaml"
    short = "shows:\n- {name: {ko: 짧게}, slides: [how, cover]}\n- {name: {ko: 하나}, slides: [why]}\n"
    file.write_text(file.read_text(encoding="utf-8") + short, encoding="utf-8")
    assert deckgen("build", "--to", "pptx", cwd=home).returncode == 0
    ours = Presentation(home / "output" / "presenter" / "talk.ko.pptx")
    libreoffice([home / "output" / "presenter" / "talk.ko.pptx"], tmp_path, "fodp")
    saved = etree.parse(tmp_path / "talk.ko.fodp")
    presentation = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
    pages = [e.get("{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}name") for e in saved.iter("{*}page")]
    ids = [slide._element.cSld.get("name") for slide in ours.slides]
    page = dict(zip(ids, pages, strict=True))  # LibreOffice calls pages by their titles
    found = {e.get(f"{presentation}name"): e.get(f"{presentation}pages") for e in saved.iter(f"{presentation}show")}
    assert found == {"짧게": f"{page['how']},{page['cover']}", "하나": page["why"]}


# guides

#: Half of the eighth of a point that guides are rounded to, and what places are: whole EMU.
HALF = 0.5 + 8 / 12700


@pytest.mark.parametrize("theme", THEMES)
def test_guides_are_the_grid(theme: str) -> None:
    """In eighths of a point: the body's margins in the master, other edges in layouts."""
    spoken = brand(theme).theme
    file = Presentation(next(shared.gallery(theme).rglob("*.pptx")))
    guide = "{http://schemas.microsoft.com/office/powerpoint/2012/main}guide"
    (master,) = {tuple(int(g.get("pos")) for g in file.slide_master._element.iter(guide) if not g.get("orient"))}
    body, k = spoken.regions["body"], file.slide_width / 12700 / spoken.page[0]
    assert master == tuple(round(x * k * 8) for x in (body.x, body.right, spoken.page[0] / 2))
    assert any([*layout._element.iter(guide)] for layout in file.slide_layouts)
    for layout in file.slide_layouts:
        edges = [x / 12700 * 8 for p in layout.placeholders for x in (p.left, p.left + p.width)]
        guides = [int(g.get("pos")) for g in layout._element.iter(guide) if not g.get("orient")]
        assert not [pos for pos in guides if min(abs(pos - edge) for edge in edges) > HALF]


# dates


@pytest.mark.parametrize("name", SEMINARS)
def test_layouts_offer_the_date_that_slides_do_not_show(name: str) -> None:
    """Insert, Header & Footer shows it."""

    def dates(shapes) -> set[str]:
        return {s.text_frame.text for s in shapes if s.is_placeholder and s.placeholder_format.type == 16}

    assert set() == set().union(*(dates(s.shapes) for s in deck(name).slides))
    offered = set().union(*(dates(layout.placeholders) for layout in deck(name).slide_layouts))
    assert offered == dates(deck(name).slide_master.placeholders)
    assert re.fullmatch(r"\d{4}년 \d+월 \d+일", *offered)
