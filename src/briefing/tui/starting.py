"""Starts the app: the one door from the command line into Textual."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

# Textual asks terminals for kitty's keyboard protocol; with it some lose AltGr, and alternate keys crash Textual 8.2.8.
# It reads the variable when it is imported.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from briefing.i18n import Translator
from briefing.library.catalogue import Catalogue
from briefing.library.model import Briefing, Library
from briefing.notes.notebook import Notebook
from briefing.notes.store import Store
from briefing.parallel.bitext import Bitext
from briefing.search.engine import Engine
from briefing.settings import Settings
from briefing.tui.app import BriefingApp
from briefing.tui.desk import Desk
from briefing.tui.messages import OpenBriefing
from briefing.tui.terminal import prepared


def run_app(
    *,
    tr: Translator,
    settings: Settings,
    roots: tuple[Path, ...],
    catalogue: Catalogue,
    engine: Engine,
    store: Store,
    notebook: Notebook,
    open_bitext: Callable[[Briefing], Bitext],
    library: Library,
    address: tuple[str, int | None] | None = None,
) -> int:
    """Run the app until it is left; return the exit code.

    Args:
        tr: the interface's language.
        settings: read only.
        roots: the folders to watch and scan.
        catalogue: scans `roots`.
        engine: the search.
        store: the notes.
        notebook: the notes in their places.
        open_bitext: reads a briefing.
        library: what is known of `roots` now.
        address: briefing id and row to open at once.

    Raises:
        UsageError: there is no terminal to take keys from.
    """
    desk = Desk(tr, settings, roots, catalogue, engine, store, notebook, open_bitext, library)
    with prepared():
        app = BriefingApp(desk, OpenBriefing(*address) if address else None)
        app.run()
    return app.return_code or 0
