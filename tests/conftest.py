"""What tests share: the project's themes with their fonts, and a way to run the real command."""

from __future__ import annotations

import gc
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from command import Command

from deckgen.composing.deck import Deck, compose
from deckgen.gallery import HOME, folder
from deckgen.gallery import images as gallery_images
from deckgen.layout.kinds import KINDS
from deckgen.messages import ENGLISH, spoken
from deckgen.pipeline import lay_out
from deckgen.reading.brand import Brand, load_brand
from deckgen.reading.fonts import Fonts
from deckgen.reading.images import Image, read_image
from deckgen.reading.palette import contrast
from deckgen.reading.seminar import read_glossary, read_module, read_seminar, read_sources
from deckgen.reading.theme import Theme
from deckgen.scene import Scene

ROOT = Path(__file__).parent.parent
THEMES = sorted(p.parent.name for p in (ROOT / "themes").glob("*/theme.yaml") if p.parent.name != "shared")

# as in the command, nearly all that a test makes is kept until it ends: looking for garbage costs much and finds little
gc.set_threshold(100_000, 20, 20)

# and the command that tests start keeps its bytecode, as it does for those who use it: to compile all of it each time
# would be a quarter of what a short command costs
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# what deckgen says is English in tests, whatever language their machine speaks
if spoken(os.environ) != ENGLISH:
    os.environ["LC_ALL"] = "C.UTF-8"
# what deckgen keeps in the cache of its user is not the tests' to write
os.environ["DECKGEN_CACHE"] = ""


COMMAND = Command()


@pytest.fixture(scope="session", autouse=True)
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Gives `shared` its folder; ends what was begun for all tests."""
    import shared

    shared.begin(tmp_path_factory.getbasetemp())
    yield
    COMMAND.close()


#: Groups of tests that are begun before all others: the fuzzer holds forks of its process to bounds of memory, so that
#: process must be small; the others take longest.
FIRST = ("fuzz", "veraPDF", "referees")


def _group(item: pytest.Item) -> str:
    """The name of the group that stays in one process."""
    marker = item.get_closest_marker("xdist_group")
    return marker.args[0] if marker else ""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Lets the tests of a file run in one process, one after the other, so that what they share is made there alone."""
    if not item.get_closest_marker("xdist_group"):
        item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Gives tests of a group the name by which pytest-xdist keeps them in one process. It writes it where pytest 9.2
    does not look any more, and without a word each group runs in all processes, each with a Java of its own."""
    items.sort(key=lambda item: FIRST.index(_group(item)) if _group(item) in FIRST else len(FIRST))
    for item in items:
        named = getattr(item, "_nodeid", item.nodeid)
        if named != item.nodeid:
            item._id = type(item._id).parse(named)


def judged_by_verapdf(test: Callable[..., None]) -> Callable[..., None]:
    """Marks a test that asks veraPDF: all of them run in one process, so that Java is started once."""
    return pytest.mark.slow(pytest.mark.xdist_group("veraPDF")(test))


@cache
def brand(name: str) -> Brand:
    """A theme of the project, read once."""
    found, problems, _ = load_brand((ROOT / "themes",), name, None)
    assert found is not None, problems
    return found


def fonts(name: str = "openmaru") -> Fonts:
    """The fonts of a theme."""
    return brand(name).fonts


def deckgen(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs the real command in a folder."""
    return COMMAND.run(*arguments, cwd=cwd)


def weak_pairs(theme: Theme, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, float]]:
    """The pairs of palette roles (text, background) whose contrast is under 4.5 to 1, WCAG AA for text."""
    ratios = ((text, under, contrast(theme.hex(text), theme.hex(under))) for text, under in pairs)
    return [(text, under, ratio) for text, under, ratio in ratios if ratio < 4.5]


@cache
def examples(kind: str) -> dict:
    """The examples of a kind, by how much they hold."""
    return yaml.safe_load((folder(kind) / "example.yaml").read_text(encoding="utf-8"))


@cache
def material(what: str) -> dict:
    """The sources or the terms that the examples name."""
    read = {"sources": read_sources, "glossary": read_glossary}[what]
    made, found = read((HOME / f"{what}.yaml").read_text(encoding="utf-8"), f"content/{what}.yaml")
    assert not found, found
    return made


@cache
def images() -> dict[str, Image]:
    """The pictures that the examples show."""
    return {path: read_image(path, file.read_bytes()) for path, file in gallery_images().items()}


def deck_of(slides: list[dict], theme: str = "openmaru", language: str = "ko", appendix: str = "shown") -> Deck:
    """A deck of slides that are given as an author would write them, in the second of three parts."""
    module = yaml.safe_dump({"title": "모음", "slides": slides}, allow_unicode=True, sort_keys=False)
    parts = [
        {"part": {"ko": "컨테이너란 무엇인가", "en": "What a container is"}, "lead": "상자", "slides": ["first"]},
        {
            "part": {"ko": "함께 일하는 컨테이너", "en": "Working together"},
            "lead": {"ko": "따로 살며 함께 일합니다", "en": "Apart, and together"},
            "slides": [s["id"] for s in slides],
        },
        {"part": {"ko": "마무리", "en": "Closing"}, "section": False, "slides": ["last"]},
    ]
    seminar = {
        "title": {"ko": "다섯 가지 질문으로 끝내는 컨테이너", "en": "Containers in five questions"},
        "subtitle": {"ko": "마케터가 묻고 공식 문서로 확인한 답", "en": "Asked by a marketer"},
        "language": language,
        "minutes": 120,
        "questions": 5,
        "theme": theme,
        "event": {
            "client": "공개 세미나",
            "date": "2026-12-10",
            "venue": "서울 세미나실",
            "speaker": {"name": "김하늘", "role": "마케팅팀"},
        },
        "appendix": appendix,
        "programme": parts,
    }
    frame = yaml.safe_dump(
        {"title": "틀", "slides": [{"id": i, "kind": "statement", "title": "틀"} for i in ("first", "last")]},
        allow_unicode=True,
    )
    modules = {}
    for name, text in (("gallery", module), ("frame", frame)):
        modules[name], found = read_module(text, f"content/modules/{name}.yaml", KINDS)
        assert not found, found
    read, found = read_seminar(
        yaml.safe_dump(seminar, allow_unicode=True, sort_keys=False), "content/seminars/gallery.yaml"
    )
    assert not found, found
    deck, found = compose(read, modules, material("sources"), KINDS, language, material("glossary"))
    assert deck is not None and not found, found
    return deck


@cache
def example_scenes(kind: str, size: str = "typical", theme: str = "openmaru") -> tuple[Scene, ...]:
    """A kind's example, alone in a deck of its own, where it is the fourth slide; it must be sound."""
    deck = deck_of([{"id": f"kind-{kind}", "kind": kind} | examples(kind)[size]], theme)
    scenes, findings = lay_out(deck, brand(theme), images())
    assert [f"{d.severity}: {d.message}" for d in findings] == []
    return scenes


def gallery(size: str, theme: str = "openmaru") -> Deck:
    """Every kind's example of a size in one deck."""
    return deck_of([{"id": f"kind-{kind}", "kind": kind} | examples(kind)[size] for kind in KINDS], theme)
