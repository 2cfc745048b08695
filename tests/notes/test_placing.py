from __future__ import annotations

import pytest

from briefing.document.model import Document, Lang
from briefing.notes.model import Anchor, Note, State
from briefing.notes.notebook import place_all
from briefing.notes.placing import Overlay, overlay, place
from briefing.parallel.model import Pair, Parallel, Row

from .making import document, noted

GERMAN = "# Titel\n\nEins ist da. Zwei folgt. Drei schließt.\n\nNur deutsch.\n\nErster Punkt. Zweiter Punkt."
ENGLISH = "# Title\n\nOne is here, and two follows. Three closes.\n\nFirst item.\n\nSecond item."


def both(sure: float = 0.9, loose: float = 0.9, row: float = 0.9) -> Parallel:
    """Return the two texts; `sure` and `loose` are the confidence of the first and second pair of row 1."""
    de, en = document(GERMAN), document(ENGLISH, "en")
    rows = (Row((0,), (0,), 1.0), Row((1,), (1,), row), Row((2,), (), 0.0), Row((3,), (2, 3), 0.7))
    pairs = (
        (Pair(((0, 0),), ((0, 0),), 1.0),),
        (Pair(((1, 0), (1, 1)), ((1, 0),), sure), Pair(((1, 2),), ((1, 1),), loose)),
        (Pair(((2, 0),), (), 0.0),),
        (Pair(((3, 0),), ((2, 0),), 0.6), Pair(((3, 1),), ((3, 0),), 0.6)),
    )
    return Parallel({"de": de, "en": en}, rows, pairs, {"de": (0, 1, 2, 3), "en": (0, 1, 3, 3)})


def placed(quote: str, parallel: Parallel, lang: Lang = "de") -> tuple[Note, int | None, str | None, Lang | None]:
    text = parallel.documents[lang]
    made = place(noted(text, quote, id="n"), parallel, text.text)
    return made.note, made.row, made.counterpart, made.counterpart_lang


@pytest.mark.parametrize(
    ("quote", "row", "counterpart"),
    [
        ("Titel", 0, "Title"),
        ("Eins ist da.", 1, "One is here, and two follows."),
        ("Zwei", 1, "One is here, and two follows."),
        ("Zwei folgt. Drei schließt.", 1, "One is here, and two follows. Three closes."),
        ("Nur deutsch.", 2, None),
        ("Erster Punkt. Zweiter Punkt.", 3, "First item.\n\nSecond item."),
        ("Drei schließt.\n\nNur deutsch.\n\nErster Punkt.", 1, "Three closes.\n\nFirst item."),
    ],
)
def test_the_counterpart_is_the_paired_sentences(quote: str, row: int, counterpart: str | None) -> None:
    assert placed(quote, both())[1:] == (row, counterpart, "en" if counterpart else None)


def test_an_orphan_knows_the_row_where_it_last_stood() -> None:
    old = document(GERMAN.replace("Nur deutsch.", "Ein Satz von ganz anderer Art, der später gestrichen wird."))
    made = place(noted(old, "Ein Satz von ganz anderer Art, der später gestrichen wird.", id="n"), both(), old.text)
    assert made.anchor.state is State.ORPHAN
    assert (made.row, made.last_row) == (None, 1), "it stood right behind this row"
    assert place(noted(old, "Eins ist da.", id="n"), both(), old.text).last_row is None


def test_it_works_from_either_side() -> None:
    assert placed("Three closes.", both(), "en")[1:] == (1, "Drei schließt.", "de")
    assert placed("Second item.", both(), "en")[1:] == (3, "Zweiter Punkt.", "de")


def test_unsure_sentences_give_the_whole_row_if_that_is_sure() -> None:
    whole = "One is here, and two follows. Three closes."
    assert placed("Drei schließt.", both(loose=0.4))[2] == whole
    assert placed("Drei schließt.", both(loose=0.4, row=0.7))[2] is None
    assert placed("Drei schließt.", both(loose=0.5, row=0.7))[2] == "Three closes."


def test_sentences_that_do_not_follow_each_other_are_joined_by_an_ellipsis() -> None:
    de, en = document("Eins. Zwei."), document("One. Between. Two.", "en")
    pairs = ((Pair(((0, 0),), ((0, 0),), 0.9), Pair((), ((0, 1),), 0.9), Pair(((0, 1),), ((0, 2),), 0.9)),)
    parallel = Parallel({"de": de, "en": en}, (Row((0,), (0,), 0.9),), pairs, {"de": (0,), "en": (0,)})
    assert placed("Eins. Zwei.", parallel)[2] == "One. … Two."


def test_marks_are_painted_in_both_languages() -> None:
    parallel = both(sure=0.9, loose=0.6)
    made = place(noted(parallel.documents["de"], "folgt. Drei", id="n"), parallel, None)
    category = made.note.category
    text = parallel.documents["en"].blocks[1].text
    assert overlay(made, parallel) == [
        Overlay("de", 1, 18, 29, "n", category, True),
        Overlay("en", 1, 0, text.index(" Three"), "n", category, True),
        Overlay("en", 1, text.index("Three"), len(text), "n", category, False),
    ]


def test_unsure_sentences_are_not_painted() -> None:
    parallel = both(loose=0.4)
    made = place(noted(parallel.documents["de"], "Drei schließt.", id="n"), parallel, None)
    assert [mark.lang for mark in overlay(made, parallel)] == ["de"]


def test_a_note_over_several_blocks_is_painted_in_each() -> None:
    parallel = both()
    made = place(noted(parallel.documents["de"], "Nur deutsch.\n\nErster Punkt.", id="n"), parallel, None)
    marks = [(mark.lang, mark.block, mark.start, mark.end, mark.sure) for mark in overlay(made, parallel)]
    assert marks == [("de", 2, 0, 12, True), ("de", 3, 0, 13, True), ("en", 2, 0, 11, False)]


def test_an_orphan_has_no_row_and_nothing_to_paint() -> None:
    parallel = both()
    made = noted(document("Das steht nirgends sonst in der Welt."), "steht nirgends")
    orphaned = place(made, parallel, "Das steht nirgends sonst in der Welt.")
    assert (orphaned.row, orphaned.counterpart, overlay(orphaned, parallel)) == (None, None, [])


def test_a_note_in_a_language_that_is_gone_is_an_orphan() -> None:
    only_german = document(GERMAN)
    parallel = Parallel({"de": only_german}, (Row((0,), (), 0.0),), ((),), {"de": (0,)})
    made = place(noted(document(ENGLISH, "en"), "Three closes."), parallel, None)
    assert made.anchor == Anchor(State.ORPHAN, 0, 0, None)
    empty: dict[Lang, Document] = {"en": document("", "en")}
    assert place(made.note, Parallel(empty, (), (), {"en": ()}), None).anchor.state is State.ORPHAN


def test_notes_come_in_document_order_with_orphans_last() -> None:
    parallel = both()
    de, en = parallel.documents["de"], parallel.documents["en"]
    lost = noted(document("Ein Satz, den es nicht mehr gibt."), "Ein Satz, den es nicht mehr gibt.", id="lost")
    made = [
        lost,
        noted(de, "Nur deutsch.", id="c"),
        noted(en, "Three closes.", id="b"),
        noted(de, "Zwei", id="a2", created="2"),
        noted(de, "Zwei folgt.", id="a1", created="1"),
    ]
    assert [one.note.id for one in place_all(made, parallel, lambda _: None)] == ["a1", "a2", "b", "c", "lost"]
