"""How late the screen's thread is while a worker answers every key of some queries.

    python benchmarks/search/lateness.py FOLDER queries.jsonl [--queries 40]

The main thread sleeps two milliseconds at a time, as an event loop that waits, and tells how late it woke up. The index
is made first; it lies where `BRIEFING_HOME` says, and is kept there.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import threading
import time
from pathlib import Path

from briefing.cli.services import Services
from briefing.search.engine import Engine

_TICK = 0.002
_TURN = 0.001
"""What the app sets once it is running: the longest that a worker may keep the interpreter."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--queries", dest="count", type=int, default=40)
    options = parser.parse_args()
    services = Services([options.folder])
    engine = services.engine()
    if not engine.is_current(services.catalogue.stamp(services.roots)):
        engine.update(services.library)
    with options.queries.open(encoding="utf-8") as file:
        lines = [json.loads(line)["query"] for line in file]
    chosen = random.Random(1).sample(lines, min(options.count, len(lines)))
    sys.setswitchinterval(_TURN)
    late, keys = _measured(engine, chosen)
    late.sort()
    shown = ", ".join(f"p{share} {late[int(len(late) * share / 100)] * 1000:.1f}" for share in (50, 95, 99))
    print(f"{keys} keys, {len(late)} ticks, late by ms: {shown}, longest {late[-1] * 1000:.1f}")
    services.close()


def _measured(engine: Engine, queries: list[str]) -> tuple[list[float], int]:
    """Return how late each tick was in seconds, and how many keys were answered meanwhile."""
    keys = [query[:end] for query in queries for end in range(1, len(query) + 1)]

    def type_all() -> None:
        for key in keys:
            engine.search(key, 20)

    worker = threading.Thread(target=type_all)
    worker.start()
    late: list[float] = []
    while worker.is_alive():
        before = time.perf_counter()
        time.sleep(_TICK)
        late.append(time.perf_counter() - before - _TICK)
    return late, len(keys)


if __name__ == "__main__":
    main()
