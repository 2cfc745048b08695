"""Devices with clocks of their own that write, delete and merge at random, and what must hold afterwards."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import TypeAlias

from briefing.errors import ConflictError
from briefing.notes.model import Note, Version
from briefing.notes.stamps import stamp
from briefing.notes.store import Store
from briefing.notes.versions import Identity, Merged, content

from .making import TEXT, note, target

START = datetime(2026, 11, 22, 10, tzinfo=UTC)
TEXTS = (TEXT, TEXT.replace("kleinere", "kleine"))

File: TypeAlias = tuple[list[Version], list[str]]
"""Versions and annotated texts."""


@dataclass
class Device:
    """One installation.

    Attributes:
        name: of the installation.
        clock: what it shows; it may lag, stand still and jump.
        store: its notes.
    """

    name: str
    clock: datetime = START
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.store = Store(None, instance=self.name, clock=lambda: stamp(self.clock))

    def file(self) -> File:
        """Return all that it knows, as a file would carry it."""
        versions = [version for some in self.store.all_versions().values() for version in some]
        digests = {version.note.target.snapshot for version in versions}
        return versions, [text for key in sorted(digests) if (text := self.store.snapshot(key)) is not None]

    def take(self, file: File) -> Merged:
        """Merge a file."""
        return self.store.merge(*file)

    def known(self) -> set[Identity]:
        """Return what identifies all versions that it knows."""
        return {seen(version)[0] for some in self.store.all_versions().values() for version in some}

    def state(self) -> tuple[list[Note], list[Note], dict[str, list[tuple[Identity, str]]]]:
        """Return all that two devices must agree in: notes, trash, and versions of each."""
        versions = {key: [seen(version) for version in some] for key, some in self.store.all_versions().items()}
        return self.store.notes(), self.store.notes(deleted=True), versions


def seen(version: Version) -> tuple[Identity, str]:
    """Return what identifies a version, and the time that counts."""
    one = version.note
    return Identity(version.claimed or one.updated, one.rev, version.instance, content(one)), one.updated


def act(device: Device, chance: random.Random, ids: list[str]) -> None:
    """Let a device do something with one of its notes, or make a new one."""
    device.clock += timedelta(milliseconds=chance.choice((0, 0, 0, 1, 5, 60_000, -5, -60_000)))
    store, what = device.store, chance.random()
    known = [one for one in ids if store.get(one)]
    if what < 0.1 or not known:
        text = chance.choice(TEXTS)
        made = note(chance.choice("ab"), title=chance.choice(("Alt", "Neu")), target=target(text, 0, 20))
        ids.append(store.add(replace(made, lang=chance.choice(("de", "en"))), text).id)
        return
    one = store.get(chance.choice(known))
    assert one
    if what < 0.75:
        moved = target(TEXTS[1], 4, 30) if chance.random() < 0.2 else one.target
        tags = chance.choice(((), ("t",)))
        store.edit(replace(one, body=chance.choice("abc"), tags=tags, target=moved, title=chance.choice(("", "Neu"))))
    elif what < 0.85:
        store.delete(one.id)
    elif what < 0.95:
        store.restore(one.id)
    else:
        undo(store)


def undo(store: Store) -> None:
    """Undo something, unless it was changed elsewhere."""
    try:
        store.undo()
    except ConflictError:
        return


def live(seed: int, steps: int = 8) -> list[Device]:
    """Return three devices after a random history that began with notes which all of them have."""
    chance = random.Random(seed)
    lags = (0, chance.choice((0, -1, -3_600_000)), chance.choice((0, 1, 90_000_000)))
    devices = [Device(name, START + timedelta(milliseconds=lag)) for name, lag in zip("abc", lags, strict=True)]
    ids: list[str] = []
    act(devices[0], chance, ids)
    for device in devices[1:]:
        device.take(devices[0].file())
    for _ in range(steps):
        device = chance.choice(devices)
        act(device, chance, ids)
        if chance.random() < 0.1:
            device.take(chance.choice(devices).file())
    return devices


def fresh(name: str = "new", lag: timedelta = timedelta(0)) -> Device:
    """Return a device without notes, with a clock that is right but for a lag."""
    return Device(name, START + timedelta(hours=1) + lag)


def converge(devices: Sequence[Device], rounds: int = 2) -> None:
    """Let all devices meet until nothing is left to be told."""
    for _ in range(rounds):
        everything = joined([device.file() for device in devices])
        for device in devices:
            device.take(everything)


def joined(files: Sequence[File]) -> File:
    """Return several files as one."""
    return [version for versions, _ in files for version in versions], [text for _, some in files for text in some]


def faults(seed: int, orders: int = 6, steps: int = 8) -> list[str]:
    """Return what is wrong after one random history; nothing, if all laws hold.

    Args:
        seed: of the history.
        orders: in how many of the six orders the files of three devices are merged, each file twice.
        steps: that the devices take together before that.
    """
    devices = live(seed, steps)
    files = [device.file() for device in devices]
    written = {key for device in devices for key in device.known()}
    at_once = fresh()
    at_once.take(joined(files))
    found = ["a version is lost"] if not written <= at_once.known() else []
    for order in random.Random(seed).sample(list(permutations(files)), orders):
        new = fresh()
        for file in order:
            new.take(file)
            if new.take(file).is_news:
                found.append("a file that came twice changed something")
        if new.state() != at_once.state():
            found.append("the order or grouping of files matters")
    everyone = [*devices, fresh("other", timedelta(minutes=7)), at_once]
    converge(everyone)
    if any(device.state() != everyone[0].state() for device in everyone):
        found.append("devices that know the same differ")
    if not written <= everyone[0].known():
        found.append("a version is lost on the way")
    return found
