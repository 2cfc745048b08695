"""What a library of any size costs the list: a screenful, whatever is done. Counts, never seconds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefing.document.model import Lang
from briefing.i18n import Translator
from briefing.library.catalogue import Catalogue
from briefing.library.model import Library
from briefing.notes.model import Reading
from briefing.notes.store import Store
from briefing.parallel.opening import open_bitext
from briefing.search.model import Answer
from briefing.settings import Settings
from briefing.tui.app import BriefingApp
from briefing.tui.contents import internal
from briefing.tui.desk import Desk
from briefing.tui.saved import Saved
from library_files import count_lines
from tui.app_making import Session

MANY = 1_200
"""Briefings; more than are kept as they are made."""
SCREENFUL = 60
"""Briefings that a new screen may make."""


class Indifferent:
    """A search that looks at nothing."""

    def update(self, library: Library, progress: object) -> int:
        """Take a library as it is."""
        return 0

    def search(self, query: str, limit: int) -> Answer:
        """Find nothing."""
        return Answer(query, (), 0.0)

    def close(self) -> None:
        """Do nothing."""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What briefings were made of."""
    return count_lines(monkeypatch)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Return a folder of many texts."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(MANY):
        text = f"---\ntitle: Text {number}\nweight: {number}\n---\n\nText. [Next](t{number + 1}.en.md)\n"
        (folder / f"t{number}.en.md").write_text(text, encoding="utf-8")
    Catalogue(tmp_path / "cache").scan([folder])
    return folder


async def test_the_list_makes_what_it_shows(tmp_path: Path, texts: Path, made: list[bytes]) -> None:
    catalogue = Catalogue(tmp_path / "cache")
    library = catalogue.load([texts])
    assert library
    store = Store(tmp_path / "notes.db")
    store.save_reading(Reading("t5", 0, 1.0, True, "2026-01-01T00:00:00Z"))
    store.save_reading(Reading("gone", 0, 1.0, True, "2026-01-01T00:00:00Z"))
    search: Any = Indifferent
    desk = Desk(Translator("en"), Settings(), (texts,), lambda: catalogue, search, lambda: store, open_bitext, library)
    for name in ("Eins", "Zwei", "Drei"):
        desk.searches.save(Saved(name, name))
    app = BriefingApp(desk)
    async with app.run_test(size=(120, 30)) as pilot:
        session = Session(app, pilot, tmp_path)
        await session.settle()
        assert f"{MANY} briefings · {MANY - 1} unread" in session.text()
        assert 5 < len(made) < SCREENFUL
        await session.until(lambda: "0 hits" in session.text())
        for key, shown in (("j", "Text 1 "), ("G", f"Text {MANY - 1} "), ("g", "Drei"), ("pagedown", "Text 7 ")):
            made.clear()
            await session.press(key)
            assert shown in session.text()
            assert len(made) < SCREENFUL
        made.clear()
        await session.press("enter", "ctrl+n", "escape")
        assert len(made) < 2 * SCREENFUL
    store.close()


def test_a_link_is_looked_up(tmp_path: Path, texts: Path, made: list[bytes]) -> None:
    library = Catalogue(tmp_path / "cache").load([texts])
    assert library
    lang: Lang = "en"
    assert internal(library, "t7", lang, "t800.en.md#x") == ("t800", "x")
    assert internal(library, "t7", lang, "t801") == ("t801", "")
    assert internal(library, "t7", lang, "absent.md") is None
    assert len(made) < SCREENFUL
