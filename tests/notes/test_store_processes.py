from __future__ import annotations

import random
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.errors import ConflictError, StoreError
from briefing.notes.model import Note
from briefing.notes.store import Store, opening, schema

from .files import writer
from .making import TEXT, note


def test_two_windows_see_each_other(path: Path) -> None:
    with Store(path) as one, Store(path) as two:
        made = one.add(note("eins"), TEXT)
        assert two.notes() == [made]
        before = one.version()
        assert one.version() == before
        edited = two.edit(replace(made, body="zwei"))
        assert one.version() != before
        assert one.get(made.id) == edited
        with pytest.raises(ConflictError):
            one.edit(replace(made, body="drei"))
        assert two.delete(made.id) and one.notes() == []


def test_two_processes_that_start_and_write_together(path: Path) -> None:
    writers = [writer(path, 25, name) for name in "ab"]
    ids = {line for one in writers for line in one.communicate()[0].decode().split()}
    assert [one.returncode for one in writers] == [0, 0]
    with Store(path) as store:
        assert {one.id for one in store.notes()} == ids
        assert len(ids) == 50


def kill_rounds(path: Path, rounds: int, seed: int, writers: int = 1) -> int:
    """Kill writers at random moments; check that all they had acknowledged is there; return how much that was."""
    rng = random.Random(seed)
    acknowledged: set[str] = set()
    for number in range(rounds):
        running = [writer(path, 10_000, f"w{number}-{n}") for n in range(writers)]
        wanted = rng.randrange(1, 12)
        output = b""
        pipe = running[0].stdout
        assert pipe is not None
        while output.count(b"\n") < wanted:
            chunk = pipe.read(37)
            assert chunk, "the writer died by itself"
            output += chunk
        for _ in range(rng.randrange(60_000)):  # somewhere in the middle of the next write
            pass
        for one in running:
            one.send_signal(signal.SIGKILL)
        for one in running:
            assert one.stdout is not None
            output += one.stdout.read() if one is running[0] else b"\n" + one.stdout.read()
            one.stdout.close()
            one.wait()
        acknowledged |= {line.decode() for line in output.split(b"\n") if len(line) == 36}
        with Store(path, backup=False) as store:
            notes = {one.id: one for one in store.notes()}
            assert acknowledged <= notes.keys()
            assert len(notes) <= len(acknowledged) + (number + 1) * writers
            assert all(sound(one) for one in notes.values())
            assert store.notices == []
    return len(acknowledged)


def sound(one: Note) -> bool:
    """Whether a note is as the writer made it."""
    number = int(one.body.split()[1])
    return (
        one.body.endswith("x" * (number * 997 % 9000)) and one.tags == ("a", str(number)) and bool(one.target.snapshot)
    )


def test_a_reader_never_sees_half_a_change(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [line.replace("busy_timeout=5000", "busy_timeout=0") for line in schema.SETTINGS]
    monkeypatch.setattr(schema, "SETTINGS", quick)
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.0)
    with Store(path, backup=False) as one, Store(path, backup=False) as two:
        made = one.add(note("alt", tags=("alt",)), TEXT)
        refused: list[StoreError] = []

        def meddle(statement: str) -> None:
            """Change the note after it was read and before its tags are."""
            if statement.startswith(schema.TAGS[:30]):
                try:
                    one.edit(replace(made, body="neu", tags=("neu",)))
                except StoreError as error:
                    refused.append(error)

        with two._file.reading() as connection:
            assert connection is not None
            connection.set_trace_callback(meddle)
        assert two.notes() == [made]
        assert two.notices == []
        assert len(refused) == 1
        assert one.edit(replace(made, body="neu", tags=("neu",))).tags == ("neu",)


def test_kill_9_loses_nothing_that_was_acknowledged(path: Path) -> None:
    assert kill_rounds(path, 30, seed=1) >= 30


def test_kill_9_with_two_writers(path: Path) -> None:
    assert kill_rounds(path, 5, seed=2, writers=2) >= 5
