"""Motion that has a meaning: what is told in steps by itself, how slides come in, and what moves from one to the next;
read with lxml from PowerPoint's timing."""

from __future__ import annotations

import io
import re
from copy import deepcopy
from functools import cache
from itertools import pairwise
from pathlib import Path

import oracles
import pikepdf
import pytest
import yaml
from conftest import brand, deck_of, examples, images
from lxml import etree

from deckgen.composing.deck import compose
from deckgen.layout.artwork import artworks
from deckgen.layout.kinds import KINDS
from deckgen.outputs.formats import FORMATS, File
from deckgen.outputs.keys import Keys
from deckgen.outputs.plan import Plan
from deckgen.pipeline import lay_out
from deckgen.reading.seminar import read_module, read_seminar
from deckgen.reading.slide import Built
from deckgen.scene import Box, Reveal, Scene, settled, steps, walk
from deckgen.writers import Info, pptx
from deckgen.writers.pptx.lint import lint
from deckgen.writers.web.pictures import Pictures

P = {"p": "http://schemas.openxmlformats.org/presentationml/2006/main"}
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
P159 = "http://schemas.microsoft.com/office/powerpoint/2015/09/main"
FLOW = ["만들기", "올리기", "받기"]
CODE = "a: 1\nb: 2\nc: 3\nd: 4"
SLIDES = [
    {"id": "q", "kind": "qna", "title": "왜요?", "answer": "빨라서요.", "detail": "더 있습니다."},
    {
        "id": "quiz",
        "kind": "quiz",
        "title": "문제",
        "questions": [
            {"question": "무엇입니까?", "choices": ["가", "나"], "answer": 2},
            {"question": "어디입니까?", "answer": "여기"},
        ],
    },
    {
        "id": "one",
        "kind": "quiz",
        "title": "문제 하나",
        "questions": [{"question": "무엇입니까?", "choices": ["하나", "둘"], "answer": 1}],
    },
    {
        "id": "sequence",
        "kind": "sequence",
        "title": "부르기",
        "actors": ["앱", "서버"],
        "messages": [
            {"from": "앱", "to": "서버", "text": "묻습니다"},
            {"from": "서버", "to": "앱", "text": "답합니다"},
        ],
    },
    {"id": "rollout", "kind": "rollout", "title": "바꾸기", "frames": ["2/0", "1/1", "0/2"], "old": "v1", "new": "v2"},
    {"id": "cut", "kind": "statement", "title": "자릅니다", "transition": "none"},
    {"id": "flow", "kind": "flow", "title": "흐름", "steps": [*FLOW]},
    {"id": "flow-more", "kind": "flow", "title": "더 긴 흐름", "steps": [*FLOW, "실행"]},
    {"id": "flow-built", "kind": "flow", "title": "차례로", "steps": [*FLOW], "build": True},
    {"id": "code", "kind": "code", "title": "설정 파일", "language": "yaml", "code": CODE},
    {"id": "code-more", "kind": "code", "title": "설정이 늘었습니다", "language": "yaml", "code": f"{CODE}\ne: 5"},
    {"id": "scene", "kind": "scene", "title": "한 바구니", "scene": "basket"},
    {
        "id": "scene-more",
        "kind": "scene",
        "title": "바구니와 서버",
        "scene": {"parts": [{"prop": "basket", "leads": "옮깁니다"}, "server"]},
    },
    {"id": "scene-other", "kind": "scene", "title": "주문표", "scene": "order-slip"},
    {"id": "last", "kind": "statement", "title": "끝입니다"},
    {
        "id": "chat",
        "kind": "chat",
        "title": "문답",
        "exchanges": [
            {"ask": "왜요?", "answer": "빨라서요.", "verdict": "right"},
            {"ask": "늘요?", "answer": "아니요."},
        ],
    },
]


def composed(**fields: object):
    module, found = read_module(
        yaml.safe_dump({"title": "모음", "slides": deepcopy(SLIDES)}, allow_unicode=True), "m.yaml", KINDS
    )
    assert not found, found
    programme = [{"part": "이야기", "section": False, "slides": [s["id"] for s in SLIDES]}]
    seminar = {"title": "세미나", "minutes": 90, "theme": "openmaru", **fields, "programme": programme}
    read, found = read_seminar(yaml.safe_dump(seminar, allow_unicode=True, sort_keys=False), "content/seminars/s.yaml")
    assert read is not None and not found, found
    deck, found = compose(read, {"m": module}, {}, KINDS, "ko", {})
    assert deck is not None and not found, found
    return deck


