"""The numbers of a text as values, whatever its language does with points, commas, spaces and words for millions."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from briefing.document.model import Lang
from briefing.parallel.rules.spelt import count_of, counting_words

SPACES: Final = "\u00a0\u2009\u202f'’"
"""What groups digits by threes in either language."""

_NUMBERS: Final[dict[Lang, str]] = {
    "de": (
        rf"(?P<group>[0-9]{{1,3}}(?:[.{SPACES}][0-9]{{3}})+(?![0-9]|\.[0-9]))(?:,[0-9]+)?"
        r"|[0-9]+(?:,[0-9]+|(?:\.[0-9]+)+)?"
    ),
    "en": rf"(?P<group>[0-9]{{1,3}}(?:[,{SPACES}][0-9]{{3}})+(?![0-9]))(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*",
}
DATE = re.compile(
    r"\b([0-9]{1,2})\.[ \u00a0\u202f]?(0?[1-9]|1[0-2])\.[ \u00a0\u202f]?([0-9]{4})\b"
    r"|\b([0-9]{4})-(0[1-9]|1[0-2])(?:-([0-9]{2}))?\b(?!-)"
)
"""A date in figures: day, month and year, or year, month and perhaps the day."""
_ENGLISH: Final = (
    *(("thousand", 3), ("millions?", 6), ("billions?", 9), ("trillions?", 12)),
    *((r"mn(?!\w)", 6), (r"bn(?!\w)", 9), (r"tn(?!\w)", 12)),
)
_GERMAN_ALONE: Final = (
    *((r"Tsd\.?(?!\w)", 3), (r"Mio\.?(?!\w)", 6), (r"Mrd\.?(?!\w)", 9), (r"Mia\.", 9), ("Milliarden?", 9)),
)
_GERMAN: Final = (
    *(("[Tt]ausend", 3), ("Million(?:en)?", 6), (r"Bio\.", 12), ("Billion(?:en)?", 12), ("Billiarden?", 15)),
    ("Trillion(?:en)?", 18),
)
_SCALES: Final[dict[Lang, tuple[tuple[str, int], ...]]] = {
    # Each language may quote the other: lower-case "billion" can't be German, nor "Milliarde" English.
    "de": (*_GERMAN_ALONE, *_GERMAN, *_ENGLISH),
    "en": (*((f"(?i:{word})", power) for word, power in _ENGLISH), *_GERMAN_ALONE),
}
"""The words for thousands and more, with their powers of ten."""
_LETTERS: Final = {"k": 3, "m": 6, "b": 9, "t": 12}
_MONEY = re.compile(r"[$€£¥]\s?\Z")
_GAP: Final = 24
"""Characters up to which "7 to 8 billion" may have between its numbers."""
_ENDS = frozenset(".;:!?()\n|")


class Figure(NamedTuple):
    """A number of a text.

    Attributes:
        value: it in one spelling: a point, no grouping, no needless zeros; version numbers as they are.
        written: as it stands there, with its "billion".
        start, end: where.
        other: what it may mean besides: seven billion for the 7 in "7 to 8 billion", 120 in "120b"; or empty.
        power: the power of ten that its own "billion" stands for, or 0.
    """

    value: str
    written: str
    start: int
    end: int
    other: str = ""
    power: int = 0


def figures(text: str, lang: Lang) -> list[Figure]:
    """Return the numbers of a text in order; of a date in figures the day and the year."""
    found = [
        Figure(str(int(part)), match.group(), *match.span())
        for match in DATE.finditer(text)
        for part in (match[1], match[3], match[4], match[6])
        if part
    ]
    rest = DATE.sub(lambda match: " " * len(match.group()), text)
    found += [_figure(match, rest, lang) for match in _pattern(lang).finditer(rest)]
    for match in _counted(lang).finditer(rest):
        power = _power(match, lang)
        value = _number(count_of(match["count"], lang).scaleb(power))
        found.append(Figure(value, match.group(), *match.span(), power=power))
    return _share_scales(sorted(found, key=lambda figure: figure.start), rest)


@lru_cache(maxsize=2)
def _scale(lang: Lang) -> str:
    """Return the pattern of the words for millions, each a group of its own."""
    return "|".join(f"(?P<s{number}>{word})" for number, (word, _) in enumerate(_SCALES[lang]))


@lru_cache(maxsize=2)
def _pattern(lang: Lang) -> re.Pattern[str]:
    letter = r"(?P<letter>[kKmMbBtT])(?![^\W\d_])"
    return re.compile(rf"(?:{_NUMBERS[lang]})(?:[\s-]?(?:{_scale(lang)})|{letter})?")


@lru_cache(maxsize=2)
def _counted(lang: Lang) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<count>(?i:{counting_words(lang)}))[\s-](?:{_scale(lang)})")


def _power(match: re.Match[str], lang: Lang) -> int:
    """Return by which power of ten a number is multiplied; 0 if it says nothing of the kind."""
    powers = (power for number, (_, power) in enumerate(_SCALES[lang]) if match[f"s{number}"] is not None)
    return next(powers, 0)


def _figure(match: re.Match[str], text: str, lang: Lang) -> Figure:
    plain, power, other = _plain(match, lang), _power(match, lang), ""
    if plain.count(".") > 1:
        return Figure(plain, match.group(), *match.span())
    if match["letter"]:
        power = _LETTERS[match["letter"].lower()]
        # "$5.6m" can only be millions; "120b", "80m" and "7B" may be part of a name, or metres.
        other = "" if _MONEY.search(text[max(0, match.start() - 2) : match.start()]) else plain
    value = _number(Decimal(plain).scaleb(power)) if power else plain
    return Figure(value, match.group(), *match.span(), other, power)


def _plain(match: re.Match[str], lang: Lang) -> str:
    """Return a number in one spelling, its "million" left aside."""
    group = match["group"]
    end = match.end()
    suffixes = [match.start(name) for name in match.re.groupindex if name != "group" and match[name] is not None]
    written = match.string[match.start() : min([end, *suffixes])].rstrip(" \t\n\u00a0\u2009\u202f-")
    if group:
        written = re.sub("[^0-9]", "", group) + written[len(group) :]
    if lang == "de":
        written = written.replace(",", ".")
    return written if written.count(".") > 1 else _number(Decimal(written))


def _number(number: Decimal) -> str:
    written = format(number, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _share_scales(found: list[Figure], text: str) -> list[Figure]:
    """Give numbers before one with a "billion" that as well, as in "7 to 8 billion" and "7, 13 and 70 billion"."""
    shared: list[Figure] = []
    power = 0
    for index in range(len(found) - 1, -1, -1):
        figure = found[index]
        near = index + 1 < len(found) and _is_gap(text[figure.end : found[index + 1].start])
        if figure.power:
            power = figure.power
        elif power and near and figure.value.count(".") <= 1:
            figure = figure._replace(other=_number(Decimal(figure.value).scaleb(power)))
        else:
            power = 0
        shared.append(figure)
    return shared[::-1]


def _is_gap(between: str) -> bool:
    return len(between) <= _GAP and not _ENDS.intersection(between)
