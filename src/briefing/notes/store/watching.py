"""Noticing what other processes do to the notes, and what the store has to say meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import StoreError

if TYPE_CHECKING:
    from briefing.notes.store.store import Store


class Watch:
    """Looks at a store now and then; for one thread at a time, which may be kept waiting.

    Args:
        store: what is watched; what is in it now is taken as known.

    Raises:
        StoreError: it can't be read.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._others, self._last = store.seen()
        self._said = 0
        self._has_mended = False

    def changed(self) -> bool:
        """Return whether another process changed notes, or put another file in their place, since the last look.

        What this store wrote itself doesn't count, nor what others read, or type without saving. The first look also
        mends notes that were damaged on the disk, which counts: they may be on another briefing than it seemed.

        Raises:
            StoreError: the notes can't be read or mended now.
        """
        if not self._has_mended:
            self._has_mended = True
            if self._store.mend():
                return True
        self._store.back_up_if_due()
        others, last = self._store.seen()
        replaced = others[1:] != self._others[1:]
        changed = replaced or (others != self._others and last != self._last)
        self._others, self._last = others, last
        return changed

    def notices(self) -> list[StoreError]:
        """Return what the store has to say and hasn't been returned before."""
        new = self._store.notices[self._said :]
        self._said += len(new)
        return new
