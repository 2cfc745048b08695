"""The line of tags in the editor: Tab goes through the known tags that begin like the one at the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.notes.tagging import completions
from briefing.tui.widgets.one_line import OneLine


class TagLine(OneLine):
    """Tags separated by commas; `known` are offered, in this order."""

    known: Sequence[str] = ()
    _offer: tuple[str, int, int, list[str], int] | None = None
    """The line after the last completion, beginning and end of its tag, all that was offered, and which it was."""

    def complete(self) -> bool:
        """Complete the tag at the cursor, or replace what was completed by the next one; False where none is known."""
        offer = self._offer
        if offer and offer[0] == self.value and offer[2] == self.cursor_position:
            _, start, end, tags, index = offer
            index = (index + 1) % len(tags)
            if len(tags) == 1:
                self._offer = None
                return False
        else:
            end, index = self.cursor_position, 0
            start, tags = completions(self.value, end, self.known)
            if not tags:
                self._offer = None
                return False
        rest = self.value[end:]
        if offer is None or offer[0] != self.value:
            # What is left of a tag in whose middle the cursor stands is part of it.
            cut = rest.find(",")
            rest = rest[cut:] if cut >= 0 else ""
        line = self.value[:start] + tags[index] + rest
        stop = start + len(tags[index])
        self._offer = (line, start, stop, tags, index)
        self.value = line
        self.cursor_position = stop
        return True
