"""Numbers and dates that differ between two paragraphs that say the same."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from briefing.document.model import Block, Kind, Lang
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.rules.case import Case, Text, plain
from briefing.parallel.rules.families import families
from briefing.parallel.rules.months import months
from briefing.parallel.rules.numbers import Figure, figures
from briefing.parallel.rules.spelt import is_spelt, plain_words

_NO_FIGURES = re.compile(r"https?://\S+|www\.\S+|\[\^[^\[\]\s]*\]")  # addresses, references without a footnote
_AFTERNOON = re.compile(r"(?i)\bp\.?\s?m\b")
_NOON: Final = 12
_NEAR: Final = 30
"""Characters before a number in which the name of a model is looked for."""

_Reading: TypeAlias = Callable[[Figure], tuple[str, ...]]


class _Said(NamedTuple):
    """What a text says in numbers.

    Attributes:
        figures: in order.
        spellable: where those are that the other language may spell out.
        words, months: spelt-out numbers and months as (value, as written, offset).
        mentioned: the months, and what may be one.
    """

    figures: list[Figure]
    spellable: set[int]
    words: list[tuple[str, str, int]]
    months: list[tuple[int, str, int]]
    mentioned: set[int]


def differing_figures(case: Case) -> Iterator[Problem]:
    """Yield each sure row whose two sides have different numbers, months or spelt-out numbers from three to twelve.

    Numbers are compared as values, whatever each language does with points, commas, spaces and words for millions. A
    small number may be spelt out on the other side. The rows of a table are compared one by one.
    """
    if case.both is None:
        return
    one, two = case.both
    for (here,), (there,) in case.sure_rows():
        for (de, de_start), (en, en_start) in _parts(here, there):
            ours, theirs = differences(de, en, case.names)
            if ours or theirs:
                yield one.problem(
                    _line(one, here, de_start, ours),
                    "figures-differ",
                    n_("Figures differ: {here} here, {there} in {path}, line {line}."),
                    here=", ".join(ours) or "–",
                    there=", ".join(theirs) or "–",
                    path=two.edition.rel,
                    line=_line(two, there, en_start, theirs),
                )


def differences(de: str, en: str, names: frozenset[str] = frozenset()) -> tuple[list[str], list[str]]:
    """Return the figures of a German and an English text that the other one doesn't have, as written, in order.

    Args:
        de: the one.
        en: the other.
        names: what registers call models; the 4 of "Llama 4" is never spelt out.
    """
    de, en = (_NO_FIGURES.sub(_spaces, text) for text in (de, en))
    ours, theirs = _said(de, "de", names), _said(en, "en", names)
    left, missing = _unmatched(ours.figures, theirs.figures)
    if _AFTERNOON.search(en):
        left, missing = _without_hours(left, missing)
    return _surplus(ours, left, theirs, en, "en"), _surplus(theirs, missing, ours, de, "de")


def _said(text: str, lang: Lang, names: frozenset[str]) -> _Said:
    found = figures(text, lang)
    numbered = _numbered(families(names))
    spellable = {
        each.start
        for each in found
        if each.written.isdigit() and not numbered.search(text[max(0, each.start - _NEAR) : each.start])
    }
    counted = {at for figure in found for at in range(figure.start, figure.end)}
    words = [(value, text[start:end], start) for value, (start, end) in plain_words(text, lang) if start not in counted]
    named = list(months(text, lang))
    sure = [(month.number, month.written, month.start) for month in named if month.sure]
    return _Said(found, spellable, words, sure, {month.number for month in named})


@lru_cache(maxsize=4)
def _numbered(groups: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern of what stands before the number of a model."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(groups)))})[\s-]\Z")


def _surplus(said: _Said, left: list[Figure], others: _Said, text: str, lang: Lang) -> list[str]:
    """Return as written, in order, what one text says and the other one doesn't.

    Args:
        said: what the one says.
        left: those of its figures that have none of the same value on the other side.
        others: what the other one says.
        text: the other one.
        lang: its language.
    """
    wanted = {each.value for each in left if each.start in said.spellable} | {value for value, _, _ in said.words}
    spelt = {value for value in wanted if is_spelt(value, text, lang)}
    found = [(each.start, each.written) for each in left if not (each.start in said.spellable and each.value in spelt)]
    known = spelt.union(figure.value for figure in others.figures)
    found += [(at, written) for value, written, at in said.words if value not in known]
    found += _left_months(said, others)
    # What stands there word for word is quoted: "Three Million Models", the firm of Slaughter and May.
    return [written for written in dict.fromkeys(each for _, each in sorted(found)) if not _is_quoted(written, text)]


def _left_months(said: _Said, others: _Said) -> list[tuple[int, str]]:
    """Return the months that the other text doesn't have; as often, where both name as many."""
    if len(said.months) != len(others.months):
        return [(at, written) for month, written, at in said.months if month not in others.mentioned]
    free = Counter(month for month, _, _ in others.months)
    left: list[tuple[int, str]] = []
    for month, written, at in said.months:
        free[month] -= 1
        if free[month] < 0:
            left.append((at, written))
    return left


