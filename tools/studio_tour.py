"""`python tools/studio_tour.py`: from an empty folder to a built deck of eight slides, on the studio's page alone; with
pictures of the steps for the documentation, in docs/images/studio-*.png."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from playwright.sync_api import Page

IMAGES = ROOT / "docs" / "images"
#: Pixels of the page, half of those of its pictures.
WIDTH, HEIGHT = 1280, 800
#: Slides that are added, each by what is written in its fields.
ADDED = (("흐름", "flow", "주문 한 건은 이렇게 흐릅니다"), ("질문", "qna", "왜 지금 컨테이너일까요?"))
#: What a picture of a step is called.
Picture = Callable[[str], None]


def tour(page: Page, address: str, picture: Picture = lambda name: None) -> Path:
    """Goes through all steps, and gives the deck that was downloaded. Raises what Playwright does where one fails."""
    page.goto(address)
    _begin(page, picture)
    for words, kind, title in ADDED:
        _add(page, words, kind, title, picture)
    _tell_event(page, picture)
    _edit_in_place(page, picture)
    _reorder(page)
    return _build(page, picture)


def _begin(page: Page, picture: Picture) -> None:
    """A first seminar, by its title and its minutes."""
    page.locator(".start input").first.fill("컨테이너 첫걸음")
    picture("start")
    page.locator(".start button").click()
    page.locator(".slide").nth(5).wait_for(timeout=20_000)
    _seen(page)


def _add(page: Page, words: str, kind: str, title: str, picture: Picture) -> None:
    """A slide, chosen by its picture; its title is written in the form."""
    page.locator(".slide .number", has_text="4").first.click()
    page.locator(".programme .foot button").click()
    chosen = page.locator(f"[data-kind={kind}]")
    page.locator(".search").fill("")
    chosen.locator("img").wait_for()
    _until(page, f"document.querySelector('[data-kind={kind}] img').naturalWidth > 0")
    if kind == "flow":
        picture("add")
    page.locator(".search").fill(words)
    chosen.click()
    page.locator(f".slide[data-id$=-{kind}][aria-selected=true]").wait_for(timeout=20_000)
    _seen(page)
    page.locator("#pane-form textarea").first.fill(title)
    page.locator(f".place[aria-label='{title}']").wait_for()
    _seen(page)
    if kind == "flow":
        picture("form")


def _tell_event(page: Page, picture: Picture) -> None:
    """For whom the seminar is given and where, in the form of the seminar; and back to the slide."""
    page.locator(".bar .settings").click()
    page.locator("#pane-form > .rest > summary").click()
    page.locator("#pane-form [data-name=event]").click()
    page.get_by_label("고객사 (ko)").fill("한빛상사")
    page.locator("#pane-form input[type=date]").fill("2026-12-10")
    page.get_by_label("장소 (ko)").fill("본관 대회의실")
    page.locator("#pane-form .new > .add").click()
    page.locator("#pane-form > .group").get_by_label("고객사 (ko)").wait_for()
    page.locator("#pane-form > .group").evaluate("(group) => group.scrollIntoView({ block: 'end' })")
    _seen(page)
    picture("seminar")
    page.locator("#pane-form .head button").click()


def _edit_in_place(page: Page, picture: Picture) -> None:
    """A double click on a text of the picture, and other words for it."""
    page.locator(".slide[data-id$=-statement]").click()
    page.locator(".picture[data-slide$=-statement]").wait_for()
    _seen(page)
    page.locator(".place").first.dblclick()
    area = page.locator(".in-place")
    area.fill("컨테이너는 **가볍게** 떼어 놓은 프로세스입니다")
    picture("in-place")
    area.press("Enter")
    page.locator(".place[aria-label='컨테이너는 가볍게 떼어 놓은 프로세스입니다']").wait_for()


def _reorder(page: Page) -> None:
    """A slide is dragged before another one."""
    before = page.locator(".slide").all()
    names = [slide.get_attribute("data-id") or "" for slide in before]
    moved = next(name for name in names if name.endswith("-qna"))
    goal = next(name for name in names if name.endswith("-cards"))
    page.locator(f".slide[data-id={moved}]").drag_to(
        page.locator(f".slide[data-id={goal}]"), target_position={"x": 60, "y": 4}
    )
    wanted = [name for name in names if name != moved]
    wanted.insert(wanted.index(goal), moved)
    _until(page, f"studio.state.seminar.parts.flatMap((part) => part.slides).join() === {','.join(wanted)!r}")


def _build(page: Page, picture: Picture) -> Path:
    """All outputs are made, and the deck is taken along."""
    page.locator(".bar button.main").click()
    first = page.locator(".outputs a").first
    first.wait_for(timeout=120_000)
    picture("built")
    with page.expect_download() as came:
        first.click()
    return came.value.path()


def _seen(page: Page) -> None:
    """Waits until the large picture, and those in the programme that can be seen, are there."""
    _until(page, "document.querySelector('.picture').naturalWidth > 0")
    page.wait_for_timeout(450)


def _until(page: Page, condition: str) -> None:
    for _ in range(1200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise TimeoutError(condition)


@contextmanager
def _photographed(folder: Path) -> Iterator[tuple[Page, Picture]]:
    """A page, and what takes pictures of it at twice its pixels."""
    from bench.studio import browser

    with browser() as opened:
        context = opened.new_context(
            locale="ko-KR", viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2, color_scheme="light"
        )
        page = context.new_page()

        def take(name: str) -> None:
            from PIL import Image

            page.wait_for_timeout(600)
            image = Image.open(BytesIO(page.screenshot())).convert("RGB")
            # some hundred colours of a page that has few: a fifth of the bytes
            image.quantize(192, dither=Image.Dither.NONE).save(folder / f"studio-{name}.png", optimize=True)

        yield page, take


def main() -> None:
    from bench.studio import serving

    begun = time.perf_counter()
    with TemporaryDirectory() as home, serving(Path(home)) as address, _photographed(IMAGES) as (page, take):
        deck = tour(page, address, take)
        subprocess.run([sys.executable, "-m", "zipfile", "-t", str(deck)], check=True)
    print(f"{time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
