"""Every check of a whole talk, found by walking them: a talk that it complains of, and one that it lets pass."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from itertools import count, cycle, islice
from typing import NamedTuple

import pytest
from conftest import brand, fonts
from shared import small_project
from test_cli import change
from test_errors import run

import deckgen.checks
from deckgen.checks.deck import RHYTHM_CHECKS, SHORT, check_talk
from deckgen.checks.facts import facts
from deckgen.checks.room import reach, unreadable
from deckgen.checks.silhouettes import ground
from deckgen.checks.talk import Talk
from deckgen.composing.deck import Placed, PlacedPart
from deckgen.diagnostics import Span
from deckgen.layout.kinds import KINDS
from deckgen.layout.otherwise import OF_A_SENTENCE, OF_NAMES, other_kinds
from deckgen.layout.typeset import Setting, block
from deckgen.reading.hall import RHYTHM, Length, RhythmPlan, RoomPlan
from deckgen.reading.values import Slug, Text
from deckgen.richtext import unmarked
from deckgen.scene import Box, Item, Picture, Rect, Run, Scene

BRAND = brand("openmaru")
PARTS = tuple(
    PlacedPart(n, unmarked(f"부 {n}")._replace(span=Span("content/seminars/s.yaml", 20 + n)), (), 0.0) for n in (1, 2)
)
#: Panels at places of their own: eight silhouettes that have little in common.
PANELS = [Rect(x, y, 180, 90) for y in (150, 300) for x in (60, 270, 480, 690)]


class Drawn(NamedTuple):
    """A slide to be: what is on it, on which ground, of which kind and in which part."""

    items: tuple[Item, ...]
    background: str = "paper"
    kind: str = "cards"
    part: int = 0
    transition: str | None = None
    line: int = 0


HEAD = Rect(56, 60, 848, 90)


def words(text: str, size: float, role: str = "", rect: Rect = HEAD, colour: str = "text") -> Box:
    setting = Setting((Run(text, "text", False, colour),), (float(size),))
    return Box("글", rect, block((setting,), fonts(), rect), role=role)  # type: ignore[arg-type]


NUMBER = words("1", 12, "furniture", Rect(864, 506, 40, 18))


def plain(n: int, *more: Item, **look: object) -> Drawn:
    """A slide as there are many: the n-th silhouette of eight, and its number at the foot."""
    kind = look.pop("kind", ("cards", "flow", "table")[n % 3])
    panel = Box("판", PANELS[n % 8], fill="accent", decorative=True)
    return Drawn((words(f"글 {n}", 24, rect=Rect(60, 30 + n % 2, 90, 40)), panel, NUMBER, *more), kind=kind, **look)  # type: ignore[arg-type]


def hero(n: int = 0) -> Drawn:
    """The n-th of eight heroes, on two grounds."""
    at = Rect(60 + 400 * (n % 2), 60 + 300 * (n // 2 % 2), 400, 90)
    return Drawn((words("한 문장", 64, rect=at, colour="paper"),), ("strong", "accent")[n // 4 % 2], "statement")


def filled(*slides: Drawn) -> tuple[Drawn, ...]:
    """These slides, and heroes with others between them, until it is a talk that has no fault of its own."""
    more = [hero(n // 4) if n % 4 == 3 else plain(n, kind=("loop", "relation", "cluster")[n % 3]) for n in range(24)]
    return (*slides, hero(7), *more)


def talk(slides: tuple[Drawn, ...], limits: RhythmPlan = RHYTHM, room: RoomPlan | None = None) -> Talk:
    """Slides as a talk, each with a line of its own."""
    placed, scenes = [], []
    for n, drawn in zip(count(1), slides, strict=False):
        span = Span("content/modules/m.yaml", drawn.line or n)
        own = {"id": Slug(f"s-{n}"), "kind": drawn.kind, "title": Text.parse("제목")}
        slide = KINDS[drawn.kind](**own | {"cards": (), "rows": (), "steps": (), "support": None}).at(span)
        placed.append(Placed(slide, n, PARTS[drawn.part], (), None, None, unmarked("제목")))
        scenes.append(
            Scene(slide.id, n, "content", unmarked("제목"), "ko", drawn.background, drawn.items, span=span)._replace(
                transition=drawn.transition  # type: ignore[arg-type]
            )
        )
    deck = type("Deck", (), {"slides": tuple(placed)})
    title = Span("content/seminars/s.yaml", 1)
    return Talk(facts(deck, scenes, BRAND.theme), BRAND.theme.page, limits, room, title)  # type: ignore[arg-type]


class Case(NamedTuple):
    """A talk that a check complains of, in these words at this line; and one that is nearly as bad, but sound."""

    bad: Talk
    message: str
    line: int
    good: Talk


def taken(slides: tuple[Drawn, ...], n: int) -> tuple[Drawn, ...]:
    """The same, with a takeaway on the first n that are no heroes."""
    band = words("한 줄", 20, "takeaway", Rect(700, 440, 100, 30))
    left = iter(range(n))
    return tuple(
        s._replace(items=(*s.items, band)) if s.background == "paper" and next(left, None) is not None else s
        for s in slides
    )


ALIKE = [plain(n // 8, kind=kind) for n, kind in zip(range(8), cycle(("cards", "flow")), strict=False)]
SEVEN = tuple(plain(n) for n in range(7))
ROOM = RoomPlan(depth=Length(15.0, None), screen=Length(3.0, None))
LARGE = Drawn((words("글", 24, rect=Rect(60, 200, 300, 60)), NUMBER))
#: Ten slides that belong together, on two grounds without a hero.
GROUNDS = tuple(plain(n)._replace(background="surface" if n == 8 else "paper") for n in range(9))
CASES = {
    "one_kind": Case(
        talk(filled(*(plain(n, kind="flow") for n in range(3)))),
        "3 slides in a row are of the kind `flow` (1 to 3), expected at most 2",
        3,
        talk(filled(*(plain(n, kind="flow") for n in range(2)), plain(2))),
    ),
    "like_neighbours": Case(
        talk(filled(*ALIKE[:2])),
        "slide 2 looks like slide 1 before it: their silhouettes are alike by 100 percent, expected less than 85",
        2,
        talk(filled(ALIKE[0], ALIKE[1]._replace(transition="morph"))),
    ),
    "common_silhouette": Case(
        talk(tuple(s for n in range(8) for s in (plain(n % 7 + 1), ALIKE[0] if n < 3 else hero(n)))),
        "3 of 16 slides have one silhouette (2, 4, 6): 19 percent, expected at most 12",
        6,
        talk(tuple(s for n in range(8) for s in (plain(n % 7 + 1), ALIKE[0] if n < 2 else hero(n)))),
    ),
    "far_heroes": Case(
        talk(filled(*SEVEN)),
        "7 slides in a row without a hero (1 to 7), expected one in every 7",
        7,
        talk(filled(*SEVEN[:6])),
    ),
    "parts_without_hero": Case(
        talk((*(s._replace(part=1) for s in SEVEN[:3]), *filled())),
        "this part has no hero among its 3 slides (1 to 3)",
        22,
        talk((*(s._replace(part=1) for s in SEVEN[:2]), *filled())),
    ),
    "one_ground": Case(
        talk(filled(*(plain(n) for n in range(9)))),
        "9 slides in a row stand on the ground `paper` (1 to 9), expected at most 8",
        9,
        talk(filled(*GROUNDS)),
    ),
    "many_takeaways": Case(
        talk(taken(filled(), 11)),
        "11 of 25 slides have a takeaway: 44 percent, expected at most 40",
        1,
        talk(taken(filled(), 10)),
    ),
    "unreadable": Case(
        talk((Drawn((words("글", 18, rect=Rect(60, 200, 300, 60)), NUMBER)), LARGE), room=ROOM),
        "the last row cannot read this: 18 pt reads to 11.2 m on a screen of 3 m, and that row sits at 15 m",
        1,
        talk((LARGE,), room=ROOM),
    ),
}
CHECKS = {each.__name__: each for each in (*RHYTHM_CHECKS, unreadable)}


def test_every_check_of_a_talk_is_called_and_has_its_cases():
    """A check that nobody calls, and one without cases, are found."""
    signature = ("Talk", "Iterator[Diagnostic]")
    written = {
        name
        for module in pkgutil.iter_modules(deckgen.checks.__path__)
        for name, value in vars(import_module(f"deckgen.checks.{module.name}")).items()
        if inspect.isfunction(value)
        and not name.startswith("_")
        and tuple(inspect.get_annotations(value).values()) == signature
    }
    assert len(CHECKS) > 7
    assert written == set(CHECKS) == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_check_complains_of_a_talk_and_lets_another_pass(name):
    """Of the bad talk once, in these words where it was written, with a hint; not of what is only nearly as bad."""
    case, each = CASES[name], CHECKS[name]
    (finding,) = each(case.bad)
    assert (finding.message, finding.span.line, finding.severity) == (case.message, case.line, "warning")
    assert finding.hint
    assert list(each(case.good)) == []


def test_a_sound_talk_has_no_finding():
    """What the cases are filled with is sound, so that none of them complains of that."""
    found = [d for each in RHYTHM_CHECKS for d in each(talk(filled()))]
    assert found == []


def test_what_a_hero_is():
    """Large type alone is none, nor a dark ground alone, nor a slide with its number; a picture may be the ground."""
    photo = Picture("사진", Rect(0, 0, 960, 540), "a.png", b"", (1920, 1080), "밤의 항구")
    shown = (
        hero(),
        Drawn((words("한 문장", 64),)),
        Drawn((words("한 문장", 40, colour="paper"),), "strong"),
        Drawn((words("한 문장", 64, colour="paper"), NUMBER), "strong"),
        Drawn((photo, words("한 문장", 64, colour="paper"))),
        Drawn((Box("면", Rect(0, 0, 960, 540), fill="accent"), words("한 문장", 64, colour="paper"))),
        Drawn((Box("면", Rect(0, 0, 900, 540), fill="accent"), words("한 문장", 64, colour="paper"))),
    )
    seen = talk(shown).slides
    assert [s.hero for s in seen] == [True, False, False, False, True, True, False]
    assert [s.ground for s in seen] == ["strong", "paper", "strong", "strong", "picture", "accent", "paper"]
    assert ground(seen[0].scene, BRAND.theme) == "strong"


def test_a_variant_of_the_kind_is_offered_before_another_kind(monkeypatch):
    """Which another kind may be follows from how many things the slide names; what is offered exists."""
    known = {*OF_NAMES, *OF_A_SENTENCE}
    assert known <= set(KINDS) and len(known) > 8
    bad = CASES["one_kind"].bad
    (finding,) = CHECKS["one_kind"](bad)
    assert str(finding.hint).startswith("show it as another kind, for example `statement`")
    three = KINDS["cards"](kind="cards", cards=tuple(type("C", (), {"title": None, "text": None}) for _ in range(3)))
    assert other_kinds(three) == ["steps", "flow", "table"]
    monkeypatch.setattr(KINDS["flow"], "variants", ("grid", "list"))
    (finding,) = CHECKS["one_kind"](talk(filled(*[plain(0, kind="flow")] * 3)))
    assert finding.hint == "choose another `variant`, for example `grid` or `list`"


@pytest.mark.parametrize(("metres", "size", "screen"), [(8, 13, 3), (11, 18, 3), (15, 24, 3), (10, 24, 2)])
def test_how_far_type_reads(metres, size, screen):
    """A character is read from 200 times its height; a page of 4:3 is smaller on the same screen."""
    assert round(reach(size, (960, 540), screen)) == metres
    assert reach(size, (960, 720), screen) == pytest.approx(reach(size, (960, 540), screen) * 3 / 4)


BASICS, SEMINAR = "content/modules/basics.yaml", "content/seminars/talk.yaml"


def monotonous(home):
    """A project of eight slides of one kind."""
    project = small_project(home)
    slide = "  kind: statement\n  hero: false\n  title: {ko: 한 문장, en: A sentence}\n"
    slides = "".join(f"- id: more-{n}\n{slide}" for n in range(1, 9))
    path = project / BASICS
    path.write_text(path.read_text(encoding="utf-8") + slides, encoding="utf-8")
    names = ", ".join(f"more-{n}" for n in range(1, 9))
    path = project / SEMINAR
    text = path.read_text(encoding="utf-8").replace("minutes: 10", "minutes: 30")
    part = "- part: {ko: 더, en: More}\n  lead: {ko: 더 봅니다, en: More of it}\n"
    path.write_text(f"{text.rstrip()}\n{part}  slides: [{names}]\n", encoding="utf-8")
    return project


def test_a_build_tells_of_rhythm_unless_the_seminar_does_not_want_it(tmp_path):
    """Warnings, which `--strict` makes errors; `rhythm: off` and limits of the seminar's own; the room."""
    project = monotonous(tmp_path / "project")
    only = ["build", "--to", "pptx"]
    status, _, said = run(only, project)
    assert status == 0 and "8 slides in a row are of the kind `statement`" in said
    assert run([*only, "--strict"], project)[0] == 1
    change(project / SEMINAR, "theme: openmaru", "theme: openmaru\nrhythm: {kind: 8, alike: 101, silhouette: 100}")
    status, _, said = run(only, project)
    assert status == 0 and "of the kind" not in said and "looks like" not in said and "without a hero" in said
    change(project / SEMINAR, "rhythm: {kind: 8, alike: 101, silhouette: 100}", "rhythm: off")
    status, _, said = run([*only, "--strict"], project)
    assert (status, said) == (0, "")
    change(project / SEMINAR, "rhythm: off", "rhythm: off\nroom: {depth: 40 m, screen: 300cm}")
    status, _, said = run(only, project)
    assert status == 0 and "m on a screen of 3 m, and that row sits at 40 m" in said


