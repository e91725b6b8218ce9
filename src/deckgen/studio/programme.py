"""The programme of a seminar, changed by moving what its author wrote."""

from __future__ import annotations

from deckgen.messages import say
from deckgen.reading.stretches import Steps, Stretch, stretches
from deckgen.studio.browser_text import line_end
from deckgen.studio.order import Pieces, moved, removed
from deckgen.studio.refusing import Impossible
from deckgen.workspace import Slide, Workspace, span_offsets


def moved_slide(workspace: Workspace, seminar: str, name: str, before: str, part: int) -> tuple[str, Pieces]:
    """The file and its stretches by which a slide stands before another one, or last in a part (by its number, from 0)
    where `before` is empty. Raises ValueError where what is written cannot be moved so."""
    view = workspace.view(seminar)
    slides = {slide.id: slide for slide in view.slides}
    here = slides[name]
    goal = slides[before] if before else None
    if here.entry is None:
        raise Impossible(say("studio:made-in-place"))
    path = here.entry.path
    text = workspace.text(path) or ""
    lists, number, by_module = _entry(text, workspace, here)
    if by_module:
        return _moved_in_module(workspace, here, goal)
    if goal is None:
        target: Steps = ("programme", part, "slides")
        count = sum(1 for s in stretches(text) if s.steps[:-1] == target and len(s.steps) == len(target) + 1)
        return path, moved(text, lists, number, target, count)
    if goal.entry is None:
        raise Impossible(say("studio:before-a-section"))
    target, place, _ = _entry(text, workspace, goal)
    return path, moved(text, lists, number, target, place)


def left_out(workspace: Workspace, seminar: str, name: str) -> tuple[str, Pieces]:
    """The file and the stretch by which a programme does not show a slide: it does not name it any more, or names it
    among those that it shows its module without. Raises ValueError where a part would be empty."""
    view = workspace.view(seminar)
    here = next((slide for slide in view.slides if slide.id == name), None)
    if here is None or here.entry is None:
        raise Impossible(say("studio:not-named"))
    text = workspace.text(here.entry.path) or ""
    lists, number, by_module = _entry(text, workspace, here)
    if by_module:
        if sum(slide.entry == here.entry for slide in view.slides) < 2:
            raise Impossible(say("studio:would-be-empty"))
        return here.entry.path, (_without(text, (*lists, number), name),)
    return here.entry.path, removed(text, lists, number)


def _without(text: str, entry: Steps, name: str) -> tuple[int, int, str]:
    """The stretch by which an entry of a programme names a slide that it shows its module without."""
    known = {s.steps: s for s in stretches(text)}
    names = [s for s in known.values() if s.steps[:-1] == (*entry, "without")]
    of, here = known.get((*entry, "without")), known[entry]
    if of is not None and of.bracketed and names:
        piece = (names[-1].end, names[-1].end, f", {name}")
    elif of is not None and names:
        margin = text[text.rfind("\n", 0, names[-1].start) + 1 : names[-1].start]
        piece = (names[-1].end, names[-1].end, f"{line_end(text)}{margin}{name}")
    else:
        last = max(s.end for s in known.values() if s.steps[:-1] == entry)
        margin = " " * (here.start - text.rfind("\n", 0, here.start) - 1)
        sign = ", " if here.bracketed else line_end(text) + margin
        piece = (last, last, f"{sign}without: [{name}]")
    after = stretches(text[: piece[0]] + piece[2] + text[piece[1] :])
    if name not in [s.text for s in after if s.steps[:-1] == (*entry, "without")]:
        raise Impossible(say("studio:not-written"))
    return piece


def named_after(workspace: Workspace, seminar: str, after: str, name: str) -> tuple[str, Pieces] | None:
    """The file and the stretch by which a programme names a new slide behind another one; None where it shows the
    whole module already. Raises ValueError where there is no place for it."""
    view = workspace.view(seminar)
    if any(slide.id == name for slide in view.slides):
        return None
    here = next((s for s in view.slides if s.id == after and s.entry), None)
    here = here or next((s for s in reversed(view.slides) if s.entry), None)
    if here is None or here.entry is None:
        raise Impossible(say("studio:no-place"))
    path = here.entry.path
    text = workspace.text(path) or ""
    lists, number, _ = _entry(text, workspace, here)
    items = sorted((s for s in stretches(text) if s.steps[:-1] == lists), key=lambda s: s.start)
    of = next(s for s in stretches(text) if s.steps == lists)
    if of.bracketed:
        return path, ((items[number].end, items[number].end, f", {name}"),)
    start = text.rfind("\n", 0, items[number].start) + 1
    margin = text[start : items[number].start].partition("-")[0]
    last = number + 1 == len(items)
    stop = _end_of_item(text, items[number]) if last else text.rfind("\n", 0, items[number + 1].start) + 1
    line, end = f"{margin}- {name}", line_end(text)
    words = line + end if text[:stop].endswith("\n") else end + line
    return path, ((stop, stop, words),)


def _end_of_item(text: str, item: Stretch) -> int:
    """Behind the last line of the last item of a list."""
    done = text[: item.end].rstrip()
    behind = text.find("\n", len(done))
    return len(text) if behind < 0 else behind + 1


def _entry(text: str, workspace: Workspace, slide: Slide) -> tuple[Steps, int, bool]:
    """The steps to the list of a programme that names a slide, its number in it, and whether it names its module."""
    if slide.entry is None:
        raise Impossible(say("studio:not-named"))
    at = span_offsets(text, slide.entry)[0]
    known = stretches(text)
    found = [s for s in known if len(s.steps) == 4 and s.steps[0] == "programme" and s.steps[2] == "slides"]
    entry = next((s for s in found if s.start <= at < max(s.end, s.start + 1)), None)
    if entry is None:
        raise Impossible(say("studio:not-named"))
    number = entry.steps[-1]
    assert isinstance(number, int)
    by_module = any(s.steps == (*entry.steps, "module") for s in known)
    return entry.steps[:-1], number, by_module


def _moved_in_module(workspace: Workspace, here: Slide, goal: Slide | None) -> tuple[str, Pieces]:
    """Of slides that a programme names by their module, their order in that."""
    path = here.span.path if here.span else ""
    if goal is not None and (goal.span is None or goal.span.path != path):
        raise Impossible(say("studio:whole-module"))
    text = workspace.text(path) or ""
    known = [s for s in stretches(text) if len(s.steps) == 2 and s.steps[0] == "slides"]
    items = sorted(known, key=lambda s: s.start)

    def number(slide: Slide) -> int:
        at = span_offsets(text, slide.span)[0] if slide.span else -1
        return next(n for n, s in enumerate(items) if s.start <= at < max(s.end, s.start + 1))

    before = number(goal) if goal else len(items)
    return path, moved(text, ("slides",), number(here), ("slides",), before)
