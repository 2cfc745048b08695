from __future__ import annotations

import os
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from briefing.errors import ExportError, StoreError
from briefing.export.writing import write
from briefing.notes.store import Store


@pytest.fixture
def store() -> Store:
    return Store(None)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_is_written_as_it_is(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "notes.md"
    assert write(path, "Größe\nzwei\r\n", store, "markdown") == path
    assert path.read_bytes() == "Größe\nzwei\r\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask()
    assert names(tmp_path) == ["notes.md"]


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_our_own_export_is_replaced(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "notes.md"
    write(path, "eins", store)
    path.chmod(0o600)
    assert write(path, "zwei", store) == path
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("zwei", 0o600)
    assert write(path, "zwei", store) == path


def test_an_edited_export_is_kept(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "notes.md"
    write(path, "eins", store)
    path.write_text("eins, von Hand")
    second = tmp_path / "notes-2.md"
    assert write(path, "zwei", store) == second
    assert write(path, "drei", store) == second
    assert (path.read_text(), second.read_text()) == ("eins, von Hand", "drei")
    second.write_text("auch von Hand")
    assert write(path, "vier", store) == tmp_path / "notes-3.md"
    assert names(tmp_path) == ["notes-2.md", "notes-3.md", "notes.md"]


def test_without_a_log_nothing_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    assert [write(path, text).name for text in "abc"] == ["notes.md", "notes-2.md", "notes-3.md"]


def test_a_file_of_somebody_else_is_kept(tmp_path: Path, store: Store) -> None:
    (tmp_path / "notes.md").write_text("mein Tagebuch")
    assert write(tmp_path / "notes.md", "x", store).name == "notes-2.md"
    assert (tmp_path / "notes.md").read_text() == "mein Tagebuch"


def test_a_link_is_neither_followed_nor_replaced(tmp_path: Path, store: Store) -> None:
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "diary.md"
    target.write_text("mein Tagebuch")
    for name, goal in (("a.md", target), ("b.md", tmp_path / "nowhere")):
        link = tmp_path / name
        link.symlink_to(goal)
        store.log_export(str(link), "markdown", sha256(b"mein Tagebuch").hexdigest())
        assert write(link, "x", store).name == f"{link.stem}-2.md"
        assert link.is_symlink() and link.readlink() == goal
    assert target.read_text() == "mein Tagebuch"
    assert not (tmp_path / "nowhere").exists()


def test_folders_are_refused(tmp_path: Path, store: Store) -> None:
    with pytest.raises(ExportError, match="is a folder"):
        write(tmp_path, "x", store)
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(ExportError, match="is a folder"):
        write(tmp_path / "link", "x", store)
    assert names(tmp_path) == ["link"]


def test_a_pipe_is_left_alone(tmp_path: Path, store: Store) -> None:
    os.mkfifo(tmp_path / "notes.md")
    assert write(tmp_path / "notes.md", "x", store).name == "notes-2.md"


@pytest.mark.parametrize("folder", ["gone", "file"])
def test_a_folder_that_is_not_there(tmp_path: Path, store: Store, folder: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="can't be written"):
        write(tmp_path / folder / "notes.md", "x", store)
    assert names(tmp_path) == ["file"]


def test_a_write_that_fails_leaves_what_was_there(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notes.md"
    write(path, "eins", store)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        write(path, "zwei", store)
    assert path.read_text() == "eins"
    assert names(tmp_path) == ["notes.md"]


def test_notes_that_cannot_be_saved_can_be_exported(tmp_path: Path) -> None:
    class Closed:
        def exported(self, path: str) -> str | None:
            return None

        def log_export(self, path: str, fmt: str, sha256: str) -> None:
            raise StoreError("read only")

    assert write(tmp_path / "notes.md", "x", Closed()).read_text() == "x"
