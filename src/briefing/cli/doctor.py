"""`briefing doctor`: whether installation, terminal, settings, folders, library, notes and index are in order."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from briefing.cli.output import is_utf8, write
from briefing.cli.places import LABELS, locations
from briefing.cli.services import Services, is_there
from briefing.cli.streams import say
from briefing.cli.version import DISTRIBUTION, UNKNOWN, version
from briefing.errors import BriefingError
from briefing.i18n import Translator
from briefing.text import one_line

_NEEDED = ("textual", "markdown-it-py", "rapidfuzz")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report: what was looked at, what was found, and whether somebody should see to it."""

    label: str
    text: str
    attention: bool = False


@click.command("doctor")
@click.pass_obj
def command(services: Services) -> int:
    """Report whether everything is in order.

    Installation, terminal, settings, folders, library, notes and index. Lines that need attention begin with an
    exclamation mark.
    """
    findings = list(_findings(services))
    width = max(len(finding.label) for finding in findings)
    for finding in findings:
        write(f"{'!' if finding.attention else ' '} {finding.label:{width}}  {one_line(finding.text)}")
    wrong = sum(finding.attention for finding in findings)
    if wrong:
        say(services.tr.plural("{count} line needs attention.", "{count} lines need attention.", wrong))
    return 1 if wrong else 0


def _findings(services: Services) -> Iterator[Finding]:
    tr = services.tr
    yield from _versions(tr)
    yield from _terminal(tr)
    settings = _settings(services)
    yield settings
    for name, path in locations(services).items():
        if name != "settings":
            yield _place(tr, tr(LABELS[name]), path)
    told = {settings.text}
    for look in (_library, _notes, _index):
        try:
            yield from look(services)
        except BriefingError as error:
            if (text := tr.error(error)) not in told:
                yield Finding(tr("Problem"), text, attention=True)
            told.add(text)


def _versions(tr: Translator) -> Iterator[Finding]:
    yield Finding("briefing", version(DISTRIBUTION))
    yield Finding("Python", f"{sys.version.split()[0]} ({sys.executable})")
    yield Finding("SQLite", sqlite3.sqlite_version)
    for name in _NEEDED:
        found = version(name)
        missing = found == UNKNOWN
        yield Finding(name, tr("not installed") if missing else found, attention=missing)


def _terminal(tr: Translator) -> Iterator[Finding]:
    term = os.environ.get("TERM", "")
    if sys.stdin.isatty() and sys.stdout.isatty():
        size = shutil.get_terminal_size()
        name = term or tr("TERM is not set")
        yield Finding(tr("Terminal"), f"{name}, {size.columns}×{size.lines}", attention=term in ("", "dumb"))
    else:
        yield Finding(tr("Terminal"), tr("none here: input or output is redirected"))
    yield Finding(tr("Colours"), _colours(tr, term))
    encoding = sys.stdout.encoding or "?"
    fine = is_utf8(sys.stdout)
    yield Finding(
        tr("Encoding"),
        encoding if fine else tr("{encoding} lacks characters that texts need; use UTF-8", encoding=encoding),
        attention=not fine,
    )


def _colours(tr: Translator, term: str) -> str:
    if os.environ.get("NO_COLOR"):
        return tr("switched off by NO_COLOR")
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return tr("16 million")
    return "256" if "256" in term else tr("few, or unknown")


def _settings(services: Services) -> Finding:
    tr = services.tr
    path = services.settings_file
    try:
        _ = services.settings
    except BriefingError as error:
        return Finding(tr(LABELS["settings"]), tr.error(error), attention=True)
    return Finding(tr(LABELS["settings"]), _shown(tr, path))


def _place(tr: Translator, label: str, path: Path) -> Finding:
    """Return whether a file or folder is there and can be written, or could be made."""
    there = path
    while not is_there(there) and there != there.parent:
        there = there.parent
    if not os.access(there, os.W_OK):
        return Finding(label, tr("{path} can’t be written", path=path), attention=True)
    return Finding(label, _shown(tr, path))


def _shown(tr: Translator, path: Path) -> str:
    return str(path) if is_there(path) else tr("{path} (none yet)", path=path)


def _library(services: Services) -> Iterator[Finding]:
    tr = services.tr
    label = tr("Library")
    for root in services.roots:
        yield Finding(label, str(root))
    library = services.library
    both = sum(len(briefing.langs) > 1 for briefing in library.briefings)
    count = len(library.briefings)
    briefings = tr.plural("{count} briefing", "{count} briefings", count)
    bilingual = tr("{count} in both languages", count=both)
    yield Finding(label, f"{briefings}, {bilingual}", attention=not count)
    errors = [problem for problem in library.problems if problem.severity == "error"]
    if errors:
        unread = tr.plural("{count} file can’t be read.", "{count} files can’t be read.", len(errors))
        hint = tr("`briefing check` says why.")
        yield Finding(label, f"{unread} {hint}", attention=True)
    for problem in library.problems:
        if problem.code == "cache-unwritable":
            yield Finding(tr(LABELS["cache"]), tr(problem.message, **dict(problem.values)), attention=True)


def _notes(services: Services) -> Iterator[Finding]:
    tr = services.tr
    store = services.store()
    count = sum(store.counts().values())
    trash = len(store.notes(deleted=True))
    notes = tr.plural("{count} note", "{count} notes", count)
    deleted = tr("{count} in the trash", count=trash)
    yield Finding(tr("Notes"), f"{notes}, {deleted}")
    for notice in store.notices:
        yield Finding(tr("Notes"), tr.error(notice), attention=True)


def _index(services: Services) -> Iterator[Finding]:
    tr = services.tr
    path = services.index_file
    try:
        size = path.stat().st_size
    except OSError:
        yield Finding(tr("Index"), tr("none yet; the first search builds it"))
        return
    yield Finding(tr("Index"), f"{path} ({max(1, size // 1024)} KiB)")
