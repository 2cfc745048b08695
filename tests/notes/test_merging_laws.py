"""Random histories on three devices: whatever the order, the result is the same, and no version is lost."""

from __future__ import annotations

import pytest

from briefing.notes.store import merging

from .histories import faults


@pytest.mark.parametrize("seed", range(12))
def test_all_orders(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if seed % 2:  # what is stored is read at once, as for many notes
        monkeypatch.setattr(merging, "_MANY", 0)
    assert faults(seed) == []


@pytest.mark.parametrize("hundred", range(3))
def test_many_histories(hundred: int) -> None:
    """All 3,000 of them, in all orders, are tried by `benchmarks/notes/merging.py`."""
    wrong = {seed: found for seed in range(100 * hundred, 100 * hundred + 100) if (found := faults(seed, orders=1))}
    assert wrong == {}
