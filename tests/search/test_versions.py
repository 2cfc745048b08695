"""An index made by other rules is made anew."""

from __future__ import annotations

import pytest

from briefing.search import updating
from briefing.search.engine import Engine

from .making import Shelf


@pytest.mark.parametrize("rule", ["INDEXER", "PROJECTOR", "PAIRING"])
def test_other_rules_index_anew(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf({"a": {"de": ["# Lizenz", "Ein Satz."]}})
    index = Engine(None, shelf.open)
    assert index.update(shelf.library()) == 1
    assert index.update(shelf.library()) == 0
    monkeypatch.setattr(updating, rule, 99)
    assert index.update(shelf.library()) == 1
