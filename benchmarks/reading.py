"""Start, keys, resize and memory of the reader against a bare app of its framework, in one interleaved run.

    python benchmarks/reading.py [--blocks 50 500 5000 20000] [--runs 7] [--columns 120] [--lines 40] [--peer CMD]

Prints medians of CPU milliseconds and ratios to the bare app. `--peer` adds another program; `{file}` in it is the
German text.
"""

from __future__ import annotations

import argparse
import os
import shlex
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from documents import write_pair

from terminal import Terminal

_HELLO = Path(__file__).parent / "hello.py"
_TEXT = rb"WILLKOMMEN"
_FIRST = _TEXT
_SECOND = _TEXT + rb".*" + _TEXT
_STEPS = (
    ("page", (b"\x1b[6~",)),
    ("line", (b"j",)),
    ("sentence", (b"l",)),
    ("jump", (b"G", b"g")),
)
"""Keys that are pressed in turn."""
_IDLE = 0.02
"""CPU seconds in half a second below which a program is at rest."""


def median(values: Sequence[float]) -> float:
    """Return the median in milliseconds."""
    return statistics.median(values) * 1000 if values else float("nan")


def start(command: Sequence[str], expected: bytes, size: tuple[int, int], home: str) -> tuple[Terminal, float]:
    """Start a program; return it and the CPU seconds that it took until a text was there."""
    terminal = Terminal(command, *size, {"BRIEFING_HOME": home})
    chunk = terminal.wait_for(expected)
    if chunk is None:
        raise SystemExit(f"{expected!r} never came from {shlex.join(command)}")
    return terminal, chunk.cpu


def rest(terminal: Terminal, timeout: float = 120) -> None:
    """Wait until a program does nothing any more."""
    end = time.perf_counter() + timeout
    while time.perf_counter() < end:
        before = terminal.cpu()
        terminal.settle(0.25, 0.5)
        if terminal.cpu() - before < _IDLE:
            return


def press(terminal: Terminal, key: bytes) -> tuple[float, float, int]:
    """Press a key; return (CPU seconds, seconds until its last byte, bytes)."""
    cpu, began = terminal.cpu(), time.perf_counter()
    before = terminal.send(key)
    terminal.settle(0.12, 3)
    chunks = terminal.chunks[before:]
    last = chunks[-1] if chunks else None
    took = last.at + terminal.began - began if last else float("nan")
    return (last.cpu if last else terminal.cpu()) - cpu, took, sum(len(chunk.data) for chunk in chunks)


def measure(blocks: int, options: argparse.Namespace) -> None:
    """Measure one size of text and print what came out."""
    size = options.columns, options.lines
    folder = Path(tempfile.mkdtemp(prefix="reading-"))
    file = write_pair(folder, blocks)
    ours = [sys.executable, "-m", "briefing", str(file)]
    first: list[float] = []
    second: list[float] = []
    hello: list[float] = []
    peers: dict[str, list[float]] = {peer: [] for peer in options.peer}
    for _ in range(options.runs):
        terminal, cpu = start([sys.executable, str(_HELLO)], b"HELLO", size, str(folder))
        hello.append(cpu)
        terminal.close()
        terminal, cpu = start(ours, _FIRST, size, str(folder / "home"))
        first.append(cpu)
        chunk = terminal.wait_for(_SECOND)
        second.append(chunk.cpu if chunk else float("nan"))
        terminal.close()
        for peer, values in peers.items():
            terminal, cpu = start(shlex.split(peer.format(file=file)), _TEXT, size, str(folder))
            values.append(cpu)
            terminal.close()
    base = median(hello)
    print(f"{blocks} blocks a side, {size[0]}x{size[1]}: bare app {base:.0f} ms")
    print(f"  first text {median(first):.0f} ms = {median(first) / base:.2f}")
    print(f"  framework  {median(second):.0f} ms = {median(second) / base:.2f}")
    for peer, values in peers.items():
        print(f"  {peer}: {median(values):.0f} ms, {median(values) / median(first):.1f} times ours")
    keys(ours, size, str(folder / "home"), during=True)
    keys(ours, size, str(folder / "home"), during=False)


def keys(command: Sequence[str], size: tuple[int, int], home: str, *, during: bool) -> None:
    """Press every key several times, while heights are still being made exact or when all is done."""
    terminal, _ = start(command, _SECOND, size, home)
    terminal.settle(0.3, 2)
    if not during:
        rest(terminal)
    label = "during background work" if during else "at rest"
    walls: list[float] = []
    for name, turn in _STEPS:
        taken = [press(terminal, turn[number % len(turn)]) for number in range(6 if not during else 4)]
        walls += [wall for _, wall, _ in taken]
        cpu, wall, sent = (statistics.median(values) for values in zip(*taken, strict=True))
        if not during:
            print(f"  {name:9} {cpu * 1000:5.1f} ms CPU, {wall * 1000:5.1f} ms, {sent / 1000:5.1f} kB")
    walls = sorted(wall for wall in walls if wall == wall)  # noqa: PLR0124 - not a number where nothing had to be sent
    print(f"  all keys {label}: 90th percentile {walls[int(len(walls) * 0.9)] * 1000:.0f} ms")
    if not during:
        cpu, before = terminal.cpu(), terminal.resize(size[0] - 2, size[1] - 1)
        terminal.settle(0.12, 3)
        last = terminal.chunks[-1] if len(terminal.chunks) > before else None
        print(f"  resize    {((last.cpu if last else terminal.cpu()) - cpu) * 1000:5.1f} ms CPU")
        print(f"  peak memory {terminal.peak():.0f} MiB")
    terminal.close()


def relayout(blocks: int) -> None:
    """Measure our own part of a resize, without the framework."""
    from briefing.document.lazy import LazyDocument  # noqa: PLC0415
    from briefing.parallel.bitext import Bitext  # noqa: PLC0415
    from briefing.tui.columns import View  # noqa: PLC0415
    from briefing.tui.scene import Scene  # noqa: PLC0415

    file = write_pair(Path(tempfile.mkdtemp(prefix="reading-")), blocks)
    texts = {lang: file.with_name(f"{blocks}.{lang}.md").read_bytes() for lang in ("de", "en")}
    scene = Scene(View.BOTH, 84, {"de": "", "en": ""})
    scene.resize(120, 37)
    scene.show(Bitext({"de": LazyDocument(texts["de"], "de"), "en": LazyDocument(texts["en"], "en")}))
    scene.scroll_to(0.5)

    def once(width: int) -> float:
        began = time.process_time()
        scene.resize(width, 37)
        for y in range(37):
            scene.line(y)
        return time.process_time() - began

    print(f"  own relayout {median([once(width) for width in (119, 118, 117, 116, 115)]):.1f} ms CPU")


def main() -> None:
    """Run the measurements that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--blocks", type=int, nargs="*", default=[50, 500, 5000, 20000])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--columns", type=int, default=120)
    parser.add_argument("--lines", type=int, default=40)
    parser.add_argument("--peer", action="append", default=[], help="another program, with {file} for the text")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    steps: tuple[Callable[[int], None], ...] = (lambda blocks: measure(blocks, options), relayout)
    for blocks in options.blocks:
        for step in steps:
            step(blocks)


if __name__ == "__main__":
    main()
