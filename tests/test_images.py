"""Pictures: what is read, what is refused, and that nothing of their maker goes out."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from PIL import Image as Pillow
from PIL import ImageFile

from deckgen.reading.containers import Damage
from deckgen.reading.images import LARGEST_PIXELS, ImageError, read_image
from deckgen.writers.pdf.pictures import image as pdf_image

HEAD = b"\x89PNG\r\n\x1a\n"
GPS = 0x8825
ORIENTATION = 0x0112


def chunk(name: bytes, body: bytes = b"", checksum: int | None = None) -> bytes:
    crc = zlib.crc32(name + body) if checksum is None else checksum
    return len(body).to_bytes(4, "big") + name + body + crc.to_bytes(4, "big")


def ihdr(width: int, height: int, bits: int = 8, kind: int = 2) -> bytes:
    return chunk(b"IHDR", width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((bits, kind, 0, 0, 0)))


#: Ten rows of ten red pixels, without filters.
ROWS = (b"\0" + b"\xff\0\0" * 10) * 10
END = chunk(b"IEND")


def png(rows: bytes = ROWS, *, head: bytes = ihdr(10, 10), more: bytes = b"") -> bytes:
    return HEAD + head + more + chunk(b"IDAT", zlib.compress(rows)) + END


def saved(picture: Pillow.Image, kind: str, **more: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def photo(kind: str = "JPEG", orientation: int = 1, mode: str = "RGB") -> bytes:
    """40 × 20 pixels, white but for a dark corner at the left of the top, taken at a place that its EXIF tells."""
    picture = Pillow.new("L", (40, 20), 255)
    picture.paste(0, (0, 0, 10, 10))
    exif = Pillow.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(GPS).update({1: "N", 2: (37.0, 33.0, 59.0)})
    return saved(picture.convert(mode), kind, exif=exif)


def dark_corner(data: bytes) -> tuple[tuple[int, int], str]:
    """The size of a picture, and which of its corners is dark."""
    picture = Pillow.open(BytesIO(data)).convert("L")
    w, h = picture.size
    corners = {"top left": (2, 2), "top right": (w - 3, 2), "foot left": (2, h - 3), "foot right": (w - 3, h - 3)}
    return picture.size, " and ".join(name for name, at in corners.items() if picture.getpixel(at) < 128)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_upright(kind, orientation):
    """As EXIF 2.32 (4.6.4) says where the first row and column belong; all outputs take the bytes as they are."""
    corner = {1: "top left", 2: "top right", 3: "foot right", 4: "foot left"}
    corner |= {5: "top left", 6: "top right", 7: "foot right", 8: "foot left"}
    upright = read_image("a.jpg", photo(kind, orientation))
    size = (40, 20) if orientation < 5 else (20, 40)
    assert upright.pixels == size
    assert dark_corner(upright.data) == (size, corner[orientation])


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_nobody_learns_where_a_picture_was_taken(kind, orientation, mode):
    """Neither the place nor the camera is in what goes out."""
    before, after = photo(kind, orientation, mode), read_image("a.jpg", photo(kind, orientation, mode)).data
    assert b"Camera of somebody" in before and b"Camera of somebody" not in after
    assert not Pillow.open(BytesIO(after)).getexif()
    assert Pillow.open(BytesIO(after)).mode == mode


def test_all_places_for_such_words():
    """EXIF, XMP, what Photoshop notes, comments and pictures behind the picture are taken out; profiles stay."""
    plain = saved(Pillow.new("RGB", (40, 20)), "JPEG", icc_profile=b"the profile")
    more = b"".join(
        marker + (len(secret) + 2).to_bytes(2, "big") + secret
        for marker, secret in (
            (b"\xff\xe1", b"http://ns.adobe.com/xap/1.0/\0<secret/>"),
            (b"\xff\xed", b"Photoshop 3.0\0secret"),
            (b"\xff\xfe", b"secret"),
            (b"\xff\xe2", b"MPF\0secret"),
        )
    )
    assert read_image("a.jpg", plain).data == plain
    assert b"the profile" in plain
    assert read_image("a.jpg", plain[:2] + more + plain[2:] + b"secret").data == plain
    drawn = png()
    secrets = chunk(b"iTXt", b"XML:com.adobe.xmp\0secret") + chunk(b"tEXt", b"Raw profile type exif\0secret")
    assert read_image("a.png", png(more=secrets) + b"secret").data == drawn


def test_a_file_with_nothing_to_change_is_kept():
    for data in (png(), png(more=chunk(b"tEXt", b"Title\0A")), saved(Pillow.new("CMYK", (9, 9)), "JPEG")):
        assert read_image("a.png", data).data is data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("interlaced", [False, True])
def test_every_kind_of_png(mode, interlaced):
    """All colours and depths, interlaced ones as well (their rows are counted pass by pass)."""
    data = saved(Pillow.new(mode, (13, 7)), "PNG")
    if interlaced:
        bits, kind = data[24], data[25]
        samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
        passes = ((2, 1), (2, 1), (4, 1), (3, 2), (7, 2), (6, 4), (13, 3))  # of 13 × 7 pixels: ISO/IEC 15948, 8.2
        rows = b"".join(bytes(1 + (w * bits * samples + 7) // 8) * h for w, h in passes)
        head = chunk(b"IHDR", data[16:28] + b"\1")
        palette = chunk(b"PLTE", bytes(768)) if kind == 3 else b""
        assert Pillow.open(BytesIO(png(rows, head=head, more=palette))).convert("RGB").getextrema()[0] == (0, 0)
        with pytest.raises(ImageError, match="some of its rows are missing"):
            read_image("a.png", png(rows[:-1], head=head, more=palette))
        data = png(rows, head=head, more=palette)
    assert read_image("a.png", data).data is data


def test_a_phones_picture_with_others_behind_it():
    """What Pillow calls an MPO."""
    pictures = [Pillow.new("RGB", (40, 20), colour) for colour in ("red", "blue")]
    out = BytesIO()
    pictures[0].save(out, "MPO", save_all=True, append_images=pictures[1:])
    assert Pillow.open(BytesIO(out.getvalue())).format == "MPO"
    found = read_image("a.jpg", out.getvalue())
    assert (found.format, found.pixels) == ("jpeg", (40, 20))
    assert Pillow.open(BytesIO(found.data)).format == "JPEG"


def test_fill_bytes_of_a_jpeg():
    """Any number of FF may stand before a marker (ITU-T T.81, B.1.1.2); the writer of PDFs passes them too."""
    from pikepdf import Pdf

    data = saved(Pillow.new("RGB", (40, 20)), "JPEG")
    filled = data.replace(b"\xff\xdb", b"\xff\xff\xff\xdb", 1).replace(b"\xff\xc0", b"\xff\xff\xc0", 1)
    assert filled != data
    assert read_image("a.jpg", filled).pixels == (40, 20)
    pdf = Pdf.new()
    drawn = pdf_image(pdf, filled)
    assert (int(drawn.Width), int(drawn.Height)) == (40, 20)


BAD = {
    "no picture": (b"hello", "is not a PNG or JPEG picture"),
    "nothing": (b"", "is not a PNG or JPEG picture"),
    "another format": (saved(Pillow.new("RGB", (9, 9)), "GIF"), "is not a PNG or JPEG picture"),
    "a head only": (HEAD, "is cut short: its end is missing"),
    "no head": (HEAD + chunk(b"IDAT", zlib.compress(ROWS)) + END, "is damaged: its head is missing"),
    "no size": (png(head=ihdr(0, 10)), "is damaged: it has no pixels"),
    "no such depth": (png(head=ihdr(10, 10, 3)), "is damaged: there are no PNG pictures of kind 2 with 3 bits"),
    "palette missing": (png(b"\0" * 110, head=ihdr(10, 10, 8, 3)), "is damaged: its palette is missing"),
    "rows missing": (png(ROWS[:93]), "is damaged: some of its rows are missing"),
    "bad filter": (png(b"\x09" + ROWS[1:]), "is damaged: a row has a filter that there is not"),
    "pixels that are no stream": (HEAD + ihdr(10, 10) + chunk(b"IDAT", b"hello") + END, "is damaged"),
    "no pixels": (HEAD + ihdr(10, 10) + END, "is cut short"),
    "a checksum": (HEAD + ihdr(10, 10) + chunk(b"IDAT", zlib.compress(ROWS), 1) + END, "a checksum is wrong"),
    "cut in its pixels": (png()[:70], "is cut short"),
    "cut before its end": (png()[:-12], "is cut short"),
    "a jpeg that is cut": (photo()[:-30], "is cut short"),
    "a jpeg without pixels": (photo()[:180], "is not a PNG or JPEG picture"),
    "a bomb": (png(head=ihdr(60_000, 60_000)), "has more pixels than a page can show"),
    "too many pixels": (png(head=ihdr(LARGEST_PIXELS // 5_000 + 1, 5_000)), "more than a page can show"),
    "a line": (png(head=ihdr(10, 1_001)), "more than 100 times as long as wide"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("lenient", [False, True])
def test_what_is_refused(case, lenient, monkeypatch):
    """Also where WeasyPrint has told Pillow to forgive, and that stays as it was."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    data, reason = BAD[case]
    with pytest.raises(ImageError) as refusal:
        read_image("images/a.png", data)
    assert reason in str(refusal.value)
    assert str(refusal.value).startswith("`images/a.png` ")
    assert refusal.value.hint
    assert ImageFile.LOAD_TRUNCATED_IMAGES == lenient


def test_no_other_exception_comes_out():
    """A byte changed anywhere, or the file cut anywhere: a picture or a reason."""
    outcomes = set()
    for data in (photo(), photo("PNG", 6), png()):
        for at in range(0, len(data), 3):
            for broken in (data[:at], data[:at] + bytes([data[at] ^ 0x5A]) + data[at + 1 :]):
                try:
                    outcomes.add(read_image("a.png", broken).format)
                except ImageError as e:
                    outcomes.add(str(e))
                try:
                    contents(broken)
                except Damage:
                    outcomes.add("damage")
    assert {
        "jpeg",
        "damage",
        "`a.png` is not a PNG or JPEG picture",
        "`a.png` is cut short: its end is missing",
    } <= outcomes
