"""The start with the list of a small and of a large folder, interleaved, with the catalogue from an earlier run.

    python benchmarks/starting.py FOLDER_SMALL FOLDER_BIG [--runs 9] [--keys 60] [--indexed]

Prints medians of CPU and wall milliseconds until the list is painted and until it has answered `j`, the ratio of the
large folder to the small one, and how long keys take that are pressed while the folder is looked through in the
background. `--indexed` brings the search index up to date before, which may take long. Linux.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from terminal import Terminal

_PAINTED = rb"\d unread"
_PAUSE = 0.03
"""Seconds between two keys."""
_LONGEST = 2.0
"""Seconds for which an answer is waited for."""


class Start(NamedTuple):
    """One start, in seconds.

    Attributes:
        painted, painted_cpu: until the list was there.
        answered, answered_cpu: until a key that was pressed then had been answered.
        memory: MiB at most.
    """

    painted: float
    painted_cpu: float
    answered: float
    answered_cpu: float
    memory: float


def command(folder: Path, *words: str) -> list[str]:
    """Return a command line of the program for a folder."""
    return [sys.executable, "-m", "briefing", "--ui", "en", *(["--library"] if words else []), str(folder), *words]


def prepare(folder: Path, home: str, *, indexed: bool) -> None:
    """Do what an earlier run has left behind."""
    words = ("search", "xyzzy") if indexed else ("list",)
    environ = {**os.environ, "BRIEFING_HOME": home}
    subprocess.run(command(folder, *words), env=environ, stdout=subprocess.DEVNULL, check=False)


def start(folder: Path, home: str) -> Start:
    """Start the app on a folder and press a key as soon as the list is there."""
    terminal = Terminal(command(folder), environ={"BRIEFING_HOME": home})
    painted = terminal.wait_for(_PAINTED)
    if painted is None:
        raise SystemExit(f"{folder} was never painted")
    terminal.settle(0.05, 1)
    before = terminal.send(b"j")
    answered = terminal.wait_for(rb"[^\s]", after=before)
    if answered is None:
        raise SystemExit(f"{folder} did not answer a key")
    found = Start(painted.at, painted.cpu, answered.at, answered.cpu, terminal.peak())
    terminal.close()
    return found


def keys(folder: Path, home: str, count: int) -> list[float]:
    """Return the seconds that keys took which were pressed from the first moment on."""
    terminal = Terminal(command(folder), environ={"BRIEFING_HOME": home})
    terminal.wait_for(_PAINTED)
    taken: list[float] = []
    for number in range(count):
        terminal.settle(0.001, _PAUSE)
        began = time.perf_counter()
        terminal.send((b"j", b"j", b"k", b"G", b"g")[number % 5])
        if terminal.read(_LONGEST):
            taken.append(time.perf_counter() - began)
        time.sleep(_PAUSE)
    terminal.close()
    return sorted(taken)


def report(name: str, small: Sequence[float], big: Sequence[float]) -> None:
    """Print the medians of two rows of seconds, and their ratio."""
    first, second = (statistics.median(values) * 1000 for values in (small, big))
    print(f"  {name:18} {first:7.1f} ms  {second:7.1f} ms  ratio {second / first:.2f}")


def main() -> None:
    """Run the measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("small", type=Path)
    parser.add_argument("big", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--indexed", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="starting-") as home:
        folders = (options.small, options.big)
        for folder in folders:
            prepare(folder, home, indexed=options.indexed)
            start(folder, home)
        runs = [[start(folder, home) for folder in folders] for _ in range(options.runs)]
        small, big = zip(*runs, strict=True)
        print(f"start with {options.small} and with {options.big}, {options.runs} runs each")
        for field in ("painted_cpu", "painted", "answered_cpu", "answered"):
            label = field.replace("_cpu", ", CPU") if "cpu" in field else f"{field}, wall"
            report(label, [getattr(one, field) for one in small], [getattr(one, field) for one in big])
        print(f"  peak memory        {small[-1].memory:7.1f} MiB {big[-1].memory:7.1f} MiB")
        for folder in folders:
            taken = keys(folder, home, options.keys)
            middle, late, last = (taken[int((len(taken) - 1) * part)] * 1000 for part in (0.5, 0.9, 1))
            print(f"  keys in {folder}: median {middle:.0f} ms, 90th percentile {late:.0f} ms, longest {last:.0f} ms")


if __name__ == "__main__":
    main()
