"""Three devices and a folder that somebody else carries around, badly."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.errors import InputError, StoreError
from briefing.notes.exchange.journals import journal_name, open_folder, read_all
from briefing.notes.exchange.syncing import Synced, sync
from briefing.notes.store import Store
from notes.histories import Device, act
from notes.making import TEXT, note

NAMES = [f"{digit * 8}-0000-7000-8000-{digit * 12}" for digit in "abc"]


class Shared:
    """Each device has its copy of the folder; `carry` brings some file of one copy to another, whenever it likes."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.devices = [Device(name) for name in NAMES]
        self.copies = [folder / name for name in NAMES]
        self.late: list[tuple[str, bytes, int]] = []
        for copy in self.copies:
            copy.mkdir(parents=True)

    def sync(self, index: int) -> Synced:
        return sync(self.devices[index].store, self.copies[index], NAMES[index])

    def carry(self) -> None:
        """Bring one file to another copy: whole, cut off, late, again, or as a conflict copy."""
        chance = self.chance
        here, there = chance.sample(range(3), 2)
        files = sorted(self.copies[here].glob("*.jsonl"))
        if not files:
            return
        file = chance.choice(files)
        data = file.read_bytes()
        self.late.append((file.name, data, there))
        name, data, there = chance.choice(self.late)
        how = chance.random()
        if name == journal_name(NAMES[there]) and how < 0.9:
            name = name.replace(".jsonl", " (conflicted copy 2026-11-22).jsonl")
        elif how < 0.2:
            data = data[: chance.randrange(len(data))]
        elif how < 0.3:
            name = name.replace(".jsonl", ".sync-conflict-20261122-101010-ABCDEF.jsonl")
        elif how < 0.4:
            name = name.replace(".jsonl", " 2.jsonl")
        (self.copies[there] / name).write_bytes(data)

    def carry_all(self) -> None:
        """Bring every newest journal everywhere, as a tool does in the end."""
        for here, name in enumerate(NAMES):
            source = self.copies[here] / journal_name(name)
            for there in range(3):
                if there != here:
                    shutil.copy(source, self.copies[there])


@pytest.mark.parametrize("seed", range(25))
def test_three_devices_become_equal_however_the_folder_is_carried(tmp_path: Path, seed: int) -> None:
    shared = Shared(tmp_path, seed)
    ids: list[str] = []
    for _ in range(25):
        what = shared.chance.random()
        if what < 0.4:
            act(shared.chance.choice(shared.devices), shared.chance, ids)
        elif what < 0.7:
            shared.sync(shared.chance.randrange(3))
        else:
            shared.carry()
    written = {key for device in shared.devices for key in device.known()}
    for _ in range(2):
        for index in range(3):
            assert shared.sync(index).broken == ()
        shared.carry_all()
    for index in range(3):
        shared.sync(index)
    states = [device.state() for device in shared.devices]
    assert states[0] == states[1] == states[2]
    assert written <= shared.devices[0].known()
    for index in range(3):
        done = shared.sync(index)
        assert not done.merged.is_news
        assert not done.written


@pytest.fixture
def store() -> Iterator[Store]:
    with Store(None, instance=NAMES[0]) as made:
        made.add(note("eins"), TEXT)
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "shared"
    made.mkdir()
    return made


def other(folder: Path, body: str = "zwei", name: str = NAMES[1]) -> Path:
    """Return the journal of another device with one note."""
    with Store(None, instance=name) as theirs:
        theirs.add(note(body), TEXT)
        sync(theirs, folder, name)
    return folder / journal_name(name)


def bodies(store: Store) -> set[str]:
    return {each.body for each in store.notes()}


def test_one_file_for_each_device_and_nothing_else(store: Store, folder: Path) -> None:
    theirs = other(folder)
    before = theirs.read_bytes()
    done = sync(store, folder, NAMES[0])
    assert (done.read, done.written) == ((theirs.name,), True)
    assert bodies(store) == {"eins", "zwei"}
    assert sorted(each.name for each in folder.iterdir()) == sorted(journal_name(name) for name in NAMES[:2])
    assert theirs.read_bytes() == before
    assert [len(texts.texts) for texts in read_all(folder).journals.values()] == [1, 1]
    mine = folder / journal_name(NAMES[0])
    inode = mine.stat().st_ino
    assert not sync(store, folder, NAMES[0]).written
    assert mine.stat().st_ino == inode


