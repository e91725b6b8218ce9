"""What the studio writes into files: the stretches that are meant, and not a byte beside them."""

from __future__ import annotations

import asyncio
import json
import random
import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from conftest import ROOT
from shared import PROJECT
from studios import MODULE, SEMINAR, project, running, talking

from deckgen.reading.parser import parse
from deckgen.reading.stretches import stretches
from deckgen.studio.answers import ANSWERS
from deckgen.studio.browser_text import Counted, shown
from deckgen.studio.desk import Desk, Refused, difference
from deckgen.studio.order import moved
from deckgen.studio.scalars import rewritten, shown_words
from deckgen.studio.sessions import Page, Studio
from deckgen.workspace import Workspace

WORDS = (
    "새 제목",
    "A plain title",
    "쉼표, 그리고 {괄호}: 콜론",
    'it\'s “quoted”, "twice"',
    "- 하이픈으로 시작",
    "# 표",
    "yes",
    "2026",
    "null",
    " 빈칸 ",
    "😀 이모지",
    "여러\n줄",
    "긴 글입니다. " * 30 + "끝",
    "C:\\path\\n",
    "{{ event.client }} 여러분",
)
ENDS = {"unix": "\n", "windows": "\r\n", "old mac": "\r"}


def texts() -> dict[str, str]:
    """Files that people wrote, as bytes have them."""
    small = (PROJECT / MODULE).read_bytes().decode("utf-8")
    paths = sorted((ROOT / "content/modules").glob("*.yaml"))
    # a beginning is enough: each edit reads its text six times
    large = {p.stem: "\n- id:".join(p.read_bytes().decode("utf-8").split("\n- id:")[:5]) + "\n" for p in paths[:3]}
    return {"small": small} | large


@pytest.mark.parametrize("end", ENDS)
def test_other_words_change_one_value(end):
    """In each way in which a value may be written; what was around it is what it was, to the byte."""
    chosen = random.Random(19)
    tried = 0
    for name, text in texts().items():
        written = text.replace("\n", ENDS[end])
        scalars = [s for s in stretches(written) if s.sort == "scalar" and s.steps[-1] not in ("id", "kind")]
        for scalar in chosen.sample(scalars, 12):
            words = chosen.choice(WORDS)
            start, stop, piece = rewritten(written, scalar.steps, words)
            after = written[:start] + piece + written[stop:]
            assert scalar.start <= start and stop <= scalar.end, (name, scalar)
            value, _ = parse(after, name)
            for step in scalar.steps:
                value = value[step]
            assert value is None or str(value).rstrip("\n") == words.rstrip("\n") or words == " 빈칸 ", (
                name,
                scalar,
                words,
            )
            untouched = {s.steps: s.text for s in stretches(written) if s.steps != scalar.steps}
            assert untouched == {s.steps: s.text for s in stretches(after) if s.steps != scalar.steps}
            assert end != "windows" or "\n" not in after.replace("\r\n", "")
            tried += 1
    assert tried == 48


#: How `you're` is written in the place of each of some values.
YOURS = {
    ("a",): "a: 'you''re'\n",
    ("b",): 'b: "you\'re"\n',
    ("c",): "c: you're\n",
    ("d",): "d: >-\n    you're\n",
    ("e",): "e: |\n  you're\n",
    ("f", "ko"): "f: {ko: you're, en: b}\n",
}


def test_quotes_and_lines_stay_what_they_are():
    text = "a: 'it''s'\nb: \"x\"\nc: plain\nd: >-\n    long\n    text\ne: |\n  one\n  two\nf: {ko: 가, en: b}\n"
    for steps, line in YOURS.items():
        start, stop, piece = rewritten(text, steps, "you're")
        assert line in text[:start] + piece + text[stop:]


