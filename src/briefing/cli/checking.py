"""`briefing check`: what an author should fix."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.output import progress, write, write_json
from briefing.cli.services import Services, is_there
from briefing.cli.streams import say
from briefing.errors import UsageError
from briefing.i18n import Translator, n_
from briefing.library.model import Problem
from briefing.parallel.check import check_library
from briefing.text import one_line


@click.command("check")
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(services: Services, path: Path | None, as_json: bool) -> int:
    """Say what an author should fix.

    In the library, or in a file or folder: front matter, missing counterparts, figures that differ between the
    languages, dead references, unused footnotes, and the like.
    """
    if path is not None and not is_there(path):
        raise UsageError(n_("There is no file or folder {path}."), path=one_line(str(path)))
    there = services if path is None else services.at(path)
    tr = services.tr
    found = check_library(there.library, progress(lambda done, of: tr("Checking {done} of {of} ...", done=done, of=of)))
    if as_json:
        write_json([_record(tr, problem) for problem in found])
    else:
        for problem in found:
            message = tr(problem.message, **dict(problem.values))
            write(one_line(f"{problem.path}:{problem.line}: {problem.severity} {problem.code} {message}"))
    wrong = sum(problem.severity != "note" for problem in found)
    if wrong and not as_json:
        say(tr.plural("{count} problem found.", "{count} problems found.", wrong))
    return 1 if wrong else 0


def _record(tr: Translator, problem: Problem) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "code": problem.code,
        "severity": problem.severity,
        "message": tr(problem.message, **dict(problem.values)),
    }
