"""Command lines that only open the app, read without the command-line library, which costs more than a page of text.

Whatever is not understood here at first sight goes the long way; both mean the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from briefing.cli.app_start import PIPED, start_app
from briefing.cli.commands import COMMANDS
from briefing.cli.outcome import outcome
from briefing.cli.services import Services
from briefing.cli.streams import prepare_streams
from briefing.document.model import LANGS

_OPTIONS: Final = ("--library", "--config", "--ui")


class Words(NamedTuple):
    """A command line that opens the app."""

    libraries: tuple[Path, ...]
    config: Path | None
    ui: str | None
    address: str | None


def read_words(words: Sequence[str]) -> Words | None:
    """Return what a command line asks for if all it does is to open the app, else None.

    Args:
        words: without the program's name.
    """
    given: dict[str, list[str]] = {option: [] for option in _OPTIONS}
    rest: list[str] = []
    at = 0
    while at < len(words):
        name, equals, value = words[at].partition("=")
        if name not in given:
            rest.append(words[at])
            at += 1
            continue
        if rest:
            return None  # options of the program stand before what it is to open
        if not equals:
            if at + 1 >= len(words):
                return None
            value = words[at + 1]
            at += 1
        given[name].append(value)
        at += 1
    odd = len(rest) > 1 or any(word in COMMANDS or (word.startswith("-") and word != PIPED) for word in rest)
    if odd or not all(all(values) for values in given.values()) or any(ui not in LANGS for ui in given["--ui"]):
        return None
    config, ui = (given[option][-1] if given[option] else None for option in ("--config", "--ui"))
    libraries = tuple(Path(value) for value in given["--library"])
    return Words(libraries, Path(config) if config else None, ui, rest[0] if rest else None)


def run(words: Words) -> int:
    """Open the app; return the exit code."""
    prepare_streams()
    services = Services(words.libraries, words.config, words.ui)

    def start() -> int:
        _ = services.settings  # a mistake in it is told before anything else
        return start_app(services, words.address)

    return outcome(start, lambda: services)
