"""The standard streams: made safe, spoken to, and silenced."""

from __future__ import annotations

import os
import sys

from briefing.text import one_line


def prepare_streams() -> None:
    """Make sure that no character can stop a command or get lost, in and out.

    On POSIX all streams are UTF-8, as the files are, whatever the locale says: C and POSIX mean that nobody chose one,
    and no terminal of today is Latin-1. Only PYTHONIOENCODING is obeyed; what its encoding lacks is replaced. A stream
    that was closed from outside leads nowhere.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 (open until the end)
    encoding = "utf-8" if os.name == "posix" and not os.environ.get("PYTHONIOENCODING") else None
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=encoding or stream.encoding, errors=errors)


def say(text: str) -> None:
    """Print one sentence for the user on stderr."""
    sys.stderr.write(f"briefing: {one_line(text)}\n")


def silence() -> None:
    """Let stdout lead nowhere, after nobody reads it any more: the interpreter must not fail on its last flush."""
    try:
        target = os.open(os.devnull, os.O_WRONLY)
        os.dup2(target, sys.stdout.fileno())
        os.close(target)
    except (OSError, ValueError):
        return
