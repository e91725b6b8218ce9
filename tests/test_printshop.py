"""Files for print shops: where they are meant to be printed, black words as black ink, nothing to click; and still
PDF/UA (`test_every_print_is_pdf_ua`)."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pikepdf
import pytest
from test_handout import printed

from deckgen.writers.handout.printshop import NEUTRAL


@cache
def file(edition: str) -> pikepdf.Pdf:
    """An edition with bleed."""
    return pikepdf.open(BytesIO(printed(edition, bleed=3.0).data))


@pytest.mark.parametrize("edition", ["notes", "workbook"])
def test_a_file_says_on_which_press_it_is_printed(edition):
    """PDF/X-4: an output intent with its CMYK profile, boxes, no annotation, no form, a claim; PDF 1.6."""
    pdf = file(edition)
    (intent,) = pdf.Root.OutputIntents
    profile = intent.DestOutputProfile.read_bytes()
    assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert profile[12:20] == b"prtrCMYK" and intent.DestOutputProfile.N == 4 and len(profile) == 181_220
    xmp = pdf.Root.Metadata.read_bytes().decode()
    assert all(f":{claim}<" in xmp or f">{claim}<" in xmp for claim in ("PDF/X-4", "False", "default"))
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp and "xmpMM:DocumentID" in xmp
    assert str(pdf.trailer.Info.Trapped) == "/False" and pdf.pdf_version == "1.6"
    assert "/AcroForm" not in pdf.Root and len(pdf.pages) > 2
    for page in pdf.pages:
        assert "/Annots" not in page and "/TrimBox" in page and "/Group" not in page
        assert str(page.Resources.ColorSpace.DefaultRGB[0]) == "/ICCBased"
    elements = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/OBJR"]
    assert not [o for o in elements if "/Obj" not in o]


def test_words_are_black_ink():
    """On pages no grey is mixed of colours; in pictures of slides no grey word is."""
    pdf = file("notes")
    inks = set()
    for page in pdf.pages:
        for step in pikepdf.parse_content_stream(page):
            if str(step.operator) in ("rg", "RG"):
                assert max(map(float, step.operands)) - min(map(float, step.operands)) > NEUTRAL
            elif str(step.operator) == "k":
                inks.add(tuple(map(float, step.operands)))
    assert (0, 0, 0, 1) in inks and all(ink[:3] == (0, 0, 0) for ink in inks)
    forms = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form"]
    shown = {before for form in forms for before in colours_of_words(form)}
    assert ("k", 1.0) in shown
    assert not [c for c in shown if c[0] == "rg" and max(c[1:]) - min(c[1:]) <= NEUTRAL]


def colours_of_words(form: pikepdf.Stream) -> set[tuple]:
    """The colours in which a form shows words."""
    colour, kept, shown = ("rg", 0.0, 0.0, 0.0), [], set()
    for step in pikepdf.parse_content_stream(form):
        name = str(step.operator)
        if name == "rg":
            colour = ("rg", *map(float, step.operands))
        elif name == "k":
            colour = ("k", float(step.operands[3]))
        elif name == "q":
            kept.append(colour)
        elif name == "Q":
            colour = kept.pop()
        elif name == "TJ":
            shown.add(colour)
    return shown


def test_only_a_print_shop_gets_it():
    """What is read on a screen keeps its links and colours."""
    with pikepdf.open(BytesIO(printed("notes").data)) as pdf:
        assert "/OutputIntents" not in pdf.Root and any("/Annots" in page for page in pdf.pages)
        assert pdf.pdf_version == "1.7"
