"""Text as Unicode: cleaning of hostile characters, folding for search with an offset map, sort keys, file names.

Only this module maps between folded and plain offsets. All offsets are Unicode code points.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# --- cleaning -------------------------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """Return `text` in NFC without anything that could steer a terminal or hide text from the reader.

    Line ends become LF. Escape sequences, bidi controls, soft hyphens and zero-width characters are removed (joiners
    stay, emoji and some scripts need them); other control characters become their visible picture (␇), C1 controls,
    noncharacters and lone surrogates U+FFFD. Tabs and line feeds stay. Idempotent.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        from briefing.purging import purge  # noqa: PLC0415 - nearly all short texts are printable

        text = purge(text)
    return unicodedata.normalize("NFC", text)


_CONTROLS = bytes([*range(0x09), *range(0x0B, 0x20), 0x7F])
# Lead bytes of UTF-8 sequences that `clean` may change, but which German and English texts hardly use.
_RARE_LEADS = b"\xd8\xe1\xef\xf3"
_NOT_RARE = bytes(code for code in range(256) if code not in _CONTROLS + _RARE_LEADS)
_LATIN_SUSPECT = re.compile(rb"\xc2[\x80-\x9f\xad]")
_STEP = 1 << 16
_SPACE_SUSPECT = re.compile(rb"\xe2(?:\x80[\x8b\x8e\x8f\xa8-\xae]|\x81[\xa0\xa6-\xaf])")


def is_clean(data: bytes) -> bool:
    """Return whether UTF-8 holds nothing that `clean` would remove or replace; composing to NFC may still be due.

    Errs on the side of False: text in some other scripts is never called clean. Much faster than cleaning, so that a
    large file need not be cleaned, or even decoded, as a whole.
    """
    if data.translate(None, _NOT_RARE):
        return False
    return data.isascii() or not (_LATIN_SUSPECT.search(data) or _SPACE_SUSPECT.search(data))


def composed(data: bytes) -> bytes:
    """Return clean UTF-8 in NFC: itself, nearly always. A large one is not decoded as a whole to know that."""
    if data.isascii():
        return data
    at = 0
    while at < len(data):
        end = data.find(b"\n", at + _STEP) + 1 or len(data)
        if not unicodedata.is_normalized("NFC", data[at:end].decode()):
            return compose(data.decode()).encode()
        at = end
    return data


def compose(text: str) -> str:
    """Return clean text in NFC: what is left to do where `is_clean` was true. Never reaches over a line feed."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return `text` cleaned, with every run of white space as one space: for titles, labels and messages."""
    return " ".join(clean(text).split())


# --- folding --------------------------------------------------------------------------------------------------------

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n"}
)
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_DIGRAPHS = re.compile(r"[aou]e")
_ODD = re.compile(r"[^\x00-\x7fäöüÄÖÜ„“”‚‘’–—·§€]")
"""Characters that may fold to something else than one character, or to one that isn't found by changing its case."""
WORD = re.compile(r"[^\W_]+")
"""A token of folded text: letters and digits; hyphens, underscores and punctuation separate."""
_ASCII = bytes(range(0x80))
_BLANKS = bytes(code if code >= 0x80 or chr(code).isalnum() else ord(" ") for code in range(0x100))
"""For each byte of UTF-8 what it becomes: a blank where it is in no word."""


