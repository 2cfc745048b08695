"""Paths that are typed for an export or an import: what is none is said, and the app goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import InputError
from briefing.tui.screens.notes import NotesScreen
from briefing.tui.screens.prompt import Prompt
from briefing.tui.typed_path import typed_path
from tui.app_making import running
from tui.test_notes_keys import filled


def test_a_home_folder_is_filled_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert typed_path(" ~/a b.md ") == tmp_path / "a b.md"
    assert typed_path("a/~b.md") == Path("a/~b.md")
    for wrong in ("~nobody-here/x.md", "a\0b.md"):
        with pytest.raises(InputError):
            typed_path(wrong)


@pytest.mark.parametrize("key", ["e", "I"])
async def test_what_can_not_be_a_path_is_said(key: str, tmp_path: Path) -> None:
    wrong = [
        ("~nobody-here/x.md", "begins with an unknown home folder"),
        ("/a\0b.md", "can't be the name of a file"),
        (f"/{'a' * 5000}.md", "File name too long"),
    ]
    async with running(tmp_path, "A", making=filled(tmp_path)) as s:
        for typed, said in wrong:
            await s.press(key)
            await s.fill(typed)
            await s.press("enter")
            assert isinstance(s.screen, NotesScreen)
            assert said in s.said


@pytest.mark.parametrize("key", ["e", "I"])
async def test_a_working_folder_that_is_gone(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path, "A", making=filled(tmp_path)) as s:
        (tmp_path / "gone").mkdir()
        monkeypatch.chdir(tmp_path / "gone")
        (tmp_path / "gone").rmdir()
        await s.press(key)
        assert isinstance(s.screen, Prompt)
        await s.fill("x.md")
        await s.press("enter")
        assert isinstance(s.screen, NotesScreen)
        assert "No such file or directory" in s.said
