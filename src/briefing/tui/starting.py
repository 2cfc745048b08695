"""Starts the app: the one door from the command line into Textual."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

# Textual asks terminals for kitty's keyboard protocol; with it some lose AltGr, and alternate keys crash Textual 8.2.8.
# It reads the variable when it is imported.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from briefing.i18n import Translator
from briefing.library.model import Briefing, Library
from briefing.parallel.bitext import Bitext
from briefing.paths import user_paths
from briefing.settings import Settings
from briefing.tui.app import BriefingApp
from briefing.tui.desk import Desk
from briefing.tui.messages import OpenBriefing
from briefing.tui.opened import Opened
from briefing.tui.queries import Queries
from briefing.tui.saved import SavedSearches

if TYPE_CHECKING:
    from briefing.library.catalogue import Catalogue
    from briefing.notes.store import Store
    from briefing.search.engine import Engine


def run_app(
    *,
    tr: Translator,
    settings: Settings,
    roots: tuple[Path, ...],
    catalogue: Callable[[], Catalogue],
    engine: Callable[[], Engine],
    store: Callable[[], Store],
    open_bitext: Callable[[Briefing], Bitext],
    library: Library,
    address: tuple[str, int | None] | None = None,
    opened: Opened | None = None,
) -> int:
    """Run the app until it is left; return the exit code.

    Args:
        tr: the interface's language.
        settings: read only.
        roots: the folders to watch and scan.
        catalogue: returns what scans `roots`.
        engine: returns the search.
        store: returns the notes.
        open_bitext: reads a briefing.
        library: what is known of `roots` now.
        address: briefing id and row to open at once.
        opened: what the first frame shows of it, if there is one on the screen.
    """
    paths = user_paths(os.environ)
    desk = Desk(
        *(tr, settings, roots, catalogue, engine, store, open_bitext, library),
        queries=Queries(paths.queries_file),
        searches=SavedSearches(paths.searches_file),
        rescue_folders=(paths.data, paths.state),
    )
    app = BriefingApp(desk, OpenBriefing(*address) if address else None, opened)
    app.run()
    return app.return_code or 0
