"""Laws of what a note and its history look like, and of tags that are typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.i18n import Translator
from briefing.notes.model import Anchor, Category, Note, State, Version
from briefing.notes.placing import Placed
from briefing.notes.states import NAMES, SIGNS
from briefing.notes.store.undo import DESCRIPTIONS
from briefing.tui.note_lines import HEIGHT, Item, note_lines
from briefing.tui.tags import TagChange, completed, tag_change
from briefing.tui.version_lines import changed_parts, version_head, version_lines
from briefing.tui.wrap import width_of
from notes.making import note, target

EN, DE = Translator("en"), Translator("de")
TEXTS = st.text(alphabet="ab ä,.\n\x1b\x07\u202e漢", max_size=80)


@st.composite
def items(draw: st.DrawFn) -> Item:
    """Return a note with anything in it, placed or not."""
    exact = draw(TEXTS)
    some = note(
        draw(TEXTS),
        title=draw(TEXTS),
        tags=tuple(draw(st.lists(TEXTS, max_size=3))),
        target=target(exact, 0, len(exact)),
        deleted=draw(st.sampled_from(["", "2026-11-22T10:00:00.000Z"])),
    )
    state = draw(st.sampled_from([None, *State]))
    current = None if state is State.ORPHAN else draw(TEXTS)
    placed = Placed(some, Anchor(state, 0, 0, current), 3, draw(st.none() | TEXTS), "en") if state else None
    return Item(
        some, placed, marked=draw(st.booleans()), there=draw(st.booleans()), other=draw(st.sampled_from([None, "en"]))
    )


@given(items(), st.sampled_from([30, 80, 120]), st.sampled_from([EN, DE]))
def test_a_note_has_its_lines_and_nothing_steers_the_terminal(item: Item, width: int, tr: Translator) -> None:
    lines = note_lines(item, tr, width)
    assert 2 <= len(lines) < HEIGHT
    for text in (text for line in lines for text, _ in line):
        assert text.replace("\u2028", "").isprintable(), text
    assert width_of("".join(text for text, _ in lines[0])) <= width


@pytest.mark.parametrize("state", list(State))
def test_a_state_has_sign_and_word_and_all_are_equally_wide(state: State) -> None:
    for tr in (EN, DE):
        some = note("x", title="T", updated="2026-11-22T10:00:00.000Z")
        unknown, known = (
            "".join(text for text, _ in note_lines(Item(some, placed), tr, 80)[0])
            for placed in (None, Placed(some, Anchor(state, 0, 0, ""), None, None, None))
        )
        assert f"  {SIGNS[state]} {tr(NAMES[state])}" in known
        assert width_of(unknown) == width_of(known)
        assert unknown.index("2026-11-22") == known.index("2026-11-22"), "nothing moves when it becomes known"


def test_old_and_new_text_stand_beside_or_above_each_other() -> None:
    some = note("Notiz", target=target("Der alte Satz.", 0, 14))
    item = Item(some, Placed(some, Anchor(State.CHANGED, 0, 0, "Der neue Satz."), 1, "The sentence.", "en"), other="en")
    wide = ["".join(text for text, _ in line).split() for line in note_lines(item, EN, 120)[1:]]
    assert wide[0] == ["de", "−", "Der", "alte", "Satz.", "+", "Der", "neue", "Satz."]
    assert wide[1:] == [["en", "The", "sentence."], ["✎", "Notiz"]]
    narrow = note_lines(item, EN, 80)[1:]
    assert ["".join(text for text, _ in line).split() for line in narrow] == [
        ["de", "−", "Der", "alte", "Satz."],
        ["+", "Der", "neue", "Satz."],
        ["✎", "Notiz"],
    ]
    assert [text for text, role in narrow[0] if role == "removed"] == ["− ", "alte"]
    assert [text for text, role in narrow[1] if role == "added"] == ["+ ", "neue"]


# --- the history ----------------------------------------------------------------------------------------------------


@given(st.builds(note, TEXTS), st.builds(note, TEXTS), st.sampled_from([20, 80]))
def test_the_lines_of_a_change(before: Note, after: Note, width: int) -> None:
    for old in (None, before):
        for line in version_lines(old, after, EN, width):
            assert all(text.isprintable() for text, _ in line)
            assert width_of("".join(text for text, _ in line)) <= max(width, 40)


def test_what_a_change_says() -> None:
    old = note("Erste Zeile\nzweite alt\ndritte", tags=("a", "b"))
    new = note("Erste Zeile\nzweite neu\ndritte", tags=("b", "c"), category=Category.DOUBT)
    assert changed_parts(old, new) == ["text", "tags", "category"]
    lines = ["".join(text for text, _ in line).rstrip() for line in version_lines(old, new, EN, 60)]
    assert lines == [
        " category: ! claim → ? doubt",
        " tags: − #a  #b  + #c",
        " text",
        "   Erste Zeile",
        " − zweite alt",
        " + zweite neu",
        "   dritte",
    ]
    assert version_lines(old, old, EN, 60) == [[(" The note itself stayed as it was.", "quiet")]]


def test_a_passage_with_the_same_words_elsewhere() -> None:
    old = note("x", target=target("Ein Satz.", 0, 9))
    new = replace(old, target=replace(old.target, start=20, end=29))
    assert changed_parts(old, new) == ["passage"]
    assert version_lines(old, new, EN, 80) == [
        [(" passage: ", "quiet"), ("put on another place or text, with the same words", "")]
    ]


def test_of_very_long_notes_a_part_is_shown() -> None:
    old, new = note("alt " * 100_000), note("neu " * 100_000)
    lines = version_lines(old, new, EN, 80)
    assert len(lines) < 400
    assert ["".join(text for text, _ in line) for line in lines].count("   … 390000 more characters") == 2
    assert len("".join(text for text, _ in note_lines(Item(new), EN, 80)[-1])) <= 80


def test_what_a_version_says() -> None:
    version = Version(note("x"), "undo", "2026-11-22T10:11:12.000Z", "laptop")
    assert "".join(text for text, _ in version_head(version, note("y"), EN, "laptop")) == (
        " 2026-11-22 10:11  undone: text  this device"
    )
    assert "laptop" in "".join(text for text, _ in version_head(version, None, EN, "other"))
    for op in (*DESCRIPTIONS, "undo", "redo", "sync", "recover"):
        head = version_head(replace(version, op=op), None, DE, "laptop")
        assert op not in "".join(text for text, _ in head).split(), "each has a name in the reader's language"
    odd = replace(version, op="\x1b[31m?", instance="\x1b]0;x\x07")
    assert "".join(text for text, _ in version_head(odd, None, EN, "other")).isprintable()


# --- tags -----------------------------------------------------------------------------------------------------------


@given(st.text(alphabet="ab,-# \n", max_size=30))
def test_a_tag_is_added_or_removed_never_both(text: str) -> None:
    change = tag_change(text)
    assert not {tag.lower() for tag in change.added} & {tag.lower() for tag in change.removed}
    once = note(tags=change.of(note(tags=("a", "B"))))
    assert change.of(once) == once.tags, "twice is as once"
    assert set(change.added) <= {*once.tags, *change.added}
    assert not {tag.lower() for tag in once.tags} & {tag.lower() for tag in change.removed}


def test_tags_that_are_typed() -> None:
    assert tag_change("kosten, #zu prüfen,, -alt, - Alt2,-#c, #") == TagChange(
        ("kosten", "zu prüfen"), ("alt", "Alt2", "c")
    )
    assert tag_change("a, -A") == TagChange((), ("A",))
    assert TagChange(("Neu",), ("ALT",)).of(note(tags=("alt", "neu"))) == ("neu",)


@pytest.mark.parametrize(
    ("line", "found"),
    [("ko", "kosten"), ("a, -KO", "a, -KOsten"), ("#ko", "#kosten"), ("x", None), ("a, ", None), ("kosten", None)],
)
def test_completion_of_a_tag(line: str, found: str | None) -> None:
    assert completed(line, ["kosten", "konto"]) == found
