"""The composition root: what a command works with, each part built when it is first asked for.

Parts that read or search texts are made in `texts`, so that commands which only list don't import them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from briefing.errors import InputError, SettingsError, UsageError
from briefing.i18n import Translator, n_, ui_language
from briefing.library.model import Library
from briefing.library.source import decode, read_bytes
from briefing.paths import Paths, bundled_library, user_paths
from briefing.settings import Settings, load_settings
from briefing.text import one_line

if TYPE_CHECKING:
    from briefing.library.catalogue import Catalogue
    from briefing.notes.finding import NoteFinder
    from briefing.notes.store import Store
    from briefing.search.engine import Engine


class Services:
    """The parts of one run.

    Args:
        libraries: folders or files to open instead of the bundled library and those in the settings.
        config: settings file to read instead of the user's.
        ui: "de" or "en", or None for what settings and environment say.
        environ: the environment.
    """

    def __init__(
        self,
        libraries: Sequence[Path] = (),
        config: Path | None = None,
        ui: str | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self._environ = os.environ if environ is None else environ
        self._libraries = tuple(libraries)
        self._config = config
        self._ui = ui
        self.paths: Paths = user_paths(self._environ)
        self._settings: Settings | None = None
        self._tr: Translator | None = None
        self._catalogue: Catalogue | None = None
        self._file: Path | None = None
        self._library: Library | None = None
        self._store: Store | None = None
        self._engine: Engine | None = None
        self._note_finder: NoteFinder | None = None
        self._lock = RLock()

    @property
    def settings_file(self) -> Path:
        """The settings file of this run; it may not be there."""
        return self._config or self.paths.settings_file

    @property
    def settings(self) -> Settings:
        """What the reader chose.

        Raises:
            SettingsError: the file can't be read or has a mistake.
            UsageError: the file was named on the command line and isn't there.
        """
        if self._settings is None:
            if self._config is not None and not is_there(self._config):
                raise UsageError(n_("There is no settings file {path}."), path=one_line(str(self._config)))
            self._settings = load_settings(self.settings_file)
        return self._settings

    @property
    def tr(self) -> Translator:
        """The language of messages; the environment's while the settings can't be read."""
        if self._tr is None:
            try:
                settings = self.settings
            except (SettingsError, UsageError):
                settings = Settings()
            lang = self._ui or settings.ui
            self._tr = Translator(ui_language(self._environ) if lang == "auto" else lang, category_words(settings))
        return self._tr

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders and files that make up the library.

        Raises:
            UsageError: one that was named on the command line isn't there.
        """
        for path in self._libraries:
            if not is_there(path):
                raise UsageError(n_("There is no file or folder {path}."), path=one_line(str(path)))
        if self._libraries:
            return tuple(path.absolute() for path in self._libraries)
        bundled = bundled_library()
        return (*([bundled] if bundled else []), *self.settings.libraries)

    @property
    def catalogue(self) -> Catalogue:
        """Makes the library of `roots`."""
        if self._catalogue is None:
            self._catalogue = self._make_catalogue()
        return self._catalogue

    def _make_catalogue(self) -> Catalogue:
        # Imported here, for a text's first page comes before them.
        if self._file is not None:
            from briefing.cli.one_text import OneText  # noqa: PLC0415

            return OneText(self._file)
        from briefing.library.catalogue import Catalogue  # noqa: PLC0415

        return Catalogue(self.paths.cache / "library")

    @property
    def library(self) -> Library:
        """The library as it is on disk; scanned once."""
        if self._library is None:
            self._library = self.catalogue.scan(self.roots)
        return self._library

    def store(self, *, writing: bool = False) -> Store:
        """Return the notes.

        Args:
            writing: whether they may be changed: then a backup is made first, if they changed since the last one.

        Raises:
            StoreError: they can't be opened.
        """
        with self._lock:
            if self._store is None:
                # Imported here, for a text is on the screen before they are needed.
                from briefing.notes.installation import name_or_none  # noqa: PLC0415
                from briefing.notes.store import Store  # noqa: PLC0415

                file = self.paths.instance_file
                self._store = Store(self.paths.notes_file, instance=lambda: name_or_none(file), backup=writing)
            return self._store

    @property
    def note_finder(self) -> NoteFinder:
        """The search in the notes.

        Raises:
            StoreError: they can't be opened.
        """
        if self._note_finder is None:
            from briefing.notes.finding import NoteFinder  # noqa: PLC0415 - as for the store

            self._note_finder = NoteFinder(self.store())
        return self._note_finder

    def engine(self) -> Engine:
        """Return the search over the library's index file."""
        with self._lock:
            if self._engine is None:
                from briefing.search.engine import Engine  # noqa: PLC0415 - as for the store

                self._engine = Engine(self.index_file)
            return self._engine

    @property
    def index_file(self) -> Path:
        """The file that keeps the search index of `roots`."""
        return self.paths.cache / "search" / index_name(self.roots)

    def beside(self, path: Path) -> Services:
        """Return the services for a file or folder instead of this library, without looking whether it can be read."""
        other = Services([path], self._config, self._ui, self._environ)
        other._file = None if path.is_dir() else path.absolute()
        return other

    def at(self, path: Path) -> Services:
        """Return the services for a file or folder instead of this library; of a file, with its other language.

        Raises:
            InputError: it is a file that can't be read or is no text.
        """
        other = self.beside(path)
        if other._file and not other.library.briefings:
            decode(read_bytes(path, str(path)), str(path))
            raise InputError(n_("{path} can't be shown."), path=one_line(str(path)))
        return other

    def on_piped(self, file: Path, catalogue: Catalogue, scratch: Path) -> Services:
        """Return the services for a text that is no file of the reader's.

        Args:
            file: where it lies for this run.
            catalogue: makes a library of it.
            scratch: folder for what is derived from it; it is of no use to another run.
        """
        other = Services([file], self._config, self._ui, self._environ)
        other._catalogue = catalogue
        other.paths = self.paths._replace(cache=scratch)
        return other

    def close(self) -> list[str]:
        """Close the notes; return what the user must know about them, in the language of messages."""
        if self._engine is not None:
            self._engine.close()
        if self._store is None:
            return []
        self._store.close()
        return [self.tr.error(notice) for notice in self._store.notices]


def category_words(settings: Settings) -> dict[str, str]:
    """Return what the reader calls categories of notes, by what the program calls them."""
    if not settings.categories:
        return {}
    from briefing.notes.model import NAMES, Category  # noqa: PLC0415 - as for the store

    return {NAMES[Category(each)]: look.name for each, look in settings.categories.items() if look.name}


def is_there(path: Path) -> bool:
    """Return whether a path exists as far as can be told: what may not be looked at, or can't be a name, does not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def index_name(roots: Sequence[Path]) -> str:
    """Return the name of the file that keeps the search index of these folders and files."""
    real = "\0".join(os.path.realpath(root) for root in roots)
    import hashlib  # noqa: PLC0415 - only the search needs it

    return hashlib.blake2b(real.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest() + ".sqlite"