@pytest.mark.parametrize(
    "name",
    [
        "{stem} (conflicted copy).jsonl",
        "{stem} (mia's conflicted copy 2026-11-22).jsonl",
        "{stem}.sync-conflict-20261122-101010-ABCDEF.jsonl",
        "{stem} 2.jsonl",
        "{stem}-laptop.jsonl",
        "{stem}.jsonl (Conflict)",
        "anything.JSONL",
    ],
)
@pytest.mark.parametrize("whose", [0, 1], ids=["mine", "theirs"])
def test_conflict_copies_are_read_and_stay(store: Store, folder: Path, name: str, whose: int) -> None:
    theirs = other(folder, name=NAMES[whose])
    copy = theirs.rename(folder / name.format(stem=f"briefing-{NAMES[whose]}"))
    before = copy.read_bytes()
    done = sync(store, folder, NAMES[0])
    assert copy.name in done.read
    assert bodies(store) == {"eins", "zwei"}
    assert copy.read_bytes() == before


def test_a_cut_off_journal_is_read_as_far_as_it_goes(store: Store, folder: Path) -> None:
    theirs = other(folder, "zwei – ä")
    whole = theirs.read_bytes()
    ends = [at + near for at, byte in enumerate(whole) if byte == 10 for near in (-1, 0, 1)]
    for size in sorted({*ends, *range(0, len(whole), 29), whole.index("ä".encode()) + 1}):
        theirs.write_bytes(whole[:size])
        fresh = Store(None, instance=NAMES[0])
        done = sync(fresh, folder, NAMES[0])
        assert done.broken == ()
        # The last byte is a line feed: what stands before it is whole.
        assert bodies(fresh) == ({"zwei – ä"} if size >= len(whole) - 1 else set())
        (folder / journal_name(NAMES[0])).unlink()


def test_lines_in_the_middle_that_are_damaged_are_named_and_hide_nothing(store: Store, folder: Path) -> None:
    theirs = other(folder)
    lines = theirs.read_bytes().split(b"\n")
    lines[1:1] = [
        b"\xff\xfe",
        b"{",
        b'{"format": "briefing-version", "version": 1}',
        lines[-2].replace(b"zwei", b"drei"),
    ]
    theirs.write_bytes(b"\n".join(lines))
    done = sync(store, folder, NAMES[0])
    assert [(name, each.where) for name, each in done.broken] == [(theirs.name, number) for number in (2, 3, 4, 5)]
    assert bodies(store) == {"eins", "zwei"}


