"""Starting the app: what is meant, the first frame, then the framework.

Nothing here is imported before it is needed: a reader waits for the first line of text, not for what may be used later.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.cli.services import Services, is_there
from briefing.cli.streams import say
from briefing.errors import BriefingError, NotFoundError, UsageError
from briefing.i18n import n_
from briefing.library.address import find
from briefing.library.model import Briefing, Library
from briefing.tui.terminal import Colours, colours, is_dumb, prepared

if TYPE_CHECKING:
    from briefing.document.model import Lang
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
    with _meant(services, address) as (there, place):
        return _print(there, place) if is_dumb(os.environ) else _run(there, place)


def has_terminal(*, piped: bool = False) -> bool:
    """Return whether the app can be shown and get keys; with a piped text, those come from elsewhere."""
    return sys.stdout.isatty() and (piped or sys.stdin.isatty())


@contextmanager
def _meant(services: Services, address: str | None) -> Iterator[tuple[Services, str | None]]:
    """Give the services for what an address means, and the address there; close what was opened for it.

    Raises:
        InputError: it is a file or a pipe that can't be read.
        UsageError: nothing is piped.
    """
    if address == PIPED:
        from briefing.cli.piped import piped  # noqa: PLC0415

        with piped(services) as there:
            yield there, there.library.briefings[0].id
        return
    if not address or not is_there(Path(address)):
        yield services, address
        return
    path = Path(address)
    there = services.at(path)
    try:
        yield there, None if path.is_dir() else there.library.briefings[0].id
    finally:
        for notice in there.close():
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


def _run(services: Services, address: str | None) -> int:
    """Run the app on a library; return its exit code.

    Raises:
        NotFoundError: there is no briefing with this address.
    """
    library, place = _known(services, address)
    with ExitStack() as stack:
        stack.enter_context(prepared())
        opened = _first_frame(services, library, place, stack)

        from briefing.parallel.opening import open_bitext  # noqa: PLC0415
        from briefing.tui.starting import run_app  # noqa: PLC0415

        return run_app(
            tr=services.tr,
            settings=services.settings,
            roots=services.roots,
            catalogue=services.catalogue,
            engine=services.engine,
            store=partial(services.store, writing=True),
            open_bitext=open_bitext,
            library=library,
            address=place,
            opened=opened,
        )


def _first_frame(
    services: Services, library: Library, place: tuple[str, int | None] | None, stack: ExitStack
) -> Opened | None:
    """Show the text that is asked for until the framework does; return it if it is on the screen."""
    briefing = library.get(place[0]) if place else None
    if briefing is None or place is None or not _is_able(os.environ):
        return None
    from briefing.tui.first_frame import shown  # noqa: PLC0415
    from briefing.tui.themes import theme_for  # noqa: PLC0415

    theme = theme_for(services.settings.theme, Colours.MANY)
    opened = _opened(services, briefing, place[1])
    there = opened and stack.enter_context(shown(opened, services.tr, services.settings, theme, os.environ))
    return opened if there else None


def _is_able(environ: Mapping[str, str]) -> bool:
    return sys.platform != "win32" and colours(environ) is Colours.MANY


def _opened(services: Services, briefing: Briefing, row: int | None) -> Opened | None:
    """Open a text where it is asked for, or where reading stopped; None if it can't be read, or that is far away."""
    from briefing.parallel.opening import open_bitext  # noqa: PLC0415
    from briefing.tui.columns import View  # noqa: PLC0415
    from briefing.tui.navigate import first_place  # noqa: PLC0415
    from briefing.tui.opened import Opened  # noqa: PLC0415
    from briefing.tui.scene import Scene  # noqa: PLC0415
    from briefing.tui.status import missing_words  # noqa: PLC0415

    wanted = _where_reading_stopped(services, briefing.id) if row is None else row
    if wanted > _FAR:
        return None
    try:
        bitext = open_bitext(briefing)
    except BriefingError:
        return None  # the app says why
    settings = services.settings
    side: Lang = "de" if services.tr.lang == "de" else "en"
    scene = Scene(View(settings.view), settings.width, missing_words(services.tr), side)
    key = (bitext.find(wanted) or bitext.last()) if wanted or row is not None else None
    scene.show(bitext, first_place(bitext, key, side) if key else None)
    return Opened(briefing, row, scene)


def _where_reading_stopped(services: Services, briefing: str) -> int:
    if not services.paths.notes_file.is_file():
        return 0
    try:
        reading = services.store(writing=True).readings().get(briefing)
    except BriefingError:
        return 0  # the app says why
    return reading.row if reading and not reading.read else 0


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
    briefing, row = find(library, address)
    return briefing.id, row
