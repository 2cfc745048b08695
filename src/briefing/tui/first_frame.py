"""The first frame, on the screen before the framework is imported: the same scene, bars and colours, written as text.

The framework takes most of a start. Whoever waits reads meanwhile; keys that are typed stay in the queue of the
terminal, and the framework finds them there. POSIX only: a Windows console is prepared by the framework itself.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping
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
def shown(opened: Opened, tr: Translator, settings: Settings, theme: str, environ: Mapping[str, str]) -> Iterator[bool]:
    """Show the first frame while the framework is being imported and runs; leave the terminal as it was.

    Args:
        opened: what to show.
        tr: language of the interface.
        settings: for the keys.
        theme: name of the theme that the framework will use.
        environ: for the colours that the terminal knows.

    Yields:
        Whether the frame is on the screen; not where its colours or its size aren't known, or it is too low.
    """
    screen = sys.__stderr__
    colours = theme_colours(theme)
    if screen is None or colours is None or sys.platform == "win32":
        yield False
        return
    import termios  # noqa: PLC0415 - POSIX only

    keys = 0
    try:
        width, height = os.get_terminal_size(keys)
        before = termios.tcgetattr(keys)
    except (OSError, termios.error):
        yield False
        return
    if height < _LEAST_HEIGHT:
        yield False
        return
    lines = reader_lines(opened, tr, settings, width, height)
    looks = looks_of("light" not in theme, theme_is_plain=False)
    true_colour = environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}
    with _until_stopped():
        try:
            quiet = termios.tcgetattr(keys)
            # As the framework sets it later: what is typed now must mean the same to it.
            quiet[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
            quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
            termios.tcsetattr(keys, termios.TCSANOW, quiet)
            screen.write(_ENTER + encode(lines, colours, looks, true_colour=true_colour))
            screen.flush()
            yield True
        finally:
            with suppress(OSError, termios.error):  # the terminal may have gone, and then there is nothing to put back
                termios.tcsetattr(keys, termios.TCSANOW, before)
                screen.write(_LEAVE)
                screen.flush()


@contextmanager
def _until_stopped() -> Iterator[None]:
    """Let the terminal be put back when the system ends the process before the framework handles signals."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    names = (signal.SIGTERM, signal.SIGHUP)
    before = {name: signal.signal(name, stop) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
