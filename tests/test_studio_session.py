"""One long session at the studio's page: what people do for hours, in one browser on one server."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page
from studios import MODULE, SEMINAR, Talk, chromium, project, running, talking, until, written

from bench.studio import Wire
from deckgen.studio.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("studio session")]

#: Notes each moment at which the page shows no slide.
WATCH = """() => {
  window.blank = 0;
  setInterval(() => {
    const picture = document.querySelector('.picture');
    const rows = document.querySelectorAll('.slide').length;
    if (!picture?.naturalWidth || !picture.offsetHeight || !rows || !studio.state.current) blank++;
  }, 20);
}"""
#: A tenth of each session as a rule; all of it (a hundred edits, fifty states, two hundred compositions) takes minutes.
LONG = bool(os.environ.get("DECKGEN_LONG"))
TIMES = 10 if LONG else 1
JAMO = re.compile("[\u1100-\u11ff\u3130-\u318f]")


class Session(NamedTuple):
    """A page in a browser, another one without, and what both look at."""

    page: Page
    wire: Wire
    talk: Talk
    server: Server
    home: Path

    def write(self, path: str, text: str) -> None:
        """Writes a file as somebody does who has another page open."""
        there = self.talk.yes("file", path=path)
        if there["text"] != text:
            self.talk.yes("edit", path=path, version=there["version"], splices=[[0, len(there["text"]), text]])

    def settle(self) -> None:
        """Waits until all pages were told everything."""
        until(self.page, lambda: self.server.studio.settled)

    def state(self, what: str) -> Any:
        """What the page has."""
        return self.page.evaluate(f"studio.state.{what}")

    def picture(self, what: str) -> str | None:
        """Of which slide the picture is (`slide`), or its number (`look`)."""
        return self.page.locator(".picture").get_attribute(f"data-{what}")

    @property
    def order(self) -> list[str]:
        """The slides that the page shows, in their order."""
        found: list[str] = self.page.evaluate("studio.state.seminar.parts.flatMap((part) => part.slides)")
        return found

    def show(self, slide: str) -> None:
        """Shows a slide."""
        self.page.locator(f".slide[data-id={slide}]").click()
        until(self.page, lambda: self.picture("slide") == slide)

    def into_words(self, label: str) -> None:
        """Puts the cursor behind the first letter of a text that the picture shows, in the source."""
        self.page.locator("#tab-source").click()
        self.page.locator(f".place[aria-label='{label}']").click()
        until(self.page, lambda: self.page.evaluate("studio.source.view.hasFocus"))
        view = "studio.source.view.state"
        assert label == self.page.evaluate(f"{view}.sliceDoc({view}.selection.main.from, {view}.selection.main.to)")
        self.page.evaluate(f"studio.source.put({view}.selection.main.from + 1)")


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Iterator[Session]:
    home = project(tmp_path_factory.mktemp("session") / "project")
    with running(home) as server, chromium() as browser, talking(server) as talk:
        page = browser.new_context(locale="ko-KR", viewport={"width": 1440, "height": 900}).new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        wire = Wire.of(page)
        page.goto(server.address)
        until(page, lambda: page.locator(".picture").evaluate("(i) => i.naturalWidth > 0"))
        page.evaluate(WATCH)
        yield Session(page, wire, talk, server, home)
        assert wrong == [] and page.evaluate("blank") == 0


@pytest.fixture
def session(opened) -> Iterator[Session]:
    """The session, whose files are afterwards what they were."""
    before = {path: written(opened.home, path) for path in (MODULE, SEMINAR)}
    yield opened
    for path, text in before.items():
        opened.write(path, text)
    opened.settle()


def test_a_key_costs_a_few_small_messages(session):
    """However long the file is: what was typed, and the picture that shows it, which nobody has to ask for."""
    page, wire = session.page, session.wire
    session.write(MODULE, written(session.home) + "\n# remarks" * 4000 + "\n")
    session.settle()
    session.show("why")
    session.into_words("왜 이것이 필요할까요")
    page.wait_for_timeout(600)
    for letter in "abc":
        look = session.picture("look")
        wire.clear()
        page.keyboard.press(letter)
        until(page, lambda look=look: session.picture("look") != look)
        page.wait_for_timeout(600)
        assert len(wire.asked) <= 2 and sum(wire.asked) < 400, wire
        assert len(wire.told) <= 5 and sum(wire.told) < 60_000, wire
        assert len(wire.pictures) <= 1
    assert len(written(session.home)) > 40_000


class Project:
    """The small project as its programme and its slides say it, for random edits."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.parts = [[f"a{n}" for n in range(4)], [f"b{n}" for n in range(5)]]
        self.titles = {name: f"제목 {name}" for part in self.parts for name in part}
        self.made = 0

    @property
    def order(self) -> list[str]:
        return [name for part in self.parts for name in part]

    @property
    def module(self) -> str:
        slides = (f"- id: {n}\n  kind: statement\n  title: {{ko: {t}, en: Title}}\n" for n, t in self.titles.items())
        return "title: 기초\nslides:\n" + "".join(slides)

    def programme(self, before: str) -> str:
        head, _, _ = before.partition("programme:\n")
        parts = (
            f"- part: {{ko: 부분 {n}, en: Part}}\n  section: false\n  slides:\n"
            + "".join(f"  - {name}\n" for name in part)
            for n, part in enumerate(self.parts)
        )
        return f"{head}programme:\n" + "".join(parts)

    def edited(self, here: str) -> str:
        """Makes an edit, and says which slide is to be shown then."""
        what = self.chance.choice(
            ("type", "insert", "move", "move here", "rename", "rename here", "leave out", "leave here")
        )
        name = here if what.endswith("here") else self.chance.choice(self.order)
        part = next(part for part in self.parts if name in part)
        order = self.order
        if what == "type":
            self.titles[name] += self.chance.choice("가나다라")
        elif what == "insert":
            self.made += 1
            self.titles[f"new{self.made}"] = "새것"
            part.insert(part.index(name), f"new{self.made}")
        elif what.startswith("move"):
            goal = self.chance.choice(self.parts)
            if len(part) > 1:
                part.remove(name)
                goal.insert(self.chance.randint(0, len(goal)), name)
        elif what.startswith("rename"):
            self.made += 1
            other = f"other{self.made}"
            self.titles = {other if n == name else n: t for n, t in self.titles.items()}
            part[part.index(name)] = other
            return other if name == here else here
        elif len(part) > 1 and len(order) > 5:
            part.remove(name)
            if name == here:
                at = order.index(here)
                return order[at + 1] if at + 1 < len(order) else order[at - 1]
        return here


