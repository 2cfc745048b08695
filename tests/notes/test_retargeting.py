from __future__ import annotations

import pytest

from briefing.errors import InputError
from briefing.notes.model import WHOLE, State
from briefing.notes.notebook import place_all
from briefing.notes.placing import place
from briefing.notes.retargeting import retargeted
from briefing.notes.selectors import whole_target
from briefing.notes.store import Store
from briefing.parallel.pairing import pair

from .making import document, note, noted

OLD = "# Titel\n\nDas Modell erreicht 94 % der Werte in dem Test.\n\nEin anderer Absatz bleibt, wie er ist."
NEW = OLD.replace("94 % der Werte in dem Test", "93 % der Werte in einem Test")
GONE = "# Titel\n\nEin anderer Absatz bleibt, wie er ist."


def test_a_confirmed_place_is_exact_and_the_old_one_stays_in_the_history() -> None:
    store, old, new = Store(None), document(OLD), document(NEW)
    first = store.add(noted(old, "Das Modell erreicht 94 % der Werte in dem Test.", body="b", tags=("t",)), old.text)
    (there,) = place_all(store.notes(), pair({"de": new}), store.snapshot)
    assert there.anchor.state is State.CHANGED
    stored = store.edit(retargeted(first, new, there.anchor.start, there.anchor.end), new.text)
    assert (stored.body, stored.tags, stored.rev, stored.kind) == ("b", ("t",), 2, "sentence")
    (again,) = place_all(store.notes(), pair({"de": new}), store.snapshot)
    assert again.anchor.state is State.EXACT
    assert store.undo()
    assert store.notes()[0].target == first.target
    assert store.snapshot(first.target.snapshot) == old.text, "the old text is kept"


def test_reattaching_changes_the_kind_and_never_the_language() -> None:
    new = document(NEW)
    made = noted(document(OLD), "Modell")
    end = len(new.text)
    assert retargeted(made, new, new.text.index("Ein anderer"), end).kind == "sentence"
    assert retargeted(made, new, 9, end).kind == "multi"
    with pytest.raises(ValueError, match="en"):
        retargeted(made, document("# Title", "en"), 0, 3)
    with pytest.raises(InputError):
        retargeted(made, new, 3, 3)


def test_a_reverted_text_brings_an_orphan_back() -> None:
    store, old = Store(None), document(OLD)
    store.add(noted(old, "Das Modell erreicht 94 % der Werte in dem Test."), old.text)
    states = []
    for text in (OLD, GONE, NEW, GONE, OLD):
        (there,) = place_all(store.notes(), pair({"de": document(text)}), store.snapshot)
        states.append(there.anchor.state)
    assert states == [State.EXACT, State.ORPHAN, State.CHANGED, State.ORPHAN, State.EXACT]


@pytest.mark.parametrize("text", [OLD, NEW, "# Ganz anders\n\nNichts ist mehr da.", "Ohne Titel."])
def test_a_note_on_the_whole_text_stays_whatever_becomes_of_it(text: str) -> None:
    old, new = document(OLD), document(text)
    made = note(target=whole_target(old), kind=WHOLE)
    found = place(made, pair({"de": new, "en": document("# Title\n\nText.", "en")}), old.text)
    assert found.anchor.state is State.EXACT
    assert found.anchor.current == new.blocks[0].text
    assert found.row is not None


def test_there_is_no_note_on_an_empty_text() -> None:
    with pytest.raises(InputError):
        whole_target(document(""))
    found = place(note(kind=WHOLE), pair({"de": document("")}), None)
    assert found.anchor.state is State.ORPHAN
