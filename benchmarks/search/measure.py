"""CPU time and memory of processes, as fine as the system tells them."""

from __future__ import annotations

import math
import os
import re
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

_RANKS = (50, 95, 99)


def cpu_of(pid: int) -> float:
    """Return the CPU milliseconds that the living threads of a process took; not a number where nobody tells."""
    try:
        files = list(Path(f"/proc/{pid}/task").glob("*/schedstat"))
        if files:
            return sum(int(file.read_text().split()[0]) for file in files) / 1e6
        ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(ticks[11]) + int(ticks[12])) * 1000 / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return math.nan


def own_cpu() -> float:
    """Return the CPU milliseconds of this process and of its children that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() * 1000 + (children.ru_utime + children.ru_stime) * 1000


def peak_of(pid: int) -> float:
    """Return the peak memory of a process in MiB."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        found = None
    return int(found[1]) / 1024 if found else math.nan


def mebibytes(maxrss: int) -> float:
    """Return what a system calls the greatest resident size in MiB."""
    return maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """Return the 50th, 95th and 99th percentile and the greatest value."""
    ordered = sorted(value for value in values if not math.isnan(value))
    if not ordered:
        return {}
    found = {f"p{rank}": ordered[min(len(ordered) - 1, len(ordered) * rank // 100)] for rank in _RANKS}
    return {name: round(value, 2) for name, value in {**found, "max": ordered[-1]}.items()}
