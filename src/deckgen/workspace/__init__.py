"""A project that stays alive while it is written: what an editor, a preview and a studio stand on.

In: the files of a project, and edits of them that need not be saved. Out: of each seminar its slides in their order and
as pictures, and everything that is wrong, as a build would tell it. An error keeps the pictures and the order that were
there before it; a mistake of ours is told as an error, too, and nothing ends.
"""

from deckgen.workspace.edits import Change, Edit, Splice, Whole, span_offsets, spliced
from deckgen.workspace.views import Fill, Part, Place, Slide, View
from deckgen.workspace.workspace import Workspace, steady

__all__ = [
    "Change",
    "Edit",
    "Fill",
    "Part",
    "Place",
    "Slide",
    "Splice",
    "View",
    "Whole",
    "Workspace",
    "span_offsets",
    "spliced",
    "steady",
]
