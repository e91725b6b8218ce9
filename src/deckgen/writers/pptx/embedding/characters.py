"""Which characters of which faces a deck needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast, get_args

from deckgen.languages import LANGUAGES
from deckgen.languages.scripts import ASCII, SYLLABLES
from deckgen.reading.fonts import EMOJI, Face, Fonts
from deckgen.reading.plates import FontRole
from deckgen.reading.theme import Theme
from deckgen.scene import Box, Chart, Item, Scene, Table, TextBlock, walk

#: Letters by the font role and the weight that they are set in.
_Letters = dict[tuple[FontRole, bool], set[str]]


class Part(NamedTuple):
    """Characters of a face that a deck embeds under the name of a family; `themed` if that is the family of titles or
    texts."""

    family: str
    bold: bool
    face: Face
    letters: frozenset[str]
    themed: bool


def parts(scenes: Sequence[Scene], theme: Theme, fonts: Fonts, language: str, complete: bool) -> list[Part]:
    """The parts of faces that a deck needs: each family in the weights that it is used in, all of them with all
    characters of the family, so that a presenter can change the weight. With `complete`, also with those that a
    presenter may write. Emoji are left to the system, which has a face for them."""
    by_face: _Letters = defaultdict(set)
    for scene in scenes:
        for item in walk((*scene.artwork, *scene.items)):
            _add(item, by_face)
    for (role, bold), letters in tuple(by_face.items()):
        by_face["text", bold] |= fonts.face(role, bold).missing("".join(letters))  # as layout and PowerPoint do
    families: dict[str, set[str]] = defaultdict(set)
    for (role, _), letters in by_face.items():
        families[theme.fonts[role].family] |= letters
    themed = {theme.fonts["text"].family, theme.fonts["heading"].family}
    for family in themed:
        families[family].update(*_prompts(theme, language))
    faces: dict[tuple[str, bool], Face] = {}
    for role in get_args(FontRole):
        for bold in (False, True):
            if (role, bold) in by_face:
                faces.setdefault((theme.fonts[role].family, bold), fonts.face(role, bold))
    more = ASCII | SYLLABLES if complete else ASCII
    return [
        Part(family, bold, face, frozenset(families[family] | more), family in themed)
        for (family, bold), face in sorted(faces.items(), key=lambda f: f[0])
    ]


def _prompts(theme: Theme, language: str) -> Iterator[str]:
    """What empty placeholders ask for."""
    office = LANGUAGES[language].office
    yield from ("‹#›", office.title_prompt, *office.level_prompts, *office.placeholders.values())
    for layout in theme.layouts.values():
        yield from (p.prompt[language] for p in layout.placeholders.values() if language in p.prompt)


def _add(item: Item, letters: _Letters) -> None:
    """Adds what an item says."""
    match item:
        case Box(text=TextBlock() as text):
            _add_text(text, letters)
        case Table():
            for row in item.rows:
                for cell in row:
                    _add_text(cell.text, letters)
        case Chart():
            words: Iterable[str] = (*item.categories, *(s.name for s in item.series), item.format, item.axis_format)
            letters["text", False].update(*words)
            for part in walk(item.drawing):
                _add(part, letters)


def _add_text(text: TextBlock, letters: _Letters) -> None:
    for paragraph in text.paragraphs:
        if paragraph.bullet:
            letters["text", False].update(paragraph.bullet.mark)
        for run in paragraph.runs:
            if run.font != EMOJI:
                letters[cast(FontRole, run.font), run.bold].update(run.text)
