"""A library with a timeline, a register and a glossary beside an ordinary briefing."""

from __future__ import annotations

from pathlib import Path

from tui.library_making import write_library

TEXTS = {
    "zeiten.de.md": """---
title: Zeitleiste
kind: timeline
weight: 5
---

14\\. Februar 2019 · Labor Eins
: Erste Gewichte mit [bold]Klammern[/bold].

Juli 2023 · Labor Eins
: Noch ein Modell. Mehr: [Text](offen.de.md#drei-stufen)

18\\. Juli 2023 · Regeln
: Eine Regel gilt.

1\\. März 2025 · Labor Zwei
: Ein Modell aus dem Süden. Mehr: [Text](lang.de.md)

5\\. August 2025 · Labor Eins
: Offene Gewichte erscheinen. Mehr: [Text](lang.de.md#kapitel-3)
""",
    "zeiten.en.md": """---
title: Timeline
kind: timeline
weight: 5
---

14 February 2019 · Lab One
: First weights with [bold]brackets[/bold].

July 2023 · Lab One
: Another model. More: [Text](offen.en.md#drei-stufen)

18 July 2023 · Rules
: A rule applies.

1 March 2025 · Lab Two
: A model from the south. More: [Text](lang.en.md)

5 August 2025 · Lab One
: Open weights appear. More: [Text](lang.en.md#chapter-3)
""",
    "modelle.de.md": """---
title: Modellregister
kind: register
weight: 6
---

Alpha 1
: Organisation: Labor Eins
: Erschienen: 2019-02
: Lizenz: MIT
: Lizenzklasse: frei
: Offen: Gewichte ja, Daten nein, Code nein
: Mehr: [Text](offen.de.md)

Beta [b]
: Organisation: Labor Zwei
: Erschienen: März 2025
: Lizenz: Eigene
: Lizenzklasse: mit Auflagen
: Offen: Gewichte ja, Daten teils, Code ja

Gamma
: Organisation: Stiftung
: Erschienen: 2023
: Lizenz: Apache 2.0
: Lizenzklasse: frei
: Offen: Gewichte ja, Daten ja, Code ja

Omega
: Organisation: Labor Eins
: Erschienen: 2024-12
: Lizenz: keine
: Lizenzklasse: geschlossen
: Offen: Gewichte nein, Daten nein, Code nein
""",
    "modelle.en.md": """---
title: Model register
kind: register
weight: 6
---

Alpha 1
: Organisation: Labor Eins
: Released: 2019-02
: Licence: MIT
: Licence class: free
: Open: weights yes, data no, code no
: More: [Text](offen.en.md)

Beta [b]
: Organisation: Labor Zwei
: Released: March 2025
: Licence: Its own
: Licence class: with conditions
: Open: weights yes, data partly, code yes

Gamma
: Organisation: Stiftung
: Released: 2023
: Licence: Apache 2.0
: Licence class: free
: Open: weights yes, data yes, code yes

Omega
: Organisation: Labor Eins
: Released: 2024-12
: Licence: none
: Licence class: closed
: Open: weights no, data no, code no
""",
    "glossar.de.md": """---
title: Glossar
kind: glossary
weight: 7
---

Satz
: Eine Folge von Wörtern.

Gegenstück
: Was dasselbe sagt.
""",
    "glossar.en.md": """---
title: Glossary
kind: glossary
weight: 7
---

sentence
: A run of words.

counterpart
: What says the same.
""",
}


def write_reference(home: Path) -> Path:
    """Write the small library with a timeline, a register and a glossary below `home`; return `home`."""
    folder = home / "texts"
    write_library(folder)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return home
