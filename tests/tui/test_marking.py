"""From notes to marks: no note of an open text is without a sign, and each is found where its sign is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.document.lazy import LazyDocument
from briefing.document.model import Lang
from briefing.errors import InputError
from briefing.notes.model import SYMBOLS, Category, State
from briefing.notes.placing import place
from briefing.notes.selectors import make_target
from briefing.parallel.bitext import Bitext
from briefing.tui.marking import COUNTERPART, marks_of, notes_at, sign_of, spot_of
from briefing.tui.navigate import Point, place_at
from notes.making import note
from tui.making import lazy_of
from tui.review_making import CHANGED, ENGLISH, GONE, LOST, NEW, OLD, REVIEW, SAME, TITLE, german, note_on

BLOCKS = st.lists(
    st.sampled_from(
        [
            "Ein Satz steht hier. Ein zweiter folgt ihm sogleich.",
            "## Kapitel",
            "***",
            "- Punkt eins.\n- Punkt zwei.",
            "```\nx = 1\ny = 2\n```",
            "| a | b |\n|---|---|\n| eins | zwei |",
            "Etwas ganz anderes, das niemand erwartet hat.",
        ]
    ),
    max_size=6,
)


def bitext_of(text: str, english: str = "") -> Bitext:
    """Return a German text with its title, and an English one if there is one."""
    texts: dict[Lang, LazyDocument] = {"de": lazy_of(text, "de", TITLE)}
    if english:
        texts["en"] = lazy_of(english, "en", "Cost")
    return Bitext(texts)


@given(BLOCKS, BLOCKS, st.integers(0, 300), st.integers(1, 80))
def test_every_note_has_a_sign_and_is_found_there(old: list[str], new: list[str], start: int, length: int) -> None:
    before, bitext = german("\n\n".join(old)), bitext_of("\n\n".join(new))
    try:
        target = make_target(before, start % len(before.text), start % len(before.text) + length)
    except InputError:
        return
    made = note(id="n", target=target)
    parallel = bitext.parallel()
    document = parallel.documents["de"]
    placed = place(made, parallel, before.text)
    marks = marks_of([placed], parallel, SYMBOLS)
    found = [(spot, mark) for spot, each in marks.items() for mark in each if mark.own]
    assert found, "there is always a title to show it at"
    for (lang, key), mark in found:
        text = document.blocks[document.index_of(key)].text
        assert lang == "de"
        assert 0 <= mark.start <= mark.end <= len(text)
        assert (mark.start == mark.end) is (placed.anchor.state is State.ORPHAN)
        assert mark.sign == sign_of(placed, SYMBOLS)
        assert mark.sure is (placed.anchor.state in {State.EXACT, State.MOVED, State.CHANGED})
    spot = spot_of(placed, document)
    assert spot is not None
    sentence = place_at(bitext.texts["de"], Point(document.key_of(spot[0]), spot[1]))
    assert notes_at(bitext, sentence, marks) == [("n", True)]


def test_marks_in_both_languages() -> None:
    bitext, before = bitext_of(NEW, ENGLISH), german(OLD)
    parallel = bitext.parallel()
    quotes = (CHANGED, GONE, SAME, REVIEW, LOST)
    placed = [place(note_on(before, quote, category=Category.TODO), parallel, before.text) for quote in quotes]
    marks = [mark for each in marks_of(placed, parallel, SYMBOLS).items() for mark in each[1] if each[0][0] == "en"]
    assert {mark.sign for mark in marks} == {COUNTERPART}
    assert not any(mark.own for mark in marks)
    assert {mark.role for mark in marks} <= {"note-other", "note-other-unsure"}
    assert {mark.category for mark in marks} == {"todo"}


def test_own_notes_come_before_counterparts_and_what_is_there_before_what_was() -> None:
    bitext, before = bitext_of(NEW, ENGLISH), german(OLD)
    parallel = bitext.parallel()
    gone = note_on(before, GONE)
    whole = [place(note(id="long", target=note_on(before, CHANGED).target), parallel, before.text)]
    short = note(id="short", target=note_on(before, "Das kleinere Modell erreicht").target)
    whole += [place(short, parallel, before.text), place(gone, parallel, before.text)]
    marks = marks_of(whole, parallel, SYMBOLS)
    document = parallel.documents["de"]
    start = document.text.index("Das kleinere")
    block, offset = document.locate(start)
    order = notes_at(bitext, place_at(bitext.texts["de"], Point(document.key_of(block), offset)), marks)
    assert [each[0] for each in order][:2] == ["short", "long"]
    assert all(own for _, own in order)
