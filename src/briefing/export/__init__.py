"""Notes as text in a format that other tools read."""

from briefing.export.rendering import FORMATS, render

__all__ = ["FORMATS", "render"]
