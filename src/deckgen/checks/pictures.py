"""Pictures: without words for who cannot see them, or with too few pixels."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.subject import Subject
from deckgen.diagnostics import Diagnostic, error, warning
from deckgen.messages import say

#: Pixels of a stage's screen, which is HD at least; a slide fills its width or its height.
SCREEN_PIXELS = (1920, 1080)
#: Width in millimetres of a slide on paper where it is largest (one to a page of A4 with its margins), and the pixels
#: per inch below which print looks coarse.
PRINT_WIDTH, PRINT_RESOLUTION = 178.0, 200


def missing_alt_text(subject: Subject) -> Iterator[Diagnostic]:
    """Pictures without alt text."""
    for picture in subject.pictures:
        if not picture.alt:
            yield error(say("picture.no-alt", path=picture.path), subject.span(picture), say("hint:say-in-alt-what-it"))


def low_resolution(subject: Subject) -> Iterator[Diagnostic]:
    """Pictures with fewer pixels than a screen or a printer shows."""
    for picture in subject.pictures:
        left, _, right, _ = picture.crop
        width, height = subject.theme.page
        share = picture.rect.w / width
        pixels = round(picture.pixels[0] * (1 - left - right))
        needs = {
            "screen": round(share * min(SCREEN_PIXELS[0], SCREEN_PIXELS[1] * width / height)),
            "paper": round(share * PRINT_WIDTH / 25.4 * PRINT_RESOLUTION),
        }
        blurred = "-".join(where for where, needed in needs.items() if pixels < needed - 1)
        if blurred:
            needed = max(needs.values())
            yield warning(
                say(
                    "picture.not-sharp",
                    path=picture.path,
                    where=say(f"picture:on-{blurred}"),
                    pixels=pixels,
                    needed=needed,
                ),
                subject.span(picture),
                say("picture:use-one-that-is-at", pixels=round(picture.pixels[0] * needed / pixels)),
            )
