"""Blanks that can be filled in on the screen: form fields over what is printed, named for who listens (PDF/UA-1, 7.18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from deckgen.writers.paper.sheet import POINTS

#: Size of what is typed, in points; 0 lets the reader choose it for the height of the field.
TYPED = 11
#: Field flags (ISO 32000-1, 12.7): the text may have several lines.
_MULTILINE = 1 << 12
#: Annotation flag: it is printed.
_PRINT = 4


class Field(NamedTuple):
    """A field: its name, which is the anchor of its place; what it asks for; `tick` boxes are ticked, others written in, on
    one or on `many` lines."""

    name: str
    about: str
    tick: bool = False
    many: bool = False


def add(pdf: pikepdf.Pdf, fields: Sequence[Field], places: Sequence[Mapping[str, tuple[float, ...]]], height: float) -> None:
    """Puts fields over their anchors. `places` are the anchors of each page in millimetres from its top left corner, `height` is
    the page's."""
    where = {name: (i, box) for i, page in enumerate(places) for name, box in page.items()}
    found = [(f, *where[f.name]) for f in fields]
    if not found:
        return
    root = pdf.Root.StructTreeRoot
    top = root.K[0] if isinstance(root.K, Array) else root.K
    # a page's content has a number in the parent tree, and so has every field
    numbers = root.ParentTree.Nums
    number = max((int(n) for n in list(numbers)[::2]), default=-1) + 1
    widgets, elements = [], []
    for field, index, box in found:
        page = pdf.pages[index].obj
        widget = pdf.make_indirect(_widget(pdf, field, box, height, page, number))
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=top, Pg=page, K=Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)))
        numbers.extend([number, element])
        number += 1
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        page.Tabs = Name.S
        widgets.append(widget)
        elements.append(element)
    kids = top.K if isinstance(top.K, Array) else Array([top.K])
    kids.extend(elements)
    top.K = kids
    root.ParentTreeNextKey = number
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding))
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(widgets), NeedAppearances=True, DA=String(f"/Helv {TYPED} Tf 0 g"), DR=Dictionary(Font=Dictionary(Helv=font))))


def _widget(pdf: pikepdf.Pdf, field: Field, box: tuple[float, ...], height: float, page: Dictionary, number: int) -> Dictionary:
    left, top, right, bottom = (v * POINTS for v in box)
    w, h = right - left, bottom - top
    out = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        T=String(field.name),
        TU=String(field.about),
        F=_PRINT,
        Rect=Array([round(v, 2) for v in (left, height * POINTS - bottom, right, height * POINTS - top)]),
        P=page,
        StructParent=number,
    )
    if field.tick:
        on = f"q 1.4 w 1 J 1 j {w * 0.22:.2f} {h * 0.5:.2f} m {w * 0.42:.2f} {h * 0.26:.2f} l {w * 0.8:.2f} {h * 0.78:.2f} l S Q"
        looks = {"/Yes": on, "/Off": ""}
        states = {k: pdf.make_stream(v.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, round(w, 2), round(h, 2)])) for k, v in looks.items()}
        out.FT, out.V, out.AS = Name.Btn, Name.Off, Name.Off
        out.AP = Dictionary(N=Dictionary(states))
        out.MK = Dictionary(CA=String("4"))
    else:
        empty = pdf.make_stream(b"/Tx BMC EMC", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, round(w, 2), round(h, 2)]))
        out.FT, out.V, out.DA = Name.Tx, String(""), String(f"/Helv {TYPED} Tf 0 g")
        out.AP = Dictionary(N=empty)
        if field.many:
            out.Ff = _MULTILINE
    return out
