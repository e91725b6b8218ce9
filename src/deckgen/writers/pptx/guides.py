"""Guides: where the theme's grid lets things stand, in the master; what a layout has beside that, in the layout."""

from __future__ import annotations

from collections.abc import Iterable

from deckgen.reading.theme import Theme
from deckgen.scene import Rect, Slot

_P15 = "http://schemas.microsoft.com/office/powerpoint/2012/main"
#: The extensions of a master and of a layout that hold guides (MS-PPTX 2.3, `sldGuideLst`).
_MASTER, _LAYOUT = "{27BBF7A9-308A-43DC-89C8-2F10F3537804}", "{DCECCB84-F9BA-43D5-87BE-67443E8EF086}"
#: Guides stand at whole eighths of a point (MS-PPTX, `CT_ExtendedGuide`).
_UNITS = 8
_ACROSS = ' orient="horz"'
#: Points by which two guides differ at least.
_APART = 2.0

#: Whether a guide lies across the page, and where, in points.
_Guide = tuple[bool, float]


def of_master(theme: Theme) -> str:
    """The margins of the body, and the middle of the page."""
    return _list(_MASTER, _grid(theme))


def of_layout(theme: Theme, slots: Iterable[Slot]) -> str:
    """The edges of a layout's placeholders that are neither the grid's nor the furniture's."""
    everywhere = _edges(p.at for p in theme.furniture.values())
    return _list(_LAYOUT, _distinct(_edges(slot.rect for slot in slots), [*_grid(theme), *everywhere]))


def _grid(theme: Theme) -> list[_Guide]:
    return _distinct([*_edges([theme.regions["body"]]), (False, theme.page[0] / 2)], [])


def _edges(rects: Iterable[Rect]) -> list[_Guide]:
    return [edge for r in rects for edge in ((False, r.x), (False, r.right), (True, r.y), (True, r.bottom))]


def _distinct(guides: Iterable[_Guide], known: list[_Guide]) -> list[_Guide]:
    """Guides that stand apart from each other and from those that are known."""
    out: list[_Guide] = []
    taken = {way: [at for across, at in known if across == way] for way in (False, True)}
    for across, at in dict.fromkeys(guides):
        if all(abs(there - at) >= _APART for there in taken[across]):
            out.append((across, at))
            taken[across].append(at)
    return out


def _list(uri: str, guides: list[_Guide]) -> str:
    if not guides:
        return ""
    xml = "".join(
        f'<p15:guide id="{n}"{_ACROSS if across else ""} pos="{round(at * _UNITS)}" userDrawn="1">'
        '<p15:clr><a:schemeClr val="accent1"/></p15:clr></p15:guide>'
        for n, (across, at) in enumerate(guides, 1)
    )
    return (
        f'<p:extLst><p:ext uri="{uri}"><p15:sldGuideLst xmlns:p15="{_P15}">{xml}</p15:sldGuideLst></p:ext></p:extLst>'
    )
