"""One long session at the studio's page: what people do for hours, in one browser on one server."""

from __future__ import annotations

import pytest
from studios import MODULE, chromium, project, running, until, written

from bench.studio import Wire


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The small project, its module as long as those of people are."""
    home = project(tmp_path_factory.mktemp("session") / "project")
    text = written(home)
    (home / MODULE).write_bytes((text + "\n# remarks" * 4000 + "\n").encode())
    return home


@pytest.fixture(scope="module")
def session(home):
    with running(home) as server, chromium() as browser:
        page = browser.new_context(locale="ko-KR", viewport={"width": 1440, "height": 900}).new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        wire = Wire.of(page)
        page.goto(server.address)
        until(page, lambda: page.locator(".picture").evaluate("(i) => i.naturalWidth > 0"))
        yield page, wire
        assert wrong == []


def shown(page, slide: str) -> None:
    """Shows a slide."""
    page.locator(f".slide[data-id={slide}]").click()
    until(page, lambda: page.locator(".picture").get_attribute("data-slide") == slide)


def test_a_key_costs_a_few_small_messages(session, home):
    """However long the file is: what was typed, and the picture that shows it, which is fetched by nobody."""
    page, wire = session
    shown(page, "why")
    page.locator(".place").first.click()
    until(page, lambda: page.evaluate("studio.source.view.hasFocus"))
    page.evaluate("studio.source.put(studio.source.view.state.selection.main.from + 1)")
    page.wait_for_timeout(600)
    for letter in "abc":
        look = page.locator(".picture").get_attribute("data-look")
        wire.clear()
        page.keyboard.press(letter)
        until(page, lambda look=look: page.locator(".picture").get_attribute("data-look") != look)
        page.wait_for_timeout(600)
        assert len(wire.asked) <= 2 and sum(wire.asked) < 400, wire
        assert len(wire.told) <= 5 and sum(wire.told) < 60_000, wire
        assert len(wire.pictures) <= 1
    assert len(written(home)) > 40_000
