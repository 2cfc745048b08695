"""What people do to a text between two revisions, each on traced blocks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from anchoring.traced import NEW, Edit, Part, fresh

from briefing.document.model import Kind

_WORD = re.compile(r"\w+")
_LETTERS: Final = "aeinrstlm"
_TYPOGRAPHY: Final = {
    '"': "„“”«»", "„": '"«“', "“": '"»”', "”": '"»“', "«": '"„', "»": '"“', "'": "’‘", "’": "'", "‘": "'‚", "‚": "'",
    "-": "‐‑–", "–": "-—", "—": "–-", " ": "\u00a0\u202f", "\u00a0": " ",
}  # fmt: skip
_ENDINGS: Final = ("e", "en", "s", "er", "n")


# --- words ----------------------------------------------------------------------------------------------------------


def _replace_words(edit: Edit, part: Part, share: float) -> None:
    found = list(_WORD.finditer(part.text))
    count = min(len(found), max(1, round(share * len(found))))
    for match in sorted(edit.random.sample(found, count), key=lambda match: -match.start()):
        word = edit.random.choice(edit.words)
        if word != match.group():
            edit.touch(part.cut(*match.span()))
            part.splice(*match.span(), word)


def words(edit: Edit) -> None:
    """Other words: one or two, a tenth, or a third of a block."""
    for part in edit.some(edit.prose()):
        _replace_words(edit, part, (0.02, 0.1, 0.33)[edit.level - 1])


def typos(edit: Edit) -> None:
    """Letters corrected: swapped, left out, doubled, replaced."""
    for part in edit.some(edit.prose()):
        found = [match for match in _WORD.finditer(part.text) if len(match.group()) >= 4]
        count = min(len(found), max(1, round((0.02, 0.08, 0.2)[edit.level - 1] * len(found))))
        for match in sorted(edit.random.sample(found, count), key=lambda match: -match.start()):
            edit.touch(part.cut(*match.span()))
            at = match.start() + edit.random.randrange(1, len(match.group()) - 1)
            letter = part.text[at]
            how = edit.random.randrange(4)
            if how == 0:
                part.splice(at, at + 2, part.text[at + 1] + letter)
            elif how == 1:
                part.splice(at, at + 1, "")
            elif how == 2:
                part.splice(at, at, letter)
            else:
                part.splice(at, at + 1, edit.random.choice(_LETTERS))


def spelling(edit: Edit) -> None:
    """Endings, hyphens in compounds, sharp s and umlauts written out, capitals."""
    for part in edit.some(edit.prose()):
        found = [match for match in _WORD.finditer(part.text) if len(match.group()) >= 5]
        count = min(len(found), max(1, round((0.02, 0.08, 0.2)[edit.level - 1] * len(found))))
        for match in sorted(edit.random.sample(found, count), key=lambda match: -match.start()):
            word, (start, end) = match.group(), match.span()
            edit.touch(part.cut(start, end))
            odd = next((index for index, char in enumerate(word) if char in "ßäöü"), None)
            if odd is not None:
                part.splice(start + odd, start + odd + 1, {"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue"}[word[odd]])
            elif len(word) >= 12:
                at = start + edit.random.randrange(5, len(word) - 4)
                part.splice(at, at, "-")
            elif edit.random.random() < 0.3:
                part.splice(start, start + 1, word[0].swapcase())
            elif word.endswith(_ENDINGS) and edit.random.random() < 0.5:
                part.splice(end - 1, end, "")
            else:
                part.splice(end, end, edit.random.choice(_ENDINGS))


def typography(edit: Edit) -> None:
    """Other quotation marks, dashes and spaces: nothing that a reader would call a change."""
    for part in edit.some(edit.prose(), (0.2, 0.5, 1.0)):
        for at, char in enumerate(part.text):
            if char in _TYPOGRAPHY and edit.random.random() < (0.1 if char == " " else 0.8):
                part.text = part.text[:at] + edit.random.choice(_TYPOGRAPHY[char]) + part.text[at + 1 :]


# --- sentences ------------------------------------------------------------------------------------------------------


def _of_many(edit: Edit) -> list[Part]:
    return [part for part in edit.prose() if len(part.sentences(edit.lang)) >= 2]


def sentence_inserted(edit: Edit) -> None:
    """A new sentence between two others, or at an end."""
    for part in edit.some(edit.prose()):
        ends = [0, *(end for _, end in part.sentences(edit.lang))]
        at = edit.random.choice(ends)
        edit.touch(part.cut(max(0, at - 1), at + 1))
        part.insert(at, fresh(edit.new_text(1)))


def sentence_deleted(edit: Edit) -> None:
    """A sentence gone from its paragraph."""
    for part in edit.some(_of_many(edit)):
        edit.touch(part.remove(*edit.random.choice(part.sentences(edit.lang))))


def sentence_moved(edit: Edit) -> None:
    """A sentence that goes to another place of its paragraph, or into another one."""
    for part in edit.some(_of_many(edit)):
        piece = edit.touch(part.remove(*edit.random.choice(part.sentences(edit.lang))))
        there = part if edit.random.random() < 0.5 else edit.random.choice(edit.prose() or [part])
        there.insert(edit.random.choice([0, *(end for _, end in there.sentences(edit.lang))]), piece)


# --- paragraphs -----------------------------------------------------------------------------------------------------


def paragraph_inserted(edit: Edit) -> None:
    """New paragraphs."""
    for _ in range((1, 3, 8)[edit.level - 1]):
        at = edit.random.randrange(len(edit.parts) + 1)
        for part in edit.parts[max(0, at - 1) : at + 1]:
            edit.touch(part)
        edit.parts.insert(at, fresh(edit.new_text(edit.random.randint(1, 4))))


def paragraph_deleted(edit: Edit) -> None:
    """Blocks of any kind gone."""
    for part in edit.some(edit.parts):
        edit.touch(part)
        if len(edit.parts) > 2:
            del edit.parts[edit.place(part)]


def _move(edit: Edit, part: Part) -> None:
    edit.touch(part)
    at = edit.place(part)
    del edit.parts[at]
    far = [there for there in range(len(edit.parts) + 1) if abs(there - at) >= 2]
    edit.parts.insert(edit.random.choice(far or [0]), part)


def paragraph_moved(edit: Edit) -> None:
    """Blocks of any kind elsewhere."""
    for part in edit.some(edit.parts):
        _move(edit, part)


def paragraph_moved_edited(edit: Edit) -> None:
    """Blocks elsewhere, with up to a fifth of their words replaced."""
    for part in edit.some(edit.prose(60)):
        _replace_words(edit, part, (0.03, 0.1, 0.2)[edit.level - 1])
        _move(edit, part)


def paragraph_rewritten(edit: Edit) -> None:
    """Blocks of which at most every tenth word is left, or nothing."""
    for part in edit.some(edit.prose()):
        edit.touch(part)
        if edit.random.random() < 0.5:
            part.splice(0, len(part.text), edit.new_text(max(1, len(part.sentences(edit.lang)))))
        else:
            _replace_words(edit, part, edit.random.uniform(0.9, 1.0))


def paragraph_split(edit: Edit) -> None:
    """Paragraphs cut in two between sentences."""
    for part in edit.some(_of_many(edit)):
        cut, at = edit.random.choice(part.sentences(edit.lang)[1:])[0], edit.place(part)
        edit.touch(part)
        edit.parts[at : at + 1] = [part.cut(0, len(part.text[:cut].rstrip())), part.cut(cut, len(part.text))]


def paragraph_merged(edit: Edit) -> None:
    """Neighbouring paragraphs made one."""
    for part in edit.some(edit.prose()):
        at = next((index for index, other in enumerate(edit.parts) if other is part), -1)
        if at >= 0 and at + 1 < len(edit.parts) and any(edit.parts[at + 1] is other for other in edit.prose(1)):
            edit.touch(part)
            part.insert(len(part.text), edit.touch(edit.parts.pop(at + 1)))


# --- copies ---------------------------------------------------------------------------------------------------------


def _copy(edit: Edit, *, edited: bool = False, deleted: bool = False) -> None:
    """Put a copy of a sentence or a block elsewhere, and do something to the original."""
    for part in edit.some(edit.prose(40), (0.0, 0.1, 0.2)):
        sentences = part.sentences(edit.lang)
        one = len(sentences) >= 2 and edit.random.random() < 0.5
        start, end = edit.random.choice(sentences) if one else (0, len(part.text))
        piece = edit.touch(part.cut(start, end))
        copy = piece if deleted else piece.copied()
        others = [other for other in edit.prose() if other is not part]
        if edit.random.random() < 0.5 and others:
            there = edit.random.choice(others)
            there.insert(edit.random.choice([0, len(there.text)]), copy)
        else:
            at = edit.place(part)
            # Side by side nothing tells a copy from its original.
            places = [there for there in range(len(edit.parts) + 1) if there not in (at, at + 1)]
            edit.parts.insert(edit.random.choice(places), copy)
        if deleted and one:
            part.remove(start, end)
        elif deleted:
            del edit.parts[edit.place(part)]
        elif edited:
            _replace_words(edit, part, (0.04, 0.1, 0.2)[edit.level - 1])


def copy_kept(edit: Edit) -> None:
    """A verbatim copy elsewhere; the original stays."""
    _copy(edit)


def copy_edited(edit: Edit) -> None:
    """A verbatim copy elsewhere; the original is edited in its place."""
    _copy(edit, edited=True)


def copy_deleted(edit: Edit) -> None:
    """A verbatim copy elsewhere and the original deleted: nothing tells that from a move, so it counts as one."""
    _copy(edit, deleted=True)


# --- headings, lists, tables, code ----------------------------------------------------------------------------------


def headings(edit: Edit) -> None:
    """Headings renamed, extended, deleted, and new ones."""
    for part in edit.some(edit.of(Kind.HEADING), (0.0, 0.3, 0.6)):
        edit.touch(part)
        how = edit.random.randrange(4)
        if how == 0:
            _replace_words(edit, part, 0.4)
        elif how == 1:
            part.insert(len(part.text), fresh(edit.random.choice(edit.words)))
        elif how == 2 and len(edit.parts) > 2:
            del edit.parts[edit.place(part)]
        else:
            title = " ".join(edit.random.choice(edit.words) for _ in range(edit.random.randint(1, 3)))
            edit.parts.insert(edit.place(part), fresh(title, Kind.HEADING, 2))


def sections(edit: Edit) -> None:
    """A section moved or deleted whole, or one inserted that has the title of another."""
    starts = [edit.place(part) for part in edit.of(Kind.HEADING)]
    if len(starts) < 3:
        paragraph_moved(edit)
        return
    for _ in range(edit.level):
        starts = [edit.place(part) for part in edit.of(Kind.HEADING)]
        if len(starts) < 2:
            return
        pick = edit.random.randrange(len(starts))
        end = starts[pick + 1] if pick + 1 < len(starts) else len(edit.parts)
        section = edit.parts[starts[pick] : end]
        for part in section:
            edit.touch(part)
        how = edit.random.randrange(3)
        if how == 2 or (how == 1 and len(section) > len(edit.parts) // 3):
            title = fresh(section[0].text, Kind.HEADING, section[0].block.level)
            edit.parts[end:end] = [title, fresh(edit.new_text(3))]
            continue
        del edit.parts[starts[pick] : end]
        if how == 0:
            places = [edit.place(part) for part in edit.of(Kind.HEADING)]
            at = edit.random.choice(places or [len(edit.parts)])
            edit.parts[at:at] = section


def table(edit: Edit) -> None:
    """Rows of tables inserted, deleted, moved; cells changed."""
    for part in edit.some(edit.of(Kind.TABLE), (1.0, 1.0, 1.0)):
        for _ in range((1, 2, 4)[edit.level - 1]):
            _change_line(edit, part, " | ".join(edit.random.sample(edit.words, 3)))


def code(edit: Edit) -> None:
    """Lines of code inserted, deleted, moved; names changed."""
    for part in edit.some(edit.of(Kind.CODE), (1.0, 1.0, 1.0)):
        for _ in range((1, 2, 4)[edit.level - 1]):
            _change_line(edit, part, f"    {'_'.join(edit.random.sample(edit.words, 2))} = {edit.random.randrange(99)}")


def _change_line(edit: Edit, part: Part, line: str) -> None:
    spans = [match.span() for match in re.finditer(r"[^\n]+", part.text)]
    if len(spans) < 2:
        return
    start, end = edit.random.choice(spans)
    edit.touch(part.cut(start, end))
    how = edit.random.randrange(4)
    if how == 0:
        found = list(_WORD.finditer(part.text, start, end))
        if found:
            part.splice(*edit.random.choice(found).span(), edit.random.choice(edit.words))
    elif how == 1:
        part.text = f"{part.text[:end]}\n{line}{part.text[end:]}"
        part.trace[end:end] = [NEW] * (len(line) + 1)
    else:
        piece = part.cut(start, end)
        first, last = (start, end + 1) if end < len(part.text) else (start - 1, end)
        part.text, part.trace = part.text[:first] + part.text[last:], part.trace[:first] + part.trace[last:]
        if how == 2:
            ends = [match.end() for match in re.finditer(r"[^\n]+", part.text)]
            at = edit.random.choice(ends)
            part.text = f"{part.text[:at]}\n{piece.text}{part.text[at:]}"
            part.trace[at:at] = [NEW, *piece.trace]


# --- combinations ---------------------------------------------------------------------------------------------------

OPERATORS: Final[dict[str, Callable[[Edit], None]]] = {
    operator.__name__: operator
    for operator in (
        words, typos, spelling, typography, sentence_inserted, sentence_deleted, sentence_moved, paragraph_inserted,
        paragraph_deleted, paragraph_moved, paragraph_moved_edited, paragraph_rewritten, paragraph_split,
        paragraph_merged, copy_kept, copy_edited, copy_deleted, headings, sections, table, code,
    )
}  # fmt: skip
COPIES: Final = ("copy_kept", "copy_edited", "copy_deleted")


def combined(edit: Edit) -> None:
    """Several operators, one after the other: three weak ones, five, or eight that may be strong."""
    for _ in range((3, 5, 8)[edit.level - 1]):
        operator = edit.random.choice(list(OPERATORS.values()))
        operator(edit.at_level(min(3, edit.random.randint(1, edit.level))))
