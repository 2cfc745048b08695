"""Names of models that only one of two paragraphs mentions that say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice, pairwise
from typing import Final

from briefing.document.model import Block, Lang
from briefing.i18n import n_
from briefing.library.model import Problem
from briefing.parallel.rules.case import Case, Text, plain
from briefing.parallel.rules.months import NAMES

_TOKEN = re.compile(r"(?<![\w.,-])[^\W_]\w*(?:(?:[-\u2011]|(?<=\d)\.(?=\d))\w+)*")
_MIXED = re.compile(r"[^\W\d_]+\d")
_CAPITALS = re.compile(r"[A-Z]{2,6}")
_NO_NAMES = re.compile(r"(?i)(?:[QH][1-4]|v\d+(?:\.\d+)*|(?:USD|EUR|GBP|CHF|US|AU|CA)\d.*|S\d{1,3}|No\d+|Nr\d+)")
_SEPARATORS = re.compile(r"[\s\u2010-\u2014-]+")
_VARIANTS: Final = frozenset(
    {
        *("base", "chat", "coder", "flash", "high", "instruct", "large", "lite", "low", "max", "medium", "micro"),
        *("mini", "nano", "plus", "preview", "pro", "small", "turbo", "ultra", "vision"),
    }
)
"""Words behind a hyphen that make another model of one."""
_MOST: Final = 1_000
"""Names of a library's registers, and mentions in a paragraph, that are looked for."""
_SHORTEST: Final = 2
_LONGEST: Final = 60
_LARGE: Final = 100_000
"""Characters of a paragraph in which no names are looked for."""
_ALONE: Final = 4
"""Letters from which the last word of a name may stand for the whole."""


def differing_names(case: Case) -> Iterator[Problem]:
    """Yield each sure row of which only one side mentions a model.

    Models are words of letters with digits behind them ("o3-mini", "gpt-oss-120b", "GPT-4"), and what the library's
    registers list.
    """
    if case.both is None:
        return
    one, two = case.both
    for (here,), (there,) in case.sure_rows():
        if max(len(here.text), len(there.text)) > _LARGE:
            continue
        yield from _missing(case, (one, here), (two, there))
        yield from _missing(case, (two, there), (one, here))


def _missing(case: Case, said: tuple[Text, Block], other: tuple[Text, Block]) -> Iterator[Problem]:
    """Yield one problem for the names of one block that the other one doesn't have."""
    (text, block), (there, counterpart) = said, other
    shown, searched = plain(block), normal(plain(counterpart))
    mentioned = {name: at for at, name in reversed(_mentioned(shown, text.edition.lang, case.names))}
    missing = sorted((at, name) for name, at in mentioned.items() if not _is_in(name, searched))
    if missing:
        at, name = missing[0]
        yield text.problem(
            text.line_at(block, at, at + len(name)),
            "names-differ",
            n_("“{name}” stands here, but not in {path}, line {line}."),
            name=", ".join(name for _, name in missing),
            path=there.edition.rel,
            line=counterpart.lines[0],
        )


def differences(de: str, en: str, names: frozenset[str] = frozenset()) -> tuple[list[str], list[str]]:
    """Return the names of a German and an English text that the other one doesn't mention, as written."""
    sides: tuple[tuple[str, Lang, str], ...] = ((de, "de", en), (en, "en", de))
    here, there = (
        [name for _, name in _mentioned(text, lang, names) if not _is_in(name, normal(other))]
        for text, lang, other in sides
    )
    return here, there


def _mentioned(text: str, lang: Lang, names: frozenset[str]) -> list[tuple[int, str]]:
    """Return the names of a text with their offsets, as many as are looked for."""
    return list(islice(chain(_tokens(text, lang), _listed(text, names)), _MOST))


def normal(text: str) -> str:
    """Return a text in which a name is found however its parts are joined: folded, with single spaces."""
    return _SEPARATORS.sub(" ", text.casefold())


def _tokens(text: str, lang: Lang) -> Iterator[tuple[int, str]]:
    """Yield the words that look like a model's name, without what a language joined to them with a hyphen."""
    months = _months(lang)
    for match in _TOKEN.finditer(text):
        if len(match.group()) > _LONGEST:
            continue
        parts = re.split("[-\u2011]", match.group())
        end = max((index for index, part in enumerate(parts) if any(map(str.isdigit, part))), default=-1)
        while end + 1 < len(parts) and end >= 0 and parts[end + 1].casefold() in _VARIANTS:
            end += 1
        kept = parts[: end + 1]
        if kept and _is_name(kept) and not months.intersection(kept):
            yield match.start(), match.group()[: len("-".join(kept))]


def _is_name(parts: list[str]) -> bool:
    """Return whether letters stand before digits in one of the parts, or capital letters in the part before."""
    if len(parts) == 1 and _NO_NAMES.fullmatch(parts[0]):
        return False
    return any(_MIXED.match(part) for part in parts) or any(
        _CAPITALS.fullmatch(one) and two[:1].isdigit() for one, two in pairwise(parts)
    )


@lru_cache(maxsize=2)
def _months(lang: Lang) -> frozenset[str]:
    return frozenset(name for names in NAMES[lang] for name in names.split("|"))


def _listed(text: str, names: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Yield the names of the registers that a text mentions, the longest at each place."""
    if names:
        for match in _pattern(names).finditer(text):
            yield match.start(), match.group(1)


@lru_cache(maxsize=4)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    longest = sorted((name for name in names if len(name) >= _SHORTEST), key=lambda name: (-len(name), name))[:_MOST]
    spelt = (r"[\s-]".join(map(re.escape, re.split(r"[\s-]+", name))) for name in longest)
    return re.compile(rf"(?<![\w-])({'|'.join(spelt) or '(?!)'})(?![^\W\d_]{{2}}|\d|[.,]\d)")


def _is_in(name: str, searched: str) -> bool:
    """Return whether a normal text mentions a name: the whole, or its last part as in "R1" for "DeepSeek-R1"."""
    words = normal(name).split(" ")
    for start in range(len(words)):
        tail = " ".join(words[start:])
        if start and not (_MIXED.search(tail) or (tail.isalpha() and len(tail) >= _ALONE)):
            continue
        if re.search(rf"(?<!\w){re.escape(tail)}s?(?![^\W_]|[.,]\d)", searched):
            return True
    singular = words[-1].removesuffix("s")
    return singular != words[-1] and singular[-1:].isdigit() and _is_in(" ".join([*words[:-1], singular]), searched)
