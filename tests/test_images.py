"""Pictures: what is read, what is refused, and that nothing of their maker goes out."""

from __future__ import annotations

import zlib
from io import BytesIO

import picture_sample as sample
import pytest
from picture_sample import FILES, chunk, differences, ihdr, saved, segment, with_chunks, with_segments
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFile

from deckgen.reading.images import LARGEST_PIXELS, NEEDED, ImageError, read_image
from deckgen.reading.pixels import Bound, grey, smaller

HEAD = b"\x89PNG\r\n\x1a\n"
GPS = 0x8825
ORIENTATION = 0x0112

#: Ten rows of ten red pixels, without filters.
ROWS = (b"\0" + b"\xff\0\0" * 10) * 10
END = chunk(b"IEND")


def png(rows: bytes = ROWS, *, head: bytes = ihdr(10, 10), more: bytes = b"") -> bytes:
    return sample.png(rows, head=head, more=more)


def photo(kind: str = "JPEG", orientation: int = 1, mode: str = "RGB") -> bytes:
    """40 × 20 pixels, white but for a dark corner at the left of the top, taken at a place that its EXIF tells."""
    picture = Pillow.new("L", (40, 20), 255)
    picture.paste(0, (0, 0, 10, 10))
    exif = Pillow.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(GPS).update({1: "N", 2: (37.0, 33.0, 59.0)})
    return saved(picture.convert(mode), kind, exif=exif)


def test_every_file_shows_the_same():
    """Upright, in sRGB, with its holes, with nothing of who took it, as a PNG or JPEG; and twice the same bytes."""
    wrong = {}
    for name, data in sample.files().items():
        found = read_image(name, data)
        seen = Pillow.open(BytesIO(found.data))
        wrong[name] = differences(seen, FILES[name].shows)
        assert (found.pixels, seen.size) == (sample.SIZE, sample.SIZE), name
        assert seen.format == found.format.upper() and found.format in ("png", "jpeg"), name
        assert sample.SECRET not in found.data and "icc_profile" not in seen.info and not seen.getexif(), name
        assert read_image(name, data) == found, name
    assert len(wrong) == len(FILES) > 60
    assert {n: w for n, w in wrong.items() if w} == {}


def test_what_is_written_anew_is_said_by_the_file():
    """Pixels that every program shows in the same way stay as they are, byte for byte."""
    kept = {name for name, data in sample.files().items() if read_image(name, data).data is data}
    assert kept == {
        *("plain.jpg", "rounds.jpeg", "grey.jpg", "coded-as-rgb.jpg", "web.jfif", "plain.png", "grey.png"),
        *("interlaced.png", "palette.png", "palette-hole.png", "hole.png"),
    }
    scan = sample.jpeg()[sample.jpeg().index(b"\xff\xda") :]
    same = {name for name, data in sample.files().items() if read_image(name, data).data.endswith(scan)}
    assert {"filled.jpg", "no-end.jpg", "more-behind.jpg", "twice.mpo", "bad-profile.jpg", "turned-1.jpg"} <= same


def test_a_profile_of_srgb_costs_no_pixels():
    """It goes, and the scan stays; that of another space is the reason to write the picture anew."""
    from PIL import ImageCms

    ours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = sample.jpeg()
    assert read_image("a.jpg", sample.jpeg(icc_profile=ours)).data == plain
    assert read_image("a.jpg", sample.jpeg(icc_profile=sample.press())).data == plain  # not of such colours
    assert read_image("a.jpg", sample.jpeg(icc_profile=sample.display_p3())).data != plain


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
    plain = saved(Pillow.new("RGB", (40, 20)), "JPEG")
    segments = (
        (0xE0, b"JFXX\0\x13secret"),  # a small picture, which may show what was cut off
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<secret/>"),
        (0xE2, b"MPF\0secret"),
        (0xE2, b"urn:iso:std:iso:ts:21496:-1\0secret"),
        (0xE4, b"secret"),
        (0xEB, b"JP secret"),
        (0xED, b"Photoshop 3.0\0secret"),
        (0xFE, b"secret"),
    )
    assert read_image("a.jpg", with_segments(plain, *(segment(*s) for s in segments)) + b"secret").data == plain
    small = plain.replace(b"JFIF\0\1\1\0\0\1\0\1\0\0", b"JFIF\0\1\1\0\0\1\0\1\1\1sec", 1)
    small = small[:4] + (16 + 3).to_bytes(2, "big") + small[6:]
    assert b"sec" in small and read_image("a.jpg", small).data == plain
    chunks = [(n, b"Title\0secret") for n in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"caBX", b"iDOT", b"prVW")]
    assert read_image("a.png", with_chunks(png(), *(chunk(*c) for c in chunks)) + b"secret").data == png()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("interlaced", [False, True])
def test_every_kind_of_png(mode, interlaced):
    """All colours and depths, interlaced ones as well (their rows are counted pass by pass)."""
    data = saved(Pillow.new(mode, (13, 7)), "PNG")
    if interlaced and mode != "I;16":
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
    assert (read_image("a.png", data).data is data) == (mode != "I;16")


def detailed(**more: object) -> bytes:
    """A JPEG with bits in every block."""
    return saved(Pillow.effect_mandelbrot((320, 240), (-2, -1.2, 0.8, 1.2), 60).convert("RGB"), "JPEG", **more)


