from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import InputError
from briefing.library.catalogue import Catalogue
from briefing.library.model import Briefing
from briefing.parallel.opening import open_bitext, open_parallel


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
