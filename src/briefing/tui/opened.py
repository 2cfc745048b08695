"""A briefing that was opened before there was a screen to show it on."""

from __future__ import annotations

from typing import NamedTuple

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
    """

    briefing: Briefing
    row: int | None
    scene: Scene
    matches: Matches = Matches()