def test_what_an_author_wrote_as_one_slide_counts_as_one(monkeypatch):
    """A slide that goes over to others is not told to differ from itself; nor are variants that a kind chose."""
    over = tuple(plain(0, kind="flow", line=1) for _ in range(4))
    for name in ("one_kind", "like_neighbours"):
        assert list(CHECKS[name](talk(filled(*over)))) == []
        assert list(CHECKS[name](talk(filled(*(s._replace(line=0) for s in over)))))
    unlike = talk(filled(*(plain(n, kind="flow") for n in range(3))))
    assert list(CHECKS["one_kind"](unlike))
    monkeypatch.setattr(KINDS["flow"], "variants", ("grid", "list"))
    assert list(CHECKS["one_kind"](unlike)) == []


def test_what_is_not_spoken_to_is_left_out():
    """Hidden slides, and lists to look things up in."""
    deck = talk(filled())
    slides = [Placed(s.slide, s.number, s.part, (), None, None, unmarked("제목")) for s in deck.slides[:3]]
    slides[1] = slides[1]._replace(presence="hidden")
    slides[2] = slides[2]._replace(slide=KINDS["references"](kind="references", title=None))
    own = type("Deck", (), {"slides": tuple(slides)})
    seen = facts(own, [s.scene for s in deck.slides[:3]], BRAND.theme)  # type: ignore[arg-type]
    assert [s.spoken for s in seen] == [True, False, False]


def test_short_talks_are_not_scolded():
    """Seven slides of one kind that look alike."""
    short = tuple(islice(cycle(ALIKE[:1]), SHORT - 1))
    deck = talk(short)
    slides = tuple(Placed(s.slide, s.number, s.part, (), None, None, unmarked("제목")) for s in deck.slides)
    own = type("Deck", (), {"slides": slides, "rhythm": RHYTHM, "room": None, "title": unmarked("제목"), "pace": "off"})
    assert list(check_talk(own, BRAND, [s.scene for s in deck.slides])) == []  # type: ignore[arg-type]
    assert list(CHECKS["one_kind"](deck))
