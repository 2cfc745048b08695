"""Kill -9 at random moments: no acknowledged note may be lost, none may be half written. POSIX.

    python benchmarks/notes/killing.py [--rounds 500] [--recoveries 100] [--seed 1]

In each round two processes write to the same file (notes, changes, deletions, drafts, backups in their rhythm) and are
killed. Then processes are killed while they recover a damaged file, and while they put a backup back.
Exits with 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefing.errors import BusyError
from briefing.notes.model import Draft, Note, Target
from briefing.notes.store import Store

TEXT = "Das kleinere Modell."


@dataclass
class Report:
    """What was seen.

    Attributes:
        counts: figures by name.
        failures: what must not be, one sentence each.
    """

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def made(writer: str, number: int, version: int) -> Note:
    """Return a note whose every part follows from its numbers, so that half of it can be told."""
    body = f"{writer} {number} {version} " + "x" * (number * 997 * version % 9000)
    return Note("", "b", "de", "T", Target(TEXT, "", "", 0, 20), body=body, tags=(f"n{number}", f"v{version}"))


def numbers(note: Note) -> tuple[str, int, int] | None:
    """Return writer, number and version of a whole note; None if it isn't as it was made."""
    parts = note.body.split(" ")
    if len(parts) != 4:
        return None
    writer, number, version = parts[0], int(parts[1]), int(parts[2])
    wanted = made(writer, number, version)
    return (writer, number, version) if (wanted.body, wanted.tags) == (note.body, note.tags) else None


# --- the processes that are killed ----------------------------------------------------------------------------------


def nurse() -> None:
    """Start a process for each line of the standard input, so that none has to import anything; print its number."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries them
    for line in sys.stdin:
        job, *words = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            os.close(0)
            try:
                JOBS[job](*words)
            except BaseException:  # noqa: BLE001 - whatever it is, it is what we look for
                traceback.print_exc()
            finally:
                os._exit(0)
        print(child, flush=True)


def write(path: str, acknowledgements: str, writer: str, seed: str) -> None:
    """Write until somebody kills us; acknowledge each write once the store has returned."""
    rng, number = random.Random(seed), 0
    notes: list[tuple[Note, int]] = []
    told = os.open(acknowledgements, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    store = Store(Path(path))
    while True:
        try:
            what = rng.random()
            if what < 0.5 or not notes:
                number += 1
                notes.append((store.add(made(writer, number, 1), TEXT), 1))
                os.write(told, f"note\t{notes[-1][0].id}\t1\t\n".encode())
            elif what < 0.75:
                at = rng.randrange(len(notes))
                old, version = notes[at]
                new = made(writer, int(old.body.split(" ")[1]), version + 1)
                notes[at] = store.edit(replace(old, body=new.body, tags=new.tags)), version + 1
                os.write(told, f"note\t{old.id}\t{version + 1}\t\n".encode())
            elif what < 0.85:
                old, version = notes.pop(rng.randrange(len(notes)))
                store.delete(old.id)
                os.write(told, f"note\t{old.id}\t{version}\tdeleted\n".encode())
            else:
                store.save_draft(Draft(writer, made(writer, number, 1)))
                os.write(told, f"draft\t{writer}\t{number}\t\n".encode())
        except BusyError:  # two writers without a pause may keep each other waiting for more than five seconds
            continue


def look(path: str) -> None:
    """Open the notes, which recovers them if need be."""
    with Store(Path(path)) as store:
        store.notes()


def put_back(path: str) -> None:
    """Put the newest backup back."""
    with Store(Path(path), backup=False) as store:
        store.restore_backup()


JOBS = {"write": write, "look": look, "put_back": put_back}


class Nursery:
    """The process that starts the others; what they complain about becomes a failure.

    Args:
        report: takes it.
    """

    def __init__(self, report: Report) -> None:
        self._report = report

    def __enter__(self) -> Nursery:
        self._complaints = tempfile.TemporaryFile("w+")
        self._nurse = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve()), "--nurse"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints, text=True, bufsize=1,
            env=surroundings(),
        )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        assert self._nurse.stdin
        self._nurse.stdin.close()
        self._nurse.wait()
        assert self._nurse.stdout
        self._nurse.stdout.close()
        with self._complaints:
            self._complaints.seek(0)
            self._report.failures += self._complaints.read().splitlines()

    def start(self, *words: str) -> int:
        """Start a job and return the number of its process."""
        assert self._nurse.stdin and self._nurse.stdout
        self._nurse.stdin.write("\t".join(words) + "\n")
        return int(self._nurse.stdout.readline())


def surroundings() -> dict[str, str]:
    """Return an environment in which the product is found as it is found here."""
    import briefing  # noqa: PLC0415

    return os.environ | {"PYTHONPATH": str(Path(briefing.__file__).parents[1])}


def kill(process: int) -> bool:
    """Kill a process and wait until it is gone; return False if it had ended by itself."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    while Path(f"/proc/{process}").exists() if Path("/proc").exists() else _is_there(process):
        time.sleep(0.001)
    return True


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


# --- rounds ---------------------------------------------------------------------------------------------------------


