"""The web pages in a real browser, which is offline: from a file and from a server under a path of its own."""

from __future__ import annotations

import os
import re
import shutil
import threading
from base64 import b64decode
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urljoin, urlparse
from zipfile import ZipFile

import pytest
import uharfbuzz as hb
from axe_playwright_python.sync_playwright import Axe
from conftest import deckgen
from pikepdf import Pdf
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from shared import small_project
from test_cli import change

CHROME = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
#: In one process: one site, one browser.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("web")]
#: A wide window, and a phone.
WINDOWS = {"wide": (1280, 900), "phone": (360, 740), "sideways": (740, 360)}
INDEX, DECK = "presenter/index.html", "presenter/talk.ko.html"
PAGES = [INDEX, DECK, "audience/talk/index.html", "audience/talk/talk.ko.html"]


#: A slide that is shown in steps, and is found by another word for what its handout says.
STEPS = """  items:
  - {ko: 담는다, en: Pack}
  - {ko: 나른다, en: Carry}
  - {ko: 꺼낸다, en: Unpack}
"""
BUILT = "  build: true\n  handout: {ko: 언제든 되돌림이 됩니다., en: It can be rolled back.}\n" + STEPS
GLOSSARY = """rollback:
  ko: 롤백
  en: rollback
  also: {ko: [되돌림], en: [rolled back]}
  definition: {ko: 이전 버전으로 돌아가는 일입니다., en: Going back to the previous version.}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A folder that holds the output of the small project in both languages, below two folders of the server."""
    home = small_project(tmp_path_factory.mktemp("web") / "project")
    change(home / "content/modules/basics.yaml", STEPS, BUILT)
    (home / "content/glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
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
        files = (p for p in site.rglob("*") if p.is_file() and p.suffix != ".jpg")
        assert {p.resolve() for p in files if p.name not in (".deckgen.json", "index.html")} == found
        with ZipFile(site / "presenter/fonts.zip") as archive:
            note, *fonts = archive.namelist()
            assert {"Pretendard-Regular.ttf", "Pretendard-LICENSE.txt"} <= set(fonts)
            assert "‘설치’를 고릅니다" in archive.read(note).decode("utf-8-sig")
    elif name == "audience/talk/index.html":
        files = (p for p in (site / name).parent.iterdir() if p.suffix != ".jpg")
        assert {p.resolve() for p in files if p.name != "index.html"} == found


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
        "발표하며 읽으실 분",
        "슬라이드 (3장씩)",
        "PPTX",
        "kB",
        "쪽",
        "설치",
    ):
        assert part in said, part
    sides = re.findall(r"(\d+)쪽 · 종이 (\d+)장(?:, 양면이면 (\d+)장)?", said)
    assert len(sides) > 2
    for pages, one, both in sides:
        assert (int(one), int(both or one)) == (int(pages), (int(pages) + 1) // 2)


def found(page: Page, words: str) -> list[str]:
    """The slides that a search leaves."""
    page.get_by_label("슬라이드 찾기").fill(words)
    return page.eval_on_selector_all(".card", "all => all.filter(c => c.checkVisibility()).map(c => c.id)")


def test_search_finds_a_slide(page, base):
    """By its title, its text, the handout's prose and the glossary's spellings and meanings; how many is said aloud,
    and where the slide does not show the word, why."""
    look(page, base + DECK)
    everything = found(page, "")
    assert ["cover", "who", "section-1", "why", "how"] == everything
    assert ["why"] == found(page, "왜 이것이 필요")
    assert "슬라이드 1장" in page.locator("#_found").inner_text()
    assert ["why"] == found(page, "상자 하나에")
    assert ["how"] == found(page, "언제든 되돌")
    assert ["how"] == found(page, "롤백을") == found(page, "Rolled Back")
    assert "유인물에서: …언제든 되돌림이 됩니다" in page.locator("#how .hit").inner_text()
    assert ["how"] == found(page, "이전 버전") and "용어로 찾음: 롤백" in page.locator("#how .hit").inner_text()
    assert [] == found(page, "없는 말 하나도")
    assert everything == found(page, "") and 0 == page.locator(".hit:visible").count()


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
    """Drawn from the scenes: paths, no picture of a slide; each letter's outline is there once, and a slide once for
    all its steps."""
    text = (site / DECK).read_text(encoding="utf-8")
    assert text.count('<svg class="slide"') == text.count('<li class="card"') == 5
    assert text.count("<image") == 1 and "<use " in text  # the speaker's photo
    names = [part.split('"')[0] for part in text.split('<path id="')[1:]]
    assert names and len(names) == len(set(names))


def test_faces_have_the_letters_of_what_scripts_say(site):
    """Words that come later are set in the theme's face, too, whether they are bold or not."""
    text = (site / DECK).read_text(encoding="utf-8")
    faces = re.findall(r'"deck";font-weight:(400|700);src:url\(data:font/ttf;base64,([^)]+)\)', text)
    said = {c for words in re.findall(r' data-[a-z]+="([^"]*)"', text) for c in words}
    assert ["400", "700"] == [weight for weight, _ in faces] and len(said) > 50
    for _, data in faces:
        assert {ord(c) for c in said} <= set(hb.Face(b64decode(data)).unicodes)


# --- presenting ---


def at(page: Page) -> tuple[str, int]:
    """The slide that the address names, and how much of its text is there."""
    shown = "document.querySelectorAll('#_board .sheet:last-child [data-at]:not(.off)').length"
    return page.evaluate("location.hash.slice(1)"), page.evaluate(shown)


def press(page: Page, *keys: str) -> str:
    for key in keys:
        page.keyboard.press(key)
    return at(page)[0]


def test_keys_change_the_slide(page, base):
    """As a clicker and a presenter press them; steps come one by one, and the address follows."""
    look(page, base + DECK)
    page.get_by_role("link", name="발표 시작").click()
    assert ("cover", 0) == at(page) and page.locator("#_stage").is_visible()
    assert ["who", "section-1", "why"] == [press(page, key) for key in ("ArrowRight", "PageDown", " ")]
    assert "슬라이드 4 / 5: 왜 이것이 필요할까요" == page.locator("#_live").inner_text()
    assert ["section-1", "why", "section-1"] == [press(page, key) for key in ("PageUp", "ArrowDown", "Shift+Space")]
    assert "cover" == press(page, "Home")
    assert "how" == press(page, "5", "Enter")
    steps = [at(page)[1]] + [(press(page, "Enter"), at(page)[1])[1] for _ in range(2)]
    assert sorted(set(steps)) == steps and len(steps) == 3
    page.reload()
    assert ("how", steps[-1]) == at(page), "a reload stays at the slide and its step"
    press(page, "ArrowLeft", "ArrowLeft")
    assert ("how", steps[0]) == at(page)
    assert "why" == press(page, "ArrowLeft") and "how" == press(page, "End")
    assert page.locator("#_black").is_hidden()
    press(page, "b")
    assert page.locator("#_black").is_visible() and "검은 화면" == page.locator("#_live").inner_text()
    press(page, "PageDown")
    assert page.locator("#_black").is_hidden() and ("how", steps[0]) == at(page)
    press(page, "Escape")
    assert page.locator("#_stage").is_hidden() and page.evaluate("document.activeElement.hash") == "#how"
    assert "" == at(page)[0]


def test_korean_keyboards_press_the_same_keys(page, base):
    """What their letters are called is of no matter."""
    look(page, base + DECK + "#why")
    page.evaluate(
        "dispatchEvent(new Event('x')); document.querySelector('#_stage').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'ㅠ', code: 'KeyB', bubbles: true}))"
    )
    assert page.locator("#_black").is_visible()


def test_clicks_and_fingers_change_the_slide(browser, site):
    """A click goes on; a finger swipes, or taps at a side; on its side a phone shows a slide as high as itself."""
    width, height = WINDOWS["sideways"]
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True)
    page = context.new_page()
    page.goto((site / DECK).as_uri() + "#who")
    box = page.locator(".sheet svg").bounding_box()
    assert box and height - 1 < box["height"] <= height
    page.touchscreen.tap(width / 2, 100)
    assert "who" == at(page)[0] and 1 == page.locator(".stage.awake").count(), "the buttons are shown"
    page.mouse.click(200, 100)
    assert "section-1" == at(page)[0]
    page.touchscreen.tap(width - 40, 100)
    assert "why" == at(page)[0]
    page.touchscreen.tap(40, 100)
    assert "section-1" == at(page)[0]
    cdp = context.new_cdp_session(page)
    for kind, x in (("touchStart", 500), ("touchMove", 350), ("touchEnd", None)):
        points = [] if x is None else [{"x": x, "y": 100}]
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert "why" == at(page)[0]
    context.close()


