"""What happens on a slide in time: the transition to it, and what each click shows.

Element order: transition, then timing, right after `clrMapOvr` (ECMA-376 part 1, 19.3.1.38).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count

from deckgen.scene import Reveal, Transition
from deckgen.writers.pptx.xml import P14

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_P159 = "http://schemas.microsoft.com/office/powerpoint/2015/09/main"
#: How long what a click shows takes to fade in, and each transition, in milliseconds: noticed, not watched. A morph is
#: to be followed.
_FADE = 400
_PASSAGES = {"fade": 300, "morph": 900}
_PASSAGE = 500
#: The fade among PowerPoint's entrance and exit effects.
_FADING = 10
#: The groups in which the effects of a shape with text stand: those that show it, those that take it away.
_IN, _OUT = 0, 1
#: How a shape with text is built.
_BY_PARAGRAPH, _WHOLE = 'build="p"', 'animBg="1"'
_TRANSITIONS = {
    "fade": "<p:fade/>",
    "push": '<p:push dir="l"/>',
    "wipe": '<p:wipe dir="l"/>',
}


def transition(name: Transition | None) -> str:
    """The transition to a slide; PowerPoint before 2019 fades where it does not know `morph`."""
    if name in (None, "none"):
        return ""
    if name == "morph":
        needs, xml = f'xmlns:p159="{_P159}" Requires="p159"', '<p159:morph option="byObject"/>'
        older = _TRANSITIONS["fade"]
    else:
        needs, xml = 'Requires="p14"', _TRANSITIONS[name]
        older = xml
    length = _PASSAGES.get(name or "", _PASSAGE)
    speed = "fast" if length < _PASSAGE else "med"
    return (
        f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice xmlns:p14="{P14}" {needs}>'
        f'<p:transition spd="{speed}" p14:dur="{length}">{xml}</p:transition></mc:Choice>'
        f'<mc:Fallback><p:transition spd="{speed}">{older}</p:transition></mc:Fallback></mc:AlternateContent>'
    )


def timing(clicks: Sequence[Sequence[Reveal]], ids: Mapping[str, int], textual: Mapping[str, bool]) -> str:
    """What each click shows fades in, what it takes away fades out. `ids` are the shapes' numbers by key; `textual`
    says of the shapes that hold text (only those are listed as builds) whether they are shown by paragraphs."""
    if not clicks:
        return ""
    numbers = count(1)
    root, main = next(numbers), next(numbers)
    effects = "".join(_click(click, ids, textual, lambda: next(numbers)) for click in clicks)
    ways = dict.fromkeys((r.key, _way(r)) for click in clicks for r in click)
    builds = "".join(
        f'<p:bldP spid="{ids[key]}" grpId="{way}" {_BY_PARAGRAPH if paragraphs else _WHOLE}/>'
        for key, paragraphs in textual.items()
        for way in (_IN, _OUT)
        if (key, way) in ways
    )
    return (
        f'<p:timing><p:tnLst><p:par><p:cTn id="{root}" dur="indefinite" restart="never" nodeType="tmRoot">'
        "<p:childTnLst>"
        f'<p:seq concurrent="1" nextAc="seek"><p:cTn id="{main}" dur="indefinite" nodeType="mainSeq">'
        f"<p:childTnLst>{effects}"
        "</p:childTnLst></p:cTn>"
        '<p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>'
        '<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst></p:seq>'
        f"</p:childTnLst></p:cTn></p:par></p:tnLst>{f'<p:bldLst>{builds}</p:bldLst>' if builds else ''}</p:timing>"
    )


def _click(
    click: Sequence[Reveal], ids: Mapping[str, int], textual: Mapping[str, bool], number: Callable[[], int]
) -> str:
    outer, inner = number(), number()
    effects = "".join(
        _fade(r, ids, r.key in textual, "withEffect" if n else "clickEffect", number)
        for n, r in enumerate(_single(click))
    )
    return (
        f'<p:par><p:cTn id="{outer}" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>'
        f'<p:par><p:cTn id="{inner}" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>{effects}'
        "</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>"
    )


def _single(click: Sequence[Reveal]) -> Iterator[Reveal]:
    """What a click shows, with an effect of its own for each paragraph, as PowerPoint writes and edits them."""
    for r in click:
        if r.paragraphs is None:
            yield r
        else:
            first, last = r.paragraphs
            yield from (r._replace(paragraphs=(n, n)) for n in range(first, last + 1))


def _way(r: Reveal) -> int:
    return _OUT if r.out else _IN


def _fade(r: Reveal, ids: Mapping[str, int], text: bool, node: str, number: Callable[[], int]) -> str:
    """A fade in, or out: then the shape is hidden in the last millisecond, as PowerPoint writes it."""
    inside = f'<p:txEl><p:pRg st="{r.paragraphs[0]}" end="{r.paragraphs[1]}"/></p:txEl>' if r.paragraphs else ""
    target = (
        f'<p:tgtEl><p:spTgt spid="{ids[r.key]}">{inside}</p:spTgt></p:tgtEl>'
        if inside
        else f'<p:tgtEl><p:spTgt spid="{ids[r.key]}"/></p:tgtEl>'
    )
    group = f' grpId="{_way(r)}"' if text else ""
    effect = number()
    delay, seen = (_FADE - 1, "hidden") if r.out else (0, "visible")
    turn = (
        f'<p:set><p:cBhvr><p:cTn id="{number()}" dur="1" fill="hold"><p:stCondLst>'
        f'<p:cond delay="{delay}"/></p:stCondLst></p:cTn>{target}'
        "<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
        f'<p:to><p:strVal val="{seen}"/></p:to></p:set>'
    )
    way = "out" if r.out else "in"
    fade = (
        f'<p:animEffect transition="{way}" filter="fade"><p:cBhvr><p:cTn id="{number()}" dur="{_FADE}"/>{target}'
        "</p:cBhvr></p:animEffect>"
    )
    return (
        "<p:par>"
        f'<p:cTn id="{effect}" presetID="{_FADING}" presetClass="{"exit" if r.out else "entr"}" presetSubtype="0" '
        f'fill="hold"{group} nodeType="{node}">'
        f'<p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>{fade + turn if r.out else turn + fade}'
        "</p:childTnLst></p:cTn></p:par>"
    )
