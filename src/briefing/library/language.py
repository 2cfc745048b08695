"""Which language a text is in: names and codes of languages, and a vote of its most common words."""

from __future__ import annotations

import re
from typing import Final

OTHER: Final = "other"
"""Stands for every language that is neither German nor English."""

_NAMES = {
    **dict.fromkeys(("de", "deu", "ger", "german", "deutsch", "allemand"), "de"),
    **dict.fromkeys(("en", "eng", "english", "englisch", "anglais"), "en"),
}
_CODES = frozenset(
    re.findall(
        r"\w+",
        """ar az be bg bn bs ca cs cy da el eo es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko
        ku ky lb lt lv mk ml mn mr ms my nb ne nl nn no pa pl ps pt ro ru sa si sk sl sq sr sv sw ta te tg th tk tr uk
        ur uz vi zh""",
    )
)
_CODE = re.compile(r"([a-z]{2,3})(?:[-_](?:hans|hant|latn|cyrl|arab))?(?:[-_](?:[a-z]{2}|\d{3}))?", re.ASCII)
_NOT_PROSE = re.compile(r"(?s)```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]*`|\]\([^)\s]*\)|https?://\S+|<[^<>]{1,500}>")

_STOP_WORDS = {
    "de": "der die das und ist nicht ein eine einen einer mit für auf dem den des sich auch werden wird sind von zu "
    "wie oder aber kann nach bei über durch noch nur sie wir wenn haben hat zum zur aus ihre als dass diese dieser "
    "können mehr sein es ich im",
    "en": "the of and to that with you this are have has not it they we from which can will your was were been their "
    "there would what about when who more be by is an at or if for on as but how these our",
    "fr": "le la les des une est et dans pour que qui sur avec pas vous nous ce cette sont par plus aux du au il elle",
    "es": "el los las una que de para con por es en como más pero sus este esta son del al se lo está",
    "it": "il lo gli una che di per con non sono come più della delle nel alla questo è del dei si",
    "pt": "o os uma que de para com não por mais como dos das você seu são está ao se em um na no",
    "nl": "de het een van en dat niet met voor op zijn wordt worden ook aan deze naar bij door maar kan je wij",
    "pl": "jest nie się na do że oraz jak dla tym przez który które są od po lub może tego i w z",
}
_VOTES: Final[dict[str, list[str]]] = {}
"""The languages that each stop word speaks for."""
for _lang, _words in _STOP_WORDS.items():
    for _word in _words.split():
        _VOTES.setdefault(_word, []).append(_lang)
_SAMPLE: Final = 4_000
_LEAST_VOTES: Final = 3
_LEAST_LEAD: Final = 1.3


def language(name: str) -> str:
    """Return "de", "en" or `OTHER` for a code or name ("de-AT", "en_US", "Deutsch"), or empty if it is none."""
    key = name.strip().casefold()
    return _NAMES.get(key) or code_language(key)


def code_language(name: str) -> str:
    """Return the same for a code alone, with or without script and region: what paths are marked with."""
    match = _CODE.fullmatch(name.casefold())
    if not match:
        return ""
    code = match.group(1)
    return _NAMES.get(code) or (OTHER if code in _CODES else "")


def vote(text: str) -> str:
    """Return the language of a text's first 4,000 characters by their stop words: "de", "en" or `OTHER`.

    Code, addresses and tags don't vote. Empty if there are too few votes or two languages are close.
    """
    counts = dict.fromkeys(_STOP_WORDS, 0)
    for word in _NOT_PROSE.sub(" ", text[:_SAMPLE]).lower().split():  # stop words seldom touch punctuation
        for lang in _VOTES.get(word, ()):
            counts[lang] += 1
    (first, most), (_, next_most) = sorted(counts.items(), key=lambda item: -item[1])[:2]
    if most < _LEAST_VOTES or most < next_most * _LEAST_LEAD:
        return ""
    return first if first in ("de", "en") else OTHER
