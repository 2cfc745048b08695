from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import NotFoundError
from briefing.library.address import Address, find, parse_address
from briefing.library.identity import clean_id
from briefing.library.model import Briefing, Edition, Library


def library(*ids: str) -> Library:
    briefings = tuple(
        Briefing(name, {"de": Edition("de", Path(f"/x/{name}.de.md"), f"{name}.de.md", name)}) for name in ids
    )
    return Library((Path("/x"),), briefings, (), {briefing.id: briefing for briefing in briefings})


LIBRARY = library("der-wandel", "über-uns", "docs/Anfang", "docs/ende", "more/ende", "Größe")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("a", Address("a")),
        ("a#0", Address("a", 0)),
        (" docs/ä#12\n", Address("docs/ä", 12)),
        ("a#", None),
        ("a#x", None),
        ("a#-1", None),
        ("a#1#2", None),
        ("a#٣", None),
        ("a b", None),
        ("#1", None),
        ("", None),
        ("a#" + "9" * 40, None),
    ],
)
def test_parse(text: str, address: Address | None) -> None:
    assert parse_address(text) == address


@given(text=st.text(min_size=1, max_size=30), row=st.none() | st.integers(0, 10**9 - 1))
def test_addresses_come_back(text: str, row: int | None) -> None:
    name = clean_id(text) or "x"
    assert parse_address(str(Address(name, row))) == Address(name, row)


@pytest.mark.parametrize(
    ("text", "name", "row"),
    [
        ("der-wandel", "der-wandel", None),
        ("der-wandel#12", "der-wandel", 12),
        ("Der-Wandel", "der-wandel", None),
        ("ueber-uns#3", "über-uns", 3),
        ("GROESSE", "Größe", None),
        ("anfang", "docs/Anfang", None),
        ("docs/anfang.de.md#1", "docs/Anfang", 1),
    ],
)
def test_find(text: str, name: str, row: int | None) -> None:
    briefing, found = find(LIBRARY, text)
    assert (briefing.id, found) == (name, row)


@pytest.mark.parametrize(
    ("text", "near"), [("der-wandl#3", "der-wandel"), ("ende", "docs/ende"), ("über uns", "über-uns")]
)
def test_what_is_not_there_names_the_nearest(text: str, near: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find(LIBRARY, text)
    assert near in str(caught.value)
    assert caught.value.exit_code == 1


def test_nothing_near_names_the_command_that_lists() -> None:
    with pytest.raises(NotFoundError, match="briefing list"):
        find(LIBRARY, "zzzzzzzz")
    with pytest.raises(NotFoundError, match="briefing list"):
        find(library(), "x")


@given(text=st.text(max_size=40))
def test_any_text_finds_or_says_no(text: str) -> None:
    try:
        briefing, row = find(LIBRARY, text)
    except NotFoundError as error:
        assert "\n" not in str(error)
    else:
        assert briefing in LIBRARY.briefings
        assert row is None or row >= 0