def test_places_of_a_browser_are_places_of_the_file():
    """Whatever ends its lines, and however many units its letters take."""
    for text in ("a\nb", "가\r\n나\r\n", "\ufeffa\r\n😀b\n\rc", "", "😀", "a\rb\r\nc\nd"):
        counted, seen = Counted(text), shown(text)
        units = seen.encode("utf-16-le")
        places = 0
        for offset in range(len(text) + 1):
            if text[offset - 1 : offset + 1] == "\r\n":
                continue  # between the two there is no place
            place = counted.place(offset)
            assert counted.offset(place) == offset and units[: 2 * place].decode("utf-16-le") == shown(text[:offset])
            places += 1
        assert places == len(seen) + 1
    for wrong in (-1, 3, 99):
        with pytest.raises(ValueError, match="place"):
            Counted("a😀").offset(wrong) if wrong != 3 else Counted("😀😀").offset(3)


SEMINARS = ("city-office", "five-questions", "media-commerce", "platform-summit")


@pytest.mark.parametrize("name", SEMINARS)
@pytest.mark.parametrize("end", ["unix", "windows"])
def test_moves_move_lines(name, end):
    """A hundred moves one after another: the entries are in the order that is meant, and each line is there as often as
    before."""
    text = (ROOT / f"content/seminars/{name}.yaml").read_bytes().decode("utf-8").replace("\n", ENDS[end])
    chosen = random.Random(name)
    made = 0
    for _ in range(25):
        lists = {
            s.steps: [text[i.start : i.end].strip() for i in _items(text, s.steps)]
            for s in stretches(text)
            if s.sort == "list" and len(s.steps) == 3 and s.steps[0] == "programme" and s.bracketed is False
        }
        source, target = chosen.choice(list(lists)), chosen.choice(list(lists))
        number, before = chosen.randrange(len(lists[source])), chosen.randrange(len(lists[target]) + 1)
        if source != target and len(lists[source]) == 1:
            continue
        pieces = moved(text, source, number, target, before)
        after = text
        for start, stop, words in sorted(pieces, reverse=True):
            after = after[:start] + words + after[stop:]
        assert Counter(after.splitlines()) == Counter(text.splitlines())
        entry = lists[source].pop(number)
        lists[target].insert(before - (source == target and before > number), entry)
        now = {steps: [after[i.start : i.end].strip() for i in _items(after, steps)] for steps in lists}
        assert [_words(v) for v in now.values()] == [_words(v) for v in lists.values()]
        text, made = after, made + 1
    assert made > 15


def _items(text, steps):
    return sorted((s for s in stretches(text) if s.steps[:-1] == steps), key=lambda s: s.start)


def _words(entries):
    """Entries without the remarks and lines between them, which belong to no value."""
    return [
        "\n".join(x.strip() for x in e.splitlines() if x.strip() and not x.strip().startswith("#")) for e in entries
    ]


def test_words_between_brackets_move():
    text = "programme:\n- part: a\n  slides: [one,  two, three]\n- part: b\n  slides:\n  - four\n  - five # last\n"
    a, b = ("programme", 0, "slides"), ("programme", 1, "slides")

    def after(*move):
        out = text
        for start, stop, words in sorted(moved(text, *move), reverse=True):
            out = out[:start] + words + out[stop:]
        return out

    assert "[three,  one, two]" in after(a, 2, a, 0)
    assert "[two, three]" in after(a, 0, b, 1) and "- four\n  - one\n  - five # last\n" in after(a, 0, b, 1)
    assert "[one,  two, three, four]" in after(b, 0, a, 3) and "slides:\n  - five # last\n" in after(b, 0, a, 3)


def test_nobody_writes_over_others(tmp_path):
    """A version that is not the file's any more is refused, and so is one that was written outside meanwhile."""
    home = project(tmp_path / "project")
    desk = Desk(home, Workspace(home))
    text, version = desk.text(MODULE)
    assert desk.write(MODULE, version, [(0, 0, "# a\n")]).version == 1
    with pytest.raises(Refused) as refused:
        desk.write(MODULE, version, [(0, 0, "# b\n")])
    assert (refused.value.version, refused.value.text) == (1, "# a\n" + text)
    assert desk.came(MODULE) is None  # what the watcher tells of our own write
    (home / MODULE).write_bytes(("# outside\n" + text).encode())
    with pytest.raises(Refused) as refused:
        desk.write(MODULE, 1, [(0, 0, "# c\n")])
    assert (refused.value.version, refused.value.text) == (2, "# outside\n" + text)
    assert (home / MODULE).read_bytes().decode() == "# outside\n" + text
    assert desk.write(MODULE, 2, [(0, 10, "")]).version == 3 and (home / MODULE).read_bytes().decode() == text


