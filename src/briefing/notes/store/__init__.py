"""The one place where notes are kept: an SQLite file that survives power cuts, damage and two windows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.notes.store.store import Store

__all__ = ["Store"]


def __getattr__(name: str) -> Any:
    """Import the store when it is first asked for: looking up a reading position needs a tenth of it."""
    if name == "Store":
        from briefing.notes.store.store import Store  # noqa: PLC0415

        return Store
    raise AttributeError(name)
