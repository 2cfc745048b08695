"""What was indexed by other rules is indexed anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.search import updating
from briefing.search.engine import Engine

from .making import Shelf


@pytest.mark.parametrize("rule", ["INDEXER", "PROJECTOR", "PAIRING"])
def test_other_rules_index_anew(rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf({"a": {"de": ["# Lizenz", "Ein Satz."]}})
    library = replace(shelf.library(), stamp="as it is")
    index = Engine(tmp_path / "index", shelf.open)
    assert index.update(library) == 1
    assert index.is_current("as it is")
    index.close()
    monkeypatch.setattr(updating, rule, 99)
    index = Engine(tmp_path / "index", shelf.open)
    assert not index.is_current("as it is")
    assert index.update(library) == 1
    assert index.is_current("as it is")
    assert not index.is_current("")
    assert index.update(replace(shelf.library(), stamp="another")) == 0
    assert not index.is_current("as it is")


def test_what_could_not_be_read_is_tried_again() -> None:
    shelf = Shelf({"a": {"de": ["# Lizenz"]}}, unreadable={"a"})
    index = Engine(None, shelf.open)
    index.update(replace(shelf.library(), stamp="as it is"))
    assert not index.is_current("as it is")
    shelf.unreadable.clear()
    assert index.update(replace(shelf.library(), stamp="as it is")) == 1
    assert index.is_current("as it is")
