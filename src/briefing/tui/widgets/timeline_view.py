"""The picture of a timeline on the screen; a click chooses an event."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from briefing.document.model import Lang
from briefing.i18n import Translator
from briefing.tui.paint import Tinted
from briefing.tui.timeline.picture import Frame, events_at, frame_of, picture
from briefing.tui.timeline.state import Timeline
from briefing.tui.widgets.inking import Inking


class TimelineView(Inking, Widget, can_focus=True):
    """Shows a timeline; keys are the screen's.

    Args:
        tr: language of the interface.
        lang: language of names that there are in both.
    """

    class Changed(Message):
        """Another event is the current one, or other events are shown."""

    class Chosen(Message):
        """The current event was clicked again."""

    def __init__(self, tr: Translator, lang: Lang) -> None:
        super().__init__()
        self._tr, self._lang = tr, lang
        self.timeline = Timeline(())
        self._frame: Frame | None = None
        self._lines: list[list[Tinted]] = []

    def show(self, timeline: Timeline) -> None:
        """Show another timeline."""
        self.timeline = timeline
        self.again()

    def again(self) -> None:
        """Paint what is shown now."""
        width, height = self.content_size
        left = self._frame.left if self._frame else 0
        self._frame = frame_of(self.timeline, self._lang, width, height, left)
        self._lines = picture(self.timeline, self._frame, self._tr, self._lang, width, height)
        self.refresh()
        self.post_message(self.Changed())

    @property
    def columns(self) -> int:
        """Cells that the axis has."""
        return self._frame.columns if self._frame else max(1, self.content_size.width)

    def on_resize(self) -> None:
        """Make it anew for the new size."""
        self.again()

    def render_line(self, y: int) -> Strip:
        """Return a line."""
        return self.inked(self._lines[y] if y < len(self._lines) else [], self.content_size.width)

    def on_click(self, event: events.Click) -> None:
        """Choose the event in a cell; of several the next one; the current one again, to open it."""
        place = event.get_content_offset(self)
        found = events_at(self.timeline, self._frame, place.x, place.y) if self._frame and place else []
        if not found:
            return
        current = self.timeline.current
        if found == [current]:
            self.post_message(self.Chosen())
            return
        after = found.index(current) + 1 if current in found else 0
        self.timeline.choose(found[after % len(found)])
        self.again()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """On to the next event; with Ctrl, less room for each month."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Back to the previous event; with Ctrl, more room for each month."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, step: int) -> None:
        event.stop()
        if event.ctrl:
            self.timeline.zoom(-step, self.columns)
        else:
            self.timeline.step(step)
        self.again()
