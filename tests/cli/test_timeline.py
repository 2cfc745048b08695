"""`briefing timeline`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run

GERMAN = """---
title: Zeitleiste
kind: timeline
---

Juli 2023 · Regeln
: Eine Regel gilt. Mehr: [Text](text.de.md)

5\\. August 2025 · OpenAI
: Offene Gewichte \\[b\\].
"""
ENGLISH = """---
title: Timeline
kind: timeline
---

July 2023 · Rules
: A rule applies. More: [Text](text.en.md)

5 August 2025 · OpenAI
: Open weights \\[b\\].
"""


@pytest.fixture
def dated(library: Path) -> Path:
    """Give the folder a timeline."""
    (library / "zeiten.de.md").write_text(GERMAN, encoding="utf-8")
    (library / "zeiten.en.md").write_text(ENGLISH, encoding="utf-8")
    return library


@pytest.mark.usefixtures("dated")
def test_events_in_order_of_time_in_the_language_of_the_interface(run: Run) -> None:
    assert run("--ui", "de", "timeline").stdout == (
        "2023-07     Regeln  Eine Regel gilt.\n2025-08-05  OpenAI  Offene Gewichte [b].\n"
    )
    assert run("--ui", "en", "timeline").stdout.splitlines()[0] == "2023-07     Rules   A rule applies."


@pytest.mark.usefixtures("dated")
@pytest.mark.parametrize(
    ("options", "dates"),
    [
        (("--from", "2025"), ["2025-08-05"]),
        (("--from", "2025-08-05"), ["2025-08-05"]),
        (("--from", "5. August 2025"), ["2025-08-05"]),
        (("--to", "2023"), ["2023-07"]),
        (("--from", "2023-07-15", "--to", "2023-07-20"), ["2023-07"]),
        (("--from", "2023-08", "--to", "2025-08-04"), []),
        ((), ["2023-07", "2025-08-05"]),
    ],
)
def test_from_and_to_with_both_ends(run: Run, options: tuple[str, ...], dates: list[str]) -> None:
    result = run("timeline", "--json", *options)
    assert [record["date"] for record in json.loads(result.stdout)] == dates
    assert result.exit_code == (0 if dates else 1)


@pytest.mark.usefixtures("dated")
def test_json_has_both_languages_and_the_way_to_the_text(run: Run) -> None:
    first = json.loads(run("timeline", "--json").stdout)[0]
    assert first == {
        "date": "2023-07",
        "lane": {"de": "Regeln", "en": "Rules"},
        "text": {"de": "Eine Regel gilt.", "en": "A rule applies."},
        "told": {"de": "text.de.md", "en": "text.en.md"},
        "id": "zeiten",
        "row": 1,
    }
    assert "Eine Regel" in run("show", f"{first['id']}#{first['row'] + 1}", "--lang", "de").stdout


@pytest.mark.usefixtures("dated")
def test_what_is_no_date_is_wrong_usage(run: Run) -> None:
    result = run("--ui", "en", "timeline", "--from", "bald\x1b[31m")
    assert result.exit_code == 2
    assert "--from: “bald” is no date" in result.stderr


def test_without_a_timeline_or_an_event(run: Run, library: Path) -> None:
    result = run("--ui", "en", "timeline")
    assert (result.exit_code, result.stderr) == (1, "briefing: There is no timeline here.\n")
    (library / "zeiten.de.md").write_text(GERMAN, encoding="utf-8")
    result = run("--ui", "en", "timeline", "--from", "2030")
    assert (result.exit_code, result.stderr) == (1, "briefing: There is no such event.\n")
