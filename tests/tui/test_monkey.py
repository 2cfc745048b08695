"""Random keys on every screen: whatever is pressed, nothing raises, and the app can always be left."""

from __future__ import annotations

import random
import webbrowser
from pathlib import Path

import pytest

from briefing.tui.keys import VERBS
from tui.app_making import Session, running

KEYS = 60
"""Keys of each run."""
LEAVING = {"ctrl+q", "ctrl+p"}
TYPED = tuple("aeiouäöüß0123456789 [/]\"'\\")
ALL_KEYS = sorted({key for verb in VERBS for key in verb.keys} - LEAVING - {"ctrl+e"})
SIZES = ((120, 40), (80, 24), (60, 20), (40, 12), (200, 50))


@pytest.mark.parametrize("seed", range(5))
async def test_random_keys(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("lynx"))
    chance = random.Random(seed)
    async with running(tmp_path, size=chance.choice(SIZES)) as s:
        done: list[str] = []
        for _ in range(KEYS):
            done.append(await _one(s, chance))
            if s.app._exit:
                break
            width, height = s.app.size
            assert [len(line) for line in s.lines()] == [width] * height, done
        if not s.app._exit:
            await s.press("ctrl+q", "ctrl+q")
        assert s.has_left, done


async def _one(s: Session, chance: random.Random) -> str:
    """Press one key, click somewhere, or resize; return what was done."""
    dice = chance.random()
    width, height = s.app.size
    if dice < 0.05:
        size = chance.choice(SIZES)
        await s.resize(*size)
        return f"resize {size}"
    if dice < 0.12:
        at = chance.randrange(width), chance.randrange(height)
        await s.pilot.click(offset=at)
        await s.settle()
        return f"click {at}"
    # In the library "q" leaves; that is tested elsewhere and would end the run early.
    key = chance.choice(TYPED if dice < 0.2 else ALL_KEYS)
    if key == "q" and len(s.app.screen_stack) <= 2:
        key = "enter"
    await s.type(key) if key in TYPED else await s.press(key)
    return key
