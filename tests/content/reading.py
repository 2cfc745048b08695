"""The shipped texts, as the app reads them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from briefing.library.catalogue import Catalogue
from briefing.library.model import Briefing, Library
from briefing.parallel.model import Parallel
from briefing.parallel.opening import open_parallel
from conftest import ROOT

CONTENT: Final = ROOT / "content"
HERE: Final = Path(__file__).parent
REFERENCE: Final = ("zeitleiste", "modellregister", "glossar")
GUIDE: Final = "hier-beginnen"


@cache
def plan() -> dict[str, list[str]]:
    """Return the ids of the facts that each briefing tells, by slug, in reading order."""
    return tomllib.loads((HERE / "plan.toml").read_text(encoding="utf-8"))


@cache
def claims(slug: str) -> list[dict[str, Any]]:
    """Return what a briefing says of each fact."""
    found: list[dict[str, Any]] = tomllib.loads((HERE / "claims" / f"{slug}.toml").read_text(encoding="utf-8"))["claim"]
    return found


@cache
def library() -> Library:
    """Return the shipped library."""
    return Catalogue(None).scan([CONTENT])


@cache
def parallel(slug: str) -> Parallel:
    """Return a shipped text."""
    return open_parallel(briefing(slug))


def briefing(slug: str) -> Briefing:
    """Return what the library knows of a shipped text."""
    found = library().get(slug)
    assert found is not None, slug
    return found
