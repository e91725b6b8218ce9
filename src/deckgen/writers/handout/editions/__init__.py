"""The editions: what can be printed from one seminar. A new one is a module here, a line below, and a template."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from deckgen.writers.handout.editions import cheatsheet, notes, reader, slides, speaker, summary, workbook
from deckgen.writers.handout.editions.view import View
from deckgen.writers.handout.setter import Setter


class Edition(NamedTuple):
    """`view` makes what the template sees; `file` is how the file's name ends; `turned`: the sheet lies on its side;
    `private`: the presenter's, not the audience's; `also`: the fields of slides that it prints and others do not;
    `covered`: it has a cover where it is long; `thrifty`: it keeps to the sheets of paper that are wished; `whole`:
    it shows slides as they are; `prose`: it prints what is written about slides, in lines as wide as the measure."""

    name: str
    view: Callable[[Setter], View]
    template: str
    file: str
    turned: bool = False
    private: bool = False
    also: tuple[str, ...] = ()
    covered: bool = True
    thrifty: bool = False
    whole: bool = False
    prose: bool = False


_ALL = (
    Edition("notes", notes.view, "notes.html.j2", "handout", thrifty=True, prose=True),
    *(
        Edition(
            f"slides-{n}", partial(slides.view, count=n), "slides.html.j2", f"slides-{n}", turned=turned, whole=True
        )
        for n, (_, _, turned) in slides.GRIDS.items()
    ),
    Edition("reader", reader.view, "reader.html.j2", "reader", thrifty=True, prose=True),
    Edition("workbook", workbook.view, "workbook.html.j2", "workbook", also=("exercise",), covered=False, thrifty=True),
    Edition(
        "answers",
        partial(workbook.view, filled=True),
        "workbook.html.j2",
        "answers",
        private=True,
        also=("exercise",),
        covered=False,
    ),
    Edition("summary", summary.view, "summary.html.j2", "summary"),
    Edition("cheatsheet", cheatsheet.view, "cheatsheet.html.j2", "cheatsheet", turned=True),
    Edition("speaker", speaker.view, "speaker.html.j2", "speaker", private=True, also=("notes",)),
)
EDITIONS = {e.name: e for e in _ALL}
