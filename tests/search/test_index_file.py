"""The index as a file: kept, shared, changed, damaged, dropped; never an exception, never an old answer."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from briefing.document.model import Lang
from briefing.search.cache.tables import APPLICATION, PAGE, VERSION
from briefing.search.engine import Engine

from .making import Lines, Shelf, places

QUERIES = ["lizenz", "bedingung", "lizens", "die erste", "wort7", "tag:recht"]


@pytest.fixture
def shelf() -> Shelf:
    texts: dict[str, dict[Lang, Lines]] = {
        f"text-{n}": {
            "de": [f"# Titel {n}", f"Die erste Lizenz, wort{n}.", "Lizenzbedingungen"],
            "en": [f"# Title {n}", "The first licence."],
        }
        for n in range(12)
    }
    return Shelf(dict(texts), {"text-3": ("Recht",)})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "index.db"


def answers(engine: Engine) -> list[object]:
    return [engine.search(query, 1000).hits for query in QUERIES]


def rewrite(shelf: Shelf, key: str, word: str) -> None:
    shelf.texts[key] = {"de": ["# Titel", f"Neu ist {word}."]}


def test_it_is_kept(shelf: Shelf, file: Path) -> None:
    expected = answers(shelf.engine())
    shelf.engine(file).close()
    shelf.opened.clear()
    engine = Engine(file, shelf.open)
    assert answers(engine) == expected
    assert engine.update(shelf.library()) == 0
    assert shelf.opened == []
    assert not engine.in_memory


def test_only_changed_briefings_are_read(shelf: Shelf, file: Path) -> None:
    engine = shelf.engine(file)
    shelf.opened.clear()
    rewrite(shelf, "text-3", "Rhabarber")
    del shelf.texts["text-4"]
    assert engine.update(shelf.library()) == 1
    assert shelf.opened == ["text-3"]
    assert places(engine, "rhabarber") == [("text-3", 1, "de")]
    assert places(engine, "rabarber") == [("text-3", 1, "de")]
    assert places(engine, "wort3") == places(engine, "wort4") == []
    assert answers(engine) == answers(shelf.engine())


def test_title_tags_and_path_count_as_change(shelf: Shelf) -> None:
    engine = shelf.engine()
    shelf.tags["text-5"] = ("Garten",)
    assert engine.update(shelf.library()) == 1
    assert places(engine, "tag:garten")
    shelf.titles["text-5"] = "Rosenzucht"
    assert engine.update(shelf.library()) == 1
    assert places(engine, "rosenzucht")


def test_progress(shelf: Shelf) -> None:
    steps: list[tuple[int, int]] = []
    Engine(None, shelf.open).update(shelf.library(), lambda done, of: steps.append((done, of)))
    assert steps == [(n, 12) for n in range(1, 13)]


def test_an_unreadable_briefing_is_told_and_the_rest_found(shelf: Shelf, file: Path) -> None:
    engine = shelf.engine(file)
    rewrite(shelf, "text-0", "Rhabarber")
    rewrite(shelf, "text-1", "Rhabarber")
    shelf.unreadable.add("text-0")
    assert engine.update(shelf.library()) == 1
    assert [(problem.path, problem.code, problem.text) for problem in engine.problems] == [
        ("text-0.de.md", "not-indexed", "text-0.md is not UTF-8.")
    ]
    assert places(engine, "rhabarber") == [("text-1", 1, "de")]
    assert places(engine, "wort0") == []
    shelf.unreadable.clear()
    assert engine.update(shelf.library()) == 1
    assert engine.problems == ()
    assert len(places(engine, "rhabarber")) == 2


def test_another_process_sees_changes(shelf: Shelf, file: Path) -> None:
    writer, reader = shelf.engine(file), Engine(file, shelf.open)
    assert answers(reader) == answers(writer)
    rewrite(shelf, "text-3", "Rhabarber")
    writer.update(shelf.library())
    assert places(reader, "rhabarber") == [("text-3", 1, "de")]
    assert reader.update(shelf.library()) == 0
    assert answers(reader) == answers(writer) == answers(shelf.engine())


def test_two_processes_that_index_the_same_do_it_once(shelf: Shelf, file: Path) -> None:
    first, second = Engine(file, shelf.open), Engine(file, shelf.open)

    def also(done: int, of: int) -> None:
        if done == 1:
            second.update(shelf.library())

    first.update(shelf.library(), also)
    assert answers(first) == answers(second) == answers(shelf.engine())
    with sqlite3.connect(file) as connection:
        assert connection.execute("select value from meta where name = 'next'").fetchone() == (12 * 2,)


def test_many_small_changes(shelf: Shelf, file: Path) -> None:
    rng = random.Random(1)
    engine = shelf.engine(file)
    for n in range(90):
        key = f"text-{rng.randrange(12)}"
        if rng.random() < 0.3:
            shelf.texts.pop(key, None)
        else:
            rewrite(shelf, key, rng.choice(["Lizenz", "Bedingung", f"wort{n}", "die erste Lizenz"]))
        engine.update(shelf.library())
    assert answers(engine) == answers(shelf.engine())
    with sqlite3.connect(file) as connection:
        assert connection.execute("select count(*) from segments").fetchone()[0] <= 9


def test_postings_of_what_is_gone_are_cleared_away(file: Path) -> None:
    texts: dict[str, dict[Lang, Lines]] = {"a": {"de": [f"wort{n} und" for n in range(700)]}}
    shelf = Shelf(dict(texts))
    engine = shelf.engine(file)
    sizes = []
    for n in range(40):
        shelf.texts["a"] = {"de": [f"wort{n + m} und" for m in range(700)]}
        engine.update(shelf.library())
        with sqlite3.connect(file) as connection:
            sizes.append(connection.execute("select sum(length(postings)) from blocks").fetchone()[0])
    assert max(sizes) <= 12 * sizes[0]
    assert answers(engine) == answers(shelf.engine())


def test_a_worn_index_is_built_anew(shelf: Shelf, file: Path) -> None:
    engine = shelf.engine(file)
    with sqlite3.connect(file) as connection:
        connection.execute("update meta set value = 1000000 where name in ('next', 'gone')")
    assert engine.update(shelf.library()) == 12
    assert answers(engine) == answers(shelf.engine())


def zeroed(data: bytes) -> bytes:
    return data[:PAGE] + bytes(PAGE) + data[2 * PAGE :]


def spoilt(data: bytes, seed: int) -> bytes:
    rng = random.Random(seed)
    changed = bytearray(data)
    for _ in range(rng.choice([4, 64])):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    **{f"spoilt {seed}": partial(spoilt, seed=seed) for seed in range(12)},
    "cut": lambda data: data[: len(data) // 2],
    "short": lambda data: data[:50],
    "empty": lambda data: b"",
    "text": lambda data: b"# Not a database\n" * 100,
    "zeroed": zeroed,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_built_anew(shelf: Shelf, file: Path, damage: str) -> None:
    first = shelf.engine(file)
    expected = answers(first)
    first.close()
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    file.write_bytes(DAMAGE[damage](file.read_bytes()))
    engine = Engine(file, shelf.open)
    engine.update(shelf.library())
    assert answers(engine) == expected
    assert not engine.in_memory
    engine.close()
    again = Engine(file, shelf.open)
    assert again.update(shelf.library()) == 0
    assert answers(again) == expected


@pytest.mark.parametrize(
    "sql",
    [
        "update blocks set crc = crc + 1",
        "update blocks set postings = zeroblob(4)",
        "update folded set text = substr(text, 2)",
        "update plain set text = zeroblob(9)",
        "update numbers set codes = substr(codes, 2)",
        "update words set counts = words",
        "update segments set first = first + 1",
        "delete from docs where id = 3",
        "delete from meta where name = 'next'",
        "update meta set value = 3 where name = 'next'",
        "insert into gone values(2)",
        "update briefings set facts = '{', crc = 1",
        "drop table blocks",
        "drop table plain",
    ],
)
def test_damage_that_shows_late_is_mended_by_the_search(shelf: Shelf, file: Path, sql: str) -> None:
    engine = shelf.engine(file)
    with sqlite3.connect(file) as connection:
        connection.execute(sql)
    assert answers(engine) == answers(shelf.engine())


def test_the_header_is_ours(shelf: Shelf, file: Path) -> None:
    shelf.engine(file).close()
    with sqlite3.connect(file) as connection:
        assert connection.execute("pragma application_id").fetchone() == (APPLICATION,)
        assert connection.execute("pragma user_version").fetchone() == (VERSION,)
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("pragma", ["application_id", "user_version"])
def test_a_foreign_or_older_file_is_built_anew(shelf: Shelf, file: Path, pragma: str) -> None:
    shelf.engine(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute(f"pragma {pragma} = 7")
    engine = Engine(file, shelf.open)
    assert engine.update(shelf.library()) == 12
    assert not engine.in_memory


def test_a_deleted_file_is_built_anew(shelf: Shelf, file: Path) -> None:
    engine = shelf.engine(file)
    for path in file.parent.iterdir():
        path.unlink()
    assert engine.update(shelf.library()) == 12
    assert file.exists()
    assert answers(engine) == answers(shelf.engine())


def test_a_folder_in_the_way_means_memory(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "index.db").mkdir()
    engine = shelf.engine(tmp_path / "index.db")
    assert engine.in_memory
    assert answers(engine) == answers(shelf.engine())


def test_a_file_in_the_way_of_the_folder_means_memory(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    engine = shelf.engine(tmp_path / "cache" / "index.db")
    assert engine.in_memory
    assert answers(engine) == answers(shelf.engine())
    assert (tmp_path / "cache").read_text() == "a file"


def test_a_busy_file_leaves_the_old_answers(shelf: Shelf, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.search.database._BUSY_S", 0.01)
    engine = shelf.engine(file)
    before = answers(engine)
    rewrite(shelf, "text-3", "Rhabarber")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("begin immediate")
    assert engine.update(shelf.library()) == 0
    assert answers(engine) == before
    other.execute("rollback")
    assert engine.update(shelf.library()) == 1
    assert not engine.in_memory


def test_a_file_that_another_process_is_making_is_left_alone(
    shelf: Shelf, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.search.database._BUSY_S", 0.01)
    file.parent.mkdir()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("begin exclusive")
    other.execute("create table soon(to_be_ours)")
    engine = shelf.engine(file)
    assert engine.in_memory
    assert answers(engine) == answers(shelf.engine())
    other.execute("commit")
    assert other.execute("select count(*) from soon").fetchone() == (0,)
    assert file.exists()


def test_a_closed_engine_finds_nothing(shelf: Shelf, file: Path) -> None:
    engine = shelf.engine(file)
    engine.close()
    assert engine.search("lizenz").hits == ()
    assert engine.update(shelf.library()) == 0
    engine.close()


def test_closing_stops_an_update(shelf: Shelf) -> None:
    engine = Engine(None, shelf.open)
    assert engine.update(shelf.library(), lambda done, of: engine.close()) == 0
    assert shelf.opened == ["text-0"]


@pytest.mark.parametrize("in_memory", [True, False])
def test_searches_during_updates_see_whole_states(shelf: Shelf, file: Path, in_memory: bool) -> None:
    """Two briefings always change together; a search must never see one without the other."""
    rewrite(shelf, "text-1", "Apfel")
    rewrite(shelf, "text-2", "Apfel")
    engine = shelf.engine(None if in_memory else file)
    wrong: list[object] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            found = [key for key, _, _ in places(engine, "Apfel Birne Pflaume")] or [
                key for word in ("Apfel", "Birne") for key, _, _ in places(engine, word)
            ]
            if len(found) % 2:
                wrong.append(found)

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for n in range(20):
        for key in ("text-1", "text-2"):
            rewrite(shelf, key, "Birne" if n % 2 else "Apfel")
        assert engine.update(shelf.library()) == (2 if n else 0)
    done.set()
    for thread in threads:
        thread.join()
    assert not wrong
