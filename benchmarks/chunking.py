"""Compare chunked with whole parsing on real files, and time both.

Run as `python benchmarks/chunking.py FOLDER...` from the project's folder. Prints one line for each file of which the
chunks give other tokens than the whole, then the sums; exits with 1 if there was a difference.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from briefing.document.chunks import cut  # noqa: E402
from briefing.document.look_ahead import look_ahead  # noqa: E402
from briefing.document.parse_rules import make_parser  # noqa: E402
from briefing.document.source import split  # noqa: E402
from briefing.text import clean  # noqa: E402
from document.chunk_checks import difference  # noqa: E402 - the folders have to be known first

Result = TypeVar("Result")


@dataclass(slots=True)
class Sums:
    """What the files come to: counts, and CPU seconds."""

    files: int = 0
    bytes: int = 0
    chunks: int = 0
    blocks: int = 0
    differences: int = 0
    cutting: float = 0.0
    looking: float = 0.0
    parsing: float = 0.0


def bodies(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the Markdown files below a folder that are text, cleaned and without front matter."""
    for path in sorted(folder.rglob("*.md")):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            print(f"{path}: {error}")
            continue
        yield path, split(clean(text)).body


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """Return what `work` returns, and the CPU seconds it took."""
    before = time.process_time()
    result = work()
    return result, time.process_time() - before


def measure(path: Path, body: str, sums: Sums) -> None:
    """Add one file to the sums, and print how its chunks differ from the whole."""
    data = body.encode()
    chunks, cutting = timed(lambda: cut(data))
    _, looking = timed(lambda: look_ahead(data, chunks))
    tokens, parsing = timed(lambda: make_parser().parse(body, {}))
    sums.files += 1
    sums.bytes += len(data)
    sums.chunks += len(chunks.starts)
    sums.blocks += sum(token.level == 0 and token.nesting >= 0 for token in tokens)
    sums.cutting += cutting
    sums.looking += looking
    sums.parsing += parsing
    if found := difference(body):
        sums.differences += 1
        print(f"{path}: {found}")


def main(folders: list[str]) -> int:
    """Measure all files below the folders."""
    sums = Sums()
    for folder in folders:
        for path, body in bodies(Path(folder)):
            measure(path, body, sums)
    megabytes = sums.bytes / 1e6
    print(f"{sums.files} files, {megabytes:.1f} MB, {sums.blocks} top-level blocks, {sums.chunks} chunks")
    print(f"{sums.differences} differences")
    for name, seconds in (("cut", sums.cutting), ("look_ahead", sums.looking), ("whole parse", sums.parsing)):
        print(f"{name}: {1e3 * seconds:.0f} ms CPU, {megabytes / (seconds or 1e-9):.1f} MB/s")
    return int(sums.differences > 0)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
