"""The forms of a seminar and of its parts: what they show, and what becomes of the seminar's file."""

from __future__ import annotations

import pytest
from shared import PROJECT
from studios import MODULE, SEMINAR, project, running, talking

from deckgen.editor.types import written_names
from deckgen.layout.kinds import KINDS
from deckgen.reading.model import fields
from deckgen.reading.seminar import PartPlan, SeminarFile
from deckgen.studio.fields import put, room
from deckgen.studio.forms import place_of
from deckgen.workspace import Workspace

TEXT = (PROJECT / SEMINAR).read_bytes().decode("utf-8")
#: What can be begun in the form of the small seminar that does not have it, each as it is sent and as it is written.
BEGUN = {
    "subtitle": ({"ko": "부제"}, "subtitle: {ko: 부제}\n"),
    "questions": ("5", "questions: 5\n"),
    "motion": ("off", "motion: off\n"),
    "steps": (["pdf"], "steps: [pdf]\n"),
    "handout": ({"editions": ["notes"], "duplex": "true"}, "handout:\n  editions: [notes]\n  duplex: true\n"),
    "certificate": ({"signatory": {"ko": "이, 나라"}}, 'certificate:\n  signatory: {ko: "이, 나라"}\n'),
    "attendees": (
        [{"name": "박바다", "company": {"ko": "한빛", "en": "Hanbit"}}],
        "attendees:\n- name: 박바다\n  company: {ko: 한빛, en: Hanbit}\n",
    ),
    "shows": (
        [{"name": {"ko": "짧게"}, "slides": ["cover", "why"]}],
        "shows:\n- name: {ko: 짧게}\n  slides: [cover, why]\n",
    ),
    "room": ({"depth": "12m", "screen": "3m"}, "room:\n  depth: 12m\n  screen: 3m\n"),
    "imprint": ({"company": "가" * 70}, f"imprint:\n  company: >-\n    {'가' * 70}\n"),
}


@pytest.fixture
def home(tmp_path):
    return project(tmp_path / "project")


@pytest.fixture
def talk(home):
    with running(home) as server, talking(server) as talk:
        talk.yes("begin", language="ko", seminar="talk")
        yield talk


def written(home, path: str = SEMINAR) -> str:
    return (home / path).read_bytes().decode("utf-8")


def named(form, name: str):
    return next(field for field in form["fields"] if field["name"] == name)


def test_a_seminar_has_all_its_fields(talk, home):
    """But its programme: with choices where there are some, and free fields of its event."""
    (home / SEMINAR).write_text(TEXT.replace("  client:", "  motto: 천천히\n  client:"), encoding="utf-8", newline="")
    talk.until("file")
    form = talk.yes("form", seminar="talk")
    assert [field["name"] for field in form["fields"]] == [name for name in fields(SeminarFile) if name != "programme"]
    assert (form["path"], form["steps"], form["but"]) == (SEMINAR, [], "programme")
    assert named(form, "title")["values"] == {"ko": "작은 세미나", "en": "A small seminar"}
    assert named(form, "theme")["value"] == "openmaru" and "paper" in named(form, "theme")["options"]
    assert named(form, "language")["options"] == ["ko", "en"]
    event = named(form, "event")
    assert {f["name"]: f.get("value") for f in event["fields"] if f["written"]} == {
        "client": "한빛상사",
        "date": "2026-12-10",
        "speaker": None,
        "motto": "천천히",
    }
    assert (named(event, "date")["sort"], named(event, "start")["sort"]) == ("date", "time")
    assert all(field["ko"] for field in form["fields"])


def test_a_part_has_all_its_fields(talk):
    form = talk.yes("form", seminar="talk", part=1)
    assert [field["name"] for field in form["fields"]] == [name for name in fields(PartPlan) if name != "slides"]
    assert (form["path"], form["steps"], form["part"], form["line"]) == (SEMINAR, ["programme", 1], 1, 13)
    assert named(form, "part")["values"] == {"ko": "본론", "en": "The matter"}
    assert talk.ask("form", seminar="talk", part=2)["message"] == "이 부는 이제 없습니다"
    assert talk.ask("form", seminar="nothing")["no"] == "impossible"


