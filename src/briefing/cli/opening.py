"""`briefing [ADDRESS|PATH]`: opens the app."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from briefing.cli.loading import PIPED
from briefing.cli.output import say
from briefing.cli.piped import piped
from briefing.cli.services import Services, is_there
from briefing.cli.texts import make_engine, make_notebook
from briefing.errors import NotFoundError, UsageError
from briefing.i18n import n_
from briefing.library.address import find
from briefing.library.model import Library
from briefing.parallel.opening import open_parallel
from briefing.tui.terminal import is_dumb


@click.command("open", hidden=True)
@click.argument("address", metavar="[ADDRESS | PATH]", required=False)
@click.pass_obj
def command(services: Services, address: str | None = None) -> int:
    """Open the app: on the library, or on a briefing, a row (slug#12), a Markdown file, a folder or a pipe (-)."""
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
    # Imported here, for only such terminals need them.
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
    notebook = make_notebook(services, writing=True)
    engine = make_engine(services)
    try:
        # Imported here, for Textual takes longer to import than most commands take to run; they share this package.
        from briefing.tui.starting import run_app  # noqa: PLC0415

        return run_app(
            tr=services.tr,
            settings=services.settings,
            roots=services.roots,
            catalogue=services.catalogue,
            engine=engine,
            store=services.store(writing=True),
            notebook=notebook,
            open_parallel=open_parallel,
            library=library,
            address=place,
        )
    finally:
        engine.close()


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
