"""Numbers as words, in German and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from briefing.document.model import Lang, Range

_PLAIN: Final[dict[Lang, tuple[str, ...]]] = {
    "de": ("drei|dreien|dreier", "vier|vieren", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    "en": ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
"""The words for 3 to 12. One and two are left out: they are articles, or "both", too often."""
_FIRST: Final = 3

_LOOSE: Final[dict[Lang, tuple[str, ...]]] = {
    "de": (
        r"null|kein\w*", r"ein\w*|erst\w*", r"zwei\w*|zwo\w*|beid\w*|doppel\w*|halb\w*|hälfte|paar",
        r"drei\w*|dritt\w*|trio\w*", r"vier\w*|quartal\w*", r"fünf\w*", r"sechs\w*|halbjahr\w*|halbe[ns]? jahr\w*",
        r"sieb\w*", r"acht\w*", r"neun\w*", r"zehn\w*|jahrzehnt\w*|dekade\w*", r"elf\w*", r"zwölf\w*|dutzend\w*",
        r"dreizehn\w*", r"vierzehn\w*", r"fünfzehn\w*", r"sechzehn\w*", r"siebzehn\w*", r"achtzehn\w*",
        r"neunzehn\w*",
    ),
    "en": (
        r"zero|no|none|null|nil", r"one\w*|a|an|first\w*|once|single",
        r"two\w*|second\w*|twice|both|double\w*|hal\w+|couple|pair\w*",
        r"three\w*|third\w*|trio|tripl\w+|thrice", r"four\w*|quart\w+|quadr\w+", r"five\w*|fif\w+",
        r"six\w*|half[ -](?:a )?year\w*", r"seven\w*", r"eight\w*", r"nin\w+", r"ten\w*|decade\w*", r"eleven\w*",
        r"twel\w+|dozen\w*", r"thirteen\w*", r"fourteen\w*", r"fifteen\w*", r"sixteen\w*", r"seventeen\w*",
        r"eighteen\w*", r"nineteen\w*",
    ),
}  # fmt: skip
"""By number what may say 0 to 19 in other words: "the third", "a quarter", "doppelt"."""
_TENS: Final[dict[Lang, dict[str, str]]] = {
    "de": {
        "20": r"zwanzig\w*", "25": r"viertel\w*", "30": r"dreißig\w*", "40": r"vierzig\w*",
        "50": r"fünfzig\w*|hälfte|halb\w*", "60": r"sechzig\w*", "70": r"siebzig\w*", "75": r"dreiviertel\w*",
        "80": r"achtzig\w*", "90": r"neunzig\w*", "100": r"\w*hundert\w*", "1000": r"\w*tausend\w*",
    },
    "en": {
        "20": r"twent\w+", "25": r"quarter\w*", "30": r"thirt\w+", "40": r"fort\w+", "50": r"fift\w+|hal\w+",
        "60": r"sixt\w+", "70": r"sevent\w+", "75": r"three[ -]quarters?", "80": r"eight\w+", "90": r"ninet\w+",
        "100": r"hundred\w*", "1000": r"thousand\w*",
    },
}  # fmt: skip

_COUNTS: Final[dict[Lang, dict[str, str]]] = {
    "de": {
        "0.5": "halbe[nr]?", "1": "eine[nrm]?|ein", "1.5": "anderthalb|eineinhalb", "2": "zwei", "2.5": "zweieinhalb",
        "20": "zwanzig", "30": "dreißig", "50": "fünfzig", "100": "hundert", "3": "drei", "4": "vier", "5": "fünf",
        "6": "sechs", "7": "sieben", "8": "acht", "9": "neun", "10": "zehn", "11": "elf", "12": "zwölf",
    },
    "en": {
        "0.5": "half an?|half", "1": "an?|one", "1.5": "one and a half", "2": "two", "2.5": "two and a half",
        "20": "twenty", "30": "thirty", "50": "fifty", "100": "an? hundred|one hundred|hundred", "3": "three",
        "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine", "10": "ten", "11": "eleven",
        "12": "twelve",
    },
}  # fmt: skip
"""Words that count thousands, millions and more."""


@lru_cache(maxsize=2)
def _plain_words(lang: Lang) -> re.Pattern[str]:
    words = "|".join(f"({forms})" for forms in _PLAIN[lang])
    # "Acht" with a capital letter is what one takes, but for the beginning of a sentence.
    eight = r"acht|(?:(?<![\s\S])|(?<=[.!?:]\s)|(?<=„))Acht" if lang == "de" else "(?!)"
    return re.compile(rf"(?<![\w-])(?:(?i:(?!acht\b)(?:{words}))|({eight}))(?![\w-])")


def plain_words(text: str, lang: Lang) -> Iterator[tuple[str, Range]]:
    """Yield the spelt-out numbers from three to twelve with their places: ("3", (0, 4)) for "drei"."""
    for match in _plain_words(lang).finditer(text):
        index = (match.lastindex or 0) - 1
        number = 8 if index >= len(_PLAIN[lang]) else index + _FIRST
        yield str(number), match.span()


def is_spelt(value: str, text: str, lang: Lang) -> bool:
    """Return whether a text may say a number in words, be it as an ordinal, a fraction or a multiple."""
    small = value.isdigit() and int(value[:3]) < len(_LOOSE[lang]) and len(value) < len("100")
    words = _LOOSE[lang][int(value)] if small else _TENS[lang].get(value)
    return words is not None and re.search(rf"(?i)(?<![^\W_])(?:{words})(?![^\W_])", text) is not None


@lru_cache(maxsize=2)
def counting_words(lang: Lang) -> str:
    """Return a pattern of the words that stand before "million" or "Mrd."."""
    return "|".join(sorted((form for forms in _COUNTS[lang].values() for form in forms.split("|")), reverse=True))


def count_of(word: str, lang: Lang) -> Decimal:
    """Return the number that a word before "million" or "Mrd." means."""
    for value, forms in _COUNTS[lang].items():
        if re.fullmatch(forms, word, re.IGNORECASE):
            return Decimal(value)
    return Decimal(1)
