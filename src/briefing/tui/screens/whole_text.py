"""The open text as a whole, read when something first needs it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, TypeAlias

from briefing.document.model import Lang
from briefing.parallel.bitext import Bitext
from briefing.parallel.model import Parallel
from briefing.tui.navigate import Passage
from briefing.tui.screens.reader_base import ReaderBase

Chosen: TypeAlias = tuple[Lang, Passage] | None
"""What was selected in the text, or the sentence at the cursor."""

_AT_ONCE: Final = 2_000
"""Stretches of a text up to which reading all of it is not worth a word."""


class WholeText:
    """Reads all of the open text off the screen's thread, and does what waits for it.

    Args:
        reader: the screen.

    Attributes:
        known: the text that was read last, and all of it.
    """

    def __init__(self, reader: ReaderBase) -> None:
        self._reader = reader
        self.known: tuple[Bitext, Parallel] | None = None
        self._waits: object = None
        """What waits for the text; only the last wish is granted."""

    def read(self, bitext: Bitext) -> Parallel:
        """Return all of a text; called off the UI thread, for it takes a second for each few thousand paragraphs."""
        known = self.known
        return known[1] if known and known[0] is bitext else bitext.parallel()

    def then(self, do: Callable[[Parallel], None]) -> None:
        """Do something that needs the whole text: at once if it is there, else as soon as it is read.

        Whoever has gone on meanwhile, or asked for something else, is not taken by surprise.
        """
        bitext = self._reader.view.bitext
        if bitext is None:
            return
        self._waits = do
        if self.known and self.known[0] is bitext:
            do(self.known[1])
            return
        if len(bitext) > _AT_ONCE:
            self._reader.say(self._reader.tr("Reading the whole text …"))
        read = partial(self._read_then, bitext, self._reader.view.target, do)
        self._reader.run_worker(read, thread=True, group="whole")

    def _read_then(self, bitext: Bitext, chosen: Chosen, do: Callable[[Parallel], None]) -> None:
        parallel = self.read(bitext)
        self._reader.app.call_from_thread(self._go_on, bitext, chosen, parallel, do)

    def _go_on(self, bitext: Bitext, chosen: Chosen, parallel: Parallel, do: Callable[[Parallel], None]) -> None:
        if bitext is not self._reader.view.bitext:
            return
        self.known = (bitext, parallel)
        if do is not self._waits or not self._reader.is_active:
            return
        if chosen == self._reader.view.target:
            do(parallel)
        else:
            self._reader.say(self._reader.tr("The text is read now; press the key again."))