def test_a_text_is_of_its_version(tmp_path):
    """While somebody writes, nobody reads the text of before with the number of after: what follows from such a text
    would stand elsewhere than meant."""
    home = project(tmp_path / "project")
    workspace = Workspace(home)
    desk = Desk(home, workspace)
    desk.write(MODULE, 0, [(0, 0, "# one\n")])
    before, _ = desk.text(MODULE)
    taking, go_on, take = threading.Event(), threading.Event(), workspace.take

    def slowly(edits):
        taking.set()
        go_on.wait(10)
        take(edits)

    workspace.take = slowly
    with ThreadPoolExecutor() as pool:
        writes = pool.submit(desk.write, MODULE, 1, [(0, 0, "# two\n")])
        assert taking.wait(10)
        reads = pool.submit(desk.text, MODULE)
        wait([reads], 0.2)
        go_on.set()
        assert reads.result(10) in ((before, 1), ("# two\n" + before, 2)) and writes.result(10).version == 2


#: What pages ask that follows from what was looked at, with the words of the file that it writes.
FOLLOWS = {
    "move": {"seminar": "talk", "slide": "how", "before": "why", "part": 1},
    "leave-out": {"seminar": "talk", "slide": "how"},
    "fix": {"finding": 0, "code": "{code}", "way": 0},
    "add": {"seminar": "talk", "kind": "statement", "after": "why"},
}


@pytest.mark.parametrize("do", FOLLOWS)
def test_nothing_is_written_between_looking_and_writing(tmp_path, do):
    """Somebody types at the head of the same file the while: that is taken or refused, so that the page sends it again;
    what was asked for is in its place."""
    home = project(tmp_path / "project")
    if do == "fix":
        text = (home / MODULE).read_text("utf-8")
        (home / MODULE).write_text(text.replace("kind: statement", "kind: statment", 1), "utf-8")
    path = MODULE if do in ("fix", "add") else SEMINAR

    async def both(disturbed: bool) -> str:
        writer = Writer(home)
        look, typed = writer.studio.looked, []

        async def looked() -> None:
            await look()
            if disturbed and not typed:
                version = writer.studio.desk.text(path)[1]
                edit = {"do": "edit", "n": 2, "path": path, "version": version, "splices": [[0, 0, "# typed\n"]]}
                typed.append(asyncio.create_task(writer.studio.hear(writer.page, json.dumps(edit))))
                await asyncio.sleep(0.05)

        writer.studio.looked = looked
        findings = writer.studio.workspace.findings
        values = {k: findings[0].code if v == "{code}" else v for k, v in FOLLOWS[do].items()}
        assert await writer.ask(do, **values), writer.told
        await asyncio.gather(*typed)
        said = [told for told in writer.told if told.get("n") == 2]
        assert len(said) == disturbed and all("yes" in told or told["no"] == "changed" for told in said)
        return writer.text(path).removeprefix("# typed\n" if said and "yes" in said[0] else "")

    before = (home / path).read_bytes()
    alone = asyncio.run(both(False))
    assert alone.encode() != before
    (home / path).write_bytes(before)
    assert asyncio.run(both(True)) == alone


