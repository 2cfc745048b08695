"""Small texts, their rows and blocks by number, and painted screens for the tests of the interface."""

from __future__ import annotations

from briefing.document.lazy import LazyDocument
from briefing.document.model import BlockKey, Lang
from briefing.parallel.bitext import Bitext, RowKey
from briefing.text import clean
from briefing.tui.canvas import Canvas
from briefing.tui.columns import View, columns_for
from briefing.tui.geometry import Geometry
from briefing.tui.lights import Lights
from briefing.tui.navigate import Passage, Place
from briefing.tui.viewport import Spot, Viewport

GERMAN = """---
title: Was heißt offen?
---

Das Wort „offen“ meint dreierlei.
Die **Lizenzbedingungen** entscheiden, z. B. über den Verkauf.[^1]

## Drei Stufen

- Gewichte zum Herunterladen, also die Grundlage jeder Weiterentwicklung
  - nur für Forschungszwecke
- Daten und `Code`

1. Erstens ~~nie~~ *bald*.
2. Zweitens [mehr dazu](zwei.de.md).

> Zitat mit Umlauten: Größenordnung, Maßstab, Übersicht.

| Stufe | Was man bekommt | Beispiel |
|:------|:---------------:|---------:|
| Eins | Gewichte unter einer hauseigenen Lizenz | Llama 4 |
| Zwei | Quelltext | OLMo |

```python
def offen(x):
    return x  # ja
```

Nur auf Deutsch steht dieser Absatz.

---

![Ein Diagramm](bild.png) Schluss.

[^1]: Quelle: Gazette, 2026.
"""

ENGLISH = """---
title: What does open mean?
---

The word “open” means three things.
The **licence terms** decide, e.g. about sales.[^1]

## Three rungs

- Weights to download, the base of all further work
  - for research only
- Data and `code`

1. First ~~never~~ *soon*.
2. Second [more](zwei.en.md).

> A quotation with quite plain words in it.

| Rung | What you get | Example |
|:------|:---------------:|---------:|
| One | weights under the maker’s own licence | Llama 4 |
| Two | source code | OLMo |

```python
def is_open(x):
    return x  # yes
```

---

![A diagram](bild.png) The end.

[^1]: Source: Gazette, 2026.
"""


TITLES: dict[Lang, str] = {"de": "Was heißt offen?", "en": "What does open mean?"}


def bitext_of(german: str | None = GERMAN, english: str | None = ENGLISH, *, titled: bool = True) -> Bitext:
    """Return two texts (or one) side by side, with their titles."""
    sources: dict[Lang, str] = {}
    if german is not None:
        sources["de"] = german
    if english is not None:
        sources["en"] = english
    return Bitext({lang: lazy_of(text, lang, TITLES[lang] if titled else None) for lang, text in sources.items()})


def lazy_of(text: str, lang: Lang = "de", title: str | None = None) -> LazyDocument:
    """Return one text that is parsed on demand."""
    return LazyDocument(clean(text).encode(), lang, title)


# --- keys and running numbers ---------------------------------------------------------------------------------------


def rows_of(bitext: Bitext) -> list[RowKey]:
    """Return the keys of all rows; the index of each is its running number."""
    first = bitext.first()
    return list(bitext.walk(first, 1)) if first else []


def blocks_of(text: LazyDocument) -> list[BlockKey]:
    """Return the keys of all blocks; the index of each is its running number."""
    keys = []
    key = text.first()
    while key is not None:
        keys.append(key)
        key = text.step(key, 1)
    return keys


def row_key(bitext: Bitext, row: int) -> RowKey:
    """Return the key of a row by its running number."""
    return rows_of(bitext)[row]


def row_number(bitext: Bitext, key: RowKey) -> int:
    """Return the running number of a row."""
    return rows_of(bitext).index(key)


def block_key(bitext: Bitext, lang: Lang, block: int) -> BlockKey:
    """Return the key of a block by its running number."""
    return blocks_of(bitext.texts[lang])[block]


def place_of(bitext: Bitext, lang: Lang, block: int, sentence: int = 0) -> Place:
    """Return a sentence by the running number of its block."""
    return Place(lang, block_key(bitext, lang, block), sentence)


# --- painting -------------------------------------------------------------------------------------------------------


def painted(bitext: Bitext, view: View, width: int, *, measure: int = 84) -> list[str]:
    """Return all screen lines of a text as plain text, each exactly `width` cells."""
    canvas = canvas_of(bitext, view, width, measure=measure)
    return ["".join(tinted.text for tinted in canvas.line(spot)) for spot in spots(canvas)]


def canvas_of(bitext: Bitext, view: View, width: int, *, measure: int = 84) -> Canvas:
    """Return a canvas without lights."""
    geometry = Geometry(bitext, columns_for(view, bitext.langs, width, measure))
    return Canvas(geometry, Lights(bitext), {"de": "∅ only in English", "en": "∅ only in German"})


def spots(canvas: Canvas) -> list[Spot]:
    """Return all screen lines of a canvas."""
    return Viewport(canvas.geometry, 10_000).lines()


def text_of(text: LazyDocument, passage: Passage) -> str:
    """Return the plain text of a passage, blocks joined by a blank line."""
    start, end = passage
    if start.block == end.block:
        return text.block(start.block).text[start.offset : end.offset]
    parts = [text.block(start.block).text[start.offset :]]
    block = text.step(start.block, 1)
    while block is not None and block < end.block:
        parts.append(text.block(block).text)
        block = text.step(block, 1)
    return "\n\n".join([*parts, text.block(end.block).text[: end.offset]])
