"""The reader's own editor: a text goes out as a file, and comes back when the editor closes."""

from __future__ import annotations

import shlex
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

from textual.app import SuspendNotSupported

from briefing.errors import InputError
from briefing.i18n import n_
from briefing.text import clean

LARGEST: Final = 1_000_000
"""Bytes that are taken back; the editor of the app would not be usable with more."""
_NOT_STARTED: Final = n_("The editor did not start: {reason}")


def edit_outside(text: str, environ: Mapping[str, str], suspend: Callable[[], AbstractContextManager[None]]) -> str:
    """Return what an editor makes of a text, cleaned and without line ends behind it. Blocks until it closes.

    The file counts, not the exit code alone: an editor that fails after it saved has a text to give back.

    Args:
        text: the text.
        environ: names the editor, as $VISUAL or $EDITOR, with its arguments.
        suspend: hands the terminal over, and takes it back.

    Raises:
        InputError: there is no editor, it can't be started, or it brought nothing back; the text is as it was.
    """
    command = _command(environ)
    try:
        with tempfile.TemporaryDirectory(prefix="briefing-", ignore_cleanup_errors=True) as folder:
            file = Path(folder) / "note.md"
            before = f"{text}\n".encode("utf-8", "replace") if text else b""
            file.write_bytes(before)
            code = _run([*command, str(file)], suspend)
            return _read(file, before, code, text)
    except SuspendNotSupported:
        raise InputError(_NOT_STARTED, reason="no terminal") from None
    except OSError as error:
        raise InputError(_NOT_STARTED, reason=error.strerror or str(error)) from error


def _command(environ: Mapping[str, str]) -> list[str]:
    given = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        command = shlex.split(given)
    except ValueError as error:
        raise InputError(_NOT_STARTED, reason=str(error)) from error
    if not command:
        raise InputError(n_("Set $VISUAL or $EDITOR to use your own editor."))
    return command


def _run(command: list[str], suspend: Callable[[], AbstractContextManager[None]]) -> int:
    """Run a command in the terminal; return its exit code.

    Raises:
        OSError: it can't be started.
    """
    failed: OSError | None = None
    code = 0
    with suspend():
        # An error must not leave the block: the terminal would not be taken back.
        try:
            with subprocess.Popen(command) as process, _deaf_to_interrupts():  # noqa: S603 - the reader's own command
                code = process.wait()
        except (OSError, ValueError) as error:
            failed = error if isinstance(error, OSError) else OSError(str(error))
    if failed:
        raise failed
    return code


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let Ctrl+C reach the editor alone, which was started before: it is sent to all programs in the terminal."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _read(file: Path, before: bytes, code: int, text: str) -> str:
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise InputError(n_("The editor left no file behind; the text is as it was.")) from None
    if len(data) > LARGEST:
        raise InputError(n_("What the editor wrote is too long for a note; the text is as it was."))
    if data == before:
        if code:
            raise InputError(n_("The editor ended with an error ({code}); the text is as it was."), code=code)
        return text
    return clean(data.decode("utf-8-sig", "replace")).rstrip("\n")
