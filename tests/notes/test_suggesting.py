from __future__ import annotations

import time
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document.model import Block, Document, Kind
from briefing.notes.anchoring import anchor
from briefing.notes.comparing import comparable
from briefing.notes.model import State, Target
from briefing.notes.suggesting import MOST, Suggestion, suggestions

from .making import document, note, noted, target

TEXT = """# Bericht

## Kosten

Das kleinere Modell erreicht 94 % der Genauigkeit bei einem Zehntel der Kosten. Niemand hatte das erwartet.

## Grenzen

Wer das Modell verkleinert, verliert seltene Sprachen zuerst. Das zeigen drei Messungen aus dem Frühjahr.
"""
QUOTE = "Das kleinere Modell erreicht 94 % der Genauigkeit bei einem Zehntel der Kosten."


def suggested(quote: str, new: str, old: str = TEXT) -> list[tuple[str, Suggestion]]:
    """Return what is offered for a note on `quote` that lost its place: what stands there, and where."""
    today = document(new)
    return [(today.text[one.start : one.end], one) for one in suggestions(noted(document(old), quote), today)]


def test_a_sentence_that_was_rewritten_is_offered_first() -> None:
    new = "Das kleine Modell kommt auf 93 % der Genauigkeit, bei einem Achtel der Kosten."
    found = suggested(QUOTE, TEXT.replace(QUOTE, new))
    assert found[0][0] == new
    assert 0.5 < found[0][1].score < 1


def test_a_verbatim_place_comes_before_a_similar_one() -> None:
    near = QUOTE.replace("Zehntel", "Achtel")
    found = suggested(QUOTE, f"# Neu\n\n{near}\n\nKurz gesagt: {QUOTE}\n")
    assert [text for text, _ in found[:2]] == [QUOTE, near]


def test_of_equal_places_the_one_under_the_same_heading_comes_first() -> None:
    old = "# A\n\n## Eins\n\nErster Absatz.\n\nSiehe oben.\n\n## Zwei\n\nZweiter Absatz.\n"
    new = "# A\n\n## Zwei\n\nNeues hier.\n\nSiehe oben.\n\n## Eins\n\nAnderes dort.\n\nSiehe oben.\n"
    found = suggested("Siehe oben.", new, old)
    assert [text for text, _ in found] == ["Siehe oben.", "Siehe oben."]
    assert found[0][1].start > found[1][1].start


def test_a_part_of_a_long_paragraph_is_offered_in_whole_words() -> None:
    new = f"# Neu\n\n{'Vorher steht hier noch allerlei anderes, ' * 5}das kleinere Modell erreicht immerhin 94 % der "
    new += f"Genauigkeit bei einem Zehntel der Kosten{', und danach kommt wieder etwas anderes' * 5}.\n"
    found = suggested(QUOTE, new)
    assert "kleinere Modell erreicht immerhin 94 %" in found[0][0]
    assert len(found[0][0]) < 2 * len(QUOTE)


def test_nothing_is_offered_where_nothing_is_like_the_quote() -> None:
    assert suggested(QUOTE, "# Hafen\n\nIm Nebel lag ein Schiff. Möwen schrien.\n") == []
    assert suggested(QUOTE, "") == []


def test_words_inside_other_words_are_not_offered() -> None:
    assert suggested("Wer", "# Neu\n\nSchwer wiegt das Werk.\n") == []


def test_what_is_offered_for_a_deleted_sentence_is_not_applied() -> None:
    before = document(TEXT)
    made = noted(before, "Niemand hatte das erwartet.")
    after = document(TEXT.replace(" Niemand hatte das erwartet.", "") + "\nNiemand hätte das je erwartet.\n")
    found = anchor(made, after, before.text)
    assert found.state is State.ORPHAN
    best = suggestions(made, after)[0]
    assert after.text[best.start : best.end] == "Niemand hätte das je erwartet."


PIECES = st.lists(st.sampled_from(["der Rat", "Rat tagt.", "„Rat“", "e\u0301", "👩\u200d👧", "\n", "x"]), max_size=30)


@given(PIECES.map(" ".join), st.data())
@settings(max_examples=200)
def test_laws_of_suggestions(new: str, data: st.DataObject) -> None:
    old = " ".join(data.draw(PIECES)) or "x"
    start = data.draw(st.integers(0, len(old) - 1))
    made = target(old, start, data.draw(st.integers(start + 1, len(old))))
    blocks = (Block(Kind.PARAGRAPH, new, (1, 1), sentences=((0, len(new)),) if new else ()),)
    today = Document("de", blocks, new, (0,), {}, parts=(0,), shapes=b"p")
    found = suggestions(note(target=made), today)
    assert len(found) <= MOST
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for index, one in enumerate(found):
        assert 0 <= one.start < one.end <= len(new)
        assert 0 <= one.score <= 1
        assert all(one.end <= other.start or other.end <= one.start for other in found[:index])
    quote = comparable(made.exact).strip()
    if new.strip() and comparable(new).strip() == quote:
        assert comparable(new[found[0].start : found[0].end]).strip() == quote


@given(st.text(max_size=60), st.text(max_size=30), st.integers(-5, 90), st.integers(-5, 90))
def test_any_text_and_any_target(new: str, exact: str, start: int, end: int) -> None:
    made = Target(exact, exact[:3], exact[3:], start, end, heading_path=(exact,))
    suggestions(note(target=made), document(new))


def test_texts_made_to_hurt_take_bounded_time() -> None:
    begin = time.perf_counter()
    for text in ("wort " * 10_000, "x" * 1_000_000, "ab " * 300_000):
        today = replace(
            document("kurz"), text=text, blocks=(Block(Kind.PARAGRAPH, text, (1, 1), sentences=((0, len(text)),)),)
        )
        for length in (4, 400, 400_000):
            suggestions(note(target=Target(text[:length], "", "", 0, length)), today)
    assert time.perf_counter() - begin < 5