@lru_cache(maxsize=8192)
def _fold_run(run: str) -> str:
    decomposed = unicodedata.normalize("NFKD", run.casefold().translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def fold(text: str) -> str:
    """Return the search key of `text`: case, accents and the three German spellings (ü, ue, u) made equal.

    Casefold, letters without a decomposition by table, NFKD without combining marks, then `ae`, `oe`, `ue` to their
    vowel, for documents and queries alike, so that Überblick, Ueberblick and uberblick fold to one key.
    """
    lowered = text.casefold()
    if not lowered.isascii():
        # A German page has eighty umlauts, and few other letters outside of ASCII.
        lowered = lowered.replace("ä", "a").replace("ö", "o").replace("ü", "u")
        lowered = _NON_ASCII.sub(lambda match: _fold_run(match.group()), lowered)
    # What one of these leaves behind is never a digraph for the next: it takes away an e, and a, o and u stay.
    return lowered.replace("ae", "a").replace("oe", "o").replace("ue", "u")


class Folded(NamedTuple):
    """A folded text that knows where each of its characters comes from.

    Folding is one character for one nearly everywhere, so only the other places are kept: first characters that become
    none or several ("ß"), then digraphs ("ue"), of which the vowel stays.

    Attributes:
        text: what `fold` returns for the plain text.
        vowels: the offset of each vowel that stands for a digraph, in `text`.
        places: where the characters are that become none or several, in the folded text with its digraphs.
        sizes: how many each of them becomes.
        sources: where they are in the plain text.
    """

    text: str
    vowels: Sequence[int] = ()
    places: Sequence[int] = ()
    sizes: Sequence[int] = ()
    sources: Sequence[int] = ()

    def plain(self, start: int, end: int) -> tuple[int, int]:
        """Map a half-open folded range that isn't empty to the plain range it came from, combining marks included."""
        end += bisect_left(self.vowels, end)
        return self._origin(start + bisect_left(self.vowels, start)), self._behind(self._origin(end - 1) + 1, end)

    def _origin(self, place: int) -> int:
        """Return the offset of the plain character that one of the folded text with its digraphs came from."""
        at = bisect_right(self.places, place) - 1
        if at < 0:
            return place
        return self.sources[at] + max(0, place - self.places[at] - self.sizes[at] + 1)

    def _behind(self, source: int, place: int) -> int:
        """Return the plain offset behind the characters from `source` on that became nothing."""
        at = bisect_left(self.places, place)
        while at < len(self.places) and self.sources[at] == source and not self.sizes[at]:
            at, source = at + 1, source + 1
        return source


def fold_map(text: str) -> Folded:
    """Fold `text` with its offset map: `fold_map(t).text == fold(t)` for every text."""
    parts: list[str] = []
    places: list[int] = []
    sizes: list[int] = []
    sources: list[int] = []
    last = length = 0
    for match in _ODD.finditer(text) if not text.isascii() else ():
        at = match.start()
        folded = _fold_run(match.group().casefold())
        length += at - last
        if len(folded) != 1:
            places.append(length)
            sizes.append(len(folded))
            sources.append(at)
        parts += (text[last:at].casefold(), folded)
        length += len(folded)
        last = at + 1
    parts.append(text[last:].casefold())
    joined = "".join(parts).replace("ä", "a").replace("ö", "o").replace("ü", "u")
    vowels = [match.start() - before for before, match in enumerate(_DIGRAPHS.finditer(joined))]
    short = joined.replace("ae", "a").replace("oe", "o").replace("ue", "u") if vowels else joined
    return Folded(short, vowels, places, sizes, sources)


def tokens(folded: str) -> list[str]:
    """Return the words of a folded text, in order: what `WORD` finds, in a third of the time."""
    data = folded.encode("utf-8", "surrogatepass")
    text = data.translate(_BLANKS).decode("utf-8", "surrogatepass")
    for letter in rare_letters(data):
        if not letter.isalnum():
            text = text.replace(letter, " ")
    return text.split()


def rare_letters(data: bytes) -> set[str]:
    """Return the different characters outside of ASCII in a text in UTF-8."""
    rare = data.translate(None, _ASCII)
    return set(rare.decode("utf-8", "surrogatepass")) if rare else set()


# --- sorting and naming ---------------------------------------------------------------------------------------------

_GERMAN_NAMES = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")


def sort_key(text: str) -> tuple[str, str]:
    """Return a key that sorts umlauts with their vowel and ß as ss (DIN 5007-1), ties by the text itself."""
    folded = text.casefold()
    if folded.isascii():
        return folded, text
    decomposed = unicodedata.normalize("NFKD", folded.replace("ß", "ss"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)), text


def file_name(text: str, fallback: str = "export") -> str:
    """Return a file name stem that every file system takes: umlauts spelled out, the rest ASCII, at most 80 long."""
    spelled = unicodedata.normalize("NFKD", clean(text).translate(_GERMAN_NAMES))
    ascii_only = spelled.encode("ascii", "ignore").decode("ascii").lower()
    stem = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:80].strip("-")
    return fallback if not stem or _RESERVED.match(stem) else stem
