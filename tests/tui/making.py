"""Small texts, plain styles and painted screens for the tests of the interface."""

from __future__ import annotations

from rich.style import Style

from briefing.document.model import Lang
from briefing.document.parse import parse
from briefing.parallel.model import Parallel
from briefing.parallel.pairing import pair
from briefing.tui.canvas import Canvas
from briefing.tui.geometry import Geometry, View, columns_for
from briefing.tui.lights import Lights
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


def parallel_of(german: str | None = GERMAN, english: str | None = ENGLISH) -> Parallel:
    """Return two texts (or one) as a parallel, with their titles."""
    sources: dict[Lang, str] = {}
    if german is not None:
        sources["de"] = german
    if english is not None:
        sources["en"] = english
    titles = {"de": "Was heißt offen?", "en": "What does open mean?"}
    return pair({lang: parse(text, lang, title=titles[lang]) for lang, text in sources.items()})


def plain_style(roles: tuple[str, ...]) -> Style:
    """Return a style that remembers its roles, so that tests can read them."""
    return Style(meta={"roles": roles}) if roles else Style.null()


def painted(parallel: Parallel, view: View, width: int, *, measure: int = 84) -> list[str]:
    """Return all screen lines of a text as plain text, each exactly `width` cells."""
    canvas = canvas_of(parallel, view, width, measure=measure)
    viewport = Viewport(canvas.geometry, 10_000)
    return ["".join(segment.text for segment in canvas.line(spot)) for spot in viewport.lines()]


def canvas_of(parallel: Parallel, view: View, width: int, *, measure: int = 84) -> Canvas:
    """Return a canvas without lights."""
    langs = parallel.langs
    geometry = Geometry(parallel, columns_for(view, langs, width, measure))
    return Canvas(geometry, Lights(parallel), plain_style, {"de": "∅ only in English", "en": "∅ only in German"})


def spots(canvas: Canvas) -> list[Spot]:
    """Return all screen lines of a canvas."""
    return Viewport(canvas.geometry, 10_000).lines()
