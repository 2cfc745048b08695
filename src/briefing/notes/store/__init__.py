"""The one place where notes are kept: an SQLite file that survives power cuts, damage and two windows at once."""

from briefing.notes.store.store import Store

__all__ = ["Store"]
