"""What a page asks for and cannot have, said to who asked."""

from __future__ import annotations

from deckgen.messages import Message


class Impossible(ValueError):
    """Nothing was written: what was asked for cannot be done with what is written there. `says` is why."""

    def __init__(self, says: Message) -> None:
        super().__init__(str(says))
        self.says = says
