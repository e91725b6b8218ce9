"""What a print shop wants of a file, as far as PDF/X-4 (ISO 15930-7) says it: on which press it is meant to be printed,
colours that mean the same everywhere, black words as black ink alone, nothing to click.

It stays PDF/UA: what could be clicked is text now. The colour profiles and where they are from: `profiles/LICENCE.txt`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Object, Operator, Pdf, Stream, String

#: The press: offset on coated paper (ISO 12647-2), by its name in the registry of the ICC.
CONDITION, REGISTRY, PRESS, SCREEN = "FOGRA39", "http://www.color.org", "FOGRA39L.icc", "sRGB.icc"
#: Colours whose channels are no further apart are greys; from this one down they are printed as solid black.
NEUTRAL, SOLID = 0.06, 0.2
#: What the file says of itself besides (ISO 15930-7, 6.2; XMP of PDF/X and of Adobe's media management).
_CLAIM = """<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<pdf:Trapped>False</pdf:Trapped>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>{id}</xmpMM:DocumentID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<xmpMM:VersionID>1</xmpMM:VersionID>
</rdf:Description>
"""


def prepare(pdf: Pdf, id: str) -> None:
    """Readies a described file for a print shop; `id` tells it apart from every other one."""
    _unlink(pdf)
    screen = pdf.make_indirect(Array([Name.ICCBased, pdf.make_stream(_profile(SCREEN), N=3, Alternate=Name.DeviceRGB)]))
    for page in pdf.pages:
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream([*_inked(pikepdf.parse_content_stream(page))]))
        _define(page.obj, screen)
    for form in _forms(pdf):
        form.write(pikepdf.unparse_content_stream([*_lettered(pikepdf.parse_content_stream(form))]))
        _define(form, screen)
    pdf.Root.OutputIntents = Array([_intent(pdf)])
    metadata = pdf.Root.Metadata
    xmp = metadata.read_bytes().decode("utf-8")
    date = xmp.partition("<xmp:CreateDate>")[2].partition("<")[0]
    claim = _CLAIM.format(date=date, id=id)
    metadata.write(xmp.replace("</rdf:RDF>", f"{claim}</rdf:RDF>").encode("utf-8"))
    pdf.trailer.Info.Trapped = Name("/False")


@cache
def _profile(name: str) -> bytes:
    return Path(__file__).with_name("profiles").joinpath(name).read_bytes()


def _intent(pdf: Pdf) -> Object:
    """On which press the file is meant to be printed."""
    return pdf.make_indirect(
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFX,
            OutputConditionIdentifier=String(CONDITION),
            OutputCondition=String("Offset on coated paper, ISO 12647-2"),
            RegistryName=String(REGISTRY),
            Info=String("Coated FOGRA39"),
            DestOutputProfile=pdf.make_stream(_profile(PRESS), N=4),
        )
    )


def _forms(pdf: Pdf) -> list[Stream]:
    return [o for o in pdf.objects if isinstance(o, Stream) and o.get("/Subtype") == Name.Form]


def _define(drawn: Object, screen: Object) -> None:
    """Says what the colours of a page or a form mean: those of a screen."""
    if "/Resources" not in drawn:
        drawn.Resources = Dictionary()
    resources = drawn.Resources
    if "/ColorSpace" not in resources:
        resources.ColorSpace = Dictionary()
    resources.ColorSpace.DefaultRGB = screen


# nothing to click


def _unlink(pdf: Pdf) -> None:
    """Takes away what could be clicked; its words stay, as text."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(n): element for n, element in zip(list(numbers)[::2], list(numbers)[1::2], strict=True)}
    for page in pdf.pages:
        for link in page.get("/Annots", ()):
            element = owners.pop(int(link.StructParent))
            element.S = Name.Span
            element.K = Array([kid for kid in element.K if not _is_annotation(kid)])
        if "/Annots" in page:
            del page["/Annots"]
    pdf.Root.StructTreeRoot.ParentTree.Nums = Array([v for pair in owners.items() for v in pair])


def _is_annotation(kid: Object) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


# black as black


def _step(operands: Sequence[Any], operator: str) -> ContentStreamInstruction:
    return ContentStreamInstruction(operands, Operator(operator))


def _inked(steps: Sequence[Any]) -> Iterator[Any]:
    """The content of a page with its greys in black ink: words, rules, codes."""
    for step in steps:
        name = str(step.operator)
        black = _black(step.operands) if name in ("rg", "RG") else None
        yield step if black is None else _step([0, 0, 0, black], "k" if name == "rg" else "K")


def _lettered(steps: Sequence[Any]) -> Iterator[Any]:
    """The content of a picture with its grey words in black ink; areas keep the colour of the screen."""
    fill: Sequence[Any] = (0, 0, 0)
    kept: list[Sequence[Any]] = []
    for step in steps:
        name = str(step.operator)
        if name == "rg":
            fill = list(step.operands)
        elif name == "q":
            kept.append(fill)
        elif name == "Q":
            fill = kept.pop()
        black = _black(fill) if name in ("BT", "ET") else None
        if black is not None and name == "BT":
            yield _step([0, 0, 0, black], "k")
        yield step
        if black is not None and name == "ET":
            yield _step(fill, "rg")


def _black(colour: Sequence[Any]) -> float | None:
    """How much black ink a colour of a screen takes; None for what is no grey."""
    red, green, blue = map(float, colour)
    if max(red, green, blue) - min(red, green, blue) > NEUTRAL:
        return None
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 1.0 if light <= SOLID else round(1.0 - light, 3)
