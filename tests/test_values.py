"""Numbers that nobody means: each field that takes one says from where to where, and says so to who writes another."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
import yaml
from conftest import ROOT, brand, deck_of, examples, images

from deckgen.composing.deck import Deck
from deckgen.diagnostics import Diagnostic, Span
from deckgen.layout.artwork import artworks
from deckgen.layout.kinds import KINDS
from deckgen.pipeline import lay_out
from deckgen.reading import validation
from deckgen.reading.brand import joined
from deckgen.reading.datasheet import read_data_table
from deckgen.reading.model import FieldType, Model, field_type, fields, models_in
from deckgen.reading.nodes import Mapping
from deckgen.reading.parser import parse
from deckgen.reading.seminar import ModuleFile, SeminarFile, Term, read_module, read_seminar, read_sources
from deckgen.reading.sources import Source
from deckgen.reading.theme import Place, Theme
from deckgen.reading.validation import validate
from deckgen.writers import Info, pptx
from deckgen.writers.pptx.lint import lint

#: As an author may write them: YAML's own words for numbers that are none, and numbers that nothing can be drawn from.
STRANGE = ("nan", ".nan", "inf", ".inf", "-.inf", "-1", "-1e9", "0", "1e308", "-1e308", "1e-300", "1" + "0" * 30)
STRANGE += ("1" + "0" * 400, "true", '""', "null", "[]", "{}", "1_000", "0x10", "1e400", "٣", "1,5")
MODELS = models_in(field_type(m) for m in (*KINDS.values(), SeminarFile, ModuleFile, Source, Term, Theme))


def numbers(kind: FieldType) -> Iterator[FieldType]:
    """The numbers that a field takes, however deep."""
    if kind.form == "plain" and kind.type in (int, float):
        yield kind
    for part in kind.parts:
        yield from numbers(part)


def test_every_number_has_bounds():
    found = {(m, name): list(numbers(f.type)) for m in MODELS for name, f in fields(m).items()}
    found = {key: kinds for key, kinds in found.items() if kinds}
    assert len(found) > 20
    assert [(m.__name__, name) for (m, name), kinds in found.items() for k in kinds if k.within is None] == []


def places(kind: FieldType, value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where numbers stand in what somebody wrote for a field."""
    match kind.form:
        case "plain" if kind.type in (int, float):
            yield path
        case "parsed" if kind.type is Place:
            yield from ((*path, n) for n in range(4))
        case "optional" | "either" if value is not None:
            for part in kind.parts:
                yield from places(part, value, path)
        case "list" | "fixed" if isinstance(value, list):
            parts = kind.parts * len(value) if kind.form == "list" else kind.parts
            for n, (part, v) in enumerate(zip(parts, value, strict=False)):
                yield from places(part, v, (*path, n))
        case "table" if isinstance(value, dict):
            for key, v in value.items():
                yield from places(kind.parts[1], v, (*path, key))
        case "model" if isinstance(value, dict):
            for name, field in fields(kind.type).items():
                if name in value:
                    yield from places(field.type, value[name], (*path, name))


def first_of_each(model: type[Model], value: Any) -> list[tuple[Any, ...]]:
    """The first place of each sort: of lists and of things with names of their own one is as good as another."""
    seen: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for path in places(field_type(model), value):
        sort = tuple("*" if isinstance(p, int) and n != len(path) - 1 else p for n, p in enumerate(path))
        if path[0] in ("styles", "layouts", "furniture", "regions", "palette"):
            sort = (path[0], *(p for p in path[2:] if not isinstance(p, int) or p == path[-1]))
        seen.setdefault(sort, path)
    return list(seen.values())


def changed(value: Any, path: tuple[Any, ...], text: Any) -> Any:
    """What somebody wrote, with another text at a place."""
    if not path:
        return text
    value = copy.copy(value)
    value[path[0]] = changed(value[path[0]], path[1:], text)
    return value


def written(value: Any) -> str:
    """As YAML, the strange text as it stands."""
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)
    return text.replace("'§", "").replace("§'", "").replace('"§', "").replace('§"', "").replace("§", "")


def assert_told(found: list[Diagnostic], path: str) -> None:
    """Each finding has a place in the file, says what was found, and what to do."""
    for d in found:
        assert isinstance(d.span, Span) and d.span.path == path and d.span.line > 0, d
        assert d.hint and len(d.message) < 300, d


def written_slide(kind: str) -> dict[str, Any]:
    """A kind's largest example, with the numbers that all kinds have where it is the first of them."""
    common = {"minutes": 1, "exercise": {"ask": "write", "lines": 3}} if kind == next(iter(KINDS)) else {}
    return {"id": "one", "kind": kind} | common | examples(kind)["much"]


def dotted(value: object) -> str:
    return ".".join(map(str, value)) if isinstance(value, tuple) else str(value)


KIND_NUMBERS = [(kind, path) for kind in KINDS for path in first_of_each(KINDS[kind], written_slide(kind))]


@pytest.mark.parametrize(("kind", "path"), KIND_NUMBERS, ids=dotted)
def test_numbers_of_slides(kind, path):
    """Each strange number is refused at its place, or drawn."""
    assert len(KIND_NUMBERS) > 8
    slide = written_slide(kind)
    refused = 0
    for text in STRANGE:
        module = written({"title": "모음", "slides": [changed(slide, path, f"§{text}§")]})
        _, found = read_module(module, "content/modules/m.yaml", KINDS)
        assert_told(found, "content/modules/m.yaml")
        refused += bool(found)
        if not found and path[-1] not in ("minutes", "lines"):
            value = {k: v for k, v in yaml.safe_load(module)["slides"][0].items() if k != "exercise"}
            deck = deck_of([value])
            scenes, found = lay_out(deck, brand("openmaru"), images())
            assert len(scenes) > 2
            assert all(d.span and d.hint for d in found)
    assert refused >= 10