def write_rounds(folder: Path, rounds: int, seed: int) -> Report:
    """Let two processes write and kill them, again and again, on a file that grows."""
    report, rng = Report(), random.Random(seed)
    path = folder / "data" / "notes.db"
    wanted: dict[str, tuple[int, bool]] = {}
    drafts: dict[str, int] = {}
    with Nursery(report) as nursery:
        for number in range(rounds):
            told = [folder / f"told-{number}-{writer}" for writer in "ab"]
            running = [
                nursery.start("write", str(path), str(file), f"{writer}{number}", str(rng.random()))
                for writer, file in zip("ab", told, strict=True)
            ]
            _wait_for(told, rng)
            report.counts["killed"] += sum([kill(process) for process in running])
            journal = path.with_name("notes.db-journal")
            report.counts["with a journal left"] += journal.exists() and journal.stat().st_size > 0
            for file in told:
                _read_told(file, wanted, drafts, report)
            _check(path, wanted, drafts, report, f"round {number}")
            if number % 25 == 24:  # else each round takes longer than the one before
                report.counts["files"] += 1
                shutil.rmtree(path.parent)
                wanted.clear()
                drafts.clear()
    return report


def _wait_for(told: list[Path], rng: random.Random) -> None:
    """Wait for the first acknowledgement, then for a random moment."""
    end = time.monotonic() + 30
    while not any(file.exists() and file.stat().st_size for file in told) and time.monotonic() < end:
        time.sleep(0.001)
    time.sleep(rng.random() * 0.15)


def _read_told(file: Path, wanted: dict[str, tuple[int, bool]], drafts: dict[str, int], report: Report) -> None:
    for line in file.read_text().splitlines() if file.exists() else ():
        kind, key, version, deleted = line.split("\t")
        report.counts["acknowledged"] += 1
        if kind == "draft":
            drafts[key] = int(version)
        else:
            wanted[key] = int(version), bool(deleted)


def _check(path: Path, wanted: dict[str, tuple[int, bool]], drafts: dict[str, int], report: Report, where: str) -> None:
    with Store(path, backup=False) as store:
        found = {note.id: note for note in (*store.notes(), *store.notes(deleted=True))}
        kept = {draft.key: draft.note for draft in store.drafts()}
        report.failures += [f"{where}: {notice}" for notice in store.notices]
    for note_id, (version, deleted) in wanted.items():
        note = found.get(note_id)
        if note is None:
            report.failures.append(f"{where}: note {note_id} is lost")
        elif (said := numbers(note)) and (said[2] < version or (deleted and not note.deleted)):
            report.failures.append(f"{where}: a change of note {note_id} is lost")
    for note in found.values():
        if numbers(note) is None:
            report.failures.append(f"{where}: note {note.id} is half written")
    for key, number in drafts.items():
        if key not in kept or numbers(kept[key]) is None or int(kept[key].body.split(" ")[1]) < number:
            report.failures.append(f"{where}: draft {key} is lost")


def recovery_rounds(folder: Path, rounds: int, seed: int) -> Report:
    """Kill processes while they recover a damaged file, and while they put a backup back."""
    report, rng = Report(), random.Random(seed)
    pristine, path = folder / "pristine", folder / "data" / "notes.db"
    with Store(pristine / "notes.db", backup=False) as store:
        old = [store.add(made("a", number, 1), TEXT) for number in range(20)]
        store.backup()
        changed = store.edit(replace(old[0], body=made("a", 0, 2).body, tags=made("a", 0, 2).tags))
        new = [store.add(made("b", number, 1), TEXT) for number in range(20)]
    wanted = {note.id: (1, False) for note in (*old, *new)}
    with Nursery(report) as nursery:
        for number in range(rounds):
            shutil.rmtree(path.parent, ignore_errors=True)
            shutil.copytree(pristine, path.parent, copy_function=shutil.copy2)
            damaged = number % 2 == 0
            if damaged:
                data = bytearray(path.read_bytes())
                data[:100] = rng.randbytes(100)
                path.write_bytes(data)
            jobs = ["look", "look"] if damaged else ["put_back"]
            running = [nursery.start(job, str(path)) for job in jobs]
            time.sleep(rng.random() * (0.1 if damaged else 0.03))
            hit = sum([kill(process) for process in running])
            report.counts["killed in a recovery" if damaged else "killed while a backup was put back"] += hit
            with Store(path, backup=False) as store:
                found = {note.id: note for note in store.notes()}
                unfinished = list(path.parent.glob("quarantine/*.unfinished"))
            where = f"recovery {number}"
            report.failures += [f"{where}: note {one} is lost" for one in wanted if one not in found]
            report.failures += [f"{where}: note {one.id} is half" for one in found.values() if numbers(one) is None]
            report.failures += [f"{where}: {len(found)} notes"] if len(found) > len(wanted) else []
            report.failures += [f"{where}: {file.name} is left" for file in unfinished]
            if damaged and changed.id in found and found[changed.id].body != changed.body:
                report.failures.append(f"{where}: a change is lost")
    return report


def main() -> int:
    """Run the rounds and print the figures; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--recoveries", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--nurse", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.nurse:
        nurse()
        return 0
    failures: list[str] = []
    for run, rounds in ((write_rounds, options.rounds), (recovery_rounds, options.recoveries)):
        began = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="killing-") as folder:
            report = run(Path(folder), rounds, options.seed)
        print(f"{run.__name__}: {rounds} rounds, {time.perf_counter() - began:.0f} s")
        for name, count in report.counts.items():
            print(f"  {name}: {count}")
        print(f"  failures: {len(report.failures)}")
        failures += report.failures
    for failure in failures[:20]:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
