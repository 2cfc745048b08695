"""Words that praise instead of saying something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from briefing.document.model import Kind, Lang
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.rules.case import Case

_WORDS: Final[dict[Lang, str]] = {
    "de": (
        r"bahnbrechend\w*|revolutionär\w*|revolutionier\w*|Game[ -]?Changer\w*|wegweisend\w*|beispiellos\w*"
        r"|Meilenstein\w*|Quantensprung\w*|atemberaubend\w*|spektakulär\w*|phänomenal\w*|sensationell\w*"
        r"|weltverändernd\w*|zukunftsweisend\w*|hochmodern\w*|Durchbruchstechnologi\w+|einzigartig\w*|Zeitenwende"
        r"|noch nie dagewesen\w*|nie dagewesen\w*|State[ -]of[ -]the[ -]Art\w*|Paukenschlag\w*|Siegeszug\w*"
        r"|Wunderwaffe\w*"
    ),
    "en": (
        r"cutting[ -]edge|ground-?breaking|game-? ?chang(?:er|ers|ing)|revolutionary|revolutioni[sz]\w+|unprecedented"
        r"|trail-?blazing|path-?breaking|bleeding[ -]edge|next[ -]gen(?:eration)?|world-changing|milestones?|disruptive"
        r"|quantum leaps?|breathtaking\w*|spectacular\w*|phenomenal\w*|sensational\w*|state[ -]of[ -]the[ -]art"
        r"|paradigm[ -]shift\w*|mind-?blowing|seismic|unparalleled|best[ -]in[ -]class|world[ -]class"
    ),
}
_QUOTED = re.compile(r"„[^“„]*“|‚[^‘‚]*‘|»[^«»]*«|«[^«»]*»|“[^”“]*”|‘[^’‘]*’")


def hype_words(case: Case) -> Iterator[Problem]:
    """Yield words of praise; not in quotations, nor in footnotes, where they are titles."""
    for lang, text in case.texts.items():
        for block, prose in text.prose():
            if block.kind in (Kind.FOOTNOTE, Kind.QUOTE):
                continue
            own = _QUOTED.sub(lambda match: " " * len(match.group()), prose)
            for match in _pattern(lang).finditer(own):
                message = n_("“{word}” praises; say what happened instead.")
                yield text.problem(text.line_at(block, *match.span()), "hype", message, word=match.group())


@lru_cache(maxsize=2)
def _pattern(lang: Lang) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{_WORDS[lang]})(?!\w)")
