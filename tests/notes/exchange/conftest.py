"""What all tests of imports need."""

from __future__ import annotations

import pytest

from briefing.library.model import Library

from .making import library


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return a library of one briefing in two languages."""
    return library(tmp_path_factory.mktemp("texts"))
