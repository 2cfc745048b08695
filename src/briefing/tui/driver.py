"""Textual's driver for POSIX terminals, made to survive the terminals that there are.

Textual 8.2.8 ends with a traceback, or spins, when the terminal goes away; it dies of a byte that is no UTF-8; and it
takes a key report in kitty's protocol, which a terminal may still send after another program, for its single letters.
"""

from __future__ import annotations

import os
import selectors
import signal
from codecs import getincrementaldecoder
from typing import IO, Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from briefing.tui.key_reports import CarefulParser

_OTHER_SCREEN = "\x1b[?1049h"
_TICK = 0.1
"""Seconds after which a lone escape is looked at, and whether input has been switched off."""


class PatientStream:
    """A stream that takes what is written after the terminal has gone, and drops it.

    The thread that writes would otherwise end, and everyone who waits for room in its queue would wait for ever.

    Args:
        stream: leads to the terminal.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._gone = False

    def write(self, text: str) -> int:
        """Write text while there is a terminal."""
        if not self._gone:
            try:
                return self._stream.write(text)
            except OSError:
                self._lead_nowhere()
        return len(text)

    def flush(self) -> None:
        """Send what was written while there is a terminal."""
        if not self._gone:
            try:
                self._stream.flush()
            except OSError:
                self._lead_nowhere()

    def _lead_nowhere(self) -> None:
        """Drop what still waits to be written, or the interpreter would fail on it when it ends."""
        self._gone = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)

    def isatty(self) -> bool:
        """Return whether it leads to a terminal."""
        return not self._gone and self._stream.isatty()

    def fileno(self) -> int:
        """Return the number of the file."""
        return self._stream.fileno()


class CarefulDriver(LinuxDriver):
    """Reads keys until the terminal goes away, and then ends the app as a hang-up does."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = PatientStream(self._file)
        opened = getattr(app, "opened", None)
        self._entered = opened is not None
        self._terminal = opened.terminal if opened else None

    def start_application_mode(self) -> None:
        """Take the terminal; it is given back as it was before the first frame, not as the frame left it."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._terminal is not None:
            self.attrs_before = list(self._terminal)

    def write(self, data: str) -> None:
        """Send text to the terminal; the way into its other screen is left out where the first frame went it."""
        if self._entered and data == _OTHER_SCREEN:
            # Many terminals clear the screen on entering it a second time, and the frame would flicker.
            self._entered = False
            return
        super().write(data)

    def run_input_thread(self) -> None:
        """Read keys and hand them on, until input is switched off or the terminal has gone."""
        parser = CarefulParser()
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_TICK):
                    data = self._read()
                    if not data:
                        self._hang_up()
                        return
                    text = decode(data)
                    for event in parser.feed(text) if text else ():
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _read(self) -> bytes:
        """Return what was typed; nothing if the terminal has gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _hang_up(self) -> None:
        """Do what the system does when it notices that a terminal has gone; it doesn't always."""
        if not self.exit_event.is_set():
            os.kill(os.getpid(), signal.SIGHUP)
