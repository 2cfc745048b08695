"""How the part of an address behind `#` names a heading."""

from __future__ import annotations

from briefing.text import fold, tokens


def anchor_key(text: str) -> str:
    """Return what a heading and each way to write its anchor have in common: the folded letters and digits.

    Web sites make anchors of headings by different rules for punctuation, spaces and umlauts; letters and digits stay.
    """
    return "".join(tokens(fold(text)))
