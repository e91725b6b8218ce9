"""What a theme says about composition: the fields of colour that fill a slide, and the giant signs that stand on them.

An author says `ground: dark`; each theme says which roles of its palette that is. So a theme for a dark stage has three
dark grounds, and one for paper three light ones.
"""

from __future__ import annotations

from typing import Annotated, Literal

from deckgen.reading.model import Many, Model, Within
from deckgen.reading.palette import LEGIBLE, VISIBLE, Role

#: The names that authors have for grounds, the same for all kinds of slides.
GroundName = Literal["paper", "surface", "dark", "accent", "calm", "bright"]
#: Giant signs, which only decorate: the number of a part, the marks of a question and of a quotation, an initial.
SignName = Literal["number", "question", "quotation", "initial"]
#: Kinds of slides that can be heroes, as themes choose grounds for them.
HeroName = Literal["statement", "question", "quote", "big-number", "speaker"]


class Ground(Model):
    """A field of colour that fills a slide: the role of the field itself (`fill`), and those of what stands on it:
    `text`, `quiet` text, what stands out (`bright`), the `tone` of giant signs and their `opacity`. `glow` is the
    role of a light that falls on it from the right, where there is one; `dark` says that it takes the logo for dark
    grounds."""

    fill: Role
    text: Role = "text"
    quiet: Role = "muted"
    bright: Role = "accent"
    tone: Role = "text"
    opacity: Annotated[float, Within(0.02, 1)] = 0.1
    glow: Role | None = None
    dark: bool = False

    def promises(self) -> tuple[tuple[str, str, float], ...]:
        """What can be read on it: the key, its role, and the contrast that this has at least. What stands out is large
        type."""
        return ("text", self.text, LEGIBLE), ("quiet", self.quiet, LEGIBLE), ("bright", self.bright, VISIBLE)

    def role(self, role: str) -> str:
        """What a role of texts on any ground becomes on this one."""
        match role:
            case "text" | "paper" | "strong":
                return self.text
            case "muted" | "line" | "dim":
                return self.quiet
            case "accent" | "bright" | "deep" | "calm" | "glow":
                return self.bright
        return role


class Sign(Model):
    """A giant sign: the `size` of its type in points, and where a corner of its ink stands, `left` or `right` at the
    bottom, in points from the page's left and top. What reaches beyond the page is cut off. With a `line`, so many
    points wide, it is an outline."""

    size: Annotated[float, Within(60, 2000)]
    corner: tuple[Annotated[float, Within(-1000, 3000)], Annotated[float, Within(-1000, 3000)]]
    side: Literal["left", "right"] = "right"
    line: Annotated[float, Within(0, 24)] = 0.0


class Sections(Model):
    """The slides that open a part: the `grounds` that parts take in turn."""

    grounds: Annotated[tuple[GroundName, ...], Many(1, 12)] = ("dark",)
