from __future__ import annotations

import time
from datetime import UTC, datetime
from uuid import RFC_4122, UUID

from briefing.notes.stamps import new_id, now


def test_an_id_is_a_uuid_of_version_7_with_the_time_in_front() -> None:
    before = time.time_ns() // 1_000_000
    made = UUID(new_id())
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, RFC_4122)
    assert before <= made.int >> 80 <= after


def test_ids_are_unique_and_sort_by_time() -> None:
    early = [new_id() for _ in range(2000)]
    edge = time.time_ns() + 1000  # ids sort to a quarter of a microsecond
    while time.time_ns() < edge:
        pass
    late = [new_id() for _ in range(2000)]
    assert len({*early, *late}) == 4000
    assert max(early) < min(late)


def test_now_is_utc_with_milliseconds() -> None:
    stamp = now()
    assert len(stamp) == 24 and stamp.endswith("Z")
    assert abs((datetime.now(UTC) - datetime.fromisoformat(stamp)).total_seconds()) < 60
