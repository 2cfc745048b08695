"""The app's part that ends it, by key or by a signal: nothing that was typed is lost on the way out."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence

from rich.text import Text

from briefing.notes.model import Draft
from briefing.tui.app_base import DeskApp
from briefing.tui.screens.base import Editing


class Leaving(DeskApp):
    """Keeps what is being typed before the app ends; what the store refuses goes into a text file."""

    _leaving: asyncio.Task[None] | None = None
    _warned = False

    def leave_on_signals(self) -> None:
        """Restore the terminal when the system ends the app; Textual alone would leave it in the other screen."""
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is None:
                continue
            try:
                loop.add_signal_handler(number, self.leave, 128 + number)
            except (NotImplementedError, RuntimeError, ValueError):
                # Windows has no such handlers, and a loop outside the main thread takes none.
                return

    def leave(self, code: int = 0) -> None:
        """Leave the app, whatever happens; what is being typed is kept first if it can be."""
        if not self._leaving:  # a terminal that goes away says so more than once
            self._leaving = asyncio.get_running_loop().create_task(self._keep_and_exit(code))

    async def _keep_and_exit(self, code: int) -> None:
        for editor in self._editors():
            await editor.keep()
        await self._rescue_and_exit(tuple(self.desk.unkept.values()), code)

    async def action_quit(self) -> None:
        """Leave the app by key, from wherever it is, unless that would lose what was typed: then at the second time."""
        editors = self._editors()
        for editor in editors:
            if not await editor.may_leave():
                return
        unkept = await self._still_unkept()
        if unkept and not editors and not self._warned:
            self._warned = True
            tr = self.desk.tr
            message = tr.plural(
                "{count} note that you typed can’t be saved now. The same key again leaves and writes it to a file.",
                "{count} notes that you typed can’t be saved now. The same key again leaves and writes them to a file.",
                len(unkept),
            )
            self.notify(message, severity="warning", timeout=12, markup=False)
            return
        await self._rescue_and_exit(unkept)

    async def _still_unkept(self) -> Sequence[Draft]:
        """Return the drafts that are only in memory, after one more attempt to store them."""
        if not self.desk.unkept:
            return ()
        from briefing.tui.drafting import keep_again  # noqa: PLC0415 - few need it

        return await asyncio.to_thread(keep_again, self.desk)

    async def _rescue_and_exit(self, drafts: Sequence[Draft], code: int = 0) -> None:
        if not drafts:
            self.exit(return_code=code)
            return
        from briefing.tui.rescue import rescue  # noqa: PLC0415 - few need it

        said = await asyncio.to_thread(rescue, drafts, self.desk.rescue_folders, self.desk.tr)
        hung_up = code == 128 + getattr(signal, "SIGHUP", 0)  # then there is no terminal to say it in
        self.exit(return_code=code, message=None if hung_up else Text(said))

    def _editors(self) -> list[Editing]:
        return [screen for screen in self.screen_stack if isinstance(screen, Editing)]
