"""What a row chooses beside words: language, theme, paper, editions, parts of the programme."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from deckgen.diagnostics import Diagnostic, error, suggest
from deckgen.languages import COMPLETE, LANGUAGES
from deckgen.messages import listing, say
from deckgen.reading.nodes import Sequence
from deckgen.reading.printing import EDITIONS, PAPERS, HandoutPlan
from deckgen.reading.seminar import PartPlan, Seminar
from deckgen.reading.values import ThemeName
from deckgen.variants.rows import Row
from deckgen.variants.tables import Cell
from deckgen.vocabulary import meanings

#: What of it the handout says.
_PRINTED = ("paper", "editions")


def chosen(seminar: Seminar, row: Row, told: list[Diagnostic]) -> dict[str, Any]:
    """The fields of the seminar that a row chooses; what it leaves empty is the seminar's. What is wrong is told."""
    plan = seminar.file.variants
    found: dict[str, Any] = {"editions": tuple(plan.editions)} if plan and plan.editions else {}
    for name, cell in row.choices.items():
        if cell.text:
            found.update(_CHOOSE[name](seminar, cell, told))
    printed: dict[str, Any] = {name: found.pop(name) for name in list(found) if name in _PRINTED}
    if printed:
        found["handout"] = HandoutPlan(**{**vars(seminar.file.handout), **printed})
    return found


def _language(seminar: Seminar, cell: Cell, told: list[Diagnostic]) -> dict[str, Any]:
    names = (cell.text.casefold(), *meanings(cell.text))
    key = next((name for name in names if name in LANGUAGES), None)
    return {"language": key} if key else _unknown("language", COMPLETE, cell, told)


def _theme(seminar: Seminar, cell: Cell, told: list[Diagnostic]) -> dict[str, Any]:
    name = ThemeName(cell.text)  # which there are is known where themes are looked for
    name.span = cell.span
    return {"theme": name}


def _paper(seminar: Seminar, cell: Cell, told: list[Diagnostic]) -> dict[str, Any]:
    name = cell.text.casefold()
    return {"paper": name} if name in PAPERS else _unknown("paper", PAPERS, cell, told)


def _editions(seminar: Seminar, cell: Cell, told: list[Diagnostic]) -> dict[str, Any]:
    names = [name for name in re.split(r"[\s,;/·]+", cell.text.casefold()) if name]
    if any(name not in EDITIONS for name in names):
        return _unknown("edition", EDITIONS, cell, told)
    return {"editions": tuple(dict.fromkeys(names))}


def _parts(seminar: Seminar, cell: Cell, told: list[Diagnostic]) -> dict[str, Any]:
    """Parts of the programme by their numbers or titles, in the programme's order."""
    wanted: set[int] = set()
    plans = seminar.file.programme
    titles = {name: n for n, plan in enumerate(plans) for name in _names_of(n, plan)}
    names = [name.strip() for name in re.split(r"[;\n|]" if re.search(r"[;|]", cell.text) else ",", cell.text)]
    for name in filter(None, names):
        if name.casefold() not in titles:
            return _unknown("part", [str(n) for n in range(1, len(plans) + 1)], cell, told)
        wanted.add(titles[name.casefold()])
    raw = seminar.raw["programme"]
    assert isinstance(raw, Sequence)
    kept = Sequence(raw.span)
    for n, (value, span) in enumerate(raw.items()):
        if n in wanted:
            kept.append(value)
            kept.item_spans.append(span)
    return {"parts": (tuple(plan for n, plan in enumerate(plans) if n in wanted), kept)}


def _names_of(number: int, plan: PartPlan) -> list[str]:
    return [str(number + 1), *(str(words).casefold() for words, _ in plan.part.by_language.values())]


def _unknown(what: str, known: tuple[str, ...] | list[str], cell: Cell, told: list[Diagnostic]) -> dict[str, Any]:
    """Tells of a word that is none of those that are known."""
    message = say("variants.unknown-choice", what=say(f"noun:{what}"), heading=cell.heading)
    told.append(error(message, cell.span, suggest(cell.text, known, say("hint:there-is", names=listing(known)))))
    return {}


_CHOOSE: dict[str, Callable[[Seminar, Cell, list[Diagnostic]], dict[str, Any]]] = {
    "language": _language,
    "theme": _theme,
    "paper": _paper,
    "editions": _editions,
    "parts": _parts,
}
