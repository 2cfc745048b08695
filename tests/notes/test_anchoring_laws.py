from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.document.model import Block, Document, Kind
from briefing.notes.alignment import Aligner
from briefing.notes.anchoring import SHORT, anchor
from briefing.notes.comparing import comparable, similarity
from briefing.notes.model import Anchor, Note, State

from .making import note, target

# Few words, so that most of them stand in many places.
WORDS = st.sampled_from(
    [
        "der",
        "die",
        "das",
        "Modell",
        "Kosten",
        "„Kosten“",
        "spart",
        "nicht",
        "–",
        "Zeit,",
        "%",
        "e\u0301",
        "👩\u200d👧",
        "und.",
    ]
)
BLOCK = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
BLOCKS = st.lists(BLOCK, min_size=1, max_size=8)
RAW = st.text(st.sampled_from("ab \n.„\u00a0e\u0301-–"), max_size=60)


def plain(text: str) -> Document:
    """Return a document that is nothing but its text, whatever that is."""
    return Document("de", (Block(Kind.PARAGRAPH, text, (1, 1)),), text, (0,), {}, parts=(0,), shapes=b"p")


def joined(blocks: list[str]) -> str:
    return "\n\n".join(blocks)


@st.composite
def marked(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, Note]:
    """Return a text and a note on a stretch of it."""
    text = draw(texts)
    assume(text.strip())
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return text, note(target=target(text, start, end))


def check(found: Anchor, made: Note, text: str) -> None:
    """What holds for every anchor."""
    assert 0 <= found.start <= found.end <= len(text)
    if found.state is State.ORPHAN:
        assert found.start == found.end and found.current is None
    else:
        assert found.start < found.end and found.current == text[found.start : found.end]
    if found.state in (State.EXACT, State.MOVED):
        assert found.current and comparable(found.current) == comparable(made.target.exact)


@given(marked(RAW), RAW, st.booleans())
@settings(max_examples=300)
def test_any_two_texts(given_note: tuple[str, Note], new: str, snapshot: bool) -> None:
    old, made = given_note
    if not snapshot:
        made = replace(made, target=replace(made.target, snapshot=""))
    check(anchor(made, plain(new), old if snapshot else None), made, new)


@given(marked(RAW), st.booleans())
def test_an_unchanged_text_changes_nothing(given_note: tuple[str, Note], snapshot: bool) -> None:
    text, made = given_note
    assume(made.target.exact.strip())
    found = anchor(made, plain(text), text if snapshot else None)
    assert found == Anchor(State.EXACT, made.target.start, made.target.end, made.target.exact)


@given(marked(BLOCKS.map(joined)), st.data(), st.booleans())
@settings(max_examples=300)
def test_edits_of_words_and_blocks(given_note: tuple[str, Note], data: st.DataObject, snapshot: bool) -> None:
    old, made = given_note
    blocks = old.split("\n\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(blocks)))
        blocks[at : at + data.draw(st.integers(0, 2))] = data.draw(st.lists(BLOCK, max_size=2))
        if blocks:
            words = blocks[at % len(blocks)].split()
            words[data.draw(st.integers(0, len(words) - 1))] = data.draw(WORDS)
            blocks[at % len(blocks)] = " ".join(words)
    new = joined(blocks)
    found = anchor(made, plain(new), old if snapshot else None)
    check(found, made, new)
    if found.state is State.CHANGED and len(made.target.exact) >= SHORT:
        assert similarity(comparable(found.current or ""), comparable(made.target.exact)) >= 0.8


@given(BLOCKS, st.data())
@settings(max_examples=300)
def test_a_deleted_block_is_never_taken_for_another_text(blocks: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(blocks) - 1))
    start = len(joined([*blocks[:gone], ""]))
    first = data.draw(st.integers(0, len(blocks[gone]) - 1))
    last = data.draw(st.integers(first + 1, len(blocks[gone])))
    made = note(target=target(joined(blocks), start + first, start + last))
    new = joined([*blocks[:gone], *blocks[gone + 1 :]])
    found = anchor(made, plain(new), joined(blocks))
    check(found, made, new)
    if found.state is not State.ORPHAN and comparable(found.current or "") != comparable(made.target.exact):
        # Only a near copy of the block itself may be taken for it, and never as certain.
        assert found.state in (State.CHANGED, State.REVIEW)
        assert len(blocks[gone]) >= SHORT


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=30, unique=True), st.data())
def test_notes_on_untouched_blocks_stay_right(numbers: list[int], data: st.DataObject) -> None:
    blocks = [f"Satz {n} nennt {n * 7} Dinge aus dem Jahr {n % 1000}." for n in numbers]
    keep = data.draw(st.integers(0, len(blocks) - 1))
    start = len(joined([*blocks[:keep], ""]))
    made = note(target=target(joined(blocks), start, start + len(blocks[keep])))
    others = [data.draw(st.sampled_from([[block], [], [block, "Neuer Satz, lang genug."]])) for block in blocks]
    others[keep] = [blocks[keep]]
    new = joined([block for group in others for block in group])
    aligner = Aligner(joined(blocks), new)
    found = anchor(made, plain(new), joined(blocks), aligner)
    assert (found.current, found.start) == (blocks[keep], new.index(blocks[keep]))
    assert found.state is (State.EXACT if aligner.share >= 0.15 else State.MOVED)


@given(marked(BLOCKS.map(joined)), BLOCKS.map(joined))
def test_the_order_in_which_notes_are_placed_does_not_matter(given_note: tuple[str, Note], new: str) -> None:
    old, made = given_note
    others = [note(target=target(old, at, at + 1)) for at in range(0, len(old), 7)]
    shared = Aligner(old, new)
    for other in others:
        anchor(other, plain(new), old, shared)
    assert anchor(made, plain(new), old, shared) == anchor(made, plain(new), old)


@given(st.text(max_size=80))
def test_comparable_texts_keep_every_offset(text: str) -> None:
    folded = comparable(text)
    assert len(folded) == len(text)
    assert comparable(folded) == folded


@given(RAW, RAW)
def test_similarity_is_a_share(one: str, two: str) -> None:
    assert 0 <= similarity(one, two) <= 1
    assert similarity(one, one) == 1
