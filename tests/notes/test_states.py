from __future__ import annotations

from itertools import combinations

import pytest

from briefing.i18n import Translator
from briefing.notes.model import SYMBOLS, Anchor, State
from briefing.notes.placing import Placed
from briefing.notes.states import NAMES, SIGNS, counted, counted_briefly, is_open

from .making import note


def placed(*states: State) -> list[Placed]:
    return [Placed(note(), Anchor(state, 0, 1, "x"), 0, None, None) for state in states]


def test_every_state_has_a_sign_and_a_name_of_its_own() -> None:
    assert set(SIGNS) == set(NAMES) == set(State)
    taken = [*SIGNS.values(), *SYMBOLS.values(), "✎", "▎", "·"]
    assert [pair for pair in combinations(taken, 2) if pair[0] == pair[1]] == []
    for lang in ("de", "en"):
        assert len({Translator(lang)(name) for name in NAMES.values()}) == len(State)


def test_only_what_is_in_doubt_asks_for_a_decision() -> None:
    assert [is_open(each) for each in placed(*State)] == [False, False, True, True, True]


@pytest.mark.parametrize(
    ("states", "english", "german", "brief"),
    [
        ([], "", "", ""),
        ([State.EXACT], "1 note", "1 Notiz", "1✎"),
        (
            [State.EXACT, State.REVIEW, State.ORPHAN, State.ORPHAN],
            "4 notes, 1 to review, 2 without a passage",
            "4 Notizen, 1 zu prüfen, 2 ohne Textstelle",
            "4✎ 1≟ 2∅",
        ),
        ([State.MOVED, State.CHANGED], "2 notes, 1 changed", "2 Notizen, 1 geändert", "2✎ 1≈"),
    ],
)
def test_counts(states: list[State], english: str, german: str, brief: str) -> None:
    found = placed(*states)
    assert counted(Translator("en"), found) == english
    assert counted(Translator("de"), found) == german
    assert counted_briefly(found) == brief
