"""Quotation marks of the other language, or of none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefing.document.model import Lang, other
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.rules.case import Case
from briefing.parallel.rules.language import is_other

STRAIGHT: Final = "quotes-straight"
FOREIGN: Final = "quotes-foreign"

_STRAIGHT = re.compile(r"(?<![\d\\])\"|(?<![\w’'.,!?)\]])'(?=\w)(?!\d0s\b)(?=[^'\n]*\w'(?!\w))")
_FOREIGN: Final[dict[Lang, re.Pattern[str]]] = {
    # “ and ‘ close in German and open in English; what one does shows in what stands around it.
    "de": re.compile(r"(?:(?<=[\s(\[–—/„])|(?<![\s\S]))[“”‘](?=\w)|”"),
    "en": re.compile(r"[„‚](?=\S)|[«»]"),
}
_MESSAGES: Final[dict[Lang, str]] = {
    "de": n_("German quotation marks are „…“, not {mark}."),
    "en": n_("English quotation marks are “…”, not {mark}."),
}
_SINGLE: Final[dict[Lang, str]] = {
    "de": n_("German quotation marks inside a quotation are ‚…‘, not {mark}."),
    "en": n_("English quotation marks inside a quotation are ‘…’, not {mark}."),
}


def wrong_quotes(case: Case) -> Iterator[Problem]:
    """Yield straight and foreign quotation marks, the first of each kind and paragraph.

    A paragraph that is in the other language as a whole, such as a quotation, has that language's marks.
    """
    for own, text in case.texts.items():
        for block, prose in text.prose():
            straight = _STRAIGHT.search(prose)
            foreign = _FOREIGN[own].search(prose)
            if foreign and is_other(prose, own):
                foreign = _FOREIGN[other(own)].search(prose)
            for match, code in ((straight, STRAIGHT), (foreign, FOREIGN)):
                if match:
                    messages = _SINGLE if match.group() in "'‚‘" else _MESSAGES
                    line = text.line_at(block, *match.span())
                    yield text.problem(line, code, messages[own], mark=match.group())
