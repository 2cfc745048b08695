"""Front matter that a reader will miss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from briefing.i18n import n_
from briefing.library.fields import DATE_KEYS, SUMMARY_KEYS
from briefing.library.front_matter import Scalar
from briefing.library.model import Problem
from briefing.parallel.rules.case import Case

_WANTED: Final = (
    ("title-missing", ("title",), n_("The front matter has no title.")),
    ("summary-missing", SUMMARY_KEYS, n_("The front matter has no summary.")),
    ("date-missing", DATE_KEYS, n_("The front matter has no date.")),
)


def missing_entries(case: Case) -> Iterator[Problem]:
    """Yield what lists and citations need and the front matter doesn't say."""
    for text in case.texts.values():
        for code, keys, message in _WANTED:
            values = (text.front.values.get(key) for key in keys)
            if not any(value and not (isinstance(value, Scalar) and not value.text.strip()) for value in values):
                yield text.problem(1, code, message)
