"""The product as an engine to be measured: one process that is asked line by line, as scripts ask it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from measure import cpu_of, peak_of


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine answers.

    Attributes:
        paths: documents, best first, without repetition.
        hits: all that the product says of each hit; empty for peers.
    """

    paths: list[str]
    hits: list[dict] = field(default_factory=list)


class Engine(Protocol):
    """Something that finds documents."""

    name: str

    def search(self, query: str) -> Found:
        """Return the documents that answer a query."""

    def cpu(self) -> float:
        """Return the CPU milliseconds that it took so far."""

    def peak(self) -> float:
        """Return its peak memory in MiB."""

    def close(self) -> None:
        """Let go of what it holds."""


def command(folder: Path, *words: str) -> list[str]:
    """Return the command line of a search."""
    return [sys.executable, "-m", "briefing", "--library", str(folder), "search", *words]


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment of a run that keeps its files in one folder."""
    return {**os.environ, "BRIEFING_HOME": str(home), "PYTHONUTF8": "1"}


class Product:
    """The product's own search.

    Args:
        folder: the library.
        home: where its index is kept.
        limit: hits that are asked for; several may be of one document.
    """

    name = "briefing"

    def __init__(self, folder: Path, home: Path, limit: int) -> None:
        self._child = subprocess.Popen(
            command(folder, "--batch", "--limit", str(limit)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=surroundings(home),
            encoding="utf-8",
        )

    def search(self, query: str) -> Found:
        """Ask and wait for the line that answers.

        Raises:
            SystemExit: if the product is no longer there.
        """
        assert self._child.stdin and self._child.stdout
        self._child.stdin.write(query + "\n")
        self._child.stdin.flush()
        line = self._child.stdout.readline()
        if not line:
            raise SystemExit(f"the search ended at {query!r} with exit code {self._child.wait()}")
        hits = json.loads(line)["hits"]
        return Found(list(dict.fromkeys(hit["path"] for hit in hits)), hits)

    def cpu(self) -> float:
        """Return the CPU milliseconds of the child."""
        return cpu_of(self._child.pid)

    def peak(self) -> float:
        """Return the peak memory of the child in MiB."""
        return peak_of(self._child.pid)

    def close(self) -> None:
        """End the child."""
        assert self._child.stdin
        self._child.stdin.close()
        self._child.wait(60)
