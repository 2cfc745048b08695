"""The bars of the benchmark, pinned on five thousand cases from the bundled texts; laws on generated revisions."""

from __future__ import annotations

from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

from anchoring.cases import Case, Revision, cases, revised, revisions
from anchoring.corpus import Corpus, read
from anchoring.gold import Fate, Tracks, Truth, Verdict, judge
from anchoring.operators import OPERATORS
from anchoring.scoring import BARS, Scores
from anchoring.traced import Edit, built, traced, whole_trace
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.notes.alignment import Aligner
from briefing.notes.anchoring import anchor
from briefing.notes.comparing import comparable
from briefing.notes.model import Anchor, State
from briefing.notes.suggesting import suggestions

from .making import document

CONTENT = Path(__file__).resolve().parents[2] / "content"
SEED = 301
REVISIONS = 625
"""Eight notes on each."""


@cache
def corpus() -> Corpus:
    return read([CONTENT])


def answered(revision: Revision, seed: str) -> list[tuple[Case, Anchor]]:
    """Return notes on a revision with what the product says about them."""
    aligner = Aligner(revision.old.text, revision.new.text)
    return [
        (case, anchor(case.note, revision.new, revision.old.text, aligner)) for case in cases(revision, Random(seed))
    ]


def test_notes_stand_where_they_belong_after_known_edits() -> None:
    scores = Scores()
    # The same cases as `python benchmarks/anchoring/evaluate.py content --seed 301 --cases 5000`.
    for number, revision in enumerate(islice(revisions(corpus(), SEED), REVISIONS)):
        for case, found in answered(revision, f"{SEED} notes {number}"):
            scores.add(revision, case, found)
    assert scores.failures() == []
    counts, rates = scores.total.counts, scores.total.rates()
    assert counts["all"] == 8 * REVISIONS
    assert counts["is survivor"] > 3500 and counts["is deleted"] > 500  # else the bars would say little
    assert counts["is undecidable"] < 60
    assert set(BARS) <= set(rates) and None not in rates.values()


@given(st.integers(0, 10**6), st.sampled_from([*OPERATORS, "markup", "combined heavy", "unrelated", "twin"]))
@settings(max_examples=60, deadline=None)
def test_laws_on_revisions_of_real_texts(seed: int, operator: str) -> None:
    revision = revised(corpus(), operator, Random(seed))
    if revision is None:
        return
    text = revision.new.text
    for case, found in answered(revision, str(seed)):
        target = case.note.target
        assert 0 <= found.start <= found.end <= len(text)
        if found.state is State.ORPHAN:
            assert found.start == found.end and found.current is None
            assert revision.old.text[target.start : target.end] == target.exact
            places = suggestions(case.note, revision.new)
            assert all(0 <= one.start < one.end <= len(text) and 0 <= one.score <= 1 for one in places)
        else:
            assert found.current == text[found.start : found.end] != ""
        if found.state in (State.EXACT, State.MOVED):
            assert comparable(found.current or "") == comparable(target.exact)
        same = anchor(case.note, revision.old, revision.old.text)
        assert same == Anchor(State.EXACT, target.start, target.end, target.exact)


# --- the measure itself ---------------------------------------------------------------------------------------------


def test_the_truth_follows_every_character() -> None:
    old = document("Eins zwei drei vier.\n\nFünf sechs sieben acht.")
    parts = traced(old)
    parts[0].splice(5, 9, "ZWEI")
    parts.reverse()
    new, tracks = built(parts, "de"), Tracks(old.text, whole_trace(parts))
    at = old.text.index("zwei")
    assert tracks.truth(at, at + 4).fate is Fate.DELETED
    sentence = tracks.truth(0, 20)
    assert sentence.fate is Fate.SURVIVOR
    assert new.text[slice(*sentence.places[0])] == "Eins ZWEI drei vier."


def test_a_wrong_place_counts_as_wrong() -> None:
    survivor = Truth(Fate.SURVIVOR, ((10, 20),), (10, 20))
    assert judge(survivor, (11, 20)) is Verdict.RIGHT
    assert judge(survivor, (17, 40)) is Verdict.WRONG
    assert judge(survivor, None) is Verdict.MISSED
    assert judge(Truth(Fate.DELETED), (0, 5)) is Verdict.WRONG
    assert judge(Truth(Fate.DELETED), None) is Verdict.RIGHT
    partial = Truth(Fate.PARTIAL, ((10, 20), (40, 50)))
    assert judge(partial, (45, 60)) is judge(partial, None) is Verdict.RIGHT
    assert judge(partial, (22, 30)) is Verdict.WRONG


def test_every_operator_changes_something_and_knows_where() -> None:
    source = max((one for one in corpus().sources if one.lang == "de"), key=lambda one: len(one.document.blocks))
    for name, operator in OPERATORS.items():
        if name in ("table", "code"):
            continue  # the bundled texts have none; the corpus puts them in
        edit = Edit(traced(source.document), "de", Random(1), 2, source.sentences, source.words)
        operator(edit)
        assert built(edit.parts, "de").text != source.document.text, name
        assert len(whole_trace(edit.parts)) == len(built(edit.parts, "de").text), name
        assert edit.touched or name == "typography"
