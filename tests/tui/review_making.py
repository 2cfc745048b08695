"""A briefing whose German text has changed since it was annotated: a note in each state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefing.document.model import Document
from briefing.notes.model import Category, Note
from briefing.notes.selectors import kind_of, make_target
from briefing.notes.store import Store
from briefing.parallel.bitext import Bitext
from tui.app_making import Making, opened
from tui.making import lazy_of

AT = "2026-03-01T10:00:00.000Z"
OLD = """Das kleinere Modell erreicht 94 % der Genauigkeit bei einem Zehntel der Kosten.
Es läuft auf einer einzigen Karte.

Ein zweiter Absatz bleibt, wie er ist, und steht noch da.

Niemand hat bisher gemessen, wie gut es Deutsch versteht und ob es Fragen zum Recht beantwortet.

Zwergkaninchen fressen Heu, Gras und manchmal eine Karotte.

## Grenzen

Der Schluss steht am Ende.
"""
NEW = """Das kleinere Modell erreicht 93 % der Genauigkeit bei einem Achtel der Kosten. Jetzt sind es zwei Karten.

Ein zweiter Absatz bleibt, wie er ist, und steht noch da.

Niemand hat in Deutschland gemessen, wie gut es spricht und ob es Aufgaben zum Recht löst.

## Grenzen

Der Schluss steht am Ende. Früher hieß es: Es läuft auf einer kleinen Karte.
"""
ENGLISH = """The smaller model reaches 94 % of the accuracy at a tenth of the cost. It runs on a single card.

A second paragraph stays as it is and still stands there.

Nobody has measured so far how well it understands German and whether it answers questions of law.

## Limits

The end stands at the end.
"""
CHANGED = "Das kleinere Modell erreicht 94 % der Genauigkeit bei einem Zehntel der Kosten."
NOW = "Das kleinere Modell erreicht 93 % der Genauigkeit bei einem Achtel der Kosten."
GONE = "Es läuft auf einer einzigen Karte."
SUGGESTED = "Es läuft auf einer kleinen Karte."
SAME = "Ein zweiter Absatz bleibt, wie er ist, und steht noch da."
REVIEW = "Niemand hat bisher gemessen, wie gut es Deutsch versteht und ob es Fragen zum Recht beantwortet."
LOST = "Zwergkaninchen fressen Heu, Gras und manchmal eine Karotte."
TITLE = "Kosten kleiner Modelle"


def german(text: str) -> Document:
    """Return the German text as the reader has it."""
    return Bitext({"de": lazy_of(text, "de", TITLE)}).parallel().documents["de"]


def note_on(document: Document, quote: str, body: str = "", category: Category = Category.CLAIM) -> Note:
    """Return a note that was made at `AT`."""
    start = document.text.index(quote)
    target = make_target(document, start, start + len(quote), at=AT)
    kind = kind_of(document, target)
    return Note("", "kosten", "de", TITLE, target, kind, category, body, created=AT)


def annotated(home: Path) -> Store:
    """Write the new text below `home`, and the notes on the old one; return them."""
    texts = home / "texts"
    texts.mkdir(parents=True)
    write_german(home, NEW)
    (texts / "kosten.en.md").write_text(f"---\ntitle: Cost of small models\n---\n\n{ENGLISH}", encoding="utf-8")
    store, old = Store(home / "data" / "notes.db"), german(OLD)
    notes = [
        note_on(old, CHANGED, "Quelle prüfen: Tabelle 3", Category.FIGURE),
        note_on(old, GONE, category=Category.DOUBT),
        note_on(old, SAME),
        note_on(old, REVIEW, "Stimmt das?"),
        note_on(old, LOST, category=Category.TODO),
    ]
    for note in notes:
        store.add(note, old.text)
    return store


def write_german(home: Path, text: str) -> None:
    """Write the German text."""
    file = home / "texts" / "kosten.de.md"
    file.write_text(f"---\ntitle: {TITLE}\n---\n\n{text}", encoding="utf-8")


def making(home: Path, lang: str = "en", row: int = 1, **settings: Any) -> Making:
    """Return how to open that briefing."""
    made = opened("kosten", row, **settings)
    made.store, made.lang = annotated(home), lang
    return made
