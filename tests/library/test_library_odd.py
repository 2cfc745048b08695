"""Changes that are easily missed: of files that are no ordinary ones, of links, between two processes."""

from __future__ import annotations

import errno
import os
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from briefing.document.lazy import LazyDocument
from briefing.document.parse import parse
from briefing.library import catalogue as module
from briefing.library.cache_file import write_cache
from briefing.library.catalogue import Catalogue
from briefing.library.changes import changes
from library_files import OLD, write

links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


def titles(catalogue: Catalogue, root: Path) -> list[str]:
    return sorted(briefing.edition("de").title for briefing in catalogue.scan([root]).briefings)


@pytest.mark.parametrize("name", ["README.MD", pytest.param("text.txt", marks=links), "notes.txt", "notes.md"])
def test_a_young_file_of_any_kind_is_looked_at_again(name: str, tmp_path: Path) -> None:
    """A clock of whole seconds doesn't tell two changes of the same size apart."""
    root = tmp_path / "lib"
    second = int(time.time()) * 10**9
    file = write(root, name, "# Eins", second)
    if name == "text.txt":
        (root / "linked.md").symlink_to(file)
    root = file if name == "notes.txt" else root
    made = Catalogue(tmp_path / "cache")
    assert titles(made, root) == ["Eins"]
    write(file.parent, name, "# Zwei", second)
    assert titles(made, root) == ["Zwei"]
    assert titles(Catalogue(tmp_path / "cache"), root) == ["Zwei"]


@pytest.mark.skipif(sys.platform == "win32", reason="folders are listed otherwise there")
def test_one_file_without_a_state_hides_no_other(tmp_path: Path) -> None:
    root, scandir = tmp_path / "lib", os.scandir
    for name in ("a.md", "broken.md", "sub/b.md"):
        write(root, name, f"# {name}")

    class Broken:
        def __init__(self, entry: os.DirEntry[str]) -> None:
            self._entry = entry

        def __getattr__(self, name: str) -> Any:
            return getattr(self._entry, name)

        def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
            if self._entry.name == "broken.md":
                raise OSError(errno.ESTALE, "Stale file handle")
            return self._entry.stat(follow_symlinks=follow_symlinks)

    @contextmanager
    def listed(path: Any) -> Iterator[Iterator[Broken]]:
        with scandir(path) as entries:
            yield iter(sorted(map(Broken, entries), key=lambda entry: entry.name != "broken.md"))

    with patch("os.scandir", listed), patch("os.supports_fd", os.supports_fd | {listed}):
        before = titles(Catalogue(tmp_path / "cache"), root)
        write(root, "a.md", "# another one")
        write(root, "sub/b.md", "# another too")
        write(root, "new.md", "# new")
        after = titles(Catalogue(tmp_path / "cache"), root)
        assert after == titles(Catalogue(None), root)
    assert before != after


@links
def test_two_links_to_one_file_are_two_texts(tmp_path: Path) -> None:
    file = write(tmp_path / "lib", "real.md", "Text")
    for name in ("eins.md", "zwei.md"):
        link = tmp_path / name
        link.symlink_to(file)
        (found,) = Catalogue(tmp_path / "cache").scan([link]).briefings
        assert (found.id, found.edition("de").path.name) == (name[:-3], name)


def test_a_scan_never_gives_back_what_is_older_than_what_it_read(tmp_path: Path) -> None:
    root = tmp_path / "lib"
    write(root, "x.md", "# Alt")
    late: list[tuple[Any, ...]] = []
    with patch.object(module, "write_cache", lambda *given: late.append(given)):
        Catalogue(tmp_path / "cache").scan([root])
    write(root, "x.md", "# Neu!", OLD + 10**10)
    real = write_cache

    def with_another(*given: Any) -> None:
        real(*given)
        real(*late[0])  # another process that began before the change ends just now

    with patch.object(module, "write_cache", with_another):
        assert titles(Catalogue(tmp_path / "cache"), root) == ["Neu!"]


def test_a_file_that_moved_between_two_roots_has_changed(tmp_path: Path) -> None:
    root = tmp_path / "lib"
    file, roots = write(root, "x.md", "# Titel"), [root / "sub", root]
    made = Catalogue(tmp_path / "cache")
    before = made.scan(roots)
    (root / "sub").mkdir()
    file.rename(root / "sub" / "x.md")
    after = made.scan(roots)
    assert [each.edition("de").path for each in changes(before, after).changed] == [root / "sub" / "x.md"]


def test_decomposed_letters_keep_their_links_and_footnotes() -> None:
    text = unicodedata.normalize("NFD", "Siehe [Größe] und [^ü].\n\n[Größe]: https://a.de/ü\n\n[^ü]: Über Maß.\n")
    lazy = LazyDocument(text.encode(), "de")
    assert lazy.whole().blocks == parse(text, "de").blocks
    assert [span.mark for span in lazy.whole().blocks[0].spans] == ["link", "footnote"]
    assert lazy.note("ü")