@cache
def scenes(motion: str = "on", transition: str = "") -> dict[str, Scene]:
    fields = {"motion": motion} | ({"transition": transition} if transition else {})
    made, found = lay_out(composed(**fields), brand("openmaru"), images())
    assert [] == [d.message for d in found]
    return {s.id: s for s in made}


@cache
def parts(motion: str = "on", transition: str = "") -> dict[str, bytes]:
    of = brand("openmaru")
    info = Info(id="m", title="m", language="ko", date="2026-12-10")
    return pptx.write_parts([*scenes(motion, transition).values()], of.theme, artworks(of, "ko"), info)


def slides(motion: str = "on", transition: str = "") -> dict[str, etree._Element]:
    """The slides of the file by their ids."""
    names = [n for n in parts(motion, transition) if n.startswith("ppt/slides/slide")]
    roots = [etree.fromstring(parts(motion, transition)[n]) for n in names]
    return {r.find("p:cSld", P).get("name"): r for r in roots}


def effects(slide: etree._Element) -> list[list[tuple[str, str]]]:
    """What each click does to which shape: `entr` or `exit`, and the shape's number."""
    main = slide.find(".//p:cTn[@nodeType='mainSeq']", P)
    return [
        [
            (e.get("presetClass"), e.find(".//p:spTgt", P).get("spid"))
            for e in click.iter(f"{{{P['p']}}}cTn")
            if e.get("presetClass")
        ]
        for click in (main.find("p:childTnLst", P) if main is not None else ())
    ]


# steps

TOLD = {"chat": 2, "q": 1, "quiz": 2, "quiz-2": 1, "one": 2, "sequence": 2, "rollout": 2, "flow-built": 3}


def test_what_means_little_at_once_is_told_in_steps() -> None:
    told = {name for name in KINDS if issubclass(KINDS[name], Built) and KINDS[name].told}
    assert told == {"chat", "code", "qna", "quiz", "rollout", "sequence"}
    assert {name: len(effects(s)) for name, s in slides().items() if effects(s)} == TOLD


def test_a_seminar_without_motion_has_what_its_slides_ask_for() -> None:
    assert {name: len(effects(s)) for name, s in slides("off").items() if effects(s)} == {"flow-built": 3}


@pytest.mark.parametrize("name", TOLD)
def test_each_click_shows_something_and_all_is_shown_at_the_end(name: str) -> None:
    """In reading order, each once; nothing goes away, and nothing that a click shows is there before."""
    slide = slides()[name]
    order = [e.get("id") for e in slide.iter(f"{{{P['p']}}}cNvPr")]
    done = effects(slide)
    flat = [number for click in done for _, number in click]
    assert all(done) and {"entr"} == {way for click in done for way, _ in click}
    assert len(flat) == len(set(flat)) and flat == sorted(flat, key=order.index)
    there = steps(scenes()[name])
    shown = [{i.name for i in walk(s.items)} for s in there]
    assert len(there) == len(done) + 1
    assert all(a < b for a, b in pairwise(shown))
    assert {i.name for i in walk(settled(scenes()[name]).items)} <= shown[-1]


def test_the_first_of_them_is_there_before_a_click() -> None:
    """A question, who takes part, the first frame."""
    first = {name: {i.name for i in walk(steps(scenes()[name])[0].items)} for name in TOLD}
    assert "무엇입니까?" in first["quiz"] and not {"가", "나"} & first["quiz"]
    assert "앱" in first["sequence"] and not any("묻습니다" in n for n in first["sequence"])
    assert {"왜요?"} <= {i.text.plain for i in steps(scenes()["q"])[0].items if isinstance(i, Box) and i.text}


