"""The library's key for drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.app_making import keys_of, running


@pytest.mark.parametrize("key", keys_of("library", "drafts"))
async def test_without_drafts_it_says_so(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, key) as s:
        assert s.said == "There are no drafts."
