"""Asks where to, and writes the export: the ending of the file name decides the format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from briefing.errors import BriefingError
from briefing.export import render
from briefing.export.items import collect
from briefing.export.writing import write
from briefing.notes.placing import Placed
from briefing.notes.stamps import now
from briefing.text import file_name
from briefing.tui.screens.base import DeskScreen
from briefing.tui.screens.prompt import Prompt
from briefing.tui.typed_path import typed_path, working_folder

FORMATS = {".md": "markdown", ".markdown": "markdown", ".json": "json", ".jsonl": "jsonl"}


def ask_and_export(
    screen: DeskScreen, count: int, places: Callable[[], Sequence[Placed]], briefing: str | None
) -> None:
    """Ask for a file name and export the notes to it, off the UI thread.

    Args:
        screen: asks, and says what became of it.
        count: the number of notes.
        places: returns them in the order in which they are shown; called off the UI thread.
        briefing: the one briefing that they are on, for the name that is offered; None for several.
    """
    tr = screen.tr
    offered = working_folder() / f"{file_name(f'briefing-notes-{briefing}' if briefing else 'briefing-notes')}.md"

    def check(text: str) -> str | None:
        if Path(text.strip()).suffix.lower() in FORMATS:
            return None
        return tr("The name must end in .md, .json or .jsonl.")

    def export(text: str | None) -> None:
        if text:
            screen.run_worker(_worker(screen, places, text), thread=True, group="export")

    title = tr.plural("Export {count} note to", "Export {count} notes to", count)
    hint = tr("The ending decides: .md for Markdown, .json for Web Annotations, .jsonl for everything")
    screen.app.push_screen(Prompt(title, str(offered), hint, check), export)


def _worker(screen: DeskScreen, places: Callable[[], Sequence[Placed]], name: str) -> Callable[[], None]:
    # Asked here: off the UI thread a screen that was closed meanwhile can't name it.
    app, desk = screen.app, screen.desk

    def work() -> None:
        try:
            path = typed_path(name)
            fmt = FORMATS[path.suffix.lower()]
            text = render(collect(places(), desk.library), fmt, now(), desk.tr)
            written = write(path, text, desk.store, fmt)
        except BriefingError as error:
            app.call_from_thread(screen.say_error, error)
            return
        app.call_from_thread(screen.say, screen.tr("Exported to {path}", path=str(written)))

    return work
