"""Damage the notes file in random ways: what is older than the last backup may not be lost, nothing wrong be shown.

    python benchmarks/notes/corrupting.py [--rounds 400] [--seed 1] [--notes 2000] [--newer 100] [--app 10]

Each round damages a copy of the same file, which has a backup that lacks the newer notes, and opens it. Every tenth
time (--app) the whole app is started on it, too. Exits with 1 if anything was lost that should not be, or was wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefing.errors import StoreError
from briefing.i18n import Translator
from briefing.library.catalogue import Catalogue
from briefing.notes.model import Draft, Note, Reading, Target
from briefing.notes.store import Store, schema
from briefing.notes.store.peeking import where_reading_stopped
from briefing.parallel.opening import open_bitext
from briefing.search.engine import Engine
from briefing.settings import Settings
from briefing.tui.app import BriefingApp
from briefing.tui.desk import Desk
from briefing.tui.screens.notes import NotesScreen

PAGE = 4096
TEXT = "Das kleinere Modell erreicht 94 % der Genauigkeit. Es kostet ein Zehntel."
TARGET = Target(TEXT[:50], "", TEXT[50:], 0, 50)


# --- damage ---------------------------------------------------------------------------------------------------------


def flip_in_a_page(data: bytearray, rng: random.Random) -> None:
    """Flip some bits of one page."""
    page = _page(data, rng)
    for _ in range(rng.randrange(1, 20)):
        data[page + rng.randrange(PAGE)] ^= 1 << rng.randrange(8)


def flip_anywhere(data: bytearray, rng: random.Random) -> None:
    """Flip some bits of the file."""
    for _ in range(rng.randrange(1, 20)):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def zero_a_page(data: bytearray, rng: random.Random) -> None:
    """Fill a page with zeros."""
    page = _page(data, rng)
    data[page : page + PAGE] = bytes(PAGE)


def zero_four_pages(data: bytearray, rng: random.Random) -> None:
    """Fill four pages with zeros."""
    for _ in range(4):
        zero_a_page(data, rng)


def swap_pages(data: bytearray, rng: random.Random) -> None:
    """Let two pages change places."""
    one, two = _page(data, rng), _page(data, rng)
    data[one : one + PAGE], data[two : two + PAGE] = data[two : two + PAGE], data[one : one + PAGE]


def destroy_the_header(data: bytearray, rng: random.Random) -> None:
    """Fill the head of the file with noise."""
    data[:100] = rng.randbytes(100)


def cut_off(data: bytearray, rng: random.Random) -> None:
    """Take away the end of the file."""
    del data[rng.randrange(len(data)) :]


def zero_the_end(data: bytearray, rng: random.Random) -> None:
    """Fill the end of the file with zeros."""
    start = rng.randrange(len(data))
    data[start:] = bytes(len(data) - start)


def _page(data: bytearray, rng: random.Random) -> int:
    return rng.randrange(len(data) // PAGE) * PAGE


KINDS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flip_in_a_page, flip_anywhere, zero_a_page, zero_four_pages, swap_pages, destroy_the_header, cut_off, zero_the_end,
)  # fmt: skip
_LOSES_NEWER = (flip_anywhere, zero_four_pages, swap_pages, cut_off, zero_the_end)
"""What may hit a note and its history at once, and so cost what no backup has yet."""


# --- the file -------------------------------------------------------------------------------------------------------


@dataclass
class Filled:
    """A notes file and what it holds.

    Attributes:
        folder: of the file, with its backup.
        versions: each state that each note ever had, by id.
        old: ids of notes that the backup has.
        new: ids of those that it lacks.
        earlier, later: what notes were when the backup was made, and what they were after that, with their ids.
    """

    folder: Path
    versions: dict[str, list[Note]]
    old: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
    earlier: list[tuple[str, Note]] = field(default_factory=list)
    later: list[tuple[str, Note]] = field(default_factory=list)


def fill(folder: Path, notes: int, newer: int, rng: random.Random) -> Filled:
    """Make a notes file: old notes, a backup, changes of them, newer notes."""
    filled = Filled(folder, {})
    with Store(folder / "notes.db", backup=False) as store:

        def keep(note: Note) -> Note:
            filled.versions.setdefault(note.id, []).append(note)
            return note

        def add(number: int) -> str:
            body = f"Notiz {number} " + "".join(rng.choices("abcdefghij äöü", k=rng.randrange(600)))
            note = Note("", f"b{number % 30}", "de", "T", TARGET, body=body, tags=(f"t{number}", "alle"))
            return keep(store.add(note, TEXT)).id

        filled.old = {add(number) for number in range(notes)}
        store.save_reading(Reading("b1", 17))
        store.backup()
        filled.earlier = [(one, content(states[-1])) for one, states in filled.versions.items()]
        for note_id in rng.sample(sorted(filled.old), notes // 20):
            for _ in range(2):
                keep(store.edit(replace(filled.versions[note_id][-1], body="geändert " + "z" * rng.randrange(300))))
        filled.new = {add(notes + number) for number in range(newer)}
        filled.later = [
            (one, content(state))
            for one, states in filled.versions.items()
            for state in states[1 if one in filled.old else 0 :]
        ]
        store.save_draft(Draft("d", replace(filled.versions[min(filled.new)][0], body="Entwurf")))
    return filled


# --- rounds ---------------------------------------------------------------------------------------------------------


@dataclass
class Outcome:
    """What became of the notes after one damage.

    Attributes:
        lost_old, lost_new: how many are gone of those that the backup has, and lacks.
        undone: changes since the backup that are gone.
        versions: earlier or later states of notes that the backup lacks and that are gone from the history, too.
        wrong: what is shown and was never written, without a word.
    """

    lost_old: int = 0
    lost_new: int = 0
    undone: int = 0
    versions: int = 0
    wrong: list[str] = field(default_factory=list)


def content(note: Note) -> Note:
    """Return what the user made of a note."""
    return replace(note, rev=0, updated="")


def damage_round(filled: Filled, folder: Path, kind: Callable[[bytearray, random.Random], None], seed: int) -> Outcome:
    """Damage a copy of the file and look what can be read then.

    Raises:
        Exception: whatever the store does not survive.
    """
    shutil.copytree(filled.folder, folder, copy_function=shutil.copy2)
    path = folder / "notes.db"
    data = bytearray(path.read_bytes())
    kind(data, random.Random(seed))
    path.write_bytes(data)
    where_reading_stopped(path, "b1")
    with Store(path, backup=False) as store:
        try:
            _read_all(store)
        except StoreError:  # found to be damaged in use; once recovered it is read
            _read_all(store)
        notes = (*store.notes(), *store.notes(deleted=True))
        flagged = " ".join(map(str, store.notices))
        kept = {one: [content(version.note) for version in known] for one, known in store.all_versions().items()}
        store.add(Note("", "b", "de", "T", TARGET, body="danach"), TEXT)
    outcome = Outcome()
    found = {note.id: note for note in notes}
    for note in notes:
        states = [content(state) for state in filled.versions.get(note.id, [])]
        if content(note) not in states and note.id not in flagged:
            outcome.wrong.append(f"{note.id}: {note.body[:40]!r}")
    # A bit may have flipped in an id; what the user wrote is there all the same.
    bodies = {note.body for note in notes}
    for ids, name in ((filled.old, "lost_old"), (filled.new, "lost_new")):
        gone = [one for one in ids if one not in found and not bodies & {state.body for state in filled.versions[one]}]
        setattr(outcome, name, len(gone))
    outcome.versions = sum(state not in kept.get(one, ()) for one, state in filled.later)
    outcome.lost_old += sum(state not in kept.get(one, ()) for one, state in filled.earlier)
    outcome.undone = sum(content(found[one]) != content(filled.versions[one][-1]) for one in filled.old if one in found)
    return outcome


def _read_all(store: Store) -> None:
    _ = store.notes(), store.notes(deleted=True), store.counts(), store.readings(), store.drafts(), store.version()


async def start_app(data: Path, texts: Path) -> bool:
    """Start the app on a data folder; return whether it shows the list of notes."""
    catalogue = Catalogue(None)
    engine = Engine(None)
    store = Store(data / "notes.db", backup=True)
    desk = Desk(
        Translator("en"), Settings(), (texts,), lambda: catalogue, lambda: engine, lambda: store, open_bitext,
        catalogue.scan((texts,)),
    )  # fmt: skip
    app = BriefingApp(desk)
    async with app.run_test() as pilot:
        await pilot.pause(0.3)
        await pilot.press("A")
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = isinstance(app.screen, NotesScreen)
    engine.close()
    store.close()
    return shown and app._exception is None


def damage_rounds(folder: Path, rounds: int, seed: int, notes: int, newer: int, app: int) -> tuple[Counter, list[str]]:
    """Run the rounds; return figures by name, and what must not be, one sentence each."""
    rng = random.Random(seed)
    settings = schema.SETTINGS
    # The copies are damaged on purpose: without syncs there is time for more of them.
    schema.SETTINGS = tuple(line.replace("synchronous=FULL", "synchronous=OFF") for line in settings)
    try:
        filled = fill(folder / "pristine", notes, newer, rng)
        texts = folder / "texts"
        texts.mkdir()
        (texts / "b1.de.md").write_text(f"---\ntitle: T\nsummary: S\n---\n\n{TEXT}\n", encoding="utf-8")
        figures: Counter[str] = Counter()
        failures: list[str] = []
        for number in range(rounds):
            kind = KINDS[number % len(KINDS)]
            trial = folder / "trial"
            where = f"round {number}, {kind.__name__}"
            try:
                outcome = damage_round(filled, trial, kind, rng.getrandbits(32))
                if app and number % app == 0:
                    figures["apps started"] += 1
                    if not asyncio.run(start_app(trial, texts)):
                        failures.append(f"{where}: the app did not start")
            except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
                failures.append(f"{where}: {type(error).__name__}: {error}")
            else:
                _count(outcome, kind, where, figures, failures)
            shutil.rmtree(trial, ignore_errors=True)
    finally:
        schema.SETTINGS = settings
    return figures, failures


def _count(outcome: Outcome, kind: Callable, where: str, figures: Counter, failures: list[str]) -> None:
    name = kind.__name__
    figures[f"{name}: rounds"] += 1
    figures[f"{name}: rounds with newer notes lost"] += outcome.lost_new > 0
    figures[f"{name}: newer notes lost"] += outcome.lost_new
    figures[f"{name}: newer changes undone"] += outcome.undone
    figures[f"{name}: newer versions lost"] += outcome.versions
    if outcome.lost_old:
        failures.append(f"{where}: {outcome.lost_old} notes lost that the backup has")
    if (outcome.lost_new or outcome.undone) and kind not in _LOSES_NEWER:
        failures.append(f"{where}: {outcome.lost_new} newer notes lost, {outcome.undone} changes undone")
    failures += [f"{where}: wrong: {wrong}" for wrong in outcome.wrong]


def main() -> int:
    """Run the rounds and print the figures; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--notes", type=int, default=2000)
    parser.add_argument("--newer", type=int, default=100)
    parser.add_argument("--app", type=int, default=10, metavar="N", help="start the app in each Nth round; 0 for never")
    options = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="corrupting-") as folder:
        figures, failures = damage_rounds(
            Path(folder), options.rounds, options.seed, options.notes, options.newer, options.app
        )
    for name, count in figures.items():
        print(f"{name}: {count}")
    print(f"failures: {len(failures)} in {options.rounds} rounds, {time.perf_counter() - began:.0f} s")
    for failure in failures[:20]:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