def test_a_journal_of_nothing_but_damage_is_named_once(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = other(folder)
    theirs.write_bytes(theirs.read_bytes() + b"x\n" * 3)
    monkeypatch.setattr("briefing.notes.exchange.model.MAX_ENTRIES", 2)
    done = sync(store, folder, NAMES[0])
    assert (done.unread, done.broken) == (((theirs.name, "too many of its lines can't be understood"),), ())


def test_files_of_newer_versions_are_named_and_left_alone(store: Store, folder: Path) -> None:
    head = b'{"format":"briefing-journal","version":2,"instance":"x"}\n'
    newer = folder / "briefing-x.jsonl"
    newer.write_bytes(head + b"whatever\n")
    line = other(folder).read_bytes()
    later = folder / journal_name(NAMES[1])
    later.write_bytes(line.replace(b'"briefing-version","version":1', b'"briefing-version","version":3'))
    done = sync(store, folder, NAMES[0])
    assert done.newer == (later.name, newer.name)
    assert newer.read_bytes() == head + b"whatever\n"
    assert bodies(store) == {"eins"}
    mine = folder / journal_name(NAMES[0])
    mine.write_bytes(head)
    assert not sync(store, folder, NAMES[0]).written
    assert mine.read_bytes() == head


def test_foreign_files_are_ignored(store: Store, folder: Path) -> None:
    other(folder).rename(folder / ".hidden.jsonl")
    (folder / "data.jsonl").write_text('{"format": "briefing-notes"}\n{"a": 1}\n')
    (folder / "empty.jsonl").write_bytes(b"")
    (folder / "text.md").write_text("# x")
    (folder / "briefing-x.jsonl.part").write_text("x")
    (folder / "sub.jsonl").mkdir()
    os.mkfifo(folder / "pipe.jsonl")
    before = sorted(each.name for each in folder.iterdir())
    done = sync(store, folder, NAMES[0])
    assert (done.read, done.newer, done.unread, done.broken) == ((), (), (), ())
    assert sorted(each.name for each in folder.iterdir()) == sorted([*before, journal_name(NAMES[0])])


@pytest.mark.parametrize("name", ["{0}", "Copy of {0}", "anything.jsonl"])
def test_what_may_be_a_journal_and_cannot_be_read_is_named(
    store: Store, folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = other(folder).rename(folder / name.format(journal_name(NAMES[1])))
    monkeypatch.setattr("briefing.notes.exchange.journals.MAX_BYTES", copy.stat().st_size - 1)
    done = sync(store, folder, NAMES[0])
    assert (done.read, done.unread) == ((), ((copy.name, "File too large"),))


def test_no_link_leads_out_of_the_folder(store: Store, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    theirs = other(outside)
    (folder / theirs.name).symlink_to(theirs)
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (folder / journal_name(NAMES[0])).symlink_to(victim)
    done = sync(store, folder, NAMES[0])
    assert done.read == ()
    assert sorted(done.unread) == sorted((journal_name(name), "links are not followed") for name in NAMES[:2])
    assert bodies(store) == {"eins"}
    assert victim.read_text() == "mine"
    mine = folder / journal_name(NAMES[0])
    assert mine.is_file() and not mine.is_symlink()
    # The folder itself may be a link: that is what the user named.
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert open_folder(link) == folder
    assert not sync(store, link, NAMES[0]).written


def test_a_folder_that_is_none(store: Store, folder: Path) -> None:
    for bad in (folder / "weg", other(folder)):
        with pytest.raises(InputError, match="no folder"):
            sync(store, bad, NAMES[0])


def test_a_broken_off_writing_leaves_the_old_journal(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(store, folder, NAMES[0])
    mine = folder / journal_name(NAMES[0])
    before = mine.read_bytes()
    store.add(note("neu"), TEXT)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("briefing.notes.exchange.journals.os.fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        sync(store, folder, NAMES[0])
    assert [each.name for each in folder.iterdir()] == [mine.name]
    assert mine.read_bytes() == before
    monkeypatch.undo()
    stale = folder / f".briefing-{NAMES[0]}-x.part"
    stale.write_text("x")
    os.utime(stale, (1, 1))
    assert sync(store, folder, NAMES[0]).written
    assert not stale.exists()


def test_a_store_that_was_lost_comes_back_from_its_own_journal(store: Store, folder: Path) -> None:
    store.edit(replace(store.notes()[0], body="zwei"))
    store.delete(store.add(note("weg"), TEXT).id)
    sync(store, folder, NAMES[0])
    again = Store(None, instance=NAMES[0])
    done = sync(again, folder, NAMES[0])
    assert len(done.merged.added) == 2
    assert again.all_versions() == store.all_versions()
    assert again.undo() is None, "what was done before is no action of today"


def test_titles_become_equal_although_a_clock_went_back(folder: Path) -> None:
    times = iter(f"2026-11-22T10:00:0{second}.000Z" for second in (5, 5, 5, 1, 1, 1, 1, 1, 1, 1, 1))
    mine, theirs = Store(None, instance=NAMES[0], clock=lambda: next(times)), Store(None, instance=NAMES[1])
    mine.add(note("a", title="Neu"), TEXT)
    while next(times) > "2026-11-22T10:00:02":
        pass
    mine.add(note("b", title="Alt"), TEXT)
    for store, name in ((mine, NAMES[0]), (theirs, NAMES[1]), (mine, NAMES[0])):
        sync(store, folder, name)
    assert [each.title for each in mine.notes()] == [each.title for each in theirs.notes()] == ["Neu", "Neu"]


def test_two_devices_with_one_name_lose_nothing(store: Store, folder: Path) -> None:
    twin = Store(None, instance=NAMES[0])
    twin.add(note("zwilling"), TEXT)
    for each in (store, twin, store):
        sync(each, folder, NAMES[0])
    assert bodies(store) == bodies(twin) == {"eins", "zwilling"}
