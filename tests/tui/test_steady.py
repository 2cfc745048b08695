"""The row under the cursor stays where it is, whatever is done to view and size (not to the place)."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document.model import Lang, other
from briefing.parallel.bitext import RowKey
from briefing.tui.columns import View
from briefing.tui.navigate import Place, first_place
from briefing.tui.scene import Scene
from tui.app_making import opened, running
from tui.making import bitext_of, rows_of
from tui.test_reader_moving_keys import row_of_passage

OPERATIONS = 200
"""Operations of each run of the app."""
WIDTHS, HEIGHTS = (40, 250), (8, 60)
MEASURES = (60, 72, 84, 100)
MISSING: dict[Lang, str] = {"de": "∅ only in English", "en": "∅ only in German"}


class State(NamedTuple):
    """What must stay."""

    row: RowKey
    place: Place
    line: int


def state(scene: Scene) -> State:
    """Return where a scene is."""
    assert scene.cursor
    assert scene.cursor_line is not None
    return State(scene.row, scene.cursor, scene.cursor_line)


def check(scene: Scene, before: State, done: str) -> None:
    """Assert that an operation has moved nothing that it need not."""
    now = state(scene)
    assert now.row == before.row, done
    if now.place.lang == before.place.lang:
        assert now.place == before.place, done
    first, last = _sentence_lines(scene)
    height = scene.size[1]
    assert 0 <= first < height, f"{done}: the sentence begins on the screen"
    assert last < height or last - first >= height, f"{done}: as much of the sentence as fits is on the screen"
    if _has_room(scene, before.line):
        assert now.line == before.line, done


def _sentence_lines(scene: Scene) -> tuple[int, int]:
    """Return the screen lines of the current sentence, whether they are on the screen or not."""
    lines = [y for y in range(scene.size[1]) if any("cursor" in roles for _, roles in scene.line(y))]
    assert lines, "the sentence is lit"
    return lines[0], lines[-1]


def _has_room(scene: Scene, line: int) -> bool:
    """Return whether the row can stand on a line of the screen with the whole sentence below it, not beyond an end."""
    lane = scene.lane
    assert lane
    assert scene.cursor
    height = scene.size[1]
    geometry, bitext = lane.geometry, lane.geometry.bitext
    rows = list(bitext.walk(scene.row, -1))[1:]
    above = sum(geometry.row(row).height for row in rows[: max(0, line)])
    below = sum(geometry.row(row).height for row in list(bitext.walk(scene.row, 1))[: height - line])
    return line >= 0 and above >= line and below >= height - line and line + geometry.row(scene.row).height <= height


# --- the scene alone ------------------------------------------------------------------------------------------------

_OPERATION = st.one_of(
    st.tuples(st.just("resize"), st.tuples(st.integers(*WIDTHS), st.integers(*HEIGHTS))),
    st.tuples(st.just("view"), st.sampled_from(list(View))),
    st.tuples(st.just("swap"), st.none()),
    st.tuples(st.just("switch twice"), st.none()),
    st.tuples(st.just("measure"), st.sampled_from(MEASURES)),
    st.tuples(st.just("peek"), st.none()),
    st.tuples(st.just("locked"), st.booleans()),
)


def text(word: str, count: int) -> str:
    """Return paragraphs of uneven length, with a heading now and then and one block that only one side has."""
    blocks = [
        f"## {word} {at}" if at % 9 == 5 else f"{word} {at} begins. " + f"It goes on with a {word}. " * (at * 7 % 6)
        for at in range(count)
    ]
    return "\n\n".join(blocks[:7] + (["- only here"] if word == "Zeile" else []) + blocks[7:])


def steps(scene: Scene, name: str, value: object) -> list[Callable[[], None]]:
    """Return what to do one after the other for an operation on the view or the size."""

    def switch() -> None:
        scene.set_lead(other(scene.columns.langs[0]))

    def peek() -> None:
        if scene.columns.view not in {View.BOTH, View.STACKED}:
            scene.toggle_pin()

    one: dict[str, Callable[[], None]] = {
        "resize": lambda: scene.resize(*value),  # type: ignore[misc]
        "view": lambda: scene.set_view(View(value)),  # type: ignore[arg-type]
        "swap": switch,
        "switch twice": switch,
        "measure": lambda: scene.set_measure(int(value)),  # type: ignore[call-overload]
        "peek": peek,
        "locked": lambda: scene.set_locked(bool(value)),
    }
    return [one[name]] * (2 if name == "switch twice" else 1)


@settings(max_examples=150)
@given(st.integers(0, 40), st.integers(0, 40), st.lists(_OPERATION, min_size=1, max_size=15), st.booleans())
def test_a_scene_is_steady(row: int, down: int, operations: list[tuple[str, object]], german: bool) -> None:
    bitext = bitext_of(text("Zeile", 40), text("Line", 40))
    place = first_place(bitext, rows_of(bitext)[row], "de" if german else "en")
    assert place
    scene = Scene(View.BOTH, 84, MISSING)
    scene.resize(120, 40)
    scene.show(bitext, place, down)
    for name, value in operations:
        before = state(scene)
        for step in steps(scene, name, value):
            at = state(scene)
            step()
            shown = scene.columns.langs[: 1 if scene.columns.view in {View.GERMAN, View.ENGLISH} else 2]
            if not any(bitext.blocks(before.row, lang) for lang in shown):
                return  # the side that is shown alone has nothing here, so the cursor is on the nearest row that is
            check(scene, at, f"{name} {value}")
        assert state(scene).row == before.row


# --- the app --------------------------------------------------------------------------------------------------------

KEYS = ("1", "2", "3", "4", "5", "x", "ww", "=", "p")


@pytest.mark.parametrize("seed", range(2))
async def test_the_app_is_steady(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    row = row_of_passage(6, 2)
    async with running(tmp_path, "l", making=opened("lang", row), size=(120, 40)) as s:
        for number in range(OPERATIONS):
            before = state(s.view.scene)
            if chance.random() < 0.4:
                size = chance.randint(*WIDTHS), chance.randint(*HEIGHTS)
                await s.resize(*size)
                check(s.view.scene, before, f"{number}: {size}")
            else:
                keys = chance.choice(KEYS)
                for key in keys:
                    at = state(s.view.scene)
                    await s.press(key)
                    check(s.view.scene, at, f"{number}: {key}")
                assert state(s.view.scene).place == before.place or len(keys) == 1
            assert s.row == row
            lit = "".join(s.lit("cursor").replace("|", "").split()).replace("-", "")
            assert lit
            assert "".join(s.sentence.split()).replace("-", "").startswith(lit)
