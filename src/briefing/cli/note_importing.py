"""`briefing notes import`: notes from our exports and from those of other tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from briefing.cli.output import write, write_json
from briefing.cli.services import Services
from briefing.cli.streams import say
from briefing.notes.exchange.importing import Given, Prepared, Report, open_given, prepare, run
from briefing.notes.exchange.model import MAX_BYTES
from briefing.notes.exchange.reading import FORMATS
from briefing.notes.exchange.telling import clamped, counts, reasons
from briefing.parallel.opening import open_parallel

_TOLD = 20
"""Entries that were set aside of which the reasons are told; all are in the file."""


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format",
    "fmt",
    type=click.Choice(list(FORMATS)),
    help="jsonl is ours, json W3C Web Annotations; told from the content if not given.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_obj
def command(services: Services, files: tuple[Path, ...], fmt: str | None, dry_run: bool, as_json: bool) -> int:
    """Import notes from files; - is stdin.

    Of a note that is here already the newer version counts, and the other is kept. What can't be understood is set
    aside, one by one, and the rest imported in one go, which one undo takes back.
    """
    given = [_given(path) for path in files]
    prepared = prepare(given, services.library, open_parallel, fmt)
    report = run(prepared, services.store(writing=not dry_run), dry_run=dry_run)
    if as_json:
        write_json(_record(prepared, report, dry_run=dry_run))
    else:
        tr = services.tr
        said = counts(tr, report.merged, len(report.aside))
        write(
            tr("This would be imported: {counts}.", counts=said) if dry_run else tr("Imported: {counts}.", counts=said)
        )
    _complain(services, report)
    return 1 if report.aside else 0


def _given(path: Path) -> Given:
    """Return a file to import, or stdin for `-`."""
    return Given("-", sys.stdin.buffer.read(MAX_BYTES + 1)) if str(path) == "-" else open_given(path)


def _record(prepared: Prepared, report: Report, *, dry_run: bool) -> dict[str, Any]:
    merged = report.merged
    return {
        "dry_run": dry_run,
        "files": [{"file": name, "format": fmt} for name, fmt in prepared.formats],
        "added": list(merged.added),
        "updated": list(merged.updated),
        "unchanged": list(merged.unchanged),
        "kept": list(merged.kept),
        "clamped": list(merged.clamped),
        "rejected": [
            {"file": each.file, "where": each.reject.where, "reason": each.reject.reason} for each in report.aside
        ],
        "quarantine": str(report.quarantine) if report.quarantine else None,
    }


def _complain(services: Services, report: Report) -> None:
    tr = services.tr
    if report.merged.clamped:
        say(clamped(tr, report.merged))
    for sentence in reasons(tr, report.aside[:_TOLD]):
        say(sentence)
    if len(report.aside) > _TOLD:
        say(tr("… and {count} more.", count=len(report.aside) - _TOLD))
    if report.quarantine:
        say(tr("What was set aside is in {path}.", path=str(report.quarantine)))
