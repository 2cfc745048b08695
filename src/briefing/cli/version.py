"""`briefing --version`, and versions of what it is made of."""

from __future__ import annotations

import importlib.metadata

import click

from briefing.cli.output import write

UNKNOWN = "unknown"
DISTRIBUTION = "briefing-reader"


@click.command("version", hidden=True)
def command() -> None:
    """Show the version."""
    write(f"briefing {version(DISTRIBUTION)}")


def version(distribution: str) -> str:
    """Return the version of an installed distribution, or "unknown", without importing it."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return UNKNOWN
