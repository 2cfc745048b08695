"""Whether a paragraph is in the language of its text, by its commonest words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from briefing.document.model import Lang, other

_WORDS: Final[dict[Lang, str]] = {
    "de": "der|die|das|und|ist|nicht|ein|eine|den|dem|mit|von|auf|für|sich|auch|im|zu|wir|sie|es|als|aus|bei",
    "en": "the|and|is|not|of|to|a|an|in|that|with|for|it|this|are|was|we|they|be|by|or|as|from|have",
}
_SHARED: Final = frozenset({"in", "was", "an", "die", "a", "also", "as", "man", "be"})
_FEW: Final = 3


def is_other(text: str, lang: Lang) -> bool:
    """Return whether a text of an edition in `lang` is clearly in the other language, such as a quoted paragraph."""
    ours, theirs = (len(_pattern(each).findall(text)) for each in (lang, other(lang)))
    return theirs >= _FEW and theirs > 2 * ours


@lru_cache(maxsize=2)
def _pattern(lang: Lang) -> re.Pattern[str]:
    words = "|".join(word for word in _WORDS[lang].split("|") if word not in _SHARED)
    return re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")
