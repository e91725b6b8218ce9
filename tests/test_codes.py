"""Codes lead to what is printed beneath them: read from their drawing as a phone reads them."""

from __future__ import annotations

import pytest
from conftest import THEMES, example_scenes

from deckgen.reading.drawing import QUIET, qr_code
from deckgen.scene import Box, Freeform

#: The data codewords of each block, by version, at error correction M (ISO/IEC 18004, table 9).
BLOCKS = {1: (16,), 2: (28,), 3: (44,), 4: (32, 32), 5: (43, 43), 6: (27, 27, 27, 27)}
#: What masks invert, by their numbers (table 10): x is the column, y the row.
MASKS = (
    lambda x, y: (x + y) % 2 == 0,
    lambda x, y: y % 2 == 0,
    lambda x, y: x % 3 == 0,
    lambda x, y: (x + y) % 3 == 0,
    lambda x, y: (y // 2 + x // 3) % 2 == 0,
    lambda x, y: x * y % 2 + x * y % 3 == 0,
    lambda x, y: (x * y % 2 + x * y % 3) % 2 == 0,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2 == 0,
)


def dark(contours, x: float, y: float) -> bool:
    """Whether a point lies in an odd number of contours."""
    crossed = 0
    for contour in contours:
        points = [p for _, p in contour if p]
        for (ax, ay), (bx, by) in zip(points, (*points[1:], points[0]), strict=True):
            crossed += (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay)
    return crossed % 2 == 1


def is_data(x: int, y: int, n: int) -> bool:
    """Whether a module holds data: it is in no pattern for finding, timing and aligning, nor in the format's."""
    corner = (x < 9 and (y < 9 or y >= n - 8)) or (x >= n - 8 and y < 9)
    aligning = n > 21 and abs(x - (n - 7)) <= 2 and abs(y - (n - 7)) <= 2
    return not (corner or aligning or 6 in (x, y))


def decoded(contours, side: float) -> str:
    """The text in a code of at most version 6, in bytes."""
    n = int(side - 2 * QUIET)
    matrix = [[dark(contours, x + QUIET + 0.5, y + QUIET + 0.5) for x in range(n)] for y in range(n)]
    mask = MASKS[int("".join(str(int(matrix[8][x]) ^ (x != 3)) for x in (2, 3, 4)), 2)]
    bits, up = "", True
    for right in (*range(n - 1, 6, -2), *range(5, 0, -2)):
        for y in range(n - 1, -1, -1) if up else range(n):
            bits += "".join(str(int(matrix[y][x] ^ mask(x, y))) for x in (right, right - 1) if is_data(x, y, n))
        up = not up
    blocks = BLOCKS[(n - 17) // 4]
    words = [bits[i : i + 8] for i in range(0, 8 * sum(blocks), 8)]
    data = "".join("".join(words[b :: len(blocks)]) for b in range(len(blocks)))
    assert data[:4] == "0100", "in bytes"
    length = int(data[4:12], 2)
    return bytes(int(data[12 + 8 * i : 20 + 8 * i], 2) for i in range(length)).decode()


@pytest.mark.parametrize("length", [5, 20, 40, 60, 80, 100])
def test_a_code_is_read_as_it_was_written(length):
    """In each version, with one block and with several."""
    text = ("https://example.com/" * 6)[:length]
    drawing = qr_code(text)
    assert decoded(drawing.shapes[1].contours, drawing.view[0]) == text


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", ["survey", "downloads", "closing", "next-steps"])
def test_a_code_leads_to_what_is_printed_beneath_it(kind, theme):
    """And to where a click on its panel leads."""
    scene = next(s for s in example_scenes(kind, "typical", theme) if s.id == f"kind-{kind}")
    (code,) = [i for i in scene.items if getattr(i, "owner", "") == "code"]
    panel = next(i for i in scene.items if isinstance(i, Box) and i.key == "code")
    shape = code.items[-1]
    assert isinstance(shape, Freeform) and panel.link and panel.text
    address = decoded(shape.contours, shape.view[0] if shape.view[0] > 20 else code.items[0].view[0])
    printed = "".join(run.text for run in panel.text.paragraphs[-1].runs)
    assert address == panel.link.url
    assert address.removeprefix("https://") == printed
