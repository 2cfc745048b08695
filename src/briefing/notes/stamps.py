"""Identities and times of notes: UUIDs of version 7 and UTC stamps."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime


def new_id() -> str:
    """Return a UUID of version 7 (RFC 9562, section 5.7): sortable by time, without a trace of this machine.

    The twelve bits after the milliseconds hold the fraction of a millisecond (method 3 of section 6.2), so that notes
    made one after the other also sort in that order; the other 62 bits are random.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    fraction = (rest << 12) // 1_000_000
    noise = int.from_bytes(os.urandom(8), "big") >> 2
    value = (milliseconds & (1 << 48) - 1) << 80 | 7 << 76 | fraction << 64 | 2 << 62 | noise
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def now() -> str:
    """Return this moment in UTC as ISO 8601 with milliseconds, e.g. "2026-11-22T09:14:03.120Z"."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
