"""Where only contents changed, nothing but the changed files is looked at, and what comes out is the same."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.library import catalogue as module
from briefing.library.catalogue import Catalogue
from briefing.library.changes import changes
from briefing.library.discovery import discover
from briefing.library.tables import runs
from library_files import OLD, write, write_many

COUNT = 1_100


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_many(tmp_path / "lib", COUNT)


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An entry for each scan that looked at all files."""
    done: list[str] = []

    def counted(roots: list[Path]) -> object:
        done.append("all")
        return discover(roots)

    monkeypatch.setattr(module, "discover", counted)
    return done


def text(title: str, date: str = "2020-01-01", more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: {date}\ntags: [neu]\n{more}---\nDer Text ist neu und nicht der alte.\n"


def test_changed_contents_are_put_where_they_belong(root: Path, tmp_path: Path, walks: list[str]) -> None:
    made = Catalogue(tmp_path / "cache")
    before = made.scan([root])
    first, last = before.briefings[0].edition("de").path, before.briefings[-1].edition("de").path
    write(root, str(first.relative_to(root)), text("Ganz alt", "1990-01-01"), OLD + 1)
    write(root, str(last.relative_to(root)), text("Ganz neu", "2090-01-01"), OLD + 1)
    write(root, "teil02/Größe_00200.de.md", text("Ä", "2012-05-11"), OLD + 2)
    write(root, "teil02/Größe_00200.en.md", text("Z", "2012-05-11"), OLD + 2)
    write(root, "teil03/Größe_00300.en.md", text("Ohne Folgen"), OLD + 2)
    walks.clear()
    after = made.scan([root])
    assert walks == []
    assert after == Catalogue(None).scan([root])
    assert after == Catalogue(tmp_path / "cache").load([root])
    assert after.briefings[0].edition("de").title == "Ganz neu"
    assert after.briefings[-1].edition("de").title == "Ganz alt"
    assert {briefing.id for briefing in changes(before, after).changed} == {
        before.briefings[0].id, before.briefings[-1].id, "teil02/Größe_00200", "teil03/Größe_00300",
    }  # fmt: skip
    for place in range(0, COUNT, 53):
        assert after.position(after.briefings[place].id) == place
    assert after.stamp == made.stamp([root]) != before.stamp
    assert made.scan([root]) is after


def test_again_and_again(root: Path, tmp_path: Path, walks: list[str]) -> None:
    Catalogue(tmp_path / "cache").scan([root])
    walks.clear()
    for turn in range(4):
        for number in range(0, 40, 3):
            write(
                root, f"teil00/Größe_{number:05}.de.md", text(f"{turn * number % 7}", f"20{turn:02}-01-01"), OLD + turn
            )
        after = Catalogue(tmp_path / "cache").scan([root])
        assert walks == []
        assert after == Catalogue(None).scan([root])
        walks.clear()


def test_only_the_changed_file_is_read(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Catalogue(tmp_path / "cache").scan([root])
    path = write(root, "teil02/Größe_00200.de.md", text("Ä"), OLD + 2)
    opened: list[Path] = []

    def counted(file: Path, shown: str) -> bytes:
        opened.append(file)
        return file.read_bytes()

    monkeypatch.setattr(module, "read_bytes", counted)
    Catalogue(tmp_path / "cache").scan([root])
    assert opened == [path]


def test_a_young_change_is_seen_and_seen_again(root: Path, tmp_path: Path, walks: list[str]) -> None:
    made = Catalogue(tmp_path / "cache")
    made.scan([root])
    walks.clear()
    now = time.time_ns() + 10**9
    for title in ("Eins", "Zwei", "Drei"):
        write(root, "teil02/Größe_00200.de.md", text(title), now)
        library = made.scan([root])
        found = library.get("teil02/Größe_00200")
        assert found
        assert found.edition("de").title == title
        assert library.stamp == ""
    assert made.scan([root]) is library
    write(root, "teil02/Größe_00200.de.md", text("Drei"), OLD)
    assert made.scan([root]).stamp
    assert walks == []


ALL: dict[str, Callable[[Path], object]] = {
    "new": lambda root: write(root, "teil02/neu.de.md", text("Neu")),
    "gone": lambda root: (root / "teil02/Größe_00200.de.md").unlink(),
    "language": lambda root: write(root, "teil02/Größe_00201.de.md", text("X", more="lang: en\n"), OLD + 1),
    "id": lambda root: write(root, "teil02/Größe_00201.de.md", text("X", more="id: anders\n"), OLD + 1),
    "weight": lambda root: write(root, "teil02/Größe_00201.de.md", text("X", more="weight: 3\n"), OLD + 1),
    "kind": lambda root: write(root, "teil02/Größe_00201.de.md", text("X", more="kind: glossary\n"), OLD + 1),
    "key": lambda root: write(root, "teil02/Größe_00201.de.md", text("X", more="translationKey: k\n"), OLD + 1),
    "problem": lambda root: write(root, "teil02/Größe_00201.de.md", text("X", "gestern"), OLD + 1),
    "encoding": lambda root: write(root, "teil02/Größe_00201.de.md", b"\xff\xff", OLD + 1),
    "no title": lambda root: write(root, "teil02/Größe_00201.de.md", "Nur Text.\n", OLD + 1),
    "too large": lambda root: write(root, "teil02/Größe_00201.de.md", b"x" * (17 << 20), OLD + 1),
}


@pytest.mark.parametrize("name", ALL)
def test_what_may_change_other_briefings_needs_a_look_at_all(
    name: str, root: Path, tmp_path: Path, walks: list[str]
) -> None:
    Catalogue(tmp_path / "cache").scan([root])
    walks.clear()
    ALL[name](root)
    after = Catalogue(tmp_path / "cache").scan([root])
    assert walks == ["all"]
    assert after == Catalogue(None).scan([root])


@pytest.mark.parametrize(
    ("without", "put", "expected"),
    [
        ([], [], "abcd"),
        ([0, 3], [], "bc"),
        ([], [(0, b"X"), (4, b"Y")], "XabcdY"),
        ([1], [(1, b"X")], "aXcd"),
        ([1], [(2, b"X")], "aXcd"),
        ([0, 1, 2, 3], [(2, b"X"), (2, b"Y")], "XY"),
        ([2, 1], [(0, b"X"), (1, b"Y"), (3, b"Z")], "XaYZd"),
    ],
)
def test_runs(without: list[int], put: list[tuple[int, bytes]], expected: str) -> None:
    made = "".join("abcd"[first:end] + (line or b"").decode() for first, end, line in runs(4, without, put))
    assert made == expected
