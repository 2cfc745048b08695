"""A briefing that was opened before there was a screen to show it on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from briefing.library.model import Briefing
from briefing.tui.lights import Matches
from briefing.tui.scene import Scene


class Terminal:
    """The terminal while the app has it.

    Attributes:
        before: its attributes as they were, for whoever gives it back.
        away: whether it shows its other screen now, the one without history.
    """

    def __init__(self, before: Sequence[Any]) -> None:
        self.before = before
        self.away = False


class Opened(NamedTuple):
    """What the first frame shows, for the reader to go on with.

    Attributes:
        briefing: whose text it is.
        row: the row that was asked for, or None.
        scene: the text, laid out.
        matches: what is lit in it.
        terminal: shared with whoever paints next; None if there is no frame.
    """

    briefing: Briefing
    row: int | None
    scene: Scene
    matches: Matches = Matches()
    terminal: Terminal | None = None
