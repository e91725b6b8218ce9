"""The library says what it means to say: every idea of the article that it grew from, facts with sources, code that
works."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import pytest
import yaml
from conftest import ROOT, brand

from deckgen.composing.deck import compose
from deckgen.composing.words import texts
from deckgen.languages import COMPLETE
from deckgen.layout.kinds import KINDS
from deckgen.pipeline import lay_out
from deckgen.reading.images import read_image
from deckgen.reading.seminar import read_facts, read_glossary, read_module, read_seminar, read_sources
from deckgen.reading.slide import Slide
from deckgen.reading.values import Text
from deckgen.scene import Box, Chart, walk

CONTENT = ROOT / "content"
MODULES = sorted(p.stem for p in (CONTENT / "modules").glob("*.yaml"))
SEMINARS = sorted(p.stem for p in (CONTENT / "seminars").glob("*.yaml"))

#: What a slide of these kinds says is no claim about the world: frames, the speaker's own advice, lists made by
#: deckgen.
FRAMES = {"title", "speaker", "agenda", "poll", "survey", "next-steps", "quiz", "references", "glossary", "closing"}
FRAMES |= {"downloads"}
#: Slides that give our own advice, and say so.
ADVICE = {"ad-first", "ad-pick", "ad-road", "ad-stop", "ad-roles", "pb-three", "pk-break", "wu-three"}
DOCKERFILE = {
    "FROM",
    "WORKDIR",
    "COPY",
    "RUN",
    "USER",
    "EXPOSE",
    "CMD",
    "ENTRYPOINT",
    "ENV",
    "ARG",
    "LABEL",
    "HEALTHCHECK",
    "ADD",
    "VOLUME",
}
#: What kubectl 1.34 and docker print, line by line, in the commands of our terminals.
PRINTED = [
    r"(?:deployment|service|configmap|networkpolicy)\.?[\w./-]*"
    r" (?:created|configured|unchanged|image updated|rolled back|scaled)",
    r'Waiting for deployment "[\w-]+" rollout to finish: \d+ (?:out )?of \d+'
    r" (?:new replicas have been updated|updated replicas are available)\.\.\.",
    r'deployment "[\w-]+" successfully rolled out',
    r"error: timed out waiting for the condition",
    r"deployment\.apps/[\w-]+",
    r"REVISION  CHANGE-CAUSE",
    r"\d+         <none>",
    r"NAME +READY +STATUS +RESTARTS +AGE",
    r"NAME +READY +UP-TO-DATE +AVAILABLE +AGE",
    r"[\w-]+ +\d+/\d+ +(?:Running|Pending|\d+ +\d+) +\d+ *(?:\(\d+[smh] ago\))? *(?:\d+[sm])?",
    r" {4}Last State: {5}Terminated",
    r" {6}(?:Reason: {7}OOMKilled|Exit Code: {4}137)",
    r"cache: \d+ MiB loaded",
    r"\[\+\] Building \d+\.\d+s \(\d+/\d+\) FINISHED",
    r"[0-9a-f]{12,64}",
    r"shop {2}Up \d+ seconds",
    r"listening on :8080",
    r"shop",
    r'Warning: existing pods in namespace "[\w-]+" violate the new',
    r'  PodSecurity enforce level "(?:baseline|restricted):latest"',
    r"Warning: [\w-]+ \(and \d+ other pods\):",
    r"  (?:(?:allowPrivilegeEscalation != false|unrestricted capabilities|runAsNonRoot != true|seccompProfile)"
    r"(?:, |,$|$))+",
    r"namespace/[\w-]+ labeled(?: \(server dry run\))?",
]


@lru_cache(maxsize=1)
def library() -> dict[str, Slide]:
    """Every slide of every module, by its id."""
    out: dict[str, Slide] = {}
    for name in MODULES:
        path = CONTENT / "modules" / f"{name}.yaml"
        module, found = read_module(path.read_text(encoding="utf-8"), f"content/modules/{name}.yaml", KINDS)
        assert [] == found
        out |= {slide: entry.slide for slide, entry in module.slides.items()}
    return out


def table(name: str, read) -> dict:
    made, found = read((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"), f"content/{name}.yaml")
    assert [] == found
    return made


def test_an_answer_of_an_ai_is_called_so():
    """The slide on how the seminar came about says that ChatGPT's answers were checked against official
    documentation."""
    story = library()["op-story"]
    assert (
        "ChatGPT" in story.support.by_language["ko"][0] and "공식 문서와 대조해" in story.support.by_language["ko"][0]
    )
    assert "checked its answers against official documentation" in story.support.by_language["en"][0]


@pytest.mark.parametrize("module", MODULES)
def test_everything_is_said_in_both_languages(module):
    """Each text of each slide is in Korean and in English, or the same in both."""
    read, _ = read_module(
        (CONTENT / "modules" / f"{module}.yaml").read_text(encoding="utf-8"), f"content/modules/{module}.yaml", KINDS
    )
    found = [(name, text) for name, entry in read.slides.items() for text in texts(entry.slide)]
    assert found
    for name, text in found:
        assert set(text.by_language) in ({""}, set(COMPLETE)), f"{name}: {text.by_language}"
        if set(text.by_language) == {""}:
            assert not re.search("[가-힣]", text.by_language[""][0]), f"{name}: {text.by_language}"


@pytest.mark.parametrize("module", MODULES)
def test_english_is_english(module):
    """No Hangul is left in an English text."""
    read, _ = read_module(
        (CONTENT / "modules" / f"{module}.yaml").read_text(encoding="utf-8"), f"content/modules/{module}.yaml", KINDS
    )
    found = [(name, text) for name, entry in read.slides.items() for text in texts(entry.slide)]
    assert found
    for name, text in found:
        assert not re.search("[가-힣]", text.by_language.get("en", ("",))[0]), (
            f"{name}: {text.by_language['en'][0][:80]}"
        )


def test_every_slide_has_notes_and_prose():
    """A presenter has something to say, and a reader something to read; title slides and lists speak for themselves."""
    silent = [name for name, s in library().items() if s.kind not in ("references", "glossary") and s.notes is None]
    unread = [name for name, s in library().items() if s.kind not in FRAMES and s.handout is None]
    assert ([], []) == (silent, unread)


def test_facts_name_their_sources():
    """Every slide that says something about the world names where it is from, and every source that is named exists."""
    sources = table("sources", read_sources)
    assert [] == [
        name for name, s in library().items() if s.kind not in FRAMES and name not in ADVICE and not s.sources
    ]
    assert [] == sorted({str(source) for s in library().values() for source in s.sources} - set(sources))


def test_charts_say_whom_they_count_and_when():
    """The base of a chart names a year, or says that the figures are an example."""
    counting = {name: slide for name, slide in library().items() if slide.kind in ("chart", "big-number")}
    assert counting
    for name, slide in counting.items():
        for said in (raw for raw, _ in slide.base.by_language.values()):
            assert re.search(r"20\d\d|예시|[Ee]xample", said), f"{name}: {said}"


def test_terms_have_one_name():
    """No text of the library uses a word for which the glossary has another."""
    glossary = table("glossary", read_glossary)
    assert glossary and library()
    for name, slide in library().items():
        for text in texts(slide):
            for language, (raw, _) in text.by_language.items():
                for term in glossary.values():
                    wrong = term.avoided(raw, language or "en")
                    assert wrong is None, f"{name}: `{wrong}` is `{term.name(language)}`"


def test_what_is_ready_made_fits_any_seminar():
    """The slides that README's recipe takes from the library speak of no subject: neither on the slide, nor in notes or
    prose."""
    slides = re.search(r"slides: \[(op-[^\]]*)\]", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert slides
    names = slides[1].split(", ")
    assert "op-title" in names
    terms = table("glossary", read_glossary).values()
    for name in names:
        for text in texts(library()[name]):
            for language, (raw, _) in text.by_language.items():
                assert [] == [term.name(language) for term in terms if term.occurs(raw, language or "ko")], name


def test_definitions_are_one_sentence():
    """In each language, short enough for a slide."""
    glossary = table("glossary", read_glossary)
    assert glossary
    for name, term in glossary.items():
        ko, en = (term.definition.by_language[language][0] for language in ("ko", "en"))
        assert ko.endswith("다.") and en.endswith(".") and len(ko) <= 70 and len(en) <= 130, name
        assert 1 == len(re.findall(r"[.!?](?:\s|$)", ko)), f"{name}: {ko}"


# code


def code(language: str) -> list[tuple[str, str]]:
    """The code on slides in a language."""
    return [
        (name, raw)
        for name, s in library().items()
        if s.kind == "code" and s.language == language
        for raw, _ in s.code.by_language.values()
    ]


def test_dockerfiles_can_be_built():
    """They begin with FROM, know only instructions that there are, pin their base and do not run as root."""
    found = code("dockerfile")
    assert found
    for name, raw in found:
        lines = [line.split(maxsplit=1) for line in raw.strip().splitlines() if line and not line.startswith("#")]
        assert lines[0][0] == "FROM" and ":" in lines[0][1] and not lines[0][1].endswith(":latest"), name
        assert {i for i, _ in lines} <= DOCKERFILE, name
        assert "USER" in {i for i, _ in lines}, name
        for _, argument in (line for line in lines if line[0] in ("CMD", "ENTRYPOINT")):
            assert isinstance(yaml.safe_load(argument), list), name


def test_terminals_show_what_is_printed():
    """Every line is a command of kubectl or docker, or has the form in which they answer."""
    terminals = {name: slide for name, slide in library().items() if slide.kind == "terminal"}
    assert terminals
    for name, slide in terminals.items():
        for raw, _ in slide.session.by_language.values():
            for line in filter(None, raw.replace("\\\n", " ").splitlines()):
                said = re.match(r"\$ (?:kubectl|docker) [a-z]", line) or any(
                    re.fullmatch(p, line.rstrip()) for p in PRINTED
                )
                assert said, f"{name}: {line}"


# seminars


@cache
def laid_out(seminar: str, language: str):
    """A seminar's deck and scenes, and all that was found."""
    modules, found = {}, []
    for name in MODULES:
        modules[name], more = read_module(
            (CONTENT / "modules" / f"{name}.yaml").read_text(encoding="utf-8"), f"content/modules/{name}.yaml", KINDS
        )
        found += more
    read, more = read_seminar(
        (CONTENT / "seminars" / f"{seminar}.yaml").read_text(encoding="utf-8"), f"content/seminars/{seminar}.yaml"
    )
    deck, also = compose(
        read,
        modules,
        table("sources", read_sources),
        KINDS,
        language,
        table("glossary", read_glossary),
        table("facts", read_facts),
    )
    found += [*more, *also]
    images = (
        {f"images/{p.name}": read_image(f"images/{p.name}", p.read_bytes()) for p in (CONTENT / "images").glob("*.*")}
        if (CONTENT / "images").is_dir()
        else {}
    )
    scenes, also = lay_out(deck, brand(deck.theme), images)
    return deck, scenes, [*found, *also]


