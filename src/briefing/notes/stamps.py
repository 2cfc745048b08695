"""Identities and times of notes: UUIDs of version 7 and UTC stamps."""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, datetime
from typing import Final

_STAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


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
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """Return a moment with a time zone in that form."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def is_stamp(text: str) -> bool:
    """Whether a text is a time in the form of `now`, so that texts sort as times do."""
    return bool(_STAMP.fullmatch(text)) and as_stamp(text) == text


def as_stamp(text: str) -> str:
    """Return a time in ISO 8601 in the form of `now`, or an empty string if it is none.

    A date alone is its midnight; a time without a zone is taken for UTC.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return ""
