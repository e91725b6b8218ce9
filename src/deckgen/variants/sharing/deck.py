"""PowerPoint decks of rows, made of the one that they share most of."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.layout.artwork import artworks
from deckgen.layout.native import native
from deckgen.layout.scaling import Scaling
from deckgen.outputs.formats import small_picture
from deckgen.outputs.plan import Plan
from deckgen.scene import Scene
from deckgen.variants.sharing.original import Variation
from deckgen.writers.pptx.again import Rewriting, Stand
from deckgen.writers.pptx.writing import Writing

#: Decks that are kept: those whose layouts differ, some 2 MB each. Words of few lengths make few of them.
_KEPT = 8
#: Slides that are kept besides those of the original.
_SLIDES = 1000


class Decks:
    """Decks of rows, made of that of the original. One that has other layouts, because its words need other places, is
    written as a whole, and is from then on what those with the same layouts are made of."""

    def __init__(self, plan: Plan) -> None:
        self._fonts = plan.brand.fonts
        theme = plan.brand.theme
        self._scaling = Scaling(theme.scale) if theme.scale != 1 else None
        self._theme = self._scaling.theme(theme) if self._scaling else theme
        drawn = artworks(plan.brand, plan.deck.language)
        scaled = self._scaling and {name: self._scaling.artwork(items) for name, items in drawn.items()}
        self._artworks = scaled or drawn
        #: The number in the deck of each slide, from 0; slides that are only printed have none.
        there = (n for n, scene in enumerate(plan.scenes) if scene.presence != "printed")
        self._numbers = {n: number for number, n in enumerate(there)}
        self._scenes = [self._native(plan.scenes[n]) for n in self._numbers]
        self._natives: dict[int, tuple[Scene, Scene]] = {}
        self._picture = small_picture(plan)
        first = self._rewriting({}, plan)
        self._stands = [first.stand(scene) for scene in self._scenes]
        #: By the stands that are not the original's: the deck, and which of its slides are not.
        self._known: dict[frozenset[tuple[int, Stand]], tuple[Rewriting, frozenset[int]]] = {
            frozenset(): (first, frozenset())
        }

    def make(self, plan: Plan, varied: Variation) -> bytes | None:
        """The deck of a row; None where it cannot be made of others."""
        if plan.fonts != "installed":  # which characters it embeds follows from all of its words
            return None
        others = {self._numbers[n]: self._native(scene) for n, scene in varied.slides.items() if n in self._numbers}
        lasting = {self._numbers[n]: self._lasting(scene) for n, scene in varied.timed.items() if n in self._numbers}
        first, _ = self._known[frozenset()]
        stands = ((n, first.stand(scene)) for n, scene in others.items())
        key = frozenset((n, stand) for n, stand in stands if stand != self._stands[n])
        if key not in self._known:
            if len(self._known) >= _KEPT:
                del self._known[next(name for name in self._known if name)]
            self._known[key] = self._rewriting(others, plan), frozenset(others)
        rewriting, own = self._known[key]
        lasting = {n: self._scenes[n] for n in own} | lasting
        return rewriting.write(others, {n: s for n, s in lasting.items() if n not in others}, plan.info)

    def _rewriting(self, others: Mapping[int, Scene], plan: Plan) -> Rewriting:
        scenes = [others.get(n, scene) for n, scene in enumerate(self._scenes)]
        return Rewriting(Writing(scenes, self._theme, self._artworks, plan.info, (), self._picture))

    def _lasting(self, scene: Scene) -> Scene:
        """A slide that many rows have, the very same for each of them."""
        if id(scene) not in self._natives:
            if len(self._natives) > _SLIDES:
                self._natives.clear()
            self._natives[id(scene)] = scene, self._native(scene)
        return self._natives[id(scene)][1]

    def _native(self, scene: Scene) -> Scene:
        laid_out = native(scene, self._fonts)
        return self._scaling.scene(laid_out) if self._scaling else laid_out
