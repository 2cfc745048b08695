"""The last queries: kept over runs, each once, the newest first; nothing about the file ever stops anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.tui.queries import LONGEST, MOST, Queries, newest_first, read, written

typed = st.text(max_size=40)


def test_newest_first_without_repetition(tmp_path: Path) -> None:
    queries = Queries(tmp_path / "state" / "queries.jsonl")
    assert queries.load() == ()
    for query in ("eins", "zwei", "  eins ", "drei", "", "   ", "x" * (LONGEST + 1), "a\nb"):
        queries.keep(query)
    assert queries.load() == ("drei", "eins", "zwei")
    other = Queries(tmp_path / "state" / "queries.jsonl")
    other.keep("vier")
    assert queries.load() == ("vier", "drei", "eins", "zwei")
    queries.keep("fünf")
    assert other.load()[:2] == ("fünf", "vier"), "what another run kept is not lost"
    assert [file.name for file in (tmp_path / "state").iterdir()] == ["queries.jsonl"]


def test_no_more_than_are_kept(tmp_path: Path) -> None:
    queries = Queries(tmp_path / "queries.jsonl")
    for number in range(MOST + 5):
        queries.keep(f"q{number}")
    assert queries.load() == tuple(f"q{number}" for number in range(MOST + 4, 4, -1))


@given(st.lists(typed, max_size=30))
def test_round_trip(queries: list[str]) -> None:
    clean = read(written(queries).encode())
    assert read(written(clean).encode()) == clean
    assert len(clean) == len(set(clean)) <= len(queries)


@given(st.lists(typed, max_size=300))
def test_each_once(queries: list[str]) -> None:
    found = newest_first(queries)
    assert len(found) == min(MOST, len(set(queries)))
    assert list(found) == sorted(found, key=queries.index)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_history(data: bytes) -> None:
    assert all(query.strip() and "\n" not in query for query in read(data))


@pytest.mark.parametrize("damaged", [b"\x00\xff" * 99, b"[" * 99_999, b'{"query": 3}\n"x"\nnull\n', b""])
def test_a_damaged_file_is_empty_and_mended_by_the_next_query(tmp_path: Path, damaged: bytes) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_bytes(damaged)
    queries = Queries(file)
    assert queries.load() == ()
    queries.keep("neu")
    assert Queries(file).load() == ("neu",)


def test_a_file_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "folder", tmp_path / "file" / "queries.jsonl"):
        queries = Queries(path)
        assert queries.load() == ()
        queries.keep("nur jetzt")
        assert queries.load() == ("nur jetzt",), "at least for this run"


def test_without_a_file() -> None:
    queries = Queries()
    queries.keep("nur jetzt")
    assert queries.load() == ("nur jetzt",)
