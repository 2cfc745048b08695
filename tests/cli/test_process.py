"""Real processes: pipes, encodings, streams that are closed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="speaks to a POSIX shell")


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "briefing", *words]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONWARNINGS": "error,ignore::ResourceWarning", **(more or {})}


def shell(line: str, library: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    briefing = f"'{sys.executable}' -m briefing --library '{library}' --ui en"
    return subprocess.run(
        ["/bin/sh", "-c", line.replace("BRIEFING", briefing)], env=environment(more), capture_output=True, check=False
    )


def long(library: Path) -> Path:
    (library / "lang.de.md").write_text("# Lang\n\n" + "Ein Satz ohne Ende.\n\n" * 20_000, encoding="utf-8")
    return library


def test_list_as_a_process(library: Path) -> None:
    done = subprocess.run(
        command("--library", str(library), "list", "--json"), env=environment(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert [record["id"] for record in json.loads(done.stdout)] == ["wolke", "notiz"]


@ON_POSIX
@pytest.mark.parametrize(
    "line", ["BRIEFING list | true", "BRIEFING show lang | head -1", "BRIEFING show lang --json | true"]
)
def test_a_broken_pipe_is_silent(library: Path, line: str) -> None:
    done = shell(line, long(library))
    assert (done.returncode, done.stderr) == (0, b"")


@ON_POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_sentence(library: Path) -> None:
    done = shell("BRIEFING list > /dev/full", library)
    assert done.returncode == 2
    assert done.stderr == b"briefing: It failed: No space left on device.\n"


@ON_POSIX
def test_closed_streams_are_survived(library: Path) -> None:
    assert shell("BRIEFING list >&-", library).returncode == 0
    assert shell("BRIEFING list 2>&-", library).returncode == 0
    done = shell("BRIEFING search --batch <&-", library)
    assert (done.returncode, done.stderr) == (0, b"")


@ON_POSIX
@pytest.mark.parametrize("locale", ["C", "POSIX", "de_DE.ISO-8859-1", "en_US.ISO-8859-15"])
def test_umlauts_come_out_right_in_every_locale(library: Path, locale: str) -> None:
    unhelped = {"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    shown = shell("BRIEFING show wolke#2 --plain", library, **unhelped)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert "[de] Öl und Straße" in shown.stdout.decode()
    (library / "strasse.de.md").write_text("---\ntitle: „Straße“ – Größe ✎\n---\n", encoding="utf-8")
    listed = shell("BRIEFING list", library, **unhelped)
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert "„Straße“ – Größe ✎" in listed.stdout.decode()
    found = shell("echo Kühlung | BRIEFING search --batch", library, **unhelped)
    assert json.loads(found.stdout.decode().splitlines()[0])["query"] == "Kühlung"
    wrong = shell("BRIEFING show 'größe“'", library, **unhelped)
    assert wrong.returncode == 1
    assert b"\\x" not in wrong.stderr


@ON_POSIX
def test_an_encoding_without_umlauts_stops_nothing_and_changes_no_data(library: Path) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    shown = shell("BRIEFING show wolke#2 --plain", library, **ascii_only)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert b"[en] Oil and road" in shown.stdout
    record = shell("BRIEFING show wolke#2 --json", library, **ascii_only).stdout
    assert json.loads(record.decode("ascii"))["rows"][0]["de"] == "Öl und Straße"
    shell("BRIEFING notes add wolke#2 --lang de", library)
    exported = shell("BRIEFING notes export --format jsonl", library, **ascii_only).stdout
    assert json.loads(exported.decode("ascii"))["target"]["exact"] == "Öl und Straße"


INTERRUPTIBLE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from briefing.__main__ import main
main()
"""
"""Undoes what a background job inherits: there SIGINT is ignored, and Python leaves it so."""


@ON_POSIX
def test_batch_answers_before_the_next_query_comes(library: Path) -> None:
    words = [sys.executable, "-c", INTERRUPTIBLE, "--library", str(library), "search", "--batch"]
    with subprocess.Popen(
        words,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for query in ("Kühlung", "oil"):
            process.stdin.write(f"{query}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["query"] == query
        process.send_signal(signal.SIGINT)
        process.stdin.close()
        assert process.wait(timeout=30) == 130
