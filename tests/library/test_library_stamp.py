"""The stamp of a folder: the same while nothing changed, another after whatever a scan would notice."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.library import catalogue as module
from briefing.library import patience
from briefing.library.catalogue import Catalogue
from briefing.library.discovery import discover as real_discover
from library_files import OLD, write

links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "lib"
    write(folder, "a.de.md", "# Eins")
    write(folder, "sub/b.md", "# Zwei")
    write(folder, "sub/other.txt", "nothing to read")
    return folder


def stamped(tmp_path: Path, root: Path) -> str:
    """Return the stamp of a new process."""
    return Catalogue(tmp_path / "cache").stamp([root])


def test_the_stamp_of_a_library_says_whether_it_is_current(root: Path, tmp_path: Path) -> None:
    library = Catalogue(tmp_path / "cache").scan([root])
    assert library.stamp
    assert stamped(tmp_path, root) == library.stamp
    loaded = Catalogue(tmp_path / "cache").load([root])
    assert loaded
    assert loaded.stamp == library.stamp


def test_no_stamp_without_a_cache_of_this_version(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stamped(tmp_path, root) == ""
    before = Catalogue(tmp_path / "cache").scan([root]).stamp
    monkeypatch.setattr("briefing.library.cache_file.VERSION", 0)
    monkeypatch.setattr("briefing.library.walking.VERSION", 0)
    assert stamped(tmp_path, root) == ""
    assert Catalogue(tmp_path / "cache").scan([root]).stamp not in ("", before)


def test_no_stamp_while_a_file_is_young(root: Path, tmp_path: Path) -> None:
    young = write(root, "young.md", "# Neu", time.time_ns())
    made = Catalogue(tmp_path / "cache")
    assert made.scan([root]).stamp == ""
    assert made.stamp([root]) == ""
    os.utime(young, ns=(OLD, OLD))
    assert made.scan([root]).stamp == made.stamp([root]) != ""


def test_a_file_that_cannot_be_read_leaves_no_stamp(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def then_delete(roots: object) -> object:
        answer = discover(roots)
        (root / "a.de.md").unlink()
        return answer

    discover: Callable[[object], object] = real_discover  # type: ignore[assignment]
    monkeypatch.setattr(module, "discover", then_delete)
    assert Catalogue(tmp_path / "cache").scan([root]).stamp == ""


CHANGES: dict[str, Callable[[Path], object]] = {
    "new": lambda root: write(root, "c.md", "x"),
    "new in a new folder": lambda root: write(root, "new/c.markdown", "x"),
    "capital ending": lambda root: write(root, "c.MD", "x"),
    "gone": lambda root: (root / "sub/b.md").unlink(),
    "renamed": lambda root: (root / "sub/b.md").rename(root / "sub/c.md"),
    "moved": lambda root: (root / "sub/b.md").rename(root / "b.md"),
    "folder renamed": lambda root: (root / "sub").rename(root / "tub"),
    "size": lambda root: write(root, "a.de.md", "# Einsfünf"),
    "time": lambda root: write(root, "a.de.md", "# Eins", OLD + 1),
    "hidden file": lambda root: write(root, ".c.md", "x"),
    "hidden folder": lambda root: (root / ".git").mkdir(),
    "other people's": lambda root: (root / "sub" / "node_modules").mkdir(),
    "folder for file": lambda root: (root / "sub/b.md").rename(root / "c.md").with_name("b.md").mkdir(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_scan_would_notice_changes_the_stamp(name: str, root: Path, tmp_path: Path) -> None:
    before = Catalogue(tmp_path / "cache").scan([root])
    CHANGES[name](root)
    assert stamped(tmp_path, root) not in ("", before.stamp)
    after = Catalogue(tmp_path / "cache").scan([root])
    assert after.stamp == stamped(tmp_path, root) != before.stamp
    assert after == Catalogue(None).scan([root])


def test_what_is_not_read_does_not_change_it(root: Path, tmp_path: Path) -> None:
    before = Catalogue(tmp_path / "cache").scan([root]).stamp
    write(root, "sub/other.txt", "something else")
    write(root, "image.png", b"\x89")
    assert stamped(tmp_path, root) == before


@links
def test_links_count_by_where_they_lead(root: Path, tmp_path: Path) -> None:
    made = Catalogue(tmp_path / "cache")
    stamps = [made.scan([root]).stamp]
    target = write(root, "sub/target.txt", "# Link")
    steps: tuple[Callable[[], object], ...] = (
        lambda: (root / "link.md").symlink_to("sub/target.txt"),
        lambda: write(root, "sub/target.txt", "# Longer"),
        target.unlink,
        lambda: target.symlink_to(tmp_path),
        lambda: (root / "loop").symlink_to(root),
    )
    for step in steps:
        step()
        assert made.scan([root]) == Catalogue(None).scan([root])
        stamps.append(made.stamp([root]))
    assert len({*stamps, ""}) == len(stamps) + 1


@links
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is unreadable for root")
def test_a_folder_that_cannot_be_read(root: Path, tmp_path: Path) -> None:
    before = Catalogue(tmp_path / "cache").scan([root]).stamp
    (root / "sub").chmod(0)
    try:
        assert stamped(tmp_path, root) not in ("", before)
    finally:
        (root / "sub").chmod(0o755)


def test_roots_that_are_files_or_missing(root: Path, tmp_path: Path) -> None:
    roots = [root / "a.de.md", tmp_path / "absent"]
    made = Catalogue(tmp_path / "cache")
    first = made.scan(roots).stamp
    assert made.stamp(roots) == first != ""
    write(root, "sub/b.md", "# Anders", OLD + 5)
    assert made.stamp(roots) == first
    write(root, "a.de.md", "# Anders", OLD + 5)
    assert made.stamp(roots) not in ("", first)


@given(st.lists(st.tuples(st.integers(0, 3), st.text(max_size=2)), max_size=60), st.integers(1, 9))
def test_sorting_in_slices_is_sorting(items: list[tuple[int, str]], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patience, "_SLICE", size)
        assert patience.in_order(items, lambda item: item[0]) == sorted(items, key=lambda item: item[0])
        freed = list(items)
        patience.let_go(freed)
        assert freed == []
