from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from array import array
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from briefing.library import catalogue as module
from briefing.library.cache_file import Head, make_cache, write_cache
from briefing.library.catalogue import Catalogue
from briefing.library.discovery import discover
from briefing.library.facts import examine
from briefing.library.model import Library
from briefing.library.source import read_bytes
from library_files import OLD, write

GUIDES = Path(__file__).parents[3] / "shared" / "libraries" / "opensource-guide"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "lib", "a.de.md", "---\ntitle: Größe\ntags: [x, y]\ndate: 2026-11-22\nweight: 2\n---\nText\n")
    write(tmp_path / "lib", "a.en.md", "---\ntitle: Size\nweight: two\n---\nText\n")
    write(tmp_path / "lib", "b.md", "für".encode("cp1252"))
    write(tmp_path / "lib", ".hidden.md", "")
    return tmp_path / "lib"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are opened, and with "!" before them those that are examined."""
    opened: list[str] = []

    def counted_read(path: Path, shown: str) -> bytes:
        opened.append(shown)
        return read_bytes(path, shown)

    def counted_examine(inside: str, size: int, mtime_ns: int, data: bytes) -> object:
        opened.append("!" + inside)
        return examine(inside, size, mtime_ns, data)

    monkeypatch.setattr(module, "read_bytes", counted_read)
    monkeypatch.setattr(module, "examine", counted_examine)
    return opened


def test_no_cache_no_library_without_a_scan(root: Path, tmp_path: Path) -> None:
    assert Catalogue(None).load([root]) is None
    assert Catalogue(tmp_path / "cache").load([root]) is None
    assert not (tmp_path / "cache").exists()


def test_what_was_scanned_is_loaded_without_touching_the_folder(root: Path, tmp_path: Path, reads: list[str]) -> None:
    scanned = Catalogue(tmp_path / "cache").scan([root])
    assert [briefing.id for briefing in scanned.briefings] == ["a"]
    assert {problem.code for problem in scanned.problems} == {"encoding", "hidden", "front-matter-type"}
    reads.clear()
    loaded = Catalogue(tmp_path / "cache").load([root])
    assert loaded == scanned
    assert loaded is not None
    assert loaded.get("a") == scanned.get("a")
    assert reads == []


def test_roots_are_absolute_and_paths_lead_to_the_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    made = Catalogue(None).scan([Path("lib"), Path("lib")])
    assert made.roots == (root,)
    edition = made.briefings[0].editions["de"]
    assert (edition.path, edition.rel) == (root / "a.de.md", "a.de.md")
    single = Catalogue(None).scan([Path("lib/a.de.md")])
    assert single.briefings[0].editions["de"].path == root / "a.de.md"


def test_only_changed_files_are_opened_and_only_new_content_is_examined(
    root: Path, tmp_path: Path, reads: list[str]
) -> None:
    first = Catalogue(tmp_path / "cache").scan([root])
    assert {"!a.de.md", "!a.en.md", "!b.md"} <= set(reads)
    reads.clear()
    again = Catalogue(tmp_path / "cache")
    assert again.scan([root]) == first
    assert reads == []

    os.utime(root / "a.en.md", ns=(OLD, OLD + 1))
    touched = again.scan([root])
    assert reads == ["a.en.md"]
    assert touched.briefings[0].editions["en"].mtime_ns == OLD + 1
    reads.clear()
    assert Catalogue(tmp_path / "cache").scan([root]) == touched
    assert reads == []

    write(root, "a.en.md", "# New", OLD + 2)
    assert again.scan([root]).briefings[0].editions["en"].title == "New"
    assert reads == ["a.en.md", "!a.en.md"]


def test_nothing_new_gives_the_same_library_and_writes_nothing(root: Path, tmp_path: Path) -> None:
    made = Catalogue(tmp_path / "cache")
    first = made.scan([root])
    (cache,) = (tmp_path / "cache").iterdir()
    os.utime(cache, ns=(OLD, OLD))
    assert made.scan([root]) is first
    assert Catalogue(tmp_path / "cache").scan([root]) == first
    assert cache.stat().st_mtime_ns == OLD


def test_a_file_as_young_as_the_scan_is_looked_at_again(root: Path, tmp_path: Path, reads: list[str]) -> None:
    now = time.time_ns()
    young = write(root, "young.md", "# Eins", now)
    made = Catalogue(tmp_path / "cache")
    made.scan([root])
    young.write_text("# Zwei")
    os.utime(young, ns=(now, now))
    reads.clear()
    titles = {
        briefing.id: briefing.edition("de").title for briefing in Catalogue(tmp_path / "cache").scan([root]).briefings
    }
    assert titles["young"] == "Zwei"
    assert reads == ["young.md", "!young.md"]


def test_deleted_and_new_files(root: Path, tmp_path: Path) -> None:
    made = Catalogue(tmp_path / "cache")
    made.scan([root])
    (root / "a.de.md").unlink()
    write(root, "c.md", "# Neu")
    assert {briefing.id: briefing.langs for briefing in made.scan([root]).briefings} == {"a": ("en",), "c": ("en",)}
    assert made.load([root]) == Catalogue(tmp_path / "cache").load([root])


def test_each_set_of_roots_has_its_own_cache(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "other", "z.md", "# Z")
    made = Catalogue(tmp_path / "cache")
    both = made.scan([root, tmp_path / "other"])
    alone = made.scan([root])
    assert len(list((tmp_path / "cache").iterdir())) == 2
    fresh = Catalogue(tmp_path / "cache")
    assert fresh.load([root, tmp_path / "other"]) == both
    assert fresh.load([root]) == alone


def cache_of(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "cache").iterdir()
    return path


def put(path: Path, data: bytes) -> None:
    """Write another file of the same name: who has the old one open keeps it."""
    path.unlink()
    path.write_bytes(data)


@pytest.mark.parametrize("keep", [0, 1, 40, 200, -1, -2])
def test_a_cut_cache_is_rebuilt(root: Path, tmp_path: Path, keep: int) -> None:
    first = Catalogue(tmp_path / "cache").scan([root])
    path = cache_of(tmp_path)
    put(path, path.read_bytes()[:keep])
    assert Catalogue(tmp_path / "cache").load([root]) is None
    assert Catalogue(tmp_path / "cache").scan([root]) == first
    assert Catalogue(tmp_path / "cache").load([root]) == first


def test_any_changed_byte_is_noticed(root: Path, tmp_path: Path) -> None:
    Catalogue(tmp_path / "cache").scan([root])
    path = cache_of(tmp_path)
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert Catalogue(tmp_path / "cache").load([root]) is None


def test_a_cache_that_is_overwritten_in_use_is_put_right_by_a_scan(root: Path, tmp_path: Path) -> None:
    made = Catalogue(tmp_path / "cache")
    fresh = Catalogue(None).scan([root])
    first = made.scan([root])
    path = cache_of(tmp_path)
    path.write_bytes(path.read_bytes()[:300])
    assert [briefing.id for briefing in first.briefings] == [""]
    assert (first.get("a"), first.position("a")) == (None, None)
    assert made.scan([root]) == fresh


def test_another_version_is_no_cache(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Catalogue(tmp_path / "cache").scan([root])
    monkeypatch.setattr("briefing.library.cache_file.VERSION", 0)
    assert Catalogue(tmp_path / "cache").load([root]) is None


@pytest.mark.parametrize("line", [b"[]", b"[[1],0,[[[]]],[]]", b"[" * 50_000, b"[1,2,3,4]", b"\xff", b""])
def test_a_whole_file_with_other_content_costs_one_scan(root: Path, tmp_path: Path, line: bytes) -> None:
    first = Catalogue(tmp_path / "cache").scan([root])
    head = Head((str(root),), 0, "", 1, 0)
    starts = array("Q", [0, len(line) + 1]).tobytes()
    sections = {"briefings": line + b"\n", "briefings-starts": starts, "names": starts, "files": line + b"\n"}
    for some in (sections, {}):
        write_cache(cache_of(tmp_path), make_cache(head, some))
        seen = Catalogue(tmp_path / "cache").load([root])
        if seen is not None:
            assert len(list(seen.briefings)) <= 1
            assert (seen.get("a"), list(seen.problems)) == (None, [])
        assert Catalogue(tmp_path / "cache").scan([root]) == first
        assert Catalogue(tmp_path / "cache").load([root]) == first


def test_a_cache_that_cannot_be_written_is_a_note(root: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    made = Catalogue(tmp_path / "cache").scan([root])
    assert [briefing.id for briefing in made.briefings] == ["a"]
    assert [problem.severity for problem in made.problems if problem.code == "cache-unwritable"] == ["note"]


def test_a_file_that_goes_away_in_between_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def then_delete(roots: object) -> object:
        answer = discover(roots)  # type: ignore[arg-type]
        (root / "a.de.md").unlink()
        return answer

    monkeypatch.setattr(module, "discover", then_delete)
    made = Catalogue(None).scan([root])
    assert [briefing.langs for briefing in made.briefings] == [("en",)]
    (problem,) = [problem for problem in made.problems if problem.code == "unreadable"]
    assert (problem.path, problem.severity) == ("a.de.md", "error")
    assert "can't be read" in problem.text


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are not Unicode")
def test_names_that_are_not_unicode_survive_the_cache(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "lib") + b"/f\xfcr.md")).write_text("# Titel")
    scanned = Catalogue(tmp_path / "cache").scan([tmp_path / "lib"])
    loaded = Catalogue(tmp_path / "cache").load([tmp_path / "lib"])
    assert loaded == scanned
    assert loaded.briefings[0].edition("de").path.read_text() == "# Titel"
    loaded.briefings[0].edition("de").rel.encode("utf-8")


class Unchanging(RuleBasedStateMachine):
    """Whatever happens in a folder, what a catalogue remembers never shows."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = OLD
        self.kept = Catalogue(self.folder / "cache")

    names = st.sampled_from(["a.de.md", "a.en.md", "b.md", "de/b.md", "sub/c.en.md"])
    texts = st.sampled_from(
        [
            "# Eins",
            "# Zwei",
            "---\nid: x\n---\n",
            "---\nweight: x\n---\n",
            "\xff",
            "das und der die",
            "---\ntitle: Drei\ndate: 2020-02-02\ntags: [a]\n---\n",
            "---\ntitle: Vier\nsummary: Fünf\n---\n# Eins",
        ]
    )

    @rule(name=names, text=texts, later=st.booleans())
    def write(self, name: str, text: str, later: bool) -> None:
        self.clock += 1
        write(self.folder / "lib", name, text.encode("latin-1"), self.clock if later else time.time_ns())

    @rule(name=names)
    def touch(self, name: str) -> None:
        if (self.folder / "lib" / name).exists():
            self.clock += 1
            os.utime(self.folder / "lib" / name, ns=(self.clock, self.clock))

    @rule(name=names)
    def delete(self, name: str) -> None:
        (self.folder / "lib" / name).unlink(missing_ok=True)

    @rule(one=names, two=names)
    def move(self, one: str, two: str) -> None:
        if (self.folder / "lib" / one).exists() and (self.folder / "lib" / two).parent.exists():
            (self.folder / "lib" / one).replace(self.folder / "lib" / two)

    @rule()
    def start_again(self) -> None:
        self.kept = Catalogue(self.folder / "cache")

    @invariant()
    def same_as_fresh(self) -> None:
        if not hasattr(self, "folder"):
            return
        made: Library = self.kept.scan([self.folder / "lib"])
        assert made == Catalogue(None).scan([self.folder / "lib"])
        assert Catalogue(self.folder / "cache").load([self.folder / "lib"]) == made

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)


Unchanging.TestCase.settings = settings(max_examples=40, stateful_step_count=12)
TestUnchanging = Unchanging.TestCase


@pytest.mark.skipif(not GUIDES.is_dir(), reason="the shared guides are not beside this checkout")
def test_real_guides_pair_without_exception() -> None:
    made = Catalogue(None).scan([GUIDES])
    assert [briefing.langs for briefing in made.briefings] == [("de", "en")] * 12
    assert made.problems == ()
