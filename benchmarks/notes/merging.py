"""Random histories on three devices, in all orders of import: whether the devices agree, and no version is lost.

    python benchmarks/notes/merging.py                 # 3,000 histories
    python benchmarks/notes/merging.py --count 100 --first 5000

Ties, lagging and standing clocks, a clock a day ahead, deletions, undo, edits of one note on all devices. For each
history the files of three devices are merged in all six orders, each file twice, one by one and all at once.
It ends with 1 if a law is broken, and names the history.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / folder) for folder in ("src", "tests")]

from notes.histories import Device, faults, live  # noqa: E402

_STEPS = 14


def main() -> int:
    """Try the histories; print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--first", type=int, default=0, help="seed of the first one")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.count)
    began = time.perf_counter()
    broken: Counter[str] = Counter()
    with ProcessPoolExecutor(options.processes) as pool:
        for seed, found in zip(seeds, pool.map(partial(faults, steps=_STEPS), seeds, chunksize=20), strict=True):
            broken.update(set(found))
            if found:
                print(f"history {seed}: {'; '.join(found)}")
    some = [live(seed, _STEPS) for seed in seeds[:200]]
    shared = [{device.store.get(note_id) for device in devices} for devices in some for note_id in _shared(devices)]
    versions = sum(len(device.known()) for devices in some for device in devices) / len(some) / 3
    deleted = sum(len(device.store.notes(deleted=True)) for devices in some for device in devices)
    print(f"{options.count} histories, 6 orders each, every file twice: {time.perf_counter() - began:.0f} s")
    print(f"in the first {len(some)}: {versions:.1f} versions on a device, {deleted} notes in a trash,")
    print(f"{sum(len(each) > 1 for each in shared)} of {len(shared)} notes that all had were not the same on all")
    print("broken laws:", dict(broken) or "none")
    return 1 if broken else 0


def _shared(devices: list[Device]) -> set[str]:
    """Return the ids of the notes that all devices have."""
    return set.intersection(*(set(device.store.all_versions()) for device in devices))


if __name__ == "__main__":
    raise SystemExit(main())
