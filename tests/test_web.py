"""The download page in a real browser: from a file and from a server under a path of its own."""

from __future__ import annotations

import os
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import deckgen
from playwright.sync_api import Page, sync_playwright
from shared import small_project

CHROME = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
#: In one process: one site, one browser.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("web")]
#: A wide window, and a phone.
WINDOWS = {"wide": (1280, 900), "phone": (360, 740)}
INDEX, DECK = "presenter/index.html", "presenter/talk.ko.html"
PAGES = [INDEX, DECK, "audience/talk/index.html", "audience/talk/talk.ko.html"]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A folder that holds the output of the small project in both languages, below two folders of the server."""
    home = small_project(tmp_path_factory.mktemp("web") / "project")
    folder = home / "served" / "a b" / "output"
    for language in ("ko", "en"):
        done = deckgen("build", "--lang", language, "--handout", "notes,slides-3,speaker", "-o", str(folder), cwd=home)
        assert 0 == done.returncode, done.stderr
    return folder


@pytest.fixture(scope="module")
def server(site):
    """The address of the folder on a server that knows nothing of us."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *arguments) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site.parent.parent))) as it:
        threading.Thread(target=it.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{it.server_port}/a%20b/output/"
        it.shutdown()


@pytest.fixture(scope="module")
def browser():
    assert CHROME, "no Chromium; `make test` installs it"
    with sync_playwright() as it:
        # other tests set handouts in this process, with no fonts but the theme's (FONTCONFIG_FILE); without any,
        # Chromium shows no text
        around = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
        made = it.chromium.launch(
            executable_path=CHROME,
            env=around,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield made
        made.close()


@pytest.fixture(params=["file", "server"])
def base(request, site, server) -> str:
    return server if request.param == "server" else site.as_uri() + "/"


@pytest.fixture
def page(browser, base):
    """A page that fails the test for anything it complains of, and for whatever it asks another host for."""
    context = browser.new_context()
    made = context.new_page()
    said: list[str] = []
    made.on("console", lambda m: said.append(m.text))
    made.on("pageerror", lambda e: said.append(str(e)))
    made.on("request", lambda r: said.append(r.url) if not r.url.startswith((base, "data:")) else None)
    yield made
    context.close()
    assert [] == said


def look(page: Page, address: str, window: str = "wide") -> None:
    width, height = WINDOWS[window]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("name", [*PAGES, "presenter/talk.en.html"])
@pytest.mark.parametrize("base", ["server"], indirect=True)
def test_axe_finds_nothing(page, base, name, window):
    """No barrier that axe knows, and nothing to scroll sideways for."""
    look(page, base + name, window)
    found = Axe().run(page).response["violations"]
    assert [] == [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(page, base, site, name):
    """Downloads, slides and fonts are where the page says; all that was built is offered."""
    look(page, base + name)
    links = page.eval_on_selector_all("a[href]", "as => as.map(a => a.getAttribute('href'))")
    found = set()
    for link in links:
        if link.startswith("#"):
            assert page.locator(link).count() == 1, link
            continue
        assert not urlparse(link).scheme, link
        place = (site / name).parent / unquote(urlparse(link).path)
        assert place.is_file(), link
        found.add(place.resolve())
        if base.startswith("http"):
            assert page.request.head(urljoin(base + name, link)).ok, link
    if name == INDEX:
        assert {
            p.resolve() for p in site.rglob("*") if p.is_file() and p.name not in (".deckgen.json", "index.html")
        } == found
        assert {"Pretendard-Regular.ttf", "Pretendard-LICENSE.txt"} <= {p.name for p in found}
    elif name == "audience/talk/index.html":
        assert {p.resolve() for p in (site / name).parent.iterdir() if p.name != "index.html"} == found


def test_a_download_is_the_file(page, base, site):
    """What arrives is what was built."""
    look(page, base + INDEX)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="파워포인트 발표 자료").first.click()
    name = "작은 세미나 - 한빛상사 - 2026-12-10 - 파워포인트 발표 자료.pptx"
    assert waiting.value.suggested_filename == (name if base.startswith("http") else "talk.ko.pptx")
    assert Path(waiting.value.path()).read_bytes() == (site / "presenter/talk.ko.pptx").read_bytes()


def test_the_page_tells_what_there_is(page, base):
    """Each seminar once, with its event, length and languages, and its files with pages and size."""
    look(page, base + INDEX)
    said = page.inner_text("main")
    assert 1 == page.locator("section.seminar").count()
    for part in (
        "작은 세미나",
        "한빛상사",
        "2026년 12월 10일",
        "10분",
        "한국어 · 영어",
        "발표자 대본",
        "슬라이드 (3장씩)",
        "PPTX",
        "kB",
        "쪽",
        "설치",
    ):
        assert part in said, part


def test_search_finds_a_slide(page, base):
    """Words of its title or its text leave only the slides that have them; how many is said aloud."""
    look(page, base + DECK)
    everything = page.locator("li[data-said]:visible").count()
    title = page.locator("li[data-said] h2 span:last-child").nth(everything - 1).inner_text()
    page.get_by_label("슬라이드 찾기").fill(title.upper())
    shown = page.locator("li[data-said]:visible")
    assert 1 <= shown.count() < everything and title in shown.last.inner_text()
    assert f"슬라이드 {shown.count()}장" in page.get_by_role("status").inner_text()
    page.get_by_label("슬라이드 찾기").fill("없는 말 하나도")
    assert 0 == page.locator("li[data-said]:visible").count()
    page.get_by_label("슬라이드 찾기").fill("")
    assert everything == page.locator("li[data-said]:visible").count()


def test_notes_are_shown_on_request_only(page, base):
    """They are behind a button that a keyboard reaches."""
    look(page, base + DECK)
    notes = page.locator("details p").first
    assert not notes.is_visible()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert notes.is_visible()


def test_the_keyboard_reaches_everything(page, base):
    """The first Tab offers to skip to the slides; every link and button takes the focus in turn."""
    look(page, base + DECK)
    page.keyboard.press("Tab")
    assert "#_slides" == page.evaluate("document.activeElement.getAttribute('href')")
    look(page, base + INDEX)
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.getAttribute('href')"))
    assert set(page.eval_on_selector_all("a[href]", "as => as.map(a => a.getAttribute('href'))")) <= seen


def test_slides_are_vectors(site):
    """Drawn from the scenes: paths, no picture of a slide; each letter's outline is there once."""
    text = (site / DECK).read_text(encoding="utf-8")
    assert text.count('<svg class="slide"') == text.count("data-said=") > 3
    assert text.count("<image") == 1 and "<use " in text  # the speaker's photo
    names = [part.split('"')[0] for part in text.split('<path id="')[1:]]
    assert names and len(names) == len(set(names))
