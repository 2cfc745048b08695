"""Files of a library that is too large to be kept unpacked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from briefing.library import packing, shelf
from briefing.library.model import Briefing

OLD = 1_600_000_000_123_456_789
"""A time of change that has settled, in nanoseconds."""
MANY = 1_500


def write(root: Path, name: str, text: str | bytes, mtime_ns: int = OLD) -> Path:
    """Write a file that was changed long ago."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    os.utime(path, ns=(mtime_ns, mtime_ns))
    return path


def write_many(root: Path, count: int = MANY) -> Path:
    """Write short texts, a hundred in a folder, each tenth in two languages."""
    for number in range(count):
        base = f"teil{number // 100:02}/Größe_{number:05}"
        front = (
            f"---\ntitle: Text {number}\ndate: 20{number % 24:02}-0{number % 9 + 1}-11\ntags: [a, b{number % 7}]\n---\n"
        )
        write(root, f"{base}.de.md", f"{front}Der Text {number}.\n")
        if number % 10 == 0:
            write(root, f"{base}.en.md", f"{front}The text {number}.\n")
    return root


def count_lines(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return a list that takes the line of each briefing that is made from now on."""
    lines: list[bytes] = []
    unpack = packing.unpack_briefing

    def counted(line: bytes, **rest: Any) -> Briefing:
        lines.append(line)
        return unpack(line, **rest)

    monkeypatch.setattr(shelf, "unpack_briefing", counted)
    return lines
