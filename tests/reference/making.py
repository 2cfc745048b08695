"""Texts side by side, without files."""

from __future__ import annotations

from briefing.document.model import Lang
from briefing.document.parse import parse
from briefing.parallel.model import Parallel
from briefing.parallel.pairing import pair


def side_by_side(**texts: str) -> Parallel:
    """Return Markdown texts by language as a parallel."""
    langs: tuple[Lang, ...] = ("de", "en")
    return pair({lang: parse(texts[lang], lang) for lang in langs if lang in texts})
