"""Notes on texts that are the same in other bytes, or the same by other rules of projection: no edit, no orphans."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.document.model import PROJECTOR, Block, Document, Kind, Range
from briefing.library.catalogue import Catalogue
from briefing.library.model import Library
from briefing.notes.model import CONTEXT, Note, State, Target
from briefing.notes.notebook import Notebook
from briefing.notes.placing import Placed
from briefing.notes.selectors import digest, make_target
from briefing.notes.store import Store, records
from briefing.parallel.opening import open_parallel

from .making import note

CONTENT = Path(__file__).parents[2] / "content"
SOME = 8
"""Each so many blocks has notes; so the tests take no longer than they tell."""
WORD = re.compile(r"\w{5,}")


def scanned(folder: Path) -> Library:
    library = Catalogue(None).scan((folder,))
    assert len(library.briefings) >= 4
    assert not library.problems
    return library


def documents(folder: Path) -> Iterator[tuple[str, Document]]:
    """Yield each text of a folder with the id of its briefing, read as the app reads it."""
    for briefing in scanned(folder).briefings:
        for document in open_parallel(briefing).documents.values():
            yield briefing.id, document


def places(block: Block) -> Iterator[Range]:
    """Yield what notes are made on in a block: a word, a phrase, a sentence, and all of it."""
    words = list(WORD.finditer(block.text))
    if words:
        yield words[len(words) // 2].span()
    if len(words) > 3:
        yield words[1].start(), words[3].end()
    yield from block.sentences[:1]
    if block.text.strip():
        yield 0, len(block.text)


def placed_again(store: Store, folder: Path) -> list[Placed]:
    return Notebook(store, open_parallel).placed(scanned(folder))


# --- other bytes ----------------------------------------------------------------------------------------------------


def with_tabs(text: str) -> str:
    """Indent lists with tabs, and set tabs between words and behind lines; code and the head stay as they are."""
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    lines, in_code = [], False
    for line in body.split("\n"):
        in_code ^= line.lstrip().startswith("```")
        if not in_code and not line.startswith("    ") and line.strip():
            line = re.sub(r"(?<=\w) (?=\w)", "\t", line) + "\t"  # noqa: PLW2901 - the same line in other bytes
        lines.append(line)
    return f"---\n{head}\n---\n" + "\n".join(lines)


REWRITTEN: dict[str, Callable[[str], bytes]] = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "line ends of old Macs": lambda text: text.replace("\n", "\r").encode(),
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text).encode(),
    "tabs": lambda text: with_tabs(text).encode(),
    "no last line feed": lambda text: text.rstrip("\n").encode(),
    "all at once": lambda text: with_tabs(unicodedata.normalize("NFD", text)).replace("\n", "\r\n").encode("utf-8-sig"),
}


@pytest.mark.parametrize("rewritten", REWRITTEN)
def test_a_file_that_is_rewritten_in_other_bytes_leaves_all_notes_exact(tmp_path: Path, rewritten: str) -> None:
    with Store(None) as store:
        for briefing, document in documents(CONTENT):
            for start, block in [*zip(document.starts, document.blocks, strict=True)][::SOME]:
                for first, last in places(block):
                    target = make_target(document, start + first, start + last)
                    store.add(note(briefing=briefing, lang=document.lang, target=target), document.text)
        before = {each.note.id: each.anchor.current for each in placed_again(store, CONTENT)}
        others = 0
        for file in CONTENT.glob("*.md"):
            old = file.read_text(encoding="utf-8")
            new = REWRITTEN[rewritten](old)
            others += new != old.encode()
            (tmp_path / file.name).write_bytes(new)
        assert others >= 4
        found = placed_again(store, tmp_path)
        assert len(found) == len(before) > 500
        assert Counter(each.anchor.state for each in found) == {State.EXACT: len(found)}
        assert {each.note.id: each.anchor.current for each in found} == before


# --- other rules of projection --------------------------------------------------------------------------------------


def as_before(block: Block) -> str:
    """Return a block's text by the rules of a projection that never was: other spaces, cells, marks and letters."""
    text = block.text
    if block.kind is Kind.TABLE:
        text = text.replace(" | ", "\t")
    elif block.kind is Kind.LIST_ITEM:
        text = f"• {text}"
    elif block.kind is Kind.HEADING:
        text = f"{'#' * block.level} {text}"
    return unicodedata.normalize("NFD", text.replace("„", '"').replace("“", '"'))


@pytest.mark.parametrize("separator", ["\n", "\n\n", "\n\n\n"])
def test_notes_of_an_older_projection_are_placed_by_alignment(separator: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their snapshots are texts by the rules of their time: to go on by newer ones is an edit like others.

    Left out are titles that a text has more than once, such as years: changed ones are orphans, as after any edit.
    """
    monkeypatch.setattr(records, "PROJECTOR", PROJECTOR - 1)
    with Store(None) as store:
        expected: dict[str, tuple[int, str]] = {}
        for briefing, document in documents(CONTENT):
            blocks = [as_before(block) for block in document.blocks]
            text, start = separator.join(blocks), 0
            for index, old in enumerate(blocks):
                block = document.blocks[index]
                is_repeated = block.kind is Kind.HEADING and document.text.count(block.text) > 1
                skipped = is_repeated or index % SOME
                for first, last in () if skipped else places(block._replace(text=old, sentences=((0, len(old)),))):
                    target = _target(text, start + first, start + last)
                    made = Note("", briefing, document.lang, "", target, kind="span")
                    expected[store.add(made, text).id] = document.starts[index], document.blocks[index].text
                start += len(old) + len(separator)
        monkeypatch.undo()
        found = placed_again(store, CONTENT)
    assert len(found) == len(expected) > 500
    states = Counter(each.anchor.state for each in found)
    for each in found:
        start, today = expected[each.note.id]
        if each.anchor.state is not State.ORPHAN:
            assert start <= each.anchor.start < each.anchor.end <= start + len(today), each
    assert states[State.ORPHAN] + states[State.REVIEW] <= len(found) / 100


def _target(text: str, start: int, end: int) -> Target:
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Target(text[start:end], prefix, suffix, start, end, digest(text))
