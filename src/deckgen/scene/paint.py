"""Lines and gradients: colours as palette roles, lengths in widths of the line."""

from __future__ import annotations

from typing import Literal, NamedTuple

from deckgen.scene.geometry import Matrix

Cap = Literal["flat", "round", "square"]
Join = Literal["miter", "round", "bevel"]
#: PowerPoint's `dash`: lengths of dashes and of the gaps between them, in widths of the line.
DASHED = (4.0, 3.0)


class Stroke(NamedTuple):
    """A line: its palette role, its width in points, whether it is dashed as PowerPoint's lines are.

    `opacity` is a share; `cap` and `join` say how ends and corners look, `limit` how far a mitre may reach, in widths
    of the line (None: as far as each program's own). `dashes` are lengths of dashes and gaps in turn, in widths of the
    line, where they are others than `dashed` says.
    """

    colour: str
    width: float
    dashed: bool = False
    opacity: float = 1.0
    cap: Cap = "flat"
    join: Join = "miter"
    limit: float | None = None
    dashes: tuple[float, ...] = ()

    @property
    def pattern(self) -> tuple[float, ...]:
        """Dashes and gaps in turn, in widths of the line; nothing for a solid one."""
        return self.dashes or (DASHED if self.dashed else ())

    def rounded(self) -> Stroke:
        """The same line with round ends and corners."""
        return self._replace(cap="round", join="round")


class Stop(NamedTuple):
    """A colour of a gradient: where it stands (0 to 1), its palette role, its opacity as a share."""

    offset: float
    colour: str
    opacity: float = 1.0


class Gradient(NamedTuple):
    """Colours that pass into each other. The stops stand in rising order, and the first and last colours go on without
    end.

    `matrix` leads from the gradient's own space to the units of what is filled. There a linear gradient runs along
    the x axis from 0 to 1, a radial one from the origin to the circle of radius 1.
    """

    stops: tuple[Stop, ...]
    matrix: Matrix
    radial: bool = False
