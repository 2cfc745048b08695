"""`briefing [ADDRESS|PATH]`: opens the app."""

from __future__ import annotations

import click

from briefing.cli.app_start import start_app
from briefing.cli.services import Services


@click.command("open", hidden=True)
@click.argument("address", metavar="[ADDRESS | PATH]", required=False)
@click.pass_obj
def command(services: Services, address: str | None = None) -> int:
    """Open the app: on the library, or on a briefing, a row (slug#12), a Markdown file, a folder or a pipe (-)."""
    return start_app(services, address)
