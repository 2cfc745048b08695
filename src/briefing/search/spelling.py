"""Words of texts, folded and as they are spelt: what is indexed.

The words of a library are few against its texts: each is folded once, and looked up from then on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefing.search.query import MAX_LETTERS
from briefing.text import WORD, fold

_TOKEN = re.compile(rf"{WORD.pattern}|\n")
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_KEPT: Final = 300_000
"""Spellings that are remembered: more than ten thousand texts have."""


class Words(NamedTuple):
    """The words of some texts.

    Attributes:
        tokens: the folded words in order, cut at `MAX_LETTERS`, with a line feed between two texts.
        variants: `variant` keys of the words that are spelt otherwise than they fold: "masse/maße".
    """

    tokens: list[str]
    variants: set[str]


class _Folded(dict[str, str]):
    """Words with what they fold to, found when they are first looked up."""

    def __missing__(self, word: str) -> str:
        folded = fold(word)[:MAX_LETTERS]  # a line feed folds to itself
        self[word] = word if folded == word else folded
        return folded


class Speller:
    """Finds the words of texts, and remembers how they fold. For one thread at a time."""

    def __init__(self) -> None:
        self._folded = _Folded()
        self._plain: set[str] = set()

    def words(self, texts: Sequence[str]) -> Words:
        """Return the words of some texts."""
        joined = "\n".join([text.replace("\n", " ") if "\n" in text else text for text in texts])
        if not self._is_plain("".join(_NON_ASCII.findall(joined))):
            return _words(texts)
        if len(self._folded) > _KEPT:
            self._folded = _Folded()
        folded = self._folded
        spelt = _TOKEN.findall(joined.lower())
        # Spelt out, for this is asked of each word of each text: see `_may_differ`.
        others = [word for word in set(spelt) if not word.isascii() or "ae" in word or "oe" in word or "ue" in word]
        pairs = ((folded[word], word) for word in others)
        variants = {variant(word, spelling) for word, spelling in pairs if word != spelling}
        return Words(list(map(folded.__getitem__, spelt)), variants)

    def _is_plain(self, letters: str) -> bool:
        """Return whether a text with these letters may be cut into words before it is folded.

        Not if one vanishes, or becomes several words, or what is in no word becomes one: "™" is "tm".
        """
        new = set(letters) - self._plain
        for letter in new:
            folded = fold(letter)
            if WORD.fullmatch(letter):
                fits = WORD.fullmatch(folded) is not None and WORD.fullmatch(letter.lower()) is not None
            else:
                fits = bool(folded) and WORD.search(folded) is None
            if not fits:
                return False
            self._plain.add(letter)
        return True


def _may_differ(word: str) -> bool:
    """Return whether a word in lower case is spelt otherwise than it folds."""
    return not word.isascii() or "ae" in word or "oe" in word or "ue" in word


def _words(texts: Sequence[str]) -> Words:
    """Return the words of some texts without a short cut."""
    tokens: list[str] = []
    for text in texts:
        tokens += [word[:MAX_LETTERS] for word in WORD.findall(fold(text))]
        tokens.append("\n")
    there = set(tokens)
    spellings = {spelling for text in texts for spelling in WORD.findall(text.lower()) if _may_differ(spelling)}
    pairs = ((fold(spelling)[:MAX_LETTERS], spelling) for spelling in spellings)
    return Words(tokens[:-1], {variant(folded, spelling) for folded, spelling in pairs if folded in there - {spelling}})


def variant(word: str, spelling: str) -> str:
    """Return the term of the documents that spell the folded `word` as `spelling`; never a word itself."""
    return f"{word}/{spelling[:MAX_LETTERS]}"
