"""What one changed file costs until it is found by a new word, and by that word misspelt.

    python benchmarks/search/changing.py FOLDER [--changes 30]

Works on a copy of the folder. CPU time of the process; the search for what changed on the disk is told apart, for it is
a look at every file.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from briefing.library.catalogue import Catalogue
from briefing.search.engine import Engine

_PAUSE = 0.06
"""Seconds between changes: a file must be older than the clock's tick to be believed."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--changes", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        _run(options.folder, Path(scratch), options.changes)


def _run(folder: Path, scratch: Path, count: int) -> None:
    root = scratch / "library"
    shutil.copytree(folder, root)
    catalogue = Catalogue(scratch / "catalogue")
    engine = Engine(scratch / "index")
    engine.update(catalogue.scan([root]))
    for query in ("erste suche", "zwiete suhce"):
        engine.search(query)
    files = sorted(root.rglob("*.md"))
    chooser = random.Random(1)
    looking: list[float] = []
    finding: list[float] = []
    for number in range(count):
        word = f"quitzelbrand{chr(97 + number % 26)}{chr(97 + number // 26)}xo"
        path = chooser.choice(files)
        path.write_text(f"{path.read_text(encoding='utf-8')}\n\nA sentence with {word} in it.\n", encoding="utf-8")
        time.sleep(_PAUSE)
        start = time.process_time()
        library = catalogue.scan([root])
        scanned = time.process_time()
        indexed = engine.update(library)
        hits = [engine.search(typed, 5).hits for typed in (word, word[:8] + word[9:])]
        found = time.process_time()
        if indexed != 1 or not all(hits) or len({some[0].path for some in hits}) != 1:
            raise SystemExit(f"{word}: {indexed} indexed, found {hits}")
        looking.append(scanned - start)
        finding.append(found - scanned)
    engine.close()
    for name, times in (("look at all files", looking), ("index, find, find misspelt", finding)):
        print(f"{name}: CPU ms median {statistics.median(times) * 1000:.1f}, longest {max(times) * 1000:.1f}")


if __name__ == "__main__":
    main()
