"""Blanks that can be filled in on the screen: form fields over what is printed, named for who listens.

PDF/UA-1, 7.18; ISO 32000-1, 12.7. The text of fields is in a face of ours that is embedded with the letters that people
type: readers draw what is typed in the field's own face, and the standard ones have no Hangul.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from deckgen.languages.scripts import ASCII, SYLLABLES
from deckgen.reading.fonts import Face
from deckgen.writers.pdf.faces import EmbeddedFace

#: Size of what is typed, in points, and the name of its face.
TYPED, FACE = 11, "Typed"
#: What can be typed besides ASCII and Hangul: letters of Western Europe, quotation marks, dashes, dots, arrows.
SIGNS = frozenset(map(chr, range(0xA1, 0x100))) | set("‘’“”–—…·•→←×")
#: The look of what is typed.
_APPEARANCE = f"/{FACE} {TYPED} Tf 0 g"
#: Field flags: the text may have several lines; one of several buttons, always one once one was chosen; a list that
#: opens.
_MULTILINE, _RADIO, _NO_OFF, _COMBO = 1 << 12, 1 << 15, 1 << 14, 1 << 17
#: Annotation flag: it is printed.
_PRINT = 4


class Field(NamedTuple):
    """A field: its name, which is the anchor of its blank; what it asks for. Others are written in, on one or on `many`
    lines; one with `choices` is chosen from a list; one of a `group`, which asks `question`, is the only one of it that
    can be ticked."""

    name: str
    about: str
    many: bool = False
    choices: tuple[str, ...] = ()
    group: str = ""
    question: str = ""


def add(pdf: pikepdf.Pdf, fields: Sequence[Field], face: Face) -> None:
    """Makes fields of the links to them. A blank is set as a link to itself, because WeasyPrint tags links where they
    stand in the text: the link's place in the structure, and its rectangle, become the field's."""
    wanted = {f.name: f for f in fields}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(n): element for n, element in zip(list(numbers)[::2], list(numbers)[1::2], strict=True)}
    found: list[Object] = []
    groups: dict[str, Object] = {}
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            field = wanted.get(str(annotation.get("/Dest", "")))
            if field is None:
                continue
            _turn(pdf, annotation, field, page.obj)
            owners[int(annotation.StructParent)].S = Name.Form
            page.Tabs = Name.S
            if not field.group:
                found.append(annotation)
                continue
            if field.group not in groups:
                groups[field.group] = pdf.make_indirect(_group(field))
                found.append(groups[field.group])
            annotation.Parent = groups[field.group]
            groups[field.group].Kids.append(annotation)
    if found:
        pdf.Root.AcroForm = pdf.make_indirect(
            Dictionary(
                Fields=Array(found),
                NeedAppearances=True,
                DA=String(_APPEARANCE),
                DR=Dictionary(Font=Dictionary({f"/{FACE}": _typed(pdf, face)})),
            )
        )


def _typed(pdf: pikepdf.Pdf, face: Face) -> Object:
    """The face of what is typed, with the letters that people type, as far as it has them."""
    embedded = EmbeddedFace(pdf, face, FACE)
    letters = ASCII | SYLLABLES | SIGNS
    for letter in sorted(letters - face.missing("".join(sorted(letters)))):
        embedded.show(letter)
    embedded.write()
    return embedded.object


def _group(field: Field) -> Dictionary:
    """What fields have in common of which one alone can be ticked."""
    return Dictionary(
        FT=Name.Btn,
        Ff=_RADIO | _NO_OFF,
        T=String(field.group),
        TU=String(field.question),
        V=Name.Off,
        Kids=Array(),
    )


def _turn(pdf: pikepdf.Pdf, out: Object, field: Field, page: Object) -> None:
    """Turns a link into a field, or into one of a group."""
    x1, y1, x2, y2 = map(float, out.Rect)
    left, right, bottom, top = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
    w, h = right - left, top - bottom
    for key in ("/Dest", "/Contents", "/Border", "/A"):
        if key in out:
            del out[key]
    out.Subtype, out.TU, out.F, out.P = Name.Widget, String(field.about), _PRINT, page
    out.Rect = Array([round(v, 2) for v in (left, bottom, right, top)])

    def look(content: str) -> Object:
        box = Array([0, 0, round(w, 2), round(h, 2)])
        return pdf.make_stream(content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=box)

    if field.group:
        hook = f"{w * 0.22:.2f} {h * 0.5:.2f} m {w * 0.42:.2f} {h * 0.26:.2f} l {w * 0.8:.2f} {h * 0.78:.2f} l"
        states: Mapping[str, Object] = {f"/{field.name}": look(f"q 1.4 w 1 J 1 j {hook} S Q"), "/Off": look("")}
        out.AS, out.AP, out.MK = Name.Off, Dictionary(N=Dictionary(states)), Dictionary(CA=String("4"))
        return
    out.T, out.V, out.DA = String(field.name), String(""), String(_APPEARANCE)
    out.AP = Dictionary(N=look("/Tx BMC EMC"))
    out.FT = Name.Ch if field.choices else Name.Tx
    if field.choices:
        out.Opt, out.Ff = Array([String(c) for c in (" ", *field.choices)]), _COMBO
    elif field.many:
        out.Ff = _MULTILINE