def _is_quoted(written: str, text: str) -> bool:
    """Return whether a text has words, and not figures alone, in the same spelling."""
    return written[:1].isalpha() and re.search(rf"(?<!\w){re.escape(written)}(?!\w)", text) is not None


def _parts(here: Block, there: Block) -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    """Yield what to compare of two blocks, with offsets: the whole, or row by row if both are tables of one size."""
    de, en = plain(here), plain(there)
    if here.kind is not Kind.TABLE or there.kind is not Kind.TABLE or len(here.table) != len(there.table):
        yield (de, 0), (en, 0)
        return
    for one, two in zip(here.table, there.table, strict=True):
        if one and two:
            yield (de[one[0].start : one[-1].end], one[0].start), (en[two[0].start : two[-1].end], two[0].start)


def _unmatched(ours: list[Figure], theirs: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Return the figures of either side that have none of the same value on the other.

    What a figure may mean besides counts only where one of the two doesn't say its "billion" itself.
    """
    ours, theirs = _apart(ours, theirs, _value, _value)
    ours, theirs = _apart(ours, theirs, _meanings, _free_meanings)
    return _apart(ours, theirs, _free_meanings, _meanings)


def _value(figure: Figure) -> tuple[str, ...]:
    return (figure.value,)


def _meanings(figure: Figure) -> tuple[str, ...]:
    return (figure.value, figure.other) if figure.other else (figure.value,)


def _free_meanings(figure: Figure) -> tuple[str, ...]:
    return () if figure.power else _meanings(figure)


def _apart(
    ours: list[Figure], theirs: list[Figure], read: _Reading, read_other: _Reading
) -> tuple[list[Figure], list[Figure]]:
    """Return what is left of both sides when figures with a reading in common are taken away, one for one."""
    places: dict[str, deque[int]] = {}
    for place, figure in enumerate(theirs):
        for value in read_other(figure):
            places.setdefault(value, deque()).append(place)
    taken: set[int] = set()
    left: list[Figure] = []
    for figure in ours:
        for value in read(figure):
            queue = places.get(value, deque())
            while queue and queue[0] in taken:
                queue.popleft()
            if queue:
                taken.add(queue.popleft())
                break
        else:
            left.append(figure)
    return left, [figure for place, figure in enumerate(theirs) if place not in taken]


def _without_hours(ours: list[Figure], theirs: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Return both sides without the hours of an afternoon: 18 here, 6 there."""

    def later(figure: Figure) -> tuple[str, ...]:
        return (str(int(figure.value) + _NOON),) if figure.value.isdigit() and len(figure.value) < _NOON else ()

    return _apart(ours, theirs, _value, later)


def _line(text: Text, block: Block, start: int, written: list[str]) -> int:
    """Return the line of the first figure of a block from an offset on, or of what stands there."""
    shown = plain(block)
    at = shown.find(written[0], start) if written else start
    end = at + len(written[0]) if written else min(filter(lambda end: end > 0, (shown.find(" |", start), len(shown))))
    return text.line_at(block, max(at, 0), end)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())
