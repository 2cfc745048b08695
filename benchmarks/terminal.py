"""A program in a pseudo-terminal of its own, watched from outside: what it sent, when, and the CPU time it had used.

Nothing is emulated while the program runs; the usual questions of programs to their terminal are answered. CPU time is
the scheduler's own count over all threads of the process, far steadier than the clock on a busy machine. Linux only.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_ANSWERS = (
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[c"), b"\x1b[?62;c"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
)


class Chunk(NamedTuple):
    """Bytes that came at once.

    Attributes:
        at: seconds since the start.
        cpu: seconds of CPU time that the program had used by then.
        data: what came.
    """

    at: float
    cpu: float
    data: bytes


class Terminal:
    """Starts a program and records what it sends.

    Args:
        command: program and arguments.
        columns, lines: size of the terminal.
        environ: variables to set; None as a value removes one.
    """

    def __init__(
        self, command: Sequence[str], columns: int = 120, lines: int = 40, environ: Mapping[str, str] | None = None
    ) -> None:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **(environ or {})}
        self.began = time.perf_counter()
        self.chunks: list[Chunk] = []
        pid = os.fork()
        if pid == 0:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for number in (0, 1, 2):
                os.dup2(slave, number)
            os.closerange(3, 256)
            os.execvpe(command[0], list(command), env)
        os.close(slave)
        self._pid, self._master = pid, master

    def cpu(self) -> float:
        """Return the seconds of CPU time used so far by all threads."""
        total = 0
        try:
            for task in Path(f"/proc/{self._pid}/task").iterdir():
                total += int((task / "schedstat").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            pass
        return total / 1e9

    def peak(self) -> float:
        """Return the greatest resident memory so far, in MiB."""
        status = Path(f"/proc/{self._pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]

    def send(self, keys: bytes) -> int:
        """Type keys; return how many chunks had come before."""
        os.write(self._master, keys)
        return len(self.chunks)

    def resize(self, columns: int, lines: int) -> int:
        """Change the size; return how many chunks had come before."""
        before = len(self.chunks)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        return before

    def read(self, timeout: float) -> bool:
        """Take what comes next; return whether anything came in time."""
        ready, _, _ = select.select([self._master], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            return False
        self.chunks.append(Chunk(time.perf_counter() - self.began, self.cpu(), data))
        for question, answer in _ANSWERS:
            if question.search(data):
                os.write(self._master, answer)
        return bool(data)

    def wait_for(self, pattern: bytes, timeout: float = 60, after: int = 0) -> Chunk | None:
        """Return the chunk with which a pattern had come, escape sequences left out; None if it doesn't come."""
        end = time.perf_counter() + timeout
        wanted = re.compile(pattern, re.S)
        seen = after
        while True:
            while seen < len(self.chunks):
                seen += 1
                if wanted.search(b"".join(chunk.data for chunk in self.chunks[after:seen])):
                    return self.chunks[seen - 1]
            self.read(0.05)
            if time.perf_counter() > end:
                return None

    def settle(self, quiet: float = 0.3, timeout: float = 60) -> None:
        """Read until nothing comes for a while."""
        end = time.perf_counter() + timeout
        while time.perf_counter() < end and self.read(quiet):
            pass

    def close(self) -> None:
        """End the program."""
        try:
            os.kill(self._pid, signal.SIGTERM)
            for _ in range(100):
                if os.waitpid(self._pid, os.WNOHANG)[0]:
                    break
                self.read(0.02)
            else:
                os.kill(self._pid, signal.SIGKILL)
                os.waitpid(self._pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self._master)