def test_a_value_is_written_in_its_place(talk, home):
    for steps, before, text in ((["minutes"], "10", "25"), (["event", "client"], "한빛상사", "가온시청")):
        assert talk.yes("set", path=SEMINAR, steps=steps, before=before, text=text) == {}
    assert written(home) == TEXT.replace("minutes: 10\n", "minutes: 25\n").replace("한빛상사", "가온시청")


def test_a_part_that_was_moved_outside_is_never_taken_for_another(talk, home):
    """Whatever is asked of it; it is found again by its mark, also when it is called otherwise."""
    form = talk.yes("form", seminar="talk", part=1)
    mark, steps, title = form["mark"], form["steps"], {"ko": "본론", "en": "The matter"}
    renamed = {"path": SEMINAR, "mark": mark, "steps": [*steps, "part", "ko"], "before": "본론", "text": "속말"}
    assert talk.yes("set", **renamed) == {}
    assert talk.yes("form", seminar="talk", part=1)["mark"] == mark
    assert talk.yes("set", **renamed | {"before": "속말", "text": title["ko"]}) == {}
    head, first, second = TEXT.partition("programme:\n")[0], *TEXT.partition("programme:\n")[2].split("- part:")[1:]
    swapped = f"{head}programme:\n- part:{second}- part:{first}"
    (home / SEMINAR).write_bytes(swapped.encode())
    talk.until("file")
    of = {"path": SEMINAR, "mark": mark}
    for do, values in (
        ("set", {"steps": [*steps, "part", "ko"], "before": "여는 말", "text": "x"}),
        ("put", {"steps": steps, "name": "ground", "value": "dark"}),
        ("drop", {"steps": steps, "name": "section"}),
        ("blank", {"steps": [*steps, "scene"]}),
        ("item", {"steps": [*steps, "slides"], "number": 0, "how": "remove"}),
    ):
        assert talk.ask(do, **of, **values)["no"] == "changed", do
    assert written(home) == swapped
    assert talk.yes("form", seminar="talk", part=0)["mark"] == mark


def test_what_a_programme_lays_over_a_slide_stays_that_slides(talk, home):
    """After others have moved it."""
    (here,) = talk.yes("form", slide="how", seminar="talk")["here"]
    moved = TEXT.replace("  - why\n  - slide: how\n    minutes: 2\n", "  - slide: how\n    minutes: 2\n  - why\n")
    (home / SEMINAR).write_bytes(moved.encode())
    talk.until("file")
    of = {"path": SEMINAR, "slide": "how", "steps": here["steps"][:-1], "name": "minutes"}
    assert talk.ask("drop", **of)["no"] == "changed" and written(home) == moved


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", BEGUN)
def test_a_group_or_list_is_begun(name, end):
    """Before the programme, with nothing else touched."""
    value, lines = BEGUN[name]
    text = TEXT.replace("\n", end)
    ((start, stop, words),) = put(text, (), name, value)
    at = TEXT.index("programme:")
    wanted = TEXT[:at] + lines + TEXT[at:]
    assert (text[:start] + words + text[stop:]) == wanted.replace("\n", end) and start == stop


def test_a_group_is_begun_where_others_stand():
    """Within a group, within brackets, in a part before its slides, in an item of a list."""

    def after(text: str, *where) -> str:
        ((start, stop, words),) = put(text, *where)
        return text[:start] + words + text[stop:]

    person = {"name": "이나라", "role": {"ko": "팀장", "en": "Lead"}}
    assert (
        "  speaker: {name: 김하늘}\n  attendee:\n    name: 이나라\n    role: {ko: 팀장, en: Lead}\nprogramme"
        in after(TEXT, ("event",), "attendee", person)
    )
    assert "speaker: {name: 김하늘, x: {a: [b, {c: d}]}}\n" in after(
        TEXT, ("event", "speaker"), "x", {"a": ["b", {"c": "d"}]}
    )
    assert "}\n  scene:\n    prop: server\n  slides:\n" in after(TEXT, ("programme", 1), "scene", {"prop": "server"})
    for wrong in ({}, [], {"a": " "}, {"a": []}):
        with pytest.raises(ValueError, match="words"):
            put(TEXT, (), "x", wrong)


