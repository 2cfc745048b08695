"""What the Markdown parser hands over, named so that only the parser itself has to be imported for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class Token(Protocol):
    """One token of the parser's flat stream: containers open and close, leaves carry `content` or `children`.

    The names are those of markdown-it.
    """

    @property
    def type(self) -> str:
        """What it is, e.g. "paragraph_open"."""

    @property
    def content(self) -> str:
        """Its text, if it is a leaf."""

    @property
    def info(self) -> str:
        """A fence's info string."""

    @property
    def markup(self) -> str:
        """The characters it is written with."""

    @property
    def tag(self) -> str:
        """The HTML element it stands for."""

    @property
    def level(self) -> int:
        """How deeply it is nested."""

    @property
    def nesting(self) -> int:
        """1 where it opens a container, -1 where it closes one, else 0."""

    @property
    def hidden(self) -> bool:
        """Whether it is a paragraph of a tight list."""

    @property
    def map(self) -> Sequence[int] | None:
        """First source line and the one after the last, 0-based."""

    @property
    def attrs(self) -> Mapping[str, str | int | float]:
        """Attributes such as `href`."""

    @property
    def meta(self) -> Mapping[str, Any]:
        """What plugins add, such as a footnote's label."""

    @property
    def children(self) -> Sequence[Token] | None:
        """The inline tokens of a container of text."""
