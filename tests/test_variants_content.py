"""The tables that come with deckgen, and what README says of them."""

from __future__ import annotations

import re

import pytest
import yaml
from conftest import ROOT

from deckgen.reading.project import Project
from deckgen.variants.filling import fill
from deckgen.variants.studying import Variants, project_of, read_variants


def variants(name: str) -> Variants:
    found, told = read_variants(project_of(ROOT), name)
    assert found is not None and told == []
    return found


def test_twelve_events_in_two_languages_and_three_themes():
    """And twenty attendees of one; nobody exists, and every row can be filled in."""
    events, people = variants("five-questions"), variants("city-office")
    assert (len(events.rows), len(people.rows)) == (12, 20)
    assert {row.choices["language"].text for row in events.rows} == {"ko", "en"}
    assert {row.choices["theme"].text for row in events.rows} == {"openmaru", "paper", "night"}
    assert events.plan.fictitious and people.plan.fictitious
    assert events.columns.others == people.columns.others == ()
    for found in (events, people):
        filled = [fill(found.seminar, row) for row in found.rows]
        assert all(seminar is not None and told == [] for seminar, told in filled)
    themes = set(Project(ROOT, {}).theme_names())
    assert {row.choices["theme"].text for row in events.rows} <= themes


@pytest.mark.parametrize("readme", ["README.md", "README.ko.md"])
def test_headings_of_readme_are_known(readme):
    """What README says that columns may be called fills what it says, and its plan can be read."""
    from deckgen.variants.places import place_of

    text = (ROOT / readme).read_text(encoding="utf-8")
    plan = next(b for b in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if b.startswith("variants:"))
    assert yaml.safe_load(plan)["variants"]["key"] == "id"
    rows = re.findall(r"^\| (.*(?:client|고객사|좌석|언어).*) \| ", text, re.MULTILINE)
    words = [w for row in rows for w in re.split(r"[,()]| or ", row.replace("`", "")) if w.strip()]
    assert len(words) > 12
    assert [word for word in words if not place_of(word.strip())] == []
