"""A packed library is the library, and nothing of it is made that nobody looks at. Counts, never seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import NotFoundError
from briefing.library.address import find
from briefing.library.assembling import assemble
from briefing.library.catalogue import Catalogue
from briefing.library.changes import Changes, changes
from briefing.library.discovery import discover
from briefing.library.facts import examine
from briefing.library.model import Called, Library, names_of
from library_files import MANY, OLD, count_lines, write, write_many

SCREENFUL = 40


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of many texts; tests must not change it."""
    return write_many(tmp_path_factory.mktemp("many"))


@pytest.fixture(scope="module")
def cache(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a cache of it."""
    folder = tmp_path_factory.mktemp("cache")
    Catalogue(folder).scan([root])
    return folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The lines that briefings were made of; fill it before the library is loaded."""
    return count_lines(monkeypatch)


def unpacked(root: Path) -> Library:
    """Return the library of a folder as it is before it is packed."""
    found, problems = discover([root])
    facts = [examine(one.inside, one.size, one.mtime_ns, (root / one.inside).read_bytes()) for one in found]
    return assemble((root,), [root], [facts], problems)


def loaded(cache: Path, root: Path) -> Library:
    library = Catalogue(cache).load([root])
    assert library is not None
    return library


def test_a_packed_library_equals_the_one_it_was_made_of(root: Path, cache: Path) -> None:
    plain, packed = unpacked(root), loaded(cache, root)
    assert packed == plain
    assert plain == packed
    assert tuple(packed.briefings) == plain.briefings
    assert packed.briefings[3:-1:7] == plain.briefings[3:-1:7]
    assert packed.briefings[-1] == plain.briefings[-1]
    assert list(packed.by_id) == list(plain.by_id)
    assert len(packed.by_id) == MANY
    assert packed.serious == plain.serious
    assert packed != Library((root,), plain.briefings[:-1], plain.problems)
    with pytest.raises(IndexError):
        packed.briefings[MANY]


def test_names_lead_to_the_same_places(root: Path, cache: Path) -> None:
    plain, packed = unpacked(root), loaded(cache, root)
    for briefing in plain.briefings[::97]:
        assert packed.get(briefing.id) == briefing
        assert packed.position(briefing.id) == plain.position(briefing.id)
        for by in Called:
            for name in names_of(briefing, by):
                assert packed.positions(by, name) == plain.positions(by, name) != []
    for library in (plain, packed):
        assert (library.get("teil99/x"), library.position("teil99/x")) == (None, None)
        assert library.position("TEIL00/größe_00001") is None
        assert find(library, "TEIL00/grosse_00001#3")[1] == 3
        assert find(library, "grösse_00007")[0].id == "teil00/Größe_00007"
        assert find(library, "teil00/groesse_00010.en.md")[0].id == "teil00/Größe_00010"
        with pytest.raises(NotFoundError, match="There is no"):
            find(library, "teil00/grosse_9")


def test_loading_makes_nothing_and_looking_makes_what_is_looked_at(root: Path, cache: Path, made: list[bytes]) -> None:
    library = loaded(cache, root)
    assert len(library.briefings) == MANY
    assert library.serious == 0
    assert made == []
    assert len([library.briefings[index] for index in (*range(SCREENFUL), MANY - 1)]) == len(made)
    made.clear()
    assert library.position("teil07/Größe_00777") is not None
    assert library.get("teil07/Größe_00778") is not None
    assert library.get("teil07/Größe") is None
    assert find(library, "teil07/größe_00779")
    assert len(made) < SCREENFUL


def test_a_scan_that_finds_nothing_new_makes_nothing_and_reads_no_facts(
    root: Path, cache: Path, made: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.library.catalogue.discover", lambda _: pytest.fail("files are looked at one by one"))
    catalogue = Catalogue(cache)
    library = catalogue.load([root])
    assert catalogue.scan([root]) is library
    assert made == []


def test_only_what_changed_is_told(tmp_path: Path, made: list[bytes]) -> None:
    root = write_many(tmp_path / "lib", 1_200)
    catalogue = Catalogue(tmp_path / "cache")
    before = catalogue.scan([root])
    write(root, "teil02/Größe_00200.en.md", "# Other", OLD + 1)
    write(root, "neu.md", "# Neu und gut", OLD)
    (root / "teil03/Größe_00301.de.md").unlink()
    after = catalogue.scan([root])
    made.clear()
    found = changes(before, after)
    assert {briefing.id for briefing in found.changed} == {"neu", "teil02/Größe_00200"}
    assert found.gone == ("teil03/Größe_00301",)
    assert len(made) < SCREENFUL
    assert found == changes(before, Library(after.roots, tuple(after.briefings), (), after.by_id))
    assert not changes(after, after)
    assert changes(after, Catalogue(tmp_path / "cache").scan([root])) == Changes()
    assert changes(Library(()), after).changed == tuple(after.briefings)
    assert changes(after, Library(())).gone == tuple(after.by_id)


def test_damage_far_from_the_beginning_is_no_exception(root: Path, tmp_path: Path) -> None:
    first = Catalogue(tmp_path).scan([root])
    (path,) = tmp_path.iterdir()
    data = bytearray(path.read_bytes())
    for at in range(len(data) // 3, len(data), 40_000):
        data[at] ^= 1
    path.unlink()
    path.write_bytes(data)
    catalogue = Catalogue(tmp_path)
    library = catalogue.load([root])
    if library is not None:
        assert len(list(library.briefings)) == MANY
        assert "" in {briefing.id for briefing in library.briefings}
        assert [library.get(name) for name in first.by_id].count(None) > 0
        assert isinstance(changes(library, first), Changes)
        assert len(list(library.problems)) == 0
    assert catalogue.scan([root]) == first
    assert Catalogue(tmp_path).load([root]) == first


def test_a_library_outlives_its_file(root: Path, tmp_path: Path) -> None:
    library = Catalogue(tmp_path).scan([root])
    (path,) = tmp_path.iterdir()
    path.unlink()
    assert library == unpacked(root)


def test_those_of_a_kind_are_found_without_making_the_others(tmp_path: Path, made: list[bytes]) -> None:
    root = write_many(tmp_path / "many")
    write(root, "zeiten.de.md", "---\nkind: timeline\n---\n# Zeiten\n")
    write(root, 'sammlung,"timeline",.de.md', "# Nur ein Name\n")
    Catalogue(tmp_path / "cache").scan([root])
    made.clear()
    library = loaded(tmp_path / "cache", root)
    assert [briefing.id for briefing in library.of_kind("timeline")] == ["zeiten"]
    assert len(made) <= 2
    assert [briefing.id for briefing in unpacked(root).of_kind("timeline")] == ["zeiten"]
    assert library.of_kind("glossary") == []
