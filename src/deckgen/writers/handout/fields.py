"""Blanks that can be filled in on the screen: form fields over what is printed, named for who listens.

PDF/UA-1, 7.18.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

#: Size of what is typed, in points; 0 lets the reader choose it for the height of the field.
TYPED = 11
#: Field flags (ISO 32000-1, 12.7): the text may have several lines.
_MULTILINE = 1 << 12
#: Annotation flag: it is printed.
_PRINT = 4


class Field(NamedTuple):
    """A field: its name, which is the anchor of its blank; what it asks for; `tick` boxes are ticked, others written
    in, on one or on `many` lines."""

    name: str
    about: str
    tick: bool = False
    many: bool = False


def add(pdf: pikepdf.Pdf, fields: Sequence[Field]) -> None:
    """Makes fields of the links to them. A blank is set as a link to itself, because WeasyPrint tags links where they
    stand in the text: the link's place in the structure, and its rectangle, become the field's."""
    wanted = {f.name: f for f in fields}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(n): element for n, element in zip(list(numbers)[::2], list(numbers)[1::2], strict=True)}
    widgets = []
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            field = wanted.get(str(annotation.get("/Dest", "")))
            if field is None:
                continue
            _turn(pdf, annotation, field, page.obj)
            owners[int(annotation.StructParent)].S = Name.Form
            page.Tabs = Name.S
            widgets.append(annotation)
    if widgets:
        font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        )
        form = Dictionary(
            Fields=Array(widgets),
            NeedAppearances=True,
            DA=String(f"/Helv {TYPED} Tf 0 g"),
            DR=Dictionary(Font=Dictionary(Helv=font)),
        )
        pdf.Root.AcroForm = pdf.make_indirect(form)


def _turn(pdf: pikepdf.Pdf, out: Object, field: Field, page: Object) -> None:
    """Turns a link into a field."""
    x1, y1, x2, y2 = map(float, out.Rect)
    left, right, bottom, top = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
    w, h = right - left, top - bottom
    for key in ("/Dest", "/Contents", "/Border", "/A"):
        if key in out:
            del out[key]
    out.Subtype, out.T, out.TU, out.F, out.P = Name.Widget, String(field.name), String(field.about), _PRINT, page
    out.Rect = Array([round(v, 2) for v in (left, bottom, right, top)])
    if field.tick:
        hook = f"{w * 0.22:.2f} {h * 0.5:.2f} m {w * 0.42:.2f} {h * 0.26:.2f} l {w * 0.8:.2f} {h * 0.78:.2f} l"
        on = f"q 1.4 w 1 J 1 j {hook} S Q"
        looks = {"/Yes": on, "/Off": ""}
        states = {
            k: pdf.make_stream(
                v.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, round(w, 2), round(h, 2)])
            )
            for k, v in looks.items()
        }
        out.FT, out.V, out.AS = Name.Btn, Name.Off, Name.Off
        out.AP = Dictionary(N=Dictionary(states))
        out.MK = Dictionary(CA=String("4"))
    else:
        empty = pdf.make_stream(
            b"/Tx BMC EMC", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, round(w, 2), round(h, 2)])
        )
        out.FT, out.V, out.DA = Name.Tx, String(""), String(f"/Helv {TYPED} Tf 0 g")
        out.AP = Dictionary(N=empty)
        if field.many:
            out.Ff = _MULTILINE