def test_what_would_not_be_read_is_not_written(talk, home):
    """And why is told, as for what is typed in an editor."""
    put = {"path": SEMINAR, "steps": []}
    for name, value, why in (
        ("room", {"depth": "12m"}, "`screen` 필드가 없습니다"),
        ("handout", {"editions": ["notes", "posters"]}, "posters"),
        ("attendees", [{"company": "한빛"}], "`name` 필드가 없습니다"),
        ("questions", "many", "many"),
    ):
        told = talk.ask("put", **put, name=name, value=value)
        assert told["no"] == "impossible" and why in told["message"], told
    for value in ([["x"] * 200], {"a b": "c"}, {"../x": "c"}, 5, None, [[[[[[[[[[["x"]]]]]]]]]]]):
        assert talk.ask("put", **put, name="room", value=value)["no"] == "unclear"
    assert written(home) == TEXT
    assert talk.yes("put", **put, name="room", value={"depth": "12m", "screen": "3m"}) == {}
    assert "room:\n  depth: 12m\n  screen: 3m\nprogramme:\n" in written(home)


def test_what_can_be_begun_is_told(talk, home):
    """With the fields that it needs; what cannot is begun in the source, at its place."""
    attendees = talk.yes("blank", path=SEMINAR, steps=["attendees"])
    assert [(f["name"], f["required"], f["sort"]) for f in attendees["item"]["fields"]] == [
        ("name", True, "text"),
        ("company", False, "text"),
        ("seat", False, "text"),
    ]
    assert talk.yes("blank", path=SEMINAR, steps=["steps"])["item"]["options"] == ["pdf", "web", "handout"]
    pace = talk.yes("blank", path=SEMINAR, steps=["pace"])
    assert pace["options"] == ["off"] and [f["name"] for f in pace["fields"]] == ["syllables", "words"]
    speaker = talk.yes("blank", path=SEMINAR, steps=["event", "attendee"])
    assert [f["name"] for f in speaker["fields"]] == ["name", "company", "seat"]
    assert talk.yes("blank", path=SEMINAR, steps=["programme", 1, "scene"])["sort"] == "list"
    assert talk.yes("blank", path=SEMINAR, steps=["programme", 1, "slides", 1, "exercise"])["sort"] == "group"
    text = written(home, MODULE)
    (home / MODULE).write_text(f"{text}- id: view\n  kind: picture\n", encoding="utf-8", newline="")
    talk.until("file")
    focal = talk.yes("blank", path=MODULE, steps=["slides", 4, "focal"])
    assert focal == {"sort": "source", "path": MODULE, "at": len(text) + 26, "words": "\n  focal: "}


def test_nothing_is_begun_that_no_model_has(home):
    workspace = Workspace(home)
    for path, steps in ((SEMINAR, ()), (SEMINAR, ("nothing",)), (MODULE, ("slides", 0, "nothing"))):
        with pytest.raises(ValueError, match="cannot be written"):
            place_of(workspace, path, workspace.text(path) or "", steps)


def test_a_place_in_the_source_is_where_the_field_would_be():
    at, words = room(TEXT, (), "variants")
    assert (at, words) == (TEXT.index("\nprogramme:"), "\nvariants: ")
    assert room(TEXT, ("event", "speaker"), "role")[1] == ", role: "


def test_every_group_and_list_of_every_kind_has_a_beginning(home):
    """In the form: but for the two numbers of a point of a picture."""
    workspace = Workspace(home)
    source, begun = [], 0
    for kind in KINDS:
        text = f"title: x\nslides:\n- id: one\n  kind: {kind}\n"
        for name in written_names(KINDS[kind]):
            sort = place_of(workspace, MODULE, text, ("slides", 0, name)).blank()["sort"]
            source += [name] if sort == "source" else []
            begun += sort in ("group", "list")
    assert source == ["focal"] and begun > 150
    for name in fields(SeminarFile):
        if name != "programme":
            assert place_of(workspace, SEMINAR, "title: x\n", (name,)).blank()["sort"] != "source", name