def test_paper_has_no_answers() -> None:
    """Right choices are marked on the stage alone; the handout has them on its last page."""
    mark = brand("openmaru").theme.word("right", "ko")
    for name in ("quiz", "quiz-2", "one"):
        items = [*walk(settled(scenes()[name]).items)]
        texts = [i.text.plain for i in items if isinstance(i, Box) and i.text]
        assert texts and "여기" not in texts and mark not in {i.name for i in items}
    assert mark in {i.name for i in walk(steps(scenes()["one"])[-1].items)}
    shown = [i.text.plain for i in walk(steps(scenes()["quiz-2"])[-1].items) if isinstance(i, Box) and i.text]
    assert "여기" in shown


def test_what_a_click_takes_away_is_hidden() -> None:
    """An effect of the way out stands in a group of its own; the step before has the shape, the step after has not."""
    whole = scenes()["flow-built"]
    key = whole.clicks[0][0].key
    scene = whole._replace(id="out", clicks=(*whole.clicks, (Reveal(key, out=True),)))
    of = brand("openmaru")
    made = pptx.write_parts(
        [scene], of.theme, artworks(of, "ko"), Info(id="o", title="o", language="ko", date="2026-12-10")
    )
    assert [] == lint(made)
    slide = etree.fromstring(made["ppt/slides/slide1.xml"])
    assert effects(slide)[-1] == [("exit", effects(slide)[0][0][1])]
    last = slide.findall(".//p:cTn[@presetClass='exit']//p:strVal", P)
    assert [v.get("val") for v in last] == ["hidden"]
    there = [any(getattr(i, "key", "") == key for i in s.items) for s in steps(scene)]
    assert there == [False, True, True, True, False]


# transitions


def coming(slide: etree._Element) -> tuple[str, str]:
    """How a slide comes in, and how long that takes."""
    found = slide.find(".//{*}Choice/p:transition", P)
    return ("none", "") if found is None else (etree.QName(found[0]).localname, found.get(f"{{{P14}}}dur"))


def test_slides_fade_in_and_what_they_share_morphs() -> None:
    made = {name: coming(s) for name, s in slides().items()}
    assert made["q"] == made["cut"] == ("none", "")
    assert made["quiz"] == made["last"] == ("fade", "300")
    assert {name for name, (way, _) in made.items() if way == "morph"} == {"flow-more", "code-more", "scene-more"}
    assert made["scene-other"] == ("fade", "300")
    for name in ("flow-more", "code-more"):
        (older,) = slides()[name].findall(".//{*}Fallback/p:transition", P)
        assert etree.QName(older[0]).localname == "fade"


@pytest.mark.parametrize("name", ["none", "push", "fade"])
def test_the_seminar_decides(name: str) -> None:
    made = {slide: coming(s)[0] for slide, s in slides(transition=name).items()}
    assert set(made.values()) == {name, "none"} and made["flow-more"] == name
    assert not any("!!" in data.decode() for part, data in parts(transition=name).items() if part.endswith(".xml"))


def test_what_morphs_is_on_both_slides() -> None:
    """Under one name that begins with two exclamation marks, on shapes of one type; each once on its slide."""
    pairs = {"flow-more": "flow", "code-more": "code", "scene-more": "scene"}
    for after, before in pairs.items():
        there = [
            {e.get("name"): e.getparent().tag for e in slides()[s].iter(f"{{{P['p']}}}cNvPr") if "!!" in e.get("name")}
            for s in (before, after)
        ]
        assert there[0] == there[1] and there[0]
        for s in (before, after):
            names = [e.get("name") for e in slides()[s].iter(f"{{{P['p']}}}cNvPr")]
            assert len(names) == len(set(names))
    flow = {e.get("name") for e in slides()["flow"].iter(f"{{{P['p']}}}cNvPr")}
    assert {f"!!{step}" for step in FLOW} <= flow


def test_nothing_morphs_into_what_a_click_shows() -> None:
    assert coming(slides()["flow-built"])[0] == "fade"


def test_alt_texts_have_no_marks_of_ours() -> None:
    described = [e.get("descr") or "" for s in slides().values() for e in s.iter(f"{{{P['p']}}}cNvPr")]
    assert any(described) and not any("!!" in d for d in described)


@pytest.mark.slow
def test_motion_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(pptx.pack(parts()))
    assert [] == lint(parts())
    assert [] == oracles.openxml_audit(path) == oracles.ooxml_sdk(path)


