"""`briefing check`: what an author should fix."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from briefing.cli.output import progress, write, write_json
from briefing.cli.services import Services, is_there
from briefing.cli.streams import say
from briefing.errors import UsageError
from briefing.i18n import Translator, n_
from briefing.library.model import Problem
from briefing.parallel.check import check_library, gathered
from briefing.text import one_line

_WORDS: Final = frozenset({"kind", "other"})
"""Values of problems that are words of the interface."""


@click.command("check")
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Check typography, length, sources and wording as well.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(services: Services, path: Path | None, strict: bool, as_json: bool) -> int:
    """Say what an author should fix.

    In the library, or in a file or folder: front matter, missing counterparts, figures that differ between the
    languages, dead references, unused footnotes, and the like. Of typography, and of blocks without a counterpart, the
    first finding for each file is told; --strict tells all and counts them as problems.
    """
    if path is not None and not is_there(path):
        raise UsageError(n_("There is no file or folder {path}."), path=one_line(str(path)))
    there = services if path is None else services.at(path)
    tr = services.tr
    count = progress(lambda done, of: tr("Checking {done} of {of} ...", done=done, of=of))
    everything = check_library(there.library, count, strict=strict)
    found = everything if strict else gathered(everything)
    if as_json:
        write_json([_record(tr, problem) for problem in found])
    else:
        for problem in found:
            line = f"{problem.path}:{problem.line}: {problem.severity} {problem.code} {_message(tr, problem)}"
            write(one_line(line))
    more = len(everything) - len(found)
    if more and not as_json:
        say(
            tr.plural(
                "{count} more remark like these; see --strict.", "{count} more remarks like these; see --strict.", more
            )
        )
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
        "message": _message(tr, problem),
    }


def _message(tr: Translator, problem: Problem) -> str:
    """Return what is wrong in the language of the interface; kinds of blocks are words of it too."""
    values = {name: tr(value) if name in _WORDS else value for name, value in problem.values}
    return tr(problem.message, **values)
