"""What a PDF says about itself: title, language, XMP with the PDF/UA mark, bookmarks; and its bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String

from deckgen.writers import Info

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:publisher><rdf:Bag><rdf:li>{company}</rdf:li></rdf:Bag></dc:publisher>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{tool}</pdf:Producer>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
TOOL = "deckgen"


@dataclass(slots=True)
class Bookmark:
    """An entry of the outline: its words, the index of its page, what is below it."""

    title: str
    page: int
    below: list[Bookmark] = field(default_factory=list)


def describe(pdf: Pdf, info: Info) -> None:
    """Title, author, language, dates (the seminar's own: no clock is read) and the claim of PDF/UA-1."""
    day = info.date if len(info.date) == 10 else "2000-01-01"
    keywords = ", ".join(info.keywords)
    xmp = _XMP.format(
        title=escape(info.title),
        author=escape(info.author),
        subject=escape(info.subject),
        company=escape(info.company),
        language=info.language,
        keywords=escape(keywords),
        date=f"{day}T00:00:00Z",
        tool=TOOL,
    )
    metadata = pdf.make_stream(xmp.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = metadata
    pdf.Root.Lang = String(info.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    stamp = f"D:{day.replace('-', '')}000000Z"
    xml = {
        "Title": info.title,
        "Author": info.author,
        "Subject": info.subject,
        "Keywords": keywords,
        "Creator": TOOL,
        "Producer": TOOL,
        "deckgen.variant": info.variant,
    }
    about = Dictionary({f"/{k}": String(v) for k, v in xml.items() if v})
    about.CreationDate = String(stamp)
    about.ModDate = String(stamp)
    pdf.trailer.Info = pdf.make_indirect(about)


def write_outline(pdf: Pdf, bookmarks: list[Bookmark]) -> None:
    """Bookmarks, two levels and more, all shown open."""
    if bookmarks:
        root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
        root.Count = _entries(pdf, bookmarks, root)
        pdf.Root.Outlines = root
        pdf.Root.PageMode = Name.UseOutlines


def _entries(pdf: Pdf, bookmarks: list[Bookmark], parent: Dictionary) -> int:
    entries = [pdf.make_indirect(Dictionary(Title=String(b.title), Parent=parent)) for b in bookmarks]
    total = len(entries)
    for i, (entry, b) in enumerate(zip(entries, bookmarks, strict=True)):
        entry.Dest = Array([pdf.pages[b.page].obj, Name.Fit])
        if i:
            entry.Prev = entries[i - 1]
        if i + 1 < len(entries):
            entry.Next = entries[i + 1]
        if b.below:
            entry.Count = _entries(pdf, b.below, entry)
            total += entry.Count
    parent.First, parent.Last = entries[0], entries[-1]
    return int(total)


def to_bytes(pdf: Pdf, version: str = "1.7") -> bytes:
    """The file, byte for byte the same for the same content, in a version of PDF."""
    out = BytesIO()
    pdf.save(
        out,
        force_version=version,
        object_stream_mode=ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
    )
    return out.getvalue()
