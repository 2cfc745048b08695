"""Places at which a line must not break, and whose space lets it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from briefing.document.model import Lang
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.rules.case import Case
from briefing.parallel.rules.families import families
from briefing.parallel.rules.months import NAMES

CODE: Final = "space-breaks"

_SIGNS: Final = "%|‰|°C|°F|°|€|\\$|£|¥"
_UNITS: Final = (
    "[kMGTP]?B|[KMGT]iB|[kMG]?bit/s|Bit|Byte|[kMGT]?Hz|[kMGT]?Wh?|[kMGT]?J|kcal|[kmµn]?m|[cd]m|km/h|m²|km²|m³|ha"
    "|[km]?g|t|ms|µs|[cdm]?l|dB|EUR|USD|GBP|CHF|px|pt|dpi|fps|FLOPS?|[GTPE]FLOPS?"
)
_AMOUNTS: Final[dict[Lang, str]] = {
    "de": r"Mio\.|Mrd\.|Bio\.|Tsd\.|Million(?:en)?|Milliarden?|Billion(?:en)?|Euro|Dollar|Franken|Prozent|Uhr",
    "en": "thousand|million|billion|trillion|bn|tn|mn|euros?|dollars?|per cent|percent",
}
_BEFORE_NUMBERS: Final[dict[Lang, str]] = {
    "de": r"Art\.|Abs\.|Nr\.|Ziff\.|Kap\.|Abb\.|Tab\.|Bd\.|Rn\.|Rz\.|S\.|§§?",
    "en": r"Art\.|No\.|Nos\.|Fig\.|Vol\.|vol\.|pp?\.|§§?",
}
_ABBREVIATIONS: Final[dict[Lang, str]] = {
    "de": (
        r"[zZ]\. ?B\.|[dD]\. ?h\.|[uU]\. ?a\.|[uU]\. ?ä\.|[oO]\. ?[ÄäGgB]\.|[uU]\. ?U\.|[vV]\. ?a\.|[zZ]\. ?T\."
        r"|[iI]\. ?d\. ?R\.|[sS]\. ?[ou]\.|e\. ?V\.|[iI]\. ?S\. ?d\.|[uU]\. ?v\. ?m\.|[iI]\. ?A\.|[nv]\. ?Chr\."
        r"|[mM]\. ?E\."
    ),
    "en": "(?!)",
}


def breaking_spaces(case: Case) -> Iterator[Problem]:
    """Yield each ordinary or missing space where a non-breaking one keeps together what is one word to a reader.

    Between a number and its unit, sign or "million"; in dates, abbreviations and articles of a law; between the name
    of a model's family and its number.
    """
    groups = families(case.names)
    for lang, text in case.texts.items():
        pattern = _pattern(lang, groups)
        for block, prose in text.prose():
            for match in pattern.finditer(prose):
                message = n_("A non-breaking space is missing in “{place}”.")
                yield text.problem(text.line_at(block, *match.span()), CODE, message, place=match.group())


@lru_cache(maxsize=4)
def _pattern(lang: Lang, groups: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern of what has an ordinary space, or in an abbreviation none, where it should not break."""
    months = "|".join(NAMES[lang])
    names = "|".join(map(re.escape, sorted(groups, key=lambda name: (-len(name), name))))
    parts = [
        rf"(?<![\w.,-])[0-9][0-9.,]*(?<![.,]) (?:(?:{_SIGNS})(?![^\W_])|(?:{_UNITS}|{_AMOUNTS[lang]})(?![^\W_]))",
        rf"(?<![\w.,])(?:{_BEFORE_NUMBERS[lang]}) [0-9]+",
        rf"(?<![\w.])(?:(?:{_ABBREVIATIONS[lang]}))",
        rf"(?<![\w-])(?:{names}) (?!(?:19|20)[0-9]{{2}}(?!\w))(?:[A-Z]?[0-9][\w.]*)(?<!\.)(?![^\W_])",
    ]
    if lang == "de":
        parts.append(rf"(?<![\w.,])[0-9]{{1,2}}\. (?:{months})(?![^\W_])")
    else:
        parts += [
            rf"(?<![\w.,])[0-9]{{1,2}}(?:st|nd|rd|th)? (?:{months})(?![^\W_])",
            rf"(?<!\w)(?:{months}) [0-9]{{1,2}}(?:st|nd|rd|th)?(?![^\W_]|[.,]?[0-9])",
        ]
    return re.compile("|".join(parts))
