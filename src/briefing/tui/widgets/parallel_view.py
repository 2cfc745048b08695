"""The scene as a widget on Textual's Line API: it holds the scene, sends its lines to the screen, and has time for it.

Only lines that changed are painted again. Heights of rows that are far away are made exact while nobody types.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import events, work
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from briefing.document.model import Lang
from briefing.parallel.bitext import Bitext, RowKey
from briefing.tui.canvas import Hit
from briefing.tui.columns import Columns, View
from briefing.tui.lights import Mark, Matches, Selection, Spotted
from briefing.tui.navigate import Passage, Place
from briefing.tui.paint import Tinted
from briefing.tui.refining import Refiner
from briefing.tui.scene import Scene
from briefing.tui.widgets.inking import Inking

if TYPE_CHECKING:
    from briefing.tui.syntax import Colours

_SLICE: Final = 0.005
"""Seconds that refining may take at a time."""
_BREATH: Final = 0.003
"""Seconds between two slices, in which keys get through."""
_QUIET: Final = 0.15
"""Seconds after a key before refining goes on: the screen comes first."""
_SAY: Final = 40
"""Slices after which the scroll bar is painted anew."""


class ParallelView(Inking, Widget, can_focus=True, inherit_bindings=False):
    """Shows a scene and tells when it has changed.

    Args:
        scene: what to show.
        moved: called when the cursor, the view or the part on the screen has changed. Called at once, not by a message,
            so that what it shows comes with the same frame.
    """

    ALLOW_SELECT = False

    def __init__(self, scene: Scene, moved: Callable[[], None]) -> None:
        super().__init__()
        self.scene = scene
        self._moved = moved
        # A scene that is on the screen already stays there, instead of an empty text until the first layout.
        self._lines: list[list[Tinted]] = [scene.line(y) for y in range(scene.size[1])] if scene.bitext else []
        self._refiner: Refiner | None = None
        self._touched = 0.0
        self._slices = 0
        self._waiting = False
        self._colours: Colours | None = None

    # --- what is shown ----------------------------------------------------------------------------------------------

    @property
    def bitext(self) -> Bitext | None:
        """The text, or None before one is shown."""
        return self.scene.bitext

    @property
    def cursor(self) -> Place | None:
        """The current sentence."""
        return self.scene.cursor

    @property
    def selection(self) -> Selection | None:
        """The selection, if there is one."""
        return self.scene.selection

    @property
    def matches(self) -> Matches:
        """What is lit as found."""
        return self.scene.matches

    @property
    def row(self) -> RowKey:
        """The current row."""
        return self.scene.row

    @property
    def last_row(self) -> RowKey:
        """The last row on the screen."""
        return self.scene.last_row

    @property
    def columns(self) -> Columns:
        """How the width is divided now."""
        return self.scene.columns

    @property
    def wanted(self) -> View:
        """The view that was asked for; a narrow screen may show another one."""
        return self.scene.wanted

    @property
    def target(self) -> tuple[Lang, Passage] | None:
        """The language and passage of the selection, or else of the current sentence."""
        return self.scene.target

    @property
    def cursor_line(self) -> int | None:
        """The screen line on which the current row begins."""
        return self.scene.cursor_line

    # --- changing it ------------------------------------------------------------------------------------------------

    def show(self, bitext: Bitext, place: Place | None = None, screen_line: int | None = None) -> None:
        """Show another text with the cursor on `place`, or at its beginning."""
        self.scene.show(bitext, place, screen_line)
        self.changed()

    def light(self, marks: Mapping[Spotted, Sequence[Mark]] | None = None, matches: Matches | None = None) -> None:
        """Light these notes or matches from now on."""
        self.scene.light(marks, matches)
        self.changed()

    def move_to(self, place: Place) -> None:
        """Put the cursor on a sentence and bring it on the screen."""
        self.scene.move_to(place)
        self.changed()

    def select(self, selection: Selection | None) -> None:
        """Set or clear the selection; the cursor follows its head."""
        self.scene.select(selection)
        self.changed()

    def changed(self) -> None:
        """Paint what is different now, and tell."""
        self._touched = monotonic()
        self._repaint()
        self._refine_later()
        self._moved()

    # --- painting ---------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Paint one screen line, exactly as wide as the widget."""
        return self.inked(self.tinted(y), self.content_size.width)

    def tinted(self, y: int) -> list[Tinted]:
        """Return the text of one screen line with its roles."""
        return self._lines[y] if y < len(self._lines) else []

    def _repaint(self) -> None:
        width, height = self.scene.size
        lines = [self.scene.line(y) for y in range(height)]
        before, self._lines = self._lines, lines
        self._colour_later()
        if len(before) != len(lines):
            self.refresh()
            return
        dirty = [y for y, (old, new) in enumerate(zip(before, lines, strict=True)) if old != new]
        if dirty:
            self.refresh(*(Region(0, y, width, 1) for y in dirty))

    # --- colours of code --------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Ask for the colours of code once the first frame is there."""
        self.call_after_refresh(self._begin_colouring)

    def _begin_colouring(self) -> None:
        from briefing.tui.syntax import Colours  # noqa: PLC0415 - not before the first frame

        self._colours = Colours()
        self.scene.colour(self._colours)
        self._repaint()

    def _colour_later(self) -> None:
        wanted = self.scene.uncoloured()
        if wanted and self._colours:
            self._compute_colours(self._colours, wanted)

    @work(thread=True, group="colours")
    def _compute_colours(self, colours: Colours, wanted: list[tuple[str, str]]) -> None:
        for text, language in wanted:
            colours.compute(text, language)
        self.app.call_from_thread(self._coloured, colours)

    def _coloured(self, colours: Colours) -> None:
        self.scene.colour(colours)
        self._repaint()

    # --- events -----------------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Divide the width anew; the current row stays where it is."""
        size = self.content_size
        if (size.width, size.height) != self.scene.size:
            self.scene.resize(size.width, size.height)
        self.changed()

    def hit(self, event: events.MouseEvent) -> Hit | None:
        """Return the character under the pointer, or None off the text."""
        offset = event.get_content_offset(self)
        return None if offset is None else self.scene.hit(offset.x, offset.y)

    # --- refining ---------------------------------------------------------------------------------------------------

    def _refine_later(self) -> None:
        if not self._waiting and self.scene.lanes and self.is_attached:
            self._waiting = True
            self.set_timer(_QUIET, self._refine)

    def _refine(self) -> None:
        """Make some heights exact, and step aside for every key."""
        self._waiting = False
        lanes = self.scene.lanes
        if monotonic() - self._touched < _QUIET:
            self._refine_later()
            return
        if self._refiner is None or not self._refiner.is_for(lanes):
            self._refiner = Refiner(lanes)
        done = self._refiner.advance(_SLICE)
        self._slices += 1
        if done or self._slices % _SAY == 0:
            for lane in lanes:
                lane.moved()
            self._repaint()
        if done:
            self._moved()
        elif self.is_attached:
            self._waiting = True
            self.set_timer(_BREATH, self._refine)
