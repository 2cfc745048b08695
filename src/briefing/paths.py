"""Where things live. Nothing here creates a file or folder.

`BRIEFING_HOME` puts configuration, data, state and cache below one folder; otherwise the platform's own places.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

APP = "briefing"


class Paths(NamedTuple):
    """The four folders of the app; each may be absent.

    Attributes:
        config: `config.toml`.
        data: `notes.db`, `searches.toml`, `backups/`, `quarantine/`: what can't be had again.
        state: log files, the last queries, the name of this installation.
        cache: derived data; may be deleted at any time.
    """

    config: Path
    data: Path
    state: Path
    cache: Path

    @property
    def settings_file(self) -> Path:
        """The settings file, read only."""
        return self.config / "config.toml"

    @property
    def notes_file(self) -> Path:
        """The notes database."""
        return self.data / "notes.db"

    @property
    def instance_file(self) -> Path:
        """The name of this installation: in the state folder, which isn't copied to other machines."""
        return self.state / "instance"

    @property
    def searches_file(self) -> Path:
        """The saved searches; edited by hand as well."""
        return self.data / "searches.toml"

    @property
    def queries_file(self) -> Path:
        """The last queries, the newest first."""
        return self.state / "queries.jsonl"


def user_paths(environ: Mapping[str, str]) -> Paths:
    """Return the folders for this user, from `BRIEFING_HOME` or the platform's conventions."""
    home = environ.get("BRIEFING_HOME")
    if home:
        base = Path(home).expanduser().absolute()
        return Paths(base / "config", base / "data", base / "state", base / "cache")
    import platformdirs  # noqa: PLC0415 - not needed with BRIEFING_HOME

    dirs = platformdirs.PlatformDirs(APP, appauthor=False)
    return Paths(dirs.user_config_path, dirs.user_data_path, dirs.user_state_path, dirs.user_cache_path)


def bundled_library() -> Path | None:
    """Return the curated library: inside the installed package, or `content/` of the checkout it is run from."""
    package = Path(__file__).parent
    for candidate in (package / "content", package.parent.parent / "content"):
        if candidate.is_dir():
            return candidate
    return None
