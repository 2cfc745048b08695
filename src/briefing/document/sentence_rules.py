"""Does a sentence end here? The rules, without the scanning: a mark with its surroundings in, a verdict out."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from briefing.document.abbreviations import Words

LEADING: Final = "\"'„“”‚‘’»«›‹([{*_–—~≈<>"
"""What may stand before the first letter of a word."""
_QUOTES: Final = frozenset("\"'”“’‘»«›‹")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"(?:\d{1,2}\.?[-–/])*\d{1,3}")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}")
_INITIALS = re.compile(r"(?:[^\W\d_](?:\.-?|-))*[^\W\d_]")
_ROMAN = re.compile(r"(?=[IVXL]{2})(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_COUNT = re.compile(rf"{_NUMBER.pattern}|[^\W\d_]|{_ROMAN.pattern}")
_NO_VOWEL = re.compile(r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,4}")
_ADVERB = re.compile(r"[A-ZÄÖÜ]\w+(?:weise|dings|falls|halb|lich|mals|seits)")


class Ahead(NamedTuple):
    """What follows a mark.

    Attributes:
        kind: "upper", "lower", "digit", "code" (protected, or a name like iPhone), "other".
        word: the first word, without what opens before it.
        rest: a few characters after that word.
    """

    kind: str
    word: str
    rest: str


class Place(NamedTuple):
    """A mark that may end a sentence, and what surrounds it.

    Attributes:
        mark: the marks themselves, such as "." or "?!".
        close: quotation marks and brackets that close after it.
        head: the end of the sentence so far, up to the mark; not empty.
        whole: whether `head` is all of the sentence so far.
        coded: whether the mark follows protected text, where words aren't words.
        spaced: whether it is one of several dots with spaces between them.
        ahead: what follows.
    """

    mark: str
    close: str
    head: str
    whole: bool
    coded: bool
    spaced: bool
    ahead: Ahead


class Rules:
    """The rules of one language.

    Args:
        words: its word lists.
        ordinals: whether a full stop makes a number an ordinal, as in German.
    """

    def __init__(self, words: Words, ordinals: bool) -> None:
        self._lists = words
        self._ordinals = ordinals

    def ends(self, place: Place) -> bool:
        """Whether the sentence ends at `place`."""
        if "!" in place.mark or "?" in place.mark:
            return self._after_call(place)
        if place.mark == ".":
            return self._after_stop(place)
        attached = not place.head[-1].isspace()
        return place.ahead.kind in ("upper", "code") and (attached or self.starts(place.ahead))

    def starts(self, ahead: Ahead) -> bool:
        """Whether the next word begins a sentence even after a doubtful full stop."""
        if ahead.kind != "upper" or ahead.rest.startswith("."):
            return False
        return ahead.word in self._lists.starters or (self._ordinals and _ADVERB.fullmatch(ahead.word) is not None)

    def _after_call(self, place: Place) -> bool:
        """Decide after an exclamation or question mark."""
        ahead = place.ahead
        if ahead.kind == "lower":
            return False
        if place.head.split()[-1].lstrip(LEADING) in self._lists.shouts:
            return self.starts(ahead)
        if ahead.kind == "upper" and not _QUOTES.isdisjoint(place.close):
            verb = _WORD.match(ahead.rest.lstrip())
            return not (verb and verb.group() in self._lists.said)
        return True

    def _after_stop(self, place: Place) -> bool:
        """Decide after a full stop."""
        ahead = place.ahead
        if place.head[-1].isspace():
            return self.starts(ahead) if place.spaced else ahead.kind == "upper"
        if place.coded:
            return ahead.kind != "lower"
        words = place.head.split()
        word = words[-1].lstrip(LEADING)
        verdict = self._after_abbreviation(words, place)
        if verdict is None and place.whole and len(words) == 1 and _COUNT.fullmatch(word):
            verdict = False
        if verdict is None:
            before = words[-2].lstrip(LEADING) if len(words) > 1 else ""
            verdict = self._after_number(word, before, ahead) if self._ordinals else None
            if verdict is None:
                verdict = self._after_letters(word, before, ahead)
        return self._after_word(word, place) if verdict is None else verdict

    def _after_abbreviation(self, words: list[str], place: Place) -> bool | None:
        """Decide after an abbreviation of up to four parts; None if it isn't a known one."""
        for count in range(min(4, len(words)), 0, -1):
            parts = words[-count:]
            if not all(part.endswith(".") for part in parts[:-1]):
                continue
            bare = parts[0].lstrip(LEADING)
            key = "".join((bare, *parts[1:]))
            verdict = self._look_up(key, place.ahead)
            initial = bare != parts[0] or (place.whole and count == len(words))
            if verdict is None and initial:
                verdict = self._look_up(key[:1].lower() + key[1:], place.ahead)
            if verdict is not None:
                return verdict
        if _NO_VOWEL.fullmatch(words[-1]) or (self._ordinals and words[-1].endswith(("str", "pl"))):
            return self.starts(place.ahead)
        return None

    def _look_up(self, key: str, ahead: Ahead) -> bool | None:
        lists = self._lists
        if key in lists.numbered:
            letter = len(ahead.word) == 1 and ahead.kind == "upper" and not self.starts(ahead)
            return False if letter or ahead.kind == "digit" or _ROMAN.fullmatch(ahead.word) else None
        if key in lists.never:
            return False
        if key in lists.may:
            return self.starts(ahead)
        if key in lists.ends:
            return ahead.kind == "upper" and ahead.word not in lists.fixed
        return None

    def _after_number(self, word: str, before: str, ahead: Ahead) -> bool | None:
        """Decide after an ordinal or a date; None if the number is neither."""
        lists = self._lists
        if _DATE.fullmatch(word):
            return self.starts(ahead) if before.lower() in lists.before_date else None
        if not _NUMBER.fullmatch(word) or before in lists.labels:
            return None
        named = len(before) > 2 and before[0].isupper() and before not in lists.starters  # Llama 3, Regel 7
        if named and before.isalpha() and ahead.word not in lists.ordinal_nouns:
            return None
        if len(word) == 3 and before.lower() not in lists.before_ordinal:
            return None
        return self.starts(ahead)

    def _after_letters(self, word: str, before: str, ahead: Ahead) -> bool | None:
        """Decide after initials, single letters and Roman ordinals; None if it is another word."""
        if self._ordinals and _ROMAN.fullmatch(word):
            return self.starts(ahead)
        pronoun = word == "I" and not self._ordinals and before.islower()
        if not _INITIALS.fullmatch(word) or before in self._lists.labels or pronoun:
            return None
        return self.starts(ahead)

    @staticmethod
    def _after_word(word: str, place: Place) -> bool:
        """Decide after an ordinary word: small letters go on, unless the word is too long for an abbreviation."""
        if place.ahead.kind == "lower":
            tail = word.rpartition("-")[2]
            return not place.close and len(tail) >= 4 and tail.isalpha()
        return place.ahead.word != "&"
