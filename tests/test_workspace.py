"""The workspace: what it says of a project after edits is what a build would say, and what was good stays in sight."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from shared import PROJECT

from deckgen.diagnostics import Span, explain
from deckgen.layout.kinds import KINDS
from deckgen.workspace import Fill, Splice, Whole, Workspace, span_offsets, spliced

MODULE, SEMINAR = "content/modules/basics.yaml", "content/seminars/talk.yaml"
IDS = ("cover", "who", "section-1", "why", "how")


@pytest.fixture
def home(tmp_path) -> Path:
    """The small good project, with the repository's themes."""
    folder = tmp_path / "project"
    shutil.copytree(PROJECT, folder)
    (folder / "themes").symlink_to(ROOT / "themes")
    return folder


def replaced(workspace: Workspace, path: str, old: str, new: str) -> Splice:
    """The edit that writes one stretch of a file in place of another, which it has once."""
    text = workspace.text(path)
    assert text is not None and text.count(old) == 1, (path, old)
    return Splice(path, text.index(old), text.index(old) + len(old), new)


def messages(findings) -> list[str]:
    return [d.message for d in findings]


def test_a_sound_project_is_seen(home):
    """Its slides in order, with parts, with where each is written and where the programme names it."""
    workspace = Workspace(home)
    assert (workspace.findings, workspace.seminars, workspace.version) == ((), ("talk",), 1)
    view = workspace.view("talk")
    assert view.current and (view.title, view.language, view.theme) == ("작은 세미나", "ko", "openmaru")
    assert tuple(s.id for s in view.slides) == IDS
    assert [(p.title, p.number, p.slides) for p in view.parts] == [
        ("여는 말", None, IDS[:2]),
        ("본론", 1, IDS[2:]),
    ]
    slides = {s.id: s for s in view.slides}
    assert (slides["why"].span, slides["why"].entry) == (Span(MODULE, 10, 7, 10), Span(SEMINAR, 16, 5, 8))
    assert (slides["how"].minutes, slides["how"].entry) == (2.0, Span(SEMINAR, 17, 5, 6))
    assert (slides["section-1"].entry, slides["section-1"].kind, slides["section-1"].part) == (None, "section", 1)


def test_an_edit_that_nobody_saved_changes_a_picture(home):
    """That of its slide, and no other one's; the disk stays as it was."""
    workspace = Workspace(home)
    before = {name: workspace.picture("talk", name) for name in IDS}
    change = workspace.apply([replaced(workspace, MODULE, "왜 이것이 필요할까요", "왜 이것을 쓸까요")])
    assert (change.version, change.findings, change.order) == (2, (), {"talk": IDS})
    assert change.changed == {"talk": ("why",)}
    after = {name: workspace.picture("talk", name) for name in IDS}
    assert [name for name in IDS if before[name] != after[name]] == ["why"]
    assert "왜 이것을 쓸까요" in after["why"] and "왜 이것을 쓸까요" not in (home / MODULE).read_text(encoding="utf-8")
    assert workspace.unsaved == (MODULE,)
    back = workspace.close(MODULE)
    assert back.changed == {"talk": ("why",)} and workspace.unsaved == ()
    assert "왜 이것이 필요할까요" in workspace.picture("talk", "why")


def test_lines_that_move_change_no_picture(home):
    """But places follow them."""
    workspace = Workspace(home)
    change = workspace.apply([Splice(MODULE, 0, 0, "# 첫 줄\n\n")])
    assert (change.findings, change.changed) == ((), {})
    assert {s.id: s.span for s in workspace.view("talk").slides}["why"] == Span(MODULE, 12, 7, 10)
    assert {p.span for p in workspace.places("talk", "why") if p.text.startswith("왜")} == {Span(MODULE, 14, 15, 26)}


def test_an_error_keeps_what_was_good(home):
    """Pictures and order stay until it is mended, and its finding tells where it is."""
    workspace = Workspace(home)
    picture = workspace.picture("talk", "how")
    broken = workspace.apply([replaced(workspace, MODULE, "title: {ko: 세 걸음,", "title: {ko: 세 걸음")])
    assert (broken.order, broken.changed) == ({"talk": IDS}, {})
    assert not workspace.view("talk").current and workspace.picture("talk", "how") == picture
    assert [d.severity for d in broken.findings] == ["error"] and broken.findings[0].span.line == 24
    mended = workspace.apply([replaced(workspace, MODULE, "title: {ko: 세 걸음 en", "title: {ko: 네 걸음, en")])
    assert (mended.findings, mended.changed) == ((), {"talk": ("how",)}) and workspace.view("talk").current


def test_slides_and_files_come_and_go(home):
    """A slide that is taken out, a file that is made, one that is gone, a seminar that is."""
    workspace = Workspace(home)
    assert workspace.apply([replaced(workspace, SEMINAR, "[cover, who]", "[cover]")]).order["talk"] == IDS[:1] + IDS[2:]
    (home / "content/modules/more.yaml").write_text(
        "title: 더\nslides:\n- id: last\n  kind: statement\n  title: {ko: 끝, en: End}\n", encoding="utf-8"
    )
    workspace.refresh(["content/modules/more.yaml"])
    change = workspace.apply([replaced(workspace, SEMINAR, "- why", "- why\n  - last")])
    assert change.order["talk"] == ("cover", "section-1", "why", "last", "how") and not change.findings
    gone = workspace.apply([Whole("content/modules/more.yaml", None)])
    assert messages(gone.findings) == ["there is no slide `last` in any module"]
    assert gone.order["talk"] == change.order["talk"] and not workspace.view("talk").current
    text = workspace.text(SEMINAR)
    made = workspace.apply([Whole(SEMINAR, None), Whole("content/seminars/other.yaml", text.replace("  - last\n", ""))])
    assert tuple(made.order) == ("other",) and made.changed["other"] == made.order["other"]
    none = workspace.apply([Whole("content/seminars/other.yaml", None)])
    assert (none.order, messages(none.findings)) == ({}, ["`content/seminars` has no seminar"])


