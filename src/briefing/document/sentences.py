"""Plain text to sentences, by rules for German and English.

A full stop, exclamation mark, question mark or ellipsis, with the quotation marks and brackets that close after it,
may end a sentence where white space follows. Whether it does is decided from the words before and after. The rules
were written for this program; in doubt they don't split, since a sentence too long pairs better than half a one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefing.document.abbreviations import WORDS
from briefing.document.model import Lang, Range
from briefing.document.ranges import Protected, trimmed
from briefing.document.sentence_rules import Ahead, Place, Rules

_BEHIND: Final = 80
"""How many characters before a mark are looked at: keeps the time linear in texts without white space."""
_BRACKET: Final = 240
"""How far back the opening bracket of a closing one is looked for."""
_BEYOND: Final = 24
"""How many characters after the next word are looked at."""

_MARK = re.compile(
    r"(?<![.!?…])(?P<mark>[.!?…]++)"
    r"(?P<close>(?:[\"'”“’‘»«›‹)\]}*_¹²³⁰⁴-⁹]|\[\^?[\w.-]{1,20}\])*+)(?=[\s<])"
)
_REFERENCE = re.compile(r"\[\^?[\w.-]{1,20}\]")
_CLOSERS = re.compile(r"[\"'”“’‘»«›‹)\]}*_]*+")
_SPACE = re.compile(r"\s+")
_OPENERS = re.compile(r"[\"'„“”‚‘’»«›‹(\[{*_–—.…¿¡\s-]{0,20}")
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W_]")
_CODE_NAME = re.compile(r"[a-z]+(?:[A-Z]\w|\d|_\w|\(\)|-(?:[a-z]+-){0,4}\w{0,20}\d|\.[a-z]\w)")
_TAG = re.compile(r"<[^<>\n]{1,2000}>")
_RULES: Final[dict[Lang, Rules]] = {lang: Rules(WORDS[lang], ordinals=lang == "de") for lang in WORDS}


def split_sentences(text: str, lang: Lang, protect: Sequence[Range] = ()) -> tuple[Range, ...]:
    """Split plain text into sentences.

    Args:
        text: plain text of one block; line feeds count as white space.
        lang: whose abbreviations, ordinals and sentence beginnings apply.
        protect: ranges that are never cut and whose marks end no sentence: code, addresses, HTML tags.

    Returns:
        Half-open ranges in order, without the white space around them; together they hold every other character.
    """
    return tuple(_Scanner(text, _RULES[lang], Protected(protect)).run())


def split_markup(text: str, lang: Lang) -> tuple[Range, ...]:
    """Split HTML source: by lines, within a line by sentences, with tags as in `protect`."""
    found: list[Range] = []
    at = 0
    for line in text.split("\n"):
        tags = [match.span() for match in _TAG.finditer(line)]
        found += [(start + at, end + at) for start, end in split_sentences(line, lang, tags)]
        at += len(line) + 1
    return tuple(found)


class _Scanner:
    """One text while it is searched for the ends of its sentences."""

    def __init__(self, text: str, rules: Rules, protected: Protected) -> None:
        self._text = text
        self._rules = rules
        self._protected = protected

    def run(self) -> list[Range]:
        """Return the sentences, white space around them left out."""
        text = self._text
        found: list[Range] = []
        start = 0
        for match in _MARK.finditer(text):
            if self._protected.end(match.start()) >= 0:
                continue
            end = self._behind_tags(match.end())
            space = _SPACE.match(text, end)
            if space and self._protected.end(end) < 0 and self._ends(match, start, space.end()):
                found += trimmed(text, start, end)
                start = space.end()
        return found + trimmed(text, start, len(text))

    def _behind_tags(self, at: int) -> int:
        """Return where the tags at `at`, and what closes after them, end."""
        while (end := self._protected.tag(self._text, at)) >= 0:
            closers = _CLOSERS.match(self._text, end)
            at = closers.end() if closers else end
        return at

    def _ends(self, match: re.Match[str], start: int, after: int) -> bool:
        """Whether the sentence that began at `start` ends with `match`; the next one would begin at `after`."""
        text, mark = self._text, match.start()
        ahead = self._ahead(after)
        low = max(start, mark - _BEHIND)
        head = text[low:mark]
        if ahead is None or not _LETTER.search(head):
            return False
        close = _REFERENCE.sub("", match["close"])
        if ")" in close or "]" in close:
            opened = self._opening(mark, start)
            if opened >= 0 and not _LETTER.search(text, opened, mark):
                return False  # nothing but marks in it: (!), […]
            if opened >= 0 and _LETTER.search(text, max(start, opened - _BRACKET), opened):
                return self._rules.starts(ahead)
        coded = self._protected.end(mark - 1) >= 0
        spaced = text[after] == "." or head.rstrip()[-1] == "."
        return self._rules.ends(Place(match["mark"], close, head, low == start, coded, spaced, ahead))

    def _opening(self, mark: int, start: int) -> int:
        """Return where the bracket that closes after `mark` was opened in this sentence, or -1."""
        low = max(start, mark - _BRACKET)
        return max(self._text.rfind("(", low, mark), self._text.rfind("[", low, mark))

    def _ahead(self, at: int) -> Ahead | None:
        """Look at what follows; None at the end of the text."""
        text, tagged = self._text, False
        for _ in range(8):
            skipped = _OPENERS.match(text, at)
            at = skipped.end() if skipped else at
            tag = self._protected.tag(text, at)
            if tag < 0:
                break
            at, tagged = tag, True
        if at >= len(text):
            return None
        match = _WORD.match(text, at)
        word = match.group() if match else text[at]
        kind = self._kind(at)
        if kind == "lower" and tagged and text[at - 1].isspace():
            kind = "code"  # a tag that stands alone is code about tags
        end = at + len(word)
        return Ahead(kind, word, text[end : end + _BEYOND])

    def _kind(self, at: int) -> str:
        first = self._text[at]
        if self._protected.end(at) >= 0:
            return "code"
        if first.isdigit():
            return "digit"
        if not first.isalpha():
            return "other"
        if not first.islower():
            return "upper"
        return "code" if _CODE_NAME.match(self._text, at, at + 60) else "lower"