def test_two_pages_see_each_others_words(tmp_path):
    """Each as splices at places of its own text, with one version after another."""
    home = project(tmp_path / "project")
    with running(home) as server, talking(server) as one, talking(server) as two:
        for page in (one, two):
            page.yes("begin", language="ko")
        text = one.yes("file", path=MODULE)["text"]
        at = text.index("왜")
        assert one.yes("edit", path=MODULE, version=0, splices=[[at, at + 1, "😀 왜"]]) == {"version": 1}
        assert two.until("file") == {"file": MODULE, "version": 1, "splices": [[at, at + 1, "😀 왜"]]}
        refused = two.ask("edit", path=MODULE, version=0, splices=[[0, 0, "x"]])
        assert (refused["no"], refused["version"]) == ("changed", 1)
        assert two.yes("edit", path=MODULE, version=1, splices=[[at + 3, at + 4, "어째서"]]) == {"version": 2}
        assert (home / MODULE).read_bytes().decode() == text.replace("왜", "😀 어째서")
        assert one.until("change")["change"].keys() & {"slides", "seminar"}
        assert one.yes("move", seminar="talk", slide="how", before="why", part=1) == {}
        lines = (home / SEMINAR).read_bytes().decode().splitlines()
        assert lines[-3:] == ["  - slide: how", "    minutes: 2", "  - why"]


def test_what_is_typed_on_the_way_stays_as_it_was_written():
    """Blanks at the end of words that go on, empty lines, and two blanks are no reason for quotes."""
    text = "a: plain\nb: >-\n  one two\nc: |\n  one\nd: {ko: 가}\n"

    def after(steps, words):
        start, stop, piece = rewritten(text, steps, words)
        return text[:start] + piece + text[stop:]

    assert after(("a",), "plain text ") == text.replace("plain", "plain text")
    assert after(("b",), "one two ") == text == after(("c",), "one\n")
    assert after(("b",), "one  two\nthree\n\nfour ") == text.replace("one two", "one  two\n\n  three\n\n\n  four")
    assert after(("c",), "one\n\n- two \n  - three") == text.replace("one\nd", "one\n\n  - two\n    - three\nd")
    assert after(("d", "ko"), "가나 ") == text.replace("가", "가나")
    long = " ".join(["word"] * 60)
    assert max(map(len, after(("b",), long).splitlines())) <= 120


class Writer:
    """Somebody who edits through the studio as a page does, without a socket between."""

    def __init__(self, home) -> None:
        self.studio = Studio(home, ANSWERS)
        self.told: list[dict[str, object]] = []
        self.page = Page(self._take)
        self.home = home

    async def _take(self, told) -> None:
        self.told.append(told)

    async def ask(self, do: str, **values: object) -> bool:
        """Asks for something; whether it was done."""
        await self.studio.hear(self.page, json.dumps({"do": do, "n": 1} | values))
        return "yes" in self.told[-1]

    def text(self, path: str) -> str:
        return (self.home / path).read_bytes().decode("utf-8")


def _between(before: str, after: str) -> tuple[int, int, str]:
    """The one stretch in which two texts differ."""
    cut = difference("", before, after)
    return cut.start, cut.end, cut.text


@pytest.mark.slow
@pytest.mark.parametrize("end", ["unix", "windows"])
def test_no_byte_is_another_beside_an_edit(tmp_path, end):
    """Five hundred edits of all sorts that pages make, with each end of lines: values, stretches, fields and items that
    come and go, slides that move, steps that are taken back."""
    home = project(tmp_path / "project")
    for path in (MODULE, SEMINAR):
        (home / path).write_bytes((home / path).read_bytes().replace(b"\n", ENDS[end].encode()))
    made = asyncio.run(_edits(Writer(home), random.Random(end), 500))
    assert sum(made.values()) == 500 and min(made[how] for how in ("set", "edit", "put", "drop", "item", "move")) > 15


async def _edits(writer: Writer, chance: random.Random, count: int) -> Counter[str]:
    made: Counter[str] = Counter()
    while sum(made.values()) < count:
        how = chance.choice(("set", "set", "edit", "put", "drop", "item", "move", "move", "undo"))
        path = SEMINAR if how == "move" else MODULE
        before = writer.text(path)
        done = await _HOWS[how](writer, chance, path, before)
        after = writer.text(path)
        if not done:
            assert after == before, how
            continue
        made[how] += 1
        assert ENDS["windows"] not in before or "\n" not in after.replace("\r\n", "")
    return made


