"""What a power cut leaves of a write, stage by stage: the notes as they were before it, or as they are after it.

A write to the notes file goes through its journal: the old pages are brought to the disk there, then the new ones
overwrite them, then the journal is emptied. The system itself breaks the write off here, at a byte of our choice: a
limit on the size of files kills who writes beyond it. What had not been brought to the disk by then may be missing or
half there after a power cut; such files are put together from those of before, of between and of after.
"""

from __future__ import annotations

import json
import random
import signal
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefing.notes.store import Store

from .files import filled, printed

if sys.platform == "win32":
    pytest.skip("there are no such limits", allow_module_level=True)

PAGE = 4096
SECTOR = 512
COUNT, COUNT_AT = struct.Struct(">I"), 8
"""Of the pages in a journal, and where it stands there."""

CUTTER = """
import json, os, resource, shutil, signal, sys
from dataclasses import replace
from pathlib import Path
from briefing.notes.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python would get an error instead
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
folder, what, limits = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
endings = []
for number, limit in enumerate(limits):
    path = folder / str(number) / "notes.db"
    shutil.copytree(folder / "pristine", path.parent)
    child = os.fork()
    if not child:
        store = Store(path, backup=False)
        first = store.notes()[0]
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        if what == "add":
            store.add(replace(first, id="neu", body="neu " * 3000))
        else:
            store.edit_many([replace(each, body="geändert " + each.body) for each in store.notes()[::3]])
        os._exit(0)
    _, status = os.waitpid(child, 0)
    endings.append(os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
print(json.dumps(endings))
"""


def cut(folder: Path, what: str, limits: list[int]) -> list[int]:
    """Write to copies of a file with limits on its size; return the signal that ended each, or 0 if it was written."""
    endings: list[int] = json.loads(printed(CUTTER, str(folder), what, json.dumps(limits)))
    return endings


def seen(path: Path) -> list[str]:
    """Return what the notes say that the next start sees; it has nothing to say of damage."""
    with Store(path, backup=False) as store:
        assert store.notices == []
        return sorted(each.body for each in store.notes())


@dataclass
class Written:
    """A write that was broken off at many bytes, and what it leaves stage by stage.

    Attributes:
        folder: of its trials.
        endings: of each trial the signal that ended it, or 0.
        trials: their files; the last one was written without a limit.
        old, new: the file before and after.
        journal: as it is on the disk when the first page of the file is overwritten.
        before, after: the bodies of the notes.
    """

    folder: Path
    endings: list[int]
    trials: list[Path]
    old: bytes
    new: bytes
    journal: bytes
    before: list[str]
    after: list[str]

    def left(self, name: str, data: bytes, journal: bytes) -> list[str]:
        """Return what the next start sees after a power cut that left these files."""
        path = self.folder / name / "notes.db"
        path.parent.mkdir()
        path.write_bytes(data)
        path.with_name("notes.db-journal").write_bytes(journal)
        return seen(path)


@pytest.fixture(scope="module", params=["add", "edit"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("cut")
    path = folder / "pristine" / "notes.db"
    before = sorted(each.body for each in filled(path, 40, backup=False))
    old = path.read_bytes()
    limits = [*range(0, len(old) + 12 * PAGE, 5 * SECTOR + 7), 10 * len(old)]
    endings = cut(folder, request.param, limits)
    trials = [folder / str(number) / "notes.db" for number in range(len(limits))]
    new = trials[-1].read_bytes()
    # The file is only touched once the journal is on the disk and says how many pages it has.
    touched = next(trial for trial in trials if trial.read_bytes() != old)
    journal = touched.with_name("notes.db-journal").read_bytes()
    return Written(folder, endings, trials, old, new, journal, before, seen(trials[-1]))


def test_a_write_that_breaks_off_at_any_byte_leaves_nothing_and_one_that_does_not_leaves_all(written: Written) -> None:
    broken = written.endings.count(signal.SIGXFSZ)
    assert written.endings == [signal.SIGXFSZ] * broken + [0] * (len(written.endings) - broken)
    assert broken > 40
    assert written.before != written.after
    half = [trial for trial in written.trials[:broken] if trial.read_bytes() != written.old]
    assert len(half) > 10, "some broke off in the file itself"
    for ending, trial in zip(written.endings[:-1], written.trials[:-1], strict=True):
        assert seen(trial) == (written.before if ending else written.after)


def test_any_pages_that_reached_the_disk_before_a_power_cut_are_taken_back(written: Written) -> None:
    rng = random.Random(5)
    old, new = written.old, written.new
    changed = [at for at in range(0, len(new), SECTOR) if old[at : at + SECTOR] != new[at : at + SECTOR]]
    assert len(changed) > 8
    for number in range(30):
        data = bytearray(old)
        for at in sorted(rng.sample(changed, rng.randrange(1, len(changed) + 1))):
            data.extend(bytes(max(0, at - len(data))))
            data[at : at + SECTOR] = new[at : at + SECTOR]
        assert written.left(f"pages{number}", bytes(data), written.journal) == written.before


def test_a_journal_that_did_not_reach_the_disk_changes_nothing(written: Written) -> None:
    rng = random.Random(6)
    journal = bytearray(written.journal)
    assert 3 < COUNT.unpack_from(journal, COUNT_AT)[0] < len(journal) / PAGE
    COUNT.pack_into(journal, COUNT_AT, 0)  # is set, and brought to the disk, once all pages are there
    for number in range(20):
        part = journal[: rng.randrange(len(journal))]
        for _ in range(rng.randrange(4)):
            at = rng.randrange(len(journal))
            part[at : at + SECTOR] = bytes(len(part[at : at + SECTOR]))
        assert written.left(f"journal{number}", written.old, bytes(part)) == written.before


def test_a_journal_that_was_not_emptied_takes_back_and_one_that_was_does_not(written: Written) -> None:
    assert written.left("full", written.new, written.journal) == written.before
    assert written.left("empty", written.new, b"") == written.after
