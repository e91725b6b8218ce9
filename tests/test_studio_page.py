"""The studio's page in a browser: what people do there, and what becomes of their files."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from conftest import ROOT
from playwright.sync_api import Page, expect
from studios import MODULE, SEMINAR, chromium, project, running, until, written

TITLE = "왜 이것이 필요할까요"


@pytest.fixture(scope="module")
def browser():
    with chromium() as made:
        yield made


@pytest.fixture
def home(tmp_path):
    return project(tmp_path / "project")


@pytest.fixture
def page(browser, home):
    """The page of a studio, on the slide `why`; nothing goes wrong on it, and nothing is asked of others."""
    with running(home) as server:
        context = browser.new_context(locale="ko-KR", viewport={"width": 1440, "height": 900})
        page = context.new_page()
        wrong: list[str] = []
        hosts: set[str] = set()
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        page.on("request", lambda r: hosts.add(urlsplit(r.url.removeprefix("blob:")).netloc))
        page.goto(server.address)
        page.locator(".slide[data-id=why]").click()
        expect(page.locator(".picture[data-slide=why]")).to_be_visible()
        yield page
        context.close()
        assert (wrong, hosts) == ([], {f"127.0.0.1:{server.port}"})


def look(page: Page) -> str:
    return page.locator(".picture").get_attribute("data-look") or ""


def order(page: Page) -> list[str | None]:
    return [slide.get_attribute("data-id") for slide in page.locator(".slide").all()]


def show(page: Page, tab: str) -> None:
    page.locator(f"#tab-{tab}").click()


def test_the_programme_and_a_slide_are_seen(page):
    """In parts, each with a picture; the slide at hand is the chosen one."""
    assert [h.inner_text().split("\n")[0] for h in page.locator(".part h3").all()] == ["여는 말", "본론"]
    assert [s.get_attribute("data-id") for s in page.locator(".slide").all()] == [
        "cover",
        "who",
        "section-1",
        "why",
        "how",
    ]
    expect(page.locator(".slide[data-id=why]")).to_have_attribute("aria-selected", "true")
    until(page, lambda: page.evaluate("[...document.querySelectorAll('.slide img')].every((i) => i.naturalWidth > 0)"))
    assert page.locator(".picture").evaluate("(i) => i.naturalWidth") > 0


def test_a_click_puts_the_cursor_there_and_typing_writes(page, home):
    """What was typed is in the file, and nothing else is another; the picture follows."""
    before, seen = written(home), look(page)
    show(page, "source")
    page.locator(f".place[aria-label='{TITLE}']").click()
    page.wait_for_function("studio.source.view.hasFocus")
    view = "studio.source.view.state"
    assert page.evaluate(f"{view}.sliceDoc({view}.selection.main.from, {view}.selection.main.to)") == TITLE
    page.keyboard.insert_text("무엇이 달라질까요")
    until(page, lambda: look(page) != seen)
    assert written(home) == before.replace(TITLE, "무엇이 달라질까요")


def test_a_click_puts_the_cursor_into_its_field(page, home):
    """Where the form is shown: what is typed then is written."""
    before = written(home)
    page.locator(f".place[aria-label='{TITLE}']").click()
    field = page.locator("#pane-form .language[lang=ko] textarea").first
    expect(field).to_be_focused()
    page.keyboard.insert_text("양식에서")
    until(page, lambda: written(home) == before.replace(TITLE, "양식에서"))
    expect(page.locator("#tab-form")).to_have_attribute("aria-selected", "true")


def test_a_double_click_edits_in_place(page, home):
    before = written(home)
    page.locator(f".place[aria-label='{TITLE}']").dblclick()
    area = page.locator(".in-place")
    expect(area).to_have_value(TITLE)
    assert float(area.evaluate("(a) => parseFloat(getComputedStyle(a).fontSize)")) > 20  # as large as it stands there
    area.fill("쉼표, 그리고 {괄호}: 없이")
    area.press("Enter")
    until(page, lambda: written(home) != before)
    assert written(home) == before.replace(TITLE, '"쉼표, 그리고 {괄호}: 없이"')


def test_a_field_of_the_form_writes_its_value(page, home):
    """Lines stay lines."""
    before = written(home)
    page.locator("#pane-form .field", has_text="support").locator("[lang=en] textarea").fill("One box for all")
    until(page, lambda: written(home) != before)
    assert written(home) == before.replace("One box holds it all", "One box for all")
    before = written(home)
    show(page, "notes")
    page.locator("#pane-notes [lang=ko] textarea").first.fill("안녕하세요.\n\n- 하나")
    until(page, lambda: written(home) != before)
    old = "      {{ event.client }} 여러분, 안녕하세요.\n\n      - 하나\n      - 둘\n"
    assert written(home) == before.replace(old, "      안녕하세요.\n\n      - 하나\n")
    assert before.count(old) == 1


def test_a_slide_moves_by_keys(page, home):
    """Its lines in the programme, and the place stays on it."""
    before = written(home, SEMINAR)
    page.locator(".slide[data-id=why]").press("Alt+ArrowDown")
    until(page, lambda: written(home, SEMINAR) != before)
    assert sorted(written(home, SEMINAR).splitlines()) == sorted(before.splitlines())
    expect(page.locator(".slide").last).to_have_attribute("data-id", "why")
    expect(page.locator(".slide[data-id=why]")).to_have_attribute("aria-selected", "true")


def test_a_slide_is_dragged(page, home):
    before = written(home, SEMINAR)
    page.locator(".slide[data-id=how]").drag_to(page.locator(".slide[data-id=why]"), target_position={"x": 60, "y": 4})
    until(page, lambda: written(home, SEMINAR) != before)
    until(page, lambda: order(page) == ["cover", "who", "section-1", "how", "why"])
    assert sorted(written(home, SEMINAR).splitlines()) == sorted(before.splitlines())


def test_a_slide_of_a_kind_is_added(page, home):
    """Behind the one at hand, chosen by its picture."""
    page.keyboard.press("n")
    page.locator(".search").fill("흐름")
    page.locator("[data-kind=flow]").click()
    expect(page.locator(".slide[data-id=basics-flow]")).to_have_attribute("aria-selected", "true", timeout=20_000)
    assert order(page)[3:] == ["why", "basics-flow", "how"]
    assert "- id: basics-flow\n" in written(home) and "  - basics-flow\n" in written(home, SEMINAR)


def test_changes_outside_appear_and_errors_keep_the_picture(page, home):
    """And the place is kept when its slide is called otherwise."""
    seen, text = look(page), written(home)
    (home / MODULE).write_bytes(text.replace(TITLE, "밖에서 고친 제목").encode())
    until(page, lambda: look(page) != seen)
    seen = look(page)
    (home / MODULE).write_bytes(text.replace("kind: statement", "kind: [").encode())
    expect(page.locator(".notice")).to_be_visible()
    expect(page.locator(".found")).to_have_class("found error")
    assert look(page) == seen and page.locator(".picture").evaluate("(i) => i.naturalWidth") > 0
    (home / MODULE).write_bytes(text.encode())
    expect(page.locator(".notice")).to_be_hidden()
    programme = written(home, SEMINAR)
    (home / SEMINAR).write_bytes(programme.replace("  - why\n", "  - reason\n").encode())
    (home / MODULE).write_bytes(text.replace("id: why", "id: reason").encode())
    expect(page.locator(".slide[data-id=reason]")).to_have_attribute("aria-selected", "true")


def test_nothing_is_sent_while_a_syllable_is_composed(page, home):
    """Only what was composed is written, whole."""
    show(page, "source")
    page.locator(f".place[aria-label='{TITLE}']").click()
    page.wait_for_function("studio.source.view.hasFocus")
    before = written(home)
    page.evaluate(
        "window.sent = []; WebSocket.prototype.send_ = WebSocket.prototype.send;"
        "WebSocket.prototype.send = function (m) { if (m.includes('splices')) sent.push(m); this.send_(m); }; 0"
    )
    keyboard = page.context.new_cdp_session(page)
    for step in ("ㅎ", "하", "한"):
        keyboard.send("Input.imeSetComposition", {"text": step, "selectionStart": 1, "selectionEnd": 1})
        page.wait_for_timeout(60)
        assert page.evaluate("sent") == [] and written(home) == before
    keyboard.send("Input.insertText", {"text": "한"})
    until(page, lambda: written(home) != before)
    assert written(home) == before.replace(TITLE, "한")


def test_two_at_one_place_are_both_shown(page, home):
    """Nothing of either is lost: somebody chooses."""
    show(page, "source")
    page.locator(f".place[aria-label='{TITLE}']").click()
    page.wait_for_function("studio.source.view.hasFocus")
    text = written(home)
    page.evaluate("WebSocket.prototype.send_ = WebSocket.prototype.send; WebSocket.prototype.send = function () {}")
    page.keyboard.insert_text("내가 쓴 제목")
    (home / MODULE).write_bytes(text.replace(TITLE, "남이 쓴 제목").encode())
    page.wait_for_timeout(400)
    page.evaluate("WebSocket.prototype.send = WebSocket.prototype.send_; studio.reconnect()")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("내가 쓴 제목")
    expect(dialog).to_contain_text("남이 쓴 제목")
    dialog.get_by_role("button", name="내 것으로").click()
    until(page, lambda: written(home) == text.replace(TITLE, "내가 쓴 제목"))


def test_of_two_who_write_neither_loses_a_letter(page):
    """In 100 races: all end with the same text, whoever was asked to choose and whatever they chose."""
    races = (ROOT / "tests" / "data" / "studio_races.js").read_text(encoding="utf-8").strip().removesuffix(";")
    result = page.evaluate(f"({races[races.index('async') :]})(studio.parts, 100)")
    assert result.pop("chosen") > 50 and result == {"different": 0, "lost": 0, "rounds": 100}


def test_a_seminar_is_built_and_taken_along(page, home):
    """By a button, with the files that came of it; they are those of a build."""
    page.get_by_role("button", name="만들기").click()
    first = page.locator(".outputs a").first
    expect(first).to_be_visible(timeout=120_000)
    assert first.locator("b").inner_text() == "파워포인트 발표 자료"
    names = [str(a.get_attribute("title")) for a in page.locator(".outputs a").all()]
    assert names[0] == "presenter/talk.ko.pptx" and len(names) > 5
    with page.expect_download(timeout=20_000) as came:
        first.click()
    assert came.value.path().read_bytes() == (home / "output" / names[0]).read_bytes()


def test_each_value_of_a_form_has_a_field(page, home):
    """Items of lists, too."""
    page.locator(".slide[data-id=how]").click()
    expect(page.locator("#pane-form .item textarea").first).to_have_value("담는다")
    assert page.locator("#pane-form textarea").count() == 9
    page.locator("#pane-form .item textarea").first.press("End")
    page.keyboard.type(" ok")
    until(page, lambda: "  - {ko: 담는다 ok, en: Pack}\n" in written(home))


def test_a_finding_stands_at_its_field(page, home):
    """With what mends it; it goes when that is done. What is about no field stands above all."""
    text = written(home)
    (home / MODULE).write_bytes(text.replace("support: {ko: 상자", "suport: {ko: 상자").encode())
    expect(page.locator("#pane-form .told.error")).to_contain_text("suport")
    expect(page.locator("#pane-form .told.error")).to_have_count(1)
    (home / MODULE).write_bytes(text.replace("[guide]", "[guidd]").encode())
    told = page.locator("#pane-form .item .told.error")
    expect(told).to_contain_text("guidd")
    field = page.locator("#pane-form .item textarea").first
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-describedby", told.get_attribute("id") or "")
    told.get_by_role("button").click()
    until(page, lambda: written(home) == text)
    expect(page.locator("#pane-form .told")).to_have_count(0)
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_the_seminar_is_a_form_too(page, home):
    """By a key, in the place of the slide's; what is written there is in the seminar's file, and Escape leads back."""
    text = written(home, SEMINAR)
    page.keyboard.press("s")
    expect(page.locator("#pane-form .head h2")).to_have_text("작은 세미나")
    expect(page.locator(".bar .settings")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#tab-notes")).to_be_hidden()
    page.get_by_label("제목 (ko)").fill("큰 세미나")
    until(page, lambda: written(home, SEMINAR) == text.replace("작은 세미나", "큰 세미나"))
    expect(page.locator("#pane-form .head h2")).to_have_text("큰 세미나")
    page.get_by_label("테마", exact=True).select_option("paper")
    until(page, lambda: "theme: paper\n" in written(home, SEMINAR))
    page.get_by_label("날짜", exact=True).fill("2027-01-02")
    until(page, lambda: "  date: 2027-01-02\n" in written(home, SEMINAR))
    page.keyboard.press("Escape")  # out of the field
    page.keyboard.press("Escape")
    expect(page.locator("#pane-form .head")).to_have_count(0)
    expect(page.locator(".slide[data-id=why]")).to_be_focused()


def test_what_an_event_does_not_have_yet_is_begun_in_the_form(page, home):
    """A text of a group, a group in it, and a list of the seminar; the cursor is in the new field."""
    page.locator(".bar .settings").click()
    event = page.locator("#pane-form > fieldset", has_text="행사")
    event.locator("> details > summary").click()
    event.get_by_role("button", name="장소").click()
    page.get_by_label("장소 (ko)").fill("대회의실")
    event.get_by_role("button", name="쓰기").click()
    until(page, lambda: "  speaker: {name: 김하늘}\n  venue: {ko: 대회의실}\n" in written(home, SEMINAR))
    expect(page.get_by_label("장소 (ko)")).to_be_focused()
    page.locator("#pane-form > details > summary").click()
    page.locator("#pane-form > details").get_by_role("button", name="참석자").click()
    page.get_by_label("이름 (ko)").last.fill("박바다")
    page.locator("#pane-form > details .new").get_by_role("button", name="쓰기").click()
    until(page, lambda: "attendees:\n- name: {ko: 박바다}\nprogramme:\n" in written(home, SEMINAR))
    expect(page.locator("#pane-form .list .item").get_by_label("이름 (ko)")).to_have_value("박바다")


def test_a_part_is_a_form_and_is_followed_where_it_goes(page, home):
    """From its heading, or by the slide that opens it."""
    page.locator(".slide[data-id=section-1]").click()
    expect(page.locator("#pane-form .head h2")).to_have_text("본론")
    page.locator(".part .settings").nth(1).click()
    field = page.get_by_label("여는 한 문장 (ko)")
    expect(field).to_be_visible()
    head, _, programme = written(home, SEMINAR).partition("programme:\n")
    _, first, second = programme.split("- part:")
    (home / SEMINAR).write_bytes(f"{head}programme:\n- part:{second}- part:{first}".encode())
    expect(page.locator(".part h3 span").first).to_have_text("본론")
    expect(page.locator(".part .settings").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#pane-form .head h2")).to_have_text("본론")
    page.get_by_label("여는 한 문장 (ko)").fill("왜 담을까요")
    until(page, lambda: "  lead: {ko: 왜 담을까요, en: Why" in written(home, SEMINAR))
    assert written(home, SEMINAR).count("왜 담을까요") == 1


def test_a_finding_of_the_seminar_leads_to_its_field(page, home):
    """And stands there; the buttons to the forms show that there is something."""
    text = written(home, SEMINAR)
    wrong = text.replace("2026-12-10", "2026-13-10").replace("section: false", "section: perhaps")
    (home / SEMINAR).write_bytes(wrong.encode())
    expect(page.locator(".bar .settings .dot")).to_have_class("dot error")
    expect(page.locator(".part .settings .dot").first).to_have_class("dot error")
    page.locator(".found").click()
    page.locator(".finding .where", has_text="2026-13-10").click()
    field = page.get_by_label("날짜", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#pane-form .told.error")).to_have_count(1)
    page.locator(".found").click()
    page.locator(".finding .where", has_text="perhaps").click()
    expect(page.locator("#pane-form .head h2")).to_have_text("여는 말")
    expect(page.locator("#pane-form .told.error")).to_contain_text("perhaps")
    (home / SEMINAR).write_bytes(text.encode())
    expect(page.locator("#pane-form .told")).to_have_count(0)
    expect(page.locator(".settings .dot.error")).to_have_count(0)
    missing = text.replace("minutes: 10\n", "")
    (home / SEMINAR).write_bytes(missing.encode())
    page.locator(".found.error").click()
    page.locator(".finding .where", has_text="minutes").click()
    field = page.locator("#pane-form .field", has_text="시간(분)").first
    expect(field.locator(".told.error")).to_contain_text("minutes")
    field.locator("textarea").fill("20")
    field.get_by_role("button", name="쓰기", exact=True).click()
    until(page, lambda: "minutes: 20\nprogramme:" in written(home, SEMINAR))
