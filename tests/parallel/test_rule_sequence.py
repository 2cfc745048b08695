from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallel.checking import problems, told


@pytest.mark.parametrize(
    ("de", "en", "path", "line", "words"),
    [
        ("Eins.\n\n## Zwei\n", "One.\n\n- two\n", "a.de.md", 8, ["heading here", "list item in a.en.md, line 8"]),
        ("Eins.\n\nZwei.\n", "One.\n", "a.de.md", 8, ["in a.en.md for this paragraph", "behind line 6"]),
        ("Eins.\n", "One.\n\n```\nx\n```\n", "a.en.md", 8, ["in a.de.md for this code", "behind line 6"]),
        ("Eins.\n\nZwei.\n\nDrei.\n", "One.\n", "a.de.md", 8, ["for 2 blocks from here on"]),
    ],
)
def test_blocks_without_a_counterpart(tmp_path: Path, de: str, en: str, path: str, line: int, words: list[str]) -> None:
    found = [problem for problem in problems(tmp_path, de, en) if problem.code == "blocks-differ"]
    assert [(problem.path, problem.line) for problem in found] == [(path, line)]
    assert all(word in found[0].text for word in words)


WORDS = ["Llama", "Grok", "Mistral", "Qwen", "OpenAI", "Meta", "Kimi", "Olmo", "Gemma", "Apertus"]
BLOCKS = ["{} {}.", "- {} {}", "## {} {}", "> {} {}."]


@settings(max_examples=60)
@given(
    kinds=st.lists(st.sampled_from(BLOCKS), min_size=2, max_size=10),
    place=st.integers(0, 99),
    german=st.booleans(),
)
def test_the_block_that_is_missing_is_named(
    kinds: list[str], place: int, german: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    blocks = [kind.format(WORDS[at], 1000 + 7 * at) for at, kind in enumerate(kinds)]
    place %= len(blocks)
    fewer = "\n\n".join(blocks[:place] + blocks[place + 1 :]) + "\n"
    whole = "\n\n".join(blocks) + "\n"
    folder = tmp_path_factory.mktemp("lib")
    found = told(folder, *((whole, fewer) if german else (fewer, whole)))
    assert ("a.de.md" if german else "a.en.md", 6 + 2 * place, "blocks-differ") in found
    assert sum(code == "blocks-differ" for _, _, code in found) == 1


def test_a_moved_block_is_told_as_such(tmp_path: Path) -> None:
    blocks = ["Meta und Llama 2023.", "- OpenAI 2024", "Mistral 2025 und Qwen.", "## Grok 1"]
    moved = "\n\n".join([*blocks[1:], blocks[0]])
    found = told(tmp_path, "\n\n".join(blocks), moved)
    assert ("a.de.md", 6, "block-moved") in found


def test_paragraphs_that_changed_places_are_told_though_the_kinds_agree(tmp_path: Path) -> None:
    de = "Das GPT-4 von 2023.\n\nDas ist der Text dazu.\n\nDer AI Act und die OSI.\n"
    en = "The AI Act and the OSI.\n\nThis is the text.\n\nThe GPT-4 of 2023.\n"
    found = told(tmp_path, de, en)
    assert [(line, code) for _, line, code in found if code == "block-moved"] == [
        (6, "block-moved"),
        (10, "block-moved"),
    ]
    assert told(tmp_path, de, "The GPT-4 of 2023.\n\nThis is the text.\n\nThe AI Act and the OSI.\n") == []


def test_rows_and_columns_of_tables(tmp_path: Path) -> None:
    head = "| a | b |\n| --- | --- |\n"
    rows = ["| Llama | 2023 |\n", "| Grok | 2024 |\n", "| Qwen | 2025 |\n"]
    de = head + "".join(rows)
    assert told(tmp_path, de, de) == []
    found = told(tmp_path, de, head + rows[0] + rows[2])
    assert ("a.de.md", 9, "table-differs") in found
    wide = de.replace(" |\n", " | x |\n").replace("--- | x", "--- | ---")
    (problem,) = (each for each in problems(tmp_path, de, wide) if each.code == "table-differs")
    assert problem.text == "This table has 4×2 rows and columns, that in a.en.md, line 6, has 4×3."


def test_texts_too_long_to_compare_tell_the_first_difference(tmp_path: Path) -> None:
    de = "".join(f"Absatz {at}.\n\n" for at in range(400))
    en = de.replace("Absatz 200.\n\n", "- Absatz 200.\n\n").replace("Absatz 0.", "Absatz 0.\n\nNoch einer.")
    found = [(line, code) for _, line, code in told(tmp_path, de, en) if code == "blocks-differ"]
    assert found == [(6 + 2 * 201, "blocks-differ")]


def test_rows_of_which_one_side_says_much_more(tmp_path: Path) -> None:
    de, en = "Kurz.\n\nKurz.\n", "Short.\n\n" + "A long one. " * 20 + "\n"
    assert told(tmp_path, de, en) == []
    strict = told(tmp_path, de, en, strict=True)
    assert ("a.de.md", 8, "row-unequal") in strict
    assert ("a.de.md", 6, "row-unequal") not in strict