SEMINAR = yaml.safe_load((ROOT / "tests/errors/project/content/seminars/talk.yaml").read_text(encoding="utf-8"))
SEMINAR |= {"questions": 1, "handout": {"bleed": 3}}


@pytest.mark.parametrize("path", first_of_each(SeminarFile, SEMINAR), ids=dotted)
def test_numbers_of_seminars(path):
    found = [read_seminar(written(changed(SEMINAR, path, f"§{text}§")), "content/seminars/s.yaml") for text in STRANGE]
    assert sum(bool(d) for _, d in found) >= 12
    for _, diagnostics in found:
        assert_told(diagnostics, "content/seminars/s.yaml")


DAYS = ("0000-01-01", "0001-01-01", "1899-12-31", "9999-12-31", "2026-02-30", "２０２６-01-01")


@pytest.mark.parametrize("day", [*STRANGE, *DAYS])
def test_days(day):
    """A day that there is not, or of no time that anybody speaks of."""
    text = f"a: {{title: 책, publisher: 곳, url: 'https://a.kr', year: 2026, read: {day}}}\n"
    _, found = read_sources(text, "content/sources.yaml")
    assert_told(found, "content/sources.yaml")
    assert bool(found) == (day != "null")
    for year in STRANGE:
        _, found = read_sources(text.replace("2026", year).replace(f", read: {day}", ""), "content/sources.yaml")
        assert found
        assert_told(found, "content/sources.yaml")


@pytest.mark.parametrize("cell", STRANGE)
def test_numbers_of_data(cell):
    quoted = cell.replace('"', "").replace("1,5", "1.5")
    for sign in ("", "%"):
        table, found = read_data_table(f"이름,수\n하나,{quoted}{sign}\n", "content/data/d.csv")
        assert (table is None) == bool(found)
        assert all(abs(n or 0) <= 1e15 for row in (table.rows if table else ()) for n in row[1])
        assert_told(found, "content/data/d.csv")


@cache
def theme_file() -> dict[str, Any]:
    """A theme as it is written, the shared part included, with what it leaves out."""
    shared, own = (
        parse((ROOT / f"themes/{name}/theme.yaml").read_text(encoding="utf-8"), "themes/x/theme.yaml")[0]
        for name in ("shared", "openmaru")
    )
    assert isinstance(shared, Mapping) and isinstance(own, Mapping)
    whole = yaml.safe_load(yaml.safe_dump(plain(joined(shared, own)), allow_unicode=True))
    whole |= {"page": ["960", "540"], "radius": "12", "smallest": "11"}
    return whole


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return None if value is None else str(value)


@pytest.fixture
def unchanged_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in a theme as in `theme_file`, the very same object, is read once for all tests."""
    real, read_model = validation._readers, validation._read_model
    readers = {name: (known(read, name), field) for name, (read, field) in real(Theme).items()}
    monkeypatch.setattr(validation, "_readers", lambda model: readers if model is Theme else real(model))
    parts = {id(part) for field in ("layouts", "styles") for part in theme_file()[field].values()}

    def read(model: type[Model], value: object, *more: Any) -> object:
        if id(value) not in parts:
            return read_model(model, value, *more)
        return read_once((model, id(value)), lambda: read_model(model, value, *more), more[-1])

    monkeypatch.setattr(validation, "_read_model", read)


def known(read: Callable[..., object], name: str) -> Callable[..., object]:
    """The reader of a field, with what it makes of that of `theme_file`."""

    def reader(value: object, *more: Any) -> object:
        if value is not theme_file().get(name):
            return read(value, *more)
        return read_once(name, lambda: read(value, *more), more[-1])

    return reader


READ: dict[object, object] = {}


def read_once(key: object, read: Callable[[], object], found: list[Diagnostic]) -> object:
    """What is read without a finding, once."""
    if key not in READ:
        before = len(found)
        READ[key] = read()
        assert len(found) == before
    return READ[key]


@cache
def themed_deck() -> Deck:
    """What is drawn in each theme."""
    return deck_of([{"id": "one", "kind": "cards"} | examples("cards")["typical"]])


@pytest.mark.usefixtures("unchanged_is_known")
@pytest.mark.parametrize(
    ("n", "path"),
    enumerate(first_of_each(Theme, theme_file())),
    ids=lambda p: dotted(p) if isinstance(p, tuple) else "",
)
def test_numbers_of_themes(n, path):
    """Each strange number is refused at its place, or the deck is sound. Neighbouring fields try one half of them
    each."""
    refused, of = 0, brand("openmaru")
    deck = themed_deck()
    for text in STRANGE[n % 2 :: 2]:
        value = changed(theme_file(), path, {"null": None, "[]": [], "{}": {}, '""': ""}.get(text, text))
        found: list[Diagnostic] = []
        theme = validate(Theme, value, found, Span("themes/x/theme.yaml"))
        assert_told(found, "themes/x/theme.yaml")
        refused += bool(found)
        if theme is not None and not found:
            themed = of._replace(theme=theme.furnished())
            scenes, _ = lay_out(deck, themed, images())
            info = Info("x", "제목", "ko", "2026-12-10")
            assert lint(pptx.write_parts(scenes, themed.theme, artworks(themed, "ko"), info)) == [], text
    assert refused >= 4
