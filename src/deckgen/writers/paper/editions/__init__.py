"""The editions: what can be printed from one seminar. A new one is a module here, a line below, and a template."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from deckgen.writers.paper.editions import notes, slides, speaker
from deckgen.writers.paper.setter import Setter


class Edition(NamedTuple):
    """`view` makes what the template sees; `file` is how the file's name ends; `turned`: the sheet lies on its side;
    `private`: the presenter's, not the audience's."""

    name: str
    view: Callable[[Setter], Any]
    template: str
    file: str
    turned: bool = False
    private: bool = False


_ALL = (
    Edition("notes", notes.view, "notes.html.j2", "handout"),
    *(
        Edition(f"slides-{n}", partial(slides.view, count=n), "slides.html.j2", f"slides-{n}", turned=turned)
        for n, (_, _, turned) in slides.GRIDS.items()
    ),
    Edition("speaker", speaker.view, "speaker.html.j2", "speaker", private=True),
)
EDITIONS = {e.name: e for e in _ALL}
