"""A scene as readable text."""

from __future__ import annotations

from deckgen.scene.items import Box, Chart, Connector, Group, Item, Table
from deckgen.scene.slide import Scene


def dump(scene: Scene) -> str:
    """The scene as readable text: what goldens hold and what a person debugs with."""
    out = [f"slide {scene.number} {scene.id} on {scene.layout}, background {scene.background}, {scene.language}"]
    _dump(scene.items, 1, out)
    for n, click in enumerate(scene.clicks, 1):
        shown = (
            f"{r.key!r}" + (f" paragraphs {r.paragraphs}" if r.paragraphs else "") + (" out" if r.out else "")
            for r in click
        )
        out.append(f"  click {n}: {', '.join(shown)}")
    return "\n".join(out) + "\n"


def _dump(items: tuple[Item, ...], depth: int, out: list[str]) -> None:
    pad = "  " * depth
    for i in items:
        r = i.rect
        what = f"{pad}{type(i).__name__.lower()} {i.name!r} at {r.x:g} {r.y:g} size {r.w:g} x {r.h:g}"
        if isinstance(i, Box):
            what += (
                f" {i.outline}"
                + (f" fill {i.fill}" if i.fill else "")
                + (f" in {i.placeholder}" if i.placeholder else "")
            )
        if isinstance(i, Connector):
            what += f" {i.start.key}.{i.start.side} -> {i.end.key}.{i.end.side}" + (" curved" if i.curved else "")
        if isinstance(i, Chart):
            what += f" {i.type} up to {i.top:g} {i.format!r}"
        if not isinstance(i, Connector) and i.alt:
            what += f" alt {i.alt!r}"
        out.append(what)
        if isinstance(i, (Group, Chart)):
            _dump(i.items if isinstance(i, Group) else i.drawing, depth + 1, out)
        blocks = [i.text] if isinstance(i, Box) and i.text else []
        if isinstance(i, Table):
            blocks = [c.text for row in i.rows for c in row]
        for block in blocks:
            for line in block.lines:
                text = "".join(p.run.text for p in line.pieces)
                out.append(f"{pad}  {line.size:g}pt @{line.baseline:.1f} {text!r}")
            if block.overflow:
                out.append(f"{pad}  ! {block.overflow} too many")