def test_steps_of_every_kind_lie_within_its_end() -> None:
    """What is not marked as being there in steps alone is there at the end, for every kind that has steps."""
    seen = 0
    for kind in (n for n in KINDS if issubclass(KINDS[n], Built)):
        made, _ = lay_out(
            deck_of([{"id": "s", "kind": kind} | examples(kind)["typical"] | {"build": True}]),
            brand("openmaru"),
            images(),
        )
        scene = next(s for s in made if s.id == "s")
        last = steps(scene)[-1]
        always = [i.name for i in walk(settled(scene).items) if getattr(i, "state", "") != "end"]
        assert set(always) <= {i.name for i in walk(last.items)}, kind
        assert len(steps(scene)) == len(scene.clicks) + 1 > 1
        seen += 1
    assert seen > 15


def drawn_at(picture: str, step: int) -> str:
    """What a picture that is drawn for all steps shows at one of them."""
    root = etree.fromstring(picture)
    for part in root.xpath("//*[@data-at]"):
        parent, at = part.getparent(), part.getparent().index(part)
        parent.remove(part)
        if str(step) in part.get("data-at").split():
            parent[at:at] = part[:]
        else:
            assert ("off" == part.get("class")) == ("0" not in part.get("data-at").split())
    # the numbers of gradients and of what is cut out tell only which came first
    return re.sub(r"#c\d+", "#c", etree.tostring(root, encoding="unicode"))


def test_a_picture_for_all_steps_shows_each_of_them() -> None:
    """On the web a slide is drawn once: at each step it is what the PDF has as a page of its own."""
    of, seen = brand("openmaru"), 0
    for kind in (n for n in KINDS if issubclass(KINDS[n], Built)):
        slide = {"id": "s", "kind": kind} | examples(kind)["typical"] | {"build": True}
        scene = next(s for s in lay_out(deck_of([slide]), of, images())[0] if s.id == "s")
        pictures = Pictures(of.theme, of.fonts)
        timed = pictures.timed(scene)
        for n, step in enumerate((settled(scene), *steps(scene))):
            assert drawn_at(pictures.picture(step, ""), n) == drawn_at(timed, n), (kind, n)
        seen += 1
    assert seen > 15


# a page for each step


def plan(*outputs: str) -> Plan:
    of, deck = brand("openmaru"), composed(steps=[*outputs])
    made, found = lay_out(deck, of, images())
    assert [] == [d.message for d in found]
    return Plan(deck, of, "openmaru", made, Keys("", "", "", ""))


def pdf(*outputs: str) -> pikepdf.Pdf:
    written = FORMATS["slides"].write(plan(*outputs), File("slides.pdf", "audience"), None)
    return pikepdf.open(io.BytesIO(written.data))


#: A quiz has a slide for each question.
COUNT = len(SLIDES) + 1
PAGES = COUNT + sum(TOLD.values())


def test_the_pdf_has_a_page_for_each_step_where_the_seminar_asks_for_it() -> None:
    with pdf() as plain, pdf("pdf") as stepped:
        assert (len(plain.pages), len(stepped.pages)) == (COUNT, PAGES)
        labels = [page.label for page in stepped.pages]
        assert labels[:4] == ["1", "1", "2", "2"] and labels[-1] == f"{COUNT}"
        assert [page.label for page in plain.pages] == [f"{n}" for n in range(1, COUNT + 1)]

        def outline(file: pikepdf.Pdf) -> int:
            with file.open_outline() as found:
                return sum(1 + len(entry.children) for entry in found.root)

        assert outline(plain) == outline(stepped) > COUNT


def test_the_web_and_the_handout_have_them_where_they_are_asked_for(tmp_path: Path) -> None:
    def page(*outputs: str) -> bytes:
        there = plan(*outputs)
        return FORMATS["web"].write(there, File("html", "audience"), FORMATS["web"].share(there, [])).data

    assert (page().count(b'class="frame"'), page("web").count(b'class="frame"')) == (COUNT, PAGES)

    def sheets(*outputs: str) -> int:
        there, file = plan(*outputs), File("slides-1.pdf", "audience", "slides-1")
        return FORMATS["handout"].write(there, file, FORMATS["handout"].share(there, [file])).length

    assert sheets("handout") - sheets() == sum(TOLD.values())