def test_the_presenters_window_goes_along(page, base):
    """It shows the note of the slide that is shown, and the next; either window leads, also after a reload; the log of
    how long each slide took can be had as a table."""
    look(page, base + DECK + "#section-1")
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    desk = opened.value
    desk.set_viewport_size({"width": 1280, "height": 800})
    desk.wait_for_selector("#_now svg")
    assert "이 슬라이드에는 노트가 없습니다." == desk.inner_text("#_notes")
    press(page, "ArrowRight")
    desk.wait_for_function("location.hash === '#why'")
    assert desk.inner_text("#_notes").startswith("한빛상사 여러분, 안녕하세요.")
    assert "4 / 5" == desk.inner_text("#_now-place") and "세 걸음" in desk.get_attribute("#_after", "aria-label")
    press(desk, "PageDown", "b")
    page.wait_for_function("location.hash === '#how' && !document.getElementById('_black').hidden")
    page.reload()
    assert "how" == at(page)[0]
    page.wait_for_timeout(1200)  # until the window has told that it is there
    press(page, "Home")
    desk.wait_for_function("location.hash === '#cover'")
    press(page, *(["ArrowRight", "ArrowLeft"] * 8), "ArrowRight")  # faster than what is said arrives
    page.wait_for_timeout(400)
    assert "who" == at(page)[0] == desk.evaluate("location.hash.slice(1)")
    assert "멈춤" in desk.inner_text("#_run") and desk.inner_text("#_elapsed") != ""
    found = Axe().run(desk).response["violations"]
    assert [] == [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found]
    desk.get_by_text("연습 기록").click()
    with desk.expect_download() as waiting:
        desk.get_by_role("button", name="기록 내려받기").click()
    rows = Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert '"번호","제목","계획","걸린 시간"' == rows[0] and len(rows) == 6
    assert rows[5].startswith('"5","세 걸음","2:00","0:0')


