"""A text that comes through a pipe: `cat text.md | briefing -`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from briefing.cli.services import Services
from briefing.cli.streams import say
from briefing.errors import InputError, UsageError
from briefing.i18n import n_
from briefing.library.assembling import assemble
from briefing.library.catalogue import Catalogue
from briefing.library.facts import digest_of, examine
from briefing.library.model import Library
from briefing.library.source import decode, read_stream


class PipedText(Catalogue):
    """Makes the same library of one text again and again; keeps nothing.

    Its id comes from its content unless its front matter has one, so that notes on it are found when the same text
    comes again, and never stand on another.

    Args:
        file: where the text lies.
        name: its title if it has none.
    """

    def __init__(self, file: Path, name: str) -> None:
        super().__init__(None)
        self._file = file
        self._name = name

    def load(self, roots: Sequence[Path]) -> Library | None:
        """Return the library: it can't have changed."""
        return self.scan(roots)

    def scan(self, roots: Sequence[Path]) -> Library:
        """Return the library of the text, whatever the roots."""
        data = self._file.read_bytes()
        facts = examine(self._file.name, len(data), self._file.stat().st_mtime_ns, data)
        named = facts._replace(heading=facts.heading or self._name)
        return assemble((self._file,), [self._file.parent], [[named]], [])


@contextmanager
def piped(services: Services) -> Iterator[Services]:
    """Read the standard input; give the services for its text, which lies in a private folder until they are closed.

    Raises:
        UsageError: nothing is piped: the standard input is a terminal.
        InputError: it can't be read, is too large, is not UTF-8, or is in a language that isn't shown.
    """
    name = services.tr("standard input")
    if sys.__stdin__ is None or sys.stdin.isatty():
        raise UsageError(n_("Nothing is piped; it goes like this: cat text.md | briefing -"))
    data = read_stream(sys.stdin.buffer, name)
    decode(data, name)
    import tempfile  # noqa: PLC0415 - only a pipe needs it

    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        file = Path(folder) / f"stdin-{digest_of(data)[:12]}.md"
        file.write_bytes(data)
        there = services.on_piped(file, PipedText(file, name), Path(folder) / "cache")
        if not there.library.briefings:
            raise InputError(n_("{path} can't be shown."), path=name)
        try:
            yield there
        finally:
            for notice in there.close():
                say(notice)
