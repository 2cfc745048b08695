"""Importing notes from a file, after a look at what that would do; and the exchange with other devices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.text import one_line
from briefing.tui.messages import NotesChanged
from briefing.tui.screens.base import DeskScreen
from briefing.tui.screens.picker import Entry, Picker
from briefing.tui.screens.prompt import Prompt
from briefing.tui.typed_path import typed_path, working_folder

if TYPE_CHECKING:
    from textual.app import App

    from briefing.notes.exchange.importing import Prepared, Report
    from briefing.notes.exchange.syncing import Synced

_GROUP = "exchange"
_TOLD = 5
"""Entries that were set aside of which the reasons are shown."""


def ask_and_import(screen: DeskScreen) -> None:
    """Ask for a file, show what importing it would do, ask again, and import it; all reading is off the UI thread."""
    tr = screen.tr

    def chosen(text: str | None) -> None:
        if text and text.strip():
            _in_background(screen, lambda app: _look(screen, app, typed_path(text)))

    hint = tr("An export of this program, Web Annotations, Hypothesis (JSON) or Readwise (CSV)")
    screen.app.push_screen(Prompt(tr("Import notes from"), f"{working_folder()}/", hint), chosen)


def sync_notes(screen: DeskScreen) -> None:
    """Exchange notes with other devices in the folder of the settings, off the UI thread."""
    folder = screen.desk.settings.sync
    if folder is None:
        screen.say(screen.tr("Set “sync” under [notes] in the settings to the folder that your devices share."))
    else:
        _in_background(screen, lambda app: _sync(screen, app, folder))


def _in_background(screen: DeskScreen, work: Callable[[App[object]], None]) -> None:
    """Do something off the UI thread; it gets the app, which a screen that was closed meanwhile can't name there."""
    app = screen.app
    if any(worker.group == _GROUP and not worker.is_finished for worker in screen.workers):
        screen.say(screen.tr("An import or sync is still under way."))
        return

    def guarded() -> None:
        try:
            work(app)
        except BriefingError as error:
            app.call_from_thread(screen.say_error, error)

    screen.run_worker(guarded, thread=True, group=_GROUP)


# --- off the UI thread; what it needs is imported there, for few import anything ------------------------------------


def _look(screen: DeskScreen, app: App[object], path: Path) -> None:
    from briefing.notes.exchange.importing import open_given, prepare, run  # noqa: PLC0415

    desk = screen.desk
    prepared = prepare([open_given(path)], desk.library, lambda briefing: desk.open_bitext(briefing).parallel())
    report = run(prepared, desk.store, dry_run=True)
    app.call_from_thread(_confirm, screen, prepared, report)


def _import(screen: DeskScreen, app: App[object], prepared: Prepared) -> None:
    from briefing.notes.exchange.importing import run  # noqa: PLC0415
    from briefing.notes.exchange.telling import counts  # noqa: PLC0415

    tr = screen.tr
    report = run(prepared, screen.desk.store)
    said = [tr("Imported: {counts}.", counts=counts(tr, report.merged, len(report.aside)))]
    if report.quarantine:
        said.append(tr("What was set aside is in {path}.", path=str(report.quarantine)))
    app.call_from_thread(screen.say, " ".join(said))
    app.post_message(NotesChanged())


def _sync(screen: DeskScreen, app: App[object], folder: Path) -> None:
    from briefing.notes.exchange.syncing import sync  # noqa: PLC0415

    store = screen.desk.store
    synced = sync(store, folder, store.instance)
    app.call_from_thread(_synced, screen, synced)
    if synced.merged.is_news:
        app.post_message(NotesChanged())


# --- on the UI thread -----------------------------------------------------------------------------------------------


def _confirm(screen: DeskScreen, prepared: Prepared, report: Report) -> None:
    """Show what an import would do, and ask whether to go on; not over what was opened meanwhile."""
    from briefing.notes.exchange.telling import clamped, counts, reasons  # noqa: PLC0415 - as above

    tr = screen.tr
    if screen is not screen.app.screen:
        if screen.is_open:
            screen.say(tr("Nothing was imported: something else was opened meanwhile."), error=True)
        return
    why = [*reasons(tr, report.aside[:_TOLD]), clamped(tr, report.merged)]
    if len(report.aside) > _TOLD:
        why.insert(_TOLD, tr("… and {count} more.", count=len(report.aside) - _TOLD))
    told = counts(tr, report.merged, len(report.aside))
    detail = " ".join(each for each in why if each)
    go_on = Entry([("  " + tr("Import: {counts}", counts=told), "")], value=True, detail=detail)
    leave = Entry([("  " + tr("Leave everything as it is"), "")], value=False, detail=detail)

    def answered(go: bool | None) -> None:
        if go:
            _in_background(screen, lambda app: _import(screen, app, prepared))

    title = tr("Import notes?") if report.merged.is_news else tr("There is nothing new in this file.")
    screen.app.push_screen(Picker(title, [go_on, leave] if report.merged.is_news else [leave, go_on]), answered)


def _synced(screen: DeskScreen, synced: Synced) -> None:
    from briefing.notes.exchange.telling import counts  # noqa: PLC0415 - as above

    tr = screen.tr
    news = synced.merged._replace(unchanged=(), kept=())
    files = tr.plural("{count} file of other devices", "{count} files of other devices", len(synced.read))
    if news.is_news:
        said = tr("{files} read: {counts}.", files=files, counts=counts(tr, news))
    else:
        said = tr("{files} read: nothing new.", files=files)
    odd = [*synced.newer, *(name for name, _ in synced.unread), *dict.fromkeys(name for name, _ in synced.broken)]
    for name in synced.cut:
        said += " " + tr("{file} ends in the middle of a line; the rest comes with a later sync.", file=one_line(name))
    if odd:
        said += " " + tr("Not all could be read: {files}.", files=", ".join(map(one_line, odd)))
    screen.say(said, error=bool(odd))
