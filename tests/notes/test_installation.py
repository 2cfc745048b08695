from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefing.cli.services import Services
from briefing.errors import StoreError
from briefing.notes.installation import NAME, NAMELESS, name_of_installation, name_or_none

from .making import TEXT, note


def test_a_name_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "a" / "instance"
    name = name_of_installation(path)
    assert NAME.fullmatch(name)
    assert name_of_installation(path) == name_or_none(path) == name
    assert path.stat().st_mode & 0o777 == 0o600
    assert name_of_installation(tmp_path / "b" / "instance") != name
    assert [each.name for each in path.parent.iterdir()] == ["instance"]


def test_all_who_ask_at_once_get_the_same(tmp_path: Path) -> None:
    path = tmp_path / "instance"
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _: name_of_installation(path), range(32)))
    assert len(names) == 1


def test_what_is_no_name_is_told_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "instance"
    path.write_text("../../etc/x")
    with pytest.raises(StoreError, match="name of this installation"):
        name_of_installation(path)
    assert name_or_none(path) == NAMELESS
    assert path.read_text() == "../../etc/x"
    with pytest.raises(StoreError, match="read or written"):
        name_of_installation(path / "below")


def test_notes_are_made_under_that_name_and_reading_makes_none() -> None:
    services = Services()
    file = services.paths.instance_file
    assert services.store().notes() == []
    assert not file.exists()
    made = services.store().add(note("a"), TEXT)
    assert [each.instance for each in services.store().versions(made.id)] == [file.read_text().strip()]
    assert services.store().undo() == "note added"
    services.close()
