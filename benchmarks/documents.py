"""Pairs of German and English texts of any length, made the same way each time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

_GERMAN = (
    "die Bundesregierung hat neue Leitlinien für den Umgang mit künstlicher Intelligenz vorgestellt und betont dass "
    "Transparenz Vorrang vor Geschwindigkeit haben soll Datenschutzgrundverordnung Verantwortungsbewusstsein größere "
    "Übersetzungsqualität zwischen Maschinen Menschen Ergebnis Vergleich Straße außerdem jedoch weil während Lizenz"
)
_ENGLISH = (
    "the federal government presented new guidelines for the use of artificial intelligence and stressed that "
    "transparency should take precedence over speed general data protection regulation sense of responsibility larger "
    "translation quality between machines humans result comparison street moreover however because while licence"
)
_RICH = (
    "**{0} {1}**",
    "*{0}*",
    "`{0}()`",
    "[{0} {1}](https://example.org/{0})",
    "~~{0}~~",
    "{0}[^1]",
    "{0} 日本語 👩‍👩‍👧",
)


def write_pair(folder: Path, blocks: int) -> Path:
    """Write `<blocks>.de.md` and `<blocks>.en.md` with so many top-level blocks each; return the German file."""
    folder.mkdir(parents=True, exist_ok=True)
    for lang, words in (("de", _GERMAN), ("en", _ENGLISH)):
        text = "\n\n".join(_blocks(lang, words.split(" "), blocks)) + "\n"
        (folder / f"{blocks}.{lang}.md").write_text(text, encoding="utf-8")
    return folder / f"{blocks}.de.md"


def _blocks(lang: str, words: list[str], count: int) -> Iterator[str]:
    yield "# WILLKOMMEN im Text" if lang == "de" else "# WELCOME to the text"
    shapes = random.Random(1)
    for number in range(1, count - 2):
        kind, length = shapes.random(), shapes.randint(1, 5)
        yield _block(random.Random(f"{number}{lang}"), words, kind, length, number)
    yield "## ENDE des Textes" if lang == "de" else "## END of the text"
    yield "[^1]: Eine Fußnote mit **Quelle**." if lang == "de" else "[^1]: A footnote with a **source**."


def _block(r: random.Random, words: list[str], kind: float, length: int, number: int) -> str:
    """Return a block: below each limit its kind."""
    kinds = (
        (0.12, f"## {number}: {_sentence(r, words, 3, 7)}"),
        (0.72, " ".join(_sentence(r, words, 8, 22) for _ in range(length))),
        (0.84, "\n".join(f"- {_sentence(r, words, 5, 14)}\n  - {_sentence(r, words, 4, 8)}" for _ in range(length))),
        (0.88, "\n".join(f"{item}. {_sentence(r, words, 5, 14)}" for item in range(1, length + 2))),
        (0.92, f"> {_sentence(r, words, 8, 22)}\n>\n> > {_sentence(r, words, 8, 22)}"),
        (0.95, _table(r, words, length)),
        (0.98, f"```python\ndef f_{number}(x: int) -> dict:\n    # {r.choice(words)}\n    return {{'a': [x, 1]}}\n```"),
    )
    return next((block for limit, block in kinds if kind < limit), "---")


def _table(r: random.Random, words: list[str], length: int) -> str:
    cells = ((_sentence(r, words, 2, 5), r.choice(words), r.randint(1, 9999)) for _ in range(length))
    return "| A | B | C |\n|:--|:-:|--:|\n" + "\n".join(f"| {one} | **{two}** | {three} |" for one, two, three in cells)


def _sentence(r: random.Random, words: list[str], least: int, most: int) -> str:
    chosen = [r.choice(words) for _ in range(r.randint(least, most))]
    if len(chosen) > 8 and r.random() < 0.4:
        at = r.randint(1, len(chosen) - 3)
        chosen[at] = r.choice(_RICH).format(chosen[at], chosen[at + 1])
    text = " ".join(chosen)
    return text[0].upper() + text[1:] + r.choice("....?!")
