"""What deckgen says: its catalogues in two languages, Korean particles, and the language in which a command speaks."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from conftest import ROOT

from deckgen import messages
from deckgen.languages import LANGUAGES
from deckgen.messages import (
    ENGLISH,
    KOREAN,
    SPOKEN,
    Message,
    as_data,
    catalogue,
    count,
    listing,
    of_data,
    say,
    spoken,
    text,
)
from deckgen.messages.particles import FORMS, joined

sys.path.insert(0, str(ROOT / "tools"))

from findings import AREAS, PAGES, page

SOURCE = ROOT / "src" / "deckgen"
FOLDER = Path(messages.__file__).parent
#: Names of programs, formats and files, which Korean has as they are.
NAMES = """
deckgen PowerPoint Excel Word Windows Mac macOS iPhone Photoshop Calibri Apple LibreOffice Pygments WordPad TextEdit
git PDF SVG SVGZ PNG JPEG WebP AVIF GIF HEIC TIFF BMP CSV YAML HTML XML CSS URL UTF IPv CMYK RGB sRGB RTF HWP HWPX zip
ttf TrueType glyf preserveAspectRatio spreadMethod SQLAlchemy README CONTRIBUTING md yaml content glossary lucide dev
icons
"""
CODE = re.compile(r"[a-z][a-z0-9]*[.:][A-Za-z0-9-]+")
TICKED = re.compile(r"`([^`]+)`")


def fields(template: str) -> Counter[tuple[str, str]]:
    """What is filled into a template, with the format of each."""
    return Counter((name, form or "") for _, name, form, _ in Formatter().parse(template) if name)


@cache
def calls() -> tuple[tuple[str, ast.Call], ...]:
    """Every `say(…)` and `count(…)` of the source, with its file."""
    found = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "count"):
                found.append((str(path.relative_to(SOURCE)), node))
    return tuple(found)


def said(call: ast.Call) -> Iterator[str]:
    """The codes that a `say(…)` may have, as patterns where a part is filled in."""
    code = call.args[0]
    if isinstance(code, ast.JoinedStr):
        yield "".join(re.escape(v.value) if isinstance(v, ast.Constant) else ".+" for v in code.values)
        return
    for node in ast.walk(code):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield re.escape(node.value)


# catalogues


def test_catalogues_are_written_alike():
    """Each code once, in order, a line each, so that changes are seen as what they are."""
    assert len(SPOKEN) == 2
    for language in SPOKEN:
        raw = (FOLDER / f"{language}.json").read_text(encoding="utf-8")
        pairs = json.loads(raw, object_pairs_hook=list)
        codes = [code for code, _ in pairs]
        assert len(codes) > 1000 and codes == sorted(set(codes))
        assert raw.count("\n") >= len(codes)
        assert all(CODE.fullmatch(code) for code in codes)


def test_every_code_is_in_both_languages():
    """A code that one of the two lacks is no fall-back to the other: it fails here, and where it is said."""
    english, korean = catalogue(ENGLISH), catalogue(KOREAN)
    assert english.keys() == korean.keys()
    assert all(words for words in (*english.values(), *korean.values()))
    with pytest.raises(KeyError):
        text(say("yaml.nothing-like-this"), KOREAN)


@pytest.mark.parametrize("language", [KOREAN])
def test_both_languages_are_filled_with_the_same(language):
    """The same placeholders with the same formats; English may say one of them twice."""
    wrong = {
        code: words
        for code, words in catalogue(language).items()
        if fields(words).keys() != fields(catalogue(ENGLISH)[code]).keys()
    }
    assert wrong == {}


def test_what_is_said_is_in_the_catalogue_with_all_that_fills_it():
    """What the source says has words, and gives them all that they need; `{name}` may be filled in by who knows the
    field."""
    english = catalogue(ENGLISH)
    assert len(calls()) > 800
    for path, call in calls():
        if call.func.id == "count":  # type: ignore[attr-defined]
            continue
        given = {keyword.arg for keyword in call.keywords}
        for pattern in said(call):
            codes = [code for code in english if re.fullmatch(pattern, code)]
            assert codes, f"{path}:{call.lineno} says {pattern}, which is in no catalogue"
            wanted = [{name for name, _ in fields(english[code])} for code in codes]
            if None not in given:
                # of several that are chosen among, some are meant
                assert any(given <= names <= given | {"name"} for names in wanted), f"{path}:{call.lineno}: {codes}"


@pytest.mark.parametrize("language", SPOKEN)
def test_every_message_can_be_shown(language):
    """With numbers where numbers are written in a way, and texts elsewhere."""
    assert len(catalogue(language)) > 1000
    for code, words in catalogue(language).items():
        data = {name: 3 if form else "x" for name, form in fields(words)}
        if code in ("list:and", "list:or"):
            data = {"names": ("a", "b"), "more": 0}
        shown = text(say(code, **data), language)
        assert shown and not re.search(r"\([은는이가을를과와으]\)", shown), code


def test_nothing_in_the_catalogue_is_unused():
    patterns = {pattern for _, call in calls() for pattern in (said(call) if call.func.id == "say" else ())}
    # what is counted and listed is made by functions of their own; a few codes are chosen among by variables
    made = re.compile(r"(?:count|list|noun|system|characters?):.*|theme\.words-not-.*|report:.*|theme:(?:the|missing)")
    unused = [c for c in catalogue(ENGLISH) if not made.fullmatch(c) and not any(re.fullmatch(p, c) for p in patterns)]
    assert unused == []


def test_every_noun_that_is_counted_is_in_the_catalogue():
    nouns = {
        call.args[1].value
        for _, call in calls()
        if call.func.id == "count" and len(call.args) == 2 and isinstance(call.args[1], ast.Constant)
    }
    assert len(nouns) > 15
    assert [noun for noun in nouns if f"count:{noun}" not in catalogue(ENGLISH)] == []
    assert [r.key for r in LANGUAGES.values() if f"language:{r.key}" not in catalogue(KOREAN)] == []


def test_commands_names_and_values_are_never_translated():
    """What Korean has between backticks stands in the English of the same code, letter for letter."""
    english = catalogue(ENGLISH)
    translated = {
        code: [part for part in TICKED.findall(words) if part not in english[code]]
        for code, words in catalogue(KOREAN).items()
    }
    assert {code: parts for code, parts in translated.items() if parts} == {}
    # and what is no name between backticks is Korean, but for the names of programs, formats and menus
    foreign = Counter(
        word
        for code, words in catalogue(KOREAN).items()
        for word in re.findall(
            r"[A-Za-z]{3,}", re.sub(r"`[^`]*`|\{[^{}]*\}|--[a-z-]+|“[^”]*”|\([A-Z][^()]*\)", "", words)
        )
    )
    allowed = set(NAMES.split())
    assert {word for word in foreign if word not in allowed} == set()


def test_korean_is_polite_and_has_no_full_stop_at_its_end():
    """Messages end as the other parts of the product do: `…니다`, `…세요`, or in a noun."""
    rude = re.compile(r"(?:한다|된다|이다|없다|있다|하라|해라|된다\.|않다)(?:[.\s]|$)")
    findings = {code: words for code, words in catalogue(KOREAN).items() if "." in code}
    assert len(findings) > 400
    assert [code for code, words in findings.items() if rude.search(words) or words.endswith(".")] == []


# particles

#: A word, a particle as catalogues have it, and both together.
ENDINGS = (ROOT / "tests" / "data" / "particles.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", ENDINGS)
def test_particles_go_with_the_last_syllable(case):
    """Korean letters, digits as they are read, Latin letters as Koreans read them, quotes, backticks and brackets."""
    word, particle, whole = re.fullmatch(rf"(.+) ({'|'.join(map(re.escape, FORMS))}) (.+)", case).groups()  # type: ignore[union-attr]
    assert joined(word, particle) == whole


def test_there_are_enough_endings():
    assert len(set(ENDINGS)) >= 80


def test_particles_in_values_stay_as_they_are():
    """Only those of the catalogue are chosen, not what an author wrote."""
    assert text(say("field.unknown", key="은(는)"), KOREAN) == "여기에는 `은(는)`이라는 필드가 없습니다"


def test_every_particle_of_the_catalogue_is_known():
    """What looks like a particle of two forms is one that is chosen."""
    known = re.compile("|".join(map(re.escape, sorted(FORMS, key=len, reverse=True))))
    odd = {code: re.findall(r"\([가-힣]{1,2}\)", known.sub("", words)) for code, words in catalogue(KOREAN).items()}
    assert {code: found for code, found in odd.items() if found} == {}


# what is filled in


def test_lists_and_counts():
    names = listing(["a", "b", "c", "d"], 2)
    assert (text(names), text(names, KOREAN)) == ("`a`, `b` and 2 more", "`a`, `b` 외 2개")
    either = listing(["ko", "en"], either=True)
    assert (text(either), text(either, KOREAN)) == ("`ko` or `en`", "`ko` 또는 `en`")
    assert text(listing(["one"])) == "`one`" and text(listing([])) == ""
    assert [text(count(n, "box")) for n in (1, 2)] == ["1 box", "2 boxes"]
    assert text(count(3, "line"), KOREAN) == "3줄"


def test_a_message_is_data():
    """It can be compared, kept and read again, whatever it is filled with."""
    inner = say("value:nothing")
    message = say("value.choice", name="`x`", wanted=listing(["a", "b"]), found=inner)
    assert message == say("value.choice", name="`x`", wanted=listing(["a", "b"]), found=inner)
    assert hash(message) == hash(of_data(json.loads(json.dumps(as_data(message))))) and message != inner
    assert of_data(as_data(message)) == message
    assert text(message, KOREAN) == "`x`에는 `a`, `b` 중 하나를 적어야 하는데 빈 값입니다"


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"code": "yaml.tab"},
        {"code": "no.such", "data": {}},
        {"code": "field.unknown", "data": {}},
        [],
        "x",
        {"code": "yaml.tab", "data": []},
        {"code": "field.unknown", "data": {"key": None}},
    ],
)
def test_what_is_no_message_is_refused(raw):
    with pytest.raises((LookupError, TypeError, ValueError, AttributeError)):
        of_data(raw)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, ENGLISH),
        ({"LANG": "ko_KR.UTF-8"}, KOREAN),
        ({"LANG": "en_US.UTF-8"}, ENGLISH),
        ({"LANG": "ko"}, KOREAN),
        ({"LANG": "C.UTF-8"}, ENGLISH),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, ENGLISH),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8"}, KOREAN),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "en_US"}, ENGLISH),
        ({"LC_ALL": "ko_KR.eucKR", "LC_MESSAGES": "en_US"}, KOREAN),
        ({"LC_ALL": "", "LANG": "ko_KR"}, KOREAN),
        ({"LANG": "kok_IN"}, ENGLISH),
    ],
)
def test_the_system_says_which_language(environment, language):
    assert spoken(environment) == language


def test_messages_are_sound_values():
    """A message knows its words in English, for those who look at it."""
    assert str(say("yaml.tab")) == "there is a tab here"
    assert repr(Message("yaml.tab")) == "<yaml.tab: there is a tab here>"


@pytest.mark.parametrize("language", SPOKEN)
def test_every_finding_stands_in_the_documents(language):
    """The pages of findings are as `tools/findings.py` writes them."""
    assert PAGES[language].read_text(encoding="utf-8") == page(language)
    assert sorted(AREAS) == sorted({code.split(".")[0] for code in catalogue(language) if "." in code})
