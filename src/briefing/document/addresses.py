"""Bare addresses in running text, recognised by linkify-it, which is made ready only for text that may hold one."""

from __future__ import annotations

from typing import Any


class Addresses:
    """Stands for linkify-it's recogniser in a parser. Names that only look like hosts (`README.md`) are no addresses.

    Making linkify-it ready takes longer than parsing a screen of text, and few screens hold a bare address.
    """

    def __init__(self) -> None:
        self._real: Any = None

    def pretest(self, text: str) -> bool:
        """Return whether `text` may hold an address; the cheap first look of linkify-it."""
        return "//" in text or "@" in text

    def test(self, text: str) -> bool:
        """Return whether `text` holds an address."""
        return self.pretest(text) and bool(self._recogniser().test(text))

    def match(self, text: str) -> Any:
        """Return the addresses in `text`, or None."""
        return self._recogniser().match(text)

    def match_at_start(self, text: str) -> Any:
        """Return the address that `text` begins with, or None."""
        return self._recogniser().match_at_start(text)

    def _recogniser(self) -> Any:
        if self._real is None:
            from linkify_it import LinkifyIt  # noqa: PLC0415

            self._real = LinkifyIt()
            self._real.set({"fuzzy_link": False})
        return self._real
