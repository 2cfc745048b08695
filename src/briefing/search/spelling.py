"""Words of texts, folded and as they are spelt: what is indexed.

The words of a library are few against its texts: each is folded once, and looked up from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from operator import ne
from typing import Final, NamedTuple

from briefing.search.query import MAX_LETTERS
from briefing.text import WORD, fold, rare_letters

_BREAK: Final = "\0"
"""Stands between two texts while they are cut into words."""
_TO_WORDS: Final = bytes(
    code if code >= 0x80 or chr(code) == _BREAK else ord(chr(code).lower() if chr(code).isalnum() else " ")
    for code in range(0x100)
)
"""For each byte of UTF-8 what it becomes: capitals small, whatever is in no word a blank."""
_SIGMA: Final = "Σ"
"""The one letter of which the small one depends on where it stands."""
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

    def __init__(self) -> None:
        super().__init__({_BREAK: "\n"})

    def __missing__(self, word: str) -> str:
        folded = fold(word) if _may_differ(word) else word
        if len(folded) > MAX_LETTERS:
            folded = folded[:MAX_LETTERS]
        self[word] = word if folded == word else folded
        return folded


class Speller:
    """Finds the words of texts, and remembers how they fold. For one thread at a time."""

    def __init__(self) -> None:
        self._folded = _Folded()
        self._plain: dict[str, str] = {}

    def words(self, texts: Sequence[str]) -> Words:
        """Return the words of some texts."""
        joined = f" {_BREAK} ".join(texts)
        data = joined.encode()
        letters = rare_letters(data)
        if joined.count(_BREAK) >= max(1, len(texts)) or not self._are_plain(letters):
            return _words(texts)
        if len(self._folded) > _KEPT:
            self._folded = _Folded()
        spelt = self._cut(data, letters)
        tokens = list(map(self._folded.__getitem__, spelt))
        # Both steps in one go each: this is done for every word of a library.
        different = set(compress(zip(tokens, spelt, strict=True), map(ne, tokens, spelt)))
        return Words(tokens, {variant(*pair) for pair in different if _may_differ(pair[1])})

    def _cut(self, data: bytes, letters: Iterable[str]) -> list[str]:
        """Return the words of a text in lower case; several times faster than a regular expression.

        Args:
            data: the text in UTF-8.
            letters: those of its letters that are outside of ASCII, all plain.
        """
        text = data.translate(_TO_WORDS).decode()
        for letter in letters:
            if (becomes := self._plain[letter]) != letter:
                text = text.replace(letter, becomes)
        return text.split()

    def _are_plain(self, letters: Iterable[str]) -> bool:
        """Return whether a text with these letters may be cut into words before it is folded.

        Not if one vanishes, or becomes several words, or what is in no word becomes one: "™" is "tm".
        """
        for letter in letters:
            if letter in self._plain:
                continue
            folded, lower = fold(letter), letter.lower()
            if not WORD.fullmatch(letter):
                if not folded or WORD.search(folded) or lower != letter:
                    return False
                self._plain[letter] = " "
            elif WORD.fullmatch(folded) and WORD.fullmatch(lower) and letter != _SIGMA:
                self._plain[letter] = lower
            else:
                return False
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
