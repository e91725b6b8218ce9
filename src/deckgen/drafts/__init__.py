"""What authors begin with: projects, seminars, modules, slides and themes, made of the kinds' own examples.

In: what the author wants, by name. Out: a `Draft`, the files that are to be new and those that get longer, as values;
`write` puts them on disk, and never over anything. What is made builds without a warning.
"""

from deckgen.drafts.appending import appended
from deckgen.drafts.draft import Draft, write
from deckgen.drafts.editors import editor
from deckgen.drafts.projects import module, project, seminar, theme
from deckgen.drafts.slides import slide

__all__ = ["Draft", "appended", "editor", "module", "project", "seminar", "slide", "theme", "write"]