#: What makes a file one that cannot be read, or not what is meant.
BREAKS = (
    lambda text: text.replace("kind: statement", "kind: [", 1),
    lambda text: text.replace("kind: statement", "kind: statment", 1),
    lambda text: text[: len(text) // 2],
    lambda text: text + "\t- :",
    lambda text: "",
)


def test_the_place_is_kept(session):
    """In random edits (`LONG`: a hundred). Some move the slide at hand, call it otherwise or break the files."""
    chance = random.Random(19)
    model = Project(chance)
    session.write(MODULE, model.module)
    session.write(SEMINAR, model.programme(written(session.home, SEMINAR)))
    until(session.page, lambda: session.order == model.order)
    here = chance.choice(model.order)
    session.show(here)
    kept = broken = 0
    for n in range(10 * TIMES):
        if n % 5 == 4:  # an error, and its repair in what follows
            session.write(MODULE, chance.choice(BREAKS)(model.module))
            until(session.page, lambda: not session.state("seminar.current"))
            assert (session.state("current"), session.order) == (here, model.order)
            broken += 1
        here = model.edited(here)
        files = [(MODULE, model.module), (SEMINAR, model.programme(written(session.home, SEMINAR)))]
        for path, text in files if chance.random() < 0.5 else reversed(files):
            session.write(path, text)
        until(session.page, lambda: session.state("seminar.current") and session.order == model.order)
        assert session.state("current") == here, (n, here)
        until(session.page, lambda here=here: session.picture("slide") == here)
        kept += 1
        if n % 10 == 9:
            here = chance.choice(model.order)
            session.show(here)
    assert (kept, broken) == (10 * TIMES, 2 * TIMES) and session.page.evaluate("blank") == 0


def test_no_state_of_the_files_leaves_a_blank_page(session):
    """Ways in which they are broken, each in both files (`LONG`: fifty), one after another."""
    chance = random.Random(19)
    texts = {path: written(session.home, path) for path in (MODULE, SEMINAR)}
    told, count = 0, 50 if LONG else 16
    for n in range(count):
        path = (MODULE, SEMINAR)[n % 2]
        text = texts[path]
        at = chance.randrange(len(text))
        states = (
            text[:at],
            text[:at] + chance.choice("[]{}\"'&*!|>@`%\t") + text[at:],
            text[:at] + text[at + 40 :],
            text.replace("slides:", "slydes:"),
            text + text,
            "- a\n- b\n",
            "\ufeff",
            text.replace("\n", "\n  "),
        )
        session.write(path, states[n // 2 % len(states)])
        session.settle()
        told += bool(session.state("findings.length"))
        if n % 7 == 6:
            session.write(path, text)
    for path, text in texts.items():
        session.write(path, text)
    until(session.page, lambda: session.state("findings.length") == 0)
    for path, text in texts.items():
        (session.home / path).unlink()
        until(session.page, lambda: session.state("findings.length") > 0)
        (session.home / path).write_bytes(text.encode())
        until(session.page, lambda: session.state("findings.length") == 0)
    assert told > count * 0.6 and session.page.evaluate("blank") == 0


def _syllable(chance: random.Random) -> tuple[str, list[str]]:
    """A syllable, and what stands there while it is composed."""
    first, vowel, last = chance.randrange(19), chance.randrange(21), chance.randrange(28)
    steps = ["ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"[first], chr(0xAC00 + (first * 21 + vowel) * 28)]
    whole = chr(0xAC00 + (first * 21 + vowel) * 28 + last)
    return whole, [*steps, whole] if last else steps


def test_no_syllable_is_broken(session):
    """In compositions (`LONG`: two hundred), half in the source and half in the form, while others write beside."""
    page, chance = session.page, random.Random(19)
    keyboard = page.context.new_cdp_session(page)
    session.show("why")
    sent: list[str] = []
    for place in ("source", "form"):
        title = str(session.state("seminar.slides.why.title"))
        if place == "source":
            session.into_words(title)
        else:
            page.locator("#tab-form").click()
            area = page.locator("#pane-form .language[lang=ko] textarea").first
            area.click()
            area.evaluate("(area) => area.setSelectionRange(1, 1)")
        whole = ""
        for n in range(10 * TIMES):
            syllable, steps = _syllable(chance)
            for step in steps:
                keyboard.send("Input.imeSetComposition", {"text": step, "selectionStart": 1, "selectionEnd": 1})
                if n % 10 == 3:
                    _writes_beside(session, n)
                    page.wait_for_timeout(150)
                    sent.append(written(session.home))
            keyboard.send("Input.insertText", {"text": syllable})
            whole += syllable
            if n % 9 == 0:
                page.wait_for_timeout(200)
                sent.append(written(session.home))
        expected = title[0] + whole + title[1:]
        until(page, lambda expected=expected: f"ko: {expected}" in written(session.home))
        session.settle()
        until(page, lambda expected=expected: session.state("seminar.slides.why.title") == expected)
    assert len(sent) > 4 * TIMES and not any(JAMO.search(text) for text in sent)
    page.locator("#tab-form").click()


def _writes_beside(session: Session, n: int) -> None:
    """Somebody writes into another slide of the same file."""
    text = session.talk.yes("file", path=MODULE)
    at = text["text"].index("세 걸음")
    answer = session.talk.ask("edit", path=MODULE, version=text["version"], splices=[[at, at, str(n % 10)]])
    assert answer.keys() & {"yes", "no"}


def test_neither_of_two_who_write_loses_anything(session):
    """One on the page, one elsewhere, in the same file at the same time: all letters of both are there, in order."""
    page, talk = session.page, session.talk
    session.show("why")
    session.into_words("왜 이것이 필요할까요")
    mine = theirs = ""
    refused, count = 0, 60 if LONG else 20
    for n in range(count):
        letter = "abcdefghij"[n % 10]
        page.keyboard.press(letter)
        mine += letter
        there = talk.yes("file", path=MODULE)
        assert theirs in there["text"], (theirs, refused, mine, there["text"])
        at = there["text"].index("세 걸음") if not theirs else there["text"].index(theirs) + len(theirs)
        values = {"path": MODULE, "version": there["version"], "splices": [[at, at, str(n % 10)]]}
        if "yes" in talk.ask("edit", **values):
            theirs += str(n % 10)
        else:
            refused += 1
    until(page, lambda: page.evaluate("studio.clean") and page.evaluate("studio.source.text") == written(session.home))
    text = written(session.home)
    assert (
        f"왜{mine} 이것이" in text
        and f"{theirs}세 걸음" in text
        and len(theirs) + refused == count
        and len(theirs) > count // 3
    )


def test_what_is_made_outside_appears(session):
    """A slide in a module, a programme that names it, a module and a seminar that are new, and one that goes."""
    text, programme = written(session.home), written(session.home, SEMINAR)
    (session.home / MODULE).write_bytes((text + "- id: extra\n  kind: statement\n  title: 더\n").encode())
    (session.home / SEMINAR).write_bytes((programme.rstrip("\n") + "\n  - extra\n").encode())
    until(session.page, lambda: session.order[-1] == "extra")
    other = session.home / "content/seminars/other.yaml"
    other.write_bytes(programme.replace("작은 세미나", "또 하나").encode())
    until(session.page, lambda: [s["title"] for s in session.state("seminars")] == ["또 하나", "작은 세미나"])
    assert session.page.locator(".bar select option").all_inner_texts() == ["또 하나", "작은 세미나"]
    other.unlink()
    until(session.page, lambda: session.page.locator(".bar select").count() == 0)
    assert session.state("seminar.seminar") == "talk"
