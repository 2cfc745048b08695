"""The spellings and endings of a term: what counts as naming the same thing in running text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from briefing.text import fold, one_line, tokens

LONGEST: Final = 12
"""Words of a term at most; what is longer is a sentence."""
_VARIANTS: Final = 6
"""Variants of a term that count; a sentence with many slashes is no term."""
_STEM: Final = 3
_LONG_STEM: Final = 4

# Folding drops the e of "neue", so that "neuer" and "neuem" end in one letter: "neur", "neum".
_ENDING = re.compile(r"(?:e|n|s|en|er|es|em|ern|(?<=[aou])[rm]|(?<=nis)s(?:en?|es))\Z")
_ENDINGS: Final = 3
_IES = re.compile(r"ies\Z")

_PARENTHESES = re.compile(r"\(([^()]*)\)")
_SLASH = re.compile(r"\s*[/;]\s*")
_GRAMMAR = re.compile(
    r"(?:der|die|das|[mfn]|pl|sg|plural|singular|adj|adv|noun|verb|subst|engl?|englisch|english|dt|deutsch|german)?[.:]*",
    re.IGNORECASE,
)
"""What is said in parentheses about a term, and is no variant of it."""
_INTRODUCED = re.compile(r"^(?:engl?|englisch|dt|deutsch|german|auch|also|kurz|short|abk|abbr)[.:]*\s+", re.IGNORECASE)
"""What introduces a variant, and is no part of it."""
_REMARK: Final = 6
"""Words in parentheses from which on they explain a term rather than name it another way."""
_EDGES: Final = " \t.,:;·…–—\"'“”„‚‘’«»‹›*"


def variants(text: str) -> list[str]:
    """Return the ways to say a term that stand in one cell: "KI/AI", "Gewicht(e)", "artificial intelligence (AI)"."""
    found: dict[str, None] = {}
    for part in _parts(one_line(text)):
        term = part.strip(_EDGES)
        if 0 < len(tokens(fold(term))) <= LONGEST:
            found[term] = None
    return list(islice(found, _VARIANTS))


def _parts(text: str) -> Iterator[str]:
    """Yield the text without what is in parentheses, then that: with the text if it is a part of a word, else alone."""
    yield from _split(_PARENTHESES.sub(lambda match: "" if _in_word(match) else " ", text))
    if any(map(_in_word, _PARENTHESES.finditer(text))):
        yield from _split(_PARENTHESES.sub(lambda match: match[1] if _in_word(match) else " ", text))
    for match in _PARENTHESES.finditer(text):
        remarks = (_INTRODUCED.sub("", remark.strip()) for remark in match[1].split(","))
        remark = ", ".join(remark for remark in remarks if not _GRAMMAR.fullmatch(remark))
        if not _in_word(match) and remark.count(" ") < _REMARK:
            yield from _split(remark)


def _in_word(match: re.Match[str]) -> bool:
    """Return whether parentheses hold a part of a word, as in "Gewicht(e)" or "(Sprach-)Modell"."""
    beside = match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
    return any(map(str.isalnum, beside)) and match[1].replace("-", "").isalpha()


def _split(text: str) -> list[str]:
    """Split at slashes and semicolons; not "Ein-/Ausgabe" or "I/O", whose halves are no terms."""
    parts = _SLASH.split(text)
    if any(part.startswith("-") or part.endswith("-") or len(part) == 1 for part in parts):
        parts = text.split(";")
    return [" ".join(part.split()) for part in parts]


def stems(word: str) -> set[str]:
    """Return a folded word and what is left of it without the endings that German and English put to words."""
    found = {word}
    for size in range(1, _ENDINGS + 1):
        stem = word[:-size]
        if len(stem) >= (_STEM if size == 1 else _LONG_STEM) and _ENDING.fullmatch(word, len(stem)):
            found.add(stem)
    if len(word) > _LONG_STEM and _IES.search(word):
        found.add(word[:-3] + "y")
    return found
