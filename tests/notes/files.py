"""Stores in files, and what happens to them: closed folders, power cuts, other writers."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from briefing.notes.model import Note
from briefing.notes.store import Store, schema

from .making import TEXT, note

ROOT = bool(hasattr(os, "geteuid") and os.geteuid() == 0)

WRITER = """
import sys
from pathlib import Path
from briefing.errors import StoreError
from briefing.notes.store import Store
from briefing.notes.model import Note, Target
text = "Das kleinere Modell."
store = Store(Path(sys.argv[1]), backup=False)
number = 0
while number < int(sys.argv[2]):
    body = f"{sys.argv[3]} {number} " + "x" * (number * 997 % 9000)
    note = Note("", "b", "de", "T", Target(text, "", "", 0, 20), body=body, tags=("a", str(number)))
    try:
        note = store.add(note, text)
    except StoreError as error:  # a writer without pause may keep another one waiting for more than five seconds
        if "in use" not in str(error):
            raise
        continue
    print(note.id, flush=True)
    number += 1
"""

BREAKER = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE annotation SET note = 'halb'")
for number in range(200):
    connection.execute("INSERT INTO export_log VALUES(?, 'x', ?, 'x')", (str(number), "y" * 2000))
os._exit(0)
"""


def filled(path: Path, count: int = 3, *, backup: bool = True) -> list[Note]:
    """Make a store with some notes and return them."""
    with Store(path, backup=backup) as store:
        return [store.add(note(f"Notiz {number}", tags=(f"t{number}",)), TEXT) for number in range(count)]


def raw(path: Path, *statements: str) -> None:
    """Change a file behind the store's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Take away the right to write a folder and its files, also from the superuser, who is somebody else meanwhile."""
    entries = [folder, *folder.iterdir()]
    before = [(entry, entry.stat().st_mode) for entry in entries]
    for entry, mode in before:
        entry.chmod(mode & 0o555 | 0o444)
    if ROOT:
        os.seteuid(65534)
    try:
        yield
    finally:
        if ROOT:
            os.seteuid(0)
        for entry, mode in before:
            entry.chmod(mode)


def damage(path: Path, offset: int, data: bytes) -> None:
    """Write over a part of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def broken_off(path: Path) -> None:
    """Leave a file as a power cut in the middle of a change does: half written, with its journal."""
    subprocess.run([sys.executable, "-c", BREAKER, str(path)], check=True)
    assert path.with_name(path.name + "-journal").stat().st_size > 0


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(schema.__file__).parents[3])}


def without_room(path: Path, code: str, room: int) -> str:
    """Run code with a limit on the size of files, which fails like a full disk; return what it prints.

    Args:
        path: the notes, on which `store` is open in the code; `note` is a large one, and `limit` sets another limit.
        code: what to run.
        room: the limit, bytes.
    """
    begin = f"""
import resource, signal
from pathlib import Path
from briefing.errors import StoreError
from briefing.notes.store import Store
from briefing.notes.model import *
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(Path({str(path)!r}), backup=False)
def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
limit({room})
note = Note("", "b", "de", "T", Target("x", "", "", 0, 1), body="y" * 20_000)
"""
    return printed(begin + code)


def printed(code: str, *words: str) -> str:
    """Run code in another process, with words as its arguments; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, env=environment(), check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def writer(path: Path, count: int, name: str) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-c", WRITER, str(path), str(count), name]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, bufsize=0, env=environment())
