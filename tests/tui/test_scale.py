"""What a text of any length costs: a screenful, whatever is done. Counts, never seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.library.catalogue import Catalogue
from briefing.parallel.opening import open_bitext
from briefing.tui.columns import View
from briefing.tui.landing import landing
from briefing.tui.messages import OpenBriefing
from briefing.tui.navigate import last_place, step_row, step_section, step_sentence
from briefing.tui.scene import Scene

PARAGRAPHS = 3_000
"""Paragraphs of either side; every fiftieth is a heading."""
SIZE = (120, 40)
"""Cells and lines of the text."""
SCREENFUL = 80
"""Rows that a new screen may lay out: two screens of the shortest rows."""
PAGE = 60
"""Rows that one page further may lay out."""
CHUNKS = 200
"""Chunks of both sides that a new screen may parse."""


def long_text(title: str, word: str) -> str:
    """Return a text of paragraphs that each differ, and are of uneven length."""
    blocks = [
        f"## {word} {index}"
        if index % 50 == 0
        else f"{word} {index} says {index * 7 % 101} things. " + f"And a {word} more. " * (index * 7 % 5)
        for index in range(PARAGRAPHS)
    ]
    return f"---\ntitle: {title}\n---\n\n" + "\n\n".join(blocks) + "\n"


class Count:
    """What a scene has had done for it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._before: dict[int, int] = {}
        self._parsed = 0

    def new(self) -> tuple[int, int]:
        """Return how many rows were laid out and chunks parsed since the last time, the screen painted included."""
        for y in range(self.scene.size[1]):
            self.scene.line(y)
        lanes = {id(lane): lane.geometry.laid_out for lane in self.scene.lanes}
        rows = sum(count - self._before.get(key, 0) for key, count in lanes.items())
        bitext = self.scene.bitext
        parsed = sum(text.parsed for text in bitext.texts.values()) if bitext else 0
        self._before, before, self._parsed = lanes, self._parsed, parsed
        return rows, parsed - before


@pytest.fixture(params=list(View))
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Scene:
    """Return a scene that shows the beginning of the long text in one view."""
    (tmp_path / "lang.de.md").write_text(long_text("Ein langer Text", "Absatz"), encoding="utf-8")
    (tmp_path / "lang.en.md").write_text(long_text("A long text", "Passage"), encoding="utf-8")
    (briefing,) = Catalogue(None).scan([tmp_path]).briefings
    made = Scene(request.param, 84, {"de": "-", "en": "-"})
    made.resize(*SIZE)
    made.show(open_bitext(briefing))
    return made


def test_opening_costs_a_screenful(scene: Scene) -> None:
    rows, parsed = Count(scene).new()
    assert 5 < rows < SCREENFUL
    assert 5 < parsed < CHUNKS
    assert scene.bitext
    assert len(scene.bitext) > PARAGRAPHS - 10


def test_pages_cost_a_page(scene: Scene) -> None:
    count = Count(scene)
    count.new()
    for pages in (1, 1, 1, 0.5, -1, 1):
        scene.scroll_page(pages)
        rows, parsed = count.new()
        assert rows < PAGE
        assert parsed < CHUNKS
    scene.scroll(-1)
    assert count.new()[0] < 5


def test_the_end_costs_a_screenful(scene: Scene) -> None:
    count = Count(scene)
    count.new()
    assert scene.bitext
    assert scene.cursor
    end = last_place(scene.bitext, scene.cursor)
    assert end
    scene.move_to(end)
    scene.scroll_page(1)
    rows, parsed = count.new()
    assert rows < SCREENFUL
    assert parsed < CHUNKS
    assert scene.cursor == end
    scene.scroll_page(-1)
    assert count.new()[0] < PAGE


def test_the_scroll_bar_costs_a_screenful(scene: Scene) -> None:
    count = Count(scene)
    count.new()
    for part in (0.5, 0.9, 0.1, 1.0, 0.0):
        scene.scroll_to(part)
        rows, parsed = count.new()
        assert rows < SCREENFUL
        assert parsed < CHUNKS


def test_a_step_on_the_screen_costs_nothing(scene: Scene) -> None:
    count = Count(scene)
    scene.scroll_page(1)
    scene.scroll_page(1)
    count.new()
    lit = 1 if scene.columns.view is View.PEEK else 0
    for step in (1, 1, -1):
        assert scene.bitext
        assert scene.cursor
        row = scene.row
        scene.move_to(step_sentence(scene.bitext, scene.cursor, step))
        rows, parsed = count.new()
        assert rows <= (2 if lit and scene.row != row else 0), "peeked at rows are the ones that are left and gone to"
        assert parsed == 0


@pytest.mark.parametrize("move", [step_row, step_section])
def test_a_row_and_a_section_cost_a_screenful(scene: Scene, move: Callable[..., object]) -> None:
    count = Count(scene)
    count.new()
    for _ in range(5):
        scene.move_to(move(scene.bitext, scene.cursor, 1))  # type: ignore[arg-type]
        rows, parsed = count.new()
        assert rows < SCREENFUL
        assert parsed < CHUNKS


def test_another_view_costs_a_screenful(scene: Scene) -> None:
    count = Count(scene)
    count.new()
    scene.scroll_to(0.5)
    count.new()
    for view in (*View, scene.wanted):
        scene.set_view(view)
        rows, parsed = count.new()
        assert rows < SCREENFUL
        assert parsed < CHUNKS
    scene.resize(60, 20)
    assert count.new()[0] < SCREENFUL


def test_an_address_parses_only_what_stands_before_it(scene: Scene) -> None:
    bitext = scene.bitext
    assert bitext
    count = Count(scene)
    count.new()
    place = landing(bitext, OpenBriefing("lang", 1000), "de")
    rows, parsed = count.new()
    assert rows == 0
    assert parsed <= 2 * 1001
    assert place
    assert bitext.number(bitext.row_of("de", place.block)) == 1000
