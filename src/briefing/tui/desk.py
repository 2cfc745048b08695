"""What every screen works with: services built once by the command line, and the library as it is now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from briefing.document.model import Lang
from briefing.i18n import Translator
from briefing.library.catalogue import Catalogue
from briefing.library.model import Briefing, Library
from briefing.notes.notebook import Notebook
from briefing.notes.store import Store
from briefing.parallel.bitext import Bitext
from briefing.search.engine import Engine
from briefing.settings import Settings


@dataclass(slots=True)
class Desk:
    """The services of one run, handed down by constructor.

    Attributes:
        tr: the interface's language.
        settings: read only.
        roots: the folders that are open.
        catalogue, engine, store, notebook: the core.
        open_bitext: reads a briefing, to be parsed and paired where it is looked at.
        library: what is known of the folders now; replaced as a whole by the app after each scan.
    """

    tr: Translator
    settings: Settings
    roots: tuple[Path, ...]
    catalogue: Catalogue
    engine: Engine
    store: Store
    notebook: Notebook
    open_bitext: Callable[[Briefing], Bitext]
    library: Library = field(default_factory=lambda: Library(()))

    @property
    def lang(self) -> Lang:
        """The interface's language as a language of texts."""
        return "de" if self.tr.lang == "de" else "en"