def test_pictures_and_themes_from_outside(home):
    """What is written by another program is taken when that is told."""
    workspace = Workspace(home)
    (home / "content/images/dot.png").unlink()
    assert workspace.refresh(["content/seminars/talk.yaml"]).findings == ()  # nobody told
    gone = workspace.refresh(["content/images/dot.png"])
    assert messages(gone.findings) == ["there is no picture `content/images/dot.png`"]
    shutil.copy(PROJECT / "content/images/dot.png", home / "content/images/dot.png")
    assert workspace.refresh(["content/images/dot.png"]).findings == ()
    (home / "themes").unlink()
    shutil.copytree(ROOT / "themes", home / "themes")
    theme = home / "themes/openmaru/theme.yaml"
    theme.write_text("palette: [", encoding="utf-8")
    assert {d.span.path for d in workspace.refresh(["themes/openmaru/theme.yaml"]).findings} == {
        "themes/openmaru/theme.yaml",
        "themes/shared/theme.yaml",
    }
    shutil.copy(ROOT / "themes/openmaru/theme.yaml", theme)
    assert workspace.refresh(["themes/openmaru/theme.yaml"]).findings == ()


def test_a_mistake_of_ours_is_a_finding(home, monkeypatch):
    """A kind that fails is told at its slide; everything else goes on, and what was good stays."""
    workspace = Workspace(home)
    draw = KINDS["statement"].draw

    def fails(slide, page):
        if "0" in slide.title.by_language["ko"][0]:
            raise ZeroDivisionError("division by zero")
        draw(slide, page)

    monkeypatch.setattr(KINDS["statement"], "draw", fails)
    change = workspace.apply([replaced(workspace, MODULE, "왜 이것이", "0 이것이")])
    (told,) = change.findings
    assert told.message.startswith("deckgen stopped while drawing the slide `why` at ")
    assert told.span == Span(MODULE, 10, 7, 10) and "please report it" in str(told.hint)
    assert explain(told, lambda path, line: None).count("\n") == 1
    assert change.order == {"talk": IDS} and "왜 이것이" in workspace.picture("talk", "why")
    assert workspace.apply([replaced(workspace, MODULE, "0 이것이", "또 이것이")]).findings == ()


def test_a_slide_tells_how_full_it_is(home):
    """Of a text the more the longer it is; where it is too long, how many lines."""
    workspace = Workspace(home)
    shares = []
    for words in ("담는다", "담는다 " * 25, "담는다 " * 150):
        text = workspace.text(MODULE)
        start = text.index("- {ko: ") + len("- {ko: ")
        workspace.apply([Splice(MODULE, start, text.index(",", start), words.strip())])
        shares.append(workspace.fill("talk", "how"))
    assert all(isinstance(fill, Fill) for fill in shares)
    assert shares[0].share < shares[1].share < shares[2].share
    assert shares[0].over == shares[1].over == 0 < shares[2].over


def test_splices(home):
    """All of them are taken, or none."""
    workspace = Workspace(home)
    assert spliced("abcdef", [Splice("x", 4, 6, "E"), Splice("x", 0, 1, "AA"), Splice("x", 2, 2, "-")]) == "AAb-cdE"
    before = workspace.text(MODULE)
    for wrong in (
        [Splice(MODULE, 0, 3, "x"), Splice(MODULE, 2, 5, "y")],
        [Splice(MODULE, 5, 4, "x")],
        [Splice(MODULE, 0, len(before) + 1, "")],
        [Splice(SEMINAR, 0, 0, "# x\n"), Splice("content/modules/none.yaml", 0, 0, "x")],
    ):
        with pytest.raises(ValueError, match=r"no (stretch|text)"):
            workspace.apply(wrong)
    assert (workspace.text(MODULE), workspace.unsaved, workspace.version) == (before, (), 1)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_offsets_of_spans(end):
    """They are those of the text as it is written: with a mark of the byte order, with letters taken apart."""
    text = f"\ufefftitle: 가{end}a: \u1112\u1161\u11ab\u1100\u1173\u11af 나{end}"
    assert text[slice(*span_offsets(text, Span("x", 1, 1, 6)))] == "title"
    assert text[slice(*span_offsets(text, Span("x", 1, 8, 9)))] == "가"
    assert text[slice(*span_offsets(text, Span("x", 2, 4, 6)))] == "\u1112\u1161\u11ab\u1100\u1173\u11af"
    assert text[slice(*span_offsets(text, Span("x", 2, 7, 8)))] == "나"
    assert span_offsets(text, Span("x", 9, 1, 2)) == (len(text), len(text))


def test_editors_have_any_line_ends(home):
    """And a mark of the byte order, and letters taken apart, as a Mac has them."""
    workspace = Workspace(home)
    text = workspace.text(MODULE)
    change = workspace.apply([Whole(MODULE, "\ufeff" + text.replace("\n", "\r\n"))])
    assert (change.findings, change.changed) == ((), {})
    assert workspace.text(MODULE).startswith("\ufefftitle: 기초\r\n")
