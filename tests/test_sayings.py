"""What editors say of kinds and fields, in Korean as in English."""

import json
import re

from deckgen.layout.kinds import KINDS
from deckgen.reading.facts import Fact
from deckgen.reading.model import Model, fields, models_in
from deckgen.reading.seminar import ModuleFile, SeminarFile, Term
from deckgen.reading.slide import Slide, Way
from deckgen.reading.sources import Source
from deckgen.schema import as_text, schema
from deckgen.schema.sayings import KOREAN_SAYINGS, first_sentence, said_of_field, told_of, told_of_field

HANGUL = re.compile("[가-힣]")


def _models() -> list[type[Model]]:
    """All that authors write, but for themes."""
    found: list[type[Model]] = []
    waiting: list[type[Model]] = [*KINDS.values(), Slide, SeminarFile, ModuleFile, Term, Source, Fact]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.append(model)
            waiting += [inner for field in fields(model).values() for inner in models_in([field.type])]
    return found


def test_every_kind_model_and_field_is_explained_in_korean():
    models = _models()
    assert len(models) > 80
    assert [m.__name__ for m in models if not HANGUL.search(told_of(m, "ko"))] == []
    silent = [
        f"{model.__module__}.{model.__name__}.{name}"
        for model in models
        for name, field in fields(model).items()
        if not HANGUL.search(told_of_field(model, name, field, "ko"))
    ]
    assert silent == []


def test_nothing_is_explained_that_does_not_exist():
    raw = json.loads(KOREAN_SAYINGS.read_bytes())
    models = _models()
    kinds = set(KINDS.values())
    places = {f"{m.__module__.rpartition('.')[2]}.{m.__name__}": m for m in models}
    named = {
        "from" if issubclass(model, Way) and name == "source" else name for model in models for name in fields(model)
    }
    assert set(raw["kinds"]) == set(KINDS)
    assert set(raw["models"]) == {place for place, model in places.items() if model not in kinds}
    for name in (*raw["names"], *raw["fields"]):
        place, _, field = name.rpartition(".")
        assert field in named if not place else field in fields(places[place]), name


def test_names_in_korean_sayings_are_those_of_the_english_ones():
    """What stands between backticks is never translated: it is a name, a value or an example."""
    raw = json.loads(KOREAN_SAYINGS.read_bytes())
    said = [text for part in ("kinds", "models", "fields") for text in raw[part].values()]
    assert len(said) > 250
    assert [text for text in said if text.count("`") % 2 or not text.endswith(".")] == []
    quoted = [name for text in said for name in re.findall("`(.*?)`", text)]
    assert {name for name in quoted if HANGUL.search(name)} == {
        "content/seminars/이름.yaml",
        "content/modules/이름.yaml",
    }


def test_the_schema_speaks_korean_too():
    english, korean = json.dumps(schema("module")), json.dumps(schema("module", "ko"), ensure_ascii=False)
    assert not HANGUL.search(english)
    assert "발표자만 보는 메모" in korean
    assert without_sayings(schema("module", "ko")) == without_sayings(schema("module"))
    assert len(as_text(schema("module", "ko")).encode()) <= 100_000


def without_sayings(value):
    if isinstance(value, list):
        return [without_sayings(item) for item in value]
    if isinstance(value, dict):
        told = ("description", "enumDescriptions")
        return {
            name: without_sayings(item) for name, item in value.items() if name not in told or isinstance(item, dict)
        }
    return value


def test_english_is_what_the_docstrings_say():
    flow = KINDS["flow"]
    assert first_sentence(flow, "en") == first_sentence(flow) == told_of(flow, "en").split(". ")[0].rstrip(".") + "."
    steps = fields(flow)["steps"]
    assert told_of_field(flow, "steps", steps, "en") == said_of_field(flow, "steps", steps)