@pytest.mark.parametrize("coding", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
def test_a_scan_that_stops_is_refused(coding):
    """Wherever it does, with an end behind it or room that was never filled. What only lacks its end is taken."""
    data = detailed(**coding)
    for share in (0.3, 0.6, 0.9):
        cut = data[: int(len(data) * share)]
        for end in (b"", bytes(3000), *([b"\xff\xd9"] if "progressive" not in coding else [])):
            with pytest.raises(ImageError, match="is cut short"):
                read_image("a.jpg", cut + end)
    for taken in (data[:-2], data[:-1], data[:-2] + bytes(3000), data + bytes(3000), data + data[:99]):
        assert read_image("a.jpg", taken).data == data


def test_wrong_bits_are_passed_on():
    """As every program shows most of such a picture."""
    data = bytearray(detailed())
    data[len(data) // 2] ^= 0x10
    assert read_image("a.jpg", bytes(data)).pixels == (320, 240)


def test_far_more_pixels_than_any_output_needs():
    """Scaled so that it still covers a slide on a screen of 4K, in either direction; half as many more are kept."""
    sizes = {
        (8064, 6048): (3840, 2880),
        (6048, 8064): (3840, 5120),
        (12000, 4320): (6000, 2160),
        (5760, 4320): None,
        (12000, 3000): None,
    }
    assert {size: NEEDED.fitted(*size) for size in sizes} == sizes
    for turn, size in ((1, (5800, 3300)), (6, (3300, 5800))):
        said = Pillow.Exif()
        said[ORIENTATION] = turn
        found = read_image("a.jpg", saved(Pillow.new("L", size), "JPEG", quality=10, exif=said))
        assert found.pixels == (3840, 2185) == Pillow.open(BytesIO(found.data)).size
    assert Bound(2560, 1440).fitted(3840, 2160) is None
    assert Bound(2560, 1440, slack=1.25).fitted(3840, 2160) == (2560, 1440)


def test_a_picture_for_paper_and_web():
    """A photo becomes a JPEG, what can be seen through and what is drawn stay PNG; nothing is made longer."""
    bound = Bound(160, 120)
    noise = Pillow.effect_noise((640, 480), 90).convert("RGB")
    photo, few = saved(noise, "PNG"), saved(noise.resize((200, 150)), "PNG")
    assert Pillow.open(BytesIO(smaller(photo, bound))).format == "JPEG"
    assert Pillow.open(BytesIO(smaller(photo, bound))).size == (160, 120)
    assert smaller(few, bound) is few
    noise.putalpha(90)
    assert Pillow.open(BytesIO(smaller(saved(noise, "PNG"), bound))).mode == "RGBA"
    drawn = Pillow.new("P", (640, 480))
    ImageDraw.Draw(drawn).ellipse((9, 9, 300, 300), 3)
    assert Pillow.open(BytesIO(grey(saved(drawn, "PNG")))).mode == "LA"
    flat = saved(drawn, "PNG", bits=2)
    assert len(smaller(flat, bound)) <= len(flat)


BAD = {
    "no picture": (b"hello", "is not a PNG, JPEG, WebP, AVIF or GIF picture"),
    "nothing": (b"", "is not a PNG, JPEG, WebP, AVIF or GIF picture"),
    "TIFF": (saved(Pillow.new("RGB", (9, 9)), "TIFF"), "is a TIFF picture"),
    "BMP": (saved(Pillow.new("RGB", (9, 9)), "BMP"), "is a BMP picture"),
    "an iPhone's": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "is a HEIC photo, as iPhones save them"),
    "a film": (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "is a film"),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is an SVG drawing"),
    "a WebP that is cut": (sample.files()["lossless.webp"][:-9], "is cut short: its end is missing"),
    "an AVIF that is cut": (sample.files()["turned-1.avif"][:-99], "is damaged: its head cannot be read"),
    "a GIF that is cut": (sample.files()["plain.gif"][:-20], "is damaged: its pixels cannot be read"),
    "a head of JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", "is cut short: its end is missing"),
    "no scan": (sample.jpeg()[: sample.jpeg().index(b"\xff\xda")] + b"\xff\xd9", "is cut short: its end is missing"),
    "a wide WebP": (b"RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0/" + b"\xff" * 9, "more"),
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
    "a jpeg without pixels": (photo()[:180], "is cut short: its end is missing"),
    "a bomb": (png(head=ihdr(60_000, 60_000)), "more than a page can show"),
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
    tried = (
        "plain.jpg",
        "rounds.jpeg",
        "inks-of-adobe.jpg",
        "palette-hole.png",
        "hole.webp",
        "turned-6.avif",
        "hole.gif",
    )
    for data in (photo(), photo("PNG", 6), png(), *(sample.files()[name] for name in tried)):
        for at in range(0, len(data), 7):
            for broken in (data[:at], data[:at] + bytes([data[at] ^ 0x5A]) + data[at + 1 :]):
                try:
                    outcomes.add(read_image("a.png", broken).format)
                except ImageError as e:
                    outcomes.add(str(e))
    assert {
        *("jpeg", "png"),
        "`a.png` is not a PNG, JPEG, WebP, AVIF or GIF picture",
        "`a.png` is cut short: its end is missing",
        "`a.png` is cut short: its last pixels are missing",
        "`a.png` is damaged: its head cannot be read",
        "`a.png` is damaged: its pixels cannot be read",
    } <= outcomes