@pytest.mark.parametrize("language", COMPLETE)
@pytest.mark.parametrize("seminar", SEMINARS)
def test_seminars_have_nothing_wrong(seminar, language):
    """Every seminar is read and laid out in both languages without an error or a warning."""
    deck, scenes, findings = laid_out(seminar, language)
    assert len(scenes) == len(deck.slides) > 20
    assert [] == [*findings, *deck.words.findings]


@pytest.mark.parametrize("language", COMPLETE)
@pytest.mark.parametrize("seminar", SEMINARS)
def test_titles_stand_on_two_lines_at_most(seminar, language):
    """A title is read at a glance."""
    large = ("cover", "section", "hero", "number", "quote", "closing", "question", "statement", "agenda", "scan")
    titles = [
        box
        for scene in laid_out(seminar, language)[1]
        for box in walk(scene.items)
        if isinstance(box, Box) and box.placeholder == "title" and scene.layout not in large
    ]
    assert len(titles) > 10
    assert {} == {box.text.plain: len(box.text.lines) for box in titles if len(box.text.lines) > 2}


@pytest.mark.parametrize("seminar", SEMINARS)
def test_seminars_keep_to_their_time(seminar):
    """Talk and questions fit, with at most a tenth to spare."""
    deck = laid_out(seminar, "ko")[0]
    assert deck.minutes * 0.9 <= deck.talk + deck.questions <= deck.minutes


def test_seminars_share_slides_and_copy_none():
    """The programmes on containers share a good part of their slides, and all of them the frame; no two slides of the
    library have the same title."""
    decks = {
        s: {p.slide.id for p in laid_out(s, "ko")[0].slides if not p.slide.id.startswith("section-")} for s in SEMINARS
    }
    assert 4 <= len(decks)
    assert 12 <= len(set.intersection(*(deck for s, deck in decks.items() if s != "platform-summit")))
    assert 8 <= len(set.intersection(*decks.values()))
    titles = [
        t.by_language.get("ko", t.by_language.get(""))[0]
        for s in library().values()
        if isinstance(t := s.heading(), Text)
    ]
    assert sorted(set(titles)) == sorted(titles)


def test_every_chart_is_drawn_with_its_base():
    """Whoever sees a chart in any of the seminars sees whom it counts."""
    charts = [
        (s, scene)
        for s in SEMINARS
        for scene in laid_out(s, "ko")[1]
        if any(isinstance(i, Chart) for i in walk(scene.items))
    ]
    assert charts
    for _, scene in charts:
        assert any(isinstance(i, Box) and i.text and i.text.plain.startswith("기준") for i in walk(scene.items)), (
            scene.id
        )
