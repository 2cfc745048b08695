"""Saved searches: a file that may be edited by hand, and that we change line by line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import StoreError
from briefing.tui.saved import MAX_BYTES, Saved, SavedSearches, read, saved_as, with_search

searches = st.builds(saved_as, st.text(max_size=20), st.text(max_size=40)).filter(lambda each: each.name and each.query)
lines = st.one_of(
    st.sampled_from(['"a" = "x"', 'b = "tag:y"', "# Rest", "", "kaputt", '"a" = 3', "[t]", 'c.d = "x"', '"" = "x"']),
    st.text(st.characters(exclude_characters="\n\r"), max_size=20),
)
BY_HAND = """# meine Suchen
offen = "offene Gewichte tag:modelle"

das hier ist nichts
"Zwei Wörter" = '“so” in:title'   # einfache Anführungszeichen
offen = "noch einmal"
"""


def test_edited_by_hand() -> None:
    loaded = read(BY_HAND)
    assert loaded.searches == (Saved("offen", "offene Gewichte tag:modelle"), Saved("Zwei Wörter", "“so” in:title"))
    assert [each.number for each in loaded.bad] == [4, 6]


def test_changed_line_by_line() -> None:
    changed = with_search(BY_HAND, Saved("offen", "neu"))
    assert changed.splitlines()[1:5] == ['"offen" = "neu"', *BY_HAND.splitlines()[2:5]]
    assert with_search("", Saved("a", "b")).splitlines()[1:] == ['"a" = "b"'], "below a line that says what it is"


def test_a_new_name_for_the_same_query_renames_it() -> None:
    text = with_search(with_search("", Saved("alt", "x")), Saved("anders", "y"))
    text = with_search(text, Saved("neu", "x"))
    assert read(text).searches == (Saved("neu", "x"), Saved("anders", "y"))
    text = with_search(text, Saved("anders", "x"))
    assert read(text).searches == (Saved("anders", "x"),), "a name of one, the query of another: one is left"


@given(st.lists(searches, max_size=8))
def test_round_trip(given_: list[Saved]) -> None:
    text = ""
    for search in given_:
        text = with_search(text, search)
    loaded = read(text)
    assert loaded.bad == ()
    assert set(loaded.searches) <= set(given_)
    assert len({each.name for each in loaded.searches}) == len({each.query for each in loaded.searches})
    if given_:
        assert given_[-1] in loaded.searches
    assert tomllib.loads(text) == {each.name: each.query for each in loaded.searches}, "it is TOML"


@given(st.lists(lines, max_size=8), searches)
def test_what_we_do_not_know_stays(given_: list[str], search: Saved) -> None:
    text = "\n".join(given_)
    before, after = read(text), with_search(text, search)
    bad = {each.number for each in before.bad}
    unknown = [line for number, line in enumerate(text.split("\n"), 1) if number in bad or line.startswith("#")]
    # A line that repeats a name is one of our kind: it goes when its name is given to another query.
    kept = [line for line in unknown if line in after.split("\n") or '"a"' in line]
    assert kept == unknown
    assert search in read(after).searches


def test_saving_removing_and_putting_back(tmp_path: Path) -> None:
    file = tmp_path / "data" / "searches.toml"
    store = SavedSearches(file)
    assert store.load().searches == ()
    for name in "abc":
        store.save(Saved(name, f"query {name}"))
    whole = file.read_text(encoding="utf-8")
    at = store.remove("b")
    assert [each.name for each in store.load().searches] == ["a", "c"]
    store.put_back(Saved("b", "query b"), at)
    assert file.read_text(encoding="utf-8") == whole
    store.put_back(Saved("b", "another"), at)
    assert file.read_text(encoding="utf-8") == whole, "there is one of its name"
    store.remove("absent")
    assert file.read_text(encoding="utf-8") == whole
    assert [each.name for each in file.parent.iterdir()] == ["searches.toml"]


def test_windows_line_ends_and_mark_are_read(tmp_path: Path) -> None:
    file = tmp_path / "searches.toml"
    file.write_bytes('\ufeffa = "x"\r\nb = "y"'.encode())
    store = SavedSearches(file)
    assert store.load().searches == (Saved("a", "x"), Saved("b", "y"))
    store.save(Saved("c", "z"))
    assert [each.name for each in store.load().searches] == ["a", "b", "c"]


@pytest.mark.parametrize("data", [b"a = \xff", b"#" * (MAX_BYTES + 1)])
def test_a_file_that_is_not_ours_is_never_replaced(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "searches.toml"
    file.write_bytes(data)
    store = SavedSearches(file)
    for change in (store.load, lambda: store.save(Saved("a", "b")), lambda: store.remove("a")):
        with pytest.raises(StoreError, match=r"searches\.toml"):
            change()
    assert file.read_bytes() == data


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = SavedSearches(tmp_path / "file" / "searches.toml")
    with pytest.raises(StoreError):
        store.save(Saved("a", "b"))


def test_a_link_stays_one(tmp_path: Path) -> None:
    target = tmp_path / "dotfiles.toml"
    target.write_text('a = "x"\n', encoding="utf-8")
    target.chmod(0o600)
    link = tmp_path / "searches.toml"
    link.symlink_to(target)
    SavedSearches(link).save(Saved("b", "y"))
    assert link.is_symlink()
    assert '"b" = "y"' in target.read_text(encoding="utf-8")
    assert target.stat().st_mode & 0o777 == 0o600


def test_without_a_file() -> None:
    store = SavedSearches()
    store.save(Saved("a", "b"))
    assert store.load().searches == (Saved("a", "b"),)
