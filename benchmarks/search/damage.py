"""Typing errors, compounds taken apart, nonsense: what people type instead of what they mean."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from corpus import fold

_KEYS = {
    "de": ("qwertzuiopü", "asdfghjklöä", "yxcvbnm"),
    "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
}
_LETTERS = re.compile(r"[^\W\d_]+")
_LINKS = ("es", "en", "s", "n", "")
"""What German puts between the parts of a compound: Arbeit-s-vertrag is Arbeit before it is Arbeits."""
_PART = 5
_MANY = 3
"""A part must be a noun in so many documents more than it is anything else."""


def _neighbours(rows: Sequence[str]) -> dict[str, str]:
    near: dict[str, str] = {}
    for row, keys in enumerate(rows):
        for at, key in enumerate(keys):
            around = keys[max(0, at - 1) : at] + keys[at + 1 : at + 2]
            around += rows[row - 1][at : at + 2] if row else ""
            around += rows[row + 1][max(0, at - 1) : at + 1] if row + 1 < len(rows) else ""
            near[key] = around
    return near


_NEAR = {lang: _neighbours(rows) for lang, rows in _KEYS.items()}


def damageable(word: str, least: int = 5) -> bool:
    """Tell whether a word is long enough to survive an error, and has no digits."""
    return len(word) >= least and bool(_LETTERS.fullmatch(word))


def _position(rng: random.Random, word: str, taken: Iterable[int] = ()) -> int:
    """Choose a letter; one in ten errors may hit the first."""
    first = 0 if rng.random() < 0.1 else 1
    free = [at for at in range(first, len(word)) if all(abs(at - other) > 1 for other in taken)]
    return rng.choice(free or list(range(1, len(word))))


def edit(rng: random.Random, word: str, lang: str, taken: Iterable[int] = ()) -> tuple[str, int]:
    """Return a word with one error - a neighbouring key, a letter lost, doubled or slipped in - and its place."""
    at = _position(rng, word, taken)
    near = _NEAR[lang].get(word[at].lower()) or "e"
    how = rng.random()
    if how < 0.4:
        changed = word[:at] + rng.choice(near) + word[at + 1 :]
    elif how < 0.7:
        changed = word[:at] + word[at + 1 :]
    elif how < 0.85:
        changed = word[:at] + word[at] + word[at:]
    else:
        changed = word[:at] + rng.choice(near) + word[at:]
    return (changed, at) if fold(changed) != fold(word) else edit(rng, word, lang, taken)


def edit_twice(rng: random.Random, word: str, lang: str) -> str:
    """Return a word with two errors apart from each other."""
    once, at = edit(rng, word, lang)
    for _ in range(20):
        twice, _ = edit(rng, once, lang, (at,))
        if abs(len(twice) - len(word)) <= 2 and fold(twice) not in (fold(word), fold(once)):
            return twice
    return once


def transpose(rng: random.Random, word: str) -> str | None:
    """Return a word with two neighbouring letters in each other's place, or None where all are equal."""
    first = 0 if rng.random() < 0.1 else 1
    places = [at for at in range(first, len(word) - 1) if word[at].lower() != word[at + 1].lower()]
    if not places:
        return None
    at = rng.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def spell(text: str, *, double: bool) -> str:
    """Spell umlauts with an e (`double`) or without their dots, and ß as ss."""
    for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"), ("ß", "ss")):
        text = text.replace(letter, pair if double or letter == "ß" else pair[0])
    return text


def parts(word: str, nouns: Counter[str]) -> list[str]:
    """Return the parts that a German compound can be told apart into, each a noun of the corpus itself."""
    if not damageable(word, 2 * _PART) or not word[0].isupper() or not word[1:].islower():
        return []
    found: list[str] = []
    for at in range(_PART, len(word) - _PART + 1):
        head = word[at:]
        if nouns[fold(head)] < _MANY:
            continue
        for link in _LINKS:
            front = word[:at].removesuffix(link)
            if word[:at].endswith(link) and len(front) >= _PART and nouns[fold(front)] >= _MANY:
                found += [front, head.capitalize()]
                break
    return list(dict.fromkeys(found))


def nonsense(rng: random.Random) -> str:
    """Return a word that can be said but means nothing, or keys hit at random."""
    if rng.random() < 0.4:
        return "".join(rng.choice("qwertzuiopasdfghjklyxcvbnm") for _ in range(rng.randint(7, 12)))
    return "".join(rng.choice("bdfgklmnprstvwz") + rng.choice("aeiou") for _ in range(rng.randint(4, 6)))


def _trigrams(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def strange(words: Sequence[str], vocabulary: Iterable[str], share: float = 0.45) -> list[str]:
    """Return the words that are like no word of a vocabulary: share few of their groups of three letters with it."""
    groups = {word: _trigrams(word) for word in words}
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for word, own in groups.items():
        for group in own:
            holders[group].append(word)
    near: set[str] = set()
    for known in vocabulary:
        shared: Counter[str] = Counter()
        for group in _trigrams(known):
            shared.update(holders.get(group, ()))
        near.update(word for word, count in shared.items() if count >= share * len(groups[word]))
    return [word for word in words if word not in near]
