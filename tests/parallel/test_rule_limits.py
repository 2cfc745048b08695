from __future__ import annotations

from pathlib import Path

import pytest

from briefing.parallel.check import check_briefing
from parallel.checking import library

NOTES = "".join(f"[^{number}]: Quelle, <https://x.org/{number}>.\n" for number in range(1, 9))
REFERENCES = "".join(f"[^{number}]" for number in range(1, 9))
BODY = "Wort " * 600 + REFERENCES + "\n\n## Stand\n\nNovember 2026.\n\n" + NOTES


def strict(
    folder: Path, body: str, summary: str = "Es ist so. Und so.", kind: str = "briefing"
) -> list[tuple[int, str]]:
    front = f"---\ntitle: x\nsummary: {summary}\ndate: 2026\nkind: {kind}\n---\n"
    found = check_briefing(library(folder, {"a.de.md": front + body}).by_id["a"], strict=True)
    return [(problem.line, problem.code) for problem in found]


def test_a_briefing_within_the_limits_has_no_problem(tmp_path: Path) -> None:
    assert strict(tmp_path, BODY) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (BODY.replace("Wort " * 600, "Wort " * 500), [(1, "words")]),
        (BODY.replace("Wort " * 600, "Wort " * 950), [(1, "words")]),
        (BODY.replace("## Stand", "## Zum Schluss"), [(9, "state-missing")]),
        (BODY.replace("November", "Das ist der Wissensstand vom November").replace("## Stand", "## Schluss"), []),
        (BODY.replace("[^8]", "").replace(": Quelle, <https://x.org/8>.\n", ""), [(1, "sources-few")]),
        (BODY.replace("x.org/8", "x.org/7"), [(1, "sources-few")]),
    ],
)
def test_length_sources_and_state_of_knowledge(tmp_path: Path, body: str, expected: list[tuple[int, str]]) -> None:
    assert strict(tmp_path, body) == expected
    assert strict(tmp_path, body, kind="guide") == []


@pytest.mark.parametrize(
    ("summary", "right"),
    [
        ("Nur einer.", False),
        ("Eins. Zwei.", True),
        ("Eins. Zwei. Drei.", True),
        ("Eins. Zwei. Drei. Vier.", False),
        ("Ein Satz. " + "Sehr " * 80 + "lang.", False),
    ],
)
def test_summaries(tmp_path: Path, summary: str, right: bool) -> None:
    assert strict(tmp_path, BODY, summary) == ([] if right else [(3, "summary-length")])
