"""The terminal as it is found: what it can show, and the streams that Textual takes for granted.

Textual 8 reads keys from file descriptor 0 and paints on `sys.__stderr__` in the encoding of the locale. So a text that
comes through a pipe, a redirected stderr or a Latin-1 locale would each break the screen. `prepared` puts the terminal
where Textual looks for it, and everything back afterwards. Nothing heavy is imported here.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from enum import Enum
from typing import Final

from briefing.errors import UsageError
from briefing.i18n import n_

DEVICE: Final = "/dev/tty"
"""The controlling terminal of the process, wherever its streams lead."""

_MANY_NAMES: Final = frozenset({"256color", "kitty"})
_TRUE_COLOUR: Final = frozenset({"truecolor", "24bit"})


class Colours(Enum):
    """How much colour a terminal may be given."""

    NONE = "none"
    FEW = "few"
    MANY = "many"


def colours(environ: Mapping[str, str]) -> Colours:
    """Return how much colour to use: none if NO_COLOR says so, few below 256.

    The same rule as Rich's, which does the painting, so that nothing is chosen that it would then have to approximate;
    NO_COLOR counts if it is not empty (https://no-color.org).
    """
    if environ.get("NO_COLOR"):
        return Colours.NONE
    if sys.platform == "win32" or environ.get("COLORTERM", "").strip().lower() in _TRUE_COLOUR:
        return Colours.MANY
    ending = environ.get("TERM", "").strip().lower().rpartition("-")[2] if "-" in environ.get("TERM", "") else ""
    return Colours.MANY if ending in _MANY_NAMES else Colours.FEW


def is_dumb(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal says that it can do no more than print lines."""
    return environ.get("TERM", "").strip().lower() in {"dumb", "unknown"}


@contextmanager
def prepared() -> Iterator[None]:
    """Give the app the terminal for keys and screen, in UTF-8; put everything back on leaving.

    What is written on `sys.stderr` inside goes where the user sent it.

    Raises:
        UsageError: keys or screen are elsewhere, and there is no terminal to replace them.
    """
    with ExitStack() as undo:
        if os.environ.get("NO_COLOR") == "":  # means nothing, but Textual looks only whether it is there
            del os.environ["NO_COLOR"]
            undo.callback(os.environ.__setitem__, "NO_COLOR", "")
        if sys.platform != "win32":
            _take_keys(undo)
            _take_screen(undo)
        yield


def _take_keys(undo: ExitStack) -> None:
    """Put the terminal on the standard input if that leads elsewhere, as after `cat text.md | briefing -`."""
    stream = sys.__stdin__
    if stream is not None and stream.isatty():
        return
    try:
        terminal = os.open(DEVICE, os.O_RDONLY)
    except OSError as error:
        raise UsageError(n_("There is no terminal to take keys from.")) from error
    undo.callback(os.close, terminal)
    if stream is None:
        _replace("__stdin__", io.TextIOWrapper(io.FileIO(terminal, "rb", closefd=False), encoding="utf-8"), undo)
    else:
        _put(terminal, stream.fileno(), undo)


def _take_screen(undo: ExitStack) -> None:
    """Put the terminal on the standard error if that leads elsewhere, as after `briefing 2>log`."""
    stream, terminal = sys.__stderr__, sys.__stdout__
    if stream is None:
        # Its number may long be another file's, such as the notes', so it is left alone.
        if terminal is not None:
            _replace("__stderr__", _text_stream(os.dup(terminal.fileno()), undo), undo)
        return
    # Before it leads elsewhere: a stream that began as a file would ask the terminal for its position.
    encoding, errors = stream.encoding, stream.errors
    stream.reconfigure(encoding="utf-8", errors="replace")
    undo.callback(stream.reconfigure, encoding=encoding, errors=errors)
    if not stream.isatty() and terminal is not None:
        elsewhere = _put(terminal.fileno(), stream.fileno(), undo)
        undo.callback(stream.flush)
        if sys.stderr is stream:
            _replace("stderr", _text_stream(os.dup(elsewhere), undo), undo)


def _put(source: int, number: int, undo: ExitStack) -> int:
    """Make a file descriptor lead where another leads; return one that leads where it led before."""
    before = os.dup(number)
    undo.callback(os.close, before)
    os.dup2(source, number)
    undo.callback(os.dup2, before, number)
    return before


def _text_stream(number: int, undo: ExitStack) -> io.TextIOWrapper:
    """Return a stream that writes at once to a file descriptor, which is closed in the end."""
    stream = io.TextIOWrapper(io.FileIO(number, "wb"), encoding="utf-8", errors="replace", write_through=True)
    undo.callback(stream.close)
    return stream


def _replace(name: str, stream: io.TextIOWrapper, undo: ExitStack) -> None:
    """Put a stream in the place of one of `sys`."""
    undo.callback(setattr, sys, name, getattr(sys, name))
    setattr(sys, name, stream)
