"""Letters as people bring them: taken apart by a Mac, with marks that nobody sees, in names of other encodings."""

from __future__ import annotations

import os
import unicodedata

import pytest
from shared import small_project
from test_errors import run

from deckgen.reading.files import decoded
from deckgen.reading.letters import cleaned, composed, is_unseen
from deckgen.reading.names import as_meant, doubled, namesake
from deckgen.reading.parser import parse

APART = unicodedata.normalize("NFD", "한글")
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (APART, "한글"),
        ("e\u0301 A\u030a \u212b", "é Å Å"),
        ("재생 ▶\ufe0f 문의 \u200e02-000-0000", "재생 ▶ 문의 02-000-0000"),
        ("\u202a+82 10\u202c \u2068가\u2069", "+82 10 가"),
        ("가\u00ad나\u200b다\u200c라\u200d마\ufeff바\u061c", "가나다라마바"),
        ("葛\U000e0100城", "葛城"),
        ("a\u2060b\u00a0c\u3000d", "a\u2060b\u00a0c\u3000d"),  # what is meant
        (f"{FAMILY} 가\u200d", f"{FAMILY} 가"),
        ("\u2764\ufe0f\u200d\U0001f525", "\u2764\u200d\U0001f525"),
        ("1\ufe0f\u20e3", "1\u20e3"),
        (f"{SCOTLAND}a\U000e0067", f"{SCOTLAND}a"),
    ],
    ids=ascii,
)
def test_letters_that_nobody_sees_are_left_out(raw, text):
    """Texts are composed; what draws nothing is left out, unless it makes one emoji of several."""
    assert cleaned(raw) == text
    assert cleaned(text) == text
    value, found = parse(f'a: "{raw}"\nb: {raw}\n', "x.yaml")
    assert found == []
    assert (value["a"], value["b"]) == (text, text)


def test_places_behind_what_nobody_sees():
    """A place in a cleaned text is that in the author's file."""
    value, _ = parse("a: 가\u200b나 \u200e다라\n", "x.yaml")
    text = value["a"]
    assert text == "가나 다라"
    assert text.place(text.index("라"))[1:3] == (1, 10)
    assert is_unseen("\u200b")
    assert not is_unseen("가") and not is_unseen("\u00a0")


def test_files_are_composed_as_they_are_read():
    """Places are counted in composed letters, as reports show them; a byte order mark in the middle is left out."""
    assert decoded(f"\ufeff{APART}: \ufeffa".encode(), "x.yaml") == ("한글: a", [])
    assert composed("한글") == "한글"


def test_a_name_in_another_encoding(tmp_path):
    """A zip file from Windows in Korea leaves CP949 bytes: what is meant is told."""
    raw = os.fsdecode("사진.png".encode("cp949"))
    assert as_meant(raw) == "사진.png"
    assert as_meant("사진.png") == ""
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / raw).touch()
    assert namesake(tmp_path, "images/사진.png") == raw
    assert namesake(tmp_path, "images/다른.png") is None


def test_two_forms_of_one_name(tmp_path):
    """Two files that differ in their form alone are told where one of them is named."""
    first, second = tmp_path / "한글.csv", tmp_path / f"{APART}.csv"
    first.touch()
    assert doubled(first, "한글.csv", None) == []
    second.touch()
    assert "`한글.csv`: their names are the same letters" in doubled(first, "한글.csv", None)[0].message


def test_names_of_another_encoding_are_told(tmp_path):
    """At the seminar, and at the slide that names a picture."""
    project = small_project(tmp_path / "project")
    seminars, images = project / "content/seminars", project / "content/images"
    (seminars / os.fsdecode("세미나.yaml".encode("cp949"))).write_bytes((seminars / "talk.yaml").read_bytes())
    status, _, report = run(["build", "--to", "pptx"], project)
    assert status == 1
    assert "is not in UTF-8: in CP949, the older Korean encoding, it is `세미나`" in report
    images.mkdir(exist_ok=True)
    (images / os.fsdecode("사진.png".encode("cp949"))).touch()
    module = project / "content/modules/basics.yaml"
    text = module.read_text(encoding="utf-8")
    module.write_text(
        f"{text}- {{id: pic, kind: picture, title: 가, image: images/사진.png, alt: 나}}\n", encoding="utf-8"
    )
    talk = seminars / "talk.yaml"
    talk.write_text(talk.read_text(encoding="utf-8") + "- {part: 끝, slides: [pic]}\n", encoding="utf-8")
    report = run(["build", "talk", "--to", "pptx"], project)[2]
    assert "a name in CP949, the older Korean encoding: rename it to `images/사진.png`" in report
