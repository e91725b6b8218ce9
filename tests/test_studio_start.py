"""A studio in an empty folder: from there to a seminar of slides that builds, by what a page asks."""

from __future__ import annotations

from studios import MODULE, SEMINAR, project, running, talking

from deckgen.studio.desk import Desk
from deckgen.studio.programme import _without


def test_from_an_empty_folder_to_a_seminar(tmp_path):
    """With slides added, words written, a slide moved, one left out, and steps taken back."""
    home = tmp_path / "empty"
    home.mkdir()
    with running(home) as server, talking(server) as talk:
        talk.yes("begin", language="ko")
        assert talk.yes("start", name="cloud-day", title="구름의 날", minutes=20, spoken="ko") == {
            "seminar": "cloud-day"
        }
        seen = talk.until("change")["change"]
        assert (seen["seminar"], seen["title"]) == ("cloud-day", "구름의 날")
        desk: Desk = server.studio.desk
        path, programme = "content/modules/cloud-day.yaml", "content/seminars/cloud-day.yaml"
        made = talk.yes("add", seminar="cloud-day", kind="bullets", after="cloud-day-statement")
        assert made["path"] == path and f"- id: {made['slide']}\n" in desk.text(path)[0]
        form = talk.yes("form", slide="cloud-day-statement")
        title = next(field for field in form["fields"] if field["name"] == "title")
        values = {"path": path, "steps": title["steps"], "before": title["value"], "text": "왜 지금, 구름인가"}
        assert talk.yes("set", **values) == {}
        assert talk.ask("set", **values)["no"] == "changed"
        text = desk.text(path)[0]
        assert talk.yes("put", path=path, steps=form["steps"], name="minutes", value="2") == {}
        assert talk.ask("put", path=path, steps=form["steps"], name="../x", value="2")["no"] == "unclear"
        assert talk.yes("undo") == {"path": path} and desk.text(path)[0] == text
        before = desk.text(programme)[0]
        assert talk.yes("leave-out", seminar="cloud-day", slide="cloud-day-statement") == {}
        assert desk.text(programme)[0] == before.replace(
            "cloud-day-closing]}", "cloud-day-closing, cloud-day-statement]}"
        )
        assert talk.yes("undo") == {"path": programme} and desk.text(programme)[0] == before
        refused = talk.ask("leave-out", seminar="cloud-day", slide="cloud-day-closing")
        assert refused == {"n": refused["n"], "no": "impossible", "message": "이 목록에는 하나 이상이 있어야 합니다"}
        assert talk.yes("leave-out", seminar="cloud-day", slide="cloud-day-agenda") == {}
        assert "cloud-day-agenda, " in before and desk.text(programme)[0].count("cloud-day-agenda") == 1
        assert talk.yes("undo") == {"path": programme} and desk.text(programme)[0] == before
        assert (home / programme).read_bytes().decode() == before
        assert not [f for f in server.studio.workspace.look().findings if f.severity == "error"]
        second = talk.yes("start", name="cloud-day", title="또 하나", minutes=5, spoken="en")
        assert second == {"seminar": "cloud-day-2"} and (home / "content/seminars/cloud-day-2.yaml").is_file()


def test_a_form_has_what_only_this_seminar_says(tmp_path):
    """Beside what all seminars show; each is written into its own file."""
    home = project(tmp_path / "project")
    with running(home) as server, talking(server) as talk:
        form = talk.yes("form", slide="how", seminar="talk")
        (here,) = form["here"]
        assert (here["name"], here["value"], here["path"]) == ("minutes", "2", SEMINAR)
        before = (home / SEMINAR).read_bytes().decode()
        values = {"path": here["path"], "steps": here["steps"], "before": "2", "text": "3"}
        assert talk.yes("set", **values) == {}
        assert (home / SEMINAR).read_bytes().decode() == before.replace("    minutes: 2\n", "    minutes: 3\n")
        assert talk.yes("form", slide="why", seminar="talk")["here"] == []
        title = next(field for field in form["fields"] if field["name"] == "title")
        wrong = {"path": MODULE, "slide": "why", "steps": [*title["steps"], "ko"], "before": "세 걸음", "text": "x"}
        assert talk.ask("set", **wrong)["no"] == "changed"


WHOLE = "programme:\n- part: a\n  slides:\n  - one\n  - module: m\n- part: b\n  slides: [{module: m}]\n"


def test_a_slide_of_a_whole_module_is_left_out():
    """However the programme names the module, with or without others that it leaves out."""

    def after(text: str, part: int, number: int) -> str:
        start, stop, words = _without(text, ("programme", part, "slides", number), "x")
        return text[:start] + words + text[stop:]

    assert after(WHOLE, 0, 1) == WHOLE.replace("module: m\n", "module: m\n    without: [x]\n", 1)
    assert after(WHOLE, 1, 0) == WHOLE.replace("{module: m}", "{module: m, without: [x]}")
    lines = WHOLE.replace("module: m\n", "module: m\n    without:\n    - w\n", 1)
    assert after(lines, 0, 1) == lines.replace("    - w\n", "    - w\n    - x\n")
    brackets = WHOLE.replace("{module: m}", "{module: m, without: [w]}").replace("\n", "\r\n")
    assert after(brackets, 1, 0) == brackets.replace("[w]", "[w, x]")
