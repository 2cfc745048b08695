from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.search.completion import MOST, complete
from briefing.search.query import parse

KNOWN = {
    "tag": ("open source", "Recht", "Forschung", "Überblick", "law/eu", "Open Source", 'ein "Wort"', ":x", "EU-Recht"),
    "org": ("OpenAI", "Google DeepMind", "Aleph Alpha"),
    "model": ("GPT-4", "o3-mini", "Llama 3.1"),
    "date": ("2024-11-05", "2025-03-18", "2025-03-01", "2025-01", "2023", "irgendwann"),
}


def offered(text: str, cursor: int | None = None) -> list[str]:
    return [one.shown for one in complete(text, len(text) if cursor is None else cursor, lambda name: KNOWN[name])]


def lines(text: str) -> list[str]:
    """Return the lines that are offered, with a bar where the cursor would stand."""
    found = complete(text.replace("|", ""), text.index("|"), lambda name: KNOWN[name])
    return [one.line[: one.cursor] + "|" + one.line[one.cursor :] for one in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ta|", ["tag:|"]),
        ("offen TAG|", ["offen tag:|"]),
        ("t|", []),
        ("ta|lent", []),
        ("-la|", ["-lang:|"]),
        ("-be|", []),
        ("mod|", ["model:|"]),
        ("modell|", ["modell:|"]),
        ("in| x", ["in:| x"]),
        ("quatsch|", []),
        ('"ta|', []),
        ("|tag", []),
        ("ta |", []),
        ("x-ta|", []),
        ("tag:zzz|", []),
    ],
)
def test_names(typed: str, expected: list[str]) -> None:
    assert lines(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lang:|", ["lang:de |", "lang:en |"]),
        ("lang:E|", ["lang:en |"]),
        ("-lang:e| x", ["-lang:en |x"]),
        ("in:|", ["in:title |", "in:heading |", "in:note |"]),
        ("in:ti|", ["in:title |", "in:titel |"]),
        ("in:ü|", ["in:überschrift |"]),
        ("tag:op|", ['tag:"open source" |']),
        ('tag:"open so|', ['tag:"open source" |']),
        ('tag:"op|en sauce" x', ['tag:"open source" |x']),
        ("tag:x|", ['tag:":x" |']),
        ("tag:uber|", ["tag:Überblick |"]),
        ("tag:re|ct x", ["tag:Recht |x", "tag:EU-Recht |x"]),
        ("tag:recth|", ["tag:Recht |"]),
        ("tag::|", []),
        ("-tag:forsc|", ["-tag:Forschung |"]),
        ("org:mind|", ['org:"Google DeepMind" |']),
        ("modell:gpt|", ["modell:GPT-4 |"]),
        ("ta|g:x", []),
        ("-org:op|", []),
        ("lang:de|", ["lang:de |"]),
        ("lang:de| ", []),
    ],
)
def test_values(typed: str, expected: list[str]) -> None:
    found = lines(typed)
    assert found == expected


def test_what_begins_so_comes_before_what_holds_it_before_what_is_misspelt() -> None:
    assert offered("tag:re") == ["Recht", "EU-Recht"]
    assert offered("tag:")[:3] == ["open source", "Recht", "Forschung"]
    assert offered("tag:opne") == ["open source"]


def test_dates_are_years_then_months() -> None:
    assert lines("after:|") == ["after:2025|", "after:2024|", "after:2023|"]
    assert lines("before:202|")[0] == "before:2025|"
    assert lines("after:2025|") == ["after:2025-03|", "after:2025-01|"]
    assert lines("after:2025-0| x") == ["after:2025-03| x", "after:2025-01| x"]


def test_not_too_many() -> None:
    many = [f"x{n}" for n in range(99)]
    assert len(complete("tag:", 4, lambda _: many)) == MOST


_LINES = st.lists(
    st.sampled_from([*'ab -:"„“ ‘', "ta", "tag:", "-tag:", "lang:", "in:", "after:", "org:op", "model:", "2025", "re"]),
    max_size=8,
).map("".join)


@given(_LINES, st.data())
def test_a_completed_line_has_no_new_mistakes(text: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(text)))
    known = len(parse(text).mistakes)
    for one in complete(text, cursor, lambda name: KNOWN[name]):
        assert 0 <= one.cursor <= len(one.line)
        assert one.line != text
        unfinished = one.line[: one.cursor].endswith(":")
        assert len(parse(one.line[: one.cursor] if unfinished else one.line).mistakes) <= known


@given(st.text(max_size=20), st.text(max_size=20), st.lists(st.text(max_size=9), max_size=5))
def test_any_line_and_any_values_do(before: str, after: str, known: list[str]) -> None:
    for line in (before + after, before + " tag:" + after, before + " after:" + after):
        for one in complete(line, len(line) - len(after), lambda _: known):
            assert one.line