def test_a_slide_is_copied(page, base):
    """Its address without what is the presenter's, and its picture: into the clipboard, or where that is refused, as a
    file."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    look(page, base + DECK)
    page.locator("#who").hover()
    page.get_by_role("button", name="슬라이드 2 링크 복사").click()
    page.wait_for_selector("#_toast.shown")
    assert base + DECK + "#who" == page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="슬라이드 2 그림으로 복사").click()
    page.get_by_text("그림을 복사했습니다").wait_for()
    read = """async () => {
        const [item] = await navigator.clipboard.read();
        const image = await createImageBitmap(await item.getType('image/png'));
        const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
        pen.drawImage(image, 0, 0);
        const dots = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
        return [image.width, image.height, new Set(dots).size];
    }"""
    width, height, colours = page.evaluate(read)
    assert (1920, 1080) == (width, height) and colours > 50
    page.evaluate("void (navigator.clipboard.write = () => Promise.reject(new Error('refused')))")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="슬라이드 2 그림으로 복사").click()
    assert "talk.ko.who.png" == waiting.value.suggested_filename
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("base", ["server"], indirect=True)
def test_the_stage_is_accessible_by_day_and_night(page, base):
    """Nothing for axe to find while a slide is shown, in its list of keys, and on dark; it does not move for those who
    do not want that."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    for name in (DECK, INDEX, DECK + "#why"):
        look(page, "about:blank")
        look(page, base + name)
        assert [] == [(v["id"], v["nodes"][0]["html"][:200]) for v in Axe().run(page).response["violations"]], name
    press(page, "?")
    assert page.get_by_role("dialog", name="단축키").is_visible()
    assert [] == [(v["id"], v["nodes"][0]["html"][:200]) for v in Axe().run(page).response["violations"]]
    press(page, "Escape", "ArrowRight")
    assert "how" == at(page)[0] and 1 == page.locator(".sheet").count()


def test_slides_are_drawn_when_they_are_near(page, base):
    """Behind a slide that is shown none is; in the overview those in sight are, and on paper all of them, several on a
    page."""
    look(page, base + DECK + "#why")
    assert 0 == page.locator(".card svg.slide").count()
    press(page, "Escape")
    page.wait_for_selector("#why svg.slide")
    with Pdf.open(BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        assert 1 == len(printed.pages)
    assert 5 == page.locator(".card svg.slide").count()


def test_pages_say_what_they_are(page, base, site):
    """To chats and search engines: title, description, a picture of the first slide that lies beside the page; the
    presenter's is not sent around."""
    for name in ("audience/talk/index.html", "audience/talk/talk.ko.html"):
        look(page, base + name)
        said = page.eval_on_selector_all(
            "meta[content]", "all => all.map(m => [m.getAttribute('property') || m.name, m.content])"
        )
        told = dict(said)
        assert told["og:title"] == page.title() and told["description"] == told["og:description"] != ""
        with Image.open((site / name).parent / told["og:image"]) as cover:
            assert (1200, 675) == cover.size and "JPEG" == cover.format
        assert page.evaluate("document.querySelector('link[rel=icon]').href").startswith("data:image/svg+xml,")
    assert "og:image" not in (site / DECK).read_text(encoding="utf-8")


def test_the_audience_has_nothing_of_the_presenters(site):
    """Neither notes nor minutes, nor the window that shows them."""
    folder = site / "audience"
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.html"))]
    assert len(texts) == 3
    for text in texts:
        for word in ("안녕하세요", "Hello.", '"minutes"', "BroadcastChannel", "speaker", "발표자", "presenter"):
            assert word not in text, word
    presenters = (site / DECK).read_text(encoding="utf-8")
    assert "안녕하세요" in presenters and "BroadcastChannel" in presenters
