"""The first frame, on the screen before the framework is imported: the same scene, bars and colours, written as text.

The framework takes most of a start. Whoever waits reads meanwhile; keys that are typed stay in the queue of the
terminal, and the framework finds them there. POSIX only: a Windows console is prepared by the framework itself.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Final

from briefing.i18n import Translator
from briefing.settings import Settings
from briefing.tui.ansi import encode
from briefing.tui.lines import key_line, top_line
from briefing.tui.looks import Variables, looks_of
from briefing.tui.opened import Opened
from briefing.tui.paint import Tinted
from briefing.tui.status import footer_keys, reader_line

BARS: Final = 3
"""Lines of the reader that are not text: the bar above, the line below it, the keys."""
_LEAST_HEIGHT: Final = 8
_COLOURS: Final = Path(__file__).parent / "colours"
_ENTER: Final = "\x1b[?1049h\x1b[?25l\x1b[H\x1b[2J"
_LEAVE: Final = "\x1b[0m\x1b[?25h\x1b[?1049l"


def theme_colours(theme: str) -> Variables | None:
    """Return the colours of a theme that are known without the framework, or None."""
    try:
        text = (_COLOURS / f"{theme}.txt").read_text(encoding="ascii")
    except (OSError, ValueError):
        return None
    return dict(line.split() for line in text.splitlines())


def reader_lines(opened: Opened, tr: Translator, settings: Settings, width: int, height: int) -> list[list[Tinted]]:
    """Return every line of the reader's screen, as the framework will show it.

    Args:
        opened: its scene is laid out for this size.
        tr: language of the interface.
        settings: for the keys.
        width: cells of the screen.
        height: lines of the screen.
    """
    scene = opened.scene
    scene.resize(width, height - BARS)
    keys = [key for key, _ in footer_keys("reader", tr, settings.keys, width)]
    return [
        top_line(*reader_line(tr, opened.briefing, scene, scene.lead), width),
        [Tinted(" " * width, ())],
        *(scene.line(y) for y in range(height - BARS)),
        key_line(keys, width),
    ]


@contextmanager
def shown(
    opened: Opened, tr: Translator, settings: Settings, theme: str, environ: Mapping[str, str]
) -> Iterator[Opened | None]:
    """Show the first frame while the framework is being imported and runs; leave the terminal as it was.

    Args:
        opened: what to show.
        tr: language of the interface.
        settings: for the keys.
        theme: name of the theme that the framework will use.
        environ: for the colours that the terminal knows.

    Yields:
        What is on the screen, for the framework to go on with; None where the terminal's colours or size aren't known,
            or it is too low.
    """
    screen = sys.__stderr__
    colours = theme_colours(theme)
    if screen is None or colours is None or sys.platform == "win32":
        yield None
        return
    import termios  # noqa: PLC0415 - POSIX only

    keys = 0
    try:
        width, height = os.get_terminal_size(keys)
        before = termios.tcgetattr(keys)
    except (OSError, termios.error):
        yield None
        return
    if height < _LEAST_HEIGHT:
        yield None
        return
    lines = reader_lines(opened, tr, settings, width, height)
    looks = looks_of("light" not in theme, theme_is_plain=False)
    true_colour = environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}
    frame = _ENTER + encode(lines, colours, looks, true_colour=true_colour)

    def show() -> None:
        quiet = termios.tcgetattr(keys)
        # As the framework sets it later: what is typed now must mean the same to it.
        quiet[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        termios.tcsetattr(keys, termios.TCSANOW, quiet)
        _send(screen.fileno(), frame)

    def leave() -> None:
        # A terminal that has gone takes nothing back, and there is nobody left to tell.
        with suppress(OSError, termios.error):
            _send(screen.fileno(), _LEAVE)
            termios.tcsetattr(keys, termios.TCSANOW, before)

    with _handling_signals(show, leave):
        try:
            show()
            yield opened._replace(terminal=before)
        finally:
            leave()


def _send(screen: int, text: str) -> None:
    """Write to a terminal past every buffer: what can't be sent must not be sent later either."""
    data = text.encode("utf-8", "replace")
    while data:
        data = data[os.write(screen, data) :]


@contextmanager
def _handling_signals(show: Callable[[], None], leave: Callable[[], None]) -> Iterator[None]:
    """Put the terminal back when the system ends or stops the process before the framework handles signals."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    def stop(_number: int, _frame: FrameType | None) -> None:
        leave()
        os.kill(os.getpid(), signal.SIGSTOP)
        show()

    handlers: dict[signal.Signals, Callable[[int, FrameType | None], None]]
    handlers = {signal.SIGTERM: end, signal.SIGHUP: end, signal.SIGTSTP: stop}
    before = {name: signal.signal(name, handler) for name, handler in handlers.items()}
    try:
        yield
    finally:
        for name, old in before.items():
            signal.signal(name, old)
