from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.library.titles import first_heading, plain, readable
from briefing.text import one_line


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# Titel\n\nText", "Titel"),
        ("Text zuerst\n\n### Drei ###\n", "Drei"),
        ("   # Eingerückt", "Eingerückt"),
        ("    # Code\n\n# Titel", "Titel"),
        ("#kein Titel\n\n# Titel", "Titel"),
        ("####### sieben\n# Titel", "Titel"),
        ("#\n\n# Titel", "Titel"),
        ("```\n# Code\n```\n# Titel", "Titel"),
        ("~~~~ md\n# Code\n~~~\n# noch Code\n~~~~\n# Titel", "Titel"),
        ("```\n# offen", ""),
        ("<!-- # nicht\n# auch nicht -->\n# Titel", "Titel"),
        ("<!-- kurz -->\n# Titel", "Titel"),
        ("Titel\n=====\n", "Titel"),
        ("Zwei\nZeilen\n---", "Zwei Zeilen"),
        ("Absatz\n\n---\n\n# Titel", "Titel"),
        ("- Punkt\n---\n\n# Titel", "Titel"),
        ("> Zitat\n---\n# Titel", "Titel"),
        ("| a | b |\n|---|---|\n\n# Titel", "Titel"),
        ("Absatz\n    weiter\n---", "Absatz weiter"),
        ("# **Fett** und *kursiv*, `code`, [Link](http://x/y) ![Bild](a.png)", "Fett und kursiv, code, Link Bild"),
        ("# Titel mit Anker {#anker}", "Titel mit Anker"),
        ("# Fußnote[^1] und <b>Tags</b>", "Fußnote und Tags"),
        (r"# 2 \* 3 und snake_case", "2 * 3 und snake_case"),
        ("# [Verweis][ref]", "Verweis"),
        ("", ""),
        ("nur Text", ""),
    ],
)
def test_first_heading(body: str, title: str) -> None:
    assert first_heading(body) == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("02-erste_schritte", "Erste schritte"),
        ("über-uns", "Über uns"),
        ("2026-11-22-notiz", "2026 11 22 notiz"),
        ("404", "404"),
        ("---", "---"),
    ],
)
def test_file_names_are_made_readable(name: str, title: str) -> None:
    assert readable(name) == title


MARKDOWN = st.lists(
    st.sampled_from([*"#=-`~>*|[]()!<_ \\", "\n", "\n\n", "```\n", "<!--", "-->", "Text", "ü", "    ", "\t"]),
    max_size=60,
).map("".join)


@given(body=MARKDOWN)
def test_a_heading_is_one_clean_line(body: str) -> None:
    title = first_heading(body)
    assert title == one_line(title)


@given(
    title=st.from_regex(r"[A-Za-zäöüß0-9][A-Za-zäöüß0-9 ,.?!]{0,30}", fullmatch=True),
    before=st.text("ab \n", max_size=9),
)
def test_headings_are_found_behind_text(title: str, before: str) -> None:
    assert first_heading(f"{before}\n\n## {title}\n\nText") == one_line(title)


@pytest.mark.parametrize(
    "piece", ["*a ", "[", "![", "<", "`", "# ", "\\", " #", "[^", "{#", "**a_", "(", "\n# *", "a\n"]
)
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    body = "# " + piece * (400_000 // len(piece))
    began = time.process_time()
    first_heading(body)
    plain(body)
    assert time.process_time() - began < 5  # the square of its length would take hours
