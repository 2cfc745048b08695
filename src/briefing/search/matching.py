"""Which characters of a text to mark: for hits, and for finding in the open text.

Everything works on the text as it is shown; folded offsets go back through `text.fold_map`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefing.document.model import Range
from briefing.search.query import MAX_LETTERS
from briefing.text import clean, fold, fold_map


@dataclass(frozen=True, slots=True)
class Needle:
    """What is looked for in an open text, made ready once for many texts.

    The query is taken literally, punctuation included, but folded: "strasse" finds "Straße", "ueber" finds "Über"; any
    white space stands for any other.
    """

    word: str
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, query: str) -> Needle | None:
        """Return the needle of a query, or None for a blank one."""
        words = fold(clean(query)).split()
        if not words:
            return None
        return cls(words[0], re.compile(r"\s+".join(map(re.escape, words))) if len(words) > 1 else None)

    def is_in(self, folded: str) -> bool:
        """Return whether a text that is folded already has a match."""
        return self.word in folded and (self.pattern is None or self.pattern.search(folded) is not None)

    def ranges(self, text: str) -> tuple[Range, ...]:
        """Return every match in a text as it is shown.

        Ranges that meet in one character of the text (the two s of "ß") become one.

        Returns:
            Half-open code point ranges into `text`, ascending, not overlapping.
        """
        if not self.is_in(fold(text)):
            return ()
        mapped = fold_map(text)
        pattern = self.pattern or re.compile(re.escape(self.word))
        found = (mapped.plain(match.start(), match.end()) for match in pattern.finditer(mapped.text))
        return _merged(found, touching=False)


def highlight(text: str, matched: Mapping[str, Collection[str]]) -> tuple[Range, ...]:
    """Find the characters of `text` that answered a query.

    Args:
        text: plain text as shown.
        matched: for each folded word that answered, the folded parts of it that did: the word itself when it matched
            as a whole, "bedingung" for "lizenzbedingungen".

    Returns:
        Half-open code point ranges into `text`, ascending, not overlapping, touching ones joined.
    """
    mapped = fold_map(text)
    return _merged((mapped.plain(start, end) for start, end in _in_folded(mapped.text, matched)), touching=True)


def _in_folded(folded: str, matched: Mapping[str, Collection[str]]) -> Iterator[Range]:
    """Yield the matched parts of the words of a folded text."""
    for word, parts in matched.items():
        at = folded.find(word) if word else -1
        while at >= 0:
            end = at + len(word)
            if not _joins(folded[at - 1 : at]) and (len(word) == MAX_LETTERS or not _joins(folded[end : end + 1])):
                yield from (
                    (at + start, at + start + len(part)) for part in parts if part and (start := word.find(part)) >= 0
                )
            at = folded.find(word, end)


def _joins(letter: str) -> bool:
    """Return whether a character, or none, goes on with the word beside it."""
    return letter.isalnum()


def _merged(ranges: Iterable[Range], *, touching: bool) -> tuple[Range, ...]:
    """Sort ranges, drop empty ones and join those that overlap, or also those that touch."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if start >= end:
            continue
        if merged and start < merged[-1][1] + touching:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
