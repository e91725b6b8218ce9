"""`python -m bench.studio`: how long the studio takes from a key to the picture that shows it, in a browser, in the
longest seminar; and what goes over the wire for it."""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
#: Keys that write a letter.
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_KOREAN = re.compile("[가-힣]{2,}")
#: Notes in the page when a key was pressed and when the picture that follows from it can be seen.
WATCH = """() => {
  const picture = document.querySelector('.picture');
  window.keys = { pressed: 0, taken: [] };
  addEventListener('keydown', () => (keys.pressed = performance.now()), true);
  new MutationObserver(() => requestAnimationFrame(() => {
    if (!keys.pressed) return;
    keys.taken.push(performance.now() - keys.pressed);
    keys.pressed = 0;
  })).observe(picture, { attributes: true, attributeFilter: ['src'] });
}"""


class Wire(NamedTuple):
    """What went over the wire: messages of the page and of the studio, and pictures; each by its bytes."""

    asked: list[int]
    told: list[int]
    pictures: list[int]

    @classmethod
    def of(cls, page: Page) -> Wire:
        """What goes over the wire of a page from now on."""
        wire = cls([], [], [])

        def size(frame: str | bytes) -> int:
            return len(frame.encode() if isinstance(frame, str) else frame)

        def socket(ws: Any) -> None:
            ws.on("framesent", lambda frame: wire.asked.append(size(frame)))
            ws.on("framereceived", lambda frame: wire.told.append(size(frame)))

        def came(request: Any) -> None:
            if "/picture/" in request.url:
                wire.pictures.append(request.sizes()["responseBodySize"])

        page.on("websocket", socket)
        page.on("requestfinished", came)
        return wire

    @property
    def costs(self) -> dict[str, float]:
        """What went over it, by what it is called."""
        names = ("of the page's messages", "of the studio's messages", "of pictures that were fetched")
        bytes_of = {f"bytes {name}": sum(sizes) for name, sizes in zip(names, self, strict=True)}
        return {"messages of the page": len(self.asked), "messages of the studio": len(self.told), **bytes_of}

    def clear(self) -> None:
        """Begins again."""
        for sizes in self:
            sizes.clear()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.studio", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--keys", type=int, default=200, help="keys that are pressed (200)")
    parser.add_argument("--seminar", default="media-commerce", help="the seminar (media-commerce, the longest)")
    parser.add_argument("--seed", type=int, default=19)
    options = parser.parse_args()
    with TemporaryDirectory() as folder, serving(project(Path(folder) / "project")) as address, browser() as opened:
        for line in typing(opened, address, options.seminar, options.keys, options.seed):
            print(line, flush=True)


def project(home: Path) -> Path:
    """The repository's content in a folder where it may be written."""
    shutil.copytree(ROOT / "content", home / "content")
    (home / "themes").symlink_to(ROOT / "themes")
    return home


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The address of a studio, in a process of its own as people have it."""
    command = [sys.executable, "-m", "deckgen", "serve", "--no-browser", "--project", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window. Exits where there is none."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise SystemExit("no Chromium: install `chromium` from your system's packages")
    around: dict[str, str | float | bool] = {
        name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"
    }
    with sync_playwright() as it:
        made = it.chromium.launch(executable_path=found, env=around, args=["--no-sandbox", "--disable-gpu"])
        yield made
        made.close()


def typing(opened: Browser, address: str, seminar: str, keys: int, seed: int) -> Iterator[str]:
    """Presses keys in the source of one slide after another, each when the picture of the one before is there."""
    page = opened.new_context(locale="ko-KR", viewport={"width": 1440, "height": 900}).new_page()
    wire = Wire.of(page)
    page.add_init_script(f"localStorage.setItem('deckgen.seminar', '{seminar}')")
    begun = time.perf_counter()
    page.goto(address)
    _until(page, "document.querySelector('.picture')?.naturalWidth > 0")
    yield f"from the address to the first picture: {time.perf_counter() - begun:.2f} s"
    page.locator("#tab-source").click()
    page.evaluate(WATCH)
    chance = random.Random(seed)
    slides = page.evaluate("Object.entries(studio.state.seminar.slides).filter(([, s]) => s.path).map(([id]) => id)")
    costs: list[dict[str, float]] = []
    per, unseen = 5, 0
    for slide in [chance.choice(slides) for _ in range(keys // per)]:
        if not _into_words(page, slide, chance):
            continue
        for _ in range(per):
            wire.clear()
            before, spent = page.evaluate("keys.taken.length"), _spent()
            page.keyboard.press(chance.choice(_LETTERS))
            if not _until(page, f"keys.taken.length > {before}"):
                unseen += 1  # its letter is not in the picture
                continue
            cpu = _spent() - spent
            page.wait_for_timeout(chance.randint(150, 350))
            costs.append({"CPU ms to the picture": cpu, **wire.costs})
    taken = page.evaluate("keys.taken")
    yield f"{len(taken)} keys in {seminar} ({len(slides)} slides), {unseen} whose letters no picture shows"
    yield f"from the key to the picture: {_shares(taken)} ms (load of the machine: {os.getloadavg()[0]:.1f})"
    for name in costs[0]:
        yield f"per key, {name}: {_shares([cost[name] for cost in costs])}"


def _shares(values: Sequence[float]) -> str:
    """The middle one of some values, and those that few exceed."""
    ordered = sorted(values)
    return ", ".join(f"p{n} {ordered[min(len(ordered) - 1, len(ordered) * n // 100)]:.0f}" for n in (50, 90, 95, 99))


def _spent() -> float:
    """CPU milliseconds of all processes that this one has started: the studio's and the browser's, what
    looks on from outside included."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    total, ours = 0, {os.getpid()}
    for process, parent in sorted(parents.items()):
        if parent in ours:
            ours.add(process)
            for task in Path(f"/proc/{process}/task").glob("*/schedstat"):
                with suppress(OSError):
                    total += int(task.read_text().split()[0])
    return total / 1e6


def _into_words(page: Page, slide: str, chance: random.Random) -> bool:
    """Puts the cursor into Korean words that the picture of a slide shows."""
    page.locator(f".slide[data-id='{slide}']").click()
    _until(page, f"document.querySelector('.picture').dataset.slide === '{slide}'")
    page.wait_for_timeout(300)
    places = [b for b in page.locator(".place").all() if _KOREAN.search(b.get_attribute("aria-label") or "")]
    if not places:
        return False
    chance.choice(places).dispatch_event("click", {"detail": 1})
    _until(page, "studio.source.view.hasFocus")
    found = page.evaluate(
        """() => {
          const { state } = studio.source.view;
          const { from, to } = state.selection.main;
          const at = state.sliceDoc(from, to).search(/[가-힣]{2}/);
          if (at < 0) return false;
          studio.source.put(from + at + 1);
          return true;
        }"""
    )
    page.wait_for_timeout(200)
    return bool(found)


def _until(page: Page, condition: str) -> bool:
    """Whether something is so by and by. The page's own rules forbid to have it looked at there."""
    for _ in range(200):
        if page.evaluate(condition):
            return True
        page.wait_for_timeout(25)
    return False


if __name__ == "__main__":
    main()