async def _sets(writer, chance, path, before) -> bool:
    value = chance.choice([s for s in stretches(before) if s.sort == "scalar" and s.steps[-1] not in ("id", "kind")])
    words = chance.choice(WORDS).strip()
    done = await writer.ask("set", path=path, steps=list(value.steps), before=shown_words(value), text=words)
    after = writer.text(path)
    assert after.startswith(before[: value.start]) and after.endswith(before[value.end :])
    assert (
        not done or next(s for s in stretches(after) if s.steps == value.steps).text.strip() == words or "\n" in words
    )
    return done


async def _splices(writer, chance, path, before) -> bool:
    value = chance.choice([s for s in stretches(before) if s.sort == "scalar" and s.steps[-1] == "en"])
    at = len(shown(before[: value.start + 1]).encode("utf-16-le")) // 2
    version = writer.studio.desk.text(path)[1]
    done = await writer.ask("edit", path=path, version=version, splices=[[at, at, "가"]])
    assert writer.text(path) == before[: value.start + 1] + "가" + before[value.start + 1 :]
    return done


#: Fields that come and go: a text, a number, a group.
PUT = {
    "takeaway": {"ko": "요점", "en": "So"},
    "minutes": "3",
    "unspoken": {"pause": "1", "question": "0.5"},
}


async def _puts(writer, chance, path, before) -> bool:
    slide = chance.choice([s.steps for s in stretches(before) if len(s.steps) == 2])
    name, value = chance.choice(list(PUT.items()))
    done = await writer.ask("put", path=path, steps=list(slide), name=name, value=value)
    start, stop, piece = _between(before, writer.text(path))
    assert start == stop and (name in piece) == done
    return done


async def _drops(writer, chance, path, before) -> bool:
    fields = [s for s in stretches(before) if len(s.steps) == 3 and s.steps[-1] in PUT]
    if not fields:
        return False
    steps = chance.choice(fields).steps
    done = await writer.ask("drop", path=path, steps=list(steps[:-1]), name=steps[-1])
    _, _, piece = _between(before, writer.text(path))
    assert piece == ""
    return done


async def _item_edits(writer, chance, path, before) -> bool:
    lists = [s for s in stretches(before) if s.sort == "list" and s.steps[-1] == "items"]
    of = chance.choice(lists).steps
    count = sum(1 for s in stretches(before) if s.steps[:-1] == of)
    how = "repeat" if count < 3 else "remove" if count > 5 else chance.choice(("repeat", "remove", "move"))
    number, goal = chance.randrange(count), chance.randint(0, count)
    done = await writer.ask("item", path=path, steps=list(of), number=number, how=how, before=goal)
    lines, now = Counter(before.splitlines(True)), Counter(writer.text(path).splitlines(True))
    assert (lines == now) if how == "move" else (now - lines if how == "repeat" else lines - now).total() <= 1
    return done and writer.text(path) != before


async def _moves(writer, chance, path, before) -> bool:
    view = writer.studio.workspace.view("talk")
    slide, goal = chance.sample([s for s in view.slides if s.entry], 2)
    done = await writer.ask("move", seminar="talk", slide=slide.id, before=goal.id, part=goal.part)
    after = writer.text(path)
    words, rest = (sorted(re.findall(r"\w[\w-]*", text)) for text in (before, after))  # hyphens before items may go
    assert words == rest and after.partition("programme:")[0] == before.partition("programme:")[0]
    return done and after != before


async def _undoes(writer, chance, path, before) -> bool:
    earlier = before, writer.text(SEMINAR)
    value = next(s for s in stretches(before) if s.steps[-2:] == ("title", "ko"))
    if not await writer.ask("set", path=path, steps=list(value.steps), before=shown_words(value), text="되돌릴 글"):
        return False
    assert await writer.ask("undo")
    assert (writer.text(path), writer.text(SEMINAR)) == earlier
    return True


_HOWS = {
    "set": _sets,
    "edit": _splices,
    "put": _puts,
    "drop": _drops,
    "item": _item_edits,
    "move": _moves,
    "undo": _undoes,
}
