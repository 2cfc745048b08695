"""Starting the app: what is meant, the first frame, then the framework.

Nothing here is imported before it is needed: a reader waits for the first line of text, not for what may be used later.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.cli.services import Services, is_there
from briefing.cli.streams import say
from briefing.errors import BriefingError, NotFoundError, UsageError
from briefing.i18n import n_
from briefing.library.model import Library
from briefing.tui.terminal import Colours, colours, is_dumb, prepared

if TYPE_CHECKING:
    from briefing.document.model import Lang
    from briefing.library.model import Briefing
    from briefing.parallel.bitext import Bitext
    from briefing.tui.opened import Opened

PIPED: Final = "-"
"""The address that means the standard input."""
_FAR: Final = 2_000
"""Rows from the beginning up to which a place is looked for before anything is shown."""


def start_app(services: Services, address: str | None) -> int:
    """Open the app: on the library, or on a briefing, a row (slug#12), a Markdown file, a folder or a pipe (-).

    Returns:
        The exit code.

    Raises:
        UsageError: there is no terminal.
        NotFoundError: there is no briefing with this address.
        InputError: what was named can't be read.
    """
    if not has_terminal(piped=address == PIPED):
        raise UsageError(n_("The app needs a terminal; `briefing list` prints what there is to read."))
    with ExitStack() as stack:
        made: list[Services] = []
        stack.callback(_close, made)  # last of all, for what it says belongs on the terminal as it was
        if is_dumb(os.environ):
            return _print(*_meant(services, address, made, stack))
        if address == PIPED:  # read before the keys take the place of the pipe
            there, place = _meant(services, address, made, stack)
            stack.enter_context(prepared())
            return _run(there, place, None, stack)
        stack.enter_context(prepared())
        opened = _at_first_sight(services, address, stack)
        if opened and address:  # nothing more has to be known of it before the framework is there
            there = services.beside(Path(address))
            made.append(there)
            library = Library(there.roots, (opened.briefing,), (), {opened.briefing.id: opened.briefing})
            return _run_app(there, library, (opened.briefing.id, None), opened)
        return _run(*_meant(services, address, made, stack), opened, stack)


def has_terminal(*, piped: bool = False) -> bool:
    """Return whether the app can be shown and get keys; with a piped text, those come from elsewhere."""
    return sys.stdout.isatty() and (piped or sys.stdin.isatty())


def _meant(
    services: Services, address: str | None, made: list[Services], stack: ExitStack
) -> tuple[Services, str | None]:
    """Return the services for what an address means, and the address there.

    Args:
        services: for the library.
        address: as given.
        made: takes services that were made for it, to be closed at the end.
        stack: takes what must be put back.

    Raises:
        InputError: it is a file or a pipe that can't be read.
        UsageError: nothing is piped.
    """
    if address == PIPED:
        from briefing.cli.piped import piped  # noqa: PLC0415

        there = stack.enter_context(piped(services))
        return there, there.library.briefings[0].id
    if not address or not is_there(Path(address)):
        return services, address
    path = Path(address)
    there = services.at(path)
    made.append(there)
    return there, None if path.is_dir() else there.library.briefings[0].id


def _close(made: list[Services]) -> None:
    for services in made:
        for notice in services.close():
            say(notice)


def _print(services: Services, address: str | None) -> int:
    """Print what the app would open, and say why; return the exit code."""
    from briefing.cli.listing import show_list  # noqa: PLC0415
    from briefing.cli.showing import show  # noqa: PLC0415

    if address is None:
        code = show_list(services)
        say(services.tr("This terminal can’t show the app (TERM=dumb); `briefing show` prints one of these."))
        return code
    say(services.tr("This terminal can’t show the app (TERM=dumb), so here is the text."))
    return show(services, address)


def _run(services: Services, address: str | None, opened: Opened | None, stack: ExitStack) -> int:
    """Run the app on a library; return its exit code.

    Args:
        services: for the library.
        address: what to open in it at once.
        opened: what is on the screen already.
        stack: what must be put back at the end.

    Raises:
        NotFoundError: there is no briefing with this address.
    """
    library, place = _known(services, address)
    briefing = library.get(place[0]) if place else None
    if opened is None and briefing and place and _is_able(os.environ):
        opened = _opened(services, briefing, place[1])
        opened = _show(services, opened, stack) if opened else None
    return _run_app(services, library, place, opened)


def _run_app(services: Services, library: Library, place: tuple[str, int | None] | None, opened: Opened | None) -> int:
    from briefing.parallel.opening import open_bitext  # noqa: PLC0415
    from briefing.tui.starting import run_app  # noqa: PLC0415

    return run_app(
        tr=services.tr,
        settings=services.settings,
        roots=services.roots,
        catalogue=lambda: services.catalogue,
        engine=services.engine,
        store=partial(services.store, writing=True),
        open_bitext=open_bitext,
        library=library,
        address=place,
        opened=opened,
    )


def _at_first_sight(services: Services, address: str | None, stack: ExitStack) -> Opened | None:
    """Show a file before the library's rules are asked what it is, where they can say nothing else."""
    if not address or address == PIPED or not _is_able(os.environ) or not Path(address).is_file():
        return None
    from briefing.cli.glimpse import glimpse  # noqa: PLC0415

    seen = glimpse(Path(address))
    if seen is None:
        return None
    opened = _placed(services, *seen, None)
    return _show(services, opened, stack) if opened else None


def _show(services: Services, opened: Opened, stack: ExitStack) -> Opened | None:
    """Put the first frame on the screen, where its colours are known; return what is there then."""
    from briefing.tui.first_frame import shown  # noqa: PLC0415
    from briefing.tui.themes import theme_for  # noqa: PLC0415

    theme = theme_for(services.settings.theme, Colours.MANY)
    return stack.enter_context(shown(opened, services.tr, services.settings, theme, os.environ))


def _is_able(environ: Mapping[str, str]) -> bool:
    return sys.platform != "win32" and colours(environ) is Colours.MANY


def _opened(services: Services, briefing: Briefing, row: int | None) -> Opened | None:
    """Open a text where it is asked for, or where reading stopped; None if it can't be read, or that is far away."""
    from briefing.parallel.opening import open_bitext  # noqa: PLC0415

    try:
        return _placed(services, briefing, open_bitext(briefing), row)
    except BriefingError:
        return None  # the app says why


def _placed(services: Services, briefing: Briefing, bitext: Bitext, row: int | None) -> Opened | None:
    from briefing.tui.columns import View  # noqa: PLC0415
    from briefing.tui.navigate import first_place  # noqa: PLC0415
    from briefing.tui.opened import Opened  # noqa: PLC0415
    from briefing.tui.scene import Scene  # noqa: PLC0415
    from briefing.tui.status import missing_words  # noqa: PLC0415

    wanted = _where_reading_stopped(services, briefing.id) if row is None else row
    if wanted > _FAR:
        return None
    settings = services.settings
    side: Lang = "de" if services.tr.lang == "de" else "en"
    scene = Scene(View(settings.view), settings.width, missing_words(services.tr), side)
    key = (bitext.find(wanted) or bitext.last()) if wanted or row is not None else None
    scene.show(bitext, first_place(bitext, key, side) if key else None)
    return Opened(briefing, row, scene)


def _where_reading_stopped(services: Services, briefing: str) -> int:
    notes = services.paths.notes_file
    if not is_there(notes):
        return 0
    from briefing.notes.store.peeking import where_reading_stopped  # noqa: PLC0415 - SQLite, where there is something

    return where_reading_stopped(notes, briefing)


def _known(services: Services, address: str | None) -> tuple[Library, tuple[str, int | None] | None]:
    """Return the library and the place to open in it.

    The library is taken as it was last known, so that the app is there at once; it looks for changes itself. An address
    that is new to it is looked for on disk.

    Raises:
        NotFoundError: there is no briefing with this address.
    """
    library = services.catalogue.load(services.roots)
    if library is not None and address is not None:
        try:
            return library, _place(library, address)
        except NotFoundError:
            library = None
    if library is None:
        library = services.library
    return library, None if address is None else _place(library, address)


def _place(library: Library, address: str) -> tuple[str, int | None]:
    from briefing.library.address import find  # noqa: PLC0415

    briefing, row = find(library, address)
    return briefing.id, row
