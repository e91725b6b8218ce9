"""Which format the file of a picture has, by its first bytes or its name, and what to do with one that is not taken.

Programs and phones give files wrong endings all the time, so what a file is called says nothing when it is read.
"""

from __future__ import annotations

from typing import Final

from deckgen.messages import Message, say

#: The endings that the name of a raster picture may have; what it is, its bytes say.
ENDINGS: Final = (".png", ".jpg", ".jpeg", ".jfif", ".jpe", ".mpo", ".webp", ".avif", ".gif")
#: That of a drawing, which is told by its name.
DRAWING: Final = ".svg"
#: The formats that are taken, as an author reads them.
TAKEN: Final = say("picture:png-jpeg-webp-avif-or")

#: Brands in the first box of a file of ISO media (ISO/IEC 14496-12) that holds still pictures.
_AVIF, _HEIC = (b"avif", b"avis"), (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
#: First bytes, and the format of files that begin with them.
_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"8BPS", "psd"),
    (b"%PDF", "pdf"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cJXL ", "jxl"),
    (b"\0\0\0\x0cjP  ", "jp2"),
    (b"<svg", "svg"),
    (b"<?xml", "svg"),
)
#: What the other formats are called, by their endings too.
_NAMES: Final = {
    "heic": say("picture:a-heic-photo-as-iphones"),
    "tiff": say("picture:a-tiff-picture"),
    "bmp": say("picture:a-bmp-picture"),
    "psd": say("picture:a-photoshop-file"),
    "pdf": say("picture:a-pdf"),
    "jxl": say("picture:a-jpeg-xl-picture"),
    "jp2": say("picture:a-jpeg-2000-picture"),
    "svg": say("picture:an-svg-drawing"),
    "film": say("picture:a-film"),
}
_SAME_FORMAT: Final = {"heif": "heic", "hif": "heic", "tif": "tiff", "dib": "bmp", "mp4": "film", "mov": "film"}
#: What to do with a picture in another format.
_HINTS: Final = {
    "heic": say("picture:open-it-in-photos-windows"),
    "pdf": say("picture:save-the-page-as-a"),
    "svg": say("picture:its-name-must-end-with"),
    "film": say("picture:save-one-of-its-pictures"),
}
_ANEW: Final = say("picture:open-it-in-a-picture")


def format_of(data: bytes) -> str:
    """The format of a file by its first bytes: `png`, `jpeg`, `gif`, `webp`, `avif`, one that is not taken, or "" for
    what is no picture."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] != b"ftyp":
        return ""
    size = int.from_bytes(data[:4], "big")
    brands = [data[at : at + 4] for at in (8, *range(16, min(size, 256), 4))]
    if any(b in _AVIF for b in brands):
        return "avif"
    return "heic" if any(b in _HEIC for b in brands) else "film"


def refusal(format: str) -> tuple[Message | None, Message]:
    """What a format (or ending) that is not taken is called, and what to do with such a file."""
    format = _SAME_FORMAT.get(format, format)
    return _NAMES.get(format), _HINTS.get(format, _ANEW)
