from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefing.notes.suggesting import MOST, suggestions

from .making import document, note, noted, target

OLD = "# T\n\nDas Modell erreicht 94 % der Werte in dem Test."


def found(markdown: str) -> list[str]:
    new = document(markdown)
    made = noted(document(OLD), "Das Modell erreicht 94 % der Werte in dem Test.")
    return [new.text[each.start : each.end] for each in suggestions(made, new)]


def test_verbatim_places_come_first_then_what_is_alike() -> None:
    quote = "Das Modell erreicht 94 % der Werte in dem Test."
    like = "Ein Modell erreicht 90 % der Werte im Test."
    assert found(f"# T\n\n{like} Etwas ganz anderes: Zwergkaninchen.\n\n{quote}") == [quote, like]
    assert found("# T\n\nZwergkaninchen fressen Heu.") == []
    assert found("") == []


@given(st.lists(st.text("abc .\n#", max_size=30), max_size=12), st.text("abc .", max_size=30))
def test_places_are_few_sorted_and_in_the_text(blocks: list[str], quote: str) -> None:
    new = document("\n\n".join(blocks))
    places = suggestions(note(target=target(quote, 0, len(quote))), new)
    assert len(places) <= MOST
    assert [each.score for each in places] == sorted((each.score for each in places), reverse=True)
    assert all(0 <= each.start < each.end <= len(new.text) and 0 < each.score <= 1 for each in places)
    order = sorted(places)
    assert all(one.end <= two.start for one, two in pairwise(order))
