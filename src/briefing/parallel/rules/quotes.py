"""Quotation marks of the other language, or of none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefing.document.model import Lang
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.rules.case import Case

_STRAIGHT = re.compile(r'(?<!\d)"')
_FOREIGN: Final[dict[Lang, re.Pattern[str]]] = {
    # “ closes in German and opens in English; what it does shows in what stands around it.
    "de": re.compile(r"(?:(?<=[\s(\[–—/])|(?<![\s\S]))[“”](?=\w)|”"),
    "en": re.compile(r"[„‚](?=\S)|[«»]"),
}
_MESSAGES: Final[dict[Lang, str]] = {
    "de": n_("German quotation marks are „…“, not {mark}."),
    "en": n_("English quotation marks are “…”, not {mark}."),
}


def wrong_quotes(case: Case) -> Iterator[Problem]:
    """Yield the first straight and the first foreign quotation mark of each paragraph."""
    for lang, text in case.texts.items():
        for block, prose in text.prose():
            for pattern, code in ((_STRAIGHT, "quotes-straight"), (_FOREIGN[lang], "quotes-foreign")):
                if match := pattern.search(prose):
                    line = text.line_of(block, match.group())
                    yield text.problem(line, code, _MESSAGES[lang], mark=match.group())
