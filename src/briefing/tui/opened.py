"""A briefing that was opened before there was a screen to show it on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from briefing.library.model import Briefing
from briefing.tui.lights import Matches
from briefing.tui.scene import Scene


class Opened(NamedTuple):
    """What the first frame shows, for the reader to go on with.

    Attributes:
        briefing: whose text it is.
        row: the row that was asked for, or None.
        scene: the text, laid out.
        matches: what is lit in it.
        terminal: attributes that the terminal had before the first frame, for whoever gives it back; None if there is
            no frame.
    """

    briefing: Briefing
    row: int | None
    scene: Scene
    matches: Matches = Matches()
    terminal: Sequence[Any] | None = None
