from __future__ import annotations

from pathlib import Path

from briefing.errors import InputError
from briefing.library.model import Briefing, Edition, Library
from briefing.notes.model import State
from briefing.notes.notebook import Notebook
from briefing.notes.store import Store
from briefing.parallel.model import Parallel
from briefing.parallel.pairing import pair

from .making import document, noted

OLD = "# Titel\n\nEin Satz, der bleibt und lang genug ist. Einer, der geht."
NEW = "# Titel\n\nDavor steht etwas Neues.\n\nEin Satz, der bleibt und lang genug ist."


def library(*slugs: str) -> Library:
    briefings = tuple(Briefing(slug, {"de": Edition("de", Path(slug), slug, slug)}) for slug in slugs)
    return Library((), briefings, (), {briefing.id: briefing for briefing in briefings})


def test_notes_are_placed_in_todays_text_briefing_by_briefing() -> None:
    store = Store(None)
    old = document(OLD)
    for slug in ("zwei", "fort", "eins", "kaputt"):
        for quote in ("Einer, der geht.", "Ein Satz, der bleibt und lang genug ist."):
            store.add(noted(old, quote, briefing=slug), old.text)
    opened: list[str] = []

    def open_parallel(briefing: Briefing) -> Parallel:
        opened.append(briefing.id)
        if briefing.id == "kaputt":
            raise InputError("{path} is not UTF-8.", path="kaputt.de.md")
        return pair({"de": document(NEW)})

    book = Notebook(store, open_parallel)
    found = book.placed(library("eins", "kaputt", "zwei", "leer"))
    assert [(one.note.briefing, one.anchor.state.value, one.row) for one in found] == [
        ("eins", "exact", 2),
        ("eins", "orphan", None),
        ("kaputt", "orphan", None),
        ("kaputt", "orphan", None),
        ("zwei", "exact", 2),
        ("zwei", "orphan", None),
        ("fort", "orphan", None),
        ("fort", "orphan", None),
    ]
    assert opened == ["eins", "kaputt", "zwei"]
    assert all(one.note.target.exact for one in found)
    assert [one.note.briefing for one in book.placed(library("eins"), "zwei")] == ["zwei", "zwei"]
    assert book.placed(library("leer"), "leer") == []
    known = library("eins", "kaputt")
    for slug, states in [("eins", ["exact", "orphan"]), ("kaputt", ["orphan"] * 2), ("fort", ["orphan"] * 2)]:
        some = book.in_briefing(known.get(slug), store.notes(slug))
        assert [one.anchor.state.value for one in some] == states


def test_a_restored_text_restores_its_notes() -> None:
    store = Store(None)
    old = document(OLD)
    store.add(noted(old, "Einer, der geht.", briefing="eins"), old.text)
    texts = iter([NEW, OLD])
    book = Notebook(store, lambda _: pair({"de": document(next(texts))}))
    assert book.placed(library("eins"))[0].anchor.state is State.ORPHAN
    assert book.placed(library("eins"))[0].anchor.state is State.EXACT


def test_deleted_notes_are_not_placed() -> None:
    store = Store(None)
    old = document(OLD)
    store.delete(store.add(noted(old, "Titel", briefing="eins"), old.text).id)
    assert Notebook(store, lambda _: pair({"de": old})).placed(library("eins")) == []
