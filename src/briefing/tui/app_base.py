"""What the parts of the app share: the services, and a word to all screens."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from briefing.tui.desk import Desk
from briefing.tui.screens.base import DeskScreen


class DeskApp(App[None]):
    """An app with services, whose screens are told what changed.

    Attributes:
        desk: services; the app alone replaces `desk.library`.
    """

    desk: Desk

    def tell(self, what: Callable[[DeskScreen], None]) -> None:
        """Let every open screen show what changed."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen) and screen.is_mounted:
                what(screen)
