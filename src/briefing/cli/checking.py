"""`briefing check`: what an author should fix."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from briefing.cli.findings import in_texts, missing_edition
from briefing.cli.output import say, write, write_json
from briefing.cli.services import Services
from briefing.errors import BriefingError, UsageError
from briefing.i18n import Translator, n_
from briefing.library.model import Library, Problem
from briefing.parallel.opening import open_parallel
from briefing.text import one_line


@click.command("check")
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(services: Services, path: Path | None, as_json: bool) -> int:
    """Say what an author should fix.

    In the library, or in a file or folder: front matter, missing or doubtful counterparts, figures that differ between
    the languages, links that lead nowhere, footnotes without reference or note.
    """
    if path is not None and not path.exists():
        raise UsageError(n_("There is no file or folder {path}."), path=one_line(str(path)))
    there = services if path is None else services.at(path)
    tr = services.tr
    found = sorted(_problems(there.library), key=lambda problem: (problem.path, problem.line, problem.code))
    if as_json:
        write_json([_record(tr, problem) for problem in found])
    else:
        for problem in found:
            message = tr(problem.message, **dict(problem.values))
            write(f"{problem.path}:{problem.line}: {problem.severity} {problem.code} {one_line(message)}")
    wrong = sum(problem.severity != "note" for problem in found)
    if wrong and not as_json:
        say(tr.plural("{count} problem found.", "{count} problems found.", wrong))
    return 1 if wrong else 0


def _problems(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the files of a library, and with its texts side by side."""
    yield from library.problems
    bilingual = any(len(briefing.langs) > 1 for briefing in library.briefings)
    for briefing in library.briefings:
        try:
            parallel = open_parallel(briefing)
        except BriefingError as error:
            values = tuple((name, str(value)) for name, value in error.values.items())
            yield Problem(briefing.edition("de").rel, 0, "unreadable", "error", error.message, values)
            continue
        yield from missing_edition(briefing, bilingual=bilingual)
        yield from in_texts(briefing, parallel)


def _record(tr: Translator, problem: Problem) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "code": problem.code,
        "severity": problem.severity,
        "message": tr(problem.message, **dict(problem.values)),
    }
