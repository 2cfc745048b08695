"""Numbers that differ between two paragraphs that say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from briefing.document.model import Block, Kind, Lang
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.model import SURE
from briefing.parallel.rules.case import Case, blank, code_ranges

_NO_FIGURES = re.compile(r"https?://\S+|www\.\S+|\[\^[^\[\]\s]*\]")  # addresses, references without a footnote
_SPACES = "\u00a0\u2009\u202f'’"  # what groups digits by threes in either language
_FIGURES: Final[dict[Lang, re.Pattern[str]]] = {
    "de": re.compile(
        rf"(?P<group>\d{{1,3}}(?:[.{_SPACES}]\d{{3}})+(?!\d|\.\d))(?:,\d+)?|\d+(?:,\d+|(?:\.\d+)+)?", re.ASCII
    ),
    "en": re.compile(rf"(?P<group>\d{{1,3}}(?:[,{_SPACES}]\d{{3}})+(?!\d))(?:\.\d+)?|\d+(?:\.\d+)*", re.ASCII),
}
_DATE = re.compile(
    r"\b(\d{1,2})\.[ \u00a0\u202f]?(?:\d{1,2})\.[ \u00a0\u202f]?(\d{4})\b|\b(\d{4})-\d\d-(\d\d)\b", re.ASCII
)
_WORDS: Final[dict[Lang, tuple[str, ...]]] = {
    "de": (
        r"null|kein\w*", r"ein\w*|erst\w*", r"zwei\w*|beid\w*|doppel\w*|halb\w*|hälfte", r"drei\w*|dritt\w*",
        r"vier\w*", r"fünf\w*", r"sechs\w*", r"sieb\w*", r"acht\w*", r"neun\w*", r"zehn\w*", r"elf\w*", r"zwölf\w*",
    ),
    "en": (
        r"zero|no|none|null", r"one\w*|a|an|first\w*|once|single", r"two\w*|second\w*|twice|both|double\w*|hal\w+",
        r"three\w*|third\w*", r"four\w*", r"five|fif\w+", r"six\w*", r"seven\w*", r"eight\w*", r"nin\w+", r"ten\w*",
        r"eleven\w*", r"twel\w+",
    ),
}  # fmt: skip
_AFTERNOON = re.compile(r"(?i)\bp\.?\s?m\b")
_PROSE = frozenset(Kind) - {Kind.CODE, Kind.HTML, Kind.RULE}


def differing_figures(case: Case) -> Iterator[Problem]:
    """Yield each sure row whose two sides have different numbers.

    Numbers are compared as values, whatever each language does with points, commas and spaces. A small number may be
    spelt out on the other side. "Mrd." and "billion" are not numbers here.
    """
    if len(case.texts) < 2:
        return
    one, two = case.texts.values()
    for row in case.parallel.rows:
        if row.confidence < SURE:
            continue
        de = [one.document.blocks[index] for index in row.de if one.document.blocks[index].kind in _PROSE]
        en = [two.document.blocks[index] for index in row.en if two.document.blocks[index].kind in _PROSE]
        if not de or not en:
            continue
        here, there = differences(_plain(de), _plain(en))
        if here or there:
            line = next((one.line_of(block, _digits(here)) for block in de), 1)
            yield one.problem(
                line,
                "figures-differ",
                n_("Figures differ: {here} here, {there} in {path}, line {line}."),
                here=", ".join(here) or "–",
                there=", ".join(there) or "–",
                path=two.edition.rel,
                line=two.line_of(en[0], _digits(there)),
            )


def differences(de: str, en: str) -> tuple[list[str], list[str]]:
    """Return the figures of a German and an English text that the other one doesn't have, as written, in order."""
    ours, theirs = _figures(de, "de"), _figures(en, "en")
    counts, other = Counter(value for value, _ in ours), Counter(value for value, _ in theirs)
    surplus, missing = counts - other, other - counts
    if _AFTERNOON.search(en):
        for hour in range(1, 12):
            same = min(surplus[str(hour + 12)], missing[str(hour)])
            surplus[str(hour + 12)] -= same
            missing[str(hour)] -= same
    return _left(ours, surplus, en, "en"), _left(theirs, missing, de, "de")


def _left(figures: list[tuple[str, str]], surplus: Counter[str], other: str, lang: Lang) -> list[str]:
    """Return the figures in surplus that the other text doesn't spell out."""
    left: list[str] = []
    for value, written in figures:
        if surplus[value] > 0:
            surplus[value] -= 1
            if not _is_spelt(value, other, lang):
                left.append(written)
    return left


def _is_spelt(value: str, text: str, lang: Lang) -> bool:
    words = _WORDS[lang]
    if not value.isdigit() or int(value[:3]) >= len(words):
        return False
    return re.search(rf"(?i)\b(?:{words[int(value)]})\b", text) is not None


def _figures(text: str, lang: Lang) -> list[tuple[str, str]]:
    """Return the numbers of a text as (value, as written); of a date in figures the day and year."""
    text = _NO_FIGURES.sub(_spaces, text)
    found: list[tuple[int, str, str]] = []
    for match in _DATE.finditer(text):
        for part in filter(None, match.groups()):
            found.append((match.start(), str(int(part)), match.group()))
    text = _DATE.sub(_spaces, text)
    found += [(match.start(), _value(match, lang), match.group()) for match in _FIGURES[lang].finditer(text)]
    return [(value, written) for _, value, written in sorted(found, key=lambda item: item[0])]


def _value(match: re.Match[str], lang: Lang) -> str:
    """Return a number in one spelling: no grouping, a point, no needless zeros; version numbers as they are."""
    written = match.group()
    group = match["group"]
    if group:
        written = re.sub(r"\D", "", group) + written[len(group) :]
    if lang == "de":
        written = written.replace(",", ".")
    if written.count(".") > 1:
        return written
    number = format(Decimal(written), "f")
    return number.rstrip("0").rstrip(".") if "." in number else number


def _plain(blocks: list[Block]) -> str:
    """Return the text of some blocks without code."""
    return "\n".join(blank(block.text, code_ranges(block)) for block in blocks)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _digits(figures: list[str]) -> str:
    """Return what to look for in the source; white space may be written otherwise there."""
    return re.split(f"[{_SPACES} ]", figures[0])[0] if figures else ""
