"""What an index costs: CPU of the catalogue, of the index alone, of the next start; memory, size of the files.

    python benchmarks/search/indexing.py FOLDER [--runs 1] [--json]

Each run begins without any file of the product: `list` makes the catalogue, the first search the index, and the second
one finds both there. The medians are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from measure import mebibytes
from product import command, surroundings

_QUERY = "xyzzyq"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds of CPU and on the clock, and its peak memory in MiB."""

    cpu: float
    wall: float
    peak: float


def cost(words: list[str], home: Path) -> Cost:
    """Run a command to its end.

    Raises:
        SystemExit: if it fails.
    """
    began = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, env=surroundings(home)) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    # A search that finds nothing may say so with 1.
    if child.returncode not in (0, 1):
        raise SystemExit(f"{words} ended with exit code {child.returncode}")
    wall = time.perf_counter() - began
    return Cost(usage.ru_utime + usage.ru_stime, wall, mebibytes(usage.ru_maxrss))


def size_of(folder: Path, pattern: str = "*") -> int:
    """Return the bytes of the files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob(pattern) if file.is_file())


def measure(folder: Path, runs: int) -> dict:
    """Return the medians of all that is measured."""
    names = ("catalogue", "index", "unchanged")
    costs: dict[str, list[Cost]] = {name: [] for name in names}
    index = all_made = 0
    for _ in range(runs):
        with tempfile.TemporaryDirectory(prefix="indexing-") as made:
            home = Path(made)
            search = command(folder, _QUERY)
            listing = [*search[: search.index("search")], "list"]
            for name, words in zip(names, (listing, search, search), strict=True):
                costs[name].append(cost(words, home))
            index, all_made = size_of(home / "cache" / "search"), size_of(home)
    text = size_of(folder, "*.md")
    return {
        "documents": sum(1 for _ in folder.rglob("*.md")),
        "text MB": round(text / 1e6, 2),
        "index MB": round(index / 1e6, 2),
        "index / text": round(index / max(1, text), 3),
        "with catalogue MB": round(all_made / 1e6, 2),
        **{name: asdict(middle(each)) for name, each in costs.items()},
    }


def middle(costs: list[Cost]) -> Cost:
    """Return the medians."""
    columns = ([each.cpu for each in costs], [each.wall for each in costs], [each.peak for each in costs])
    return Cost(*(round(statistics.median(column), 3) for column in columns))


def main() -> None:
    """Measure one folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.folder, options.runs)
    if options.json:
        print(json.dumps(found))
        return
    print(
        f"{found['documents']} documents, {found['text MB']} MB; index {found['index MB']} MB"
        f" = {found['index / text']}, {found['with catalogue MB']} MB with the catalogue"
    )
    for name in ("catalogue", "index", "unchanged"):
        each = found[name]
        print(f"  {name:9} {each['cpu']:8.2f} s CPU {each['wall']:8.2f} s wall {each['peak']:7.0f} MiB peak")


if __name__ == "__main__":
    main()
