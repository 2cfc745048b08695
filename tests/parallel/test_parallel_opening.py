from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from briefing.document import sentences
from briefing.document.reader import Reader
from briefing.errors import InputError
from briefing.library.catalogue import Catalogue
from briefing.library.model import Briefing
from briefing.parallel.opening import open_bitext, open_parallel
from briefing.search.units import units_of


def briefing(folder: Path) -> Briefing:
    (folder / "a.de.md").write_text("---\ntitle: Titel\n---\nErster Absatz.\n", encoding="utf-8")
    (folder / "a.en.md").write_text("# Title\n\nFirst paragraph.\n", encoding="utf-8")
    (found,) = Catalogue(None).scan([folder]).briefings
    return found


def test_titles_become_headings_so_that_rows_match(tmp_path: Path) -> None:
    made = open_parallel(briefing(tmp_path))
    assert [(made.text(n, "de"), made.text(n, "en"), made.rows[n].confidence) for n in range(len(made.rows))] == [
        ("Titel", "Title", 1.0),
        ("Erster Absatz.", "First paragraph.", 1.0),
    ]


def test_a_bitext_is_opened_without_parsing_it(tmp_path: Path) -> None:
    found = briefing(tmp_path)
    made = open_bitext(found)
    assert made.langs == ("de", "en")
    assert [text.parsed for text in made.texts.values()] == [0, 0]
    assert made.parallel() == open_parallel(found)
    assert [text.parsed for text in made.texts.values()] == [0, 0], "the whole is read apart from it"


def test_characters_that_do_harm_are_gone_in_both(tmp_path: Path) -> None:
    found = briefing(tmp_path)
    (tmp_path / "a.de.md").write_text("# Ti\u202etel\r\n\r\nU\u0308ber \x1b[31mrot\x07.", encoding="utf-8")
    bitext = open_bitext(found)
    row = bitext.last()
    assert row
    assert [block.text for _, block in bitext.blocks(row, "de")] == ["Über rot␇."]
    assert open_parallel(found).text(0, "de") == "Titel"


def test_the_text_of_today_is_opened(tmp_path: Path) -> None:
    found = briefing(tmp_path)
    (tmp_path / "a.en.md").unlink()
    with pytest.raises(InputError, match=r"a\.en\.md can't be read"):
        open_parallel(found)
    with pytest.raises(InputError, match=r"a\.en\.md can't be read"):
        open_bitext(found)
    (tmp_path / "a.en.md").write_bytes(b"# Title\n\n\x93quoted\x94\n")
    with pytest.raises(InputError, match=r"a\.en\.md, line 3"):
        open_parallel(found)


def test_one_reader_opens_many_briefings_and_nobody_looks_for_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = briefing(tmp_path)
    wanted = open_parallel(found)
    asked: list[object] = []

    def split(*arguments: object) -> tuple[()]:
        asked.append(arguments)
        return ()

    monkeypatch.setattr(sentences, "split_sentences", split)
    reader = Reader()
    for _ in range(3):
        made = open_parallel(found, reader)
        assert len(units_of(found, made)) == 4
    assert (reader.made, reader.parsed, asked) == (0, 0, [])
    assert made.rows == wanted.rows
    assert len(made.pairs) == len(made.rows) == 2
    assert made.pairs[1] == ()
    assert len(asked) == 2


def test_pairs_are_a_tuple_of_tuples_to_whoever_compares(tmp_path: Path) -> None:
    pairs = open_parallel(briefing(tmp_path)).pairs
    assert pairs == tuple(pairs)
    assert tuple(pairs) == pairs
    assert pairs[-1] == pairs[1]
    assert pairs[:1] == (pairs[0],)
    assert hash(pairs) == hash(tuple(pairs))
    assert pickle.loads(pickle.dumps(pairs)) == pairs
    assert repr(pairs) == repr(tuple(pairs))
    with pytest.raises(IndexError):
        pairs[2]
