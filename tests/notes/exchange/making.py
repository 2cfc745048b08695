"""Files of other tools and a small library for the tests of imports."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefing.library.catalogue import Catalogue
from briefing.library.model import Library
from briefing.notes.exchange.importing import Given, Prepared, Report, prepare, run
from briefing.notes.model import Note
from briefing.notes.store import Store
from briefing.parallel.opening import open_parallel
from notes.making import TEXT, note

NOW = "2026-11-22T10:00:00.000Z"
GERMAN = """---
title: Die Wolke
url: https://example.org/wolke/
---

🙂 Der Strom kostet 1.200 Euro. Die Kühlung kostet mehr. Es bleibt dabei: mehr.
"""
ENGLISH = """---
title: The cloud
url: https://example.org/cloud
---

Power costs 1,200 euros. Cooling costs more. It stays at that: more.
"""


def library(folder: Path) -> Library:
    """Return a library of one briefing in two languages, written to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for lang, text in (("de", GERMAN), ("en", ENGLISH)):
        (folder / f"wolke.{lang}.md").write_text(text, encoding="utf-8")
    return Catalogue(None).scan((folder,))


def new_store() -> Store:
    """Return a store in memory."""
    return Store(None, instance="here", clock=lambda: NOW)


def prepared(data: object, shelf: Library, fmt: str | None = None, name: str = "notes") -> Prepared:
    """Return a file's content, ready to be merged; anything but text and bytes is written as JSON."""
    text = data if isinstance(data, str | bytes) else json.dumps(data)
    return prepare([Given(name, text.encode() if isinstance(text, str) else text)], shelf, open_parallel, fmt)


def imported(store: Store, data: object, shelf: Library, fmt: str | None = None) -> Report:
    """Import a file."""
    return run(prepared(data, shelf, fmt), store)


def annotation(quote: str | None = "Die Kühlung kostet mehr.", **values: Any) -> dict[str, Any]:
    """Return a Web Annotation as another tool writes it."""
    selector = [{"type": "TextQuoteSelector", "exact": quote, "prefix": "1.200 Euro. ", "suffix": " Es bleibt"}]
    target = {"source": "http://www.example.org/wolke#x", **({"selector": selector} if quote else {})}
    base = {"id": "http://tool/1", "type": "Annotation", "created": "2026-11-20T08:00:00+01:00", "target": target}
    return base | {"body": {"type": "TextualBody", "value": "Wie viel?"}} | values


def hypothesis(**values: Any) -> dict[str, Any]:
    """Return an annotation as Hypothesis writes it; its offsets count the emoji before it twice."""
    quote = {"type": "TextQuoteSelector", "exact": "mehr", "prefix": "Kühlung kostet ", "suffix": ". Es bleibt"}
    position = {"type": "TextPositionSelector", "start": 62, "end": 66}
    base = {
        "id": "x1",
        "created": "2026-11-20T07:00:00.123456+00:00",
        "updated": "2026-11-21T07:00:00+00:00",
        "uri": "https://example.org/wolke/",
        "document": {"title": ["Die Wolke"]},
        "text": "Wie viel?",
        "tags": ["geld", "geld"],
        "permissions": {"read": ["group:__world__"]},
        "target": [{"source": "https://example.org/wolke/", "selector": [position, quote]}],
    }
    return base | values


READWISE = """Highlight,Title,Author,URL,Note,Location,Date\r
Cooling costs more.,The cloud,,,".kosten .zu_prüfen Quelle prüfen:
Tabelle 3, ""Kosten"".",99,2026-11-22 09:20:41\r
Ein Satz von anderswo.,Ein Buch,Autor,,,,\r
"""


def only(store: Store) -> Note:
    """Return the only note in use."""
    (found,) = store.notes()
    return found


def filled() -> Store:
    """Return a store with a note that was edited and one in the trash."""
    store = new_store()
    first = store.add(note("a", tags=("x", "Y")), TEXT)
    store.add(note("gone \x1b[31m \u00ad"), TEXT)
    store.delete(store.notes()[1].id)
    store.edit(replace(first, body="b"))
    return store
