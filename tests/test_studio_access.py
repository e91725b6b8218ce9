"""Who uses the studio with keys alone, or has it read aloud."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from studios import MODULE, SEMINAR, chromium, project, running, until, written

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("studio access")]
TITLE = "왜 이것이 필요할까요"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return project(tmp_path_factory.mktemp("access") / "project")


@pytest.fixture(scope="module")
def page(home):
    with running(home) as server, chromium() as browser:
        page = browser.new_context(locale="ko-KR", viewport={"width": 1440, "height": 900}).new_page()
        page.goto(server.address)
        until(page, lambda: page.locator(".picture").evaluate("(i) => i.naturalWidth > 0"))
        yield page


def serious(page: Page) -> list[tuple[str, str]]:
    """What is wrong with the page as it is."""
    page.wait_for_timeout(250)
    found = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]


def test_axe_finds_nothing_serious_anywhere(page, home):
    """In both schemes and both languages: each pane, with findings and without, each dialog, a text edited in place."""
    text = written(home)
    looked = 0
    for language in ("ko", "en"):
        for scheme in ("light", "dark"):
            page.evaluate(f"document.documentElement.dataset.scheme = '{scheme}'")
            assert page.evaluate("document.documentElement.lang") == language
            (home / MODULE).write_bytes(text.replace("[guide]", "[guidd]").encode())
            page.locator(".slide[data-id=why]").click()
            expect(page.locator("#pane-form .told.error")).to_be_visible()
            page.locator("#pane-form summary").click()
            for tab in ("form", "source", "notes"):
                page.locator(f"#tab-{tab}").click()
                assert serious(page) == [], (language, scheme, tab)
                looked += 1
            for key in ("p", "n", "?"):
                page.locator("#tab-form").focus()
                page.keyboard.press(key)
                expect(page.locator("dialog[open]")).to_be_visible()
                assert serious(page) == [], (language, scheme, key)
                page.keyboard.press("Escape")
                looked += 1
            page.locator("#tab-form").click()
            page.locator(f".place[aria-label='{TITLE}']").dblclick()
            assert serious(page) == [], (language, scheme, "in place")
            page.keyboard.press("Escape")
            (home / MODULE).write_bytes(text.encode())
            expect(page.locator("#pane-form .told")).to_have_count(0)
        page.locator(".bar button[lang]").click()
    assert looked == 24


def in_both_schemes(page: Page, what: str) -> int:
    """Asserts that axe finds nothing serious on the page as it is, light and dark; how often it looked."""
    for scheme in ("light", "dark"):
        page.evaluate(f"document.documentElement.dataset.scheme = '{scheme}'")
        assert serious(page) == [], (what, scheme)
    return 2


def test_axe_finds_nothing_serious_in_an_empty_folder(page, tmp_path):
    """Where a first seminar is made."""
    home = tmp_path / "empty"
    home.mkdir()
    with running(home) as server:
        start = page.context.new_page()
        start.goto(server.address)
        expect(start.locator(".start input").first).to_be_visible()
        in_both_schemes(start, "start")
        start.close()


def test_axe_finds_nothing_serious_in_forms_of_the_seminar(page, home):
    """And of a part, with what can be begun there, and with findings."""
    text, looked = written(home, SEMINAR), 0
    for language in ("ko", "en"):
        assert page.evaluate("document.documentElement.lang") == language
        (home / SEMINAR).write_bytes(text.replace("2026-12-10", "2026-13-10").encode())
        page.locator(".bar .settings").click()
        expect(page.locator("#pane-form .told.error")).to_be_visible()
        looked += in_both_schemes(page, f"seminar {language}")
        page.locator("#pane-form > .rest > summary").click()
        for name in ("rhythm", "imprint", "attendees", "motion", "certificate"):
            page.locator(f"#pane-form > .rest button[data-name={name}]").click()
            expect(page.locator("#pane-form > .rest .new").last).to_be_visible()
        expect(page.locator("#pane-form > .rest .new")).to_have_count(5)
        looked += in_both_schemes(page, f"seminar begun {language}")
        page.locator(".part .settings").first.click()
        expect(page.locator("#pane-form .head h2")).to_have_text("여는 말")
        looked += in_both_schemes(page, f"part {language}")
        (home / SEMINAR).write_bytes(text.encode())
        expect(page.locator(".found")).not_to_have_class("found error")
        page.keyboard.press("Escape")
        page.locator(".slide[data-id=why]").click()
        page.locator(".bar button[lang]").click()
    assert looked == 12


def test_axe_finds_nothing_serious_in_dialogs_while_something_happens(page, home):
    """A build that runs and one that is done, two who wrote at one place."""
    page.evaluate(
        "window.waiting = []; WebSocket.prototype.send_ = WebSocket.prototype.send;"
        "WebSocket.prototype.send = function (m) { waiting.push(() => this.send_(m)); }; 0"
    )
    page.locator(".bar button.main").click()
    expect(page.locator("dialog progress")).to_be_visible()
    in_both_schemes(page, "building")
    page.evaluate("WebSocket.prototype.send = WebSocket.prototype.send_; waiting.forEach((send) => send())")
    expect(page.locator(".outputs a").first).to_be_visible(timeout=120_000)
    in_both_schemes(page, "built")
    page.keyboard.press("Escape")
    text = written(home)
    page.locator(".slide[data-id=why]").click()
    page.locator("#tab-source").click()
    page.locator(f".place[aria-label='{TITLE}']").click()
    page.wait_for_function("studio.source.view.hasFocus")
    page.evaluate("WebSocket.prototype.send = function () {}")
    page.keyboard.insert_text("내가 쓴 제목")
    (home / MODULE).write_bytes(text.replace(TITLE, "남이 쓴 제목").encode())
    page.wait_for_timeout(400)
    page.evaluate("WebSocket.prototype.send = WebSocket.prototype.send_; studio.reconnect()")
    expect(page.locator("dialog .both")).to_be_visible()
    in_both_schemes(page, "conflict")
    page.get_by_role("button", name="다른 쪽 것으로").click()
    (home / MODULE).write_bytes(text.encode())
    page.locator("#tab-form").click()
    expect(page.locator(f".place[aria-label='{TITLE}']")).to_be_visible()


def test_all_is_done_with_keys(page, home):
    """A slide is chosen, moved and added, its texts are edited in place, in the form and in the source, findings are
    looked at, and Tab leads through every pane: the mouse is nowhere."""
    keyboard, text = page.keyboard, written(home)
    page.locator("body").press("F6")  # into the programme
    while not page.evaluate("document.activeElement.classList.contains('slide')"):
        keyboard.press("F6")
    keyboard.press("Home")
    for _ in range(3):
        keyboard.press("ArrowDown")
    expect(page.locator(".slide[data-id=why]")).to_be_focused()
    until(page, lambda: page.locator(".picture").get_attribute("data-slide") == "why")
    until(page, lambda: page.locator(f".place[aria-label='{TITLE}']").count() == 1)
    keyboard.press("Enter")  # to the first text of the picture
    expect(page.locator(f".place[aria-label='{TITLE}']")).to_be_focused()
    keyboard.press("Enter")
    expect(page.locator(".in-place")).to_be_focused()
    keyboard.insert_text("열쇠만으로")
    keyboard.press("Enter")
    until(page, lambda: written(home) == text.replace(TITLE, "열쇠만으로"))
    keyboard.press("f")
    expect(page.locator("#pane-form textarea").first).to_be_focused()
    keyboard.press("End")
    keyboard.insert_text(" 됩니다")
    until(page, lambda: written(home) == text.replace(TITLE, "열쇠만으로 됩니다"))
    keyboard.press("Escape")
    keyboard.press("e")
    until(page, lambda: page.evaluate("studio.source.view.hasFocus"))
    keyboard.press("F6")
    expect(page.locator(".slide[data-id=why]")).to_be_focused()
    keyboard.press("Alt+ArrowDown")
    until(page, lambda: page.locator(".slide").last.get_attribute("data-id") == "why")
    expect(page.locator(".slide[data-id=why]")).to_be_focused()
    keyboard.press("Control+z")
    until(page, lambda: page.locator(".slide").last.get_attribute("data-id") == "how")
    keyboard.press("n")
    expect(page.locator(".search")).to_be_focused()
    keyboard.insert_text("인용")
    keyboard.press("Tab")
    expect(page.locator("[data-kind=quote]")).to_be_focused()
    keyboard.press("Enter")
    expect(page.locator(".slide[data-id=basics-quote]")).to_be_focused(timeout=30_000)
    assert "  - basics-quote\n" in written(home, SEMINAR)
    keyboard.press("p")
    expect(page.locator("dialog[open]")).to_be_visible()
    keyboard.press("Escape")
    page.locator("#tab-form").focus()
    keyboard.press("ArrowRight")
    expect(page.locator("#tab-source")).to_be_focused()
    page.locator("#tab-form").focus()
    reached = set()
    for _ in range(60):  # nothing holds the focus for ever
        keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('.bar, .programme, .stage, .side')?.className"))
    assert {"bar", "programme", "stage", "side"} <= reached
