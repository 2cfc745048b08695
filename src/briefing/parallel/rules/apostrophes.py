"""Straight apostrophes in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.rules.case import Case

CODE: Final = "apostrophe-straight"

_NEAR: Final = 30
"""Characters on either side that are shown at most."""
_APOSTROPHE = re.compile(
    r"(?<=[^\W\d_])'(?=[^\W_])"  # it's, geht's, O'Reilly
    r"|(?<=[sSxXzZßnN])'(?=\s)(?![^'\n]*(?<!\w)')"  # the users' files, Hans' Text; not the end of 'a quotation'
    r"|(?<![\w'])'(?=\d\ds?\b|n\b|s\b|tis\b|em\b)"  # the '90s, rock 'n' roll, 's ist
)


def straight_apostrophes(case: Case) -> Iterator[Problem]:
    """Yield each straight apostrophe between or behind letters; feet and minutes (5') are something else."""
    for text in case.texts.values():
        for block, prose in text.prose():
            for match in _APOSTROPHE.finditer(prose):
                at = match.start()
                near = prose[max(0, at - _NEAR) : at], prose[at : at + _NEAR]
                word = near[0].rpartition(" ")[2].rpartition("\n")[2] + near[1].split(maxsplit=1)[0]
                message = n_("The apostrophe is ’, not ', in “{word}”.")
                yield text.problem(text.line_at(block, at, at + 1), CODE, message, word=word.strip('()[],.;:!?"„“”'))
