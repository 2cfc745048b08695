"""What every screen works with: services made once by the command line, and the library as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from briefing.document.model import Lang
from briefing.i18n import Translator
from briefing.library.model import Briefing, Library
from briefing.settings import Settings
from briefing.tui.queries import Queries
from briefing.tui.saved import SavedSearches

if TYPE_CHECKING:
    from briefing.library.catalogue import Catalogue
    from briefing.notes.finding import NoteFinder
    from briefing.notes.model import Category, Draft
    from briefing.notes.notebook import Notebook
    from briefing.notes.store import Store
    from briefing.parallel.bitext import Bitext
    from briefing.search.engine import Engine


class Indexing(NamedTuple):
    """How far the index is behind the library.

    Attributes:
        done: changed briefings that are in it.
        changed: all of them; 0 while it is not known yet.
        total: briefings of the library.
    """

    done: int = 0
    changed: int = 0
    total: int = 0

    @property
    def percent(self) -> int | None:
        """Part of the library that can be found, rounded down; None while it is not known."""
        return 100 * (self.total - self.changed + self.done) // self.total if self.changed and self.total else None


@dataclass(slots=True)
class Desk:
    """The services of one run, handed down by constructor.

    Attributes:
        tr: the interface's language.
        settings: read only.
        roots: the folders that are open.
        get_catalogue: returns what makes the library of `roots`, the same each time; made when it is first asked for,
            from any thread.
        get_engine: returns the search in the same way.
        get_store: returns the notes in the same way.
        open_bitext: reads a briefing, to be parsed and paired where it is looked at.
        library: what is known of the folders now; replaced as a whole by the app after each scan.
        queries: the last ones.
        searches: the saved ones.
        indexing: how far it is, while the app scans and indexes.
        indexed: how often the index has become another one in this run; 0 until the first scan is done.
        by_briefing: whether the hits of a briefing stand together.
        unkept: drafts that the store could not take, by key; they are there as long as the app runs.
        draft_lock: held while drafts are stored or dropped, so that one that is late replaces no newer one.
        rescue_folders: where what could not be stored is written when the app is left, the best first.
    """

    tr: Translator
    settings: Settings
    roots: tuple[Path, ...]
    get_catalogue: Callable[[], Catalogue]
    get_engine: Callable[[], Engine]
    get_store: Callable[[], Store]
    open_bitext: Callable[[Briefing], Bitext]
    library: Library = field(default_factory=lambda: Library(()))
    queries: Queries = field(default_factory=Queries)
    searches: SavedSearches = field(default_factory=SavedSearches)
    indexing: Indexing | None = None
    indexed: int = 0
    by_briefing: bool = False
    unkept: dict[str, Draft] = field(default_factory=dict)
    draft_lock: Lock = field(default_factory=Lock)
    rescue_folders: tuple[Path, ...] = ()
    _note_finder: NoteFinder | None = None

    @property
    def symbols(self) -> Mapping[Category, str]:
        """One cell for each category of notes, as the settings have them."""
        from briefing.notes.model import SYMBOLS  # noqa: PLC0415 - not before the first frame

        chosen = self.settings.categories
        return {each: chosen[each].symbol or sign if each in chosen else sign for each, sign in SYMBOLS.items()}

    @property
    def category_colours(self) -> Mapping[str, str]:
        """The colours that the settings give to categories of notes, "#RRGGBB" by id."""
        return {each: look.color for each, look in self.settings.categories.items() if look.color}

    @property
    def catalogue(self) -> Catalogue:
        """What makes the library."""
        return self.get_catalogue()

    @property
    def engine(self) -> Engine:
        """The search."""
        return self.get_engine()

    @property
    def store(self) -> Store:
        """The notes.

        Raises:
            StoreError: they can't be opened.
        """
        return self.get_store()

    @property
    def notebook(self) -> Notebook:
        """The notes in their places.

        Raises:
            StoreError: they can't be opened.
        """
        from briefing.notes.notebook import Notebook  # noqa: PLC0415 - only lists of notes need it

        return Notebook(self.store, lambda briefing: self.open_bitext(briefing).parallel())

    @property
    def note_finder(self) -> NoteFinder:
        """The search in the notes, the same each time, so that it reads them again only when they changed.

        Raises:
            StoreError: they can't be opened.
        """
        if self._note_finder is None:
            from briefing.notes.finding import NoteFinder  # noqa: PLC0415 - only the search needs it

            self._note_finder = NoteFinder(self.store)
        return self._note_finder

    @property
    def lang(self) -> Lang:
        """The interface's language as a language of texts."""
        return "de" if self.tr.lang == "de" else "en"
