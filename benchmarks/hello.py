"""The least app of the framework: what every start is held against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """Says hello."""

    def compose(self) -> ComposeResult:
        """Show one word."""
        yield Static("HELLO")


if __name__ == "__main__":
    Hello().run()
