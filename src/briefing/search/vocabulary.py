"""Every word of the library, in memory: exact, by beginning, by part, by near spelling."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA

_LAST = "\U0010ffff"
_Bucket = dict[tuple[str, int], list[str]]


class Vocabulary:
    """The folded words of the library with the number of rows that hold them.

    Args:
        words: ascending by code point, without repetition.
        counts: for each word, the number of rows that hold it.
    """

    def __init__(self, words: Sequence[str], counts: Sequence[int]) -> None:
        self._words = words
        self._counts = counts
        # One text for all: `find` over it is far faster than a test of each word, and over bytes whatever the alphabet.
        joined = "\n".join(words)
        self._joined = f"\n{joined}\n".encode()

    def __len__(self) -> int:
        return len(self._words)

    def __contains__(self, word: str) -> bool:
        return self.count(word) > 0

    def count(self, word: str) -> int:
        """Return the number of rows that hold `word`, 0 when it is unknown."""
        at = bisect_left(self._words, word)
        return self._counts[at] if at < len(self._words) and self._words[at] == word else 0

    def beginning(self, prefix: str, limit: int) -> list[str]:
        """Return the words that begin with `prefix`, itself not included: at most `limit`, the most frequent first."""
        low = bisect_left(self._words, prefix)
        high = bisect_left(self._words, prefix + _LAST, low)
        found = [(-self._counts[at], self._words[at]) for at in range(low, high) if self._words[at] != prefix]
        return [word for _, word in sorted(found)[:limit]]

    def containing(self, part: str, limit: int) -> list[str]:
        """Return the words with `part` inside or at the end: at most `limit`, the most frequent first."""
        found = [(-self.count(word), word) for word in self._scan(part) if not word.startswith(part)]
        return [word for _, word in sorted(found)[:limit]]

    def _scan(self, part: str) -> Iterator[str]:
        """Yield the words that hold `part`, ascending."""
        joined = self._joined
        wanted = part.encode()
        at = joined.find(wanted)
        while at >= 0:
            end = joined.index(b"\n", at)
            yield joined[joined.rindex(b"\n", 0, at) + 1 : end].decode()
            at = joined.find(wanted, end)

    def near(self, word: str, edits: int) -> dict[str, int]:
        """Return the words within `edits` of `word` (optimal string alignment), with their distance.

        Words that share one of the first two or last two letters are tried first, all others only when none of those
        is near; so an error in the first letter is found too.
        """
        by_first, by_last = self._buckets
        sizes = range(len(word) - edits, len(word) + edits + 1)
        likely = [by_first.get((letter, size), ()) for letter in set(word[:2]) for size in sizes]
        likely += [by_last.get((letter, size), ()) for letter in set(word[-2:]) for size in sizes]
        found = _within(word, edits, list(chain(*likely)))
        if not found:
            alike = (words for (_, size), words in by_first.items() if size in sizes)
            found = _within(word, edits, list(chain(*alike)))
        found.pop(word, None)
        return found

    def near_beginning(self, prefix: str, edits: int) -> dict[str, int]:
        """Return the beginnings of words that are within `edits` of `prefix`, with their distance.

        They begin with its first or second letter; anything else would match half the vocabulary.
        """
        beginnings: dict[str, None] = {}
        for letter in sorted(set(prefix[:2])):
            words = self._words[bisect_left(self._words, letter) : bisect_left(self._words, letter + _LAST)]
            for size in range(max(edits + 1, len(prefix) - 1), len(prefix) + 2):
                beginnings.update(dict.fromkeys(map(itemgetter(slice(size)), words)))
        return _within(prefix, edits, list(beginnings))

    def holding_half(self, word: str, limit: int) -> list[str]:
        """Return longer words that hold the first or the second half of `word`, at most `limit` for each half."""
        middle = len(word) // 2
        found: dict[str, None] = {}
        for half in (word[:middle], word[middle:]):
            longer = [candidate for candidate in self._scan(half) if len(candidate) > len(word)]
            found.update(
                dict.fromkeys(sorted(longer, key=lambda candidate: (-self.count(candidate), candidate))[:limit])
            )
        return list(found)

    @cached_property
    def _buckets(self) -> tuple[_Bucket, _Bucket]:
        """The words by first letter and length, and by last letter and length; made when the first word is misspelt."""
        by_first: _Bucket = {}
        by_last: _Bucket = {}
        for word in self._words:
            size = len(word)
            by_first.setdefault((word[0], size), []).append(word)
            by_last.setdefault((word[-1], size), []).append(word)
        return by_first, by_last


def _within(word: str, edits: int, choices: list[str]) -> dict[str, int]:
    near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=edits, limit=None)
    return {other: int(distance) for other, distance, _ in near}
